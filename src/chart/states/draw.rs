//! The stack drawn: columns, the start apart, names at the last column; in a narrow picture the names stand below.

use crate::chart::apart::apart;
use crate::chart::axis::{Axis, NUMBERS, TICKS_QUARTERS, TimeAxis, probability_beside};
use crate::chart::letters::{widest, width, wrap};
use crate::chart::scene::{Anchor, Fill, Point, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, HAIR, LABEL, THIN, Token, Weight};
use crate::record::CalendarShown;

use super::{Band, Paint};

/// The height of the stack, in px.
const HIGH: f64 = 363.0;
const HIGH_SLIM: f64 = 240.0;
/// Up to so many steps stand apart from each other.
const APART: usize = 60;
/// Layers smaller than this at the end have no label.
const LABELLED: f64 = 0.004;
/// Names at the side are broken into lines where they are longer.
const LONGEST: f64 = 190.0;
/// The square of colour before a name.
pub(in crate::chart) const SWATCH: f64 = 10.0;

pub(super) fn compose(sheet: &mut Sheet, calendar: &CalendarShown, bands: &[Band]) {
    let labels = if sheet.slim() { Vec::new() } else { beside(bands) };
    let gutter = gutter(&labels);
    let needed: f64 = labels.iter().map(|label| label.height).sum();
    let high = if sheet.slim() {
        HIGH_SLIM
    } else {
        HIGH.max(needed + 8.0)
    };
    let top = sheet.y + 8.0;
    let left = sheet.left() + NUMBERS;
    let right = sheet.right() - gutter;
    let axis = Axis::probability(top + high..top);
    let columns = Columns::of(calendar, bands, left, right);
    probability_beside(sheet, &axis, &TICKS_QUARTERS, left, right);
    stack(sheet, &axis, &columns, bands);
    names(sheet, &axis, bands, &labels, right);
    let y = top + high + 2.0;
    if let Some((from, to)) = columns.start {
        let x = 0.5 * (from + to);
        sheet.text(
            (x.max(left + 0.5 * width("start", AXIS)), y + 16.0),
            "start",
            AXIS,
            Anchor::Middle,
        );
    }
    sheet.y = TimeAxis::new(calendar).draw(sheet, |step| columns.end(step), y);
    if sheet.slim() {
        names_below(sheet, bands);
    }
}

/// Where columns stand.
pub(in crate::chart) struct Columns {
    /// The column of the state before the first step, where that is known.
    pub(in crate::chart) start: Option<(f64, f64)>,
    first: f64,
    pace: f64,
    steps: usize,
}

impl Columns {
    pub(in crate::chart) fn of(calendar: &CalendarShown, bands: &[Band], left: f64, right: f64) -> Columns {
        let steps = calendar.labels.len();
        let count = steps as f64;
        if bands.iter().all(|band| band.start.is_none()) {
            let pace = (right - left) / count;
            return Columns {
                start: None,
                first: left,
                pace,
                steps,
            };
        }
        // The start is as wide as a step and 0.4 of one apart; more where its name would touch that of the first step.
        let pace = (right - left) / (count + 1.4);
        let name = calendar.labels.first().map_or("", |label| match label.split_once(' ') {
            Some((name, _)) => name,
            None => label.split_once('-').map_or(label, |(_, day)| day),
        });
        let word = width("start", AXIS);
        let wide = pace.max(12.0);
        let middle = (left + 0.5 * wide).max(left + 0.5 * word);
        let clear = middle + 0.5 * word + 8.0 + 0.5 * width(name, AXIS);
        let first = (left + wide + (0.4 * pace).max(8.0))
            .max(clear - 0.5 * pace)
            .min(right - 1.0);
        Columns {
            start: Some((left, left + wide)),
            first,
            pace: (right - first) / count,
            steps,
        }
    }

    /// Where a step ends; 0: where the first begins.
    pub(in crate::chart) fn end(&self, step: usize) -> f64 {
        self.first + self.pace * step as f64
    }

    /// The sides of a step's column, a pixel of paper between neighbours where there is room for it.
    fn sides(&self, step: usize) -> (f64, f64) {
        let gap = if self.steps <= APART { 1.0 } else { 0.0 };
        (self.end(step) + gap, self.end(step + 1) - gap)
    }
}

/// Where a layer begins and ends in a stack of shares, from above.
fn layers(axis: &Axis, shares: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let mut above = 0.0;
    shares
        .map(|share| {
            let from = above;
            above += share;
            (axis.at(1.0 - from), axis.at(1.0 - above))
        })
        .collect()
}

/// The paper between two layers comes off both; a layer that is all but gone keeps most of what it has.
fn inset(top: f64, bottom: f64) -> (f64, f64) {
    let off = (0.5 * THIN).min(0.2 * (bottom - top));
    (top + off, bottom - off)
}

/// The columns of a stack.
pub(in crate::chart) fn stack(sheet: &mut Sheet, axis: &Axis, columns: &Columns, bands: &[Band]) {
    if let Some(sides) = columns.start {
        let shares = bands.iter().map(|band| band.start.unwrap_or(0.0));
        for (band, (top, bottom)) in bands.iter().zip(layers(axis, shares)) {
            block(sheet, band.paint, sides, inset(top, bottom));
        }
    }
    let steps: Vec<Vec<(f64, f64)>> = (0..columns.steps)
        .map(|step| layers(axis, bands.iter().map(|band| band.shares[step])))
        .collect();
    if columns.steps <= APART {
        for (step, layers) in steps.iter().enumerate() {
            for (band, (top, bottom)) in bands.iter().zip(layers) {
                block(sheet, band.paint, columns.sides(step), inset(*top, *bottom));
            }
        }
        return;
    }
    // Many steps: one area for each layer, with stairs above and below.
    for (place, band) in bands.iter().enumerate() {
        let mut edge: Vec<Point> = Vec::new();
        let mut lower: Vec<Point> = Vec::new();
        for (step, layers) in steps.iter().enumerate() {
            let ((left, right), (top, bottom)) = (columns.sides(step), inset(layers[place].0, layers[place].1));
            edge.extend([(left, top), (right, top)]);
            lower.extend([(left, bottom), (right, bottom)]);
        }
        edge.extend(lower.into_iter().rev());
        paint(sheet, band.paint, edge);
    }
}

