//! A sweep of 101 points of a shipped scenario against as many separate runs: what does not depend on the swept value is drawn once.

use std::path::{Path, PathBuf};

use contingent::document::Loader;
use contingent::engine::{Request, Scope, run, run_shared};
use contingent::plan::Plan;
use contingent::plan::reached::reached;
use contingent::source::{Diagnostics, render_short};
use contingent::study::{Ask, Prepared, prepare};

/// The scenarios of the project.
pub struct Shipped(pub PathBuf);

impl Shipped {
    /// Those beside the sources.
    pub fn here() -> Shipped {
        Shipped(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"))
    }

    /// A scenario with something set.
    pub fn open(&self, path: &str, set: &[String]) -> Prepared {
        let ask = Ask {
            path: path.to_owned(),
            set: set.to_vec(),
            ..Ask::default()
        };
        let mut findings = Diagnostics::default();
        match prepare(self, &ask, &mut findings) {
            Ok(prepared) => prepared,
            Err(document) => panic!("{}", render_short(&document.sources, &findings)),
        }
    }
}

impl Loader for Shipped {
    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(path)).map_err(|why| why.to_string())
    }
}

/// The points of the sweep.
const POINTS: usize = 101;

/// The assumption of a scenario that reaches the share of its variables nearest to a half, and that share; with the plans of the sweep.
pub fn halfway(shipped: &Shipped, path: &str) -> Option<(String, f64, Plan, Vec<Plan>)> {
    let base = shipped.open(path, &[]);
    let weights = base.model.expert_weights();
    let mut best: Option<(String, f64, f64)> = None;
    for assumption in &base.model.assumptions {
        let Some(value) = assumption.value.point(&weights).filter(|value| *value > 0.0) else {
            continue;
        };
        let set = |value: f64| format!("assumptions.{}={value}", assumption.name.id);
        let other = shipped.open(path, &[set(value * 0.9)]);
        let Some(found) = reached(&base.plan, &other.plan) else {
            continue;
        };
        let marked = found.variables.iter().filter(|marked| **marked).count();
        let share = marked as f64 / found.variables.len() as f64;
        if best
            .as_ref()
            .is_none_or(|(_, best, _)| (share - 0.5).abs() < (best - 0.5).abs())
        {
            best = Some((assumption.name.id.clone(), share, value));
        }
    }
    let (id, share, value) = best?;
    let plans = (0..POINTS).map(|at| {
        let value = value * (0.8 + 0.2 * at as f64 / (POINTS - 1) as f64);
        shipped.open(path, &[format!("assumptions.{id}={value}")]).plan
    });
    let plans = plans.collect();
    Some((id, share, base.plan, plans))
}

/// Runs all plans apart.
pub fn apart(plans: &[Plan], trials: u64) {
    for plan in plans {
        std::hint::black_box(run(&[plan], &request(trials), &()).expect("a shipped scenario runs"));
    }
}

/// Runs all plans as a sweep does: in groups, with the baseline in each.
pub fn together(base: &Plan, plans: &[Plan], trials: u64) {
    for group in plans.chunks(64) {
        let all: Vec<&Plan> = std::iter::once(base).chain(group).collect();
        let pairs: Vec<(usize, usize)> = (1..group.len()).map(|at| (at, at + 1)).collect();
        let found = run_shared(&all, &pairs, Scope::Questions, &request(trials), &());
        std::hint::black_box(found.expect("a shipped scenario runs"));
    }
}

fn request(trials: u64) -> Request {
    Request {
        seed: 1,
        first: 0,
        trials,
        threads: Some(1),
        batch: 4096,
        memory: 1 << 32,
    }
}
