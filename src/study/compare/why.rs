//! Where the trials first part that answer differently: rows that add up to the whole difference, and the largest in words.

use std::collections::BTreeMap;

use crate::engine::{Flip, Flipped, Partings as Counted, Place};
use crate::model::Model;
use crate::record::CalendarShown;
use crate::record::comparison::{PartingAt, PartingRow, Partings};

/// Trials by the step at which they first part.
type BySteps = BTreeMap<u32, u64>;

/// The share of a row's trials that "mostly" stands for.
const MOSTLY: f64 = 2.0 / 3.0;

/// What was counted of partings, and what names the places.
#[derive(Clone, Copy)]
pub struct Follows<'a> {
    /// The first side's scenario.
    pub model: &'a Model,
    /// What was counted.
    pub counted: &'a Counted,
    /// The first side's steps.
    pub calendar: Option<&'a CalendarShown>,
}

/// The rows of one answer: of its places in both runs, or of a threshold. `n` is the number of trials.
pub fn partings(
    follows: &Follows,
    question: usize,
    places: Option<[usize; 2]>,
    threshold: Option<usize>,
    n: u64,
) -> Partings {
    let mut rows: BTreeMap<Place, (BySteps, BySteps)> = BTreeMap::new();
    for (flip, found) in &follows.counted.flips {
        let Some(gains) = gains(flip, question, places, threshold) else {
            continue;
        };
        let (gained, lost) = rows.entry(flip.place).or_default();
        *(if gains { gained } else { lost }).entry(flip.step).or_default() += found.trials;
    }
    let mut rows: Vec<PartingRow> = rows
        .into_iter()
        .map(|(place, (gained, lost))| row(follows.model, place, &gained, &lost, n))
        .collect();
    rows.sort_by(|a, b| {
        net(b)
            .unsigned_abs()
            .cmp(&net(a).unsigned_abs())
            .then_with(|| b.gained.cmp(&a.gained))
    });
    let says = says(&rows, follows.calendar);
    Partings { rows, says }
}

/// Whether a flip gives the answer (true) or takes it (false); none where it has nothing to do with it.
fn gains(flip: &Flip, question: usize, places: Option<[usize; 2]>, threshold: Option<usize>) -> Option<bool> {
    if flip.question != question {
        return None;
    }
    let (before, after) = match (places, threshold) {
        (Some([a, b]), _) => (usize::from(flip.first) == a, usize::from(flip.second) == b),
        (None, Some(threshold)) if usize::from(flip.threshold) == threshold => (flip.first == 1, flip.second == 1),
        _ => return None,
    };
    (before != after).then_some(after)
}

/// The lowest trial that gives an answer (or takes it) and first parts where a row says; with the step.
pub fn example(
    follows: &Follows,
    question: usize,
    places: [usize; 2],
    top: &PartingRow,
    gained: bool,
) -> Option<(u64, Place, u32)> {
    let flips = follows.counted.flips.iter().filter(|(flip, _)| {
        let (at, id, _) = named(follows.model, flip.place);
        gains(flip, question, Some(places), None) == Some(gained) && at == top.at && id == top.id
    });
    let most = flips.max_by_key(|(flip, found): &(&Flip, &Flipped)| (found.trials, std::cmp::Reverse(flip.step)));
    most.map(|(flip, found)| (found.lowest, flip.place, flip.step))
}

fn row(model: &Model, place: Place, gained: &BTreeMap<u32, u64>, lost: &BTreeMap<u32, u64>, n: u64) -> PartingRow {
    let (at, id, title) = named(model, place);
    let sum = |steps: &BTreeMap<u32, u64>| steps.values().sum::<u64>();
    let last = gained.keys().chain(lost.keys()).max().copied().unwrap_or(0);
    let by_step = |steps: &BTreeMap<u32, u64>| -> Vec<u64> {
        if matches!(place, Place::Question | Place::OneSidedQuestion) {
            return Vec::new();
        }
        (0..=last).map(|step| steps.get(&step).copied().unwrap_or(0)).collect()
    };
    PartingRow {
        at,
        id,
        title,
        gained: sum(gained),
        lost: sum(lost),
        value: if n == 0 {
            0.0
        } else {
            (sum(gained) as f64 - sum(lost) as f64) / n as f64
        },
        gained_by_step: by_step(gained),
        lost_by_step: by_step(lost),
    }
}

