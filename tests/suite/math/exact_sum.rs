//! Exact sums and moments against whole-number arithmetic.

use contingent::math::{ExactSum, Moments};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn sum(values: &[f64]) -> f64 {
    let mut sum = ExactSum::new();
    sum.add_all(values);
    sum.total()
}

fn moments(values: &[f64]) -> Moments {
    let mut moments = Moments::new();
    moments.add_all(values);
    moments
}

#[test]
fn nothing_cancels_and_ties_go_to_even() {
    let two53 = 9_007_199_254_740_992.0;
    assert_eq!(sum(&[1e308, 1.0, -1e308]), 1.0);
    assert_eq!(sum(&[1e308, 5e-324, -1e308]), 5e-324);
    assert_eq!(sum(&[0.1; 10]), 1.0);
    assert_eq!(sum(&[two53, 1.0]), two53);
    assert_eq!(sum(&[two53, 1.0, 5e-324]), two53 + 2.0);
    assert_eq!(sum(&[two53, 3.0]), two53 + 4.0);
    assert_eq!(sum(&[-two53, -1.0, -5e-324]), -two53 - 2.0);
    assert_eq!(sum(&[f64::MIN_POSITIVE, -5e-324]), f64::MIN_POSITIVE - 5e-324);
    assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
    assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
    assert_eq!(sum(&[f64::MAX, 2.0_f64.powi(970)]), f64::INFINITY);
    assert_eq!(sum(&[f64::MAX, 2.0_f64.powi(970).next_down()]), f64::MAX);
    assert_eq!(sum(&[]), 0.0);
    assert_eq!(sum(&[-0.0, 0.0]), 0.0);
}

#[test]
fn a_mean_is_rounded_once_and_does_not_overflow() {
    assert_eq!(moments(&[f64::MAX; 3]).mean(), Some(f64::MAX));
    assert_eq!(moments(&[1.0, 2.0, 2.0]).mean(), Some(5.0 / 3.0));
    assert_eq!(moments(&[5e-324, 0.0]).mean(), Some(0.0));
    assert_eq!(moments(&[1.5e-323, 0.0]).mean(), Some(1e-323));
    assert_eq!(moments(&[]).mean(), None);
    assert_eq!(moments(&[1.0]).variance(), None);
}

#[test]
fn a_variance_survives_a_large_mean() {
    let found = moments(&[1e15 + 1.0, 1e15 + 2.0, 1e15 + 3.0, 1e15 + 4.0]).variance();
    assert_eq!(found, Some(5.0 / 3.0));
    assert_eq!(moments(&[0.1; 1000]).variance(), Some(0.0));
    assert_eq!(moments(&[1e-200, -1e-200]).sd(), Some(2.0_f64.sqrt() * 1e-200));
    assert_eq!(moments(&[1e300, -1e300]).variance(), Some(f64::INFINITY));
}

#[test]
fn values_that_are_no_numbers_settle_the_total() {
    assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    assert_eq!(sum(&[f64::NEG_INFINITY, f64::MAX]), f64::NEG_INFINITY);
    assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    assert!(sum(&[f64::NAN]).is_nan());
    assert_eq!(moments(&[1.0, f64::INFINITY]).mean(), Some(f64::INFINITY));
    assert!(moments(&[1.0, f64::INFINITY]).variance().is_some_and(f64::is_nan));
    let mut column = vec![1.0; 3000];
    column[2500] = f64::NEG_INFINITY;
    assert_eq!(moments(&column).mean(), Some(f64::NEG_INFINITY));
    assert_eq!(moments(&column).count(), 3000);
}

#[test]
fn values_that_are_no_numbers_are_merged() {
    for special in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut merged = moments(&[1.0]);
        merged.merge(&moments(&[special, 2.0]));
        assert_eq!(merged, moments(&[1.0, special, 2.0]));
        assert_eq!(merged.total().to_bits(), (special + 0.0).to_bits());
        assert_eq!(merged.count(), 3);
        let mut sum = ExactSum::new();
        sum.add(special);
        let mut whole = ExactSum::new();
        whole.merge(&sum);
        assert_eq!((whole.total().to_bits(), &whole), (sum.total().to_bits(), &sum));
    }
}

/// Whole numbers of up to 53 bits × 2^`power`, so many that they fill a column and more, and both signs.
fn large_numbers(power: i32) -> (Vec<i64>, Vec<f64>) {
    let numbers: Vec<i64> = (0..5000_i64)
        .map(|i| ((1 << 53) - 1 - i * i) * if i % 7 == 0 { -1 } else { 1 })
        .chain([0, 1, -3])
        .collect();
    let scale = 2.0_f64.powi(power);
    let values = numbers.iter().map(|&number| number as f64 * scale).collect();
    (numbers, values)
}

