//! `check`: every problem of a scenario, the probabilities that apply, and the author's own tests.

use std::path::Path;

use crate::record::ExpectationShown;
use crate::source::{Diagnostics, Severity, Sources, render_short, to_json};
use crate::study::expectations::{Examined, Verdict, examine};
use crate::study::rates::{Rates, TRIALS as RATE_TRIALS, rates};
use crate::study::sample::TRIALS;
use crate::study::{Ask, Failure as StudyFailure, Prepared, Sampling, Until, prepare};

use super::arguments::{CheckArguments, Deny, FindingsFormat};
use super::disk::Shelf;
use super::outcome::Failure;
use super::output::{Output, counted};
use super::progress::{Interrupt, Progress};
use super::scenario::{ask, show_trouble};
use super::tested::expectation_table;
use super::wrap::{pad, pad_left, width, wrap};

/// Checks scenarios.
///
/// # Errors
/// One of them is wrong, or an expectation does not hold.
pub fn check(asked: &CheckArguments, output: &Output) -> Result<(), Failure> {
    let mut worst: Option<Failure> = None;
    let mut json = Vec::new();
    let interrupt = Interrupt::listen();
    for file in &asked.files {
        if let Err(failure) = one(file, asked, &interrupt, &mut json, output) {
            match failure {
                Failure::Pipe | Failure::Interrupted => return Err(failure),
                failure => {
                    if let Some(message) = failure.message() {
                        output.failed(&message);
                    }
                    worst = Some(match worst {
                        Some(worst) if worst.code() >= failure.code() => worst,
                        _ => silent(failure),
                    });
                }
            }
        }
    }
    if asked.format == FindingsFormat::Json {
        output.print(&format!("{:#}\n", serde_json::Value::Array(json)))?;
    }
    worst.map_or(Ok(()), Err)
}

/// A failure that was told already; only its code still counts.
fn silent(failure: Failure) -> Failure {
    match failure {
        Failure::World(_) | Failure::Usage(_) => Failure::Told(failure.code()),
        other => other,
    }
}

fn one(
    file: &Path,
    asked: &CheckArguments,
    interrupt: &Interrupt,
    json: &mut Vec<serde_json::Value>,
    output: &Output,
) -> Result<(), Failure> {
    let (shelf, below) = Shelf::around(file, output)?;
    let ask = ask(below, &asked.changes);
    let mut findings = Diagnostics::default();
    let prepared = prepare(&shelf, &ask, &mut findings);
    let sources = match &prepared {
        Ok(prepared) => &prepared.document.sources,
        Err(document) => &document.sources,
    };
    findings.sort();
    show(asked.format, sources, &findings, json, output)?;
    let (errors, warnings) = findings.counts();
    let denied = asked.deny == Some(Deny::Warnings) && warnings > 0;
    if asked.format == FindingsFormat::Text {
        let verdict = if errors + warnings == 0 {
            "no problems".to_owned()
        } else {
            counted(errors, warnings)
        };
        output.say(&format!("{}: {verdict}", super::disk::shown(file)));
    }
    let Ok(prepared) = &prepared else {
        return Err(Failure::Found);
    };
    if denied {
        return Err(Failure::Found);
    }
    if asked.fast || asked.format != FindingsFormat::Text {
        return Ok(());
    }
    if asked.expect {
        return expect(&shelf, &ask, prepared, asked, interrupt, output);
    }
    let seed = asked.seed.or(shelf.defaults.seed).unwrap_or(1);
    let found = rates(&prepared.model, &prepared.plan, seed).map_err(|why| {
        show_trouble(
            &prepared.model,
            &prepared.document.sources,
            &StudyFailure::from(why),
            output,
        )
    })?;
    output.print(&rate_table(prepared, &found, output))
}

fn show(
    format: FindingsFormat,
    sources: &Sources,
    findings: &Diagnostics,
    json: &mut Vec<serde_json::Value>,
    output: &Output,
) -> Result<(), Failure> {
    match format {
        FindingsFormat::Text => output.show(sources, findings),
        FindingsFormat::Short => output.print(&render_short(sources, findings))?,
        FindingsFormat::Json => {
            if let serde_json::Value::Array(list) = to_json(sources, findings) {
                json.extend(list);
            }
        }
    }
    Ok(())
}

