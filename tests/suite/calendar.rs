//! Tests of the room `calendar`.

use contingent::calendar::{Calendar, CalendarError, PartialDate, StepUnit, day_text};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().expect("a day of the test")
}

fn calendar(start: &str, unit: &str, steps: u32) -> Calendar {
    let unit = StepUnit::named(unit).expect("a unit of the test");
    Calendar::new(day(start), unit, steps).expect("a calendar of the test")
}

/// First days of steps 0, 1, 2, 3, 5, 6, 13 and 60, as Python's `dateutil.relativedelta` counts.
const STARTS: [(&str, &str, [&str; 8]); 10] = [
    (
        "2022-10-01",
        "month",
        [
            "2022-09-01",
            "2022-10-01",
            "2022-11-01",
            "2022-12-01",
            "2023-02-01",
            "2023-03-01",
            "2023-10-01",
            "2027-09-01",
        ],
    ),
    (
        "2023-10-31",
        "day",
        [
            "2023-10-30",
            "2023-10-31",
            "2023-11-01",
            "2023-11-02",
            "2023-11-04",
            "2023-11-05",
            "2023-11-12",
            "2023-12-29",
        ],
    ),
    (
        "2023-10-31",
        "week",
        [
            "2023-10-24",
            "2023-10-31",
            "2023-11-07",
            "2023-11-14",
            "2023-11-28",
            "2023-12-05",
            "2024-01-23",
            "2024-12-17",
        ],
    ),
    (
        "2023-10-31",
        "month",
        [
            "2023-09-30",
            "2023-10-31",
            "2023-11-30",
            "2023-12-31",
            "2024-02-29",
            "2024-03-31",
            "2024-10-31",
            "2028-09-30",
        ],
    ),
    (
        "2023-10-31",
        "quarter",
        [
            "2023-07-31",
            "2023-10-31",
            "2024-01-31",
            "2024-04-30",
            "2024-10-31",
            "2025-01-31",
            "2026-10-31",
            "2038-07-31",
        ],
    ),
    (
        "2024-02-29",
        "month",
        [
            "2024-01-29",
            "2024-02-29",
            "2024-03-29",
            "2024-04-29",
            "2024-06-29",
            "2024-07-29",
            "2025-02-28",
            "2029-01-29",
        ],
    ),
    (
        "2024-02-29",
        "quarter",
        [
            "2023-11-29",
            "2024-02-29",
            "2024-05-29",
            "2024-08-29",
            "2025-02-28",
            "2025-05-29",
            "2027-02-28",
            "2038-11-29",
        ],
    ),
    (
        "2024-02-29",
        "year",
        [
            "2023-02-28",
            "2024-02-29",
            "2025-02-28",
            "2026-02-28",
            "2028-02-29",
            "2029-02-28",
            "2036-02-29",
            "2083-02-28",
        ],
    ),
    (
        "2022-12-30",
        "month",
        [
            "2022-11-30",
            "2022-12-30",
            "2023-01-30",
            "2023-02-28",
            "2023-04-30",
            "2023-05-30",
            "2023-12-30",
            "2027-11-30",
        ],
    ),
    (
        "1999-11-15",
        "week",
        [
            "1999-11-08",
            "1999-11-15",
            "1999-11-22",
            "1999-11-29",
            "1999-12-13",
            "1999-12-20",
            "2000-02-07",
            "2001-01-01",
        ],
    ),
];

#[test]
fn steps_are_counted_from_the_start() {
    for (start, unit, expected) in STARTS {
        let calendar = calendar(start, unit, 60);
        let found: Vec<String> = [0, 1, 2, 3, 5, 6, 13, 60]
            .iter()
            .map(|k| calendar.step_start(*k).to_string())
            .collect();
        assert_eq!(found, expected, "{start} {unit}");
    }
}

