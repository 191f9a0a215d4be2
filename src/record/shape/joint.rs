//! What was counted together: answers along the trials, answers with branches, answers with states. Charts cannot compute these afterwards.

use serde::{Deserialize, Serialize};

use crate::record::ordered::Ordered;

/// The joint counts of a run. All are of the trials that what was given kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// How the answers settled as trials were added.
    pub convergence: Convergence,
    /// By question and answer: how often each branch held in trials with the answer and in those without. Of the headline questions (of all
    /// where none is one) that are answered by yes or by cases; of a yes question `yes` alone.
    pub drivers: Ordered<Ordered<Drivers>>,
    /// By question: how trials run through the variables that tell most about the answer, or those that were named. Of the same questions;
    /// a question that no variable tells anything about is left out.
    pub paths: Ordered<Paths>,
}

/// Answers at growing numbers of trials. The running estimate at place i is `answers[question][answer][i] / kept[i]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Convergence {
    /// Trials run: ten a decade from 100 on, and all of them last.
    pub trials: Vec<u64>,
    /// Of these, the trials kept.
    pub kept: Vec<u64>,
    /// By question and answer (`yes`; each answer of cases; `over 5` for a threshold): in how many of these it was the answer.
    pub answers: Ordered<Ordered<Vec<u64>>>,
}

/// What separates the trials with an answer from those without.
///
/// A branch counts for a trial with the answer if it held at the end of some step up to and including the first at whose end the answer
/// stood, so that consequences do not pose as causes; for a trial without, if it held at the end of some step up to one that is chosen as those are
/// spread at which the answer came (in the first 32,768 trials; where it came in none of them, up to the one at which the question is read), so that
/// both kinds are looked at for as long. The value before step 1 counts only if it still stood at the end of step 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// Trials with the answer, when the question is read.
    pub yes: u64,
    /// Trials without.
    pub no: u64,
    /// By variable and branch. Variables that cannot influence the answer are left out.
    pub held: Ordered<Ordered<Split>>,
}

/// In how many trials a branch held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Of those with the answer.
    pub yes: u64,
    /// Of those without.
    pub no: u64,
}

/// How trials run through a few variables to an answer: the states of the variables when the question is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paths {
    /// Whether the stages were named; else they tell most about the answer.
    pub named: bool,
    /// The variables, in the order in which a step evaluates them, or as named.
    pub stages: Vec<Stage>,
    /// The ids of the answers.
    pub answers: Vec<String>,
    /// Every combination that occurred, in the order of its places; the counts add up to the trials kept.
    pub ways: Vec<PathWay>,
}

/// A variable of a paths chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Its id.
    pub variable: String,
    /// The ids of its branches, in the order of the file; `undrawn` last, where that can be.
    pub states: Vec<String>,
}

/// One combination of states with an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathWay {
    /// For each stage the place of its state in [`Stage::states`].
    pub states: Vec<u16>,
    /// The place of the answer in [`Paths::answers`].
    pub answer: u16,
    /// In how many trials.
    pub k: u64,
}

/// What the scenario's `[report]` asks of its page; empty lists where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportShown {
    /// Questions that come first, in this order; the others follow in the order of the file.
    pub questions: Vec<String>,
    /// Variables that get a chart of their states, in this order.
    pub states: Vec<String>,
    /// The stages of the paths charts.
    pub paths: Vec<String>,
}
