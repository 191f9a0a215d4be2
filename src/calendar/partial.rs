//! Days of which perhaps only the month or the year is known, as sources are dated.

use jiff::civil::Date;

/// `2022`, `2022-09` or `2022-09-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    Year(i16),
    /// Year, and month 1 to 12.
    Month(i16, i8),
    Day(Date),
}

impl PartialDate {
    /// Reads one of the three forms; years 0001 to 9999 in four digits, days that exist.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() || year < 1 {
            return None;
        }
        match (month, day) {
            (None, _) => Some(PartialDate::Year(year)),
            (Some(month), None) => {
                let month = i8::try_from(month?).ok()?;
                (1..=12).contains(&month).then_some(PartialDate::Month(year, month))
            }
            (Some(month), Some(day)) => {
                let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
                Date::new(year, month, day).ok().map(PartialDate::Day)
            }
        }
    }

    /// The first day it may be.
    pub fn first(self) -> Date {
        match self {
            PartialDate::Year(year) => Date::constant(year, 1, 1),
            PartialDate::Month(year, month) => Date::constant(year, month, 1),
            PartialDate::Day(day) => day,
        }
    }

    /// The last day it may be.
    pub fn last(self) -> Date {
        match self {
            PartialDate::Year(_) => self.first().last_of_year(),
            PartialDate::Month(..) => self.first().last_of_month(),
            PartialDate::Day(day) => day,
        }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> PartialDate {
        PartialDate::Day(day)
    }
}

impl std::fmt::Display for PartialDate {
    /// As it was written.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PartialDate::Year(year) => write!(out, "{year:04}"),
            PartialDate::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            PartialDate::Day(day) => write!(out, "{day}"),
        }
    }
}

fn digits(text: &str, length: usize) -> Option<i16> {
    let well_formed = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().ok() } else { None }
}
