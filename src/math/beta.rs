//! The incomplete beta function and its inverse, for shapes from 0.05 to a billion.

use super::elementary::{exp, ln, ln_1p, pow, sqrt};
use super::gamma::stirling_error;
use super::normal::normal_quantile;

/// The probabilities below and above a point, each with its own digits: where one is nearly 1, the
/// other is not computed as its complement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The probability of a smaller value.
    pub below: f64,
    /// The probability of a greater value.
    pub above: f64,
}

impl Tails {
    fn swapped(self) -> Self {
        Self {
            below: self.above,
            above: self.below,
        }
    }
}

/// The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) value is at
/// most `x`. `x` is cut to 0..=1; NaN for shapes that are not positive and finite.
pub fn regularised_beta(a: f64, b: f64, x: f64) -> f64 {
    Beta::new(a, b).map_or(f64::NAN, |beta| beta.tails(x).below)
}

/// The value below which Beta(a, b) lies with probability `p`: 0 at `p` ≤ 0, 1 at `p` ≥ 1, NaN for
/// shapes that are not positive and finite.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    Beta::new(a, b).map_or(f64::NAN, |beta| beta.quantile(p))
}

/// A beta distribution with what its functions share computed once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
    /// What stands before the exponential in x^a (1 − x)^b / B(a, b).
    scale: f64,
    /// The tails at one half: they tell on which side a quantile is.
    half: Tails,
}

/// A place x in 0..=1 and y = 1 − x, each with its own digits.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
}

impl Beta {
    /// The distribution with shapes `a` and `b`; none unless both are positive and finite.
    ///
    /// Tested from 0.05 to 1e9; below 0.05 quantiles come near the smallest float.
    pub fn new(a: f64, b: f64) -> Option<Self> {
        if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) {
            return None;
        }
        let n = a + b;
        let rest = stirling_error(n) - stirling_error(a) - stirling_error(b);
        let scale = sqrt(a * (b / n) / (2.0 * std::f64::consts::PI)) * exp(rest);
        let mut beta = Self {
            a,
            b,
            scale,
            half: Tails { below: 0.5, above: 0.5 },
        };
        beta.half = beta.tails(0.5);
        Some(beta)
    }

    /// The probabilities below and above `x`, which is cut to 0..=1.
    ///
    /// Relative error of the smaller tail: below 1e-12 for shapes up to 1e5, 1e-10 up to 1e9.
    pub fn tails(&self, x: f64) -> Tails {
        if x.is_nan() {
            return Tails {
                below: f64::NAN,
                above: f64::NAN,
            };
        }
        let x = x.clamp(0.0, 1.0);
        self.tails_at(Place { x, y: 1.0 - x }).0
    }

    /// The value below which the distribution lies with probability `p`: 0 at `p` ≤ 0, 1 at `p` ≥ 1.
    pub fn quantile(&self, p: f64) -> f64 {
        self.quantile_of(Tails {
            below: p,
            above: 1.0 - p,
        })
    }

    /// As [`Beta::quantile`], for a probability given by both its tails, so that an upper tail of
    /// 1e-20 keeps its digits.
    pub fn quantile_of(&self, tails: Tails) -> f64 {
        self.quantile_near(tails, None)
    }

    /// As [`Beta::quantile_of`], beginning the search at `guess` (the quantile of a probability nearby).
    pub(super) fn quantile_near(&self, tails: Tails, guess: Option<f64>) -> f64 {
        if tails.below.is_nan() || tails.above.is_nan() {
            return f64::NAN;
        }
        if tails.below <= 0.0 {
            return 0.0;
        }
        if tails.above <= 0.0 {
            return 1.0;
        }
        // Solve for whichever of x and 1 − x is the smaller, so that it keeps its relative digits.
        if self.half.below >= tails.below {
            self.solve(tails, guess)
        } else {
            1.0 - self.swapped().solve(tails.swapped(), guess.map(|x| 1.0 - x))
        }
    }

    fn swapped(&self) -> Self {
        Self {
            a: self.b,
            b: self.a,
            scale: self.scale,
            half: self.half.swapped(),
        }
    }

    /// Both tails, and x^a y^b / B(a, b).
    fn tails_at(&self, place: Place) -> (Tails, f64) {
        let Place { x, y } = place;
        if x <= 0.0 {
            return (Tails { below: 0.0, above: 1.0 }, 0.0);
        }
        if y <= 0.0 {
            return (Tails { below: 1.0, above: 0.0 }, 0.0);
        }
        let front = self.front(place);
        if self.b * x <= self.a * y {
            let below = (front / fraction(self.a, self.b, place)).min(1.0);
            (
                Tails {
                    below,
                    above: 1.0 - below,
                },
                front,
            )
        } else {
            let turned = Place { x: y, y: x };
            let above = (front / fraction(self.b, self.a, turned)).min(1.0);
            (
                Tails {
                    below: 1.0 - above,
                    above,
                },
                front,
            )
        }
    }

    /// x^a y^b / B(a, b), by the deviance from the mean (Loader 2000): with large shapes the powers and
    /// the beta function would each overflow, and their logarithms cancel.
    fn front(&self, Place { x, y }: Place) -> f64 {
        let (a, b) = (self.a, self.b);
        let n = a + b;
        let excess = b * x - a * y;
        let deviance = a * excess_over_ln(excess / a, x * (n / a)) + b * excess_over_ln(-excess / b, y * (n / b));
        self.scale * exp(-deviance)
    }

    /// The quantile where it is at most one half, by Newton's method on the logarithm of the smaller
    /// tail as a function of ln x, kept inside a bracket that every step narrows.
    fn solve(&self, goal: Tails, guess: Option<f64>) -> f64 {
        let from_below = goal.below <= goal.above;
        let (mut low, mut high) = (f64::MIN_POSITIVE, 0.5);
        let mut x = guess.unwrap_or_else(|| self.first_guess(goal)).clamp(low, high);
        for _ in 0..200 {
            let (tails, front) = self.tails_at(Place { x, y: 1.0 - x });
            // `miss` grows with x; `slope` is its derivative by ln x.
            let (miss, tail) = if from_below {
                (ln(tails.below / goal.below), tails.below)
            } else {
                (-ln(tails.above / goal.above), tails.above)
            };
            if miss > 0.0 {
                high = high.min(x);
            } else {
                low = low.max(x);
            }
            let step = -miss * tail * (1.0 - x) / front;
            let mut next = x * exp(step);
            let inside = next > low && next < high;
            if !inside && !(next - x).abs().le(&(4.0 * f64::EPSILON * x)) {
                next = sqrt(low) * sqrt(high);
            }
            let moved = (next - x).abs();
            x = next;
            // What is left after a step is at most 1.5 (a + b + 1) times its square.
            let left = 1.5 * (self.a + self.b + 1.0) * step * step;
            if moved <= 2.0 * f64::EPSILON * x || (inside && left < 0.5 * f64::EPSILON) {
                break;
            }
        }
        x.min(0.5)
    }

    /// A place to begin from: for shapes of at least 1 Abramowitz and Stegun 26.5.22 (1964), else the
    /// two power laws at the ends.
    fn first_guess(&self, goal: Tails) -> f64 {
        let (a, b) = (self.a, self.b);
        if a >= 1.0 && b >= 1.0 {
            let z = if goal.below < goal.above {
                -normal_quantile(goal.below)
            } else {
                normal_quantile(goal.above)
            };
            let lambda = (z * z - 3.0) / 6.0;
            let (u, v) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let h = 2.0 / (u + v);
            let w = z * sqrt((lambda + h).max(0.0)) / h - (v - u) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
            return a / (a + b * exp(2.0 * w));
        }
        let lower = exp(a * ln(a / (a + b))) / a;
        let upper = exp(b * ln(b / (a + b))) / b;
        let whole = lower + upper;
        if goal.below < lower / whole {
            pow(a * whole * goal.below, 1.0 / a)
        } else {
            1.0 - pow(b * whole * goal.above, 1.0 / b)
        }
    }
}

