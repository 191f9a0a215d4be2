//! One question over the steps, large: the scale's zones behind, its words beside, the answer at the end of the curve.

use crate::chart::axis::{Axis, NUMBERS, TimeAxis, percent, zones};
use crate::chart::letters::{width, wrap};
use crate::chart::said;
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, CURVE, DISC, END_VALUE, HAIR, INTERVAL, SMALL, Token, WORD};
use crate::scale::Scale;

use super::Curve;

const HIGH: f64 = 300.0;

pub(super) fn compose(sheet: &mut Sheet, scale: Scale, time: &TimeAxis, curve: &Curve, top: f64) {
    let slim = sheet.slim();
    let words = if slim || top < 1.0 { 0.0 } else { 88.0 };
    let interval = said::interval(&curve.share);
    let gutter = width(&curve.share.printed, END_VALUE)
        .max(width(&interval, INTERVAL))
        .max(if slim { 0.0 } else { 90.0 })
        + 12.0;
    let left = sheet.left() + words + NUMBERS;
    let right = sheet.right() - gutter;
    let above = sheet.y + 10.0;
    let below = above + HIGH;
    let axis = Axis::new(0.0..top, below..above);
    if top >= 1.0 {
        for (low, high, word) in zones(scale) {
            let (from, to) = (axis.at(high), axis.at(low));
            sheet.rect(left, from, right - left, to - from, Fill::of(Token::Zone));
            if words > 0.0 {
                let lines = wrap(word, SMALL, words - 8.0);
                let middle = 0.5 * (from + to) - 6.5 * (lines.len() as f64 - 1.0) + 4.0;
                // Narrow zones at the ends hold one line only where their neighbours' words leave room.
                if to - from >= 13.0 * lines.len() as f64 - 2.0 || lines.len() == 1 {
                    sheet.lines((left - NUMBERS - 8.0, middle), &lines, SMALL, Anchor::End);
                } else {
                    sheet.text(
                        (left - NUMBERS - 8.0, 0.5 * (from + to) + 4.0),
                        word,
                        SMALL,
                        Anchor::End,
                    );
                }
            }
        }
    }
    let ticks: Vec<f64> = if top >= 1.0 {
        vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    } else {
        axis.ticks()
    };
    for tick in ticks {
        let y = axis.at(tick);
        if top < 1.0 {
            sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
        } else {
            sheet.horizontal(left - 5.0, left, y, Stroke::of(Token::Axis, HAIR));
        }
        sheet.text((left - 8.0, y + 4.0), &percent(tick), AXIS, Anchor::End);
    }
    let steps = curve.steps.len();
    let x = |step: usize| left + (right - left) * step as f64 / steps as f64;
    note(sheet, curve, x, &axis, (left, right));
    let (_, y) = curve.draw(sheet, x, |p| axis.at(p), CURVE, DISC);
    // Beside the end of the plot, at the height of the answer, whichever step it is read at.
    let y = y.clamp(above + 10.0, below - 22.0);
    sheet.text((right + 12.0, y + 6.0), &curve.share.printed, END_VALUE, Anchor::Start);
    sheet.text((right + 12.0, y + 22.0), &interval, INTERVAL, Anchor::Start);
    sheet.y = time.draw(sheet, x, below);
}

/// By when half of those that come have come: a line, and a sentence above or below where the curve is not; no sentence where it is on both.
fn note(sheet: &mut Sheet, curve: &Curve, x: impl Fn(usize) -> f64, axis: &Axis, across: (f64, f64)) {
    let Some((step, day)) = &curve.median else { return };
    let (below, above) = axis.ends();
    let at = x(*step);
    let stroke = Stroke {
        dash: Some((2.0, 3.0)),
        ..Stroke::of(Token::Axis, HAIR)
    };
    sheet.vertical(at, above, below, stroke);
    let text = format!("where it happens, half the time by {day}");
    let lines = wrap(&text, WORD, (across.1 - across.0 - 16.0).max(80.0));
    let half = 0.5 * crate::chart::letters::widest(&lines, WORD) + 6.0;
    let middle = at.clamp(across.0 + half, (across.1 - half).max(across.0 + half));
    let high = 16.0 * lines.len() as f64;
    // The curve over the width of the sentence, with the points to either side.
    let pace = x(1) - x(0);
    let over = curve.steps.iter().enumerate().filter(|(step, _)| {
        let place = x(step + 1);
        place >= middle - half - pace && place <= middle + half + pace
    });
    let starts_here = middle - half - pace <= across.0;
    let heights = over
        .map(|(_, at)| axis.at(at.0))
        .chain(curve.initial.filter(|_| starts_here).map(|p| axis.at(p)));
    let (top, bottom) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), y| {
        (top.min(y), bottom.max(y))
    });
    let first = if bottom < below - high - 16.0 {
        below - high + 4.0
    } else if top > above + high + 22.0 {
        above + 22.0
    } else {
        return;
    };
    for (place, line) in lines.iter().enumerate() {
        sheet.boxed_text((middle, first + 16.0 * place as f64), line, WORD, Anchor::Middle);
    }
}