#[test]
fn whole_columns_of_large_numbers_agree_with_whole_numbers() {
    for power in [-500, -60, 0, 400] {
        let (numbers, values) = large_numbers(power);
        let scale = 2.0_f64.powi(power);
        let total: i128 = numbers.iter().map(|&number| i128::from(number)).sum();
        let squares: u128 = numbers
            .iter()
            .map(|&number| u128::from(number.unsigned_abs()).pow(2))
            .sum();
        let found = moments(&values);
        assert_eq!(found.total(), total as f64 * scale);
        // One in seven is negative, so that about half of the squares is left.
        let n = numbers.len() as f64;
        let expected = (squares as f64 - (total as f64 / n) * total as f64) / (n - 1.0);
        let variance = found.variance().expect("many values") / scale / scale;
        assert!((variance / expected - 1.0).abs() < 1e-12, "{variance} {expected}");
        let mut single = Moments::new();
        values.iter().for_each(|&value| single.add(value));
        assert_eq!(single, found);
    }
}

#[test]
fn columns_at_the_ends_of_the_range_are_summed() {
    assert_eq!(moments(&[f64::MAX; 5000]).mean(), Some(f64::MAX));
    assert_eq!(moments(&[-f64::MAX; 5000]).mean(), Some(-f64::MAX));
    for power in [-1022, -1000, -961, -960, -959, -958, 1020] {
        let values: Vec<f64> = (0..3000).map(|i| f64::from(i % 7 - 2) * 2.0_f64.powi(power)).collect();
        let mut single = Moments::new();
        values.iter().for_each(|&value| single.add(value));
        assert_eq!(moments(&values), single);
    }
}

#[test]
fn values_far_smaller_than_the_rest_of_a_column_are_kept() {
    for tiny in [5e-324, 1e-300, 1e-20, 2.0_f64.powi(-63), 2.0_f64.powi(-64)] {
        for every in [2, 3, 50] {
            let mut values: Vec<f64> = (0..2500).map(|i| f64::from(i % 2) + 1.0).collect();
            values.iter_mut().step_by(every).for_each(|value| *value = -tiny);
            values[7] = 0.0;
            let mut single = Moments::new();
            values.iter().for_each(|&value| single.add(value));
            assert_eq!(moments(&values), single);
            // Without the others, nothing but the tiny ones is left.
            let mut left = moments(&values);
            let others: Vec<f64> = values
                .iter()
                .filter(|&&value| value >= 1.0)
                .map(|value| -value)
                .collect();
            left.merge(&moments(&others));
            let count = values.iter().filter(|&&value| value == -tiny).count();
            assert_eq!(left.total(), -tiny * count as f64);
        }
    }
}

/// Any finite float, of any exponent.
fn finite() -> impl Strategy<Value = f64> {
    any::<u64>()
        .prop_map(f64::from_bits)
        .prop_filter("finite", |value| value.is_finite())
}

/// Whole numbers × 2^−20: their sums and squares fit 128 bits.
fn scaled() -> impl Strategy<Value = i64> {
    -(1_i64 << 50)..(1_i64 << 50)
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(2022), ..ProptestConfig::default() })]

    #[test]
    fn sums_agree_with_whole_numbers(numbers in prop::collection::vec(scaled(), 2..200)) {
        let scale = 2.0_f64.powi(-20);
        let values: Vec<f64> = numbers.iter().map(|&number| number as f64 * scale).collect();
        let n = numbers.len() as i128;
        let total: i128 = numbers.iter().map(|&number| i128::from(number)).sum();
        let squares: i128 = numbers.iter().map(|&number| i128::from(number).pow(2)).sum();
        let found = moments(&values);
        // Casting a whole number to a float rounds to nearest, ties to even, as the sum must.
        prop_assert_eq!(found.total(), total as f64 * scale);
        let spread = (n * squares - total * total) as f64 * (scale * scale);
        let expected = spread / (n * (n - 1)) as f64;
        let variance = found.variance().expect("two values");
        prop_assert!((variance - expected).abs() <= 2.0 * f64::EPSILON * expected);
    }

    #[test]
    fn any_split_and_order_gives_the_same(
        values in prop::collection::vec(finite(), 0..3000),
        cuts in prop::collection::vec(0..3000_usize, 0..5),
        turn in any::<bool>(),
    ) {
        let whole = moments(&values);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(values.len())).collect();
        cuts.extend([0, values.len()]);
        cuts.sort_unstable();
        let mut parts: Vec<Moments> = cuts.windows(2).map(|cut| moments(&values[cut[0]..cut[1]])).collect();
        if turn {
            parts.reverse();
        }
        let mut merged = Moments::new();
        parts.iter().for_each(|part| merged.merge(part));
        prop_assert_eq!(&merged, &whole);
        let mut single = Moments::new();
        values.iter().rev().for_each(|&value| single.add(value));
        prop_assert_eq!(&single, &whole);
        let mut sum = ExactSum::new();
        values.iter().for_each(|&value| sum.add(value));
        prop_assert_eq!(sum.total(), whole.total());
    }
}
