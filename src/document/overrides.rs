//! Values set from outside, as texts: `--set path=value`, and the `set` of an alternative.

use crate::source::{Diagnostic, Diagnostics, Sources, Span, code, quoted};

use super::guard::guard_value;
use super::parse::parse_value;
use super::tree::{Shape, Table, Text, Value};

/// A value for a path.
#[derive(Clone, Debug)]
pub struct Override {
    /// Such as `assumptions.appetite`.
    pub path: String,
    /// Where the path stands.
    pub path_span: Span,
    /// What stands there from now on.
    pub value: Value,
}

/// An override as the command line writes it: `path=value`, the value as in TOML, or bare where it is a word or a formula.
///
/// The text becomes one of the sources, so that findings can show it.
pub fn parse_set(text: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Override> {
    let file = sources.add("--set", text);
    let whole = Span::new(file, 0..text.len());
    let Some((left, right)) = text.split_once('=') else {
        diagnostics.push(
            Diagnostic::error(code::BAD_OVERRIDE, "an override has the form `path=value`")
                .at(whole, "")
                .help("for instance `--set assumptions.appetite=0.4`"),
        );
        return None;
    };
    let start = left.len() - left.trim_start().len();
    let path_span = Span::new(file, start..start + left.trim().len());
    let base = text.len() - right.trim_start().len();
    let said = right.trim();
    if said.is_empty() {
        diagnostics.push(Diagnostic::error(code::BAD_OVERRIDE, "the value is missing").at(whole, ""));
        return None;
    }
    let before = diagnostics.len();
    if !guard_value(file, text, base, diagnostics) {
        return None;
    }
    let value = match parse_value(file, text.trim_end(), base, diagnostics) {
        Some(value) => value,
        None if looks_like_toml(said) => {
            let span = Span::new(file, base..base + said.len());
            diagnostics.push(
                Diagnostic::error(
                    code::BAD_OVERRIDE,
                    format!("{} cannot be read as a value", quoted(said)),
                )
                .at(span, ""),
            );
            return None;
        }
        None => bare_text(said, Span::new(file, base..base + said.len())),
    };
    (diagnostics.len() == before).then(|| Override {
        path: left.trim().to_owned(),
        path_span,
        value,
    })
}

/// What an alternative's `set` says. Entries that stand in the document keep their places in its files.
pub fn overrides_of(alternative: &Table) -> Vec<Override> {
    let set = alternative.get("set").and_then(Value::as_table);
    let entries = set.map_or(&[][..], |table| table.entries.as_slice());
    let read = entries.iter().map(|entry| Override {
        path: entry.key.clone(),
        path_span: entry.key_span,
        value: entry.value.clone(),
    });
    read.collect()
}

/// Whether a value that is no TOML was meant to be: then it is not taken for a bare word or formula.
fn looks_like_toml(said: &str) -> bool {
    let date = |part: &str| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && part.matches('-').count() == 2
    };
    said.starts_with(['"', '\'', '[', '{']) || date(said)
}

fn bare_text(said: &str, span: Span) -> Value {
    let end = u32::try_from(said.len()).unwrap_or(u32::MAX);
    let offsets = (0..=end).map(|at| at.saturating_add(span.start)).collect();
    Value {
        span,
        shape: Shape::Text(Text {
            text: said.to_owned(),
            offsets,
            file: span.file,
        }),
    }
}
