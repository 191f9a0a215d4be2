//! What a plan is made of: variables, quantities, trackers, questions, and the order in which they are evaluated.

use super::expr::{Arena, ExprId};
use super::joint::Joint;
use super::rule::{Rule, Set};

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The index as a list wants it.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
index!(
    /// An index into [`Plan::variables`].
    VariableId,
    /// An index into [`Plan::quantities`].
    QuantityId,
    /// An index into [`Plan::trackers`].
    TrackerId,
    /// An index into [`Plan::parameters`].
    ParameterId
);

/// When a variable is drawn.
pub use crate::model::Timing;

/// The value before step 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Initial {
    /// Undrawn.
    Undrawn,
    /// A state code.
    State(u8),
    /// Drawn from weights, with the luck of purpose *initial*.
    Random(Set),
}

/// A draw that is replaced (`do`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Force<T> {
    /// What it becomes.
    pub value: T,
    /// First step (0 for what is drawn before step 1).
    pub from: u32,
    /// Last step.
    pub until: u32,
}

/// A choice or an event. Its **state code** is the position of its branch in the draw order; the code `branches.len()` is undrawn.
#[derive(Clone, Debug)]
pub struct Variable {
    /// As written.
    pub id: String,
    /// What addresses its luck: its id, or what `draws_as` says.
    pub luck: String,
    /// The branch ids in draw order.
    pub branches: Vec<String>,
    /// For each code its place in the declaration.
    pub declared: Vec<u16>,
    /// When it is drawn.
    pub timing: Timing,
    /// Asked only where this holds.
    pub when: Option<ExprId>,
    /// The state where `when` fails; without it the last state stands.
    pub idle: Option<u8>,
    /// The state before step 1.
    pub initial: Initial,
    /// The default `no` of a yes/no variable stands before its first draw, and is not yet final.
    pub unsettled: bool,
    /// For each code whether it is absorbing.
    pub finals: Vec<bool>,
    /// Whether it is a ladder: codes are levels, low to high.
    pub ladder: bool,
    /// How it is drawn.
    pub rule: Rule,
    /// What `do` says.
    pub force: Option<Force<u8>>,
}

impl Variable {
    /// The state code of a variable that was never drawn.
    pub fn undrawn(&self) -> u8 {
        self.branches.len() as u8
    }
}

/// A family of distributions; parameters follow in the order of its name in the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// low, high
    Uniform,
    /// low, mode, high
    Triangular,
    /// low, mode, high (λ = 4)
    Pert,
    /// mean, sd
    Normal,
    /// p05, p95
    LogNormalQuantiles,
    /// median, sd of the logarithm
    LogNormalMedian,
    /// a, b
    Beta,
    /// low, high, confidence: logit-normal with equal tails
    Interval,
}

/// How a quantity gets its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A formula that reads nothing that changes, evaluated before step 1.
    Fixed(ExprId),
    /// A formula evaluated at every step.
    EachStep(ExprId),
    /// A value before step 1, then a formula at every step.
    Chain {
        /// Before step 1.
        start: ExprId,
        /// At every step.
        next: ExprId,
    },
    /// Drawn from a distribution.
    Drawn {
        /// Which family.
        family: Family,
        /// Its parameters.
        parameters: Vec<ExprId>,
        /// [`Timing::Once`] or [`Timing::EachStep`].
        timing: Timing,
    },
}

impl Amount {
    /// Whether its value can differ from step to step.
    pub fn changes(&self) -> bool {
        match self {
            Amount::Fixed(_) => false,
            Amount::Drawn { timing, .. } => *timing != Timing::Once,
            Amount::EachStep(_) | Amount::Chain { .. } => true,
        }
    }
}

/// A number per trial.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// As written.
    pub id: String,
    /// What addresses its luck.
    pub luck: String,
    /// How it gets its value.
    pub amount: Amount,
    /// What `do` says.
    pub force: Option<Force<f64>>,
}

/// What is remembered of a condition over the steps: `ever`, `count` and `steps_since` read it. Updated at the end of every step.
#[derive(Clone, Debug)]
pub struct Tracker {
    /// A truth, evaluated at the end of every step (step 0 is no step).
    pub condition: ExprId,
    /// How far back it is read.
    pub depth: u32,
}

/// Something that is evaluated in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A choice or an event.
    Variable(VariableId),
    /// A quantity.
    Quantity(QuantityId),
}

/// What a question asks.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Whether a truth holds.
    Yes(ExprId),
    /// Which is the first truth that holds; the last answer is what no case takes.
    Cases(Vec<ExprId>),
    /// How much; with thresholds that it may exceed.
    Number {
        /// The number.
        number: ExprId,
        /// Strictly exceeded or not.
        thresholds: Vec<f64>,
    },
}

/// A question, read at the end of a step.
#[derive(Clone, Debug)]
pub struct Question {
    /// As written.
    pub id: String,
    /// What is asked.
    pub asked: Asked,
    /// The ids of the answers by their places: `no` and `yes`, the cases with the answer for the rest, none of a number.
    pub answers: Vec<String>,
    /// The step at whose end it is read (0 without time).
    pub by: u32,
    /// Whether it can be read before step 1 too.
    pub initial: bool,
}

/// A condition that keeps a trial (`given`).
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// A truth.
    pub condition: ExprId,
    /// The step at whose end it must hold.
    pub step: u32,
}

/// A number that doubt may move; now its mean.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its path in the scenario, such as `assumptions.appetite` or `choices.troops.factor.ultimatum.options.stall`.
    pub path: String,
    /// Its value, `per` converted.
    pub value: f64,
}

/// A checked scenario, ready to run.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// How many steps; 0 without time.
    pub steps: u32,
    /// The month (1-12) in which each step begins, from step 0, the period before the start. Empty without time.
    pub months: Vec<u8>,
    /// All expressions.
    pub arena: Arena,
    /// Numbers that doubt may move.
    pub parameters: Vec<Parameter>,
    /// Choices and events, in the order of the file.
    pub variables: Vec<Variable>,
    /// In the order of the file.
    pub quantities: Vec<Quantity>,
    /// What is remembered.
    pub trackers: Vec<Tracker>,
    /// What is drawn or evaluated before step 1, in order. Other variables take their [`Initial`] state after that, `Chain` quantities their start.
    pub before: Vec<Task>,
    /// What gets its initial value after `before`, in order: all other variables, and quantities with a start.
    pub initials: Vec<Task>,
    /// What is drawn or evaluated within every step, in order.
    pub each: Vec<Task>,
    /// In the order of the file.
    pub questions: Vec<Question>,
    /// All must hold.
    pub given: Vec<Given>,
    /// What is counted together.
    pub joint: Joint,
}
