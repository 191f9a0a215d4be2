//! Which quantities change from step to step, so that they are evaluated at every one.

use super::element::{Condition, Quantity, QuantityRule, Timing, Variable};
use super::formula::{Kind, Term};

/// Notes on every quantity that is a formula whether anything that it reads changes.
///
/// Assumptions do not change, and neither do variables and distributions that are drawn once, nor formulas over nothing else. What looks
/// back over steps (`prev`, `ever`, `count`, …) counts as changing, whatever it looks at.
pub fn note_changes(quantities: &mut [Quantity], variables: &[Variable], conditions: &[Condition]) {
    // Each round only adds to what changes, so that there are no more rounds than elements.
    let mut world = World {
        variables,
        conditions: vec![false; conditions.len()],
        quantities: quantities.iter().map(|quantity| changes(&quantity.rule)).collect(),
    };
    loop {
        let before = world.clone();
        for (at, condition) in conditions.iter().enumerate() {
            world.conditions[at] = world.conditions[at] || before.reaches(&condition.truth.term);
        }
        for (at, quantity) in quantities.iter_mut().enumerate() {
            if let QuantityRule::Formula { formula, changes } = &mut quantity.rule {
                *changes = *changes || before.reaches(&formula.term);
                world.quantities[at] = *changes;
            }
        }
        if world.conditions == before.conditions && world.quantities == before.quantities {
            return;
        }
    }
}

/// What is known so far to change.
#[derive(Clone)]
struct World<'a> {
    variables: &'a [Variable],
    conditions: Vec<bool>,
    quantities: Vec<bool>,
}

impl World<'_> {
    /// Whether a term reads something that changes.
    fn reaches(&self, term: &Term) -> bool {
        let here = match term.kind {
            Kind::Variable(id) | Kind::Drawn(id) => {
                let variable = self.variables.get(id.at());
                variable.is_some_and(|variable| variable.timing != Timing::Once)
            }
            Kind::Quantity(id) => self.quantities.get(id.at()).copied().unwrap_or(false),
            Kind::Condition(id) => self.conditions.get(id.at()).copied().unwrap_or(false),
            Kind::Step
            | Kind::Month
            | Kind::After(_)
            | Kind::At(_)
            | Kind::Ever(_)
            | Kind::Count(_)
            | Kind::StepsSince(_)
            | Kind::Prev(..) => true,
            _ => false,
        };
        here || term.operands().into_iter().any(|operand| self.reaches(operand))
    }
}

fn changes(rule: &QuantityRule) -> bool {
    match rule {
        QuantityRule::Formula { changes, .. } => *changes,
        QuantityRule::Chain { .. } => true,
        QuantityRule::Chance { timing, .. } => *timing != Timing::Once,
    }
}
