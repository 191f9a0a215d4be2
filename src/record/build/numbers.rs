//! Numbers over trials: means, quantiles, histograms.

use crate::engine::NumberTally;
use crate::record::ordered::Ordered;
use crate::record::shape::{Bins, Estimate, NumberAtStep, NumberResult, Share};
use crate::stats::{Mean, estimate_quantiles_at, print_number};
use crate::tally::Histogram;

use super::shares::Counting;

/// The quantiles of a number when it is read.
const QUANTILES: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
/// Those at each step.
const STEP_QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// How many bins a histogram has that is not one of whole numbers.
const BINS: usize = 60;

/// What was found of a number. `confidence` is that of the intervals.
pub fn number_result(
    value: &NumberTally,
    initial: Option<&NumberTally>,
    by_step: &[NumberTally],
    unit: Option<String>,
    confidence: f64,
) -> NumberResult {
    let mean = Mean::with_confidence(&value.moments, confidence);
    let quantiles = estimate_quantiles_at(&value.histogram, &QUANTILES, confidence)
        .into_iter()
        .flatten()
        .map(|one| {
            let half_width = match (one.low, one.high) {
                (Some(low), Some(high)) => 0.5 * (high - low),
                _ => 0.0,
            };
            // Digits that vary from value to value say more than the interval of a quantile that sits on an atom.
            let printed = shorter(print_number(one.value, half_width), one.value);
            (
                one.probability.to_string(),
                Estimate {
                    value: one.value,
                    low: one.low,
                    high: one.high,
                    printed,
                },
            )
        });
    NumberResult {
        unit,
        mean: mean.map(|mean| Estimate {
            value: mean.value,
            low: Some(mean.low),
            high: Some(mean.high),
            printed: print_number(mean.value, 0.5 * (mean.high - mean.low)),
        }),
        sd: mean.map(|mean| Estimate {
            value: mean.sd,
            low: None,
            high: None,
            printed: three_digits(mean.sd),
        }),
        quantiles: quantiles.collect(),
        exceeds: Ordered::default(),
        bins: bins(&value.histogram),
        initial: initial.and_then(at_step),
        by_step: by_step.iter().filter_map(at_step).collect(),
    }
}

/// How likely each threshold is exceeded.
pub fn exceeds(thresholds: &[f64], counts: &[u64], counting: &Counting) -> Ordered<Share> {
    thresholds
        .iter()
        .zip(counts)
        .map(|(threshold, k)| (threshold.to_string(), counting.share(*k)))
        .collect()
}

fn at_step(tally: &NumberTally) -> Option<NumberAtStep> {
    let mean = tally.moments.mean()?;
    let found = tally.histogram.order_statistics(&ranks(tally.histogram.total()));
    let quantiles = STEP_QUANTILES.iter().zip(found);
    let quantiles = quantiles.filter_map(|(probability, bin)| Some((probability.to_string(), bin?.value)));
    Some(NumberAtStep {
        mean,
        quantiles: quantiles.collect(),
    })
}

/// The ranks of the step quantiles among `n` values: the ⌈n · probability⌉-th.
fn ranks(n: u64) -> Vec<u64> {
    STEP_QUANTILES
        .iter()
        .map(|q| (libm::ceil(n as f64 * q) as u64).clamp(1, n.max(1)))
        .collect()
}

/// Equal bins from the 0.5% quantile to that of 99.5%; of one bin a number, where there are few and whole ones.
fn bins(histogram: &Histogram) -> Option<Bins> {
    let n = histogram.total();
    let at = |q: f64| {
        Some(
            histogram
                .order_statistic((libm::ceil(n as f64 * q) as u64).clamp(1, n.max(1)))?
                .value,
        )
    };
    let (least, greatest) = (histogram.order_statistic(1)?.value, histogram.order_statistic(n)?.value);
    let whole = histogram.is_exact() && histogram.bins().all(|(bin, _)| bin.value == libm::floor(bin.value));
    let (from, width, count) = if whole && greatest - least < BINS as f64 {
        (least - 0.5, 1.0, (greatest - least) as usize + 1)
    } else {
        let (low, high) = (at(0.005)?, at(0.995)?);
        (low, (high - low) / BINS as f64, BINS)
    };
    let is_usable = width > 0.0 && width.is_finite() && least < greatest;
    if !is_usable {
        return None;
    }
    let mut bins = Bins {
        from,
        width,
        counts: vec![0; count],
        below: 0,
        above: 0,
    };
    for (bin, k) in histogram.bins() {
        let place = libm::floor((bin.value - from) / width);
        // The last bin holds its upper end too.
        let last = bin.value <= from + width * count as f64;
        if place < 0.0 {
            bins.below += k;
        } else if place < count as f64 || last {
            bins.counts[(place as usize).min(count - 1)] += k;
        } else {
            bins.above += k;
        }
    }
    Some(bins)
}

/// A spread to three digits: it sets no digits of its own.
fn three_digits(value: f64) -> String {
    shorter(print_number(value, 0.0), value)
}

/// A number with at most three digits behind the first, if it came out longer.
fn shorter(printed: String, value: f64) -> String {
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    if digits <= 4 || !value.is_finite() {
        printed
    } else {
        print_number(value, value.abs() / 1000.0)
    }
}
