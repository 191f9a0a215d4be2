//! Sweeps: one or two values of a scenario moved over a grid, on the same luck, and where its answers tip.

mod axis;
mod grid;
mod over;
mod tips;

use crate::document::Loader;
use crate::engine::{PairTally, Pairs, Tallies, Watch};
use crate::record::Made;
use crate::record::sweep::{Axis, SweepRecord, SweptPoints, build_sweep};
use crate::source::Diagnostics;
use crate::stats::CONFIDENCE;

use super::prepare::{Ask, Prepared};
use super::sample::{Failure, Sampling};
use grid::{Grid, Point};

pub use over::{Over, OverError, POINTS};

/// What a sweep is made of.
pub struct Sweep<'a> {
    /// Reads the scenario's files.
    pub loader: &'a dyn Loader,
    /// What is asked of every point alike.
    pub ask: &'a Ask,
    /// The scenario as it stands.
    pub prepared: &'a Prepared,
    /// One axis or two.
    pub over: &'a [Over],
    /// Seed, threads, memory.
    pub sampling: &'a Sampling,
    /// Trials of each point.
    pub trials: u64,
}

/// Why there is no record of a sweep.
#[derive(Debug)]
pub enum SweepFailure {
    /// A point cannot be run: its value as it was set, and the document and findings that say why.
    Point(String, Box<crate::document::Document>, Diagnostics),
    /// A point met something as it ran: its value as it was set, empty for the scenario as it stands.
    Run(String, Failure),
    /// The watcher cancelled it.
    Cancelled,
    /// The grid has so many points.
    TooMany(usize),
}

/// A sweep that is ready to be run: every point is a scenario that was read and checked.
pub struct ReadySweep<'a> {
    sweep: Sweep<'a>,
    axes: Vec<Axis>,
    points: Vec<Point>,
}

/// Reads and checks every point.
///
/// # Errors
/// The first point that is no scenario, with its findings.
pub fn ready(sweep: Sweep<'_>) -> Result<ReadySweep<'_>, Box<SweepFailure>> {
    let axes: Vec<Axis> = sweep.over.iter().map(|over| axis::axis(sweep.prepared, over)).collect();
    let count = axes
        .iter()
        .fold(1usize, |count, axis| count.saturating_mul(axis.written.len()));
    if count > POINTS {
        return Err(Box::new(SweepFailure::TooMany(count)));
    }
    let mut points = Vec::new();
    for at in grid::places(&axes) {
        points.push(grid::point(&sweep, &axes, &at)?);
    }
    Ok(ReadySweep { sweep, axes, points })
}

impl ReadySweep<'_> {
    /// How many points there are.
    pub fn points(&self) -> u64 {
        self.points.len() as u64
    }

    /// Runs all points, then narrows the tipping points down by further runs. The first watcher is told of the trials of the grid, the second of
    /// those that narrow. `made` tells when and with what.
    ///
    /// # Errors
    /// What a point met, or that a watcher cancelled.
    pub fn run(
        &self,
        resolved: &str,
        watch: &dyn Watch,
        narrowing: &dyn Watch,
        made: impl FnOnce() -> Made,
    ) -> Result<SweepRecord, Box<SweepFailure>> {
        let sweep = &self.sweep;
        let counted = Grid {
            sweep,
            points: &self.points,
        }
        .run(watch)?;
        let tips = tips::tips(sweep, &self.axes, &counted.baseline, &counted.points, narrowing)?;
        let prepared = sweep.prepared;
        let over: Vec<String> = sweep.over.iter().map(|over| over.text.clone()).collect();
        let asked = crate::record::Asked {
            seed: sweep.sampling.seed,
            trials: sweep.trials,
            ..prepared.asked.clone()
        };
        let visible = least_visible(&counted);
        Ok(build_sweep(
            SweptPoints {
                document: &prepared.document,
                model: &prepared.model,
                plan: &prepared.plan,
                changes: &prepared.changes,
                axes: self.axes.clone(),
                over: &over,
                baseline: &counted.baseline,
                points: &counted.points,
                untouched: &counted.untouched,
                least_visible: &visible,
                tips,
                asked,
                confidence: CONFIDENCE,
            },
            resolved,
            made(),
        ))
    }
}

/// What the points of a grid counted.
struct Counted {
    baseline: Tallies,
    points: Vec<Tallies>,
    /// The scenario as it stands with each point.
    pairs: Vec<Pairs>,
    /// By place in the plan, whether no point reaches the question.
    untouched: Vec<bool>,
}

/// The smallest difference of an answer (by its place among the codes: yes is 1) from the scenario as it stands that would have shown at any
/// point; none where points keep other trials than it does.
fn least_visible(counted: &Counted) -> impl Fn(&str, usize) -> Option<f64> {
    let kept = counted.baseline.kept;
    let is_paired =
        counted.points.iter().all(|point| point.kept == kept) && counted.pairs.iter().all(|p| p.kept == kept);
    move |question: &str, answer: usize| {
        let of_pair = |pairs: &Pairs| {
            let (_, tally) = pairs.questions.iter().find(|(id, _)| id == question)?;
            let PairTally::Answers(counts) = tally else { return None };
            let mut paired = crate::tally::Paired::default();
            for (a, row) in counts.iter().enumerate() {
                for (b, count) in row.iter().enumerate() {
                    match (a == answer, b == answer) {
                        (true, true) => paired.both += count,
                        (true, false) => paired.only_first += count,
                        (false, true) => paired.only_second += count,
                        (false, false) => paired.neither += count,
                    }
                }
            }
            (paired.total() > 0).then(|| crate::stats::paired_difference(&paired).least_visible)
        };
        let pairs = counted.pairs.iter().filter(|_| is_paired);
        pairs.filter_map(of_pair).reduce(f64::max)
    }
}
