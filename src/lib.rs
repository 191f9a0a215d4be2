//! Contingent works out, in the open, how a political situation may unfold.
#![forbid(unsafe_code)]
// The lists of modules are for readers of the code too, so they link to what is private.
#![allow(rustdoc::private_intra_doc_links)]

pub mod api;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod document;
pub mod draw;
pub mod engine;
pub mod expr;
pub mod math;
pub mod model;
pub mod plan;
pub mod record;
pub mod report;
pub mod scale;
pub mod source;
pub mod stats;
pub mod study;
pub mod tally;

pub use api::{Options, Problems, Scenario};
