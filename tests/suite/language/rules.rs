//! The table of rules: for each anchor of `docs/language.md` scenarios whose answer, or finding, would differ under another reading.
//!
//! Every probability is checked three times: by hand (it is written in the row), by the oracle, which enumerates all paths and shares no
//! code with the library, and by the reference interpreter with enough trials that both readings are told apart at five standard errors.
mod cases;
mod doubt;
mod evidence;
mod formulas;
mod ladders;
mod looking;
mod merging;
mod names;
mod period;
mod quantities;
mod questions;
mod report;
mod start;
mod steps;
mod traps;
mod weights;
mod whatifs;

use std::collections::{BTreeMap, BTreeSet};

use super::reading::{Ask, Files, Stop, What, plan, run};
use crate::oracle::{Options, enumerate, exact::share};

/// One test of a rule.
pub struct Row {
    /// The anchor without `rule-`.
    rule: &'static str,
    files: Files,
    claim: Claim,
}

enum Claim {
    /// What is asked has probability `p`; under another reading `other`, or it would be refused. The oracle is asked too, unless `alone`.
    Says {
        ask: &'static str,
        p: f64,
        other: Option<f64>,
        alone: bool,
    },
    /// Reading gives this code, and no other error.
    Found(&'static str),
    /// The run stops at this element, for a reason that begins like this.
    Stops {
        element: &'static str,
        reason: &'static str,
    },
    /// The other scenario gives the same tallies, trial by trial.
    Same(Files),
    /// The only question's title.
    Titled(&'static str),
    /// Under this alternative no trial is kept.
    Never(&'static str),
}

fn single(steps: u32, text: &str) -> Files {
    several(steps, &[("top.toml", text)])
}

/// Files in the order of a row; those without a version get it, and the last one gets months of time.
fn several(steps: u32, list: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (place, (name, text)) in list.iter().enumerate() {
        let version = if text.contains("contingent =") {
            ""
        } else {
            "contingent = 1\n"
        };
        let time = match steps {
            0 => String::new(),
            _ if place + 1 < list.len() => String::new(),
            _ => format!("time = {{ start = 2022-10-01, step = 'month', steps = {steps} }}\n"),
        };
        files.add(name, &[version, &time, text].concat());
    }
    files
}

fn says(rule: &'static str, steps: u32, text: &str, ask: &'static str, p: f64, other: impl Into<Option<f64>>) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Says {
            ask,
            p,
            other: other.into(),
            alone: false,
        },
    }
}

/// Of what the oracle does not read: chance without end, and what changes the text.
fn says_alone(
    rule: &'static str,
    steps: u32,
    text: &str,
    ask: &'static str,
    p: f64,
    other: impl Into<Option<f64>>,
) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Says {
            ask,
            p,
            other: other.into(),
            alone: true,
        },
    }
}

fn files(rule: &'static str, steps: u32, list: &[(&str, &str)], ask: &'static str, p: f64, other: f64) -> Row {
    Row {
        rule,
        files: several(steps, list),
        claim: Claim::Says {
            ask,
            p,
            other: Some(other),
            alone: true,
        },
    }
}

fn found(rule: &'static str, steps: u32, text: &str, code: &'static str) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Found(code),
    }
}

fn found_in(rule: &'static str, steps: u32, list: &[(&str, &str)], code: &'static str) -> Row {
    Row {
        rule,
        files: several(steps, list),
        claim: Claim::Found(code),
    }
}

fn stops(rule: &'static str, steps: u32, text: &str, element: &'static str, reason: &'static str) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Stops { element, reason },
    }
}

fn same(rule: &'static str, steps: u32, text: &str, other: &str) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Same(single(steps, other)),
    }
}

fn titled(rule: &'static str, steps: u32, text: &str, title: &'static str) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Titled(title),
    }
}

fn never(rule: &'static str, steps: u32, text: &str, alternative: &'static str) -> Row {
    Row {
        rule,
        files: single(steps, text),
        claim: Claim::Never(alternative),
    }
}

/// One month's probability of what has probability `p` in a year.
fn month(p: f64) -> f64 {
    1.0 - (1.0 - p).powf(1.0 / 12.0)
}

/// A quantity that is 0 at every step, but not by a number that stands in a formula.
const ZERO: &str = "quantities.z = { start = 0, next = 'prev(z)' }\n";

fn all() -> Vec<Row> {
    let parts = [
        names::rows(),
        weights::rows(),
        period::rows(),
        cases::rows(),
        ladders::rows(),
        steps::rows(),
        start::rows(),
        looking::rows(),
        questions::rows(),
        formulas::rows(),
        quantities::rows(),
        doubt::rows(),
        evidence::rows(),
        merging::rows(),
        report::rows(),
        whatifs::rows(),
        traps::rows(),
    ];
    parts.into_iter().flatten().collect()
}

#[test]
fn every_rule_has_a_test_and_every_test_a_rule() {
    let text = include_str!("../../../docs/language.md");
    let mut anchors = BTreeSet::new();
    for part in text.split("<a id=\"rule-").skip(1) {
        let anchor = part.split('"').next().expect("there is a first part");
        assert!(anchors.insert(anchor.to_owned()), "two rules are called `{anchor}`");
    }
    let tested: BTreeSet<String> = all().iter().map(|row| row.rule.to_owned()).collect();
    let untested: Vec<_> = anchors.difference(&tested).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");
    let unknown: Vec<_> = tested.difference(&anchors).collect();
    assert!(unknown.is_empty(), "tests of no rule: {unknown:?}");
    assert!(anchors.len() >= 80, "only {} rules", anchors.len());
}