/// A place as a reader is told it: what sort, the id, the title.
pub fn named(model: &Model, place: Place) -> (PartingAt, Option<String>, String) {
    let variable = |at: usize| model.variables.get(at).map(|one| &one.name);
    let quantity = |at: usize| model.quantities.get(at).map(|one| &one.name);
    let (at, name) = match place {
        Place::Variable(id) => (PartingAt::Element, variable(id.at())),
        Place::Quantity(id) => (PartingAt::Element, quantity(id.at())),
        Place::OneSidedVariable(id) => (PartingAt::OneRunOnly, variable(id.at())),
        Place::OneSidedQuantity(id) => (PartingAt::OneRunOnly, quantity(id.at())),
        Place::Question => return (PartingAt::Question, None, "the question itself".to_owned()),
        Place::OneSidedQuestion => {
            let title = "the question, which reads what is in one run only".to_owned();
            return (PartingAt::OneRunOnly, None, title);
        }
    };
    let title = name.map(|name| name.title_or_id()).unwrap_or_default();
    let title = match at {
        PartingAt::OneRunOnly => format!("{title}, which reads what is in one run only"),
        _ => title,
    };
    (at, name.map(|name| name.id.clone()), title)
}

fn net(row: &PartingRow) -> i64 {
    row.gained as i64 - row.lost as i64
}

fn says(rows: &[PartingRow], calendar: Option<&CalendarShown>) -> Option<String> {
    let total: i64 = rows.iter().map(net).sum();
    let top = rows.iter().find(|row| net(row).signum() == total.signum())?;
    if total == 0 {
        return None;
    }
    let word = if total > 0 { "rise" } else { "drop" };
    let share = net(top) as f64 / total as f64;
    let how_much = match libm::round(share * 100.0) as i64 {
        100 if net(top) == total => format!("all of the {word}"),
        more if more > 100 => format!("more than all of the {word}, which others make smaller,"),
        0 => format!("less than 1% of the {word}"),
        share => format!("{}% of the {word}", share.min(99)),
    };
    let place = match top.at {
        PartingAt::Question => "differ in the question itself".to_owned(),
        _ => format!("first part at “{}”", top.title),
    };
    let when = calendar.and_then(|calendar| when(top, calendar)).unwrap_or_default();
    Some(format!("{how_much} comes from trials that {place}{when}"))
}

/// The shortest stretch of steps that holds most of a row's trials, where that is a stretch at all.
fn when(row: &PartingRow, calendar: &CalendarShown) -> Option<String> {
    let steps: Vec<u64> = row
        .gained_by_step
        .iter()
        .zip(&row.lost_by_step)
        .map(|(a, b)| a + b)
        .collect();
    let all: u64 = steps.iter().sum();
    let needed = MOSTLY * all as f64;
    let mut best: Option<(usize, usize)> = None;
    for from in 0..steps.len() {
        let mut sum = 0;
        for (until, count) in steps.iter().enumerate().skip(from) {
            sum += count;
            if sum as f64 >= needed {
                if best.is_none_or(|(a, b)| until - from < b - a) {
                    best = Some((from, until));
                }
                break;
            }
        }
    }
    let (from, until) = best.filter(|_| all > 0)?;
    let unit = &calendar.unit;
    match (from, until) {
        (0, 0) => Some(" before the start".to_owned()),
        _ if 3 * (until - from + 1) > 2 * calendar.steps as usize => None,
        (from, until) if from == until => Some(format!(", mostly in {unit} {from}")),
        (from, until) => Some(format!(", mostly in {unit}s {from} to {until}")),
    }
}
