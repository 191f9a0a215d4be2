//! How long the pictures of a run take, from its record, on one core: every SVG and CSV and the page; and each PNG at two pixels for each px.
//! `benches/README.md` says what they may take.
mod common;

use std::hint::black_box;

use common::{Shipped, median, seconds};
use contingent::chart::{Look, figures};
use contingent::record::RunRecord;
use contingent::report::{draw, page};
use contingent::{Options, Scenario};

const PATHS: [&str; 3] = [
    "tutorial/06-alternatives.toml",
    "belarus-2022/involvement.toml",
    "belarus-2024/belarus-2024.toml",
];
const ROUNDS: usize = 7;

fn main() {
    println!("milliseconds of one core, medians of {ROUNDS}");
    println!("scenario | charts | SVG and CSV | page | both | PNG, median | PNG, worst");
    for path in PATHS {
        let record = record(path);
        let look = Look::default();
        let files = || {
            for figure in figures(&record) {
                black_box((figure.svg(&look), figure.csv()));
            }
        };
        let text = || {
            black_box(page(&record, &draw(&record)));
        };
        let [files, text] = [timed(&files), timed(&text)];
        let pictures: Vec<(String, f64)> = figures(&record)
            .iter()
            .map(|figure| (figure.id.clone(), timed(&|| drop(black_box(figure.png(&look, 2.0))))))
            .collect();
        let times: Vec<f64> = pictures.iter().map(|one| one.1).collect();
        let worst = pictures.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let (worst, most) = worst.map_or(("", 0.0), |one| (one.0.as_str(), one.1));
        println!(
            "{path} | {} | {files:.0} | {text:.0} | {:.0} | {:.0} | {most:.0} (`{worst}`)",
            pictures.len(),
            files + text,
            median(&times)
        );
    }
}

fn timed(work: &dyn Fn()) -> f64 {
    let times: Vec<f64> = (0..ROUNDS).map(|_| 1e3 * seconds(work)).collect();
    median(&times)
}

fn record(path: &str) -> RunRecord {
    let scenario = Scenario::load(&Shipped::here(), path, &[]).unwrap_or_else(|why| panic!("{why}"));
    let options = Options {
        trials: 200_000,
        ..Options::default()
    };
    scenario.run(options).unwrap_or_else(|why| panic!("{why}"))
}
