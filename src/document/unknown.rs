//! What is said of keys that stand where they have no meaning.

use crate::source::{Diagnostic, Sources, Span, code, quoted, suggest};

use super::level::Level;
use super::registry::{Kind, PLACES, Place, TOP};

/// A key that the element does not have: misspelt, or handed to it by TOML because it stands below another header.
pub fn unknown_key(key: &str, span: Span, level: &Level<'_>, sources: &Sources) -> Diagnostic {
    let place = level.place;
    // A table in braces ends where they end, so nothing can have fallen into it.
    let by_header = level
        .opened
        .is_some_and(|opened| sources.slice(opened).starts_with('['));
    if by_header && let Some(found) = misplaced(key, span, level) {
        return found;
    }
    let what = if level.up.is_none() { "section or key" } else { "key" };
    let message = format!("{} has no {what} {}", place.subject(), quoted(key));
    let mut finding = Diagnostic::error(code::UNKNOWN_KEY, message).at(span, "");
    let synonym = place
        .synonyms
        .iter()
        .find(|(word, _)| *word == key)
        .map(|(_, meant)| *meant);
    let near = synonym.or_else(|| suggest(key, place.keys().map(|known| known.name)));
    if let Some(near) = near {
        let doc = place.key(near).map_or("", |known| known.doc);
        finding = finding.help(format!("did you mean `{near}`? {doc}"));
    } else if let Some(other) = elsewhere(key, place) {
        finding = finding.help(format!("`{key}` is a key of {}", other.subject()));
    } else if place.keys().count() <= 20 {
        let known: Vec<String> = place.keys().map(|known| format!("`{}`", known.name)).collect();
        finding = finding.help(format!("its keys are {}", known.join(", ")));
    }
    if near.is_none()
        && by_header
        && let Some(section) = short_section(place)
    {
        finding = finding.help(format!(
            "if {} is {} of its own: short forms stand under `[{section}]`, above the first `[{section}.…]`",
            quoted(key),
            place.with_article(),
        ));
    }
    finding
}

/// A key of an element around this one.
fn misplaced(key: &str, span: Span, level: &Level<'_>) -> Option<Diagnostic> {
    let mut inner = level;
    for outer in level.outwards().skip(1) {
        if outer.place.key(key).is_some() {
            let owner = if outer.up.is_none() {
                "top of the file"
            } else {
                outer.place.name
            };
            let message = format!(
                "`{key}` belongs to the {owner}, but stands in {}",
                level.place.subject()
            );
            let list = outer
                .place
                .keys()
                .any(|known| matches!(known.kind, Kind::Tables(place) if std::ptr::eq(place, inner.place)));
            let above = match (outer.up.is_none(), list) {
                (true, _) => "the first header".to_owned(),
                (false, true) => format!("the first {}", inner.place.name),
                (false, false) => format!("`{}`", inner.place.header),
            };
            let mut finding = Diagnostic::error(code::MISPLACED_KEY, message)
                .at(span, "")
                .help(format!(
                    "move it above {above}: TOML gives a key to the last header before it"
                ));
            if let Some(opened) = level.opened {
                finding = finding.also(opened, "the header that it fell to");
            }
            return Some(finding);
        }
        inner = outer;
    }
    None
}

/// A branch that is called like a key of its element: perhaps a key that TOML handed to the table of branches.
pub fn misplaced_branch(
    key: &str,
    span: Span,
    element: &'static Place,
    opened: Option<Span>,
    sources: &Sources,
) -> Diagnostic {
    let header = opened.filter(|opened| sources.slice(*opened).starts_with('['));
    if let Some(header) = header {
        let message = format!(
            "`{key}` belongs to the {}, but stands in a table of branches",
            element.name
        );
        return Diagnostic::error(code::MISPLACED_KEY, message)
            .at(span, "")
            .also(header, "the header that it fell to")
            .help(format!(
                "move it above `{}`: TOML gives a key to the last header before it",
                sources.slice(header)
            ));
    }
    let message = format!("a branch may not be called `{key}`, like a key of the {}", element.name);
    Diagnostic::error(code::BRANCH_LIKE_KEY, message)
        .at(span, "")
        .help(format!(
            "choose another id, such as `{key}_`, and give it a title under `titles`"
        ))
}

/// A bare value where an element has to be a table.
pub fn bare_element(place: &'static Place, id: &str, span: Span) -> Diagnostic {
    let header = place.header.replace("ID", id);
    let message = format!("{} is {}, and has to be a table", quoted(id), place.with_article());
    let mut finding = Diagnostic::error(code::WRONG_TYPE, message)
        .at(span, "")
        .help(format!("write `{header}` and its keys below"));
    if TOP.key(id).is_some() {
        finding = finding.help(format!(
            "or does `{id}` belong to the top of the file? Then move it above the first header"
        ));
    }
    finding
}

/// Another place that has this key, if there is one.
fn elsewhere(key: &str, place: &Place) -> Option<&'static Place> {
    let mut others = PLACES.iter().filter(|other| !std::ptr::eq(**other, place));
    others.find(|other| other.key(key).is_some()).copied()
}

/// The section of an element that has a short form.
fn short_section(place: &'static Place) -> Option<&'static str> {
    place.short?;
    TOP.keys().find_map(|key| match key.kind {
        Kind::Map(inner, _) if std::ptr::eq(inner, place) => Some(key.name),
        _ => None,
    })
}
