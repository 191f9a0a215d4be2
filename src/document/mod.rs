//! The document: the text of a scenario as a tree with places, its files merged and its overrides applied.
//!
//! Comes in: TOML text, read through a [`Loader`]. Goes out: a [`Document`] and diagnostics. Must not know: what anything means.
//!
//! Modules in reading order: [`tree`] (the tree), [`registry`] (all keys), [`guard`] (limits), [`parse`] (one file's text), [`ids`] (ids
//! and hidden characters), [`level`] (where a value stands), [`check`] (keys and kinds of values), [`unknown`] and [`wrong`] (what is
//! said of them), [`path`] (paths below the root), [`merge`] (files under one another), [`settle`] (what is switched off),
//! [`overrides`] and [`set`] (values from outside), [`load`] (a scenario), [`library`] (the file at the root), [`write`](mod@write) (a tree as TOML), [`schema`] and
//! [`reference`](mod@reference) (the registry for editors and readers).

pub mod check;
pub mod guard;
pub mod ids;
pub mod level;
pub mod library;
pub mod load;
pub mod merge;
pub mod overrides;
pub mod parse;
pub mod path;
pub mod reference;
pub mod registry;
pub mod schema;
pub mod set;
pub mod settle;
pub mod tree;
pub mod unknown;
pub mod write;
pub mod wrong;

pub use library::Library;
pub use overrides::{Override, overrides_of, parse_set};
pub use set::apply;
pub use tree::{Document, Entry, Loader, Overridden, ReadFile, Shape, Table, Text, Value, formula_span};
pub use write::to_toml;
