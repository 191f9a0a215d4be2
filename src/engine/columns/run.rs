//! All batches of a range of trials, on all cores, several plans in lockstep on the same luck.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::draw::{GROUP, Key, best};
use crate::engine::outcome::{Pairs, Tallies};
use crate::engine::parting::Partings;
use crate::engine::reference::run_trial;
use crate::engine::request::{Fault, Interruption, Request, Watch};
use crate::plan::Plan;

use super::batch::Batch;
use super::counting::Counter;
use super::following::{Follower, follower};
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
    /// Where the first plan parts from each of the others, where that was followed.
    pub partings: Vec<Partings>,
    /// Trials finished, from the first on: all of them, or fewer where the run was cancelled.
    pub finished: u64,
}

/// Runs plans over the same trials.
///
/// # Errors
/// A draw that cannot be made, streams that collide, or too little memory.
pub fn run(plans: &[&Plan], request: &Request, watch: &dyn Watch) -> Result<Outcome, Interruption> {
    lockstep(plans, request, watch, Follow::Answers)
}

/// As [`run`], and follows where the trials of the first plan part from those of the others. It takes some more time.
///
/// # Errors
/// As [`run`].
pub fn run_following(plans: &[&Plan], request: &Request, watch: &dyn Watch) -> Result<Outcome, Interruption> {
    lockstep(plans, request, watch, Follow::Steps)
}

/// How closely plans are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follow {
    /// By their answers.
    Answers,
    /// Step by step.
    Steps,
}

fn lockstep(plans: &[&Plan], request: &Request, watch: &dyn Watch, follow: Follow) -> Result<Outcome, Interruption> {
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
        follow,
    };
    let needed = job.memory(threads);
    if needed > request.memory {
        return Err(Interruption::Memory {
            needed,
            allowed: request.memory,
        });
    }
    let merged: Mutex<Option<Counted>> = Mutex::new(None);
    let work = || {
        let counted = job.work(watch);
        if let Ok(mut merged) = merged.lock() {
            match merged.as_mut() {
                None => *merged = Some(counted),
                Some((tallies, pairs, partings)) => {
                    tallies
                        .iter_mut()
                        .zip(&counted.0)
                        .for_each(|(mine, theirs)| mine.merge(theirs));
                    pairs
                        .iter_mut()
                        .zip(&counted.1)
                        .for_each(|(mine, theirs)| mine.merge(theirs));
                    partings
                        .iter_mut()
                        .zip(&counted.2)
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
    let (tallies, pairs, partings) = merged.into_inner().ok().flatten().unwrap_or_default();
    let done = (first + job.taken.load(Ordering::Relaxed).min(batches) * lanes).min(end);
    Ok(Outcome {
        tallies,
        pairs,
        partings,
        finished: done.saturating_sub(request.first),
    })
}

/// What a worker counted.
type Counted = (Vec<Tallies>, Vec<Pairs>, Vec<Partings>);

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
    follow: Follow,
}

impl Job<'_, '_> {
    /// Takes batches until there are no more. What is taken is finished, so that what is finished is a first part without gaps.
    fn work(&self, watch: &dyn Watch) -> Counted {
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
        let mut followers: Vec<Follower> = Vec::new();
        if self.follow == Follow::Steps {
            counters.iter_mut().for_each(Counter::follow);
            let plans = self.programs.iter().map(|program| program.plan);
            let with = |(plan, pairs): (_, &Pairs)| follower(self.programs[0].plan, plan, pairs);
            followers.extend(plans.skip(1).zip(&pairs).map(with));
        }
        while !watch.cancelled() {
            let from = self.next.fetch_add(self.chunk, Ordering::Relaxed);
            if from >= self.batches || self.first + from * self.lanes > self.fault.load(Ordering::Relaxed) {
                break;
            }
            let until = (from + self.chunk).min(self.batches);
            self.taken.fetch_max(until, Ordering::Relaxed);
            for batch in from..until {
                self.batch(batch, &mut batches, &mut counters, &mut pairs, &mut followers, watch);
            }
        }
        for ((counter, program), batch) in counters.iter_mut().zip(self.programs).zip(&batches) {
            counter.finish(program.plan, batch);
        }
        let tallies = counters.into_iter().map(|counter| counter.tallies).collect();
        let partings = followers.into_iter().map(|follower| follower.partings).collect();
        (tallies, pairs, partings)
    }

    fn batch(
        &self,
        number: u64,
        batches: &mut [Batch],
        counters: &mut [Counter],
        pairs: &mut [Pairs],
        followers: &mut [Follower],
        watch: &dyn Watch,
    ) {
        let first = self.first + number * self.lanes;
        let skip = self.range.start.saturating_sub(first) as usize;
        let lanes = (self.range.end - first).min(self.lanes) as usize;
        let mut sound = true;
        match self.follow {
            Follow::Answers => {
                for (batch, counter) in batches.iter_mut().zip(counters.iter_mut()) {
                    counter.count(batch, first, skip, lanes);
                }
            }
            Follow::Steps => {
                for (batch, counter) in batches.iter_mut().zip(counters.iter_mut()) {
                    counter.begin(batch, first, skip, lanes);
                }
                self.steps(batches, counters, followers, skip..lanes);
            }
        }
        for batch in batches.iter_mut() {
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
            let (others, rest) = (&batches[1..], &counters[1..]);
            for (follower, (batch, counter)) in followers.iter_mut().zip(others.iter().zip(rest)) {
                follower.end([&batches[0], batch], [&counters[0], counter], first, skip..lanes);
            }
        }
        watch.advance((lanes - skip) as u64);
    }

    /// Brings batches that have begun through their steps side by side.
    fn steps(
        &self,
        batches: &mut [Batch],
        counters: &mut [Counter],
        followers: &mut [Follower],
        lanes: std::ops::Range<usize>,
    ) {
        let steps = |at: usize| self.programs[at].plan.steps;
        let most = (0..batches.len()).map(steps).max().unwrap_or(0);
        followers.iter_mut().for_each(|follower| follower.begin(lanes.end));
        for step in 0..=most {
            for (at, (batch, counter)) in batches.iter_mut().zip(counters.iter_mut()).enumerate() {
                if step > 0 && step <= steps(at) {
                    counter.advance(batch);
                }
            }
            for (at, follower) in (1..).zip(followers.iter_mut()) {
                if step <= steps(0).min(steps(at)) {
                    follower.compare([&batches[0], &batches[at]], lanes.clone());
                    follower.count_step([&counters[0], &counters[at]], step, lanes.clone());
                }
            }
        }
        for (batch, counter) in batches.iter_mut().zip(counters.iter_mut()) {
            counter.end(batch);
        }
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
