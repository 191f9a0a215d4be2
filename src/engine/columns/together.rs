//! Joint counts straight from the columns: answers along the trials, answers with branches, answers with states.
//!
//! For every branch that may matter it is kept at which step a lane first stood there, and for every answer at which step it first was the
//! answer; so one pass through the steps will do, and "held until then" is one comparison of columns at the end of a batch.

use crate::engine::joint::{COMBINATIONS, JointTally, checkpoint, looked_at, segment_of};
use crate::engine::kernels::{self, Moment, Parent};
use crate::plan::joint::{Among, Contrast, EXPOSURES, answers};
use crate::plan::{Asked, Plan};

use super::batch::Batch;
use super::counting::Answers;

/// What one worker counts together of one plan.
pub struct Together {
    tally: JointTally,
    marks: Marks,
    /// For each flow its counts by combination; empty where there are too many.
    flows: Vec<Vec<u64>>,
    rows: Vec<u16>,
}

/// Moments fit a byte where there are few steps.
enum Marks {
    Few(Firsts<u8>),
    Many(Firsts<u16>),
}

/// At which moments branches and answers first stood; the moment of a step is its number, and without time 1.
struct Firsts<T> {
    /// For each variable of the plan, where it is looked at, a column a branch.
    variables: Vec<Vec<Vec<T>>>,
    /// For each question of the plan, where it is looked at, a column for each answer looked at.
    answers: Vec<Vec<Vec<T>>>,
    until: Vec<T>,
    wanted: Vec<u8>,
}

impl Together {
    /// Nothing counted yet.
    pub fn new(plan: &Plan) -> Together {
        let flows = plan.joint.flows.iter().map(|of| {
            let combinations = of.combinations(plan);
            vec![0; if combinations <= COMBINATIONS { combinations } else { 0 }]
        });
        Together {
            tally: JointTally::empty(plan),
            marks: if plan.steps < u32::from(u8::NEVER) {
                Marks::Few(Firsts::new(plan))
            } else {
                Marks::Many(Firsts::new(plan))
            },
            flows: flows.collect(),
            rows: Vec::new(),
        }
    }

    /// How many bytes it takes at the most with batches of so many lanes.
    pub fn bytes(plan: &Plan, lanes: u64) -> u64 {
        let mut looked = vec![false; plan.variables.len()];
        let mut columns = 2;
        for Contrast { of, .. } in &plan.joint.drivers {
            columns += looked_at(&plan.questions[of.question].asked).len();
            for id in &of.variables {
                if !std::mem::replace(&mut looked[id.at()], true) {
                    columns += plan.variables[id.at()].branches.len();
                }
            }
        }
        2 * lanes * columns as u64
    }

    /// Begins a batch.
    pub fn begin(&mut self, lanes: usize) {
        match &mut self.marks {
            Marks::Few(firsts) => firsts.begin(lanes),
            Marks::Many(firsts) => firsts.begin(lanes),
        }
    }

    /// Notes the answers of a question at the end of a step.
    pub fn answered(&mut self, batch: &Batch, question: usize, codes: &[u8]) {
        match &mut self.marks {
            Marks::Few(firsts) => firsts.answered(batch, question, codes),
            Marks::Many(firsts) => firsts.answered(batch, question, codes),
        }
    }

    /// Notes the states at the end of a step, after all questions; counts flows to questions that are read then.
    pub fn step(&mut self, batch: &Batch, answers: &[Answers], mask: Option<&[u8]>) {
        match &mut self.marks {
            Marks::Few(firsts) => firsts.step(batch),
            Marks::Many(firsts) => firsts.step(batch),
        }
        let plan = batch.program.plan;
        for (of, counts) in plan.joint.flows.iter().zip(&mut self.flows) {
            let codes = &answers[of.question].codes;
            if plan.questions[of.question].by == batch.step && codes.len() == batch.lanes && !counts.is_empty() {
                self.rows.resize(batch.lanes, 0);
                kernels::index_wide(batch.arch, 0, &parents(batch, of, codes), &mut self.rows);
                match mask {
                    None => self.rows[batch.skip..]
                        .iter()
                        .for_each(|row| counts[usize::from(*row)] += 1),
                    Some(mask) => {
                        for (row, _) in self.rows.iter().zip(mask).filter(|(_, kept)| **kept == 1) {
                            counts[usize::from(*row)] += 1;
                        }
                    }
                }
            }
        }
    }

