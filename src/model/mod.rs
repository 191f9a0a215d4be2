//! The model: what a scenario means, with names resolved, types checked and weights understood.
//!
//! Comes in: a [`Document`](crate::document::Document). Goes out: a [`Model`] and diagnostics. Must not know: randomness, files, plans.
//! It is the last room that knows where things stand in the text.
//!
//! Modules in reading order: [`formula`] (typed expressions), [`value`] and [`spread`] (numbers, uncertain values, weights), [`drawn`] and
//! [`element`] (everything a scenario consists of), [`limits`], [`names`] and [`typing`] (formulas get their meaning), [`order`] (the order within a
//! draw), [`change`] (what is evaluated at every step), [`read`](mod@read) (a document becomes a model), [`title`] (look-ups, and what readers
//! see), [`check`](mod@check) (what is found of the whole, and the order in which a step is drawn).

pub mod change;
pub mod check;
pub mod drawn;
pub mod element;
pub mod formula;
pub mod limits;
pub mod names;
pub mod order;
pub mod read;
pub mod spread;
pub mod title;
pub mod typing;
pub mod value;

pub use check::{Element, check, order as evaluation_order};
pub use element::*;
pub use formula::{Formula, Kind, Term, Type};
pub use read::read;
pub use spread::per_step;
pub use value::*;
