//! Intervals that hold at every number of trials at once, so that one may look whenever one likes and stop when it suits.

use super::difference::Difference;
use crate::math::{exp_m1, ln, ln_gamma};
use crate::tally::Paired;

/// What may be missed by the split of discordant trials between the two directions, of the whole 5%.
const SPLIT_MISS: f64 = 0.04;
/// What may be missed by the rate of discordant trials. It decides little, so it gets little.
const RATE_MISS: f64 = 0.01;

/// The difference between two runs of the same luck, with an interval that is valid always: the probability that it ever misses the
/// difference, at any number of trials, is at most 5%, whatever rule says when to stop.
///
/// Two confidence sequences are joined by Bonferroni's inequality, 4% for the share of the discordant trials that turn to yes, 1% for the rate of
/// discordant trials. Each is the set of probabilities that a beta-binomial mixture, with Jeffreys' prior, does not exceed by a factor of one
/// over what may be missed; the mixture over the truth is a martingale, so that Ville's inequality bounds how often it ever does (H. Robbins,
/// Annals of Mathematical Statistics 41, 1970, pages 1397-1409; S. R. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, Annals of Statistics 49, 2021,
/// pages 1055-1080). With no trials it is −1..1. `least_visible` is that of a fixed number of trials.
pub fn sequential_difference(tally: &Paired) -> Difference {
    let n = tally.total();
    let (lost, won) = (tally.only_first, tally.only_second);
    let discordant = lost + won;
    if n == 0 {
        return super::difference::paired_difference(tally);
    }
    let split = always_valid(won, discordant, SPLIT_MISS);
    let rate = always_valid(discordant, n, RATE_MISS);
    // The difference is the rate times this lean, from −1 to 1.
    let lean = (2.0 * split.0 - 1.0, 2.0 * split.1 - 1.0);
    let low = if lean.0 < 0.0 { rate.1 * lean.0 } else { rate.0 * lean.0 };
    let high = if lean.1 > 0.0 { rate.1 * lean.1 } else { rate.0 * lean.1 };
    Difference {
        value: (won as f64 - lost as f64) / n as f64,
        low,
        high,
        ..super::difference::paired_difference(tally)
    }
}

/// The probabilities that `k` of `n` do not speak against, such that with probability 1 − `miss` they hold the truth at every `n`.
fn always_valid(k: u64, n: u64, miss: f64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (hits, misses) = (k as f64, (n - k) as f64);
    let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    // The mixture's likelihood is B(k + ½, n − k + ½) / B(½, ½); a probability is held while its own is no less than `miss` times that.
    let limit = ln_beta(0.5, 0.5) - ln_beta(hits + 0.5, misses + 0.5) - ln(miss);
    let cost = |p: f64| {
        let of = |count: f64, p: f64| if count == 0.0 { 0.0 } else { -count * ln(p) };
        of(hits, p) + of(misses, 1.0 - p)
    };
    let most_likely = hits / (hits + misses);
    let low = if k == 0 {
        0.0
    } else {
        edge(0.0, most_likely, |p| cost(p) > limit)
    };
    let high = match (k == n, k == 0) {
        (true, _) => 1.0,
        // The closed form, with all its digits where it is small.
        (_, true) => -exp_m1(-limit / misses),
        _ => edge(1.0, most_likely, |p| cost(p) > limit),
    };
    (low, high)
}

/// The edge between what is held, as `inside` is, and what is not, as `outside` is; the outer end of what is left of the bracket.
fn edge(mut outside: f64, mut inside: f64, is_out: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (outside + inside);
        if middle == outside || middle == inside {
            break;
        }
        if is_out(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    outside
}
