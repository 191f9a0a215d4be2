//! The value of an expression, one state at a time: the meaning that every engine must agree with, bit for bit.
//!
//! Operands are evaluated in their order and only where they are needed. A NaN that is met stops the evaluation.

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
    if let Some(known) = at.known(id) {
        return known;
    }
    Ok(match plan.arena.get(id) {
        Expr::Truth(value) => *value,
        Expr::Not(a) => !truth(plan, *a, at)?,
        Expr::And(a, b) => truth(plan, *a, at)? && truth(plan, *b, at)?,
        Expr::Or(a, b) => truth(plan, *a, at)? || truth(plan, *b, at)?,
        Expr::Same(a, b) => truth(plan, *a, at)? == truth(plan, *b, at)?,
        Expr::If(c, a, b) => truth(plan, if truth(plan, *c, at)? { *a } else { *b }, at)?,
        Expr::State { leaf, set } => set.contains(at.state(*leaf)),
        Expr::SameBranch { left, right, pairs } => {
            pairs.get(usize::from(at.state(*left))).copied().flatten() == Some(at.state(*right))
        }
        Expr::Levels { compare, left, right } => {
            let (a, b) = (at.state(*left), at.state(*right));
            let undrawn = plan.variables[left.variable.at()].undrawn();
            a != undrawn && b != undrawn && compare.holds(a, b)
        }
        Expr::Compare { compare, left, right } => {
            let left = number(plan, *left, at)?;
            compare.holds(left, number(plan, *right, at)?)
        }
        Expr::SinceCompare { compare, left, right } => {
            let left = since_side(plan, *left, at)?;
            match (left, since_side(plan, *right, at)?) {
                (Some(a), Some(b)) => compare.holds(a, b),
                _ => false,
            }
        }
        Expr::Drawn(leaf) => at.drawn(*leaf),
        Expr::EverStored { tracker, lag } => at.ever(*tracker, *lag),
        Expr::FromStep { step, lag } => at.step(*lag) >= (*step).max(1),
        Expr::AtStep { step, lag } => *step > 0 && at.step(*lag) == *step,
        _ => false,
    })
}

/// The value of a number; it may be infinite.
///
/// # Errors
/// Where it, or a number that it needs, is NaN.
pub fn number<E: Environment>(plan: &Plan, id: ExprId, at: &E) -> Result<f64, NotANumber> {
    let value = match plan.arena.get(id) {
        Expr::Number(value) => *value,
        Expr::Parameter(parameter) => plan.parameters[parameter.at()].value,
        Expr::Quantity { quantity, lag } => at.quantity(*quantity, *lag),
        Expr::Step { lag } => f64::from(at.step(*lag)),
        Expr::Month { lag } => plan.months.get(at.step(*lag) as usize).map_or(0.0, |m| f64::from(*m)),
        Expr::CountStored { tracker, lag } => f64::from(at.count(*tracker, *lag)),
        Expr::Indicator(a) => f64::from(u8::from(truth(plan, *a, at)?)),
        Expr::If(c, a, b) => number(plan, if truth(plan, *c, at)? { *a } else { *b }, at)?,
        Expr::Negate(a) => -number(plan, *a, at)?,
        Expr::Abs(a) => number(plan, *a, at)?.abs(),
        Expr::Exp(a) => math::exp(number(plan, *a, at)?),
        Expr::Ln(a) => math::ln(number(plan, *a, at)?),
        Expr::Sqrt(a) => math::sqrt(number(plan, *a, at)?),
        Expr::Add(a, b) => {
            let a = number(plan, *a, at)?;
            a + number(plan, *b, at)?
        }
        Expr::Subtract(a, b) => {
            let a = number(plan, *a, at)?;
            a - number(plan, *b, at)?
        }
        Expr::Multiply(a, b) => {
            let a = number(plan, *a, at)?;
            a * number(plan, *b, at)?
        }
        Expr::Divide(a, b) => {
            let a = number(plan, *a, at)?;
            a / number(plan, *b, at)?
        }
        Expr::Power(a, b) => {
            let a = number(plan, *a, at)?;
            math::pow(a, number(plan, *b, at)?)
        }
        Expr::Min(a, b) => {
            let a = number(plan, *a, at)?;
            smaller(a, number(plan, *b, at)?)
        }
        Expr::Max(a, b) => {
            let a = number(plan, *a, at)?;
            larger(a, number(plan, *b, at)?)
        }
        _ => f64::NAN,
    };
    if value.is_nan() { Err(NotANumber) } else { Ok(value) }
}

/// The smaller of two numbers; the first where they are equal.
pub fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger of two numbers; the first where they are equal.
pub fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

fn since_side<E: Environment>(plan: &Plan, side: SinceSide, at: &E) -> Result<Option<f64>, NotANumber> {
    Ok(match side {
        SinceSide::Number(id) => Some(number(plan, id, at)?),
        SinceSide::Since { tracker, lag, now: None } => at.since(tracker, lag).map(f64::from),
        SinceSide::Since { tracker, lag, now: Some(now) } => {
            if truth(plan, now, at)? {
                Some(0.0)
            } else {
                at.since(tracker, lag).map(|steps| f64::from(steps) + 1.0)
            }
        }
    })
}
