//! The weights of a variable at a draw that is due: case or base, times the factors that hold.

use super::element::{Plan, Variable};
use super::evaluate::{Environment, NotANumber, number, truth};
use super::expr::ExprId;
use super::rule::{Base, Column, Reading, Set, Target, Way, Weight};

/// How far above 1 a sum of probabilities may lie and still count as 1.
pub const SUM_SLACK: f64 = 1e-9;

/// Why weights cannot be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Undrawable {
    /// All weights are zero.
    AllZero,
    /// A weight, probability or factor is negative: of what, and its value.
    Negative(String, f64),
    /// It is not finite.
    NotFinite(String, f64),
    /// Probabilities sum to more than 1.
    AboveOne(f64),
    /// No row of the table matches.
    NoRow,
    /// A formula met a NaN.
    NotANumber,
}

impl From<NotANumber> for Undrawable {
    fn from(_: NotANumber) -> Undrawable {
        Undrawable::NotANumber
    }
}

/// A weight for each branch, in draw order: finite, at least 0, and one of them above 0.
///
/// `now` is the variable's state code before the draw.
///
/// # Errors
/// What cannot be drawn.
pub fn weigh<E: Environment>(plan: &Plan, variable: &Variable, now: u8, at: &E) -> Result<Vec<f64>, Undrawable> {
    let rule = &variable.rule;
    let mut chosen = None;
    for case in &rule.cases {
        if truth(plan, case.condition, at)? {
            chosen = Some(&case.way);
            break;
        }
    }
    let row;
    let way = match (chosen, &rule.base) {
        (Some(way), _) => way,
        (None, Base::Way(way)) => way,
        (None, Base::Table { columns, rows }) => {
            let mut codes = Vec::with_capacity(columns.len());
            for column in columns {
                codes.push(match column {
                    Column::State(leaf) => at.state(*leaf),
                    Column::Truth(id) => u8::from(truth(plan, *id, at)?),
                });
            }
            let matches = |cells: &[Option<super::StateSet>]| {
                cells
                    .iter()
                    .zip(&codes)
                    .all(|(cell, code)| cell.as_ref().is_none_or(|set| set.contains(*code)))
            };
            let found = rows.iter().find(|r| matches(&r.cells)).ok_or(Undrawable::NoRow)?;
            row = Way::Set(found.set.clone());
            &row
        }
    };
    let mut weights = match way {
        Way::Set(set) => set_weights(plan, variable, set, now, at)?,
        Way::Moves { up, down } => return ladder_weights(plan, variable, *up, *down, now, at),
    };
    if !variable.ladder {
        for (target, multiplier) in factors(plan, variable, at)? {
            if let Target::Branch(code) = target {
                weights[usize::from(code)] *= multiplier;
            }
        }
    }
    finish(variable, weights)
}

/// The weights of a set, before factors.
///
/// # Errors
/// What cannot be drawn.
pub fn set_weights<E: Environment>(
    plan: &Plan,
    variable: &Variable,
    set: &Set,
    now: u8,
    at: &E,
) -> Result<Vec<f64>, Undrawable> {
    let mut weights = Vec::with_capacity(set.weights.len());
    let mut sum = 0.0;
    let mut rest = None;
    for (code, weight) in set.weights.iter().enumerate() {
        match weight {
            Weight::Rest => {
                rest = Some(code);
                weights.push(0.0);
            }
            Weight::Amount(id) => {
                let value = checked(number(plan, *id, at)?, || variable.branches[code].clone())?;
                sum += value;
                weights.push(value);
            }
        }
    }
    let taker = match set.reading {
        Reading::Relative => None,
        Reading::Rest => rest,
        Reading::Same => Some(usize::from(now)),
    };
    if set.reading != Reading::Relative {
        if sum > 1.0 + SUM_SLACK {
            return Err(Undrawable::AboveOne(sum));
        }
        if let Some(weight) = taker.and_then(|code| weights.get_mut(code)) {
            *weight += (1.0 - sum).max(0.0);
        }
    }
    Ok(weights)
}

/// Checks a whole set for the draw: finite and not all zero.
///
/// # Errors
/// What cannot be drawn.
pub fn finish(variable: &Variable, weights: Vec<f64>) -> Result<Vec<f64>, Undrawable> {
    if let Some(code) = weights.iter().position(|w| !w.is_finite()) {
        return Err(Undrawable::NotFinite(variable.branches[code].clone(), weights[code]));
    }
    if weights.iter().all(|w| *w == 0.0) {
        return Err(Undrawable::AllZero);
    }
    Ok(weights)
}

fn ladder_weights<E: Environment>(
    plan: &Plan,
    variable: &Variable,
    up: ExprId,
    down: ExprId,
    now: u8,
    at: &E,
) -> Result<Vec<f64>, Undrawable> {
    let up = checked(number(plan, up, at)?, || "up".to_owned())?;
    let down = checked(number(plan, down, at)?, || "down".to_owned())?;
    let sum = up + down;
    if sum > 1.0 + SUM_SLACK {
        return Err(Undrawable::AboveOne(sum));
    }
    let (now, top) = (usize::from(now), variable.branches.len() - 1);
    let mut up = if now >= top { 0.0 } else { up };
    let mut down = if now == 0 { 0.0 } else { down };
    let stay = (1.0 - (up + down)).max(0.0);
    for (target, multiplier) in factors(plan, variable, at)? {
        match target {
            Target::Up => up *= multiplier,
            Target::Down => down *= multiplier,
            Target::Branch(_) => {}
        }
    }
    let mut weights = vec![0.0; variable.branches.len()];
    if let Some(weight) = weights.get_mut(now) {
        *weight = stay;
    }
    if now < top {
        weights[now + 1] = up;
    }
    if now > 0 && now <= top {
        weights[now - 1] = down;
    }
    finish(variable, weights)
}

fn factors<E: Environment>(plan: &Plan, variable: &Variable, at: &E) -> Result<Vec<(Target, f64)>, Undrawable> {
    let mut list = Vec::new();
    for factor in &variable.rule.factors {
        if let Some(condition) = factor.condition
            && !truth(plan, condition, at)?
        {
            continue;
        }
        for (target, id) in &factor.by {
            let name = || format!("{}, {}", factor.name, target_name(variable, *target));
            list.push((*target, checked(number(plan, *id, at)?, name)?));
        }
    }
    Ok(list)
}

fn target_name(variable: &Variable, target: Target) -> String {
    match target {
        Target::Branch(code) => variable.branches[usize::from(code)].clone(),
        Target::Up => "up".to_owned(),
        Target::Down => "down".to_owned(),
    }
}

fn checked(value: f64, name: impl Fn() -> String) -> Result<f64, Undrawable> {
    if !value.is_finite() {
        Err(Undrawable::NotFinite(name(), value))
    } else if value < 0.0 {
        Err(Undrawable::Negative(name(), value))
    } else {
        Ok(value)
    }
}
