//! When does it change? The share of an answer over the steps in both runs, with the error of each, on shared axes: first what moved most.

use crate::chart::axis::{Axis, NUMBERS, TICKS_FEW, TimeAxis, percent, spread};
use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::letters::{balanced, width};
use crate::chart::scene::{Anchor, Point, Stroke};
use crate::chart::sheet::{Key, Sheet};
use crate::chart::table::{Cell, Column, Table};
use crate::chart::theme::{AXIS, CELL, CURVE_PANEL, DISC_SMALL, ERROR, FIRM, HAIR, PANEL, Token, Type, Weight};
use crate::chart::timeline::{LOW, axis_top};
use crate::record::{CalendarShown, QuestionResult, RunRecord};
use crate::stats::{print_points, print_range, print_share};

use super::Beside;
use super::rows::{Row, headline, rows};
use super::said;

/// The most panels in a picture.
const PANELS: usize = 6;
const HIGH: f64 = 110.0;
const ABREAST: usize = 3;
const APART: f64 = 28.0;

/// A share over the steps: before step 1 where that is known, then estimate, lower and upper end of each.
#[derive(Clone, Debug)]
struct Line {
    start: Option<f64>,
    steps: Vec<(f64, f64, f64)>,
}

/// One answer in both runs.
#[derive(Clone, Debug)]
struct Panel {
    row: Row,
    lines: [Line; 2],
    /// The step at whose end it is read, from 1.
    read: [usize; 2],
}

#[derive(Debug)]
struct Overlay {
    names: [String; 2],
    time: TimeAxis,
    panels: Vec<Panel>,
    top: f64,
}

/// A picture of the answers that moved most at any step, and one of those of them that stay under a tenth, whose axis ends lower.
pub fn figures(beside: &Beside) -> Vec<Figure> {
    let (Some(calendar), Some(_)) = (&beside.first.run.calendar, &beside.second.run.calendar) else {
        return Vec::new();
    };
    let mut panels: Vec<Panel> = headline(rows(beside.comparison))
        .into_iter()
        .filter(|row| row.moved.by_step.len() > 1 && moves(row))
        .filter_map(|row| panel(beside, row))
        .collect();
    panels.sort_by(|a, b| most(&b.row).total_cmp(&most(&a.row)));
    let (low, high): (Vec<Panel>, Vec<Panel>) = panels.into_iter().partition(|panel| panel.highest() < LOW);
    let mut list = Vec::new();
    list.extend(figure(beside, calendar, "timeline", high));
    list.extend(figure(beside, calendar, "timeline-low", low));
    list
}

/// Whether the interval lies off zero at some step.
fn moves(row: &Row) -> bool {
    let moved = &row.moved;
    let ends = moved.by_step_low.iter().zip(&moved.by_step_high);
    moved.difference.visible || ends.into_iter().any(|(low, high)| *low > 0.0 || *high < 0.0)
}

/// The largest difference at any step.
fn most(row: &Row) -> f64 {
    row.moved.by_step.iter().map(|one| one.abs()).fold(0.0, f64::max)
}

fn panel(beside: &Beside, row: Row) -> Option<Panel> {
    let steps = row.moved.by_step.len();
    let line = |run: &RunRecord| -> Option<(Line, usize)> {
        let question = run.questions.get(&row.question)?;
        let (start, by_step, low, high) = match &question.result {
            QuestionResult::Yes {
                initial,
                by_step,
                by_step_low,
                by_step_high,
                ..
            } => (*initial, by_step, by_step_low, by_step_high),
            QuestionResult::Cases {
                initial,
                by_step,
                by_step_low,
                by_step_high,
                ..
            } => (
                initial.as_ref().map(|all| all.get(&row.answer).copied().unwrap_or(0.0)),
                by_step.get(&row.answer)?,
                by_step_low.get(&row.answer)?,
                by_step_high.get(&row.answer)?,
            ),
            QuestionResult::Number(_) => return None,
        };
        let ends = low.iter().zip(high);
        let steps = by_step
            .iter()
            .zip(ends)
            .take(steps)
            .map(|(p, (low, high))| (*p, *low, *high));
        let line = Line {
            start,
            steps: steps.collect(),
        };
        (line.steps.len() > 1).then_some((line, question.step as usize))
    };
    let (first, read) = line(&beside.first.run)?;
    let (second, read_second) = line(&beside.second.run)?;
    (first.steps.len() == second.steps.len()).then_some(Panel {
        row,
        lines: [first, second],
        read: [read, read_second],
    })
}

