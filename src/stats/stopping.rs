//! When to stop: looks at growing numbers of trials that keep the coverage of what is reported.

use super::proportion::{CONFIDENCE, Proportion};
use crate::math::DomainError;

/// The plan of looks for a wanted half-width.
///
/// Looks are taken at 10,000 · 2^k trials, k = 0, 1, …, L − 1, where the last is the first at which an
/// interval is narrow enough whatever the probability. The 5% that may be missed is shared equally: each look's interval
/// misses with at most 5% / L (Clopper-Pearson with confidence 1 − 0.05 / L). By Bonferroni's inequality all L intervals hold
/// together with 95% or more, so the one at which the run stops does.
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    half_width: f64,
    first: u64,
    count: u32,
}

/// One look: how many trials it comes after, and the confidence of its intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Its number, from 0.
    pub index: u32,
    /// All trials up to it.
    pub trials: u64,
    /// The confidence of each interval at this look, 1 − 0.05 / L.
    pub confidence: f64,
}

/// What to do after a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Every interval is narrow enough: stop.
    Reached { widest: f64 },
    /// Go on to this look.
    GoOn { widest: f64, next: Look },
    /// The looks are used up and an interval is still too wide: it rests on a part of the trials only.
    OutOfLooks { widest: f64 },
}

const FIRST: u64 = 10_000;

impl Looks {
    /// The plan for a half-width, as a probability (0.001 is a tenth of a point).
    ///
    /// # Errors
    /// If it is not between 1e-5 (some twenty thousand million trials) and 0.5.
    pub fn new(half_width: f64) -> Result<Self, DomainError> {
        Self::starting_at(FIRST, half_width)
    }

    /// As [`Looks::new`], with the first look at `first` trials, at least 1.
    pub fn starting_at(first: u64, half_width: f64) -> Result<Self, DomainError> {
        if !(1e-5..=0.5).contains(&half_width) {
            return Err(DomainError::new("precision", half_width, "between 0.00001 and 0.5"));
        }
        let mut looks = Self {
            half_width,
            first: first.clamp(1, 1 << 40),
            count: 1,
        };
        // An interval is widest at one half. Fifty looks would be more than 10^19 trials.
        while looks.count < 50 {
            let last = looks.last();
            if looks.interval(&last, last.trials / 2, last.trials).half_width() <= half_width {
                break;
            }
            looks.count += 1;
        }
        Ok(looks)
    }

    /// How many looks there may be, L.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The wanted half-width.
    pub fn half_width(&self) -> f64 {
        self.half_width
    }

    /// The look with number `index`; none from L on.
    pub fn get(&self, index: u32) -> Option<Look> {
        (index < self.count).then(|| self.look(index))
    }

    /// The last look.
    pub fn last(&self) -> Look {
        self.look(self.count - 1)
    }

    /// The interval to report for `k` of `n` at a look.
    pub fn interval(&self, look: &Look, k: u64, n: u64) -> Proportion {
        Proportion::with_confidence(k, n, look.confidence)
    }

    /// Whether to stop, given the intervals at this look of all questions that matter.
    pub fn decide(&self, look: &Look, intervals: &[Proportion]) -> Decision {
        let widest = intervals.iter().map(Proportion::half_width).fold(0.0, f64::max);
        if widest <= self.half_width {
            return Decision::Reached { widest };
        }
        match self.get(look.index + 1) {
            Some(next) => Decision::GoOn { widest, next },
            None => Decision::OutOfLooks { widest },
        }
    }

    fn look(&self, index: u32) -> Look {
        Look {
            index,
            trials: self.first << index,
            confidence: 1.0 - (1.0 - CONFIDENCE) / f64::from(self.count),
        }
    }
}
