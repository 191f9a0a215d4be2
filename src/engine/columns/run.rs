//! All batches of a range of trials, on all cores, several plans in lockstep on the same luck.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::draw::{GROUP, Key, best};
use crate::engine::outcome::{Pairs, Tallies};
use crate::engine::reference::run_trial;
use crate::engine::request::{Fault, Interruption, Request, Watch};
use crate::plan::Plan;

use super::batch::Batch;
use super::counting::Counter;
use super::program::Program;
use super::together::Together;

/// The most batches that one worker takes at a time.
const BATCHES: u64 = 32;

/// What a run counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// One a plan.
    pub tallies: Vec<Tallies>,
    /// The first plan with each of the others.
    pub pairs: Vec<Pairs>,
    /// Trials finished, from the first on: all of them, or fewer where the run was cancelled.
    pub finished: u64,
}

/// Runs plans over the same trials.
///
/// # Errors
/// A draw that cannot be made, streams that collide, or too little memory.
pub fn run(plans: &[&Plan], request: &Request, watch: &dyn Watch) -> Result<Outcome, Interruption> {
    let programs: Vec<Program> = plans.iter().map(|plan| Program::new(plan)).collect::<Result<_, _>>()?;
    let lanes = request.batch.max(GROUP).next_multiple_of(GROUP) as u64;
    let threads = request
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
        .max(1);
    let first = request.first / lanes * lanes;
    let end = request.first + request.trials;
    let batches = (end - first).div_ceil(lanes);
    let threads = threads.min(batches.max(1) as usize);
    let job = Job {
        programs: &programs,
        key: Key::new(request.seed),
        first,
        range: request.first..end,
        lanes,
        chunk: (batches / (threads as u64 * 8)).clamp(1, BATCHES),
        batches,
        next: AtomicU64::new(0),
        taken: AtomicU64::new(0),
        fault: AtomicU64::new(u64::MAX),
    };
    let needed = job.memory(threads);
    if needed > request.memory {
        return Err(Interruption::Memory {
            needed,
            allowed: request.memory,
        });
    }
    let merged: Mutex<Option<(Vec<Tallies>, Vec<Pairs>)>> = Mutex::new(None);
    let work = || {
        let counted = job.work(watch);
        if let Ok(mut merged) = merged.lock() {
            match merged.as_mut() {
                None => *merged = Some(counted),
                Some((tallies, pairs)) => {
                    tallies
                        .iter_mut()
                        .zip(&counted.0)
                        .for_each(|(mine, theirs)| mine.merge(theirs));
                    pairs
                        .iter_mut()
                        .zip(&counted.1)
                        .for_each(|(mine, theirs)| mine.merge(theirs));
                }
            }
        }
    };
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    let fault = job.fault.load(Ordering::Relaxed);
    if fault != u64::MAX {
        let programs: Vec<&Program> = programs.iter().collect();
        return Err(Interruption::Fault(Box::new(told(&programs, &job.key, fault))));
    }
    let (tallies, pairs) = merged.into_inner().ok().flatten().unwrap_or_default();
    let done = (first + job.taken.load(Ordering::Relaxed).min(batches) * lanes).min(end);
    Ok(Outcome {
        tallies,
        pairs,
        finished: done.saturating_sub(request.first),
    })
}

struct Job<'a, 'p> {
    programs: &'a [Program<'p>],
    key: Key,
    first: u64,
    range: std::ops::Range<u64>,
    lanes: u64,
    chunk: u64,
    batches: u64,
    next: AtomicU64,
    /// Batches that were taken, and so are finished when the workers are.
    taken: AtomicU64,
    fault: AtomicU64,
}

impl Job<'_, '_> {
    /// Takes batches until there are no more. What is taken is finished, so that what is finished is a first part without gaps.
    fn work(&self, watch: &dyn Watch) -> (Vec<Tallies>, Vec<Pairs>) {
        let mut batches: Vec<Batch> = self
            .programs
            .iter()
            .map(|program| Batch::new(program, &self.key, best(), self.lanes as usize))
            .collect();
        let mut counters: Vec<Counter> = self.programs.iter().map(|program| Counter::new(program.plan)).collect();
        let mut pairs: Vec<Pairs> = self
            .programs
            .iter()
            .skip(1)
            .map(|program| Pairs::empty(self.programs[0].plan, program.plan))
            .collect();
        while !watch.cancelled() {
            let from = self.next.fetch_add(self.chunk, Ordering::Relaxed);
            if from >= self.batches || self.first + from * self.lanes > self.fault.load(Ordering::Relaxed) {
                break;
            }
            let until = (from + self.chunk).min(self.batches);
            self.taken.fetch_max(until, Ordering::Relaxed);
            for batch in from..until {
                self.batch(batch, &mut batches, &mut counters, &mut pairs, watch);
            }
        }
        for ((counter, program), batch) in counters.iter_mut().zip(self.programs).zip(&batches) {
            counter.finish(program.plan, batch);
        }
        (counters.into_iter().map(|counter| counter.tallies).collect(), pairs)
    }

    fn batch(
        &self,
        number: u64,
        batches: &mut [Batch],
        counters: &mut [Counter],
        pairs: &mut [Pairs],
        watch: &dyn Watch,
    ) {
        let first = self.first + number * self.lanes;
        let skip = self.range.start.saturating_sub(first) as usize;
        let lanes = (self.range.end - first).min(self.lanes) as usize;
        let mut sound = true;
        for (batch, counter) in batches.iter_mut().zip(counters.iter_mut()) {
            counter.count(batch, first, skip, lanes);
            if let Some(lane) = batch.fault.take() {
                self.fault.fetch_min(first + lane as u64, Ordering::Relaxed);
                sound = false;
            }
        }
        // What met a fault has no answers to be paired.
        if let ([baseline, others @ ..], true) = (&*counters, sound) {
            for ((other, pairs), program) in others.iter().zip(pairs).zip(&self.programs[1..]) {
                baseline.pair(other, self.programs[0].plan, program.plan, skip..lanes, pairs);
            }
        }
        watch.advance((lanes - skip) as u64);
    }

    fn memory(&self, threads: usize) -> u64 {
        let columns: u64 = self
            .programs
            .iter()
            .map(|program| Batch::bytes(program, self.lanes as usize))
            .sum();
        let tallies: u64 = self.programs.iter().map(|program| Tallies::bytes(program.plan)).sum();
        let together = |program: &Program| Together::bytes(program.plan, self.lanes);
        let together: u64 = self.programs.iter().map(together).sum();
        threads as u64 * (columns + tallies + together) + tallies
    }
}

/// What the lowest trial with a fault met, told by the reference interpreter.
pub(super) fn told(programs: &[&Program], key: &Key, trial: u64) -> Fault {
    let told = programs
        .iter()
        .find_map(|program| run_trial(program.plan, &program.samplers, key, trial, &mut ()).err());
    told.expect("the reference interpreter meets the fault that the columns met: both evaluate the same plan")
}
