//! Golden hashes of the shipped scenarios' results. A change here needs a line in CHANGELOG.md that says why, and a new result version.
//! `UPDATE=1 cargo test --test suite golden` writes the file anew.

use std::path::{Path, PathBuf};

use contingent::api::{Options, Scenario};
use contingent::document::Loader;
use sha2::{Digest, Sha256};

struct Shelf(PathBuf);

impl Loader for Shelf {
    fn load(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(path)).map_err(|why| why.to_string())
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Every shipped file with a `[scenario]`, by its path below the library's root.
fn shipped() -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = std::fs::read_to_string(&path).unwrap();
                if text.lines().any(|line| line == "[scenario]") {
                    found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
    }
    found.sort();
    found
}

/// SHA-256 of everything in the record that does not depend on when it was made.
fn hash(path: &str, threads: usize) -> String {
    let scenario = Scenario::load(&Shelf(root()), path, &[]).unwrap_or_else(|why| panic!("{path}: {why}"));
    let options = Options {
        trials: 10_000,
        threads: Some(threads),
        ..Options::default()
    };
    let record = scenario.run(options).unwrap_or_else(|why| panic!("{path}: {why}"));
    let mut value = serde_json::to_value(&record).expect("a record is JSON");
    value
        .as_object_mut()
        .unwrap()
        .remove("made")
        .expect("a record says when it was made");
    let digest = Sha256::digest(value.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn results_of_shipped_scenarios_are_the_same_bytes_on_any_number_of_threads_and_as_ever() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/golden.txt");
    let mut lines = String::new();
    for path in shipped() {
        let one = hash(&path, 1);
        for threads in [2, 7] {
            assert_eq!(one, hash(&path, threads), "{path} with {threads} threads");
        }
        lines.push_str(&format!("{one}  {path}\n"));
    }
    assert!(lines.lines().count() >= 4, "the shipped scenarios were found");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &lines).unwrap();
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        lines, golden,
        "results have changed: say why in CHANGELOG.md, and raise the result version"
    );
}
