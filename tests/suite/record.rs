//! The run record: its numbers against published ones, its bytes, its schema, the scenario in it.
mod joint;
mod numbers;
mod resolved;
pub mod schema;
pub mod support;
mod sweep;
