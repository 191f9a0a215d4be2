//! The page that leads to several reports: each question asked, and its answer.

use maud::{Markup, html};

use crate::record::{Question, QuestionResult, RunRecord};
use crate::stats::print_count;

use super::frame::{self, Frame};
use super::sentences::finding;

/// A report and where it stands, as a path below the gallery.
pub struct Hung<'r> {
    /// Such as `belarus-2022/involvement/report.html`.
    pub href: String,
    /// What it reports.
    pub record: &'r RunRecord,
}

/// The index of a gallery, in the order given.
pub fn gallery(list: &[Hung]) -> String {
    let anchors: Vec<String> = list.iter().map(anchor).collect();
    let links = anchors.iter().zip(list);
    let frame = Frame {
        title: "Reports".to_owned(),
        skip: "Skip to the reports",
        header: html! {
            header {
                p.kicker { "Contingent" }
                h1 { "Reports" }
                p.meta { "What " (print_count(list.len() as u64)) " scenarios ask, and what their assumptions imply. Each leads to its report." }
            }
        },
        before: frame::contents(links.map(|(id, one)| (id.as_str(), one.record.scenario.title.as_str()))),
        main: html! { @for one in list { (entry(one)) } },
        footer: html! {},
    };
    frame.whole()
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