#[test]
fn a_year_of_months() {
    let calendar = calendar("2022-10-01", "month", 12);
    assert_eq!(calendar.end(), day("2023-09-30"));
    assert_eq!((calendar.month(0), calendar.month(1), calendar.month(4)), (9, 10, 1));
    assert_eq!(calendar.step_containing(day("2022-09-30")), None);
    assert_eq!(calendar.step_containing(day("2022-10-01")), Some(1));
    assert_eq!(calendar.step_containing(day("2022-12-31")), Some(3));
    assert_eq!(calendar.step_containing(day("2023-09-30")), Some(12));
    assert_eq!(calendar.step_containing(day("2023-10-01")), None);
    // `after(2023-01-15)` is first true in the step that begins on 1 February.
    assert_eq!(calendar.first_step_on_or_after(day("2023-01-15")), 5);
    assert_eq!(calendar.first_step_on_or_after(day("2023-01-01")), 4);
    assert_eq!(calendar.first_step_on_or_after(day("2020-01-01")), 1);
    assert_eq!(calendar.first_step_on_or_after(day("2023-09-02")), 13);
    // Behind the end there is one more beginning, and no further.
    assert_eq!(calendar.step_start(13), day("2023-10-01"));
    assert_eq!(calendar.step_start(u32::MAX), day("2023-10-01"));
    assert_eq!(calendar.step_end(u32::MAX), day("2023-09-30"));
    assert_eq!(calendar.step_end(0), day("2022-09-30"));
}

#[test]
fn steps_and_spans_have_names() {
    let names = |start, unit, steps| {
        let calendar = calendar(start, unit, steps);
        (calendar.label(1), calendar.label(2), calendar.span_text())
    };
    let expect = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        names("2022-10-01", "month", 12),
        expect("Oct 2022", "Nov 2022", "October 2022 to September 2023, 12 months")
    );
    assert_eq!(
        names("2022-10-03", "week", 34),
        expect("2022-10-03", "2022-10-10", "3 October 2022 to 28 May 2023, 34 weeks")
    );
    assert_eq!(
        names("2022-10-03", "day", 1),
        expect("2022-10-03", "2022-10-04", "3 October 2022, 1 day")
    );
    assert_eq!(
        names("2022-10-01", "quarter", 8),
        expect("Q4 2022", "Q1 2023", "October 2022 to September 2024, 8 quarters")
    );
    assert_eq!(
        names("2023-01-01", "year", 5),
        expect("2023", "2024", "2023 to 2027, 5 years")
    );
    assert_eq!(names("2023-01-01", "year", 1), expect("2023", "2024", "2023, 1 year"));
    assert_eq!(
        names("2024-11-01", "quarter", 2),
        expect(
            "Nov–Jan 2025",
            "Feb–Apr 2025",
            "November 2024 to April 2025, 2 quarters"
        )
    );
    assert_eq!(
        names("2024-07-01", "year", 2),
        expect("2024/25", "2025/26", "July 2024 to June 2026, 2 years")
    );
    assert_eq!(
        names("2024-11-15", "month", 1),
        expect(
            "2024-11-15",
            "2024-12-15",
            "15 November 2024 to 14 December 2024, 1 month"
        )
    );
    assert_eq!(calendar("2022-10-01", "month", 12).label(0), "Sep 2022");
    assert_eq!(day_text(day("2023-09-30")), "30 September 2023");
}

#[test]
fn what_cannot_be_a_calendar_is_an_error() {
    let new = Calendar::new;
    assert_eq!(new(day("2022-10-01"), StepUnit::Month, 0), Err(CalendarError::NoSteps));
    assert_eq!(new(date(1, 1, 1), StepUnit::Day, 1), Err(CalendarError::TooEarly));
    assert_eq!(new(date(0, 12, 31), StepUnit::Day, 1), Err(CalendarError::TooEarly));
    assert_eq!(new(date(-9999, 1, 1), StepUnit::Year, 1), Err(CalendarError::TooEarly));
    assert!(new(date(2, 1, 1), StepUnit::Year, 7_997).is_ok());
    assert_eq!(new(date(2, 1, 1), StepUnit::Year, 9_998), Err(CalendarError::TooLate));
    for unit in StepUnit::ALL {
        assert_eq!(new(day("2022-10-01"), unit, u32::MAX), Err(CalendarError::TooLate));
    }
}

