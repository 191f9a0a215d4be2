//! Tipping points: where another answer becomes the likeliest, and where the words of the scale change.
//!
//! The grid shows between which neighbours it happens. All runs have the same luck, so a count is a step function of the value that is moved,
//! and bisection finds a step: each further run is a scenario of its own in the middle of the bracket, until the bracket is small against
//! what sampling error leaves open.

use crate::engine::{QuestionTally, Tallies, Watch};
use crate::math::{normal_quantile, sqrt};
use crate::model;
use crate::record::sweep::{Axis, AxisKind, Spacing, Tip, TipKind};
use crate::scale::Scale;
use crate::stats::CONFIDENCE;

use super::grid::{Grid, Point, places, point_at};
use super::over::neat;
use super::{Sweep, SweepFailure};

/// The most tipping points that are narrowed.
const NARROWED: usize = 48;
/// The most runs that narrow one.
const ROUNDS: usize = 24;
/// A bracket is small when it is this part of the error.
const SMALL: f64 = 0.25;

/// What is looked at: which side of the tip a point is on.
struct Looked {
    tip: Tip,
    /// The question's place.
    question: usize,
    /// For a band the probability, for a leader the two answers' places.
    of: Of,
}

/// What changes sides.
#[derive(Clone, Copy)]
enum Of {
    /// The probability, and whether it is crossed upwards.
    Edge(f64, bool),
    /// The places of the answer that leads before, and of that behind.
    Leader(usize, usize),
}

/// All tipping points of a grid, narrowed.
pub(super) fn tips(
    sweep: &Sweep,
    axes: &[Axis],
    baseline: &Tallies,
    points: &[Tallies],
    watch: &dyn Watch,
) -> Result<Vec<Tip>, Box<SweepFailure>> {
    let model = &sweep.prepared.model;
    let mut all = Vec::new();
    for (place, question) in model.questions.iter().enumerate() {
        let is_counted = baseline
            .questions
            .get(place)
            .and_then(|tally| counts(tally, baseline.kept))
            .is_some();
        if !is_counted {
            continue;
        }
        for line in lines(axes) {
            for two in line.points.windows(2) {
                let [a, b] = two else { continue };
                between(model, question, place, &line, [*a, *b], points, &mut all);
            }
        }
    }
    let values = |looked: &mut Looked| {
        let axis = axes.get(looked.tip.axis)?;
        let [a, b] = looked.tip.between;
        let (low, high) = (*axis.values.get(a)?, *axis.values.get(b)?);
        looked.tip.bracket = Some([low, high]);
        looked.tip.at = Some(middle(axis, low, high));
        Some(())
    };
    for looked in &mut all {
        if values(looked).is_some() {
            looked.tip.error = error(looked, axes, points);
        }
    }
    narrow(sweep, axes, &mut all, watch)?;
    Ok(all.into_iter().map(|looked| looked.tip).collect())
}

/// Points along the first axis, at one place of the other.
struct Line {
    across: Option<usize>,
    points: Vec<usize>,
}

fn lines(axes: &[Axis]) -> Vec<Line> {
    let is_ordered = axes.first().is_some_and(|axis| axis.kind != AxisKind::Alternatives);
    if !is_ordered {
        return Vec::new();
    }
    let others = axes.get(1).map(|axis| axis.written.len());
    (0..others.unwrap_or(1))
        .map(|across| Line {
            across: others.map(|_| across),
            points: places(axes)
                .iter()
                .enumerate()
                .filter(|(_, place)| place.get(1).is_none_or(|at| *at == across))
                .map(|(point, _)| point)
                .collect(),
        })
        .collect()
}

/// Counts by answer, in the order of codes; none of a number.
fn counts(tally: &QuestionTally, kept: u64) -> Option<Vec<u64>> {
    match tally {
        QuestionTally::Yes { yes, .. } => Some(vec![kept.saturating_sub(*yes), *yes]),
        QuestionTally::Cases { answers, .. } => Some(answers.clone()),
        QuestionTally::Number { .. } => None,
    }
}

fn counted(points: &[Tallies], point: usize, question: usize) -> Option<(Vec<u64>, u64)> {
    let tallies = points.get(point)?;
    Some((counts(tallies.questions.get(question)?, tallies.kept)?, tallies.kept))
}

