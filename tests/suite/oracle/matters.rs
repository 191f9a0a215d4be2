//! Each feature occurs in enough generated scenarios, and matters there.
use super::exact::{Exact, share};
use super::features::all;
use super::generate::{SCENARIOS, features, generate, stripped, text, tree};
use super::hard::generate_hard;
use super::read::read;
use super::{Options, enumerate};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Scenarios in which a feature must move an answer.
const ENOUGH: usize = 30;
/// By how much, in probability.
const POINT: f64 = 0.01;

/// The baseline and every alternative.
fn results(tree: &Table, seed: u64) -> Result<Vec<Exact>, String> {
    let text = text(tree, seed);
    let names = tree
        .get("alternatives")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::keys);
    let mut all = vec![enumerate(&text, &Options::default())?];
    for name in names {
        all.push(enumerate(
            &text,
            &Options {
                alternative: Some(name.clone()),
                ..Options::default()
            },
        )?);
    }
    Ok(all)
}

/// The largest move of any answer.
fn shift(a: &Exact, b: &Exact) -> f64 {
    let mut most = 0.0_f64;
    for (id, left) in &a.questions {
        let Some(right) = b.questions.get(id) else {
            continue;
        };
        for (x, y) in [(&left.answers, &right.answers), (&left.exceeds, &right.exceeds)] {
            for name in x.keys().chain(y.keys()) {
                most = most.max((share(x, name) - share(y, name)).abs());
            }
        }
    }
    most
}

#[test]
fn every_feature_matters_in_thirty_scenarios() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let seeds: Vec<u64> = (0..SCENARIOS).collect();
    for chunk in seeds.chunks(20) {
        let settled: BTreeSet<&str> = counts
            .iter()
            .filter(|(_, c)| c.1 >= ENOUGH)
            .map(|(name, _)| *name)
            .collect();
        let found: Vec<(&str, bool)> = chunk
            .par_iter()
            .flat_map_iter(|seed| {
                let whole = tree(*seed);
                let full = match results(&whole, *seed) {
                    Ok(full) => full,
                    Err(problem) => panic!("seed {seed}: {problem}\n{}", generate(*seed)),
                };
                let mut found = Vec::new();
                for feature in all().into_iter().filter(|f| !settled.contains(f.name)) {
                    if let Some(less) = stripped(&whole, feature) {
                        let moved = results(&less, *seed)
                            .is_ok_and(|less| full.iter().zip(&less).any(|(a, b)| shift(a, b) > POINT));
                        found.push((feature.name, moved));
                    }
                }
                found
            })
            .collect();
        for (name, moved) in found {
            let count = counts.entry(name).or_default();
            count.0 += 1;
            count.1 += usize::from(moved);
        }
    }
    let mut rare: Vec<String> = Vec::new();
    for feature in all() {
        let (there, moved) = counts.get(feature.name).copied().unwrap_or_default();
        if moved < ENOUGH {
            rare.push(format!("{}: there in {there}, matters in {moved}", feature.name));
        }
    }
    assert!(rare.is_empty(), "too rare:\n{}", rare.join("\n"));
}

#[test]
fn large_scenarios_can_be_read() {
    for seed in 0..60 {
        let text = generate_hard(seed);
        if let Err(problem) = read(&text, &Options::default()) {
            panic!("seed {seed}: {problem}\n{text}");
        }
    }
}

#[test]
fn a_scenario_is_the_same_whenever_it_is_generated() {
    for seed in [0, 7, 311] {
        assert_eq!(generate(seed), generate(seed));
        assert!(!features(seed).is_empty());
    }
}
