//! The plot of a map over two values: cells of one size, their labels, and where values lie among them.

use crate::chart::letters::{balanced, widest, width, wrap};
use crate::chart::scene::{Anchor, Mark, Point, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, HAIR, Token, WORD};
use crate::math;
use crate::record::sweep::{Axis, AxisKind};

use super::rows::standing;
use super::said;

/// The height of a plot of many rows, and of a row of few, in px.
const HIGH: f64 = 340.0;
const ROW: f64 = 40.0;

/// One axis of a map.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    values: Vec<f64>,
    is_log: bool,
    pub(super) is_number: bool,
    /// Where the scenario as it stands lies, in cells; none beyond the ends.
    pub(super) standing: Option<f64>,
    /// Its value, in words.
    pub(super) stands: Option<String>,
}

impl Side {
    pub(super) fn new(axis: &Axis) -> Side {
        let mut side = Side {
            name: said::named(axis),
            labels: (0..axis.labels.len()).map(|place| said::label(axis, place)).collect(),
            values: axis.values.clone(),
            is_log: said::is_log(axis),
            is_number: axis.kind == AxisKind::Number,
            standing: None,
            stands: said::standing(axis),
        };
        side.standing = if side.is_number {
            let value = axis.baseline.as_ref().and_then(|baseline| baseline.value);
            value.and_then(|value| side.cell(value))
        } else {
            standing(axis).map(|place| place as f64 + 0.5)
        };
        side
    }

    pub(super) fn count(&self) -> usize {
        self.labels.len()
    }

    /// Where a number lies, in cells: its own point is the middle of a cell.
    pub(super) fn cell(&self, value: f64) -> Option<f64> {
        let last = self.values.len().checked_sub(1)?;
        if !(*self.values.first()? <= value && value <= *self.values.get(last)?) {
            return None;
        }
        let place = self
            .values
            .iter()
            .rposition(|one| *one <= value)?
            .min(last.saturating_sub(1));
        let (low, high) = (*self.values.get(place)?, *self.values.get(place + 1)?);
        let part = if high <= low {
            0.0
        } else if self.is_log && low > 0.0 {
            math::ln(value / low) / math::ln(high / low)
        } else {
            (value - low) / (high - low)
        };
        Some(place as f64 + part + 0.5)
    }
}

/// The plot: where its cells are, in px. Rows of numbers are counted from below, those of lists from above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) wide: f64,
    pub(super) high: f64,
    pub(super) columns: usize,
    pub(super) rows: usize,
    rises: bool,
}

impl Grid {
    /// A place counted in cells.
    pub(super) fn at(&self, (x, y): Point) -> Point {
        let down = if self.rises { self.rows as f64 - y } else { y };
        (self.left + x * self.wide, self.top + down * self.high)
    }

    /// The upper left of a cell.
    pub(super) fn corner(&self, i: usize, j: usize) -> Point {
        let down = if self.rises { self.rows - 1 - j } else { j };
        (self.left + i as f64 * self.wide, self.top + down as f64 * self.high)
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.wide * self.columns as f64
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.high * self.rows as f64
    }
}

/// Room for the labels of the upright axis, measured before the plot.
fn gutter(sheet: &Sheet, up: &Side) -> f64 {
    let widest = up.labels.iter().map(|label| width(label, AXIS)).fold(0.0, f64::max) * 1.04;
    widest.min(0.32 * sheet.room()).max(20.0)
}

