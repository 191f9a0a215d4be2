//! How choices, events and quantities stood, and which colour each branch has.

use crate::engine::VariableTally;
use crate::model::{self, Deciding, Timing};
use crate::plan;
use crate::record::ordered::Ordered;
use crate::record::shape::{Quantity, StateShare, Variable};

use super::numbers::number_result;
use super::shares::Counting;
use super::{Ran, place};

/// All choices and events, in the order of the file.
pub fn variables(ran: &Ran, counting: &Counting) -> Ordered<Variable> {
    let tallies = ran.tallies.variables.iter().zip(&ran.plan.variables);
    let list = ran.model.variables.iter().zip(tallies);
    list.map(|(variable, (tally, planned))| (variable.name.id.clone(), shown(ran, variable, planned, tally, counting)))
        .collect()
}

/// All quantities, in the order of the file.
pub fn quantities(ran: &Ran) -> Ordered<Quantity> {
    let mut list = Ordered::default();
    for (quantity, tally) in ran.model.quantities.iter().zip(&ran.tallies.quantities) {
        let Some(value) = tally.by_step.last().or(tally.initial.as_ref()) else {
            continue;
        };
        let shown = Quantity {
            title: quantity.name.title_or_id(),
            result: number_result(
                value,
                tally.initial.as_ref(),
                &tally.by_step,
                quantity.unit.clone(),
                ran.confidence,
            ),
            at: place(ran.document, quantity.name.span),
        };
        list.push(quantity.name.id.clone(), shown);
    }
    list
}

/// The place of each branch or answer in the palette, from 1: what its author pinned, else its place in the
/// declaration, else, where that is taken by another's pin, the lowest place that nobody has.
pub fn slots(pins: &[Option<u16>]) -> Vec<u16> {
    let places = u16::try_from(pins.len()).unwrap_or(u16::MAX);
    let pinned = |slot: u16| pins.contains(&Some(slot));
    let mut free = (1..).filter(|slot| !pinned(*slot) && *slot > places);
    let mut spare: Vec<u16> = (1..=places)
        .filter(|slot| !pinned(*slot) && pins.get(usize::from(*slot) - 1).copied().flatten().is_some())
        .rev()
        .collect();
    (1..=places)
        .zip(pins)
        .map(|(place, pin)| match pin {
            Some(slot) => *slot,
            None if !pinned(place) => place,
            None => spare.pop().or_else(|| free.next()).unwrap_or(place),
        })
        .collect()
}

fn shown(
    ran: &Ran,
    variable: &model::Variable,
    planned: &plan::Variable,
    tally: &VariableTally,
    counting: &Counting,
) -> Variable {
    let last = tally.by_step.last().unwrap_or(&tally.initial);
    // Codes are places in the draw order; records go by the declaration.
    let code = |place: usize| {
        planned
            .declared
            .iter()
            .position(|declared| usize::from(*declared) == place)
    };
    let count = |counts: &[u64], place: usize| code(place).and_then(|code| counts.get(code)).copied().unwrap_or(0);
    let undrawn_code = usize::from(planned.undrawn());
    let undrawn = |counts: &[u64]| counts.get(undrawn_code).copied().unwrap_or(0);
    let may_be_undrawn = planned.initial == plan::Initial::Undrawn && undrawn(&tally.initial) > 0;
    let slots = slots(&variable.branches.iter().map(|branch| branch.colour).collect::<Vec<_>>());
    let mut initial = Ordered::default();
    let mut by_step = Ordered::default();
    for (place, branch) in variable.branches.iter().enumerate() {
        let before = count(&tally.initial, place);
        if before > 0 {
            initial.push(branch.id.clone(), counting.p(before));
        }
        let shares = tally
            .by_step
            .iter()
            .map(|counts| counting.p(count(counts, place)))
            .collect();
        by_step.push(branch.id.clone(), shares);
    }
    if may_be_undrawn {
        initial.push("undrawn", counting.p(undrawn(&tally.initial)));
        by_step.push(
            "undrawn",
            tally.by_step.iter().map(|counts| counting.p(undrawn(counts))).collect(),
        );
    }
    let branches = variable
        .branches
        .iter()
        .zip(&slots)
        .enumerate()
        .map(|(place, (branch, slot))| {
            let share = counting.share(count(last, place));
            (
                branch.id.clone(),
                StateShare {
                    share,
                    title: branch.title_or_id(),
                    slot: *slot,
                },
            )
        });
    let (kind, actor) = match variable.deciding {
        Deciding::Choice(actor) => ("choice", actor.and_then(|actor| ran.model.actors.get(actor.at()))),
        Deciding::Event => ("event", None),
    };
    let timing = match variable.timing {
        Timing::Once => "once",
        Timing::EachStep => "each_step",
        Timing::FirstChance => "first_chance",
    };
    Variable {
        kind: kind.to_owned(),
        title: variable.name.title_or_id(),
        actor: actor.map(|actor| actor.name.id.clone()),
        timing: timing.to_owned(),
        ladder: planned.ladder,
        yes_no: variable.is_truth,
        branches: branches.collect(),
        undrawn: may_be_undrawn.then(|| counting.share(undrawn(last))),
        initial,
        by_step,
        at: place(ran.document, variable.name.span),
    }
}

#[cfg(test)]
mod tests {
    use super::slots;

    #[test]
    fn branches_keep_their_places_and_pins() {
        assert_eq!(slots(&[None, None, None]), [1, 2, 3]);
        // The second pins 1: the first takes the place that the second left.
        assert_eq!(slots(&[None, Some(1), None]), [2, 1, 3]);
        assert_eq!(slots(&[None, None, Some(8)]), [1, 2, 8]);
        // Both pin 1: the author's word stands.
        assert_eq!(slots(&[Some(1), Some(1)]), [1, 1]);
        assert_eq!(slots(&[None, Some(1), Some(1)]), [2, 1, 1]);
    }
}
