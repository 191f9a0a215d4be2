//! How does the situation drift? The shares of a variable's branches, or of a question's answers, stacked step by step.

pub(super) mod draw;

use crate::record::{Answer, CalendarShown, Question, QuestionResult, RunRecord, Share, Variable};
use crate::stats::{Proportion, print_probability};

use super::figure::{Figure, Kind, Plot};
use super::said;
use super::sheet::Sheet;
use super::table::{Cell, Column, Table};
use super::theme::SLOTS;

/// Where the author names no variables, this many are shown.
const FEW: usize = 4;
/// How a record names what was never drawn.
pub(super) const UNDRAWN: &str = "undrawn";

/// A stack of shares over the steps.
#[derive(Clone, Debug)]
struct States {
    calendar: CalendarShown,
    /// From the top down.
    bands: Vec<Band>,
}

/// One layer of the stack.
#[derive(Clone, Debug)]
pub(super) struct Band {
    pub(super) title: String,
    pub(super) paint: Paint,
    /// Its share before step 1, where that is known.
    pub(super) start: Option<f64>,
    /// Its share at the end of each step.
    pub(super) shares: Vec<f64>,
    /// The last of them, as printed.
    pub(super) printed: String,
    pub(super) counted: (u64, u64),
}

/// What a layer is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The colour of a branch.
    Slot(u16),
    /// What is lumped.
    Other,
    /// What was not asked.
    Undrawn,
}

/// First a chart for each question with several answers (the headline ones where there are any), then one for each variable that the author
/// names; else for those that the headline questions read.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let Some(calendar) = &record.calendar else {
        return Vec::new();
    };
    let has_headline = record.questions.iter().any(|(_, question)| question.headline);
    let asked = record
        .questions
        .iter()
        .filter(|(_, question)| question.headline || !has_headline);
    let mut found: Vec<Figure> = asked
        .filter_map(|(id, question)| of_question(record, calendar, id, question))
        .collect();
    let variables = chosen(record).into_iter();
    found.extend(variables.filter_map(|(id, variable)| of_variable(record, calendar, id, variable)));
    found
}

/// The variables to show, with their ids.
pub(super) fn chosen(record: &RunRecord) -> Vec<(&str, &Variable)> {
    let named = &record.report.states;
    if !named.is_empty() {
        let known = named.iter().filter_map(|id| {
            let variable = record.variables.get(id)?;
            Some((id.as_str(), variable))
        });
        return known.collect();
    }
    let has_headline = record.questions.iter().any(|(_, question)| question.headline);
    let is_asked = |to: &str| {
        to.strip_prefix("questions.")
            .and_then(|id| record.questions.get(id))
            .is_some_and(|question| question.headline || !has_headline)
    };
    let edges = &record.structure.edges;
    let weight = |id: &str| {
        let asked = edges
            .iter()
            .filter(|edge| edge.from == id && is_asked(&edge.to))
            .count();
        let read = edges.iter().filter(|edge| edge.from == id || edge.to == id).count();
        (asked > 0, read)
    };
    // A yes or no that comes once is better told by a timeline.
    let mut list: Vec<(usize, &str, &Variable)> = record
        .variables
        .iter()
        .enumerate()
        .filter(|(_, (_, variable))| variable.timing == "each_step" && variable.branches.len() > 2)
        .map(|(place, (id, variable))| (place, id, variable))
        .collect();
    list.sort_by(|a, b| weight(b.1).cmp(&weight(a.1)).then(a.0.cmp(&b.0)));
    list.truncate(FEW);
    list.sort_by_key(|(place, ..)| *place);
    list.into_iter().map(|(_, id, variable)| (id, variable)).collect()
}

fn of_question(record: &RunRecord, calendar: &CalendarShown, id: &str, question: &Question) -> Option<Figure> {
    let QuestionResult::Cases {
        answers,
        initial,
        by_step,
        ..
    } = &question.result
    else {
        return None;
    };
    let steps = question.step as usize;
    let band = |(answer, about): (&str, &Answer)| {
        let start = initial
            .as_ref()
            .map(|initial| initial.get(answer).copied().unwrap_or(0.0));
        let paint = about.slot.map_or(Paint::Other, Paint::Slot);
        band(&about.title, paint, start, by_step.get(answer), steps, &about.share)
    };
    let bands = answers.iter().map(band).collect();
    let title = format!("{}: how do the answers drift?", question.title);
    let calendar = until(calendar, steps);
    figure(record, format!("states-question-{id}"), title, calendar, bands)
}

fn of_variable(record: &RunRecord, calendar: &CalendarShown, id: &str, variable: &Variable) -> Option<Figure> {
    let steps = calendar.labels.len();
    let start = |branch: &str| Some(variable.initial.get(branch).copied().unwrap_or(0.0));
    let mut bands: Vec<Band> = variable
        .branches
        .iter()
        .map(|(branch, state)| {
            let shares = variable.by_step.get(branch);
            band(
                &state.title,
                Paint::Slot(state.slot),
                start(branch),
                shares,
                steps,
                &state.share,
            )
        })
        .collect();
    if let Some(share) = &variable.undrawn {
        let shares = variable.by_step.get(UNDRAWN);
        bands.push(band(
            "not asked yet",
            Paint::Undrawn,
            start(UNDRAWN),
            shares,
            steps,
            share,
        ));
    }
    let title = format!("{}: how does it drift?", variable.title);
    figure(record, format!("states-{id}"), title, calendar.clone(), bands)
}

