//! The axis of the value that is moved: linear or logarithmic, with its ticks, its name, and where the scenario stands on it.

use crate::chart::axis::Axis as Level;
use crate::chart::letters::{width, wrap};
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, HAIR, Token, WORD};
use crate::math;
use crate::record::sweep::Axis;

use super::said;

/// A swept number, before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Swung {
    pub(super) values: Vec<f64>,
    pub(super) name: String,
    is_log: bool,
    /// Where the scenario as it stands lies, if that is on the axis.
    pub(super) standing: Option<f64>,
    /// `as it stands (0.3)`.
    pub(super) as_it_stands: String,
}

impl Swung {
    pub(super) fn new(axis: &Axis) -> Swung {
        let standing = axis.baseline.as_ref().and_then(|baseline| baseline.value);
        let ends = axis.values.first().copied().zip(axis.values.last().copied());
        Swung {
            values: axis.values.clone(),
            name: said::named(axis),
            is_log: said::is_log(axis),
            standing: standing.filter(|value| ends.is_some_and(|(low, high)| (low..=high).contains(value))),
            as_it_stands: said::as_it_stands(axis),
        }
    }

    /// Its axis from one place to another.
    pub(super) fn between(&self, left: f64, right: f64) -> Across {
        let first = self.values.first().copied().unwrap_or(0.0);
        let last = self.values.last().copied().unwrap_or(1.0);
        let scaled = |value| if self.is_log { math::log10(value) } else { value };
        Across {
            inner: Level::new(scaled(first)..scaled(last), left..right),
            ends: (first, last),
            is_log: self.is_log,
        }
    }
}

/// A swept number on a picture.
#[derive(Clone, Debug)]
pub(super) struct Across {
    inner: Level,
    ends: (f64, f64),
    is_log: bool,
}

impl Across {
    /// Where a value lies.
    pub(super) fn at(&self, value: f64) -> f64 {
        if self.is_log {
            self.inner.at(math::log10(value.max(self.ends.0)))
        } else {
            self.inner.at(value)
        }
    }

    fn ticks(&self) -> Vec<f64> {
        if !self.is_log {
            return self.inner.ticks();
        }
        let (low, high) = self.ends;
        let powers = math::log10(low).floor() as i32..=math::log10(high).ceil() as i32;
        let of = |times: &'static [f64]| -> Vec<f64> {
            let all = powers
                .clone()
                .flat_map(|power| times.iter().map(move |times| times * math::pow(10.0, f64::from(power))));
            // The ends were written in decimals, and a power of ten may miss one by its last bit.
            all.filter(|value| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9))
                .collect()
        };
        let decades = of(&[1.0]);
        if decades.len() >= 3 {
            decades
        } else {
            of(&[1.0, 2.0, 5.0])
        }
    }

    /// Line, ticks and numbers below a plot; says where the lower edge is.
    pub(super) fn below(&self, sheet: &mut Sheet, y: f64) -> f64 {
        let stroke = Stroke::of(Token::Axis, HAIR);
        let (from, to) = self.inner.ends();
        sheet.horizontal(from, to, y, stroke);
        let mut last = f64::NEG_INFINITY;
        for tick in self.ticks() {
            let x = self.at(tick);
            sheet.vertical(x, y, y + 5.0, stroke);
            let text = said::number(tick);
            let half = 0.5 * width(&text, AXIS);
            let x = x.clamp(sheet.left() + half, (sheet.right() - half).max(sheet.left() + half));
            if x - half >= last + 10.0 {
                sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
                last = x + half;
            }
        }
        y + 24.0
    }
}

/// The name of an axis, centred below it; says where its lower edge is.
pub(super) fn name_below(sheet: &mut Sheet, name: &str, (left, right): (f64, f64), y: f64) -> f64 {
    let lines = wrap(name, WORD, (right - left).max(120.0));
    let half = 0.5 * crate::chart::letters::widest(&lines, WORD);
    let middle = (0.5 * (left + right)).clamp(sheet.left() + half, (sheet.right() - half).max(sheet.left() + half));
    sheet.lines((middle, y + 12.0), &lines, WORD, Anchor::Middle);
    y + 4.0 + 14.0 * lines.len() as f64
}

/// Where the scenario stands, behind the curves.
pub(super) fn stand(sheet: &mut Sheet, x: f64, (above, below): (f64, f64)) {
    let stroke = Stroke {
        dash: Some((2.0, 3.0)),
        ..Stroke::of(Token::Axis, HAIR)
    };
    sheet.vertical(x, above, below, stroke);
}
