//! An axis of differences in points, with zero on it.

use crate::chart::axis::Axis;
use crate::chart::letters::width;
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, HAIR, Token};

/// Round differences along an axis, in 48 px or more.
pub fn points_ticks(axis: &Axis) -> Vec<f64> {
    axis.ticks_apart(48.0)
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
