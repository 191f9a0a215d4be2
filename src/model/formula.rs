//! Typed formulas: names are resolved to elements, branches to their variables.

use jiff::civil::Date;

use crate::source::Span;

use super::element::{AssumptionId, ConditionId, QuantityId, VariableId};

/// What a term denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// True or false.
    Truth,
    /// A float.
    Number,
    /// A branch of this variable (or undrawn).
    Branch(VariableId),
}

/// A whole formula, as written in one value.
#[derive(Clone, Debug)]
pub struct Formula {
    /// Its tree.
    pub term: Term,
    /// The whole value in the text.
    pub span: Span,
    /// As written.
    pub text: String,
}

/// One node of a formula.
#[derive(Clone, Debug)]
pub struct Term {
    /// What it is.
    pub kind: Kind,
    /// What it denotes.
    pub ty: Type,
    /// Its place in the text.
    pub span: Span,
}

/// How two things are compared.
pub use crate::expr::BinaryOp;

/// What a node is. Truths may be compared with `==` and `!=` ([`Kind::SameTruth`]).
#[derive(Clone, Debug)]
pub enum Kind {
    // Truths.
    /// `true`, `false`
    Truth(bool),
    /// `not a`
    Not(Box<Term>),
    /// `a and b`
    And(Box<Term>, Box<Term>),
    /// `a or b`
    Or(Box<Term>, Box<Term>),
    /// `a == b` of truths.
    SameTruth(Box<Term>, Box<Term>),
    /// `x == b`, `x in [..]`, a yes/no variable standing as a truth. The left side is of type branch; the branches are places in the declaration.
    Is(Box<Term>, Vec<u16>),
    /// Both sides are of type branch: the same branch id, or both undrawn.
    SameBranch(Box<Term>, Box<Term>),
    /// Levels of one variable compared (`<`, `<=`, `>`, `>=`); both sides are of type branch of the same ladder.
    Levels(BinaryOp, Box<Term>, Box<Term>),
    /// Numbers compared. A side may be [`Kind::StepsSince`].
    Compare(BinaryOp, Box<Term>, Box<Term>),
    /// `n in [1, 2]`
    OneOf(Box<Term>, Vec<Term>),
    /// A named condition.
    Condition(ConditionId),
    /// `drawn(x)`
    Drawn(VariableId),
    /// `ever(c)`
    Ever(Box<Term>),
    /// `after(date)`
    After(Date),
    /// `at(date)`
    At(Date),
    // Numbers.
    /// A literal.
    Number(f64),
    /// An assumption.
    Assumption(AssumptionId),
    /// A quantity.
    Quantity(QuantityId),
    /// `step`
    Step,
    /// `month`
    Month,
    /// `count(c)`
    Count(Box<Term>),
    /// `steps_since(c)`, only as a side of [`Kind::Compare`].
    StepsSince(Box<Term>),
    /// `-a`
    Negate(Box<Term>),
    /// `+ - * / ^`
    Arithmetic(BinaryOp, Box<Term>, Box<Term>),
    /// `min`, `max` of two or more.
    Extreme {
        /// `max` rather than `min`.
        largest: bool,
        /// At least one.
        of: Vec<Term>,
    },
    /// `abs`, `exp`, `ln`, `sqrt`
    Apply(crate::expr::Function, Box<Term>),
    /// `clamp(x, low, high)`
    Clamp(Box<Term>, Box<Term>, Box<Term>),
    // Branches.
    /// A variable as it stands.
    Variable(VariableId),
    /// A branch named as such, by its place in the declaration.
    Branch(VariableId, u16),
    // Any type.
    /// `if(c, a, b)`
    If(Box<Term>, Box<Term>, Box<Term>),
    /// `prev(e, n)`
    Prev(Box<Term>, u32),
}

impl Term {
    /// The node's operands, in order.
    pub fn operands(&self) -> Vec<&Term> {
        match &self.kind {
            Kind::Truth(_)
            | Kind::Condition(_)
            | Kind::Drawn(_)
            | Kind::After(_)
            | Kind::At(_)
            | Kind::Number(_)
            | Kind::Assumption(_)
            | Kind::Quantity(_)
            | Kind::Step
            | Kind::Month
            | Kind::Variable(_)
            | Kind::Branch(..) => Vec::new(),
            Kind::Not(a)
            | Kind::Is(a, _)
            | Kind::Ever(a)
            | Kind::Count(a)
            | Kind::StepsSince(a)
            | Kind::Negate(a)
            | Kind::Apply(_, a)
            | Kind::Prev(a, _) => vec![a],
            Kind::And(a, b)
            | Kind::Or(a, b)
            | Kind::SameTruth(a, b)
            | Kind::SameBranch(a, b)
            | Kind::Levels(_, a, b)
            | Kind::Compare(_, a, b)
            | Kind::Arithmetic(_, a, b) => vec![a, b],
            Kind::OneOf(a, list) => std::iter::once(a.as_ref()).chain(list).collect(),
            Kind::Extreme { of, .. } => of.iter().collect(),
            Kind::If(a, b, c) | Kind::Clamp(a, b, c) => vec![a, b, c],
        }
    }
}
