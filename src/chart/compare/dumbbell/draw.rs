//! Ring and disc joined by a line, the numbers in columns; in a narrow picture numbers and strip stand below the title.

use crate::chart::axis::{Axis, LogAxis, TICKS, TICKS_FEW, percent, probability_below};
use crate::chart::compare::rows::Row;
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::theme::{AXIS, CELL, DISC, HAIR, INTERVAL, PANEL, RING, ROW, Token, Type, WORD, Weight};

use super::{Dumbbell, Pair};

const GAP: f64 = 26.0;
const TITLES: f64 = 254.0;
/// The room of an arrow between two numbers.
const ARROW: f64 = 26.0;
const RADIUS: f64 = 4.5;
const FIRST: Type = CELL.weighing(Weight::Regular).in_colour(Token::Ink2);
const STILL: Type = ROW.in_colour(Token::Ink3);
const STILL_NUMBER: Type = INTERVAL;

pub(super) fn compose(sheet: &mut Sheet, all: &Dumbbell) {
    let mut key = vec![
        (Key::Ring, all.names[0].as_str()),
        (Key::Estimate, all.names[1].as_str()),
    ];
    if !all.moved.is_empty() || !all.rare.is_empty() {
        key.push((Key::Whisker, "95% interval of the difference"));
    }
    sheet.key(&key);
    let columns = Columns::of(sheet, all);
    let is_close = all.close;
    if !(all.moved.is_empty() && all.still.is_empty()) {
        common(sheet, all, &columns, is_close);
    }
    if !all.rare.is_empty() {
        rare(sheet, all, &columns, is_close);
    }
    if sheet.stands_alone() {
        differs(sheet, all);
    }
}

/// Where the columns stand, in px.
struct Columns {
    titles: f64,
    plot: (f64, f64),
    /// The right edges of the first number, of the second, and of the difference.
    first: f64,
    second: f64,
    points: f64,
    /// The right edge of the interval.
    range: f64,
}

impl Columns {
    fn of(sheet: &Sheet, all: &Dumbbell) -> Columns {
        let (left, right) = (sheet.left(), sheet.right());
        if sheet.slim() {
            return Columns {
                titles: sheet.room(),
                plot: (left + 14.0, right - 20.0),
                first: right,
                second: right,
                points: right,
                range: right,
            };
        }
        let pairs = || all.moved.iter().chain(&all.rare).map(|pair| &pair.row);
        let column = |of: &dyn Fn(&Row) -> f64| pairs().map(of).fold(0.0, f64::max);
        let ranges = column(&|row| width(&range(row), INTERVAL));
        let points = column(&|row| width(&row.moved.difference.printed, CELL));
        let seconds = column(&|row| width(&row.moved.second, CELL));
        let firsts = column(&|row| width(&row.moved.first, FIRST)).max(
            all.still
                .iter()
                .map(|row| width(&row.moved.first, STILL_NUMBER))
                .fold(0.0, f64::max),
        );
        let heads = width(HEAD_POINTS, AXIS);
        let points_x = right - ranges - 6.0;
        let second_x = (points_x - points).min(right - heads) - 24.0;
        let first_x = second_x - seconds - ARROW;
        let plot_right = (first_x - firsts).min(second_x - width(HEAD_VALUES, AXIS)) - 24.0;
        let titles = (TITLES * (sheet.room() / 852.0).min(1.0))
            .max(180.0)
            .min(0.5 * (plot_right - left));
        Columns {
            titles,
            plot: (left + titles + GAP, plot_right),
            first: first_x,
            second: second_x,
            points: points_x,
            range: right,
        }
    }
}

const HEAD_VALUES: &str = "from → to";
const HEAD_POINTS: &str = "difference, points";

fn range(row: &Row) -> String {
    format!("({})", row.moved.difference.range)
}

fn heads(sheet: &mut Sheet, columns: &Columns) {
    if !sheet.slim() {
        let y = sheet.y + 12.0;
        sheet.text((columns.second, y), HEAD_VALUES, AXIS, Anchor::End);
        sheet.text((columns.range, y), HEAD_POINTS, AXIS, Anchor::End);
        sheet.y += 18.0;
    }
}

