//! The page that leads to several reports: each question asked, and its answer.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::record::{Question, QuestionResult, RunRecord};
use crate::stats::print_count;

use super::sentences::finding;
use super::style;

/// A report and where it stands, as a path below the gallery.
pub struct Hung<'r> {
    /// Such as `belarus-2022/involvement/report.html`.
    pub href: String,
    /// What it reports.
    pub record: &'r RunRecord,
}

/// The index of a gallery, in the order given.
pub fn gallery(list: &[Hung]) -> String {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Reports" }
                style { (PreEscaped(style::css())) }
            }
            body {
                a.skip href="#main" { "Skip to the reports" }
                div.page {
                    header {
                        p.kicker { "Contingent" }
                        h1 { "Reports" }
                        p.meta { "What " (print_count(list.len() as u64)) " scenarios ask, and what their assumptions imply. Each leads to its report." }
                    }
                    nav aria-label="Contents" {
                        ul { @for one in list { li { a href={ "#" (anchor(one)) } { (one.record.scenario.title) } } } }
                    }
                    main #main { @for one in list { (entry(one)) } }
                }
            }
        }
    };
    let mut text = whole.into_string();
    text.push('\n');
    text
}

fn anchor(one: &Hung) -> String {
    one.record.scenario.id.replace('/', "-")
}

fn entry(one: &Hung) -> Markup {
    let (record, heading) = (one.record, format!("{}-h", anchor(one)));
    let scenario = &record.scenario;
    html! {
        section.text id=(anchor(one)) aria-labelledby=(heading) {
            h2 id=(heading) { a href=(one.href) { (scenario.question.as_ref().unwrap_or(&scenario.title)) } }
            p.meta {
                (scenario.title)
                @if let Some(calendar) = &record.calendar { " · " (calendar.span) }
                " · " (print_count(record.found.trials)) " trials"
            }
            table.stack {
                caption { "Questions and answers" }
                thead { tr { th scope="col" { "question" } th scope="col" { "answer" } } }
                tbody {
                    @for (_, question) in record.questions.iter() {
                        tr { th scope="row" { (question.title) } td { (answer(question)) } }
                    }
                }
            }
        }
    }
}

/// The answer of a question, of several the likeliest.
fn answer(question: &Question) -> Markup {
    match &question.result {
        QuestionResult::Yes { answers, .. } => html! {
            @if let Some(yes) = answers.get("yes") { b { (finding(&yes.share)) } }
        },
        QuestionResult::Cases { answers, .. } => {
            let most = answers.iter().map(|(_, answer)| answer.share.k).max();
            let best = answers.iter().find(|(_, answer)| Some(answer.share.k) == most);
            html! { @if let Some((_, answer)) = best { (answer.title) ": " b { (finding(&answer.share)) } } }
        }
        QuestionResult::Number(number) => html! {
            @if let Some(median) = number.quantiles.get("0.5") {
                "median " b { (median.printed) @if let Some(unit) = &number.unit { " " (unit) } }
            }
        },
    }
}
