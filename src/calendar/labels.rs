//! Names of steps and spans, as charts, tables and sentences use them.

use jiff::civil::Date;

use super::steps::Calendar;
use super::unit::StepUnit;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in a sentence: `1 October 2022`.
pub fn day_text(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

impl Calendar {
    /// The name of step `k`, with 0 for the period before the start: `Oct 2022`, `Q4 2022`, `2023`,
    /// or its first day (`2022-10-03`) where steps are days or weeks, or do not begin with a month. Quarters and
    /// years that begin with another month than the calendar's: `Dec–Feb 2025` (the year of the last month), `2024/25`.
    pub fn label(&self, k: u32) -> String {
        let first = self.step_start(k);
        let (year, begins) = (first.year(), first.day() == 1);
        if !self.is_aligned() {
            let last = self.step_end(k);
            return match self.unit() {
                StepUnit::Quarter if begins => {
                    format!("{:.3}–{:.3} {}", month_name(first), month_name(last), last.year())
                }
                StepUnit::Year if begins => format!("{year}/{:02}", last.year().rem_euclid(100)),
                _ => first.to_string(),
            };
        }
        match self.unit() {
            StepUnit::Day | StepUnit::Week => first.to_string(),
            StepUnit::Month => format!("{:.3} {year}", month_name(first)),
            StepUnit::Quarter => format!("Q{} {year}", (first.month() + 2) / 3),
            StepUnit::Year => format!("{year}"),
        }
    }

    /// The whole run in words: `October 2022 to September 2023, 12 months`. Days are named where
    /// steps are days or weeks, or do not begin with a month.
    pub fn span_text(&self) -> String {
        let (first, last) = (self.start(), self.end());
        let name = |day: Date| match self.unit() {
            StepUnit::Year if self.is_aligned() => format!("{}", day.year()),
            StepUnit::Month | StepUnit::Quarter | StepUnit::Year if first.day() == 1 => {
                format!("{} {}", month_name(day), day.year())
            }
            _ => day_text(day),
        };
        let (from, to) = (name(first), name(last));
        let length = self.unit().counted(self.steps());
        if from == to {
            format!("{from}, {length}")
        } else {
            format!("{from} to {to}, {length}")
        }
    }

    /// Whether the steps are months, quarters or years of the calendar. Days and weeks need not be.
    fn is_aligned(&self) -> bool {
        let (day, month) = (self.start().day(), self.start().month());
        match self.unit() {
            StepUnit::Day | StepUnit::Week => true,
            StepUnit::Month => day == 1,
            StepUnit::Quarter => day == 1 && month % 3 == 1,
            StepUnit::Year => day == 1 && month == 1,
        }
    }
}

fn month_name(day: Date) -> &'static str {
    let index = usize::from(day.month().unsigned_abs()).saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or("")
}
