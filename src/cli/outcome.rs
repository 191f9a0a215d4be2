//! How a command ends: its exit code, and what could not be done.

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What is wrong was printed already as findings about a scenario, or a gate did not hold.
    #[error("the scenario is wrong")]
    Found,
    /// The command line asks for something impossible.
    #[error("{0}")]
    Usage(String),
    /// A file cannot be read or written.
    #[error("{0}")]
    World(String),
    /// One of the two above that was printed already; its exit code.
    #[error("told already")]
    Told(u8),
    /// Ctrl-C, or a signal that means the same.
    #[error("interrupted")]
    Interrupted,
    /// Whoever read the output stopped reading: nothing to say, nobody to say it to.
    #[error("the reader has gone")]
    Pipe,
}

impl Failure {
    /// The exit code of the whole program.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Pipe => 0,
            Failure::Found => 1,
            Failure::Usage(_) => 2,
            Failure::World(_) => 3,
            Failure::Told(code) => *code,
            Failure::Interrupted => 130,
        }
    }

    /// What there is left to print.
    pub fn message(&self) -> Option<String> {
        match self {
            Failure::Usage(text) | Failure::World(text) => Some(text.clone()),
            Failure::Interrupted => Some(self.to_string()),
            Failure::Found | Failure::Pipe | Failure::Told(_) => None,
        }
    }
}
