//! What is compared, as it was typed: scenario files, `FILE:alternative`, folders of records, identities of runs.

use std::path::{Path, PathBuf};

use crate::document::{Document, Loader};
use crate::record::comparison::Origin;
use crate::record::{self, RESULT_VERSION, RunRecord, SCENARIO};
use crate::source::{Diagnostics, escape_terminal};
use crate::study::compare::{Party, What};
use crate::study::sample::TRIALS;
use crate::study::{Ask, Prepared, prepare};

use crate::cli::arguments::{ChangeArguments, CompareArguments};
use crate::cli::disk::{self, Shelf, shown};
use crate::cli::list;
use crate::cli::outcome::Failure;
use crate::cli::output::Output;
use crate::cli::scenario::ask;

/// All that a comparison needs.
pub struct Sides {
    /// What is compared; the first is what the others are compared with.
    pub parties: Vec<Party>,
    /// The folder of the records.
    pub records: PathBuf,
    /// The id of the first scenario.
    pub id: String,
    /// The seed of all that is run.
    pub seed: u64,
    /// How many trials.
    pub trials: u64,
}

/// One thing that was named.
enum Named {
    File(PathBuf, Option<String>),
    Record(PathBuf),
}

/// Finds and opens what was named.
///
/// # Errors
/// Something is no scenario and no record, or is wrong; then its findings were shown.
pub fn sides(asked: &CompareArguments, output: &Output) -> Result<Sides, Failure> {
    let shelf = Shelf::above(Path::new("."), output)?;
    let here = asked.out.clone().or_else(|| shelf.as_ref().and_then(Shelf::records));
    let here = here.unwrap_or_else(|| PathBuf::from("reports"));
    let named: Vec<Named> = asked
        .sides
        .iter()
        .map(|text| named(text, &here))
        .collect::<Result<_, _>>()?;
    let named = alone(named, asked, output)?;
    let found: Vec<Option<(PathBuf, RunRecord)>> = named
        .iter()
        .map(|one| match one {
            Named::Record(folder) => Ok(Some((folder.clone(), open_record(folder)?))),
            Named::File(..) => Ok(None),
        })
        .collect::<Result<_, Failure>>()?;
    let able = |record: &RunRecord| record.result_version == RESULT_VERSION;
    let runs: Vec<&RunRecord> = found
        .iter()
        .flatten()
        .map(|(_, record)| record)
        .filter(|record| able(record))
        .collect();
    let mut seeds: Vec<u64> = runs.iter().map(|record| record.asked.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let one_seed = asked.seed.is_some() || seeds.len() <= 1;
    let mut parties: Vec<Party> = Vec::new();
    let mut first: Option<(Option<Shelf>, String)> = None;
    for (one, found) in named.iter().zip(&found) {
        let (party, shelf, id) = match (one, found) {
            (Named::File(file, alternative), _) => file_party(file, alternative.clone(), asked, output)?,
            (Named::Record(_), Some((folder, record))) => {
                let why = match (able(record), one_seed) {
                    (false, _) => Some(format!(
                        "its numbers were made by another version (results {}, now {RESULT_VERSION})",
                        record.result_version
                    )),
                    (true, false) => {
                        let list: Vec<String> = seeds.iter().map(u64::to_string).collect();
                        Some(format!(
                            "the seeds differ ({}); `--seed` runs all on one",
                            list.join(", ")
                        ))
                    }
                    (true, true) => None,
                };
                let id = record.scenario.id.clone();
                (record_party(folder, record, why, asked, output)?, None, id)
            }
            (Named::Record(_), None) => continue,
        };
        first.get_or_insert((shelf, id));
        parties.push(party);
    }
    name_apart(&mut parties);
    let (shelf, id) = first.unwrap_or_default();
    let defaults = shelf.as_ref().map(|shelf| &shelf.defaults);
    let seed = asked.seed.or(seeds.first().copied().filter(|_| seeds.len() == 1));
    let trials = asked
        .trials
        .or_else(|| runs.iter().map(|record| record.asked.trials).max());
    Ok(Sides {
        parties,
        records: asked
            .out
            .clone()
            .or_else(|| shelf.as_ref().and_then(Shelf::records))
            .unwrap_or(here),
        id,
        seed: seed.or(defaults.and_then(|defaults| defaults.seed)).unwrap_or(1),
        trials: trials
            .or(defaults.and_then(|defaults| defaults.trials))
            .unwrap_or(TRIALS),
    })
}

fn named(text: &str, records: &Path) -> Result<Named, Failure> {
    let path = PathBuf::from(text);
    if path.is_dir() {
        return Ok(Named::Record(path));
    }
    if path.is_file() {
        return Ok(match (path.file_name(), path.parent()) {
            (Some(name), Some(folder)) if name == record::RUN => Named::Record(folder.to_owned()),
            _ => Named::File(path, None),
        });
    }
    if let Some((file, alternative)) = text.rsplit_once(':')
        && Path::new(file).is_file()
    {
        return Ok(Named::File(PathBuf::from(file), Some(alternative.to_owned())));
    }
    if is_identity(text) {
        let found = list::folders(records).into_iter().find(|folder| {
            folder.file_name().is_some_and(|name| name == text)
                || list::read(&folder.join(record::RUN)).is_ok_and(|record| record.identity == text)
        });
        return found.map(Named::Record).ok_or_else(|| {
            Failure::World(format!(
                "there is no run `{text}` on record in `{}`\nhelp: `contingent list` shows those that are; `--out` names another folder",
                shown(records)
            ))
        });
    }
    // What cannot be found is said by who opens it.
    Ok(Named::File(path, None))
}

/// Four groups of four hex digits.
fn is_identity(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 4
        && groups
            .iter()
            .all(|group| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// One scenario alone stands for itself with all its alternatives, and one alternative alone for the baseline with it.
fn alone(named: Vec<Named>, asked: &CompareArguments, output: &Output) -> Result<Vec<Named>, Failure> {
    match &named[..] {
        [Named::File(file, Some(_))] => {
            let base = Named::File(file.clone(), None);
            Ok(std::iter::once(base).chain(named).collect())
        }
        [Named::File(file, None)] => {
            let changes = ChangeArguments {
                set: asked.set.clone(),
                ..ChangeArguments::default()
            };
            let opened = crate::cli::scenario::open(file, &changes, output)?;
            let ids: Vec<String> = opened
                .prepared
                .model
                .alternatives
                .iter()
                .map(|one| one.name.id.clone())
                .collect();
            if ids.is_empty() {
                return Err(Failure::Usage(format!(
                    "`{}` has no alternatives to compare\nhelp: name a second scenario or record: `contingent compare A B`",
                    shown(file)
                )));
            }
            let others = ids.into_iter().map(|id| Named::File(file.clone(), Some(id)));
            Ok(std::iter::once(Named::File(file.clone(), None)).chain(others).collect())
        }
        [Named::Record(folder)] => Err(Failure::Usage(format!(
            "`{}` is one record, and a comparison needs two\nhelp: name what to compare it with: `contingent compare A B`",
            shown(folder)
        ))),
        _ => Ok(named),
    }
}

type Opened = (Party, Option<Shelf>, String);

fn file_party(
    file: &Path,
    alternative: Option<String>,
    asked: &CompareArguments,
    output: &Output,
) -> Result<Opened, Failure> {
    let (shelf, below) = Shelf::around(file, output)?;
    let ask = Ask {
        alternative: alternative.clone(),
        ..ask(below, &changes(asked))
    };
    let prepared = ready(&shelf, &ask, output)?;
    let id = prepared.model.id.clone();
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let (label, title, named, origin) = match alternative {
        Some(alternative) => {
            let title = prepared
                .model
                .alternative(&alternative)
                .map(|one| one.name.title_or_id());
            let named = format!("{}:{alternative}", shown(file));
            (alternative, title.unwrap_or_default(), named, Origin::Alternative)
        }
        None => (stem, prepared.model.title.clone(), shown(file), Origin::File),
    };
    let party = Party {
        label,
        title,
        named,
        what: What::Ready(Box::new(prepared), origin),
    };
    Ok((party, Some(shelf), id))
}

fn open_record(folder: &Path) -> Result<RunRecord, Failure> {
    list::read(&folder.join(record::RUN)).map_err(|why| {
        let path = folder.join(record::RUN);
        Failure::World(format!(
            "cannot read `{}`: {why}\nhelp: a record's folder holds `{}`; `contingent list` shows the runs on record",
            shown(&path),
            record::RUN
        ))
    })
}

/// A record's own scenario, read under the name that it had.
struct Kept {
    folder: PathBuf,
}

impl Loader for Kept {
    fn load(&self, _: &str) -> Result<String, String> {
        disk::read(&self.folder.join(SCENARIO))
    }
}

fn record_party(
    folder: &Path,
    record: &RunRecord,
    why: Option<String>,
    asked: &CompareArguments,
    output: &Output,
) -> Result<Party, Failure> {
    let name = folder
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    let label = name.unwrap_or_else(|| record.identity.clone());
    let kept = Kept {
        folder: folder.to_owned(),
    };
    let path = format!("{}.toml", record.scenario.id);
    let why = why.or_else(|| {
        let missing = kept.load(&path).err()?;
        Some(format!("its `{SCENARIO}` cannot be read: {missing}"))
    });
    let what = match why {
        Some(why) => {
            let text = kept.load(&path).ok();
            let document = text.map(|text| Box::new(Document::from_text(&path, &text).0));
            if has_changes(asked) {
                return Err(Failure::Usage(format!(
                    "`{}` cannot be changed, since it is not run again: {why}",
                    shown(folder)
                )));
            }
            What::Found {
                record: Box::new(record.clone()),
                document,
                why,
            }
        }
        None => {
            let mut changes = changes(asked);
            let forced = record.asked.force.iter().map(|(id, value)| format!("{id}={value}"));
            changes.force = forced.chain(changes.force).collect();
            changes.given = record
                .asked
                .given
                .iter()
                .flatten()
                .cloned()
                .chain(changes.given)
                .collect();
            changes.believe = changes.believe.or_else(|| record.asked.believe.clone());
            let mut prepared = ready(&kept, &ask(path, &changes), output)?;
            let mut set = record.asked.set.clone();
            set.0.extend(std::mem::take(&mut prepared.asked.set.0));
            prepared.asked.set = set;
            prepared.asked.alternative = record.asked.alternative.clone();
            What::Ready(Box::new(prepared), Origin::Record)
        }
    };
    let alternative = record.asked.alternative.as_ref();
    let title = alternative.and_then(|id| record.scenario.alternatives.get(id));
    Ok(Party {
        title: title.unwrap_or(&record.scenario.title).clone(),
        label,
        named: shown(folder),
        what,
    })
}

fn ready(loader: &dyn Loader, ask: &Ask, output: &Output) -> Result<Prepared, Failure> {
    let mut findings = Diagnostics::default();
    prepare(loader, ask, &mut findings).map_err(|document| {
        output.show(&document.sources, &findings);
        Failure::Found
    })
}

fn changes(asked: &CompareArguments) -> ChangeArguments {
    ChangeArguments {
        set: asked.set.clone(),
        force: asked.force.clone(),
        given: asked.given.clone(),
        believe: asked.believe.clone(),
        alternative: None,
    }
}

fn has_changes(asked: &CompareArguments) -> bool {
    !(asked.set.is_empty() && asked.force.is_empty() && asked.given.is_empty() && asked.believe.is_none())
}

/// Labels by which readers tell the sides apart.
fn name_apart(parties: &mut [Party]) {
    let is_alternative = |party: &Party| matches!(party.what, What::Ready(_, Origin::Alternative));
    if let Some((first, others)) = parties.split_first_mut()
        && !others.is_empty()
        && !is_alternative(first)
        && others
            .iter()
            .all(|party| is_alternative(party) && party.named.starts_with(&format!("{}:", first.named)))
    {
        first.label = "baseline".to_owned();
    }
    for at in 0..parties.len() {
        parties[at].label = escape_terminal(&parties[at].label);
        let taken = |label: &str| parties[..at].iter().any(|party| party.label == label);
        let label = parties[at].label.clone();
        let mut number = 2;
        let mut name = label.clone();
        while taken(&name) {
            name = format!("{label} ({number})");
            number += 1;
        }
        parties[at].label = name;
    }
}
