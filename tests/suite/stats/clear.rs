//! Stopping when it is clear: coverage by adding up every path, and what the rule decides.
#![allow(
    clippy::needless_range_loop,
    reason = "counts are places of a table of two dimensions"
)]
use contingent::stats::{Clarity, Going, UntilClear, paired_difference, sequential_difference};
use contingent::tally::Paired;

use super::enumerate::paired_coverage;

fn tally(n: u64, lost: u64, won: u64) -> Paired {
    Paired {
        both: 0,
        only_first: lost,
        only_second: won,
        neither: n - lost - won,
    }
}

/// How the runs of a rule end, over all paths.
struct Ends {
    /// The probability that the interval at the end holds the difference.
    covered: f64,
    /// That a difference is said to be clear, and that it is said to be small.
    clear: f64,
    small: f64,
    /// The trials that a run takes, on average.
    trials: f64,
}

/// What a rule says at each look of each count, worked out once.
struct Table {
    rule: UntilClear,
    looks: Vec<u64>,
    said: Vec<Vec<(f64, f64, Clarity)>>,
}

impl Table {
    fn new(rule: UntilClear) -> Table {
        let (mut looks, mut said) = (vec![rule.first()], Vec::new());
        while let Going::On(next) = rule.decide(looks[looks.len() - 1], &[Clarity::Open]) {
            looks.push(next);
        }
        for n in &looks {
            let mut at = Vec::new();
            for lost in 0..=*n {
                for won in 0..=*n - lost {
                    let (found, clarity) = rule.judge(&tally(*n, lost, won));
                    at.push((found.low, found.high, clarity));
                }
            }
            said.push(at);
        }
        Table { rule, looks, said }
    }

    /// Carries the probability of every pair of counts forward, trial by trial, and takes out what stops.
    fn ends(&self, lost: f64, won: f64) -> Ends {
        let most = *self.looks.last().unwrap() as usize;
        let mut going = vec![vec![0.0; most + 1]; most + 1];
        going[0][0] = 1.0;
        let (truth, mut ends) = (
            won - lost,
            Ends {
                covered: 0.0,
                clear: 0.0,
                small: 0.0,
                trials: 0.0,
            },
        );
        let mut done = 0;
        for (look, said) in self.looks.iter().zip(&self.said) {
            while done < *look {
                let n = done as usize;
                // From the largest counts down, each trial's mass moves once.
                for a in (0..=n).rev() {
                    for b in (0..=n - a).rev() {
                        let mass = std::mem::take(&mut going[a][b]);
                        going[a + 1][b] += mass * lost;
                        going[a][b + 1] += mass * won;
                        going[a][b] += mass * (1.0 - lost - won);
                    }
                }
                done += 1;
            }
            let mut place = 0;
            for a in 0..=*look as usize {
                for b in 0..=*look as usize - a {
                    let (low, high, clarity) = said[place];
                    place += 1;
                    if matches!(self.rule.decide(*look, &[clarity]), Going::On(_)) {
                        continue;
                    }
                    let mass = std::mem::take(&mut going[a][b]);
                    ends.trials += mass * *look as f64;
                    ends.covered += if low <= truth && truth <= high { mass } else { 0.0 };
                    ends.clear += if clarity == Clarity::Clear { mass } else { 0.0 };
                    ends.small += if clarity == Clarity::Small { mass } else { 0.0 };
                }
            }
        }
        ends
    }
}

/// Discordance rates, and how they split.
fn grid() -> Vec<(f64, f64)> {
    let rates = [0.0, 0.02, 0.08, 0.2, 0.5, 1.0];
    let splits = [0.0, 0.1, 0.3, 0.42, 0.5];
    let mut all: Vec<(f64, f64)> = Vec::new();
    for rate in rates {
        all.extend(splits.iter().map(|split| (rate * split, rate * (1.0 - split))));
    }
    all.dedup();
    all
}

#[test]
fn whenever_it_stops_the_interval_covers_at_least_95() {
    // With looks early and late, with and without a smallest difference.
    let rules = [(20, None, 160), (20, Some(0.1), 160), (3, None, 96), (3, Some(0.3), 96)];
    for (first, smallest, budget) in rules {
        let table = Table::new(UntilClear::starting_at(first, smallest, budget).unwrap());
        let mut least = 1.0_f64;
        for (lost, won) in grid() {
            for (lost, won) in [(lost, won), (won, lost)] {
                let ends = table.ends(lost, won);
                assert!(
                    ends.covered >= 0.95,
                    "{first} {smallest:?} {lost} {won}: {}",
                    ends.covered
                );
                least = least.min(ends.covered);
                if lost == won {
                    assert!(ends.clear <= 0.05, "{first} {smallest:?} {lost}: {}", ends.clear);
                }
            }
        }
        println!("first {first}, smallest {smallest:?}: least {least}");
    }
}

