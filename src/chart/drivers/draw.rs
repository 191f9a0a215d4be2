//! Pairs drawn: ring and disc joined by a line, the numbers in columns; in a narrow picture the strip and its numbers stand below the title.

use crate::chart::axis::{Axis, TICKS, TICKS_FEW, probability_below};
use crate::chart::letters::{width, wrap};
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::theme::{AXIS, CELL, DISC, FIRM, HAIR, RING, ROW, Token, Type, WORD, Weight};

use super::{Row, printed};

const GAP: f64 = 26.0;
const PLAIN: Type = CELL.weighing(Weight::Regular).in_colour(Token::Ink2);
const RATIO: Type = CELL.weighing(Weight::Regular);
/// What stands in place of numbers.
const TOO_FEW: &str = "too few trials";

pub(super) fn compose(sheet: &mut Sheet, rows: &[Row], smaller: usize, (with, without): (&str, &str)) {
    sheet.key(&[
        (Key::Estimate, "trials with the answer"),
        (Key::Ring, "trials without it"),
        (Key::Whisker, "sampling error, 95%"),
    ]);
    if sheet.slim() {
        slim(sheet, rows);
    } else {
        wide(sheet, rows, (with, without));
    }
    if smaller > 0 {
        sheet.y += 4.0;
        sheet.paragraph(&format!("and {smaller} smaller"), WORD);
        sheet.y += 2.0;
    }
}

fn wide(sheet: &mut Sheet, rows: &[Row], (with, without): (&str, &str)) {
    let (left, right) = (sheet.left(), sheet.right());
    let column = |head: &str, kind: Type, of: &dyn Fn(&Row) -> String| {
        let numbers = rows.iter().map(|row| width(&of(row), kind)).fold(0.0, f64::max);
        numbers.max(width(head, AXIS))
    };
    let ratios = column("ratio", RATIO, &Row::ratio);
    let withouts = column(without, PLAIN, &|row| printed(&row.without));
    let withs = column(with, CELL, &|row| printed(&row.with));
    let without_x = right - ratios - 24.0;
    let with_x = without_x - withouts - 20.0;
    let plot_right = (with_x - withs).min(right - width(TOO_FEW, WORD)) - 34.0;
    let titles = 0.36 * (plot_right - left);
    let axis = Axis::probability(left + titles + GAP..plot_right);
    sheet.y += 4.0;
    let head = sheet.y + 10.0;
    sheet.text((with_x, head), with, AXIS, Anchor::End);
    sheet.text((without_x, head), without, AXIS, Anchor::End);
    sheet.text((right, head), "ratio", AXIS, Anchor::End);
    sheet.y += 16.0;
    let set: Vec<(Vec<String>, f64)> = rows
        .iter()
        .map(|row| {
            let lines = wrap(&row.title, ROW, titles);
            let height = (17.0 * lines.len() as f64 + 14.0).max(46.0);
            (lines, height)
        })
        .collect();
    let height: f64 = set.iter().map(|(_, height)| height).sum();
    grid(sheet, &axis, &TICKS, sheet.y, sheet.y + height);
    for (place, (row, (lines, height))) in rows.iter().zip(set).enumerate() {
        if place > 0 {
            sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
        }
        let y = sheet.y + 0.5 * height;
        let first = y - 8.5 * lines.len() as f64 + 13.0;
        if row.too_few() {
            sheet.lines((left, first), &lines, ROW.in_colour(Token::Ink3), Anchor::Start);
            sheet.text((right, y + 4.0), TOO_FEW, WORD.in_colour(Token::Ink3), Anchor::End);
        } else {
            sheet.lines((left, first), &lines, ROW, Anchor::Start);
            pair(sheet, row, &axis, y);
            sheet.text((with_x, y + 5.0), &printed(&row.with), CELL, Anchor::End);
            sheet.text((without_x, y + 5.0), &printed(&row.without), PLAIN, Anchor::End);
            sheet.text((right, y + 5.0), &row.ratio(), RATIO, Anchor::End);
        }
        sheet.y += height;
    }
    sheet.y = probability_below(sheet, &axis, &TICKS, sheet.y);
}

fn slim(sheet: &mut Sheet, rows: &[Row]) {
    let (left, right) = (sheet.left(), sheet.right());
    let axis = Axis::probability(left + 14.0..right - 18.0);
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
        }
        let kind = if row.too_few() { ROW.in_colour(Token::Ink3) } else { ROW };
        let lines = wrap(&row.title, kind, right - left);
        let next = sheet.lines((left, sheet.y + 18.0), &lines, kind, Anchor::Start);
        if row.too_few() {
            sheet.text((left, next), TOO_FEW, WORD.in_colour(Token::Ink3), Anchor::Start);
            sheet.y = next + 10.0;
            continue;
        }
        let bold = WORD.weighing(Weight::Bold);
        let number = printed(&row.with);
        sheet.text((left, next), &number, bold, Anchor::Start);
        let rest = format!("with, {} without, ratio {}", printed(&row.without), row.ratio());
        sheet.text((left + width(&number, bold) + 5.0, next), &rest, WORD, Anchor::Start);
        let y = next + 15.0;
        grid(sheet, &axis, &TICKS_FEW, y - 9.0, y + 9.0);
        pair(sheet, row, &axis, y);
        sheet.y = y + 15.0;
    }
    if rows.iter().any(|row| !row.too_few()) {
        sheet.y = probability_below(sheet, &axis, &TICKS_FEW, sheet.y);
    }
}

fn grid(sheet: &mut Sheet, axis: &Axis, ticks: &[f64], top: f64, bottom: f64) {
    for tick in ticks {
        sheet.vertical(axis.at(*tick), top, bottom, Stroke::of(Token::Grid, HAIR));
    }
}

/// The line between, the whiskers, the ring without and the disc with.
fn pair(sheet: &mut Sheet, row: &Row, axis: &Axis, y: f64) {
    let (with, without) = (axis.at(row.with.p), axis.at(row.without.p));
    sheet.horizontal(with.min(without), with.max(without), y, Stroke::of(Token::Other, FIRM));
    sheet.whisker(axis.at(row.without.low), axis.at(row.without.high), y);
    sheet.whisker(axis.at(row.with.low), axis.at(row.with.high), y);
    sheet.ring((without, y), 4.5, Token::Baseline);
    if row.with.k == 0 || row.with.k == row.with.n {
        let stroke = Stroke::of(Token::Estimate, RING);
        sheet.circle((with, y), DISC - 0.5, Some(Fill::of(Token::Paper)), Some(stroke));
    } else {
        sheet.disc((with, y), DISC);
    }
}
