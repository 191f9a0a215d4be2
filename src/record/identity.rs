//! What makes two runs the same: a hash of everything that determines the results.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::shape::{Asked, FORMAT};

/// Raised with every change of the program that changes a number, so that an old result is never served for a new one.
pub const RESULT_VERSION: u32 = 3;

/// The first 64 bits of a SHA-256 in four groups of four hex digits: `b7f2-91c4-2d10-77ae`.
///
/// `resolved` is the scenario with its overrides applied, so what was set is in it and is not hashed a second time: the
/// resolved scenario, run by itself, has the same identity. `confidence` is that of the intervals.
pub fn identity(resolved: &str, asked: &Asked, confidence: f64) -> String {
    let mut text = format!("contingent run, format {FORMAT}, results {RESULT_VERSION}\n");
    let _ = writeln!(
        text,
        "engine {}\nseed {}\ntrials {}",
        asked.engine, asked.seed, asked.trials
    );
    let _ = writeln!(text, "worlds {:?}\nconfidence {confidence:?}", asked.worlds);
    for (id, value) in asked.force.iter() {
        let _ = writeln!(text, "do {id} {value:?}");
    }
    for condition in asked.given.iter().flatten() {
        let _ = writeln!(text, "given {condition:?}");
    }
    for variable in asked.through.iter().flatten() {
        let _ = writeln!(text, "through {variable:?}");
    }
    let _ = writeln!(text, "believe {:?}\nscenario\n{resolved}", asked.believe);
    let digest = Sha256::digest(text.as_bytes());
    let groups: Vec<String> = digest
        .chunks(2)
        .take(4)
        .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_determines_results_changes_the_identity() {
        let asked = Asked {
            engine: "sample".into(),
            seed: 1,
            trials: 1000,
            ..Asked::default()
        };
        let base = identity("contingent = 1\n", &asked, 0.95);
        assert_eq!(base.len(), 19);
        let mut others = vec![
            identity("contingent = 1\n# \n", &asked, 0.95),
            identity("contingent = 1\n", &asked, 0.99),
        ];
        let mut force = Asked::default();
        force.force.push("troops", "refuse".to_owned());
        let changed = [
            Asked {
                seed: 2,
                ..asked.clone()
            },
            Asked {
                trials: 1001,
                ..asked.clone()
            },
            Asked {
                given: Some(vec!["cornered".into()]),
                ..asked.clone()
            },
            Asked {
                believe: Some("sceptics".into()),
                ..asked.clone()
            },
            Asked {
                force: force.force,
                ..asked.clone()
            },
            Asked {
                through: Some(vec!["troops".into()]),
                ..asked.clone()
            },
        ];
        others.extend(changed.iter().map(|asked| identity("contingent = 1\n", asked, 0.95)));
        others.sort();
        others.dedup();
        assert_eq!(others.len(), 8);
        assert!(!others.contains(&base));
        // What was set stands in the scenario already.
        let mut set = asked.clone();
        set.set.push("assumptions.x", "1".to_owned());
        assert_eq!(identity("contingent = 1\n", &set, 0.95), base);
    }
}
