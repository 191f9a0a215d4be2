//! All batches of a range of trials, on all cores, several plans in lockstep on the same luck.

use crate::draw::{Key, best};
use crate::engine::outcome::{Pairs, Tallies};
use crate::engine::parting::Partings;
use crate::engine::reference::run_trial;
use crate::engine::request::{Fault, Interruption, Request, Watch};
use crate::plan::Plan;

use super::batch::Batch;
use super::counting::Counter;
use super::following::{Follower, follower};
use super::program::Program;
use super::schedule::{Part, Schedule};
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
    let schedule = Schedule::of(request, BATCHES);
    let threads = schedule.threads;
    let job = Job {
        programs: &programs,
        key: Key::new(request.seed),
        schedule,
        follow,
    };
    let needed = job.memory(threads);
    if needed > request.memory {
        return Err(Interruption::Memory {
            needed,
            allowed: request.memory,
        });
    }
    let counted = job.schedule.on_all_cores(|| job.work(watch), merge);
    if let Some(fault) = job.schedule.fault() {
        let programs: Vec<&Program> = programs.iter().collect();
        return Err(Interruption::Fault(Box::new(told(&programs, &job.key, fault))));
    }
    let (tallies, pairs, partings) = counted.unwrap_or_default();
    Ok(Outcome {
        tallies,
        pairs,
        partings,
        finished: job.schedule.finished(),
    })
}

fn merge(mine: &mut Counted, theirs: &Counted) {
    let tallies = mine.0.iter_mut().zip(&theirs.0);
    tallies.for_each(|(mine, theirs)| mine.merge(theirs));
    let pairs = mine.1.iter_mut().zip(&theirs.1);
    pairs.for_each(|(mine, theirs)| mine.merge(theirs));
    let partings = mine.2.iter_mut().zip(&theirs.2);
    partings.for_each(|(mine, theirs)| mine.merge(theirs));
}

/// What a worker counted.
type Counted = (Vec<Tallies>, Vec<Pairs>, Vec<Partings>);

struct Job<'a, 'p> {
    programs: &'a [Program<'p>],
    key: Key,
    schedule: Schedule,
    follow: Follow,
}

impl Job<'_, '_> {
    /// What one worker counts.
    fn work(&self, watch: &dyn Watch) -> Counted {
        let mut batches: Vec<Batch> = self
            .programs
            .iter()
            .map(|program| Batch::new(program, &self.key, best(), self.schedule.lanes as usize))
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
        self.schedule.work(watch, |part| {
            self.batch(part, &mut batches, &mut counters, &mut pairs, &mut followers);
            watch.advance(part.trials());
        });
        for ((counter, program), batch) in counters.iter_mut().zip(self.programs).zip(&batches) {
            counter.finish(program.plan, batch);
        }
        let tallies = counters.into_iter().map(|counter| counter.tallies).collect();
        let partings = followers.into_iter().map(|follower| follower.partings).collect();
        (tallies, pairs, partings)
    }

    fn batch(
        &self,
        part: Part,
        batches: &mut [Batch],
        counters: &mut [Counter],
        pairs: &mut [Pairs],
        followers: &mut [Follower],
    ) {
        let Part { first, skip, lanes } = part;
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
            sound &= self.schedule.is_sound(batch);
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
            .map(|program| Batch::bytes(program, self.schedule.lanes as usize))
            .sum();
        let tallies: u64 = self.programs.iter().map(|program| Tallies::bytes(program.plan)).sum();
        let together = |program: &Program| Together::bytes(program.plan, self.schedule.lanes);
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
