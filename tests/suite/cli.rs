//! The program as it is typed: commands, exit codes, records on disk, and everything that can go wrong around them.
mod commands;
mod hostile;
mod page;
mod records;
pub mod support;
mod sweep;
mod watch;
