//! The first pass: every id, and the branches of every variable, so that formulas can name what stands further down.

use crate::document::{Entry, Table};
use crate::model::element::{AssumptionId, ConditionId, QuantityId, VariableId};
use crate::model::limits;
use crate::model::names::{Named, reserved};
use crate::source::{Span, code};

use super::branches::Sketch;
use super::reader::{Ids, Index, Reader};

/// What the first pass found, in file order; the places in these lists are the ids of the model.
#[derive(Default)]
pub(super) struct Outline<'d> {
    pub sources: Vec<Element<'d>>,
    pub claims: Vec<Element<'d>>,
    pub experts: Vec<Element<'d>>,
    pub actors: Vec<Element<'d>>,
    pub assumptions: Vec<&'d Entry>,
    pub conditions: Vec<&'d Entry>,
    pub variables: Vec<Sketch<'d>>,
    pub quantities: Vec<Element<'d>>,
    pub questions: Vec<Element<'d>>,
    pub alternatives: Vec<Element<'d>>,
    /// A section is larger than allowed, so that nothing more is read.
    pub too_large: bool,
}

/// An element that is a table.
#[derive(Clone, Copy)]
pub(super) struct Element<'d> {
    pub id: &'d str,
    /// Its key.
    pub key: Span,
    pub table: &'d Table,
}

impl<'d> Reader<'d, '_> {
    /// Goes over all sections once.
    pub fn outline(&mut self) -> Outline<'d> {
        let mut too_large = false;
        for (name, limit) in [
            ("sources", limits::SOURCES),
            ("claims", limits::CLAIMS),
            ("experts", limits::EXPERTS),
            ("actors", limits::ACTORS),
            ("assumptions", limits::ASSUMPTIONS),
            ("conditions", limits::CONDITIONS),
            ("choices", limits::VARIABLES),
            ("events", limits::VARIABLES),
            ("quantities", limits::QUANTITIES),
            ("questions", limits::QUESTIONS),
            ("alternatives", limits::ALTERNATIVES),
        ] {
            let entries = self.section(name);
            if let Some(first) = entries.get(limit) {
                self.too_many(entries.len(), limit, name, first.key_span);
                too_large = true;
            }
        }
        if too_large {
            return Outline {
                too_large,
                ..Outline::default()
            };
        }
        let sources = self.elements("sources", |ids| &mut ids.sources);
        let claims = self.elements("claims", |ids| &mut ids.claims);
        let experts = self.elements("experts", |ids| &mut ids.experts);
        let actors = self.elements("actors", |ids| &mut ids.actors);
        let questions = self.elements("questions", |ids| &mut ids.questions);
        let alternatives = self.elements("alternatives", |ids| &mut ids.alternatives);
        let assumptions: Vec<&Entry> = self.section("assumptions").iter().collect();
        let conditions: Vec<&Entry> = self.section("conditions").iter().collect();
        let quantities = self.tables_of("quantities");
        let mut variables = Vec::new();
        for section in ["choices", "events"] {
            for element in self.tables_of(section) {
                variables.push(self.sketch(element, section == "choices"));
            }
        }
        variables.sort_by_key(|sketch: &Sketch| self.file_order(sketch.element.key));
        let outline = Outline {
            sources,
            claims,
            experts,
            actors,
            assumptions,
            conditions,
            variables,
            quantities,
            questions,
            alternatives,
            too_large: false,
        };
        self.declare(&outline);
        outline
    }

    fn declare(&mut self, outline: &Outline) {
        let variables = outline.variables.len();
        if let Some(first) = outline.variables.get(limits::VARIABLES) {
            self.too_many(variables, limits::VARIABLES, "choices and events", first.element.key);
        }
        let mut list: Vec<(&str, Named, Span)> = Vec::new();
        for (at, entry) in (0u32..).zip(&outline.assumptions) {
            list.push((&entry.key, Named::Assumption(AssumptionId(at)), entry.key_span));
        }
        for (at, entry) in (0u32..).zip(&outline.conditions) {
            list.push((&entry.key, Named::Condition(ConditionId(at)), entry.key_span));
        }
        for (at, sketch) in (0u32..).zip(&outline.variables) {
            list.push((sketch.element.id, Named::Variable(VariableId(at)), sketch.element.key));
        }
        for (at, element) in (0u32..).zip(&outline.quantities) {
            list.push((element.id, Named::Quantity(QuantityId(at)), element.key));
        }
        list.sort_by_key(|(_, _, span)| self.file_order(*span));
        for (id, named, span) in list {
            self.names.declare(id, named, span, self.diagnostics);
        }
        for (at, sketch) in (0u32..).zip(&outline.variables) {
            let branches = sketch.branches.clone();
            // Of a variable whose branches cannot be read nothing is said, so that no formula is blamed for it.
            if !sketch.broken {
                let (truth, ladder) = (sketch.is_truth, sketch.is_ladder());
                self.names.set_branches(VariableId(at), branches, truth, ladder);
            }
        }
        for element in &outline.questions {
            self.names.note_question(element.id, element.key);
        }
    }

    /// The elements of a section that formulas do not see, with their places in the model noted under their ids.
    fn elements(&mut self, section: &str, index: fn(&mut Ids) -> &mut Index) -> Vec<Element<'d>> {
        for entry in self.section(section) {
            index(&mut self.ids).insert(entry.key.clone(), None);
        }
        let list = self.tables_of(section);
        for (at, element) in (0u32..).zip(&list) {
            index(&mut self.ids).insert(element.id.to_owned(), Some(at));
        }
        list
    }

    fn tables_of(&mut self, section: &str) -> Vec<Element<'d>> {
        let mut list = Vec::new();
        for entry in self.section(section) {
            if let Some(table) = self.table_of(&entry.value, &entry.key) {
                list.push(Element {
                    id: &entry.key,
                    key: entry.key_span,
                    table,
                });
            }
        }
        list
    }

    /// A word of the language where an id is declared that has a namespace of its own (a branch, the case of a question).
    pub fn check_reserved(&mut self, id: &str, span: Span) {
        if let Some(what) = reserved(id) {
            let help = format!("choose another id, such as `{id}_`");
            self.error(code::RESERVED_ID, format!("`{id}` is {what}"), span, help);
        }
    }
}
