//! Single values as what they should be: texts, numbers, days, lists, tables.

use jiff::civil::Date;

use crate::document::{Entry, Shape, Table, Text, Value};
use crate::source::{Diagnostic, Span, code};

use super::reader::Reader;

impl<'d> Reader<'d, '_> {
    /// The text under a key, if there is one.
    pub fn text(&mut self, table: &'d Table, key: &str) -> Option<&'d str> {
        let value = table.get(key)?;
        self.text_of(value, key)
    }

    /// The same, as the model keeps it.
    pub fn words(&mut self, table: &'d Table, key: &str) -> Option<String> {
        self.text(table, key).map(str::to_owned)
    }

    /// The truth under a key, if there is one.
    pub fn truth(&mut self, table: &'d Table, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        match value.shape {
            Shape::Truth(truth) => Some(truth),
            _ => {
                self.wrong_type(value, key, "`true` or `false`");
                None
            }
        }
    }

    /// The day under a key, with its place, if there is one.
    pub fn day(&mut self, table: &'d Table, key: &str) -> Option<(Date, Span)> {
        let value = table.get(key)?;
        match &value.shape {
            Shape::Date(day) => Some((*day, value.span)),
            _ => {
                self.wrong_type(value, key, "a day such as `2023-01-15`");
                None
            }
        }
    }

    /// The list under a key; empty where there is none.
    pub fn list(&mut self, table: &'d Table, key: &str) -> &'d [Value] {
        table.get(key).map_or(&[], |value| self.list_of(value, key))
    }

    /// The tables of a list of tables, such as `case`; empty where there are none.
    pub fn tables(&mut self, table: &'d Table, key: &str) -> Vec<(&'d Table, Span)> {
        let mut list = Vec::new();
        for value in self.list(table, key) {
            if let Some(table) = self.table_of(value, key) {
                list.push((table, table.span.unwrap_or(value.span)));
            }
        }
        list
    }

    /// The texts of a list, with their places.
    pub fn texts(&mut self, table: &'d Table, key: &str) -> Vec<(&'d str, Span)> {
        let mut list = Vec::new();
        for value in self.list(table, key) {
            if let Some(text) = self.text_of(value, key) {
                list.push((text, value.span));
            }
        }
        list
    }

    /// A text.
    pub fn text_of(&mut self, value: &'d Value, what: &str) -> Option<&'d str> {
        match &value.shape {
            Shape::Text(Text { text, .. }) => Some(text),
            _ => {
                self.wrong_type(value, what, "a text");
                None
            }
        }
    }

    /// A finite number.
    pub fn number_of(&mut self, value: &'d Value, what: &str) -> Option<f64> {
        let number = match value.shape {
            // Whole numbers beyond 2^53 are rounded as a float written so would be.
            Shape::Integer(whole) => whole as f64,
            Shape::Float(number) => number,
            _ => {
                self.wrong_type(value, what, "a number");
                return None;
            }
        };
        if !number.is_finite() {
            self.holes = true;
            // What is a phrase of its own marks its names itself.
            let named = if what.contains('`') {
                what.to_owned()
            } else {
                format!("`{what}`")
            };
            let message = format!("{named} is {number}, not a finite number");
            self.error(code::WRONG_VALUE, message, value.span, "write a finite number");
            return None;
        }
        Some(number)
    }

    /// A list.
    pub fn list_of(&mut self, value: &'d Value, what: &str) -> &'d [Value] {
        match &value.shape {
            Shape::List(list) => list,
            _ => {
                self.wrong_type(value, what, "a list");
                &[]
            }
        }
    }

    /// A table.
    pub fn table_of(&mut self, value: &'d Value, what: &str) -> Option<&'d Table> {
        match &value.shape {
            Shape::Table(table) => Some(table),
            _ => {
                self.wrong_type(value, what, "a table");
                None
            }
        }
    }

    /// Reports a value of the wrong kind, unless that was done when it was read.
    pub fn wrong_type(&mut self, value: &Value, what: &str, wanted: &str) {
        self.holes = true;
        if let Shape::Broken = value.shape {
            return;
        }
        let message = format!("`{what}` is {}, not {wanted}", kind(&value.shape));
        self.report(
            Diagnostic::error(code::WRONG_TYPE, message)
                .at(value.span, "")
                .help(format!("write {wanted}")),
        );
    }

    /// Reports two keys that exclude each other, the second as the one too many.
    pub fn conflict(&mut self, first: &Entry, second: &Entry, help: &str) {
        self.holes = true;
        let message = format!("`{}` and `{}` exclude each other", first.key, second.key);
        self.report(
            Diagnostic::error(code::CONFLICTING_KEYS, message)
                .at(second.key_span, "the second")
                .also(first.key_span, "the first")
                .help(help),
        );
    }
}

/// The entry under a key, with the key's place.
pub(super) fn entry<'d>(table: &'d Table, key: &str) -> Option<&'d Entry> {
    table.entries.iter().find(|entry| entry.key == key)
}

/// The first of these keys that a table has.
pub(super) fn first_of<'d>(table: &'d Table, keys: &[&str]) -> Option<&'d Entry> {
    keys.iter().find_map(|key| entry(table, key))
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text(_) => "a text",
        Shape::Integer(_) | Shape::Float(_) => "a number",
        Shape::Truth(_) => "`true` or `false`",
        Shape::Date(_) => "a day",
        Shape::List(_) => "a list",
        Shape::Table(_) => "a table",
        Shape::Broken => "unreadable",
    }
}
