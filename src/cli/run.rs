//! `run`: trials, a table, a record with its page.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::record::{self, Asked, Made, RunRecord, build, identity, print_resolved};
use crate::report::{PAGE, draw, page};
use crate::source::Diagnostics;
use crate::stats::CONFIDENCE;
use crate::study::expectations::{Examined, Verdict, examine, record_expectations};
use crate::study::sample::{MEMORY, TRIALS};
use crate::study::{Ask, Prepared, Sampling, Until, for_charts, sample};

use super::arguments::{Format, RunArguments};
use super::chart::{self, Forms};
use super::disk::{Shelf, shown};
use super::outcome::Failure;
use super::output::{Output, counted};
use super::progress::{Interrupt, Progress};
use super::scenario::{Opened, open_through, show_trouble};
use super::tested::expectation_table;
use super::{folder, samples, table};

/// The folder for records where nothing else is said.
pub(super) const RECORDS: &str = "reports";

/// Runs a scenario.
///
/// # Errors
/// The scenario is wrong, a file cannot be read or written, or the run was interrupted.
pub fn run(asked: &RunArguments, mut output: Output) -> Result<(), Failure> {
    output.quiet = asked.quiet;
    let label = asked.label.as_deref().map(folder::label).transpose()?;
    let Opened {
        shelf,
        ask,
        prepared,
        warnings,
    } = open_through(&asked.file, &asked.changes, asked.through.as_deref(), &output)?;
    mention(&warnings, &asked.file, &output);
    let sampling = sampling(asked, &shelf);
    let resolved = print_resolved(&prepared.document, &prepared.model);
    let place = (!asked.no_record).then(|| Place {
        parent: records(asked, &shelf).join(&prepared.model.id),
        label,
    });
    if asked.samples.is_none()
        && !asked.expect
        && let Some(found) = place
            .as_ref()
            .and_then(|place| on_record(place, &prepared, &sampling, &resolved))
    {
        output.say("note: this very run is on record already; it was not run again");
        let (folder, record) = found;
        // A page that is missing is drawn from the record, and so are pictures.
        let missing = !folder.join(PAGE).is_file() || (asked.png && !has_png(&folder));
        if missing
            && let (Some(parent), Some(name)) = (folder.parent(), folder.file_name().and_then(|name| name.to_str()))
        {
            folder::write(parent, name, &files(&record, &resolved, forms(asked)))?;
        }
        report(&record, Some(&folder), asked.format, &output)?;
        show(asked, Some(&folder), &output);
        return Ok(());
    }
    // What cannot be written is said before the work, not after it.
    if let Some(path) = &asked.samples {
        samples::check(path, &asked.columns, &prepared)?;
    }
    if let Some(place) = &place {
        folder::check(&place.parent, place.label.as_deref())?;
    }
    let interrupt = Interrupt::listen();
    let mut record = trials(&prepared, &sampling, &resolved, &interrupt, &output)?;
    let examined = if asked.expect && record.found.complete {
        tested(&shelf, &ask, &prepared, &sampling, &interrupt, &output)?
    } else {
        Vec::new()
    };
    record_expectations(&mut record, &examined);
    if let Some(path) = &asked.samples {
        samples::write(path, &asked.columns, &prepared, &record, &interrupt, &output)?;
    }
    let folder = match place.filter(|_| record.found.complete) {
        Some(place) => {
            let name = place.label.as_deref().unwrap_or(&record.identity);
            Some(folder::write(
                &place.parent,
                name,
                &files(&record, &resolved, forms(asked)),
            )?)
        }
        None => None,
    };
    report(&record, folder.as_deref(), asked.format, &output)?;
    show(asked, folder.as_deref(), &output);
    if asked.expect && record.found.complete && asked.format == Format::Table {
        output.print(&expectation_table(&record.expectations, output.width.clamp(64, 120)))?;
    }
    let fails = |one: &Examined| one.claim.is_none() && one.verdict == Verdict::Fails;
    match record.found.complete {
        false => Err(Failure::Interrupted),
        true if examined.iter().any(fails) => Err(Failure::Found),
        true => Ok(()),
    }
}

