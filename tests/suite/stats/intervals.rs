//! Intervals against high-precision values and closed forms.

use contingent::stats::{FEWEST_TRIALS, Mean, Proportion, estimate_quantiles, paired_difference, separate_difference};
use contingent::tally::{Histogram, Moments, Paired};
use statrs::distribution::{Binomial, DiscreteCDF};

/// Made with mpmath 1.3 at 40 digits: starts from scipy 1.17's beta quantiles, three Newton steps on the tail
/// by tanh-sinh quadrature.
const CLOPPER_PEARSON: &str = include_str!("../fixtures/clopper_pearson.txt");

#[test]
fn clopper_pearson_agrees_with_forty_digits() {
    let mut seen = 0;
    for line in CLOPPER_PEARSON.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let &[k, n, confidence, low, high] = words.as_slice() else {
            panic!("a short row")
        };
        let number = |word: &str| word.parse::<f64>().expect("a number");
        let count = |word: &str| word.parse::<u64>().expect("a count");
        let found = Proportion::with_confidence(count(k), count(n), number(confidence));
        for (found, expected) in [(found.low, number(low)), (found.high, number(high))] {
            assert!((found / expected - 1.0).abs() < 1e-12, "{line}: {found}");
            // Near 1 the distance from 1 has its own digits, down to those of a float there.
            assert!(
                (found - expected).abs() < 1e-11 * (1.0 - expected) + 2e-16,
                "{line}: {found}"
            );
        }
        seen += 1;
    }
    assert!(seen >= 30);
}

#[test]
fn none_and_all_are_bounded_on_both_sides_alike() {
    let none = Proportion::new(0, 10_000);
    assert_eq!((none.p, none.low), (0.0, 0.0));
    // 1 − 0.025^(1/10000) by mpmath 1.3; 3.69 / n to three digits.
    assert!(
        (none.high / 3.688_199_146_187_623e-4 - 1.0).abs() < 1e-12,
        "{}",
        none.high
    );
    let all = Proportion::new(10_000, 10_000);
    assert_eq!((all.p, all.high), (1.0, 1.0));
    assert!((1.0 - all.low - none.high).abs() < 1e-16);
    let empty = Proportion::new(0, 0);
    assert_eq!((empty.p, empty.low, empty.high), (0.5, 0.0, 1.0));
    assert_eq!(Proportion::new(9, 4), Proportion::new(4, 4));
    assert!(Proportion::new(3, FEWEST_TRIALS - 1).has_too_few_trials());
    assert!(!Proportion::new(3, FEWEST_TRIALS).has_too_few_trials());
    assert_eq!(Proportion::new(50, 100).standard_error(), 0.05);
}

/// Ranks of the interval for a quantile, recovered by counting 1, 2, 3, … so that a value is its rank.
#[test]
fn quantile_ranks_are_the_tightest_exact_ones() {
    for n in [1_u64, 5, 39, 40, 200, 5_000] {
        let mut ranks = Histogram::new();
        (1..=n).for_each(|rank| ranks.add(rank as f64));
        for q in [0.05, 0.25, 0.5, 0.95, 0.999] {
            let hits = Binomial::new(q, n).expect("a probability");
            let fewer = |rank: u64| if rank == 0 { 0.0 } else { hits.cdf(rank - 1) };
            let found = estimate_quantiles(&ranks, &[q])[0].expect("there are values");
            assert_eq!(found.value, (n as f64 * q).ceil());
            // The quantile is below the low end if fewer than that many of n hit it, and so above.
            let low = found.low.map_or(0, |low| low as u64);
            assert!(
                fewer(low) <= 0.025 + 1e-9 && fewer(low + 1) > 0.025,
                "{n} {q} {found:?}"
            );
            let high = found.high.map_or(n + 1, |high| high as u64);
            assert!(1.0 - fewer(high) <= 0.025 + 1e-9, "{n} {q} {found:?}");
            assert!(1.0 - fewer(high - 1) > 0.025, "{n} {q} {found:?}");
        }
    }
}

