//! The tree of a scenario's text: tables, lists and leaves, each with its place in a file.

use jiff::civil::Date;

use crate::source::{FileId, Sources, Span};

/// A scenario's files, merged, with overrides applied.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Path below the library root, without `.toml`.
    pub id: String,
    /// All texts that spans point into: files, and command-line overrides.
    pub sources: Sources,
    /// The merged tree.
    pub root: Table,
    /// Values that a later file or an override replaced, in the order in which that happened.
    pub overridden: Vec<Overridden>,
    /// The files read, in the order in which they were merged: the last is the top file.
    pub files: Vec<ReadFile>,
}

/// A file that went into a document.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The file among [`Document::sources`].
    pub file: FileId,
    /// Path below the library root, with `.toml`.
    pub path: String,
    /// The scale that this file names by `[scenario] words`, on which its words are read. It is not inherited: in
    /// [`Document::root`] stands the top file's, if it names one.
    pub words: Option<Value>,
}

/// A value that gave way to another.
#[derive(Clone, Debug)]
pub struct Overridden {
    /// Such as `assumptions.appetite`.
    pub path: String,
    /// Where the losing value stands.
    pub old: Span,
    /// Where the winning value stands.
    pub new: Span,
}

/// A table, entries in file order (those of later files after).
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its header or braces.
    pub span: Option<Span>,
    /// In order; keys are unique.
    pub entries: Vec<Entry>,
    /// Set where a bare value of a later file or an override gave the `value`, `weight` or `if` of this long form: where the
    /// one stood that its claims were given for.
    pub given_for: Option<Span>,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// What it says.
    pub value: Value,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A string.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// A float; may be infinite or NaN as TOML allows (the model refuses them).
    Float(f64),
    /// A boolean.
    Truth(bool),
    /// A local date.
    Date(Date),
    /// A list.
    List(Vec<Value>),
    /// A table, also an inline one.
    Table(Table),
    /// Something was written that cannot be used; it was reported when it was read, so that nobody need report it again.
    Broken,
}

/// A string, with the place of each of its bytes in the file.
#[derive(Clone, Debug)]
pub struct Text {
    /// The decoded string.
    pub text: String,
    /// For each byte of `text`, and for its end, the byte in the file.
    pub offsets: Vec<u32>,
    /// The file.
    pub file: FileId,
}

/// Reads files for the document, and says what may be read.
pub trait Loader {
    /// The text of the file at this path (relative to the library root, `/` between parts), or why not.
    ///
    /// # Errors
    /// A sentence for the reader: not found, a directory, too large, not UTF-8.
    fn load(&self, path: &str) -> Result<String, String>;
}

impl Document {
    /// The scale that the file of this place names, if it names one. Overrides of the command line go by the top file's.
    pub fn words_at(&self, span: Span) -> Option<&Value> {
        match self.files.iter().find(|read| read.file == span.file) {
            Some(read) => read.words.as_ref(),
            None => self.files.last().and_then(|top| top.words.as_ref()),
        }
    }
}

impl Table {
    /// The value under this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|e| e.key == key).map(|e| &e.value)
    }

    /// The value under this key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.value)
    }
}

/// The place in the file of a range of bytes of a decoded string, such as the formula parser gives it.
///
/// A range that does not lie in the string is cut to what does.
pub fn formula_span(text: &Text, range: std::ops::Range<u32>) -> Span {
    let last = text.offsets.last().copied().unwrap_or(0);
    let offset = |at: u32| text.offsets.get(at as usize).copied().unwrap_or(last);
    let start = offset(range.start);
    Span {
        file: text.file,
        start,
        end: offset(range.end).max(start),
    }
}

impl Value {
    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match &self.shape {
            Shape::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&[Value]> {
        match &self.shape {
            Shape::List(list) => Some(list),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }
}
