//! The plan: a checked scenario compiled to columns, expressions and an order of evaluation.
//!
//! Comes in: a [`Model`](crate::model::Model) with its overrides. Goes out: a [`Plan`], which every engine runs and which can be printed.
//! Must not know: TOML, spans, threads, random bits.
//!
//! Modules in reading order: [`expr`] (what a formula became), [`rule`] (how a variable gets its state), [`element`] (variables, quantities,
//! questions), [`formula`] and [`lower`](mod@lower) (model to plan), [`nan`] (what can go wrong), [`fact`] (what is settled), [`read`] (who reads what),
//! [`reached`](mod@reached) (what a change reaches),
//! [`evaluate`] and [`weigh`] (the meaning of both, one state at a
//! time), [`joint`] (what is counted together), [`print`](mod@print).

pub mod element;
pub mod evaluate;
pub mod expr;
pub mod fact;
pub mod formula;
pub mod joint;
pub mod lower;
mod lower_rule;
pub mod nan;
pub mod print;
pub mod reached;
pub mod read;
pub mod rule;
pub mod weigh;

pub use element::*;
pub use expr::{Arena, Compare, Expr, ExprId, Leaf, SinceSide, StateSet};
pub use joint::Joint;
pub use lower::{Changes, PlanError, lower};
pub use rule::*;
