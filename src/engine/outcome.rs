//! What an engine counts: integers and exact sums, so that any split of the trials merges to the same bytes.

use crate::engine::joint::JointTally;
use crate::plan::lower::stands_before_step_1;
use crate::plan::{Asked, Plan, Question};
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
    /// What the plan's [`crate::plan::Joint`] asks for.
    pub joint: JointTally,
}

/// How often a variable stood at each state code (the last is undrawn).
#[derive(Clone, Debug, PartialEq)]
pub struct VariableTally {
    /// Before step 1; without time, the only one.
    pub initial: Vec<u64>,
    /// At the end of each step.
    pub by_step: Vec<Vec<u64>>,
}

/// Bytes that the tally of a number takes, for values of both signs that span some twenty powers of two.
const NUMBER_BYTES: u64 = 192 * 1024;
/// The same at one of many steps, where fewer digits are kept.
const STEP_NUMBER_BYTES: u64 = 16 * 1024;

/// What is counted of a number at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[allow(
    clippy::large_enum_variant,
    reason = "a handful in a run, and boxes would be in the way of every count"
)]
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
#[allow(
    clippy::large_enum_variant,
    reason = "a handful in a run, and boxes would be in the way of every count"
)]
pub enum PairTally {
    /// `counts[a][b]`: answer `a` in the first plan and `b` in the second (for yes/no: 0 no, 1 yes).
    Answers(Vec<Vec<u64>>),
    /// Difference second minus first of a number.
    Number(NumberTally),
}

impl Tallies {
    /// Nothing counted yet.
    pub fn empty(plan: &Plan) -> Tallies {
        let steps = plan.steps as usize;
        let variables = plan.variables.iter().map(|variable| {
            let states = variable.branches.len() + 1;
            VariableTally {
                initial: vec![0; states],
                by_step: vec![vec![0; states]; steps],
            }
        });
        let quantities = plan.quantities.iter().map(|quantity| QuantityTally {
            initial: stands_before_step_1(&quantity.amount).then(NumberTally::default),
            by_step: vec![NumberTally::at_step(); steps],
        });
        let questions = plan
            .questions
            .iter()
            .map(|question| QuestionTally::empty(question, steps));
        Tallies {
            run: 0,
            kept: 0,
            forced: 0,
            variables: variables.collect(),
            quantities: quantities.collect(),
            questions: questions.collect(),
            joint: JointTally::empty(plan),
        }
    }

    /// Holds the place of tallies that are being added to.
    pub fn none() -> Tallies {
        Tallies {
            run: 0,
            kept: 0,
            forced: 0,
            variables: Vec::new(),
            quantities: Vec::new(),
            questions: Vec::new(),
            joint: JointTally::default(),
        }
    }

    /// How many bytes the tallies of a plan take at the most, numbers at a typical spread.
    pub fn bytes(plan: &Plan) -> u64 {
        let moments = u64::from(plan.steps) + 1;
        let states: u64 = plan.variables.iter().map(|v| v.branches.len() as u64 + 1).sum();
        let answers: u64 = plan
            .questions
            .iter()
            .map(|q| {
                if let Asked::Cases(c) = &q.asked {
                    c.len() as u64 + 1
                } else {
                    2
                }
            })
            .sum();
        let numbers = plan.quantities.len()
            + plan
                .questions
                .iter()
                .filter(|q| matches!(q.asked, Asked::Number { .. }))
                .count();
        let at_steps = u64::from(plan.steps) * STEP_NUMBER_BYTES;
        8 * moments * (states + answers) + numbers as u64 * (2 * NUMBER_BYTES + at_steps) + JointTally::bytes(plan)
    }

    /// Adds what was counted of other trials of the same plan.
    pub fn merge(&mut self, other: &Tallies) {
        self.run += other.run;
        self.kept += other.kept;
        self.forced += other.forced;
        for (mine, theirs) in self.variables.iter_mut().zip(&other.variables) {
            add_counts(&mut mine.initial, &theirs.initial);
            add_rows(&mut mine.by_step, &theirs.by_step);
        }
        for (mine, theirs) in self.quantities.iter_mut().zip(&other.quantities) {
            add_optional(&mut mine.initial, theirs.initial.as_ref());
            add_numbers(&mut mine.by_step, &theirs.by_step);
        }
        for (mine, theirs) in self.questions.iter_mut().zip(&other.questions) {
            mine.merge(theirs);
        }
        self.joint.merge(&other.joint);
    }
}

