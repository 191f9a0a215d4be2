//! What an engine counts: integers and exact sums, so that any split of the trials merges to the same bytes.

use crate::tally::{Histogram, Moments};

/// Everything counted of one plan over a range of trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Tallies {
    /// Trials that were run.
    pub run: u64,
    /// Trials that `given` kept (all of them without it). All counts below are of these.
    pub kept: u64,
    /// Kept trials in which at least one draw was replaced by `do`.
    pub forced: u64,
    /// As in the plan.
    pub variables: Vec<VariableTally>,
    /// As in the plan.
    pub quantities: Vec<QuantityTally>,
    /// As in the plan.
    pub questions: Vec<QuestionTally>,
}

/// How often a variable stood at each state code (the last is undrawn).
#[derive(Clone, Debug, PartialEq)]
pub struct VariableTally {
    /// Before step 1; without time, the only one.
    pub initial: Vec<u64>,
    /// At the end of each step.
    pub by_step: Vec<Vec<u64>>,
}

/// What is counted of a number at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberTally {
    /// Values by leading bits.
    pub histogram: Histogram,
    /// Exact sum and sum of squares.
    pub moments: Moments,
}

/// A quantity's values.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityTally {
    /// Before step 1, where it has a value then; without time, the only one.
    pub initial: Option<NumberTally>,
    /// At the end of each step.
    pub by_step: Vec<NumberTally>,
}

/// A question's answers.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionTally {
    /// A truth.
    Yes {
        /// Answered yes when read.
        yes: u64,
        /// True before step 1, where that can be said.
        initial: Option<u64>,
        /// True at the end of each step.
        by_step: Vec<u64>,
        /// First true at the end of each step (step 0 is no step).
        first: Vec<u64>,
    },
    /// Cases; the last answer is `otherwise`.
    Cases {
        /// Each answer when read.
        answers: Vec<u64>,
        /// Each answer before step 1, where that can be said.
        initial: Option<Vec<u64>>,
        /// Each answer at the end of each step.
        by_step: Vec<Vec<u64>>,
    },
    /// A number.
    Number {
        /// When read.
        value: NumberTally,
        /// How often it exceeded each threshold when read.
        exceeds: Vec<u64>,
        /// Before step 1, where that can be said.
        initial: Option<NumberTally>,
        /// At the end of each step.
        by_step: Vec<NumberTally>,
    },
}

/// Answers of two plans over the same trials, jointly: what a paired comparison needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    /// For each question that both plans have by id and kind; the id, and what was counted.
    pub questions: Vec<(String, PairTally)>,
    /// Trials that both plans kept.
    pub kept: u64,
}

/// What is counted of one question in two plans.
#[derive(Clone, Debug, PartialEq)]
pub enum PairTally {
    /// `counts[a][b]`: answer `a` in the first plan and `b` in the second (for yes/no: 0 no, 1 yes).
    Answers(Vec<Vec<u64>>),
    /// Difference second minus first of a number.
    Number(NumberTally),
}
