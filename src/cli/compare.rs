//! `compare`: scenarios, alternatives and records beside each other.

mod sides;
mod table;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::record::Made;
use crate::record::comparison::{self, ComparisonRecord};
use crate::source::Diagnostics;
use crate::stats::{FEWEST_TRIALS, print_count};
use crate::study::compare::{Compared, Party, Stopped, What, compare as work_out};
use crate::study::sample::MEMORY;
use crate::study::{Sampling, Until, trouble};

use super::arguments::{CompareArguments, Format};
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::run::{near, now};
use super::{chart, folder};
use sides::{Sides, sides};

/// Compares scenarios.
///
/// # Errors
/// One of them is wrong, a file cannot be read or written, or the run was interrupted.
pub fn compare(asked: &CompareArguments, mut output: Output) -> Result<(), Failure> {
    output.quiet = asked.quiet;
    let label = match &asked.label {
        Some(label) => {
            let name = folder::sanitise(label);
            Some(name.ok_or_else(|| Failure::Usage("`--label` holds nothing that can be a name".to_owned()))?)
        }
        None => None,
    };
    let Sides {
        parties,
        records,
        id,
        seed,
        trials,
    } = sides(asked, &output)?;
    let parent: Option<PathBuf> = (!asked.no_record).then(|| records.join(&id));
    if let Some(parent) = &parent {
        folder::check(parent, label.as_deref())?;
    }
    let sampling = Sampling {
        seed,
        until: Until::Trials(trials),
        threads: asked.threads,
        memory: asked.memory.unwrap_or(MEMORY),
    };
    let interrupt = Interrupt::listen();
    let Compared { mut record, resolved } = run(&parties, trials, &sampling, &interrupt, &output)?;
    record.made.at = now();
    let folder = match parent.filter(|_| record.complete) {
        Some(parent) => {
            let name = label.unwrap_or_else(|| format!("compare-{}", record.identity));
            let mut files = comparison::files(&record, &resolved);
            files.extend(chart::files(chart::of_comparison(&record)));
            Some(folder::write(&parent, &name, &files)?)
        }
        None => None,
    };
    report(&record, folder.as_deref(), asked.format, &output)?;
    if record.complete {
        Ok(())
    } else {
        Err(Failure::Interrupted)
    }
}

fn run(
    parties: &[Party],
    trials: u64,
    sampling: &Sampling,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Compared, Failure> {
    let begun = Instant::now();
    let made = Made {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Made::default()
    };
    let progress = Progress::start(Some(trials), interrupt, output);
    let compared = work_out(parties, trials, sampling, &made, &progress);
    drop(progress);
    match compared {
        Ok(mut compared) => {
            compared.record.made.seconds = begun.elapsed().as_secs_f64();
            Ok(compared)
        }
        Err(Stopped::Nothing) => Err(Failure::Interrupted),
        Err(Stopped::Side(at, failure)) => {
            if let Some((party, What::Ready(prepared, _))) = parties.get(at).map(|party| (party, &party.what)) {
                let mut findings = Diagnostics::default();
                let finding = trouble(&prepared.model, &failure);
                findings.push(finding.help(format!("met in `{}`", crate::source::escape_terminal(&party.named))));
                output.show(&prepared.document.sources, &findings);
            }
            Err(Failure::Found)
        }
        Err(Stopped::TooFew(at, kept, all)) => {
            let name = parties.get(at).map_or("", |party| party.label.as_str());
            output.failed(&too_few(name, kept, all));
            Err(Failure::Found)
        }
    }
}

/// How many trials kept are too few, and how many trials would be enough.
fn too_few(name: &str, kept: u64, all: u64) -> String {
    let (some, of) = (print_count(kept), print_count(all));
    let name = crate::source::escape_terminal(name);
    if kept == 0 {
        return format!(
            "{name}: what is given held in none of {of} trials\nhelp: run more trials, or give something that can happen; \
             nothing is known about what never happens"
        );
    }
    let needed = (FEWEST_TRIALS as f64 * all as f64 / kept as f64 * 1.3).max(1.0);
    // Up to one digit: it is an estimate.
    let place = crate::math::pow(10.0, libm::floor(libm::log10(needed)));
    let needed = (libm::ceil(needed / place) * place) as u64;
    format!(
        "{name}: what is given held in {some} of {of} trials, too few to compare (at least {FEWEST_TRIALS})\nhelp: about {} trials \
         would be enough: `--trials {needed}`",
        print_count(needed)
    )
}

fn report(record: &ComparisonRecord, folder: Option<&Path>, format: Format, output: &Output) -> Result<(), Failure> {
    match format {
        Format::Table => output.print(&table::print(record, folder.map(near).as_deref(), output)),
        Format::Json => output.print(&comparison::to_json(record)),
        Format::Csv => output.print_bytes(&comparison::moved_table(record)),
    }
}
