//! A probability estimated by counting, with an interval that never covers less than it says.

use crate::math::{Beta, Tails, exp_m1, ln, sqrt};

/// The confidence of every interval that is not told otherwise.
pub const CONFIDENCE: f64 = 0.95;

/// A share that rests on fewer trials than this is told to rest on too few: its interval spans a third
/// of the scale or more wherever the share is near a half.
pub const FEWEST_TRIALS: u64 = 30;

/// `k` of `n` trials, the share `p`, and an interval for the probability behind it.
///
/// The interval is that of Clopper and Pearson (Biometrika 26, 1934): each side misses with at most half
/// of 1 − confidence, whatever the probability is. With none or all of the trials it is still two-sided, so
/// at 95% none of `n` is bounded by 1 − 0.025^(1/n), about 3.69 / n. With no trials at all `p` is NaN-free:
/// one half, and the interval 0..1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// Trials in which it happened.
    pub k: u64,
    /// Trials.
    pub n: u64,
    /// The estimate, k / n.
    pub p: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Proportion {
    /// `k` of `n` with a 95% interval; a `k` above `n` counts as `n`.
    pub fn new(k: u64, n: u64) -> Self {
        Self::with_confidence(k, n, CONFIDENCE)
    }

    /// `k` of `n` with an interval of the given confidence, cut to 0..=1.
    pub fn with_confidence(k: u64, n: u64, confidence: f64) -> Self {
        let miss = (0.5 * (1.0 - confidence)).clamp(0.0, 0.5);
        Self::with_miss(k, n, miss)
    }

    /// As [`Proportion::with_confidence`], by the probability with which each side may miss.
    pub(super) fn with_miss(k: u64, n: u64, miss: f64) -> Self {
        let k = k.min(n);
        if n == 0 {
            return Self {
                k,
                n,
                p: 0.5,
                low: 0.0,
                high: 1.0,
            };
        }
        let p = k as f64 / n as f64;
        let low = lower_bound(k, n, miss);
        let high = upper_bound(k, n, miss);
        Self { k, n, p, low, high }
    }

    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether it rests on fewer than [`FEWEST_TRIALS`] trials.
    pub fn has_too_few_trials(&self) -> bool {
        self.n < FEWEST_TRIALS
    }

    /// The standard error of the estimate, sqrt(p (1 − p) / n); 0 of no trials.
    pub fn standard_error(&self) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            sqrt(self.p * (1.0 - self.p) / self.n as f64)
        }
    }
}

/// The greatest probability with which `k` or fewer of `n` still happen with probability `miss`.
fn upper_bound(k: u64, n: u64, miss: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    if k == 0 {
        return end_bound(n, miss);
    }
    beta(
        k + 1,
        n - k,
        Tails {
            below: 1.0 - miss,
            above: miss,
        },
    )
}

/// The least probability with which `k` or more of `n` still happen with probability `miss`.
fn lower_bound(k: u64, n: u64, miss: f64) -> f64 {
    if k == 0 {
        return 0.0;
    }
    if k >= n {
        return 1.0 - end_bound(n, miss);
    }
    beta(
        k,
        n - k + 1,
        Tails {
            below: miss,
            above: 1.0 - miss,
        },
    )
}

/// 1 − miss^(1/n), the closed form for none of `n`.
fn end_bound(n: u64, miss: f64) -> f64 {
    -exp_m1(ln(miss) / n as f64)
}

fn beta(a: u64, b: u64, tails: Tails) -> f64 {
    Beta::new(a as f64, b as f64)
        .expect("counts are positive and finite")
        .quantile_of(tails)
}
