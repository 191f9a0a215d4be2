//! Flows drawn: bars for the states with their names above, ribbons between them, the answers named at the right.

use crate::chart::apart::apart;
use crate::chart::letters::{widest, width, wrap};
use crate::chart::scene::{Anchor, Fill, Point};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{HAIR, NODE, ROW, Token, Type, Weight};

use super::flows::bands;
use super::{Paint, Ways, share};

/// The width of a bar, and the least gap between two, in px.
const BAR: f64 = 12.0;
const GAP: f64 = 26.0;
/// The height of all trials.
const HIGH: f64 = 300.0;
/// The least distance from bar to bar.
const PITCH: f64 = 168.0;
/// The longest line of an answer's name.
const LONGEST: f64 = 170.0;
/// Ribbons that would be thinner are not seen.
const THINNEST: f64 = 0.6;
const OPACITY: f64 = 0.62;
const OPACITY_LUMPED: f64 = 0.55;
/// Pieces of each edge of a ribbon.
const PIECES: u32 = 16;

const STAGE: Type = NODE.weighing(Weight::Bold).in_colour(Token::Ink2);
const NUMBER: Type = ROW.weighing(Weight::Bold);

/// The narrowest form with all stages.
pub(super) fn least_width(ways: &Ways) -> f64 {
    (PITCH * (ways.stages.len() as f64 - 1.0) + BAR + gutter(ways) + 48.0).ceil()
}

/// The room for answers right of their bars.
fn gutter(ways: &Ways) -> f64 {
    let last = ways.stages.len() - 1;
    let counts = ways.passed(last);
    let names = ways.stages[last].nodes.iter().zip(&counts).filter(|(_, k)| **k > 0);
    let room = names.map(|(node, k)| {
        let number = width(&share(*k, ways.total), NUMBER) + 6.0;
        number + widest(&wrap(&node.title, ROW, LONGEST), ROW)
    });
    room.fold(110.0, f64::max) + 10.0
}

/// A bar of a state.
#[derive(Clone, Debug)]
struct Bar {
    top: f64,
    height: f64,
    label: Vec<String>,
}

pub(super) fn compose(sheet: &mut Sheet, ways: &Ways) {
    let last = ways.stages.len() - 1;
    let gutter = gutter(ways);
    let left = sheet.left();
    let pitch = (sheet.room() - gutter - BAR) / last.max(1) as f64;
    let x = |stage: usize| left + pitch * stage as f64;
    heads(sheet, ways, pitch, gutter, &x);
    let per_trial = HIGH / ways.total as f64;
    let mut columns: Vec<Vec<Option<Bar>>> = (0..=last).map(|stage| column(ways, stage, pitch, per_trial)).collect();
    let ends: Vec<f64> = columns.iter().map(|column| bottom(column)).collect();
    let tallest = ends.iter().copied().fold(0.0, f64::max);
    let top = sheet.y;
    for (column, end) in columns.iter_mut().zip(&ends) {
        for bar in column.iter_mut().flatten() {
            bar.top += top + 0.5 * (tallest - end);
        }
    }
    ribbons(sheet, ways, &columns, per_trial, &x);
    for (stage, column) in columns.iter().enumerate().take(last) {
        let counts = ways.passed(stage);
        for (bar, k) in column.iter().zip(counts) {
            let Some(bar) = bar else { continue };
            sheet.rect(x(stage), bar.top, BAR, bar.height, Fill::of(Token::Ink2));
            name_above(sheet, bar, &share(k, ways.total), x(stage));
        }
    }
    let lowest = answers(sheet, ways, &columns[last], x(last), top);
    sheet.y = (top + tallest).max(lowest) + 4.0;
}

/// The names of the stages, their last lines level.
fn heads(sheet: &mut Sheet, ways: &Ways, pitch: f64, gutter: f64, x: &impl Fn(usize) -> f64) {
    let last = ways.stages.len() - 1;
    let set: Vec<Vec<String>> = ways
        .stages
        .iter()
        .enumerate()
        .map(|(place, stage)| {
            let room = if place == last { gutter + BAR } else { pitch - 20.0 };
            wrap(&stage.title, STAGE, room)
        })
        .collect();
    let most = set.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let base = sheet.y + NODE.line * most;
    for (place, lines) in set.iter().enumerate() {
        let first = base - NODE.line * (lines.len() as f64 - 1.0);
        sheet.lines((x(place), first), lines, STAGE, Anchor::Start);
    }
    sheet.y = base + 8.0;
}

/// The bars of a stage from 0 down; names stand above theirs, but those of answers beside.
fn column(ways: &Ways, stage: usize, pitch: f64, per_trial: f64) -> Vec<Option<Bar>> {
    let is_last = stage + 1 == ways.stages.len();
    let mut y = 0.0;
    let counts = ways.passed(stage);
    let nodes = ways.stages[stage].nodes.iter().zip(counts);
    let bar = |(node, k): (&super::Node, u64)| {
        if k == 0 {
            return None;
        }
        let number = width(&share(k, ways.total), NUMBER) + 6.0;
        let room = if is_last { LONGEST } else { pitch - number - 16.0 };
        let label = wrap(&node.title, ROW, room);
        let gap = if is_last {
            GAP
        } else {
            (ROW.line * label.len() as f64 + 9.0).max(GAP)
        };
        let top = y + gap;
        let height = per_trial * k as f64;
        y = top + height;
        Some(Bar { top, height, label })
    };
    nodes.map(bar).collect()
}