fn common(sheet: &mut Sheet, all: &Dumbbell, columns: &Columns, is_close: bool) {
    let axis = Axis::probability(columns.plot.0..columns.plot.1);
    let ticks: &[f64] = if sheet.slim() { &TICKS_FEW } else { &TICKS };
    if !all.moved.is_empty() {
        heads(sheet, columns);
    }
    let set: Vec<Set> = all
        .moved
        .iter()
        .map(|pair| set(sheet, &pair.row, columns, is_close))
        .collect();
    grid(sheet, &axis, ticks, set.iter().map(|one| one.height).sum());
    for (place, (one, set)) in all.moved.iter().zip(&set).enumerate() {
        rule(sheet, place);
        let y = numbers(sheet, &one.row, set, columns);
        if sheet.slim() {
            strip_grid(sheet, &axis, ticks, y);
        }
        let at = |p: f64| axis.at(p);
        dumbbell(sheet, one, y, at, |_| None);
        sheet.y += set.height;
    }
    if let Some(says) = &all.still_says {
        still(sheet, all, says, columns, &axis, ticks);
    }
    sheet.y = probability_below(sheet, &axis, ticks, sheet.y);
}

/// What did not move: the ring alone, grey, below a heading.
fn still(sheet: &mut Sheet, all: &Dumbbell, says: &str, columns: &Columns, axis: &Axis, ticks: &[f64]) {
    let (left, right) = (sheet.left(), sheet.right());
    if !all.moved.is_empty() {
        sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
    }
    sheet.y += 4.0;
    let mut says = says.to_owned();
    if let Some(first) = says.get(..1).map(str::to_uppercase) {
        says.replace_range(..1, &first);
    }
    sheet.paragraph(&says, WORD);
    sheet.y += 2.0;
    let room = if sheet.slim() {
        columns.titles - 60.0
    } else {
        columns.titles
    };
    let set: Vec<(Vec<String>, f64)> = all
        .still
        .iter()
        .map(|row| {
            let lines = balanced(&row.title, STILL, room);
            let height = 17.0 * lines.len() as f64 + if sheet.slim() { 26.0 } else { 8.0 };
            (lines, height)
        })
        .collect();
    grid(sheet, axis, ticks, set.iter().map(|(_, height)| height).sum());
    for (row, (lines, height)) in all.still.iter().zip(set) {
        let slim = sheet.slim();
        let middle = sheet.y + 0.5 * height;
        let first = if slim {
            sheet.y + 15.0
        } else {
            middle - 8.5 * lines.len() as f64 + 13.0
        };
        let next = sheet.lines((left, first), &lines, STILL, Anchor::Start);
        let y = if slim { next } else { middle };
        if slim {
            strip_grid(sheet, axis, ticks, y);
            sheet.text((right, first), &row.moved.first, STILL_NUMBER, Anchor::End);
        } else {
            sheet.text(
                (columns.first, middle + 4.0),
                &row.moved.first,
                STILL_NUMBER,
                Anchor::End,
            );
        }
        sheet.ring((axis.at(row.moved.p[0]), y), RADIUS, Token::Other);
        sheet.y += height;
    }
}

/// Answers under 1% on both sides, on decades.
fn rare(sheet: &mut Sheet, all: &Dumbbell, columns: &Columns, is_close: bool) {
    let bounded = |pair: &Pair| -> Vec<f64> {
        let zipped = pair.row.moved.p.iter().zip(&pair.bounds);
        zipped
            .map(|(p, bound)| if *p > 0.0 { *p } else { bound.unwrap_or(0.01) })
            .collect()
    };
    let least = all.rare.iter().flat_map(bounded).fold(0.01, f64::min).max(1e-12);
    let axis = LogAxis::new(least, 0.01, columns.plot.0..columns.plot.1);
    sheet.y += 14.0;
    sheet.paragraph("Below 1%: a scale of its own, each step ten times rarer", PANEL);
    sheet.y += 4.0;
    heads(sheet, columns);
    let set: Vec<Set> = all
        .rare
        .iter()
        .map(|pair| set(sheet, &pair.row, columns, is_close))
        .collect();
    let height: f64 = set.iter().map(|one| one.height).sum();
    let (top, bottom) = (sheet.y, sheet.y + height);
    if !sheet.slim() {
        for decade in axis.decades() {
            sheet.vertical(axis.at(decade), top, bottom, Stroke::of(Token::Grid, HAIR));
        }
    }
    for (place, (one, set)) in all.rare.iter().zip(&set).enumerate() {
        rule(sheet, place);
        let y = numbers(sheet, &one.row, set, columns);
        if sheet.slim() {
            for decade in axis.decades() {
                sheet.vertical(axis.at(decade), y - 9.0, y + 9.0, Stroke::of(Token::Grid, HAIR));
            }
        }
        let end = axis.ends().0;
        dumbbell(sheet, one, y, |p| axis.at(p), |p| (p <= 0.0).then_some(end));
        sheet.y += set.height;
    }
    let y = sheet.y;
    let stroke = Stroke::of(Token::Axis, HAIR);
    sheet.horizontal(axis.ends().0, axis.ends().1, y, stroke);
    for tick in axis.between() {
        sheet.vertical(axis.at(tick), y, y + 3.0, stroke);
    }
    let mut last = f64::NEG_INFINITY;
    for decade in axis.decades() {
        let text = percent(decade);
        let half = 0.5 * width(&text, AXIS);
        let x = axis.at(decade).max(sheet.left() + half).min(sheet.right() - half);
        sheet.vertical(axis.at(decade), y, y + 5.0, stroke);
        if x - half > last + 8.0 {
            sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
            last = x + half;
        }
    }
    sheet.y = y + 24.0;
}

