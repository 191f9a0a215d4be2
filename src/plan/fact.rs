//! Facts where doubt is ignored: settled already, so each takes its likeliest branch.

use super::element::{Initial, Plan, QuantityId, Task, TrackerId, VariableId};
use super::evaluate::{Environment, truth};
use super::expr::{Expr, Leaf};
use super::rule::{Base, Reading, Rule, Set, Way, Weight};
use super::weigh::weigh;

/// Gives each of these facts the rule that always draws its likeliest branch, the first by id where several are. `facts` says which variables are
/// facts; what cannot be drawn stays as it is, and is a fault at the run.
pub fn settle(plan: &mut Plan, facts: &[bool]) {
    let mut states: Vec<u8> = plan.variables.iter().map(|v| v.undrawn()).collect();
    for task in plan.before.clone() {
        let Task::Variable(id) = task else { continue };
        if facts.get(id.at()) == Some(&true) {
            states[id.at()] = settle_one(plan, id, &states);
        }
    }
}

fn settle_one(plan: &mut Plan, id: VariableId, states: &[u8]) -> u8 {
    let variable = &plan.variables[id.at()];
    let standing = match variable.initial {
        Initial::State(code) => code,
        _ => variable.undrawn(),
    };
    let at = Settled(states);
    if let Some(when) = variable.when
        && truth(plan, when, &at) != Ok(true)
    {
        return variable.idle.unwrap_or(standing);
    }
    let Ok(weights) = weigh(plan, variable, standing, &at) else {
        return standing;
    };
    let most = weights.iter().copied().fold(0.0, f64::max);
    let likeliest = (0..weights.len()).filter(|code| weights[*code] == most);
    let Some(chosen) = likeliest.min_by_key(|code| variable.branches[*code].as_str()) else {
        return standing;
    };
    let weights = (0..weights.len()).map(|code| if code == chosen { 1.0 } else { 0.0 });
    let weights = weights
        .map(|w| Weight::Amount(plan.arena.add(Expr::Number(w))))
        .collect();
    let set = Set {
        reading: Reading::Relative,
        weights,
    };
    plan.variables[id.at()].rule = Rule {
        base: Base::Way(Way::Set(set)),
        cases: Vec::new(),
        factors: Vec::new(),
    };
    chosen as u8
}

/// Facts read other facts and assumptions only.
struct Settled<'a>(&'a [u8]);

impl Environment for Settled<'_> {
    fn state(&self, leaf: Leaf) -> u8 {
        self.0[leaf.variable.at()]
    }
    fn drawn(&self, _: Leaf) -> bool {
        true
    }
    fn quantity(&self, _: QuantityId, _: u32) -> f64 {
        f64::NAN
    }
    fn ever(&self, _: TrackerId, _: u32) -> bool {
        false
    }
    fn count(&self, _: TrackerId, _: u32) -> u32 {
        0
    }
    fn since(&self, _: TrackerId, _: u32) -> Option<u32> {
        None
    }
    fn step(&self, _: u32) -> u32 {
        0
    }
}
