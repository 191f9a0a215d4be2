//! Quantiles of a quantity with intervals, from order statistics.

use super::binomial::lower_rank;
use super::proportion::CONFIDENCE;
use crate::tally::Histogram;

/// A quantile read from a histogram, with an interval for the quantile of the distribution behind it.
///
/// The interval lies between two order statistics whose ranks are exact binomial ones (H. A. David and
/// H. N. Nagaraja, Order Statistics, 2003, section 7.1), so it covers at least 95% whatever the
/// distribution is. Where values were rounded into bins it is widened to the edges of the bins that hold its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileEstimate {
    /// The probability of a value not above the quantile.
    pub probability: f64,
    /// The ⌈n · probability⌉-th smallest value.
    pub value: f64,
    /// The lower end; none if there are too few values for one.
    pub low: Option<f64>,
    /// The upper end; none if there are too few values for one.
    pub high: Option<f64>,
}

/// The quantiles of a histogram at some probabilities in 0..=1, in their order, each with a 95% interval;
/// none where the histogram is empty or the probability outside.
pub fn estimate_quantiles(histogram: &Histogram, probabilities: &[f64]) -> Vec<Option<QuantileEstimate>> {
    estimate_quantiles_at(histogram, probabilities, CONFIDENCE)
}

/// As [`estimate_quantiles`], with intervals of another confidence, above 0 and below 1.
pub fn estimate_quantiles_at(
    histogram: &Histogram,
    probabilities: &[f64],
    confidence: f64,
) -> Vec<Option<QuantileEstimate>> {
    let n = histogram.total();
    let ranks: Vec<[u64; 3]> = probabilities.iter().map(|&q| ranks_at(n, q, confidence)).collect();
    let found = histogram.order_statistics(&ranks.concat());
    let exact = histogram.is_exact();
    found
        .chunks(3)
        .zip(probabilities)
        .map(|(bins, &probability)| {
            let &[low, at, high] = bins else { return None };
            Some(QuantileEstimate {
                probability,
                value: at?.value,
                low: low.map(|bin| if exact { bin.value } else { edge(bin.low) }),
                high: high.map(|bin| if exact { bin.value } else { edge(bin.high) }),
            })
        })
        .collect()
}

/// Ranks from the lower end of a quantile's interval to its upper end, both among them, in so many parts of about the same length; none where the
/// interval has no end on a side.
pub(super) fn rank_between(n: u64, q: f64, confidence: f64, parts: u64) -> Option<Vec<u64>> {
    let [low, _, high] = ranks_at(n, q, confidence);
    let is_bounded = low > 0 && high > 0 && high - low >= parts;
    let part = |at: u64| low + (u128::from(high - low) * u128::from(at) / u128::from(parts)) as u64;
    is_bounded.then(|| (0..=parts).map(part).collect())
}

/// An edge of a bin. That of the bin around zero is a number below the least normal one, which is zero for every reader.
fn edge(value: f64) -> f64 {
    if value.abs() < f64::MIN_POSITIVE { 0.0 } else { value }
}

/// The ranks, from 1, of the lower end, the quantile and the upper end; 0 for none.
fn ranks_at(n: u64, q: f64, confidence: f64) -> [u64; 3] {
    if n == 0 || !(0.0..=1.0).contains(&q) {
        return [0; 3];
    }
    let at = (libm::ceil(n as f64 * q) as u64).clamp(1, n);
    let miss = 0.5 * (1.0 - confidence);
    let low = lower_rank(n, q, miss);
    // Counted from the top the upper end is a lower one.
    let high = match lower_rank(n, 1.0 - q, miss) {
        0 => 0,
        from_top => n + 1 - from_top,
    };
    [low, at, high]
}
