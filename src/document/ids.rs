//! Which ids may be written, and characters that no text may hold.

use crate::source::{Diagnostic, Diagnostics, Span, code, quoted};

use super::registry::Ids;
use super::tree::{Shape, Table, Value, formula_span};

/// The longest id, in bytes.
pub const MAX_ID: usize = 64;
/// The most texts of one file whose hidden characters are reported one by one.
const MAX_HIDDEN: usize = 100;

/// Reports an id that is not written as ids are; says whether it is.
pub fn check_id(id: &str, span: Span, ids: Ids, what: &str, diagnostics: &mut Diagnostics) -> bool {
    if is_id(id, ids) {
        return true;
    }
    let rule = match ids {
        Ids::Formula => "lower-case letters, digits and `_`, a letter first",
        Ids::Plain => "lower-case letters, digits, `_` and `-`, a letter first",
    };
    let message = if id.len() > MAX_ID {
        format!(
            "the id of {what} has {} bytes, and at most {MAX_ID} are allowed",
            id.len()
        )
    } else {
        format!("{} cannot be the id of {what}", quoted(id))
    };
    let mut finding = Diagnostic::error(code::BAD_ID, message)
        .at(span, "")
        .help(format!("an id has {rule}"));
    let nearest = nearest_id(id, ids);
    if is_id(&nearest, ids) {
        finding = finding.help(format!("for instance `{nearest}`, with a `title` for readers"));
    }
    diagnostics.push(finding);
    false
}

/// Whether a text is written as an id.
pub fn is_id(id: &str, ids: Ids) -> bool {
    let inner = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || (byte == b'-' && ids == Ids::Plain)
    };
    id.len() <= MAX_ID && id.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && id.bytes().all(inner)
}

/// What the author may have meant: lower case, and `_` for what is not allowed.
fn nearest_id(id: &str, ids: Ids) -> String {
    let letters = id.chars().take(MAX_ID).map(|letter| match letter.to_ascii_lowercase() {
        kept @ ('a'..='z' | '0'..='9' | '_') => kept,
        '-' if ids == Ids::Plain => '-',
        _ => '_',
    });
    let all: String = letters.collect();
    all.trim_matches('_').to_owned()
}

/// Reports control characters, characters that turn the direction of reading, and invisible ones, in every text of a table. In ids
/// they are refused anyway.
pub fn check_hidden(table: &Table, diagnostics: &mut Diagnostics) {
    let mut left = MAX_HIDDEN;
    hidden_in_table(table, &mut left, diagnostics);
}

fn hidden_in_table(table: &Table, left: &mut usize, diagnostics: &mut Diagnostics) {
    for entry in &table.entries {
        hidden_in_value(&entry.value, left, diagnostics);
    }
}

fn hidden_in_value(value: &Value, left: &mut usize, diagnostics: &mut Diagnostics) {
    match &value.shape {
        Shape::Text(text) => {
            let found = text.text.char_indices().find(|(_, letter)| is_hidden(*letter));
            if let Some((at, letter)) = found {
                let end = at + letter.len_utf8();
                let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
                report(letter, formula_span(text, clip(at)..clip(end)), left, diagnostics);
            }
        }
        Shape::List(list) => list.iter().for_each(|one| hidden_in_value(one, left, diagnostics)),
        Shape::Table(table) => hidden_in_table(table, left, diagnostics),
        _ => {}
    }
}

fn report(letter: char, span: Span, left: &mut usize, diagnostics: &mut Diagnostics) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let what = if letter.is_control() {
        "a control character"
    } else {
        "a character that hides or turns text"
    };
    let message = format!("the text holds {what}, U+{:04X}", letter as u32);
    diagnostics.push(
        Diagnostic::error(code::HIDDEN_CHARACTER, message)
            .at(span, "")
            .help("remove it; it would show another text than the one that is read"),
    );
}

/// Whether no text may hold this character. Line ends and tabs may stand in texts of several lines; joiners belong to some scripts.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
        || matches!(letter,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