/// A block of a layer's colour.
pub(in crate::chart) fn block(sheet: &mut Sheet, with: Paint, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
    // What would be thinner than a hundredth of a pixel is not there.
    if bottom - top < 0.01 || right <= left {
        return;
    }
    match with {
        Paint::Slot(slot) if slot <= u16::from(crate::chart::theme::PLAIN_SLOTS) && slot > 0 => {
            sheet.rect(left, top, right - left, bottom - top, Fill::of(Token::slot(slot)));
        }
        Paint::Other => sheet.rect(left, top, right - left, bottom - top, Fill::of(Token::Other)),
        _ => paint(
            sheet,
            with,
            vec![(left, top), (right, top), (right, bottom), (left, bottom)],
        ),
    }
}

fn paint(sheet: &mut Sheet, with: Paint, points: Vec<Point>) {
    match with {
        Paint::Slot(slot) => sheet.branch(points, slot, 1.0),
        Paint::Other => sheet.area(points, Fill::of(Token::Other)),
        Paint::Undrawn => sheet.undrawn(points),
    }
}

/// A name beside the last column.
struct Label {
    band: usize,
    lines: Vec<String>,
    height: f64,
}

fn beside(bands: &[Band]) -> Vec<Label> {
    bands
        .iter()
        .enumerate()
        .filter(|(_, band)| band.shares.last().is_some_and(|share| *share >= LABELLED))
        .map(|(place, band)| {
            let lines = wrap(&band.title, LABEL, LONGEST);
            let height = LABEL.line * lines.len() as f64 + 2.0;
            Label {
                band: place,
                lines,
                height,
            }
        })
        .collect()
}

/// The room of leader, swatch, number and name.
fn gutter(labels: &[Label]) -> f64 {
    let longest = labels
        .iter()
        .map(|label| widest(&label.lines, LABEL))
        .fold(0.0, f64::max);
    if labels.is_empty() {
        0.0
    } else {
        longest.max(40.0) + 94.0
    }
}

const NUMBER: crate::chart::theme::Type = LABEL.weighing(Weight::Bold);

fn names(sheet: &mut Sheet, axis: &Axis, bands: &[Band], labels: &[Label], right: f64) {
    let last = layers(
        axis,
        bands.iter().map(|band| band.shares.last().copied().unwrap_or(0.0)),
    );
    let wanted: Vec<f64> = labels
        .iter()
        .map(|label| 0.5 * (last[label.band].0 + last[label.band].1))
        .collect();
    let heights: Vec<f64> = labels.iter().map(|label| label.height).collect();
    let (top, bottom) = (axis.at(1.0) - 4.0, axis.at(0.0) + 4.0);
    let places = apart(&wanted, &heights, top, bottom);
    let number = labels
        .iter()
        .map(|label| width(&bands[label.band].printed, NUMBER))
        .fold(0.0, f64::max);
    let leader = Stroke::of(Token::Axis, HAIR);
    for ((label, want), y) in labels.iter().zip(wanted).zip(places) {
        let band = &bands[label.band];
        let first = y - 0.5 * LABEL.line * (label.lines.len() as f64 - 1.0);
        if (want - first).abs() > 2.0 {
            sheet.line(
                vec![
                    (right + 2.0, want),
                    (right + 5.0, want),
                    (right + 14.0, first),
                    (right + 19.0, first),
                ],
                leader,
            );
        } else {
            sheet.horizontal(right + 2.0, right + 19.0, want, leader);
        }
        let x = right + 23.0;
        block(
            sheet,
            band.paint,
            (x, x + SWATCH),
            (first - 0.5 * SWATCH, first + 0.5 * SWATCH),
        );
        let base = first + 4.5;
        sheet.text((x + SWATCH + 6.0, base), &band.printed, NUMBER, Anchor::Start);
        let x = x + SWATCH + 6.0 + number + 8.0;
        sheet.lines((x, base), &label.lines, LABEL, Anchor::Start);
    }
}

/// Number and name of each layer that occurs, in the order of the stack.
fn names_below(sheet: &mut Sheet, bands: &[Band]) {
    let (left, right) = (sheet.left(), sheet.right());
    let number = bands
        .iter()
        .map(|band| width(&band.printed, NUMBER))
        .fold(0.0, f64::max);
    let text = left + SWATCH + 6.0 + number + 8.0;
    sheet.y += 8.0;
    for band in bands {
        let occurs = band.start.is_some_and(|share| share > 0.0) || band.shares.iter().any(|share| *share > 0.0);
        if !occurs {
            continue;
        }
        let base = sheet.y + 14.0;
        let middle = base - 4.5;
        block(
            sheet,
            band.paint,
            (left, left + SWATCH),
            (middle - 0.5 * SWATCH, middle + 0.5 * SWATCH),
        );
        sheet.text((text - 8.0, base), &band.printed, NUMBER, Anchor::End);
        let lines = wrap(&band.title, LABEL, right - text);
        let end = sheet.lines((text, base), &lines, LABEL, Anchor::Start);
        sheet.y = end - 14.0 + 4.0;
    }
}
