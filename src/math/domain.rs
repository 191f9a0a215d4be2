//! The error for a parameter outside its domain.

use std::fmt;

/// A parameter that no distribution or estimate can have.
///
/// Holds the parameter's name as the scenario language writes it, what was found, and what would do.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainError {
    /// The parameter's name, such as `sd` or `p95`.
    pub parameter: &'static str,
    /// What was found.
    pub found: f64,
    /// What the parameter must be, such as "more than 0".
    pub expected: &'static str,
}

impl DomainError {
    /// An error about one parameter.
    pub fn new(parameter: &'static str, found: f64, expected: &'static str) -> Self {
        Self {
            parameter,
            found,
            expected,
        }
    }
}

impl fmt::Display for DomainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is {}, and must be {}",
            self.parameter, self.found, self.expected
        )
    }
}

impl std::error::Error for DomainError {}