fn band(title: &str, paint: Paint, start: Option<f64>, shares: Option<&Vec<f64>>, steps: usize, end: &Share) -> Band {
    let mut shares = shares.cloned().unwrap_or_default();
    shares.resize(steps, shares.last().copied().unwrap_or(0.0));
    Band {
        title: title.to_owned(),
        paint,
        start,
        shares,
        printed: end.printed.clone(),
        counted: (end.k, end.n),
    }
}

/// The steps up to one.
fn until(calendar: &CalendarShown, steps: usize) -> CalendarShown {
    let mut calendar = calendar.clone();
    calendar.labels.truncate(steps);
    calendar.ends.truncate(steps);
    calendar
}

fn figure(record: &RunRecord, id: String, title: String, calendar: CalendarShown, bands: Vec<Band>) -> Option<Figure> {
    if calendar.labels.is_empty() || bands.is_empty() {
        return None;
    }
    let table = table(&calendar, &bands);
    let (bands, lumped) = lump(bands);
    let mut shown = format!("Share of trials in each state at the end of the {}", calendar.unit);
    if lumped > 0 {
        let apart = usize::from(SLOTS) - 1;
        shown.push_str(&format!("; the {apart} largest apart, the other {lumped} together"));
    }
    let ends = bands.iter().map(|band| format!("{} {}", band.title, band.printed));
    let last = calendar.ends.last().map_or("the end", String::as_str);
    let description = format!("On {last}: {}", ends.collect::<Vec<_>>().join("; "));
    Some(Figure {
        kind: Kind::States,
        id,
        head: said::head(record, title, &shown, description),
        reading: format!(
            "Each column is the end of a {}; the height of a colour is the share of trials that are in that state then. \
             The numbers at the right are those of the last column.",
            calendar.unit
        ),
        table,
        plot: Box::new(States { calendar, bands }),
    })
}

/// More branches than colours: those that are largest at some step stay apart, the others become one. Says how many were lumped.
fn lump(bands: Vec<Band>) -> (Vec<Band>, usize) {
    let branches = bands.iter().filter(|band| band.paint != Paint::Undrawn).count();
    if branches <= usize::from(SLOTS) {
        return (bands, 0);
    }
    let largest = |band: &Band| {
        let all = band.shares.iter().copied().chain(band.start);
        all.fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..bands.len())
        .filter(|place| bands[*place].paint != Paint::Undrawn)
        .collect();
    order.sort_by(|a, b| largest(&bands[*b]).total_cmp(&largest(&bands[*a])).then(a.cmp(b)));
    let rest: Vec<usize> = order.split_off(usize::from(SLOTS) - 1);
    let lumped = rest.len();
    let mut other: Option<Band> = None;
    let mut kept = Vec::new();
    let mut undrawn = Vec::new();
    for (place, band) in bands.into_iter().enumerate() {
        if band.paint == Paint::Undrawn {
            undrawn.push(band);
        } else if rest.contains(&place) {
            let sum = other.get_or_insert_with(|| Band {
                title: format!("other ({lumped})"),
                paint: Paint::Other,
                start: None,
                shares: vec![0.0; band.shares.len()],
                printed: String::new(),
                counted: (0, band.counted.1),
            });
            if let Some(start) = band.start {
                sum.start = Some(sum.start.unwrap_or(0.0) + start);
            }
            for (total, share) in sum.shares.iter_mut().zip(&band.shares) {
                *total += share;
            }
            sum.counted.0 += band.counted.0;
            sum.printed = print_probability(&Proportion::new(sum.counted.0, sum.counted.1)).text;
        } else {
            kept.push(band);
        }
    }
    // A lumped layer has no colour of its own; those that stay keep theirs.
    kept.extend(other);
    kept.extend(undrawn);
    (kept, lumped)
}

fn table(calendar: &CalendarShown, bands: &[Band]) -> Table {
    let mut table = Table::new([
        Column::text("step", "step"),
        Column::text("until", "until"),
        Column::text("state", "state"),
        Column::number("p", "share of trials"),
    ]);
    let percent = |p: f64, band: &Band| {
        let n = band.counted.1;
        print_probability(&Proportion::new((p * n as f64).round() as u64, n)).text
    };
    for band in bands {
        // Where everything starts in one state, that was not counted but written.
        let Some(start) = band.start else { continue };
        let shown = match start {
            0.0 => "none".to_owned(),
            1.0 => "all".to_owned(),
            _ => percent(start, band),
        };
        table.row([
            Cell::text("start"),
            Cell::text(""),
            Cell::text(band.title.clone()),
            Cell::number(start, shown),
        ]);
    }
    for (step, label) in calendar.labels.iter().enumerate() {
        for band in bands {
            let last = step + 1 == calendar.labels.len();
            let share = band.shares[step];
            let shown = if last {
                band.printed.clone()
            } else {
                percent(share, band)
            };
            table.row([
                Cell::text(label.clone()),
                Cell::text(calendar.ends.get(step).cloned().unwrap_or_default()),
                Cell::text(band.title.clone()),
                Cell::number(share, shown),
            ]);
        }
    }
    table
}

impl Plot for States {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, &self.calendar, &self.bands);
    }
}
