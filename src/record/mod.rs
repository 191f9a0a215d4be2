//! The run record: what was asked of a run and what it found, as data and as bytes.
//!
//! Comes in: a model, its plan, the tallies of a run, and what was asked. Goes out: a [`RunRecord`], its JSON, its tables
//! and the scenario it came from as one text. Must not know: engines at work, files, the clock.
//!
//! Modules in reading order: [`ordered`] (maps that keep their order), [`shape`] (what `run.json` holds), [`build`](mod@build) (from
//! tallies to a record), [`readings`] (who reads what), [`numbers`] (the numbers that the author wrote), [`resolved`] (the
//! scenario as one text), [`identity`](mod@identity), [`tables`] (CSV), [`schema`] (JSON Schema of `run.json`), [`files`](mod@files) (all of it as
//! bytes), [`comparison`] (the record of a comparison), [`sweep`] (the record of a sweep).

pub mod build;
pub mod comparison;
pub mod files;
pub mod identity;
pub mod numbers;
pub mod ordered;
pub mod readings;
pub mod resolved;
pub mod schema;
pub mod shape;
pub mod sweep;
pub mod tables;

pub use build::{Ran, build, place};
pub use files::{RUN, SCENARIO, files, read, to_json};
pub use identity::{RESULT_VERSION, identity};
pub use ordered::Ordered;
pub use resolved::print_resolved;
pub use shape::*;
