//! Running a comparison until it is clear: which way an answer moved, or that it moved by less than matters.

use super::difference::Difference;
use super::proportion::CONFIDENCE;
use super::sequence::sequential_difference;
use crate::math::DomainError;
use crate::tally::Paired;

/// The rule by which a comparison goes on: looks at growing numbers of trials, each of which may be the last.
///
/// The intervals are those of [`sequential_difference`], so each keeps its 95% at whichever look the run stops. Each difference has its own 5%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UntilClear {
    smallest: Option<f64>,
    budget: u64,
    first: u64,
}

/// What is known of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clarity {
    /// The interval lies off zero.
    Clear,
    /// The interval lies within the smallest difference that matters, on both sides of zero; or nothing can differ at all.
    Small,
    /// Neither yet.
    Open,
}

/// What to do after a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// Every difference is clear or small: stop.
    Enough,
    /// Go on to so many trials in all.
    On(u64),
    /// The budget is spent.
    Spent,
}

/// The trials at the first look.
const FIRST: u64 = 10_000;

impl UntilClear {
    /// The rule for a budget of trials, at least 1, and the smallest difference that matters, as a probability (0.005 is half a point).
    ///
    /// # Errors
    /// If that is not above 0, or is above 1.
    pub fn new(smallest: Option<f64>, budget: u64) -> Result<UntilClear, DomainError> {
        UntilClear::starting_at(FIRST, smallest, budget)
    }

    /// As [`UntilClear::new`], with the first look at `first` trials.
    ///
    /// # Errors
    /// As [`UntilClear::new`].
    pub fn starting_at(first: u64, smallest: Option<f64>, budget: u64) -> Result<UntilClear, DomainError> {
        if let Some(smallest) = smallest
            && !(smallest > 0.0 && smallest <= 1.0)
        {
            return Err(DomainError::new("smallest", smallest, "above 0 and at most 1"));
        }
        let budget = budget.max(1);
        Ok(UntilClear {
            smallest,
            budget,
            first: first.clamp(1, budget),
        })
    }

    /// The trials at the first look.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The smallest difference that matters, as a probability.
    pub fn smallest(&self) -> Option<f64> {
        self.smallest
    }

    /// The most trials.
    pub fn budget(&self) -> u64 {
        self.budget
    }

    /// How many looks there can be.
    pub fn looks(&self) -> u32 {
        let (mut trials, mut looks) = (self.first, 1);
        while let Going::On(next) = self.decide(trials, &[Clarity::Open]) {
            (trials, looks) = (next, looks + 1);
        }
        looks
    }

    /// The confidence with which intervals of another kind have to be worked out so that each keeps its 95% at whichever look the run stops:
    /// 1 − 0.05 / looks, by Bonferroni's inequality.
    pub fn confidence(&self) -> f64 {
        1.0 - (1.0 - CONFIDENCE) / f64::from(self.looks())
    }

    /// A difference with its interval, and what is known of it.
    pub fn judge(&self, tally: &Paired) -> (Difference, Clarity) {
        let found = sequential_difference(tally);
        (found, self.judge_difference(&found))
    }

    /// What is known of a difference whose interval is valid always.
    pub fn judge_difference(&self, found: &Difference) -> Clarity {
        let is_small = |smallest: f64| -smallest < found.low && found.high < smallest;
        match self.smallest {
            _ if found.is_visible() => Clarity::Clear,
            Some(smallest) if is_small(smallest) => Clarity::Small,
            _ => Clarity::Open,
        }
    }

    /// Whether to go on after `trials` trials, given what is known of every difference that matters.
    pub fn decide(&self, trials: u64, known: &[Clarity]) -> Going {
        if known.iter().all(|clarity| *clarity != Clarity::Open) {
            return Going::Enough;
        }
        if trials >= self.budget {
            return Going::Spent;
        }
        Going::On(trials.saturating_mul(2).min(self.budget))
    }
}
