//! Both engines against the oracle: every share, answer, first step and threshold of all generated scenarios.
//!
//! A right engine fails one of these tests with a probability of at most [`RATE`], once for all, since seeds are fixed.
use super::chance::Differences;
use super::scenes::{Scene, columns, scenes};
use crate::oracle::exact::{Answers, Exact, Shares, share};
use crate::oracle::generate::{SCENARIOS, generate};
use crate::oracle::{Options, enumerate};
use contingent::engine::reference::count;
use contingent::engine::{NumberTally, QuestionTally, Tallies};
use contingent::plan::{Asked, Plan};
use rayon::prelude::*;

/// The probability with which chance alone fails a test.
const RATE: f64 = 1e-6;
/// Trials of the reference interpreter.
const FEW: u64 = 256;
/// Trials of the column engine.
const MANY: u64 = 40_960;

/// In parts, so that they run beside other tests.
#[test]
fn both_engines_agree_on_generated_scenarios_first_part() {
    part(0);
}

#[test]
fn both_engines_agree_on_generated_scenarios_second_part() {
    part(1);
}

#[test]
fn both_engines_agree_on_generated_scenarios_third_part() {
    part(2);
}

#[test]
fn both_engines_agree_on_generated_scenarios_last_part() {
    part(3);
}

fn part(part: u64) {
    let seeds: Vec<u64> = (part..SCENARIOS).step_by(4).collect();
    let all = seeds.into_par_iter().map(|seed| one(&generate(seed), seed));
    let all = all.reduce(Differences::default, |mut a, b| {
        a.merge(b);
        a
    });
    all.settle(RATE);
}

/// What the generator seldom or never writes.
const RARE: &[&str] = &[
    // A branch that is final holds whatever the timing.
    "[events.a]\ntiming = \"first_chance\"\nwhen = \"b\"\ninitial = { x = 1, y = 2 }\noutcomes = { x = 1, y = 1, z = 3 }\nfinal = [\"y\"]\n\
     [events.b]\nprobability = 0.5\n",
    "[events.a]\ntiming = \"once\"\ninitial = { x = 1, y = 2 }\noutcomes = { x = 1, y = 1, z = 3 }\nfinal = [\"y\"]\n",
    "[events.a]\ntiming = \"once\"\nwhen = \"b\"\nidle = \"x\"\ninitial = { x = 1, y = 2 }\noutcomes = { x = 1, y = 1, z = 3 }\nfinal = [\"y\"]\n\
     [events.b]\ntiming = \"once\"\nprobability = 0.5\n[alternatives.z]\ndo = { a = \"z\" }\n",
    "[events.a]\ntiming = \"first_chance\"\nwhen = \"b\"\nprobability = 0.6\nfinal = [\"no\"]\n[events.b]\nprobability = 0.5\n\
     [alternatives.a]\ndo = { a = { is = true, from = 2022-11-01, until = 2022-11-30 } }\n",
];

#[test]
fn both_engines_agree_on_rare_combinations() {
    let mut all = Differences::default();
    for (seed, text) in (0..).zip(RARE) {
        let head = "contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 3\n[questions.drawn]\nyes = \"drawn(a)\"\n\
             [questions.changed]\nyes = \"prev(a) != a\"\n";
        all.merge(one(&format!("{head}{text}"), seed));
    }
    all.settle(RATE);
}

fn one(text: &str, seed: u64) -> Differences {
    let mut differences = Differences::default();
    for scene in scenes(text) {
        let options = Options {
            alternative: scene.alternative.clone(),
            ..Options::default()
        };
        let name = format!("scenario {seed} {}", scene.alternative.as_deref().unwrap_or(""));
        let exact = enumerate(text, &options).unwrap_or_else(|problem| panic!("{name}: {problem}\n{text}"));
        let few = count(&scene.plan, seed, 0..FEW).unwrap_or_else(|fault| panic!("{name}: {fault:?}\n{text}"));
        compare(
            &scene,
            &few,
            &exact,
            &format!("{name} trial by trial"),
            &mut differences,
        );
        let many = columns(&scene.plan, seed, 0..MANY, 2048);
        compare(&scene, &many, &exact, &format!("{name} in columns"), &mut differences);
    }
    differences
}

/// Compares everything that was counted with its exact share.
pub fn compare(scene: &Scene, tallies: &Tallies, exact: &Exact, name: &str, differences: &mut Differences) {
    let plan = &scene.plan;
    let n = tallies.kept;
    differences.count(n, tallies.run, exact.given, || format!("{name}, kept by given"));
    differences.count(tallies.forced, n, exact.replaced, || format!("{name}, replaced"));
    for (variable, tally) in plan.variables.iter().zip(&tallies.variables) {
        let times = std::iter::once(&tally.initial).chain(&tally.by_step);
        let shares = &exact.variables[&variable.id];
        assert_eq!(shares.len(), tally.by_step.len() + 1);
        for (step, (counts, shares)) in times.zip(shares).enumerate() {
            let names = variable.branches.iter().map(String::as_str).chain(["undrawn"]);
            each(
                names,
                counts,
                n,
                shares,
                |branch| format!("{name}, {} is {branch} at {step}", variable.id),
                differences,
            );
        }
    }
    for (quantity, tally) in plan.quantities.iter().zip(&tallies.quantities) {
        let means = &exact.quantities[&quantity.id];
        let times = std::iter::once(tally.initial.as_ref()).chain(tally.by_step.iter().map(Some));
        for (step, (tally, expected)) in times.zip(means).enumerate() {
            let told = || format!("{name}, {} at {step}", quantity.id);
            match (tally, expected) {
                (Some(tally), Some(expected)) => mean(tally, *expected, told, differences),
                (None, None) => {}
                _ => panic!("{}: one of the two has a value", told()),
            }
        }
    }
    for (i, (question, tally)) in plan.questions.iter().zip(&tallies.questions).enumerate() {
        let answers = &exact.questions[&question.id];
        let name = format!("{name}, question {}", question.id);
        compare_question(plan, i, &scene.answers[i], tally, n, answers, &name, differences);
    }
}

