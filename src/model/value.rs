//! Numbers as an analyst gives them: points, words, uncertain values, formulas; and the weights made of them.

use crate::source::Span;

use super::element::{ClaimId, ExpertId};
use super::formula::Formula;

/// What supports a number, and what speaks against it.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Claims that support it.
    pub because: Vec<ClaimId>,
    /// Claims that speak against it.
    pub despite: Vec<ClaimId>,
    /// The author's own words.
    pub note: Option<String>,
    /// A bare value of a later file stands over the one that the claims were given for.
    pub for_another_value: bool,
}

/// A number where the language expects one.
#[derive(Clone, Debug)]
pub struct Amount {
    /// How it was given.
    pub kind: AmountKind,
    /// Where it stands.
    pub span: Span,
    /// Its own evidence, where it is a table `{ value | weight, because, … }`.
    pub evidence: Evidence,
}

/// How a number was given.
#[derive(Clone, Debug)]
pub enum AmountKind {
    /// A point.
    Number(f64),
    /// A formula (never in an assumption).
    Formula(Formula),
    /// A word of the file's scale: uniform over its range.
    Word {
        /// As written.
        word: String,
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// A strength word, in factors: log-uniform over its range.
    Strength {
        /// As written.
        words: String,
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// An uncertain value with parameters that are points.
    Uncertain(Uncertain),
    /// Views of experts, kept apart.
    Experts {
        /// Each expert's own value.
        views: Vec<(ExpertId, Amount)>,
        /// How they are joined, where they are.
        pool: Option<Pool>,
    },
}

/// How the views of experts are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// Draw from the mixture.
    Linear,
    /// Weighted geometric mean.
    Log,
}

/// A family of distributions, with its parameters as given. `T` is `f64` for doubt, a formula for chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread<T> {
    /// `{ uniform = [low, high] }`
    Uniform([T; 2]),
    /// `{ triangular = [low, mode, high] }`
    Triangular([T; 3]),
    /// `{ pert = [low, mode, high] }`
    Pert([T; 3]),
    /// `{ normal = [mean, sd] }`
    Normal([T; 2]),
    /// `{ lognormal = { p05, p95 } }`
    LogNormalQuantiles([T; 2]),
    /// `{ lognormal = { median, sd_log } }`
    LogNormalMedian([T; 2]),
    /// `{ beta = [a, b] }`
    Beta([T; 2]),
    /// `{ interval = [low, high], confidence = c }`: low, high, c
    Interval([T; 3]),
}

/// Doubt about a number.
pub type Uncertain = Spread<f64>;

/// One weight of a set.
#[derive(Clone, Debug)]
pub enum Weight {
    /// `"rest"`
    Rest(Span),
    /// A number.
    Amount(Amount),
    /// A share of a Dirichlet distribution: concentration of this branch.
    Dirichlet(f64),
}

/// A set of weights, one a branch in declaration order; `None` where the branch is not named (weight 0).
#[derive(Clone, Debug)]
pub struct WeightSet {
    /// In declaration order.
    pub weights: Vec<Option<Weight>>,
    /// How they are read.
    pub reading: Reading,
    /// Where the set stands.
    pub span: Span,
}

/// How the weights of a set are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Relative weights.
    Relative,
    /// Probabilities, one of them `"rest"` (or `probability` of a yes/no variable, where `no` is the rest).
    Rest,
    /// Probabilities; what is left stays with the branch that stands now.
    Same,
}

impl Amount {
    /// The number that stands for it where doubt is ignored; `None` for a formula.
    ///
    /// The mean of the value as written, before `per`: a word's midpoint, the median of a strength word and of an interval, the experts' weighted mean.
    pub fn point(&self, expert_weights: &[f64]) -> Option<f64> {
        let value = match &self.kind {
            AmountKind::Number(x) => *x,
            AmountKind::Formula(_) => return None,
            AmountKind::Word { low, high, .. } => (low + high) / 2.0,
            AmountKind::Strength { low, high, .. } => (low * high).sqrt(),
            AmountKind::Uncertain(spread) => spread.point()?,
            AmountKind::Experts { views, pool } => pool_points(views, *pool, expert_weights)?,
        };
        Some(value)
    }

    /// Whether it holds doubt: anything but a point or a formula.
    pub fn is_doubtful(&self) -> bool {
        !matches!(self.kind, AmountKind::Number(_) | AmountKind::Formula(_))
    }
}

impl Uncertain {
    /// Its mean, or its median for an interval; `None` where the parameters are out of domain.
    pub fn point(&self) -> Option<f64> {
        let distribution = self.distribution().ok()?;
        Some(match self {
            Spread::Interval(_) => distribution.median(),
            _ => distribution.mean(),
        })
    }
}

fn pool_points(views: &[(ExpertId, Amount)], pool: Option<Pool>, expert_weights: &[f64]) -> Option<f64> {
    let points: Vec<(f64, f64)> = views
        .iter()
        .map(|(expert, amount)| Some((*expert_weights.get(expert.at())?, amount.point(expert_weights)?)))
        .collect::<Option<_>>()?;
    let total: f64 = points.iter().map(|(w, _)| w).sum();
    if pool != Some(Pool::Log) {
        return Some(points.iter().map(|(w, x)| w * x).sum::<f64>() / total);
    }
    let inside = points.iter().all(|(_, x)| *x > 0.0 && *x < 1.0);
    let transformed = |x: f64| {
        if inside {
            crate::math::ln(x / (1.0 - x))
        } else {
            crate::math::ln(x)
        }
    };
    let mean = points.iter().map(|(w, x)| w * transformed(*x)).sum::<f64>() / total;
    let level = crate::math::exp(mean);
    Some(if inside { level / (1.0 + level) } else { level })
}
