//! Bars to both sides of zero on one axis of points: title, bar, number; in a narrow picture the bar stands below its title.

use crate::chart::axis::Axis;
use crate::chart::compare::points::{points_below, points_ticks};
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::scene::{Anchor, Fill, Mark, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{CELL, HAIR, PANEL, ROW, Token, Type, WORD, Weight};

use super::{Bars, Panel};

const SAYS: Type = Type { line: 16.0, ..WORD };
const BAR: f64 = 12.0;
const GAP: f64 = 24.0;
const TOTAL: Type = CELL.weighing(Weight::Bold);
/// What is not a place in the scenarios stands in a lighter ink.
const OTHER: Type = ROW.in_colour(Token::Ink2);

pub(super) fn compose(sheet: &mut Sheet, all: &Bars) {
    key(sheet);
    let gained = all
        .panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(|row| row.gained));
    let lost = all
        .panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(|row| row.lost));
    let ends = (-lost.fold(0.0, f64::max), gained.fold(0.0, f64::max));
    let (left, right) = (sheet.left(), sheet.right());
    let slim = sheet.slim();
    let rows = || all.panels.iter().flat_map(|panel| &panel.rows);
    let numbers = rows().map(|row| width(&row.printed, CELL)).fold(0.0, f64::max);
    let titles = if slim { 0.0 } else { 0.38 * sheet.room() };
    let from = if slim { left + 14.0 } else { left + titles + GAP };
    let to = if slim { right - 16.0 } else { right - numbers - GAP };
    let axis = Axis::new(ends.0..ends.1, from..to);
    let count = all.panels.len();
    for (place, panel) in all.panels.iter().enumerate() {
        sheet.y += if place == 0 { 2.0 } else { 12.0 };
        head(sheet, panel);
        let set: Vec<(Vec<String>, f64)> = panel
            .rows
            .iter()
            .map(|row| {
                let room = if slim { sheet.room() - numbers - 16.0 } else { titles };
                let lines = balanced(&row.title, ROW, room);
                let height = 17.0 * lines.len() as f64 + if slim { 28.0 } else { 11.0 };
                (lines, height)
            })
            .collect();
        let height: f64 = set.iter().map(|(_, height)| height).sum();
        if !slim {
            grid(sheet, &axis, sheet.y, sheet.y + height);
        }
        for (row, (lines, height)) in panel.rows.iter().zip(&set) {
            let kind = if row.is_element { ROW } else { OTHER };
            let first = if slim {
                sheet.y + 16.0
            } else {
                sheet.y + 0.5 * height - 8.5 * lines.len() as f64 + 13.0
            };
            let next = sheet.lines((left, first), lines, kind, Anchor::Start);
            let y = if slim { next } else { sheet.y + 0.5 * height };
            if slim {
                grid(sheet, &axis, y - 10.0, y + 10.0);
            }
            bar(sheet, &axis, row.gained, y, Token::Estimate);
            bar(sheet, &axis, -row.lost, y, Token::Other);
            let base = if slim { first } else { y + 5.0 };
            sheet.text((right, base), &row.printed, CELL, Anchor::End);
            sheet.y += height;
        }
        if place + 1 == count {
            sheet.y = points_below(sheet, &axis, sheet.y);
        } else {
            sheet.horizontal(axis.ends().0, axis.ends().1, sheet.y, Stroke::of(Token::Axis, HAIR));
        }
    }
}

/// The answer, and how much it moved in all.
fn head(sheet: &mut Sheet, panel: &Panel) {
    let (left, right) = (sheet.left(), sheet.right());
    let room = sheet.room() - width(&panel.printed, TOTAL) - 24.0;
    let lines = wrap(&panel.title, PANEL, room);
    let first = sheet.y + 15.0;
    sheet.text((right, first), &panel.printed, TOTAL, Anchor::End);
    let next = sheet.lines((left, first), &lines, PANEL, Anchor::Start);
    let says = panel
        .says
        .as_ref()
        .map_or_else(Vec::new, |says| wrap(says, SAYS, sheet.room()));
    let next = sheet.lines((left, next), &says, SAYS, Anchor::Start);
    sheet.y = next - 9.0;
    sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
    sheet.y += 3.0;
}

/// A bar from zero.
fn bar(sheet: &mut Sheet, axis: &Axis, value: f64, y: f64, token: Token) {
    let (zero, end) = (axis.at(0.0), axis.at(value));
    sheet.rect(zero.min(end), y - 0.5 * BAR, (end - zero).abs(), BAR, Fill::of(token));
}

fn grid(sheet: &mut Sheet, axis: &Axis, top: f64, bottom: f64) {
    for tick in points_ticks(axis) {
        let token = if tick == 0.0 { Token::Axis } else { Token::Grid };
        sheet.vertical(axis.at(tick), top, bottom, Stroke::of(token, HAIR));
    }
}

/// Two swatches with their words.
fn key(sheet: &mut Sheet) {
    let mut x = sheet.left();
    let mut y = sheet.y + 10.0;
    for (token, text) in [
        (Token::Other, "the trials that lose the answer"),
        (Token::Estimate, "the trials that gain it"),
    ] {
        let room = 26.0 + width(text, WORD);
        if x > sheet.left() && x + room > sheet.right() {
            (x, y) = (sheet.left(), y + 20.0);
        }
        sheet.mark(Mark::Rect {
            x,
            y: y - 5.0,
            w: 20.0,
            h: 10.0,
            fill: Some(Fill::of(token)),
            stroke: None,
        });
        sheet.text((x + 26.0, y + 4.0), text, WORD, Anchor::Start);
        x += room + 20.0;
    }
    sheet.y = y + 14.0;
}
