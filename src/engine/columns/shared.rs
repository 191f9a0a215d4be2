//! Many plans on the same luck, where what a change does not reach is drawn and counted once.
//!
//! The first plan is the baseline. Its columns of all steps are kept for the length of a batch, and each other plan takes from it what its
//! differences do not reach. Every tally has the very bits of a separate run.

use std::ops::Range;

use crate::draw::{Key, best};
use crate::engine::kernels;
use crate::engine::outcome::{PairTally, Pairs, Tallies};
use crate::engine::reference::run_trial;
use crate::engine::request::{Interruption, Request, Watch};
use crate::plan::Plan;
use crate::plan::reached::{Reached, reached};

use super::batch::Batch;
use super::counting::{Answers, Counter, When};
use super::luck::SharedLuck;
use super::program::Program;
use super::schedule::{Part, Schedule};
use super::share::{Share, drawn_again, remember_alike, rooms};

/// The most batches that one worker takes at a time.
const BATCHES: u64 = 8;
/// The most bytes of random words that one worker keeps for other plans.
const LUCK: u64 = 1 << 24;

/// What is counted of each plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that a run counts.
    Everything,
    /// Questions alone; the tallies of variables and quantities stay at nothing.
    Questions,
    /// Their answers when they are read alone; what is counted of them at the end of each step stays at nothing too.
    Answers,
}

/// What plans on the same luck counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// One a plan, the baseline first.
    pub tallies: Vec<Tallies>,
    /// For each pair that was asked for. Questions that are numbers are not paired.
    pub pairs: Vec<Pairs>,
    /// For each plan what its differences from the baseline reach; none where that cannot be told, and of the baseline.
    pub reached: Vec<Option<Reached>>,
    /// Trials finished, from the first on: all of them, or fewer where the run was cancelled.
    pub finished: u64,
}

/// Why plans were not run to the end, and which of them is to blame.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// The place of the plan.
    pub plan: usize,
    /// What it met.
    pub interruption: Interruption,
}

/// Runs plans over the same trials. `pairs` names plans whose answers are to be counted jointly, by places. The watcher is told of the trials of
/// all plans but the baseline. What a plan wants counted together ([`Plan::joint`]) is not counted.
///
/// # Errors
/// A draw that cannot be made, streams that collide, or too little memory.
pub fn run_shared(
    plans: &[&Plan],
    pairs: &[(usize, usize)],
    scope: Scope,
    request: &Request,
    watch: &dyn Watch,
) -> Result<Shared, Stopped> {
    let mut programs = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let stopped = |interruption| Stopped { plan: at, interruption };
        programs.push(Program::new(plan).map_err(stopped)?);
    }
    let reached: Vec<Option<Reached>> = (0..plans.len())
        .map(|at| (at > 0).then(|| reached(plans[0], plans[at])).flatten())
        .collect();
    remember_alike(&mut programs);
    let shares: Vec<Share> = plans
        .iter()
        .zip(&reached)
        .map(|(plan, reached)| Share::of(plan, reached.as_ref(), scope))
        .collect();
    if let Some((baseline, _)) = programs.split_first_mut() {
        shares.iter().skip(1).for_each(|share| share.deepen(baseline));
    }
    let schedule = Schedule::of(request, BATCHES);
    let sharing: Vec<(&Program, &Share)> = programs.iter().zip(&shares).collect();
    let rooms = rooms(&sharing);
    let most = (LUCK / (2 * schedule.lanes)) as usize;
    let job = Job {
        programs: &programs,
        shares: &shares,
        luck: SharedLuck::of(&programs[0], &drawn_again(&shares), most),
        rooms,
        scope,
        pairs,
        key: Key::new(request.seed),
        schedule,
    };
    let (needed, allowed) = (job.memory(), request.memory);
    if needed > allowed {
        let interruption = Interruption::Memory { needed, allowed };
        return Err(Stopped { plan: 0, interruption });
    }
    let counted = job.schedule.on_all_cores(|| job.work(watch), merge);
    if let Some(fault) = job.schedule.fault() {
        return Err(job.told(fault));
    }
    let (mut tallies, pairs) = counted.unwrap_or_default();
    if let Some((baseline, others)) = tallies.split_first_mut() {
        let shares = shares.iter().skip(1);
        others
            .iter_mut()
            .zip(shares)
            .for_each(|(other, share)| share.fill(baseline, other));
    }
    Ok(Shared {
        tallies,
        pairs,
        reached,
        finished: job.schedule.finished(),
    })
}

