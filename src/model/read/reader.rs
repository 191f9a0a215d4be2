//! What the readers of all elements share: the document, the names known so far, and where findings go.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::document::{Document, Entry, Shape, Table, Value};
use crate::model::element::Assumption;
use crate::model::formula::{Formula, Kind, Term, Type};
use crate::model::names::Names;
use crate::model::typing::{self, Expected, Place};
use crate::scale::Scale;
use crate::source::{Code, Diagnostic, Diagnostics, FileId, Span, code, suggest};

/// Reads a document, element by element.
pub(super) struct Reader<'d, 'r> {
    /// What is read.
    pub document: &'d Document,
    /// Whether there is a `[time]`, even one that cannot be read.
    pub timed: bool,
    /// Its steps, where they could be read.
    pub calendar: Option<Calendar>,
    /// What was known then.
    pub as_of: Option<Date>,
    /// What formulas can name.
    pub names: Names,
    /// What formulas cannot name.
    pub ids: Ids,
    /// Those read so far: a formula that is nothing but an assumption has its range.
    pub assumptions: Vec<Assumption>,
    /// Something could not be read, and something stands in for it.
    pub holes: bool,
    /// Where findings go.
    pub diagnostics: &'r mut Diagnostics,
}

/// The namespaces that formulas do not see.
#[derive(Default)]
pub(super) struct Ids {
    pub sources: Index,
    pub claims: Index,
    pub experts: Index,
    pub actors: Index,
    pub questions: Index,
    pub alternatives: Index,
}

/// Ids with their places in a list of the model; none for what is defined, but could not be read.
pub(super) type Index = BTreeMap<String, Option<u32>>;

impl<'d, 'r> Reader<'d, 'r> {
    /// A reader that knows no names yet.
    pub fn new(document: &'d Document, diagnostics: &'r mut Diagnostics) -> Self {
        Reader {
            document,
            timed: document.root.get("time").is_some(),
            calendar: None,
            as_of: None,
            names: Names::default(),
            ids: Ids::default(),
            assumptions: Vec::new(),
            holes: false,
            diagnostics,
        }
    }

    /// Reports a finding.
    pub fn report(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    /// Reports an error with one remedy.
    pub fn error(&mut self, code: Code, message: impl Into<String>, span: Span, help: impl Into<String>) {
        self.report(Diagnostic::error(code, message).at(span, "").help(help));
    }

    /// The entries of a section, in file order; what is no table is reported.
    pub fn section(&mut self, name: &str) -> &'d [Entry] {
        match self.document.root.get(name) {
            None => &[],
            Some(value) => match self.table_of(value, name) {
                Some(table) => &table.entries,
                None => &[],
            },
        }
    }

    /// Where an element with this key stands among those of other sections: by file as merged, then by place.
    pub fn file_order(&self, span: Span) -> (usize, u32) {
        let files = &self.document.files;
        let file = files.iter().position(|read| read.file == span.file);
        (file.unwrap_or(files.len()), span.start)
    }

    /// The scale on which a word at this place is read.
    pub fn scale_at(&self, span: Span) -> Scale {
        let named = self.document.words_at(span).and_then(Value::as_text);
        named.and_then(|text| Scale::named(&text.text)).unwrap_or(Scale::Phia)
    }

    /// Whether a place is in a file, rather than on the command line.
    pub fn is_in_file(&self, span: Span) -> bool {
        self.document.files.iter().any(|read| read.file == span.file)
    }

    /// Finds what an id stands for, or reports that nothing has it.
    pub fn find(&mut self, which: fn(&Ids) -> &Index, what: &str, id: &str, span: Span, code: Code) -> Option<u32> {
        let index = which(&self.ids);
        if let Some(found) = index.get(id) {
            if found.is_none() {
                self.holes = true;
            }
            return *found;
        }
        let near = suggest(id, index.keys().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if index.is_empty() => {
                format!("the scenario defines no {what} yet: add `[{what}s.{id}]`")
            }
            None => format!("define it: `[{what}s.{id}]`"),
        };
        self.holes = true;
        self.error(code, format!("there is no {what} `{id}`"), span, help);
        None
    }

    /// A formula, or what stands in for one that cannot be read.
    pub fn formula(&mut self, value: &'d Value, what: &str, expected: Expected) -> Formula {
        self.try_formula(value, what, expected).unwrap_or_else(|| {
            self.holes = true;
            stand_in(expected, value.span)
        })
    }

    /// A formula; what cannot be read is reported.
    pub fn try_formula(&mut self, value: &'d Value, what: &str, expected: Expected) -> Option<Formula> {
        let wanted = match expected {
            Expected::Truth => "a formula that is true or false, as a text",
            Expected::Number => "a number or a formula, as a text",
            Expected::Column => "the name of a choice, event or condition, as a text",
        };
        match &value.shape {
            Shape::Text(text) => {
                let place = Place {
                    time: self.timed,
                    calendar: self.calendar.as_ref(),
                };
                typing::resolve(text, value.span, expected, &self.names, &place, self.diagnostics)
            }
            Shape::Integer(_) | Shape::Float(_) if expected == Expected::Number => {
                let number = self.number_of(value, what);
                number.map(|x| literal(Kind::Number(x), Type::Number, value.span, x.to_string()))
            }
            Shape::Truth(truth) if expected == Expected::Truth => {
                Some(literal(Kind::Truth(*truth), Type::Truth, value.span, truth.to_string()))
            }
            _ => {
                self.wrong_type(value, what, wanted);
                None
            }
        }
    }

    /// Reports a missing key of an element.
    pub fn missing(&mut self, key: &str, of: &str, span: Span, help: impl Into<String>) {
        self.holes = true;
        self.error(code::MISSING_KEY, format!("{of} lacks `{key}`"), span, help);
    }

    /// Reports a list that is longer than the program allows.
    pub fn too_many(&mut self, found: usize, limit: usize, what: &str, span: Span) {
        let message = format!("{found} {what}, and at most {limit} are allowed");
        self.holes = true;
        self.error(
            code::TOO_LARGE,
            message,
            span,
            format!("leave out {}", found.saturating_sub(limit)),
        );
    }
}

/// What stands in for a formula that could not be read: a truth that is false, or the number 0.
pub(super) fn stand_in(expected: Expected, span: Span) -> Formula {
    match expected {
        Expected::Number => literal(Kind::Number(0.0), Type::Number, span, "0".to_owned()),
        Expected::Truth | Expected::Column => literal(Kind::Truth(false), Type::Truth, span, "false".to_owned()),
    }
}

fn literal(kind: Kind, ty: Type, span: Span, text: String) -> Formula {
    Formula {
        term: Term { kind, ty, span },
        span,
        text,
    }
}

/// The place of an element: its table's, or its key's.
pub(super) fn place_of(table: &Table, fallback: Span) -> Span {
    table.span.unwrap_or(fallback)
}

/// A place for what has none: the beginning of the first file.
pub(super) const NOWHERE: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};
