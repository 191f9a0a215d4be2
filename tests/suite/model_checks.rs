//! Tests of the checks on a whole model: what each finds, and what none may find.

mod moments;
mod questions;
mod reach;
mod variables;

use contingent::document::Document;
use contingent::model::check::check;
use contingent::model::{Model, read};
use contingent::source::{Diagnostic, Diagnostics};

/// A year of months.
const TIME: &str = "[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 12\n";

fn checked(text: &str) -> (Option<Model>, Diagnostics) {
    let text = format!("contingent = 1\n{text}");
    let (document, mut diagnostics) = Document::from_text("test.toml", &text);
    let model = read(&document, &mut diagnostics);
    if let Some(model) = &model {
        check(model, &mut diagnostics);
    }
    diagnostics.sort();
    (model, diagnostics)
}

fn said(one: &Diagnostic) -> String {
    let label = one.primary.as_ref().map_or("no place", |label| &label.text);
    let others: Vec<&str> = one.secondary.iter().map(|label| label.text.as_str()).collect();
    format!(
        "{}[{}]: {} | {label} | {} | help: {}",
        one.severity.word(),
        one.code.0,
        one.message,
        others.join(" | "),
        one.help.join(" | ")
    )
}

/// Exactly these findings, by code, in order of their places; every phrase stands in one of them.
#[track_caller]
fn finds(text: &str, codes: &[&str], phrases: &[&str]) {
    let (_, diagnostics) = checked(text);
    let all: Vec<String> = diagnostics.iter().map(said).collect();
    let found: Vec<&str> = diagnostics.iter().map(|one| one.code.0).collect();
    assert_eq!(found, codes, "{text}\n{}", all.join("\n"));
    for phrase in phrases {
        assert!(
            all.iter().any(|one| one.contains(phrase)),
            "no `{phrase}` in\n{}",
            all.join("\n")
        );
    }
    for one in &diagnostics {
        assert!(one.primary.is_some(), "no place: {}", said(one));
        assert!(!one.help.is_empty(), "no remedy: {}", said(one));
    }
}

/// Nothing is found, with a year of months and a question that reads what is to be read.
#[track_caller]
fn silent(text: &str) {
    finds(&format!("{TIME}{text}"), &[], &[]);
}

#[track_caller]
fn timed(text: &str, code: &str, phrase: &str) {
    finds(&format!("{TIME}{text}"), &[code], &[phrase]);
}

/// A yes/no event that a question asks about, so that nothing of it is unused.
const WAR: &str = "[events.war]\nprobability = 0.1\nfinal = [\"yes\"]\n[questions.war]\nyes = \"war\"\n";
