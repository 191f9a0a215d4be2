//! Tests of the room `tally`: order statistics, and that merging any split gives the same.
use contingent::tally::{Counts, Exceedances, Histogram, Paired, StepCounts};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn histogram(values: &[f64]) -> Histogram {
    let mut histogram = Histogram::new();
    histogram.add_all(values);
    histogram
}

/// Any float at all, small whole numbers among them.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        (-300_i32..300).prop_map(f64::from),
        (-3.0_f64..3.0).prop_map(f64::exp),
        Just(f64::MAX),
        Just(-5e-324),
    ]
}

/// Cuts a slice at some places and hands the parts over in some order.
fn parts<'a, T>(values: &'a [T], cuts: &[usize], turn: bool) -> Vec<&'a [T]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|&cut| cut.min(values.len())).collect();
    cuts.extend([0, values.len()]);
    cuts.sort_unstable();
    let mut parts: Vec<&[T]> = cuts.windows(2).map(|cut| &values[cut[0]..cut[1]]).collect();
    if turn {
        parts.reverse();
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(2022), ..ProptestConfig::default() })]

    #[test]
    fn an_order_statistic_lies_in_its_bin(
        values in prop::collection::vec(float(), 1..300),
        rank in 1..300_u64,
    ) {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let histogram = histogram(&values);
        prop_assert_eq!(histogram.total(), sorted.len() as u64);
        prop_assert_eq!(histogram.nan(), (values.len() - sorted.len()) as u64);
        let found = histogram.order_statistic(rank);
        match sorted.get(rank as usize - 1) {
            None => prop_assert_eq!(found, None),
            Some(&value) => {
                let bin = found.expect("there are as many values");
                prop_assert!(bin.low <= value && value <= bin.high, "{} in {:?}", value, bin);
                prop_assert!(bin.low <= bin.value && bin.value <= bin.high, "{:?}", bin);
                if value.is_normal() {
                    let error = (bin.value / value - 1.0).abs();
                    prop_assert!(error <= 2.0_f64.powi(-13), "{} stands for {}", bin.value, value);
                }
            }
        }
    }

    #[test]
    fn histograms_of_any_split_are_the_same(
        values in prop::collection::vec(float(), 0..300),
        cuts in prop::collection::vec(0..300_usize, 0..5),
        turn in any::<bool>(),
    ) {
        let mut merged = Histogram::new();
        for part in parts(&values, &cuts, turn) {
            merged.merge(&histogram(part));
        }
        let whole = histogram(&values);
        prop_assert!(merged == whole);
        prop_assert!(merged.bins().eq(whole.bins()));
        let changed = [&values[..], &[7.0]].concat();
        prop_assert!(histogram(&changed) != whole);
    }

    #[test]
    fn counts_of_any_split_are_the_same(
        things in prop::collection::vec((0..3_usize, 0..5_usize), 0..300),
        cuts in prop::collection::vec(0..300_usize, 0..5),
        turn in any::<bool>(),
    ) {
        let count = |things: &[(usize, usize)]| {
            let mut tally = (Counts::new(5), StepCounts::new(3, 5), Paired::default(), Exceedances::new(&[1.0, 3.0]));
            for &(step, index) in things {
                tally.0.add(index);
                tally.1.add(step, index);
                tally.2.add(step == 1, index > 2);
                tally.3.add(index as f64);
            }
            tally
        };
        let whole = count(&things);
        let mut merged = count(&[]);
        for part in parts(&things, &cuts, turn) {
            let part = count(part);
            merged.0.merge(&part.0);
            merged.1.merge(&part.1);
            merged.2.merge(&part.2);
            merged.3.merge(&part.3);
        }
        prop_assert_eq!(&merged, &whole);
        // And they are the counts.
        let times = |what: &dyn Fn(usize, usize) -> bool| {
            things.iter().filter(|&&(step, index)| what(step, index)).count() as u64
        };
        prop_assert_eq!(whole.0.get(4), times(&|_, index| index == 4));
        prop_assert_eq!(whole.0.total(), things.len() as u64);
        prop_assert_eq!(whole.1.row(2)[3], times(&|step, index| step == 2 && index == 3));
        prop_assert_eq!(whole.2.only_second, times(&|step, index| step != 1 && index > 2));
        prop_assert_eq!(whole.2.first(), times(&|step, _| step == 1));
        prop_assert_eq!(whole.2.second(), times(&|_, index| index > 2));
        prop_assert_eq!(whole.2.total(), things.len() as u64);
        let above: Vec<(f64, u64)> = whole.3.iter().collect();
        prop_assert_eq!(above, vec![(1.0, times(&|_, index| index > 1)), (3.0, times(&|_, index| index > 3))]);
    }
}

