//! A scenario as the oracle holds it: everything looked up, nothing clever.
use super::tree::Node;
use jiff::civil::Date;

/// A branch id, as its place in [`Scenario::symbols`].
pub type Symbol = usize;
pub const YES: Symbol = 0;
pub const NO: Symbol = 1;

#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// Branch ids; `yes` and `no` come first.
    pub symbols: Vec<String>,
    /// First days of the period before the start, of every step, and of the one after the end.
    pub begins: Vec<Date>,
    /// 0 in a scenario without time.
    pub steps: usize,
    pub variables: Vec<Variable>,
    pub quantities: Vec<Quantity>,
    /// What is drawn before step 1, and what at each step, in the order of its references.
    pub before: Vec<Item>,
    pub order: Vec<Item>,
    pub questions: Vec<Question>,
    pub given: Vec<Given>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    Variable(usize),
    Quantity(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Timing {
    EachStep,
    Once,
    FirstChance,
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub id: String,
    /// Low to high where they are levels.
    pub branches: Vec<Symbol>,
    pub timing: Timing,
    /// Doubt rather than chance: stands at its likeliest branch.
    pub fact: bool,
    pub initial: Option<Start>,
    pub idle: Option<Symbol>,
    pub when: Option<Node>,
    pub finals: Vec<Symbol>,
    pub base: Rule,
    pub cases: Vec<(Node, Rule)>,
    pub factors: Vec<Factor>,
    /// What is left goes to the branch that stands.
    pub rest_same: bool,
    pub force: Option<Force>,
}

impl Variable {
    pub fn is_yes_no(&self) -> bool {
        self.branches.len() == 2 && self.branches.contains(&YES) && self.branches.contains(&NO)
    }
}

#[derive(Clone, Debug)]
pub enum Start {
    Branch(Symbol),
    Weights(Vec<(Symbol, Weight)>),
}

#[derive(Clone, Debug)]
pub enum Weight {
    Number(f64),
    Formula(Node),
    Rest,
}

#[derive(Clone, Debug)]
pub enum Rule {
    Weights(Vec<(Symbol, Weight)>),
    /// Up and down by one level.
    Ladder(Weight, Weight),
    /// A case of a ladder that names its levels; factors do not act on it.
    Jump(Vec<(Symbol, Weight)>),
    Table(Vec<Node>, Vec<Row>),
}

#[derive(Clone, Debug)]
pub struct Row {
    /// Empty stands for `*`.
    pub cells: Vec<Vec<String>>,
    pub weights: Vec<(Symbol, Weight)>,
}

#[derive(Clone, Debug)]
pub struct Factor {
    pub condition: Option<Node>,
    pub weights: Vec<(Symbol, Weight)>,
    pub up: Option<Weight>,
    pub down: Option<Weight>,
}

/// A forced value, in the steps from the first to the last.
#[derive(Clone, Copy, Debug)]
pub struct Force {
    pub value: Slot,
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Debug)]
pub struct Quantity {
    pub id: String,
    pub once: bool,
    pub start: Option<Node>,
    /// The formula of `next` or `value`.
    pub formula: Node,
    pub force: Option<Force>,
}

#[derive(Clone, Debug)]
pub struct Question {
    pub id: String,
    pub kind: Kind,
    /// The step at whose end it is read.
    pub by: usize,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Yes(Node),
    Cases(Vec<(String, Node)>, String),
    Number(Node, Vec<f64>),
}

#[derive(Clone, Debug)]
pub struct Given {
    pub condition: Node,
    pub by: usize,
}

/// What a variable or quantity holds at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slot {
    /// Not worked out yet at this step, or a quantity before it starts.
    Unset,
    Undrawn,
    Branch(Symbol),
    Number(f64),
}

/// Everything that is so at the end of one step; a history is a list of these, step 0 first.
#[derive(Clone, Debug)]
pub struct State {
    pub variables: Vec<Slot>,
    pub quantities: Vec<Slot>,
    /// Drawn or forced at least once so far.
    pub drawn: Vec<bool>,
}
