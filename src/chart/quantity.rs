//! How much? A histogram with median and 5-95% of the trials marked, and the chance of more than any amount.

use crate::record::{Bins, NumberResult, Question, QuestionResult, RunRecord, Share};
use crate::stats::print_number;

use super::axis::{Axis, NUMBERS, TICKS_QUARTERS, probability_beside, spread};
use super::figure::{Figure, Kind, Plot};
use super::letters::width;
use super::said;
use super::scene::{Anchor, Fill, Point, Stroke};
use super::sheet::{Key, Sheet};
use super::table::{Cell, Column, Table};
use super::theme::{AXIS, CURVE, DISC, FIRM, HAIR, INTERVAL, LABEL, PANEL, Token, Weight};

/// More numbers than this do not stand on a page by themselves.
const MOST: usize = 6;
/// The height of the plots, in px.
const HIGH: f64 = 240.0;

#[derive(Debug)]
struct Amount {
    unit: String,
    bins: Bins,
    /// 5%, 50% and 95% of trials, as numbers and as printed.
    marks: [(f64, String); 3],
    /// A threshold and how likely it is exceeded.
    thresholds: Vec<(f64, String, Share)>,
}

/// A picture for each number that is asked about (headlines first); of quantities where no number is asked about.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let mut asked: Vec<(&str, &Question, &NumberResult)> = record
        .questions
        .iter()
        .filter_map(|(id, question)| match &question.result {
            QuestionResult::Number(number) => Some((id, question, number)),
            _ => None,
        })
        .collect();
    asked.sort_by_key(|(_, question, _)| !question.headline);
    if asked.is_empty() {
        let quantities = record.quantities.iter().take(MOST);
        return quantities
            .filter_map(|(id, quantity)| figure(record, id, &quantity.title, &quantity.result))
            .collect();
    }
    asked
        .into_iter()
        .take(MOST)
        .filter_map(|(id, question, number)| figure(record, id, &question.title, number))
        .collect()
}

fn figure(record: &RunRecord, id: &str, title: &str, number: &NumberResult) -> Option<Figure> {
    let bins = number.bins.clone()?;
    let mark = |q: &str| {
        let one = number.quantiles.get(q)?;
        Some((one.value, one.printed.clone()))
    };
    let marks = [mark("0.05")?, mark("0.5")?, mark("0.95")?];
    let unit = number.unit.clone().unwrap_or_default();
    let thresholds = number
        .exceeds
        .iter()
        .filter_map(|(text, share)| Some((text.parse::<f64>().ok()?, text.to_owned(), share.clone())))
        .collect::<Vec<_>>();
    let spaced = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    let over = thresholds
        .iter()
        .map(|(_, text, share)| format!("; over {text}{spaced}: {}", share.printed));
    let description = format!(
        "median {}{spaced}, 5–95% of trials {} to {}{}",
        marks[1].1,
        marks[0].1,
        marks[2].1,
        over.collect::<String>()
    );
    let what = if unit.is_empty() {
        "Its value".to_owned()
    } else {
        unit.clone()
    };
    let shown = if is_whole(&bins) {
        format!("{what}, in whole numbers")
    } else {
        format!("{what}, in bins of {}", print_number(bins.width, 0.03 * bins.width))
    };
    Some(Figure {
        kind: Kind::Quantity,
        id: format!("quantity-{id}"),
        head: said::head(record, format!("How much? {title}"), &shown, description),
        reading:
            "To the left, how the trials spread: the bar above holds the middle nine in ten, the tick is the median. \
                  To the right, the chance of more than any amount: read upwards from an amount to the curve. \
                  The spread is chance within the model, not an error of the count."
                .to_owned(),
        table: table(&bins),
        plot: Box::new(Amount {
            unit,
            bins,
            marks,
            thresholds,
        }),
    })
}

fn table(bins: &Bins) -> Table {
    let mut table = Table::new([
        Column::number("from", "from"),
        Column::number("to", "to"),
        Column::number("trials", "trials"),
        Column::number("more", "chance of more"),
    ]);
    let all = total(bins);
    let mut left = all - bins.below;
    for (place, count) in bins.counts.iter().enumerate() {
        let (from, to) = (edge(bins, place), edge(bins, place + 1));
        left = left.saturating_sub(*count);
        let more = left as f64 / all.max(1) as f64;
        table.row([
            Cell::number(from, print_number(from, 0.0)),
            Cell::number(to, print_number(to, 0.0)),
            Cell::count(*count),
            Cell::number(more, super::timeline::share_printed(left, all)),
        ]);
    }
    table
}

