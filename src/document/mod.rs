//! The document: the text of a scenario as a tree with places, its files merged and its overrides applied.
//!
//! Comes in: TOML text, read through a [`Loader`]. Goes out: a [`Document`] and diagnostics. Must not know: what anything means.
//!
//! Modules in reading order: [`tree`] (the tree), [`registry`] (all keys), [`guard`] (limits), [`parse`] (one file's text), [`ids`] (ids
//! and hidden characters), [`check`] (keys and kinds of values), [`unknown`] (what is said of keys out of place), [`path`] (paths below
//! the root), [`merge`] (files under one another), [`settle`] (what is switched off), [`set`] (overrides), [`load`] (a scenario).

pub mod check;
pub mod guard;
pub mod ids;
pub mod load;
pub mod merge;
pub mod parse;
pub mod path;
pub mod registry;
pub mod set;
pub mod settle;
pub mod tree;
pub mod unknown;

pub use set::{Override, apply, overrides_of, parse_set};
pub use tree::{
    Document, Entry, Loader, Overridden, ReadFile, Shape, Table, Text, Value, formula_span,
};