/// The first of the answers that none exceeds.
fn leader(counts: &[u64]) -> usize {
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|count| *count == most).unwrap_or(0)
}

fn between(
    model: &model::Model,
    question: &model::Question,
    place: usize,
    line: &Line,
    two: [usize; 2],
    points: &[Tallies],
    all: &mut Vec<Looked>,
) {
    let (Some(first), Some(second)) = (counted(points, two[0], place), counted(points, two[1], place)) else {
        return;
    };
    let at = |point: usize| line.points.iter().position(|one| *one == point).unwrap_or(0);
    let tip = |kind, answer: Option<String>, before: String, after: String, edge| Tip {
        kind,
        question: question.name.id.clone(),
        answer,
        before,
        after,
        edge,
        axis: 0,
        across: line.across,
        between: [at(two[0]), at(two[1])],
        at: None,
        bracket: None,
        error: None,
        is_refined: false,
    };
    let (a, b) = (leader(&first.0), leader(&second.0));
    if a != b {
        let of = Of::Leader(a, b);
        let tip = tip(
            TipKind::Leader,
            None,
            answer_id(question, a),
            answer_id(question, b),
            None,
        );
        all.push(Looked {
            tip,
            question: place,
            of,
        });
    }
    if !matches!(question.asked, model::Asked::Yes(_)) {
        return;
    }
    let share = |(counts, n): &(Vec<u64>, u64)| counts[1] as f64 / (*n).max(1) as f64;
    let (from, to) = (share(&first), share(&second));
    let mut edges: Vec<f64> = edges(model.words)
        .into_iter()
        .filter(|edge| (from < *edge) != (to < *edge))
        .collect();
    if from > to {
        edges.reverse();
    }
    for edge in edges {
        let (below, above) = words_at(model.words, edge);
        let (before, after) = if from < to { (below, above) } else { (above, below) };
        let tip = tip(TipKind::Band, Some("yes".to_owned()), before, after, Some(edge));
        all.push(Looked {
            tip,
            question: place,
            of: Of::Edge(edge, from < to),
        });
    }
}

fn answer_id(question: &model::Question, place: usize) -> String {
    match &question.asked {
        model::Asked::Cases { cases, otherwise } => {
            cases.get(place).map_or(&otherwise.id, |case| &case.answer.id).clone()
        }
        _ if place == 1 => "yes".to_owned(),
        _ => "no".to_owned(),
    }
}

/// The probabilities between 0 and 1 at which the words of a scale change.
fn edges(scale: Scale) -> Vec<f64> {
    let mut all: Vec<f64> = scale
        .terms()
        .iter()
        .flat_map(|term| [term.low.value(), term.high.value()])
        .filter(|edge| *edge > 0.0 && *edge < 1.0)
        .collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    all.retain(|edge| {
        let (below, above) = words_at(scale, *edge);
        below != above
    });
    all
}

/// The words just below and just above a probability. The narrowest band of any scale is wider than what is stepped aside here.
fn words_at(scale: Scale, edge: f64) -> (String, String) {
    let aside = 1e-4;
    let word = |p: f64| scale.word_for(p).compact();
    (word(edge - aside), word(edge + aside))
}

/// What changes its sign at the tip, with half the width of its interval.
fn signed(looked: &Looked, counts: &[u64], n: u64) -> (f64, f64) {
    let n = n.max(1) as f64;
    let share = |place: usize| counts.get(place).copied().unwrap_or(0) as f64 / n;
    let z = normal_quantile(0.5 + 0.5 * CONFIDENCE);
    match looked.of {
        Of::Edge(edge, _) => (share(1) - edge, z * sqrt(edge * (1.0 - edge) / n)),
        Of::Leader(a, b) => {
            let (a, b) = (share(a), share(b));
            (b - a, z * sqrt((a + b - (b - a) * (b - a)) / n))
        }
    }
}