fn total(bins: &Bins) -> u64 {
    bins.below + bins.above + bins.counts.iter().sum::<u64>()
}

/// Whether the bins hold a whole number each.
fn is_whole(bins: &Bins) -> bool {
    bins.width == 1.0 && (bins.from - bins.from.floor() - 0.5).abs() < 1e-9
}

fn edge(bins: &Bins, place: usize) -> f64 {
    bins.from + bins.width * place as f64
}

impl Plot for Amount {
    fn compose(&self, sheet: &mut Sheet) {
        sheet.key(&[
            (Key::Median, "median"),
            (Key::Chance, "5–95% of trials, chance in the world"),
        ]);
        let (left, right) = (sheet.left(), sheet.right());
        if sheet.slim() {
            self.histogram(sheet, left, right);
            sheet.y += 16.0;
            self.exceedance(sheet, left, right);
        } else {
            let middle = left + 0.47 * (right - left);
            let top = sheet.y;
            self.histogram(sheet, left, middle);
            let below = sheet.y;
            sheet.y = top;
            self.exceedance(sheet, middle + 36.0, right);
            sheet.y = sheet.y.max(below);
        }
    }
}

impl Amount {
    fn across(&self, left: f64, right: f64) -> Axis {
        Axis::new(
            edge(&self.bins, 0)..edge(&self.bins, self.bins.counts.len()),
            left..right,
        )
    }

    fn histogram(&self, sheet: &mut Sheet, left: f64, right: f64) {
        let axis = self.across(left + 8.0, right - 8.0);
        sheet.text((left, sheet.y + 14.0), "Share of trials", PANEL, Anchor::Start);
        let bar = sheet.y + 52.0;
        self.chance(sheet, &axis, bar, (left, right));
        let (above, below) = (bar + 28.0, bar + 28.0 + HIGH);
        let most = self.bins.counts.iter().copied().max().unwrap_or(1).max(1) as f64;
        let ends = (self.marks[0].0, self.marks[2].0);
        for (place, count) in self.bins.counts.iter().enumerate() {
            let (from, to) = (axis.at(edge(&self.bins, place)), axis.at(edge(&self.bins, place + 1)));
            let high = (below - above) * *count as f64 / most;
            let gap = if to - from > 4.0 { 1.0 } else { 0.0 };
            let middle = edge(&self.bins, place) + 0.5 * self.bins.width;
            let inside = middle + 0.5 * self.bins.width >= ends.0 && middle - 0.5 * self.bins.width <= ends.1;
            let token = if inside { Token::Estimate } else { Token::Other };
            sheet.rect(from, below - high, to - from - gap, high, Fill::of(token));
        }
        self.below(sheet, &axis, (left, right), below);
    }

    /// The bar of the middle nine in ten, the median's tick, and their numbers.
    fn chance(&self, sheet: &mut Sheet, axis: &Axis, y: f64, (left, right): (f64, f64)) {
        let [low, median, high] = &self.marks;
        let (from, to, at) = (axis.at(low.0), axis.at(high.0), axis.at(median.0));
        sheet.rect(from, y - 2.5, (to - from).max(1.0), 5.0, Fill::of(Token::Estimate));
        sheet.vertical(at, y - 7.0, y + 7.0, Stroke::of(Token::Ink, FIRM));
        let bold = LABEL.weighing(Weight::Bold);
        let unit = if self.unit.is_empty() {
            String::new()
        } else {
            format!(" {}", self.unit)
        };
        let text = format!("median {}{unit}", median.1);
        let half = 0.5 * width(&text, bold);
        let x = at.clamp(left + half, (right - half).max(left + half));
        sheet.text((x, y - 12.0), &text, bold, Anchor::Middle);
        // The ends below the bar, unless they would meet.
        let (low_half, high_half) = (0.5 * width(&low.1, INTERVAL), 0.5 * width(&high.1, INTERVAL));
        let (a, b) = (from.max(left + low_half), to.min(right - high_half));
        if a + low_half + 8.0 <= b - high_half {
            sheet.text((a, y + 18.0), &low.1, INTERVAL, Anchor::Middle);
            sheet.text((b, y + 18.0), &high.1, INTERVAL, Anchor::Middle);
        } else {
            let text = format!("{} to {}", low.1, high.1);
            let half = 0.5 * width(&text, INTERVAL);
            let x = (0.5 * (a + b)).clamp(left + half, (right - half).max(left + half));
            sheet.text((x, y + 18.0), &text, INTERVAL, Anchor::Middle);
        }
    }

