//! The states that a variable can have, at a draw and at the end of a step.

use super::super::element::{Initial, Model, Timing, Variable, VariableId};

/// The state of a variable that has not been drawn.
pub(super) const UNDRAWN: u16 = u16::MAX;

/// What a space ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaf {
    /// A variable, so many steps back.
    State(VariableId, u32),
    /// The number of the step.
    Step,
}

/// Where truths are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// At a draw of this variable.
    Draw(VariableId),
    /// At the end of a step.
    End,
}

/// The states that a leaf can have; empty where that is not known.
pub(super) fn domain(model: &Model, leaf: Leaf, at: Where) -> Vec<u16> {
    let (id, lag) = match leaf {
        Leaf::Step => {
            let first = u16::from(at != Where::End);
            let steps = model.calendar.map_or(0, |calendar| calendar.steps());
            return (first..=u16::try_from(steps).unwrap_or(u16::MAX)).collect();
        }
        Leaf::State(id, lag) => (id, lag),
    };
    let Some(variable) = model.variables.get(id.at()) else {
        return Vec::new();
    };
    // Where a variable is drawn, it does not stand at a final branch; the `no` that nobody drew is none.
    let is_own = at == Where::Draw(id) && lag == 1 && variable.timing == Timing::EachStep;
    let unsettled = unsettled(variable);
    let branches = 0..u16::try_from(variable.branches.len()).unwrap_or(UNDRAWN);
    let mut list: Vec<u16> = branches
        .filter(|branch| !is_own || Some(*branch) == unsettled || !variable.finals.contains(branch))
        .collect();
    if may_be_undrawn(variable, lag) {
        list.push(UNDRAWN);
    }
    list
}

/// Whether a variable can be undrawn so many steps back, at the end of a step or at a draw that reads it.
pub(super) fn may_be_undrawn(variable: &Variable, lag: u32) -> bool {
    let starts = variable.is_truth || variable.idle.is_some() || variable.initial.is_some();
    let drawn_in_time = match variable.timing {
        Timing::Once => true,
        // At the end of a step, and after it in the order of the step, it has been drawn.
        Timing::EachStep | Timing::FirstChance => lag == 0,
    };
    !starts && (variable.when.is_some() || !drawn_in_time)
}

/// The place of a branch.
pub(super) fn place(variable: &Variable, id: &str) -> Option<u16> {
    let at = variable.branches.iter().position(|branch| branch.id == id)?;
    u16::try_from(at).ok()
}

/// The branch at which a variable stands before step 1, if it is only one.
pub(super) fn starting_branch(variable: &Variable) -> Option<u16> {
    match &variable.initial {
        Some(Initial::Branch(branch)) => Some(*branch),
        Some(Initial::Random(_)) => None,
        None => variable.idle.or_else(|| match variable.is_truth {
            true => place(variable, "no"),
            false => None,
        }),
    }
}

/// The default `no` of a yes/no variable, at which it stands without having been drawn: it is not final until it is.
pub(super) fn unsettled(variable: &Variable) -> Option<u16> {
    let is_default = variable.is_truth && variable.initial.is_none() && variable.idle.is_none();
    is_default.then(|| place(variable, "no")).flatten()
}