/// The scenario's expectations, tested over the same trials.
fn tested(
    shelf: &Shelf,
    ask: &Ask,
    prepared: &Prepared,
    sampling: &Sampling,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Vec<Examined>, Failure> {
    let mut findings = Diagnostics::default();
    let progress = Progress::start(None, interrupt, output);
    let examined = examine(shelf, ask, prepared, sampling, &progress, &mut findings);
    drop(progress);
    if interrupt.is_set() {
        return Err(Failure::Interrupted);
    }
    let sources = &prepared.document.sources;
    let examined = examined.map_err(|why| show_trouble(&prepared.model, sources, &why, output))?;
    output.show(sources, &findings);
    if findings.has_errors() {
        return Err(Failure::Found);
    }
    Ok(examined)
}

/// Where a record goes.
struct Place {
    parent: PathBuf,
    label: Option<String>,
}

fn sampling(asked: &RunArguments, shelf: &Shelf) -> Sampling {
    let trials = asked.trials.or(shelf.defaults.trials).unwrap_or(TRIALS);
    Sampling {
        seed: asked.seed.or(shelf.defaults.seed).unwrap_or(1),
        until: asked.precision.map_or(Until::Trials(trials), Until::Precision),
        threads: asked.threads,
        memory: asked.memory.unwrap_or(MEMORY),
    }
}

fn records(asked: &RunArguments, shelf: &Shelf) -> PathBuf {
    asked
        .out
        .clone()
        .or_else(|| shelf.records())
        .unwrap_or_else(|| PathBuf::from(RECORDS))
}

/// A record of the very same run, with its folder.
fn on_record(place: &Place, prepared: &Prepared, sampling: &Sampling, resolved: &str) -> Option<(PathBuf, RunRecord)> {
    let Until::Trials(trials) = sampling.until else {
        return None;
    };
    let asked = Asked {
        seed: sampling.seed,
        trials,
        ..prepared.asked.clone()
    };
    let identity = identity(resolved, &asked, CONFIDENCE);
    let folder = place.parent.join(place.label.as_deref().unwrap_or(&identity));
    // Records are larger than scenarios may be; this one was written by the program, if it is a file at all.
    if !folder.join(record::RUN).is_file() {
        return None;
    }
    let text = std::fs::read_to_string(folder.join(record::RUN)).ok()?;
    let found = record::read(&text).ok()?;
    let is_same = found.identity == identity && found.asked == asked && found.scenario.id == prepared.model.id;
    is_same.then_some((folder, found))
}

/// Runs the trials, and records what was found; of an interrupted run its first part.
///
/// # Errors
/// The run met a fault, or was interrupted before anything was counted.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the room that reads the clock, for `made` alone"
)]
pub fn trials(
    prepared: &Prepared,
    sampling: &Sampling,
    resolved: &str,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<RunRecord, Failure> {
    let total = match sampling.until {
        Until::Trials(trials) => Some(trials),
        Until::Precision(_) => None,
    };
    let begun = Instant::now();
    let progress = Progress::start(total, interrupt, output);
    let plan = for_charts(&prepared.model, &prepared.plan, &prepared.asked, sampling);
    let sampled = sample(&prepared.model, &plan, sampling, &progress);
    drop(progress);
    let seconds = begun.elapsed().as_secs_f64();
    let sources = &prepared.document.sources;
    let sampled = sampled.map_err(|failure| show_trouble(&prepared.model, sources, &failure, output))?;
    if sampled.tallies.kept == 0 {
        return Err(Failure::Interrupted);
    }
    let precision = match sampling.until {
        Until::Trials(_) => None,
        Until::Precision(points) => Some(points),
    };
    let asked = Asked {
        seed: sampling.seed,
        trials: sampled.tallies.run,
        precision,
        ..prepared.asked.clone()
    };
    let made = Made {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        at: now(),
        seconds,
    };
    let ran = record::Ran {
        document: &prepared.document,
        model: &prepared.model,
        plan: &prepared.plan,
        changes: &prepared.changes,
        tallies: &sampled.tallies,
        asked,
        confidence: sampled.confidence,
        missing: sampled.missing,
    };
    Ok(build(&ran, resolved, made))
}

fn report(record: &RunRecord, folder: Option<&Path>, format: Format, output: &Output) -> Result<(), Failure> {
    match format {
        Format::Table => output.print(&table::print(record, folder.map(near).as_deref(), output)),
        Format::Json => output.print(&record::to_json(record)),
        Format::Csv => output.print_bytes(&record::tables::questions(record)),
    }
}

fn forms(asked: &RunArguments) -> Forms {
    if asked.png { Forms::SvgAndPng } else { Forms::Svg }
}

/// Whether the charts of a record on disk have been drawn as PNG.
fn has_png(folder: &Path) -> bool {
    let charts = std::fs::read_dir(folder.join("charts"));
    charts.is_ok_and(|list| {
        list.filter_map(Result::ok)
            .any(|one| one.path().extension().is_some_and(|kind| kind == "png"))
    })
}

/// The record with its pictures and its page.
pub(super) fn files(record: &RunRecord, resolved: &str, forms: Forms) -> Vec<(String, Vec<u8>)> {
    let plain = record::files(record, resolved);
    let mut files: Vec<(String, Vec<u8>)> = plain
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect();
    files.extend(chart::files_in(chart::of_run(record), forms));
    files.push((PAGE.to_owned(), page(record, &draw(record)).into_bytes()));
    files
}

fn show(asked: &RunArguments, folder: Option<&Path>, output: &Output) {
    if let Some(folder) = folder.filter(|_| asked.open) {
        open_page(folder, output);
    }
}

/// Opens the page of a record; where it cannot be opened, says where it is.
pub(super) fn open_page(folder: &Path, output: &Output) {
    let path = folder.join(PAGE);
    let full = std::fs::canonicalize(&path).unwrap_or(path);
    if let Err(why) = open::that_detached(&full) {
        let why = super::disk::reason(&why);
        output.say(&format!(
            "note: the page could not be opened ({why}); it is `{}`",
            shown(&full)
        ));
    }
}

/// A path as one would type it here.
pub(super) fn near(folder: &Path) -> String {
    let full = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let below = here.and_then(|here| full.strip_prefix(here).ok().map(Path::to_owned));
    format!("{}/", shown(&below.unwrap_or(full)))
}

pub(super) fn mention(warnings: &Diagnostics, file: &Path, output: &Output) {
    let (_, count) = warnings.counts();
    if count > 0 {
        output.say(&format!(
            "{}; `contingent check {}` shows what and where\n",
            counted(0, count),
            shown(file)
        ));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the room that reads the clock, for `made` alone"
)]
pub(super) fn now() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let moment = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    moment.map_or_else(String::new, |moment| moment.to_string())
}
