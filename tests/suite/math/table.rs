//! Quantile tables: their error bound, their tails, and that columns give the bits of single draws.

use contingent::math::{Distribution, QuantileTable};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// `count` probabilities, half of them spread evenly and half by octaves of either tail.
fn probabilities(count: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(20);
    let mut open = || ((random.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64;
    (0..count)
        .map(|index| match index % 4 {
            0 | 1 => open(),
            2 => (-38.0 * open()).exp2(),
            _ => 1.0 - (-38.0 * open()).exp2(),
        })
        .collect()
}

/// Holds the table between the exact quantiles at two probabilities `2^-bits` of the smaller tail away.
#[track_caller]
fn assert_within(distribution: Distribution, bits: i32) {
    let table = QuantileTable::new(&distribution);
    for u in probabilities(4_000) {
        let reach = u.min(1.0 - u) * (-f64::from(bits)).exp2();
        let (low, high) = (distribution.quantile(u - reach), distribution.quantile(u + reach));
        // Rounding alone may take a flat stretch an ulp outside.
        let slack = 4.0 * f64::EPSILON * high.abs().max(low.abs());
        let found = table.quantile(u);
        assert!(
            found >= low - slack && found <= high + slack,
            "{distribution:?} at {u}: {found} is not in {low}..{high}"
        );
    }
}

#[test]
fn tables_keep_the_fine_bound_for_smooth_distributions() {
    for made in [
        Distribution::uniform(-3.0, 7.0),
        Distribution::triangular(0.2, 0.5, 1.5),
        Distribution::triangular(0.0, 0.0, 1.0),
        Distribution::triangular(0.0, 1.0, 1.0),
        Distribution::normal(2.0, 1.2),
        Distribution::normal(-1e6, 1e-3),
        Distribution::lognormal_from_median(80.0, 0.35),
        Distribution::lognormal_from_median(1.0, 1.0),
        Distribution::beta(1.0, 29.0),
        Distribution::beta(1.0, 1.0),
        Distribution::beta(3.0, 1e5),
        Distribution::pert(2.0, 6.0, 20.0),
        Distribution::pert(0.05, 0.2, 0.6),
        Distribution::pert(0.0, 0.0, 1.0),
        Distribution::interval(0.1, 0.4, 0.9),
    ] {
        assert_within(made.expect("in its domain"), 15);
    }
}

#[test]
fn tables_keep_the_wide_bound_for_all() {
    for made in [
        Distribution::beta(0.05, 0.05),
        Distribution::beta(0.05, 20.0),
        Distribution::beta(1e6, 0.05),
        Distribution::beta(0.5, 0.5),
        Distribution::lognormal_from_median(1.0, 10.0),
        Distribution::interval(1e-6, 1.0 - 1e-6, 0.8),
    ] {
        assert_within(made.expect("in its domain"), 12);
    }
}

#[test]
fn a_column_has_the_bits_of_single_draws() {
    let table = QuantileTable::new(&Distribution::normal(2.0, 1.2).expect("in its domain"));
    for length in [0, 1, 63, 64, 65, 1000, 2048] {
        let u = probabilities(length);
        let mut column = vec![0.0; length];
        table.fill(&u, &mut column);
        for (u, found) in u.iter().zip(column) {
            assert_eq!(found.to_bits(), table.quantile(*u).to_bits(), "at {u} of {length}");
        }
    }
}

#[test]
fn far_tails_are_exact_and_what_is_no_probability_is_nan() {
    let distribution = Distribution::lognormal_from_median(1.0, 2.0).expect("in its domain");
    let table = QuantileTable::new(&distribution);
    for u in [0.0, 1e-300, 1e-16, 7e-6, 1.0 - 7e-6, 1.0 - f64::EPSILON, 1.0] {
        assert_eq!(table.quantile(u), distribution.quantile(u), "at {u}");
    }
    let mut column = [1.0; 5];
    table.fill(&[0.5, f64::NAN, -0.25, 1.5, 0.5], &mut column);
    assert_eq!(column.map(f64::is_nan), [false, true, true, true, false]);
    assert_eq!(column[0], 1.0);
}

/// The interpolation never turns back: a greater probability gives no smaller value.
#[test]
fn tables_are_monotone_across_their_cells() {
    let table = QuantileTable::new(&Distribution::pert(2.0, 6.0, 20.0).expect("in its domain"));
    let mut last = f64::NEG_INFINITY;
    for step in 1..(1 << 18) {
        let value = table.quantile(f64::from(step) / f64::from(1 << 18));
        assert!(value >= last, "at step {step}");
        last = value;
    }
}
