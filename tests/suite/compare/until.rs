//! `compare --until-clear`: when it stops, that its intervals hold always, that everything else is as over a fixed number of trials.

use std::sync::atomic::{AtomicU64, Ordering};

use contingent::engine::Watch;
use contingent::record::comparison::{ComparisonRecord, Holds, Known, Method, StoppedBecause};
use contingent::stats::{UntilClear, sequential_difference};
use contingent::study::compare::{Compared, Party, Stopped, compare_until_clear};
use contingent::tally::Paired;

use super::{party, sampling, texts};
use crate::record::support::{Texts, ask, prepared};

const BASE: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 3
[events.spark]
probability = 0.2
timing = "once"
[events.fire]
probability = 0.3
[[events.fire.factor]]
if = "spark"
odds = 2
[events.aside]
probability = 0.5
[quantities.loss]
value = { lognormal = { median = 2, sd_log = 0.5 } }
[quantities.cost]
value = "loss * if(fire, 2, 1)"
[questions.burnt]
headline = true
yes = "ever(fire)"
[questions.state]
headline = true
[[questions.state.case]]
id = "bad"
if = "fire and spark"
[[questions.state.case]]
id = "middling"
if = "fire or spark"
[questions.cost]
headline = true
number = "cost"
thresholds = [3]
[questions.elsewhere]
yes = "aside"
"#;

#[track_caller]
fn until(list: &[&str], rule: &UntilClear, threads: usize, watch: &dyn Watch) -> Result<Compared, Stopped> {
    let parties: Vec<Party> = list
        .iter()
        .enumerate()
        .map(|(at, text)| party(&format!("side-{at}"), prepared(&Texts::one(text), &ask("test.toml"))))
        .collect();
    compare_until_clear(&parties, rule, &sampling(threads), &Default::default(), watch)
}

fn rule(first: u64, smallest: Option<f64>, budget: u64) -> UntilClear {
    UntilClear::starting_at(first, smallest, budget).unwrap()
}

/// Nothing may differ but intervals, and what follows from them.
#[track_caller]
fn same_but_intervals(record: &ComparisonRecord, plain: &ComparisonRecord) {
    for (one, two) in record.comparisons.iter().zip(&plain.comparisons) {
        assert_eq!((one.method, one.side), (two.method, two.side));
        assert_eq!(one.changes, two.changes);
        for ((id, a), (other, b)) in one.questions.iter().zip(two.questions.iter()) {
            assert_eq!(id, other);
            for ((answer, a), (_, b)) in a.answers.iter().zip(b.answers.iter()) {
                assert_eq!(
                    (a.p, &a.by_step, &a.partings),
                    (b.p, &b.by_step, &b.partings),
                    "{id}.{answer}"
                );
                let (x, y) = (&a.difference, &b.difference);
                assert_eq!(
                    (x.value, x.gained, x.lost),
                    (y.value, y.gained, y.lost),
                    "{id}.{answer}"
                );
                assert_eq!((x.interval, y.interval), (Holds::Always, Holds::Once));
                assert!(x.low <= y.low && y.high <= x.high, "{id}.{answer}");
                assert!(x.least_visible >= y.least_visible, "{id}.{answer}");
                for step in 0..a.by_step.len() {
                    assert!(a.by_step_low[step] <= b.by_step_low[step] && b.by_step_high[step] <= a.by_step_high[step]);
                }
                // The rows add up to the difference, on the trials that were run.
                if let Some(parts) = &a.partings {
                    let sum = |of: fn(&contingent::record::comparison::PartingRow) -> u64| {
                        Some(parts.rows.iter().map(of).sum::<u64>())
                    };
                    assert_eq!(
                        (sum(|row| row.gained), sum(|row| row.lost)),
                        (x.gained, x.lost),
                        "{id}.{answer}"
                    );
                }
            }
        }
    }
    for (one, two) in record.sides.iter().zip(&plain.sides) {
        assert_eq!(one.run.found.trials, two.run.found.trials);
        assert!(one.run.found.confidence > two.run.found.confidence);
        assert_eq!(one.run.asked, two.run.asked);
        for ((id, a), (_, b)) in one.run.questions.iter().zip(two.run.questions.iter()) {
            assert_eq!(a.title, b.title, "{id}");
        }
    }
}

