//! Axes: probabilities with the zones of the verbal scale, decades, calendar steps, round numbers.

use std::ops::Range;

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::letters::{width, wrap};
use super::scene::{Anchor, Fill, Stroke};
use super::sheet::Sheet;
use super::theme::{AXIS, HAIR, SMALL, Token, Weight};
use crate::math;
use crate::record::CalendarShown;
use crate::scale::Scale;

/// Numbers to places: `from` at one end, `to` at the other, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    values: (f64, f64),
    places: (f64, f64),
}

/// Places are mapped in hundredths of a pixel.
const UNITS: f64 = 100.0;

impl Axis {
    /// An axis from `values.start` at `places.start` to `values.end` at `places.end`; the places may fall.
    pub fn new(values: Range<f64>, places: Range<f64>) -> Axis {
        Axis {
            values: (values.start, values.end),
            places: (places.start, places.end),
        }
    }

    /// Probabilities, 0 to 1.
    pub fn probability(places: Range<f64>) -> Axis {
        Axis::new(0.0..1.0, places)
    }

    /// Where a number lies; those beyond the ends lie at the ends.
    pub fn at(&self, value: f64) -> f64 {
        let (low, high) = (self.values.0.min(self.values.1), self.values.0.max(self.values.1));
        let value = if value.is_nan() { low } else { value.clamp(low, high) };
        let limit = ((self.places.0 * UNITS) as i32, (self.places.1 * UNITS) as i32);
        let coordinate = RangedCoordf64::from(self.values.0..self.values.1);
        f64::from(coordinate.map(&value, limit)) / UNITS
    }

    /// Where it begins and ends, in px.
    pub fn ends(&self) -> (f64, f64) {
        self.places
    }

    /// The numbers at its ends.
    pub fn values(&self) -> (f64, f64) {
        self.values
    }

    /// Five to nine round numbers within the axis, steps of 1, 2 or 5 times a power of ten.
    pub fn ticks(&self) -> Vec<f64> {
        self.round_numbers(8.0)
    }

    /// As many such numbers as stand at least so many px from each other.
    pub fn ticks_apart(&self, px: f64) -> Vec<f64> {
        let (from, to) = self.places;
        self.round_numbers(((to - from).abs() / px).clamp(1.0, 20.0))
    }

    /// At most so many steps.
    fn round_numbers(&self, most: f64) -> Vec<f64> {
        let (low, high) = (self.values.0.min(self.values.1), self.values.0.max(self.values.1));
        let span = high - low;
        if span <= 0.0 || !span.is_finite() {
            return vec![low];
        }
        let power = math::pow(10.0, math::log10(span / most).floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|times| times * power)
            .into_iter()
            .find(|step| span / step <= most)
            .unwrap_or(10.0 * power);
        let first = (low / step).ceil();
        let count = ((high / step + 1e-9).floor() - first).clamp(0.0, 20.0) as usize;
        // Multiples, not sums: no error adds up. What should be 0.3 prints as 0.3.
        (0..=count).map(|i| tidy((first + i as f64) * step, step)).collect()
    }
}

/// A multiple of a step without the dust of binary fractions.
fn tidy(value: f64, step: f64) -> f64 {
    let decimals = (-math::log10(step)).ceil().clamp(0.0, 12.0) as usize;
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

/// An axis of decades for rare probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogAxis {
    inner: Axis,
    low: f64,
    high: f64,
}

impl LogAxis {
    /// From the decade under `low` to `high`.
    pub fn new(low: f64, high: f64, places: Range<f64>) -> LogAxis {
        let floor = math::log10(low.clamp(1e-15, 0.1)).floor();
        let low = math::pow(10.0, floor);
        LogAxis {
            inner: Axis::new(floor..math::log10(high), places),
            low,
            high,
        }
    }

    /// Of counts: from one number of trials to another.
    pub fn counts(low: f64, high: f64, places: Range<f64>) -> LogAxis {
        let (low, high) = (low.max(1.0), high.max(low.max(1.0) + 1.0));
        LogAxis {
            inner: Axis::new(math::log10(low)..math::log10(high), places),
            low,
            high,
        }
    }

