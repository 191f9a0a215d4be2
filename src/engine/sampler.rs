//! Distributions made ready: tables for those whose parameters are constant, the exact inverse for the others.

use crate::math::{Distribution, DomainError, QuantileTable};
use crate::plan::{Amount, ExprId, Family, Plan, QuantityId, evaluate};
use crate::plan::{Leaf, TrackerId};

/// One entry a quantity of the plan: its table, where its parameters are constant and in domain.
pub struct Samplers {
    tables: Vec<Option<QuantileTable>>,
}

impl Samplers {
    /// Builds the tables of a plan.
    pub fn new(plan: &Plan) -> Samplers {
        let tables = plan.quantities.iter().map(|quantity| match &quantity.amount {
            Amount::Drawn { family, parameters, .. } => {
                let values = constants(plan, parameters)?;
                distribution(*family, &values).ok().map(|d| QuantileTable::new(&d))
            }
            _ => None,
        });
        Samplers {
            tables: tables.collect(),
        }
    }

    /// The table of a quantity, if it has one.
    pub fn table(&self, quantity: QuantityId) -> Option<&QuantileTable> {
        self.tables.get(quantity.at()).and_then(Option::as_ref)
    }
}

/// The distribution of a family with these parameters.
///
/// # Errors
/// Which parameter is out of its domain.
pub fn distribution(family: Family, p: &[f64]) -> Result<Distribution, DomainError> {
    let at = |i: usize| p.get(i).copied().unwrap_or(f64::NAN);
    match family {
        Family::Uniform => Distribution::uniform(at(0), at(1)),
        Family::Triangular => Distribution::triangular(at(0), at(1), at(2)),
        Family::Pert => Distribution::pert(at(0), at(1), at(2)),
        Family::Normal => Distribution::normal(at(0), at(1)),
        Family::LogNormalQuantiles => Distribution::lognormal_from_quantiles(at(0), at(1)),
        Family::LogNormalMedian => Distribution::lognormal_from_median(at(0), at(1)),
        Family::Beta => Distribution::beta(at(0), at(1)),
        Family::Interval => Distribution::interval(at(0), at(1), at(2)),
    }
}

/// The values of expressions that read nothing of a trial; none where one does, or is NaN.
fn constants(plan: &Plan, list: &[ExprId]) -> Option<Vec<f64>> {
    list.iter()
        .map(|id| {
            if is_constant(plan, *id) {
                evaluate::number(plan, *id, &Nowhere).ok()
            } else {
                None
            }
        })
        .collect()
}

/// Whether an expression reads nothing of a trial.
pub fn is_constant(plan: &Plan, id: ExprId) -> bool {
    let mut open = vec![id];
    let mut seen = vec![false; plan.arena.len()];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        let expr = plan.arena.get(id);
        if expr.reads_trial() {
            return false;
        }
        open.extend(expr.operands());
    }
    true
}

/// An environment for expressions that read none.
pub struct Nowhere;

impl evaluate::Environment for Nowhere {
    fn state(&self, _: Leaf) -> u8 {
        0
    }
    fn drawn(&self, _: Leaf) -> bool {
        false
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