#[test]
fn it_stops_where_all_is_clear_and_the_rest_is_as_over_so_many_trials() {
    let changed = BASE.replace("probability = 0.3", "probability = 0.33");
    let record = until(&[BASE, &changed], &rule(1_000, None, 1 << 20), 2, &())
        .unwrap()
        .record;
    let stopping = record.stopping.as_ref().unwrap();
    assert_eq!(stopping.why, StoppedBecause::Clear);
    let trials = *stopping.looks.last().unwrap();
    assert!(trials < 1 << 20 && record.complete, "{stopping:?}");
    assert!(
        stopping.looks.windows(2).all(|pair| pair[1] == 2 * pair[0]),
        "{stopping:?}"
    );
    let expected = format!(
        "stopped at {} of at most 1,048,576 trials",
        contingent::stats::print_count(trials)
    );
    assert!(stopping.says.starts_with(&expected), "{}", stopping.says);
    assert_eq!(stopping.confidence, 1.0 - 0.05 / 12.0);
    let plain = texts(&[BASE, &changed], trials, 1).record;
    assert!(plain.stopping.is_none());
    assert_ne!(record.identity, plain.identity);
    same_but_intervals(&record, &plain);
    // Each answer of a headline question decided, and its interval is the one that is valid always; others decide nothing.
    for (id, question) in record.comparisons[0].questions.iter() {
        for (answer, moved) in question.answers.iter() {
            let difference = &moved.difference;
            let (gained, lost) = (difference.gained.unwrap(), difference.lost.unwrap());
            let own = sequential_difference(&Paired {
                both: 0,
                only_first: lost,
                only_second: gained,
                neither: trials - lost - gained,
            });
            assert_eq!((difference.low, difference.high), (own.low, own.high), "{id}.{answer}");
            let known = (id != "elsewhere").then_some(Known::Clear);
            // What takes no case is all the rest here, and has a name that nobody gave it.
            assert_eq!(moved.known, known, "{id}.{answer}");
        }
    }
    // Not one look earlier.
    let earlier = texts(&[BASE, &changed], trials / 2, 1).record;
    let open = earlier.comparisons[0].questions.iter().any(|(id, question)| {
        id != "elsewhere"
            && question.answers.iter().any(|(_, moved)| {
                let (gained, lost) = (moved.difference.gained.unwrap(), moved.difference.lost.unwrap());
                let own = sequential_difference(&Paired {
                    both: 0,
                    only_first: lost,
                    only_second: gained,
                    neither: trials / 2 - lost - gained,
                });
                !own.is_visible()
            })
    });
    assert!(open || stopping.looks.len() == 1, "it could have stopped earlier");
    let (one, two) = (
        until(&[BASE, &changed], &rule(1_000, None, 1 << 20), 1, &())
            .unwrap()
            .record,
        record,
    );
    assert_eq!(one, two, "threads change a result");
}

#[test]
fn a_difference_that_is_too_small_to_matter_ends_it_and_else_the_budget_does() {
    // A difference of some 0.0002.
    let changed = BASE.replace("probability = 0.3", "probability = 0.3003");
    let ended = |smallest| {
        let record = until(&[BASE, &changed], &rule(1_000, smallest, 64_000), 2, &())
            .unwrap()
            .record;
        let known: Vec<Known> = record.comparisons[0]
            .questions
            .iter()
            .flat_map(|(_, question)| {
                question
                    .answers
                    .iter()
                    .filter_map(|(_, moved)| moved.known)
                    .collect::<Vec<_>>()
            })
            .collect();
        (record.stopping.unwrap(), known)
    };
    let (small, known) = ended(Some(0.01));
    assert_eq!(small.why, StoppedBecause::Small);
    assert!(
        small.says.contains("shown to be smaller than 1.0 points"),
        "{}",
        small.says
    );
    assert!(known.iter().all(|known| *known != Known::Open), "{known:?}");
    assert!(*small.looks.last().unwrap() <= 16_000, "{small:?}");
    let (spent, known) = ended(None);
    assert_eq!((spent.why, spent.looks.last()), (StoppedBecause::Budget, Some(&64_000)));
    assert!(known.contains(&Known::Open));
    let open = known.iter().filter(|known| **known == Known::Open).count();
    assert!(
        spent.says.contains(&format!("{open} of {}", known.len())),
        "{}",
        spent.says
    );
}

#[test]
fn what_cannot_differ_keeps_nobody_waiting() {
    // Reaches `elsewhere` alone, which is no headline.
    let aside = BASE.replace("probability = 0.5", "probability = 0.6");
    let record = until(&[BASE, &aside], &rule(1_000, None, 1 << 30), 1, &())
        .unwrap()
        .record;
    let stopping = record.stopping.unwrap();
    assert_eq!((stopping.why, stopping.looks), (StoppedBecause::Same, vec![1_000]));
    // Beside a side that moves things, all are waited for.
    let changed = BASE.replace("probability = 0.3", "probability = 0.4");
    let record = until(&[BASE, &aside, &changed], &rule(1_000, None, 1 << 20), 1, &())
        .unwrap()
        .record;
    assert_eq!(record.stopping.as_ref().unwrap().why, StoppedBecause::Clear);
    let known = |at: usize| {
        record.comparisons[at]
            .questions
            .get("burnt")
            .unwrap()
            .answers
            .get("yes")
            .unwrap()
            .known
    };
    assert_eq!((known(0), known(1)), (Some(Known::Same), Some(Known::Clear)));
}

