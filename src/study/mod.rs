//! Studies: a scenario asked, run and examined, once or several times.
//!
//! Comes in: a loader and what is asked of a scenario. Goes out: records, and what expectations, claims and draws showed.
//! Must not know: the terminal, files.
//!
//! Modules in reading order: [`prepare`](mod@prepare) (read, changed, checked, planned), [`sample`](mod@sample) (run), [`trouble`](mod@trouble) (what a run met),
//! [`joint`] (what a single run counts for its charts), [`lockstep`](mod@lockstep) (several plans on the same luck), [`compare`](mod@compare) (what differs, what moved, where trials part), [`expectations`] (the author's own tests), [`rates`] (what applied at the draws that happened), [`large`] (rules that are slow to draw), [`story`] (one trial), [`sweep`] (one or two values
//! moved over a grid).

pub mod compare;
pub mod expectations;
pub mod joint;
pub mod large;
pub mod lockstep;
pub mod prepare;
pub mod rates;
pub mod sample;
pub mod story;
pub mod sweep;
pub mod trouble;

pub use joint::for_charts;
pub use prepare::{Ask, Prepared, prepare};
pub use sample::{Failure, Sampled, Sampling, Until, sample};
pub use trouble::trouble;
