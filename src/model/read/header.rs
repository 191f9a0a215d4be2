//! What stands above the elements: `[scenario]`, `[time]`, and the dates in titles.

use jiff::civil::Date;

use crate::calendar::{Calendar, CalendarError, StepUnit, day_text};
use crate::document::{Shape, Table, Value};
use crate::model::limits;
use crate::scale::Scale;
use crate::source::{Diagnostic, Span, code};

use super::reader::{NOWHERE, Reader, place_of};

/// What `[scenario]` says.
pub(super) struct Header {
    pub title: String,
    pub question: Option<String>,
    pub as_of: Option<Date>,
    pub words: Scale,
}

impl<'d> Reader<'d, '_> {
    /// Reads `[scenario]`; the calendar must be known, since titles may name its days.
    pub fn header(&mut self) -> Header {
        let scenario = self.top_table("scenario");
        let titled = |reader: &mut Self, key: &str| {
            let value = scenario?.get(key)?;
            let text = reader.text_of(value, key)?;
            Some(reader.dated(text, value.span))
        };
        let title = titled(self, "title").unwrap_or_else(|| self.document.id.clone());
        let question = titled(self, "question");
        let words = scenario.and_then(|scenario| scenario.get("words")?.as_text());
        let as_of = scenario.and_then(|scenario| self.day(scenario, "as_of"));
        Header {
            title,
            question,
            as_of: as_of.map(|(day, _)| day),
            words: words.and_then(|text| Scale::named(&text.text)).unwrap_or(Scale::Phia),
        }
    }

    /// Reads `[time]`, if there is one.
    pub fn time(&mut self) {
        let Some(time) = self.top_table("time") else {
            return;
        };
        let place = place_of(time, NOWHERE);
        let start = self.day(time, "start");
        if time.get("start").is_none() {
            self.missing(
                "start",
                "`[time]`",
                place,
                "say on which day step 1 begins: `start = 2022-10-01`",
            );
        }
        let unit = self.unit(time, place);
        let steps = self.steps(time, place);
        let (Some((start, span)), Some(unit), Some(steps)) = (start, unit, steps) else {
            return;
        };
        match Calendar::new(start, unit, steps) {
            Ok(calendar) => self.calendar = Some(calendar),
            Err(error) => {
                let help = match error {
                    CalendarError::NoSteps => "give at least one step: `steps = 12`",
                    CalendarError::TooEarly => "begin later",
                    CalendarError::TooLate => "begin earlier, or take fewer steps",
                };
                self.error(code::BAD_TIME, error.to_string(), span, help);
            }
        }
    }

    fn unit(&mut self, time: &'d Table, place: Span) -> Option<StepUnit> {
        let Some(value) = time.get("step") else {
            self.missing("step", "`[time]`", place, "say how long a step is: `step = \"month\"`");
            return None;
        };
        self.period_of(value, "step")
    }

    /// A period in words: `"month"`.
    pub fn period_of(&mut self, value: &'d Value, what: &str) -> Option<StepUnit> {
        let word = self.text_of(value, what)?;
        let unit = StepUnit::named(word);
        self.holes |= unit.is_none();
        unit
    }

    fn steps(&mut self, time: &'d Table, place: Span) -> Option<u32> {
        let Some(value) = time.get("steps") else {
            self.missing("steps", "`[time]`", place, "say how many steps there are: `steps = 12`");
            return None;
        };
        let Shape::Integer(steps) = value.shape else {
            self.wrong_type(value, "steps", "a whole number");
            return None;
        };
        let allowed = 1..=i64::from(limits::STEPS);
        if !allowed.contains(&steps) {
            let help = format!("write a whole number from 1 to {}", limits::STEPS);
            self.error(code::BAD_TIME, format!("`steps` is {steps}"), value.span, help);
            return None;
        }
        u32::try_from(steps).ok()
    }

    fn top_table(&mut self, section: &str) -> Option<&'d Table> {
        let value = self.document.root.get(section)?;
        self.table_of(value, section)
    }

    /// A title with `{start}` and `{end}` as days.
    pub fn dated(&mut self, text: &str, span: Span) -> String {
        let mut dated = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            dated.push_str(before);
            let word = behind.split_once('}').filter(|(word, _)| is_placeholder(word));
            let Some((word, after)) = word else {
                dated.push('{');
                rest = behind;
                continue;
            };
            match self.day_named(word, span) {
                Some(day) => dated.push_str(&day_text(day)),
                None => dated.push_str(&format!("{{{word}}}")),
            }
            rest = after;
        }
        dated.push_str(rest);
        dated
    }

    fn day_named(&mut self, word: &str, span: Span) -> Option<Date> {
        let known = word == "start" || word == "end";
        if known && (self.calendar.is_some() || self.timed) {
            let calendar = self.calendar?;
            return Some(if word == "start" {
                calendar.start()
            } else {
                calendar.end()
            });
        }
        let (found, help) = match known {
            true => (
                "a scenario without `[time]` has no such day",
                "write the day out, or add `[time]`",
            ),
            false => ("nothing is put in its place", "only `{start}` and `{end}` become days"),
        };
        let message = format!("the title holds `{{{word}}}`");
        self.report(
            Diagnostic::warning(code::UNKNOWN_PLACEHOLDER, message)
                .at(span, found)
                .help(help),
        );
        None
    }

    /// A day that must lie in the run.
    pub fn day_in_run(&mut self, table: &'d Table, key: &str) -> Option<Date> {
        let (day, span) = self.day(table, key)?;
        if !self.timed {
            let help = "leave it out, or add `[time]`";
            self.error(
                code::NEEDS_TIME,
                format!("`{key}` needs steps, and the scenario has no `[time]`"),
                span,
                help,
            );
            return None;
        }
        let calendar = self.calendar?;
        if calendar.step_containing(day).is_none() {
            let message = format!("{day} lies outside of the run");
            let help = format!("the run goes from {} to {}", calendar.start(), calendar.end());
            self.error(code::BY_OUTSIDE, message, span, help);
            return None;
        }
        Some(day)
    }
}

fn is_placeholder(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
