//! Single trials as rows, for other programs: the same trials as a run's, in their order.

use crate::draw::{GROUP, Key, best};
use crate::engine::request::{Interruption, Request, Watch};
use crate::plan::Plan;

use super::batch::Batch;
use super::counting::{Answers, Counter};
use super::program::Program;

/// Consecutive trials, column by column.
pub struct Sample<'a> {
    /// The number of the first trial.
    pub first: u64,
    /// For each trial whether `given` keeps it; none where there is no `given`.
    pub kept: Option<&'a [u8]>,
    /// For each variable of the plan its state codes at the end of the run.
    pub states: Vec<&'a [u8]>,
    /// For each quantity of the plan its values at the end of the run.
    pub numbers: Vec<&'a [f64]>,
    /// For each question of the plan its answers, when it is read: places of answers (yes is 1), or numbers.
    pub answers: Vec<(&'a [u8], &'a [f64])>,
}

/// Runs trials in order and shows them batch by batch, until `show` says no or the watcher cancels.
///
/// # Errors
/// As [`super::run()`]; batches before the one with the fault were shown.
pub fn sample(
    plan: &Plan,
    request: &Request,
    watch: &dyn Watch,
    show: &mut dyn FnMut(&Sample) -> bool,
) -> Result<(), Interruption> {
    let program = Program::new(plan)?;
    let key = Key::new(request.seed);
    let lanes = request.batch.max(GROUP).next_multiple_of(GROUP) as u64;
    let mut batch = Batch::new(&program, &key, best(), lanes as usize);
    let mut counter = Counter::new(plan);
    let end = request.first + request.trials;
    let mut first = request.first / lanes * lanes;
    while first < end && !watch.cancelled() {
        let skip = request.first.saturating_sub(first) as usize;
        let here = (end - first).min(lanes) as usize;
        counter.count(&mut batch, first, skip, here);
        if let Some(lane) = batch.fault.take() {
            return Err(Interruption::Fault(Box::new(super::run::told(
                &[&program],
                &key,
                first + lane as u64,
            ))));
        }
        let of = |answers: &'_ Answers| -> (usize, usize) {
            (answers.codes.len().min(here), answers.numbers.len().min(here))
        };
        let answers = counter.answers.iter().map(|a| {
            let (codes, numbers) = of(a);
            (&a.codes[skip.min(codes)..codes], &a.numbers[skip.min(numbers)..numbers])
        });
        let sample = Sample {
            first: first + skip as u64,
            kept: counter.mask.as_ref().map(|mask| &mask[skip..here]),
            states: batch
                .states
                .iter()
                .map(|ring| &ring.at(plan.steps, 0)[skip..here])
                .collect(),
            numbers: batch
                .numbers
                .iter()
                .map(|ring| &ring.at(plan.steps, 0)[skip..here])
                .collect(),
            answers: answers.collect(),
        };
        if !show(&sample) {
            break;
        }
        watch.advance((here - skip) as u64);
        first += lanes;
    }
    Ok(())
}