#[test]
fn quantiles_of_rounded_values_reach_to_the_edges_of_their_bins() {
    let mut rounded = Histogram::new();
    (0..1000).for_each(|_| rounded.add(5.00001));
    let found = estimate_quantiles(&rounded, &[0.5, 1.5])[0].expect("there are values");
    assert_eq!(found.value, 5.0);
    let (low, high) = (found.low.expect("enough"), found.high.expect("enough"));
    assert!(low < 5.0 && 5.0 - low < 5.0 / 8192.0 && high > 5.00001 && high - 5.0 < 5.0 / 8192.0);
    assert!(estimate_quantiles(&rounded, &[1.5])[0].is_none());
    assert!(estimate_quantiles(&Histogram::new(), &[0.5])[0].is_none());
}

#[test]
fn a_mean_has_its_standard_error() {
    let mut moments = Moments::new();
    moments.add_all(&[1.0, 2.0, 3.0, 4.0]);
    let mean = Mean::new(&moments).expect("four values");
    // sd = sqrt(5/3); 1.959964 · sd / 2 by scipy 1.17.
    assert_eq!((mean.n, mean.value), (4, 2.5));
    assert!((mean.sd - 1.290_994_448_735_805_6).abs() < 1e-15);
    assert!(
        (mean.high - 2.5 - 1.265_151_311_881_66).abs() < 1e-9,
        "{}",
        mean.high - 2.5
    );
    assert!((mean.high - 2.5 - (2.5 - mean.low)).abs() < 1e-15);
    moments.add(f64::NAN);
    assert_eq!(Mean::new(&moments), None);
    assert_eq!(Mean::new(&Moments::new()), None);
}

#[test]
fn a_paired_difference_of_no_discordant_trials_is_exactly_nothing() {
    let found = paired_difference(&Paired {
        both: 4_000,
        neither: 6_000,
        ..Paired::default()
    });
    assert_eq!((found.value, found.discordant), (0.0, Some(0)));
    let bound = Proportion::new(0, 10_000).high;
    assert_eq!((found.low, found.high), (-bound, bound));
    assert!(!found.is_visible());
    let empty = paired_difference(&Paired::default());
    assert_eq!((empty.low, empty.high, empty.least_visible), (-1.0, 1.0, 1.0));
}

/// The smallest visible difference is where visibility begins, whatever the discordant trials.
#[test]
fn the_least_visible_difference_is_the_edge_of_visibility() {
    for n in [50_u64, 1_000, 1_000_000] {
        for pairs in [0_u64, 1, 5, 6, 20, 49] {
            let table = |surplus: u64| {
                let pairs = pairs.max(surplus) + (pairs.max(surplus) - surplus) % 2;
                let only_first = (pairs - surplus) / 2;
                let only_second = only_first + surplus;
                Paired {
                    only_first,
                    only_second,
                    both: 0,
                    neither: n - only_first - only_second,
                }
            };
            let same = table(0);
            let least = (paired_difference(&same).least_visible * n as f64).round() as u64;
            // One more or less, because the number of pairs is even or odd as the surplus is.
            assert!(
                !paired_difference(&table(least - 1)).is_visible(),
                "{n} {pairs} {least}"
            );
            assert!(paired_difference(&table(least + 1)).is_visible(), "{n} {pairs} {least}");
        }
    }
}

/// Newcombe's own example, Statistics in Medicine 17 (1998), table II (a): 56/70 − 48/80 gives 0.0524 to
/// 0.3339 by method 10.
#[test]
fn a_difference_of_separate_runs_agrees_with_the_published_example() {
    let (second, first) = (Proportion::new(56, 70), Proportion::new(48, 80));
    let found = separate_difference(&first, &second);
    assert!((found.value - 0.2).abs() < 1e-15);
    assert!(
        (found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5,
        "{found:?}"
    );
    assert!(found.is_visible() && found.discordant.is_none());
    let turned = separate_difference(&second, &first);
    assert!((turned.low + found.high).abs() < 1e-15 && (turned.high + found.low).abs() < 1e-15);
}
