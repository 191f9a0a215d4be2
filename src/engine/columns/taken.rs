//! What a batch takes from another one in place of drawing it, and how.

use crate::plan::reached::Reached;
use crate::plan::{Plan, Task};

use super::batch::Batch;
use super::ring::Ring;

/// For each element whether another batch has drawn it already, with the same bits. Empty lists take nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// As in the plan.
    pub variables: Vec<bool>,
    /// As in the plan.
    pub quantities: Vec<bool>,
    /// As in the plan.
    pub trackers: Vec<bool>,
}

impl Taken {
    /// What a plan can take from the baseline that it was compared with: all that is not reached. A draw that is replaced is made again, so that
    /// it is known in which trials.
    pub fn from_baseline(plan: &Plan, reached: &Reached) -> Taken {
        let variables = plan.variables.iter().zip(&reached.variables);
        let quantities = plan.quantities.iter().zip(&reached.quantities);
        Taken {
            variables: variables
                .map(|(one, reached)| !reached && one.force.is_none())
                .collect(),
            quantities: quantities
                .map(|(one, reached)| !reached && one.force.is_none())
                .collect(),
            trackers: reached.trackers.iter().map(|reached| !reached).collect(),
        }
    }

    /// Whether an element is taken.
    pub fn has(&self, task: Task) -> bool {
        let found = match task {
            Task::Variable(id) => self.variables.get(id.at()),
            Task::Quantity(id) => self.quantities.get(id.at()),
        };
        found == Some(&true)
    }
}

impl Batch<'_, '_> {
    /// Says what is taken from now on, and drops its columns.
    pub(super) fn take(&mut self, taken: Taken) {
        none_where(&mut self.states, &taken.variables, |ring| Ring::none(ring.changes()));
        none_where(&mut self.numbers, &taken.quantities, |ring| Ring::none(ring.changes()));
        none_where(&mut self.drawn, &taken.variables, |_| None);
        none_where(&mut self.ever, &taken.trackers, |_| None);
        none_where(&mut self.counts, &taken.trackers, |_| None);
        none_where(&mut self.last, &taken.trackers, |_| None);
        self.taken = taken;
    }

    /// Exchanges what is taken with the columns of the batch that drew it: once before this one is run, and once after.
    pub(super) fn exchange(&mut self, other: &mut Batch) {
        let taken = &self.taken;
        swap_where(&mut self.states, &mut other.states, &taken.variables);
        swap_where(&mut self.drawn, &mut other.drawn, &taken.variables);
        swap_where(&mut self.numbers, &mut other.numbers, &taken.quantities);
        swap_where(&mut self.ever, &mut other.ever, &taken.trackers);
        swap_where(&mut self.counts, &mut other.counts, &taken.trackers);
        swap_where(&mut self.last, &mut other.last, &taken.trackers);
    }
}

fn none_where<T>(list: &mut [T], taken: &[bool], none: impl Fn(&T) -> T) {
    for (one, _) in list.iter_mut().zip(taken).filter(|(_, taken)| **taken) {
        *one = none(one);
    }
}

fn swap_where<T>(mine: &mut [T], theirs: &mut [T], taken: &[bool]) {
    for ((mine, theirs), _) in mine.iter_mut().zip(theirs).zip(taken).filter(|(_, taken)| **taken) {
        std::mem::swap(mine, theirs);
    }
}
