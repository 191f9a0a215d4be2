//! When? The probability that a yes holds at the end of each step: one question large, several as panels on shared axes.

mod panels;
mod single;

use crate::record::{CalendarShown, FirstTime, Question, QuestionResult, RunRecord, Share};
use crate::scale::Scale;
use crate::stats::{Proportion, print_probability, print_range, print_share};

use super::axis::TimeAxis;
use super::figure::{Figure, Kind, Plot};
use super::said;
use super::scene::{Point, Stroke};
use super::sheet::{Key, Sheet};
use super::table::{Cell, Column, Table};
use super::theme::{ERROR, Token};

/// More panels than this do not stand in one picture.
const PANELS: usize = 12;
/// Where everything stays below this, the axis ends there or lower, and the subtitle says so.
pub(super) const LOW: f64 = 0.1;

/// One question over the steps.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    /// The question.
    pub(super) title: String,
    /// Before step 1, where that can be said.
    initial: Option<f64>,
    /// At the end of each step: estimate, lower and upper end of the interval.
    steps: Vec<(f64, f64, f64)>,
    /// The step at whose end it is read, from 1.
    pub(super) read: usize,
    /// What is found there.
    pub(super) share: Share,
    /// The median step of the first yes, and its last day.
    median: Option<(usize, String)>,
}

#[derive(Debug)]
struct Timeline {
    scale: Scale,
    time: TimeAxis,
    curves: Vec<Curve>,
    /// The upper end of the axis.
    top: f64,
}

/// A picture of the headline yes/no questions (of all where none is one), if there are steps.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let Some(calendar) = &record.calendar else {
        return Vec::new();
    };
    if calendar.steps < 2 {
        return Vec::new();
    }
    let any = record
        .questions
        .iter()
        .any(|(_, question)| question.headline && matches!(question.result, QuestionResult::Yes { .. }));
    let curves: Vec<Curve> = record
        .questions
        .iter()
        .filter(|(_, question)| question.headline || !any)
        .filter_map(|(_, question)| curve(question, calendar))
        .collect();
    let pages: Vec<&[Curve]> = curves.chunks(PANELS).collect();
    let count = pages.len();
    pages
        .into_iter()
        .enumerate()
        .map(|(place, curves)| figure(record, calendar, curves.to_vec(), place, count))
        .collect()
}

fn curve(question: &Question, calendar: &CalendarShown) -> Option<Curve> {
    let QuestionResult::Yes {
        answers,
        initial,
        by_step,
        by_step_low,
        by_step_high,
        first,
        ..
    } = &question.result
    else {
        return None;
    };
    let intervals = by_step_low.iter().zip(by_step_high);
    let steps = by_step.iter().zip(intervals).map(|(p, (low, high))| (*p, *low, *high));
    Some(Curve {
        title: question.title.clone(),
        initial: *initial,
        steps: steps.collect(),
        read: question.step as usize,
        share: answers.get("yes")?.share.clone(),
        median: first.as_ref().and_then(|first| median(first, calendar)),
    })
}

/// The step by whose end half of those that come have come.
fn median(first: &FirstTime, calendar: &CalendarShown) -> Option<(usize, String)> {
    let step = first.quantiles.get("0.5")?.value.round() as usize;
    let end = calendar.ends.get(step.checked_sub(1)?)?;
    (first.happens.k > 0).then(|| (step, said::day(end)))
}

