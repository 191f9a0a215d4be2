//! The page: its parts in their order.

use maud::{Markup, html};

use crate::record::RunRecord;

use super::figures::{self, Drawn};
use super::frame::{self, Frame};
use super::{claims, first, ledger, method};

/// What the page is called in a record's folder.
pub const PAGE: &str = "report.html";

/// The whole page. The first picture stands beside the sentences; the others follow in their order. The same record and
/// pictures give the same bytes: nothing of `made` is in it.
pub fn page(record: &RunRecord, pictures: &[Drawn]) -> String {
    let title = headline(record);
    let (head, rest) = match pictures.split_first() {
        Some((head, rest)) => (Some(head), rest),
        None => (None, pictures),
    };
    let frame = Frame {
        title: format!("{title}: {}", record.scenario.title),
        skip: "Skip to the answer",
        header: first::header(record, title),
        before: html! {},
        main: html! {
            (first::screen(record, head))
            (contents(record, rest))
            @for picture in rest { (figures::section(picture)) }
            (ledger::section(record))
            (claims::section(record))
            (claims::sources(record))
            (claims::without(record))
            (method::section(record))
        },
        footer: foot(record),
    };
    frame.whole()
}

/// What the page answers: the scenario's question, or its title.
fn headline(record: &RunRecord) -> &str {
    let question = record
        .scenario
        .question
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    question.unwrap_or(&record.scenario.title)
}

fn contents(record: &RunRecord, pictures: &[Drawn]) -> Markup {
    let mut links = figures::links(pictures);
    let evidence = &record.evidence;
    let mut add = |is_there: bool, id, name| {
        if is_there {
            links.push((id, name));
        }
    };
    add(!evidence.assumptions.is_empty(), "assumptions", "Assumptions");
    add(!evidence.claims.is_empty(), "claims", "Claims");
    add(!evidence.sources.is_empty(), "sources", "Sources");
    add(evidence.judgements.numbers > 0, "judgements", "Judgements");
    add(true, "method", "Method");
    frame::contents(links)
}

fn foot(record: &RunRecord) -> Markup {
    html! {
        footer {
            p {
                "Scenario " (record.scenario.id) " · seed " (record.asked.seed) " · run " (record.identity)
            }
        }
    }
}
