//! What `comparison.json` holds: runs side by side, what differs in their scenarios, what moved, and where they first part.

mod files;
mod identity;
mod schema;
mod tables;

pub use files::{COMPARISON, files, read, to_json};
pub use identity::comparison_identity;
pub use schema::{schema, schema_text};
pub use tables::{changes as changes_table, moved as moved_table};

use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use super::shape::{ExpectationShown, Made, Notice, RunRecord};

/// The version of the format of `comparison.json`. Raised when a name or a meaning changes.
pub const FORMAT: u32 = 1;

/// Several runs compared with the first of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonRecord {
    /// [`FORMAT`].
    pub format: u32,
    /// A hash of everything that determines the results.
    pub identity: String,
    /// Raised with every change of the program that changes a number.
    pub result_version: u32,
    /// The runs; the first is what the others are compared with.
    pub sides: Vec<Side>,
    /// One for each side but the first, in their order.
    pub comparisons: Vec<Comparison>,
    /// How it was found when to stop; none where the number of trials was fixed beforehand.
    #[serde(default)]
    pub stopping: Option<Stopping>,
    /// The author's own tests and the directions that claims expect, where the sides are the baseline and alternatives of one scenario.
    #[serde(default)]
    pub expectations: Vec<ExpectationShown>,
    /// What a reader has to know before quoting a number.
    pub notices: Vec<Notice>,
    /// Whether all trials that were asked for were run.
    pub complete: bool,
    /// The only part that depends on the clock and the machine; so is `made` within the sides' records.
    pub made: Made,
}

/// How a comparison that runs until it is clear came to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stopping {
    /// The smallest difference that matters, as a probability; none where every difference had to be clear.
    pub smallest: Option<f64>,
    /// The most trials that were allowed.
    pub budget: u64,
    /// All trials up to each look, the last of them those of this record.
    pub looks: Vec<u64>,
    /// Of all intervals that are not valid always, so that each keeps its 95% at whichever look the run stops: those of the sides alone and of
    /// the shifts of numbers.
    pub confidence: f64,
    /// Why it ended.
    pub why: StoppedBecause,
    /// That in a sentence, with the number of trials.
    pub says: String,
}

/// Why a comparison that runs until it is clear ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoppedBecause {
    /// Each difference that decides is clear, or cannot be.
    Clear,
    /// Each is clear, or smaller than what matters, and one at least is that.
    Small,
    /// The change reaches none of the answers that decide.
    Same,
    /// The trials that were allowed are spent, and a difference is still open.
    Budget,
    /// Somebody stopped it.
    Interrupted,
}

/// What is known of a difference that decides when to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Its interval lies off zero.
    Clear,
    /// Its interval lies within the smallest difference that matters.
    Small,
    /// The change does not reach the answer: it is 0.
    Same,
    /// None of these.
    Open,
}

/// One of the runs that are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Short, and another for each side, such as `baseline` or an alternative's id.
    pub label: String,
    /// Shown to readers.
    pub title: String,
    /// As it was named: a file, `FILE:alternative`, or a record.
    pub named: String,
    /// Where it comes from.
    pub origin: Origin,
    /// All that was found of it alone.
    pub run: RunRecord,
}

/// Where a side comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A scenario file.
    File,
    /// An alternative of a scenario file.
    Alternative,
    /// A record, whose scenario was run again.
    Record,
    /// A record as it stands: nothing was run.
    RecordAsFound,
}

/// A side beside the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Which of [`ComparisonRecord::sides`].
    pub side: usize,
    /// How the two were compared.
    pub method: Method,
    /// Why they could not be paired trial by trial; none where they were.
    pub unpaired: Option<String>,
    /// What differs in the scenarios and in what was asked of them.
    pub changes: Vec<Change>,
    /// Changes of titles, groups, notes, sources and claims, which move no number: how many.
    pub wording: u64,
    /// What moved in the questions that both have, in the order of the first side.
    pub questions: Ordered<QuestionMoved>,
    /// What moved in the quantities that both have.
    pub quantities: Ordered<NumberMoved>,
    /// Questions that only one of the two asks: ids, with the side (`first` or `second`).
    pub one_sided: Ordered<Which>,
    /// A pair of trials told side by side.
    pub story: Option<PairStory>,
    /// Where the second side forces one draw: the same answers where that came about by itself.
    pub seen_and_done: Option<SeenAndDone>,
}