impl Panel {
    fn highest(&self) -> f64 {
        let all = self.lines.iter().flat_map(|line| &line.steps);
        all.map(|(_, _, high)| *high).fold(0.0, f64::max)
    }
}

fn figure(beside: &Beside, calendar: &CalendarShown, kind: &str, mut panels: Vec<Panel>) -> Option<Figure> {
    let left = panels.len().saturating_sub(PANELS);
    let table = table(&panels, calendar);
    panels.truncate(PANELS);
    if panels.is_empty() {
        return None;
    }
    let highest = panels.iter().map(Panel::highest).fold(0.0, f64::max);
    let top = axis_top(highest);
    let names = said::names(beside);
    let unit = &calendar.unit;
    let mut shown = format!(
        "Share of trials at the end of each {unit} in “{}” and in “{}”",
        names[0], names[1]
    );
    if panels.len() > 1 {
        shown.push_str(", axes shared");
    }
    if top < 1.0 {
        shown.push_str(&format!("; rare: the axis ends at {}", percent(top)));
    }
    if left > 0 {
        shown.push_str(&format!("; what moved most, and {left} more in the table"));
    }
    let sentences: Vec<String> = panels
        .iter()
        .map(|panel| {
            format!(
                "{}: {}, then {}",
                panel.row.title, panel.row.moved.first, panel.row.moved.second
            )
        })
        .collect();
    let title = if top < 1.0 {
        format!("{}: when, where it is rare?", names[1])
    } else {
        format!("{}: when?", names[1])
    };
    let mut steps = calendar.clone();
    let count = panels.first().map_or(0, |panel| panel.lines[0].steps.len());
    steps.labels.truncate(count);
    steps.ends.truncate(count);
    Some(Figure {
        kind: Kind::Timeline,
        id: beside.id(kind),
        head: said::head(beside, title, &shown, sentences.join("; ")),
        reading: format!(
            "Where the two curves part is when the change sets in. Thin lines hold the error of each count (95%); the table has the difference at the \
             end of each {unit} with its own interval, which is narrower where the runs are paired."
        ),
        table,
        plot: Box::new(Overlay {
            names,
            time: TimeAxis::new(&steps),
            panels,
            top,
        }),
    })
}

