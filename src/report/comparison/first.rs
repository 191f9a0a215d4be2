//! The first screen: what was compared, the first picture, three sentences, and in brief what differs.

use maud::{Markup, html};

use crate::chart::compare::changes::{self, Told, told};
use crate::chart::compare::{Beside, said as shown};
use crate::record::comparison::{ComparisonRecord, Method, Origin, Side};
use crate::report::conditions::conditions;
use crate::report::figures::{self, Drawn};
use crate::report::first::{said, sentence_case};
use crate::stats::print_count;

use super::said::sentences;

/// As many changes as fit beside the picture; the others are counted.
const SHOWN: usize = 4;

/// What the page asks.
pub fn title(record: &ComparisonRecord, all: &[Beside]) -> String {
    let alternatives = all.iter().all(|beside| beside.second.origin == Origin::Alternative);
    match all {
        [only] => shown::what_changes(only),
        _ if alternatives => format!("What does each of {} alternatives change?", all.len()),
        _ => format!(
            "What changes in each of {} runs beside “{}”?",
            all.len(),
            first_name(record)
        ),
    }
}

fn first_name(record: &ComparisonRecord) -> String {
    record
        .sides
        .first()
        .map(|side| shown::name(record, side))
        .unwrap_or_default()
}

pub fn header(record: &ComparisonRecord, all: &[Beside], title: &str) -> Markup {
    let scenario = record.sides.first().map(|side| &side.run.scenario);
    let stated: Vec<(String, Vec<crate::report::Condition>)> = match all {
        [only] => [only.first, only.second]
            .map(|side| (shown::name(record, side), of(record, side)))
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .collect(),
        _ => Vec::new(),
    };
    html! {
        header {
            p.kicker {
                @if let Some(scenario) = scenario { (scenario.title) " · " }
                "comparison"
                @if let Some(day) = scenario.and_then(|scenario| scenario.as_of.as_ref()) { " · as of " (day) }
            }
            h1 { (title) }
            p.meta { (meta(record, all)) }
            @if !stated.is_empty() {
                ul.asked aria-label="What was asked otherwise than in the scenario" {
                    @for (name, list) in &stated {
                        @for one in list { li { "in “" (name) "”: " b { (one.kind) } " " (one.text) } }
                    }
                }
            }
            @if let Some(stopping) = &record.stopping { p.meta { (sentence_case(&stopping.says)) } }
            @for notice in record.notices.iter().filter(|notice| !["doubt-ignored", "given"].contains(&notice.code.as_str())) {
                p.warn { (sentence_case(&notice.text)) "." }
            }
        }
    }
}

/// How a side departs; what names it is its title already, and values stand among what differs.
pub fn of(record: &ComparisonRecord, side: &Side) -> Vec<crate::report::Condition> {
    let list = conditions(&side.run).into_iter();
    let is_titled = shown::name(record, side) == side.title;
    list.filter(|one| one.kind != "another value" && !(is_titled && one.kind == "alternative"))
        .collect()
}

/// The steps, the trials, and which sides.
fn meta(record: &ComparisonRecord, all: &[Beside]) -> String {
    let mut parts = Vec::new();
    if let Some(first) = record.sides.first() {
        if let Some(calendar) = &first.run.calendar {
            parts.push(calendar.span.clone());
        }
        parts.push(match all {
            [only] => format!("{}, beside “{}”", shown::trials(only), first_name(record)),
            _ => format!(
                "{} trials each, beside “{}”",
                print_count(first.run.found.trials),
                first_name(record)
            ),
        });
        parts.push(format!("seed {}", first.run.asked.seed));
    }
    if record.notices.iter().any(|notice| notice.code == "doubt-ignored") {
        parts.push("doubt ignored".to_owned());
    }
    if all.iter().any(|beside| beside.comparison.method == Method::Independent) {
        parts.push("not all paired".to_owned());
    }
    parts.join(" · ")
}

pub fn screen(record: &ComparisonRecord, all: &[Beside], picture: Option<&Drawn>) -> Markup {
    html! {
        div.first {
            @if let Some(picture) = picture { (figures::figure(picture)) }
            div {
                ol.said {
                    @for sentence in sentences(record) { li { (said(&sentence)) } }
                }
                @if let [only] = all { (in_brief(only)) }
            }
        }
    }
}

/// The first changes, beside the picture.
fn in_brief(beside: &Beside) -> Markup {
    let list = &beside.comparison.changes;
    html! {
        div.against {
            h2 { (changes::head(beside.comparison)) }
            ul {
                @for change in list.iter().take(SHOWN) {
                    @let Told { place, was, is } = told(beside, change);
                    li { (place) ": " @if let Some(was) = was { (was) " → " } b { (is.unwrap_or_default()) } }
                }
            }
            p {
                @if list.len() > SHOWN { "And " (list.len() - SHOWN) " more. " }
                a href="#differs" { "What differs, by path" }
            }
        }
    }
}
