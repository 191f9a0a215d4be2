//! Conditional probabilities beside others: P(a | b) beside P(a), by closed form and by simulated coverage with fixed seeds.

use contingent::record::comparison::Method;
use contingent::stats::{KeptTwice, Proportion, conditional_difference, paired_ratio, separate_ratio};
use contingent::study::compare::{Stopped, compare};
use contingent::study::{Ask, Prepared};

use super::{party, sampling};
use crate::record::support::{Texts, ask, prepared};

/// A generator for tests alone (Vigna's splitmix64).
struct Splitmix(u64);

impl Splitmix {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The whole beside those of its trials in which a condition held.
fn part_of_whole(b_and_a: u64, b_alone: u64, a_alone: u64, neither: u64) -> KeptTwice {
    KeptTwice {
        cells: [[b_and_a, 0, a_alone], [0, b_alone, neither], [0, 0, 0]],
    }
}

#[test]
fn a_part_beside_the_whole_by_closed_form() {
    let tally = part_of_whole(30, 70, 100, 800);
    assert_eq!((tally.first().k, tally.first().n), (130, 1000));
    assert_eq!((tally.second().k, tally.second().n), (30, 100));
    let found = conditional_difference(&tally);
    assert!((found.value - (0.3 - 0.13)).abs() < 1e-15);
    // Var[P(a|b) − P(a)] = p1 q1 / (n π) + p q / n − 2 p1 q1 / n, and n (1 − π)² [p1 q1/π + p0 q0/(1 − π)] + … for independent parts: both by hand.
    let (p1, p, pi, n) = (0.3, 0.13, 0.1, 1000.0_f64);
    let variance = p1 * (1.0 - p1) / (n * pi) + p * (1.0 - p) / n - 2.0 * p1 * (1.0 - p1) / n;
    let half = 1.959_964 * variance.sqrt();
    assert!(
        ((found.high - found.low) / (2.0 * half) - 1.0).abs() < 0.05,
        "{found:?} {half}"
    );
    assert!(found.is_visible());
    // A condition that always holds changes nothing, exactly.
    let all = conditional_difference(&part_of_whole(130, 870, 0, 0));
    assert_eq!((all.value, all.discordant), (0.0, Some(0)));
    assert!(!all.is_visible());
    // Nothing kept says nothing.
    let none = conditional_difference(&part_of_whole(0, 0, 10, 90));
    assert_eq!((none.low, none.high), (-1.0, 1.0));
}

#[test]
fn the_interval_covers() {
    let (mut worst, mut sum, mut cases) = (1.0_f64, 0.0, 0);
    let mut random = Splitmix(7);
    for pi in [0.03, 0.2, 0.6] {
        for (with, without) in [(0.5, 0.5), (0.1, 0.02), (0.9, 0.3), (0.02, 0.05), (0.0, 0.2)] {
            let truth = with - (pi * with + (1.0 - pi) * without);
            let (reps, trials, mut hits) = (1_000, 1_500, 0);
            for _ in 0..reps {
                let mut counts = [0_u64; 4];
                for _ in 0..trials {
                    let kept = random.uniform() < pi;
                    let has = random.uniform() < if kept { with } else { without };
                    counts[usize::from(!kept) * 2 + usize::from(!has)] += 1;
                }
                let found = conditional_difference(&part_of_whole(counts[0], counts[1], counts[2], counts[3]));
                hits += u32::from(found.low <= truth && truth <= found.high);
            }
            let coverage = f64::from(hits) / f64::from(reps);
            worst = worst.min(coverage);
            sum += coverage;
            cases += 1;
        }
    }
    let mean = sum / f64::from(cases);
    // As for all intervals of differences: 91% at the worst, 95% on the whole.
    assert!(
        worst > 0.91 && mean > 0.945 && mean < 0.965,
        "worst {worst}, mean {mean}"
    );
}

#[test]
fn ratios_cover_and_turn_round() {
    let found = paired_ratio(10, 30, 5);
    assert_eq!(found.value, Some(15.0 / 40.0));
    let turned = paired_ratio(10, 5, 30);
    assert!(
        (found.low * turned.high.unwrap() - 1.0).abs() < 1e-12,
        "{found:?} {turned:?}"
    );
    assert!(found.low > 0.1 && found.high.unwrap() < 0.8);
    assert_eq!((paired_ratio(0, 0, 7).value, paired_ratio(0, 0, 7).high), (None, None));
    assert_eq!(paired_ratio(0, 9, 0).low, 0.0);
    let mut random = Splitmix(11);
    // Paired: with the answer in both, in the first only, in the second only.
    for (both, first, second) in [(0.004, 0.004, 0.001), (0.0, 0.006, 0.003), (0.008, 0.0005, 0.002)] {
        let truth = (both + second) / (both + first);
        let (mut paired, mut separate) = (0, 0);
        for _ in 0..500 {
            let mut counts = [0_u64; 3];
            for _ in 0..4_000 {
                let u = random.uniform();
                let place = [both, both + first, both + first + second]
                    .iter()
                    .position(|edge| u < *edge);
                place.into_iter().for_each(|place| counts[place] += 1);
            }
            let hit = |found: contingent::stats::Ratio| {
                u32::from(found.low <= truth && found.high.is_none_or(|high| truth <= high))
            };
            paired += hit(paired_ratio(counts[0], counts[1], counts[2]));
            let one = |k: u64| Proportion::new(k, 4_000);
            separate += hit(separate_ratio(&one(counts[0] + counts[1]), &one(counts[0] + counts[2])));
        }
        assert!(
            paired >= 465 && separate >= 465,
            "{both} {first} {second}: {paired} {separate} of 500"
        );
    }
}

const SEEN: &str = r#"
contingent = 1
[events.storm]
probability = 0.25
[events.barometer]
probability = 0.1
[[events.barometer.factor]]
if = "storm"
odds = 81
[events.harm]
probability = 0.05
[[events.harm.factor]]
if = "storm"
odds = 9
[questions.harmed]
yes = "harm"
[alternatives.seen]
given = "barometer"
[alternatives.done]
do = { barometer = true }
[alternatives.never]
given = "storm and not storm"
"#;

#[track_caller]
fn side(alternative: Option<&str>) -> Prepared {
    let ask = Ask {
        alternative: alternative.map(str::to_owned),
        ..ask("test.toml")
    };
    prepared(&Texts::one(SEEN), &ask)
}

#[test]
fn seeing_is_not_doing() {
    let parties = [
        party("baseline", side(None)),
        party("seen", side(Some("seen"))),
        party("done", side(Some("done"))),
    ];
    let record = compare(&parties, 100_000, &sampling(1), &Default::default(), &())
        .unwrap()
        .record;
    // By hand: P(storm | barometer) = 0.25 · 0.9 / (0.25 · 0.9 + 0.75 · 0.1) = 0.75; harm has odds 9/19 in a storm.
    let (in_storm, otherwise) = ((9.0 / 19.0) / (1.0 + 9.0 / 19.0), 0.05);
    let all = 0.25 * in_storm + 0.75 * otherwise;
    let seen = 0.75 * in_storm + 0.25 * otherwise;
    let moved = |at: usize| {
        record.comparisons[at]
            .questions
            .get("harmed")
            .unwrap()
            .answers
            .get("yes")
            .unwrap()
    };
    assert_eq!(record.comparisons[0].method, Method::Kept);
    let difference = &moved(0).difference;
    assert!(
        difference.low < seen - all && seen - all < difference.high,
        "{difference:?}"
    );
    assert!(difference.visible && difference.high - difference.low < 0.02);
    assert!(
        record
            .notices
            .iter()
            .any(|notice| notice.code == "given" && notice.text.contains("of 100,000 trials"))
    );
    // Forcing a barometer does no harm: not in one trial.
    assert_eq!(record.comparisons[1].method, Method::Paired);
    assert_eq!(
        (moved(1).difference.gained, moved(1).difference.lost),
        (Some(0), Some(0))
    );
    assert!(record.sides[2].run.found.forced.as_ref().unwrap().p > 0.5);
    let pair = record.comparisons[1].seen_and_done.as_ref().unwrap();
    assert_eq!(
        (pair.given.as_str(), pair.forced.as_str()),
        ("barometer", "barometer = yes")
    );
    let answer = pair.answers.get("harmed").unwrap();
    assert!(
        answer.differ && answer.seen.low < seen && seen < answer.seen.high,
        "{answer:?}"
    );
    assert!(answer.done.low < all && all < answer.done.high, "{answer:?}");
}

#[test]
fn too_few_trials_are_an_error_that_says_whose() {
    let parties = [party("baseline", side(None)), party("never", side(Some("never")))];
    match compare(&parties, 1_000, &sampling(1), &Default::default(), &()) {
        Err(Stopped::TooFew(1, 0, 1_000)) => {}
        other => panic!("{other:?}"),
    }
}
