//! Tests of the room `engine`.
//!
//! In reading order: `scenes` (plans from scenario texts), `chance` (when a difference is no chance), `against_oracle` (the reference
//! interpreter and the column engine against an interpreter of the text that shares no code with them), `columns` (the column engine against
//! the reference interpreter, trial by trial), `invariance` (what never changes a result), `faults` (draws that cannot be made),
//! `shared` (plans that share what a change does not reach), `joint` (what is counted together, against an enumeration by hand),
//! `closed_forms` and `distributions` (both engines against mathematics).
mod against_oracle;
mod chance;
mod closed_forms;
mod columns;
mod distributions;
mod faults;
mod invariance;
mod joint;
pub mod scenes;
mod shared;
