//! The page: its parts in their order.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::record::RunRecord;

use super::figures::{self, Drawn};
use super::{claims, first, ledger, method, style};

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
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) ": " (record.scenario.title) }
                style { (PreEscaped(style::css())) }
            }
            body {
                a.skip href="#main" { "Skip to the answer" }
                div.page {
                    (first::header(record, title))
                    main #main {
                        (first::screen(record, head))
                        (contents(record, rest))
                        @for picture in rest { (figures::section(picture)) }
                        (ledger::section(record))
                        (claims::section(record))
                        (claims::sources(record))
                        (claims::without(record))
                        (method::section(record))
                    }
                    (foot(record))
                }
            }
        }
    };
    let mut text = whole.into_string();
    text.push('\n');
    text
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
    let mut links: Vec<(String, &'static str)> = Vec::new();
    for picture in pictures {
        let name = figures::short_name(&picture.id);
        // Several pictures of a kind: the first is enough to find them.
        if !links.iter().any(|(_, known)| *known == name) {
            links.push((picture.id.clone(), name));
        }
    }
    let evidence = &record.evidence;
    let mut add = |is_there: bool, id: &str, name| {
        if is_there {
            links.push((id.to_owned(), name));
        }
    };
    add(!evidence.assumptions.is_empty(), "assumptions", "Assumptions");
    add(!evidence.claims.is_empty(), "claims", "Claims");
    add(!evidence.sources.is_empty(), "sources", "Sources");
    add(evidence.judgements.numbers > 0, "judgements", "Judgements");
    add(true, "method", "Method");
    html! {
        nav aria-label="Contents" {
            ul { @for (id, name) in &links { li { a href={ "#" (id) } { (name) } } } }
        }
    }
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
