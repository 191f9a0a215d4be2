//! Diagnostics as text: with the marked source, or one line each.

use annotate_snippets::{Annotation, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use super::escape::escape_terminal;
use super::text::Sources;
use super::window::{Window, windows};

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
        out.push_str(&format!("{}[{}]: {message}", one.severity.word(), one.code.0));
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
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(escape_terminal(&one.message)).id(one.code.0);
    let windows = windows(sources, one);
    let mut group = title.elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
    for window in &windows {
        group = match &window.text {
            Some(text) => group.element(snippet(window, text)),
            None => group.element(
                Origin::path(window.name.as_str())
                    .line(window.first_line)
                    .char_column(window.column),
            ),
        };
    }
    let helps = one.help.iter().map(|help| Level::HELP.message(escape_terminal(help)));
    renderer.render(&[group.elements(helps)])
}

fn snippet<'a>(window: &'a Window, text: &'a str) -> Snippet<'a, Annotation<'a>> {
    let snippet = Snippet::source(text)
        .line_start(window.first_line)
        .path(window.name.as_str());
    snippet.annotations(window.marks.iter().map(|mark| {
        let label = (!mark.label.is_empty()).then_some(mark.label.as_str());
        mark.kind.span(mark.start..mark.end).label(label)
    }))
}
