//! Thresholds against exact rational arithmetic (`golden.py`, by Python's fractions) and against shares.
use contingent::draw::{Thresholds, WeightError, choose, cut};
use proptest::prelude::*;

/// Cut through the weights of the last case, whose exponents lie 200 bits apart.
const WIDE: [u128; 4] = [
    0x1999999999999a31,
    0x1999999999999a31,
    0x4cccccccccccce94,
    0x4ccccccccccccea6,
];

/// Weights and their thresholds as `floor(2^64 * sum / total)` in exact fractions.
const EXACT: [(&[f64], &[u128]); 13] = [
    (&[0.3, 1e-17, 0.7], &[0x4cccccccccccccfb, 0x4ccccccccccccdb4]),
    (&[0.3, 0.7, 1e-17], &[0x4cccccccccccccfb, 0xffffffffffffff47]),
    (
        &[0.1, 0.2, 0.3, 0.4],
        &[0x19999999999999cc, 0x4ccccccccccccd66, 0x99999999999998cc],
    ),
    (
        &[1.0, 0.0, 2.0, 0.0],
        &[0x5555555555555555, 0x5555555555555555, 0x10000000000000000],
    ),
    (&[0.0, 5.0], &[0]),
    (&[5e-324, 5e-324], &[0x8000000000000000]),
    (&[f64::MAX, 5e-324, f64::MAX], &[0x7fffffffffffffff, 0x8000000000000000]),
    (&[1e-30, 1.0, 1e30], &[0, 0]),
    (&[0.054, 0.191, 0.755], &[0xdd2f1a9fbe76c79, 0x3eb851eb851eb860]),
    (&[1e-300, 1e-299, 1e-12], &[0, 0]),
    (&[1.0, 1.0, 1.0], &[0x5555555555555555, 0xaaaaaaaaaaaaaaaa]),
    (&[7.0], &[]),
    (&[0.1, 1e-60, 0.2, 1e-18, 0.7], &WIDE),
];

#[test]
fn thresholds_are_exact() {
    for (weights, cuts) in EXACT {
        assert_eq!(cut(weights).unwrap().cuts(), cuts, "{weights:?}");
    }
}

#[test]
fn weights_that_cannot_be_drawn_are_refused() {
    assert_eq!(cut(&[]), Err(WeightError::AllZero));
    assert_eq!(cut(&[0.0, -0.0]), Err(WeightError::AllZero));
    assert_eq!(
        cut(&[0.5, -0.1, f64::NAN]),
        Err(WeightError::Negative { index: 1, value: -0.1 })
    );
    assert!(matches!(
        cut(&[0.5, f64::NAN]),
        Err(WeightError::NotFinite { index: 1, .. })
    ));
    assert_eq!(
        choose(&[f64::INFINITY, 1.0], 0),
        Err(WeightError::NotFinite {
            index: 0,
            value: f64::INFINITY
        })
    );
}

#[test]
fn certain_rows_give_their_state_for_every_word() {
    for states in 1..6 {
        for state in 0..states {
            let row = Thresholds::certain(states, state);
            assert_eq!(row.states(), states);
            for word in [0, 1, 1 << 63, u64::MAX] {
                assert_eq!(row.state(word), state, "{state} of {states}");
            }
        }
    }
    let widened = cut(&[1.0, 3.0]).unwrap().widen(4);
    assert_eq!(
        (0..4).map(|state| widened.share(state)).collect::<Vec<_>>(),
        [1 << 62, 3 << 62, 0, 0]
    );
}

proptest! {
    #![proptest_config(super::fixed())]

    /// Integer weights: the quotient by another route, `u128` alone.
    #[test]
    fn integer_weights_give_exact_quotients(weights in prop::collection::vec(0u64..1 << 53, 1..8)) {
        let total: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        prop_assume!(total > 0);
        let row = cut(&weights.iter().map(|&w| w as f64).collect::<Vec<_>>()).unwrap();
        let mut sum = 0;
        for (j, &weight) in weights[..weights.len() - 1].iter().enumerate() {
            sum += u128::from(weight);
            // sum < 2^56, so the whole and the fractional part of 2^64 sum / total both fit
            let whole = (sum << 64) / total;
            prop_assert_eq!(row.cuts()[j], whole);
        }
    }

    /// Both routes of the division, on the same shares: scaling all weights by a power of two changes nothing, and
    /// an added weight far below 2^-64 of the sum, which forces the wide route, moves a threshold by at most one.
    #[test]
    fn wide_and_narrow_routes_agree(weights in prop::collection::vec(0.0f64..1.0, 2..6), scale in -300i32..300) {
        prop_assume!(weights.iter().any(|&w| w > 1e-6));
        let row = cut(&weights).unwrap();
        let scaled: Vec<f64> = weights.iter().map(|w| w * 2f64.powi(scale)).collect();
        prop_assert_eq!(&cut(&scaled).unwrap(), &row);
        let mut wide = weights.clone();
        wide.push(1e-200);
        let wide = cut(&wide).unwrap();
        for (j, &threshold) in row.cuts().iter().enumerate() {
            prop_assert!(threshold - wide.cuts()[j] <= 1, "{j}: {threshold} {}", wide.cuts()[j]);
        }
    }

    #[test]
    fn shares_are_within_one_of_the_weights_and_zero_stays_zero(
        weights in prop::collection::vec(prop_oneof![Just(0.0), 1e-12f64..1.0, 1e-40f64..1e-20], 1..9),
        word: u64,
    ) {
        prop_assume!(weights.iter().any(|&w| w > 0.0));
        let row = cut(&weights).unwrap();
        let total: f64 = weights.iter().sum();
        prop_assert_eq!((0..row.states()).map(|state| row.share(state)).sum::<u128>(), 1 << 64);
        for (state, &weight) in weights.iter().enumerate() {
            let expected = weight / total * 2f64.powi(64);
            prop_assert!((row.share(state) as f64 - expected).abs() <= 1.0 + expected * 1e-14);
            prop_assert!(weight > 0.0 || row.share(state) == 0);
        }
        let state = row.state(word);
        prop_assert!(weights[state] > 0.0);
        prop_assert_eq!(choose(&weights, word), Ok(state));
    }
}
