//! Expressions of a plan: an arena in which children stand before parents and equal expressions are one.

use std::collections::BTreeMap;

use super::element::{ParameterId, QuantityId, TrackerId, VariableId};

/// An index into [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// A variable as it stood `lag` steps before the current one (0 is now; before step 1 it stands as it did before step 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf {
    /// Which variable.
    pub variable: VariableId,
    /// How many steps back.
    pub lag: u32,
}

/// A set of state codes (see [`super::Variable`]); bit `c` of word `c / 64` says that code `c` is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateSet(pub [u64; 4]);

/// How two numbers or two levels are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compare {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// One side of a comparison in which `steps_since` stands on at least one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SinceSide {
    /// A number.
    Number(ExprId),
    /// Steps since the tracker's condition last held, as it stood `lag` steps ago. With `now`, the current step counts too: 0 where `now` holds,
    /// else one more than at the end of the step before (`lag` is 1 then).
    Since {
        /// Which tracker.
        tracker: TrackerId,
        /// How many steps back the tracker is read (at least 1).
        lag: u32,
        /// The tracked condition itself, where this step's end is meant.
        now: Option<ExprId>,
    },
}

/// One expression. Truths and numbers are told apart by kind; the model has checked the types.
///
/// Only what is needed counts: `And`, `Or` and `If` evaluate their later operands only where they decide.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    // Numbers.
    /// A constant.
    Number(f64),
    /// A parameter of the plan: an assumption or another value that doubt may move.
    Parameter(ParameterId),
    /// A quantity, `lag` steps ago.
    Quantity {
        /// Which quantity.
        quantity: QuantityId,
        /// How many steps back.
        lag: u32,
    },
    /// The number of the step, `lag` steps ago (never below 0).
    Step {
        /// How many steps back.
        lag: u32,
    },
    /// The month (1-12) in which that step begins.
    Month {
        /// How many steps back.
        lag: u32,
    },
    /// In how many steps the tracker's condition had held by the end of the step `lag` steps ago (`lag` at least 1).
    CountStored {
        /// Which tracker.
        tracker: TrackerId,
        /// How many steps back.
        lag: u32,
    },
    /// 1 where the truth holds, else 0.
    Indicator(ExprId),
    /// `-a`
    Negate(ExprId),
    /// `a + b`
    Add(ExprId, ExprId),
    /// `a - b`
    Subtract(ExprId, ExprId),
    /// `a * b`
    Multiply(ExprId, ExprId),
    /// `a / b`
    Divide(ExprId, ExprId),
    /// `a ^ b`
    Power(ExprId, ExprId),
    /// The smaller of two.
    Min(ExprId, ExprId),
    /// The larger of two.
    Max(ExprId, ExprId),
    /// `abs(a)`
    Abs(ExprId),
    /// `exp(a)`
    Exp(ExprId),
    /// `ln(a)`
    Ln(ExprId),
    /// `sqrt(a)`
    Sqrt(ExprId),
    // Either kind.
    /// `if(c, a, b)`, of numbers or of truths.
    If(ExprId, ExprId, ExprId),
    // Truths.
    /// A constant.
    Truth(bool),
    /// `not a`
    Not(ExprId),
    /// `a and b`
    And(ExprId, ExprId),
    /// `a or b`
    Or(ExprId, ExprId),
    /// Two truths are equal.
    Same(ExprId, ExprId),
    /// The variable's state is in the set.
    State {
        /// Whose state.
        leaf: Leaf,
        /// The states that count.
        set: StateSet,
    },
    /// The two variables stand at branches of the same id, or both are undrawn. `pairs[a]` is the code of `right` that equals code `a` of `left`.
    SameBranch {
        /// One variable.
        left: Leaf,
        /// The other.
        right: Leaf,
        /// For each code of `left` the equal code of `right`, if there is one.
        pairs: Vec<Option<u8>>,
    },
    /// Compares the levels of one variable at two times; false where either is undrawn.
    Levels {
        /// How.
        compare: Compare,
        /// One time.
        left: Leaf,
        /// The other.
        right: Leaf,
    },
    /// Compares two numbers.
    Compare {
        /// How.
        compare: Compare,
        /// Left side.
        left: ExprId,
        /// Right side.
        right: ExprId,
    },
    /// Compares where `steps_since` stands on a side: false where its condition never held.
    SinceCompare {
        /// How.
        compare: Compare,
        /// Left side.
        left: SinceSide,
        /// Right side.
        right: SinceSide,
    },
    /// The variable had been drawn or forced at least once by then.
    Drawn(Leaf),
    /// The tracker's condition had held at the end of some step up to `lag` steps ago (`lag` at least 1).
    EverStored {
        /// Which tracker.
        tracker: TrackerId,
        /// How many steps back.
        lag: u32,
    },
    /// The step `lag` steps ago is at least `step` (and not before step 1).
    FromStep {
        /// The first step that counts.
        step: u32,
        /// How many steps back.
        lag: u32,
    },
    /// The step `lag` steps ago is exactly `step` (and not before step 1).
    AtStep {
        /// The step that counts.
        step: u32,
        /// How many steps back.
        lag: u32,
    },
}

