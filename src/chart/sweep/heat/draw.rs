//! The map drawn: its legend, its cells with their numbers, contours, tipping points, and where the scenario stands.

use crate::chart::figure::Plot;
use crate::chart::free::{self, Free};
use crate::chart::letters::width;
use crate::chart::scene::{Anchor, Bounds, Fill, Mark, Point, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::sweep::contour::Field;
use crate::chart::sweep::grid::{Grid, cross, frame, lay};
use crate::chart::sweep::lines::below;
use crate::chart::theme::{AXIS, CURVE, FIRM, RAMP, SMALL, THIN, Token, Type, WORD, Weight};

use super::{Cell, Heat, Level};

/// So far a cell reaches below its neighbours, in px.
const SEAM: f64 = 0.4;

impl Heat {
    fn cell(&self, column: usize, row: usize) -> Option<&Cell> {
        self.cells.get(column * self.up.count() + row)
    }

    fn part(&self, column: usize, row: usize) -> f64 {
        self.cell(column, row).map_or(0.0, |cell| cell.part)
    }

    /// The type of numbers in cells of this size; none where some number finds no room.
    fn numbers(&self, grid: &Grid) -> Option<Type> {
        [AXIS, SMALL].into_iter().find(|kind| {
            let widest = self
                .cells
                .iter()
                .map(|cell| width(&cell.printed, *kind))
                .fold(0.0, f64::max);
            widest + 6.0 <= grid.wide && kind.size + 5.0 <= grid.high
        })
    }

    fn fill(&self, sheet: &mut Sheet, grid: &Grid) {
        // Cells of one class side by side are one mark: a map of ten thousand stays small.
        for row in 0..grid.rows {
            let mut column = 0;
            while column < grid.columns {
                let class = class(self.part(column, row));
                let long = (column..grid.columns)
                    .take_while(|next| self::class(self.part(*next, row)) == class)
                    .count();
                let (x, y) = grid.corner(column, row);
                // A little over its edges, below what comes next: no seams where edges fall between pixels.
                let (to, bottom) = (x + grid.wide * long as f64 + SEAM, y + grid.high + SEAM);
                let (wide, high) = (to.min(grid.right()) - x, bottom.min(grid.bottom()) - y);
                sheet.rect(x, y, wide, high, Fill::of(Token::Ramp(class)));
                column += long.max(1);
            }
        }
        let kind = self.numbers(grid);
        let field = Field {
            columns: grid.columns,
            rows: grid.rows,
            value: &|column, row| self.part(column, row),
        };
        let is_plane = self.across.is_number && self.up.is_number;
        let mut free = Free::new(Bounds {
            left: grid.left + 2.0,
            top: grid.top + 2.0,
            right: grid.right() - 2.0,
            bottom: grid.bottom() - 2.0,
        });
        if let Some(kind) = kind {
            self.print(sheet, grid, kind, &mut free);
        }
        let mut lines = Vec::new();
        for level in self.levels.iter().filter(|_| is_plane) {
            let found = match kind {
                Some(_) => field.stepped(|a, b| (a >= level.part) != (b >= level.part)),
                None => field.smooth(level.part),
            };
            let found: Vec<(Point, Point)> = found
                .into_iter()
                .map(|(from, to)| (grid.at(from), grid.at(to)))
                .collect();
            contour(sheet, level, &found);
            lines.push((level, found));
        }
        if kind.is_none() {
            for ((x, y), error) in self.tips.iter().filter(|_| is_plane) {
                let at = grid.at((*x, *y));
                let half = error * grid.wide;
                sheet.horizontal(at.0 - half, at.0 + half, at.1, Stroke::of(Token::Ink, THIN));
                sheet.circle(
                    at,
                    3.0,
                    Some(Fill::of(Token::Paper)),
                    Some(Stroke::of(Token::Ink, FIRM)),
                );
            }
        }
        if let (Some(x), Some(y)) = (self.across.standing, self.up.standing) {
            match kind {
                Some(_) => frame(
                    sheet,
                    grid,
                    (x.floor() as usize).min(grid.columns - 1),
                    (y.floor() as usize).min(grid.rows - 1),
                ),
                None => cross(sheet, grid.at((x, y))),
            }
            let (x, y) = grid.at((x, y));
            if kind.is_none() {
                free.take(Bounds {
                    left: x - 11.0,
                    top: y - 11.0,
                    right: x + 11.0,
                    bottom: y + 11.0,
                });
            }
        }
        for (level, found) in lines {
            name(sheet, level, &found, &mut free);
        }
    }

    fn print(&self, sheet: &mut Sheet, grid: &Grid, kind: Type, free: &mut Free) {
        for column in 0..grid.columns {
            for row in 0..grid.rows {
                let Some(cell) = self.cell(column, row) else { continue };
                let (x, y) = grid.corner(column, row);
                let at = (x + 0.5 * grid.wide, y + 0.5 * grid.high + 0.36 * kind.size);
                let kind = match class(cell.part) {
                    0..=4 => kind.in_colour(Token::Ink),
                    5 => kind.in_colour(Token::OnEstimate).weighing(Weight::Bold),
                    _ => kind.in_colour(Token::OnEstimate),
                };
                sheet.text(at, &cell.printed, kind, Anchor::Middle);
                free.take(free::bounds(at, Anchor::Middle, &[(&cell.printed, kind)], 0.0));
            }
        }
    }
}

/// The class of a part of the ramp: tenths.
fn class(part: f64) -> u8 {
    ((part * f64::from(RAMP)).floor()).clamp(0.0, f64::from(RAMP - 1)) as u8
}

fn contour(sheet: &mut Sheet, level: &Level, found: &[(Point, Point)]) {
    let width = if level.is_heavy { CURVE } else { THIN };
    // Ink on the pale half of the ramp, its opposite on the deep half.
    let token = if class(level.part) <= 5 {
        Token::Ink
    } else {
        Token::OnEstimate
    };
    if !found.is_empty() {
        sheet.mark(Mark::Lines {
            ends: found.to_vec(),
            stroke: Stroke::of(token, width),
        });
    }
}

/// The name of a contour on the stretch where it stands clear; the legend tells the others.
fn name(sheet: &mut Sheet, level: &Level, found: &[(Point, Point)], free: &mut Free) {
    let kind = SMALL.weighing(Weight::Bold).in_colour(Token::Ink);
    let count = found.len();
    // From the middle of its stretches outwards.
    let order = (0..count).map(|place| {
        let step = place.div_ceil(2);
        let from = count / 2;
        if place % 2 == 0 {
            from.saturating_sub(step)
        } else {
            (from + step).min(count - 1)
        }
    });
    let candidates = order.filter_map(|place| {
        let ((x, y), (to_x, to_y)) = *found.get(place)?;
        Some(((0.5 * (x + to_x), 0.5 * (y + to_y) + 4.0), Anchor::Middle))
    });
    if let Some((at, anchor)) = free.place(candidates, &[(&level.name, kind)], 3.0) {
        sheet.boxed_text(at, &level.name, kind, anchor);
    }
}

impl Plot for Heat {
    fn compose(&self, sheet: &mut Sheet) {
        self.legend(sheet);
        lay(sheet, &self.across, &self.up, |sheet, grid| self.fill(sheet, grid));
        if let Some(note) = &self.note {
            below(sheet, note);
        }
    }
}

impl Heat {
    /// The ramp with its numbers, and the mark of the scenario as it stands.
    fn legend(&self, sheet: &mut Sheet) {
        let left = sheet.left();
        let ends = self
            .ramp
            .ticks
            .iter()
            .map(|(_, text)| width(text, AXIS))
            .fold(0.0, f64::max);
        let step = (0.5 * (ends + 26.0))
            .max(26.0)
            .min((sheet.room() - ends - 8.0) / f64::from(RAMP));
        let from = left + 0.5 * ends;
        let y = sheet.y + 4.0;
        for class in 0..RAMP {
            sheet.rect(
                from + step * f64::from(class),
                y,
                step,
                12.0,
                Fill::of(Token::Ramp(class)),
            );
        }
        let long = step * f64::from(RAMP);
        sheet.mark(Mark::Rect {
            x: from,
            y,
            w: long,
            h: 12.0,
            fill: None,
            stroke: Some(Stroke::of(Token::Axis, 1.0)),
        });
        let mut last = f64::NEG_INFINITY;
        for (part, text) in &self.ramp.ticks {
            let x = from + part * long;
            let half = 0.5 * width(text, AXIS);
            if x - half >= last + 6.0 {
                sheet.text((x, y + 26.0), text, AXIS, Anchor::Middle);
                last = x + half;
            }
        }
        sheet.y = y + 34.0;
        if !self.ramp.unit.is_empty() {
            let lines = crate::chart::letters::wrap(&self.ramp.unit, AXIS, sheet.room());
            sheet.lines((left, sheet.y + 12.0), &lines, AXIS, Anchor::Start);
            sheet.y += 15.0 * lines.len() as f64 + 4.0;
        }
        standing_key(sheet, &self.standing);
    }
}

/// The mark of the scenario as it stands, and what it gives.
pub(in crate::chart::sweep) fn standing_key(sheet: &mut Sheet, text: &str) {
    let bold = WORD.weighing(Weight::Bold).in_colour(Token::Ink);
    let (x, y) = (sheet.left(), sheet.y + 8.0);
    sheet.mark(Mark::Area {
        points: vec![(x + 6.0, y + 4.0), (x + 1.5, y - 3.0), (x + 10.5, y - 3.0)],
        fill: Some(Fill::of(Token::Ink)),
        stroke: None,
    });
    let lines = crate::chart::letters::wrap(text, bold, sheet.room() - 18.0);
    sheet.lines((x + 18.0, y + 4.0), &lines, bold, Anchor::Start);
    sheet.y += 14.0 * lines.len() as f64 + 14.0;
}
