//! Quantile functions, means and medians of the distributions.

use super::beta::{Beta, Tails};
use super::distribution::{Distribution, pert_shapes, triangle_quantile, triangle_share};
use super::elementary::exp;
use super::normal::{normal_cdf, normal_quantile};

impl Distribution {
    /// The value below which the distribution lies with probability `u`, for `u` in 0..=1 (the ends of
    /// the support at 0 and 1); NaN outside.
    ///
    /// The same bits on every platform. A beta or PERT value costs some microseconds: for many draws
    /// from one distribution make a [`QuantileTable`](super::QuantileTable).
    pub fn quantile(&self, u: f64) -> f64 {
        Exact::new(self).quantile(u)
    }

    /// The mean. For a logit-normal, which has no closed form, the trapezoidal rule (absolute error
    /// below 1e-12 for `sigma` up to 1,000).
    pub fn mean(&self) -> f64 {
        match *self {
            Self::Uniform { low, high } => low + 0.5 * (high - low),
            Self::Triangular { low, mode, high } => low + ((mode - low) + (high - low)) / 3.0,
            Self::Pert { low, mode, high } => low + (4.0 * (mode - low) + (high - low)) / 6.0,
            Self::Normal { mean, .. } => mean,
            Self::LogNormal { mu, sigma } => exp(mu + 0.5 * sigma * sigma),
            Self::Beta { a, b } => a / (a + b),
            Self::LogitNormal { mu, sigma } => logit_normal_mean(mu, sigma),
        }
    }

    /// The median: the quantile at one half.
    pub fn median(&self) -> f64 {
        match *self {
            Self::Normal { mean, .. } => mean,
            Self::LogNormal { mu, .. } => exp(mu),
            Self::LogitNormal { mu, .. } => logistic(mu),
            _ => self.quantile(0.5),
        }
    }
}

/// A distribution made ready for many quantiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Exact {
    distribution: Distribution,
    /// The beta behind a beta or a PERT.
    beta: Option<Beta>,
}

impl Exact {
    pub(super) fn new(distribution: &Distribution) -> Self {
        let beta = match *distribution {
            Distribution::Beta { a, b } => Beta::new(a, b),
            Distribution::Pert { low, mode, high } => {
                let (a, b) = pert_shapes(low, mode, high);
                Beta::new(a, b)
            }
            _ => None,
        };
        Self {
            distribution: *distribution,
            beta,
        }
    }

    pub(super) fn quantile(&self, u: f64) -> f64 {
        self.quantile_near(u, None)
    }

    /// As `quantile`; where it takes a search, beginning at the quantile of a probability nearby.
    pub(super) fn quantile_near(&self, u: f64, guess: Option<f64>) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let tails = Tails {
            below: u,
            above: 1.0 - u,
        };
        match self.distribution {
            Distribution::Uniform { low, high } => between(low, high, u),
            Distribution::Triangular { low, mode, high } => {
                let share = triangle_share(low, mode, high);
                between(low, high, triangle_quantile(share, u, 1.0 - u))
            }
            Distribution::Pert { low, high, .. } => {
                let guess = guess.map(|value| (value - low) / (high - low));
                between(low, high, self.beta_quantile(tails, guess))
            }
            Distribution::Normal { mean, sd } => mean + sd * normal_quantile(u),
            Distribution::LogNormal { mu, sigma } => exp(mu + sigma * normal_quantile(u)),
            Distribution::Beta { .. } => self.beta_quantile(tails, guess),
            Distribution::LogitNormal { mu, sigma } => logistic(mu + sigma * normal_quantile(u)),
        }
    }

    fn beta_quantile(&self, tails: Tails, guess: Option<f64>) -> f64 {
        self.beta.map_or(f64::NAN, |beta| beta.quantile_near(tails, guess))
    }
}

/// The place at `share` of the way from `low` to `high`, reckoned from the nearer end so that both ends
/// come out exactly and nothing lies outside.
fn between(low: f64, high: f64, share: f64) -> f64 {
    if share <= 0.5 {
        low + (high - low) * share
    } else {
        high - (high - low) * (1.0 - share)
    }
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let odds = exp(x);
        odds / (1.0 + odds)
    }
}

/// The mean of the logistic function over a normal, by the trapezoidal rule on ±9 standard deviations.
///
/// The rule converges geometrically for an analytic integrand (L. N. Trefethen and J. A. C. Weideman,
/// SIAM Review 56, 2014); the nearest pole of the logistic stands π / sigma off the real line, hence the
/// spacing. Above a sigma of 1,000 the logistic is as good as a step, to 1e-6.
fn logit_normal_mean(mu: f64, sigma: f64) -> f64 {
    if !(mu.is_finite() && sigma >= 0.0) {
        return f64::NAN;
    }
    if sigma > 1000.0 {
        return normal_cdf(mu / sigma);
    }
    let spacing = (0.5 / sigma).min(0.25);
    let count = (9.0 / spacing) as u32;
    let (mut sum, mut mass) = (0.0, 0.0);
    for index in 0..=2 * count {
        let z = (f64::from(index) - f64::from(count)) * spacing;
        let weight = exp(-0.5 * z * z);
        sum += weight * logistic(mu + sigma * z);
        mass += weight;
    }
    sum / mass
}
