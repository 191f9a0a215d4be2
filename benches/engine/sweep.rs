//! A sweep of 101 points of a shipped scenario, its tipping points narrowed, against as many separate runs: what does not depend on the swept
//! value is drawn once.

use std::hint::black_box;

use contingent::engine::{Request, run};
use contingent::plan::reached::{Reached, reached};
use contingent::plan::{Plan, Timing};
use contingent::record::{Made, print_resolved};
use contingent::study::sweep::{Over, Sweep, ready};
use contingent::study::{Ask, Prepared, Sampling, Until, for_charts, sample};

use crate::common::{Shipped, median, seconds};

/// The points of the sweep.
const POINTS: usize = 101;
/// The trials of each. More make the ratio smaller: what is read and planned for each point weighs less.
const TRIALS: u64 = 1 << 17;
const ROUNDS: usize = 5;

/// An assumption, and what it reaches.
struct Reach {
    id: String,
    value: f64,
    /// The share of variables.
    variables: f64,
    /// The share of draws.
    draws: f64,
}

/// Prints for each shipped scenario the assumptions that reach nearly half of its variables.
pub fn list() {
    let shipped = Shipped::here();
    println!("scenario | variables | draws a trial | assumption: the share of variables and of draws that it reaches");
    for path in shipped.paths() {
        let base = shipped.open(&path, &[]);
        let all = reaches(&shipped, &path, &base);
        let near: Vec<String> = halfway(&all)
            .iter()
            .map(|one| format!("`{}`: {:.2}, {:.2}", one.id, one.variables, one.draws))
            .collect();
        let draws: u32 = (0..base.plan.variables.len()).map(|at| draws(&base.plan, at)).sum();
        println!("{path} | {} | {draws} | {}", base.plan.variables.len(), near.join("; "));
    }
}

/// Sweeps scenarios whose path contains this, or those that stand for all.
pub fn sweeps(only: Option<&str>) {
    let shipped = Shipped::here();
    println!("sweeps of {POINTS} points of {TRIALS} trials on one core, medians of {ROUNDS}");
    println!("scenario | assumption | variables, draws reached | of separate runs | of runs with all that charts need");
    for path in shipped.paths() {
        let is_wanted = match only {
            Some(only) => path.contains(only),
            None => path.starts_with("belarus-20"),
        };
        if !is_wanted {
            continue;
        }
        let base = shipped.open(&path, &[]);
        for one in halfway(&reaches(&shipped, &path, &base)) {
            let Some(over) = over(&shipped, &path, one) else {
                continue;
            };
            let ask = Ask {
                path: path.clone(),
                ..Ask::default()
            };
            let (mut plain, mut whole) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let swept = seconds(|| swept(&shipped, &ask, &base, &over));
                // As many runs as there are points, of which a few are timed.
                let few = 5;
                let alone = seconds(|| (0..few).for_each(|_| alone(&shipped, &path)));
                let charted = seconds(|| (0..few).for_each(|_| charted(&shipped, &path)));
                let all = POINTS as f64 / f64::from(few);
                plain.push(swept / (alone * all));
                whole.push(swept / (charted * all));
            }
            println!(
                "{path} | `{}` | {:.2}, {:.2} | {:.3} | {:.3}",
                one.id,
                one.variables,
                one.draws,
                median(&plain),
                median(&whole)
            );
        }
    }
}

fn sampling() -> Sampling {
    Sampling {
        threads: Some(1),
        until: Until::Trials(TRIALS),
        ..Sampling::default()
    }
}

fn swept(shipped: &Shipped, ask: &Ask, prepared: &Prepared, over: &[Over]) {
    let sweep = Sweep {
        loader: shipped,
        ask,
        prepared,
        over,
        sampling: &sampling(),
        trials: TRIALS,
    };
    let resolved = print_resolved(&prepared.document, &prepared.model);
    let record = ready(sweep).and_then(|sweep| sweep.run(&resolved, &(), &(), Made::default));
    black_box(record.unwrap_or_else(|why| panic!("{why:?}")));
}

/// A separate run: read, planned, and its answers counted.
fn alone(shipped: &Shipped, path: &str) {
    let plan = shipped.open(path, &[]).plan;
    let request: Request = sampling().request(0..TRIALS);
    black_box(run(&[&plan], &request, &()).expect("a shipped scenario runs"));
}

/// And one that counts all that charts need.
fn charted(shipped: &Shipped, path: &str) {
    let Prepared { model, plan, asked, .. } = shipped.open(path, &[]);
    let counted = for_charts(&model, &plan, &asked, &sampling());
    black_box(sample(&model, &counted, &sampling(), &()).expect("a shipped scenario runs"));
}

/// An axis over half of the value and more, or less of it where the scenario does not bear so much.
fn over(shipped: &Shipped, path: &str, one: &Reach) -> Option<Vec<Over>> {
    let bears = |value: f64| {
        shipped
            .try_open(path, &[format!("assumptions.{}={value}", one.id)])
            .is_ok()
    };
    let ends = [(0.5, 1.5), (0.5, 1.0), (0.8, 1.0), (1.0, 1.5)];
    let (low, high) = ends
        .into_iter()
        .find(|(low, high)| bears(low * one.value) && bears(high * one.value))?;
    let text = format!(
        "assumptions.{}={}..{}:{POINTS}",
        one.id,
        low * one.value,
        high * one.value
    );
    Some(Over::parse_all(&[text]).unwrap_or_else(|why| panic!("{why}")))
}

/// Of all assumptions the one that reaches the most variables up to a half, and the one that reaches the fewest from a half on.
fn halfway(all: &[Reach]) -> Vec<&Reach> {
    let by = |a: &&Reach, b: &&Reach| a.variables.total_cmp(&b.variables).then(a.draws.total_cmp(&b.draws));
    let below = all.iter().filter(|one| one.variables <= 0.5).max_by(by);
    let above = all.iter().filter(|one| one.variables > 0.5).min_by(by);
    below.into_iter().chain(above).collect()
}

fn reaches(shipped: &Shipped, path: &str, base: &Prepared) -> Vec<Reach> {
    let weights = base.model.expert_weights();
    let mut all = Vec::new();
    for assumption in &base.model.assumptions {
        let Some(value) = assumption.value.point(&weights).filter(|value| *value > 0.0) else {
            continue;
        };
        let id = assumption.name.id.clone();
        let Ok(other) = shipped.try_open(path, &[format!("assumptions.{id}={}", value * 0.9)]) else {
            continue;
        };
        let Some(Reached { variables, .. }) = reached(&base.plan, &other.plan) else {
            continue;
        };
        let marked = variables.iter().filter(|marked| **marked).count();
        let drawn = |only: bool| -> u32 {
            let every = variables.iter().enumerate();
            every
                .filter(|(_, marked)| **marked || !only)
                .map(|(at, _)| draws(&base.plan, at))
                .sum()
        };
        all.push(Reach {
            id,
            value,
            variables: marked as f64 / variables.len() as f64,
            draws: f64::from(drawn(true)) / f64::from(drawn(false).max(1)),
        });
    }
    all
}

/// How often a variable is drawn in a trial, at the most.
fn draws(plan: &Plan, variable: usize) -> u32 {
    match plan.variables[variable].timing {
        Timing::EachStep => plan.steps,
        Timing::Once | Timing::FirstChance => 1,
    }
}
