//! Conditions that never hold, so that a case, a factor or a whole variable can never apply; and those that always do.

use crate::source::{Diagnostic, Diagnostics, Span, code};

use super::super::element::{Asked, Case, Factor, Model, VariableId};
use super::super::formula::{Formula, Kind, Term, Type};
use super::finite::{All, Go, Space, Value, Work};
use super::sites;
use super::states::{Where, may_be_undrawn};

/// So many combinations of states are looked at for one formula.
const MOST: usize = 4_096;

/// Reports what can be proved to be always or never true.
pub(super) fn check(model: &Model, work: &mut Work, diagnostics: &mut Diagnostics) {
    for (at, variable) in (0u32..).zip(&model.variables) {
        let here = Where::Draw(VariableId(at));
        let when = variable.when.as_ref();
        if let Some(formula) = when
            && always(model, here, &[&formula.term], work) == Some(false)
        {
            diagnostics.push(
                Diagnostic::warning(
                    code::ALWAYS_SAME,
                    format!("`{}` is never asked: its `when` can never hold", variable.name.id),
                )
                .at(formula.span, "false at every draw")
                .help("change the condition, or leave the variable out"),
            );
            continue;
        }
        check_cases(model, here, when, &variable.cases, work, diagnostics);
        for factor in &variable.factors {
            check_factor(model, here, when, factor, work, diagnostics);
        }
    }
    for condition in &model.conditions {
        check_constant(
            model,
            &condition.truth,
            &format!("the condition `{}`", condition.name.id),
            work,
            diagnostics,
        );
    }
    for question in &model.questions {
        match &question.asked {
            Asked::Yes(formula) => {
                let what = format!("the question `{}`", question.name.id);
                check_constant(model, formula, &what, work, diagnostics);
            }
            Asked::Cases { cases, .. } => {
                let conditions: Vec<&Formula> = cases.iter().map(|case| &case.condition).collect();
                for (place, reach) in reachable(model, Where::End, None, &conditions, work)
                    .into_iter()
                    .enumerate()
                {
                    let (Some(case), Some(why)) = (cases.get(place), reach) else {
                        continue;
                    };
                    let message = format!(
                        "the answer `{}` of `{}` can never be given",
                        case.answer.id, question.name.id
                    );
                    diagnostics.push(never(message, case.condition.span, why));
                }
            }
            Asked::Number { .. } => {}
        }
    }
    check_common_branches(model, diagnostics);
}

/// Why something never applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// Its condition cannot hold.
    Never,
    /// It can, but earlier ones take all of it.
    Taken,
}

fn never(message: String, span: Span, why: Why) -> Diagnostic {
    let found = Diagnostic::warning(code::CASE_NEVER, message);
    match why {
        Why::Never => found
            .at(span, "never holds")
            .help("change the condition, or take this out"),
        Why::Taken => found
            .at(span, "wherever this holds, an earlier one does too")
            .help("the first that holds counts: move this one up, or take it out"),
    }
}

fn check_cases(
    model: &Model,
    here: Where,
    when: Option<&Formula>,
    cases: &[Case],
    work: &mut Work,
    diagnostics: &mut Diagnostics,
) {
    let conditions: Vec<&Formula> = cases.iter().map(|case| &case.condition).collect();
    for (place, reach) in reachable(model, here, when, &conditions, work).into_iter().enumerate() {
        let (Some(case), Some(why)) = (cases.get(place), reach) else {
            continue;
        };
        let message = format!("{} can never apply", named("case", case.id.as_deref()));
        diagnostics.push(never(message, case.condition.span, why));
    }
}

fn check_factor(
    model: &Model,
    here: Where,
    when: Option<&Formula>,
    factor: &Factor,
    work: &mut Work,
    diagnostics: &mut Diagnostics,
) {
    let Some(condition) = &factor.condition else {
        return;
    };
    let terms: Vec<&Term> = when
        .into_iter()
        .chain([condition])
        .map(|formula| &formula.term)
        .collect();
    if always(model, here, &terms, work) == Some(false) {
        let message = format!("{} can never apply", named("factor", factor.id.as_deref()));
        diagnostics.push(never(message, condition.span, Why::Never));
    }
}

fn named(noun: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("the {noun} `{id}`"),
        None => format!("this {noun}"),
    }
}

