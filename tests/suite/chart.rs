//! Charts: what they show equals the record, whatever the record holds, and everything in them can be read.

mod canvas;
mod content;
mod legible;
pub mod stress;
mod support;
