//! States side by side: one variable's or question's shares in both runs, stacked on shared axes in the same colours.

mod draw;

use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::sheet::Sheet;
use crate::chart::states::{Paint, UNDRAWN, chosen};
use crate::chart::table::{Cell, Column, Table};
use crate::chart::theme::SLOTS;
use crate::record::{CalendarShown, Ordered, QuestionResult, RunRecord};
use crate::stats::{Proportion, print_probability};

use super::Beside;
use super::rows::rows;
use super::said;

/// The most figures of one side: where it is the only one, and among several.
const FIGURES: usize = 3;
const FIGURES_EACH: usize = 1;
/// Variables whose shares lie nearer than this at every step have no picture.
const LEAST: f64 = 0.005;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Stacks {
    pub(super) names: [String; 2],
    pub(super) calendar: CalendarShown,
    /// From the top down.
    pub(super) layers: Vec<Layer>,
}

/// One layer in both runs.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The branch or answer; none of what is lumped.
    id: Option<String>,
    pub(super) title: String,
    pub(super) paint: Paint,
    pub(super) sides: [Shares; 2],
}

/// The shares of a layer in one run.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    /// Before step 1, where that is known.
    pub(super) start: Option<f64>,
    /// At the end of each step.
    pub(super) steps: Vec<f64>,
    /// The last of them, as printed.
    pub(super) printed: String,
    /// Trials in the last, and of how many.
    counted: (u64, u64),
}

/// A picture for each question with several answers of which one visibly moved, then for the variables that a run's own pictures show and
/// that moved, the most first.
pub fn figures(beside: &Beside, count: usize) -> Vec<Figure> {
    let (Some(calendar), Some(other)) = (&beside.first.run.calendar, &beside.second.run.calendar) else {
        return Vec::new();
    };
    let steps = calendar.labels.len().min(other.labels.len());
    if calendar.start != other.start || calendar.unit != other.unit || steps == 0 {
        return Vec::new();
    }
    let most = if count > 1 { FIGURES_EACH } else { FIGURES };
    let mut list = Vec::new();
    let has_moved = |id: &str| {
        let mut own = rows(beside.comparison).into_iter().filter(|row| row.question == id);
        own.any(|row| row.moved.difference.visible)
    };
    let any_headline = beside.first.run.questions.iter().any(|(_, question)| question.headline);
    for (id, question) in beside.first.run.questions.iter() {
        if (question.headline || !any_headline) && has_moved(id) {
            let title = format!("{}: how do the answers drift?", question.title);
            let steps = steps.min(question.step as usize);
            list.extend(of_question(beside, id, steps).and_then(|mut layers| {
                as_printed(beside, id, &mut layers);
                figure(
                    beside,
                    format!("states-question-{id}"),
                    title,
                    until(calendar, steps),
                    layers,
                )
            }));
        }
    }
    let mut variables: Vec<(f64, Vec<Layer>, &str, &str)> = chosen(&beside.first.run)
        .into_iter()
        .filter_map(|(id, variable)| {
            let layers = of_variable(beside, id, steps)?;
            let apart = layers.iter().map(apart).fold(0.0, f64::max);
            (apart >= LEAST).then_some((apart, layers, id, variable.title.as_str()))
        })
        .collect();
    variables.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, layers, id, title) in variables {
        let title = format!("{title}: how does it drift?");
        list.extend(figure(
            beside,
            format!("states-{id}"),
            title,
            until(calendar, steps),
            layers,
        ));
    }
    list.truncate(most);
    list
}

/// The last numbers as they stand beside their difference elsewhere.
fn as_printed(beside: &Beside, id: &str, layers: &mut [Layer]) {
    let Some(question) = beside.comparison.questions.get(id) else {
        return;
    };
    let steps = layers.first().map_or(0, |layer| layer.sides[0].steps.len());
    let reads_there = |run: &RunRecord| run.questions.get(id).is_some_and(|one| one.step as usize == steps);
    if !(reads_there(&beside.first.run) && reads_there(&beside.second.run)) {
        return;
    }
    for layer in layers {
        if let Some(moved) = layer.id.as_ref().and_then(|id| question.answers.get(id)) {
            layer.sides[0].printed.clone_from(&moved.first);
            layer.sides[1].printed.clone_from(&moved.second);
        }
    }
}

