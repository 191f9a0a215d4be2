//! Rules that read too many states to be tabulated: they give the same results, slowly.

use crate::engine::columns::program::{ROWS, too_many_rows};
use crate::model::Model;
use crate::plan::{Plan, VariableId};
use crate::source::{Diagnostic, code};
use crate::stats::print_count;

/// A note for each rule that is worked out trial by trial because a table of it would be too large.
pub fn large_rules(model: &Model, plan: &Plan) -> Vec<Diagnostic> {
    let variables = model.variables.iter().enumerate();
    let notes = variables.filter_map(|(at, variable)| {
        let rows = too_many_rows(plan, VariableId(at as u32))?;
        let (id, rows) = (&variable.name.id, print_count(u64::try_from(rows).unwrap_or(u64::MAX)));
        let message = format!(
            "`{id}` reads {rows} combinations of states, too many for a table, and is worked out trial by trial"
        );
        let note = Diagnostic::note(code::RULE_LARGE, message).at(variable.name.span, "slow to draw");
        Some(note.help(format!(
            "up to {} are looked up; a variable between that sums up what is read makes them fewer",
            print_count(ROWS as u64)
        )))
    });
    notes.collect()
}