#[test]
fn every_link_to_a_rule_leads_to_one() {
    let text = include_str!("../../../docs/language.md");
    for part in text.split("](#rule-").skip(1) {
        let anchor = part.split(')').next().expect("there is a first part");
        assert!(text.contains(&format!("<a id=\"rule-{anchor}\"")), "no rule `{anchor}`");
    }
}

#[test]
fn every_rule_is_told_from_the_other_reading() {
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in all() {
        if let Err(problem) = hold(&row) {
            wrong
                .entry(row.rule.to_owned())
                .or_default()
                .push(format!("{problem}\n{}", row.files.top()));
        }
    }
    let told: Vec<String> = wrong
        .iter()
        .flat_map(|(rule, list)| list.iter().map(move |one| format!("-- {rule}: {one}")))
        .collect();
    assert!(
        told.is_empty(),
        "{} rules do not hold\n{}",
        told.len(),
        told.join("\n\n")
    );
}

fn hold(row: &Row) -> Result<(), String> {
    match &row.claim {
        Claim::Says { ask, p, other, alone } => {
            let ask = Ask::parse(ask);
            if !alone {
                hold_exactly(row.files.top(), &ask, *p)?;
            }
            hold_by_counting(&row.files, &ask, *p, *other)
        }
        Claim::Found(code) => {
            let reading = row.files.read(None);
            let mut findings = reading.findings.clone();
            let mut shown = reading.shown.clone();
            // What an alternative sets is checked when it is put into the text.
            for alternative in reading.model.iter().flat_map(|model| &model.alternatives) {
                let changed = row.files.read(Some(&alternative.name.id));
                findings.extend(changed.findings);
                shown.push_str(&changed.shown);
            }
            let errors = findings.iter().filter(|(_, error)| *error);
            if errors.clone().any(|(found, _)| found != code) || !findings.iter().any(|(found, _)| found == code) {
                return Err(format!("`{code}` was not found alone:\n{shown}"));
            }
            Ok(())
        }
        Claim::Stops { element, reason } => match run(&plan(&row.files, None)?, 300) {
            Err(Stop::Fault(fault)) if fault.element == *element && format!("{:?}", fault.kind).starts_with(reason) => {
                Ok(())
            }
            Err(stop) => Err(format!("not stopped by {reason} at {element}: {stop}")),
            Ok(_) => Err(format!("not stopped by {reason} at {element}")),
        },
        Claim::Same(other) => {
            let (a, b) = (run(&plan(&row.files, None)?, 2_000), run(&plan(other, None)?, 2_000));
            match (a, b) {
                (Ok(a), Ok(b)) if a.questions == b.questions => Ok(()),
                _ => Err(format!("not the same as\n{}", other.top())),
            }
        }
        Claim::Titled(title) => {
            let reading = row.files.read(None);
            let found = reading.model.and_then(|model| model.questions[0].name.title.clone());
            if found.as_deref() == Some(*title) {
                Ok(())
            } else {
                Err(format!("the title is {found:?}"))
            }
        }
        Claim::Never(alternative) => {
            let tallies = run(&plan(&row.files, Some(alternative))?, 1_000).map_err(|stop| stop.to_string())?;
            if tallies.run == 1_000 && tallies.kept == 0 {
                Ok(())
            } else {
                Err(format!("{} trials were kept", tallies.kept))
            }
        }
    }
}

fn hold_exactly(text: &str, ask: &Ask, p: f64) -> Result<(), String> {
    let options = Options {
        alternative: ask.alternative.clone(),
        ..Options::default()
    };
    let exact = enumerate(text, &options).map_err(|problem| format!("the oracle says: {problem}"))?;
    let answers = || {
        exact
            .questions
            .get(&ask.question)
            .ok_or("the oracle lacks the question")
    };
    let found = match &ask.what {
        What::Forced => exact.replaced,
        What::Answer(answer) => share(&answers()?.answers, answer),
        What::AtStep(step) => share(&answers()?.by_step[*step], "yes"),
        What::FirstAt(step) => share(&answers()?.first_step, &step.to_string()),
        What::Above(threshold) => share(&answers()?.exceeds, threshold),
    };
    if (found - p).abs() < 1e-9 {
        Ok(())
    } else {
        Err(format!("the oracle says {found}, not {p}"))
    }
}

fn hold_by_counting(files: &Files, ask: &Ask, p: f64, other: Option<f64>) -> Result<(), String> {
    let plan = plan(files, ask.alternative.as_deref())?;
    let spread = |p: f64| (p * (1.0 - p)).sqrt();
    let trials = match other {
        None if spread(p) > 0.0 => 10_000.0,
        None => 200.0,
        Some(other) if other == p => return Err("both readings give the same".to_owned()),
        // Four standard errors on the one side and five on the other fit between the two.
        Some(other) => (1.05 * ((4.0 * spread(p) + 5.0 * spread(other)) / (p - other)).powi(2)).max(200.0),
    };
    if trials > 100_000.0 {
        return Err(format!("{trials} trials would be needed"));
    }
    // A condition keeps a quarter of the trials at the least.
    let trials = if plan.given.is_empty() { trials } else { 4.0 * trials };
    let tallies = run(&plan, trials as u64).map_err(|stop| stop.to_string())?;
    let kept = tallies.kept as f64;
    let found = ask.count(&plan, &tallies) as f64 / kept;
    let near = |p: f64, errors: f64| (found - p).abs() <= errors * spread(p) / kept.sqrt() + 1e-12;
    if !near(p, 4.0) || other.is_some_and(|other| near(other, 5.0)) {
        return Err(format!(
            "{found} of {kept} trials, where {p} is right and {other:?} wrong"
        ));
    }
    Ok(())
}
