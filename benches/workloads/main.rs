//! The reference workloads by the engine's kernels, against straight-line scalar loops specialised by hand, taken in
//! turn in one process. Checks that both give the same shares, then prints the time of a trial and the median of the
//! paired ratios. Arguments choose among the runs by parts of their names, such as `w1` or `V4`.
#![allow(clippy::disallowed_methods, reason = "benches read the clock")]
mod columns;
mod exact;
mod loops;
mod tables;

use contingent::draw::machines;
use pulp::Arch;
use std::hint::black_box;
use std::time::Instant;

const PAIRS: usize = 41;

fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let wanted = |name: &str| asked.iter().all(|part| name.contains(part));
    check();
    for arch in machines() {
        let name = format!("{arch:?}");
        let name = name.split('(').next().unwrap_or_default();
        let (w1, w2) = (format!("w1, {name}"), format!("w2, {name}"));
        if wanted(&w1) {
            let (mut columns, mut random) = (columns::W1::new(arch, 1), loops::Xoshiro::new(1));
            compare(&w1, 1 << 18, |n| columns.run(n), |n| loops::w1(&mut random, n));
        }
        if wanted(&w2) {
            let (mut columns, mut random) = (columns::W2::new(arch, 1), loops::Xoshiro::new(1));
            compare(&w2, 1 << 15, |n| columns.run(n), |n| loops::w2(&mut random, n));
        }
    }
}

/// Both in turn, so that a busy machine slows both alike. The first pair warms up.
fn compare<R>(name: &str, trials: u64, mut columns: impl FnMut(u64) -> R, mut scalar: impl FnMut(u64) -> R) {
    let time = |run: &mut dyn FnMut(u64) -> R| {
        let start = Instant::now();
        black_box(run(trials));
        start.elapsed().as_secs_f64() / trials as f64 * 1e9
    };
    let pairs: Vec<(f64, f64)> = (0..PAIRS)
        .map(|_| (time(&mut columns), time(&mut scalar)))
        .skip(1)
        .collect();
    let median_of = |of: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = pairs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (columns, scalar, ratio) = (median_of(|p| p.0), median_of(|p| p.1), median_of(|p| p.0 / p.1));
    println!("{name:12} columns {columns:7.2} ns a trial, loop {scalar:7.2} ns, ratio {ratio:.3}");
}

/// Holds columns and loops to each other, and the second workload to its exact shares. Six standard errors, over some
/// two thousand comparisons, are exceeded by chance once in a quarter of a million runs, and the seeds are fixed.
fn check() {
    let trials = 1 << 20;
    let (columns, scalar) = (
        columns::W1::new(Arch::new(), 1).run(trials),
        loops::w1(&mut loops::Xoshiro::new(1), trials),
    );
    let counts = |(nodes, outcomes): &([[u64; 4]; 24], [u64; 3])| {
        nodes
            .as_flattened()
            .iter()
            .chain(outcomes)
            .map(|&k| k as f64)
            .collect::<Vec<_>>()
    };
    let (columns, scalar) = (counts(&columns), counts(&scalar));
    let n = trials as f64;
    let mut far: f64 = 0.0;
    for (a, b) in columns.iter().zip(&scalar) {
        let share = (a + b) / (2.0 * n);
        far = far.max((a - b).abs() / (2.0 * n * share * (1.0 - share)).sqrt().max(1.0));
    }
    println!("w1: columns and loop differ by at most {far:.1} standard errors");
    assert!(far < 6.0);

    let exact = exact::w2();
    let (columns, columns_first) = columns::W2::new(Arch::new(), 1).run(trials);
    let (scalar, scalar_first) = loops::w2(&mut loops::Xoshiro::new(1), trials);
    for (name, counts, first) in [("columns", columns, columns_first), ("loop", scalar, scalar_first)] {
        let mut far: f64 = 0.0;
        let mut hold = |k: u64, share: f64| {
            far = far.max((k as f64 - n * share).abs() / (n * share * (1.0 - share)).sqrt().max(1.0));
        };
        for (step, (counts, exact)) in counts.iter().zip(&exact).enumerate() {
            for (&k, &share) in counts.as_flattened().iter().zip(exact.as_flattened()) {
                hold(k, share);
            }
            // m9 = 1 stays, so that its first steps add up to its share
            hold(first[..=step].iter().sum(), exact[9][1]);
        }
        println!("w2: {name} and exact shares differ by at most {far:.1} standard errors");
        assert!(far < 6.0);
    }
}
