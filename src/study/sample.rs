//! Running a plan for a number of trials, or until the answers are precise enough.

use crate::engine::{Interruption, QuestionTally, Request, Tallies, Watch, run};
use crate::model::Model;
use crate::plan::Plan;
use crate::stats::{CONFIDENCE, Decision, Looks, Proportion};

/// The trials of a run that is told nothing else.
pub const TRIALS: u64 = 1_000_000;
/// The memory that a run may take if it is told nothing else, in bytes: 1 GiB.
pub const MEMORY: u64 = 1 << 30;
/// Trials a batch.
pub const BATCH: usize = 4096;

/// How long to go on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Until {
    /// For so many trials.
    Trials(u64),
    /// Until the widest interval of a headline question has at most this half-width, in points of per cent.
    Precision(f64),
}

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct Sampling {
    /// The seed.
    pub seed: u64,
    /// How long to go on.
    pub until: Until,
    /// None means all cores. Never changes a result.
    pub threads: Option<usize>,
    /// Memory ceiling, in bytes.
    pub memory: u64,
}

impl Default for Sampling {
    fn default() -> Self {
        Sampling {
            seed: 1,
            until: Until::Trials(TRIALS),
            threads: None,
            memory: MEMORY,
        }
    }
}

/// What a run counted.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// What was counted.
    pub tallies: Tallies,
    /// Trials that were asked for and not run: above 0 only where the run was cancelled.
    pub missing: u64,
    /// The confidence of intervals over these tallies.
    pub confidence: f64,
}

/// Why there is nothing to report.
#[derive(Debug)]
pub enum Failure {
    /// The engine met something.
    Interruption(Interruption),
    /// What is given held in none of so many trials.
    NothingKept(u64),
    /// What an alternative met, by its id.
    Alternative(String, Box<Failure>),
    /// The precision asked for cannot be planned for; a sentence.
    Precision(String),
}

impl From<Interruption> for Failure {
    fn from(interruption: Interruption) -> Failure {
        Failure::Interruption(interruption)
    }
}

impl Sampling {
    /// What is asked of the engine for a range of trials.
    pub fn request(&self, trials: std::ops::Range<u64>) -> Request {
        Request {
            seed: self.seed,
            first: trials.start,
            trials: trials.end.saturating_sub(trials.start),
            threads: self.threads,
            batch: BATCH,
            memory: self.memory,
        }
    }
}

/// Runs a plan.
///
/// # Errors
/// A draw that cannot be made, too little memory, colliding streams; a precision out of range; nothing left by `given`.
pub fn sample(model: &Model, plan: &Plan, sampling: &Sampling, watch: &dyn Watch) -> Result<Sampled, Failure> {
    let sampled = match sampling.until {
        Until::Trials(trials) => {
            let (tallies, finished) = part(plan, &sampling.request(0..trials), watch)?;
            Sampled {
                tallies,
                missing: trials - finished,
                confidence: CONFIDENCE,
            }
        }
        Until::Precision(points) => sample_until(model, plan, points, sampling, watch)?,
    };
    match sampled.tallies {
        Tallies { kept: 0, run, .. } if run > 0 => Err(Failure::NothingKept(run)),
        _ => Ok(sampled),
    }
}

/// Looks at growing numbers of trials; each look has its share of what may be missed, so that the intervals keep their
/// coverage however often one looks.
fn sample_until(
    model: &Model,
    plan: &Plan,
    points: f64,
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<Sampled, Failure> {
    let looks = Looks::new(points / 100.0).map_err(|why| Failure::Precision(why.to_string()))?;
    let mut done = Tallies::none();
    let mut look = looks.get(0).unwrap_or_else(|| looks.last());
    loop {
        let request = sampling.request(done.run..look.trials);
        let (tallies, finished) = part(plan, &request, watch)?;
        if done.run == 0 {
            done = tallies;
        } else {
            done.merge(&tallies);
        }
        let missing = request.trials - finished;
        if missing > 0 {
            return Ok(Sampled {
                tallies: done,
                missing,
                confidence: look.confidence,
            });
        }
        match looks.decide(&look, &intervals(model, &done, look.confidence)) {
            Decision::GoOn { next, .. } => look = next,
            Decision::Reached { .. } | Decision::OutOfLooks { .. } => {
                return Ok(Sampled {
                    tallies: done,
                    missing: 0,
                    confidence: look.confidence,
                });
            }
        }
    }
}

fn part(plan: &Plan, request: &Request, watch: &dyn Watch) -> Result<(Tallies, u64), Failure> {
    let mut outcome = run(&[plan], request, watch)?;
    let tallies = outcome.tallies.pop().unwrap_or_else(|| Tallies::empty(plan));
    Ok((tallies, outcome.finished))
}

/// The intervals of the answers that decide when to stop: those of the headline questions, or of all if none is one.
fn intervals(model: &Model, tallies: &Tallies, confidence: f64) -> Vec<Proportion> {
    let any_headline = model.questions.iter().any(|question| question.headline);
    let of = |k: u64| Proportion::with_confidence(k, tallies.kept, confidence);
    let mut list = Vec::new();
    for (question, tally) in model.questions.iter().zip(&tallies.questions) {
        if any_headline && !question.headline {
            continue;
        }
        match tally {
            QuestionTally::Yes { yes, .. } => list.push(of(*yes)),
            QuestionTally::Cases { answers, .. } => list.extend(answers.iter().map(|k| of(*k))),
            QuestionTally::Number { exceeds, .. } => list.extend(exceeds.iter().map(|k| of(*k))),
        }
    }
    list
}