    /// Counts a batch that is at its end.
    pub fn end(&mut self, batch: &Batch, answers: &[Answers], mask: Option<&[u8]>) {
        if batch.program.plan.joint.convergence {
            self.along(batch, answers, mask);
        }
        match &mut self.marks {
            Marks::Few(firsts) => firsts.end(batch, answers, mask, &mut self.tally),
            Marks::Many(firsts) => firsts.end(batch, answers, mask, &mut self.tally),
        }
    }

    /// Everything counted.
    pub fn tally(&self, plan: &Plan) -> JointTally {
        let mut tally = self.tally.clone();
        for (flow, counts) in tally.flows.iter_mut().zip(&self.flows) {
            let sizes = sizes(plan, &flow.of);
            for (row, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let mut way = vec![0; sizes.len()];
                let mut left = row;
                for (code, size) in way.iter_mut().zip(&sizes).rev() {
                    *code = (left % size) as u8;
                    left /= size;
                }
                flow.ways.insert(way, *count);
            }
        }
        tally
    }

    fn along(&mut self, batch: &Batch, answers: &[Answers], mask: Option<&[u8]>) {
        let plan = batch.program.plan;
        let mut from = batch.skip;
        while from < batch.lanes {
            let place = segment_of(batch.first + from as u64);
            let end = checkpoint(place).saturating_sub(batch.first);
            let lanes = from..usize::try_from(end).unwrap_or(usize::MAX).min(batch.lanes);
            from = lanes.end;
            let mask = mask.map(|mask| &mask[lanes.clone()]);
            let segment = self.tally.segment(plan, place);
            segment.kept += mask.map_or(lanes.len() as u64, |mask| kernels::ones(batch.arch, mask));
            for ((question, answers), counts) in plan.questions.iter().zip(answers).zip(&mut segment.answers) {
                if let Asked::Number { thresholds, .. } = &question.asked {
                    let Some(numbers) = answers.numbers.get(lanes.clone()) else {
                        continue;
                    };
                    for (count, threshold) in counts.iter_mut().zip(thresholds) {
                        let kept = |lane: usize| mask.is_none_or(|mask| mask[lane] == 1);
                        let over = numbers
                            .iter()
                            .enumerate()
                            .filter(|(lane, x)| kept(*lane) && *x > threshold);
                        *count += over.count() as u64;
                    }
                    continue;
                }
                match (answers.codes.get(lanes.clone()), mask) {
                    (None, _) => {}
                    (Some(codes), None) => kernels::count(batch.arch, codes, counts),
                    (Some(codes), Some(mask)) => kernels::count_where(batch.arch, codes, mask, counts),
                }
            }
        }
    }
}

/// Rows of a flow: its states, and the answer last.
fn parents<'a>(batch: &'a Batch, of: &Among, codes: &'a [u8]) -> Vec<Parent<'a>> {
    let states = of.variables.iter().map(|id| batch.states[id.at()].at(batch.step, 0));
    let columns: Vec<&[u8]> = states.chain([codes]).collect();
    let mut stride = 1;
    let mut list = Vec::new();
    for (column, size) in columns.into_iter().zip(sizes(batch.program.plan, of)).rev() {
        list.push(Parent {
            column: &column[..batch.lanes],
            stride,
        });
        stride = stride.saturating_mul(size as u16);
    }
    list
}

fn sizes(plan: &Plan, of: &Among) -> Vec<usize> {
    let states = of.variables.iter().map(|id| plan.variables[id.at()].branches.len() + 1);
    states.chain([answers(&plan.questions[of.question].asked)]).collect()
}

impl<T: Moment> Firsts<T> {
    fn new(plan: &Plan) -> Self {
        let mut variables = vec![Vec::new(); plan.variables.len()];
        let mut answers = vec![Vec::new(); plan.questions.len()];
        for Contrast { of, .. } in &plan.joint.drivers {
            answers[of.question] = vec![Vec::new(); looked_at(&plan.questions[of.question].asked).len()];
            for id in &of.variables {
                variables[id.at()] = vec![Vec::new(); plan.variables[id.at()].branches.len()];
            }
        }
        Firsts {
            variables,
            answers,
            until: Vec::new(),
            wanted: Vec::new(),
        }
    }