/// e − ln(1 + e), where `ratio` is 1 + e with its own digits.
fn excess_over_ln(e: f64, ratio: f64) -> f64 {
    if e.abs() >= 0.4 {
        return if e > 0.0 { e - ln_1p(e) } else { e - ln(ratio) };
    }
    // With r = e / (2 + e): ln(1 + e) = 2 (r + r³/3 + r⁵/5 + …), and e = 2r + r e.
    let r = e / (2.0 + e);
    let square = r * r;
    let series = (1..=14)
        .rev()
        .fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 1));
    r * (e - 2.0 * square * series)
}

/// The continued fraction that divides x^a y^b / B(a, b) to give the lower tail, for x not above the
/// mean (A. R. DiDonato and A. H. Morris, ACM TOMS 18, 1992, formula 9), evaluated from the front
/// (W. J. Lentz 1976, as modified by I. J. Thompson and A. R. Barnett 1986).
///
/// It needs some multiple of the square root of the larger shape in terms at worst.
fn fraction(a: f64, b: f64, Place { x, y }: Place) -> f64 {
    const LEAST: f64 = 1e-300;
    let lean = a * y - b * x + 1.0;
    let mut value = a * lean / (a + 1.0);
    if value == 0.0 {
        value = LEAST;
    }
    let (mut c, mut d) = (value, 0.0);
    // 400,000 terms are three times what two shapes of a billion need.
    for term in 1..400_000_u32 {
        let m = f64::from(term);
        let under = a + 2.0 * m - 1.0;
        let above = (m * (a + m - 1.0) / under) * ((a + b + m - 1.0) / under) * (b - m) * x * x;
        let below = m + m * (b - m) * x / under + (a + m) * (lean + m * (2.0 - x)) / (a + 2.0 * m + 1.0);
        d = below + above * d;
        c = below + above / c;
        if d == 0.0 {
            d = LEAST;
        }
        if c == 0.0 {
            c = LEAST;
        }
        d = 1.0 / d;
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
