//! The file `contingent.toml` at a library's root: defaults for its runs.

use std::ops::RangeInclusive;

use crate::source::{Diagnostic, Diagnostics, Sources, code};

use super::check::check_place;
use super::ids::check_hidden;
use super::parse::parse;
use super::registry::LIBRARY;
use super::tree::{Shape, Table};

/// The most trials of a run.
pub const MOST_TRIALS: i64 = 1_000_000_000_000;

/// What a library says of its runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// The seed of runs that name none.
    pub seed: Option<u64>,
    /// The number of trials of runs that name none.
    pub trials: Option<u64>,
    /// The folder for run records, from the library's root.
    pub output: Option<String>,
}

impl Library {
    /// The defaults that a library file says; `name` stands in messages. An empty text says nothing.
    pub fn from_text(name: &str, text: &str) -> (Library, Sources, Diagnostics) {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add(name, text);
        let mut table = parse(file, text, &mut diagnostics).unwrap_or_default();
        check_hidden(&table, &mut diagnostics);
        check_place(&LIBRARY, &mut table, &sources, &mut diagnostics);
        let library = Library {
            seed: whole(&table, "seed", 0..=i64::MAX, &mut diagnostics),
            trials: whole(&table, "trials", 1..=MOST_TRIALS, &mut diagnostics),
            output: table
                .get("output")
                .and_then(|value| value.as_text())
                .map(|text| text.text.clone()),
        };
        (library, sources, diagnostics)
    }
}

fn whole(table: &Table, key: &str, range: RangeInclusive<i64>, diagnostics: &mut Diagnostics) -> Option<u64> {
    let value = table.get(key)?;
    let Shape::Integer(number) = value.shape else {
        return None;
    };
    if !range.contains(&number) {
        let message = format!("`{key}` has to lie between {} and {}", range.start(), range.end());
        diagnostics.push(Diagnostic::error(code::WRONG_VALUE, message).at(value.span, ""));
        return None;
    }
    u64::try_from(number).ok()
}
