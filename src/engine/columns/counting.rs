//! Tallies straight from the columns.

use std::ops::Range;

use crate::engine::kernels;
use crate::engine::outcome::{NumberTally, PairTally, Pairs, QuestionTally, Tallies};
use crate::plan::{Asked, Plan};

use super::batch::Batch;
use super::together::Together;
use super::values::POISON;

/// What one worker has counted of one plan.
pub struct Counter {
    /// Everything counted so far.
    pub tallies: Tallies,
    /// For each question, in this batch, its answer when it is read.
    pub answers: Vec<Answers>,
    /// For each yes question whether it was true at a step so far.
    seen: Vec<Vec<u8>>,
    /// Which lanes `given` keeps; none keeps all.
    pub mask: Option<Vec<u8>>,
    /// Whether the mask was handed over, so that it need not be made.
    pub(super) is_mask_given: bool,
    /// What is counted.
    pub(super) counted: Counted,
    /// When questions are counted.
    pub(super) when: When,
    /// What is counted together; nothing where columns are shared.
    pub(super) together: Option<Together>,
    pub(super) codes: Vec<u8>,
    /// The lowest lane that met a fault while the mask was made.
    fault: Option<usize>,
    /// For each question its answers at the end of the current step, where somebody follows them.
    pub(super) now: Option<Vec<Vec<u8>>>,
}

/// A question's answers in the lanes of a batch.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Places of answers (yes is 1).
    pub codes: Vec<u8>,
    /// Numbers.
    pub numbers: Vec<f64>,
}

/// When questions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At the end of each step, and when they are read.
    EveryStep,
    /// When they are read alone; at other steps they are asked only where a fault could be met.
    Read,
}

/// What a counter counts, by places in the plan.
#[derive(Clone, Debug)]
pub struct Counted {
    /// As in the plan, like all lists here.
    pub variables: Vec<bool>,
    /// Quantities.
    pub quantities: Vec<bool>,
    /// Questions.
    pub questions: Vec<bool>,
}

impl Counted {
    /// All of it.
    pub fn everything(plan: &Plan) -> Counted {
        Counted {
            variables: vec![true; plan.variables.len()],
            quantities: vec![true; plan.quantities.len()],
            questions: vec![true; plan.questions.len()],
        }
    }
}

impl Counter {
    /// Nothing counted yet.
    pub fn new(plan: &Plan) -> Counter {
        let questions = plan.questions.len();
        Counter {
            tallies: Tallies::empty(plan),
            answers: vec![Answers::default(); questions],
            seen: vec![Vec::new(); questions],
            mask: None,
            is_mask_given: false,
            counted: Counted::everything(plan),
            when: When::EveryStep,
            together: Some(Together::new(plan)),
            codes: Vec::new(),
            fault: None,
            now: None,
        }
    }

    /// Keeps the answers of each step for [`Counter::now`].
    pub(super) fn follow(&mut self) {
        self.now = Some(vec![Vec::new(); self.answers.len()]);
    }

    /// Runs a batch that has begun through all its steps, and counts it.
    pub fn count(&mut self, batch: &mut Batch, first: u64, skip: usize, lanes: usize) {
        self.begin(batch, first, skip, lanes);
        for _ in 0..batch.program.plan.steps {
            self.advance(batch);
        }
        self.end(batch);
    }

    /// Begins a batch, and counts what stands before step 1.
    pub(super) fn begin(&mut self, batch: &mut Batch, first: u64, skip: usize, lanes: usize) {
        let plan = batch.program.plan;
        if !self.is_mask_given {
            self.mask = kept(batch, first, skip, lanes);
        }
        for (seen, question) in self.seen.iter_mut().zip(&plan.questions) {
            if matches!(question.asked, Asked::Yes(_)) {
                seen.clear();
                seen.resize(lanes, 0);
            }
        }
        self.fault = batch.fault.take();
        batch.begin(first, skip, lanes);
        if let Some(together) = &mut self.together {
            together.begin(lanes);
        }
        self.step(batch);
    }

    /// Brings a batch to the end of its next step, and counts it.
    pub(super) fn advance(&mut self, batch: &mut Batch) {
        batch.advance();
        self.step(batch);
    }

    /// Counts what is known when a batch has come through all its steps.
    pub(super) fn end(&mut self, batch: &mut Batch) {
        let (lanes, skip) = (batch.lanes, batch.skip);
        if let Some(together) = &mut self.together {
            together.end(batch, &self.answers, self.mask.as_deref());
        }
        batch.fault = [self.fault.take(), batch.fault].into_iter().flatten().min();
        self.tallies.run += (lanes - skip) as u64;
        let kept = self
            .mask
            .as_ref()
            .map_or((lanes - skip) as u64, |mask| kernels::ones(batch.arch, &mask[skip..]));
        self.tallies.kept += kept;
        if let Some(replaced) = &batch.replaced {
            let mut both = vec![0; 2];
            self.states(batch, &replaced[..lanes], &mut both);
            self.tallies.forced += both[1];
        }
    }

