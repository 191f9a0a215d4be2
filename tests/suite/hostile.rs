//! Hostile input, a table a kind: what is fed in, the exit code, what the message says; nothing half-written is left, nothing
//! panics, nothing takes ten seconds or a gibibyte.
mod arguments;
mod extends;
mod files;
mod numbers;
mod records;
mod sandbox;
mod shapes;
mod sizes;
