//! Differences between the probabilities of two runs.

use super::proportion::{CONFIDENCE, Proportion};
use crate::math::{normal_quantile, sqrt};
use crate::tally::Paired;

/// A difference of probabilities, second run less first, with a 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The smallest difference that would have shown: the least for which the interval, resting on as
    /// many trials with different answers (or on as few as such a difference needs), lies off zero.
    pub least_visible: f64,
    /// Trials that answered differently in the two runs; none if the runs were not paired.
    pub discordant: Option<u64>,
}

impl Difference {
    /// Whether the interval lies off zero.
    pub fn is_visible(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The difference between two runs of the same luck, from the trials that answered differently.
///
/// The interval is the adjusted Wald interval of D. G. Bonett and R. M. Price (British Journal of
/// Mathematical and Statistical Psychology 65, 2012): one trial is added to each kind of discordant pair.
/// Its coverage is enumerated in the tests. Where no trial answered differently the difference is exactly 0, and
/// the interval is bounded by that for none of `n`. With no trials it is −1..1.
pub fn paired_difference(tally: &Paired) -> Difference {
    let n = tally.total();
    if n == 0 {
        return Difference {
            value: 0.0,
            low: -1.0,
            high: 1.0,
            least_visible: 1.0,
            discordant: Some(0),
        };
    }
    let (lost, won) = (tally.only_first, tally.only_second);
    let discordant = lost + won;
    let least_visible = least_visible(discordant, n);
    if discordant == 0 {
        let bound = Proportion::new(0, n).high;
        return Difference {
            value: 0.0,
            low: -bound,
            high: bound,
            least_visible,
            discordant: Some(0),
        };
    }
    let value = (won as f64 - lost as f64) / n as f64;
    let (low, high) = adjusted_wald(lost as f64, won as f64, n as f64);
    Difference {
        value,
        low,
        high,
        least_visible,
        discordant: Some(discordant),
    }
}

fn adjusted_wald(lost: f64, won: f64, n: f64) -> (f64, f64) {
    let n = n + 2.0;
    let (lost, won) = ((lost + 1.0) / n, (won + 1.0) / n);
    let centre = won - lost;
    let reach = critical() * sqrt(((won + lost) - centre * centre) / n);
    ((centre - reach).max(-1.0), (centre + reach).min(1.0))
}

/// The least surplus of one kind of discordant pair over the other, as a share of `n`, that clears zero.
fn least_visible(discordant: u64, n: u64) -> f64 {
    let (z, n_f) = (critical(), n as f64);
    // (won − lost)² (1 + z² / (n + 2)) > z² (won + lost + 2), with at least as many discordant pairs as
    // the surplus itself.
    let clears = |surplus: f64| {
        let pairs = (discordant as f64).max(surplus);
        surplus * surplus * (1.0 + z * z / (n_f + 2.0)) > z * z * (pairs + 2.0)
    };
    let start = libm::floor(z * sqrt((discordant as f64 + 2.0) / (1.0 + z * z / (n_f + 2.0))));
    let mut surplus = start.max(1.0);
    while surplus < n_f && !clears(surplus) {
        surplus += 1.0;
    }
    (surplus / n_f).min(1.0)
}

/// The difference between two runs of separate luck.
///
/// The interval is R. G. Newcombe's, from the two Wilson score intervals (Statistics in Medicine 17, 1998,
/// pages 873-890, method 10). With no trials in one of them it is −1..1.
pub fn separate_difference(first: &Proportion, second: &Proportion) -> Difference {
    if first.n == 0 || second.n == 0 {
        return Difference {
            value: 0.0,
            low: -1.0,
            high: 1.0,
            least_visible: 1.0,
            discordant: None,
        };
    }
    let value = second.p - first.p;
    let (a, b) = (wilson(first), wilson(second));
    let reach = |one: f64, other: f64| sqrt(one * one + other * other);
    let down = reach(second.p - b.0, a.1 - first.p);
    let up = reach(b.1 - second.p, first.p - a.0);
    Difference {
        value,
        low: (value - down).max(-1.0),
        high: (value + up).min(1.0),
        least_visible: down.max(up).min(1.0),
        discordant: None,
    }
}

/// The score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
pub(super) fn wilson(share: &Proportion) -> (f64, f64) {
    let (z, n, p) = (critical(), share.n as f64, share.p);
    let square = z * z / n;
    let centre = (p + 0.5 * square) / (1.0 + square);
    let reach = z * sqrt(p * (1.0 - p) / n + 0.25 * square / n) / (1.0 + square);
    ((centre - reach).max(0.0), (centre + reach).min(1.0))
}

pub(super) fn critical() -> f64 {
    normal_quantile(0.5 + 0.5 * CONFIDENCE)
}