/// The largest difference of a layer's shares at any step.
fn apart(layer: &Layer) -> f64 {
    let [a, b] = &layer.sides;
    a.steps
        .iter()
        .zip(&b.steps)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max)
}

/// The steps up to one.
fn until(calendar: &CalendarShown, steps: usize) -> CalendarShown {
    let mut calendar = calendar.clone();
    calendar.labels.truncate(steps);
    calendar.ends.truncate(steps);
    calendar
}

/// A layer as one run has it: title, what it is painted with, shares.
type Found = (String, Paint, Shares);

fn of_question(beside: &Beside, id: &str, steps: usize) -> Option<Vec<Layer>> {
    let side = |run: &RunRecord| -> Option<Ordered<Found>> {
        let QuestionResult::Cases {
            answers,
            initial,
            by_step,
            ..
        } = &run.questions.get(id)?.result
        else {
            return None;
        };
        let found = answers.iter().map(|(answer, about)| {
            let start = initial.as_ref().map(|all| all.get(answer).copied().unwrap_or(0.0));
            let paint = about.slot.map_or(Paint::Other, Paint::Slot);
            let shares = shares(start, by_step.get(answer), steps, about.share.n);
            (answer.to_owned(), (about.title.clone(), paint, shares))
        });
        Some(Ordered(found.collect()))
    };
    both(side(&beside.first.run)?, side(&beside.second.run)?, steps)
}

fn of_variable(beside: &Beside, id: &str, steps: usize) -> Option<Vec<Layer>> {
    let side = |run: &RunRecord| -> Option<Ordered<Found>> {
        let variable = run.variables.get(id)?;
        let start = |branch: &str| Some(variable.initial.get(branch).copied().unwrap_or(0.0));
        let mut found: Vec<(String, Found)> = variable
            .branches
            .iter()
            .map(|(branch, state)| {
                let shares = shares(start(branch), variable.by_step.get(branch), steps, state.share.n);
                (
                    branch.to_owned(),
                    (state.title.clone(), Paint::Slot(state.slot), shares),
                )
            })
            .collect();
        if let Some(share) = &variable.undrawn {
            let shares = shares(start(UNDRAWN), variable.by_step.get(UNDRAWN), steps, share.n);
            found.push((UNDRAWN.to_owned(), ("not asked yet".to_owned(), Paint::Undrawn, shares)));
        }
        Some(Ordered(found))
    };
    both(side(&beside.first.run)?, side(&beside.second.run)?, steps)
}

fn shares(start: Option<f64>, by_step: Option<&Vec<f64>>, steps: usize, n: u64) -> Shares {
    let mut list = by_step.cloned().unwrap_or_default();
    list.resize(steps.max(list.len()), list.last().copied().unwrap_or(0.0));
    list.truncate(steps);
    let last = list.last().copied().unwrap_or(0.0);
    let k = libm::round(last * n as f64) as u64;
    Shares {
        start,
        steps: list,
        printed: print_probability(&Proportion::new(k.min(n), n)).text,
        counted: (k.min(n), n),
    }
}

/// The layers of the first run, then those that only the second has; what was not asked last. None where a side has none.
fn both(first: Ordered<Found>, second: Ordered<Found>, steps: usize) -> Option<Vec<Layer>> {
    let n = |all: &Ordered<Found>| all.iter().next().map(|(_, (_, _, shares))| shares.counted.1);
    let empty = |n: u64| shares(Some(0.0), None, steps, n);
    let (n_first, n_second) = (n(&first)?, n(&second)?);
    let mut layers = Vec::new();
    for (id, (title, paint, shares)) in first.iter() {
        let other = second
            .get(id)
            .map_or_else(|| empty(n_second), |(_, _, shares)| shares.clone());
        layers.push(Layer {
            id: Some(id.to_owned()),
            title: title.clone(),
            paint: *paint,
            sides: [shares.clone(), other],
        });
    }
    for (id, (title, paint, shares)) in second.iter() {
        if first.get(id).is_none() {
            layers.push(Layer {
                id: Some(id.to_owned()),
                title: title.clone(),
                paint: *paint,
                sides: [empty(n_first), shares.clone()],
            });
        }
    }
    // A stable sort: the others stay in their order.
    layers.sort_by_key(|layer| layer.paint == Paint::Undrawn);
    Some(layers)
}

