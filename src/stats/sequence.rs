//! Intervals that hold at every number of trials at once, so that one may look whenever one likes and stop when it suits.

use super::conditional::Ratio;
use super::difference::Difference;
use super::proportion::Proportion;
use crate::math::{exp_m1, ln, ln_gamma};
use crate::tally::Paired;

/// What may be missed by the split of discordant trials between the two directions, of the whole 5%.
const SPLIT_MISS: f64 = 0.04;
/// What may be missed by the rate of discordant trials. It decides little, so it gets little.
const RATE_MISS: f64 = 0.01;
/// What may be missed by each of two shares that are set against each other.
const EACH_MISS: f64 = 0.025;

/// The difference between two runs of the same luck, with an interval that is valid always: the probability that it ever misses the
/// difference, at any number of trials, is at most 5%, whatever rule says when to stop.
///
/// Two confidence sequences are joined by Bonferroni's inequality, 4% for the share of the discordant trials that turn to yes, 1% for the rate of
/// discordant trials. Each is the set of probabilities that a beta-binomial mixture, with Jeffreys' prior, does not exceed by a factor of one
/// over what may be missed; the mixture over the truth is a martingale, so that Ville's inequality bounds how often it ever does (H. Robbins,
/// Annals of Mathematical Statistics 41, 1970, pages 1397-1409; S. R. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, Annals of Statistics 49, 2021,
/// pages 1055-1080). With no trials it is −1..1. `least_visible` is the smallest difference with which this interval, at this number of trials and
/// with as many that answer differently, lies off zero.
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
        least_visible: least_visible(discordant, n),
        discordant: Some(discordant),
    }
}

/// The difference between two shares that need not rest on the same trials, as where conditions keep other trials on one side than on the other;
/// valid always, as [`sequential_difference`] is.
///
/// Each share has a confidence sequence over its own trials that misses with 2.5%; by Bonferroni's inequality both hold together. What the two
/// have in common is not used, so the interval is wider than need be.
pub fn sequential_separate(first: &Proportion, second: &Proportion) -> Difference {
    let [a, b] = [first, second].map(|share| always_valid(share.k, share.n, EACH_MISS));
    let is_empty = first.n == 0 || second.n == 0;
    Difference {
        value: if is_empty { 0.0 } else { second.p - first.p },
        low: b.0 - a.1,
        high: b.1 - a.0,
        least_visible: (0.5 * ((a.1 - a.0) + (b.1 - b.0))).min(1.0),
        discordant: None,
    }
}

/// The ratio between two runs of the same luck, from the trials with the answer in both, in the first only, in the second only; valid always.
///
/// Of the trials with the answer in either run, a share *u* has it in the second only and a share *v* in the first only, and the ratio is
/// (1 − *v*) / (1 − *u*). Each share has a confidence sequence that misses with 2.5%.
pub fn sequential_ratio(both: u64, only_first: u64, only_second: u64) -> Ratio {
    let either = both + only_first + only_second;
    let (first, second) = (both + only_first, both + only_second);
    let u = always_valid(only_second, either, EACH_MISS);
    let v = always_valid(only_first, either, EACH_MISS);
    Ratio {
        value: (first > 0).then(|| second as f64 / first as f64),
        low: if second == 0 { 0.0 } else { (1.0 - v.1) / (1.0 - u.0) },
        high: (first > 0 && u.1 < 1.0).then(|| (1.0 - v.0) / (1.0 - u.1)),
    }
}

/// The ratio of two shares that need not rest on the same trials; valid always, from the intervals of [`sequential_separate`].
pub fn sequential_separate_ratio(first: &Proportion, second: &Proportion) -> Ratio {
    let [a, b] = [first, second].map(|share| always_valid(share.k, share.n, EACH_MISS));
    Ratio {
        value: (first.k > 0 && second.n > 0).then(|| second.p / first.p),
        low: b.0 / a.1,
        high: (a.0 > 0.0).then(|| b.1 / a.0),
    }
}

/// The least surplus of one kind of discordant pair over the other, as a share of `n`, with which the interval lies off zero.
fn least_visible(discordant: u64, n: u64) -> f64 {
    // It does where the split excludes one half. A surplus takes at least as many pairs as it is.
    let is_visible = |surplus: u64| {
        let pairs = discordant.max(surplus) as f64;
        let (more, fewer) = (0.5 * (pairs + surplus as f64), 0.5 * (pairs - surplus as f64));
        pairs * std::f64::consts::LN_2 > cost_limit(more, fewer, SPLIT_MISS)
    };
    let (mut hidden, mut visible) = (0, n);
    if !is_visible(n) {
        return 1.0;
    }
    while visible - hidden > 1 {
        let middle = hidden + (visible - hidden) / 2;
        if is_visible(middle) {
            visible = middle;
        } else {
            hidden = middle;
        }
    }
    visible as f64 / n as f64
}

/// How unlikely a probability may make what was counted, as −ln of it, and still be held. The mixture's likelihood is
/// B(hits + ½, misses + ½) / B(½, ½); a probability is held while its own is no less than `miss` times that.
fn cost_limit(hits: f64, misses: f64, miss: f64) -> f64 {
    let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    ln_beta(0.5, 0.5) - ln_beta(hits + 0.5, misses + 0.5) - ln(miss)
}

/// The probabilities that `k` of `n` do not speak against, such that with probability 1 − `miss` they hold the truth at every `n`.
fn always_valid(k: u64, n: u64, miss: f64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (hits, misses) = (k as f64, (n - k) as f64);
    let limit = cost_limit(hits, misses, miss);
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
