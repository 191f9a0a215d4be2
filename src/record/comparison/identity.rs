//! What makes two comparisons the same: the runs that are compared, and how.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::FORMAT;
use crate::record::identity::RESULT_VERSION;

/// The first 64 bits of a SHA-256 in four groups, as a run has them, of the sides' labels and identities in their order.
/// `until` is the smallest difference and the budget of one that runs until it is clear.
pub fn comparison_identity<'a>(
    sides: impl IntoIterator<Item = (&'a str, &'a str)>,
    until: Option<(Option<f64>, u64)>,
) -> String {
    let mut text = format!("contingent comparison, format {FORMAT}, results {RESULT_VERSION}\n");
    if let Some((smallest, budget)) = until {
        let _ = writeln!(text, "until clear, smallest {smallest:?}, budget {budget}");
    }
    for (label, identity) in sides {
        let _ = writeln!(text, "{label:?} {identity}");
    }
    let digest = Sha256::digest(text.as_bytes());
    let groups: Vec<String> = digest
        .chunks(2)
        .take(4)
        .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    groups.join("-")
}
