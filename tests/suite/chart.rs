//! Charts: what they show equals the record, whatever the record holds, and everything in them can be read.

mod canvas;
mod compare;
mod content;
mod drivers;
mod legible;
mod map;
mod paths;
mod states;
pub mod stress;
mod support;
mod sweep;
pub mod swept;
