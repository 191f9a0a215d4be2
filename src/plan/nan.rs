//! Which expressions could ever meet a NaN: known from their kind alone, before anything runs.

use super::element::Plan;
use super::expr::{Expr, ExprId};

/// What an expression can be at worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Finite,
    Infinite,
    Nan,
}

/// For each expression whether evaluating it could meet a NaN. Never wrong about "no".
pub fn can_be_nan(plan: &Plan) -> Vec<bool> {
    kinds(plan).into_iter().map(|kind| kind == Kind::Nan).collect()
}

/// For each expression whether its value is a finite number, or a truth, whatever a trial does. Never wrong about "yes".
pub fn is_finite(plan: &Plan) -> Vec<bool> {
    kinds(plan).into_iter().map(|kind| kind == Kind::Finite).collect()
}

fn kinds(plan: &Plan) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::with_capacity(plan.arena.len());
    for (_, expr) in plan.arena.iter() {
        let of = |id: &ExprId| kinds[id.0 as usize];
        let worst = expr.operands().iter().map(of).max().unwrap_or(Kind::Finite);
        kinds.push(match expr {
            Expr::Number(x) if !x.is_finite() => Kind::Nan,
            Expr::Parameter(p) if !plan.parameters[p.at()].value.is_finite() => Kind::Nan,
            Expr::Add(..) | Expr::Subtract(..) | Expr::Multiply(..) if worst == Kind::Finite => Kind::Infinite,
            Expr::Divide(_, by) if worst == Kind::Finite && constant(plan, *by).is_some_and(|x| x != 0.0) => {
                Kind::Infinite
            }
            Expr::Power(_, to) if worst == Kind::Finite && constant(plan, *to).is_some_and(is_natural) => {
                Kind::Infinite
            }
            Expr::Exp(_) if worst <= Kind::Infinite => Kind::Infinite,
            Expr::Add(..)
            | Expr::Subtract(..)
            | Expr::Multiply(..)
            | Expr::Divide(..)
            | Expr::Power(..)
            | Expr::Ln(_)
            | Expr::Sqrt(_) => Kind::Nan,
            // A truth hands on only whether a NaN can be met.
            Expr::Compare { .. } | Expr::SinceCompare { .. } if worst < Kind::Nan => Kind::Finite,
            _ => worst,
        });
    }
    kinds
}

fn constant(plan: &Plan, id: ExprId) -> Option<f64> {
    match plan.arena.get(id) {
        Expr::Number(x) => Some(*x),
        Expr::Parameter(p) => Some(plan.parameters[p.at()].value),
        _ => None,
    }
}

fn is_natural(x: f64) -> bool {
    x >= 0.0 && x.fract() == 0.0
}
