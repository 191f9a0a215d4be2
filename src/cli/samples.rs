//! `run --samples`: a row per trial, for R and pandas.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::draw::Key;
use crate::engine::Interruption;
use crate::engine::reference::count::{Answer, keeps};
use crate::engine::reference::{Trial, answer, run_trial};
use crate::engine::sampler::Samplers;
use crate::plan::Asked;
use crate::record::RunRecord;
use crate::source::suggest;
use crate::study::{Failure as StudyFailure, Prepared};

use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::scenario::show_trouble;
use crate::engine::Watch;

/// Trials that are told at a time.
const CHUNK: u64 = 8192;

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
    let (key, samplers) = (Key::new(record.asked.seed), Samplers::new(&prepared.plan));
    for first in (0..record.found.trials).step_by(CHUNK as usize) {
        let range = first..(first + CHUNK).min(record.found.trials);
        let trials = range.end - range.start;
        let rows: Result<Vec<Vec<u8>>, _> = range
            .into_par_iter()
            .map(|number| {
                let trial = run_trial(&prepared.plan, &samplers, &key, number, &mut ())?;
                Ok(if keeps(&prepared.plan, &trial) {
                    told(prepared, &columns, &trial)
                } else {
                    Vec::new()
                })
            })
            .collect();
        let rows = rows.map_err(|fault| {
            let failure = StudyFailure::from(Interruption::Fault(Box::new(fault)));
            show_trouble(&prepared.model, &prepared.document.sources, &failure, output)
        })?;
        for row in rows {
            out.write_all(&row).map_err(cannot)?;
        }
        progress.advance(trials);
        if interrupt.is_set() {
            return Err(Failure::Interrupted);
        }
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

/// A trial as a row: branches and answers by id, numbers in full.
fn told(prepared: &Prepared, columns: &[(String, Column)], trial: &Trial) -> Vec<u8> {
    let plan = &prepared.plan;
    let Some(last) = trial.history.last() else {
        return Vec::new();
    };
    let mut fields = vec![trial.number.to_string()];
    for (_, column) in columns {
        fields.push(match column {
            Column::Variable(at) => {
                let code = usize::from(last.states[*at]);
                plan.variables[*at].branches.get(code).cloned().unwrap_or_default()
            }
            Column::Quantity(at) => last.numbers[*at].to_string(),
            Column::Question(at) => {
                let question = &plan.questions[*at];
                match (answer(plan, question, &trial.history, question.by), &question.asked) {
                    (Answer::Number(value), _) => value.to_string(),
                    (Answer::Choice(place), Asked::Cases(_)) => answer_id(prepared, *at, place),
                    (Answer::Choice(place), _) => if place == 1 { "yes" } else { "no" }.to_owned(),
                }
            }
        });
    }
    row(fields.iter().map(String::as_str))
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