/// For each of several conditions, of which the first that holds counts, why it never does, if that can be proved.
fn reachable(
    model: &Model,
    here: Where,
    when: Option<&Formula>,
    conditions: &[&Formula],
    work: &mut Work,
) -> Vec<Option<Why>> {
    let mut list: Vec<Option<Why>> = conditions
        .iter()
        .map(|condition| {
            let terms: Vec<&Term> = when.into_iter().chain([*condition]).map(|f| &f.term).collect();
            (always(model, here, &terms, work) == Some(false)).then_some(Why::Never)
        })
        .collect();
    if conditions.len() < 2 || work.is_done() {
        return list;
    }
    let mut space = Space::new(model, here);
    let when = when.map(|formula| space.add(&formula.term));
    let places: Vec<usize> = conditions.iter().map(|one| space.add(&one.term)).collect();
    let mut can = vec![false; conditions.len()];
    let seen = space.visit(MOST, All::Needless, work, |values| {
        if when.is_some_and(|at| values[at] == Value::Truth(false)) {
            return Go::On;
        }
        for (can, place) in can.iter_mut().zip(&places) {
            match values[*place] {
                Value::Truth(false) => {}
                Value::Truth(true) => {
                    *can = true;
                    break;
                }
                _ => *can = true,
            }
        }
        match can.iter().all(|can| *can) {
            true => Go::Stop,
            false => Go::On,
        }
    });
    if seen.is_some() {
        for (why, can) in list.iter_mut().zip(can) {
            if !can && why.is_none() {
                *why = Some(Why::Taken);
            }
        }
    }
    list
}

/// Whether all of some truths together always hold, or never do; `None` where neither can be proved.
fn always(model: &Model, here: Where, terms: &[&Term], work: &mut Work) -> Option<bool> {
    if work.is_done() {
        return None;
    }
    let mut space = Space::new(model, here);
    let places: Vec<usize> = terms.iter().map(|term| space.add(term)).collect();
    let (mut can_hold, mut can_fail) = (false, false);
    space.visit(MOST, All::Needless, work, |values| {
        let together = places.iter().map(|place| values[*place]);
        let mut hold = true;
        let mut fail = false;
        for value in together {
            hold &= value != Value::Truth(false);
            fail |= value != Value::Truth(true);
        }
        can_hold |= hold;
        can_fail |= fail;
        match can_hold && can_fail {
            true => Go::Stop,
            false => Go::On,
        }
    })?;
    match (can_hold, can_fail) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn check_constant(model: &Model, formula: &Formula, what: &str, work: &mut Work, diagnostics: &mut Diagnostics) {
    // Plain `true` or `false` is a switch, and meant.
    if matches!(formula.term.kind, Kind::Truth(_)) {
        return;
    }
    let Some(value) = always(model, Where::End, &[&formula.term], work) else {
        return;
    };
    let word = if value { "always" } else { "never" };
    diagnostics.push(
        Diagnostic::warning(code::ALWAYS_SAME, format!("{what} {word} holds"))
            .at(formula.span, format!("{value} whatever happens"))
            .help("nothing that it reads can change it: look for a branch or a number that was meant otherwise"),
    );
}

/// Two variables that compare by branch, but share none.
fn check_common_branches(model: &Model, diagnostics: &mut Diagnostics) {
    let of_elements = model
        .variables
        .iter()
        .flat_map(sites::of_variable)
        .chain(model.quantities.iter().flat_map(sites::of_quantity))
        .map(|site| site.formula);
    for formula in of_elements.chain(sites::of_readers(model)) {
        sites::walk(&formula.term, &mut |term, _| {
            let Kind::SameBranch(left, right) = &term.kind else {
                return;
            };
            let (Type::Branch(left), Type::Branch(right)) = (left.ty, right.ty) else {
                return;
            };
            let (Some(left), Some(right)) = (model.variables.get(left.at()), model.variables.get(right.at())) else {
                return;
            };
            let shared = left
                .branches
                .iter()
                .any(|one| right.branches.iter().any(|other| other.id == one.id));
            if shared || (may_be_undrawn(left, 1) && may_be_undrawn(right, 1)) {
                return;
            }
            diagnostics.push(
                Diagnostic::warning(
                    code::ALWAYS_SAME,
                    format!("`{}` and `{}` have no branch in common", left.name.id, right.name.id),
                )
                .at(term.span, "they are never equal")
                .help("two choices or events are equal where they stand at branches of the same name"),
            );
        });
    }
}
