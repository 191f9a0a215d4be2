//! A scenario by its path, or from a string: reading never fails, it reports.

use crate::source::Diagnostics;

use super::parse::parse;
use super::tree::{Document, ReadFile, Value};

impl Document {
    /// A scenario from a string, without files: `name` stands in messages, and is the scenario's id.
    pub fn from_text(name: &str, text: &str) -> (Document, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let mut document = Document {
            id: name.strip_suffix(".toml").unwrap_or(name).to_owned(),
            ..Document::default()
        };
        let file = document.sources.add(name, text);
        document.root = parse(file, text, &mut diagnostics);
        let scenario = document.root.get("scenario").and_then(Value::as_table);
        document.files.push(ReadFile {
            file,
            path: name.to_owned(),
            words: scenario.and_then(|table| table.get("words")).cloned(),
        });
        (document, diagnostics)
    }
}
