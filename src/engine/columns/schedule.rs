//! Which trials are run by whom: the batches of a range, handed out to workers on all cores.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::draw::GROUP;
use crate::engine::request::{Request, Watch};

use super::batch::Batch;

/// The batches of a range of trials, some of them handed out.
pub struct Schedule {
    /// Lanes a batch.
    pub lanes: u64,
    /// Workers.
    pub threads: usize,
    /// The trial of lane 0 of batch 0.
    first: u64,
    range: Range<u64>,
    /// Batches that a worker takes at a time.
    chunk: u64,
    batches: u64,
    next: AtomicU64,
    /// Batches that were taken, and so are finished when the workers are.
    taken: AtomicU64,
    /// The lowest trial that met a fault.
    fault: AtomicU64,
}

/// A batch as it is run.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The trial of lane 0.
    pub first: u64,
    /// Lanes below this one are not asked for.
    pub skip: usize,
    /// How many lanes there are, with those.
    pub lanes: usize,
}

impl Part {
    /// The lanes that are asked for.
    pub fn asked(self) -> Range<usize> {
        self.skip..self.lanes
    }

    /// How many.
    pub fn trials(self) -> u64 {
        (self.lanes - self.skip) as u64
    }
}

impl Schedule {
    /// The batches that are asked for, of which a worker takes at most so many at a time.
    pub fn of(request: &Request, most: u64) -> Schedule {
        let lanes = request.batch.max(GROUP).next_multiple_of(GROUP) as u64;
        let first = request.first / lanes * lanes;
        let end = request.first + request.trials;
        let batches = (end - first).div_ceil(lanes);
        let threads = request
            .threads
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
            .clamp(1, batches.max(1) as usize);
        Schedule {
            lanes,
            threads,
            first,
            range: request.first..end,
            chunk: (batches / (threads as u64 * 8)).clamp(1, most),
            batches,
            next: AtomicU64::new(0),
            taken: AtomicU64::new(0),
            fault: AtomicU64::new(u64::MAX),
        }
    }

    /// Takes batches until there are no more. What is taken is finished, so that what is finished is a first part without gaps.
    pub fn work(&self, watch: &dyn Watch, mut run: impl FnMut(Part)) {
        while !watch.cancelled() {
            let from = self.next.fetch_add(self.chunk, Ordering::Relaxed);
            if from >= self.batches || self.first + from * self.lanes > self.fault.load(Ordering::Relaxed) {
                break;
            }
            let until = (from + self.chunk).min(self.batches);
            self.taken.fetch_max(until, Ordering::Relaxed);
            for batch in from..until {
                let first = self.first + batch * self.lanes;
                run(Part {
                    first,
                    skip: self.range.start.saturating_sub(first) as usize,
                    lanes: (self.range.end - first).min(self.lanes) as usize,
                });
            }
        }
    }

    /// Sets the workers to work, and brings together what they bring; none if one of them came to grief.
    pub fn on_all_cores<T: Send>(&self, work: impl Fn() -> T + Sync, merge: impl Fn(&mut T, &T) + Sync) -> Option<T> {
        let merged: Mutex<Option<T>> = Mutex::new(None);
        let one = || {
            let counted = work();
            if let Ok(mut merged) = merged.lock() {
                match merged.as_mut() {
                    None => *merged = Some(counted),
                    Some(merged) => merge(merged, &counted),
                }
            }
        };
        if self.threads == 1 {
            one();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..self.threads {
                    scope.spawn(one);
                }
            });
        }
        merged.into_inner().ok().flatten()
    }

    /// Whether a batch met no fault; notes the trial where it did.
    pub fn is_sound(&self, batch: &mut Batch) -> bool {
        match batch.fault.take() {
            None => true,
            Some(lane) => {
                self.fault.fetch_min(batch.first + lane as u64, Ordering::Relaxed);
                false
            }
        }
    }

    /// The lowest trial that met a fault.
    pub fn fault(&self) -> Option<u64> {
        Some(self.fault.load(Ordering::Relaxed)).filter(|trial| *trial != u64::MAX)
    }

    /// Trials finished, from the first on.
    pub fn finished(&self) -> u64 {
        let taken = self.taken.load(Ordering::Relaxed).min(self.batches);
        let done = (self.first + taken * self.lanes).min(self.range.end);
        done.saturating_sub(self.range.start)
    }
}
