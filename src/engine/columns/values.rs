//! Formulas over columns. Truths are 0, 1, or 2 where a NaN was met; numbers carry a NaN as such.
//!
//! All operands are evaluated for all lanes; a NaN that does not count decides nothing, just as if its operand had not been evaluated.

use crate::math;
use crate::plan::evaluate::{larger, smaller};
use crate::plan::{Compare, Expr, ExprId, Plan, SinceSide};

use super::batch::Batch;

/// A truth that met a NaN.
pub const POISON: u8 = 2;

/// The columns of expressions, each valid for the moment that its stamp names.
pub struct Values {
    truths: Vec<Vec<u8>>,
    numbers: Vec<Vec<f64>>,
    stamps: Vec<u32>,
}

impl Values {
    /// No column yet; they are made when first asked for.
    pub fn new(plan: &Plan) -> Values {
        let n = plan.arena.len();
        Values {
            truths: vec![Vec::new(); n],
            numbers: vec![Vec::new(); n],
            stamps: vec![u32::MAX; n],
        }
    }

    /// Makes room for the expressions of another plan, and forgets all values.
    pub fn make_room(&mut self, plan: &Plan) {
        let n = plan.arena.len();
        self.truths.resize_with(n, Vec::new);
        self.numbers.resize_with(n, Vec::new);
        self.stamps.clear();
        self.stamps.resize(n, u32::MAX);
    }

    /// Forgets all values, for another batch. What is fixed, and so reads nothing of a trial, stays.
    pub fn forget(&mut self, fixed: &[bool], lanes: usize) {
        for (i, stamp) in self.stamps.iter_mut().enumerate() {
            if !fixed[i] || self.truths[i].len().max(self.numbers[i].len()) != lanes {
                *stamp = u32::MAX;
            }
        }
    }

    /// The column of a truth that was evaluated.
    pub fn truth(&self, id: ExprId) -> &[u8] {
        &self.truths[id.0 as usize]
    }

    /// The column of a number that was evaluated.
    pub fn number(&self, id: ExprId) -> &[f64] {
        &self.numbers[id.0 as usize]
    }
}

impl Batch<'_, '_> {
    /// Evaluates a truth at the current moment, unless it stands already.
    pub fn evaluate_truth(&mut self, id: ExprId) {
        let at = id.0 as usize;
        if self.values.stamps[at] == self.moment || (self.program.fixed[at] && self.values.stamps[at] != u32::MAX) {
            return;
        }
        let plan = self.program.plan;
        let expr = plan.arena.get(id);
        self.evaluate_operands(plan, expr);
        let mut out = std::mem::take(&mut self.values.truths[at]);
        out.resize(self.lanes, 0);
        self.fill_truth(expr, &mut out);
        self.values.truths[at] = out;
        self.values.stamps[at] = self.moment;
    }

    /// Evaluates a number at the current moment, unless it stands already.
    pub fn evaluate_number(&mut self, id: ExprId) {
        let at = id.0 as usize;
        if self.values.stamps[at] == self.moment || (self.program.fixed[at] && self.values.stamps[at] != u32::MAX) {
            return;
        }
        let plan = self.program.plan;
        let expr = plan.arena.get(id);
        self.evaluate_operands(plan, expr);
        let mut out = std::mem::take(&mut self.values.numbers[at]);
        out.resize(self.lanes, 0.0);
        self.fill_number(expr, &mut out);
        self.values.numbers[at] = out;
        self.values.stamps[at] = self.moment;
    }

    fn evaluate_operands(&mut self, plan: &Plan, expr: &Expr) {
        for operand in expr.operands() {
            if is_truth(plan, operand) {
                self.evaluate_truth(operand);
            } else {
                self.evaluate_number(operand);
            }
        }
    }