    /// Counts the answers of two plans jointly over the batch that both have just run.
    pub fn pair(&self, other: &Counter, first: &Plan, second: &Plan, lanes: Range<usize>, pairs: &mut Pairs) {
        let keeps = |mask: &Option<Vec<u8>>, lane: usize| mask.as_ref().is_none_or(|mask| mask[lane] == 1);
        let kept: Vec<usize> = lanes
            .filter(|lane| keeps(&self.mask, *lane) && keeps(&other.mask, *lane))
            .collect();
        pairs.kept += kept.len() as u64;
        for (id, tally) in &mut pairs.questions {
            let found = |plan: &Plan| plan.questions.iter().position(|q| q.id == *id);
            let (Some(i), Some(j)) = (found(first), found(second)) else {
                continue;
            };
            let (mine, theirs) = (&self.answers[i], &other.answers[j]);
            match tally {
                PairTally::Answers(counts) => {
                    kept.iter()
                        .for_each(|&lane| counts[usize::from(mine.codes[lane])][usize::from(theirs.codes[lane])] += 1);
                }
                PairTally::Number(tally) => kept
                    .iter()
                    .for_each(|&lane| tally.add(theirs.numbers[lane] - mine.numbers[lane])),
            }
        }
    }

    /// Fills in what was not counted because it never changes.
    pub fn finish(&mut self, plan: &Plan, batch: &Batch) {
        if let Some(together) = &self.together {
            self.tallies.joint = together.tally(plan);
        }
        let steps = plan.steps as usize;
        for (ring, tally) in batch.states.iter().zip(&mut self.tallies.variables) {
            if !ring.changes() {
                tally.by_step = vec![tally.initial.clone(); steps];
            }
        }
        for (ring, tally) in batch.numbers.iter().zip(&mut self.tallies.quantities) {
            if let (false, Some(first)) = (ring.changes(), tally.by_step.first().cloned()) {
                tally.by_step = vec![first; steps];
            }
        }
    }

    pub(super) fn states(&self, batch: &Batch, column: &[u8], counts: &mut [u64]) {
        match &self.mask {
            None => kernels::count(batch.arch, &column[batch.skip..], counts),
            Some(mask) => kernels::count_where(batch.arch, &column[batch.skip..], &mask[batch.skip..], counts),
        }
    }

    pub(super) fn numbers(&self, batch: &Batch, column: &[f64], tally: &mut NumberTally) {
        match &self.mask {
            None => tally.add_all(&column[batch.skip..]),
            Some(mask) => {
                let kept = column.iter().zip(mask).skip(batch.skip).filter(|(_, keep)| **keep == 1);
                let kept: Vec<f64> = kept.map(|(x, _)| *x).collect();
                tally.add_all(&kept);
            }
        }
    }

    /// Counts the end of a step. A batch that met a fault is not counted: the run ends with it.
    fn step(&mut self, batch: &mut Batch) {
        let (plan, step) = (batch.program.plan, batch.step);
        let mut tallies = std::mem::replace(&mut self.tallies, Tallies::none());
        let states = batch.states.iter().zip(&mut tallies.variables);
        for ((ring, tally), _) in states.zip(&self.counted.variables).filter(|(_, counted)| **counted) {
            let counts = match step {
                0 => &mut tally.initial,
                _ if !ring.changes() => continue,
                _ => &mut tally.by_step[step as usize - 1],
            };
            self.states(batch, &ring.at(step, 0)[..batch.lanes], counts);
        }
        if batch.fault.is_none() {
            let numbers = batch.numbers.iter().zip(&mut tallies.quantities);
            for ((ring, tally), _) in numbers.zip(&self.counted.quantities).filter(|(_, counted)| **counted) {
                let column = &ring.at(step, 0)[..batch.lanes];
                if let (0, Some(initial)) = (step, &mut tally.initial) {
                    self.numbers(batch, column, initial);
                }
                // What never changes is counted once, as if at the first step.
                let place = if ring.changes() {
                    (step as usize).checked_sub(1)
                } else {
                    (step == 0).then_some(0)
                };
                if let Some(tally) = place.and_then(|place| tally.by_step.get_mut(place)) {
                    self.numbers(batch, column, tally);
                }
            }
        }
        for (i, question) in plan.questions.iter().enumerate() {
            if self.counted.questions[i] && (step > 0 || question.initial || plan.steps == 0) {
                match self.when {
                    When::EveryStep => self.question(batch, i, &mut tallies.questions[i]),
                    When::Read if step == question.by => self.read(batch, i, &mut tallies.questions[i]),
                    When::Read => self.look_for_faults(batch, &question.asked),
                }
            }
        }
        self.tallies = tallies;
        if let Some(together) = &mut self.together {
            together.step(batch, &self.answers, self.mask.as_deref());
        }
    }

