//! What was said, beside what the model implies; where it was said; and the numbers for which nobody is cited.

use maud::{Markup, html};

use crate::record::{ClaimShown, ExpectsShown, RunRecord, SourceShown, Verdict};
use crate::stats::print_count;

use super::{names, values};

/// A claim that expects something of a question that is asked.
pub struct Judged<'r> {
    /// Its id.
    pub id: &'r str,
    pub claim: &'r ClaimShown,
    pub expects: &'r ExpectsShown,
    /// None for a direction that no comparison has tested.
    pub verdict: Option<Verdict>,
}

/// All claims that expect something, in the order of the record.
pub fn judged(record: &RunRecord) -> Vec<Judged<'_>> {
    let claims = record.evidence.claims.iter();
    let judged = claims.filter_map(|(id, claim)| {
        let expects = claim.expects.as_ref()?;
        Some(Judged {
            id,
            claim,
            expects,
            verdict: expects.verdict,
        })
    });
    judged.collect()
}

/// How many of each verdict: `Of 9 claims that can be held against it, 1 agrees and 2 are too close to call`.
pub fn tally(judged: &[Judged]) -> String {
    let mut parts = Vec::new();
    for verdict in Verdict::ALL {
        let count = judged.iter().filter(|one| one.verdict == Some(verdict)).count();
        let text = match (verdict, count) {
            (_, 0) => continue,
            (Verdict::Agrees, 1) => "1 agrees".to_owned(),
            (Verdict::Agrees, _) => format!("{count} agree"),
            (Verdict::Higher, 1) => "of 1 the model says more".to_owned(),
            (Verdict::Higher, _) => format!("of {count} the model says more"),
            (Verdict::Lower, 1) => "of 1 the model says less".to_owned(),
            (Verdict::Lower, _) => format!("of {count} the model says less"),
            (Verdict::TooCloseToCall, 1) => "1 is too close to call".to_owned(),
            (Verdict::TooCloseToCall, _) => format!("{count} are too close to call"),
        };
        parts.push(text);
    }
    match judged.iter().filter(|one| one.verdict.is_none()).count() {
        0 => {}
        1 => parts.push("1 names a direction that only a comparison can test".to_owned()),
        count => parts.push(format!("{count} name directions that only a comparison can test")),
    }
    let noun = if judged.len() == 1 { "claim" } else { "claims" };
    format!(
        "{} {noun} can be held against it: {}",
        print_count(judged.len() as u64),
        parts.join(", ")
    )
}

/// Sign and word of a verdict.
fn sign(verdict: Option<Verdict>) -> (&'static str, &'static str) {
    match verdict {
        Some(Verdict::Agrees) => ("=", "agrees"),
        Some(Verdict::Higher) => ("↑", "higher"),
        Some(Verdict::Lower) => ("↓", "lower"),
        Some(Verdict::TooCloseToCall) => ("≈", "too close to call"),
        None => ("·", "not tested"),
    }
}

fn verdict(verdict: Option<Verdict>) -> Markup {
    let (sign, word) = sign(verdict);
    html! { span.v { i aria-hidden="true" { (sign) } (word) } }
}

/// A claim and its verdict, as short as it can be said.
pub fn in_brief(record: &RunRecord, one: &Judged) -> Markup {
    html! {
        (verdict(one.verdict)) " "
        a.id href={ "#claim-" (one.id) } { (one.id) }
        @if let Some(who) = &one.claim.who { ", " (who) }
        ": " (one.claim.says)
        " "
        span.small { (expected(record, one.expects)) @if let Some(model) = implied(one.expects) { "; the model: " b { (model) } } "." }
    }
}

/// What is expected, of what: `Expected of “Troops are sent”: 25–35% (“unlikely”)`.
fn expected(record: &RunRecord, expects: &ExpectsShown) -> String {
    let of = answer_of(record, expects);
    format!("Said of {of}: {}", said(record, expects))
}

/// The question, with the answer where it is not yes.
fn answer_of(record: &RunRecord, expects: &ExpectsShown) -> String {
    let question = names::question(record, &expects.question);
    let by = expects.by.as_ref().map(|day| format!(", by {day}")).unwrap_or_default();
    match expects.answer.as_str() {
        "yes" => format!("“{question}”{by}"),
        answer => format!("“{question}: {}”{by}", names::answer(record, &expects.question, answer)),
    }
}

fn said(record: &RunRecord, expects: &ExpectsShown) -> String {
    let alternative = |id: &String| record.scenario.alternatives.get(id).unwrap_or(id).clone();
    let mut parts = Vec::new();
    if let Some([low, high]) = expects.probability {
        parts.push(values::range(low, high));
    }
    if let Some(id) = &expects.higher_in {
        parts.push(format!("higher if “{}”", alternative(id)));
    }
    if let Some(id) = &expects.lower_in {
        parts.push(format!("lower if “{}”", alternative(id)));
    }
    let text = parts.join(", ");
    match &expects.said {
        Some(word) if text.is_empty() => format!("“{word}”"),
        Some(word) => format!("{text} (“{word}”)"),
        None => text,
    }
}

/// What the model implies for the answer: `unlikely (30%)`.
fn implied(expects: &ExpectsShown) -> Option<String> {
    expects
        .model
        .as_ref()
        .map(|share| format!("{}\u{a0}({})", share.word, share.printed))
}

