//! One lane of a batch, as the scalar evaluator sees it.

use crate::plan::evaluate::Environment;
use crate::plan::{Leaf, QuantityId, TrackerId};

use super::batch::{Batch, NEVER};

/// One lane of a batch, as the scalar evaluator sees it.
pub(super) struct Lane<'a, 'b, 'p> {
    /// The batch.
    pub batch: &'a Batch<'b, 'p>,
    /// Which of its lanes.
    pub lane: usize,
}

impl Environment for Lane<'_, '_, '_> {
    fn state(&self, leaf: Leaf) -> u8 {
        self.batch.states[leaf.variable.at()].at(self.batch.step, leaf.lag)[self.lane]
    }
    fn drawn(&self, leaf: Leaf) -> bool {
        let ring = self.batch.drawn[leaf.variable.at()].as_ref();
        ring.is_some_and(|ring| ring.at(self.batch.step, leaf.lag)[self.lane] == 1)
    }
    fn quantity(&self, quantity: QuantityId, lag: u32) -> f64 {
        self.batch.numbers[quantity.at()].at(self.batch.step, lag)[self.lane]
    }
    fn ever(&self, tracker: TrackerId, lag: u32) -> bool {
        self.batch.ever[tracker.at()]
            .as_ref()
            .is_some_and(|ring| ring.at(self.batch.step, lag)[self.lane] == 1)
    }
    fn count(&self, tracker: TrackerId, lag: u32) -> u32 {
        self.batch.counts[tracker.at()]
            .as_ref()
            .map_or(0, |ring| ring.at(self.batch.step, lag)[self.lane])
    }
    fn since(&self, tracker: TrackerId, lag: u32) -> Option<u32> {
        let last = self.batch.last[tracker.at()]
            .as_ref()
            .map(|ring| ring.at(self.batch.step, lag)[self.lane])?;
        (last != NEVER).then(|| self.batch.step.saturating_sub(lag) - last)
    }
    fn step(&self, lag: u32) -> u32 {
        self.batch.step.saturating_sub(lag)
    }
}
