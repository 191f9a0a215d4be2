//! Questions that may answer something else than was asked.

use std::collections::BTreeSet;

use crate::source::{Diagnostic, Diagnostics, code};

use super::super::element::{Asked, ConditionId, Model, Question, VariableId};
use super::super::formula::{Formula, Kind, Term};
use super::finite::Work;
use super::lasting::{Course, course};
use super::sites;
use super::states::may_be_undrawn;

/// Reports questions that are easily misread.
pub(super) fn check(model: &Model, work: &mut Work, diagnostics: &mut Diagnostics) {
    for question in &model.questions {
        for formula in formulas(question) {
            check_undrawn(model, question, formula, work, diagnostics);
        }
        if let Asked::Yes(formula) = &question.asked {
            check_lasting(model, question, formula, work, diagnostics);
        }
    }
}

fn formulas(question: &Question) -> Vec<&Formula> {
    match &question.asked {
        Asked::Yes(formula) => vec![formula],
        Asked::Number { number, .. } => vec![number],
        Asked::Cases { cases, .. } => cases.iter().map(|case| &case.condition).collect(),
    }
}

fn check_lasting(
    model: &Model,
    question: &Question,
    formula: &Formula,
    work: &mut Work,
    diagnostics: &mut Diagnostics,
) {
    let is_constant = diagnostics.iter().any(|found| {
        let place = found.primary.as_ref().map(|label| label.span);
        found.code == code::ALWAYS_SAME && place == Some(formula.span)
    });
    if model.calendar.is_none() || is_constant || reads_ever(model, formula, work) != Some(false) {
        return;
    }
    if course(model, &formula.term, false, work) == Course::Ends {
        let shown = &formula.text;
        diagnostics.push(
            Diagnostic::warning(
                code::YES_CAN_END,
                format!(
                    "`{}` can become true and false again, and is read at the end",
                    question.name.id
                ),
            )
            .at(formula.span, "what held in between does not count")
            .help(format!("if it is enough that it held once, write `ever({shown})`"))
            .help("if the state at the end is meant, ask with cases: each answer is read as it stands then"),
        );
    }
}

/// Whether the formula, or a condition that it names, speaks of what held at any step.
fn reads_ever(model: &Model, formula: &Formula, work: &mut Work) -> Option<bool> {
    let mut found = false;
    visit(model, formula, work, &mut |term| {
        found |= matches!(term.kind, Kind::Ever(_))
    })?;
    Some(found)
}

/// Visits every node of a formula and of the conditions below it; `None` where the work is used up.
fn visit<'m>(model: &'m Model, formula: &'m Formula, work: &mut Work, see: &mut impl FnMut(&'m Term)) -> Option<()> {
    let mut done: BTreeSet<ConditionId> = BTreeSet::new();
    let mut open = vec![&formula.term];
    while let Some(term) = open.pop() {
        let mut nodes = 0;
        sites::walk(term, &mut |term, _| {
            nodes += 1;
            see(term);
            if let Kind::Condition(id) = term.kind
                && done.insert(id)
            {
                let condition = model.conditions.get(id.at());
                open.extend(condition.map(|condition| &condition.truth.term));
            }
        });
        work.take(nodes)?;
    }
    Some(())
}

/// A part of a formula whose truth counts as it stands, or turned round.
#[derive(Clone, Copy)]
struct Side<'m> {
    term: &'m Term,
    negated: bool,
}

fn check_undrawn(
    model: &Model,
    question: &Question,
    formula: &Formula,
    work: &mut Work,
    diagnostics: &mut Diagnostics,
) {
    let mut asked: BTreeSet<VariableId> = BTreeSet::new();
    let seen = visit(model, formula, work, &mut |term| {
        if let Kind::Drawn(id) = term.kind {
            asked.insert(id);
        }
    });
    if seen.is_none() {
        return;
    }
    let mut done: BTreeSet<(ConditionId, bool)> = BTreeSet::new();
    let mut open = vec![Side {
        term: &formula.term,
        negated: false,
    }];
    while let Some(Side { term, negated }) = open.pop() {
        let same = |term| Side { term, negated };
        match &term.kind {
            Kind::Not(a) => open.push(Side {
                term: a,
                negated: !negated,
            }),
            Kind::Condition(id) => {
                if let (Some(condition), true) = (model.conditions.get(id.at()), done.insert((*id, negated))) {
                    open.push(same(&condition.truth.term));
                }
            }
            Kind::Is(a, _) if negated => {
                if let Some(id) = undrawn(model, a).filter(|id| !asked.contains(id)) {
                    report(model, question, id, term, diagnostics);
                }
            }
            Kind::SameBranch(a, b) if negated => {
                let found = [a, b].into_iter().find_map(|side| undrawn(model, side));
                if let Some(id) = found.filter(|id| !asked.contains(id)) {
                    report(model, question, id, term, diagnostics);
                }
            }
            // In a comparison of truths neither side is turned round.
            Kind::SameTruth(..) | Kind::Is(..) | Kind::SameBranch(..) => {}
            _ => open.extend(term.operands().into_iter().map(same)),
        }
    }
}

/// The variable that a term reads, if it may be undrawn there.
fn undrawn(model: &Model, term: &Term) -> Option<VariableId> {
    let (mut term, mut lag) = (term, 0u32);
    while let Kind::Prev(inner, back) = &term.kind {
        lag = lag.saturating_add(*back);
        term = inner;
    }
    let Kind::Variable(id) = term.kind else {
        return None;
    };
    let variable = model.variables.get(id.at())?;
    // Before step 1 almost everything is undrawn: what `prev` reads there is not held against a question that is read at the end.
    let at_end = if lag == 0 || variable.when.is_some() { lag } else { 0 };
    may_be_undrawn(variable, at_end).then_some(id)
}

fn report(model: &Model, question: &Question, id: VariableId, term: &Term, diagnostics: &mut Diagnostics) {
    let name = model
        .variables
        .get(id.at())
        .map_or("?", |variable| variable.name.id.as_str());
    diagnostics.push(
        Diagnostic::warning(
            code::UNDRAWN_COMPARED,
            format!(
                "`{name}` may be undrawn when `{}` is read, and then differs from every branch",
                question.name.id
            ),
        )
        .at(term.span, "true as well where it was never drawn")
        .help(format!(
            "say what is meant, as in `drawn({name}) and …`, or name the branches that count"
        )),
    );
}
