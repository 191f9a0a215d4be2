//! `compare`: scenarios, alternatives and records beside each other.

mod sides;
mod table;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::record::Made;
use crate::record::comparison::{self, ComparisonRecord};
use crate::report::{PAGE, comparison_page, draw_comparison};
use crate::source::Diagnostics;
use crate::stats::{FEWEST_TRIALS, Proportion, UntilClear, print_count};
use crate::study::compare::{self as study, Compared, Party, Stopped, What};
use crate::study::sample::{MEMORY, TRIALS};
use crate::study::{Sampling, Until, trouble};

use super::arguments::{CompareArguments, Format};
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Goal, Interrupt, Progress};
use super::run::{near, now, open_page};
use super::{chart, folder};
use sides::{Sides, sides};

/// Compares scenarios.
///
/// # Errors
/// One of them is wrong, a file cannot be read or written, or the run was interrupted.
pub fn compare(asked: &CompareArguments, mut output: Output) -> Result<(), Failure> {
    output.quiet = asked.quiet;
    let label = asked.label.as_deref().map(folder::label).transpose()?;
    let found = sides(asked, &output)?;
    let rule = rule(asked)?;
    let Sides {
        parties,
        records,
        id,
        seed,
        trials,
    } = found;
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
    let Compared { mut record, resolved } = run(&parties, rule.as_ref(), &sampling, &interrupt, &output)?;
    record.made.at = now();
    let folder = match parent.filter(|_| record.complete) {
        Some(parent) => {
            let name = label.unwrap_or_else(|| format!("compare-{}", record.identity));
            Some(folder::write(&parent, &name, &files(&record, &resolved))?)
        }
        None => None,
    };
    report(&record, folder.as_deref(), asked.format, &output)?;
    if let Some(folder) = folder.as_deref().filter(|_| asked.open) {
        open_page(folder, &output);
    }
    if record.complete {
        Ok(())
    } else {
        Err(Failure::Interrupted)
    }
}

/// The most trials of a comparison that runs until it is clear, if it is told nothing else.
const BUDGET: u64 = 10_000_000;

/// When to stop, where that is to be found on the way.
fn rule(asked: &CompareArguments) -> Result<Option<UntilClear>, Failure> {
    if !asked.until_clear {
        return Ok(None);
    }
    let smallest = asked.smallest.map(|points| points / 100.0);
    let rule = UntilClear::new(smallest, asked.trials.unwrap_or(BUDGET));
    rule.map(Some).map_err(|why| Failure::Usage(why.to_string()))
}

fn run(
    parties: &[Party],
    rule: Option<&UntilClear>,
    sampling: &Sampling,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Compared, Failure> {
    let begun = Instant::now();
    let made = Made {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Made::default()
    };
    let compared = match (rule, sampling.until) {
        (Some(rule), _) => {
            let progress = Progress::start(Goal::AtMost(rule.budget()), interrupt, output);
            study::compare_until_clear(parties, rule, sampling, &made, &progress)
        }
        (None, until) => {
            let trials = match until {
                Until::Trials(trials) => trials,
                Until::Precision(_) => TRIALS,
            };
            let progress = Progress::start(Goal::Exactly(trials), interrupt, output);
            study::compare(parties, trials, sampling, &made, &progress)
        }
    };
    match compared {
        Ok(mut compared) => {
            compared.record.made.seconds = begun.elapsed().as_secs_f64();
            Ok(compared)
        }
        Err(Stopped::Nothing) => Err(Failure::Interrupted),
        Err(Stopped::Fixed(at)) => Err(Failure::Usage(fixed(parties, at))),
        Err(Stopped::NothingDecides) => Err(Failure::Usage(
            "`--until-clear` looks at answers of headline questions and at thresholds of numbers, and these sides have none in common\n\
             help: give a number question `thresholds`, or compare over `--trials`"
                .to_owned(),
        )),
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

/// Why a side cannot be run until it is clear.
fn fixed(parties: &[Party], at: usize) -> String {
    let (named, why) = match parties.get(at).map(|party| (&party.named, &party.what)) {
        Some((named, What::Found { why, .. })) => (named.as_str(), why.as_str()),
        _ => ("", ""),
    };
    format!(
        "`{}` cannot take more trials, as `--until-clear` asks for: {}\nhelp: leave `--until-clear` out to compare it as it stands, or name \
         its scenario's file",
        crate::source::escape_terminal(named),
        crate::source::escape_terminal(why)
    )
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
    // From the lower end of what is known of the share: the few that were kept may have been luck.
    let needed = (1.3 * FEWEST_TRIALS as f64 / Proportion::new(kept, all).low).clamp(1.0, 1e12);
    // Up to one digit: it is an estimate.
    let place = crate::math::pow(10.0, libm::floor(libm::log10(needed)));
    let needed = (libm::ceil(needed / place) * place) as u64;
    format!(
        "{name}: what is given held in {some} of {of} trials, too few to compare (at least {FEWEST_TRIALS})\nhelp: about {} trials \
         would be enough: `--trials {needed}`",
        print_count(needed)
    )
}

/// The record with its pictures and its page.
pub(super) fn files(record: &ComparisonRecord, resolved: &[Option<String>]) -> Vec<(String, Vec<u8>)> {
    let mut files = comparison::files(record, resolved);
    files.extend(chart::files(chart::of_comparison(record)));
    let page = comparison_page(record, &draw_comparison(record));
    files.push((PAGE.to_owned(), page.into_bytes()));
    files
}

fn report(record: &ComparisonRecord, folder: Option<&Path>, format: Format, output: &Output) -> Result<(), Failure> {
    match format {
        Format::Table => output.print(&table::print(record, folder.map(near).as_deref(), output)),
        Format::Json => output.print(&comparison::to_json(record)),
        Format::Csv => output.print_bytes(&comparison::moved_table(record)),
    }
}
