//! Rules about the report.
use super::{Row, found, same};

const RAIN: &str = "events.rain.probability = 0.3\nevents.wind = { outcomes = { calm = 1, storm = 2 } }\nquestions.wet.yes = 'ever(rain)'\n";

pub fn rows() -> Vec<Row> {
    let report = |text: &str| [RAIN, text].concat();
    let many: String = (0..9).map(|at| format!("events.e{at}.probability = 0.5\n")).collect();
    let stages: Vec<String> = (0..9).map(|at| format!("'e{at}'")).collect();
    vec![
        same(
            "report",
            3,
            &report("report = { questions = ['wet'], states = ['wind'], paths = ['rain', 'wind'] }"),
            RAIN,
        ),
        found("report-ids", 3, &report("report.questions = ['wett']"), "unknown-id"),
        found("report-ids", 3, &report("report.states = ['wnd']"), "unknown-id"),
        found("report-ids", 3, &report("report.paths = ['wet']"), "unknown-id"),
        found(
            "report-ids",
            3,
            &report("quantities.cost.value = 3\nreport.states = ['cost']"),
            "wrong-type",
        ),
        found(
            "report-ids",
            3,
            &report("report.paths = ['rain', 'wind', 'rain']"),
            "duplicate-id",
        ),
        found(
            "report-ids",
            3,
            &report("report.questions = ['wet', 'wet']"),
            "duplicate-id",
        ),
        found(
            "report-size",
            3,
            &report(&format!("{many}report.paths = [{}]", stages.join(", "))),
            "too-large",
        ),
    ]
}
