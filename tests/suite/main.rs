//! All integration tests, one module a room, in one binary so that the crate is linked once.
mod calendar;
mod cli;
mod document;
mod draw;
mod engine;
mod expr;
mod language;
mod math;
mod model;
mod oracle;
mod plan;
mod record;
mod scale;
mod source;
mod stats;
mod study;
mod tally;
