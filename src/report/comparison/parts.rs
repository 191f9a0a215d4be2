//! The parts below the pictures: what differs, numbers that shifted, one trial side by side, what is seen beside what is done, expectations.

use maud::{Markup, html};

use crate::chart::compare::changes::{Told, given, told};
use crate::chart::compare::{Beside, said as shown};
use crate::record::comparison::{ChangeKind, ComparisonRecord, NumberMoved, SeenAndDone, Shift, Which};
use crate::stats::{Proportion, print_count, print_probability};

use super::first::of;

/// A heading; where there are several sides, with the side it is of.
fn headed(of: &str, text: &str) -> String {
    if of.is_empty() {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|one| one.to_lowercase().to_string())
        .unwrap_or_default();
    format!("{of}: {first}{}", letters.as_str())
}

/// What differs in the scenarios, by title and path; and how the side departs.
pub fn differs(beside: &Beside, id: &str, title: &str) -> Markup {
    let comparison = beside.comparison;
    let heading = format!("{id}-h");
    let is_part = id != "differs";
    let conditions = if is_part {
        of(beside.record, beside.second)
    } else {
        Vec::new()
    };
    let wording = match comparison.wording {
        0 => None,
        1 => Some("One change more is of wording or evidence, and moves no number.".to_owned()),
        more => Some(format!(
            "{} changes more are of wording or evidence, and move no number.",
            print_count(more)
        )),
    };
    html! {
        section.text id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (title) }
            @if !conditions.is_empty() {
                ul.asked aria-label="What was asked otherwise than in the scenario" {
                    @for one in &conditions { li { b { (one.kind) } " " (one.text) } }
                }
            }
            @if comparison.changes.is_empty() {
                p { "No number, no rule and no condition differs." }
            } @else {
                table.stack {
                    caption { "What differs, from “" (shown::name(beside.record, beside.first)) "” to “" (shown::name(beside.record, beside.second)) "”" }
                    thead {
                        tr {
                            th scope="col" { "what" }
                            th scope="col" { "sort" }
                            th scope="col" { "was" }
                            th scope="col" { "is" }
                        }
                    }
                    tbody {
                        @for change in &comparison.changes {
                            @let Told { place, was, is } = told(beside, change);
                            tr {
                                th scope="row" { (place) " " code { (change.path) } }
                                td data-l="sort" { (kind(change.kind)) ", " (change.edit.id()) }
                                td data-l="was" { (was.unwrap_or_else(|| "as it comes".to_owned())) }
                                td data-l="is" { b { (is.unwrap_or_default()) } }
                            }
                        }
                    }
                }
            }
            @if let Some(wording) = wording { p.small { (wording) } }
            @if !comparison.one_sided.is_empty() {
                p.small {
                    "Asked on one side only, and so not compared: "
                    @for (at, (id, which)) in comparison.one_sided.iter().enumerate() {
                        @if at > 0 { "; " }
                        (question(beside, id, *which))
                    }
                    "."
                }
            }
        }
    }
}

fn question(beside: &Beside, id: &str, which: Which) -> String {
    let side = match which {
        Which::First => beside.first,
        Which::Second => beside.second,
    };
    let title = crate::report::names::question(&side.run, id);
    format!("“{title}” (in “{}”)", shown::name(beside.record, side))
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Value => "value",
        ChangeKind::Rule => "rule",
        ChangeKind::Structure => "structure",
        ChangeKind::Question => "question",
        ChangeKind::Time => "time",
        ChangeKind::Do => "forced",
        ChangeKind::Given => "given",
        ChangeKind::Believe => "one expert believed",
    }
}

/// What is told of a number; the record has more.
const SHOWN: [&str; 4] = ["mean", "0.05", "0.5", "0.95"];

/// Whether any number visibly shifted.
pub fn has_numbers(beside: &Beside) -> bool {
    moved_numbers(beside).next().is_some()
}

fn moved_numbers<'r>(beside: &Beside<'r>) -> impl Iterator<Item = &'r NumberMoved> {
    let comparison = beside.comparison;
    let asked = comparison
        .questions
        .iter()
        .filter_map(|(_, question)| question.number.as_ref());
    let all = asked.chain(comparison.quantities.iter().map(|(_, number)| number));
    all.filter(|number| shifts(number).any(|(name, shift)| shift.visible && SHOWN.contains(&name)))
}

fn shifts(number: &NumberMoved) -> impl Iterator<Item = (&str, &Shift)> {
    let mean = number.mean.iter().map(|shift| ("mean", shift));
    mean.chain(number.quantiles.iter())
}

