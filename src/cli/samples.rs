//! `run --samples`: a row per trial, for R and pandas.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::engine::{Request, Sample, sample};
use crate::plan::Asked;
use crate::record::RunRecord;
use crate::source::suggest;
use crate::study::{Failure as StudyFailure, Prepared};

use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::scenario::show_trouble;

/// Trials that are told at a time.
const BATCH: usize = 4096;

/// What a column shows.
#[derive(Clone, Copy)]
enum Column {
    Question(usize),
    Variable(usize),
    Quantity(usize),
}

/// Whether the samples could be written, asked before the work that would fill them. Nothing is left behind.
///
/// # Errors
/// A column that there is not, a place where no file can be written.
pub fn check(path: &Path, columns: &[String], prepared: &Prepared) -> Result<(), Failure> {
    columns_of(prepared, columns)?;
    let target = target(path)?;
    let probe = tempfile::tempfile_in(beside(&target));
    probe.map(drop).map_err(|why| cannot(path, &why))
}

/// Where the file itself stands: a link is followed, not replaced. What is no regular file, such as a device, is left alone.
fn target(path: &Path) -> Result<PathBuf, Failure> {
    let Ok(target) = std::fs::canonicalize(path) else {
        // Not there yet, but perhaps a link to nothing.
        return match std::fs::symlink_metadata(path) {
            Ok(_) => Err(refused(path, "it is a link that leads nowhere")),
            Err(_) => Ok(path.to_owned()),
        };
    };
    match std::fs::metadata(&target) {
        Ok(about) if about.is_file() => Ok(target),
        Ok(about) if about.is_dir() => Err(refused(path, "it is a folder")),
        Ok(_) => Err(refused(path, "it is no regular file")),
        Err(why) => Err(cannot(path, &why)),
    }
}

fn beside(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn cannot(path: &Path, why: &std::io::Error) -> Failure {
    refused(path, &reason(why))
}

fn refused(path: &Path, why: &str) -> Failure {
    Failure::World(format!("cannot write `{}`: {why}", shown(path)))
}

/// Writes the trials that were kept, one a row. The file appears whole or not at all.
///
/// # Errors
/// A column that there is not, a file that cannot be written, an interruption.
pub fn write(
    path: &Path,
    columns: &[String],
    prepared: &Prepared,
    record: &RunRecord,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<(), Failure> {
    let columns = columns_of(prepared, columns)?;
    let cannot = |why: std::io::Error| cannot(path, &why);
    let target = target(path)?;
    let file = tempfile::NamedTempFile::new_in(beside(&target)).map_err(cannot)?;
    let mut out = BufWriter::new(file.as_file().try_clone().map_err(cannot)?);
    let names = columns.iter().map(|(name, _)| name.as_str());
    out.write_all(&row(std::iter::once("trial").chain(names)))
        .map_err(cannot)?;
    let progress = Progress::start(Some(record.found.trials), interrupt, output);
    let request = Request {
        seed: record.asked.seed,
        first: 0,
        trials: record.found.trials,
        threads: None,
        batch: BATCH,
        memory: u64::MAX,
    };
    let mut failed = None;
    let sampled = sample(&prepared.plan, &request, &progress, &mut |sample| {
        failed = out.write_all(&told(prepared, &columns, sample)).err();
        failed.is_none()
    });
    if let Some(why) = failed {
        return Err(cannot(why));
    }
    sampled.map_err(|why| {
        let failure = StudyFailure::from(why);
        show_trouble(&prepared.model, &prepared.document.sources, &failure, output)
    })?;
    if interrupt.is_set() {
        return Err(Failure::Interrupted);
    }
    drop(progress);
    out.flush().map_err(cannot)?;
    readable(file.as_file());
    file.persist(target).map_err(|why| cannot(why.error))?;
    Ok(())
}

/// Temporary files are for their owner alone; this one is to be like any other.
#[cfg(unix)]
fn readable(file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable(_: &File) {}

fn columns_of(prepared: &Prepared, wanted: &[String]) -> Result<Vec<(String, Column)>, Failure> {
    let plan = &prepared.plan;
    let questions = plan
        .questions
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id.clone(), Column::Question(at)));
    let variables = plan
        .variables
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id.clone(), Column::Variable(at)));
    let quantities = plan
        .quantities
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id.clone(), Column::Quantity(at)));
    let mut all: Vec<(String, Column)> = variables.chain(quantities).collect();
    // A question may have the id of a variable: then it goes by its path.
    for (id, column) in questions {
        let taken = all.iter().any(|(other, _)| *other == id);
        all.push((if taken { format!("questions.{id}") } else { id }, column));
    }
    if wanted.is_empty() {
        return Ok(all);
    }
    let mut list = Vec::new();
    for id in wanted.iter().map(|id| id.trim()) {
        let Some(found) = all.iter().find(|(other, _)| other == id) else {
            let near = suggest(id, all.iter().map(|(other, _)| other.as_str()));
            let help = near
                .map(|near| format!("\nhelp: did you mean `{near}`?"))
                .unwrap_or_default();
            return Err(Failure::Usage(format!(
                "there is no column {}{help}",
                crate::source::quoted(id)
            )));
        };
        list.push(found.clone());
    }
    Ok(list)
}

/// Trials as rows: branches and answers by id, numbers in full.
fn told(prepared: &Prepared, columns: &[(String, Column)], sample: &Sample) -> Vec<u8> {
    let plan = &prepared.plan;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let trials = sample.states.iter().map(|column| column.len()).max();
    let trials = trials.or(sample
        .answers
        .iter()
        .map(|(codes, numbers)| codes.len().max(numbers.len()))
        .max());
    for lane in 0..trials.unwrap_or(0) {
        if sample.kept.is_some_and(|kept| kept[lane] == 0) {
            continue;
        }
        let mut fields = vec![(sample.first + lane as u64).to_string()];
        for (_, column) in columns {
            fields.push(match column {
                Column::Variable(at) => {
                    let code = usize::from(sample.states[*at][lane]);
                    plan.variables[*at].branches.get(code).cloned().unwrap_or_default()
                }
                Column::Quantity(at) => sample.numbers[*at][lane].to_string(),
                Column::Question(at) => match (&plan.questions[*at].asked, sample.answers[*at]) {
                    (Asked::Number { .. }, (_, numbers)) => numbers[lane].to_string(),
                    (Asked::Cases(_), (codes, _)) => answer_id(prepared, *at, usize::from(codes[lane])),
                    (Asked::Yes(_), (codes, _)) => if codes[lane] == 1 { "yes" } else { "no" }.to_owned(),
                },
            });
        }
        writer.write_record(&fields).expect("one table's rows have one length");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

fn answer_id(prepared: &Prepared, question: usize, place: usize) -> String {
    let asked = prepared.model.questions.get(question).map(|question| &question.asked);
    match asked {
        Some(crate::model::Asked::Cases { cases, otherwise }) => {
            cases.get(place).map_or(otherwise, |case| &case.answer).id.clone()
        }
        _ => String::new(),
    }
}

fn row<'a>(fields: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields).expect("one row has one length");
    writer.into_inner().expect("writing to memory does not fail")
}