    /// Where a number lies; 0 at the low end.
    pub fn at(&self, value: f64) -> f64 {
        self.inner.at(math::log10(value.clamp(self.low, self.high)))
    }

    /// Its decades.
    pub fn decades(&self) -> Vec<f64> {
        let (from, to) = (
            math::log10(self.low).round() as i32,
            math::log10(self.high).floor() as i32,
        );
        (from..=to).map(|power| math::pow(10.0, f64::from(power))).collect()
    }

    /// Small ticks between the decades, at 2 to 9.
    pub fn between(&self) -> Vec<f64> {
        let first = math::pow(10.0, math::log10(self.low).floor());
        let all = std::iter::once(first).chain(self.decades());
        let list = all.flat_map(|decade| (2..10).map(move |times| f64::from(times) * decade));
        list.filter(|value| (self.low..=self.high).contains(value)).collect()
    }

    /// Where it begins and ends, in px.
    pub fn ends(&self) -> (f64, f64) {
        self.inner.ends()
    }
}

/// A probability as an axis prints it: `20%`, `0.01%`.
pub fn percent(p: f64) -> String {
    let number = p * 100.0;
    let decimals = if number >= 1.0 || number == 0.0 {
        0
    } else {
        (-math::log10(number)).ceil().clamp(0.0, 12.0) as usize
    };
    format!("{number:.decimals$}%")
}

/// The bands of a scale as zones that do not overlap: where bands do (the IPCC's), the tightest.
pub fn zones(scale: Scale) -> Vec<(f64, f64, &'static str)> {
    let mut edges: Vec<f64> = scale
        .terms()
        .iter()
        .flat_map(|term| [term.low.value(), term.high.value()])
        .collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let mut found: Vec<(f64, f64, &'static str)> = Vec::new();
    for pair in edges.windows(2) {
        let middle = 0.5 * (pair[0] + pair[1]);
        let crate::scale::Wording::One(word) = scale.word_for(middle) else {
            continue;
        };
        match found.last_mut() {
            Some((_, high, last)) if *last == word && *high == pair[0] => *high = pair[1],
            _ => found.push((pair[0], pair[1], word)),
        }
    }
    found
}

/// The words above the zones of a level axis, in at most two lines, centred on their zones; left out where any two would come closer than 4 px.
/// Says how high they are.
pub fn zone_words(scale: Scale, axis: &Axis) -> Vec<(f64, Vec<String>)> {
    let words: Vec<(f64, Vec<String>)> = zones(scale)
        .into_iter()
        .map(|(low, high, word)| {
            let room = word.split(' ').map(|part| width(part, SMALL)).fold(0.0, f64::max) * 1.04;
            (0.5 * (axis.at(low) + axis.at(high)), wrap(word, SMALL, room))
        })
        .collect();
    let edges: Vec<(f64, f64)> = words
        .iter()
        .map(|(x, lines)| {
            let half = 0.5 * super::letters::widest(lines, SMALL);
            (x - half, x + half)
        })
        .collect();
    let clear = edges.windows(2).all(|pair| pair[0].1 + 4.0 <= pair[1].0);
    let two_lines = words.iter().all(|(_, lines)| lines.len() <= 2);
    if clear && two_lines { words } else { Vec::new() }
}

/// The zones behind rows, from `top` to `bottom`. Touching zones get a gap of paper.
pub fn draw_zones(sheet: &mut Sheet, scale: Scale, axis: &Axis, top: f64, bottom: f64) {
    let list = zones(scale);
    for (place, (low, high, _)) in list.iter().enumerate() {
        let (from, to) = (axis.at(*low), axis.at(*high));
        let touches = list.get(place + 1).is_some_and(|next| next.0 <= *high);
        let gap = if touches { 2.0 } else { 0.0 };
        sheet.rect(from, top, to - from - gap, bottom - top, Fill::of(Token::Zone));
    }
}

/// A level axis of probabilities below a plot: ticks and numbers. Says where its lower edge is.
pub fn probability_below(sheet: &mut Sheet, axis: &Axis, ticks: &[f64], y: f64) -> f64 {
    let (from, to) = axis.ends();
    sheet.horizontal(from, to, y, Stroke::of(Token::Axis, HAIR));
    for tick in ticks {
        let x = axis.at(*tick);
        sheet.vertical(x, y, y + 5.0, Stroke::of(Token::Axis, HAIR));
        sheet.text((x, y + 18.0), &percent(*tick), AXIS, Anchor::Middle);
    }
    y + 24.0
}

/// Ticks of a probability axis with much room, and with little.
pub const TICKS: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
/// See [`TICKS`].
pub const TICKS_FEW: [f64; 3] = [0.0, 0.5, 1.0];
/// For stacks and exceedance.
pub const TICKS_QUARTERS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// An upright axis of probabilities with level rules: the numbers to the left of `left`.
pub fn probability_beside(sheet: &mut Sheet, axis: &Axis, ticks: &[f64], left: f64, right: f64) {
    for tick in ticks {
        let y = axis.at(*tick);
        sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
        sheet.text((left - 8.0, y + 4.0), &percent(*tick), AXIS, Anchor::End);
    }
}

/// The room that the numbers of an upright probability axis take, in px.
pub const NUMBERS: f64 = 44.0;

/// Steps of a calendar below a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeAxis {
    /// The first line of a label and the second, if it has one: `Oct`, `2022`.
    names: Vec<(String, Option<String>)>,
}

