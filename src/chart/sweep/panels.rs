//! Several answers over a number: panels of one height on shared axes, three abreast, one below the other where it is narrow.

use crate::chart::axis::zones;
use crate::chart::letters::{balanced, wrap};
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, CURVE_PANEL, HAIR, INTERVAL, PANEL, THIN, Token};
use crate::record::sweep::TipKind;
use crate::scale::Scale;

use super::across::{Swung, name_below, stand};
use super::curve::{Curve, Height, points, room};
use super::said::tips;

const HIGH: f64 = 104.0;
/// Where one row of panels is all.
const ALONE: f64 = 190.0;
const ABREAST: usize = 3;
const APART: f64 = 28.0;

pub(super) fn compose(sheet: &mut Sheet, scale: Scale, swung: &Swung, curves: &[Curve], height: Height) {
    let abreast = if sheet.slim() { 1 } else { ABREAST.min(curves.len()) };
    let wide = (sheet.room() - APART * (abreast as f64 - 1.0)) / abreast as f64;
    let edge = sheet.left();
    let high = if curves.len() <= abreast { ALONE } else { HIGH };
    for (row, panels) in curves.chunks(abreast).enumerate() {
        let heads: Vec<Head> = panels.iter().map(|curve| Head::of(curve, swung, wide)).collect();
        let tall = heads.iter().map(Head::height).fold(0.0, f64::max);
        let top = sheet.y + if row == 0 { 4.0 } else { 12.0 };
        let above = top + tall + 8.0;
        let below = above + high;
        let up = height.up(below, above);
        for (place, (curve, head)) in panels.iter().zip(&heads).enumerate() {
            let from = edge + (wide + APART) * place as f64;
            head.draw(sheet, (from, top), curve.slot);
            let (left, right) = (from + room(&up.ticks(true)), from + wide - 8.0);
            if up.is_whole() {
                for (low, high, _) in zones(scale) {
                    let (from, to) = (up.at(high), up.at(low));
                    sheet.rect(left, from, right - left, to - from, Fill::of(Token::Zone));
                }
            }
            let mut last = f64::INFINITY;
            for tick in up.ticks(true) {
                let y = up.at(tick);
                if !up.is_whole() {
                    sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
                }
                if last - y >= 16.0 || last.is_infinite() {
                    sheet.text((left - 8.0, y + 4.0), &points(tick), AXIS, Anchor::End);
                    last = y;
                }
            }
            let across = swung.between(left, right);
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
                }
            }
            curve.draw(sheet, swung, &across, &up, CURVE_PANEL, 2.5);
            if let Some(value) = swung.standing {
                sheet.ring((across.at(value), up.at(curve.baseline.p)), 3.5, Token::Ink);
            }
            leads(sheet, swung, curve, &|value| across.at(value), below);
            sheet.y = across.below(sheet, below);
        }
    }
    sheet.y = name_below(sheet, &swung.name, (edge, sheet.right()), sheet.y);
}

/// The bar at the foot, where the answer is the likeliest: to the tips, where they are known, else to the points.
fn leads(sheet: &mut Sheet, swung: &Swung, curve: &Curve, x: &dyn Fn(f64) -> f64, below: f64) {
    let mut place = 0;
    while place < curve.leads.len() {
        let long = curve.leads[place..].iter().take_while(|leads| **leads).count();
        if long == 0 {
            place += 1;
            continue;
        }
        let (first, last) = (place, place + long - 1);
        let turn = |between: [usize; 2]| {
            let tip = curve.turns.iter().find(|(tip, ..)| tip.between == between)?;
            tip.0.at
        };
        let value = |place: usize| swung.values.get(place).copied().unwrap_or(0.0);
        let from = first
            .checked_sub(1)
            .and_then(|before| turn([before, first]))
            .unwrap_or(value(first));
        let to = turn([last, last + 1]).unwrap_or(value(last));
        let (from, to) = (x(from), x(to));
        sheet.rect(from, below - 5.0, (to - from).max(2.0), 5.0, Fill::of(Token::Ink2));
        place += long;
    }
}

/// What stands above a panel.
struct Head {
    title: Vec<String>,
    numbers: Vec<String>,
    indent: f64,
}

impl Head {
    fn of(curve: &Curve, swung: &Swung, wide: f64) -> Head {
        let indent = if curve.slot.is_some() { 18.0 } else { 0.0 };
        let title = curve.answer.as_ref().unwrap_or(&curve.question);
        let mut numbers = curve.range();
        if swung.standing.is_none() || curve.shares.len() < 2 {
            numbers.push_str(&format!("; {}: {}", swung.as_it_stands, curve.baseline.printed));
        }
        let turns = curve.turns.iter().filter(|(tip, ..)| tip.kind == TipKind::Leader);
        let turns: Vec<&str> = turns.map(|(_, place, _)| place.as_str()).collect();
        if !turns.is_empty() {
            numbers.push_str(&format!("; {}", tips(&turns.join(", "))));
        }
        Head {
            title: balanced(title, PANEL, wide - indent),
            numbers: wrap(&numbers, INTERVAL, wide),
            indent,
        }
    }

    fn height(&self) -> f64 {
        17.0 * self.title.len() as f64 + 16.0 * self.numbers.len() as f64
    }

    fn draw(&self, sheet: &mut Sheet, (x, top): (f64, f64), slot: Option<u16>) {
        if let Some(slot) = slot {
            let (left, upper) = (x, top + 3.0);
            let square = vec![
                (left, upper),
                (left + 12.0, upper),
                (left + 12.0, upper + 12.0),
                (left, upper + 12.0),
            ];
            sheet.branch(square, slot, 1.0);
        }
        let next = sheet.lines((x + self.indent, top + 13.0), &self.title, PANEL, Anchor::Start);
        sheet.lines((x, next - 1.0), &self.numbers, INTERVAL, Anchor::Start);
    }
}
