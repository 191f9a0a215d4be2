//! The record of a sweep: one or two assumptions moved over a grid, all else as it is.
//!
//! Comes in: what each point of the grid counted. Goes out: a [`SweepRecord`], its JSON, its tables. Must not know: how the points were run.
//!
//! Modules in reading order: [`shape`] (what `sweep.json` holds), [`build`](mod@build) (from tallies to a record), [`schema`] (its JSON Schema), [`shares`] (answers at a point as printed), [`tables`] (CSV), [`files`](mod@files) (all of it
//! as bytes).

pub mod build;
pub mod files;
pub mod schema;
pub mod shape;
pub mod shares;
pub mod tables;

pub use build::{SweptPoints, build_sweep};
pub use files::{SWEEP, read_sweep, sweep_files, sweep_identity, sweep_to_json};
pub use shape::{
    Axis, AxisBaseline, AxisKind, SWEEP_FORMAT, Spacing, SweepFound, SweepRecord, Swept, SweptAnswer, SweptNumber,
    SweptQuestion, Tip, TipKind,
};
