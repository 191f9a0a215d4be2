//! What the commands share: a scenario opened from disk as asked, or its findings shown.

use std::path::Path;

use crate::model::Model;
use crate::source::{Diagnostic, Diagnostics, Sources};
use crate::study::{Ask, Failure as StudyFailure, Prepared, prepare, trouble};

use super::arguments::ChangeArguments;
use super::disk::Shelf;
use super::outcome::Failure;
use super::output::Output;

/// A scenario ready to run, with its library.
pub struct Opened {
    /// Where it stands.
    pub shelf: Shelf,
    /// What was asked.
    pub ask: Ask,
    /// The scenario.
    pub prepared: Prepared,
    /// Warnings; there are no errors.
    pub warnings: Diagnostics,
}

/// Opens a scenario, or shows why it cannot be run.
///
/// # Errors
/// The file cannot be read, or the scenario is wrong; then its findings were shown.
pub fn open(file: &Path, changes: &ChangeArguments, output: &Output) -> Result<Opened, Failure> {
    open_through(file, changes, None, output)
}

/// The same with the stages of paths named.
///
/// # Errors
/// As [`open()`].
pub fn open_through(
    file: &Path,
    changes: &ChangeArguments,
    through: Option<&str>,
    output: &Output,
) -> Result<Opened, Failure> {
    let (shelf, below) = Shelf::around(file, output)?;
    let ask = Ask {
        through: through.map(str::to_owned),
        ..ask(below, changes)
    };
    let mut warnings = Diagnostics::default();
    match prepare(&shelf, &ask, &mut warnings) {
        Ok(prepared) => Ok(Opened {
            shelf,
            ask,
            prepared,
            warnings,
        }),
        Err(document) => {
            output.show(&document.sources, &warnings);
            Err(Failure::Found)
        }
    }
}

/// What is asked of a scenario at this path below its library's root.
pub fn ask(below: String, changes: &ChangeArguments) -> Ask {
    let ChangeArguments {
        set,
        force,
        given,
        believe,
        alternative,
    } = changes.clone();
    Ask {
        path: below,
        set,
        force,
        given,
        believe,
        alternative,
        through: None,
    }
}

/// Shows what a run met.
pub fn show_trouble(model: &Model, sources: &Sources, failure: &StudyFailure, output: &Output) -> Failure {
    let mut findings = Diagnostics::default();
    findings.push(trouble(model, failure));
    output.show(sources, &findings);
    Failure::Found
}

/// Shows one finding that has no place in the text.
pub fn show_one(sources: &Sources, finding: Diagnostic, output: &Output) -> Failure {
    let mut findings = Diagnostics::default();
    findings.push(finding);
    output.show(sources, &findings);
    Failure::Found
}
