//! More than a dozen answers, 20 px a row: grouped by subject, number, interval and word in columns, the axis above and below.

use crate::chart::axis::{Axis, TICKS, draw_zones, percent};
use crate::chart::letters::{widest, width, wrap};
use crate::chart::said;
use crate::chart::scene::{Anchor, Stroke};
use crate::chart::sheet::Sheet;
use crate::chart::theme::{AXIS, DISC_SMALL, HAIR, INTERVAL, PANEL, ROW, Token, WORD, Weight};
use crate::scale::Scale;

use super::Row;

const LINE: f64 = 17.0;
const SMALLEST: f64 = 20.0;

/// Rows below one heading, with their places.
type Block<'r> = (Option<&'r str>, Vec<(usize, &'r Row)>);

/// Rows close together; rare answers stand at the end of the axis, and the text tells.
pub(super) fn compose(sheet: &mut Sheet, scale: Scale, rows: &[Row]) {
    let (left, right) = (sheet.left(), sheet.right());
    let number = ROW.weighing(Weight::Bold);
    let bold = rows
        .iter()
        .map(|row| width(&row.share.printed, number))
        .fold(0.0, f64::max);
    let ranges: Vec<String> = rows.iter().map(|row| said::interval(&row.share)).collect();
    let range = widest(&ranges, INTERVAL);
    let words: Vec<String> = rows.iter().map(|row| row.share.word.clone()).collect();
    // The longest pair of words of a scale fits; longer ones are broken.
    let word_room = widest(&words, WORD).min(190.0);
    let word_x = right - word_room;
    let range_x = word_x - 20.0 - range;
    let number_x = range_x - 10.0;
    let plot_right = number_x - bold - 24.0;
    let titles = 0.48 * (plot_right - left);
    let axis = Axis::probability(left + titles + 20.0..plot_right);

    axis_numbers(sheet, &axis, sheet.y + 12.0);
    sheet.y += 18.0;
    let mut blocks: Vec<Block> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let under = row.under.as_deref().or(row.group.as_deref());
        match blocks.last_mut() {
            Some((last, list)) if *last == under => list.push((place, row)),
            _ => blocks.push((under, vec![(place, row)])),
        }
    }
    for (under, list) in blocks {
        if let Some(under) = under {
            sheet.y += 6.0;
            sheet.paragraph(under, PANEL);
            sheet.y += 3.0;
        } else {
            sheet.horizontal(left, right, sheet.y + 2.0, Stroke::of(Token::Grid, HAIR));
            sheet.y += 6.0;
        }
        let indent = if under.is_some() { 12.0 } else { 0.0 };
        let set: Vec<(Vec<String>, Vec<String>, f64)> = list
            .iter()
            .map(|(_, row)| {
                let title = wrap(&row.title, ROW, titles - indent);
                let word = wrap(&row.share.word, WORD, 1.04 * word_room);
                let lines = title.len().max(word.len()) as f64;
                let height = (LINE * lines + 4.0).max(SMALLEST);
                (title, word, height)
            })
            .collect();
        let height: f64 = set.iter().map(|(_, _, height)| height).sum();
        draw_zones(sheet, scale, &axis, sheet.y, sheet.y + height);
        for ((place, row), (title, word, height)) in list.iter().zip(set) {
            let base = sheet.y + 14.5;
            let y = sheet.y + 0.5 * height;
            sheet.lines((left + indent, base), &title, ROW, Anchor::Start);
            let share = &row.share;
            sheet.whisker(axis.at(share.low), axis.at(share.high), y);
            if share.k == 0 || share.k >= share.n {
                sheet.ring((axis.at(share.p), y), DISC_SMALL, Token::Estimate);
            } else {
                sheet.disc((axis.at(share.p), y), DISC_SMALL);
            }
            sheet.text((number_x, base), &share.printed, number, Anchor::End);
            sheet.text((range_x, base), &ranges[*place], INTERVAL, Anchor::Start);
            sheet.lines((word_x, base), &word, WORD, Anchor::Start);
            sheet.y += height;
        }
    }
    let (from, to) = axis.ends();
    sheet.horizontal(from, to, sheet.y + 2.0, Stroke::of(Token::Axis, HAIR));
    axis_numbers(sheet, &axis, sheet.y + 18.0);
    sheet.y += 24.0;
}

fn axis_numbers(sheet: &mut Sheet, axis: &Axis, y: f64) {
    for tick in TICKS {
        sheet.text((axis.at(tick), y), &percent(tick), AXIS, Anchor::Middle);
    }
}