    fn below(&self, sheet: &mut Sheet, axis: &Axis, (left, right): (f64, f64), y: f64) {
        let stroke = Stroke::of(Token::Axis, HAIR);
        let (from, to) = axis.ends();
        sheet.horizontal(from, to, y, stroke);
        let ticks = axis.ticks();
        let mut last = f64::NEG_INFINITY;
        let count = ticks.len();
        for (place, tick) in ticks.into_iter().enumerate() {
            let x = axis.at(tick);
            sheet.vertical(x, y, y + 5.0, stroke);
            let mut text = print_number(tick, 0.0);
            if place + 1 == count && !self.unit.is_empty() {
                text = format!("{text} {}", self.unit);
            }
            let half = 0.5 * width(&text, AXIS);
            let x = x.clamp(left + half, (right - half).max(left + half));
            if x - half >= last + 8.0 {
                sheet.text((x, y + 18.0), &text, AXIS, Anchor::Middle);
                last = x + half;
            }
        }
        sheet.y = y + 24.0;
    }

    fn exceedance(&self, sheet: &mut Sheet, left: f64, right: f64) {
        sheet.text((left, sheet.y + 14.0), "Chance of more than …", PANEL, Anchor::Start);
        let labels: Vec<String> = self
            .thresholds
            .iter()
            .map(|(_, text, share)| format!("{} over {text}", share.printed))
            .collect();
        let bold = LABEL.weighing(Weight::Bold);
        let gutter = labels.iter().map(|text| width(text, bold)).fold(0.0, f64::max);
        let gutter = if labels.is_empty() { 8.0 } else { gutter + 26.0 };
        let axis = self.across(left + NUMBERS, right - gutter);
        let (above, below) = (sheet.y + 80.0, sheet.y + 80.0 + HIGH);
        let share = Axis::probability(below..above);
        probability_beside(sheet, &share, &TICKS_QUARTERS, left + NUMBERS, right - gutter);
        let all = total(&self.bins).max(1) as f64;
        let mut left_over = all - self.bins.below as f64;
        let mut points: Vec<Point> = vec![(axis.at(edge(&self.bins, 0)), share.at(left_over / all))];
        for (place, count) in self.bins.counts.iter().enumerate() {
            let before = left_over;
            left_over -= *count as f64;
            if is_whole(&self.bins) {
                // All of a bin lies at its middle: the chance of more falls there at once.
                let x = axis.at(edge(&self.bins, place) + 0.5 * self.bins.width);
                points.extend([(x, share.at(before / all)), (x, share.at(left_over / all))]);
            } else {
                points.push((axis.at(edge(&self.bins, place + 1)), share.at(left_over / all)));
            }
        }
        if is_whole(&self.bins) {
            points.push((
                axis.at(edge(&self.bins, self.bins.counts.len())),
                share.at(left_over / all),
            ));
        }
        sheet.line(points, Stroke::of(Token::Estimate, CURVE));
        let wanted: Vec<f64> = self.thresholds.iter().map(|(_, _, found)| share.at(found.p)).collect();
        let places = spread(&wanted, 18.0, above + 4.0, below - 4.0);
        let inside = |at: f64| at >= edge(&self.bins, 0) && at <= edge(&self.bins, self.bins.counts.len());
        for (((threshold, _, found), text), y) in self.thresholds.iter().zip(&labels).zip(places) {
            let at = (axis.at(*threshold), share.at(found.p));
            let elbow = right - gutter + 12.0;
            if inside(*threshold) {
                let leader = Stroke::of(Token::Axis, HAIR);
                sheet.line(vec![at, (right - gutter, at.1), (elbow, y), (elbow + 8.0, y)], leader);
                sheet.disc(at, DISC);
            }
            sheet.text((elbow + 12.0, y + 4.5), text, bold, Anchor::Start);
        }
        self.below(sheet, &axis, (left, right), below);
    }
}