    fn question(&mut self, batch: &mut Batch, i: usize, tally: &mut QuestionTally) {
        let (plan, step) = (batch.program.plan, batch.step);
        let question = &plan.questions[i];
        batch.ask(&question.asked);
        let read = step == question.by;
        let place = (step as usize).checked_sub(1);
        match (&question.asked, tally) {
            (
                Asked::Yes(_),
                QuestionTally::Yes {
                    yes,
                    initial,
                    by_step,
                    first,
                },
            ) => {
                choose(batch, &question.asked, &mut self.codes);
                if let Some(together) = &mut self.together {
                    together.answered(batch, i, &self.codes);
                }
                if let Some(now) = &mut self.now {
                    now[i].clone_from(&self.codes);
                }
                let mut counts = [0; 2];
                self.states(batch, &self.codes, &mut counts);
                *yes += if read { counts[1] } else { 0 };
                match (place, initial) {
                    (Some(place), _) => {
                        by_step[place] += counts[1];
                        if read {
                            self.answers[i].codes.clone_from(&self.codes);
                        }
                        let mut fresh = [0; 2];
                        let seen = &mut self.seen[i];
                        for (seen, held) in seen.iter_mut().zip(&mut self.codes) {
                            let now = *held;
                            *held &= 1 ^ *seen;
                            *seen |= now;
                        }
                        self.states(batch, &self.codes, &mut fresh);
                        first[place] += fresh[1];
                        return;
                    }
                    (None, Some(initial)) => *initial += counts[1],
                    (None, None) => {}
                }
                if read {
                    self.answers[i].codes.clone_from(&self.codes);
                }
            }
            (
                Asked::Cases(conditions),
                QuestionTally::Cases {
                    answers,
                    initial,
                    by_step,
                },
            ) => {
                choose(batch, &question.asked, &mut self.codes);
                if let Some(together) = &mut self.together {
                    together.answered(batch, i, &self.codes);
                }
                if let Some(now) = &mut self.now {
                    now[i].clone_from(&self.codes);
                }
                let mut counts = vec![0; conditions.len() + 1];
                self.states(batch, &self.codes, &mut counts);
                let add = |to: &mut [u64]| to.iter_mut().zip(&counts).for_each(|(to, count)| *to += count);
                if read {
                    add(answers);
                    self.answers[i].codes.clone_from(&self.codes);
                }
                match (place, initial) {
                    (Some(place), _) => add(&mut by_step[place]),
                    (None, Some(initial)) => add(initial),
                    (None, None) => {}
                }
            }
            (
                Asked::Number { number, thresholds },
                QuestionTally::Number {
                    value,
                    exceeds,
                    initial,
                    by_step,
                },
            ) => {
                if batch.fault.is_some() {
                    return;
                }
                let column = batch.values.number(*number);
                if read {
                    self.numbers(batch, column, value);
                    self.exceeding(batch, column, thresholds, exceeds);
                    self.answers[i].numbers.clear();
                    self.answers[i].numbers.extend_from_slice(column);
                }
                match (place, initial) {
                    (Some(place), _) => self.numbers(batch, column, &mut by_step[place]),
                    (None, Some(initial)) => self.numbers(batch, column, initial),
                    (None, None) => {}
                }
            }
            _ => unreachable!("a question's tally is of its own kind"),
        }
    }
}

fn keep(batch: &mut Batch, mask: &mut [u8]) {
    let (plan, step) = (batch.program.plan, batch.step);
    for given in plan.given.iter().filter(|given| given.step == step) {
        batch.ask_truth(given.condition);
        let column = batch.values.truth(given.condition);
        mask.iter_mut().zip(column).for_each(|(keep, held)| *keep &= held & 1);
    }
}

/// The places of the answers to a question that was just asked; blames what is not a number.
pub(super) fn choose(batch: &mut Batch, asked: &Asked, codes: &mut Vec<u8>) {
    codes.clear();
    match asked {
        Asked::Yes(condition) => codes.extend(batch.values.truth(*condition).iter().map(|t| t & 1)),
        Asked::Cases(conditions) => {
            codes.resize(batch.lanes, conditions.len() as u8);
            let mut poisoned = vec![0u8; batch.lanes];
            for (place, condition) in conditions.iter().enumerate().rev() {
                let column = batch.values.truth(*condition);
                for ((code, poisoned), held) in codes.iter_mut().zip(&mut poisoned).zip(column) {
                    match *held {
                        0 => {}
                        1 => (*code, *poisoned) = (place as u8, 0),
                        _ => *poisoned = POISON,
                    }
                }
            }
            batch.blame_truth(&poisoned);
        }
        Asked::Number { .. } => {}
    }
}

/// Which lanes `given` keeps, from a run through all steps; none where nothing is given.
pub(super) fn kept(batch: &mut Batch, first: u64, skip: usize, lanes: usize) -> Option<Vec<u8>> {
    let plan = batch.program.plan;
    if plan.given.is_empty() {
        return None;
    }
    let mut mask = vec![1u8; lanes];
    batch.begin(first, skip, lanes);
    keep(batch, &mut mask);
    for _ in 0..plan.steps {
        batch.advance();
        keep(batch, &mut mask);
    }
    mask[..skip].fill(0);
    Some(mask)
}
