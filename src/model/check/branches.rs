//! Branches that can never be drawn, since every set of weights gives them nothing.

use std::collections::BTreeSet;

use crate::source::{Diagnostic, Diagnostics, code};

use super::super::element::{Base, CaseWay, ForcedValue, Initial, Model, Variable, VariableId};
use super::super::formula::Kind;
use super::super::value::{Amount, AmountKind, Weight, WeightSet};

/// Reports branches without a chance.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (at, variable) in (0u32..).zip(&model.variables) {
        if is_varied(model, variable) {
            continue;
        }
        let mut reached = reached(variable);
        for forced in model.alternatives.iter().flat_map(|alternative| &alternative.force) {
            if let ForcedValue::Branch(id, branch) = forced.what
                && id == VariableId(at)
            {
                reached.insert(branch);
            }
        }
        for (place, branch) in (0u16..).zip(&variable.branches) {
            if reached.contains(&place) {
                continue;
            }
            let (label, help) = match &variable.base {
                Base::Ladder { .. } => (
                    "no move leads there",
                    "give `up` or `down` a probability, or take the level out",
                ),
                _ => (
                    "its weight is 0 everywhere",
                    "give it a weight, in the base or in a case, or take it out; a factor cannot revive a zero",
                ),
            };
            diagnostics.push(
                Diagnostic::warning(
                    code::BRANCH_NEVER,
                    format!(
                        "the branch `{}` of `{}` can never be drawn",
                        branch.id, variable.name.id
                    ),
                )
                .at(branch.span, label)
                .help(help),
            );
        }
    }
}

/// Whether an alternative changes something of the variable: what is 0 here may not be there.
fn is_varied(model: &Model, variable: &Variable) -> bool {
    let mut paths = model.alternatives.iter().flat_map(|alternative| &alternative.set);
    paths.any(|(path, _)| path.split('.').any(|part| part == variable.name.id))
}

/// The branches that some set of weights, or the state before step 1, can give.
fn reached(variable: &Variable) -> BTreeSet<u16> {
    let mut reached: BTreeSet<u16> = variable.idle.into_iter().collect();
    match &variable.initial {
        Some(Initial::Branch(branch)) => {
            reached.insert(*branch);
        }
        Some(Initial::Random(set)) => reached.extend(possible(set)),
        None => {}
    }
    for case in &variable.cases {
        if let CaseWay::Set(set) = &case.way {
            reached.extend(possible(set));
        }
    }
    match &variable.base {
        Base::Set(set) => reached.extend(possible(set)),
        Base::Table { rows, .. } => {
            for row in rows {
                reached.extend(possible(&row.set));
            }
        }
        Base::Ladder { up, down } => {
            let moves = variable.cases.iter().filter_map(|case| match &case.way {
                CaseWay::Moves { up, down } => Some((up, down)),
                CaseWay::Set(_) => None,
            });
            let (ups, downs): (Vec<_>, Vec<_>) = moves.unzip();
            let rises = ups.into_iter().flatten().chain([up]).any(|up| !is_zero(up));
            let falls = downs.into_iter().flatten().chain([down]).any(|down| !is_zero(down));
            let levels = u16::try_from(variable.branches.len()).unwrap_or(u16::MAX);
            let (lowest, highest) = (reached.first().copied(), reached.last().copied());
            if let (true, Some(lowest)) = (rises, lowest) {
                reached.extend(lowest..levels);
            }
            if let (true, Some(highest)) = (falls, highest) {
                reached.extend(0..highest);
            }
        }
    }
    reached
}

/// The branches to which a set gives something.
pub(super) fn possible(set: &WeightSet) -> impl Iterator<Item = u16> + '_ {
    (0u16..).zip(&set.weights).filter_map(|(place, weight)| {
        let some = match weight {
            None => false,
            Some(Weight::Rest(_)) => true,
            Some(Weight::Dirichlet(concentration)) => *concentration != 0.0,
            Some(Weight::Amount(amount)) => !is_zero(amount),
        };
        some.then_some(place)
    })
}

/// Whether a number is written as 0.
pub(super) fn is_zero(amount: &Amount) -> bool {
    match &amount.kind {
        AmountKind::Number(value) => *value == 0.0,
        AmountKind::Formula(formula) => matches!(formula.term.kind, Kind::Number(0.0)),
        AmountKind::Word { .. }
        | AmountKind::Strength { .. }
        | AmountKind::Uncertain(_)
        | AmountKind::Experts { .. } => false,
    }
}