fn figure(beside: &Beside, id: String, title: String, calendar: CalendarShown, layers: Vec<Layer>) -> Option<Figure> {
    if calendar.labels.is_empty() || layers.is_empty() {
        return None;
    }
    let names = said::names(beside);
    let table = table(&calendar, &layers, &names);
    let (layers, lumped) = lump(layers);
    let mut shown = format!(
        "Share of trials in each state at the end of the {}, in “{}” and in “{}”",
        calendar.unit, names[0], names[1]
    );
    if lumped > 0 {
        let apart = usize::from(SLOTS) - 1;
        shown.push_str(&format!("; the {apart} largest apart, the other {lumped} together"));
    }
    let ends = layers.iter().map(|layer| {
        let [first, second] = &layer.sides;
        format!("{} {}, then {}", layer.title, first.printed, second.printed)
    });
    let description = ends.collect::<Vec<_>>().join("; ");
    Some(Figure {
        kind: Kind::States,
        id: beside.id(&id),
        head: said::head(beside, title, &shown, description),
        reading: format!(
            "Each column is the end of a {}; the height of a colour is the share of trials that are in that state then. The two pictures share their axis and \
             their colours, so that heights compare. The numbers are those of the last column, in the first run and in the other.",
            calendar.unit
        ),
        table,
        plot: Box::new(Stacks {
            names,
            calendar,
            layers,
        }),
    })
}

/// More branches than colours: those that are largest at some step of either run stay apart, the others become one. Says how many were lumped.
fn lump(layers: Vec<Layer>) -> (Vec<Layer>, usize) {
    let branches = layers.iter().filter(|layer| layer.paint != Paint::Undrawn).count();
    if branches <= usize::from(SLOTS) {
        return (layers, 0);
    }
    let largest = |layer: &Layer| {
        let all = layer
            .sides
            .iter()
            .flat_map(|side| side.steps.iter().copied().chain(side.start));
        all.fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..layers.len())
        .filter(|at| layers[*at].paint != Paint::Undrawn)
        .collect();
    order.sort_by(|a, b| largest(&layers[*b]).total_cmp(&largest(&layers[*a])).then(a.cmp(b)));
    let rest = order.split_off(usize::from(SLOTS) - 1);
    let mut kept = Vec::new();
    let mut other: Option<Layer> = None;
    let mut undrawn = Vec::new();
    for (at, layer) in layers.into_iter().enumerate() {
        if layer.paint == Paint::Undrawn {
            undrawn.push(layer);
        } else if !rest.contains(&at) {
            kept.push(layer);
        } else if let Some(sum) = &mut other {
            for (total, more) in sum.sides.iter_mut().zip(&layer.sides) {
                total.add(more);
            }
        } else {
            other = Some(Layer {
                id: None,
                title: format!("other ({})", rest.len()),
                paint: Paint::Other,
                sides: layer.sides,
            });
        }
    }
    kept.extend(other);
    kept.extend(undrawn);
    (kept, rest.len())
}

impl Shares {
    fn add(&mut self, more: &Shares) {
        if let Some(start) = more.start {
            self.start = Some(self.start.unwrap_or(0.0) + start);
        }
        for (total, share) in self.steps.iter_mut().zip(&more.steps) {
            *total += share;
        }
        self.counted.0 = (self.counted.0 + more.counted.0).min(self.counted.1);
        self.printed = print_probability(&Proportion::new(self.counted.0, self.counted.1)).text;
    }
}

fn table(calendar: &CalendarShown, layers: &[Layer], names: &[String; 2]) -> Table {
    let mut table = Table::new([
        Column::text("step", "step"),
        Column::text("until", "until"),
        Column::text("state", "state"),
        Column::number("first", &names[0]),
        Column::number("second", &names[1]),
    ]);
    let percent = |p: f64, n: u64| {
        let k = libm::round(p * n as f64) as u64;
        print_probability(&Proportion::new(k.min(n), n)).text
    };
    for (step, label) in calendar.labels.iter().enumerate() {
        for layer in layers {
            let cell = |side: &Shares| {
                let p = side.steps.get(step).copied().unwrap_or(0.0);
                Cell::number(p, percent(p, side.counted.1))
            };
            let [first, second] = &layer.sides;
            table.row([
                Cell::text(label.clone()),
                Cell::text(calendar.ends.get(step).cloned().unwrap_or_default()),
                Cell::text(layer.title.clone()),
                cell(first),
                cell(second),
            ]);
        }
    }
    table
}

impl Plot for Stacks {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, self);
    }
}
