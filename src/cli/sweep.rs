//! `sweep`: one or two values moved over a grid, a table, a record.

use std::time::Instant;

use crate::record::sweep::{SweepRecord, sweep_files, sweep_to_json, tables};
use crate::record::{Made, print_resolved};
use crate::report::{PAGE, draw_all, sweep_page};
use crate::study::sample::{MEMORY, TRIALS};
use crate::study::sweep::{Over, POINTS, Sweep, SweepFailure, ready};
use crate::study::{Sampling, Until, trouble};

use super::arguments::{Format, SweepArguments};
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::run::{RECORDS, mention, near, now, open_page};
use super::scenario::{Opened, open};
use super::{chart, folder, swept};

/// Sweeps a scenario.
///
/// # Errors
/// The command or the scenario at some point is wrong, a file cannot be read or written, or it was interrupted.
pub fn sweep(asked: &SweepArguments, mut output: Output) -> Result<(), Failure> {
    output.quiet = asked.quiet;
    let over = Over::parse_all(&asked.over).map_err(|why| Failure::Usage(why.to_string()))?;
    if asked.changes.alternative.is_some() && over.iter().any(|one| one.path() == "alternatives") {
        let why = "`--alternative` names one alternative, and `--over alternatives` takes them all in turn";
        return Err(Failure::Usage(why.to_owned()));
    }
    let label = asked.label.as_deref().map(folder::label).transpose()?;
    let Opened {
        shelf,
        ask,
        prepared,
        warnings,
    } = open(&asked.file, &asked.changes, &output)?;
    mention(&warnings, &asked.file, &output);
    let trials = asked.trials.or(shelf.defaults.trials).unwrap_or(TRIALS);
    let sampling = Sampling {
        seed: asked.seed.or(shelf.defaults.seed).unwrap_or(1),
        until: Until::Trials(trials),
        threads: asked.threads,
        memory: asked.memory.unwrap_or(MEMORY),
    };
    let records = asked.out.clone().or_else(|| shelf.records());
    let parent = records.unwrap_or_else(|| RECORDS.into()).join(&prepared.model.id);
    if !asked.no_record {
        folder::check(&parent, label.as_deref())?;
    }
    let interrupt = Interrupt::listen();
    let sweep = ready(Sweep {
        loader: &shelf,
        ask: &ask,
        prepared: &prepared,
        over: &over,
        sampling: &sampling,
        trials,
    });
    let sweep = sweep.map_err(|failure| told(*failure, &prepared, &output))?;
    let resolved = print_resolved(&prepared.document, &prepared.model);
    let record = {
        let grid = Progress::start(Some(trials.saturating_mul(sweep.points())), &interrupt, &output);
        // The bar of the grid stays; what narrows beside it shows none of its own.
        let mut silent = output;
        silent.quiet = true;
        let narrowing = Progress::start(None, &interrupt, &silent);
        let begun = begin();
        let made = || Made {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            at: now(),
            seconds: begun.elapsed().as_secs_f64(),
        };
        let found = sweep.run(&resolved, &grid, &narrowing, made);
        drop(grid);
        found.map_err(|failure| told(*failure, &prepared, &output))?
    };
    let folder = if asked.no_record {
        None
    } else {
        let name = label.unwrap_or_else(|| format!("sweep-{}", record.identity));
        Some(folder::write(&parent, &name, &files(&record, &resolved))?)
    };
    print(&record, folder.as_deref(), asked.format, &output)?;
    if let Some(folder) = folder.filter(|_| asked.open) {
        open_page(&folder, &output);
    }
    Ok(())
}

/// The record with its pictures and its page.
fn files(record: &SweepRecord, resolved: &str) -> Vec<(String, Vec<u8>)> {
    let plain = sweep_files(record, resolved);
    let mut files: Vec<(String, Vec<u8>)> = plain
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect();
    let charts = chart::of_sweep(record);
    let page = sweep_page(record, &draw_all(&charts.figures));
    files.extend(chart::files(charts));
    files.push((PAGE.to_owned(), page.into_bytes()));
    files
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the room that reads the clock, for `made` alone"
)]
fn begin() -> Instant {
    Instant::now()
}

fn print(
    record: &SweepRecord,
    folder: Option<&std::path::Path>,
    format: Format,
    output: &Output,
) -> Result<(), Failure> {
    match format {
        Format::Table => output.print(&swept::print(record, folder.map(near).as_deref(), output)),
        Format::Json => output.print(&sweep_to_json(record)),
        Format::Csv => output.print_bytes(&tables::points(record)),
    }
}

/// Shows what kept a sweep from its end.
fn told(failure: SweepFailure, prepared: &crate::study::Prepared, output: &Output) -> Failure {
    let at = |name: &str| {
        if !name.is_empty() {
            output.insist(&format!("at {}:", crate::source::escape_terminal(name)));
        }
    };
    match failure {
        SweepFailure::Cancelled => Failure::Interrupted,
        SweepFailure::TooMany(points) => Failure::Usage(format!(
            "the grid has {points} points; at most {POINTS} can be run\nhelp: take fewer values on an axis"
        )),
        SweepFailure::Point(name, document, findings) => {
            at(&name);
            output.show(&document.sources, &findings);
            Failure::Found
        }
        SweepFailure::Run(name, failure) => {
            at(&name);
            let mut findings = crate::source::Diagnostics::default();
            findings.push(trouble(&prepared.model, &failure));
            output.show(&prepared.document.sources, &findings);
            Failure::Found
        }
    }
}
