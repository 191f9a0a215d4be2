//! How well runs of one seed are paired: every weight of the shipped scenarios is raised by 5%, and the answers that change are counted against
//! the least that must, and the variance of the difference against that of runs of separate luck. `docs/method.md` holds what came out.
//!
//! `cargo bench --bench pairing -- belarus-2022` measures some.
mod common;

use common::{Shipped, quantile};
use contingent::engine::{PairTally, Pairs, Request, Scope, run_shared};
use contingent::plan::evaluate;
use contingent::plan::{Base, Expr, ExprId, Initial, Plan, Rule, Set, Target, Way, Weight};

const TRIALS: u64 = 1 << 18;
/// Plans that run at a time.
const TOGETHER: usize = 128;
/// An answer whose probability moves by fewer trials than this says nothing: chance alone moves it as far.
const FEWEST: u64 = 200;
/// How many of the worst are shown.
const SHOWN: usize = 12;

/// A plan with one weight raised, and which.
struct Raised {
    weight: String,
    plan: Plan,
}

/// What one raised weight did to one question.
#[derive(Clone)]
struct Found {
    name: String,
    /// Trials that answer differently, over the least possible: half the sum of what the answers' counts differ by.
    flips: f64,
    /// The variance of the difference with separate luck, over that of the paired one.
    gain: f64,
    /// How far the probabilities move.
    moved: f64,
}

fn main() {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let shipped = Shipped::here();
    let mut all: Vec<Found> = Vec::new();
    println!(
        "scenario | weights | answers moved | trials that change over the least possible: median | 90% | worst | variance without pairing over with: least | 10% | median"
    );
    for path in shipped.paths() {
        if only.as_deref().is_some_and(|only| !path.contains(only)) {
            continue;
        }
        let base = shipped.open(&path, &[]).plan;
        let others = raised(&base);
        let mut mine = Vec::new();
        for group in others.chunks(TOGETHER) {
            measure(&path, &base, &group.iter().collect::<Vec<_>>(), &mut mine);
        }
        row(&path, others.len(), &mine);
        all.extend(mine);
    }
    row("all", 0, &all);
    all.sort_by(|a, b| b.flips.total_cmp(&a.flips));
    println!("\nthe worst");
    for one in all.iter().take(SHOWN) {
        println!(
            "{} | {:.2} | {:.1} | moves by {:.3}%",
            one.name,
            one.flips,
            one.gain,
            100.0 * one.moved
        );
    }
}

fn row(name: &str, weights: usize, found: &[Found]) {
    let flips: Vec<f64> = found.iter().map(|one| one.flips).collect();
    let gains: Vec<f64> = found.iter().map(|one| one.gain).collect();
    let [a, b, c] = [0.5, 0.9, 1.0].map(|share| quantile(&flips, share));
    let [d, e, f] = [0.0, 0.1, 0.5].map(|share| quantile(&gains, share));
    println!(
        "{name} | {weights} | {} | {a:.2} | {b:.2} | {c:.2} | {d:.1} | {e:.0} | {f:.0}",
        found.len()
    );
}

/// Runs plans with raised weights beside the scenario as it stands.
fn measure(path: &str, base: &Plan, others: &[&Raised], all: &mut Vec<Found>) {
    let plans: Vec<&Plan> = std::iter::once(base)
        .chain(others.iter().map(|one| &one.plan))
        .collect();
    let pairs: Vec<(usize, usize)> = (1..plans.len()).map(|at| (0, at)).collect();
    let request = Request {
        seed: 1,
        first: 0,
        trials: TRIALS,
        threads: None,
        batch: 4096,
        memory: 1 << 32,
    };
    let found = match run_shared(&plans, &pairs, Scope::Answers, &request, &()) {
        Ok(found) => found,
        Err(stopped) if stopped.plan > 0 => {
            // The raised weight makes probabilities sum to more than 1; the others can be drawn.
            let rest = others.iter().enumerate().filter(|(at, _)| at + 1 != stopped.plan);
            return measure(path, base, &rest.map(|(_, one)| *one).collect::<Vec<_>>(), all);
        }
        Err(stopped) => panic!("{stopped:?}"),
    };
    for (pair, other) in found.pairs.iter().zip(others) {
        all.extend(compared(path, pair, &other.weight));
    }
}

