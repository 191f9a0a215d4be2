//! From which branch a variable can go where within a step, as far as its weights and conditions tell.

use std::collections::BTreeSet;

use super::super::element::{Base, CaseWay, Cell, Column, Initial, Model, Row, Timing, Variable, VariableId};
use super::super::formula::Type;
use super::super::value::{Amount, Reading, WeightSet};
use super::branches::{is_zero, possible};
use super::finite::{Space, Value, Work};
use super::states::{Leaf, UNDRAWN, Where, place, starting_branch, unsettled};

/// For every state that the variable can come to have, undrawn included, the states after one more step. Nothing that can happen is left
/// out; what only a formula forbids may be in it. `None` where that is too much work.
pub(super) fn moves(model: &Model, id: VariableId, work: &mut Work) -> Option<Vec<(u16, BTreeSet<u16>)>> {
    let variable = model.variables.get(id.at())?;
    let mover = Mover::new(model, id, variable);
    let mut known: Vec<(u16, BTreeSet<u16>)> = Vec::new();
    let mut open = starts(variable);
    while let Some(state) = open.pop() {
        if known.iter().any(|(done, _)| *done == state) {
            continue;
        }
        let cost = mover.space.size() + variable.cases.len() + rows(variable).len();
        work.take(cost)?;
        let next = mover.after(state);
        open.extend(next.iter().copied());
        known.push((state, next));
    }
    Some(known)
}

fn starts(variable: &Variable) -> Vec<u16> {
    match &variable.initial {
        Some(Initial::Random(set)) => possible(set).collect(),
        _ => vec![starting_branch(variable).unwrap_or(UNDRAWN)],
    }
}

fn rows(variable: &Variable) -> &[Row] {
    match &variable.base {
        Base::Table { rows, .. } => rows,
        Base::Set(_) | Base::Ladder { .. } => &[],
    }
}

struct Mover<'m> {
    variable: &'m Variable,
    own: Leaf,
    space: Space<'m>,
    when: Option<usize>,
    cases: Vec<usize>,
    columns: Vec<(&'m Column, usize)>,
}

impl<'m> Mover<'m> {
    fn new(model: &'m Model, id: VariableId, variable: &'m Variable) -> Mover<'m> {
        let mut space = Space::new(model, Where::Draw(id));
        let when = variable.when.as_ref().map(|formula| space.add(&formula.term));
        let cases = variable
            .cases
            .iter()
            .map(|case| space.add(&case.condition.term))
            .collect();
        let columns = match &variable.base {
            Base::Table { columns, .. } => columns
                .iter()
                .map(|column| (column, space.add(&column.term.term)))
                .collect(),
            Base::Set(_) | Base::Ladder { .. } => Vec::new(),
        };
        Mover {
            variable,
            own: Leaf::State(id, 1),
            space,
            when,
            cases,
            columns,
        }
    }

    /// The states that may follow this one.
    fn after(&self, state: u16) -> BTreeSet<u16> {
        let variable = self.variable;
        let stays = BTreeSet::from([state]);
        let is_unsettled = Some(state) == unsettled(variable);
        if variable.timing == Timing::Once || (variable.finals.contains(&state) && !is_unsettled) {
            return stays;
        }
        let values = self.space.given(self.own, state);
        let mut next = BTreeSet::new();
        let when = self.when.map_or(Value::Truth(true), |at| values[at]);
        if when != Value::Truth(true) {
            next.insert(variable.idle.unwrap_or(state));
        }
        if when == Value::Truth(false) {
            return next;
        }
        for (case, at) in variable.cases.iter().zip(&self.cases) {
            if values[*at] == Value::Truth(false) {
                continue;
            }
            match &case.way {
                CaseWay::Set(set) => drawn(set, state, &mut next),
                CaseWay::Moves { up, down } => {
                    if let Base::Ladder {
                        up: base_up,
                        down: base_down,
                    } = &variable.base
                    {
                        let up = up.as_ref().unwrap_or(base_up);
                        self.stepped(up, down.as_ref().unwrap_or(base_down), state, &mut next);
                    }
                }
            }
            if values[*at] == Value::Truth(true) {
                return next;
            }
        }
        match &variable.base {
            Base::Set(set) => drawn(set, state, &mut next),
            Base::Ladder { up, down } => self.stepped(up, down, state, &mut next),
            Base::Table { rows, .. } => {
                for row in rows {
                    let matched = self.matched(row, &values);
                    if matched != Some(false) {
                        drawn(&row.set, state, &mut next);
                    }
                    if matched == Some(true) {
                        break;
                    }
                }
            }
        }
        next
    }

    fn stepped(&self, up: &Amount, down: &Amount, state: u16, next: &mut BTreeSet<u16>) {
        next.insert(state);
        if state == UNDRAWN {
            return;
        }
        if !is_zero(up) && usize::from(state) + 1 < self.variable.branches.len() {
            next.insert(state + 1);
        }
        if !is_zero(down) && state > 0 {
            next.insert(state - 1);
        }
    }

    /// Whether a row matches; `None` where that hangs on what is not known.
    fn matched(&self, row: &Row, values: &[Value]) -> Option<bool> {
        let mut is_sure = true;
        for ((column, at), cell) in self.columns.iter().zip(&row.cells) {
            let fits = match (cell, values[*at]) {
                (Cell::Any, _) => Some(true),
                (Cell::Branches(list), Value::State(state)) => Some(list.contains(&state)),
                (Cell::Truth(truth), Value::Truth(value)) => Some(*truth == value),
                (Cell::Truth(truth), Value::State(state)) => match column.term.term.ty {
                    Type::Branch(_) => Some((Some(state) == place(self.variable, "yes")) == *truth),
                    _ => None,
                },
                _ => None,
            };
            match fits {
                Some(false) => return Some(false),
                Some(true) => {}
                None => is_sure = false,
            }
        }
        is_sure.then_some(true)
    }
}

fn drawn(set: &WeightSet, state: u16, next: &mut BTreeSet<u16>) {
    next.extend(possible(set));
    if set.reading == Reading::Same {
        next.insert(state);
    }
}
