//! One finding about a text, and the list of all findings of a reading.

use std::collections::BTreeSet;

use super::codes::Code;
use super::text::Span;

/// How grave a finding is; a note is less than a warning, and a warning less than an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`, as printed.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A marked place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One finding: what was found, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub primary: Option<Label>,
    pub secondary: Vec<Label>,
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error: the scenario cannot be run as it stands.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Error, code, message.into())
    }

    /// A warning: it can be run, but probably does not say what was meant.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Warning, code, message.into())
    }

    /// A note: it says what was meant, if the reader knows what that means. No gate counts it.
    pub fn note(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Note, code, message.into())
    }

    fn of(severity: Severity, code: Code, message: String) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message,
            primary: None,
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Marks the place that the finding is about. The label may be empty.
    pub fn at(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.primary = Some(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Marks one more place that helps to understand it.
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Adds a remedy.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }
}

/// The findings of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all findings of another list.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// The findings in their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether there are so many that nobody reads them all: then callers spare what is costly, such
    /// as looking for suggestions.
    pub fn is_flooded(&self) -> bool {
        const MANY: usize = 500;
        self.list.len() >= MANY
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.counts().0 > 0
    }

    /// How many errors and how many warnings there are; notes are not counted.
    pub fn counts(&self) -> (usize, usize) {
        let of = |severity| {
            let all = self.list.iter();
            all.filter(|one| one.severity == severity).count()
        };
        (of(Severity::Error), of(Severity::Warning))
    }

    /// Puts them in the order of the files and of the places in them, an error before a warning and a warning
    /// before a note at the same place; those without a place come last. What was found twice stands once.
    pub fn sort(&mut self) {
        self.list.sort_by_key(key);
        let mut seen = BTreeSet::new();
        self.list.retain(|one| {
            let place = one.primary.as_ref().map(|label| label.span);
            seen.insert((place, one.code.0, one.message.clone()))
        });
    }

    /// Keeps the first `limit` findings and says how many were left out, errors and warnings.
    /// Errors are kept before warnings, so that a flood of warnings hides no error, and notes last.
    pub fn cap(&mut self, limit: usize) -> (usize, usize) {
        let (errors, warnings) = self.counts();
        let (mut room_errors, mut room_warnings) = (errors.min(limit), warnings.min(limit.saturating_sub(errors)));
        let left_out = (errors - room_errors, warnings - room_warnings);
        let mut room_notes = limit - room_errors - room_warnings;
        self.list.retain(|one| {
            let room = match one.severity {
                Severity::Error => &mut room_errors,
                Severity::Warning => &mut room_warnings,
                Severity::Note => &mut room_notes,
            };
            let keep = *room > 0;
            *room -= usize::from(keep);
            keep
        });
        left_out
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

fn key(one: &Diagnostic) -> (bool, Option<Span>, std::cmp::Reverse<Severity>) {
    let place = one.primary.as_ref().map(|label| label.span);
    (place.is_none(), place, std::cmp::Reverse(one.severity))
}
