//! The value of an expression, one state at a time: the meaning that every engine must agree with, bit for bit.
//!
//! Operands are evaluated in their order and only where they are needed. A NaN that is met stops the evaluation.

use std::collections::BTreeMap;

use crate::math;

use super::element::{Plan, QuantityId, TrackerId};
use super::expr::{Expr, ExprId, Leaf, SinceSide};

/// A formula met a value that is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// Where an expression reads the state of a trial.
pub trait Environment {
    /// The state code of a variable.
    fn state(&self, leaf: Leaf) -> u8;
    /// Whether the variable had been drawn or forced.
    fn drawn(&self, leaf: Leaf) -> bool;
    /// The value of a quantity.
    fn quantity(&self, quantity: QuantityId, lag: u32) -> f64;
    /// Whether a tracked condition had held at some step's end (`lag` at least 1).
    fn ever(&self, tracker: TrackerId, lag: u32) -> bool;
    /// At how many steps' ends it had held (`lag` at least 1).
    fn count(&self, tracker: TrackerId, lag: u32) -> u32;
    /// How many steps before that step's end it last held, if it ever did (`lag` at least 1).
    fn since(&self, tracker: TrackerId, lag: u32) -> Option<u32>;
    /// The number of the step, `lag` steps back, never below 0.
    fn step(&self, lag: u32) -> u32;
    /// The value of a truth that is known without evaluating it. Engines that tabulate rules use it; by default nothing is.
    fn known(&self, _: ExprId) -> Option<Result<bool, NotANumber>> {
        None
    }
}

/// The value of a truth.
///
/// # Errors
/// Where a number that counts is NaN.
pub fn truth<E: Environment>(plan: &Plan, id: ExprId, at: &E) -> Result<bool, NotANumber> {
    Walk {
        plan,
        at,
        truths: BTreeMap::new(),
        numbers: BTreeMap::new(),
    }
    .truth(id)
}

/// The value of a number; it may be infinite.
///
/// # Errors
/// Where it, or a number that it needs, is NaN.
pub fn number<E: Environment>(plan: &Plan, id: ExprId, at: &E) -> Result<f64, NotANumber> {
    Walk {
        plan,
        at,
        truths: BTreeMap::new(),
        numbers: BTreeMap::new(),
    }
    .number(id)
}

/// The smaller of two numbers; the first where they are equal.
pub fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger of two numbers; the first where they are equal.
pub fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// Trees larger than this are not walked twice for one value: conditions that name conditions share their parts, and a walk that
/// forgot what it has met would take time that doubles with each of them.
const LARGE: u64 = 256;

/// One evaluation, with the values of the large trees that it has met.
struct Walk<'a, E> {
    plan: &'a Plan,
    at: &'a E,
    truths: BTreeMap<ExprId, bool>,
    numbers: BTreeMap<ExprId, f64>,
}

