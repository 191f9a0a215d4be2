//! Panels abreast with the sides' names at the left; in a narrow picture one panel below the other, each row with its name above.

use crate::chart::axis::Axis;
use crate::chart::compare::points::{points_below, points_ticks};
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::theme::{DISC_SMALL, HAIR, PANEL, RING, Token, Type, WORD, Weight};
use crate::record::comparison::AnswerMoved;

use super::{ABREAST, Overview, Panel};

/// The column of the sides' names, at most, and the gap before and between panels.
const NAMES: f64 = 210.0;
const GAP: f64 = 24.0;
const NAME: Type = WORD.in_colour(Token::Ink);
const KIND: Type = WORD.in_colour(Token::Ink3);
const VALUE: Type = WORD.weighing(Weight::Bold).in_colour(Token::Ink);
const NONE: &str = "none seen";

pub(super) fn compose(sheet: &mut Sheet, all: &Overview) {
    sheet.key(&[
        (Key::Ring, all.first.as_str()),
        (Key::Estimate, "the other side"),
        (Key::Whisker, "95% interval of the difference"),
    ]);
    if sheet.slim() {
        slim(sheet, all);
    } else {
        wide(sheet, all);
    }
}

/// The room of the numbers at the right of a panel.
fn numbers(all: &Overview) -> f64 {
    let moved = all.panels.iter().flat_map(|panel| panel.moved.iter().flatten());
    let widest = moved
        .map(|moved| width(&moved.difference.printed, VALUE))
        .fold(0.0, f64::max);
    widest.max(width(NONE, KIND))
}

/// A side's name with its kind, in lines.
fn name(all: &Overview, side: usize, room: f64) -> (Vec<String>, Vec<String>) {
    let (name, kind) = &all.sides[side];
    let kind = kind.as_deref().map_or_else(Vec::new, |kind| wrap(kind, KIND, room));
    (wrap(name, NAME, room), kind)
}

fn wide(sheet: &mut Sheet, all: &Overview) {
    let (left, right) = (sheet.left(), sheet.right());
    let names: Vec<(Vec<String>, Vec<String>)> = (0..all.sides.len()).map(|side| name(all, side, NAMES)).collect();
    let heights: Vec<f64> = names
        .iter()
        .map(|(name, kind)| 15.0 * (name.len() + kind.len()) as f64 + 8.0)
        .collect();
    let used = names
        .iter()
        .flat_map(|(name, kind)| {
            let name = name.iter().map(|line| width(line, NAME));
            name.chain(kind.iter().map(|line| width(line, KIND)))
        })
        .fold(60.0, f64::max);
    let abreast = ABREAST.min(all.panels.len().max(1));
    let from = left + used + GAP;
    let wide = (right - from - GAP * (abreast as f64 - 1.0)) / abreast as f64;
    let number = numbers(all);
    for panels in all.panels.chunks(abreast) {
        let titles: Vec<Vec<String>> = panels.iter().map(|panel| balanced(&panel.title, PANEL, wide)).collect();
        let lines = titles.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let foot = sheet.y + 8.0 + 17.0 * lines;
        let top = foot + 24.0;
        let height: f64 = heights.iter().sum();
        let mut y = top;
        for ((name, kind), high) in names.iter().zip(&heights) {
            sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
            let next = sheet.lines((left, y + 15.0), name, NAME, Anchor::Start) + 1.0;
            sheet.lines((left, next), kind, KIND, Anchor::Start);
            y += high;
        }
        for (place, (panel, title)) in panels.iter().zip(&titles).enumerate() {
            let x = from + (wide + GAP) * place as f64;
            let first = foot - 4.0 - 17.0 * (title.len() as f64 - 1.0);
            sheet.lines((x, first), title, PANEL, Anchor::Start);
            sheet.text((x, foot + 13.0), &baseline(all, panel), KIND, Anchor::Start);
            let axis = Axis::new(all.ends.0..all.ends.1, x + 6.0..x + wide - number - 12.0);
            grid(sheet, &axis, top, top + height);
            let mut y = top;
            for (moved, high) in panel.moved.iter().zip(&heights) {
                if let Some(moved) = moved {
                    let middle = y + 15.0 - 4.0;
                    mark(sheet, moved, &axis, middle);
                    let (text, kind) = value(moved);
                    sheet.text((x + wide, middle + 4.0), &text, kind, Anchor::End);
                }
                y += high;
            }
            points_below(sheet, &axis, y);
        }
        sheet.y = top + height + 30.0;
    }
}

fn slim(sheet: &mut Sheet, all: &Overview) {
    let (left, right) = (sheet.left(), sheet.right());
    let room = sheet.room() - numbers(all) - 12.0;
    for panel in &all.panels {
        sheet.y += 6.0;
        sheet.paragraph(&panel.title, PANEL);
        sheet.paragraph(&baseline(all, panel), KIND);
        sheet.y += 4.0;
        let axis = Axis::new(all.ends.0..all.ends.1, left + 10.0..right - 16.0);
        for (side, moved) in panel.moved.iter().enumerate() {
            let Some(moved) = moved else { continue };
            let (name, kind) = name(all, side, room);
            sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
            let first = sheet.y + 15.0;
            let (text, style) = value(moved);
            sheet.text((right, first), &text, style, Anchor::End);
            let next = sheet.lines((left, first), &name, NAME, Anchor::Start);
            let next = sheet.lines((left, next), &kind, KIND, Anchor::Start);
            let y = next - 4.0;
            grid(sheet, &axis, y - 7.0, y + 7.0);
            mark(sheet, moved, &axis, y);
            sheet.y = y + 11.0;
        }
        points_below(sheet, &axis, sheet.y);
        sheet.y += 28.0;
    }
}

/// `baseline 8.0%`.
fn baseline(all: &Overview, panel: &Panel) -> String {
    let first = if all.first.chars().count() > 16 {
        "first"
    } else {
        &all.first
    };
    format!("{first} {}", panel.printed)
}

fn grid(sheet: &mut Sheet, axis: &Axis, top: f64, bottom: f64) {
    for tick in points_ticks(axis) {
        let token = if tick == 0.0 { Token::Axis } else { Token::Grid };
        sheet.vertical(axis.at(tick), top, bottom, Stroke::of(token, HAIR));
    }
}

/// The line from the first side to the other, with the interval of the difference.
fn mark(sheet: &mut Sheet, moved: &AnswerMoved, axis: &Axis, y: f64) {
    let difference = &moved.difference;
    let zero = axis.at(0.0);
    if !difference.visible {
        sheet.ring((zero, y), DISC_SMALL, Token::Other);
        return;
    }
    let x = axis.at(difference.value);
    sheet.horizontal(zero.min(x), zero.max(x), y, Stroke::of(Token::Estimate, RING));
    sheet.ring((zero, y), DISC_SMALL, Token::Baseline);
    let (low, high) = (axis.at(difference.low), axis.at(difference.high));
    // One that is shorter than the disc would show as four dots around it.
    if (x - low).max(high - x) > DISC_SMALL + 2.0 {
        sheet.whisker(low, high, y);
    }
    sheet.disc((x, y), DISC_SMALL);
}

fn value(moved: &AnswerMoved) -> (String, Type) {
    if moved.difference.visible {
        (moved.difference.printed.clone(), VALUE)
    } else {
        (NONE.to_owned(), KIND)
    }
}