#[test]
fn whole_numbers_and_short_fractions_are_kept_exactly() {
    let values = [-8192.0, -3.0, -0.0, 0.0, 0.5, 1.0, 4095.5, 8191.0, f64::INFINITY];
    let kept = histogram(&values);
    assert!(kept.is_exact());
    for (rank, value) in values.iter().enumerate() {
        let bin = kept.order_statistic(rank as u64 + 1).expect("as many values");
        assert_eq!(
            (bin.value, bin.value.to_bits() == (-0.0_f64).to_bits()),
            (*value, false)
        );
    }
    assert!(!histogram(&[8193.0]).is_exact());
    assert_eq!(
        kept.order_statistics(&[9, 0, 1, 10])
            .iter()
            .map(Option::is_some)
            .collect::<Vec<_>>(),
        [true, false, true, false]
    );
}

#[test]
fn fewer_digits_make_wider_bins() {
    let mut coarse = Histogram::with_digits(7);
    coarse.add_all(&[100.4, 1000.0, 1003.0]);
    let values: Vec<f64> = coarse.bins().map(|(bin, _)| bin.value).collect();
    assert_eq!(values, [100.5, 1000.0, 1004.0]);
}

#[test]
fn memory_grows_with_powers_of_two_and_has_a_bound() {
    let mut spread = Histogram::new();
    assert!(spread.bytes() < 10_000);
    (-10..10).for_each(|power| spread.add_all(&[2.0_f64.powi(power), -1.1 * 2.0_f64.powi(power)]));
    assert!((330_000..350_000).contains(&spread.bytes()), "{}", spread.bytes());
    let mut widest = Histogram::with_digits(3);
    for power in 0..2047_u64 {
        let value = f64::from_bits(power << 52 | 1 << 50);
        widest.add_all(&[value, -value]);
    }
    assert!(widest.bytes() <= Histogram::most_bytes(3) && widest.bytes() > 70_000);
    assert_eq!(Histogram::most_bytes(12) >> 20, 32);
}

#[test]
fn a_column_counts_as_its_values_do_one_by_one() {
    // Longer than a round, with values that are no numbers in one round and none in the next.
    let mut column: Vec<f64> = (0..1500_i32).map(|i| f64::from(i - 700) * 0.37).collect();
    column.extend([0.0, -0.0, 5e-324, -f64::MAX]);
    column[40] = f64::NAN;
    column[41] = f64::NEG_INFINITY;
    column[42] = f64::INFINITY;
    for digits in [0, 7, 12] {
        let mut whole = Histogram::with_digits(digits);
        whole.add_all(&column);
        let mut single = Histogram::with_digits(digits);
        column.iter().rev().for_each(|&value| single.add(value));
        assert!(whole == single);
        assert_eq!((whole.total(), whole.nan()), (1503, 1));
    }
}

#[test]
fn a_bin_holds_more_than_a_short_counter() {
    let mut by_column = Histogram::new();
    (0..70).for_each(|_| by_column.add_all(&[3.0; 1000]));
    by_column.add_all(&[2.0, 4.0]);
    let mut at_once = Histogram::new();
    at_once.add_many(4.0, 1);
    at_once.add_many(3.0, 70_000);
    at_once.add(2.0);
    let mut merged = Histogram::new();
    merged.add_many(3.0, 40_000);
    let mut other = Histogram::new();
    other.add_all(&[4.0, 2.0]);
    other.add_many(3.0, 30_000);
    merged.merge(&other);
    for found in [&by_column, &at_once, &merged] {
        let bins: Vec<(f64, u64)> = found.bins().map(|(bin, count)| (bin.value, count)).collect();
        assert_eq!(bins, [(2.0, 1), (3.0, 70_000), (4.0, 1)]);
        assert_eq!(found.total(), 70_002);
        let ranks = [1, 2, 70_001, 70_002].map(|rank| found.order_statistic(rank).map(|bin| bin.value));
        assert_eq!(ranks, [Some(2.0), Some(3.0), Some(3.0), Some(4.0)]);
        assert!(*found == merged);
    }
    // One more full turn leaves the counter where it was.
    let before = merged.clone();
    merged.add_many(3.0, 65_536);
    assert!(merged != before);
    merged.merge(&before);
    assert_eq!(merged.total(), 2 * 70_002 + 65_536);
}

#[test]
fn a_step_outside_has_no_counts() {
    let mut counts = StepCounts::new(2, 3);
    counts.add_many(1, 2, 5);
    counts.row_mut(0)[1] = 4;
    assert_eq!(
        (counts.steps(), counts.row(0), counts.row(1)),
        (2, &[0, 4, 0][..], &[0, 0, 5][..])
    );
    assert_eq!((counts.row(2), StepCounts::new(0, 0).steps()), (&[][..], 0));
    assert_eq!(Counts::from(vec![1, 2]).get(2), 0);
}
