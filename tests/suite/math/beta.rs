//! The incomplete beta function and its inverse against 40-digit quadrature.

use contingent::math::{Beta, Tails};

/// Made with mpmath 1.3 at 40 digits: tails of Beta(a, b) by tanh-sinh quadrature of its density outwards
/// from x in steps of standard deviations (large shapes), or by its hypergeometric series (small ones),
/// for x at −6 to 8 standard deviations from the mean; agreed with scipy 1.17 to 1e-8 or better.
const TAILS: &str = include_str!("../fixtures/beta_tails.txt");

struct Row {
    a: f64,
    b: f64,
    x: f64,
    tails: Tails,
}

fn rows() -> Vec<Row> {
    let lines = TAILS.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let numbers: Vec<f64> = line
                .split_whitespace()
                .map(|word| word.parse().expect("a number"))
                .collect();
            let tails = Tails {
                below: numbers[3],
                above: numbers[4],
            };
            Row {
                a: numbers[0],
                b: numbers[1],
                x: numbers[2],
                tails,
            }
        })
        .collect()
}

/// What the documentation of `Beta::tails` promises.
fn promised(a: f64, b: f64) -> f64 {
    if a.max(b) <= 1e5 { 1e-12 } else { 1e-10 }
}

#[test]
fn smaller_tails_keep_their_digits() {
    let rows = rows();
    assert!(rows.len() > 100);
    for Row { a, b, x, tails } in rows {
        let found = Beta::new(a, b).expect("sound shapes").tails(x);
        let (found, expected) = match tails.below < tails.above {
            true => (found.below, tails.below),
            false => (found.above, tails.above),
        };
        let error = (found / expected - 1.0).abs();
        assert!(
            error < promised(a, b),
            "Beta({a}, {b}) at {x}: {found} for {expected}, {error:e}"
        );
    }
}

#[test]
fn quantiles_come_back_to_the_place() {
    for Row { a, b, x, tails } in rows() {
        let beta = Beta::new(a, b).expect("sound shapes");
        let found = beta.quantile_of(tails);
        // An error of the tail moves the quantile by at most this, relative to its spread.
        let sd = (a / (a + b) * (b / (a + b)) / (a + b + 1.0)).sqrt();
        let error = (found - x).abs();
        assert!(
            error < 1e-10 * sd + 4e-16,
            "Beta({a}, {b}) at {x}: {found}, {error:e}"
        );
    }
}
