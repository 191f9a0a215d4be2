//! The first screen of a sweep: what was moved over what, the first picture, the sentences, and where it tips.

use maud::{Markup, html};

use crate::chart::sweep::said;
use crate::record::sweep::{Axis, AxisKind, SweepRecord, Tip};
use crate::report::figures::{self, Drawn};
use crate::report::first::sentence_case;
use crate::report::sentences::{Piece, Sentence};

use super::sentences::sweep_sentences;

/// As many tipping points as fit beside the picture; the others are counted.
const SHOWN: usize = 4;

pub fn header(record: &SweepRecord, title: &str) -> Markup {
    let conditions = said::conditions(record);
    html! {
        header {
            p.kicker {
                (record.scenario.title) " · sweep report"
                @if let Some(day) = &record.scenario.as_of { " · as of " (day) }
            }
            h1 { (title) }
            p.meta {
                @if let Some(calendar) = &record.calendar { (calendar.span) " · " }
                (said::points(record)) " · " (conditions.join("; "))
                @if record.notices.iter().any(|notice| notice.code == "doubt-ignored") { " · doubt ignored" }
                " · words of the " (record.scale().title())
            }
            ul.asked aria-label="What was moved" {
                @for axis in &record.axes { li { b { "moved" } " " (moved(axis)) } }
            }
            @for notice in record.notices.iter().filter(|notice| notice.code != "doubt-ignored") { p.warn { (sentence_case(&notice.text)) "." } }
        }
    }
}

/// `The Kremlin presses Minsk, probability per year: 0 to 1 in 21 values; 0.3 as it stands`.
pub fn moved(axis: &Axis) -> String {
    let count = axis.written.len();
    let values = match (axis.kind, axis.labels.len()) {
        (AxisKind::Alternatives, _) => format!(
            "the scenario as it stands and {} of its alternatives",
            count.saturating_sub(1)
        ),
        (AxisKind::Number, last) => {
            format!(
                "{} to {} in {count} values",
                said::label(axis, 0),
                said::label(axis, last.saturating_sub(1))
            )
        }
        (AxisKind::Category, _) => axis.labels.join(", "),
    };
    let name = match axis.kind {
        AxisKind::Alternatives => "the alternative".to_owned(),
        _ => said::named(axis),
    };
    let now = said::standing(axis).map(|now| format!("; {now} as it stands"));
    format!("{name}: {values}{}", now.unwrap_or_default())
}

pub fn screen(record: &SweepRecord, picture: Option<&Drawn>) -> Markup {
    html! {
        div.first {
            @if let Some(picture) = picture { (figures::figure(picture)) }
            div {
                ol.said {
                    @for sentence in sweep_sentences(record) { li { (spoken(&sentence)) } }
                }
                (tipping(record))
            }
        }
    }
}

fn spoken(sentence: &Sentence) -> Markup {
    html! {
        @for piece in &sentence.0 {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Strong(text) => b { (text) },
            }
        }
    }
}

/// The first tipping points of the headline: those of the likeliest answer before those of the words.
fn tipping(record: &SweepRecord) -> Markup {
    if record.tips.is_empty() {
        return html! {};
    }
    if record.axes.len() > 1 {
        // Of two axes each tips at every value of the other: the sentence tells the ends.
        return html! {
            div.against {
                h2 { (record.tips.len()) " tipping points" }
                p { a href="#tips" { "All tipping points" } }
            }
        };
    }
    let any = record.questions.iter().any(|(_, question)| question.headline);
    let is_told = |tip: &&Tip| {
        record
            .questions
            .get(&tip.question)
            .is_some_and(|question| question.headline || !any)
    };
    let mut told: Vec<&Tip> = record.tips.iter().filter(is_told).collect();
    told.sort_by_key(|tip| tip.kind);
    let shown: Vec<&Tip> = told.into_iter().take(SHOWN).collect();
    html! {
        div.against {
            h2 { "Where it tips" }
            ul {
                @for tip in &shown {
                    @if let Some(question) = record.questions.get(&tip.question) {
                        li { b { (said::place(record, tip)) } (across(record, tip)) ": " (question.title) " – " (said::change(question, tip)) }
                    }
                }
            }
            p {
                @if record.tips.len() > shown.len() { (record.tips.len() - shown.len()) " more. " }
                a href="#tips" { "All tipping points" }
            }
        }
    }
}

/// With two axes, where on the other one: ` with “Cost” at 0.3`.
pub fn across(record: &SweepRecord, tip: &Tip) -> String {
    let other = record.axes.get(1).zip(tip.across);
    other.map_or(String::new(), |(axis, place)| {
        format!(" with “{}” at {}", axis.title, said::label(axis, place))
    })
}
