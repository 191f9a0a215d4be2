//! Up to a dozen answers, a tall row each; in a narrow picture the strip stands below its title.

use crate::chart::axis::{Axis, LogAxis, TICKS, TICKS_FEW, draw_zones, percent, probability_below, zone_words};
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::said;
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, DISC, HAIR, INTERVAL, PANEL, ROW, SMALL, Token, VALUE, WORD, Weight};
use crate::record::Share;
use crate::scale::Scale;
use crate::stats::print_odds;

use super::Row;

/// The column of titles, the gap after it, and the column of numbers, in px.
const TITLES: f64 = 254.0;
const GAP: f64 = 26.0;
const NUMBERS: f64 = 216.0;

/// The common answers on one axis, the rare ones below on another.
pub(super) fn compose(sheet: &mut Sheet, scale: Scale, rows: &[Row]) {
    let (rare, common): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.is_rare());
    let columns = Columns::of(sheet);
    if !common.is_empty() {
        common_block(sheet, scale, &common, columns);
    }
    if !rare.is_empty() {
        if !common.is_empty() {
            sheet.y += 14.0;
        }
        rare_block(sheet, &rare, columns);
    }
}

#[derive(Clone, Copy)]
struct Columns {
    titles: f64,
    plot: (f64, f64),
    numbers: f64,
}

impl Columns {
    fn of(sheet: &Sheet) -> Columns {
        let (left, right) = (sheet.left(), sheet.right());
        if sheet.slim() {
            // Half a disc and half a number of the axis stand out over the strip.
            return Columns {
                titles: sheet.room(),
                plot: (left + 16.0, right - 20.0),
                numbers: right,
            };
        }
        let titles = (TITLES * (sheet.room() / 852.0).min(1.0)).max(180.0);
        Columns {
            titles,
            plot: (left + titles + GAP, right - NUMBERS),
            numbers: right - NUMBERS + 20.0,
        }
    }
}

fn common_block(sheet: &mut Sheet, scale: Scale, rows: &[&Row], columns: Columns) {
    let axis = Axis::probability(columns.plot.0..columns.plot.1);
    let words = if sheet.slim() {
        Vec::new()
    } else {
        zone_words(scale, &axis)
    };
    if !words.is_empty() {
        let bottom = sheet.y + 14.0 + 13.0;
        for (x, lines) in &words {
            let first = bottom - 13.0 * (lines.len() as f64 - 1.0);
            sheet.lines((*x, first), lines, SMALL, Anchor::Middle);
        }
        sheet.y = bottom + 6.0;
    }
    // Zones lie behind everything: their height is known only after the rows were measured.
    let top = sheet.y;
    let bottom = top + rows_height(sheet, rows, columns);
    if !sheet.slim() {
        draw_zones(sheet, scale, &axis, top, bottom);
    }
    each(sheet, rows, columns, |sheet, row, y| {
        if sheet.slim() {
            draw_zones(sheet, scale, &axis, y - 9.0, y + 9.0);
        }
        point(sheet, &row.share, y, |p| axis.at(p));
    });
    let ticks: &[f64] = if sheet.slim() { &TICKS_FEW } else { &TICKS };
    sheet.y = probability_below(sheet, &axis, ticks, sheet.y);
}

