//! Several questions over the steps: panels of one height on shared axes, three abreast, one below the other where it is narrow.

use crate::chart::axis::{Axis, NUMBERS, TICKS_FEW, TimeAxis, percent, zones};
use crate::chart::letters::{balanced, width};
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, CELL, CURVE_PANEL, DISC_SMALL, HAIR, PANEL, Token};
use crate::scale::Scale;

use super::Curve;

const HIGH: f64 = 100.0;
const ABREAST: usize = 3;
const APART: f64 = 28.0;

pub(super) fn compose(sheet: &mut Sheet, scale: Scale, time: &TimeAxis, curves: &[Curve], top: f64) {
    let value = CELL.in_colour(Token::Estimate);
    let gutter = curves
        .iter()
        .map(|curve| width(&curve.share.printed, value))
        .fold(0.0, f64::max)
        + 12.0;
    let abreast = if sheet.slim() { 1 } else { ABREAST.min(curves.len()) };
    let wide = (sheet.room() - APART * (abreast as f64 - 1.0)) / abreast as f64;
    let edge = sheet.left();
    let rows = curves.chunks(abreast).len();
    for (row, panels) in curves.chunks(abreast).enumerate() {
        let titles: Vec<Vec<String>> = panels.iter().map(|curve| balanced(&curve.title, PANEL, wide)).collect();
        let lines = titles.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let above = sheet.y + 8.0 + 17.0 * lines + 10.0;
        let below = above + HIGH;
        let axis = Axis::new(0.0..top, below..above);
        let is_last = row + 1 == rows;
        for (place, (curve, title)) in panels.iter().zip(&titles).enumerate() {
            let from = edge + (wide + APART) * place as f64;
            let (left, right) = (from + NUMBERS, from + wide - gutter);
            // Titles stand on one line at their foot.
            let first = above - 14.0 - 17.0 * (title.len() as f64 - 1.0);
            sheet.lines((from, first), title, PANEL, Anchor::Start);
            if top >= 1.0 {
                for (low, high, _) in zones(scale) {
                    let (from, to) = (axis.at(high), axis.at(low));
                    sheet.rect(left, from, right - left, to - from, Fill::of(Token::Zone));
                }
            }
            for tick in TICKS_FEW.map(|tick| tick * top) {
                let y = axis.at(tick);
                if top < 1.0 {
                    sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
                }
                sheet.text((left - 8.0, y + 4.0), &percent(tick), AXIS, Anchor::End);
            }
            let steps = curve.steps.len();
            let x = |step: usize| left + (right - left) * step as f64 / steps as f64;
            let (_, y) = curve.draw(sheet, x, |p| axis.at(p), CURVE_PANEL, DISC_SMALL);
            let y = y.clamp(above + 4.0, below - 2.0);
            sheet.text((right + 8.0, y + 5.0), &curve.share.printed, value, Anchor::Start);
            if is_last || place + 1 > curves.len() - (row + 1) * abreast.min(curves.len()) {
                time.ends(sheet, x, below);
            } else {
                sheet.horizontal(left, right, below, Stroke::of(Token::Axis, HAIR));
            }
        }
        sheet.y = below + if is_last { 24.0 } else { 12.0 };
    }
}