fn expect(
    shelf: &Shelf,
    ask: &Ask,
    prepared: &Prepared,
    asked: &CheckArguments,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<(), Failure> {
    let sampling = Sampling {
        seed: asked.seed.or(shelf.defaults.seed).unwrap_or(1),
        until: Until::Trials(asked.trials.or(shelf.defaults.trials).unwrap_or(TRIALS)),
        ..Sampling::default()
    };
    let mut findings = Diagnostics::default();
    let progress = Progress::start(None, interrupt, output);
    let examined = examine(shelf, ask, prepared, &sampling, &progress, &mut findings);
    drop(progress);
    if interrupt.is_set() {
        return Err(Failure::Interrupted);
    }
    let sources = &prepared.document.sources;
    let examined = examined.map_err(|why| show_trouble(&prepared.model, sources, &why, output))?;
    output.show(sources, &findings);
    let shown: Vec<ExpectationShown> = examined.iter().map(Examined::shown).collect();
    output.print(&expectation_table(&shown, output.width.clamp(64, 120)))?;
    // A claim that the model contradicts is a finding, not a mistake.
    let fails = examined
        .iter()
        .any(|one| one.claim.is_none() && one.verdict == Verdict::Fails);
    let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    if fails || is_wrong { Err(Failure::Found) } else { Ok(()) }
}

fn rate_table(prepared: &Prepared, found: &[Rates], output: &Output) -> String {
    let mut out = String::new();
    let has_years = found
        .iter()
        .flat_map(|one| &one.branches)
        .any(|rate| rate.yearly.is_some());
    let step = prepared
        .model
        .calendar
        .as_ref()
        .map_or("draw", |calendar| calendar.unit().word());
    let name = found.iter().map(|one| width(&one.variable)).max().unwrap_or(0);
    let branches = found
        .iter()
        .flat_map(|one| one.branches.iter().map(|rate| width(&rate.branch)));
    let label = (2 + branches.max().unwrap_or(0))
        .max(name)
        .min(output.width.saturating_sub(52).max(20));
    out.push_str(&format!(
        "\neffective rates: 5, 50 and 95% of what applied at the draws of {} trials\n\n",
        crate::stats::print_count(RATE_TRIALS)
    ));
    let year = if has_years && step != "year" {
        "      a year"
    } else {
        ""
    };
    let head = format!("{}    base      a {}{year}", " ".repeat(label), pad(step, 19));
    out.push_str(&format!("{}\n", head.trim_end()));
    for one in found.iter().filter(|one| one.draws > 0 || !one.branches.is_empty()) {
        out.push_str(&one.variable);
        if one.draws == 0 {
            out.push_str("  never drawn");
        }
        out.push('\n');
        if one.draws == 0 {
            continue;
        }
        for rate in &one.branches {
            let base = rate.base.map_or_else(|| "–".to_owned(), percent);
            let three = |list: Option<[f64; 3]>| match list {
                Some(list) => list.map(|p| pad_left(&percent(p), 8)).concat(),
                None => pad_left("–", 24),
            };
            let applied = three(rate.applied);
            let yearly = rate
                .yearly
                .filter(|_| !year.is_empty())
                .map(|list| format!("   {}", three(Some(list))));
            for (at, line) in wrap(&rate.branch, label - 2, 2).iter().enumerate() {
                let numbers = format!(
                    " {} {applied}{}",
                    pad_left(&base, 7),
                    yearly.as_deref().unwrap_or_default()
                );
                let row = format!(
                    "  {}{}",
                    pad(line, label - 2),
                    if at == 0 { numbers.as_str() } else { "" }
                );
                out.push_str(row.trim_end());
                out.push('\n');
            }
        }
    }
    out
}

/// A probability in a table of rates: two digits of the smaller tail, and never rounded to 0 or 100.
fn percent(p: f64) -> String {
    match p {
        p if p <= 0.0 => "0".to_owned(),
        p if p >= 1.0 => "100%".to_owned(),
        // In the year's columns most of a sure thing is in its nines.
        p if p > 0.9995 => ">99.9%".to_owned(),
        p => crate::stats::print_share(p, 0.0).text,
    }
}
