//! An axis of differences in points, with zero on it.

use crate::chart::axis::Axis;
use crate::chart::letters::width;
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, HAIR, Token};
use crate::math;

/// Round differences along an axis, multiples of 1, 2 or 5 times a power of ten, zero among them: at least 48 px from each other.
pub fn points_ticks(axis: &Axis) -> Vec<f64> {
    const APART: f64 = 48.0;
    let (from, to) = axis.ends();
    let (low, high) = axis.values();
    let span = (high - low).abs();
    let most = ((to - from).abs() / APART).max(1.0);
    if span <= 0.0 || !span.is_finite() {
        return vec![0.0];
    }
    let rough = span / most;
    let power = math::pow(10.0, math::log10(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power);
    let step = step.into_iter().find(|step| *step >= rough).unwrap_or(10.0 * power);
    let (first, last) = (
        (low.min(high) / step).ceil() as i64,
        (low.max(high) / step).floor() as i64,
    );
    (first..=last).map(|place| place as f64 * step).collect()
}

/// `+20`, `0`, `−0.5`.
pub fn points_printed(difference: f64) -> String {
    let points = difference * 100.0;
    // To nine digits: no dust of binary fractions.
    let rounded = format!("{:.9}", points.abs());
    let text = rounded.trim_end_matches('0').trim_end_matches('.');
    match text {
        "0" | "" => "0".to_owned(),
        text if points < 0.0 => format!("−{text}"),
        text => format!("+{text}"),
    }
}

/// Ticks and numbers below a plot. Says where its lower edge is.
pub fn points_below(sheet: &mut Sheet, axis: &Axis, y: f64) -> f64 {
    let (from, to) = axis.ends();
    let stroke = Stroke::of(Token::Axis, HAIR);
    sheet.horizontal(from, to, y, stroke);
    let mut last = f64::NEG_INFINITY;
    for tick in points_ticks(axis) {
        let x = axis.at(tick);
        sheet.vertical(x, y, y + 5.0, stroke);
        let text = points_printed(tick);
        let half = 0.5 * width(&text, AXIS);
        let x = x.max(sheet.left() + half).min(sheet.right() - half);
        if x - half > last + 6.0 {
            sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
            last = x + half;
        }
    }
    y + 24.0
}
