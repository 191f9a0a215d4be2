//! Kernels: loops over the columns of a batch, compiled for each instruction set, with the same bits on all of them.
//!
//! Comes in: columns of random bits, states, truths and numbers, tables of thresholds. Goes out: more of them, and
//! counts. Must not know: variables, formulas, plans, threads, or where a column is kept.
//!
//! In reading order: [`rows`] (which row of a table applies), [`draw`](mod@draw) (states from random bits),
//! [`count`](mod@count) and [`first`] (tallies), [`truth`] (conditions), [`uniforms`](mod@uniforms) (numbers in (0, 1)),
//! `wide` (how a plain loop is compiled for several instruction sets).
pub mod count;
pub mod draw;
pub mod first;
pub mod rows;
pub mod truth;
pub mod uniforms;
mod wide;

pub use count::{count, count_where, ones};
pub use draw::{Luck, draw, draw_plane, refine};
pub use first::{Moment, held_by, mark};
pub use rows::{Parent, Rows, index_narrow, index_wide};
pub use truth::Relation;
pub use uniforms::uniforms;
