//! Definitions that nothing reads.

use std::collections::BTreeSet;

use crate::source::{Diagnostic, Diagnostics, FileId, code};

use super::super::element::{Deciding, ExpertId, Model, Name, VariableId};
use super::super::formula::{Formula, Kind};
use super::super::value::{Amount, AmountKind};
use super::sites;

/// Reports what is defined, and read by nothing.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut reads = Reads::default();
    for (at, variable) in (0u32..).zip(&model.variables) {
        let own = Reader::Variable(VariableId(at));
        for site in sites::of_variable(variable) {
            reads.add(site.formula, own);
        }
    }
    for (at, quantity) in (0u32..).zip(&model.quantities) {
        for site in sites::of_quantity(quantity) {
            reads.add(site.formula, Reader::Quantity(at));
        }
    }
    for formula in sites::of_readers(model) {
        reads.add(formula, Reader::Other);
    }
    let files = drawing_files(model);
    let is_shared = |name: &Name| !files.contains(&name.span.file);
    for (at, assumption) in (0u32..).zip(&model.assumptions) {
        if !reads.assumptions.contains(&at) && !is_shared(&assumption.name) {
            report("assumption", &assumption.name, "read by no formula", diagnostics);
        }
    }
    for (at, condition) in (0u32..).zip(&model.conditions) {
        if !reads.conditions.contains(&at) && !is_shared(&condition.name) {
            report(
                "condition",
                &condition.name,
                "named by no formula and no question",
                diagnostics,
            );
        }
    }
    // Without a question nothing counts for anything, which has its own message.
    if !model.questions.is_empty() {
        for (at, variable) in (0u32..).zip(&model.variables) {
            if !reads.variables.contains(&at) {
                let what = match variable.deciding {
                    Deciding::Choice(_) => "choice",
                    Deciding::Event => "event",
                };
                report(
                    what,
                    &variable.name,
                    "influences nothing, and no question reads it",
                    diagnostics,
                );
            }
        }
        for (at, quantity) in (0u32..).zip(&model.quantities) {
            if !reads.quantities.contains(&at) {
                report(
                    "quantity",
                    &quantity.name,
                    "influences nothing, and no question reads it",
                    diagnostics,
                );
            }
        }
    }
    check_evidence(model, is_shared, diagnostics);
}

/// The files that ask or draw something. A file that does neither is a briefing, which others share: what it offers need not all be used.
fn drawing_files(model: &Model) -> BTreeSet<FileId> {
    let names = model.questions.iter().map(|question| &question.name);
    let names = names.chain(model.variables.iter().map(|variable| &variable.name));
    let names = names.chain(model.quantities.iter().map(|quantity| &quantity.name));
    names.map(|name| name.span.file).collect()
}

fn check_evidence(model: &Model, is_shared: impl Fn(&Name) -> bool, diagnostics: &mut Diagnostics) {
    let cited: BTreeSet<u32> = model.claims.iter().map(|claim| claim.source.0).collect();
    for (at, source) in (0u32..).zip(&model.sources) {
        if !cited.contains(&at) && !is_shared(&source.name) {
            report("source", &source.name, "no claim belongs to it", diagnostics);
        }
    }
    let deciding: BTreeSet<u32> = model
        .variables
        .iter()
        .filter_map(|variable| match variable.deciding {
            Deciding::Choice(actor) => actor.map(|actor| actor.0),
            Deciding::Event => None,
        })
        .collect();
    for (at, actor) in (0u32..).zip(&model.actors) {
        if !deciding.contains(&at) && !is_shared(&actor.name) {
            report("actor", &actor.name, "decides nothing", diagnostics);
        }
    }
    let mut heard: BTreeSet<ExpertId> = model.alternatives.iter().filter_map(|one| one.believe).collect();
    for amount in sites::amounts(model) {
        hear(amount, &mut heard);
    }
    for (at, expert) in (0u32..).zip(&model.experts) {
        if !heard.contains(&ExpertId(at)) && !is_shared(&expert.name) {
            report("expert", &expert.name, "gives no value", diagnostics);
        }
    }
}

fn hear(amount: &Amount, heard: &mut BTreeSet<ExpertId>) {
    if let AmountKind::Experts { views, .. } = &amount.kind {
        heard.extend(views.iter().map(|(expert, _)| *expert));
    }
}

fn report(what: &str, name: &Name, label: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(code::UNUSED, format!("the {what} `{}` is not used", name.id))
            .at(name.span, label)
            .help("use it, or take it out"),
    );
}

/// Who reads; what reads itself does not count as a reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Variable(VariableId),
    Quantity(u32),
    Other,
}

/// What is read by something else, by its place in the model's lists.
#[derive(Default)]
struct Reads {
    assumptions: BTreeSet<u32>,
    conditions: BTreeSet<u32>,
    variables: BTreeSet<u32>,
    quantities: BTreeSet<u32>,
}

impl Reads {
    fn add(&mut self, formula: &Formula, by: Reader) {
        sites::walk(&formula.term, &mut |term, _| {
            match term.kind {
                Kind::Assumption(id) => self.assumptions.insert(id.0),
                Kind::Condition(id) => self.conditions.insert(id.0),
                Kind::Variable(id) | Kind::Drawn(id) if by != Reader::Variable(id) => self.variables.insert(id.0),
                Kind::Quantity(id) if by != Reader::Quantity(id.0) => self.quantities.insert(id.0),
                _ => false,
            };
        });
    }
}
