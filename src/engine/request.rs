//! What is asked of an engine, and what can go wrong at a draw.

use crate::plan::{QuantityId, VariableId};

/// Which trials to run, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// The seed; addresses all luck.
    pub seed: u64,
    /// The first trial (numbers begin at 0).
    pub first: u64,
    /// How many trials.
    pub trials: u64,
    /// How many threads; none means all cores. Never changes a result.
    pub threads: Option<usize>,
    /// Trials a batch, a multiple of 512. Never changes a result.
    pub batch: usize,
    /// Memory ceiling in bytes for all tallies and columns.
    pub memory: u64,
}

/// Told about progress, and asked whether to go on. Called from several threads.
pub trait Watch: Sync {
    /// So many more trials are finished.
    fn advance(&self, trials: u64);
    /// Whether to stop early.
    fn cancelled(&self) -> bool;
}

/// Nobody watches.
impl Watch for () {
    fn advance(&self, _: u64) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// Where in a trial something could not be drawn or evaluated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The lowest trial that meets a fault.
    pub trial: u64,
    /// The step (0 is before step 1).
    pub step: u32,
    /// What met it: an element's id, such as `troops` or `questions.loss`.
    pub element: String,
    /// What is wrong.
    pub kind: FaultKind,
    /// The state that was met, as `id = value` in the order of the file.
    pub state: Vec<(String, String)>,
}

/// What is wrong with a draw or a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// All weights are zero.
    AllZero,
    /// A weight or factor is negative; the branch or target and the value as printed.
    Negative(String, String),
    /// A weight, factor, parameter or number is not finite.
    NotFinite(String, String),
    /// Probabilities beside `rest`, or a ladder's moves, sum to more than 1; the sum as printed.
    AboveOne(String),
    /// A combination of a table's columns has no row.
    NoRow,
    /// A formula met a value that is not a number.
    NotANumber,
    /// A distribution's parameters are out of its domain.
    Parameters(String),
}

/// Why a run did not count all its trials.
#[derive(Clone, Debug)]
pub enum Interruption {
    /// A draw could not be made.
    Fault(Box<Fault>),
    /// It would need more memory than allowed: bytes needed, bytes allowed.
    Memory {
        /// Bytes that the run would need.
        needed: u64,
        /// Bytes allowed.
        allowed: u64,
    },
    /// Two streams of luck collide (two ids hash alike): the addresses.
    Collision(String, String),
}

/// What met a fault, inside an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// A variable at its draw.
    Variable(VariableId),
    /// A quantity.
    Quantity(QuantityId),
    /// A tracked condition at a step's end.
    Tracker(u32),
    /// A question at a step's end.
    Question(u32),
    /// A `given` condition.
    Given(u32),
}
