//! Every assumption: its value, its doubt, who supports it and who speaks against it.

use maud::{Markup, html};

use crate::record::{AssumptionShown, RunRecord};

use super::{claims, names, values};

/// The section; nothing where the scenario names no assumption.
pub fn section(record: &RunRecord) -> Markup {
    let assumptions = &record.evidence.assumptions;
    if assumptions.is_empty() {
        return html! {};
    }
    html! {
        section.text #assumptions aria-labelledby="assumptions-h" {
            h2 #assumptions-h { "What was assumed" }
            p { (summary(record)) }
            table.stack {
                caption { "Assumptions, in the order of the scenario" }
                thead {
                    tr {
                        th scope="col" { "assumption" }
                        th scope="col" { "value" }
                        th scope="col" { "doubt" }
                        th scope="col" { "because" }
                    }
                }
                tbody {
                    @for (id, assumption) in assumptions.iter() { (row(record, id, assumption)) }
                }
            }
            (details(record))
        }
    }
}

/// How many there are, in doubt, and without a claim.
fn summary(record: &RunRecord) -> Markup {
    let list = &record.evidence.assumptions;
    let all = list.len();
    let doubted = list.iter().filter(|(_, one)| one.doubt).count();
    let bare = list.iter().filter(|(_, one)| is_judgement(one)).count();
    let noun = if all == 1 { "assumption" } else { "assumptions" };
    html! {
        (all) " " (noun) "; " (doubted) @if doubted == 1 { " is" } @else { " are" } " in doubt"
        @if record.asked.worlds.is_none() && doubted > 0 { ", and this run took the mean of what each may be" }
        ". "
        @if bare == 0 { "All cite a claim." } @else {
            (bare) @if bare == 1 { " rests" } @else { " rest" } " on no claim but on the author’s " span.judge { "judgement" } "."
        }
    }
}

fn is_judgement(assumption: &AssumptionShown) -> bool {
    assumption.because.is_empty() && assumption.experts.iter().all(|(_, view)| view.because.is_empty())
}

fn row(record: &RunRecord, id: &str, assumption: &AssumptionShown) -> Markup {
    html! {
        tr #{ "assumption-" (id) } {
            th scope="row" {
                (assumption.title)
                br;
                span.small { code { (id) } }
            }
            td data-l="value" {
                @if assumption.experts.is_empty() { code { (values::as_written(&assumption.value)) } } @else { "experts apart" @if assumption.per.is_some() { "," } }
                @if let Some(period) = &assumption.per { " a\u{a0}" (period) }
                br;
                span.small { "used: " (values::used(assumption)) }
            }
            td data-l="doubt" {
                @if !assumption.experts.is_empty() {
                    @for (expert, view) in assumption.experts.iter() {
                        div { (name_of(record, expert)) ": " (values::as_written(&view.value)) }
                    }
                } @else if assumption.doubt { "in doubt" } @else { "none stated" }
            }
            td data-l="because" {
                @if is_judgement(assumption) { span.judge { "judgement" } } @else { (links(&supporting(assumption))) }
                @if !assumption.despite.is_empty() { div { span.small { "despite " } (links(&assumption.despite)) } }
                @if assumption.for_another_value { div.small { "cited for another value than this one" } }
            }
        }
    }
}

/// The claims for an assumption, those for a view among them, each once.
fn supporting(assumption: &AssumptionShown) -> Vec<String> {
    let mut list = assumption.because.clone();
    for (_, view) in assumption.experts.iter() {
        for id in &view.because {
            if !list.contains(id) {
                list.push(id.clone());
            }
        }
    }
    list
}

fn links(ids: &[String]) -> Markup {
    html! {
        @for (at, id) in ids.iter().enumerate() {
            @if at > 0 { " " }
            a.id href={ "#claim-" (id) } { (id) }
        }
    }
}

fn name_of<'r>(record: &'r RunRecord, expert: &'r str) -> &'r str {
    record
        .evidence
        .experts
        .get(expert)
        .map_or(expert, |one| one.name.as_str())
}

/// What the table has no room for: what each claim says, the author's note, who reads the number, where it stands.
fn details(record: &RunRecord) -> Markup {
    html! {
        h3 { "Each assumption with its evidence" }
        @for (id, assumption) in record.evidence.assumptions.iter() {
            details.card.keep {
                summary { (assumption.title) }
                dl {
                    @if let Some(note) = &assumption.note { dt { "the author" } dd { (note) } }
                    dt { "value" }
                    dd { code { (assumption.value.text) } @if let Some(period) = &assumption.per { " a " (period) } "; used: " (values::used(assumption)) }
                    @for (expert, view) in assumption.experts.iter() {
                        dt { (name_of(record, expert)) }
                        dd { (values::as_written(&view.value)) @if !view.because.is_empty() { ", because " (links(&view.because)) } }
                    }
                    (cited(record, "because", &assumption.because))
                    (cited(record, "despite", &assumption.despite))
                    @if is_judgement(assumption) { dt { "because" } dd { span.judge { "judgement" } } }
                    @if assumption.for_another_value { dt { "note" } dd { "The claims were given for a value that was replaced since." } }
                    @if !assumption.used_by.is_empty() {
                        dt { "read by" }
                        dd { (assumption.used_by.iter().map(|one| names::element(record, one)).collect::<Vec<_>>().join("; ")) }
                    }
                    dt { "stands in" } dd { code { (assumption.at) } " as " code { (id) } }
                }
            }
        }
    }
}

fn cited(record: &RunRecord, word: &str, ids: &[String]) -> Markup {
    html! {
        @for id in ids {
            dt { (word) " " a.id href={ "#claim-" (id) } { (id) } }
            dd { @if let Some(claim) = record.evidence.claims.get(id) { (claims::spoken(claim)) } }
        }
    }
}
