//! A scenario with its files merged and its overrides applied, printed as one TOML file that means the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::document::{Document, Entry, Shape, Table, Value};
use crate::model::{AmountKind, ExpectsOf, Model};
use crate::source::Span;

use super::numbers::all_amounts;

/// Sections whose entries are elements, in the order in which they are printed. Choices, events and quantities stand
/// among each other as in the file, since that is the order in which readers are shown them.
const BEFORE: [&str; 6] = ["sources", "claims", "experts", "actors", "assumptions", "conditions"];
const MIXED: [&str; 3] = ["choices", "events", "quantities"];
const AFTER: [&str; 2] = ["questions", "alternatives"];

/// The longest line that a list or an inline table takes before it is broken, where it may be.
const LINE: usize = 110;

/// The scenario as one text. Two documents that mean the same by the same values print the same; the text, read again,
/// prints as itself.
pub fn print_resolved(document: &Document, model: &Model) -> String {
    let mut printer = Printer {
        document,
        words: foreign_words(model),
        out: String::new(),
    };
    printer.root();
    printer.out
}

/// Words that are read on another scale than the top file's, with the range that they stand for.
fn foreign_words(model: &Model) -> BTreeMap<Span, [f64; 2]> {
    let mut list = BTreeMap::new();
    for amount in all_amounts(model) {
        if let AmountKind::Word { word, low, high } = &amount.kind
            && model.words.range_of(word) != Some((*low, *high))
        {
            list.insert(amount.span, [*low, *high]);
        }
    }
    for claim in &model.claims {
        if let Some(expects) = &claim.expects
            && let ExpectsOf::Probability {
                low,
                high,
                word: Some(word),
            } = &expects.of
            && model.words.range_of(word) != Some((*low, *high))
        {
            list.insert(expects.span, [*low, *high]);
        }
    }
    list
}

struct Printer<'d> {
    document: &'d Document,
    words: BTreeMap<Span, [f64; 2]>,
    out: String,
}

