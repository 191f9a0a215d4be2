//! The engines: plans, a seed and a range of trials go in, tallies come out.
//!
//! Comes in: [`Plan`](crate::plan::Plan)s and a [`Request`]. Goes out: [`Tallies`] that merge to the same bytes however the trials were split.
//! Must not know: estimates, files, the text of a scenario.
//!
//! Modules in reading order: [`request`] (what is asked of an engine, and what can go wrong), [`outcome`] and [`joint`] (what it counts), [`parting`] (where two plans part),
//! [`sampler`] (distributions made ready), [`reference`](mod@reference) (one trial at a time, obviously right), [`columns`]
//! (batches, fast) and its [`kernels`].

pub mod columns;
pub mod joint;
pub mod kernels;
pub mod outcome;
pub mod parting;
pub mod reference;
pub mod request;
pub mod sampler;

pub use columns::{Glance, Outcome, Sample, Scope, Shared, Stopped, glance, run, run_following, run_shared, sample};
pub use joint::JointTally;
pub use outcome::{NumberTally, PairTally, Pairs, QuantityTally, QuestionTally, Tallies, VariableTally};
pub use parting::{Flip, Flipped, Partings, Place};
pub use request::{Fault, FaultKind, Interruption, Met, Request, Watch};
