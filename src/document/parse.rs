//! One file: TOML text to a table, with every syntax error and as much of the tree as can be saved.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::source::{Diagnostic, Diagnostics, FileId, Span, code, offsets, quoted};

use super::guard::guard;
use super::tree::{Entry, Shape, Table, Text, Value};

/// The most syntax errors of one file that are reported one by one.
const MAX_ERRORS: usize = 100;

/// The table that a text says, entries in file order. What cannot be used is reported and stands as [`Shape::Broken`].
///
/// `file` is the text's id, so that spans point into it. `None` where a limit forbids reading it at all.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Table> {
    if !guard(file, text, diagnostics) {
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    report(file, text, &errors, diagnostics);
    let mut broken: Vec<Range<usize>> = errors.into_iter().map(|(span, _)| span).collect();
    broken.sort_by_key(|span| span.start);
    let mut reading = Reading {
        file,
        text,
        base: 0,
        broken,
        diagnostics,
    };
    Some(reading.entries(table.into_inner(), None))
}

/// The value that the end of a text says, from byte `base` on, as TOML writes values; `None` where it is no TOML.
pub fn parse_value(file: FileId, text: &str, base: usize, diagnostics: &mut Diagnostics) -> Option<Value> {
    let said = text.get(base..).unwrap_or("");
    let (value, errors) = DeValue::parse_recoverable(said);
    if !errors.is_empty() {
        return None;
    }
    let mut reading = Reading {
        file,
        text,
        base,
        broken: Vec::new(),
        diagnostics,
    };
    Some(reading.value(value))
}

/// Reports the first error of each line: what follows on it is mostly its echo.
fn report(file: FileId, text: &str, errors: &[(Range<usize>, &str)], diagnostics: &mut Diagnostics) {
    let mut errors: Vec<_> = errors.iter().collect();
    errors.sort_by_key(|(span, _)| span.start);
    let mut lines_end = 0;
    let mut count = 0;
    for (span, message) in errors {
        if count > 0 && span.start < lines_end {
            continue;
        }
        let rest = text.as_bytes().get(span.start..).unwrap_or(&[]);
        let to_line_end = rest.iter().position(|byte| *byte == b'\n');
        lines_end = span.start + to_line_end.map_or(rest.len() + 1, |at| at + 1);
        count += 1;
        if count > MAX_ERRORS {
            continue;
        }
        diagnostics.push(syntax(file, text, span.clone(), message));
    }
    if count > MAX_ERRORS {
        let more = count - MAX_ERRORS;
        let message = format!("{more} more lines are not valid TOML");
        diagnostics.push(Diagnostic::error(code::TOML_SYNTAX, message).at(Span::new(file, text.len()..text.len()), ""));
    }
}

fn syntax(file: FileId, text: &str, span: Range<usize>, message: &str) -> Diagnostic {
    let place = Span::new(file, span.clone());
    if message == "duplicate key" {
        let key = quoted(text.get(span).unwrap_or("").trim_matches(['"', '\'']));
        return Diagnostic::error(code::TOML_SYNTAX, format!("{key} is defined a second time"))
            .at(place, "")
            .help("keys of a table are unique: remove one, or give the element another id");
    }
    if message.starts_with("string values must be quoted") {
        let word = text.get(span).unwrap_or("").trim();
        return if word.is_empty() {
            Diagnostic::error(code::TOML_SYNTAX, "a value is missing").at(place, "expected here")
        } else {
            Diagnostic::error(code::TOML_SYNTAX, format!("{} is no value in TOML", quoted(word)))
                .at(place, "")
                .help("texts, ids and formulas stand in quotes")
        };
    }
    Diagnostic::error(code::TOML_SYNTAX, format!("not valid TOML: {message}")).at(place, "")
}

