//! The report page: its sentences against the numbers of random records, its parts, its command, its safety.
mod comparison;
mod dice;
mod page;
mod random;
mod sentences;
mod sweep;
