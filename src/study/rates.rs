//! Effective rates: what probabilities applied at the draws that happened, after cases and factors.

use crate::draw::Key;
use crate::engine::reference::{DrawMade, Observer, run_trial};
use crate::engine::sampler::{Nowhere, Samplers, is_constant};
use crate::engine::{Fault, Interruption};
use crate::math;
use crate::model::Model;
use crate::plan::evaluate::number;
use crate::plan::{Base, ExprId, Plan, QuantityId, Reading, Set, Timing, Variable, Way, Weight};

/// How many trials the rates are read from.
pub const TRIALS: u64 = 2_000;

/// The probabilities of one branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// The branch.
    pub branch: String,
    /// What the base says for a step, where it says it without looking at anything.
    pub base: Option<f64>,
    /// 5, 50 and 95% of what applied at the draws that happened; where what is left stays with the branch that stands,
    /// at those that stood elsewhere. None where there were none.
    pub applied: Option<[f64; 3]>,
    /// The same as probabilities over a year, for what is given as a probability of a step.
    pub yearly: Option<[f64; 3]>,
}

/// The rates of one choice or event.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// Its id.
    pub variable: String,
    /// Draws that happened.
    pub draws: u64,
    /// Whether its branches are levels: then what applied is the move away from where it stood.
    pub ladder: bool,
    /// In declaration order.
    pub branches: Vec<Rate>,
}

/// The effective rates of all choices and events, from the first trials of a seed.
///
/// # Errors
/// The first fault that a trial meets.
pub fn rates(model: &Model, plan: &Plan, seed: u64) -> Result<Vec<Rates>, Interruption> {
    let (samplers, key) = (Samplers::new(plan), Key::new(seed));
    let shares = plan.variables.iter().map(|one| vec![Vec::new(); width(one)]).collect();
    let mut seen = Seen {
        plan,
        shares,
        draws: vec![0; plan.variables.len()],
    };
    for trial in 0..TRIALS {
        let told: Result<_, Fault> = run_trial(plan, &samplers, &key, trial, &mut seen);
        told.map_err(|fault| Interruption::Fault(Box::new(fault)))?;
    }
    let year = model
        .calendar
        .as_ref()
        .map(|calendar| calendar.unit().share_of(crate::calendar::Period::Year));
    let found = plan.variables.iter().zip(seen.shares).zip(seen.draws);
    Ok(found
        .map(|((variable, shares), draws)| summary(plan, variable, shares, draws, year))
        .collect())
}

/// How many shares are kept a draw: one a branch; of a ladder down, stay and up.
fn width(variable: &Variable) -> usize {
    if variable.ladder { 3 } else { variable.branches.len() }
}

struct Seen<'p> {
    plan: &'p Plan,
    /// For each variable and branch (by code) the probability at each draw.
    shares: Vec<Vec<Vec<f64>>>,
    /// For each variable how many draws there were.
    draws: Vec<u64>,
}

impl Observer for Seen<'_> {
    fn drawn(&mut self, draw: &DrawMade) {
        let Some(weights) = draw.weights.filter(|_| !draw.initial) else {
            return;
        };
        let Some(shares) = self.shares.get_mut(draw.variable.at()) else {
            return;
        };
        let sum: f64 = weights.iter().sum();
        let Some(variable) = self.plan.variables.get(draw.variable.at()) else {
            return;
        };
        if let Some(draws) = self.draws.get_mut(draw.variable.at()) {
            *draws += 1;
        }
        if !variable.ladder {
            let stays = reading(variable) == Some(Reading::Same);
            for (code, (list, weight)) in shares.iter_mut().zip(weights).enumerate() {
                if !(stays && code == usize::from(draw.before)) {
                    list.push(weight / sum);
                }
            }
            return;
        }
        // Levels below, the same, and above: a jump counts with its direction.
        let now = usize::from(draw.before);
        let mut moves = [0.0; 3];
        for (level, weight) in weights.iter().enumerate() {
            moves[1 + usize::from(level > now) - usize::from(level < now)] += weight / sum;
        }
        for (list, share) in shares.iter_mut().zip(moves) {
            list.push(share);
        }
    }

    fn valued(&mut self, _: u32, _: QuantityId, _: f64) {}
}

