//! `inspect`: a scenario in one of the forms between its text and its trials.

use std::fmt::Write;
use std::path::Path;

use crate::draw::{Purpose, Stream};
use crate::model::{AmountKind, Deciding, Model};
use crate::plan::{self, Amount, Plan, Timing};
use crate::record::print_resolved;
use crate::record::readings::{Mention, mentions, path_of, readings};

use super::arguments::{ChangeArguments, Stage};
use super::outcome::Failure;
use super::output::Output;
use super::scenario::{Opened, open};

/// Prints a form of a scenario.
///
/// # Errors
/// The scenario is wrong, or it cannot be printed.
pub fn inspect(file: &Path, stage: Stage, changes: &ChangeArguments, output: &Output) -> Result<(), Failure> {
    let Opened { prepared, .. } = open(file, changes, output)?;
    let text = match stage {
        Stage::Document => print_resolved(&prepared.document, &prepared.model),
        Stage::Model => model(&prepared.model),
        Stage::Plan => prepared.plan.to_string(),
        Stage::Draws => draws(&prepared.plan),
    };
    // Ids are plain, but titles and notes may hold anything that a terminal would act on.
    let lines: Vec<String> = text.lines().map(crate::source::escape_terminal).collect();
    output.print(&(lines.join("\n") + "\n"))
}

/// Elements with their values and what they read.
fn model(model: &Model) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "scenario {}: {}", model.id, model.title);
    if let Some(calendar) = &model.calendar {
        let _ = writeln!(out, "time {}", calendar.span_text());
    }
    let weights = model.expert_weights();
    for one in &model.assumptions {
        let kind = match &one.value.kind {
            AmountKind::Number(_) | AmountKind::Formula(_) => String::new(),
            AmountKind::Word { word, low, high } => format!("  word {word}, {low} to {high}"),
            AmountKind::Strength { words, low, high } => format!("  {words}, {low} to {high}"),
            AmountKind::Uncertain(spread) => format!("  {} {:?}", spread.key(), spread.parameters()),
            AmountKind::Experts { views, .. } => format!("  of {} experts", views.len()),
        };
        let per = one
            .per
            .map(|period| format!(" per {}", period.word()))
            .unwrap_or_default();
        let number = one.value.point(&weights).unwrap_or(0.0);
        let _ = writeln!(out, "assumption {} = {number}{per}{kind}", one.name.id);
    }
    for one in &model.conditions {
        let _ = writeln!(out, "condition {} = {}", one.name.id, one.truth.text);
    }
    for one in &model.variables {
        let branches: Vec<&str> = one.branches.iter().map(|branch| branch.id.as_str()).collect();
        let actor = match one.deciding {
            Deciding::Choice(Some(actor)) => model
                .actors
                .get(actor.at())
                .map(|actor| format!(" of {}", actor.name.id)),
            _ => None,
        };
        let (path, actor) = (path_of(one), actor.unwrap_or_default());
        let _ = writeln!(
            out,
            "{path}{actor}: {}{}",
            branches.join(", "),
            reads(model, &one.name.id)
        );
    }
    for one in &model.quantities {
        let unit = one.unit.as_ref().map(|unit| format!(" in {unit}")).unwrap_or_default();
        let _ = writeln!(out, "quantities.{}{unit}{}", one.name.id, reads(model, &one.name.id));
    }
    for one in &model.questions {
        let path = format!("questions.{}", one.name.id);
        let _ = writeln!(out, "{path}: {}{}", one.name.title_or_id(), reads(model, &path));
    }
    for one in &model.alternatives {
        let _ = writeln!(out, "alternatives.{}: {}", one.name.id, one.name.title_or_id());
    }
    out
}

fn reads(model: &Model, reader: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for reading in readings(model).iter().filter(|reading| reading.reader == reader) {
        mentions(model, &reading.formula.term, false, &mut |mention, past| {
            let name = match mention {
                Mention::Variable(id) => model.variables.get(id.at()).map(|one| &one.name.id),
                Mention::Quantity(id) => model.quantities.get(id.at()).map(|one| &one.name.id),
                Mention::Assumption(id) => model.assumptions.get(id.at()).map(|one| &one.name.id),
                Mention::Condition(_) => None,
            };
            if let Some(name) = name {
                let name = if past { format!("prev({name})") } else { name.clone() };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        });
    }
    if names.is_empty() {
        String::new()
    } else {
        format!("\n    reads {}", names.join(", "))
    }
}

/// What addresses the luck of each draw: the id, the purpose, and the number of the stream at a step.
fn draws(plan: &Plan) -> String {
    let mut out =
        String::from("a draw's bits depend on the seed, its stream and the trial's number, and on nothing else\n");
    let mut stream = |id: &str, what: &str, luck: &str, purpose: Purpose, step: u32, when: &str| {
        let number = Stream::new(luck, purpose, step).number();
        let luck = if luck == id {
            String::new()
        } else {
            format!(", the luck of {luck}")
        };
        let _ = writeln!(out, "{id}{luck}: {what}, stream {number:016x} at step {step}{when}");
    };
    let of = |timing: Timing| match timing {
        Timing::EachStep => (1, ", another at each step"),
        Timing::Once | Timing::FirstChance => (0, ""),
    };
    for one in &plan.variables {
        let (step, when) = of(one.timing);
        let order = format!("draw of {}", one.branches.join(" | "));
        stream(&one.id, &order, &one.luck, Purpose::Draw, step, when);
        if matches!(one.initial, plan::Initial::Random(_)) {
            stream(&one.id, "initial value", &one.luck, Purpose::Initial, 0, "");
        }
    }
    for one in &plan.quantities {
        if let Amount::Drawn { timing, .. } = &one.amount {
            let (step, when) = of(*timing);
            stream(&one.id, "draw of a number", &one.luck, Purpose::Draw, step, when);
        }
    }
    out
}
