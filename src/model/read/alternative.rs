//! Alternatives: named what-ifs.

use crate::document::{Entry, Shape, Table, Value};
use crate::model::element::{Alternative, ExpertId, Forced, GivenThat, Model};
use crate::source::{Span, code};

use super::fields::first_of;
use super::outline::Element;
use super::overriding::{Asking, Base, Is, forced, given};
use super::reader::Reader;

impl<'d> Reader<'d, '_> {
    /// All alternatives.
    pub fn alternatives(&mut self, elements: &[Element<'d>], model: &Model) -> Vec<Alternative> {
        let mut list = Vec::new();
        for element in elements {
            let table = element.table;
            if first_of(table, &["set", "do", "given", "believe"]).is_none() {
                let message = format!("alternative `{}` changes nothing", element.id);
                let help = "add `set`, `do`, `given` or `believe`";
                self.error(code::MISSING_KEY, message, element.key, help);
            }
            list.push(Alternative {
                name: self.name(element.id, element.key, table),
                set: self.paths(table),
                force: self.forced_draws(table, model),
                given: self.given_of(table, model),
                believe: self.believe(table),
            });
        }
        list
    }

    fn paths(&mut self, table: &'d Table) -> Vec<(String, Span)> {
        let set = table.get("set").and_then(|value| self.table_of(value, "set"));
        let entries = set.map_or(&[][..], |set| &set.entries).iter();
        entries.map(|entry| (entry.key.clone(), entry.value.span)).collect()
    }

    fn forced_draws(&mut self, table: &'d Table, model: &Model) -> Vec<Forced> {
        let draws = table.get("do").and_then(|value| self.table_of(value, "do"));
        let mut list = Vec::new();
        for entry in draws.map_or(&[][..], |draws| &draws.entries) {
            list.extend(self.forced_draw(entry, model));
        }
        list
    }

    fn forced_draw(&mut self, entry: &'d Entry, model: &Model) -> Option<Forced> {
        let (value, from, until) = match &entry.value.shape {
            Shape::Table(table) => {
                let Some(value) = table.get("is") else {
                    let help = "say what it becomes: `is = …`";
                    self.missing("is", &format!("`do` of `{}`", entry.key), entry.value.span, help);
                    return None;
                };
                (value, self.day(table, "from"), self.day(table, "until"))
            }
            _ => (&entry.value, None, None),
        };
        let is = match &value.shape {
            Shape::Text(text) => Is::Word(&text.text),
            Shape::Truth(truth) => Is::Truth(*truth),
            Shape::Integer(_) | Shape::Float(_) => Is::Number(self.number_of(value, &entry.key)?),
            _ => {
                self.wrong_type(value, &entry.key, "a branch, `true`, `false` or a number");
                return None;
            }
        };
        let asking = Asking {
            id: &entry.key,
            id_span: entry.key_span,
            is,
            is_span: value.span,
            from,
            until,
        };
        let base = Base::of(model, self.timed, &self.names);
        forced(asking, base, self.diagnostics)
    }

    fn given_of(&mut self, table: &'d Table, model: &Model) -> Vec<GivenThat> {
        let one_or_more: &[Value] = match table.get("given") {
            None => &[],
            Some(value) => match &value.shape {
                Shape::List(list) => list,
                _ => std::slice::from_ref(value),
            },
        };
        let mut list = Vec::new();
        for value in one_or_more {
            let Shape::Text(text) = &value.shape else {
                self.wrong_type(value, "given", "a formula, as a text, or a list of formulas");
                continue;
            };
            let base = Base::of(model, self.timed, &self.names);
            list.extend(given(text, value.span, base, self.diagnostics));
        }
        list
    }

    fn believe(&mut self, table: &'d Table) -> Option<ExpertId> {
        let value = table.get("believe")?;
        let id = self.text_of(value, "believe")?;
        let found = self.find(|ids| &ids.experts, "expert", id, value.span, code::UNKNOWN_ID);
        found.map(ExpertId)
    }
}