fn grid(sheet: &mut Sheet, axis: &Axis, ticks: &[f64], height: f64) {
    if !sheet.slim() && height > 0.0 {
        for tick in ticks {
            let (top, bottom) = (sheet.y, sheet.y + height);
            sheet.vertical(axis.at(*tick), top, bottom, Stroke::of(Token::Grid, HAIR));
        }
    }
}

fn strip_grid(sheet: &mut Sheet, axis: &Axis, ticks: &[f64], y: f64) {
    for tick in ticks {
        sheet.vertical(axis.at(*tick), y - 8.0, y + 8.0, Stroke::of(Token::Grid, HAIR));
    }
}

fn rule(sheet: &mut Sheet, place: usize) {
    if place > 0 {
        let (left, right) = (sheet.left(), sheet.right());
        sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
    }
}

/// What stands in a row, measured.
struct Set {
    title: Vec<String>,
    /// The ratio, in lines.
    ratio: Vec<String>,
    height: f64,
}

fn set(sheet: &Sheet, row: &Row, columns: &Columns, is_close: bool) -> Set {
    let title = balanced(&row.title, ROW, columns.titles);
    let ratio = row.moved.ratio.as_ref().map(|ratio| format!("ratio {}", ratio.printed));
    let lines = title.len() as f64;
    if sheet.slim() {
        let ratio = ratio.map_or_else(Vec::new, |text| wrap(&text, WORD, sheet.room()));
        let height = 17.0 * lines + 20.0 + 15.0 * ratio.len() as f64 + 28.0;
        return Set { title, ratio, height };
    }
    let ratio = ratio.map_or_else(Vec::new, |text| wrap(&text, WORD, columns.range - columns.plot.1 - 8.0));
    let numbers = 20.0 + 15.0 * ratio.len() as f64;
    let air = if is_close { 8.0 } else { 14.0 };
    let least = if is_close { 26.0 } else { 40.0 };
    let height = (17.0 * lines + air).max(numbers + air - 2.0).max(least);
    Set { title, ratio, height }
}

/// Title and numbers of a row that moved; says at what height its marks stand.
fn numbers(sheet: &mut Sheet, row: &Row, set: &Set, columns: &Columns) -> f64 {
    let moved = &row.moved;
    let left = sheet.left();
    if sheet.slim() {
        let next = sheet.lines((left, sheet.y + 17.0), &set.title, ROW, Anchor::Start) + 2.0;
        let mut x = left;
        for (text, kind) in [
            (moved.first.as_str(), FIRST),
            ("→", FIRST),
            (moved.second.as_str(), CELL),
        ] {
            sheet.text((x, next), text, kind, Anchor::Start);
            x += width(text, kind) + 5.0;
        }
        let right = sheet.right();
        let range = range(row);
        sheet.text((right, next), &range, INTERVAL, Anchor::End);
        let x = right - width(&range, INTERVAL) - 6.0;
        sheet.text((x, next), &moved.difference.printed, CELL, Anchor::End);
        let end = sheet.lines((right, next + 16.0), &set.ratio, WORD, Anchor::End);
        return end - 4.0;
    }
    let middle = sheet.y + 0.5 * set.height;
    let first = middle - 8.5 * set.title.len() as f64 + 13.0;
    sheet.lines((left, first), &set.title, ROW, Anchor::Start);
    let base = middle + 5.0 - 7.5 * set.ratio.len() as f64;
    sheet.text((columns.first, base), &moved.first, FIRST, Anchor::End);
    sheet.text((columns.first + 0.5 * ARROW, base), "→", FIRST, Anchor::Middle);
    sheet.text((columns.second, base), &moved.second, CELL, Anchor::End);
    sheet.text((columns.points, base), &moved.difference.printed, CELL, Anchor::End);
    sheet.text((columns.range, base), &range(row), INTERVAL, Anchor::End);
    sheet.lines((columns.range, base + 16.0), &set.ratio, WORD, Anchor::End);
    middle
}