fn compared(path: &str, pair: &Pairs, weight: &str) -> Vec<Found> {
    let mut all = Vec::new();
    for (question, tally) in &pair.questions {
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
        // Of the answer that moves most.
        let at = (0..first.len())
            .max_by_key(|at| first[*at].abs_diff(second[*at]))
            .unwrap_or(0);
        let (a, b, both) = (first[at] as f64 / n, second[at] as f64 / n, counts[at][at] as f64 / n);
        let paired = (a - both) + (b - both) - (b - a) * (b - a);
        all.push(Found {
            name: format!("{path}: {weight} | {question}"),
            flips: (pair.kept - same) as f64 / least as f64,
            gain: (a * (1.0 - a) + b * (1.0 - b)) / paired,
            moved: least as f64 / n,
        });
    }
    all
}

/// The plan with each of its weights, moves and factors raised by 5%, one at a time.
fn raised(plan: &Plan) -> Vec<Raised> {
    let mut all = Vec::new();
    let mut at = 0;
    loop {
        let mut other = plan.clone();
        let mut place = 0;
        let mut done = None;
        for variable in 0..other.variables.len() {
            let mut one = other.variables[variable].clone();
            let (name, branches) = (one.id.clone(), one.branches.clone());
            let mut raise = |part: &str, branch: Option<usize>, id: &mut ExprId| {
                if let Some(value) = constant(plan, *id).filter(|value| *value > 0.0) {
                    if place == at {
                        *id = other.arena.add(Expr::Number(value * 1.05));
                        let branch = branch.and_then(|at| branches.get(at)).map(String::as_str);
                        done = Some([name.as_str(), part, branch.unwrap_or("")].join(" ").trim().to_owned());
                    }
                    place += 1;
                }
            };
            if let Initial::Random(set) = &mut one.initial {
                weights("before step 1", set, &mut raise);
            }
            rule(&mut one.rule, &mut raise);
            other.variables[variable] = one;
        }
        let Some(weight) = done else {
            return all;
        };
        all.push(Raised { weight, plan: other });
        at += 1;
    }
}

/// What raises a weight: the part of the rule in which it stands, the branch that it is of, and its place.
type Raise<'a> = &'a mut dyn FnMut(&str, Option<usize>, &mut ExprId);

fn rule(rule: &mut Rule, raise: Raise) {
    match &mut rule.base {
        Base::Way(one) => way("", one, raise),
        Base::Table { rows, .. } => {
            for (at, row) in rows.iter_mut().enumerate() {
                weights(&format!("row {}", at + 1), &mut row.set, raise);
            }
        }
    }
    for case in &mut rule.cases {
        way(&format!("case {}", case.name), &mut case.way, raise);
    }
    for factor in &mut rule.factors {
        for (target, id) in &mut factor.by {
            let branch = match target {
                Target::Branch(code) => Some(usize::from(*code)),
                Target::Up | Target::Down => None,
            };
            raise(&format!("factor {}", factor.name), branch, id);
        }
    }
}

fn way(part: &str, way: &mut Way, raise: Raise) {
    match way {
        Way::Set(set) => weights(part, set, raise),
        Way::Moves { up, down } => {
            raise(&format!("{part} up"), None, up);
            raise(&format!("{part} down"), None, down);
        }
    }
}

fn weights(part: &str, set: &mut Set, raise: Raise) {
    for (branch, weight) in set.weights.iter_mut().enumerate() {
        if let Weight::Amount(id) = weight {
            raise(part, Some(branch), id);
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