#[allow(clippy::too_many_arguments)]
fn compare_question(
    plan: &Plan,
    i: usize,
    names: &[String],
    tally: &QuestionTally,
    n: u64,
    exact: &Answers,
    name: &str,
    differences: &mut Differences,
) {
    match tally {
        QuestionTally::Yes {
            yes,
            initial,
            by_step,
            first,
        } => {
            differences.count(*yes, n, share(&exact.answers, "yes"), || name.to_owned());
            if let Some(initial) = initial {
                differences.count(*initial, n, share(&exact.by_step[0], "yes"), || {
                    format!("{name} before step 1")
                });
            }
            for (step, k) in by_step.iter().enumerate() {
                differences.count(*k, n, share(&exact.by_step[step + 1], "yes"), || {
                    format!("{name} at {}", step + 1)
                });
            }
            for (step, k) in first.iter().enumerate() {
                let step = (step + 1).to_string();
                differences.count(*k, n, share(&exact.first_step, &step), || {
                    format!("{name} first at {step}")
                });
            }
        }
        QuestionTally::Cases {
            answers,
            initial,
            by_step,
        } => {
            let names = || names.iter().map(String::as_str);
            each(
                names(),
                answers,
                n,
                &exact.answers,
                |answer| format!("{name} {answer}"),
                differences,
            );
            if let Some(initial) = initial {
                each(
                    names(),
                    initial,
                    n,
                    &exact.by_step[0],
                    |answer| format!("{name} {answer} before step 1"),
                    differences,
                );
            }
            for (step, counts) in by_step.iter().enumerate() {
                let told = |answer: &str| format!("{name} {answer} at {}", step + 1);
                each(names(), counts, n, &exact.by_step[step + 1], told, differences);
            }
        }
        QuestionTally::Number {
            value,
            exceeds,
            initial,
            by_step,
        } => {
            let Asked::Number { thresholds, .. } = &plan.questions[i].asked else {
                panic!("{name} asks for a number")
            };
            for (threshold, k) in thresholds.iter().zip(exceeds) {
                let p = share(&exact.exceeds, &threshold.to_string());
                differences.count(*k, n, p, || format!("{name} > {threshold}"));
            }
            values(value, exact, n, name, differences);
            let times = std::iter::once(initial.as_ref()).chain(by_step.iter().map(Some));
            for (step, tally) in times.enumerate() {
                if let Some(tally) = tally {
                    mean(
                        tally,
                        share(&exact.by_step[step], "mean"),
                        || format!("{name} at {step}"),
                        differences,
                    );
                }
            }
        }
    }
}

fn each<'a>(
    names: impl Iterator<Item = &'a str>,
    counts: &[u64],
    n: u64,
    shares: &Shares,
    told: impl Fn(&str) -> String,
    differences: &mut Differences,
) {
    let names: Vec<&str> = names.collect();
    assert_eq!(names.len(), counts.len());
    assert_eq!(counts.iter().sum::<u64>(), n, "{}", told("any"));
    for (name, k) in names.iter().zip(counts) {
        differences.count(*k, n, share(shares, name), || told(name));
    }
}

/// The distribution function between any two values of a number.
fn values(tally: &NumberTally, exact: &Answers, n: u64, name: &str, differences: &mut Differences) {
    assert_eq!(tally.histogram.total(), n);
    let mut below = 0.0;
    for pair in exact.values.windows(2) {
        below += pair[0].1;
        // Values closer than the histogram's bins are not told apart.
        if (pair[1].0 - pair[0].0).abs() > 1e-3 * (pair[0].0.abs() + pair[1].0.abs()) {
            let middle = (pair[0].0 + pair[1].0) / 2.0;
            let k = tally
                .histogram
                .bins()
                .filter(|(bin, _)| bin.value < middle)
                .map(|(_, count)| count)
                .sum();
            differences.count(k, n, below, || format!("{name} < {middle}"));
        }
    }
    mean(tally, exact.mean, || name.to_owned(), differences);
}

fn mean(tally: &NumberTally, expected: f64, told: impl FnOnce() -> String, differences: &mut Differences) {
    let (Some(found), Some(variance)) = (tally.moments.mean(), tally.moments.variance()) else {
        return;
    };
    let bins: Vec<f64> = tally.histogram.bins().map(|(bin, _)| bin.value).collect();
    let range = bins.last().copied().unwrap_or(0.0) - bins.first().copied().unwrap_or(0.0);
    differences.mean(found, variance, range, tally.moments.count(), expected, told);
}
