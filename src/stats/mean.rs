//! The mean of a quantity, or of paired differences of one, with an interval.

use super::proportion::CONFIDENCE;
use crate::math::{Moments, normal_quantile, sqrt};

/// A mean with a 95% interval and the standard deviation of the values.
///
/// For a difference between two runs of the same luck, tally each trial's difference.
///
/// The interval is the mean ± 1.96 standard errors: it rests on the central limit theorem, so it is as good
/// as the number of trials is large against the skew of the values. It is no guarantee, as the interval of a
/// probability is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The number of values.
    pub n: u64,
    /// The mean.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The standard deviation of the values, divisor n − 1.
    pub sd: f64,
}

impl Mean {
    /// The mean of what was tallied; none of fewer than two values, or if one was not finite.
    pub fn new(moments: &Moments) -> Option<Self> {
        Mean::with_confidence(moments, CONFIDENCE)
    }

    /// As [`Mean::new`], with an interval of another confidence, above 0 and below 1.
    pub fn with_confidence(moments: &Moments, confidence: f64) -> Option<Self> {
        let (value, sd) = (moments.mean()?, moments.sd()?);
        if !value.is_finite() || !sd.is_finite() {
            return None;
        }
        let n = moments.count();
        let reach = normal_quantile(0.5 + 0.5 * confidence) * sd / sqrt(n as f64);
        Some(Self {
            n,
            value,
            low: value - reach,
            high: value + reach,
            sd,
        })
    }
}