/// By how much sampling error may move the tip: the error of what crosses, divided by its slope between the neighbours.
fn error(looked: &Looked, axes: &[Axis], points: &[Tallies]) -> Option<f64> {
    let axis = axes.get(looked.tip.axis)?;
    let [a, b] = looked.tip.between;
    let point = |place: usize| match looked.tip.across {
        Some(across) => place * axes[1].written.len() + across,
        None => place,
    };
    let (first, n) = counted(points, point(a), looked.question)?;
    let (second, m) = counted(points, point(b), looked.question)?;
    let ((from, one), (to, other)) = (signed(looked, &first, n), signed(looked, &second, m));
    let half = one.max(other);
    let width = axis.values.get(b)? - axis.values.get(a)?;
    // Where the whole change between the neighbours is no larger than the error, there is no slope to speak of.
    ((to - from).abs() > half).then(|| half * width / (to - from).abs())
}

fn middle(axis: &Axis, low: f64, high: f64) -> f64 {
    match axis.spacing {
        Spacing::Log => neat(sqrt(low) * sqrt(high)),
        _ => neat(low + 0.5 * (high - low)),
    }
}

/// Halves all brackets at once, round by round.
fn narrow(sweep: &Sweep, axes: &[Axis], all: &mut [Looked], watch: &dyn Watch) -> Result<(), Box<SweepFailure>> {
    let headlines = sweep.prepared.model.questions.iter().any(|question| question.headline);
    let mut open: Vec<usize> = (0..all.len())
        .filter(|at| all[*at].tip.error.is_some())
        .filter(|at| !headlines || sweep.prepared.model.questions[all[*at].question].headline)
        .take(NARROWED)
        .collect();
    for _ in 0..ROUNDS {
        open.retain(|at| !is_small(&mut all[*at].tip));
        if open.is_empty() {
            break;
        }
        // Tips that meet in one run share it.
        let mut wanted: Vec<(f64, Option<usize>)> = open
            .iter()
            .filter_map(|at| Some((all[*at].tip.at?, all[*at].tip.across)))
            .collect();
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        wanted.dedup();
        let points: Vec<Point> = wanted
            .iter()
            .map(|(value, across)| {
                let mut values = vec![(&axes[0], value.to_string())];
                values.extend(across.map(|at| (&axes[1], axes[1].written[at].clone())));
                point_at(sweep, &values)
            })
            .collect::<Result<_, _>>()?;
        let counted = Grid { sweep, points: &points }.run(watch)?;
        for at in &open {
            let looked = &mut all[*at];
            let (Some(value), across) = (looked.tip.at, looked.tip.across) else {
                continue;
            };
            let place = wanted.iter().position(|one| *one == (value, across));
            let tallies = place.and_then(|place| counted.points.get(place));
            let Some((counts, n)) = tallies
                .and_then(|tallies| Some((counts(&tallies.questions[looked.question], tallies.kept)?, tallies.kept)))
            else {
                continue;
            };
            step(looked, &axes[0], value, &counts, n);
        }
    }
    open.iter().for_each(|at| {
        is_small(&mut all[*at].tip);
    });
    Ok(())
}

/// Puts the middle in the place of the end that it agrees with.
fn step(looked: &mut Looked, axis: &Axis, value: f64, counts: &[u64], n: u64) {
    let Some([low, high]) = looked.tip.bracket else { return };
    let is_before = match looked.of {
        Of::Edge(edge, rises) => {
            let share = counts.get(1).copied().unwrap_or(0) as f64 / n.max(1) as f64;
            (share < edge) == rises
        }
        // A third answer may lead in between: whichever end the middle does not agree with is behind.
        Of::Leader(a, b) => counts.get(a) > counts.get(b) || (counts.get(a) == counts.get(b) && a < b),
    };
    let bracket = if is_before { [value, high] } else { [low, value] };
    looked.tip.bracket = Some(bracket);
    looked.tip.at = Some(middle(axis, bracket[0], bracket[1]));
}

/// Whether a bracket is small against the error, or can be no smaller.
fn is_small(tip: &mut Tip) -> bool {
    let (Some([low, high]), Some(error), Some(at)) = (tip.bracket, tip.error, tip.at) else {
        return true;
    };
    let is_small = high - low <= SMALL * error || at <= low || at >= high;
    tip.is_refined |= is_small;
    is_small
}