impl Printer<'_> {
    fn root(&mut self) {
        let root = &self.document.root;
        let is_section = |key: &str| BEFORE.iter().chain(&MIXED).chain(&AFTER).any(|section| *section == key);
        for entry in &root.entries {
            let bare = !matches!(entry.value.shape, Shape::Table(_)) && !is_tables(&entry.value);
            if bare && entry.key != "extends" {
                self.line(entry);
            }
        }
        for entry in &root.entries {
            if let (Shape::Table(table), false) = (&entry.value.shape, is_section(&entry.key)) {
                let _ = writeln!(self.out, "\n[{}]", key(&entry.key));
                self.lines(table);
            }
        }
        for section in BEFORE {
            self.section(section);
        }
        self.mixed();
        for section in AFTER {
            self.section(section);
        }
        for entry in &root.entries {
            if is_tables(&entry.value) {
                self.tables(&key(&entry.key), &entry.value);
            }
        }
    }

    /// Elements as tables of their own; all in the short form where one of them has no other.
    fn section(&mut self, name: &str) {
        let Some(table) = self.document.root.get(name).and_then(Value::as_table) else {
            return;
        };
        let long = |entry: &Entry| entry.value.as_table().is_some_and(|table| is_long(name, table));
        if table.entries.is_empty() {
            return;
        }
        let wrap = match name {
            "assumptions" => Some("value"),
            "conditions" => Some("if"),
            _ => None,
        };
        if !table.entries.iter().any(long) {
            let _ = writeln!(self.out, "\n[{name}]");
            return self.lines(table);
        }
        for entry in &table.entries {
            match (entry.value.as_table(), wrap) {
                (Some(table), _) if is_long(name, table) => self.element(name, entry, table),
                (_, Some(wrap)) => {
                    let _ = writeln!(self.out, "\n[{name}.{}]", key(&entry.key));
                    let value = self.value(&entry.value, wrap.len() + 3);
                    let _ = writeln!(self.out, "{wrap} = {value}");
                }
                (Some(table), None) => self.element(name, entry, table),
                (None, None) => {}
            }
        }
    }

    fn mixed(&mut self) {
        let mut list: Vec<(usize, u32, &str, &Entry)> = Vec::new();
        for section in MIXED {
            let Some(table) = self.document.root.get(section).and_then(Value::as_table) else {
                continue;
            };
            for entry in &table.entries {
                let files = &self.document.files;
                let file = files
                    .iter()
                    .position(|read| read.file == entry.key_span.file)
                    .unwrap_or(files.len());
                list.push((file, entry.key_span.start, section, entry));
            }
        }
        list.sort_by_key(|(file, start, section, _)| (*file, *start, *section));
        for (_, _, section, entry) in list {
            if let Some(table) = entry.value.as_table() {
                self.element(section, entry, table);
            }
        }
    }

    /// Plain values first: a header below an element ends it.
    fn element(&mut self, section: &str, entry: &Entry, table: &Table) {
        let path = format!("{section}.{}", key(&entry.key));
        let _ = writeln!(self.out, "\n[{path}]");
        let below = |entry: &Entry| entry.key == "otherwise" || is_tables(&entry.value);
        for entry in table.entries.iter().filter(|entry| !below(entry)) {
            self.line(entry);
        }
        for entry in table.entries.iter().filter(|entry| below(entry)) {
            let path = format!("{path}.{}", key(&entry.key));
            match &entry.value.shape {
                Shape::Table(table) => {
                    let _ = writeln!(self.out, "[{path}]");
                    self.lines(table);
                }
                _ => self.tables(&path, &entry.value),
            }
        }
    }

    fn tables(&mut self, path: &str, value: &Value) {
        for table in value.as_list().into_iter().flatten().filter_map(Value::as_table) {
            let _ = writeln!(self.out, "[[{path}]]");
            self.lines(table);
        }
    }

    fn lines(&mut self, table: &Table) {
        for entry in &table.entries {
            self.line(entry);
        }
    }

    fn line(&mut self, entry: &Entry) {
        let name = key(&entry.key);
        let value = self.value(&entry.value, name.len() + 3);
        let _ = writeln!(self.out, "{name} = {value}");
    }

    /// A value; a list that is too long for the line is broken behind its items.
    fn value(&self, value: &Value, before: usize) -> String {
        let whole = self.inline(value);
        let Shape::List(list) = &value.shape else { return whole };
        let is_table = list.iter().any(|item| matches!(item.shape, Shape::List(_)));
        if !is_table && before + whole.len() <= LINE {
            return whole;
        }
        let items: Vec<String> = list.iter().map(|item| format!("  {},\n", self.inline(item))).collect();
        format!("[\n{}]", items.concat())
    }

    fn inline(&self, value: &Value) -> String {
        if let Some([low, high]) = self.words.get(&value.span)
            && matches!(value.shape, Shape::Text(_))
        {
            return format!("{{ uniform = [{low:?}, {high:?}] }}");
        }
        match &value.shape {
            Shape::Text(text) => quote(&text.text),
            Shape::Integer(number) => number.to_string(),
            Shape::Float(number) => float(*number),
            Shape::Truth(truth) => truth.to_string(),
            Shape::Date(date) => date.to_string(),
            Shape::List(list) => {
                let items: Vec<String> = list.iter().map(|item| self.inline(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Shape::Table(table) => self.inline_table(table, value.span),
            Shape::Broken => "\"\"".to_owned(),
        }
    }

    fn inline_table(&self, table: &Table, span: Span) -> String {
        let foreign = self.words.get(&span);
        let entries: Vec<String> = table
            .entries
            .iter()
            .map(|entry| match (foreign, &entry.value.shape) {
                // A claim's range in a word of another scale: its place is that of the whole `expects`.
                (Some([low, high]), Shape::Text(_)) if entry.key == "probability" => {
                    format!("probability = [{low:?}, {high:?}]")
                }
                _ => format!("{} = {}", key(&entry.key), self.inline(&entry.value)),
            })
            .collect();
        if entries.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// Whether an entry of a section is a long form rather than a value that is a table, such as `{ uniform = [1, 2] }`.
fn is_long(section: &str, table: &Table) -> bool {
    match section {
        "assumptions" => table.get("value").is_some(),
        "conditions" => table.get("if").is_some(),
        _ => true,
    }
}

fn is_tables(value: &Value) -> bool {
    let is_table = |item: &Value| matches!(item.shape, Shape::Table(_));
    value
        .as_list()
        .is_some_and(|list| !list.is_empty() && list.iter().all(is_table))
}

fn key(id: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !id.is_empty() && id.chars().all(plain) {
        id.to_owned()
    } else {
        quote(id)
    }
}

fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

fn float(number: f64) -> String {
    if number.is_nan() {
        "nan".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "inf".to_owned()
        } else {
            "-inf".to_owned()
        }
    } else {
        format!("{number:?}")
    }
}
