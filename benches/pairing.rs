//! How well runs of one seed are paired: every weight of the shipped scenarios is raised by 5%, and the answers that change are counted against
//! the least that must, and the variance of the difference against that of runs of separate luck.
#[path = "engine/sweep.rs"]
#[allow(dead_code, reason = "the engine's bench uses the rest")]
mod sweep;

use contingent::engine::{PairTally, Request, Scope, run_shared};
use contingent::plan::evaluate;
use contingent::plan::{Base, Expr, ExprId, Initial, Plan, Rule, Set, Way, Weight};

const TRIALS: u64 = 1 << 18;
/// Plans that run at a time.
const TOGETHER: usize = 32;
/// Answers that change in fewer trials than this say nothing about a ratio.
const FEWEST: u64 = 100;

fn main() {
    let shipped = sweep::Shipped::here();
    let mut paths: Vec<String> = Vec::new();
    for folder in ["belarus-2022", "belarus-2024"] {
        let entries = std::fs::read_dir(shipped.0.join(folder)).expect("the scenarios are here");
        let names = entries.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
        paths.extend(
            names
                .filter(|name| name.ends_with(".toml"))
                .map(|name| format!("{folder}/{name}")),
        );
    }
    paths.sort();
    let (mut flips, mut gains) = (Vec::new(), Vec::new());
    println!("scenario | weights | answers | flips, median | flips, worst | variance, median | variance, worst");
    for path in &paths {
        let base = shipped.open(path, &[]).plan;
        let others = raised(&base);
        let (mut mine, mut gained) = (Vec::new(), Vec::new());
        for group in others.chunks(TOGETHER) {
            measure(&base, group, &mut mine, &mut gained);
        }
        row(path, others.len(), &mine, &gained);
        flips.extend(mine);
        gains.extend(gained);
    }
    row("all", 0, &flips, &gains);
}

fn row(name: &str, weights: usize, flips: &[f64], gains: &[f64]) {
    let sorted = |list: &[f64]| {
        let mut list = list.to_vec();
        list.sort_by(f64::total_cmp);
        list
    };
    let (flips, gains) = (sorted(flips), sorted(gains));
    if flips.is_empty() {
        return println!("{name} | {weights} | 0");
    }
    println!(
        "{name} | {weights} | {} | {:.2} | {:.2} | {:.0} | {:.1}",
        flips.len(),
        flips[flips.len() / 2],
        flips[flips.len() - 1],
        gains[gains.len() / 2],
        gains[0]
    );
}

/// For each question of each plan, flips over the least possible, and how many times the variance is larger without the pairing.
fn measure(base: &Plan, others: &[Plan], flips: &mut Vec<f64>, gains: &mut Vec<f64>) {
    let plans: Vec<&Plan> = std::iter::once(base).chain(others).collect();
    // A weight whose rise makes probabilities sum to more than 1 is left out by whoever raises it.
    let pairs: Vec<(usize, usize)> = (1..plans.len()).map(|at| (0, at)).collect();
    let request = Request {
        seed: 1,
        first: 0,
        trials: TRIALS,
        threads: None,
        batch: 4096,
        memory: 1 << 32,
    };
    let found = match run_shared(&plans, &pairs, Scope::Questions, &request, &()) {
        Ok(found) => found,
        Err(stopped) if stopped.plan > 0 => {
            // The raised weight cannot be drawn; the others can.
            let rest: Vec<Plan> = others
                .iter()
                .enumerate()
                .filter(|(at, _)| at + 1 != stopped.plan)
                .map(|(_, plan)| plan.clone())
                .collect();
            return measure(base, &rest, flips, gains);
        }
        Err(stopped) => panic!("{stopped:?}"),
    };
    for pair in &found.pairs {
        for (_, tally) in &pair.questions {
            let PairTally::Answers(counts) = tally else { continue };
            let n = pair.kept as f64;
            let first: Vec<u64> = counts.iter().map(|row| row.iter().sum()).collect();
            let second: Vec<u64> = (0..first.len())
                .map(|at| counts.iter().map(|row| row[at]).sum())
                .collect();
            let same: u64 = (0..first.len()).map(|at| counts[at][at]).sum();
            let least = first.iter().zip(&second).map(|(a, b)| a.abs_diff(*b)).sum::<u64>() / 2;
            if least < FEWEST {
                continue;
            }
            flips.push((pair.kept - same) as f64 / least as f64);
            // Of the answer that moves most.
            let at = (0..first.len())
                .max_by_key(|at| first[*at].abs_diff(second[*at]))
                .unwrap_or(0);
            let (a, b, both) = (first[at] as f64 / n, second[at] as f64 / n, counts[at][at] as f64 / n);
            let paired = (a - both) + (b - both) - (b - a) * (b - a);
            gains.push((a * (1.0 - a) + b * (1.0 - b)) / paired);
        }
    }
}

/// The plan with each of its weights, moves and factors raised by 5%, one at a time.
fn raised(plan: &Plan) -> Vec<Plan> {
    let mut all = Vec::new();
    let mut at = 0;
    loop {
        let mut other = plan.clone();
        let mut place = 0;
        let mut done = false;
        for variable in 0..other.variables.len() {
            let mut one = other.variables[variable].clone();
            let mut raise = |id: &mut ExprId| {
                if let Some(value) = constant(plan, *id).filter(|value| *value > 0.0) {
                    if place == at {
                        *id = other.arena.add(Expr::Number(value * 1.05));
                        done = true;
                    }
                    place += 1;
                }
            };
            if let Initial::Random(set) = &mut one.initial {
                weights(set, &mut raise);
            }
            rule(&mut one.rule, &mut raise);
            other.variables[variable] = one;
        }
        if !done {
            return all;
        }
        all.push(other);
        at += 1;
    }
}

fn rule(rule: &mut Rule, raise: &mut dyn FnMut(&mut ExprId)) {
    match &mut rule.base {
        Base::Way(one) => way(one, raise),
        Base::Table { rows, .. } => rows.iter_mut().for_each(|row| weights(&mut row.set, raise)),
    }
    rule.cases.iter_mut().for_each(|case| way(&mut case.way, raise));
    for factor in &mut rule.factors {
        factor.by.iter_mut().for_each(|(_, id)| raise(id));
    }
}

fn way(way: &mut Way, raise: &mut dyn FnMut(&mut ExprId)) {
    match way {
        Way::Set(set) => weights(set, raise),
        Way::Moves { up, down } => {
            raise(up);
            raise(down);
        }
    }
}

fn weights(set: &mut Set, raise: &mut dyn FnMut(&mut ExprId)) {
    for weight in &mut set.weights {
        if let Weight::Amount(id) = weight {
            raise(id);
        }
    }
}

/// The value of an expression that reads nothing of a trial.
fn constant(plan: &Plan, id: ExprId) -> Option<f64> {
    use contingent::engine::sampler::{Nowhere, is_constant};
    is_constant(plan, id)
        .then(|| evaluate::number(plan, id, &Nowhere).ok())
        .flatten()
}
