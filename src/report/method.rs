//! How it was counted, what the words mean, what the page cannot say, and how to get it again.

use maud::{Markup, html};

use crate::record::RunRecord;
use crate::scale::{STRENGTHS, Scale};
use crate::stats::print_count;

use super::command::command;
use super::first::sentence_case;
use super::values;

pub fn section(record: &RunRecord) -> Markup {
    html! {
        section.text #method aria-labelledby="method-h" {
            h2 #method-h { "Method, limits, and how to get the same numbers" }
            (trials(record))
            (words(&record.scenario.words))
            (limits(record))
            (again(record))
        }
    }
}

fn trials(record: &RunRecord) -> Markup {
    let found = &record.found;
    let noun = if found.trials == 1 { "trial was" } else { "trials were" };
    let plays = match &record.calendar {
        Some(calendar) if calendar.steps == 1 => format!("plays one {}", calendar.unit),
        Some(calendar) => format!(
            "plays {} {}s, one after the other",
            print_count(u64::from(calendar.steps)),
            calendar.unit
        ),
        None => "draws every variable once".to_owned(),
    };
    html! {
        p {
            (print_count(found.trials)) " " (noun) " run; each " (plays)
            ", with luck that a seed fixes. The chance of an answer is the share of trials that gave it. "
            "The interval beside it, and each whisker, is the 95% interval of Clopper and Pearson (1934) for the error of that count: it covers the "
            "true share of this model at least that often."
            @if found.confidence > 0.95 { " As the run stopped by what it had counted so far, the intervals are wide enough for all looks together." }
            " Digits stop where that error starts. A number is rounded first, and its word is looked up from what is printed."
        }
    }
}

/// What the words of a scale, by its name, stand for.
pub fn words(scale: &str) -> Markup {
    let Some(scale) = Scale::named(scale) else {
        return html! {};
    };
    html! {
        h3 { "The words" }
        p { (scale.title()) ": " (scale.source()) ". " (scale.reading()) }
        div.two {
            table {
                caption { "Words for probabilities" }
                thead { tr { th scope="col" { "word" } th scope="col" { "range" } } }
                tbody {
                    @for term in scale.terms() {
                        tr { th scope="row" { (term.words.join(", ")) } td { (term.printed) } }
                    }
                }
            }
            table {
                caption { "Words for the strength of factors: this program’s own" }
                thead { tr { th scope="col" { "word" } th scope="col" { "factor on the odds" } } }
                tbody {
                    @for entry in STRENGTHS {
                        tr {
                            th scope="row" { (entry.words) }
                            td { (values::number(entry.strength.low)) " to " (values::number(entry.strength.high)) }
                        }
                    }
                }
            }
        }
    }
}

fn limits(record: &RunRecord) -> Markup {
    let asked = &record.asked;
    html! {
        h3 { "Limits" }
        ul {
            li { "The model does not know the future. It shows what its assumptions imply; who doubts one of them can change it and run it again." }
            li { "An interval speaks of the number of trials alone, not of whether the assumptions are right." }
            @for notice in &record.notices { li { (sentence_case(&notice.text)) "." } }
            @if asked.given.is_some() {
                li { "What is " b { "given" } " keeps the trials in which it came about; it is not what would follow if somebody brought it about. For that, a draw is " b { "forced" } "." }
            }
            @if !asked.force.is_empty() {
                li { "What is " b { "forced" } " replaces a draw and leaves what leads to it as it was; it is not the same as learning that it came about." }
            }
            li { "None of so many trials is not impossible, and all of them is not certain: both are printed as bounds." }
            @if let Some(day) = &record.scenario.as_of { li { "The scenario stands as of " (day) "; whoever reads it later knows more than its author did." } }
        }
    }
}

fn again(record: &RunRecord) -> Markup {
    let files = &record.scenario.files;
    html! {
        h3 { "The same numbers again" }
        p {
            "In the folder that holds the scenarios (that of " code { "contingent.toml" } "), this gives the same record and this page, byte for byte, on any machine:"
        }
        pre tabindex="0" role="group" aria-label="Command" { code { (command(record)) } }
        dl {
            dt { "scenario" } dd { (record.scenario.id) }
            @if !files.is_empty() { dt { "read from" } dd { (files.join(", ")) } }
            dt { "seed" } dd { (record.asked.seed) }
            dt { "trials" } dd { (print_count(record.found.trials)) }
            dt { "run" } dd { (record.identity) " (a hash of all that determines the numbers)" }
            dt { "results" } dd { "version " (record.result_version) ", format " (record.format) }
        }
    }
}