/// Every claim.
pub fn section(record: &RunRecord) -> Markup {
    let evidence = &record.evidence;
    if evidence.claims.is_empty() {
        return html! {};
    }
    let judged = judged(record);
    let silent: Vec<(&str, &ClaimShown)> = evidence
        .claims
        .iter()
        .filter(|(_, claim)| claim.expects.is_none())
        .collect();
    html! {
        section.text #claims aria-labelledby="claims-h" {
            h2 #claims-h { "What was said, and what the model implies" }
            p {
                "Claims are restated in the words of the scenario. "
                @if !judged.is_empty() { (tally(&judged)) ". " }
                b { "Higher" } " and " b { "lower" } " mean that the whole interval of the model lies above or below what was said; "
                b { "too close to call" } " that it crosses an edge of it."
            }
            @if !judged.is_empty() {
                table.stack {
                    caption { "Claims about a question of this scenario" }
                    thead {
                        tr {
                            th scope="col" { "claim" }
                            th scope="col" { "who says what" }
                            th scope="col" { "of which question" }
                            th scope="col" { "said" }
                            th scope="col" { "model" }
                            th scope="col" { "verdict" }
                        }
                    }
                    tbody {
                        @for one in &judged {
                            tr #{ "claim-" (one.id) } {
                                th scope="row" { span.id { (one.id) } }
                                td { (spoken(one.claim)) }
                                td data-l="of" { (answer_of(record, one.expects)) }
                                td data-l="said" { (said(record, one.expects)) }
                                td data-l="model" { (implied(one.expects).unwrap_or_else(|| "not counted".to_owned())) }
                                td { (verdict(one.verdict)) }
                            }
                        }
                    }
                }
            }
            @if !silent.is_empty() {
                details.keep {
                    summary { (silent.len()) @if silent.len() == 1 { " claim that expects" } @else { " claims that expect" } " no number of a question here" }
                    table.stack {
                        caption { "Claims that support or question an assumption, or stand for the reader" }
                        thead { tr { th scope="col" { "claim" } th scope="col" { "who says what" } th scope="col" { "cited by" } } }
                        tbody {
                            @for (id, claim) in &silent {
                                tr #{ "claim-" (id) } {
                                    th scope="row" { span.id { (id) } }
                                    td { (spoken(claim)) }
                                    td data-l="cited by" { (cited(record, claim)) }
                                }
                            }
                        }
                    }
                }
            }
            @if !evidence.skipped.is_empty() {
                p.small {
                    "Of these, " (evidence.skipped.join(", "))
                    @if evidence.skipped.len() == 1 { " speaks" } @else { " speak" }
                    " of questions that this scenario does not ask."
                }
            }
        }
    }
}

/// Who, what and where.
pub fn spoken(claim: &ClaimShown) -> Markup {
    html! {
        @if let Some(who) = &claim.who { b { (who) } ": " }
        (claim.says) " "
        span.small {
            a.id href={ "#source-" (claim.source) } { (claim.source) }
            @if let Some(place) = &claim.place { ", " (place) }
        }
    }
}

/// The elements that cite a claim, for and against.
fn cited(record: &RunRecord, claim: &ClaimShown) -> Markup {
    let name = |path: &String| names::path(record, path).unwrap_or_else(|| path.clone());
    let list = |paths: &[String]| paths.iter().map(name).collect::<Vec<_>>().join("; ");
    html! {
        @if !claim.because_of.is_empty() { span.small { "for " } (list(&claim.because_of)) }
        @if !claim.because_of.is_empty() && !claim.against.is_empty() { br; }
        @if !claim.against.is_empty() { span.small { "against " } (list(&claim.against)) }
        @if claim.because_of.is_empty() && claim.against.is_empty() { span.small { "nothing" } }
    }
}

/// Where the claims come from.
pub fn sources(record: &RunRecord) -> Markup {
    let sources = &record.evidence.sources;
    if sources.is_empty() {
        return html! {};
    }
    html! {
        section.text #sources aria-labelledby="sources-h" {
            h2 #sources-h { "Sources" }
            ul.plain {
                @for (id, source) in sources.iter() { li #{ "source-" (id) } { (cite(id, source)) } }
            }
        }
    }
}

fn cite(id: &str, source: &SourceShown) -> Markup {
    let by: Vec<&str> = [&source.author, &source.publisher, &source.date]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    html! {
        b { (id) } " " (source.title) @if !by.is_empty() { ". " (by.join(", ")) } "."
        @if let Some(grade) = &source.grade { " Grade " (grade) "." }
        @if let Some(url) = &source.url {
            " "
            @if is_web(url) { a href=(url) rel="noreferrer" { (url) } } @else { (url) }
        }
        @if let Some(day) = &source.retrieved { " (read " (day) ")" }
    }
}

/// Only such addresses become links: a scenario must not put a script behind one.
fn is_web(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

/// The numbers that cite no claim: how many, and which.
pub fn without(record: &RunRecord) -> Markup {
    let judgements = &record.evidence.judgements;
    if judgements.numbers == 0 {
        return html! {};
    }
    let list = &judgements.without_claim;
    html! {
        section.text #judgements aria-labelledby="judgements-h" {
            h2 #judgements-h { "Numbers that rest on nobody’s word" }
            @if list.is_empty() {
                p { "Each of the " (print_count(judgements.numbers)) " numbers of the scenario cites a claim." }
            } @else {
                p {
                    (print_count(list.len() as u64)) " of " (print_count(judgements.numbers)) " numbers (assumptions, sets of weights, factors, distributions) "
                    @if list.len() == 1 { "cites" } @else { "cite" }
                    " no claim: " span.judge { "judgement" } " of the scenario’s author."
                }
                ul.plain {
                    @for path in list {
                        li { @if let Some(name) = names::path(record, path) { (name) " " } code { (path) } }
                    }
                }
            }
        }
    }
}