impl TimeAxis {
    /// From the calendar of a record.
    pub fn new(calendar: &CalendarShown) -> TimeAxis {
        let names = calendar.labels.iter().map(|label| match label.split_once(' ') {
            Some((step, year)) => (step.to_owned(), Some(year.to_owned())),
            None => match label.split_once('-') {
                // A day: the year below, the rest above.
                Some((year, day)) => (day.to_owned(), Some(year.to_owned())),
                None => (label.clone(), None),
            },
        });
        let mut names: Vec<(String, Option<String>)> = names.collect();
        // A year is said once, where it begins.
        let mut last: Option<String> = None;
        for (_, year) in &mut names {
            if *year == last {
                *year = None;
            } else {
                last.clone_from(year);
            }
        }
        TimeAxis { names }
    }

    /// Draws ticks at the ends of steps and names between them, as many as there is room for. `end` says where step k ends (0: where the
    /// first begins). Says where the lower edge is.
    pub fn draw(&self, sheet: &mut Sheet, end: impl Fn(usize) -> f64, y: f64) -> f64 {
        let steps = self.names.len();
        let axis = Stroke::of(Token::Axis, HAIR);
        sheet.horizontal(end(0), end(steps), y, axis);
        let pace = (end(steps) - end(0)) / steps.max(1) as f64;
        let middle = |step: usize| 0.5 * (end(step) + end(step + 1));
        let has_years = self.names.iter().any(|(_, year)| year.is_some());
        let bold = AXIS.weighing(Weight::Bold);
        // Names of steps where each fits beside its neighbour; else every second, third, …, counted from a year's first step.
        let widest = self.names.iter().map(|(name, _)| width(name, AXIS)).fold(0.0, f64::max);
        let every = [1, 2, 3, 4, 6, 12, 24, 52, 60, 120]
            .into_iter()
            .find(|every| pace * f64::from(*every) >= widest + 8.0)
            .unwrap_or(u32::MAX) as usize;
        let firsts: Vec<usize> = (0..steps).filter(|step| self.names[*step].1.is_some()).collect();
        // Where one step a year is all that would be named, the years say it.
        let year = firsts.windows(2).map(|pair| pair[1] - pair[0]).max();
        let years_alone = year.is_some_and(|year| year <= every);
        let mut since = 0;
        let mut last_right = f64::NEG_INFINITY;
        for step in 0..steps {
            if firsts.contains(&step) {
                since = 0;
            }
            let new_year = has_years && step > 0 && firsts.contains(&step);
            if pace >= 4.0 || new_year || step == 0 {
                // A long tick must not cut a name that is wider than its step.
                let is_clear = every == 1 || years_alone;
                let long = if new_year && is_clear { 18.0 } else { 5.0 };
                sheet.vertical(end(step), y, y + long, axis);
            }
            let half = 0.5 * width(&self.names[step].0, AXIS);
            let (left, right) = (middle(step) - half, middle(step) + half);
            let fits = left >= last_right + 6.0 && left >= sheet.left() && right <= sheet.right();
            if since % every == 0 && fits && !years_alone && every < usize::MAX && pace * 12.0 >= widest {
                sheet.text((middle(step), y + 16.0), &self.names[step].0, AXIS, Anchor::Middle);
                last_right = right;
            }
            since += 1;
        }
        sheet.vertical(end(steps), y, y + 5.0, axis);
        if !has_years {
            return y + 22.0;
        }
        let mut last_right = f64::NEG_INFINITY;
        for step in firsts {
            let Some(year) = &self.names[step].1 else { continue };
            let half = 0.5 * width(year, bold);
            let x = middle(step).max(sheet.left() + half);
            if x - half >= last_right + 8.0 && x + half <= sheet.right() {
                sheet.text((x, y + 31.0), year, bold, Anchor::Middle);
                last_right = x + half;
            }
        }
        y + 37.0
    }
}

