//! Every shipped scenario as the program runs it: a million trials on two cores, with all pictures, tables and the page, into a folder that is
//! removed afterwards. Prints how long each took, and all of them. `cargo bench --bench library -- belarus-2024` runs some.
#![allow(clippy::disallowed_methods, reason = "benches read the clock")]
mod common;

use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use common::Shipped;

/// What all of them may take, in seconds.
const MOST: f64 = 120.0;

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let shipped = Shipped::here();
    let folder = tempfile::tempdir().expect("a folder for the records");
    let begun = Instant::now();
    let mut count = 0;
    for path in shipped.paths() {
        if only.as_deref().is_some_and(|only| !path.contains(only)) {
            continue;
        }
        let one = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_contingent"))
            .args(["run", "--quiet", "--trials", "1000000", "--threads", "2", "--out"])
            .arg(folder.path())
            .arg(shipped.0.join(&path))
            .stdout(Stdio::null())
            .status();
        match status {
            Ok(status) if status.success() => println!("{path} {:.2} s", one.elapsed().as_secs_f64()),
            Ok(status) => {
                eprintln!("{path}: {status}");
                return ExitCode::FAILURE;
            }
            Err(why) => {
                eprintln!("{path}: {why}");
                return ExitCode::FAILURE;
            }
        }
        count += 1;
    }
    let all = begun.elapsed().as_secs_f64();
    println!("{count} scenarios, a million trials each, with all pictures and pages: {all:.1} s (at most {MOST} s)");
    if all <= MOST {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
