//! What is drawn: choices and events with their branches, weights, cases and factors, and quantities.

use crate::calendar::Period;
use crate::source::Span;

use super::element::{ActorId, Name};
use super::formula::Formula;
use super::value::{Amount, Spread, WeightSet};

/// Whether somebody decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// `[choices.x]`, and by whom.
    Choice(Option<ActorId>),
    /// `[events.x]`
    Event,
}

/// When a variable is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Before step 1, with the luck of step 0.
    Once,
    /// At every step.
    EachStep,
    /// Once, at the first step at which `when` holds, with the luck of step 0.
    FirstChance,
}

/// One branch of a variable.
#[derive(Clone, Debug)]
pub struct Branch {
    /// As written.
    pub id: String,
    /// `titles`, or the weight table's own.
    pub title: Option<String>,
    /// A palette slot (1-based) that the author pins.
    pub colour: Option<u16>,
    /// Where it is declared.
    pub span: Span,
}

/// A choice or an event.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Id, title, evidence.
    pub name: Name,
    /// Who decides it, if anybody.
    pub deciding: Deciding,
    /// What addresses its luck: its id, or `draws_as`.
    pub luck: String,
    /// In declaration order (the base scenario's file; what a later file adds comes after).
    pub branches: Vec<Branch>,
    /// The places of the branches in the order in which a draw cumulates them.
    pub draw_order: Vec<u16>,
    /// Exactly `no` and `yes`: it can stand as a truth.
    pub is_truth: bool,
    /// Settled already, only not known to us.
    pub fact: bool,
    /// When it is drawn.
    pub timing: Timing,
    /// Asked only then.
    pub when: Option<Formula>,
    /// The branch while it is not asked.
    pub idle: Option<u16>,
    /// Before step 1, as written.
    pub initial: Option<Initial>,
    /// Absorbing branches.
    pub finals: Vec<u16>,
    /// `per`, if written on the variable.
    pub per: Option<Period>,
    /// The base.
    pub base: Base,
    /// In the order in which they are tried.
    pub cases: Vec<Case>,
    /// All that hold act.
    pub factors: Vec<Factor>,
}

/// The value before step 1.
#[derive(Clone, Debug)]
pub enum Initial {
    /// A branch.
    Branch(u16),
    /// Drawn from weights.
    Random(WeightSet),
}

/// Where the weights come from when no case holds.
#[expect(
    clippy::large_enum_variant,
    reason = "a variable has one base and few cases; boxes would only cost words"
)]
#[derive(Clone, Debug)]
pub enum Base {
    /// Weights of all branches (`probability`, `outcomes`, `options`).
    Set(WeightSet),
    /// A ladder's moves; branches are levels, low to high.
    Ladder {
        /// Probability of a level up.
        up: Amount,
        /// Probability of a level down.
        down: Amount,
    },
    /// Rows matched in order.
    Table {
        /// What is matched.
        columns: Vec<Column>,
        /// In order.
        rows: Vec<Row>,
    },
}

/// A table's column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Of type branch or truth.
    pub term: Formula,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One a column.
    pub cells: Vec<Cell>,
    /// What holds where it matches.
    pub set: WeightSet,
    /// Where it stands.
    pub span: Span,
}

/// One cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// `"*"`
    Any,
    /// Places of branches in the declaration of the column's variable.
    Branches(Vec<u16>),
    /// A truth's value.
    Truth(bool),
}

/// A case: replaces the weights.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Title, evidence.
    pub name: Name,
    /// Of type truth.
    pub condition: Formula,
    /// What holds then.
    pub way: CaseWay,
}

/// What a case says.
#[expect(
    clippy::large_enum_variant,
    reason = "a variable has one base and few cases; boxes would only cost words"
)]
#[derive(Clone, Debug)]
pub enum CaseWay {
    /// A set of weights (on a ladder: a jump).
    Set(WeightSet),
    /// A ladder's moves; what is left out keeps the base's.
    Moves {
        /// Probability of a level up.
        up: Option<Amount>,
        /// Probability of a level down.
        down: Option<Amount>,
    },
}

/// A factor: multiplies weights.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Title, evidence.
    pub name: Name,
    /// Of type truth; none means always.
    pub condition: Option<Formula>,
    /// What is multiplied by what.
    pub by: Vec<(Target, Amount)>,
}

/// What a factor multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A branch, by its place in the declaration.
    Branch(u16),
    /// A ladder's step up.
    Up,
    /// A ladder's step down.
    Down,
}

/// A number per trial.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// Id, title, evidence.
    pub name: Name,
    /// Unit, shown once after the number.
    pub unit: Option<String>,
    /// What addresses its luck.
    pub luck: String,
    /// How it gets its value.
    pub rule: QuantityRule,
}

/// How a quantity gets its value.
#[derive(Clone, Debug)]
pub enum QuantityRule {
    /// A formula; `changes` says whether anything that it reads does, so that it is evaluated at every step rather than once.
    Formula {
        /// Of type number.
        formula: Formula,
        /// Evaluated at every step.
        changes: bool,
    },
    /// `start`, then `next`.
    Chain {
        /// Before step 1.
        start: Formula,
        /// At every step.
        next: Formula,
    },
    /// A distribution; parameters may be formulas.
    Chance {
        /// Which, with its parameters.
        spread: Box<Spread<Formula>>,
        /// Once or each step.
        timing: Timing,
    },
}
