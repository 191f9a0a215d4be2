//! The tree of a scenario's text: tables, lists and leaves, each with its place in a file.

use jiff::civil::Date;

use crate::source::{Sources, Span};

/// A scenario's files, merged, with overrides applied.
#[derive(Default)]
pub struct Document {
    /// Path below the library root, without `.toml`.
    pub id: String,
    /// All texts that spans point into: files, and command-line overrides.
    pub sources: Sources,
    /// The merged tree.
    pub root: Table,
    /// Values that a later file or an override replaced, in the order in which that happened.
    pub overridden: Vec<Overridden>,
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
}

/// A string, with the place of each of its bytes in the file.
#[derive(Clone, Debug)]
pub struct Text {
    /// The decoded string.
    pub text: String,
    /// For each byte of `text`, and for its end, the byte in the file.
    pub offsets: Vec<u32>,
}

/// Reads files for the document, and says what may be read.
pub trait Loader {
    /// The text of the file at this path (relative to the library root, `/` between parts), or why not.
    ///
    /// # Errors
    /// A sentence for the reader: not found, a directory, too large, not UTF-8.
    fn load(&self, path: &str) -> Result<String, String>;
}

impl Table {
    /// The value under this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|e| e.key == key).map(|e| &e.value)
    }
}
