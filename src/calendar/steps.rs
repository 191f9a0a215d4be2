//! The calendar of a run: which days belong to which step.

use jiff::civil::Date;

use super::unit::StepUnit;

/// Steps 1, 2, … of equal unit. Step k begins at `start` plus k - 1 units, always counted from
/// `start`: where that day does not exist in a month, on the last day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    start: Date,
    unit: StepUnit,
    steps: u32,
}

/// Why there is no such calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("a run needs at least one step")]
    NoSteps,
    #[error("the period before the start lies before the year 1")]
    TooEarly,
    #[error("the run ends after the year 9999")]
    TooLate,
}

impl Calendar {
    /// Checks that all days, from the period before the start to the day after the end, lie in the
    /// years 1 to 9999. How many steps are sensible is for the caller to say.
    pub fn new(start: Date, unit: StepUnit, steps: u32) -> Result<Calendar, CalendarError> {
        if steps == 0 {
            return Err(CalendarError::NoSteps);
        }
        let before = shifted(start, unit, -1).filter(|day| day.year() >= 1);
        before.ok_or(CalendarError::TooEarly)?;
        shifted(start, unit, i64::from(steps)).ok_or(CalendarError::TooLate)?;
        Ok(Calendar { start, unit, steps })
    }

    /// The first day of step 1.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The length of a step.
    pub fn unit(&self) -> StepUnit {
        self.unit
    }

    /// The number of steps, at least 1.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// The first day of step `k`; 0 is the period before the start, and `steps() + 1`, where every
    /// later step is put too, the one behind the end.
    pub fn step_start(&self, k: u32) -> Date {
        let units = i64::from(k.min(self.steps.saturating_add(1))) - 1;
        shifted(self.start, self.unit, units).expect("both ends were checked in `new`")
    }

    /// The last day of step `k`, with the same ends as [`Calendar::step_start`] has.
    pub fn step_end(&self, k: u32) -> Date {
        let next = self.step_start(k.min(self.steps).saturating_add(1));
        next.yesterday()
            .expect("the day before lies behind the period before the start")
    }

    /// The last day of the run.
    pub fn end(&self) -> Date {
        self.step_end(self.steps)
    }

    /// The month, 1 to 12, in which step `k` begins.
    pub fn month(&self, k: u32) -> u32 {
        u32::from(self.step_start(k).month().unsigned_abs())
    }

    /// The step that contains the day; none for days outside of the run.
    pub fn step_containing(&self, day: Date) -> Option<u32> {
        let inside = day >= self.start && day <= self.end();
        // The last step that does not begin after the day.
        inside.then(|| self.first_step_where(|start| start > day) - 1)
    }

    /// The first step that begins on the day or later: `after(day)` is true from there on. A day
    /// before the run gives 1; one behind the last beginning gives `steps() + 1`.
    pub fn first_step_on_or_after(&self, day: Date) -> u32 {
        self.first_step_where(|start| start >= day)
    }

    /// The first of steps 1 to `steps() + 1` whose beginning is late enough.
    fn first_step_where(&self, late_enough: impl Fn(Date) -> bool) -> u32 {
        let (mut low, mut high) = (1, self.steps.saturating_add(1));
        while low < high {
            let middle = low + (high - low) / 2;
            if late_enough(self.step_start(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

/// The day a number of units later (or earlier); none beyond the years that days can have.
fn shifted(start: Date, unit: StepUnit, units: i64) -> Option<Date> {
    let (days, months) = match unit {
        StepUnit::Day => (units, 0),
        StepUnit::Week => (units.checked_mul(7)?, 0),
        StepUnit::Month => (0, units),
        StepUnit::Quarter => (0, units.checked_mul(3)?),
        StepUnit::Year => (0, units.checked_mul(12)?),
    };
    let span = jiff::Span::new().try_days(days).ok()?.try_months(months).ok()?;
    start.checked_add(span).ok()
}
