//! Shifts between runs of the same luck: of a quantile, of a mean whose own differences were not tallied.

use super::mean::Mean;
use super::quantile::{estimate_quantiles_at, rank_between};
use crate::math::sqrt;
use crate::tally::{Histogram, Paired};

/// By how much a quantile or a mean moved, second run less first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The estimate.
    pub value: f64,
    /// The lower end; none where there are too few trials for one.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whether the interval rests on the pairing.
    pub paired: bool,
}

/// The shift of a quantile at a probability, none where a histogram is empty.
///
/// The two quantiles have their exact intervals between order statistics; the distances to their ends are added in squares, less what the two
/// estimates share (R. G. Newcombe, Statistics in Medicine 17, 1998, pages 2635-2650, method 10; in general G. Y. Zou and A. Donner, Statistics in
/// Medicine 27, 2008). What they share is, to first order, the correlation of the two truths "at most the quantile" (R. R. Bahadur, Annals of
/// Mathematical Statistics 37, 1966, pages 577-580: the error of a quantile is that of the share of trials below it, over the density).
/// `joint` counts these truths over some of the trials; one trial is added to each kind that disagrees, as D. G. Bonett and R. M. Price
/// do for a difference of probabilities. Without it, and where a value at an end of the intervals holds so much that there is no density to speak of,
/// the two are taken as of separate luck. Rounding into bins is added to both ends. Its coverage is simulated in the tests.
pub fn quantile_shift(
    histograms: [&Histogram; 2],
    probability: f64,
    joint: Option<&Paired>,
    confidence: f64,
) -> Option<Shift> {
    let [first, second] = histograms.map(|one| estimate_quantiles_at(one, &[probability], confidence));
    let (first, second) = (first.first().copied()??, second.first().copied()??);
    let value = second.value - first.value;
    let (Some(low_a), Some(high_a), Some(low_b), Some(high_b)) = (first.low, first.high, second.low, second.high)
    else {
        return Some(Shift {
            value,
            low: None,
            high: None,
            paired: false,
        });
    };
    let smooth = histograms.map(|one| Smooth::around(one, probability, confidence));
    let (shared, down, up, rounding) = match (joint, smooth) {
        (Some(joint), [Some(a), Some(b)]) => (
            correlation(joint),
            [second.value - b.low, a.high - first.value],
            [b.high - second.value, first.value - a.low],
            a.rounding + b.rounding,
        ),
        _ => (
            0.0,
            [second.value - low_b, high_a - first.value],
            [high_b - second.value, first.value - low_a],
            0.0,
        ),
    };
    Some(Shift {
        value,
        low: Some(value - reach(down, shared) - rounding),
        high: Some(value + reach(up, shared) + rounding),
        paired: shared != 0.0,
    })
}

/// The shift of a mean, from two means and the correlation of the two numbers among the trials, −1 to 1.
///
/// Rests on the central limit theorem, as [`Mean`] does.
pub fn mean_shift(first: &Mean, second: &Mean, correlation: f64) -> Shift {
    let value = second.value - first.value;
    let half = reach(
        [0.5 * (second.high - second.low), 0.5 * (first.high - first.low)],
        correlation,
    );
    Shift {
        value,
        low: Some(value - half),
        high: Some(value + half),
        paired: correlation != 0.0,
    }
}

fn reach([one, other]: [f64; 2], shared: f64) -> f64 {
    sqrt((one * one + other * other - 2.0 * shared * one * other).max(0.0))
}

/// The correlation of two truths, with a trial added to each kind that disagrees.
fn correlation(joint: &Paired) -> f64 {
    let n = joint.total() as f64 + 2.0;
    let (first, second) = (joint.first() as f64 + 1.0, joint.second() as f64 + 1.0);
    let (p, q, both) = (first / n, second / n, joint.both as f64 / n);
    let spread = sqrt(p * (1.0 - p) * q * (1.0 - q));
    if spread > 0.0 {
        ((both - p * q) / spread).clamp(-1.0, 1.0)
    } else {
        0.0
    }
}

/// Where a quantile's interval ends among values that lie so close that they have a density.
#[derive(Debug, Clone, Copy)]
struct Smooth {
    low: f64,
    high: f64,
    /// By how much rounding into bins can have moved the quantile.
    rounding: f64,
}

/// Into how many parts the trials between the ends are cut. No value may hold two parts next to each other.
const PARTS: u64 = 8;

impl Smooth {
    fn around(histogram: &Histogram, probability: f64, confidence: f64) -> Option<Smooth> {
        let ranks = rank_between(histogram.total(), probability, confidence, PARTS)?;
        let bins: Vec<_> = histogram.order_statistics(&ranks).into_iter().collect::<Option<_>>()?;
        let is_smooth = bins.windows(3).all(|part| part[0].value < part[2].value);
        let (first, last) = (bins.first()?, bins.last()?);
        let widest = bins.iter().map(|bin| 0.5 * (bin.high - bin.low)).fold(0.0, f64::max);
        is_smooth.then_some(Smooth {
            low: first.value,
            high: last.value,
            rounding: if histogram.is_exact() { 0.0 } else { widest },
        })
    }
}
