//! Tables: columns, and rows of cells with weights behind them.

use crate::document::{Shape, Table, Value};
use crate::model::element::{Base, Cell, Column, Row};
use crate::model::formula::Type;
use crate::model::limits;
use crate::model::names::Branches;
use crate::model::typing::Expected;
use crate::model::value::WeightSet;
use crate::source::{Span, code, suggest};

use super::branches::Sketch;
use super::fields::first_of;
use super::reader::Reader;
use super::weights::Setting;

impl<'d> Reader<'d, '_> {
    /// `table` with its `columns`.
    pub fn table_base(&mut self, value: &'d Value, sketch: &Sketch<'d>, setting: Setting) -> Base {
        let columns = self.columns(sketch.element.table, value.span, setting);
        // Yes/no without named branches: one probability a row.
        let single = first_of(sketch.element.table, &["outcomes", "options"]).is_none();
        let weights = if single { 1 } else { sketch.branches.len() };
        let list = self.list_of(value, "table");
        let mut rows = Vec::new();
        if list.len() > limits::ROWS {
            self.too_many(
                list.len(),
                limits::ROWS,
                &format!("rows of {}", setting.called),
                value.span,
            );
            return Base::Table {
                columns: Vec::new(),
                rows,
            };
        }
        if list.is_empty() && value.as_list().is_some() {
            self.error(
                code::BAD_TABLE,
                format!("the table of {} has no rows", setting.called),
                value.span,
                "add rows",
            );
        }
        for (at, row) in list.iter().enumerate() {
            let called = format!("row {} of {}", at + 1, setting.called);
            let setting = Setting {
                called: &called,
                no_doubt: Some("a row has no address: name the number under `[assumptions]`"),
                ..setting
            };
            rows.extend(self.row(row, &columns, weights, single, setting));
        }
        let columns = columns.into_iter().flatten().collect();
        Base::Table { columns, rows }
    }

    fn columns(&mut self, table: &'d Table, span: Span, setting: Setting) -> Vec<Option<Column>> {
        if table.get("columns").is_none() {
            self.missing(
                "columns",
                setting.called,
                span,
                "say what the first cells of a row match: `columns = [\"front\"]`",
            );
        }
        let list = self.list(table, "columns");
        if let Some(first) = list.get(limits::COLUMNS) {
            self.too_many(
                list.len(),
                limits::COLUMNS,
                &format!("columns of {}", setting.called),
                first.span,
            );
        }
        let mut columns = Vec::new();
        for value in list.iter().take(limits::COLUMNS) {
            let term = self.try_formula(value, "columns", Expected::Column);
            self.holes |= term.is_none();
            columns.push(term.map(|term| Column { term }));
        }
        columns
    }

    fn row(
        &mut self,
        row: &'d Value,
        columns: &[Option<Column>],
        weights: usize,
        single: bool,
        setting: Setting,
    ) -> Option<Row> {
        let values = self.list_of(row, "table");
        row.as_list()?;
        let wanted = columns.len() + weights;
        if values.len() != wanted {
            let message = format!("{} has {} cells, not {wanted}", setting.called, values.len());
            let behind = match single {
                true => "a probability".to_owned(),
                false => format!("a weight for each of the {weights} branches"),
            };
            let help = format!("write {} cells for `columns`, then {behind}", columns.len());
            self.holes = true;
            self.error(code::BAD_TABLE, message, row.span, help);
            return None;
        }
        let (cells, weights) = values.split_at(columns.len());
        let mut read = Vec::new();
        for (cell, column) in cells.iter().zip(columns) {
            // What the cells of a column say that could not be read is not judged.
            read.push(column.as_ref().and_then(|column| self.cell(cell, column)));
        }
        let set = self.row_weights(weights, single, row.span, setting);
        Some(Row {
            cells: read.into_iter().collect::<Option<_>>()?,
            set: set?,
            span: row.span,
        })
    }

    fn row_weights(&mut self, weights: &'d [Value], single: bool, span: Span, setting: Setting) -> Option<WeightSet> {
        match weights {
            [probability] if single => Some(self.yes_set(probability, setting)),
            _ => Some(self.row_set(weights, span, setting)),
        }
    }

    fn cell(&mut self, value: &'d Value, column: &Column) -> Option<Cell> {
        let named = match column.term.term.ty {
            // Of a variable whose branches could not be read nothing is known.
            Type::Branch(variable) => Some(self.names.branches(variable).cloned()?),
            Type::Truth | Type::Number => None,
        };
        let column = &column.term.text;
        match (&value.shape, named) {
            (Shape::Text(text), _) if text.text.trim() == "*" => Some(Cell::Any),
            (Shape::Text(text), Some(branches)) => self.branch_cell(&text.text, value.span, column, &branches),
            (Shape::Text(text), None) => self.truth_cell(&text.text, value.span, column),
            (Shape::Truth(truth), None) => Some(Cell::Truth(*truth)),
            (Shape::Truth(truth), Some(branches)) if branches.is_truth => {
                let place = branches.place(if *truth { "yes" } else { "no" })?;
                Some(Cell::Branches(vec![place]))
            }
            (Shape::Broken, _) => None,
            (_, named) => {
                let help = known_cells(named.as_ref());
                self.holes = true;
                self.error(
                    code::BAD_CELL,
                    format!("this is no value of `{column}`"),
                    value.span,
                    help,
                );
                None
            }
        }
    }

    fn branch_cell(&mut self, text: &str, span: Span, column: &str, branches: &Branches) -> Option<Cell> {
        let mut places = Vec::new();
        for part in text.split('|').map(str::trim) {
            let place = branches.place(part).or(match part {
                "true" if branches.is_truth => branches.place("yes"),
                "false" if branches.is_truth => branches.place("no"),
                _ => None,
            });
            match place {
                Some(place) => places.push(place),
                None => {
                    let help = match suggest(part, branches.ids()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => known_cells(Some(branches)),
                    };
                    self.holes = true;
                    let message = format!("`{}` is no branch of `{column}`", part.escape_debug());
                    self.error(code::BAD_CELL, message, span, help);
                    return None;
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        Some(Cell::Branches(places))
    }

    fn truth_cell(&mut self, text: &str, span: Span, column: &str) -> Option<Cell> {
        let (mut yes, mut no) = (false, false);
        for part in text.split('|').map(str::trim) {
            match part {
                "yes" | "true" => yes = true,
                "no" | "false" => no = true,
                _ => {
                    self.holes = true;
                    let message = format!(
                        "`{}` is no value of `{column}`, which is true or false",
                        part.escape_debug()
                    );
                    self.error(code::BAD_CELL, message, span, known_cells(None));
                    return None;
                }
            }
        }
        Some(if yes && no { Cell::Any } else { Cell::Truth(yes) })
    }
}

fn known_cells(branches: Option<&Branches>) -> String {
    match branches {
        None => "write `true`, `false` or `\"*\"`".to_owned(),
        Some(branches) => {
            let shown: Vec<&str> = branches.ids().take(12).collect();
            format!(
                "write `\"{}\"`, several with `|` between, or `\"*\"`",
                shown.join("\"`, `\"")
            )
        }
    }
}
