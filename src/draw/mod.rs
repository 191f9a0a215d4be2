//! Addressed randomness: what luck a trial has, as a pure function of `(seed, variable, purpose, step, trial)`.
//!
//! Comes in: a seed, the ids of variables, weights. Goes out: columns of random words, single words, thresholds
//! and tables of thresholds that turn a word into a state. Must not know: variables, formulas, trials as stories.
//!
//! In reading order: [`address`] (keys and streams), [`words`] (which bits belong to which trial),
//! [`machine`] (the instruction sets there is code for), [`chacha`] (the generator for many blocks at once), [`mod@cut`] (weights to thresholds), [`table`] (rows of thresholds).
pub mod address;
pub mod chacha;
pub mod cut;
pub mod machine;
pub mod table;
pub mod words;

pub use address::{Key, Purpose, Stream, collision};
pub use cut::{Thresholds, WeightError, choose, cut};
pub use machine::{best, machines};
pub use table::Table;
pub use words::{GROUP, PLANES, TRIALS, high, uniform};
