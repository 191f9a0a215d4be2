//! Two batches of the same luck, compared column by column at the end of each step: where their trials first part.

use std::ops::Range;

use crate::engine::outcome::Pairs;
use crate::engine::parting::{Flip, Matching, Partings, Place, Shared};
use crate::plan::Asked;

use super::batch::Batch;
use super::counting::Counter;

/// A lane that has not parted.
const NOWHERE: u32 = u32::MAX;

/// Follows a pair of batches through their steps.
pub struct Follower {
    matching: Matching,
    /// What was counted so far.
    pub partings: Partings,
    /// For each lane where it parted, by the first plan's order.
    first: Vec<u32>,
    /// By the second's.
    second: Vec<u32>,
    /// At which step.
    step: Vec<u32>,
}

impl Follower {
    /// Nothing followed yet.
    pub fn new(matching: Matching, partings: Partings) -> Follower {
        Follower {
            matching,
            partings,
            first: Vec::new(),
            second: Vec::new(),
            step: Vec::new(),
        }
    }

    /// Forgets the batch before.
    pub fn begin(&mut self, lanes: usize) {
        for list in [&mut self.first, &mut self.second, &mut self.step] {
            list.clear();
            list.resize(lanes, NOWHERE);
        }
    }

    /// Compares both batches at the end of the step at which they stand.
    pub fn compare(&mut self, batches: [&Batch; 2], lanes: Range<usize>) {
        let step = batches[0].step;
        let [first, second] = if step == 0 {
            &self.matching.before
        } else {
            &self.matching.each
        };
        let mut parted = false;
        for &at in first {
            let shared = &self.matching.shared[at];
            parted |= apart(shared, batches, lanes.clone(), &mut |lane| {
                if self.first[lane] == NOWHERE {
                    (self.first[lane], self.step[lane]) = (at as u32, step);
                }
            });
        }
        if !parted {
            return;
        }
        if first == second {
            let lists = self.second.iter_mut().zip(&self.first);
            lists.for_each(|(second, first)| *second = *first);
            return;
        }
        for &at in second {
            let shared = &self.matching.shared[at];
            apart(shared, batches, lanes.clone(), &mut |lane| {
                if self.step[lane] == step && self.second[lane] == NOWHERE {
                    self.second[lane] = at as u32;
                }
            });
        }
    }

    /// Counts the answers that differ at the end of the step at which both batches stand.
    pub fn count_step(&mut self, counters: [&Counter; 2], step: u32, lanes: Range<usize>) {
        let [Some(mine), Some(theirs)] = counters.map(|counter| counter.now.as_ref()) else {
            return;
        };
        let Some(place) = (step as usize).checked_sub(1) else {
            return;
        };
        for (asked, rows) in self.matching.questions.iter().zip(&mut self.partings.by_step) {
            let Some(row) = rows.get_mut(place) else { continue };
            let (a, b) = (
                &mine[asked.places[0]][lanes.clone()],
                &theirs[asked.places[1]][lanes.clone()],
            );
            if asked.is_same_order && a == b {
                continue;
            }
            for (a, b) in a.iter().zip(b).filter(|(a, b)| asked.differ(**a, **b)) {
                *row.entry((*a, *b)).or_default() += 1;
            }
        }
    }

    /// Counts the trials that answer differently.
    pub fn end(&mut self, batches: [&Batch; 2], counters: [&Counter; 2], first: u64, lanes: Range<usize>) {
        let plans = batches.map(|batch| batch.program.plan);
        for (question, both) in self.matching.questions.iter().enumerate() {
            let [a, b] = both.places;
            let (mine, theirs) = (&counters[0].answers[a], &counters[1].answers[b]);
            let asked = [&plans[0].questions[a], &plans[1].questions[b]];
            let read = asked[0].by.max(asked[1].by);
            let mut count = |lane: usize, (one, other): (u8, u8), threshold: usize| {
                let (place, step) = if self.first[lane] != NOWHERE && self.step[lane] <= read {
                    let place = self
                        .matching
                        .place(self.first[lane] as usize, self.second[lane] as usize);
                    (place, self.step[lane])
                } else if both.one_sided {
                    (Place::OneSidedQuestion, read)
                } else {
                    (Place::Question, read)
                };
                let flip = Flip {
                    question,
                    first: one,
                    second: other,
                    threshold: threshold as u16,
                    place,
                    step,
                };
                self.partings.add(flip, first + lane as u64);
            };
            match (&asked[0].asked, &asked[1].asked) {
                (Asked::Number { thresholds, .. }, Asked::Number { thresholds: others, .. }) => {
                    for (at, threshold) in thresholds.iter().enumerate().filter(|(_, one)| others.contains(one)) {
                        for lane in lanes.clone() {
                            let answers = [mine, theirs].map(|found| u8::from(found.numbers[lane] > *threshold));
                            if answers[0] != answers[1] {
                                count(lane, (answers[0], answers[1]), at);
                            }
                        }
                    }
                }
                (Asked::Number { .. }, _) | (_, Asked::Number { .. }) => {}
                _ => {
                    let (a, b) = (&mine.codes[lanes.clone()], &theirs.codes[lanes.clone()]);
                    for (at, (a, b)) in a.iter().zip(b).enumerate().filter(|(_, (a, b))| both.differ(**a, **b)) {
                        count(lanes.start + at, (*a, *b), 0);
                    }
                }
            }
        }
    }
}

/// Tells the lanes in which an element does not stand at the same in both batches; whether there were any.
fn apart(shared: &Shared, batches: [&Batch; 2], lanes: Range<usize>, tell: &mut dyn FnMut(usize)) -> bool {
    let mut any = false;
    match shared {
        Shared::Variable(a, b, codes) => {
            let (a, b) = (&batches[0].states[a.at()], &batches[1].states[b.at()]);
            let columns = [a.at(batches[0].step, 0), b.at(batches[1].step, 0)].map(|column| &column[lanes.clone()]);
            let same = codes.iter().enumerate().all(|(code, other)| *other == Some(code as u8));
            if same && columns[0] == columns[1] {
                return false;
            }
            for (at, (a, b)) in columns[0].iter().zip(columns[1]).enumerate() {
                if codes.get(usize::from(*a)).copied().flatten() != Some(*b) {
                    any = true;
                    tell(lanes.start + at);
                }
            }
        }
        Shared::Quantity(a, b) => {
            let (a, b) = (&batches[0].numbers[a.at()], &batches[1].numbers[b.at()]);
            let columns = [a.at(batches[0].step, 0), b.at(batches[1].step, 0)].map(|column| &column[lanes.clone()]);
            for (at, (a, b)) in columns[0].iter().zip(columns[1]).enumerate() {
                if a != b && !(a.is_nan() && b.is_nan()) {
                    any = true;
                    tell(lanes.start + at);
                }
            }
        }
    }
    any
}

/// Partings of one pair of plans, before the first batch.
pub fn follower(first: &crate::plan::Plan, second: &crate::plan::Plan, pairs: &Pairs) -> Follower {
    Follower::new(
        Matching::new(first, second, pairs),
        Partings::empty(pairs, first, second),
    )
}
