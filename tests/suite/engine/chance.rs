//! When a count is too far from its probability to be chance.
use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal};

/// Differences found, each with how improbable it is.
#[derive(Default)]
pub struct Differences {
    /// How many comparisons were made.
    pub made: u64,
    found: Vec<(f64, String)>,
}

impl Differences {
    /// Compares `k` of `n` with a probability.
    pub fn count(&mut self, k: u64, n: u64, p: f64, what: impl FnOnce() -> String) {
        self.made += 1;
        let improbable = tail(k, n, p);
        if improbable < NOTICED {
            self.found
                .push((improbable, format!("{}: {k} of {n}, expected {}", what(), p * n as f64)));
        }
    }

    /// Compares a mean of `n` values of at most `range` width and this variance with what it should be, by the empirical Bernstein bound
    /// (Maurer and Pontil 2009, theorem 4). The range is that of the values met, or the size of what is expected where that is more, so
    /// that a value too rare to be met is no difference.
    pub fn mean(&mut self, mean: f64, variance: f64, range: f64, n: u64, expected: f64, what: impl FnOnce() -> String) {
        self.made += 1;
        let (n, range) = (n as f64, range.max(1.0).max(expected.abs()));
        let far = (mean - expected).abs() - 1e-9 * (1.0 + expected.abs());
        if far <= 0.0 {
            return;
        }
        // far = sqrt(2 V L / n) + 7 range L / (3 (n - 1)), solved for L = ln(4 / chance).
        let (a, b) = (7.0 * range / (3.0 * (n - 1.0)), (2.0 * variance / n).sqrt());
        let root = if a > 0.0 {
            ((b * b + 4.0 * a * far).sqrt() - b) / (2.0 * a)
        } else {
            f64::INFINITY
        };
        let improbable = 4.0 * (-root * root).exp();
        if improbable < NOTICED {
            self.found
                .push((improbable, format!("{}: mean {mean}, expected {expected}", what())));
        }
    }

    /// Adds what others found.
    pub fn merge(&mut self, other: Differences) {
        self.made += other.made;
        self.found.extend(other.found);
    }

    /// Fails where any comparison is as improbable as `rate` over the number of all of them (Bonferroni): a right engine fails with at most
    /// that probability, once for all seeds, since these are fixed.
    #[track_caller]
    pub fn settle(mut self, rate: f64) {
        let limit = rate / self.made.max(1) as f64;
        assert!(limit <= NOTICED, "what is less than noticed is not kept");
        self.found.retain(|(improbable, _)| *improbable < limit);
        self.found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let shown: Vec<String> = self
            .found
            .iter()
            .take(25)
            .map(|(p, what)| format!("{p:.1e} {what}"))
            .collect();
        assert!(
            shown.is_empty(),
            "{} of {} differ:\n{}",
            self.found.len(),
            self.made,
            shown.join("\n")
        );
    }
}

/// Nothing more probable is noted.
const NOTICED: f64 = 1e-5;

/// The probability that a count of `n` is as far out as `k`, on both sides together at most.
pub fn tail(k: u64, n: u64, p: f64) -> f64 {
    let p = p.clamp(0.0, 1.0);
    let (expected, spread) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
    let far = (k as f64 - expected).abs();
    // Shares of the oracle are sums of many floats, so one that is 1 may be a little less.
    if far < 1e-6 || (p > 1.0 - 1e-12 && k == n) || (p < 1e-12 && k == 0) {
        return 1.0;
    }
    if spread > 30.0 && far < 4.0 * spread {
        return 2.0 * Normal::standard().sf(far / spread);
    }
    let Ok(binomial) = Binomial::new(p, n) else { return 0.0 };
    let one = if k as f64 > expected {
        binomial.sf(k - 1)
    } else {
        binomial.cdf(k)
    };
    (2.0 * one).min(1.0)
}

#[test]
fn tails_are_those_of_the_binomial() {
    // 10 of 10 at 1/2 is one in 1,024, twice; 3 or more of 10 at 1/10 is 0.0701908, twice.
    assert!((tail(10, 10, 0.5) - 2.0 / 1024.0).abs() < 1e-12);
    assert!((tail(3, 10, 0.1) - 2.0 * 0.070_190_826_4).abs() < 1e-9);
    assert_eq!(tail(0, 10, 0.0), 1.0);
    assert!(tail(1, 10, 0.0) < 1e-12);
    assert!(tail(9, 10, 1.0) < 1e-12);
    assert!(tail(52_000, 100_000, 0.5) < 1e-30);
    assert!((0.04..0.06).contains(&tail(50_310, 100_000, 0.5)));
}

#[test]
#[should_panic(expected = "1 of 3 differ")]
fn a_difference_beyond_the_rate_fails() {
    let mut all = Differences::default();
    all.count(50_000, 100_000, 0.5, String::new);
    all.count(51_500, 100_000, 0.5, String::new);
    all.mean(0.5, 1.0 / 12.0, 1.0, 100_000, 0.501, String::new);
    all.settle(1e-6);
}