fn table(panels: &[Panel], calendar: &CalendarShown) -> Table {
    let mut table = Table::new([
        Column::text("question", ""),
        Column::text("answer", ""),
        Column::text("title", "answer"),
        Column::text("step", "step"),
        Column::text("ends", ""),
        Column::number("first", "first"),
        Column::number("first_low", ""),
        Column::number("first_high", ""),
        Column::number("second", "second"),
        Column::number("second_low", ""),
        Column::number("second_high", ""),
        Column::number("difference", "points"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
    ]);
    for panel in panels {
        let moved = &panel.row.moved;
        for step in 0..panel.lines[0].steps.len() {
            let [first, second] = [0, 1].map(|side: usize| panel.lines[side].steps[step]);
            let at = |list: &[f64]| list.get(step).copied().unwrap_or(0.0);
            let (value, low, high) = (at(&moved.by_step), at(&moved.by_step_low), at(&moved.by_step_high));
            let points = print_points(value, low, high);
            let text = |list: &[String]| list.get(step).cloned().unwrap_or_default();
            table.row([
                Cell::exact(panel.row.question.clone()),
                Cell::exact(panel.row.answer.clone()),
                Cell::text(panel.row.title.clone()),
                Cell::text(text(&calendar.labels)),
                Cell::exact(text(&calendar.ends)),
                Cell::number(first.0, share(first)),
                Cell::exact(first.1.to_string()),
                Cell::exact(first.2.to_string()),
                Cell::number(second.0, share(second)),
                Cell::exact(second.1.to_string()),
                Cell::exact(second.2.to_string()),
                Cell::number(value, points.value),
                Cell::number(low, points.range),
                Cell::exact(high.to_string()),
            ]);
        }
    }
    table
}

/// None of n is no 0%, and all of n no 100%: what is printed is the bound.
fn share((p, low, high): (f64, f64, f64)) -> String {
    if p <= 0.0 || p >= 1.0 {
        print_range(low, high).text
    } else {
        print_share(p, 0.5 * (high - low)).text
    }
}

const SECOND: Type = CELL.in_colour(Token::Estimate);
const FIRST: Type = CELL.weighing(Weight::Regular).in_colour(Token::Ink3);

impl Plot for Overlay {
    fn compose(&self, sheet: &mut Sheet) {
        sheet.key(&[
            (Key::Baseline, self.names[0].as_str()),
            (Key::Curve, self.names[1].as_str()),
            (Key::Hairlines, "sampling error, 95%"),
        ]);
        let numbers = self.panels.iter().map(|panel| {
            let moved = &panel.row.moved;
            width(&moved.first, FIRST).max(width(&moved.second, SECOND))
        });
        let gutter = numbers.fold(0.0, f64::max) + 12.0;
        let abreast = if sheet.slim() {
            1
        } else {
            ABREAST.min(self.panels.len())
        };
        let wide = (sheet.room() - APART * (abreast as f64 - 1.0)) / abreast as f64;
        let left = sheet.left();
        for panels in self.panels.chunks(abreast) {
            let titles: Vec<Vec<String>> = panels
                .iter()
                .map(|panel| balanced(&panel.row.title, PANEL, wide))
                .collect();
            let lines = titles.iter().map(Vec::len).max().unwrap_or(0) as f64;
            let above = sheet.y + 8.0 + 17.0 * lines + 10.0;
            for (place, (panel, title)) in panels.iter().zip(&titles).enumerate() {
                let from = left + (wide + APART) * place as f64;
                let first = above - 14.0 - 17.0 * (title.len() as f64 - 1.0);
                sheet.lines((from, first), title, PANEL, Anchor::Start);
                self.one(sheet, panel, (from + NUMBERS, from + wide - gutter), above);
            }
            sheet.y = above + HIGH + 26.0;
        }
    }
}

impl Overlay {
    fn one(&self, sheet: &mut Sheet, panel: &Panel, (left, right): (f64, f64), above: f64) {
        let below = above + HIGH;
        let axis = Axis::new(0.0..self.top, below..above);
        for tick in TICKS_FEW.map(|tick| tick * self.top) {
            let y = axis.at(tick);
            sheet.horizontal(left, right, y, Stroke::of(Token::Grid, HAIR));
            sheet.text((left - 8.0, y + 4.0), &percent(tick), AXIS, Anchor::End);
        }
        let steps = panel.lines[0].steps.len();
        let x = |step: usize| left + (right - left) * step as f64 / steps as f64;
        let styles = [(Token::Baseline, FIRM), (Token::Estimate, CURVE_PANEL)];
        let mut ends = [0.0, 0.0];
        for (side, (token, thick)) in styles.into_iter().enumerate() {
            let line = &panel.lines[side];
            let through = |value: fn(&(f64, f64, f64)) -> f64| -> Vec<Point> {
                let start = line.start.map(|p| (x(0), axis.at(p)));
                let steps = line.steps.iter().enumerate();
                start
                    .into_iter()
                    .chain(steps.map(|(step, at)| (x(step + 1), axis.at(value(at)))))
                    .collect()
            };
            let hair = if side == 0 { Token::Axis } else { Token::Ink };
            for edge in [|at: &(f64, f64, f64)| at.1, |at: &(f64, f64, f64)| at.2] {
                sheet.line(through(edge), Stroke::of(hair, ERROR));
            }
            sheet.line(through(|at| at.0), Stroke::of(token, thick));
            let p = panel.row.moved.p[side];
            ends[side] = axis.at(p);
            let at = (x(panel.read[side].min(steps)), axis.at(p));
            if side == 0 {
                sheet.ring(at, DISC_SMALL, Token::Baseline);
            } else {
                sheet.disc(at, DISC_SMALL);
            }
        }
        let moved = &panel.row.moved;
        let places = spread(&ends, 17.0, above + 4.0, below - 2.0);
        sheet.text((right + 8.0, places[0] + 5.0), &moved.first, FIRST, Anchor::Start);
        sheet.text((right + 8.0, places[1] + 5.0), &moved.second, SECOND, Anchor::Start);
        self.time.ends(sheet, x, below);
    }
}
