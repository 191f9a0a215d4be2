//! Bands between neighbouring stages, and where they leave and enter the bars: in trials from the top of a bar.

use std::collections::BTreeMap;

use super::Ways;

/// The trials that go from one node to one of the next stage, and to one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// Its stage on the left.
    pub(super) stage: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The answer; none for what is lumped.
    pub(super) answer: Option<usize>,
    pub(super) k: u64,
    /// Trials above it at the bar on the left.
    pub(super) leaves: u64,
    /// Trials above it at the bar on the right.
    pub(super) enters: u64,
}

/// All bands, the lumped first: they are painted below the others. On both sides of a bar the bands lie in the order of the answers, the
/// lumped last, so that a colour goes straight through.
pub(super) fn bands(ways: &Ways) -> Vec<Band> {
    let mut found = Vec::new();
    for stage in 0..ways.stages.len() - 1 {
        // Lumped bands sort behind every answer.
        let mut counts: BTreeMap<(usize, usize, usize), u64> = BTreeMap::new();
        for way in &ways.ways {
            let (places, k) = way;
            let answer = if ways.is_lumped(way) {
                usize::MAX
            } else {
                ways.answer(places)
            };
            *counts.entry((answer, places[stage], places[stage + 1])).or_default() += k;
        }
        let mut left = vec![0; ways.stages[stage].nodes.len()];
        let mut right = vec![0; ways.stages[stage + 1].nodes.len()];
        let mut list = Vec::new();
        // In this order of answers, then of nodes, both sides of every bar are filled from the top.
        for ((answer, from, to), k) in counts {
            list.push(Band {
                stage,
                from,
                to,
                answer: (answer != usize::MAX).then_some(answer),
                k,
                leaves: left[from],
                enters: right[to],
            });
            left[from] += k;
            right[to] += k;
        }
        found.extend(list);
    }
    found.sort_by_key(|band| band.answer.is_some());
    found
}
