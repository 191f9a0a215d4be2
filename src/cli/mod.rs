//! The command line: arguments in, text and an exit code out.
//!
//! Comes in: arguments, files, the terminal, signals, the clock. Goes out: what is printed, records on disk, an exit code.
//! Must not know: how anything is computed.
//!
//! Modules in reading order: [`arguments`] (what can be typed), [`start`](mod@start) (from arguments to a command), [`outcome`] (exit codes),
//! [`output`] (where text goes), [`disk`] (scenario files), [`folder`] (records, whole or not at all), [`progress`] (the bar, and
//! Ctrl-C), [`wrap`] (lines by their width), [`recorded`] (records of any kind, read back), [`scenario`] (what the commands share), [`table`] (a record as a table); then a file a
//! command: [`run`], [`samples`] (part of it), [`chart`], [`gallery`], [`check`], `tested` (expectations as a table), [`compare`], [`sweep`], [`swept`] (its table), [`watch`], [`trace`],
//! [`explain`], [`inspect`], [`list`], [`new`], [`schema`].
#![allow(
    clippy::disallowed_methods,
    reason = "the outer room reads the clock and the environment"
)]

pub mod arguments;
pub mod chart;
pub mod check;
pub mod compare;
pub mod disk;
pub mod explain;
pub mod folder;
pub mod gallery;
pub mod inspect;
pub mod list;
pub mod new;
pub mod outcome;
pub mod output;
pub mod progress;
pub mod recorded;
pub mod run;
pub mod samples;
pub mod scenario;
pub mod schema;
pub mod start;
pub mod sweep;
pub mod swept;
pub mod table;
mod tested;
pub mod trace;
pub mod watch;
pub mod wrap;

pub use start::start;