fn rare_block(sheet: &mut Sheet, rows: &[&Row], columns: Columns) {
    let tail = |p: f64| if p > 0.5 { 1.0 - p } else { p };
    // All of n leaves as little over as none of n holds.
    let least = rows.iter().map(|row| {
        let share = &row.share;
        let low = if share.p > 0.5 { 1.0 - share.high } else { share.low };
        if low > 0.0 {
            low
        } else {
            tail(share.p).max(0.3 * (share.high - share.low))
        }
    });
    let least = least.fold(0.01, f64::min).max(1e-12);
    let axis = LogAxis::new(least, 0.1, columns.plot.0..columns.plot.1);
    let is_high = |row: &Row| row.share.p > 0.5;
    let title = match (rows.iter().all(|row| is_high(row)), rows.iter().any(|row| is_high(row))) {
        (true, _) => "Above 99%: how little is left, each step ten times rarer",
        (false, true) => "Below 1% and above 99%: the rare side, each step ten times rarer",
        (false, false) => "Below 1%: a scale of its own, each step ten times rarer",
    };
    sheet.y += 6.0;
    sheet.paragraph(title, PANEL);
    sheet.y += 6.0;
    odds_above(sheet, &axis);
    let (top, height) = (sheet.y, rows_height(sheet, rows, columns));
    for decade in axis.decades() {
        sheet.vertical(axis.at(decade), top, top + height, Stroke::of(Token::Grid, HAIR));
    }
    each(sheet, rows, columns, |sheet, row, y| {
        rare_point(sheet, &row.share, y, &axis)
    });
    let y = sheet.y;
    let (from, to) = axis.ends();
    let stroke = Stroke::of(Token::Axis, HAIR);
    sheet.horizontal(from, to, y, stroke);
    for tick in axis.between() {
        sheet.vertical(axis.at(tick), y, y + 3.0, stroke);
    }
    let mut last = f64::NEG_INFINITY;
    for decade in axis.decades() {
        let x = axis.at(decade);
        sheet.vertical(x, y, y + 5.0, stroke);
        let text = percent(decade);
        let half = 0.5 * width(&text, AXIS);
        let x = x.max(sheet.left() + half).min(sheet.right() - half);
        if x - half > last + 8.0 {
            sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
            last = x + half;
        }
    }
    sheet.y = y + 24.0;
}

fn odds_above(sheet: &mut Sheet, axis: &LogAxis) {
    let y = sheet.y + 10.0;
    let mut last = f64::NEG_INFINITY;
    for decade in axis.decades() {
        let text = print_odds(decade).trim_start_matches("about ").to_owned();
        let half = 0.5 * width(&text, SMALL);
        let x = axis.at(decade).max(sheet.left() + half).min(sheet.right() - half);
        if x - half > last + 10.0 {
            sheet.text((x, y), &text, SMALL, Anchor::Middle);
            last = x + half;
        }
    }
    sheet.y = y + 6.0;
}

/// The disc with its whisker; none of n and all of n are rings with a whisker to their bound.
fn point(sheet: &mut Sheet, share: &Share, y: f64, at: impl Fn(f64) -> f64) {
    sheet.whisker(at(share.low), at(share.high), y);
    if share.k == 0 || share.k >= share.n {
        sheet.ring((at(share.p), y), DISC - 0.5, Token::Estimate);
    } else {
        sheet.disc((at(share.p), y), DISC);
    }
}

/// On the scale of decades: none of n is a line from an arrowhead at the low end to the bound.
fn rare_point(sheet: &mut Sheet, share: &Share, y: f64, axis: &LogAxis) {
    let is_high = share.p > 0.5;
    let (low, p, high) = if is_high {
        (1.0 - share.high, 1.0 - share.p, 1.0 - share.low)
    } else {
        (share.low, share.p, share.high)
    };
    let stroke = Stroke::of(Token::Ink, crate::chart::theme::THIN);
    if p <= 0.0 {
        let (from, to) = (axis.ends().0, axis.at(high));
        sheet.horizontal(from, to, y, stroke);
        sheet.vertical(to, y - 4.0, y + 4.0, stroke);
        sheet.line(vec![(from + 6.0, y - 4.0), (from, y), (from + 6.0, y + 4.0)], stroke);
        return;
    }
    sheet.whisker(axis.at(low), axis.at(high), y);
    sheet.disc((axis.at(p), y), DISC);
}

/// What stands in a row, measured.
struct Set {
    title: Vec<String>,
    words: Vec<String>,
    beside: String,
    height: f64,
}