#[test]
fn periods_are_shares_of_each_other() {
    let share = |step: StepUnit, period: StepUnit| step.share_of(period);
    assert_eq!(share(StepUnit::Month, StepUnit::Year), 1.0 / 12.0);
    assert_eq!(share(StepUnit::Quarter, StepUnit::Year), 0.25);
    assert_eq!(share(StepUnit::Month, StepUnit::Quarter), 1.0 / 3.0);
    assert_eq!(share(StepUnit::Year, StepUnit::Month), 12.0);
    assert_eq!(share(StepUnit::Year, StepUnit::Quarter), 4.0);
    assert_eq!(share(StepUnit::Week, StepUnit::Year), 7.0 / 365.25);
    assert_eq!(share(StepUnit::Day, StepUnit::Year), 1.0 / 365.25);
    assert_eq!(share(StepUnit::Day, StepUnit::Week), 1.0 / 7.0);
    assert_eq!(share(StepUnit::Week, StepUnit::Month), 7.0 * 12.0 / 365.25);
    for unit in StepUnit::ALL {
        assert_eq!(share(unit, unit), 1.0);
        assert_eq!(StepUnit::named(unit.word()), Some(unit));
    }
    assert_eq!(StepUnit::named("decade"), None);
}

#[test]
fn partial_days_have_a_first_and_a_last_day() {
    let ends = |text: &str| {
        let read = PartialDate::parse(text)?;
        assert_eq!(read.to_string(), text);
        Some((read.first().to_string(), read.last().to_string()))
    };
    let expect = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    assert_eq!(ends("2022"), expect("2022-01-01", "2022-12-31"));
    assert_eq!(ends("2022-09"), expect("2022-09-01", "2022-09-30"));
    assert_eq!(ends("2024-02"), expect("2024-02-01", "2024-02-29"));
    assert_eq!(ends("2022-09-29"), expect("2022-09-29", "2022-09-29"));
    let wrong = [
        "",
        "22",
        "20222",
        "2022-9",
        "2022-13",
        "2022-00",
        "2022-02-29",
        "2022-09-29-1",
        "0000",
        "+022",
        "2022-",
        "2022-09-",
        "２０２２",
        "2022-9-29",
        " 2022",
    ];
    for text in wrong {
        assert_eq!(PartialDate::parse(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Against walking through the run day by day.
    #[test]
    fn every_day_lies_in_its_step(offset in 0..4000_i32, unit in 0..5_usize, steps in 1..9_u32) {
        let unit = StepUnit::ALL[unit];
        let start = date(2019, 12, 28) + jiff::Span::new().days(offset);
        let calendar = Calendar::new(start, unit, steps).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut today = start;
        for k in 1..=steps {
            prop_assert_eq!(today, calendar.step_start(k));
            while today <= calendar.step_end(k) {
                prop_assert_eq!(calendar.step_containing(today), Some(k));
                let first = if today == calendar.step_start(k) { k } else { k + 1 };
                prop_assert_eq!(calendar.first_step_on_or_after(today), first);
                today = today.tomorrow().map_err(|error| TestCaseError::fail(error.to_string()))?;
            }
        }
        prop_assert_eq!(today, calendar.end().tomorrow().unwrap());
        prop_assert_eq!(calendar.step_containing(today), None);
    }

    #[test]
    fn any_text_is_a_partial_day_or_not(text in "(?s).{0,12}") {
        if let Some(read) = PartialDate::parse(&text) {
            prop_assert!(read.first() <= read.last());
            prop_assert_eq!(read.to_string(), text);
        }
    }
}