impl TimeAxis {
    /// Names the first and the last step only: for panels.
    pub fn ends(&self, sheet: &mut Sheet, end: impl Fn(usize) -> f64, y: f64) {
        let steps = self.names.len();
        let axis = Stroke::of(Token::Axis, HAIR);
        sheet.horizontal(end(0), end(steps), y, axis);
        for step in 0..=steps {
            if step == 0 || step == steps || (end(steps) - end(0)) / steps as f64 >= 4.0 {
                sheet.vertical(end(step), y, y + 3.0, axis);
            }
        }
        let mut year = None;
        let whole: Vec<String> = self
            .names
            .iter()
            .map(|(name, own)| {
                year = own.clone().or(year.take());
                year.as_ref().map_or(name.clone(), |year| format!("{name} {year}"))
            })
            .collect();
        let [first, .., last] = whole.as_slice() else { return };
        sheet.text((end(0), y + 17.0), first, AXIS, Anchor::Start);
        if end(0) + width(first, AXIS) + 8.0 <= end(steps) - width(last, AXIS) {
            sheet.text((end(steps), y + 17.0), last, AXIS, Anchor::End);
        }
    }
}

/// Moves labels apart so that each is at least `gap` px from the next, in their order, and all lie from `low` to `high` where they fit.
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    // Blocks of touching labels, each around the mean of what its labels want.
    let mut blocks: Vec<(Vec<usize>, f64)> = Vec::new();
    for label in order {
        blocks.push((vec![label], wanted[label]));
        while let [.., (before, up), (after, down)] = blocks.as_slice() {
            let reach = 0.5 * gap * (before.len() + after.len()) as f64;
            if down - up >= reach {
                break;
            }
            let merged: Vec<usize> = before.iter().chain(after).copied().collect();
            let centre = merged.iter().map(|one| wanted[*one]).sum::<f64>() / merged.len() as f64;
            let half = 0.5 * gap * (merged.len() as f64 - 1.0);
            let centre = centre.min(high - half).max(low + half);
            blocks.truncate(blocks.len() - 2);
            blocks.push((merged, centre));
        }
    }
    let mut places = vec![0.0; wanted.len()];
    for (labels, centre) in blocks {
        let first = centre - 0.5 * gap * (labels.len() as f64 - 1.0);
        for (place, label) in labels.into_iter().enumerate() {
            places[label] = first + gap * place as f64;
        }
    }
    places
}
