//! By how much a number moved from one run to another: its mean and its quantiles.

use crate::engine::NumberTally;
use crate::record::NumberResult;
use crate::record::comparison::{NumberMoved, Shift as Shown};
use crate::stats::{Mean, Shift, mean_shift, print_number, quantile_shift};

use super::quantiles::Crossed;

/// What is known of a number beyond the two runs' own results, where trials are paired.
#[derive(Clone, Copy, Default)]
pub struct Joint<'a> {
    /// Each trial's own difference.
    pub differences: Option<&'a NumberTally>,
    /// Its values in both runs.
    pub values: Option<[&'a NumberTally; 2]>,
    /// How its quantiles lie among the same trials.
    pub crossed: Option<&'a Crossed>,
    /// The correlation of its values among the same trials.
    pub correlation: Option<f64>,
    /// Whether not one trial has another value.
    pub is_unmoved: bool,
}

/// How a number moved. `confidence` is that of the intervals.
pub fn number(title: &str, first: &NumberResult, second: &NumberResult, joint: &Joint, confidence: f64) -> NumberMoved {
    let mean = match (&first.mean, &second.mean) {
        (Some(a), Some(b)) => {
            let apart = || apart([a.value, b.value], [a.low, b.low], [a.high, b.high]);
            Some(shown([a.value, b.value], mean(joint, confidence).unwrap_or_else(apart)))
        }
        _ => None,
    };
    let quantiles = first.quantiles.iter().filter_map(|(q, a)| {
        let b = second.quantiles.get(q)?;
        let apart = || apart([a.value, b.value], [a.low, b.low], [a.high, b.high]);
        let own = quantile(joint, q, confidence).unwrap_or_else(apart);
        Some((q.to_owned(), shown([a.value, b.value], own)))
    });
    NumberMoved {
        title: title.to_owned(),
        unit: first.unit.clone(),
        mean,
        quantiles: quantiles.collect(),
    }
}

const UNMOVED: Shift = Shift {
    value: 0.0,
    low: Some(0.0),
    high: Some(0.0),
    paired: true,
};

fn mean(joint: &Joint, confidence: f64) -> Option<Shift> {
    if joint.is_unmoved {
        return Some(UNMOVED);
    }
    if let Some(own) = joint
        .differences
        .and_then(|tally| Mean::with_confidence(&tally.moments, confidence))
    {
        return Some(Shift {
            value: own.value,
            low: Some(own.low),
            high: Some(own.high),
            paired: true,
        });
    }
    let [first, second] = joint
        .values?
        .map(|tally| Mean::with_confidence(&tally.moments, confidence));
    Some(mean_shift(&first?, &second?, joint.correlation?))
}

fn quantile(joint: &Joint, q: &str, confidence: f64) -> Option<Shift> {
    if joint.is_unmoved {
        return Some(UNMOVED);
    }
    let values = joint.values?.map(|tally| &tally.histogram);
    let q: f64 = q.parse().ok()?;
    let crossed = joint.crossed?.iter().find(|(other, _)| *other == q)?;
    quantile_shift(values, q, Some(&crossed.1), confidence)
}

/// The difference of two estimates of separate luck: distances to the ends of their intervals, added in squares.
fn apart(values: [f64; 2], low: [Option<f64>; 2], high: [Option<f64>; 2]) -> Shift {
    let value = values[1] - values[0];
    let reach = |one: f64, other: f64| crate::math::sqrt(one * one + other * other);
    let (low, high) = match (low, high) {
        ([Some(low_a), Some(low_b)], [Some(high_a), Some(high_b)]) => (
            Some(value - reach(values[1] - low_b, high_a - values[0])),
            Some(value + reach(high_b - values[1], values[0] - low_a)),
        ),
        _ => (None, None),
    };
    Shift {
        value,
        low,
        high,
        paired: false,
    }
}

fn shown(values: [f64; 2], shift: Shift) -> Shown {
    let Shift {
        value,
        low,
        high,
        paired,
    } = shift;
    let half = match (low, high) {
        (Some(low), Some(high)) => 0.5 * (high - low),
        _ => 0.0,
    };
    let size = values[0].abs().max(values[1].abs());
    let is_whole = values.iter().all(|value| *value == libm::floor(*value));
    let error = match (half > 0.0, is_whole) {
        (true, _) => half,
        (false, true) => 1.0,
        (false, false) => size / 1000.0,
    };
    let sign = if value > 0.0 { "+" } else { "" };
    Shown {
        first: values[0],
        second: values[1],
        value,
        low,
        high,
        printed: [
            print_number(values[0], error),
            print_number(values[1], error),
            format!("{sign}{}", print_number(value, error)),
        ],
        visible: low.is_some_and(|low| low > 0.0) || high.is_some_and(|high| high < 0.0),
        paired,
    }
}
