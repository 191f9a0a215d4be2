//! All integration tests, one module a room, in one binary so that the crate is linked once.
#![allow(
    clippy::disallowed_methods,
    reason = "tests compare with the platform and read files"
)]
mod architecture;
mod calendar;
mod chart;
mod cli;
mod compare;
mod document;
mod draw;
mod engine;
mod expr;
mod fuzz;
mod golden;
mod hostile;
mod language;
mod library;
mod links;
mod math;
mod model;
mod model_checks;
mod model_formula;
mod oracle;
mod plan;
mod record;
mod report;
mod scale;
mod source;
mod stats;
mod study;
mod tally;
mod tutorial;
