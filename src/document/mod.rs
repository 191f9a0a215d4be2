//! The document: the text of a scenario as a tree with places, its files merged and its overrides applied.
//!
//! Comes in: TOML text, read through a [`Loader`]. Goes out: a [`Document`] and diagnostics. Must not know: what anything means.
//!
//! Modules in reading order: [`tree`] (the tree), [`guard`] (limits), [`parse`] (one file), [`load`] (a scenario).

pub mod guard;
pub mod load;
pub mod parse;
pub mod tree;

pub use tree::{
    Document, Entry, Loader, Overridden, ReadFile, Shape, Table, Text, Value, formula_span,
};