/// One of two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The first.
    First,
    /// The other.
    Second,
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Trial by trial, on the same luck.
    Paired,
    /// On the same luck, where a condition keeps other trials on one side than on the other.
    Kept,
    /// As two runs that have no luck in common.
    Independent,
}

/// Something that differs in the scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What sort of change.
    pub kind: ChangeKind,
    /// What of it happened.
    pub edit: Edit,
    /// Where, such as `assumptions.kremlin_presses` or `choices.troops.factor.ultimatum.options.send`.
    pub path: String,
    /// The title of the element.
    pub title: String,
    /// In the first side, as a reader is shown it.
    pub was: Option<String>,
    /// In the second.
    pub is: Option<String>,
}

/// What sort of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A number.
    Value,
    /// A condition, a formula, a list: how something comes about.
    Rule,
    /// An element, a branch, a case, a factor, a row: what there is.
    Structure,
    /// A question: what is asked.
    Question,
    /// The days and steps of the run.
    Time,
    /// A draw that is replaced.
    Do,
    /// A condition that keeps trials.
    Given,
    /// The one expert believed.
    Believe,
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Only the second side has it.
    Added,
    /// Only the first side has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
    /// It has another id, and the same luck.
    Renamed,
}

/// A question in two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionMoved {
    /// Shown to readers.
    pub title: String,
    /// Whether it stands in the first chart.
    pub headline: bool,
    /// The heading under which it stands.
    pub group: Option<String>,
    /// The answers that both have, in the order of the file: of a yes/no question `yes` alone, of a number
    /// `over 5` for each threshold.
    pub answers: Ordered<AnswerMoved>,
    /// Of a number.
    pub number: Option<NumberMoved>,
}

/// An answer in two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerMoved {
    /// Shown to readers; that of the question where it is `yes`.
    pub title: String,
    /// Its place in the palette, from 1; none for yes.
    pub slot: Option<u16>,
    /// In the first side, as printed beside the difference.
    pub first: String,
    /// In the second.
    pub second: String,
    /// The estimates, first and second.
    pub p: [f64; 2],
    /// Second less first.
    pub difference: DifferenceShown,
    /// Second over first, where one of them is below 1%.
    pub ratio: Option<RatioShown>,
    /// The difference at the end of each step that both runs have.
    pub by_step: Vec<f64>,
    /// Lower ends of the intervals of these.
    pub by_step_low: Vec<f64>,
    /// Upper ends.
    pub by_step_high: Vec<f64>,
    /// Where the trials first part in which the answer was given in one run only; none where that was not followed.
    pub partings: Option<Partings>,
    /// What is known of the difference; none where it does not decide when to stop.
    #[serde(default)]
    pub known: Option<Known>,
}

/// A difference of probabilities with its interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DifferenceShown {
    /// Second less first.
    pub value: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// In points, such as `−17`.
    pub printed: String,
    /// Such as `−18 to −16`.
    pub range: String,
    /// Whether the interval lies off zero.
    pub visible: bool,
    /// The smallest difference that would have shown.
    pub least_visible: f64,
    /// That in points, as printed.
    pub least_printed: String,
    /// Trials with the answer in the second side only; none where trials are not paired.
    pub gained: Option<u64>,
    /// Trials with the answer in the first side only.
    pub lost: Option<u64>,
    /// When the interval holds.
    #[serde(default)]
    pub interval: Holds,
}