struct Reading<'a> {
    file: FileId,
    text: &'a str,
    /// Where the parsed text begins in `text`.
    base: usize,
    /// Where the parser found errors, by their start.
    broken: Vec<Range<usize>>,
    diagnostics: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    fn entries(&mut self, table: DeTable<'_>, span: Option<Span>) -> Table {
        let mut pairs: Vec<(Spanned<_>, Spanned<DeValue<'_>>)> = table.into_iter().collect();
        pairs.sort_by_key(|(key, _)| key.span().start);
        let entries = pairs
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: self.span(key.span()),
                key: key.into_inner().into_owned(),
                value: self.value(value),
            })
            .collect();
        Table {
            span,
            entries,
            given_for: None,
        }
    }

    fn value(&mut self, value: Spanned<DeValue<'_>>) -> Value {
        let range = value.span();
        let span = self.span(range.clone());
        let raw = self.text.get(span.start as usize..span.end as usize);
        let shape = match value.into_inner() {
            // A header holds none of its table, but brackets and braces hold all that an error may have confused.
            DeValue::Table(_) if raw.is_some_and(|raw| raw.starts_with('{')) && self.is_broken(&range) => Shape::Broken,
            DeValue::Array(_) if self.is_broken(&range) => Shape::Broken,
            DeValue::Table(table) => Shape::Table(self.entries(table, Some(span))),
            DeValue::Array(list) => Shape::List(self.list(list)),
            _ if self.is_broken(&range) => Shape::Broken,
            DeValue::String(text) => {
                let raw = raw.unwrap_or("");
                let at = |offset: u32| offset.saturating_add(span.start);
                Shape::Text(Text {
                    text: text.into_owned(),
                    offsets: offsets(raw).into_iter().map(at).collect(),
                    file: self.file,
                })
            }
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                match i64::from_str_radix(&digits, number.radix()) {
                    Ok(number) => Shape::Integer(number),
                    Err(_) => self.too_large(
                        span,
                        "whole numbers go from -2^63 to 2^63 - 1; write a larger one as `1e20`",
                    ),
                }
            }
            DeValue::Float(number) => {
                let digits = number.as_str().replace('_', "");
                match digits.parse::<f64>() {
                    Ok(float) if float.is_infinite() && !digits.contains("inf") => {
                        self.too_large(span, "the largest number is about 1.8e308")
                    }
                    Ok(float) => Shape::Float(float),
                    Err(_) => self.too_large(span, "write it as `1.5` or `1.5e-3`"),
                }
            }
            DeValue::Boolean(truth) => Shape::Truth(truth),
            DeValue::Datetime(moment) => self.date(&moment, span),
        };
        Value { span, shape }
    }

    fn list(&mut self, list: DeArray<'_>) -> Vec<Value> {
        list.into_iter().map(|item| self.value(item)).collect()
    }

    /// Whether the parser found an error in this scalar, or made it up where a value was missing.
    fn is_broken(&self, range: &Range<usize>) -> bool {
        let before_end = self.broken.partition_point(|error| error.start < range.end);
        let near = self.broken.get(..before_end).unwrap_or(&[]);
        range.is_empty() || near.last().is_some_and(|error| error.start >= range.start)
    }

    fn too_large(&mut self, span: Span, help: &str) -> Shape {
        self.diagnostics.push(
            Diagnostic::error(code::NUMBER_RANGE, "the number is too large to be held")
                .at(span, "")
                .help(help),
        );
        Shape::Broken
    }

    fn date(&mut self, moment: &toml::value::Datetime, span: Span) -> Shape {
        let date = match (moment.date, moment.time, moment.offset) {
            (Some(date), None, None) => date,
            _ => {
                self.diagnostics.push(
                    Diagnostic::error(code::BAD_DATE, "a day was expected, without a time")
                        .at(span, "")
                        .help("write it as `2022-10-01`"),
                );
                return Shape::Broken;
            }
        };
        let year = i16::try_from(date.year).unwrap_or(i16::MAX);
        let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
        match Date::new(year, month.unwrap_or(0), day.unwrap_or(0)) {
            Ok(date) => Shape::Date(date),
            Err(_) => {
                let message = format!("there is no day {date}");
                self.diagnostics
                    .push(Diagnostic::error(code::BAD_DATE, message).at(span, ""));
                Shape::Broken
            }
        }
    }
}
