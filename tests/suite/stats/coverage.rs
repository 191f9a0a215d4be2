//! Coverage of intervals by adding up the probabilities of every outcome, without sampling.

use super::enumerate::paired_coverage;
use contingent::stats::{Decision, Looks, Proportion, estimate_quantiles, paired_difference};
use contingent::tally::{Histogram, Paired};
use statrs::distribution::{Binomial, Discrete, Poisson};

#[test]
fn clopper_pearson_never_covers_less_than_it_says() {
    for n in [1_u64, 7, 30, 150] {
        let intervals: Vec<Proportion> = (0..=n).map(|k| Proportion::new(k, n)).collect();
        for step in 1..200 {
            let p = f64::from(step) / 200.0;
            let hits = Binomial::new(p, n).expect("a probability");
            let covered: f64 = intervals
                .iter()
                .filter(|interval| interval.low <= p && p <= interval.high)
                .map(|interval| hits.pmf(interval.k))
                .sum();
            assert!(covered >= 0.95 - 1e-9, "{n} {p}: {covered}");
        }
    }
}

/// The values 1..=n taken as ranks: an interval of ranks covers with a binomial probability.
#[test]
fn quantile_intervals_cover_at_least_95() {
    for n in [60_u64, 400] {
        let mut ranks = Histogram::new();
        (1..=n).for_each(|rank| ranks.add(rank as f64));
        for q in [0.1, 0.5, 0.77] {
            let found = estimate_quantiles(&ranks, &[q])[0].expect("there are values");
            let hits = Binomial::new(q, n).expect("a probability");
            let (low, high) = (found.low.unwrap_or(0.0), found.high.unwrap_or(f64::INFINITY));
            let covered: f64 = (0..=n)
                .filter(|&k| k as f64 >= low && (k as f64) < high)
                .map(|k| hits.pmf(k))
                .sum();
            assert!((0.95..0.99).contains(&covered), "{n} {q}: {covered}");
        }
    }
}

#[test]
fn paired_differences_cover_near_95() {
    let shares = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4];
    let (mut sum, mut points, mut least) = (0.0, 0, 1.0_f64);
    for n in [30, 60, 100] {
        for lost in shares {
            for won in shares {
                let covered = paired_coverage(n, lost, won);
                assert!(covered >= 0.91, "{n} {lost} {won}: {covered}");
                least = least.min(covered);
                sum += covered;
                points += 1;
            }
        }
    }
    let mean = sum / f64::from(points);
    println!("least {least}, mean {mean} of {points}");
    assert!((0.945..=0.965).contains(&mean), "{mean}");
}

/// A million trials with a handful that differ: the two counts are as good as Poisson.
#[test]
fn rare_paired_differences_cover_at_least_91() {
    let n = 1_000_000;
    let means = [0.0, 0.5, 1.0, 2.0, 2.9, 3.6, 3.8, 5.0, 7.0, 12.0, 25.0];
    let (mut least, mut sum, mut points) = (1.0_f64, 0.0, 0);
    for lost in means {
        for won in means {
            let probability = |mean: f64, count: u64| match mean == 0.0 {
                true => f64::from(count == 0),
                false => Poisson::new(mean).expect("a mean").pmf(count),
            };
            let truth = (won - lost) / n as f64;
            let mut covered = 0.0;
            for only_first in 0..70 {
                for only_second in 0..70 {
                    let neither = n - only_first - only_second;
                    let tally = Paired {
                        both: 0,
                        only_first,
                        only_second,
                        neither,
                    };
                    let found = paired_difference(&tally);
                    if found.low <= truth && truth <= found.high {
                        covered += probability(lost, only_first) * probability(won, only_second);
                    }
                }
            }
            assert!(covered >= 0.91, "{lost} {won}: {covered}");
            least = least.min(covered);
            sum += covered;
            points += 1;
        }
    }
    println!("rare: least {least}, mean {}", sum / f64::from(points));
}

/// Runs the looks on every possible count at once: the probability, at the end, of each count at which the run
/// stopped with an interval that holds `p`, and of all stops.
fn stopping_coverage(looks: &Looks, p: f64) -> (f64, f64) {
    let (mut covered, mut stopped) = (0.0, 0.0);
    // The probability of each count among runs that go on.
    let mut going = vec![1.0];
    let mut done = 0;
    for index in 0..looks.count() {
        let look = looks.get(index).expect("within the count");
        let more = look.trials - done;
        done = look.trials;
        let hits = Binomial::new(p, more).expect("a probability");
        let masses: Vec<f64> = (0..=more).map(|k| hits.pmf(k)).collect();
        let mut next = vec![0.0; done as usize + 1];
        for (k, weight) in going.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            for (j, mass) in masses.iter().enumerate() {
                next[k + j] += weight * mass;
            }
        }
        for (k, weight) in next.iter_mut().enumerate() {
            let interval = looks.interval(&look, k as u64, done);
            match looks.decide(&look, &[interval]) {
                Decision::GoOn { .. } => {}
                Decision::Reached { .. } => {
                    stopped += *weight;
                    if interval.low <= p && p <= interval.high {
                        covered += *weight;
                    }
                    *weight = 0.0;
                }
                Decision::OutOfLooks { .. } => panic!("the last look reaches any probability"),
            }
        }
        going = next;
    }
    (covered, stopped)
}

#[test]
fn stopping_when_precise_enough_keeps_its_coverage() {
    let looks = Looks::starting_at(20, 0.05).expect("a half-width");
    assert!(looks.count() >= 6, "{looks:?}");
    for p in [0.001, 0.01, 0.03, 0.08, 0.2, 0.35, 0.5, 0.9, 0.995] {
        let (covered, stopped) = stopping_coverage(&looks, p);
        assert!((stopped - 1.0).abs() < 1e-6, "{p}: {stopped}");
        assert!(covered >= 0.95, "{p}: {covered}");
    }
}

#[test]
fn looks_double_and_share_five_per_cent() {
    let looks = Looks::new(0.001).expect("a half-width");
    let plan: Vec<_> = (0..looks.count()).filter_map(|index| looks.get(index)).collect();
    assert_eq!(plan[0].trials, 10_000);
    assert!(plan.windows(2).all(|pair| pair[1].trials == 2 * pair[0].trials));
    let shares: f64 = plan.iter().map(|look| 1.0 - look.confidence).sum();
    assert!((shares - 0.05).abs() < 1e-12);
    // The last look is the first at which even one half is known so well.
    let last = looks.last();
    let half = |trials| looks.interval(&last, trials / 2, trials).half_width();
    assert!(half(last.trials) <= 0.001 && half(last.trials / 2) > 0.001);
    assert!(looks.get(looks.count()).is_none());
    let wide = [Proportion::new(1, 3), looks.interval(&last, 1, 1_000_000)];
    assert!(matches!(looks.decide(&last, &wide), Decision::OutOfLooks { widest } if widest > 0.3));
    assert!(matches!(looks.decide(&plan[0], &wide), Decision::GoOn { next, .. } if next == plan[1]));
    assert!(Looks::new(0.0).is_err() && Looks::new(0.6).is_err() && Looks::new(f64::NAN).is_err());
    assert_eq!(Looks::new(0.5).expect("a half-width").count(), 1);
}
