//! Random words of a batch that several plans draw from: luck is the same for all of them, and only thresholds move.

use crate::draw::Stream;
use crate::plan::VariableId;

use super::program::Program;

/// Words of draws that more than one plan makes, made by whoever draws first.
#[derive(Clone, Debug, Default)]
pub struct SharedLuck {
    /// By variable, the place of its first slot: the value before step 1, then its draws in their order.
    first: Vec<Option<usize>>,
    slots: Vec<Slot>,
}

/// The words of one draw.
#[derive(Clone, Debug, Default)]
struct Slot {
    /// Whose words they are; none where nothing was kept of this batch.
    stream: Option<Stream>,
    words: Vec<u16>,
}

impl SharedLuck {
    /// Room for the draws of the variables that are marked, as long as there are at most so many.
    pub fn of(program: &Program, marked: &[bool], most: usize) -> SharedLuck {
        let mut count = 0;
        let first = program.variables.iter().zip(marked).map(|(variable, marked)| {
            let more = 1 + variable.streams.len();
            let fits = *marked && count + more <= most;
            let place = count;
            count += if fits { more } else { 0 };
            fits.then_some(place)
        });
        let first = first.collect();
        SharedLuck {
            first,
            slots: vec![Slot::default(); count],
        }
    }

    /// How many draws are kept.
    pub fn draws(&self) -> usize {
        self.slots.len()
    }

    /// Forgets all words, for another batch.
    pub fn forget(&mut self) {
        self.slots.iter_mut().for_each(|slot| slot.stream = None);
    }

    /// Where the words of a draw are kept: draw 0 is that of the value before step 1.
    pub(super) fn slot(&self, variable: VariableId, draw: usize) -> Option<usize> {
        self.first
            .get(variable.at())
            .copied()
            .flatten()
            .map(|first| first + draw)
    }

    /// Takes words out, and says whether they are those of the stream; [`SharedLuck::put`] puts them back.
    pub(super) fn take(&mut self, slot: usize, stream: Stream) -> (Vec<u16>, bool) {
        match self.slots.get_mut(slot) {
            Some(slot) => (std::mem::take(&mut slot.words), slot.stream == Some(stream)),
            None => (Vec::new(), false),
        }
    }

    /// Keeps the words of a stream.
    pub(super) fn put(&mut self, slot: usize, stream: Stream, words: Vec<u16>) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = Slot {
                stream: Some(stream),
                words,
            };
        }
    }
}