    fn begin(&mut self, lanes: usize) {
        let columns = self.variables.iter_mut().chain(&mut self.answers).flatten();
        for column in columns {
            column.clear();
            column.resize(lanes, T::NEVER);
        }
    }

    fn answered(&mut self, batch: &Batch, question: usize, codes: &[u8]) {
        let Some(now) = moment::<T>(batch) else { return };
        let places = looked_at(&batch.program.plan.questions[question].asked);
        for (place, first) in places.zip(&mut self.answers[question]) {
            kernels::mark(batch.arch, codes, place as u8, now, first);
        }
    }

    fn step(&mut self, batch: &Batch) {
        let Some(now) = moment::<T>(batch) else { return };
        for (ring, branches) in batch.states.iter().zip(&mut self.variables) {
            // What never changes stood at the first step already.
            if !ring.changes() && now > T::of(1) {
                continue;
            }
            for (code, first) in branches.iter_mut().enumerate() {
                let states = &ring.at(batch.step, 0)[..batch.lanes];
                kernels::mark(batch.arch, states, code as u8, now, first);
            }
        }
    }

    fn end(&mut self, batch: &Batch, answers: &[Answers], mask: Option<&[u8]>, tally: &mut JointTally) {
        let (plan, lanes) = (batch.program.plan, batch.lanes);
        for (one, contrast) in tally.drivers.iter_mut().zip(&plan.joint.drivers) {
            let question = &plan.questions[one.of.question];
            let codes = &answers[one.of.question].codes;
            if codes.len() != lanes {
                continue;
            }
            let read = T::of(question.by.max(1));
            let exposures = contrast
                .exposure
                .iter()
                .map(Vec::as_slice)
                .chain(std::iter::repeat(&[][..]));
            let answers = one.answers.iter_mut().zip(&self.answers[one.of.question]);
            for ((separation, first), exposure) in answers.zip(exposures) {
                let answer = separation.answer as u8;
                self.wanted.clear();
                self.wanted.extend(codes.iter().map(|code| u8::from(*code == answer)));
                exposed(&mut self.until, lanes, batch.first, exposure, read);
                for ((until, wanted), first) in self.until.iter_mut().zip(&self.wanted).zip(first) {
                    *until = if *wanted == 1 { *first } else { *until };
                }
                self.until[..batch.skip].fill(T::ZERO);
                if let Some(mask) = mask {
                    let lanes = self.until.iter_mut().zip(mask);
                    lanes
                        .filter(|(_, kept)| **kept == 0)
                        .for_each(|(until, _)| *until = T::ZERO);
                }
                let kept = |(wanted, until): &(&u8, &T)| **until > T::ZERO && **wanted == 1;
                let with = self.wanted.iter().zip(&self.until).filter(kept).count() as u64;
                let all = self.until.iter().filter(|until| **until > T::ZERO).count() as u64;
                separation.with += with;
                separation.without += all - with;
                for (id, held) in one.of.variables.iter().zip(&mut separation.held) {
                    for (first, counts) in self.variables[id.at()].iter().zip(held) {
                        let (all, with) = kernels::held_by(batch.arch, first, &self.until, &self.wanted);
                        counts[0] += all - with;
                        counts[1] += with;
                    }
                }
            }
        }
    }
}

/// Up to which moment each lane is looked at if it has not the answer.
fn exposed<T: Moment>(until: &mut Vec<T>, lanes: usize, first: u64, exposure: &[u32], read: T) {
    until.clear();
    let from = (first % EXPOSURES as u64) as usize;
    let moments = exposure.iter().map(|step| T::of((*step).max(1)));
    until.extend(moments.cycle().skip(from).take(lanes));
    until.resize(lanes, read);
}

/// The moment of the step at whose end a batch is; none before step 1, unless there is no time.
fn moment<T: Moment>(batch: &Batch) -> Option<T> {
    let step = if batch.program.plan.steps == 0 { 1 } else { batch.step };
    (step > 0).then(|| T::of(step))
}