fn summary(plan: &Plan, variable: &Variable, shares: Vec<Vec<f64>>, draws: u64, year: Option<f64>) -> Rates {
    let bases = base(plan, variable);
    let yearly = year.filter(|_| variable.timing == Timing::EachStep);
    let mut branches = Vec::new();
    for (code, mut list) in shares.into_iter().enumerate() {
        let branch = match (variable.ladder, code) {
            (false, code) => variable.branches.get(code).cloned().unwrap_or_default(),
            (true, 0) => "down".to_owned(),
            (true, 1) => "stay".to_owned(),
            (true, _) => "up".to_owned(),
        };
        list.sort_by(f64::total_cmp);
        let at = |q: f64| {
            list.get((libm::ceil(list.len() as f64 * q) as usize).max(1) - 1)
                .copied()
        };
        let applied = at(0.05)
            .zip(at(0.5))
            .zip(at(0.95))
            .map(|((low, middle), high)| [low, middle, high]);
        let yearly = yearly.filter(|_| is_rate(variable, code)).zip(applied);
        let yearly = yearly.map(|(share, applied)| applied.map(|p| -math::exp_m1(math::ln_1p(-p.min(1.0)) / share)));
        let base = bases.as_ref().and_then(|bases| bases.get(code)).copied();
        branches.push((
            code,
            Rate {
                branch,
                base,
                applied,
                yearly,
            },
        ));
    }
    if !variable.ladder {
        branches.sort_by_key(|(code, _)| variable.declared.get(*code).copied());
    }
    let branches = branches.into_iter().map(|(_, rate)| rate).collect();
    Rates {
        variable: variable.id.clone(),
        draws,
        ladder: variable.ladder,
        branches,
    }
}

/// How the base's numbers are read; none on a ladder.
fn reading(variable: &Variable) -> Option<Reading> {
    match &variable.rule.base {
        Base::Way(Way::Set(set)) => Some(set.reading),
        Base::Way(Way::Moves { .. }) => None,
        Base::Table { rows, .. } => rows.first().map(|row| row.set.reading),
    }
}

/// Whether a branch (on a ladder a move) has a probability of happening in a step, rather than a share of what is drawn anew or
/// what the others leave.
fn is_rate(variable: &Variable, code: usize) -> bool {
    let sets: Vec<&Set> = match &variable.rule.base {
        Base::Way(Way::Moves { .. }) => return code != 1,
        Base::Way(Way::Set(set)) => vec![set],
        Base::Table { rows, .. } => rows.iter().map(|row| &row.set).collect(),
    };
    sets.iter()
        .all(|set| set.reading != Reading::Relative && set.weights.get(code) != Some(&Weight::Rest))
}

/// The base as probabilities, where its numbers depend on nothing in a trial.
fn base(plan: &Plan, variable: &Variable) -> Option<Vec<f64>> {
    let Base::Way(way) = &variable.rule.base else {
        return None;
    };
    let constant = |id: ExprId| {
        if is_constant(plan, id) {
            number(plan, id, &Nowhere).ok()
        } else {
            None
        }
    };
    match way {
        Way::Moves { up, down } => {
            let (up, down) = (constant(*up)?, constant(*down)?);
            Some(vec![down, (1.0 - up - down).max(0.0), up])
        }
        Way::Set(set) => {
            let amounts = set.weights.iter().map(|weight| match weight {
                Weight::Amount(id) => constant(*id),
                Weight::Rest => Some(0.0),
            });
            let mut weights: Vec<f64> = amounts.collect::<Option<_>>()?;
            let sum: f64 = weights.iter().sum();
            let rest = set.weights.iter().position(|weight| *weight == Weight::Rest);
            match (set.reading, rest) {
                (Reading::Relative, _) => weights.iter_mut().for_each(|weight| *weight /= sum),
                (Reading::Rest, Some(rest)) => weights[rest] = (1.0 - sum).max(0.0),
                // What is left stays with the branch that stands now, whichever it is.
                (Reading::Rest, None) | (Reading::Same, _) => {}
            }
            Some(weights)
        }
    }
}
