//! Numbers drawn from each distribution, against the distribution function of another library.
//!
//! By the inequality of Dvoretzky, Kiefer and Wolfowitz (with the constant of Massart 1990) the empirical distribution function of n values
//! is nowhere further than sqrt(ln(2/rate) / 2n) from the true one, but with probability `rate`.
use super::scenes::{columns, plan};
use contingent::engine::QuestionTally;
use statrs::distribution::{Beta, ContinuousCDF, LogNormal, Normal};

const RATE: f64 = 1e-9;
/// The 95% quantile of the normal distribution (Abramowitz and Stegun 1964, 26.2.23 and table 26.5).
const Z95: f64 = 1.644_853_626_951_472_7;

fn normal(x: f64) -> f64 {
    Normal::standard().cdf(x)
}

fn triangular(x: f64, low: f64, mode: f64, high: f64) -> f64 {
    if x < mode {
        (x - low) * (x - low) / (high - low) / (mode - low)
    } else {
        1.0 - (high - x) * (high - x) / (high - low) / (high - mode)
    }
}

fn beta(x: f64, a: f64, b: f64) -> f64 {
    Beta::new(a, b)
        .expect("parameters in its domain")
        .cdf(x.clamp(0.0, 1.0))
}

fn lognormal(x: f64, location: f64, scale: f64) -> f64 {
    LogNormal::new(location, scale)
        .expect("parameters in its domain")
        .cdf(x)
}

type Cdf = fn(f64) -> f64;

/// Distributions whose parameters are written with `@` where a formula can stand for the number after it.
const FAMILIES: &[(&str, Cdf)] = &[
    ("{ uniform = [@-2, @5] }", |x| ((x + 2.0) / 7.0).clamp(0.0, 1.0)),
    ("{ triangular = [@-1, @0.5, @4] }", |x| {
        triangular(x.clamp(-1.0, 4.0), -1.0, 0.5, 4.0)
    }),
    ("{ triangular = [@2, @2, @3] }", |x| {
        1.0 - (3.0 - x.clamp(2.0, 3.0)) * (3.0 - x.clamp(2.0, 3.0))
    }),
    // With λ = 4: Beta(1 + 4(m - a)/(c - a), 1 + 4(c - m)/(c - a)), stretched.
    ("{ pert = [@0, @1, @5] }", |x| beta(x / 5.0, 1.8, 4.2)),
    ("{ normal = [@-3, @2] }", |x| normal((x + 3.0) / 2.0)),
    ("{ lognormal = { median = @1.5, sd_log = @0.8 } }", |x| {
        lognormal(x, libm::log(1.5), 0.8)
    }),
    ("{ lognormal = { p05 = @0.05, p95 = @0.4 } }", |x| {
        let (low, high) = (libm::log(0.05), libm::log(0.4));
        lognormal(x, (low + high) / 2.0, (high - low) / (2.0 * Z95))
    }),
    ("{ beta = [@2, @3] }", |x| beta(x, 2.0, 3.0)),
    ("{ beta = [@0.5, @0.7] }", |x| beta(x, 0.5, 0.7)),
    // Equal tails of 5% beyond each end, on the scale of log odds.
    ("{ interval = [@0.1, @0.4], confidence = 0.9 }", |x| {
        let logit = |p: f64| libm::log(p / (1.0 - p));
        let (low, high) = (logit(0.1), logit(0.4));
        if x <= 0.0 || x >= 1.0 {
            return if x <= 0.0 { 0.0 } else { 1.0 };
        }
        normal((logit(x) - (low + high) / 2.0) / ((high - low) / (2.0 * Z95)))
    }),
];

/// How far the values of a drawn quantity are from a distribution function at the most, over all edges of the histogram's bins.
fn distance(value: &str, timing: &str, trials: u64, cdf: Cdf) -> f64 {
    let text = format!(
        "contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 3\n[quantities.x]\ntiming = \"{timing}\"\nvalue = {value}\n\
         [questions.x]\nnumber = \"x\"\n"
    );
    let plan = plan(&text);
    let tallies = columns(&plan, 8, 0..trials, 2048);
    let QuestionTally::Number { value, .. } = &tallies.questions[0] else {
        panic!("it is a number")
    };
    let (mut below, mut most) = (0, 0.0_f64);
    for (bin, count) in value.histogram.bins() {
        most = most.max((below as f64 / trials as f64 - cdf(bin.low)).abs());
        below += count;
        most = most.max((below as f64 / trials as f64 - cdf(bin.high)).abs());
    }
    assert_eq!(below, trials);
    most
}

#[test]
fn each_family_has_its_distribution_function() {
    for (value, cdf) in FAMILIES {
        for (timing, trials) in [("each_step", 100_000), ("once", 50_000)] {
            let limit = (libm::log(2.0 / RATE) / 2.0 / trials as f64).sqrt();
            let found = distance(&value.replace('@', ""), timing, trials, *cdf);
            assert!(found < limit, "{value} {timing}: {found} is more than {limit}");
        }
    }
}

#[test]
fn parameters_may_be_formulas() {
    for (value, cdf) in FAMILIES {
        if value.contains("confidence") {
            continue;
        }
        let trials = 20_000;
        let limit = (libm::log(2.0 / RATE) / 2.0 / trials as f64).sqrt();
        let mut formulas = String::new();
        for (i, part) in value.split('@').enumerate() {
            let end = part.find([',', ' ', ']', '}']).unwrap_or(part.len());
            let (number, rest) = part.split_at(if i == 0 { 0 } else { end });
            formulas += &if i == 0 {
                rest.to_owned()
            } else {
                format!("\"{number} + 0 * step\"{rest}")
            };
        }
        let found = distance(&formulas, "each_step", trials, *cdf);
        assert!(found < limit, "{formulas}: {found} is more than {limit}");
    }
}

#[test]
fn a_wrong_distribution_is_told_apart() {
    let limit = (libm::log(2.0 / RATE) / 2.0 / 100_000.0).sqrt();
    assert!(
        distance("{ normal = [-2.9, 2] }", "each_step", 100_000, |x| normal(
            (x + 3.0) / 2.0
        )) > limit
    );
    assert!(distance("{ beta = [2, 3.1] }", "each_step", 100_000, |x| beta(x, 2.0, 3.0)) > limit);
}

/// A parameter that reads what was remembered is read at each draw.
#[test]
fn parameters_that_remember_are_no_constants() {
    let text = "contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 4\n[events.coin]\noutcomes = { heads = 1, tails = 1 }\n\
        [quantities.x]\ntiming = \"each_step\"\nvalue = { uniform = [\"if(prev(steps_since(coin == heads) < 1), 10, 0)\", \"if(prev(steps_since(coin == heads) < 1), 11, 1)\"] }\n\
        [questions.high]\nyes = \"(x > 5) == (prev(coin) == heads)\"\nby = 2022-12-31\n";
    let tallies = columns(&plan(text), 8, 0..5_000, 1024);
    let QuestionTally::Yes { yes, by_step, .. } = &tallies.questions[0] else {
        panic!("it is a yes/no question")
    };
    assert_eq!((*yes, by_step[1], by_step[3]), (5_000, 5_000, 5_000));
}
