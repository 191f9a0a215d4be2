//! The column engine: batches of trials, a column a variable, rules tabulated before the first trial.
//!
//! It gives the same bits as the reference interpreter. Nothing is interpreted per trial that can be a table: the weights of a variable whose
//! conditions range over few states become rows of thresholds, together with `when`, `idle` and `final`, and a draw is a gather and a compare.
//! Lazy formulas need no masks: a NaN that does not count is a third truth value that decides nothing.
//!
//! Modules in reading order: [`feature`] (what a rule reads), [`program`] (a plan made ready), [`ring`] (columns of the last steps), [`batch`]
//! (one batch through all steps), `drawing` (its variables), `lane` (one of its trials), [`values`] (formulas over columns), [`counting`] and [`together`] (tallies), `reading` (answers alone), `following` (where two batches part), `schedule` (which batches a worker runs), [`run`](mod@run) (all batches on all cores), [`taken`] (columns that
//! one batch has from another), `luck` (random words that plans share), `share` (what one plan has from the baseline), [`shared`] (many plans, where what a change does not reach is drawn once), [`sample`](mod@sample) (trials
//! as rows), [`glance`](mod@glance) (states when a question is read).

pub mod batch;
pub mod counting;
mod drawing;
pub mod feature;
mod following;
pub mod glance;
mod lane;
mod luck;
pub mod program;
mod reading;
pub mod ring;
pub mod run;
pub mod sample;
mod schedule;
mod share;
pub mod shared;
pub mod taken;
pub mod together;
pub mod values;

pub use glance::{Glance, glance};
pub use program::Program;
pub use run::{Outcome, run, run_following};
pub use sample::{Sample, sample};
pub use shared::{Scope, Shared, Stopped, run_shared};