    fn fill_truth(&self, expr: &Expr, out: &mut [u8]) {
        let truth = |id: &ExprId| self.values.truth(*id);
        let number = |id: &ExprId| self.values.number(*id);
        let (program, step) = (self.program, self.step);
        match expr {
            Expr::Truth(value) => out.fill(u8::from(*value)),
            Expr::Not(a) => each(out, truth(a), |a| if a == POISON { a } else { a ^ 1 }),
            Expr::And(a, b) => both(out, truth(a), truth(b), |a, b| if a == 1 { b } else { a }),
            Expr::Or(a, b) => both(out, truth(a), truth(b), |a, b| if a == 0 { b } else { a }),
            Expr::Same(a, b) => {
                both(out, truth(a), truth(b), |a, b| {
                    if (a | b) & POISON != 0 {
                        POISON
                    } else {
                        u8::from(a == b)
                    }
                });
            }
            Expr::If(c, a, b) => choose(out, truth(c), truth(a), truth(b), POISON),
            Expr::State { leaf, set } => {
                let states = self.states[leaf.variable.at()].at(step, leaf.lag);
                let codes = program.plan.variables[leaf.variable.at()].branches.len() + 1;
                let inside: Vec<u8> = (0..codes)
                    .filter(|code| set.contains(*code as u8))
                    .map(|code| code as u8)
                    .collect();
                match inside[..] {
                    [] => out.fill(0),
                    [only] => each(out, states, |s| u8::from(s == only)),
                    [first, .., last] if usize::from(last - first) + 1 == inside.len() => {
                        each(out, states, |s| u8::from(s >= first) & u8::from(s <= last));
                    }
                    _ => each(out, states, |s| u8::from(set.contains(s))),
                }
            }
            Expr::SameBranch { left, right, pairs } => {
                let a = self.states[left.variable.at()].at(step, left.lag);
                let b = self.states[right.variable.at()].at(step, right.lag);
                both(out, a, b, |a, b| {
                    u8::from(pairs.get(usize::from(a)).copied().flatten() == Some(b))
                });
            }
            Expr::Levels { compare, left, right } => {
                let undrawn = program.plan.variables[left.variable.at()].undrawn();
                let a = self.states[left.variable.at()].at(step, left.lag);
                let b = self.states[right.variable.at()].at(step, right.lag);
                both(out, a, b, |a, b| {
                    u8::from(a != undrawn && b != undrawn && compare.holds(a, b))
                });
            }
            Expr::Compare { compare, left, right } => compare_numbers(out, *compare, number(left), number(right)),
            Expr::SinceCompare { compare, left, right } => {
                let (a, b) = (self.since_side(*left), self.since_side(*right));
                compare_numbers(out, *compare, &a, &b);
                for (side, column) in [(left, &a), (right, &b)] {
                    if matches!(side, SinceSide::Since { .. }) {
                        // What never held compares false, but does not hide a NaN.
                        out.iter_mut()
                            .zip(column)
                            .for_each(|(out, since)| *out &= if *since < 0.0 { POISON } else { 3 });
                    }
                }
            }
            Expr::Drawn(leaf) => match &self.drawn[leaf.variable.at()] {
                Some(ring) => out.copy_from_slice(ring.at(step, leaf.lag)),
                None => out.fill(0),
            },
            Expr::EverStored { tracker, lag } => match &self.ever[tracker.at()] {
                Some(ring) => out.copy_from_slice(ring.at(step, *lag)),
                None => out.fill(0),
            },
            Expr::FromStep { step: from, lag } => out.fill(u8::from(step.saturating_sub(*lag) >= (*from).max(1))),
            Expr::AtStep { step: only, lag } => out.fill(u8::from(*only > 0 && step.saturating_sub(*lag) == *only)),
            _ => out.fill(POISON),
        }
    }

    fn fill_number(&self, expr: &Expr, out: &mut [f64]) {
        let truth = |id: &ExprId| self.values.truth(*id);
        let number = |id: &ExprId| self.values.number(*id);
        let (plan, step) = (self.program.plan, self.step);
        match expr {
            Expr::Number(value) => out.fill(*value),
            Expr::Parameter(parameter) => out.fill(plan.parameters[parameter.at()].value),
            Expr::Quantity { quantity, lag } => out.copy_from_slice(self.numbers[quantity.at()].at(step, *lag)),
            Expr::Step { lag } => out.fill(f64::from(step.saturating_sub(*lag))),
            Expr::Month { lag } => {
                let month = plan.months.get(step.saturating_sub(*lag) as usize);
                out.fill(month.map_or(0.0, |m| f64::from(*m)));
            }
            Expr::CountStored { tracker, lag } => match &self.counts[tracker.at()] {
                Some(ring) => each(out, ring.at(step, *lag), f64::from),
                None => out.fill(0.0),
            },
            Expr::Indicator(a) => each(out, truth(a), |a| if a == POISON { f64::NAN } else { f64::from(a) }),
            Expr::If(c, a, b) => choose(out, truth(c), number(a), number(b), f64::NAN),
            Expr::Negate(a) => each(out, number(a), |a| -a),
            Expr::Abs(a) => each(out, number(a), f64::abs),
            Expr::Exp(a) => each(out, number(a), math::exp),
            Expr::Ln(a) => each(out, number(a), math::ln),
            Expr::Sqrt(a) => each(out, number(a), math::sqrt),
            Expr::Add(a, b) => both(out, number(a), number(b), |a, b| a + b),
            Expr::Subtract(a, b) => both(out, number(a), number(b), |a, b| a - b),
            Expr::Multiply(a, b) => both(out, number(a), number(b), |a, b| a * b),
            Expr::Divide(a, b) => both(out, number(a), number(b), |a, b| a / b),
            // A power of a NaN can be 1, and a minimum can lose one: both must hand it on.
            Expr::Power(a, b) => both(out, number(a), number(b), |a, b| {
                if a.is_nan() || b.is_nan() {
                    f64::NAN
                } else {
                    math::pow(a, b)
                }
            }),
            Expr::Min(a, b) => both(
                out,
                number(a),
                number(b),
                |a, b| if b.is_nan() { b } else { smaller(a, b) },
            ),
            Expr::Max(a, b) => both(
                out,
                number(a),
                number(b),
                |a, b| if b.is_nan() { b } else { larger(a, b) },
            ),
            _ => out.fill(f64::NAN),
        }
    }

