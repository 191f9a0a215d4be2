//! The reference workloads by the engine's kernels, against straight-line scalar loops specialised by hand, taken in
//! turn in one process. Prints the time of a trial and the median of the paired ratios.
mod columns;
mod loops;
mod tables;

use contingent::draw::machines;
use std::hint::black_box;
use std::time::Instant;

const PAIRS: usize = 41;

fn main() {
    let only = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    for arch in machines() {
        let name = format!("{arch:?}");
        let name = name.split('(').next().unwrap_or_default();
        if wanted("w1") {
            let (mut columns, mut random) = (columns::W1::new(arch, 1), loops::Xoshiro::new(1));
            compare(
                &format!("w1, {name}"),
                1 << 18,
                |trials| {
                    black_box(columns.run(trials));
                },
                |trials| {
                    black_box(loops::w1(&mut random, trials));
                },
            );
        }
        if wanted("w2") {
            let (mut columns, mut random) = (columns::W2::new(arch, 1), loops::Xoshiro::new(1));
            compare(
                &format!("w2, {name}"),
                1 << 15,
                |trials| {
                    black_box(columns.run(trials));
                },
                |trials| {
                    black_box(loops::w2(&mut random, trials));
                },
            );
        }
    }
}

/// Both in turn, so that a busy machine slows both alike.
fn compare(name: &str, trials: u64, mut columns: impl FnMut(u64), mut scalar: impl FnMut(u64)) {
    let time = |run: &mut dyn FnMut(u64)| {
        let start = Instant::now();
        run(trials);
        start.elapsed().as_secs_f64() / trials as f64 * 1e9
    };
    let pairs: Vec<(f64, f64)> = (0..PAIRS)
        .map(|_| (time(&mut columns), time(&mut scalar)))
        .skip(1)
        .collect();
    let [columns, scalar, ratio] = [
        median(pairs.iter().map(|pair| pair.0).collect()),
        median(pairs.iter().map(|pair| pair.1).collect()),
        median(pairs.iter().map(|pair| pair.0 / pair.1).collect()),
    ];
    println!("{name:12} columns {columns:7.2} ns a trial, loop {scalar:7.2} ns, ratio {ratio:.3}");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
