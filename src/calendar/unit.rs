//! Lengths of steps, and of the periods over which a probability may be given.

/// The length of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The period over which a probability is given (`per = "year"`): the same lengths.
pub type Period = StepUnit;

impl StepUnit {
    /// All of them, shortest first.
    pub const ALL: [StepUnit; 5] = [
        StepUnit::Day,
        StepUnit::Week,
        StepUnit::Month,
        StepUnit::Quarter,
        StepUnit::Year,
    ];

    /// The unit of this word: `day`, `week`, `month`, `quarter` or `year`.
    pub fn named(word: &str) -> Option<StepUnit> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// The word as written in a scenario.
    pub fn word(self) -> &'static str {
        match self {
            StepUnit::Day => "day",
            StepUnit::Week => "week",
            StepUnit::Month => "month",
            StepUnit::Quarter => "quarter",
            StepUnit::Year => "year",
        }
    }

    /// The word for a number of them: `1 month`, `12 months`.
    pub fn counted(self, number: u32) -> String {
        format!("{number} {}{}", self.word(), if number == 1 { "" } else { "s" })
    }

    /// How many of `period` one step is, for instance 1/12 for a month of a year. A year is 4
    /// quarters, 12 months or 365.25 days on average, a week 7 days; the result is the correctly
    /// rounded quotient of these.
    pub fn share_of(self, period: Period) -> f64 {
        // All are sixteenths of a day, so that every length is exact and the quotient rounds once.
        self.average_days() / period.average_days()
    }

    /// The average length in days (Julian year): exact in binary.
    pub fn average_days(self) -> f64 {
        match self {
            StepUnit::Day => 1.0,
            StepUnit::Week => 7.0,
            StepUnit::Month => 30.4375,
            StepUnit::Quarter => 91.3125,
            StepUnit::Year => 365.25,
        }
    }
}