fn merge(mine: &mut Counted, theirs: &Counted) {
    let tallies = mine.0.iter_mut().zip(&theirs.0);
    tallies.for_each(|(mine, theirs)| mine.merge(theirs));
    let pairs = mine.1.iter_mut().zip(&theirs.1);
    pairs.for_each(|(mine, theirs)| mine.merge(theirs));
}

/// What a worker counted.
type Counted = (Vec<Tallies>, Vec<Pairs>);

struct Job<'a, 'p> {
    programs: &'a [Program<'p>],
    shares: &'a [Share],
    /// For each plan but the baseline the plan whose columns it uses: the first that has them laid out alike.
    rooms: Vec<usize>,
    luck: SharedLuck,
    scope: Scope,
    pairs: &'a [(usize, usize)],
    key: Key,
    schedule: Schedule,
}

/// What one worker has.
struct Worker<'a, 'p> {
    /// For the baseline and for each plan that is the first in its room. The others run in the same columns, one after the other, so
    /// that they stay in the processor's caches.
    batches: Vec<Option<Batch<'a, 'p>>>,
    /// One a plan.
    counters: Vec<Counter>,
    luck: SharedLuck,
}

impl<'p> Job<'_, 'p> {
    /// What one worker counts.
    fn work(&self, watch: &dyn Watch) -> Counted {
        let mut worker = self.worker();
        let plan = |at: usize| self.programs[at].plan;
        let mut pairs: Vec<Pairs> = self
            .pairs
            .iter()
            .map(|(one, other)| {
                let mut pairs = Pairs::empty(plan(*one), plan(*other));
                pairs
                    .questions
                    .retain(|(_, tally)| matches!(tally, PairTally::Answers(_)));
                pairs
            })
            .collect();
        self.schedule
            .work(watch, |part| self.batch(part, &mut worker, &mut pairs, watch));
        let Worker { batches, counters, .. } = worker;
        let finished = counters.into_iter().enumerate().map(|(at, mut counter)| {
            if let Some(batch) = &batches[self.rooms[at]] {
                counter.finish(plan(at), batch);
            }
            counter.tallies
        });
        (finished.collect(), pairs)
    }

    fn worker(&self) -> Worker<'_, 'p> {
        let batches = self.rooms.iter().enumerate().map(|(at, room)| {
            (*room == at).then(|| {
                let mut batch = Batch::new(&self.programs[at], &self.key, best(), self.schedule.lanes as usize);
                batch.take(self.shares[at].taken.clone());
                batch
            })
        });
        let counters = self.programs.iter().zip(self.shares).map(|(program, share)| {
            let mut counter = Counter::new(program.plan);
            counter.counted = share.counted.clone();
            counter.when = match self.scope {
                Scope::Everything | Scope::Questions => When::EveryStep,
                Scope::Answers => When::Read,
            };
            counter.is_mask_given = share.is_mask_same;
            // Branches that a plan takes have no columns of its own that could be looked at along the steps.
            counter.together = None;
            counter
        });
        Worker {
            batches: batches.collect(),
            counters: counters.collect(),
            luck: self.luck.clone(),
        }
    }

    fn batch<'a>(&'a self, part: Part, worker: &mut Worker<'a, 'p>, pairs: &mut [Pairs], watch: &dyn Watch) {
        let Part { first, skip, lanes } = part;
        let Worker {
            batches,
            counters,
            luck,
        } = worker;
        let Some((Some(baseline), rooms)) = batches.split_first_mut() else {
            return;
        };
        let Some((counter, others)) = counters.split_first_mut() else {
            return;
        };
        luck.forget();
        std::mem::swap(luck, &mut baseline.luck);
        counter.count(baseline, first, skip, lanes);
        std::mem::swap(luck, &mut baseline.luck);
        let mut is_sound = self.schedule.is_sound(baseline);
        if !is_sound {
            return;
        }
        for (at, other) in (1..).zip(others) {
            let Some(Some(batch)) = rooms.get_mut(self.rooms[at] - 1) else {
                continue;
            };
            if self.shares[at].is_mask_same {
                other.mask.clone_from(&counter.mask);
            }
            batch.seat(&self.programs[at]);
            batch.exchange(baseline);
            std::mem::swap(luck, &mut batch.luck);
            other.count(batch, first, skip, lanes);
            std::mem::swap(luck, &mut batch.luck);
            batch.exchange(baseline);
            is_sound &= self.schedule.is_sound(batch);
            watch.advance(part.trials());
        }
        // What met a fault has no answers to be paired.
        if is_sound {
            for ((one, other), pairs) in self.pairs.iter().zip(pairs) {
                self.pair(counters, [*one, *other], part.asked(), pairs);
            }
        }
    }

    /// Counts the answers of two plans jointly over the batch that both have just run.
    fn pair(&self, counters: &[Counter], [one, other]: [usize; 2], lanes: Range<usize>, pairs: &mut Pairs) {
        let arch = best();
        let mask = match (&counters[one].mask, &counters[other].mask) {
            (None, None) => None,
            (Some(mask), None) | (None, Some(mask)) => Some(mask.clone()),
            (Some(a), Some(b)) => Some(a.iter().zip(b).map(|(a, b)| a & b).collect()),
        };
        let kept = mask
            .as_ref()
            .map_or(lanes.len() as u64, |mask| kernels::ones(arch, &mask[lanes.clone()]));
        pairs.kept += kept;
        let mut codes = vec![0u8; lanes.len()];
        for (id, tally) in &mut pairs.questions {
            let PairTally::Answers(counts) = tally else { continue };
            let (Some(a), Some(b)) = (self.answers(counters, one, id), self.answers(counters, other, id)) else {
                continue;
            };
            let (a, b) = (&a.codes[lanes.clone()], &b.codes[lanes.clone()]);
            let width = counts.first().map_or(0, Vec::len);
            if counts.len() * width > 256 {
                for (lane, (a, b)) in a.iter().zip(b).enumerate() {
                    if mask.as_ref().is_none_or(|mask| mask[lanes.start + lane] == 1) {
                        counts[usize::from(*a)][usize::from(*b)] += 1;
                    }
                }
                continue;
            }
            for ((code, a), b) in codes.iter_mut().zip(a).zip(b) {
                // Below 256, as there are no more than 256 cells.
                *code = a.wrapping_mul(width as u8).wrapping_add(*b);
            }
            let mut cells = vec![0; counts.len() * width];
            match &mask {
                None => kernels::count(arch, &codes, &mut cells),
                Some(mask) => kernels::count_where(arch, &codes, &mask[lanes.clone()], &mut cells),
            }
            let rows = counts.iter_mut().zip(cells.chunks(width.max(1)));
            rows.for_each(|(row, cells)| row.iter_mut().zip(cells).for_each(|(count, cell)| *count += cell));
        }
    }

    /// The answers of a plan to a question in this batch: its own, or the baseline's where they are the same.
    fn answers<'s>(&self, counters: &'s [Counter], plan: usize, id: &str) -> Option<&'s Answers> {
        let find = |at: usize| self.programs[at].plan.questions.iter().position(|q| q.id == id);
        let place = find(plan)?;
        let is_own = self.shares[plan].counted.questions[place];
        if is_own {
            counters[plan].answers.get(place)
        } else {
            counters[0].answers.get(find(0)?)
        }
    }

    fn memory(&self) -> u64 {
        let (lanes, threads) = (self.schedule.lanes, self.schedule.threads);
        let tallies: u64 = self.programs.iter().map(|program| Tallies::bytes(program.plan)).sum();
        let sharing = self.programs.iter().zip(self.shares);
        let columns = sharing
            .zip(&self.rooms)
            .enumerate()
            .map(|(at, ((program, share), room))| {
                let answers = 10 * lanes * program.plan.questions.len() as u64;
                answers + if *room == at { share.bytes(program, lanes) } else { 0 }
            });
        let luck = 2 * lanes * self.luck.draws() as u64;
        threads as u64 * (columns.sum::<u64>() + luck + tallies) + tallies
    }

    /// What the lowest trial with a fault met, told by the reference interpreter, and in which plan.
    fn told(&self, trial: u64) -> Stopped {
        let told = self.programs.iter().enumerate().find_map(|(plan, program)| {
            let fault = run_trial(program.plan, &program.samplers, &self.key, trial, &mut ()).err()?;
            let interruption = Interruption::Fault(Box::new(fault));
            Some(Stopped { plan, interruption })
        });
        told.expect("the reference interpreter meets the fault that the columns met: both evaluate the same plan")
    }
}
