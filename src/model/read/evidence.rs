//! What stands behind the numbers: sources, claims, experts, actors; and the evidence that elements cite.

use crate::calendar::PartialDate;
use crate::document::{Shape, Table, Value};
use crate::model::element::{Actor, Claim, ClaimId, Expert, Name, Question, Source, SourceId};
use crate::model::value::Evidence;
use crate::source::{Diagnostic, Span, code};

use super::fields::first_of;
use super::outline::Element;
use super::reader::Reader;

impl<'d> Reader<'d, '_> {
    /// Id, title and evidence of an element.
    pub fn name(&mut self, id: &str, key: Span, table: &'d Table) -> Name {
        Name {
            id: id.to_owned(),
            span: key,
            title: self.title(table, "title"),
            evidence: self.evidence(table),
        }
    }

    /// A title, with its dates filled in.
    pub fn title(&mut self, table: &'d Table, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = self.text_of(value, key)?;
        Some(self.dated(text, value.span))
    }

    /// `because`, `despite` and `note`.
    pub fn evidence(&mut self, table: &'d Table) -> Evidence {
        let evidence = Evidence {
            because: self.cited(table, "because"),
            despite: self.cited(table, "despite"),
            note: self.words(table, "note"),
            for_another_value: table.given_for.is_some(),
        };
        self.warn_of_another_value(table);
        evidence
    }

    /// Claims that stay beside a value that a later file gave without its own. An override is there to try a value, and is not told so.
    fn warn_of_another_value(&mut self, table: &'d Table) {
        let value = first_of(table, &["value", "weight", "if"]).map(|entry| &entry.value);
        let cited = first_of(table, &["because", "despite"]);
        let (Some(old), Some(value), Some(cited)) = (table.given_for, value, cited) else {
            return;
        };
        if self.is_in_file(value.span) {
            self.report(
                Diagnostic::warning(code::GIVEN_FOR_ANOTHER, "these claims were given for another value")
                    .at(cited.key_span, "")
                    .also(old, "the value that they were given for")
                    .also(value.span, "the value that stands now")
                    .help("cite beside the new value what supports it: `{ value = …, because = […] }`"),
            );
        }
    }

    fn cited(&mut self, table: &'d Table, key: &str) -> Vec<ClaimId> {
        let mut list = Vec::new();
        for (id, span) in self.texts(table, key) {
            let found = self.find(|ids| &ids.claims, "claim", id, span, code::UNKNOWN_CLAIM);
            list.extend(found.map(ClaimId));
        }
        list
    }

    /// All `[sources.…]`.
    pub fn sources(&mut self, elements: &[Element<'d>]) -> Vec<Source> {
        let mut list = Vec::new();
        for element in elements {
            let table = element.table;
            let (date, day) = self.partial_date(table, "date");
            let source = Source {
                name: self.name(element.id, element.key, table),
                publisher: self.words(table, "publisher"),
                author: self.words(table, "author"),
                date,
                day: day.map(PartialDate::first),
                url: self.words(table, "url"),
                retrieved: self.partial_date(table, "retrieved").0,
                grade: self.grade(table),
            };
            list.push(source);
        }
        list
    }

    /// A day, of which perhaps only the month or the year is known: as written, and what it may mean.
    fn partial_date(&mut self, table: &'d Table, key: &str) -> (Option<String>, Option<PartialDate>) {
        let Some(value) = table.get(key) else {
            return (None, None);
        };
        match &value.shape {
            Shape::Date(day) => (Some(day.to_string()), Some(PartialDate::Day(*day))),
            Shape::Text(text) => {
                let date = PartialDate::parse(&text.text);
                if date.is_none() {
                    let message = format!("`{key}` is `{}`, which is no date", text.text.escape_debug());
                    let help = "write `2022-09-29`, `\"2022-09\"` or `\"2022\"`";
                    self.error(code::BAD_DATE, message, value.span, help);
                }
                (Some(text.text.clone()), date)
            }
            Shape::Integer(year @ 1000..=9999) => {
                let help = format!("put a year into quotes: `{key} = \"{year}\"`");
                self.error(
                    code::WRONG_TYPE,
                    format!("`{key}` is a number, not a date"),
                    value.span,
                    help,
                );
                (None, None)
            }
            _ => {
                self.wrong_type(value, key, "a date such as `2022-09-29`, `\"2022-09\"` or `\"2022\"`");
                (None, None)
            }
        }
    }

    fn grade(&mut self, table: &'d Table) -> Option<String> {
        let value = table.get("grade")?;
        let grade = self.text_of(value, "grade")?;
        if !matches!(grade.as_bytes(), [b'A'..=b'F', b'1'..=b'6']) {
            let message = format!("`grade` cannot be `{}`", grade.escape_debug());
            let help = "an Admiralty grade is a letter from A to F (reliability) and a digit from 1 to 6 (credibility), such as `\"B2\"`";
            self.error(code::WRONG_VALUE, message, value.span, help);
            return None;
        }
        Some(grade.to_owned())
    }

    /// All `[claims.…]`. They may speak of questions that the scenario lacks.
    pub fn claims(&mut self, elements: &[Element<'d>], questions: &[Question]) -> Vec<Claim> {
        let mut list = Vec::new();
        for element in elements {
            let table = element.table;
            let source = self.source_of(element);
            let says = self.words(table, "says");
            if table.get("says").is_none() {
                let help = "say in your own words what was said: `says = \"…\"`";
                self.missing("says", &format!("claim `{}`", element.id), element.key, help);
            }
            let claim = Claim {
                name: self.name(element.id, element.key, table),
                source: SourceId(source.unwrap_or(0)),
                place: self.words(table, "where"),
                who: self.words(table, "who"),
                says: says.unwrap_or_default(),
                expects: table.get("expects").and_then(|value| self.expects(value, questions)),
            };
            list.push(claim);
        }
        list
    }

    fn source_of(&mut self, element: &Element<'d>) -> Option<u32> {
        let Some(value) = element.table.get("source") else {
            let help = "name its source: `source = \"…\"`, with `[sources.…]`";
            self.missing("source", &format!("claim `{}`", element.id), element.key, help);
            return None;
        };
        let id = self.text_of(value, "source")?;
        self.find(|ids| &ids.sources, "source", id, value.span, code::UNKNOWN_SOURCE)
    }

    /// Sources younger than the day on which the scenario stands.
    pub fn check_hindsight(&mut self, sources: &[Source], claims: &[Claim]) {
        let Some(as_of) = self.as_of else {
            return;
        };
        for (at, source) in (0u32..).zip(sources) {
            let cited = claims.iter().filter(|claim| claim.source == SourceId(at)).count();
            if cited == 0 || source.day.is_none_or(|day| day <= as_of) {
                continue;
            }
            let date = source.date.as_deref().unwrap_or_default();
            let message = format!(
                "source `{}` is of {date}, and the scenario stands on {as_of}",
                source.name.id
            );
            let claims = if cited == 1 {
                "its claim is".to_owned()
            } else {
                format!("its {cited} claims are")
            };
            self.report(
                Diagnostic::warning(code::HINDSIGHT, message)
                    .at(source.name.span, format!("{claims} hindsight"))
                    .help("leave its claims out, or move `as_of`"),
            );
        }
    }

    /// All `[experts.…]`.
    pub fn experts(&mut self, elements: &[Element<'d>]) -> Vec<Expert> {
        let mut list = Vec::new();
        for element in elements {
            let weight = match element.table.get("weight") {
                None => 1.0,
                Some(value) => self.expert_weight(value).unwrap_or(1.0),
            };
            let name = self.named_element(element);
            list.push(Expert { name, weight });
        }
        list
    }

    fn expert_weight(&mut self, value: &'d Value) -> Option<f64> {
        let weight = self.number_of(value, "weight")?;
        if weight <= 0.0 {
            let message = format!("an expert's weight is {weight}");
            let help = "write a number above 0, or leave the expert off the register";
            self.error(code::BAD_WEIGHT, message, value.span, help);
            return None;
        }
        Some(weight)
    }

    /// All `[actors.…]`.
    pub fn actors(&mut self, elements: &[Element<'d>]) -> Vec<Actor> {
        let mut list = Vec::new();
        for element in elements {
            let name = self.named_element(element);
            list.push(Actor { name });
        }
        list
    }

    /// Persons and camps have a `name` where others have a `title`.
    fn named_element(&mut self, element: &Element<'d>) -> Name {
        let mut name = self.name(element.id, element.key, element.table);
        if let Some(called) = self.title(element.table, "name") {
            name.title = Some(called);
        }
        name
    }
}