/// When a 95% interval holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// At a number of trials that was fixed beforehand.
    #[default]
    Once,
    /// At every number of trials at once, however it is found when to stop. Wider.
    Always,
}

/// A ratio of probabilities with its interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatioShown {
    /// Second over first; none where the first is none.
    pub value: Option<f64>,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end; none where there is none.
    pub high: Option<f64>,
    /// Such as `about a third (0.27 to 0.36)`.
    pub printed: String,
}

/// A number in two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberMoved {
    /// Shown to readers.
    pub title: String,
    /// Its unit.
    pub unit: Option<String>,
    /// By how much the mean moved.
    pub mean: Option<Shift>,
    /// By how much each quantile did, by probability.
    pub quantiles: Ordered<Shift>,
}

/// By how much a number moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// In the first side.
    pub first: f64,
    /// In the second.
    pub second: f64,
    /// Second less first.
    pub value: f64,
    /// Lower end of the 95% interval of the shift; none where there is none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// First, second and the shift as printed.
    pub printed: [String; 3],
    /// Whether the interval lies off zero.
    pub visible: bool,
    /// Whether the interval rests on the pairing of the trials.
    #[serde(default)]
    pub paired: bool,
}

/// Where the trials first part that answer differently. All rows together: `gained` and `lost` of the difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partings {
    /// By their share of the difference, the largest first.
    pub rows: Vec<PartingRow>,
    /// The largest in words, such as `61% of the drop comes from trials that first part at “Kremlin ultimatum”, mostly in months 2 to 4`.
    pub says: Option<String>,
}

/// The trials that first part at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartingRow {
    /// What sort of place.
    pub at: PartingAt,
    /// The element's id in the first side; none for the question itself.
    pub id: Option<String>,
    /// Shown to readers.
    pub title: String,
    /// Trials with the answer in the second side only.
    pub gained: u64,
    /// Trials with the answer in the first side only.
    pub lost: u64,
    /// (gained − lost) over all trials: the row's part of the difference.
    pub value: f64,
    /// `gained` by step, from step 0 (before the first); empty for the question itself.
    pub gained_by_step: Vec<u64>,
    /// `lost` by step.
    pub lost_by_step: Vec<u64>,
}

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartingAt {
    /// A choice, an event or a quantity that both have.
    Element,
    /// One that both have, which reads something that only one of them has; or the two are evaluated in another order.
    OneRunOnly,
    /// Nothing parts before the question is read: what it asks, or a number that it reads, is not the same.
    Question,
}

/// One trial in two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairStory {
    /// Its number.
    pub trial: u64,
    /// The question that it answers differently.
    pub question: String,
    /// Its answers, first and second.
    pub answers: [String; 2],
    /// Where the two first part, in words.
    pub parts_at: String,
    /// The steps at which something happened otherwise.
    pub steps: Vec<StoryStep>,
}

/// What happened otherwise at a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoryStep {
    /// The step; 0 is before the first.
    pub step: u32,
    /// Its name.
    pub label: String,
    /// What happened in the first run and not in the second, a sentence each.
    pub first: Vec<String>,
    /// What happened in the second and not in the first.
    pub second: Vec<String>,
}

/// What is seen where something came about by itself, beside what follows where it is made so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenAndDone {
    /// The condition under which the first side's trials are looked at.
    pub given: String,
    /// What the second side forces.
    pub forced: String,
    /// How many trials of the first side keep the condition, of how many.
    pub kept: [u64; 2],
    /// By question and answer (`posture.cornered`; of yes/no the question alone).
    pub answers: Ordered<SeenAnswer>,
}

/// An answer as seen and as done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenAnswer {
    /// Shown to readers.
    pub title: String,
    /// In all trials of the first side.
    pub all: f64,
    /// In those in which the condition held: P(a | b).
    pub seen: super::shape::Share,
    /// Under the forced draw: P(a) under do(b).
    pub done: super::shape::Share,
    /// Whether the two lie clearly apart, as the report shows them by itself then.
    pub differ: bool,
}