/// By how much numbers shifted: means and quantiles.
pub fn numbers(beside: &Beside, id: &str, of: &str) -> Markup {
    if !has_numbers(beside) {
        return html! {};
    }
    let heading = format!("{id}-h");
    let [first, second] = shown::names(beside);
    html! {
        section.text id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (headed(of, "By how much numbers shift")) }
            table.stack {
                caption { "Means and quantiles, from “" (first) "” to “" (second) "”" }
                thead {
                    tr {
                        th scope="col" { "number" }
                        th scope="col" { "of the trials" }
                        th.n scope="col" { "first" }
                        th.n scope="col" { "second" }
                        th.n scope="col" { "shift" }
                    }
                }
                tbody {
                    @for number in moved_numbers(beside) {
                        @for (name, shift) in shifts(number).filter(|(name, _)| SHOWN.contains(name)) {
                            tr {
                                th scope="row" { (number.title) @if let Some(unit) = &number.unit { ", " (unit) } }
                                td data-l="of the trials" { (statistic(name)) }
                                td.n data-l="first" { (shift.printed[0]) }
                                td.n data-l="second" { (shift.printed[1]) }
                                td.n data-l="shift" {
                                    @if shift.visible { b { (shift.printed[2]) } } @else { "none visible" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn statistic(name: &str) -> String {
    let percent = |q: &str| {
        q.parse::<f64>()
            .ok()
            .map(|q| format!("{}% lie below", crate::stats::print_number(q * 100.0, 0.0)))
    };
    match name {
        "mean" => "mean".to_owned(),
        "0.5" => "median".to_owned(),
        q => percent(q).unwrap_or_else(|| q.to_owned()),
    }
}

/// One trial told in both runs.
pub fn story(beside: &Beside, id: &str, of: &str) -> Markup {
    let Some(story) = &beside.comparison.story else {
        return html! {};
    };
    let heading = format!("{id}-h");
    let [first, second] = shown::names(beside);
    let [was, is] = &story.answers;
    let none = || "as in the other".to_owned();
    let cell = |list: &[String]| if list.is_empty() { none() } else { list.join("; ") };
    html! {
        section.text id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (headed(of, "One trial side by side")) }
            p {
                "Trial " (print_count(story.trial)) " answers “" (story.question) "” with " b { (was) } " in “" (first) "” and with " b { (is) }
                " in “" (second) "”. The two first part at " (story.parts_at) ". Below is what happened in one and not in the other. It is an example, not a proof."
            }
            table.stack {
                caption { "What happened otherwise, step by step" }
                thead {
                    tr {
                        th scope="col" { "step" }
                        th scope="col" { (first) }
                        th scope="col" { (second) }
                    }
                }
                tbody {
                    @for step in &story.steps {
                        tr {
                            th scope="row" { (step.label) }
                            td data-l={ (first) ":" } { (cell(&step.first)) }
                            td data-l={ (second) ":" } { (cell(&step.second)) }
                        }
                    }
                }
            }
        }
    }
}

/// What is seen where something came about by itself, beside what follows where it is made so.
pub fn seen(beside: &Beside, id: &str, of: &str) -> Markup {
    let Some(seen) = &beside.comparison.seen_and_done else {
        return html! {};
    };
    let heading = format!("{id}-h");
    let given = given(&beside.first.run, &seen.given);
    let apart = seen.answers.iter().filter(|(_, answer)| answer.differ).count();
    html! {
        section.text id=(id) aria-labelledby=(heading) {
            h2 id=(heading) { (headed(of, "Seen and done")) }
            p {
                "To learn that something came about is one thing, to bring it about another: what leads to it tells of the answer as well. "
                @match apart {
                    0 => "Here the two hardly differ.",
                    1 => "For one answer the two lie clearly apart.",
                    count => { "For " (count) " answers the two lie clearly apart." }
                }
            }
            (pairs(seen, &given))
            p.small {
                "Seen: in the " (print_count(seen.kept[0])) " of " (print_count(seen.kept[1])) " trials of “"
                (shown::name(beside.record, beside.first)) "” in which " code { (given) } " came about by itself. Done: in “"
                (shown::name(beside.record, beside.second)) "”, in which " code { (seen.forced) } " is forced."
            }
        }
    }
}

fn pairs(seen: &SeenAndDone, given: &str) -> Markup {
    let mut list: Vec<_> = seen.answers.iter().map(|(_, answer)| answer).collect();
    // A stable sort: those that lie apart first, in their order.
    list.sort_by_key(|answer| !answer.differ);
    html! {
        table.stack {
            caption { "The chance of each answer where " (given) " is seen, and where it is done" }
            thead {
                tr {
                    th scope="col" { "answer" }
                    th.n scope="col" { "in all trials" }
                    th.n scope="col" { "where seen, P(a | b)" }
                    th.n scope="col" { "where done, P(a) under do(b)" }
                    th scope="col" { "apart?" }
                }
            }
            tbody {
                @for answer in list {
                    tr {
                        th scope="row" { (answer.title) }
                        td.n data-l="in all trials" { (all(seen, answer.all)) }
                        td.n data-l="where seen" { @if answer.differ { b { (answer.seen.printed) } } @else { (answer.seen.printed) } }
                        td.n data-l="where done" { @if answer.differ { b { (answer.done.printed) } } @else { (answer.done.printed) } }
                        td data-l="apart" { @if answer.differ { "clearly" } @else { "not clearly" } }
                    }
                }
            }
        }
    }
}

/// A share of all trials of the first side, as it is printed.
fn all(seen: &SeenAndDone, p: f64) -> String {
    let n = seen.kept[1];
    print_probability(&Proportion::new((libm::round(p * n as f64) as u64).min(n), n)).text
}

/// The author's own tests, and the directions that claims expect.
pub fn expectations(record: &ComparisonRecord) -> Markup {
    if record.expectations.is_empty() {
        return html! {};
    }
    html! {
        section.text #expectations aria-labelledby="expectations-h" {
            h2 #expectations-h { "What was expected" }
            table.stack {
                caption { "The author’s own tests, and the directions that claims expect, by these comparisons" }
                thead {
                    tr {
                        th scope="col" { "expected" }
                        th scope="col" { "verdict" }
                        th scope="col" { "found" }
                    }
                }
                tbody {
                    @for one in &record.expectations {
                        tr {
                            th scope="row" { (one.says) @if let Some(claim) = &one.claim { " " span.small { "claim " (claim) } } }
                            td data-l="verdict" { b { (one.verdict) } }
                            td data-l="found" { (one.found) }
                        }
                    }
                }
            }
        }
    }
}