impl QuestionTally {
    fn empty(question: &Question, steps: usize) -> QuestionTally {
        let has_initial = question.initial;
        match &question.asked {
            Asked::Yes(_) => QuestionTally::Yes {
                yes: 0,
                initial: has_initial.then_some(0),
                by_step: vec![0; steps],
                first: vec![0; steps],
            },
            Asked::Cases(cases) => {
                let answers = vec![0; cases.len() + 1];
                QuestionTally::Cases {
                    initial: has_initial.then(|| answers.clone()),
                    by_step: vec![answers.clone(); steps],
                    answers,
                }
            }
            Asked::Number { thresholds, .. } => QuestionTally::Number {
                value: NumberTally::default(),
                exceeds: vec![0; thresholds.len()],
                initial: has_initial.then(NumberTally::default),
                by_step: vec![NumberTally::at_step(); steps],
            },
        }
    }

    fn merge(&mut self, other: &QuestionTally) {
        use QuestionTally::{Cases, Number, Yes};
        match (self, other) {
            (
                Yes {
                    yes,
                    initial,
                    by_step,
                    first,
                },
                Yes {
                    yes: y,
                    initial: i,
                    by_step: b,
                    first: f,
                },
            ) => {
                *yes += y;
                if let (Some(initial), Some(i)) = (initial, i) {
                    *initial += i;
                }
                add_counts(by_step, b);
                add_counts(first, f);
            }
            (
                Cases {
                    answers,
                    initial,
                    by_step,
                },
                Cases {
                    answers: a,
                    initial: i,
                    by_step: b,
                },
            ) => {
                add_counts(answers, a);
                if let (Some(initial), Some(i)) = (initial, i) {
                    add_counts(initial, i);
                }
                add_rows(by_step, b);
            }
            (
                Number {
                    value,
                    exceeds,
                    initial,
                    by_step,
                },
                Number {
                    value: v,
                    exceeds: e,
                    initial: i,
                    by_step: b,
                },
            ) => {
                value.merge(v);
                add_counts(exceeds, e);
                add_optional(initial, i.as_ref());
                add_numbers(by_step, b);
            }
            _ => unreachable!("tallies of one plan have the same kinds of questions"),
        }
    }
}

/// Binary digits of a histogram at a step: a relative width of 2^-7, enough for a chart over time.
const STEP_DIGITS: u32 = 7;

impl NumberTally {
    /// Nothing counted, for a value at one of many steps.
    pub fn at_step() -> NumberTally {
        NumberTally {
            histogram: Histogram::with_digits(STEP_DIGITS),
            moments: Moments::new(),
        }
    }

    /// Counts one value.
    pub fn add(&mut self, value: f64) {
        self.histogram.add(value);
        self.moments.add(value);
    }

    /// Counts a column of values.
    pub fn add_all(&mut self, values: &[f64]) {
        self.histogram.add_all(values);
        self.moments.add_all(values);
    }

    /// Adds what was counted of other trials.
    pub fn merge(&mut self, other: &NumberTally) {
        self.histogram.merge(&other.histogram);
        self.moments.merge(&other.moments);
    }
}

impl Pairs {
    /// Nothing counted yet.
    pub fn empty(first: &Plan, second: &Plan) -> Pairs {
        let mut questions = Vec::new();
        for question in &first.questions {
            let Some(other) = second.questions.iter().find(|q| q.id == question.id) else {
                continue;
            };
            let tally = match (&question.asked, &other.asked) {
                (Asked::Yes(_), Asked::Yes(_)) => PairTally::Answers(vec![vec![0; 2]; 2]),
                (Asked::Cases(a), Asked::Cases(b)) => PairTally::Answers(vec![vec![0; b.len() + 1]; a.len() + 1]),
                (Asked::Number { .. }, Asked::Number { .. }) => PairTally::Number(NumberTally::default()),
                _ => continue,
            };
            questions.push((question.id.clone(), tally));
        }
        Pairs { questions, kept: 0 }
    }

    /// Adds what was counted of other trials of the same two plans.
    pub fn merge(&mut self, other: &Pairs) {
        self.kept += other.kept;
        for ((_, mine), (_, theirs)) in self.questions.iter_mut().zip(&other.questions) {
            match (mine, theirs) {
                (PairTally::Answers(mine), PairTally::Answers(theirs)) => add_rows(mine, theirs),
                (PairTally::Number(mine), PairTally::Number(theirs)) => mine.merge(theirs),
                _ => unreachable!("pairs of the same two plans have the same kinds of questions"),
            }
        }
    }
}

fn add_counts(mine: &mut [u64], theirs: &[u64]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

fn add_rows(mine: &mut [Vec<u64>], theirs: &[Vec<u64>]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        add_counts(mine, theirs);
    }
}

fn add_numbers(mine: &mut [NumberTally], theirs: &[NumberTally]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        mine.merge(theirs);
    }
}

fn add_optional(mine: &mut Option<NumberTally>, theirs: Option<&NumberTally>) {
    if let (Some(mine), Some(theirs)) = (mine, theirs) {
        mine.merge(theirs);
    }
}