#[test]
fn conditions_have_intervals_of_their_own() {
    let given = contingent::study::Ask {
        given: vec!["spark".to_owned()],
        ..ask("test.toml")
    };
    let parties = [
        party("all", prepared(&Texts::one(BASE), &ask("test.toml"))),
        party("sparked", prepared(&Texts::one(BASE), &given)),
    ];
    let record = compare_until_clear(
        &parties,
        &rule(500, None, 1 << 20),
        &sampling(2),
        &Default::default(),
        &(),
    )
    .unwrap()
    .record;
    assert_eq!(record.comparisons[0].method, Method::Kept);
    let burnt = &record.comparisons[0]
        .questions
        .get("burnt")
        .unwrap()
        .answers
        .get("yes")
        .unwrap()
        .difference;
    // By hand: the odds of fire a month are 3/7 without a spark, 6/7 with one.
    let ever = |p: f64| 1.0 - (1.0 - p).powi(3);
    let with = ever((6.0 / 7.0) / (1.0 + 6.0 / 7.0));
    let truth = with - (0.2 * with + 0.8 * ever(0.3));
    assert!(
        burnt.low < truth && truth < burnt.high && burnt.visible,
        "{burnt:?} {truth}"
    );
    assert_eq!((burnt.interval, burnt.gained), (Holds::Always, None));
}

/// Stops after so many trials.
struct Stops(AtomicU64, u64);

impl Watch for Stops {
    fn advance(&self, trials: u64) {
        self.0.fetch_add(trials, Ordering::Relaxed);
    }
    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= self.1
    }
}

#[test]
fn stopped_by_hand_it_says_so_and_still_holds() {
    let changed = BASE.replace("probability = 0.3", "probability = 0.3001");
    let watch = Stops(AtomicU64::new(0), 30_000);
    let record = until(&[BASE, &changed], &rule(10_000, None, 1 << 30), 1, &watch)
        .unwrap()
        .record;
    let stopping = record.stopping.as_ref().unwrap();
    assert_eq!(stopping.why, StoppedBecause::Interrupted);
    assert!(!record.complete && !record.sides[0].run.found.complete);
    let trials = record.sides[0].run.found.trials;
    assert!(
        (30_000..200_000).contains(&trials) && stopping.looks.last() == Some(&trials),
        "{stopping:?}"
    );
    let plain = texts(&[BASE, &changed], trials, 1).record;
    for ((_, a), (_, b)) in record.comparisons[0]
        .questions
        .iter()
        .zip(plain.comparisons[0].questions.iter())
    {
        for ((_, a), (_, b)) in a.answers.iter().zip(b.answers.iter()) {
            assert_eq!((a.p, a.difference.gained), (b.p, b.difference.gained));
        }
    }
}

/// 2,000 comparisons run by the engine until they are clear. If one in twenty missed its difference, which is what is allowed, this would fail once in
/// 4,000 times.
#[test]
fn two_thousand_runs_until_clear_hold_the_difference() {
    use crate::engine::scenes::{lockstep, plan, request};
    use contingent::engine::{PairTally, Pairs};
    use contingent::stats::{Clarity, Going};
    let text = |p: f64| {
        format!(
            "contingent = 1\n[events.a]\nprobability = {p}\n[events.b]\nprobability = 0.6\n[questions.same]\nyes = \"a == b\"\n"
        )
    };
    let (mut held, mut stopped, mut false_alarms) = (0, 0, 0);
    for (change, seeds) in [(0.06, 1..=1_000), (0.0, 1_001..=2_000)] {
        let truth = change * 0.6 - change * 0.4;
        // Where nothing is to be seen, both plans still differ: half of the trials turn each way.
        let (first, second) = match change == 0.0 {
            false => (plan(&text(0.3)), plan(&text(0.3 + change))),
            true => (
                plan(&text(0.3).replace("a == b", "b and a").replace("0.6", "0.5")),
                plan(&text(0.3).replace("a == b", "a and not b").replace("0.6", "0.5")),
            ),
        };
        let rule = rule(256, None, 2_048);
        for seed in seeds {
            let (mut done, mut until, mut all) = (0, rule.first(), None::<Pairs>);
            let (found, known) = loop {
                let more = lockstep(&[&first, &second], &request(seed, done..until, 1, 512))
                    .unwrap()
                    .pairs
                    .remove(0);
                match &mut all {
                    None => all = Some(more),
                    Some(all) => all.merge(&more),
                }
                done = until;
                let Some(PairTally::Answers(counts)) = all.as_ref().map(|all| &all.questions[0].1) else {
                    panic!("a yes/no question")
                };
                let (found, known) = rule.judge(&Paired {
                    both: counts[1][1],
                    only_first: counts[1][0],
                    only_second: counts[0][1],
                    neither: counts[0][0],
                });
                match rule.decide(done, &[known]) {
                    Going::On(next) => until = next,
                    _ => break (found, known),
                }
            };
            held += u64::from(found.low <= truth && truth <= found.high);
            stopped += u64::from(known == Clarity::Clear && change > 0.0);
            false_alarms += u64::from(known == Clarity::Clear && change == 0.0);
        }
    }
    println!("held {held} of 2,000; clear {stopped} of 1,000, false alarms {false_alarms} of 1,000");
    assert!(
        held as f64 >= 1_900.0 - 3.5 * (2_000.0_f64 * 0.95 * 0.05).sqrt(),
        "{held}"
    );
    assert!(false_alarms <= 50, "{false_alarms}");
    assert!(stopped > 10, "the test never stops early: {stopped}");
}
