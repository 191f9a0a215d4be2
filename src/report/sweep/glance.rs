//! All answers at a glance: as it stands, the lowest and the highest point, and what would have shown.

use maud::{Markup, html};

use crate::chart::sweep::said;
use crate::record::sweep::{SweepRecord, Swept, SweptAnswer};

pub fn section(record: &SweepRecord) -> Markup {
    let rows = rows(record);
    let reached: Vec<&Line> = rows.iter().filter(|row| !row.untouched).collect();
    let left: Vec<&Line> = rows.iter().filter(|row| row.untouched).collect();
    html! {
        section.text #glance aria-labelledby="glance-h" {
            h2 #glance-h { "All answers at a glance" }
            p {
                "How far each answer moves over the sweep, beside the scenario as it stands. The last column says which difference from the scenario as it stands would "
                "have shown at any point: what is smaller may be there, and is not seen with so many trials."
            }
            @if !reached.is_empty() {
                table.stack {
                    caption { "Answers that what is moved reaches" }
                    thead {
                        tr {
                            th scope="col" { "answer" }
                            th.n scope="col" { "as it stands" }
                            th.n scope="col" { "lowest" }
                            th scope="col" { "where" }
                            th.n scope="col" { "highest" }
                            th scope="col" { "where" }
                            th.n scope="col" { "would have shown" }
                        }
                    }
                    tbody {
                        @for row in &reached {
                            tr {
                                th scope="row" { (row.title) }
                                td.n data-l="as it stands" { (row.baseline) }
                                td.n data-l="lowest" { (row.lowest.0) }
                                td data-l="where" { (row.lowest.1) }
                                td.n data-l="highest" { (row.highest.0) }
                                td data-l="where" { (row.highest.1) }
                                td.n data-l="would have shown" { (row.visible) }
                            }
                        }
                    }
                }
            }
            @if !left.is_empty() {
                h3 { "Not reached" }
                p { "No trial answers these differently anywhere on the sweep." }
                table.stack {
                    caption { "Answers that what is moved does not reach" }
                    thead { tr { th scope="col" { "answer" } th.n scope="col" { "as it stands" } } }
                    tbody {
                        @for row in &left { tr { th scope="row" { (row.title) } td.n data-l="as it stands" { (row.baseline) } } }
                    }
                }
            }
        }
    }
}

struct Line {
    title: String,
    baseline: String,
    /// The number, and where.
    lowest: (String, String),
    highest: (String, String),
    visible: String,
    untouched: bool,
}

fn rows(record: &SweepRecord) -> Vec<Line> {
    let mut rows = Vec::new();
    for (_, question) in record.questions.iter() {
        let mut add = |title: String, answer: &SweptAnswer| {
            rows.extend(line(record, title, answer, question.untouched));
        };
        match &question.result {
            Swept::Yes { answers } => {
                if let Some(yes) = answers.get("yes") {
                    add(question.title.clone(), yes);
                }
            }
            Swept::Cases { answers } => {
                for (_, answer) in answers.iter() {
                    add(format!("{}: {}", question.title, answer.title), answer);
                }
            }
            Swept::Number(number) => {
                let unit = number.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
                for (id, answer) in number.exceeds.iter() {
                    add(format!("{}: more than {id}{unit}", question.title), answer);
                }
            }
        }
    }
    rows
}

fn line(record: &SweepRecord, title: String, answer: &SweptAnswer, untouched: bool) -> Option<Line> {
    let points = 0..answer.p.len();
    let low = points
        .clone()
        .reduce(|best, one| if answer.p[one] < answer.p[best] { one } else { best })?;
    let high = points.reduce(|best, one| if answer.p[one] > answer.p[best] { one } else { best })?;
    let told = |point: usize| Some((record.share(answer, point)?.printed, at(record, point)));
    let visible = answer.least_visible.filter(|visible| *visible > 0.0);
    Some(Line {
        title,
        baseline: answer.baseline.printed.clone(),
        lowest: told(low)?,
        highest: told(high)?,
        visible: visible.map_or(String::new(), super::sentences::points),
        untouched,
    })
}

/// The values of a point: `0.3`, `0.3 and 0.5`.
fn at(record: &SweepRecord, point: usize) -> String {
    let mut left = point;
    let mut labels = Vec::new();
    for axis in record.axes.iter().rev() {
        let count = axis.written.len().max(1);
        labels.insert(0, said::label(axis, left % count));
        left /= count;
    }
    labels.join(" and ")
}
