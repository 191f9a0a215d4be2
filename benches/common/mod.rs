//! What benches share: the shipped scenarios, a clock that others on the machine do not slow, and medians.
#![allow(dead_code, reason = "each bench uses some of it")]
#![allow(clippy::disallowed_methods, reason = "benches read the clock")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use contingent::document::Loader;
use contingent::source::{Diagnostics, render_short};
use contingent::study::{Ask, Prepared, prepare};

/// The scenarios of the project.
pub struct Shipped(pub PathBuf);

impl Shipped {
    /// Those beside the sources.
    pub fn here() -> Shipped {
        Shipped(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"))
    }

    /// Those that can be run by themselves: `folder/name.toml`, in order.
    pub fn paths(&self) -> Vec<String> {
        let names = |folder: &Path| -> Vec<String> {
            let entries = std::fs::read_dir(folder).expect("a folder of scenarios");
            entries
                .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
                .collect()
        };
        let mut paths: Vec<String> = Vec::new();
        for folder in names(&self.0) {
            let inside = self.0.join(&folder);
            if inside.is_dir() {
                paths.extend(names(&inside).iter().map(|name| format!("{folder}/{name}")));
            }
        }
        paths.retain(|path| path.ends_with(".toml") && self.load(path).is_ok_and(|text| is_scenario(&text)));
        paths.sort();
        paths
    }

    /// A scenario with something set; none where it cannot be.
    pub fn try_open(&self, path: &str, set: &[String]) -> Result<Prepared, String> {
        let ask = Ask {
            path: path.to_owned(),
            set: set.to_vec(),
            ..Ask::default()
        };
        let mut findings = Diagnostics::default();
        prepare(self, &ask, &mut findings).map_err(|document| render_short(&document.sources, &findings))
    }

    /// A scenario with something set.
    pub fn open(&self, path: &str, set: &[String]) -> Prepared {
        self.try_open(path, set).unwrap_or_else(|why| panic!("{path}: {why}"))
    }
}

impl Loader for Shipped {
    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(path)).map_err(|why| why.to_string())
    }
}

fn is_scenario(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("[scenario]"))
}

/// Seconds that a piece of work takes: those that the processor spends on this thread, where the system tells them, else those that pass.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let (spent, begun) = (spent(), Instant::now());
    work();
    let passed = begun.elapsed().as_secs_f64();
    match (spent, self::spent()) {
        (Some(from), Some(to)) => to - from,
        _ => passed,
    }
}

/// What the processor has spent on this thread (Linux).
fn spent() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds as f64 * 1e-9)
}

/// The middle one of some numbers.
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value with a share of the others below it; NaN of none.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (share * sorted.len() as f64) as usize;
    sorted
        .get(place.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}