/// The line between, the whisker of the difference at the disc, ring and disc. `beyond` says where a number stands that has no place on the axis.
fn dumbbell(sheet: &mut Sheet, pair: &Pair, y: f64, at: impl Fn(f64) -> f64, beyond: impl Fn(f64) -> Option<f64>) {
    let [first, second] = pair.row.moved.p;
    let difference = &pair.row.moved.difference;
    let place = |p: f64| beyond(p).unwrap_or_else(|| at(p));
    let (from, to) = (place(first), place(second));
    let ahead = if to >= from { 1.0 } else { -1.0 };
    let stroke = Stroke::of(Token::Estimate, RING);
    sheet.horizontal(from.min(to), from.max(to), y, stroke);
    let end = to - ahead * (DISC + 3.0);
    if (to - from).abs() > 26.0 {
        let points = vec![(end, y), (end - ahead * 8.0, y - 4.5), (end - ahead * 8.0, y + 4.5)];
        sheet.area(points, Fill::of(Token::Estimate));
    }
    let (low, high) = (at(first + difference.low), at(first + difference.high));
    // One that is shorter than the disc would show as four dots around it.
    if beyond(second).is_none() && (to - low).max(high - to) > DISC + 2.0 {
        sheet.whisker(low, high, y);
    }
    for (p, x, bound, token) in [
        (first, from, pair.bounds[0], Token::Baseline),
        (second, to, pair.bounds[1], Token::Estimate),
    ] {
        match (beyond(p), bound, token) {
            // None of n on decades: an arrowhead towards never, up to what it may be at most.
            (Some(x), Some(bound), token) => {
                let stroke = Stroke::of(token, RING);
                sheet.horizontal(x, at(bound), y, stroke);
                sheet.vertical(at(bound), y - 4.0, y + 4.0, stroke);
                sheet.line(vec![(x + 6.0, y - 4.5), (x, y), (x + 6.0, y + 4.5)], stroke);
            }
            (_, _, Token::Baseline) => sheet.ring((x, y), RADIUS, Token::Baseline),
            // None of n, and all of n, are bounds.
            (_, Some(_), token) => sheet.ring((x, y), DISC - 0.5, token),
            (_, None, _) => sheet.disc((x, y), DISC),
        }
    }
}

/// What differs in the scenarios: where, what it was, what it is.
fn differs(sheet: &mut Sheet, all: &Dumbbell) {
    let (left, right) = (sheet.left(), sheet.right());
    sheet.y += 8.0;
    sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
    sheet.y += 4.0;
    sheet.paragraph(&all.differs.head, PANEL);
    let plain = WORD.in_colour(Token::Ink2);
    let bold = WORD.weighing(Weight::Bold).in_colour(Token::Ink);
    let indent = if sheet.slim() { 12.0 } else { 276.0 };
    for (place, was, is) in &all.differs.lines {
        let places = wrap(
            place,
            WORD.in_colour(Token::Ink),
            if sheet.slim() { sheet.room() } else { indent - 16.0 },
        );
        let top = sheet.y + 17.0;
        let end = sheet.lines((left, top), &places, WORD.in_colour(Token::Ink), Anchor::Start);
        let first = if sheet.slim() { end } else { top };
        let x = left + indent;
        let room = right - x;
        let from = if was.is_empty() {
            String::new()
        } else {
            format!("{was} → ")
        };
        // On one line where both fit, else one below the other.
        let next = if width(&from, plain) + width(is, bold) + 4.0 <= room {
            sheet.text((x, first), from.trim_end(), plain, Anchor::Start);
            let gap = if was.is_empty() { 0.0 } else { width(&from, plain) + 2.0 };
            sheet.text((x + gap, first), is, bold, Anchor::Start);
            first + WORD.line
        } else {
            let was = wrap(from.trim_end(), plain, room);
            let was = if from.is_empty() { Vec::new() } else { was };
            let next = sheet.lines((x, first), &was, plain, Anchor::Start);
            let is = wrap(is, bold, room);
            sheet.lines((x, next), &is, bold, Anchor::Start)
        };
        sheet.y = end.max(next) - WORD.line + 4.0;
    }
    if all.differs.more > 0 {
        sheet.y += 2.0;
        sheet.paragraph(&format!("and {} more, in the record", all.differs.more), WORD);
    }
    sheet.y += 2.0;
}
