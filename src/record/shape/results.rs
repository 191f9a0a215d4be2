//! The numbers of a record: shares with their intervals, answers, branches, quantities.

use serde::{Deserialize, Serialize};

use crate::record::ordered::Ordered;

/// A probability estimated by counting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The estimate, k / n.
    pub p: f64,
    /// Lower end of the interval (Clopper-Pearson).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Trials in which it happened.
    pub k: u64,
    /// Trials.
    pub n: u64,
    /// As it is printed, such as `2.9%` or `<0.04%`.
    pub printed: String,
    /// The words of the scale for the printed number.
    pub word: String,
    /// What may stand beside it, such as `none in 10,000 trials` or `about 1 in 3,000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
}

/// A number estimated from the trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of its interval; none where there are too few trials for one, or none is computed.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// As it is printed.
    pub printed: String,
}

/// One answer of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How likely it is.
    #[serde(flatten)]
    pub share: Share,
    /// Shown to readers.
    pub title: String,
    /// Its place in the palette, from 1; none for yes and no.
    pub slot: Option<u16>,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What was found.
    #[serde(flatten)]
    pub result: QuestionResult,
    /// Shown to readers.
    pub title: String,
    /// The heading under which it stands.
    pub group: Option<String>,
    /// Whether it stands in the first chart.
    pub headline: bool,
    /// The day by which it is read, if the author named one.
    pub by: Option<String>,
    /// The step at whose end it is read; 0 without time.
    pub step: u32,
    /// Where it stands, as `file:line`.
    pub at: String,
}

/// What was found of a question, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum QuestionResult {
    /// A truth.
    Yes {
        /// `yes` and `no`.
        answers: Ordered<Answer>,
        /// Share of yes before step 1, where that can be said.
        initial: Option<f64>,
        /// Share of yes at the end of each step.
        by_step: Vec<f64>,
        /// Lower ends of the intervals of these.
        by_step_low: Vec<f64>,
        /// Upper ends.
        by_step_high: Vec<f64>,
        /// Share of trials by the step at whose end it first held (`1`, `2`, …), and `never`.
        first_step: Ordered<f64>,
        /// The time to the first yes.
        first: Option<FirstTime>,
    },
    /// One of several answers.
    Cases {
        /// In the order of the file, `otherwise` last.
        answers: Ordered<Answer>,
        /// Shares before step 1, where that can be said.
        initial: Option<Ordered<f64>>,
        /// Shares at the end of each step.
        by_step: Ordered<Vec<f64>>,
        /// Lower ends of the intervals of these.
        by_step_low: Ordered<Vec<f64>>,
        /// Upper ends.
        by_step_high: Ordered<Vec<f64>>,
    },
    /// A number.
    Number(NumberResult),
}

/// When something first happened, in the trials in which it did up to the step at which the question is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstTime {
    /// How likely it is that it happens at the end of some step up to that one.
    pub happens: Share,
    /// Steps (counted from 1) by probability, of the trials in which it happens.
    pub quantiles: Ordered<Estimate>,
}

/// A number as found over the trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberResult {
    /// Its unit.
    pub unit: Option<String>,
    /// Mean, with the interval of the central limit theorem.
    pub mean: Option<Estimate>,
    /// Standard deviation over the trials.
    pub sd: Option<Estimate>,
    /// By probability, such as `0.05`; intervals from order statistics.
    pub quantiles: Ordered<Estimate>,
    /// How likely it exceeds each threshold, strictly.
    pub exceeds: Ordered<Share>,
    /// A histogram; none where all values are one.
    pub bins: Option<Bins>,
    /// Before step 1, where it can be said.
    pub initial: Option<NumberAtStep>,
    /// At the end of each step.
    pub by_step: Vec<NumberAtStep>,
}

/// A histogram over equal bins; what lies outside of them is counted apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    /// Where the first bin begins.
    pub from: f64,
    /// The width of each bin.
    pub width: f64,
    /// Trials in each bin.
    pub counts: Vec<u64>,
    /// Trials below the first.
    pub below: u64,
    /// Trials above the last.
    pub above: u64,
}

/// A number at the end of one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberAtStep {
    /// The mean.
    pub mean: f64,
    /// Quantiles by probability.
    #[serde(flatten)]
    pub quantiles: Ordered<f64>,
}

/// A choice or an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// `choice` or `event`.
    pub kind: String,
    /// Shown to readers.
    pub title: String,
    /// The id of the actor who decides, if one is named.
    pub actor: Option<String>,
    /// `once`, `each_step` or `first_chance`.
    pub timing: String,
    /// Its branches are levels, low to high.
    pub ladder: bool,
    /// Its branches are exactly yes and no.
    pub yes_no: bool,
    /// Shares at the end of the last step, in declaration order.
    pub branches: Ordered<StateShare>,
    /// The share in which it was never drawn, where that can be.
    pub undrawn: Option<Share>,
    /// Shares before step 1, of what occurs; `undrawn` among them.
    pub initial: Ordered<f64>,
    /// Shares at the end of each step; `undrawn` among them where that can be.
    pub by_step: Ordered<Vec<f64>>,
    /// Where it stands, as `file:line`.
    pub at: String,
}

/// A branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateShare {
    /// How likely it is.
    #[serde(flatten)]
    pub share: Share,
    /// Shown to readers.
    pub title: String,
    /// Its place in the palette, from 1.
    pub slot: u16,
}

/// A number per trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Shown to readers.
    pub title: String,
    /// What was found.
    #[serde(flatten)]
    pub result: NumberResult,
    /// Where it stands, as `file:line`.
    pub at: String,
}
