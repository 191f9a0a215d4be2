//! How much, as a number moves: the mean with its sampling error, and behind it where the trials spread.

use crate::chart::axis::Axis as Level;
use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::letters::width;
use crate::chart::scene::{Anchor, Fill, Point, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::table::{Cell, Column, Table};
use crate::chart::theme::{AXIS, CURVE, END_VALUE, ERROR, FIRM, HAIR, Token};
use crate::record::sweep::{Axis, SweepRecord, Swept, SweptNumber, SweptQuestion};
use crate::stats::print_number;

use super::across::{Swung, name_below, stand};
use super::{said, tables};

const HIGH: f64 = 300.0;
/// More bars than this run into each other.
const BARS: usize = 121;

#[derive(Debug)]
struct Amount {
    swung: Swung,
    unit: String,
    points: Vec<Point5>,
    baseline: Option<(f64, String)>,
}

/// The mean with its interval, then 5%, 50% and 95% of the trials, at a point; its mean as printed.
#[derive(Clone, Debug)]
pub(super) struct Point5 {
    pub(super) mean: f64,
    pub(super) interval: (f64, f64),
    pub(super) spread: Option<[f64; 3]>,
    pub(super) printed: String,
}

/// A number at each point; none where no trial gave it.
pub(super) fn points(number: &SweptNumber) -> Vec<Option<Point5>> {
    let at = |list: &[Option<f64>], point: usize| list.get(point).copied().flatten();
    let one = |point: usize| {
        let mean = at(&number.mean, point)?;
        let interval = (
            at(&number.mean_low, point).unwrap_or(mean),
            at(&number.mean_high, point).unwrap_or(mean),
        );
        let quantile = |q: &str| at(number.quantiles.get(q)?, point);
        let spread = match (quantile("0.05"), quantile("0.5"), quantile("0.95")) {
            (Some(low), Some(middle), Some(high)) => Some([low, middle, high]),
            _ => None,
        };
        Some(Point5 {
            mean,
            interval,
            spread,
            printed: print_number(mean, 0.5 * (interval.1 - interval.0)),
        })
    };
    (0..number.mean.len()).map(one).collect()
}

pub(super) fn over_number(record: &SweepRecord, axis: &Axis, id: &str, question: &SweptQuestion) -> Option<Figure> {
    let Swept::Number(number) = &question.result else {
        return None;
    };
    let found: Option<Vec<Point5>> = points(number).into_iter().collect();
    let found = found?;
    let (first, last) = (found.first()?, found.last()?);
    let unit = number.unit.clone().unwrap_or_default();
    let spaced = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    let description = format!(
        "mean {} to {}{spaced} from {} to {}",
        first.printed,
        last.printed,
        axis.labels.first()?,
        axis.labels.last()?
    );
    let what = if unit.is_empty() {
        "Its mean".to_owned()
    } else {
        format!("Mean in {unit}")
    };
    let shown = format!("{what} against {}, all else as it is", said::moved(axis));
    Some(Figure {
        kind: Kind::SweepQuantity,
        id: format!("sweep-quantity-{id}"),
        head: said::head(record, format!("How much? {}", question.title), &shown, description),
        reading: "The line is the mean over the trials, the thin lines around it its sampling error (95%). Each grey bar holds the middle nine in ten \
                  of the trials at that value, its tick the median: that is chance within the model, and no error of the count."
            .to_owned(),
        table: table(axis, number),
        plot: Box::new(Amount {
            swung: Swung::new(axis),
            unit,
            points: found,
            baseline: number.baseline.as_ref().map(|mean| (mean.value, mean.printed.clone())),
        }),
    })
}

/// Means and quantiles at the points of an axis.
pub(super) fn table(axis: &Axis, number: &SweptNumber) -> Table {
    let mut table = head([Column::text("value", "value")]);
    for (place, row) in rows(number).into_iter().enumerate() {
        table.row(std::iter::once(tables::value(axis, place)).chain(row));
    }
    table
}

/// A table of means, after its first columns.
pub(super) fn head(first: impl IntoIterator<Item = Column>) -> Table {
    Table::new(first.into_iter().chain([
        Column::number("mean", "mean"),
        Column::number("mean_low", "95% interval of the mean"),
        Column::number("mean_high", ""),
        Column::number("q05", "5% of trials below"),
        Column::number("q25", "25%"),
        Column::number("q50", "median"),
        Column::number("q75", "75%"),
        Column::number("q95", "95%"),
    ]))
}

/// The cells of each point.
pub(super) fn rows(number: &SweptNumber) -> Vec<Vec<Cell>> {
    let at = |list: &[Option<f64>], point: usize| list.get(point).copied().flatten();
    let cell = |value: Option<f64>, error: f64| match value {
        Some(value) => Cell::number(value, print_number(value, error)),
        None => Cell::text(""),
    };
    let row = |point: usize| {
        let (low, high) = (at(&number.mean_low, point), at(&number.mean_high, point));
        let error = low.zip(high).map_or(0.0, |(low, high)| 0.5 * (high - low));
        let range = low.zip(high).map_or(String::new(), |(low, high)| {
            format!("{} to {}", print_number(low, error), print_number(high, error))
        });
        let mut cells = vec![
            cell(at(&number.mean, point), error),
            Cell {
                shown: range,
                exact: low.map_or(String::new(), |low| low.to_string()),
            },
            Cell::exact(high.map_or(String::new(), |high| high.to_string())),
        ];
        for q in ["0.05", "0.25", "0.5", "0.75", "0.95"] {
            let value = number.quantiles.get(q).and_then(|list| at(list, point));
            let size = value.map_or(0.0, f64::abs);
            cells.push(cell(value, size / 500.0));
        }
        cells
    };
    (0..number.mean.len()).map(row).collect()
}

/// The least and the most of what is drawn, with a little room; two numbers apart.
pub(super) fn reach(points: &[Point5]) -> (f64, f64) {
    let all = points.iter().flat_map(|point| {
        let spread = point.spread.map(|[low, _, high]| [low, high]);
        [point.interval.0, point.interval.1]
            .into_iter()
            .chain(spread.into_iter().flatten())
    });
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    // Zero is shown where it is near: lengths are compared from there.
    let low = if low > 0.0 && low < 0.4 * high { 0.0 } else { low };
    if high > low {
        (low, high)
    } else {
        (low - 0.5, low + 0.5)
    }
}

impl Plot for Amount {
    fn compose(&self, sheet: &mut Sheet) {
        let mut key = vec![
            (Key::Curve, "mean"),
            (Key::Hairlines, "its sampling error, 95%"),
            (Key::Spread, "5–95% of trials and their median, chance in the world"),
        ];
        if self.swung.standing.is_some() {
            key.push((Key::Standing, self.swung.as_it_stands.as_str()));
        }
        sheet.key(&key);
        let (low, high) = reach(&self.points);
        let above = sheet.y + 12.0;
        let below = above + HIGH;
        let up = Level::new(low..high, below..above);
        let ticks = up.ticks();
        let print = |tick: f64| print_number(tick, 0.0);
        let numbers = ticks.iter().map(|tick| width(&print(*tick), AXIS)).fold(0.0, f64::max) + 12.0;
        let unit = if self.unit.is_empty() { 0.0 } else { 16.0 };
        let (above, below) = (above + unit, below + unit);
        let up = Level::new(low..high, below..above);
        let end = self
            .points
            .last()
            .map(|point| point.printed.clone())
            .unwrap_or_default();
        let (left, right) = (sheet.left() + numbers, sheet.right() - width(&end, END_VALUE) - 14.0);
        if unit > 0.0 {
            let lines = crate::chart::letters::wrap(&self.unit, AXIS, sheet.room());
            if let Some(first) = lines.first() {
                sheet.text((sheet.left(), above - 12.0), first, AXIS, Anchor::Start);
            }
        }
        for tick in ticks {
            let y = up.at(tick);
            sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
            sheet.text((left - 8.0, y + 4.0), &print(tick), AXIS, Anchor::End);
        }
        let across = self.swung.between(left, right);
        if let Some(value) = self.swung.standing {
            stand(sheet, across.at(value), (above, below));
        }
        let every = self.points.len().div_ceil(BARS).max(1);
        let pace = (right - left) / self.points.len().max(2) as f64 * every as f64;
        let wide = (0.4 * pace).clamp(1.0, 5.0);
        let at: Vec<(f64, &Point5)> = self
            .swung
            .values
            .iter()
            .map(|value| across.at(*value))
            .zip(&self.points)
            .collect();
        for (x, point) in at.iter().step_by(every) {
            if let Some([low, middle, high]) = point.spread {
                let (top, foot, tick) = (up.at(high), up.at(low), up.at(middle));
                sheet.rect(x - 0.5 * wide, top, wide, (foot - top).max(1.0), Fill::of(Token::Other));
                let reach = (0.8 * wide + 1.0).min(0.45 * pace);
                sheet.horizontal(x - reach, x + reach, tick, Stroke::of(Token::Ink, FIRM));
            }
        }
        let line = |value: fn(&Point5) -> f64| -> Vec<Point> {
            at.iter().map(|(x, point)| (*x, up.at(value(point)))).collect()
        };
        for edge in [|point: &Point5| point.interval.0, |point: &Point5| point.interval.1] {
            sheet.line(line(edge), Stroke::of(Token::Ink, ERROR));
        }
        let mean = line(|point| point.mean);
        sheet.line(mean.clone(), Stroke::of(Token::Estimate, CURVE));
        if pace >= 14.0 {
            for point in &mean {
                sheet.disc(*point, 3.0);
            }
        }
        if let (Some(value), Some((mean, _))) = (self.swung.standing, &self.baseline) {
            sheet.ring((across.at(value), up.at(*mean)), 4.5, Token::Ink);
        }
        if let Some((_, y)) = mean.last() {
            let y = y.clamp(above + 8.0, below - 4.0);
            sheet.text((right + 12.0, y + 6.0), &end, END_VALUE, Anchor::Start);
        }
        sheet.y = across.below(sheet, below);
        sheet.y = name_below(sheet, &self.swung.name, (left, right), sheet.y);
        if let Some((_, printed)) = &self.baseline {
            let spaced = if self.unit.is_empty() {
                String::new()
            } else {
                format!(" {}", self.unit)
            };
            super::lines::below(
                sheet,
                &format!("{}: mean {printed}{spaced}.", capital(&self.swung.as_it_stands)),
            );
        }
    }
}

/// A text that begins a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
