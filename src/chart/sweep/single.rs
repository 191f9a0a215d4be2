//! One answer over a number, large: the scale's zones behind, where it tips, where the scenario stands, and where its words change.

use crate::chart::axis::{NUMBERS, zones};
use crate::chart::free::Free;
use crate::chart::letters::{width, wrap};
use crate::chart::said::interval;
use crate::chart::scene::{Anchor, Bounds, Fill, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, CURVE, END_VALUE, FIRM, HAIR, INTERVAL, SMALL, THIN, Token, Type, WORD, Weight};
use crate::scale::Scale;

use super::across::{Across, Swung, name_below, stand};
use super::curve::{Curve, Height, Up, room};
use super::lines::list;
use super::said::tips;

const HIGH: f64 = 300.0;
/// The most changes of words that are listed below.
const LISTED: usize = 14;

pub(super) fn compose(sheet: &mut Sheet, scale: Scale, swung: &Swung, curve: &Curve, height: Height) {
    let slim = sheet.slim();
    let words = if slim || height != Height::Whole { 0.0 } else { 88.0 };
    let last = curve.shares.last();
    let end = last.map(|share| (share.printed.clone(), interval(share)));
    let gutter = end.as_ref().map_or(0.0, |(printed, range)| {
        width(printed, END_VALUE).max(width(range, INTERVAL)) + 14.0
    });
    let above = sheet.y + 10.0;
    let below = above + HIGH;
    let up = height.up(below, above);
    let numbers = room(&up.ticks(false));
    let (left, right) = (sheet.left() + words + numbers, sheet.right() - gutter);
    let across = swung.between(left, right);
    behind(sheet, scale, &up, (left, right), words);
    if let Some(value) = swung.standing {
        stand(sheet, across.at(value), (above, below));
    }
    for (tip, ..) in &curve.turns {
        if let (Some(at), true) = (tip.at, up.is_whole()) {
            let dashed = Stroke {
                dash: Some((4.0, 3.0)),
                ..Stroke::of(Token::Ink, THIN)
            };
            sheet.vertical(across.at(at), above, below, dashed);
            sheet.horizontal(left, right, up.at(0.5), dashed);
        }
    }
    let points = curve.draw(sheet, swung, &across, &up, CURVE, 3.0);
    for (tip, ..) in &curve.edges {
        if let (Some(at), Some(edge)) = (tip.at, tip.edge) {
            let (x, y) = (across.at(at), up.at(edge));
            sheet.vertical(x, y - 6.0, y + 6.0, Stroke::of(Token::Ink, FIRM));
        }
    }
    let mut free = Free::new(Bounds {
        left: left + 4.0,
        top: above + 2.0,
        right: right - 2.0,
        bottom: below - 2.0,
    });
    free.take_line(&points, 7.0);
    for edge in curve.edges_at(swung, &across, &up) {
        free.take_line(&edge, 3.0);
    }
    labels(sheet, swung, curve, (&across, &up), &mut free);
    if let Some((printed, range)) = &end {
        let y = points
            .last()
            .map_or(below, |(_, y)| *y)
            .clamp(above + 10.0, below - 22.0);
        sheet.text((right + 12.0, y + 6.0), printed, END_VALUE, Anchor::Start);
        sheet.text((right + 12.0, y + 22.0), range, INTERVAL, Anchor::Start);
    }
    sheet.y = across.below(sheet, below);
    sheet.y = name_below(sheet, &swung.name, (left, right), sheet.y);
    let told = |list: &[(_, String, String)]| -> Vec<(String, String)> {
        list.iter()
            .map(|(_, place, what)| (place.clone(), what.clone()))
            .collect()
    };
    let mut rows = told(&curve.turns);
    rows.extend(told(&curve.edges));
    if !rows.is_empty() {
        let heading = if curve.turns.is_empty() {
            "Where its words change"
        } else {
            "Where it tips and its words change"
        };
        list(sheet, heading, &rows, LISTED);
    }
}

/// Zones with their words, or level rules; ticks and numbers.
fn behind(sheet: &mut Sheet, scale: Scale, up: &Up, (left, right): (f64, f64), words: f64) {
    if up.is_whole() {
        for (low, high, word) in zones(scale) {
            let (from, to) = (up.at(high), up.at(low));
            sheet.rect(left, from, right - left, to - from, Fill::of(Token::Zone));
            if words > 0.0 {
                let lines = wrap(word, SMALL, words - 8.0);
                let x = left - NUMBERS - 8.0;
                let middle = 0.5 * (from + to) + 4.0;
                if lines.len() == 1 || to - from >= 13.0 * lines.len() as f64 - 2.0 {
                    let first = middle - 6.5 * (lines.len() as f64 - 1.0);
                    sheet.lines((x, first), &lines, SMALL, Anchor::End);
                } else {
                    sheet.text((x, middle), word, SMALL, Anchor::End);
                }
            }
        }
    }
    for tick in up.ticks(false) {
        let y = up.at(tick);
        if up.is_whole() {
            sheet.horizontal(left - 5.0, left, y, Stroke::of(Token::Axis, HAIR));
        } else {
            sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
        }
        sheet.text((left - 8.0, y + 4.0), &super::curve::points(tick), AXIS, Anchor::End);
    }
}

/// Where it tips and where it stands: beside their marks, where nothing else is.
fn labels(sheet: &mut Sheet, swung: &Swung, curve: &Curve, (across, up): (&Across, &Up), free: &mut Free) {
    let bold = WORD.weighing(Weight::Bold).in_colour(Token::Ink);
    if let Some(value) = swung.standing {
        let at = (across.at(value), up.at(curve.baseline.p));
        sheet.ring(at, 4.5, Token::Ink);
        let text = format!("{}: {}", swung.as_it_stands, curve.baseline.printed);
        beside(sheet, free, at, &[(&text, bold)]);
    }
    for (tip, place, what) in &curve.turns {
        if let (Some(at), true) = (tip.at, up.is_whole()) {
            let text = tips(place);
            let at = (across.at(at), up.at(0.97));
            beside(sheet, free, at, &[(&text, bold), (what, WORD)]);
        }
    }
}

/// Lines of text to one side of a point, above or below it, as near as they stand clear; left out where they would not.
fn beside(sheet: &mut Sheet, free: &mut Free, (x, y): (f64, f64), lines: &[(&str, Type)]) {
    let rows = [
        18.0, -14.0, 34.0, -30.0, 60.0, -56.0, 100.0, -96.0, 150.0, -146.0, 200.0, -196.0, 250.0, -246.0,
    ];
    let candidates = rows.into_iter().flat_map(|dy| {
        let y = y + dy;
        [((x + 9.0, y), Anchor::Start), ((x - 9.0, y), Anchor::End)]
    });
    if let Some((at, anchor)) = free.place(candidates, lines, 3.0) {
        let mut line = at.1;
        for (text, kind) in lines {
            sheet.boxed_text((at.0, line), text, *kind, anchor);
            line += kind.line + 1.0;
        }
    }
}