impl<E: Environment> Walk<'_, E> {
    fn truth(&mut self, id: ExprId) -> Result<bool, NotANumber> {
        if let Some(known) = self.at.known(id) {
            return known;
        }
        let is_large = self.plan.arena.size(id) > LARGE;
        if is_large && let Some(met) = self.truths.get(&id) {
            return Ok(*met);
        }
        let value = self.fresh_truth(id)?;
        // A NaN stops the whole evaluation: there is none to be kept.
        if is_large {
            self.truths.insert(id, value);
        }
        Ok(value)
    }

    fn number(&mut self, id: ExprId) -> Result<f64, NotANumber> {
        let is_large = self.plan.arena.size(id) > LARGE;
        if is_large && let Some(met) = self.numbers.get(&id) {
            return Ok(*met);
        }
        let value = self.fresh_number(id)?;
        if is_large {
            self.numbers.insert(id, value);
        }
        Ok(value)
    }

    fn fresh_truth(&mut self, id: ExprId) -> Result<bool, NotANumber> {
        Ok(match self.plan.arena.get(id) {
            Expr::Truth(value) => *value,
            Expr::Not(a) => !self.truth(*a)?,
            Expr::And(a, b) => self.truth(*a)? && self.truth(*b)?,
            Expr::Or(a, b) => self.truth(*a)? || self.truth(*b)?,
            Expr::Same(a, b) => self.truth(*a)? == self.truth(*b)?,
            Expr::If(c, a, b) => {
                let branch = if self.truth(*c)? { a } else { b };
                self.truth(*branch)?
            }
            Expr::State { leaf, set } => set.contains(self.at.state(*leaf)),
            Expr::SameBranch { left, right, pairs } => {
                pairs.get(usize::from(self.at.state(*left))).copied().flatten() == Some(self.at.state(*right))
            }
            Expr::Levels { compare, left, right } => {
                let (a, b) = (self.at.state(*left), self.at.state(*right));
                let undrawn = self.plan.variables[left.variable.at()].undrawn();
                a != undrawn && b != undrawn && compare.holds(a, b)
            }
            Expr::Compare { compare, left, right } => {
                let left = self.number(*left)?;
                compare.holds(left, self.number(*right)?)
            }
            Expr::SinceCompare { compare, left, right } => {
                let left = self.since_side(*left)?;
                match (left, self.since_side(*right)?) {
                    (Some(a), Some(b)) => compare.holds(a, b),
                    _ => false,
                }
            }
            Expr::Drawn(leaf) => self.at.drawn(*leaf),
            Expr::EverStored { tracker, lag } => self.at.ever(*tracker, *lag),
            Expr::FromStep { step, lag } => self.at.step(*lag) >= (*step).max(1),
            Expr::AtStep { step, lag } => *step > 0 && self.at.step(*lag) == *step,
            _ => false,
        })
    }

    fn fresh_number(&mut self, id: ExprId) -> Result<f64, NotANumber> {
        let value = match self.plan.arena.get(id) {
            Expr::Number(value) => *value,
            Expr::Parameter(parameter) => self.plan.parameters[parameter.at()].value,
            Expr::Quantity { quantity, lag } => self.at.quantity(*quantity, *lag),
            Expr::Step { lag } => f64::from(self.at.step(*lag)),
            Expr::Month { lag } => self
                .plan
                .months
                .get(self.at.step(*lag) as usize)
                .map_or(0.0, |m| f64::from(*m)),
            Expr::CountStored { tracker, lag } => f64::from(self.at.count(*tracker, *lag)),
            Expr::Indicator(a) => f64::from(u8::from(self.truth(*a)?)),
            Expr::If(c, a, b) => {
                let branch = if self.truth(*c)? { a } else { b };
                self.number(*branch)?
            }
            Expr::Negate(a) => -self.number(*a)?,
            Expr::Abs(a) => self.number(*a)?.abs(),
            Expr::Exp(a) => math::exp(self.number(*a)?),
            Expr::Ln(a) => math::ln(self.number(*a)?),
            Expr::Sqrt(a) => math::sqrt(self.number(*a)?),
            Expr::Add(a, b) => {
                let a = self.number(*a)?;
                a + self.number(*b)?
            }
            Expr::Subtract(a, b) => {
                let a = self.number(*a)?;
                a - self.number(*b)?
            }
            Expr::Multiply(a, b) => {
                let a = self.number(*a)?;
                a * self.number(*b)?
            }
            Expr::Divide(a, b) => {
                let a = self.number(*a)?;
                a / self.number(*b)?
            }
            Expr::Power(a, b) => {
                let a = self.number(*a)?;
                math::pow(a, self.number(*b)?)
            }
            Expr::Min(a, b) => {
                let a = self.number(*a)?;
                smaller(a, self.number(*b)?)
            }
            Expr::Max(a, b) => {
                let a = self.number(*a)?;
                larger(a, self.number(*b)?)
            }
            _ => f64::NAN,
        };
        if value.is_nan() { Err(NotANumber) } else { Ok(value) }
    }

    fn since_side(&mut self, side: SinceSide) -> Result<Option<f64>, NotANumber> {
        Ok(match side {
            SinceSide::Number(id) => Some(self.number(id)?),
            SinceSide::Since {
                tracker,
                lag,
                now: None,
            } => self.at.since(tracker, lag).map(f64::from),
            SinceSide::Since {
                tracker,
                lag,
                now: Some(now),
            } => {
                if self.truth(now)? {
                    Some(0.0)
                } else {
                    self.at.since(tracker, lag).map(|steps| f64::from(steps) + 1.0)
                }
            }
        })
    }
}
