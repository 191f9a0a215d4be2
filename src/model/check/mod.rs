//! The checks on a model that was read: what contradicts itself, can never happen, or says something else than was probably meant.
//!
//! Comes in: a [`Model`](super::Model). Goes out: findings, and the [`Order`] of drawing. Must not know: the document.
//!
//! Modules in reading order: [`sites`] (where formulas stand), [`graph`] (what reads what), [`settle`] (what changes from step to step),
//! [`order`](mod@order) (the order of drawing, and cycles), [`moment`] (what is read before it has a value), [`states`] and [`finite`] (truths over the
//! few states of what they read), [`reach`] (conditions that never hold), [`table`] (rows), [`branches`] (branches that are never drawn),
//! [`weights`] (sets that cannot be drawn), [`start`] (`final`, `idle`, `when` and timing), [`moves`] (from which branch a variable can go
//! where), [`lasting`] (truths that can end), [`question`], [`used`] (what nothing reads), [`all`] (everything together).

mod all;
mod branches;
mod finite;
mod graph;
mod lasting;
mod moment;
mod moves;
mod order;
mod question;
mod reach;
mod settle;
mod sites;
mod start;
mod states;
mod table;
mod used;
mod weights;

pub use all::check;
pub use order::{Element, Order, order};
