//! What is counted together: answers along the trials, answers with branches, answers with states. Integers, so that any split of the trials
//! merges to the same.

use std::collections::BTreeMap;

use crate::plan::joint::{Among, Contrast, answers};
use crate::plan::{Asked, Plan, Question};

/// The most combinations of states and answers that a flow is counted over; beyond that, nothing is counted of it.
pub const COMBINATIONS: usize = 1 << 16;

/// Joint counts over a range of trials.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JointTally {
    /// Trials between one [`checkpoint`] and the next; as many as the last trial needs.
    pub segments: Vec<Segment>,
    /// As in the plan's [`crate::plan::Joint::drivers`].
    pub drivers: Vec<DriverTally>,
    /// As in the plan's [`crate::plan::Joint::flows`].
    pub flows: Vec<FlowTally>,
}

/// Kept trials of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// How many.
    pub kept: u64,
    /// For each question of the plan how often each answer was given (no, yes), or each threshold exceeded.
    pub answers: Vec<Vec<u64>>,
}

/// Answers of a question with branches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DriverTally {
    /// Which question and variables.
    pub of: Among,
    /// For each answer that is looked at; of a yes question yes alone.
    pub answers: Vec<Separation>,
}

/// Trials with an answer and trials without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Separation {
    /// The place of the answer (yes is 1).
    pub answer: usize,
    /// Trials with it when the question is read.
    pub with: u64,
    /// Trials without.
    pub without: u64,
    /// For each variable and state code: in how many trials without and with the answer it held at the end of some step, up to the first at
    /// whose end the answer stood, or, without it, for as long as [`Contrast`] says.
    pub held: Vec<Vec<[u64; 2]>>,
}

/// Answers of a question with the states of a few variables when it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowTally {
    /// Which question and variables.
    pub of: Among,
    /// State codes and, last, the place of the answer; with how many trials.
    pub ways: BTreeMap<Vec<u8>, u64>,
}

/// The number of trials at which the i-th segment ends: ten a decade, from 100 on.
pub fn checkpoint(segment: usize) -> u64 {
    const WITHIN: [u64; 10] = [100, 126, 158, 200, 251, 316, 398, 501, 631, 794];
    let decade = u32::try_from(segment / 10).unwrap_or(u32::MAX);
    10u64.saturating_pow(decade).saturating_mul(WITHIN[segment % 10])
}

/// The segment of a trial: the first that ends beyond it.
pub fn segment_of(trial: u64) -> usize {
    // Eighteen decades hold all trials that can be numbered.
    (0..180).find(|segment| checkpoint(*segment) > trial).unwrap_or(180)
}

/// The answers of which [`DriverTally`] speaks.
pub fn looked_at(asked: &Asked) -> std::ops::Range<usize> {
    match asked {
        Asked::Yes(_) => 1..2,
        _ => 0..answers(asked),
    }
}

impl JointTally {
    /// Nothing counted yet.
    pub fn empty(plan: &Plan) -> JointTally {
        let drivers = plan.joint.drivers.iter().map(|one| DriverTally::empty(plan, one));
        let flows = plan.joint.flows.iter().map(|of| FlowTally {
            of: of.clone(),
            ways: BTreeMap::new(),
        });
        JointTally {
            segments: Vec::new(),
            drivers: drivers.collect(),
            flows: flows.collect(),
        }
    }

    /// How many bytes it takes at the most, beside convergence.
    pub fn bytes(plan: &Plan) -> u64 {
        let cells = |of: &Among| -> usize {
            let branches: usize = of
                .variables
                .iter()
                .map(|id| plan.variables[id.at()].branches.len())
                .sum();
            branches * looked_at(&plan.questions[of.question].asked).len()
        };
        let drivers: usize = plan.joint.drivers.iter().map(|one| cells(&one.of)).sum();
        let flows = plan.joint.flows.iter().map(|of| of.combinations(plan));
        let flows: usize = flows.filter(|count| *count <= COMBINATIONS).sum();
        16 * drivers as u64 + 64 * flows as u64
    }

    /// The segment of a trial, made if there is none yet.
    pub fn segment(&mut self, plan: &Plan, segment: usize) -> &mut Segment {
        while self.segments.len() <= segment {
            let answers = plan.questions.iter().map(|question| vec![0; columns(question)]);
            self.segments.push(Segment {
                kept: 0,
                answers: answers.collect(),
            });
        }
        &mut self.segments[segment]
    }

    /// Adds what was counted of other trials of the same plan.
    pub fn merge(&mut self, other: &JointTally) {
        for (mine, theirs) in self.segments.iter_mut().zip(&other.segments) {
            mine.kept += theirs.kept;
            for (mine, theirs) in mine.answers.iter_mut().zip(&theirs.answers) {
                mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
            }
        }
        let more = other.segments.iter().skip(self.segments.len()).cloned();
        self.segments.extend(more);
        let mine = self.drivers.iter_mut().flat_map(|one| &mut one.answers);
        for (mine, theirs) in mine.zip(other.drivers.iter().flat_map(|one| &one.answers)) {
            mine.with += theirs.with;
            mine.without += theirs.without;
            for (mine, theirs) in mine.held.iter_mut().flatten().zip(theirs.held.iter().flatten()) {
                mine[0] += theirs[0];
                mine[1] += theirs[1];
            }
        }
        for (mine, theirs) in self.flows.iter_mut().zip(&other.flows) {
            for (way, count) in &theirs.ways {
                *mine.ways.entry(way.clone()).or_default() += count;
            }
        }
    }
}

impl DriverTally {
    fn empty(plan: &Plan, Contrast { of, .. }: &Contrast) -> DriverTally {
        let held: Vec<Vec<[u64; 2]>> = of
            .variables
            .iter()
            .map(|id| vec![[0; 2]; plan.variables[id.at()].branches.len()])
            .collect();
        let answers = looked_at(&plan.questions[of.question].asked).map(|answer| Separation {
            answer,
            with: 0,
            without: 0,
            held: held.clone(),
        });
        DriverTally {
            of: of.clone(),
            answers: answers.collect(),
        }
    }
}

/// How many counts a question has in a segment.
fn columns(question: &Question) -> usize {
    match &question.asked {
        Asked::Number { thresholds, .. } => thresholds.len(),
        asked => answers(asked),
    }
}
