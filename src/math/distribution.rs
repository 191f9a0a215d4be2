//! The distributions that a scenario can name, made from the parameters it writes.

use super::domain::DomainError;
use super::elementary::{ln, sqrt};
use super::normal::normal_quantile;

/// A distribution of one number.
///
/// Make it with the constructors: they check the parameters. One built by hand with parameters
/// outside their domain gives NaN, never a panic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Equally likely anywhere from `low` to `high`.
    Uniform { low: f64, high: f64 },
    /// Density rising straight from `low` to `mode` and falling straight to `high`.
    Triangular { low: f64, mode: f64, high: f64 },
    /// A beta stretched from `low` to `high` with the given mode and λ = 4 (D. G. Malcolm and others, 1959).
    Pert { low: f64, mode: f64, high: f64 },
    /// Normal with this mean and standard deviation.
    Normal { mean: f64, sd: f64 },
    /// The exponential of a normal with mean `mu` and standard deviation `sigma`.
    LogNormal { mu: f64, sigma: f64 },
    /// Beta with shapes `a` and `b`, on 0..1.
    Beta { a: f64, b: f64 },
    /// The logistic function of a normal with mean `mu` and standard deviation `sigma`, on 0..1.
    LogitNormal { mu: f64, sigma: f64 },
}

/// The standard normal's 95% point, with which `p05` and `p95` are read.
fn z95() -> f64 {
    normal_quantile(0.95)
}

impl Distribution {
    /// Uniform on `low`..`high`; `low` < `high`.
    pub fn uniform(low: f64, high: f64) -> Result<Self, DomainError> {
        finite("low", low)?;
        finite("high", high)?;
        ordered("high", low, high)?;
        Ok(Self::Uniform { low, high })
    }

    /// Triangular; `low` ≤ `mode` ≤ `high` and `low` < `high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, DomainError> {
        three_points(low, mode, high)?;
        Ok(Self::Triangular { low, mode, high })
    }

    /// PERT with λ = 4; `low` ≤ `mode` ≤ `high` and `low` < `high`.
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, DomainError> {
        three_points(low, mode, high)?;
        Ok(Self::Pert { low, mode, high })
    }

    /// Normal; `sd` more than 0.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, DomainError> {
        finite("mean", mean)?;
        positive("sd", sd)?;
        Ok(Self::Normal { mean, sd })
    }

    /// Lognormal with these 5% and 95% points; 0 < `p05` < `p95`.
    pub fn lognormal_from_quantiles(p05: f64, p95: f64) -> Result<Self, DomainError> {
        positive("p05", p05)?;
        positive("p95", p95)?;
        if p95 <= p05 {
            return Err(DomainError::new("p95", p95, "more than `p05`"));
        }
        let (low, high) = (ln(p05), ln(p95));
        Ok(Self::LogNormal {
            mu: 0.5 * (low + high),
            sigma: 0.5 * (high - low) / z95(),
        })
    }

    /// Lognormal with this median and this standard deviation of the logarithm, both more than 0.
    pub fn lognormal_from_median(median: f64, sd_log: f64) -> Result<Self, DomainError> {
        positive("median", median)?;
        positive("sd_log", sd_log)?;
        Ok(Self::LogNormal {
            mu: ln(median),
            sigma: sd_log,
        })
    }

    /// Beta; shapes from 0.05 to 1e9 (below, half of a draw's values would be too small to tell from 0).
    pub fn beta(a: f64, b: f64) -> Result<Self, DomainError> {
        for (name, shape) in [("a", a), ("b", b)] {
            if !(0.05..=1e9).contains(&shape) {
                return Err(DomainError::new(name, shape, "between 0.05 and 1,000,000,000"));
            }
        }
        Ok(Self::Beta { a, b })
    }

    /// Logit-normal that leaves equal tails of (1 − `confidence`) / 2 on both sides of `low`..`high`;
    /// 0 < `low` < `high` < 1 and 0 < `confidence` < 1.
    pub fn interval(low: f64, high: f64, confidence: f64) -> Result<Self, DomainError> {
        const INSIDE: &str = "more than 0 and less than 1";
        for (name, value) in [("low", low), ("high", high), ("confidence", confidence)] {
            if !(value > 0.0 && value < 1.0) {
                return Err(DomainError::new(name, value, INSIDE));
            }
        }
        ordered("high", low, high)?;
        let logit = |p: f64| ln(p / (1.0 - p));
        let (low, high) = (logit(low), logit(high));
        let z = normal_quantile(0.5 + 0.5 * confidence);
        Ok(Self::LogitNormal {
            mu: 0.5 * (low + high),
            sigma: 0.5 * (high - low) / z,
        })
    }

    /// The least and the greatest value that can be drawn (infinite where there is none).
    pub fn support(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { low, high } | Self::Triangular { low, high, .. } | Self::Pert { low, high, .. } => {
                (low, high)
            }
            Self::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::LogNormal { .. } => (0.0, f64::INFINITY),
            Self::Beta { .. } | Self::LogitNormal { .. } => (0.0, 1.0),
        }
    }
}

fn finite(name: &'static str, value: f64) -> Result<(), DomainError> {
    if value.is_finite() {
        Ok(())
    } else {
        Err(DomainError::new(name, value, "a finite number"))
    }
}

fn positive(name: &'static str, value: f64) -> Result<(), DomainError> {
    if value > 0.0 && value.is_finite() {
        Ok(())
    } else {
        Err(DomainError::new(name, value, "more than 0"))
    }
}

fn ordered(name: &'static str, low: f64, high: f64) -> Result<(), DomainError> {
    if low >= high {
        return Err(DomainError::new(name, high, "more than `low`"));
    }
    if !(high - low).is_finite() {
        return Err(DomainError::new(name, high, "at a finite distance from `low`"));
    }
    Ok(())
}

fn three_points(low: f64, mode: f64, high: f64) -> Result<(), DomainError> {
    finite("low", low)?;
    finite("mode", mode)?;
    finite("high", high)?;
    ordered("high", low, high)?;
    if mode < low || mode > high {
        return Err(DomainError::new("mode", mode, "between `low` and `high`"));
    }
    Ok(())
}

/// The shapes of the beta behind a PERT, and its width.
pub(super) fn pert_shapes(low: f64, mode: f64, high: f64) -> (f64, f64) {
    let width = high - low;
    (1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width)
}

/// Where a triangle's mode stands: the share of its width, which is also the probability below it.
pub(super) fn triangle_share(low: f64, mode: f64, high: f64) -> f64 {
    (mode - low) / (high - low)
}

/// The quantile of a triangle as a share of its width, for a mode at `share` of the width.
pub(super) fn triangle_quantile(share: f64, below: f64, above: f64) -> f64 {
    if below <= share {
        return sqrt(below * share);
    }
    // 1 − sqrt(above (1 − share)), written so that it keeps its digits near 0.
    let left = share + below * (1.0 - share);
    left / (1.0 + sqrt(above * (1.0 - share)))
}
