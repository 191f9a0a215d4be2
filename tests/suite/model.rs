//! Tests of the room `model`.
mod command;
mod files;
mod mangled;
mod mistakes;
mod reading;

use contingent::document::Document;
use contingent::model::{Model, read};
use contingent::source::{Diagnostics, Sources, Style, render};

/// A scenario read from a string, with everything that was found.
fn read_text(text: &str) -> (Option<Model>, Diagnostics, Sources) {
    let (document, mut diagnostics) = Document::from_text("example.toml", text);
    let model = read(&document, &mut diagnostics);
    diagnostics.sort();
    (model, diagnostics, document.sources)
}

/// The model of a scenario in which nothing may be wrong.
#[track_caller]
fn sound(text: &str) -> Model {
    let (model, diagnostics, sources) = read_text(text);
    assert!(diagnostics.is_empty(), "{}", shown(&diagnostics, &sources));
    model.expect("a sound scenario has a model")
}

fn shown(diagnostics: &Diagnostics, sources: &Sources) -> String {
    render(sources, diagnostics, Style::Plain, 120)
}
