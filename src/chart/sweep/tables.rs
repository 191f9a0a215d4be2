//! The numbers of a sweep's figures as tables.

use crate::chart::said::interval;
use crate::chart::table::{Cell, Column, Table};
use crate::record::Share;
use crate::record::sweep::Axis;

use super::curve::Curve;

/// Each answer at each point of an axis.
pub(super) fn of_curves(axis: &Axis, curves: &[Curve]) -> Table {
    let mut table = Table::new([
        Column::text("value", "value"),
        Column::text("question", "question"),
        Column::text("answer", "answer"),
        Column::number("p", "chance"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
        Column::text("word", "in words"),
        Column::number("k", "trials"),
        Column::number("n", ""),
    ]);
    for curve in curves {
        for (place, share) in curve.shares.iter().enumerate() {
            let mut row = vec![value(axis, place), Cell::text(curve.question.clone())];
            row.push(Cell::text(curve.answer.clone().unwrap_or_else(|| "yes".to_owned())));
            row.extend(counted(share));
            table.row(row);
        }
    }
    table
}

/// An answer at each point of a grid.
pub(super) fn of_grid(first: &Axis, second: &Axis, shares: &[Share]) -> Table {
    let mut table = Table::new([
        Column::text("first", &first.title),
        Column::text("second", &second.title),
        Column::number("p", "chance"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
        Column::text("word", "in words"),
        Column::number("k", "trials"),
        Column::number("n", ""),
    ]);
    let across = second.labels.len().max(1);
    for (point, share) in shares.iter().enumerate() {
        let mut row = vec![value(first, point / across), value(second, point % across)];
        row.extend(counted(share));
        table.row(row);
    }
    table
}

/// A value of an axis: as readers see it, and as it was set.
pub(super) fn value(axis: &Axis, place: usize) -> Cell {
    let written = axis.written.get(place).cloned().unwrap_or_default();
    Cell {
        shown: super::said::label(axis, place),
        exact: written,
    }
}

fn counted(share: &Share) -> [Cell; 6] {
    [
        Cell::number(share.p, share.printed.clone()),
        Cell::number(share.low, interval(share)),
        Cell::exact(share.high.to_string()),
        Cell::text(share.word.clone()),
        Cell::count(share.k),
        Cell::exact(share.n.to_string()),
    ]
}
