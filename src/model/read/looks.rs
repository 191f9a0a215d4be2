//! What branches look like to readers: titles and colours; and whose luck an element draws.

use std::collections::BTreeSet;

use crate::document::{Shape, Value};
use crate::model::element::{Branch, Model};
use crate::model::limits;
use crate::source::{Diagnostic, Span, code};

use super::branches::Sketch;
use super::fields::first_of;
use super::reader::Reader;
use super::weights::Setting;

impl<'d> Reader<'d, '_> {
    /// The branches of a variable, with the titles and colours that they were given.
    pub fn branches(&mut self, sketch: &Sketch<'d>, setting: &Setting) -> Vec<Branch> {
        let mut list: Vec<Branch> = Vec::new();
        for (id, span) in &sketch.branches {
            list.push(Branch {
                id: id.clone(),
                title: None,
                colour: None,
                span: *span,
            });
        }
        let table = sketch.element.table;
        // A weight's own title stands back behind one under `titles`.
        if let Some(weights) = first_of(table, &["outcomes", "options"]).and_then(|entry| entry.value.as_table()) {
            for weight in &weights.entries {
                let titled = weight.value.as_table().and_then(|weight| self.title(weight, "title"));
                if let Some(branch) = list.iter_mut().find(|branch| branch.id == weight.key) {
                    branch.title = titled;
                }
            }
        }
        let titles = table.get("titles").and_then(|value| self.table_of(value, "titles"));
        for entry in titles.map_or(&[][..], |titles| &titles.entries) {
            let text = self.text_of(&entry.value, &entry.key);
            let at = self.branch_of(&entry.key, entry.key_span, setting);
            if let (Some(text), Some(branch)) = (text, at.and_then(|at| list.get_mut(usize::from(at)))) {
                branch.title = Some(self.dated(text, entry.value.span));
            }
        }
        let colours = table.get("colour").and_then(|value| self.table_of(value, "colour"));
        for entry in colours.map_or(&[][..], |colours| &colours.entries) {
            let colour = self.colour(&entry.value);
            let at = self.branch_of(&entry.key, entry.key_span, setting);
            if let Some(branch) = at.and_then(|at| list.get_mut(usize::from(at))) {
                branch.colour = colour;
            }
        }
        list
    }

    /// A slot of the palette.
    pub fn colour(&mut self, value: &'d Value) -> Option<u16> {
        let Shape::Integer(slot) = value.shape else {
            self.wrong_type(value, "colour", "a whole number");
            return None;
        };
        if !(1..=limits::COLOURS).contains(&slot) {
            let help = format!("the slots are 1 to {}", limits::COLOURS);
            self.error(
                code::UNKNOWN_COLOUR,
                format!("the palette has no slot {slot}"),
                value.span,
                help,
            );
            return None;
        }
        u16::try_from(slot).ok()
    }

    /// Two elements that would draw the same luck.
    pub fn check_luck(&mut self, model: &Model) {
        let variables = model.variables.iter().map(|one| (&one.name, &one.luck));
        let quantities = model.quantities.iter().map(|one| (&one.name, &one.luck));
        let all = || variables.clone().chain(quantities.clone());
        // Those that draw as themselves come first, so that the one with `draws_as` is blamed.
        let own: BTreeSet<&str> = all()
            .filter(|(name, luck)| name.id == **luck)
            .map(|(name, _)| name.id.as_str())
            .collect();
        let mut seen = own.clone();
        let mut shared: Vec<(&str, &str, Span)> = Vec::new();
        for (name, luck) in all().filter(|(name, luck)| name.id != **luck) {
            if !seen.insert(luck) {
                shared.push((&name.id, luck, name.span));
            }
        }
        for (id, luck, span) in shared {
            let message = format!("`{id}` draws the luck of `{luck}`, which another element draws too");
            let help = "leave `draws_as` out, or name an id that nothing else has";
            self.report(Diagnostic::error(code::LUCK_COLLISION, message).at(span, "").help(help));
        }
    }
}
