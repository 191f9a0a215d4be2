//! Days, and the steps of a run.
//!
//! In: the day a run starts, the length of a step and their number. Out: which days a step holds,
//! what it is called, and which share of a year it is. Must not know: anything else. Days are those
//! of the Gregorian calendar, also before 1582, in the years 1 to 9999.
//!
//! Reading order: `unit` (lengths of steps and periods), `steps` (the calendar of a run), `labels`
//! (names of steps and spans), `partial` (days of which only the month or the year is known).

mod labels;
mod partial;
mod steps;
mod unit;

pub use labels::day_text;
pub use partial::PartialDate;
pub use steps::{Calendar, CalendarError};
pub use unit::{Period, StepUnit};
