//! Uncertain values as distributions, and probabilities over a period as those of one step.

use crate::calendar::{Period, StepUnit};
use crate::math::{Distribution, DomainError, exp_m1, ln_1p};

use super::value::{Amount, AmountKind, Spread, Uncertain};

impl Uncertain {
    /// The distribution that it names.
    ///
    /// # Errors
    /// Where a parameter is out of domain.
    pub fn distribution(&self) -> Result<Distribution, DomainError> {
        match *self {
            Spread::Uniform([low, high]) => Distribution::uniform(low, high),
            Spread::Triangular([low, mode, high]) => Distribution::triangular(low, mode, high),
            Spread::Pert([low, mode, high]) => Distribution::pert(low, mode, high),
            Spread::Normal([mean, sd]) => Distribution::normal(mean, sd),
            Spread::LogNormalQuantiles([p05, p95]) => Distribution::lognormal_from_quantiles(p05, p95),
            Spread::LogNormalMedian([median, sd_log]) => Distribution::lognormal_from_median(median, sd_log),
            Spread::Beta([a, b]) => Distribution::beta(a, b),
            Spread::Interval([low, high, confidence]) => Distribution::interval(low, high, confidence),
        }
    }
}

impl<T> Spread<T> {
    /// As the language calls it.
    pub fn key(&self) -> &'static str {
        match self {
            Spread::Uniform(_) => "uniform",
            Spread::Triangular(_) => "triangular",
            Spread::Pert(_) => "pert",
            Spread::Normal(_) => "normal",
            Spread::LogNormalQuantiles(_) | Spread::LogNormalMedian(_) => "lognormal",
            Spread::Beta(_) => "beta",
            Spread::Interval(_) => "interval",
        }
    }

    /// The parameters, in the order in which the language writes them.
    pub fn parameters(&self) -> &[T] {
        match self {
            Spread::Triangular(list) | Spread::Pert(list) | Spread::Interval(list) => list,
            Spread::Uniform(list)
            | Spread::Normal(list)
            | Spread::LogNormalQuantiles(list)
            | Spread::LogNormalMedian(list)
            | Spread::Beta(list) => list,
        }
    }

    /// The same family with other parameters.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Spread<U> {
        match self {
            Spread::Uniform(list) => Spread::Uniform(list.map(change)),
            Spread::Triangular(list) => Spread::Triangular(list.map(change)),
            Spread::Pert(list) => Spread::Pert(list.map(change)),
            Spread::Normal(list) => Spread::Normal(list.map(change)),
            Spread::LogNormalQuantiles(list) => Spread::LogNormalQuantiles(list.map(change)),
            Spread::LogNormalMedian(list) => Spread::LogNormalMedian(list.map(change)),
            Spread::Beta(list) => Spread::Beta(list.map(change)),
            Spread::Interval(list) => Spread::Interval(list.map(change)),
        }
    }
}

impl Amount {
    /// The least and the greatest value that it can have in any world; `None` for a formula, and where its parameters are out of domain.
    pub fn range(&self) -> Option<(f64, f64)> {
        match &self.kind {
            AmountKind::Number(x) => Some((*x, *x)),
            AmountKind::Formula(_) => None,
            AmountKind::Word { low, high, .. } | AmountKind::Strength { low, high, .. } => Some((*low, *high)),
            AmountKind::Uncertain(spread) => Some(spread.distribution().ok()?.support()),
            AmountKind::Experts { views, .. } => {
                let ranges: Option<Vec<(f64, f64)>> = views.iter().map(|(_, amount)| amount.range()).collect();
                ranges?.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            }
        }
    }
}

/// The probability over one step that comes to `probability` over a period, if it is the same in every step: `1 − (1 − p)^(step/period)`,
/// written so that small probabilities keep their digits.
pub fn per_step(probability: f64, step: StepUnit, period: Period) -> f64 {
    -exp_m1(ln_1p(-probability) * step.share_of(period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_a_year_by_the_month() {
        let monthly = per_step(0.3, StepUnit::Month, StepUnit::Year);
        // Python's `-expm1(log1p(-0.3) / 12)`.
        assert!((monthly - 0.029285530376777662).abs() < 1e-17, "{monthly}");
        assert_eq!(per_step(1.0, StepUnit::Month, StepUnit::Year), 1.0);
        assert_eq!(per_step(0.0, StepUnit::Month, StepUnit::Year), 0.0);
        let tiny = per_step(1.2e-17, StepUnit::Month, StepUnit::Year);
        assert!((tiny / 1e-18 - 1.0).abs() < 1e-15, "{tiny}");
    }
}
