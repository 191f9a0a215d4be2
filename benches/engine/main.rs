//! The reference workloads as scenarios through the whole engine with all its tallies, against straight-line scalar loops specialised by hand
//! for them, taken in turn in one process. Prints medians of the paired ratios; `benches/README.md` says what they must be.
#![allow(clippy::disallowed_methods, reason = "benches read the clock")]
#[path = "../common/mod.rs"]
mod common;
#[path = "../workloads/loops.rs"]
#[allow(dead_code, reason = "the kernels' bench uses the rest")]
mod loops;
mod scenarios;
mod sweep;
#[path = "../workloads/tables.rs"]
mod tables;
mod third;

use std::hint::black_box;
use std::time::Instant;

use contingent::document::Document;
use contingent::engine::{Request, run};
use contingent::model;
use contingent::plan::{Changes, Plan, lower};

const PAIRS: usize = 31;

fn main() {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    if wanted("w1") {
        let (plan, mut random) = (plan(&scenarios::w1()), loops::Xoshiro::new(1));
        let trials = 1 << 20;
        compare(
            "w1",
            trials,
            || engine(&plan, trials, 1),
            || {
                black_box(loops::w1(&mut random, trials));
            },
        );
        threads("w1", &plan, trials * 4);
    }
    if wanted("w2") {
        let (plan, mut random) = (plan(&scenarios::w2()), loops::Xoshiro::new(1));
        let trials = 1 << 17;
        compare(
            "w2",
            trials,
            || engine(&plan, trials, 1),
            || {
                black_box(loops::w2(&mut random, trials));
            },
        );
        threads("w2", &plan, trials * 4);
    }
    if wanted("w3") {
        let (plan, mut loop_) = (plan(&scenarios::w3()), third::Loop::new(1));
        let trials = 1 << 19;
        compare(
            "w3",
            trials,
            || engine(&plan, trials, 1),
            || {
                black_box(loop_.run(trials));
            },
        );
        threads("w3", &plan, trials * 4);
    }
    match only.as_deref().map(|only| only.split_once(':').unwrap_or((only, ""))) {
        Some(("reach", _)) => sweep::list(),
        Some(("sweep", "")) | None => sweep::sweeps(None),
        Some(("sweep", path)) => sweep::sweeps(Some(path)),
        _ => {}
    }
}

fn plan(text: &str) -> Plan {
    let (document, mut diagnostics) = Document::from_text("bench.toml", text);
    let model = model::read(&document, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        contingent::source::render_short(&document.sources, &diagnostics)
    );
    lower(&model.expect("a workload is a valid scenario"), &Changes::default()).expect("a workload can be planned")
}

fn engine(plan: &Plan, trials: u64, threads: usize) {
    let request = Request {
        seed: 1,
        first: 0,
        trials,
        threads: Some(threads),
        batch: 2048,
        memory: 1 << 30,
    };
    black_box(run(&[plan], &request, &()).expect("a workload runs"));
}

/// One and two threads in turn: how much faster two are.
fn threads(name: &str, plan: &Plan, trials: u64) {
    let ratios = pairs(trials, || engine(plan, trials, 1), || engine(plan, trials, 2));
    println!(
        "{name:4} two threads are {:.2} times one",
        median(ratios.iter().map(|(one, two)| one / two).collect())
    );
}

/// Both in turn, so that a busy machine slows both alike.
fn compare(name: &str, trials: u64, columns: impl FnMut(), scalar: impl FnMut()) {
    let pairs = pairs(trials, columns, scalar);
    let [columns, scalar, ratio] = [
        median(pairs.iter().map(|pair| pair.0).collect()),
        median(pairs.iter().map(|pair| pair.1).collect()),
        median(pairs.iter().map(|pair| pair.0 / pair.1).collect()),
    ];
    println!("{name:4} engine {columns:7.2} ns a trial, loop {scalar:7.2} ns, ratio {ratio:.3}");
}

fn pairs(trials: u64, mut a: impl FnMut(), mut b: impl FnMut()) -> Vec<(f64, f64)> {
    let time = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() / trials as f64 * 1e9
    };
    (0..=PAIRS).map(|_| (time(&mut a), time(&mut b))).skip(1).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
