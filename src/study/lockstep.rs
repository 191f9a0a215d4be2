//! Several plans on the same luck: all at once where memory allows, else in as few groups as it takes.

use crate::draw::Key;
use crate::engine::reference::run_trial;
use crate::engine::sampler::Samplers;
use crate::engine::{Interruption, Pairs, Partings, Request, Tallies, Watch, run, run_following};
use crate::plan::Plan;

/// How closely plans are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// By their answers.
    Answers,
    /// Also where their trials first part.
    Steps,
}

/// What was counted of a first plan and of others beside it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Of the first.
    pub first: Tallies,
    /// Of each of the others, in their order.
    pub others: Vec<Beside>,
    /// Trials that were asked for and not run.
    pub missing: u64,
}

impl Counted {
    /// Adds what was counted of the same plans over further trials.
    pub fn merge(&mut self, more: &Counted) {
        self.first.merge(&more.first);
        for (mine, theirs) in self.others.iter_mut().zip(&more.others) {
            mine.tallies.merge(&theirs.tallies);
            mine.pairs.merge(&theirs.pairs);
            if let (Some(mine), Some(theirs)) = (&mut mine.partings, &theirs.partings) {
                mine.merge(theirs);
            }
        }
        self.missing += more.missing;
    }
}

/// What was counted of one plan beside the first.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Its own counts.
    pub tallies: Tallies,
    /// Its answers jointly with the first plan's.
    pub pairs: Pairs,
    /// Where its trials part from the first plan's, if that was followed.
    pub partings: Option<Partings>,
}

/// Runs a plan with others on the same luck. A run that was cancelled has run fewer trials; where that happens in a later group, the trials
/// of all groups are those that the shortest has run.
///
/// # Errors
/// What the engine met.
pub fn lockstep(
    first: &Plan,
    others: &[&Plan],
    request: &Request,
    follow: Follow,
    watch: &dyn Watch,
) -> Result<Counted, Interruption> {
    let plans: Vec<&Plan> = std::iter::once(first).chain(others.iter().copied()).collect();
    let outcome = match follow {
        Follow::Answers => run(&plans, request, watch),
        Follow::Steps => run_following(&plans, request, watch),
    };
    match outcome {
        Ok(outcome) => {
            let mut tallies = outcome.tallies.into_iter();
            let own = tallies.next().unwrap_or_else(|| Tallies::empty(first));
            let mut partings = outcome.partings.into_iter();
            let others = tallies.zip(outcome.pairs).map(|(tallies, pairs)| Beside {
                tallies,
                pairs,
                partings: partings.next(),
            });
            Ok(Counted {
                first: own,
                others: others.collect(),
                missing: request.trials - outcome.finished,
            })
        }
        Err(Interruption::Memory { .. }) if others.len() > 1 => {
            let (left, right) = others.split_at(others.len() / 2);
            let mut done = lockstep(first, left, request, follow, watch)?;
            // What was cancelled is not made up for, and all groups must have run the same trials.
            let request = Request {
                trials: request.trials - done.missing,
                ..request.clone()
            };
            let more = lockstep(first, right, &request, follow, &Uncancelled(watch))?;
            done.others.extend(more.others);
            Ok(done)
        }
        Err(interruption) => Err(interruption),
    }
}

/// Finishes what was begun.
struct Uncancelled<'w>(&'w dyn Watch);

impl Watch for Uncancelled<'_> {
    fn advance(&self, trials: u64) {
        self.0.advance(trials);
    }
    fn cancelled(&self) -> bool {
        false
    }
}

/// Which of the plans met a fault: the place of the first whose trial does not come to its end.
pub fn at_fault(plans: &[&Plan], seed: u64, trial: u64) -> Option<usize> {
    let key = Key::new(seed);
    plans
        .iter()
        .position(|plan| run_trial(plan, &Samplers::new(plan), &key, trial, &mut ()).is_err())
}
