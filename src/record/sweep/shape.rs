//! What `sweep.json` holds: axes, answers at every point of the grid, tipping points.

use serde::{Deserialize, Serialize};

use crate::record::ordered::Ordered;
use crate::record::shape::{Asked, CalendarShown, Estimate, Made, Notice, ScenarioShown, Share};

/// The version of the format of `sweep.json`. Raised when a name or a meaning changes.
pub const SWEEP_FORMAT: u32 = 1;

/// What was asked of a sweep and what it found. Charts and tables are drawn from it alone.
///
/// Every list over points goes through the grid row by row: with two axes of m and n values, the point at place i of the first and j of the
/// second stands at i · n + j.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepRecord {
    /// [`SWEEP_FORMAT`].
    pub format: u32,
    /// A hash of everything that determines the results.
    pub identity: String,
    /// Raised with every change of the program that changes a number.
    pub result_version: u32,
    /// Which scenario.
    pub scenario: ScenarioShown,
    /// Its steps as it stands; none without time.
    pub calendar: Option<CalendarShown>,
    /// What was asked of every point alike.
    pub asked: Asked,
    /// What all points rest on.
    pub found: SweepFound,
    /// What a reader has to know before quoting a number.
    pub notices: Vec<Notice>,
    /// What was moved: one axis or two.
    pub axes: Vec<Axis>,
    /// The answers, in the order of the file.
    pub questions: Ordered<SweptQuestion>,
    /// Where leading answers change and bands of the scale are crossed: by question, then along the axis.
    pub tips: Vec<Tip>,
    /// The only part that depends on the clock and the machine.
    pub made: Made,
}

/// What the points rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepFound {
    /// Points of the grid.
    pub points: u64,
    /// Trials of each point, the same luck in all.
    pub trials: u64,
    /// For each point, the trials that what was given kept: the n of its shares.
    pub kept: Vec<u64>,
    /// Of every interval.
    pub confidence: f64,
    /// Whether some point rests on too few trials to be quoted.
    pub too_few: bool,
}

/// What an axis moves over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisKind {
    /// Numbers, from low to high.
    Number,
    /// Words or other values, in the order given: no number line.
    Category,
    /// The scenario as it stands, then its alternatives.
    Alternatives,
}

/// How the values of an axis are spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spacing {
    /// Equal steps.
    Linear,
    /// Equal ratios.
    Log,
    /// As listed.
    List,
}

/// One axis of the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// What is set, such as `assumptions.appetite`; `alternatives` for those.
    pub path: String,
    /// As it was asked for: what `--over` takes. Empty in records that did not hold it yet.
    #[serde(default)]
    pub over: String,
    /// Shown to readers.
    pub title: String,
    /// What it moves over.
    pub kind: AxisKind,
    /// How the values are spaced.
    pub spacing: Spacing,
    /// The unit of the values, if they have one.
    pub unit: Option<String>,
    /// The period over which they are probabilities, such as `year`.
    pub per: Option<String>,
    /// Whether all values are probabilities or shares: from 0 to 1.
    pub is_probability: bool,
    /// For a number axis, the numbers, ascending. Else empty.
    pub values: Vec<f64>,
    /// Each value as it was set, as `--set` or `--alternative` would take it; empty for the scenario as it stands.
    pub written: Vec<String>,
    /// Each value for readers.
    pub labels: Vec<String>,
    /// The value in the scenario as it stands, if it is a point.
    pub baseline: Option<AxisBaseline>,
}

/// Where the scenario as it stands lies on an axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisBaseline {
    /// As written.
    pub written: String,
    /// The number that it stands for, on a number axis.
    pub value: Option<f64>,
}

/// A question over the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweptQuestion {
    /// What was found.
    #[serde(flatten)]
    pub result: Swept,
    /// Shown to readers.
    pub title: String,
    /// The heading under which it stands.
    pub group: Option<String>,
    /// Whether it stands in the first chart.
    pub headline: bool,
    /// The day by which it is read, if not the last.
    pub by: Option<String>,
    /// The step at whose end it is read; 0 without time.
    pub step: u32,
    /// Whether no trial answers differently anywhere on the grid: what is moved does not reach it.
    pub untouched: bool,
}

/// Answers over the grid, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Swept {
    /// `yes` and `no`.
    Yes {
        /// `yes`, then `no`.
        answers: Ordered<SweptAnswer>,
    },
    /// The first case that holds.
    Cases {
        /// In the order of the file, what is left last.
        answers: Ordered<SweptAnswer>,
    },
    /// A number.
    Number(SweptNumber),
}

/// One answer over the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweptAnswer {
    /// Shown to readers.
    pub title: String,
    /// Its place in the palette, from 1; none for yes and no.
    pub slot: Option<u16>,
    /// The estimates.
    pub p: Vec<f64>,
    /// Lower ends of the intervals (Clopper-Pearson).
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
    /// Trials in which it happened.
    pub k: Vec<u64>,
    /// In the scenario as it stands.
    pub baseline: Share,
    /// A difference of this size from the scenario as it stands would have shown at any point: the largest over all points, as a probability.
    /// None where some point keeps other trials than the scenario as it stands.
    pub least_visible: Option<f64>,
}

/// A number over the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweptNumber {
    /// Its unit.
    pub unit: Option<String>,
    /// The means.
    pub mean: Vec<Option<f64>>,
    /// Lower ends of their intervals.
    pub mean_low: Vec<Option<f64>>,
    /// Upper ends.
    pub mean_high: Vec<Option<f64>>,
    /// Quantiles by probability: `0.05`, `0.25`, `0.5`, `0.75`, `0.95`.
    pub quantiles: Ordered<Vec<Option<f64>>>,
    /// How likely it is to exceed each threshold.
    pub exceeds: Ordered<SweptAnswer>,
    /// The mean in the scenario as it stands.
    pub baseline: Option<Estimate>,
}

/// What tips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipKind {
    /// Another answer becomes the likeliest.
    Leader,
    /// The words of the scale change.
    Band,
}

/// A place at which an answer tips.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tip {
    /// What tips.
    pub kind: TipKind,
    /// The question.
    pub question: String,
    /// For a band, the answer whose probability crosses it.
    pub answer: Option<String>,
    /// Before it, seen along the axis: the id of the leading answer, or the words of the scale.
    pub before: String,
    /// Behind it.
    pub after: String,
    /// For a band, the probability that is crossed.
    pub edge: Option<f64>,
    /// The axis along which it is met: 0 or 1.
    pub axis: usize,
    /// With two axes, the place on the other one at which it is met.
    pub across: Option<usize>,
    /// The places of the axis between which it lies.
    pub between: [usize; 2],
    /// On a number axis, the middle of the bracket.
    pub at: Option<f64>,
    /// The bracket: with these trials the answer is `before` at its first end, and `after` at its second.
    pub bracket: Option<[f64; 2]>,
    /// By how much sampling error may move it (half of a 95% interval, in units of the axis): the error of the answer at the middle, divided
    /// by its slope between the two places. None where the answer does not change enough there to tell.
    pub error: Option<f64>,
    /// Whether the bracket was narrowed by further runs on the same luck, until it is small against the error.
    pub is_refined: bool,
}

impl SweepRecord {
    /// The place of a point in every list: `at` holds its place on each axis.
    pub fn point(&self, at: &[usize]) -> usize {
        let places = at.iter().zip(&self.axes);
        places.fold(0, |point, (place, axis)| point * axis.written.len() + place)
    }
}