/// Lays a plot out from the sheet's place on: what its axes are called and labelled is drawn; the cells are for the caller.
pub(super) fn lay(sheet: &mut Sheet, across: &Side, up: &Side, fill: impl FnOnce(&mut Sheet, &Grid)) -> Grid {
    let labels = gutter(sheet, up);
    let (columns, rows) = (across.count().max(1), up.count().max(1));
    // The name of a numbered axis runs upwards beside it; that of a list says nothing that its labels do not.
    let upright = if up.is_number { up.name.as_str() } else { "" };
    let lines: Vec<Vec<String>> = up.labels.iter().map(|label| balanced(label, AXIS, labels)).collect();
    let tallest = lines.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let mut high = (HIGH / rows as f64).min(ROW);
    if !up.is_number {
        high = high.max(15.0 * tallest + 6.0);
    }
    let tall = high * rows as f64;
    let named = if upright.is_empty() {
        Vec::new()
    } else {
        wrap(upright, WORD, tall.max(120.0))
    };
    let left = sheet.left() + 16.0 * named.len() as f64 + labels + 14.0;
    let right = sheet.right() - 10.0;
    let grid = Grid {
        left,
        top: sheet.y + 8.0,
        wide: (right - left) / columns as f64,
        high,
        columns,
        rows,
        rises: up.is_number,
    };
    fill(sheet, &grid);
    let stroke = Stroke::of(Token::Axis, HAIR);
    let middle = grid.top + 0.5 * tall;
    for (place, line) in named.iter().enumerate() {
        let long = width(line, WORD);
        // A name longer than a low plot hangs down from its upper edge.
        let centre = middle.max(grid.top + 0.5 * long);
        sheet.upwards(
            (sheet.left() + 12.0 + 16.0 * place as f64, centre),
            line,
            WORD,
            Anchor::Middle,
        );
    }
    let lowest = named
        .iter()
        .map(|line| grid.top + width(line, WORD))
        .fold(0.0, f64::max);
    let mut last = f64::INFINITY;
    // Of many numbers every second, fifth, … is named.
    let every = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|every| high * *every as f64 >= 22.0);
    let every = every.filter(|_| up.is_number).unwrap_or(1);
    let mut order: Vec<usize> = (0..rows).step_by(every).collect();
    order.sort_by(|a, b| grid.corner(0, *b).1.total_cmp(&grid.corner(0, *a).1));
    for j in order {
        let y = grid.corner(0, j).1 + 0.5 * high;
        let Some(text) = lines.get(j) else { continue };
        let half = 0.5 * 15.0 * text.len() as f64;
        if y + half <= last + 2.0 {
            sheet.horizontal(left - 5.0, left, y, stroke);
            sheet.lines((left - 9.0, y - half + 11.5), text, AXIS, Anchor::End);
            last = y - half;
        }
    }
    let below = below(sheet, across, &grid);
    sheet.y = below.max(lowest + 4.0);
    marks(sheet, across, up, &grid);
    grid
}

/// The labels of the level axis and its name; says where their lower edge is.
fn below(sheet: &mut Sheet, across: &Side, grid: &Grid) -> f64 {
    let stroke = Stroke::of(Token::Axis, HAIR);
    let bottom = grid.bottom();
    let room = if across.is_number {
        f64::INFINITY
    } else {
        (grid.wide - 10.0).max(30.0)
    };
    let lines: Vec<Vec<String>> = across
        .labels
        .iter()
        .map(|label| {
            if room.is_finite() {
                balanced(label, AXIS, room)
            } else {
                vec![label.clone()]
            }
        })
        .collect();
    let mut last = f64::NEG_INFINITY;
    let mut most = 1;
    for (i, text) in lines.iter().enumerate() {
        let x = grid.left + (i as f64 + 0.5) * grid.wide;
        let half = 0.5 * widest(text, AXIS);
        let at = x.min(sheet.right() - half);
        if at - half >= last + 8.0 && at - half >= sheet.left() {
            sheet.vertical(x, bottom, bottom + 5.0, stroke);
            sheet.lines((at, bottom + 18.0), text, AXIS, Anchor::Middle);
            last = at + half;
            most = most.max(text.len());
        }
    }
    let y = bottom + 9.0 + 15.0 * most as f64;
    super::across::name_below(sheet, &across.name, (grid.left, grid.right()), y)
}

/// Where the scenario stands: a small wedge at either axis, pointing into the plot.
fn marks(sheet: &mut Sheet, across: &Side, up: &Side, grid: &Grid) {
    let (Some(x), Some(y)) = (across.standing, up.standing) else {
        return;
    };
    let (x, y) = grid.at((x, y));
    let (top, right) = (grid.top, grid.right());
    let wedge = |points: Vec<Point>| Mark::Area {
        points,
        fill: Some(crate::chart::scene::Fill::of(Token::Ink)),
        stroke: None,
    };
    sheet.mark(wedge(vec![(x, top - 1.0), (x - 4.5, top - 8.0), (x + 4.5, top - 8.0)]));
    sheet.mark(wedge(vec![
        (right + 1.0, y),
        (right + 8.0, y - 4.5),
        (right + 8.0, y + 4.5),
    ]));
}

/// The cross at the place of the scenario as it stands, clear on any colour.
pub(super) fn cross(sheet: &mut Sheet, (x, y): Point) {
    for (token, width, reach) in [(Token::Paper, 4.5, 10.0), (Token::Ink, 2.0, 9.0)] {
        let stroke = Stroke::of(token, width);
        sheet.line(vec![(x - reach, y), (x + reach, y)], stroke);
        sheet.line(vec![(x, y - reach), (x, y + reach)], stroke);
    }
}

/// A frame around a cell, clear on any colour.
pub(super) fn frame(sheet: &mut Sheet, grid: &Grid, i: usize, j: usize) {
    let (x, y) = grid.corner(i, j);
    for (token, width) in [(Token::Paper, 4.5), (Token::Ink, 2.0)] {
        sheet.mark(Mark::Rect {
            x: x + 1.5,
            y: y + 1.5,
            w: (grid.wide - 3.0).max(1.0),
            h: (grid.high - 3.0).max(1.0),
            fill: None,
            stroke: Some(Stroke::of(token, width)),
        });
    }
}
