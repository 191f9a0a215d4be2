//! Rows of tables that can never match, and combinations that have none.

use std::collections::BTreeSet;

use crate::source::{Diagnostic, Diagnostics, code};

use super::super::element::{Base, Cell, Column, Model, Row, Variable, VariableId};
use super::super::formula::Type;
use super::finite::{All, Go, Space, Value, Work};
use super::states::{UNDRAWN, Where, place};

/// Tables whose columns read more combinations of states than this are not judged.
const MOST: usize = 65_536;

/// So many missing combinations are spelled out.
const MOST_SHOWN: usize = 3;

/// Reports rows without a use and uses without a row.
pub(super) fn check(model: &Model, work: &mut Work, diagnostics: &mut Diagnostics) {
    for (at, variable) in (0u32..).zip(&model.variables) {
        if let Base::Table { columns, rows } = &variable.base {
            let here = Where::Draw(VariableId(at));
            if let Some(combinations) = combinations(model, variable, columns, here, work) {
                judge(model, variable, columns, rows, &combinations, work, diagnostics);
            }
        }
    }
}

/// The combinations of column values that a draw can meet: truths as 0 and 1, branches by place.
fn combinations(
    model: &Model,
    variable: &Variable,
    columns: &[Column],
    here: Where,
    work: &mut Work,
) -> Option<BTreeSet<Vec<u16>>> {
    let mut space = Space::new(model, here);
    let when = variable.when.as_ref().map(|formula| space.add(&formula.term));
    let places: Vec<usize> = columns.iter().map(|column| space.add(&column.term.term)).collect();
    let ranges: Vec<Vec<u16>> = columns
        .iter()
        .map(|column| match column.term.term.ty {
            Type::Branch(_) => space.states(&column.term.term),
            _ => vec![0, 1],
        })
        .collect();
    let mut found = BTreeSet::new();
    let mut is_whole = true;
    space.visit(MOST, All::Wanted, work, |values| {
        if when.is_some_and(|at| values[at] == Value::Truth(false)) {
            return Go::On;
        }
        // What is unknown may be anything that it ranges over.
        let mut open: Vec<Vec<u16>> = vec![Vec::new()];
        for (place, range) in places.iter().zip(&ranges) {
            let known = match values[*place] {
                Value::State(state) => vec![state],
                Value::Truth(truth) => vec![u16::from(truth)],
                _ => range.clone(),
            };
            if known.is_empty() || open.len().saturating_mul(known.len()) > MOST {
                is_whole = false;
                return Go::Stop;
            }
            open = open
                .iter()
                .flat_map(|start| known.iter().map(move |next| [start.as_slice(), &[*next]].concat()))
                .collect();
        }
        found.extend(open);
        is_whole = found.len() <= MOST;
        if is_whole { Go::On } else { Go::Stop }
    })?;
    is_whole.then_some(found)
}

fn judge(
    model: &Model,
    variable: &Variable,
    columns: &[Column],
    rows: &[Row],
    combinations: &BTreeSet<Vec<u16>>,
    work: &mut Work,
    diagnostics: &mut Diagnostics,
) {
    if work.take(combinations.len().saturating_mul(rows.len())).is_none() {
        return;
    }
    // The code of a column at which it is true: the place of `yes` in a yes/no variable.
    let yes: Vec<u16> = columns
        .iter()
        .map(|column| match column.term.term.ty {
            Type::Branch(id) => {
                let column = model.variables.get(id.at());
                column.and_then(|variable| place(variable, "yes")).unwrap_or(1)
            }
            _ => 1,
        })
        .collect();
    let mut first = vec![false; rows.len()];
    let mut some = vec![false; rows.len()];
    let mut missing = Vec::new();
    for combination in combinations {
        let mut taken = false;
        for ((row, some), first) in rows.iter().zip(&mut some).zip(&mut first) {
            if matches(row, combination, &yes) {
                *first |= !taken;
                *some = true;
                taken = true;
            }
        }
        if !taken {
            missing.push(combination);
        }
    }
    for ((row, first), some) in rows.iter().zip(first).zip(some) {
        if first {
            continue;
        }
        let found = Diagnostic::warning(
            code::ROW_NEVER,
            format!("a row of the table of `{}` can never match", variable.name.id),
        );
        diagnostics.push(match some {
            true => found
                .at(row.span, "earlier rows take all that it could match")
                .help("the first row that matches counts: move this one up, or take it out"),
            false => found
                .at(row.span, "no draw meets this combination")
                .help("change its cells, or take it out"),
        });
    }
    if let [some_missing, ..] = missing.as_slice() {
        let shown: Vec<String> = missing
            .iter()
            .take(MOST_SHOWN)
            .map(|combination| spelled(model, columns, combination))
            .collect();
        let more = match missing.len() - shown.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let combination = match missing.len() {
            1 => "a combination has".to_owned(),
            many => format!("{many} combinations have"),
        };
        diagnostics.push(
            Diagnostic::warning(
                code::ROW_MISSING,
                format!(
                    "{combination} no row in the table of `{}`: {}{more}",
                    variable.name.id,
                    shown.join("; ")
                ),
            )
            .at(
                rows.last().map_or(variable.name.span, |row| row.span),
                "after the last row",
            )
            .help(format!(
                "add a row, such as `{}`; a draw that meets none stops the run",
                proposed(model, columns, some_missing)
            )),
        );
    }
}

fn matches(row: &Row, combination: &[u16], yes: &[u16]) -> bool {
    let mut cells = row.cells.iter().zip(combination).zip(yes);
    cells.all(|((cell, code), yes)| match cell {
        Cell::Any => true,
        Cell::Branches(list) => list.contains(code),
        Cell::Truth(truth) => (code == yes) == *truth,
    })
}

/// As in "`prev(talks)` = formal, `front` = stalemate".
fn spelled(model: &Model, columns: &[Column], combination: &[u16]) -> String {
    let parts: Vec<String> = columns
        .iter()
        .zip(combination)
        .map(|(column, code)| format!("`{}` = {}", column.term.text, word(model, column, *code)))
        .collect();
    parts.join(", ")
}

/// A row that would match: its cells, without the weights.
fn proposed(model: &Model, columns: &[Column], combination: &[u16]) -> String {
    let cells: Vec<String> = columns
        .iter()
        .zip(combination)
        .map(|(column, code)| match *code {
            // Only `*` matches what has not been drawn.
            UNDRAWN => "\"*\"".to_owned(),
            code => format!("\"{}\"", word(model, column, code)),
        })
        .collect();
    format!("[{}, …]", cells.join(", "))
}

fn word(model: &Model, column: &Column, code: u16) -> String {
    match (column.term.term.ty, code) {
        (Type::Branch(_), UNDRAWN) => "undrawn".to_owned(),
        (Type::Branch(id), code) => {
            let variable = model.variables.get(id.at());
            let branch = variable.and_then(|v| v.branches.get(usize::from(code)));
            branch.map_or_else(String::new, |branch| branch.id.clone())
        }
        _ => (code != 0).to_string(),
    }
}