fn figure(record: &RunRecord, calendar: &CalendarShown, curves: Vec<Curve>, place: usize, count: usize) -> Figure {
    let highest = curves
        .iter()
        .flat_map(|curve| curve.steps.iter().map(|(_, _, high)| *high))
        .fold(0.0, f64::max);
    let top = axis_top(highest);
    let (id, title) = match (place, count) {
        (0, 1) => ("timeline".to_owned(), None),
        (0, _) => ("timeline".to_owned(), Some(format!(" (1 of {count})"))),
        _ => (
            format!("timeline-{}", place + 1),
            Some(format!(" ({} of {count})", place + 1)),
        ),
    };
    let title = format!(
        "{}{}",
        match curves.as_slice() {
            [only] => format!("When? {}", only.title),
            _ => "Which of these happen, and how soon?".to_owned(),
        },
        title.unwrap_or_default()
    );
    let unit = &calendar.unit;
    let mut shown = format!("Probability that it is so at the end of each {unit}");
    if curves.len() > 1 {
        shown.push_str(", axes shared");
    }
    if top < 1.0 {
        shown.push_str(&format!("; rare: the axis ends at {}", super::axis::percent(top)));
    }
    let sentences = curves.iter().map(|curve| {
        let median = curve.median.as_ref();
        let when = median.map(|(_, day)| format!(", where it happens half the time by {day}"));
        format!("{}: {}{}", curve.title, curve.share.printed, when.unwrap_or_default())
    });
    let description = sentences.collect::<Vec<_>>().join("; ");
    Figure {
        kind: Kind::Timeline,
        id,
        head: said::head(record, title, &shown, description),
        reading: format!(
            "A curve that climbs early says soon; one that is still climbing at its end says that a longer horizon would find more. \
             It shows the share of trials in which the answer was yes at the end of each {unit}; thin lines hold the sampling error (95%)."
        ),
        table: table(&curves, calendar),
        plot: Box::new(Timeline {
            scale: said::scale(record),
            time: TimeAxis::new(calendar),
            curves,
            top,
        }),
    }
}

/// Where an axis ends on which nothing is higher: at 1, or lower where all of it is rare.
pub(super) fn axis_top(highest: f64) -> f64 {
    if highest >= LOW {
        return 1.0;
    }
    [0.000_01, 0.000_1, 0.001, 0.005, 0.01, 0.02, 0.05]
        .into_iter()
        .find(|top| highest <= *top)
        .unwrap_or(LOW)
}

fn table(curves: &[Curve], calendar: &CalendarShown) -> Table {
    let mut table = Table::new([
        Column::text("question", "question"),
        Column::text("step", "step"),
        Column::text("ends", ""),
        Column::number("p", "chance"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
    ]);
    for curve in curves {
        for ((p, low, high), (label, end)) in curve.steps.iter().zip(calendar.labels.iter().zip(&calendar.ends)) {
            table.row([
                Cell::text(curve.title.clone()),
                Cell::text(label.clone()),
                Cell::exact(end.clone()),
                Cell::number(*p, step_printed(*p, *low, *high)),
                Cell::number(*low, print_range(*low, *high).text),
                Cell::exact(high.to_string()),
            ]);
        }
    }
    table
}

/// None of n is no 0%, and all of n no 100%: what is printed is the bound.
fn step_printed(p: f64, low: f64, high: f64) -> String {
    if p <= 0.0 || p >= 1.0 {
        print_range(low, high).text
    } else {
        print_share(p, 0.5 * (high - low)).text
    }
}

/// A share that was counted, as a table prints it.
pub(super) fn share_printed(k: u64, n: u64) -> String {
    let share = Proportion::new(k, n);
    print_probability(&share).text
}

impl Plot for Timeline {
    fn compose(&self, sheet: &mut Sheet) {
        sheet.key(&[(Key::Curve, "estimate"), (Key::Hairlines, "sampling error, 95%")]);
        match self.curves.as_slice() {
            [only] => single::compose(sheet, self.scale, &self.time, only, self.top),
            several => panels::compose(sheet, self.scale, &self.time, several, self.top),
        }
    }
}

impl Curve {
    /// Draws the curve and the hairlines around it, and a disc where it is read; says where.
    fn draw(
        &self,
        sheet: &mut Sheet,
        x: impl Fn(usize) -> f64,
        y: impl Fn(f64) -> f64,
        width: f64,
        radius: f64,
    ) -> Point {
        let start = self.initial.map(|p| (x(0), y(p)));
        let line = |value: fn(&(f64, f64, f64)) -> f64| -> Vec<Point> {
            let steps = self.steps.iter().enumerate();
            start
                .into_iter()
                .chain(steps.map(|(step, at)| (x(step + 1), y(value(at)))))
                .collect()
        };
        for edge in [|at: &(f64, f64, f64)| at.1, |at: &(f64, f64, f64)| at.2] {
            sheet.line(line(edge), Stroke::of(Token::Ink, ERROR));
        }
        sheet.line(line(|at| at.0), Stroke::of(Token::Estimate, width));
        let read = (x(self.read), y(self.share.p));
        sheet.disc(read, radius);
        read
    }
}
