//! The four ways in which one trial can answer a question in two runs.

/// How often a yes/no question came out yes in both runs, in one of them, or in neither, trial by trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paired {
    /// Yes in both.
    pub both: u64,
    /// Yes in the first run only.
    pub only_first: u64,
    /// Yes in the second run only.
    pub only_second: u64,
    /// Yes in neither.
    pub neither: u64,
}

impl Paired {
    /// Counts one trial.
    #[inline]
    pub fn add(&mut self, first: bool, second: bool) {
        match (first, second) {
            (true, true) => self.both += 1,
            (true, false) => self.only_first += 1,
            (false, true) => self.only_second += 1,
            (false, false) => self.neither += 1,
        }
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        self.both += other.both;
        self.only_first += other.only_first;
        self.only_second += other.only_second;
        self.neither += other.neither;
    }

    /// The number of trials.
    pub fn total(&self) -> u64 {
        self.both + self.only_first + self.only_second + self.neither
    }

    /// How many trials were yes in the first run.
    pub fn first(&self) -> u64 {
        self.both + self.only_first
    }

    /// How many trials were yes in the second run.
    pub fn second(&self) -> u64 {
        self.both + self.only_second
    }
}
