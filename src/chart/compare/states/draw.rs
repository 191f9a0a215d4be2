//! Two stacks abreast with one axis and one list of names; in a narrow picture one below the other.

use crate::chart::axis::{Axis, NUMBERS, TICKS_QUARTERS, TimeAxis, probability_beside};
use crate::chart::letters::{balanced, width, wrap};
use crate::chart::scene::Anchor;
use crate::chart::sheet::Sheet;
use crate::chart::states::Band;
use crate::chart::states::draw::{Columns, SWATCH, block, stack};
use crate::chart::theme::{AXIS, LABEL, PANEL, Token, Type, Weight};

use super::{Layer, Stacks};

const HIGH: f64 = 260.0;
const HIGH_SLIM: f64 = 180.0;
const GAP: f64 = 28.0;
const FIRST: Type = LABEL.in_colour(Token::Ink2);
const SECOND: Type = LABEL.weighing(Weight::Bold);
const ARROW: f64 = 24.0;

pub(super) fn compose(sheet: &mut Sheet, all: &Stacks) {
    let slim = sheet.slim();
    let (left, right) = (sheet.left() + NUMBERS, sheet.right());
    if slim {
        for side in [0, 1] {
            for line in balanced(&all.names[side], PANEL, right - left) {
                sheet.y += PANEL.line;
                sheet.text((left, sheet.y - 2.0), &line, PANEL, Anchor::Start);
            }
            let top = sheet.y + 8.0;
            sheet.y = one(sheet, all, side, (left, right), (top, top + HIGH_SLIM)) + 6.0;
        }
    } else {
        let wide = 0.5 * (right - left - GAP);
        let titles = [0, 1].map(|side: usize| balanced(&all.names[side], PANEL, wide));
        let lines = titles.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let foot = sheet.y + 4.0 + PANEL.line * lines;
        let top = foot + 8.0;
        let mut low = top;
        for (side, title) in titles.iter().enumerate() {
            let from = left + (wide + GAP) * side as f64;
            let first = foot - 4.0 - PANEL.line * (title.len() as f64 - 1.0);
            sheet.lines((from, first), title, PANEL, Anchor::Start);
            low = one(sheet, all, side, (from, from + wide), (top, top + HIGH)).max(low);
        }
        sheet.y = low;
    }
    names(sheet, all);
}

/// One stack; says where its lower edge is.
fn one(sheet: &mut Sheet, all: &Stacks, side: usize, (left, right): (f64, f64), (top, bottom): (f64, f64)) -> f64 {
    let bands: Vec<Band> = all.layers.iter().map(|layer| band(layer, side)).collect();
    let axis = Axis::probability(bottom..top);
    let columns = Columns::of(&all.calendar, &bands, left, right);
    let slim = sheet.slim();
    if side == 0 || slim {
        probability_beside(sheet, &axis, &TICKS_QUARTERS, left, right);
    }
    stack(sheet, &axis, &columns, &bands);
    let y = bottom + 2.0;
    let time = TimeAxis::new(&all.calendar);
    if let Some((from, to)) = columns.start {
        let x = (0.5 * (from + to)).max(left + 0.5 * width("start", AXIS));
        sheet.text((x, y + 16.0), "start", AXIS, Anchor::Middle);
    }
    // Abreast there is room for every second or third step, which the axis finds out for itself.
    time.draw(sheet, |step| columns.end(step), y)
}

fn band(layer: &Layer, side: usize) -> Band {
    let shares = &layer.sides[side];
    Band {
        title: layer.title.clone(),
        paint: layer.paint,
        start: shares.start,
        shares: shares.steps.clone(),
        printed: shares.printed.clone(),
        counted: shares.counted,
    }
}

/// Each layer that occurs: its colour, both numbers, its name; in two columns where there is room.
fn names(sheet: &mut Sheet, all: &Stacks) {
    let occurs = |layer: &&Layer| {
        let mut shares = layer
            .sides
            .iter()
            .flat_map(|side| side.steps.iter().copied().chain(side.start));
        shares.any(|share| share > 0.0)
    };
    let layers: Vec<&Layer> = all.layers.iter().filter(occurs).collect();
    let widest = |side: usize, kind: Type| {
        let numbers = layers.iter().map(|layer| width(&layer.sides[side].printed, kind));
        numbers.fold(0.0, f64::max)
    };
    let (first, second) = (widest(0, FIRST), widest(1, SECOND));
    let numbers = SWATCH + 8.0 + first + ARROW + second + 10.0;
    let columns = if sheet.slim() || layers.len() < 3 { 1 } else { 2 };
    let wide = (sheet.room() - GAP * (columns as f64 - 1.0)) / columns as f64;
    let room = wide - numbers;
    let each = layers.len().div_ceil(columns);
    let top = sheet.y + 8.0;
    let mut lowest = top;
    for (column, layers) in layers.chunks(each.max(1)).enumerate() {
        let left = sheet.left() + (wide + GAP) * column as f64;
        let mut y = top;
        for layer in layers {
            let base = y + 14.0;
            let middle = base - 4.5;
            block(
                sheet,
                layer.paint,
                (left, left + SWATCH),
                (middle - 0.5 * SWATCH, middle + 0.5 * SWATCH),
            );
            let from = left + SWATCH + 8.0 + first;
            let to = from + ARROW + second;
            sheet.text((from, base), &layer.sides[0].printed, FIRST, Anchor::End);
            sheet.text((from + 0.5 * ARROW, base), "→", FIRST, Anchor::Middle);
            sheet.text((to, base), &layer.sides[1].printed, SECOND, Anchor::End);
            let lines = wrap(&layer.title, LABEL, room);
            let next = sheet.lines((to + 10.0, base), &lines, LABEL, Anchor::Start);
            y = next - 14.0 + 4.0;
        }
        lowest = lowest.max(y);
    }
    sheet.y = lowest + 2.0;
}
