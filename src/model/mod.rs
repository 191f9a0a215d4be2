//! The model: what a scenario means, with names resolved, types checked and weights understood.
//!
//! Comes in: a [`Document`](crate::document::Document). Goes out: a [`Model`] and diagnostics. Must not know: randomness, files, plans.
//! It is the last room that knows where things stand in the text.
//!
//! Modules in reading order: [`formula`] (typed expressions), [`value`] (numbers, uncertain values, weights), [`element`] (everything a
//! scenario consists of).

pub mod element;
pub mod check;
pub mod formula;
pub mod names;
pub mod typing;
pub mod value;

pub use element::*;
pub use formula::{Formula, Kind, Term, Type};
pub use value::*;