/// All expressions of a plan; equal ones are stored once, children before parents.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    list: Vec<Expr>,
    /// For each, how many expressions are met when it is walked and shared ones are met each time.
    sizes: Vec<u64>,
    known: BTreeMap<String, ExprId>,
}

impl StateSet {
    /// The empty set.
    pub const EMPTY: StateSet = StateSet([0; 4]);

    /// The set of the given codes.
    pub fn of(codes: impl IntoIterator<Item = u8>) -> StateSet {
        let mut set = StateSet::EMPTY;
        for code in codes {
            set.insert(code);
        }
        set
    }

    /// Adds a code.
    pub fn insert(&mut self, code: u8) {
        self.0[usize::from(code >> 6)] |= 1 << (code & 63);
    }

    /// Whether the code is in the set.
    pub fn contains(&self, code: u8) -> bool {
        self.0[usize::from(code >> 6)] >> (code & 63) & 1 == 1
    }
}

impl Compare {
    /// Compares two values; a NaN compares false but for `!=`.
    pub fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Compare::Equal => left == right,
            Compare::NotEqual => left != right,
            Compare::Less => left < right,
            Compare::LessEqual => left <= right,
            Compare::Greater => left > right,
            Compare::GreaterEqual => left >= right,
        }
    }

    /// The sign as it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "==",
            Compare::NotEqual => "!=",
            Compare::Less => "<",
            Compare::LessEqual => "<=",
            Compare::Greater => ">",
            Compare::GreaterEqual => ">=",
        }
    }
}

impl Arena {
    /// Adds an expression, or finds the equal one that stands already.
    pub fn add(&mut self, expr: Expr) -> ExprId {
        // `Debug` of a float is its shortest exact form, so two keys are equal only for equal expressions (-0.0 and 0.0 stay apart).
        let key = format!("{expr:?}");
        if let Some(&id) = self.known.get(&key) {
            return id;
        }
        let id = ExprId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let size = expr
            .operands()
            .iter()
            .fold(1u64, |sum, operand| sum.saturating_add(self.size(*operand)));
        self.sizes.push(size);
        self.list.push(expr);
        self.known.insert(key, id);
        id
    }

    /// The expression with this id.
    pub fn get(&self, id: ExprId) -> &Expr {
        &self.list[id.0 as usize]
    }

    /// How many expressions a walk over it meets, itself and shared ones each time they are met; at most `u64::MAX` is said.
    pub fn size(&self, id: ExprId) -> u64 {
        self.sizes.get(id.0 as usize).copied().unwrap_or(1)
    }

    /// How many there are; ids run from 0 to here.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All expressions with their ids, children first.
    pub fn iter(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        self.list.iter().enumerate().map(|(i, e)| (ExprId(i as u32), e))
    }
}

impl Expr {
    /// Whether it reads something of a trial itself, whatever its operands read.
    pub fn reads_trial(&self) -> bool {
        use Expr::*;
        matches!(
            self,
            Quantity { .. }
                | Step { .. }
                | Month { .. }
                | CountStored { .. }
                | State { .. }
                | SameBranch { .. }
                | Levels { .. }
                | SinceCompare { .. }
                | Drawn(_)
                | EverStored { .. }
                | FromStep { .. }
                | AtStep { .. }
        )
    }

    /// The operands of an expression, in the order in which they are evaluated.
    pub fn operands(&self) -> Vec<ExprId> {
        use Expr::*;
        match *self {
            Number(_)
            | Parameter(_)
            | Quantity { .. }
            | Step { .. }
            | Month { .. }
            | CountStored { .. }
            | Truth(_)
            | State { .. }
            | SameBranch { .. }
            | Levels { .. }
            | Drawn(_)
            | EverStored { .. }
            | FromStep { .. }
            | AtStep { .. } => Vec::new(),
            Indicator(a) | Negate(a) | Abs(a) | Exp(a) | Ln(a) | Sqrt(a) | Not(a) => vec![a],
            Add(a, b)
            | Subtract(a, b)
            | Multiply(a, b)
            | Divide(a, b)
            | Power(a, b)
            | Min(a, b)
            | Max(a, b)
            | And(a, b)
            | Or(a, b)
            | Same(a, b) => vec![a, b],
            If(a, b, c) => vec![a, b, c],
            Compare { left, right, .. } => vec![left, right],
            SinceCompare { left, right, .. } => [left, right]
                .into_iter()
                .filter_map(|side| match side {
                    SinceSide::Number(e) => Some(e),
                    SinceSide::Since { now, .. } => now,
                })
                .collect(),
        }
    }
}
