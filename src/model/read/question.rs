//! Questions: what is asked, and when it is read.

use std::collections::BTreeMap;

use crate::document::{Table, Value};
use crate::model::element::{Answer, Asked, Quantity, Question, QuestionCase};
use crate::model::formula::Kind;
use crate::model::limits;
use crate::model::typing::Expected;
use crate::source::{Diagnostic, Span, code};

use super::fields::entry;
use super::outline::Element;
use super::reader::{Reader, stand_in};

impl<'d> Reader<'d, '_> {
    /// All questions. Where none is marked `headline = true`, all are headlines that do not say otherwise.
    pub fn questions(&mut self, elements: &[Element<'d>], quantities: &[Quantity]) -> Vec<Question> {
        let mut marks = Vec::new();
        for element in elements {
            marks.push(self.truth(element.table, "headline"));
        }
        let any = marks.contains(&Some(true));
        let mut list = Vec::new();
        for (element, mark) in elements.iter().zip(marks) {
            let table = element.table;
            list.push(Question {
                name: self.name(element.id, element.key, table),
                headline: mark.unwrap_or(!any),
                group: self.words(table, "group"),
                asked: self.asked(element, quantities),
                by: self.day_in_run(table, "by"),
            });
        }
        list
    }

    fn asked(&mut self, element: &Element<'d>, quantities: &[Quantity]) -> Asked {
        let table = element.table;
        let called = format!("question `{}`", element.id);
        let ways = ["yes", "case", "number"].map(|key| entry(table, key));
        let given: Vec<_> = ways.iter().flatten().collect();
        if let [first, second, ..] = given.as_slice() {
            let message = format!("{called} asks two things: `{}` and `{}`", first.key, second.key);
            self.report(
                Diagnostic::error(code::BAD_QUESTION, message)
                    .at(second.key_span, "the second")
                    .also(first.key_span, "the first")
                    .help("make two questions of it"),
            );
        }
        let [yes, case, number] = ways;
        for (key, belongs) in [("thresholds", number), ("otherwise", case)] {
            if let (Some(found), None) = (entry(table, key), belongs) {
                let needed = if key == "otherwise" { "cases" } else { "a `number`" };
                let message = format!("`{key}` belongs to a question with {needed}");
                self.error(code::BAD_QUESTION, message, found.key_span, "leave it out");
            }
        }
        if let Some(yes) = yes {
            return Asked::Yes(self.formula(&yes.value, "yes", Expected::Truth));
        }
        if case.is_some() {
            return self.answers(table, &called, element.key);
        }
        if let Some(number) = number {
            return self.number_asked(&number.value, table, quantities);
        }
        let help = "give it `yes = \"…\"`, `[[questions.….case]]` or `number = \"…\"`";
        self.holes = true;
        self.error(code::BAD_QUESTION, format!("{called} asks nothing"), element.key, help);
        Asked::Yes(stand_in(Expected::Truth, element.key))
    }

    fn number_asked(&mut self, value: &'d Value, table: &'d Table, quantities: &[Quantity]) -> Asked {
        let number = self.formula(value, "number", Expected::Number);
        let listed = self.list(table, "thresholds");
        if let Some(first) = listed.get(limits::THRESHOLDS) {
            self.too_many(listed.len(), limits::THRESHOLDS, "thresholds", first.span);
        }
        let mut thresholds = Vec::new();
        for value in listed.iter().take(limits::THRESHOLDS) {
            if let Some(threshold) = self.number_of(value, "thresholds") {
                if thresholds.contains(&threshold) {
                    let message = format!("the threshold {threshold} stands twice");
                    self.error(code::WRONG_VALUE, message, value.span, "leave one out");
                } else {
                    thresholds.push(threshold);
                }
            }
        }
        let unit = match number.term.kind {
            Kind::Quantity(id) => quantities.get(id.at()).and_then(|quantity| quantity.unit.clone()),
            _ => None,
        };
        Asked::Number {
            number,
            thresholds,
            unit,
        }
    }

    fn answers(&mut self, table: &'d Table, called: &str, place: Span) -> Asked {
        let list = self.tables(table, "case");
        if let Some((_, span)) = list.get(limits::ANSWERS) {
            self.too_many(list.len(), limits::ANSWERS, &format!("cases of {called}"), *span);
        }
        if list.is_empty() {
            self.holes = true;
            self.error(
                code::BAD_QUESTION,
                format!("{called} has no cases"),
                place,
                "add `[[questions.….case]]`",
            );
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut cases = Vec::new();
        for (table, span) in list.into_iter().take(limits::ANSWERS) {
            let Some(answer) = self.answer(table, span, called, &mut seen) else {
                continue;
            };
            let condition = match table.get("if") {
                Some(value) => self.formula(value, "if", Expected::Truth),
                None => {
                    let case = format!("case `{}` of {called}", answer.id);
                    self.missing("if", &case, span, "say when it is the answer: `if = \"…\"`");
                    stand_in(Expected::Truth, span)
                }
            };
            cases.push(QuestionCase { answer, condition });
        }
        let otherwise = entry(table, "otherwise").and_then(|found| {
            let table = self.table_of(&found.value, "otherwise")?;
            self.answer(table, found.key_span, called, &mut seen)
        });
        let otherwise = otherwise.unwrap_or_else(|| Answer {
            id: "none_of_these".to_owned(),
            title: None,
            colour: None,
        });
        Asked::Cases { cases, otherwise }
    }

    fn answer(
        &mut self,
        table: &'d Table,
        span: Span,
        called: &str,
        seen: &mut BTreeMap<String, Span>,
    ) -> Option<Answer> {
        let Some(value) = table.get("id") else {
            self.missing(
                "id",
                &format!("an answer of {called}"),
                span,
                "name the answer: `id = \"…\"`",
            );
            return None;
        };
        let id = self.text_of(value, "id")?;
        self.check_reserved(id, value.span);
        if let Some(first) = seen.get(id) {
            let help = "rename one, or join their conditions by `or`";
            self.report(
                Diagnostic::error(code::DUPLICATE_ID, format!("{called} has the answer `{id}` twice"))
                    .at(value.span, "the second")
                    .also(*first, "the first")
                    .help(help),
            );
        }
        seen.entry(id.to_owned()).or_insert(value.span);
        Some(Answer {
            id: id.to_owned(),
            title: self.title(table, "title"),
            colour: table.get("colour").and_then(|value| self.colour(value)),
        })
    }
}
