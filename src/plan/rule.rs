//! How a variable gets its state at a draw that is due: sets of weights, moves on a ladder, tables, cases and factors.

use super::expr::{ExprId, Leaf, StateSet};

/// One weight of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// What the others leave of 1.
    Rest,
    /// A number; `per` is converted already.
    Amount(ExprId),
}

/// How the weights of a set are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Relative weights, divided by their sum.
    Relative,
    /// Probabilities; one weight is [`Weight::Rest`] and takes what they leave.
    Rest,
    /// Probabilities; the branch that stands now takes what they leave, on top of its own.
    Same,
}

/// A weight for each branch, by position in the variable's draw order.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// How they are read.
    pub reading: Reading,
    /// One a branch, in the draw order.
    pub weights: Vec<Weight>,
}

/// What the base, a case or a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// A weight for every branch. On a ladder (a jump) factors do not act on it.
    Set(Set),
    /// A ladder's step: probabilities of one level up and one down; the impossible one at an end counts as 0 and staying takes the rest.
    Moves {
        /// Probability of one level up.
        up: ExprId,
        /// Probability of one level down.
        down: ExprId,
    },
}

/// A way that replaces the base where its condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// A truth.
    pub condition: ExprId,
    /// What holds then.
    pub way: Way,
    /// How messages name it (its id or its place, as "case 2").
    pub name: String,
}

/// What a factor multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The branch at this position in the draw order.
    Branch(u8),
    /// A ladder's step up.
    Up,
    /// A ladder's step down.
    Down,
}

/// Multiplies weights (odds) where its condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// A truth; none means always.
    pub condition: Option<ExprId>,
    /// What is multiplied by what.
    pub by: Vec<(Target, ExprId)>,
    /// How messages name it.
    pub name: String,
}

/// What a table's column reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A variable's state code.
    State(Leaf),
    /// A truth: code 0 for false, 1 for true.
    Truth(ExprId),
}

/// One row of a table: it matches where each cell holds the column's code.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One a column; none matches anything, undrawn included.
    pub cells: Vec<Option<StateSet>>,
    /// What holds where it matches.
    pub set: Set,
}

/// Where the weights come from when no case holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// One way for all.
    Way(Way),
    /// The first matching row; none is an error at the draw.
    Table {
        /// What the cells are matched against.
        columns: Vec<Column>,
        /// In the order of the file.
        rows: Vec<Row>,
    },
}

/// The whole rule: base or first case that holds, times every factor that holds, normalised.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Where nothing else is said.
    pub base: Base,
    /// In the order in which they are tried.
    pub cases: Vec<Case>,
    /// All that hold act.
    pub factors: Vec<Factor>,
}