/// One that looks after every single trial, the worst that can be done to an interval of a fixed number of trials.
#[test]
fn looking_after_every_trial_keeps_95_and_would_not_with_the_plain_interval() {
    const N: usize = 90;
    let stops = |judge: &dyn Fn(u64, u64, u64) -> bool| {
        let mut going = vec![vec![0.0; N + 2]; N + 2];
        going[0][0] = 1.0;
        let mut stopped = 0.0;
        for n in 0..N {
            for a in (0..=n).rev() {
                for b in (0..=n - a).rev() {
                    let mass = std::mem::take(&mut going[a][b]);
                    going[a + 1][b] += mass * 0.3;
                    going[a][b + 1] += mass * 0.3;
                    going[a][b] += mass * 0.4;
                }
            }
            for a in 0..=n + 1 {
                for b in 0..=n + 1 - a {
                    if going[a][b] > 0.0 && judge(n as u64 + 1, a as u64, b as u64) {
                        stopped += std::mem::take(&mut going[a][b]);
                    }
                }
            }
        }
        stopped
    };
    // Without a difference, how often one is seen.
    let always = stops(&|n, a, b| sequential_difference(&tally(n, a, b)).is_visible());
    let plain = stops(&|n, a, b| paired_difference(&tally(n, a, b)).is_visible());
    println!("always valid {always}, plain {plain}");
    assert!(always <= 0.05, "{always}");
    assert!(plain > 0.1, "the test can fail: {plain}");
}

#[test]
fn what_is_there_is_found_and_what_is_small_is_called_so() {
    let table = Table::new(UntilClear::starting_at(20, Some(0.25), 320).unwrap());
    let large = table.ends(0.05, 0.45);
    assert!(
        large.clear > 0.95 && large.trials < 120.0,
        "{} {}",
        large.clear,
        large.trials
    );
    let none = table.ends(0.02, 0.02);
    assert!(
        none.small > 0.9 && none.trials < 160.0,
        "{} {}",
        none.small,
        none.trials
    );
}

#[test]
fn the_rule_is_what_it_says() {
    let rule = UntilClear::new(Some(0.005), 1_000_000).unwrap();
    assert_eq!(rule.first(), 10_000);
    let (clear, small, open) = (Clarity::Clear, Clarity::Small, Clarity::Open);
    assert_eq!(rule.decide(10_000, &[clear, small]), Going::Enough);
    assert_eq!(rule.decide(10_000, &[clear, open]), Going::On(20_000));
    assert_eq!(rule.decide(640_000, &[open]), Going::On(1_000_000));
    assert_eq!(rule.decide(1_000_000, &[open]), Going::Spent);
    assert_eq!(rule.judge(&tally(1_000_000, 300, 800)).1, clear);
    assert_eq!(rule.judge(&tally(1_000_000, 500, 500)).1, small);
    assert_eq!(rule.judge(&tally(10_000, 500, 520)).1, open);
    assert_eq!(rule.judge(&tally(1_000_000, 0, 0)).1, small);
    for wrong in [0.0, -0.1, 1.5, f64::NAN] {
        assert!(UntilClear::new(Some(wrong), 100).is_err());
    }
    assert_eq!(UntilClear::new(None, 0).unwrap().first(), 1);
    // Wider than one look's interval, but not by much.
    let counts = tally(1_000_000, 4_000, 4_400);
    let (always, once) = (sequential_difference(&counts), paired_difference(&counts));
    let ratio = (always.high - always.low) / (once.high - once.low);
    assert!((1.5..3.0).contains(&ratio), "{ratio}");
    assert!(always.low < once.low && once.high < always.high && always.value == once.value);
    // Turned round, it turns its signs.
    let turned = sequential_difference(&tally(1_000_000, 4_400, 4_000));
    assert!((turned.low + always.high).abs() < 1e-12 && (turned.high + always.low).abs() < 1e-12);
}

/// 2,000 comparisons of a scenario whose difference is known, run by the engine: as many intervals hold it as the enumeration says.
#[test]
fn two_thousand_simulated_comparisons_agree_with_the_enumeration() {
    use crate::engine::scenes::{lockstep, plan, request};
    use contingent::engine::PairTally;
    const N: u64 = 512;
    let text = |p: f64| {
        format!(
            "contingent = 1\n[events.a]\nprobability = {p}\n[events.b]\nprobability = 0.6\n[questions.same]\nyes = \"a == b\"\n"
        )
    };
    // The luck of `a` between 0.3 and 0.36 turns it to yes; then the answer turns to yes where `b` is, else to no.
    let (lost, won) = (0.06 * 0.4, 0.06 * 0.6);
    let (first, second) = (plan(&text(0.3)), plan(&text(0.36)));
    let mut held = 0;
    for seed in 1..=2_000 {
        let outcome = lockstep(&[&first, &second], &request(seed, 0..N, 1, 512)).unwrap();
        let PairTally::Answers(counts) = &outcome.pairs[0].questions[0].1 else {
            panic!("a yes/no question")
        };
        let found = paired_difference(&tally(N, counts[1][0], counts[0][1]));
        held += u64::from(found.low <= won - lost && won - lost <= found.high);
    }
    let expected = paired_coverage(N, lost, won);
    let share = held as f64 / 2_000.0;
    let sd = (expected * (1.0 - expected) / 2_000.0_f64).sqrt();
    println!("simulated {share}, enumerated {expected}");
    assert!((share - expected).abs() < 3.5 * sd, "{share} against {expected}");
}