    /// A side of a comparison with `steps_since`: below 0 where it never held, NaN where one was met.
    fn since_side(&self, side: SinceSide) -> Vec<f64> {
        let (tracker, lag, now) = match side {
            SinceSide::Number(id) => return self.values.number(id).to_vec(),
            SinceSide::Since { tracker, lag, now } => (tracker, lag, now),
        };
        let Some(ring) = &self.last[tracker.at()] else {
            return vec![-1.0; self.lanes];
        };
        let (last, then) = (ring.at(self.step, lag), self.step.saturating_sub(lag));
        let steps = |last: u32| {
            if last == super::batch::NEVER {
                -1.0
            } else {
                f64::from(then - last)
            }
        };
        match now {
            None => last.iter().map(|last| steps(*last)).collect(),
            Some(now) => {
                let with_now = |(last, now): (&u32, &u8)| match (*now, steps(*last)) {
                    (0, steps) if steps < 0.0 => -1.0,
                    (0, steps) => steps + 1.0,
                    (1, _) => 0.0,
                    _ => f64::NAN,
                };
                last.iter().zip(self.values.truth(now)).map(with_now).collect()
            }
        }
    }
}

/// Whether an expression is a truth rather than a number.
pub fn is_truth(plan: &Plan, id: ExprId) -> bool {
    let mut id = id;
    loop {
        match plan.arena.get(id) {
            Expr::If(_, a, _) => id = *a,
            Expr::Truth(_)
            | Expr::Not(_)
            | Expr::And(..)
            | Expr::Or(..)
            | Expr::Same(..)
            | Expr::State { .. }
            | Expr::SameBranch { .. }
            | Expr::Levels { .. }
            | Expr::Compare { .. }
            | Expr::SinceCompare { .. }
            | Expr::Drawn(_)
            | Expr::EverStored { .. }
            | Expr::FromStep { .. }
            | Expr::AtStep { .. } => return true,
            _ => return false,
        }
    }
}

fn each<A: Copy, T>(out: &mut [T], a: &[A], f: impl Fn(A) -> T) {
    for (out, a) in out.iter_mut().zip(a) {
        *out = f(*a);
    }
}

fn both<A: Copy, B: Copy, T>(out: &mut [T], a: &[A], b: &[B], f: impl Fn(A, B) -> T) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = f(*a, *b);
    }
}

fn choose<T: Copy>(out: &mut [T], c: &[u8], a: &[T], b: &[T], poison: T) {
    let mut seen = 0;
    for (((out, c), a), b) in out.iter_mut().zip(c).zip(a).zip(b) {
        // Both are read, so that no branch is taken: which of them holds cannot be foretold.
        let (a, b) = (*a, *b);
        *out = if *c == 1 { a } else { b };
        seen |= *c;
    }
    if seen & POISON != 0 {
        let poisoned = out.iter_mut().zip(c).filter(|(_, c)| **c == POISON);
        poisoned.for_each(|(out, _)| *out = poison);
    }
}

fn compare_numbers(out: &mut [u8], compare: Compare, a: &[f64], b: &[f64]) {
    let poison = |a: f64, b: f64| if a.is_nan() | b.is_nan() { POISON } else { 0 };
    match compare {
        Compare::Equal => both(out, a, b, |a, b| u8::from(a == b) | poison(a, b)),
        Compare::NotEqual => both(out, a, b, |a, b| {
            if a.is_nan() | b.is_nan() {
                POISON
            } else {
                u8::from(a != b)
            }
        }),
        Compare::Less => both(out, a, b, |a, b| u8::from(a < b) | poison(a, b)),
        Compare::LessEqual => both(out, a, b, |a, b| u8::from(a <= b) | poison(a, b)),
        Compare::Greater => both(out, a, b, |a, b| u8::from(a > b) | poison(a, b)),
        Compare::GreaterEqual => both(out, a, b, |a, b| u8::from(a >= b) | poison(a, b)),
    }
}