fn set(sheet: &Sheet, row: &Row, columns: Columns) -> Set {
    let indent = if row.under.is_some() { 12.0 } else { 0.0 };
    let beside = said::interval(&row.share);
    let word = row.share.aside.as_ref().filter(|_| row.is_rare()).map_or_else(
        || row.share.word.clone(),
        |aside| format!("{}, {aside}", row.share.word),
    );
    if sheet.slim() {
        let value = width(&row.share.printed, VALUE) + 12.0;
        let title = balanced(&row.title, ROW, columns.titles - indent - value);
        let words = wrap(&format!("{word}, {beside}"), WORD, columns.titles - indent);
        let height = 6.0 + 17.0 * title.len() as f64 + 15.0 * words.len() as f64 + 30.0;
        return Set {
            title,
            words,
            beside,
            height,
        };
    }
    let title = balanced(&row.title, ROW, columns.titles - indent);
    let words = wrap(&word, WORD, NUMBERS - 20.0);
    let height = (17.0 * title.len() as f64 + 14.0)
        .max(14.0 * words.len() as f64 + 32.0)
        .max(46.0);
    Set {
        title,
        words,
        beside,
        height,
    }
}

/// The heading above a row, where it is the first below it.
fn heading<'r>(rows: &[&'r Row], place: usize) -> Option<&'r str> {
    let under = rows[place].under.as_deref()?;
    let before = place.checked_sub(1).and_then(|before| rows[before].under.as_deref());
    (before != Some(under)).then_some(under)
}

const HEADING: crate::chart::theme::Type = ROW.weighing(Weight::Bold);

fn heading_lines(sheet: &Sheet, text: &str, columns: Columns) -> Vec<String> {
    let room = if sheet.slim() { sheet.room() } else { columns.titles };
    balanced(text, HEADING, room)
}

fn heading_height(lines: &[String]) -> f64 {
    8.0 + 17.0 * lines.len() as f64
}

fn rows_height(sheet: &Sheet, rows: &[&Row], columns: Columns) -> f64 {
    let of = |place: usize| {
        let head = heading(rows, place).map_or(0.0, |text| heading_height(&heading_lines(sheet, text, columns)));
        head + set(sheet, rows[place], columns).height
    };
    (0..rows.len()).map(of).sum()
}

fn each(sheet: &mut Sheet, rows: &[&Row], columns: Columns, mut mark: impl FnMut(&mut Sheet, &Row, f64)) {
    for (place, row) in rows.iter().enumerate() {
        let rule = Stroke::of(Token::Grid, HAIR);
        let (left, right) = (sheet.left(), sheet.right());
        if place > 0 {
            sheet.horizontal(left, right, sheet.y, rule);
        }
        if let Some(text) = heading(rows, place) {
            let lines = heading_lines(sheet, text, columns);
            sheet.lines((left, sheet.y + 19.0), &lines, HEADING, Anchor::Start);
            sheet.y += heading_height(&lines);
        }
        let Set {
            title,
            words,
            beside,
            height,
        } = set(sheet, row, columns);
        let indent = if row.under.is_some() { 12.0 } else { 0.0 };
        if sheet.slim() {
            let y = sheet.lines((left + indent, sheet.y + 18.0), &title, ROW, Anchor::Start);
            sheet.text((right, sheet.y + 19.0), &row.share.printed, VALUE, Anchor::End);
            let y = sheet.lines((left + indent, y - 1.0), &words, WORD, Anchor::Start);
            mark(sheet, row, y + 4.0);
        } else {
            let middle = sheet.y + 0.5 * height;
            let first = middle - 8.5 * title.len() as f64 + 13.0;
            sheet.lines((left + indent, first), &title, ROW, Anchor::Start);
            mark(sheet, row, middle);
            let first = middle - 7.0 * words.len() as f64 + 6.0;
            let value = &row.share.printed;
            sheet.text((columns.numbers, first), value, VALUE, Anchor::Start);
            let x = columns.numbers + width(value, VALUE) + 8.0;
            sheet.text((x, first), &beside, INTERVAL, Anchor::Start);
            sheet.lines((columns.numbers, first + 16.0), &words, WORD, Anchor::Start);
        }
        sheet.y += height;
    }
}
