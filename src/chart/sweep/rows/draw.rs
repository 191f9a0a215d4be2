//! The rows drawn: blocks of them, each on its axis.

use crate::chart::axis::{Axis as Level, LogAxis, TICKS, TICKS_FEW, draw_zones, percent, probability_below};
use crate::chart::figure::Plot;
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::said::interval;
use crate::chart::scene::{Anchor, Fill, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::sweep::curve::{Height, points};
use crate::chart::sweep::lines::below;
use crate::chart::theme::{AXIS, CELL, DISC, FIRM, HAIR, INTERVAL, LABEL, PANEL, THIN, Token, WORD, Weight};
use crate::stats::print_number;

use super::{Block, Row, Rows, Span, Value};

/// The columns of labels and of numbers, in px.
const LABELS: f64 = 254.0;
const NUMBERS: f64 = 216.0;

impl Row {
    pub(super) fn printed(&self) -> String {
        match &self.value {
            Value::Share(share) => share.printed.clone(),
            Value::Amount(point) => point.printed.clone(),
        }
    }

    /// The interval, and the words where there are some.
    fn beside(&self) -> (String, String) {
        match &self.value {
            Value::Share(share) => (interval(share), share.word.clone()),
            Value::Amount(point) => {
                let error = 0.5 * (point.interval.1 - point.interval.0);
                let spread = point.spread.map(|[low, _, high]| {
                    let size = low.abs().max(high.abs()) / 500.0;
                    format!("5–95%: {} to {}", print_number(low, size), print_number(high, size))
                });
                (format!("±{}", print_number(error, error)), spread.unwrap_or_default())
            }
        }
    }
}

/// Numbers to places along a row.
enum Along {
    Whole(Level),
    Rare(LogAxis),
    Amount(Level),
}

impl Along {
    fn at(&self, value: f64) -> f64 {
        match self {
            Along::Whole(axis) | Along::Amount(axis) => axis.at(value),
            Along::Rare(axis) => axis.at(value),
        }
    }
}

impl Plot for Rows {
    fn compose(&self, sheet: &mut Sheet) {
        let mut key = vec![(Key::Estimate, "estimate"), (Key::Whisker, "sampling error, 95%")];
        if matches!(self.span, Span::Amount(..)) {
            key[0].1 = "mean";
            key.push((Key::Spread, "5–95% of trials and their median, chance in the world"));
        }
        key.push((Key::Standing, self.as_it_stands.as_str()));
        if self.has_leads {
            key.push((Key::Leads, "likeliest answer of its row’s run"));
        }
        sheet.key(&key);
        let slim = sheet.slim();
        let (left, right) = (sheet.left(), sheet.right());
        let labels = (LABELS * (sheet.room() / 852.0).min(1.0)).max(180.0);
        let plot = if slim {
            (left + 16.0, right - 20.0)
        } else {
            (left + labels + 26.0, right - NUMBERS)
        };
        let along = match &self.span {
            Span::Probability(Height::Whole) => Along::Whole(Level::probability(plot.0..plot.1)),
            Span::Probability(Height::Low(top)) => Along::Amount(Level::new(0.0..*top, plot.0..plot.1)),
            Span::Probability(Height::Rare(low, high)) => Along::Rare(LogAxis::new(*low, *high, plot.0..plot.1)),
            Span::Amount(low, high, _) => Along::Amount(Level::new(*low..*high, plot.0..plot.1)),
        };
        for block in &self.blocks {
            sheet.y += 6.0;
            if let Some((title, slot)) = &block.title {
                let indent = if slot.is_some() { 18.0 } else { 0.0 };
                if let Some(slot) = slot {
                    let (x, y) = (left, sheet.y + 3.0);
                    sheet.branch(
                        vec![(x, y), (x + 12.0, y), (x + 12.0, y + 12.0), (x, y + 12.0)],
                        *slot,
                        1.0,
                    );
                }
                let lines = balanced(&format!("{title}: {}", block.range), PANEL, sheet.room() - indent);
                sheet.lines((left + indent, sheet.y + 13.0), &lines, PANEL, Anchor::Start);
                sheet.y += 17.0 * lines.len() as f64 + 6.0;
            }
            self.block(sheet, block, &along, labels);
            self.axis(sheet, &along);
        }
        if let Some(note) = &self.note {
            below(sheet, note);
        }
    }
}

impl Rows {
    fn block(&self, sheet: &mut Sheet, block: &Block, along: &Along, labels: f64) {
        let slim = sheet.slim();
        let compact = block.rows.len() > 8;
        let sets: Vec<Set> = block
            .rows
            .iter()
            .map(|row| Set::of(sheet, row, compact, labels))
            .collect();
        let (top, bottom) = (sheet.y, sheet.y + sets.iter().map(|set| set.height).sum::<f64>());
        if let (Along::Whole(axis), false) = (along, slim) {
            draw_zones(sheet, self.scale, axis, top, bottom);
        }
        let (left, right) = (sheet.left(), sheet.right());
        for (place, (row, set)) in block.rows.iter().zip(&sets).enumerate() {
            if place > 0 {
                sheet.horizontal(left, right, sheet.y, Stroke::of(Token::Grid, HAIR));
            }
            let label = if row.is_standing {
                LABEL.weighing(Weight::Bold)
            } else {
                LABEL
            };
            let y = if slim {
                let next = sheet.lines((left, sheet.y + 17.0), &set.label, label, Anchor::Start);
                sheet.text((right, sheet.y + 18.0), &row.printed(), CELL, Anchor::End);
                let next = sheet.lines((left, next - 1.0), &set.words, WORD, Anchor::Start);
                next + 2.0
            } else {
                let middle = sheet.y + 0.5 * set.height;
                let first = middle - 8.5 * set.label.len() as f64 + 13.0;
                sheet.lines((left, first), &set.label, label, Anchor::Start);
                let numbers = right - NUMBERS + 20.0;
                let first = middle + 5.0 - 7.0 * set.words.len() as f64;
                let printed = row.printed();
                sheet.text((numbers, first), &printed, CELL, Anchor::Start);
                let beside = row.beside().0;
                sheet.text(
                    (numbers + width(&printed, CELL) + 8.0, first),
                    &beside,
                    INTERVAL,
                    Anchor::Start,
                );
                sheet.lines((numbers, first + 15.0), &set.words, WORD, Anchor::Start);
                middle
            };
            if let (Along::Whole(axis), true) = (along, slim) {
                draw_zones(sheet, self.scale, axis, y - 8.0, y + 8.0);
            }
            let half = if slim { 9.0 } else { 0.5 * set.height };
            if block.baseline.is_finite() && (block.baseline > 0.0 || !matches!(along, Along::Rare(_))) {
                sheet.vertical(
                    along.at(block.baseline),
                    y - half,
                    y + half,
                    Stroke::of(Token::Baseline, FIRM),
                );
            }
            mark(sheet, row, along, y);
            sheet.y += set.height;
        }
    }

    fn axis(&self, sheet: &mut Sheet, along: &Along) {
        let slim = sheet.slim();
        match along {
            Along::Whole(axis) => {
                let ticks: &[f64] = if slim { &TICKS_FEW } else { &TICKS };
                sheet.y = probability_below(sheet, axis, ticks, sheet.y);
            }
            Along::Rare(axis) => ticks(
                sheet,
                axis.ends(),
                axis.decades().into_iter().map(|tick| (axis.at(tick), percent(tick))),
            ),
            Along::Amount(axis) => {
                let unit = match &self.span {
                    Span::Amount(_, _, unit) => unit.as_str(),
                    Span::Probability(_) => "",
                };
                let list = axis.ticks();
                if let Span::Probability(_) = self.span {
                    let named = list.into_iter().map(|tick| (axis.at(tick), points(tick)));
                    ticks(sheet, axis.ends(), named);
                    return;
                }
                let last = list.len().saturating_sub(1);
                let named = list.into_iter().enumerate().map(|(place, tick)| {
                    let text = print_number(tick, 0.0);
                    let is_named = place == last && !unit.is_empty() && unit.chars().count() < 16;
                    (axis.at(tick), if is_named { format!("{text} {unit}") } else { text })
                });
                ticks(sheet, axis.ends(), named);
            }
        }
    }
}

fn ticks(sheet: &mut Sheet, (from, to): (f64, f64), list: impl Iterator<Item = (f64, String)>) {
    let stroke = Stroke::of(Token::Axis, HAIR);
    let y = sheet.y;
    sheet.horizontal(from, to, y, stroke);
    let mut last = f64::NEG_INFINITY;
    for (x, text) in list {
        sheet.vertical(x, y, y + 5.0, stroke);
        let half = 0.5 * width(&text, AXIS);
        let x = x.clamp(sheet.left() + half, (sheet.right() - half).max(sheet.left() + half));
        if x - half >= last + 8.0 {
            sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
            last = x + half;
        }
    }
    sheet.y = y + 24.0;
}

fn mark(sheet: &mut Sheet, row: &Row, along: &Along, y: f64) {
    match &row.value {
        Value::Share(share) if matches!(along, Along::Rare(_)) && share.k == 0 => {
            // None of n: from an arrowhead at the low end to the bound.
            let Along::Rare(axis) = along else { return };
            let (from, to) = (axis.ends().0, axis.at(share.high));
            let stroke = Stroke::of(Token::Ink, THIN);
            sheet.horizontal(from, to, y, stroke);
            sheet.vertical(to, y - 4.0, y + 4.0, stroke);
            sheet.line(vec![(from + 6.0, y - 4.0), (from, y), (from + 6.0, y + 4.0)], stroke);
        }
        Value::Share(share) => {
            sheet.whisker(along.at(share.low), along.at(share.high), y);
            let at = (along.at(share.p), y);
            if row.is_standing || share.k == 0 || share.k >= share.n {
                let token = if row.is_standing { Token::Ink } else { Token::Estimate };
                sheet.ring(at, DISC - 0.5, token);
            } else {
                sheet.disc(at, DISC - 0.5);
            }
            if row.leads {
                let (from, _) = match along {
                    Along::Whole(axis) | Along::Amount(axis) => axis.ends(),
                    Along::Rare(axis) => axis.ends(),
                };
                sheet.rect(from - 9.0, y - 6.0, 5.0, 12.0, Fill::of(Token::Ink2));
            }
        }
        Value::Amount(point) => {
            if let Some([low, middle, high]) = point.spread {
                let (from, to) = (along.at(low), along.at(high));
                sheet.rect(from, y - 3.0, (to - from).max(1.0), 6.0, Fill::of(Token::Other));
                sheet.vertical(along.at(middle), y - 7.0, y + 7.0, Stroke::of(Token::Ink, FIRM));
            }
            sheet.whisker(along.at(point.interval.0), along.at(point.interval.1), y);
            let at = (along.at(point.mean), y);
            if row.is_standing {
                sheet.ring(at, DISC - 0.5, Token::Ink);
            } else {
                sheet.disc(at, DISC - 0.5);
            }
        }
    }
}

/// What stands in a row, measured.
struct Set {
    label: Vec<String>,
    words: Vec<String>,
    height: f64,
}

impl Set {
    fn of(sheet: &Sheet, row: &Row, compact: bool, labels: f64) -> Set {
        let kind = if row.is_standing {
            LABEL.weighing(Weight::Bold)
        } else {
            LABEL
        };
        let (beside, words) = row.beside();
        if sheet.slim() {
            let value = width(&row.printed(), CELL) + 12.0;
            let label = balanced(&row.label, kind, sheet.room() - value);
            let text = if words.is_empty() {
                beside
            } else {
                format!("{words}, {beside}")
            };
            let words = wrap(&text, WORD, sheet.room());
            let height = 8.0 + 17.0 * label.len() as f64 + 14.0 * words.len() as f64 + 20.0;
            return Set { label, words, height };
        }
        let label = balanced(&row.label, kind, labels);
        let words = if compact || words.is_empty() {
            Vec::new()
        } else {
            wrap(&words, WORD, NUMBERS - 20.0)
        };
        let least = if compact { 25.0 } else { 40.0 };
        let height = (17.0 * label.len() as f64 + 8.0)
            .max(14.0 * words.len() as f64 + 26.0)
            .max(least);
        Set { label, words, height }
    }
}
