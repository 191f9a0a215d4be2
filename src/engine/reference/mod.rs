//! The reference interpreter: one trial at a time, with its whole history kept, so that it is obviously right.
//!
//! It tells the story of a trial, pins down the first fault, and is what the column engine is tested against. It is slow on purpose.
//!
//! Modules in reading order: [`trial`] (one trial), [`count`](mod@count) (its tallies over many), `together` (what is counted together), [`watching`] (what it shows of each draw).

pub mod count;
mod together;
pub mod trial;
pub mod watching;

pub use count::{answer, count, count_pairs};
pub use trial::{Trial, run_trial};
pub use watching::{DrawMade, Observer};
