//! Tests of the room `document`.

mod check;
mod extends;
mod hostile;
mod merge;
mod parse;
mod registry;
mod set;

use std::collections::BTreeMap;

use contingent::document::{Document, Loader, Table, to_toml};
use contingent::source::{Diagnostics, Style, render, render_short};

/// Files in memory.
struct Files(BTreeMap<&'static str, String>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<String, String> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// These files, each with the line of the format's version.
fn files(list: &[(&'static str, &str)]) -> Files {
    let with_version = |(path, text): &(&'static str, &str)| (*path, format!("contingent = 1\n{text}"));
    Files(list.iter().map(with_version).collect())
}

/// Loads the first file.
fn load(list: &[(&'static str, &str)], overrides: &[&str]) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let path = list.first().map_or("", |(path, _)| path);
    let document = Document::load(&files(list), path, overrides, &mut diagnostics);
    (document, diagnostics)
}

/// The merged tree of files without findings, as TOML without the version.
#[track_caller]
fn merged(list: &[(&'static str, &str)], overrides: &[&str]) -> String {
    let (document, diagnostics) = load(list, overrides);
    let shown = render(&document.sources, &diagnostics, Style::Plain, 100);
    assert!(diagnostics.is_empty(), "{shown}");
    resolved(&document)
}

/// The merged tree as TOML, without what the top file alone says.
fn resolved(document: &Document) -> String {
    let mut root: Table = document.root.clone();
    root.entries
        .retain(|entry| entry.key != "contingent" && entry.key != "extends");
    to_toml(&root).trim().to_owned()
}

/// Whether two texts are the same TOML, in the same order.
#[track_caller]
fn same(found: &str, expected: &str) {
    let plain = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(plain(found), plain(expected));
}

/// The findings of a text, one line each, the version's line put above it.
fn findings(text: &str) -> Vec<String> {
    let (document, mut diagnostics) = Document::from_text("t.toml", &format!("contingent = 1\n{text}"));
    diagnostics.sort();
    let short = render_short(&document.sources, &diagnostics);
    short.lines().map(str::to_owned).collect()
}

/// Asserts that a text has just this finding: its place, code and some words of it.
#[track_caller]
fn finds(text: &str, place: &str, words: &str) {
    let found = findings(text);
    let [one] = found.as_slice() else {
        panic!("not one finding: {found:#?}")
    };
    assert!(one.starts_with(&format!("t.toml:{place}: ")), "{one}");
    assert!(one.contains(words), "{one}");
}
