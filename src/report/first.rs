//! The first screen: the question, the first picture, three sentences, and the claims that the model contradicts.

use maud::{Markup, html};

use crate::record::{RunRecord, Verdict};
use crate::scale::Scale;
use crate::stats::print_count;

use super::claims::{self, Judged};
use super::conditions::conditions;
use super::figures::{self, Drawn};
use super::sentences::{Piece, Sentence, sentences};

/// As many contradictions as fit beside the picture; the others are counted.
const SHOWN: usize = 3;

pub fn header(record: &RunRecord, title: &str) -> Markup {
    let asked = conditions(record);
    html! {
        header {
            p.kicker {
                @if title != record.scenario.title { (record.scenario.title) " · " }
                "scenario report"
                @if let Some(day) = &record.scenario.as_of { " · as of " (day) }
            }
            h1 { (title) }
            p.meta { (meta(record)) @if asked.is_empty() { " · no conditions" } }
            @if !asked.is_empty() {
                ul.asked aria-label="What was asked otherwise than in the scenario" {
                    @for one in &asked { li { b { (one.kind) } " " (one.text) } }
                }
            }
            @for notice in record.notices.iter().filter(|notice| notice.code != "doubt-ignored") {
                p.warn { (sentence_case(&notice.text)) "." }
            }
        }
    }
}

/// The steps, the trials, the words.
fn meta(record: &RunRecord) -> String {
    let mut parts = Vec::new();
    if let Some(calendar) = &record.calendar {
        parts.push(calendar.span.clone());
    }
    let trials = record.found.trials;
    let noun = if trials == 1 { "trial" } else { "trials" };
    let worlds = record
        .asked
        .worlds
        .map(|worlds| format!(" in {} worlds", print_count(worlds)));
    parts.push(format!("{} {noun}{}", print_count(trials), worlds.unwrap_or_default()));
    if record.notices.iter().any(|notice| notice.code == "doubt-ignored") {
        parts.push("doubt ignored".to_owned());
    }
    if let Some(scale) = Scale::named(&record.scenario.words) {
        parts.push(format!("words of the {}", scale.title()));
    }
    parts.join(" · ")
}

pub fn screen(record: &RunRecord, picture: Option<&Drawn>) -> Markup {
    html! {
        div.first {
            @if let Some(picture) = picture { (figures::figure(picture)) }
            div {
                ol.said {
                    @for sentence in sentences(record) { li { (said(&sentence)) } }
                }
                (contradicted(record))
            }
        }
    }
}

/// A sentence with its findings in bold.
pub fn said(sentence: &Sentence) -> Markup {
    html! {
        @for piece in &sentence.0 {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Strong(text) => b { (text) },
            }
        }
    }
}

fn contradicted(record: &RunRecord) -> Markup {
    let judged = claims::judged(record);
    if judged.is_empty() {
        return html! {};
    }
    let against: Vec<&Judged> = judged
        .iter()
        .filter(|one| matches!(one.verdict, Some(Verdict::Higher | Verdict::Lower)))
        .collect();
    let tally = claims::tally(&judged);
    if against.is_empty() {
        return html! {
            div.against {
                h2 { "No claim is contradicted" }
                p { (tally) ". " a href="#claims" { "All claims" } }
            }
        };
    }
    html! {
        div.against {
            h2 { (title(against.len())) }
            ul {
                @for one in against.iter().take(SHOWN) { li { (claims::in_brief(record, one)) } }
            }
            p {
                @if against.len() > SHOWN { "And " (against.len() - SHOWN) " more. " }
                (tally) ". " a href="#claims" { "All claims" }
            }
        }
    }
}

fn title(count: usize) -> String {
    match count {
        1 => "One claim that the model contradicts".to_owned(),
        _ => format!("{count} claims that the model contradicts"),
    }
}

/// A message of the program as a sentence.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