fn bottom(column: &[Option<Bar>]) -> f64 {
    column
        .iter()
        .flatten()
        .map(|bar| bar.top + bar.height)
        .fold(0.0, f64::max)
}

fn ribbons(sheet: &mut Sheet, ways: &Ways, columns: &[Vec<Option<Bar>>], per_trial: f64, x: &impl Fn(usize) -> f64) {
    for band in bands(ways) {
        let thick = per_trial * band.k as f64;
        let ends = (&columns[band.stage][band.from], &columns[band.stage + 1][band.to]);
        let (Some(from), Some(to)) = ends else { continue };
        if thick < THINNEST {
            continue;
        }
        let from = (x(band.stage) + BAR, from.top + per_trial * band.leaves as f64);
        let to = (x(band.stage + 1), to.top + per_trial * band.enters as f64);
        let points = ribbon(from, to, thick);
        match band.answer {
            None => sheet.area(
                points,
                Fill {
                    token: Token::Other,
                    opacity: OPACITY_LUMPED,
                },
            ),
            Some(answer) => paint(
                sheet,
                ways.stages[columns.len() - 1].nodes[answer].paint,
                points,
                OPACITY,
            ),
        }
    }
}

fn paint(sheet: &mut Sheet, with: Paint, points: Vec<Point>, opacity: f64) {
    let token = match with {
        Paint::Slot(slot) => return sheet.branch(points, slot, opacity),
        Paint::Yes => Token::Estimate,
        Paint::Other => Token::Other,
    };
    sheet.area(points, Fill { token, opacity });
}

/// A band of one thickness along a cubic curve that leaves and enters level.
fn ribbon(from: Point, to: Point, thick: f64) -> Vec<Point> {
    let edge = |down: f64| {
        (0..=PIECES).map(move |piece| {
            let t = f64::from(piece) / f64::from(PIECES);
            let u = 1.0 - t;
            let middle = 0.5 * (from.0 + to.0);
            let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
            let x = a * from.0 + (b + c) * middle + d * to.0;
            let y = (a + b) * from.1 + (c + d) * to.1;
            (x, y + down)
        })
    };
    let lower: Vec<Point> = edge(thick).collect();
    edge(0.0).chain(lower.into_iter().rev()).collect()
}

/// A state's share and name above its bar, on paper that lets the flows behind it be guessed.
fn name_above(sheet: &mut Sheet, bar: &Bar, number: &str, x: f64) {
    let lines = bar.label.len() as f64;
    let first = bar.top - 7.0 - ROW.line * (lines - 1.0);
    let after = x + width(number, NUMBER) + 6.0;
    let behind = Fill {
        token: Token::Paper,
        opacity: 0.85,
    };
    for (place, line) in bar.label.iter().enumerate() {
        let y = first + ROW.line * place as f64;
        let from = if place == 0 { x } else { after };
        sheet.rect(from, y - 13.0, after - from + width(line, ROW) + 4.0, ROW.line, behind);
    }
    sheet.text((x, first), number, NUMBER, Anchor::Start);
    sheet.lines((after, first), &bar.label, ROW, Anchor::Start);
}

/// The bars of the answers, their shares and names beside them. Says where the lowest ends.
fn answers(sheet: &mut Sheet, ways: &Ways, column: &[Option<Bar>], x: f64, top: f64) -> f64 {
    let last = ways.stages.len() - 1;
    let counts = ways.passed(last);
    let shown: Vec<(usize, &Bar)> = column
        .iter()
        .enumerate()
        .filter_map(|(place, bar)| bar.as_ref().map(|bar| (place, bar)))
        .collect();
    let wanted: Vec<f64> = shown.iter().map(|(_, bar)| bar.top + 0.5 * bar.height).collect();
    let heights: Vec<f64> = shown
        .iter()
        .map(|(_, bar)| ROW.line * bar.label.len() as f64 + 4.0)
        .collect();
    let places = apart(&wanted, &heights, top, f64::INFINITY);
    let mut lowest = 0.0_f64;
    for ((((place, bar), want), height), y) in shown.iter().zip(wanted).zip(heights).zip(places) {
        let corners = vec![
            (x, bar.top),
            (x + BAR, bar.top),
            (x + BAR, bar.top + bar.height),
            (x, bar.top + bar.height),
        ];
        paint(sheet, ways.stages[last].nodes[*place].paint, corners, 1.0);
        let first = y - 0.5 * ROW.line * (bar.label.len() as f64 - 1.0) + 5.0;
        if (want - y).abs() > 2.0 {
            let stroke = crate::chart::scene::Stroke::of(Token::Axis, HAIR);
            sheet.line(vec![(x + BAR + 1.0, want), (x + BAR + 6.0, first - 5.0)], stroke);
        }
        let number = share(counts[*place], ways.total);
        sheet.text((x + BAR + 8.0, first), &number, NUMBER, Anchor::Start);
        let after = x + BAR + 8.0 + width(&number, NUMBER) + 6.0;
        sheet.lines((after, first), &bar.label, ROW, Anchor::Start);
        lowest = lowest.max(y + 0.5 * height).max(bar.top + bar.height);
    }
    lowest
}
