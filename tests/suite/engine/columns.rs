//! The column engine gives the bits of the reference interpreter, trial by trial.
use super::scenes::{Scene, columns, lockstep, request, scenes};
use crate::oracle::generate::{SCENARIOS, generate};
use crate::oracle::hard::generate_hard;
use contingent::engine::Interruption;
use contingent::engine::reference::{count, count_pairs};
use contingent::plan::Plan;
use rayon::prelude::*;
use std::ops::Range;

/// Large scenarios.
const HARD: u64 = 100;

/// Ranges of trials and the size of batches: most are few trials on both sides of the end of a group of 512, every eighth has several
/// batches; and some far trials.
fn ranges(seed: u64) -> [(Range<u64>, usize); 2] {
    let batch = [512, 1536, 2048, 4096][seed as usize % 4];
    let near = if seed.is_multiple_of(8) {
        300 + seed % 512..1_100
    } else {
        512 - seed % 60..560
    };
    let far = (1 << 33) + 512 * seed + 13 * (seed % 40);
    [(near, if seed.is_multiple_of(16) { 512 } else { batch }), (far..far + 20, batch)]
}

fn same(scene: &Scene, seed: u64, trials: Range<u64>, batch: usize, text: &str) {
    let name = || {
        format!(
            "seed {seed}, {:?}, trials {trials:?}, batches of {batch}\n{text}",
            scene.alternative
        )
    };
    let expected = count(&scene.plan, seed, trials.clone()).unwrap_or_else(|fault| panic!("{fault:?} {}", name()));
    let found = columns(&scene.plan, seed, trials.clone(), batch);
    // Equal tallies of few trials could hide two errors that cancel; the ranges of one trial below could not.
    assert!(found == expected, "{}\n{}", apart(&found, &expected), name());
}

/// The first part in which two tallies differ.
fn apart<T: std::fmt::Debug>(found: &T, expected: &T) -> String {
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    let differing = found
        .lines()
        .zip(expected.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    let Some((line, (a, b))) = differing else {
        return "one is longer".into();
    };
    let before: Vec<&str> = found.lines().take(line).collect();
    let context = before[before.len().saturating_sub(12)..].join("\n");
    format!("{context}\nfound {a}\nexpected {b}")
}

#[test]
fn generated_scenarios_are_counted_alike() {
    (0..SCENARIOS).into_par_iter().for_each(|seed| {
        let text = generate(seed);
        for scene in scenes(&text) {
            for (trials, batch) in ranges(seed) {
                same(&scene, seed, trials, batch, &text);
            }
        }
    });
}

#[test]
fn single_trials_of_generated_scenarios_are_alike() {
    (0..SCENARIOS).into_par_iter().for_each(|seed| {
        let text = generate(seed);
        for scene in scenes(&text) {
            for trial in [seed % 512, 511] {
                same(&scene, seed, trial..trial + 1, 512, &text);
            }
        }
    });
}

#[test]
fn large_scenarios_are_counted_alike() {
    (0..HARD).into_par_iter().for_each(|seed| {
        let text = generate_hard(seed);
        for scene in scenes(&text) {
            let (trials, batch) = match seed % 4 {
                0 => (400..530, 512),
                1 => (500..600, 4096),
                2 => (1500..1600, 1536),
                _ => (5 << 40..(5 << 40) + 100, 2048),
            };
            same(&scene, seed, trials, batch, &text);
            let trial = 512 + seed;
            same(&scene, seed, trial..trial + 1, 512, &text);
        }
    });
}

#[test]
fn several_plans_in_lockstep_are_each_and_pairwise_alike() {
    let several: Vec<u64> = (0..SCENARIOS).step_by(3).collect();
    several
        .into_par_iter()
        .for_each(|seed| paired(&generate(seed), seed, 90));
    (0..20u64)
        .into_par_iter()
        .for_each(|seed| paired(&generate_hard(seed), seed, 60));
}

/// Trials are paired whether or not anything is asked of them.
#[test]
fn plans_without_questions_are_paired() {
    let text = "contingent = 1\n[events.a]\nprobability = 0.5\n[alternatives.some]\ngiven = \"a\"\n";
    paired(text, 1, 600);
    let plans = scenes(text);
    let outcome = lockstep(&[&plans[0].plan, &plans[1].plan], &request(1, 0..1_000, 1, 512));
    let kept = outcome.expect("nothing can fail").pairs[0].kept;
    assert!((400..600).contains(&kept), "{kept}");
}

fn paired(text: &str, seed: u64, trials: u64) {
    let scenes = scenes(text);
    let plans: Vec<&Plan> = scenes.iter().map(|scene| &scene.plan).collect();
    let trials = 1_000 + seed % 50..1_000 + seed % 50 + trials;
    let threads = 1 + seed as usize % 2;
    let outcome = match lockstep(&plans, &request(seed, trials.clone(), threads, 512)) {
        Ok(outcome) => outcome,
        Err(Interruption::Fault(fault)) => panic!("{fault:?}\n{text}"),
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(outcome.finished, trials.end - trials.start);
    for (scene, tallies) in scenes.iter().zip(&outcome.tallies) {
        let alone = count(&scene.plan, seed, trials.clone()).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
        assert!(
            *tallies == alone,
            "seed {seed} {:?}\n{}\n{text}",
            scene.alternative,
            apart(tallies, &alone)
        );
    }
    for (scene, pairs) in scenes[1..].iter().zip(&outcome.pairs) {
        let expected = count_pairs(plans[0], &scene.plan, seed, trials.clone())
            .unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
        assert!(
            *pairs == expected,
            "seed {seed} {:?}\n{}\n{text}",
            scene.alternative,
            apart(pairs, &expected)
        );
    }
}
