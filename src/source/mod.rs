//! Source text, places in it, and what is wrong there, as data.
//!
//! In: the text of scenario files and formulas. Out: spans, diagnostics and their rendering for
//! terminals, editors and problem matchers. Must not know: what any of the text means.
//!
//! Reading order: `text` (files and places), `codes` (the register of errors and warnings),
//! `diagnostic` (one finding, and a list of them), `suggest` (did you mean), `strings` (places
//! inside TOML strings), `escape` (harmless text for terminals), `window` (the lines to show),
//! `render` and `json` (output).

mod codes;
mod diagnostic;
mod escape;
mod json;
mod render;
mod strings;
mod suggest;
mod text;
mod window;

pub use codes::{Code, CodeEntry, REGISTER};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity};
pub use escape::{escape_terminal, quoted};
pub use json::to_json;
pub use render::{Style, render, render_short};
pub use strings::{StringPlace, offsets};
pub use suggest::suggest;
pub use text::{FileId, SourceFile, Sources, Span};

/// The words of all errors and warnings, as constants: `code::UNKNOWN_KEY`.
pub mod code {
    pub use super::codes::constants::*;
}
