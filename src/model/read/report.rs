//! `[report]`: what the page of a run shows, and in which order.

use std::collections::BTreeMap;

use crate::document::Table;
use crate::model::element::{QuestionId, Report, VariableId};
use crate::model::names::{Named, Names};
use crate::source::{Diagnostic, Diagnostics, Span, code, quoted, suggest};

use super::reader::Reader;

/// The most stages of a paths chart.
pub const STAGES: usize = 8;

impl<'d> Reader<'d, '_> {
    /// Reads `[report]`, if there is one; all ids must be known.
    pub fn asked_of_report(&mut self) -> Report {
        let mut report = Report::default();
        let Some(value) = self.document.root.get("report") else {
            return report;
        };
        let Some(table) = self.table_of(value, "report") else {
            return report;
        };
        for (id, span) in self.once_each(table, "questions") {
            let found = self.find(|ids| &ids.questions, "question", id, span, code::UNKNOWN_ID);
            report.questions.extend(found.map(QuestionId));
        }
        for (id, span) in self.once_each(table, "states") {
            report.states.extend(self.named_variable(id, span));
        }
        report.paths_span = table.get("paths").map(|value| value.span);
        let stages = self.once_each(table, "paths");
        if let Some((_, span)) = stages.get(STAGES) {
            self.too_many(stages.len(), STAGES, "stages of a paths chart", *span);
        }
        for (id, span) in stages {
            report.paths.extend(self.named_variable(id, span));
        }
        report
    }

    fn once_each(&mut self, table: &'d Table, key: &str) -> Vec<(&'d str, Span)> {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        let mut list = Vec::new();
        for (id, span) in self.texts(table, key) {
            match seen.get(id) {
                None => {
                    seen.insert(id, span);
                    list.push((id, span));
                }
                Some(first) => self.diagnostics.push(twice(id, key, span).also(*first, "the first")),
            }
        }
        list
    }

    fn named_variable(&mut self, id: &str, span: Span) -> Option<VariableId> {
        let found = variable(&self.names, id, span, self.diagnostics);
        self.holes |= found.is_none();
        found
    }
}

/// The choice or event that an id stands for; what is none is reported.
pub(super) fn variable(names: &Names, id: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<VariableId> {
    let found = match names.lookup(id) {
        Some(Named::Variable(found)) => return Some(found),
        Some(other) => {
            let message = format!("`{id}` is {}, not a choice or an event", other.article());
            let help = "only what has branches can be drawn as states and paths: name a choice or an event";
            Diagnostic::error(code::WRONG_TYPE, message).help(help)
        }
        None => {
            let message = format!("there is no choice or event {}", quoted(id));
            let help = match suggest(id, names.variables()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a choice or an event of this scenario".to_owned(),
            };
            Diagnostic::error(code::UNKNOWN_ID, message).help(help)
        }
    };
    diagnostics.push(found.at(span, ""));
    None
}

/// An id that a list names twice.
pub(super) fn twice(id: &str, key: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` names {} twice", quoted(id));
    Diagnostic::error(code::DUPLICATE_ID, message)
        .at(span, "the second")
        .help("name it once")
}
