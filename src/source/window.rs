//! The lines that a diagnostic shows: around each marked place, in pieces where places are far
//! apart, harmless in a terminal, and never so long that showing them takes time.

use annotate_snippets::AnnotationKind;

use super::diagnostic::{Diagnostic, Label};
use super::escape::{escape_terminal, is_unsafe};
use super::text::{FileId, Sources, fit};

/// Consecutive lines of one file, and the marks as offsets into them.
pub(super) struct Window {
    pub(super) name: String,
    pub(super) first_line: usize,
    /// None where a line is too long to be shown; then only the first mark's place is named.
    pub(super) text: Option<String>,
    /// Column of the first mark, from 1, in characters.
    pub(super) column: usize,
    pub(super) marks: Vec<Mark>,
}

pub(super) struct Mark {
    pub(super) kind: AnnotationKind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: String,
}

/// Places further apart than this many bytes stand in windows of their own.
const FAR: usize = 2_000;
/// A mark that is longer ends with its first line.
const LONGEST_MARK: usize = 4_000;
/// A line that is longer is not shown.
const LONGEST_LINE: usize = 20_000;

/// A label with its kind, and where in its file it begins and ends.
#[derive(Clone, Copy)]
struct Placed<'a> {
    kind: AnnotationKind,
    label: &'a Label,
    start: usize,
    end: usize,
}

/// The windows of a diagnostic, that of the primary place first.
pub(super) fn windows(sources: &Sources, one: &Diagnostic) -> Vec<Window> {
    let primary = one.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let secondary = one.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let mut groups: Vec<(FileId, Vec<Placed<'_>>)> = Vec::new();
    for (kind, label) in primary.chain(secondary) {
        let placed = place(sources, kind, label);
        let near = |group: &&mut (FileId, Vec<Placed<'_>>)| {
            group.0 == label.span.file
                && group.1.iter().any(|other| {
                    placed.start.saturating_sub(other.end) < FAR && other.start.saturating_sub(placed.end) < FAR
                })
        };
        match groups.iter_mut().find(near) {
            Some((_, group)) => group.push(placed),
            None => groups.push((label.span.file, vec![placed])),
        }
    }
    groups
        .iter()
        .map(|(file, group)| window(sources, *file, group))
        .collect()
}

fn place<'a>(sources: &Sources, kind: AnnotationKind, label: &'a Label) -> Placed<'a> {
    let text = &sources.get(label.span.file).text;
    let (start, end) = fit(text, label.span);
    let mut placed = Placed {
        kind,
        label,
        start,
        end,
    };
    if end - start > LONGEST_MARK {
        let first_line = text.get(start..end).and_then(|marked| marked.find('\n'));
        placed.end = first_line.map_or(end, |length| start + length);
    }
    placed
}

fn window(sources: &Sources, id: FileId, group: &[Placed<'_>]) -> Window {
    let file = sources.get(id);
    let text = file.text.as_str();
    let low = group.iter().map(|one| one.start).min().unwrap_or(0);
    let high = group.iter().map(|one| one.end).max().unwrap_or(0);
    let start = text[..low].rfind('\n').map_or(0, |at| at + 1);
    let end = text[high..].find('\n').map_or(text.len(), |at| high + at);
    let shown = text.get(start..end).unwrap_or("");
    let too_long = shown.split('\n').any(|line| line.len() > LONGEST_LINE);
    let first = group.first().map(|one| one.label.span);
    let (line, column) = first.map_or((1, 1), |span| sources.line_col(span));
    let lines_before = first.map_or("", |_| &text[start..group[0].start.max(start)]);
    let marks = group.iter().map(|one| Mark {
        kind: one.kind,
        start: one.start - start,
        end: one.end - start,
        label: escape_terminal(&one.label.text),
    });
    Window {
        name: escape_terminal(&file.name),
        first_line: line - lines_before.matches('\n').count().min(line - 1),
        text: (!too_long).then(|| shown.chars().map(same_length).collect()),
        column,
        marks: marks.collect(),
    }
}

/// A harmless character of the same length in bytes, so that the marks stay in place. Controls of
/// one byte are left to the renderer, which shows them as pictures (`␛`).
fn same_length(letter: char) -> char {
    if !is_unsafe(letter) {
        return letter;
    }
    match letter.len_utf8() {
        1 => letter,
        2 => '¤',
        3 => char::REPLACEMENT_CHARACTER,
        _ => '\u{1f6c7}',
    }
}
