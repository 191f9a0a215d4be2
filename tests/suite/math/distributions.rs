//! Quantiles, means and medians of the distributions against high-precision values.

use contingent::math::{Distribution, DomainError, normal_cdf, normal_quantile};

/// Made with mpmath 1.3 at 40 digits: closed forms, and for beta and PERT the root of the incomplete beta
/// function in ln x, from a start found by scipy 1.17.
const QUANTILES: &str = include_str!("../fixtures/quantiles.txt");

fn made(kind: &str, pars: &[f64]) -> Distribution {
    let made = match (kind, pars) {
        ("uniform", &[low, high]) => Distribution::uniform(low, high),
        ("triangular", &[low, mode, high]) => Distribution::triangular(low, mode, high),
        ("pert", &[low, mode, high]) => Distribution::pert(low, mode, high),
        ("normal", &[mean, sd]) => Distribution::normal(mean, sd),
        ("lognormal", &[p05, p95]) => Distribution::lognormal_from_quantiles(p05, p95),
        ("lognormal_median", &[median, sd]) => Distribution::lognormal_from_median(median, sd),
        ("beta", &[a, b]) => Distribution::beta(a, b),
        ("interval", &[low, high, confidence]) => Distribution::interval(low, high, confidence),
        _ => panic!("unknown row {kind}"),
    };
    made.expect("parameters in their domain")
}

#[test]
fn quantiles_agree_with_forty_digits() {
    let mut seen = 0;
    for line in QUANTILES.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let kind = words.next().expect("a kind");
        let numbers: Vec<f64> = words.map(|word| word.parse().expect("a number")).collect();
        let [pars @ .., u, expected] = numbers.as_slice() else {
            panic!("a short row")
        };
        let distribution = made(kind, pars);
        let found = distribution.quantile(*u);
        // 4e-13 of the value itself; where the support starts off zero, no finer than a float there.
        let size = expected.abs() + if kind == "beta" || pars[0] == 0.0 { 0.0 } else { 0.01 };
        assert!((found - expected).abs() <= 4e-13 * size, "{line}: {found}");
        seen += 1;
    }
    assert!(seen > 200);
}

#[test]
fn ends_of_the_support_come_out_exactly() {
    for (distribution, low, high) in [
        (made("uniform", &[-0.3, 0.7]), -0.3, 0.7),
        (made("triangular", &[0.1, 0.2, 0.7]), 0.1, 0.7),
        (made("pert", &[0.1, 0.1, 0.7]), 0.1, 0.7),
        (made("normal", &[0.1, 3.0]), f64::NEG_INFINITY, f64::INFINITY),
        (made("lognormal", &[0.1, 3.0]), 0.0, f64::INFINITY),
        (made("beta", &[0.1, 3.0]), 0.0, 1.0),
        (made("interval", &[0.1, 0.3, 0.5]), 0.0, 1.0),
    ] {
        assert_eq!((distribution.quantile(0.0), distribution.quantile(1.0)), (low, high));
        assert_eq!(distribution.support(), (low, high));
        assert!(distribution.quantile(-0.1).is_nan() && distribution.quantile(f64::NAN).is_nan());
        assert!(distribution.quantile(1.0 + f64::EPSILON).is_nan());
    }
}

#[test]
fn means_and_medians_agree_with_closed_forms() {
    let near = |found: f64, expected: f64| {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found} for {expected}");
    };
    near(made("uniform", &[-1.0, 4.0]).mean(), 1.5);
    near(made("triangular", &[0.2, 0.5, 1.5]).mean(), 2.2 / 3.0);
    near(made("pert", &[2.0, 6.0, 20.0]).mean(), 46.0 / 6.0);
    near(made("normal", &[2.0, 1.2]).mean(), 2.0);
    // exp(0.35² / 2) by mpmath.
    near(
        made("lognormal_median", &[80.0, 0.35]).mean(),
        80.0 * 1.063_164_672_134_101_3,
    );
    near(made("beta", &[1.0, 29.0]).mean(), 1.0 / 30.0);
    near(made("uniform", &[-1.0, 4.0]).median(), 1.5);
    near(made("lognormal", &[0.5, 40.0]).median(), 20.0_f64.sqrt());
    near(made("beta", &[3.0, 3.0]).median(), 0.5);
    // An interval's median has the mean of the two ends' logits.
    near(
        made("interval", &[0.1, 0.4, 0.9]).median(),
        1.0 / (1.0 + 13.5_f64.sqrt()),
    );
}

/// Made with mpmath 1.3: adaptive quadrature of the logistic function over the normal density.
#[test]
fn mean_of_a_logit_normal_agrees_with_quadrature() {
    for (mu, sigma, expected) in [
        (0.0, 1.0, 0.5),
        (-2.0, 0.5, 0.12900653637722156),
        (1.5, 3.0, 0.6669733890262411),
        (-1.0, 30.0, 0.4867285849715432),
        (4.0, 300.0, 0.5053189755952859),
    ] {
        let found = Distribution::LogitNormal { mu, sigma }.mean();
        assert!((found - expected).abs() < 1e-12, "{mu} {sigma}: {found}");
    }
}

#[test]
fn normal_quantile_and_cdf_undo_each_other() {
    for p in [
        1e-300, 1e-17, 1e-9, 0.01, 0.0749, 0.0751, 0.3, 0.5, 0.8, 0.9249, 0.9251, 0.999,
    ] {
        let back = normal_cdf(normal_quantile(p));
        assert!((back / p - 1.0).abs() < 2e-13, "{p}: {back}");
    }
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(-1e-9).is_nan() && normal_quantile(f64::NAN).is_nan());
}

#[test]
fn parameters_outside_their_domain_are_named() {
    let about = |made: Result<Distribution, DomainError>| made.expect_err("out of domain").parameter;
    assert_eq!(about(Distribution::uniform(1.0, 1.0)), "high");
    assert_eq!(about(Distribution::uniform(f64::NAN, 1.0)), "low");
    assert_eq!(about(Distribution::uniform(-f64::MAX, f64::MAX)), "high");
    assert_eq!(about(Distribution::triangular(0.0, 2.0, 1.0)), "mode");
    assert_eq!(about(Distribution::pert(3.0, 2.0, 1.0)), "high");
    assert_eq!(about(Distribution::normal(0.0, 0.0)), "sd");
    assert_eq!(about(Distribution::normal(f64::INFINITY, 1.0)), "mean");
    assert_eq!(about(Distribution::lognormal_from_quantiles(-1.0, 1.0)), "p05");
    assert_eq!(about(Distribution::lognormal_from_quantiles(2.0, 1.0)), "p95");
    assert_eq!(about(Distribution::lognormal_from_median(2.0, -1.0)), "sd_log");
    assert_eq!(about(Distribution::beta(0.04, 1.0)), "a");
    assert_eq!(about(Distribution::beta(1.0, f64::INFINITY)), "b");
    assert_eq!(about(Distribution::interval(0.0, 0.5, 0.9)), "low");
    assert_eq!(about(Distribution::interval(0.4, 0.3, 0.9)), "high");
    assert_eq!(about(Distribution::interval(0.3, 0.4, 1.0)), "confidence");
    let error = Distribution::normal(0.0, -2.0).expect_err("a negative sd");
    assert_eq!(error.to_string(), "`sd` is -2, and must be more than 0");
}
