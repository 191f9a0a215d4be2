//! Diagnostics as text: with the marked source, or one line each.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use super::escape::{escape_terminal, is_unsafe};
use super::text::{FileId, SourceFile, Sources, fit};

/// Whether the text may hold colour codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// Findings in full, in their present order: message, file, line, column, the source line with the
/// place marked, and the remedies. `width` is that of the terminal, in columns.
pub fn render(sources: &Sources, diagnostics: &Diagnostics, style: Style, width: usize) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    // Under 40 columns the marks would no longer stand below what they mark.
    let renderer = renderer.term_width(width.clamp(40, 1000));
    let mut out = String::new();
    for one in diagnostics {
        out.push_str(&render_one(sources, one, &renderer));
        out.push_str("\n\n");
    }
    out
}

/// A line each, in the form that problem matchers read:
/// `file.toml:2:1: error[unknown-key]: unknown key …`, remedies behind the message.
pub fn render_short(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for one in diagnostics {
        if let Some(Label { span, .. }) = &one.primary {
            let (line, column) = sources.line_col(*span);
            let name = escape_terminal(&sources.get(span.file).name);
            out.push_str(&format!("{name}:{line}:{column}: "));
        }
        let message = escape_terminal(&one.message);
        out.push_str(&format!(
            "{}[{}]: {message}",
            one.severity.word(),
            one.code.0
        ));
        for help in &one.help {
            out.push_str(&format!("; help: {}", escape_terminal(help)));
        }
        out.push('\n');
    }
    out
}

fn render_one(sources: &Sources, one: &Diagnostic, renderer: &Renderer) -> String {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(escape_terminal(&one.message))
        .id(one.code.0);
    let windows = windows(sources, one);
    let snippets = windows.iter().map(|window| {
        let mut snippet = Snippet::source(window.text.as_str())
            .line_start(window.first_line)
            .path(window.name.as_str());
        for mark in &window.marks {
            let label = (!mark.label.is_empty()).then_some(mark.label.as_str());
            snippet = snippet.annotation(mark.kind.span(mark.start..mark.end).label(label));
        }
        snippet
    });
    let helps = one
        .help
        .iter()
        .map(|help| Level::HELP.message(escape_terminal(help)));
    renderer.render(&[title.elements(snippets).elements(helps)])
}

/// The lines of one file that a diagnostic marks, and the marks as offsets into them.
struct Window {
    file: FileId,
    name: String,
    first_line: usize,
    text: String,
    marks: Vec<Mark>,
}

struct Mark {
    kind: AnnotationKind,
    start: usize,
    end: usize,
    label: String,
}

/// One window a file, that of the primary place first.
fn windows(sources: &Sources, one: &Diagnostic) -> Vec<Window> {
    let primary = one
        .primary
        .iter()
        .map(|label| (AnnotationKind::Primary, label));
    let secondary = one
        .secondary
        .iter()
        .map(|label| (AnnotationKind::Context, label));
    let labels: Vec<_> = primary.chain(secondary).collect();
    let mut windows: Vec<Window> = Vec::new();
    for (_, label) in &labels {
        let file = label.span.file;
        if windows.iter().all(|window| window.file != file) {
            let of_file: Vec<_> = labels
                .iter()
                .filter(|(_, label)| label.span.file == file)
                .copied()
                .collect();
            windows.push(window(sources.get(file), file, &of_file));
        }
    }
    windows
}

fn window(file: &SourceFile, id: FileId, labels: &[(AnnotationKind, &Label)]) -> Window {
    let text = file.text.as_str();
    let spans: Vec<(usize, usize)> = labels
        .iter()
        .map(|(_, label)| fit(text, label.span))
        .collect();
    let low = spans.iter().map(|span| span.0).min().unwrap_or(0);
    let high = spans.iter().map(|span| span.1).max().unwrap_or(0);
    let start = text[..low].rfind('\n').map_or(0, |at| at + 1);
    let end = text[high..].find('\n').map_or(text.len(), |at| high + at);
    let marks = labels
        .iter()
        .zip(&spans)
        .map(|((kind, label), (from, to))| Mark {
            kind: *kind,
            start: from - start,
            end: to - start,
            label: escape_terminal(&label.text),
        });
    Window {
        file: id,
        name: escape_terminal(&file.name),
        first_line: 1 + text[..start].bytes().filter(|byte| *byte == b'\n').count(),
        text: text[start..end].chars().map(same_length).collect(),
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
