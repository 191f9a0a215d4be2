//! The registry of keys: one table from which the reader, its suggestions, the merging of files, the JSON Schema and the key
//! reference are made, so that they cannot drift apart.
//!
//! Comes in: nothing. Goes out: a [`Place`] for each kind of table, with its [`Key`]s. Must not know: texts and files.
//!
//! Modules in reading order: [`kind`] (what a place, a key and a kind of value are), [`top`] (the file and its single sections),
//! [`evidence`] (sources, claims, experts, actors), [`values`] (assumptions, conditions, uncertain values, weights), [`variable`]
//! (choices, events, quantities), [`rule`] (their cases and factors), [`asked`] (questions, alternatives, expectations, correlations).

pub mod asked;
pub mod evidence;
pub mod kind;
pub mod rule;
pub mod top;
pub mod values;
pub mod variable;

pub use kind::{Ids, Key, Kind, Merge, Place, Way};
pub use top::{LIBRARY, PLACES, TOP};
