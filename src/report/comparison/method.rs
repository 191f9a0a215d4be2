//! How the sides were compared, what the page cannot say, and how to get it again.

use maud::{Markup, html};

use crate::chart::compare::{Beside, DETAILED, said as shown};
use crate::record::comparison::{ComparisonRecord, Method};
use crate::report::first::sentence_case;
use crate::stats::print_count;

use super::again::command;

pub fn section(record: &ComparisonRecord, all: &[Beside]) -> Markup {
    html! {
        section.text #method aria-labelledby="method-h" {
            h2 #method-h { "Method, limits, and how to get the same numbers" }
            (how(record, all))
            (limits(record, all))
            (again(record, all))
        }
    }
}

fn how(record: &ComparisonRecord, all: &[Beside]) -> Markup {
    let has = |method: Method| all.iter().any(|beside| beside.comparison.method == method);
    html! {
        @if has(Method::Paired) {
            p {
                "Both runs have the same luck: a draw depends on the seed, its variable, the step and the number of the trial alone, so a trial answers the same in both "
                "unless the change reaches it. The difference rests on the trials that answer otherwise, and its 95% interval is that of Bonett and Price (2012) for "
                "paired shares, that of a ratio the one of Bonett and Price (2006). The interval of each run alone is wider."
            }
        }
        @if has(Method::Kept) {
            p {
                "Where a condition keeps trials, the two shares come from the same luck but not from the same trials; the interval takes in what they share (Newcombe 1998, method 10, "
                "with the correlation by the delta method)."
            }
        }
        @if has(Method::Independent) {
            p { "Runs that could not be paired are compared as two samples of separate luck (Newcombe 1998, method 10)." }
        }
        @if let Some(stopping) = &record.stopping {
            p {
                (sentence_case(&stopping.says)) " The intervals of differences hold at whatever number of trials one stops, and are wider for it."
            }
        }
        p {
            "“Would have shown” is the smallest difference whose interval would have left out zero at so many trials. Where trials first part, each trial that answers otherwise "
            "is counted once, at the first place in the order of evaluation where its two runs are not the same; the rows add up to the whole difference."
        }
    }
}

fn limits(record: &ComparisonRecord, all: &[Beside]) -> Markup {
    let given = all.iter().any(|beside| beside.comparison.method == Method::Kept);
    let forced = record.sides.iter().any(|side| !side.run.asked.force.is_empty());
    html! {
        h3 { "Limits" }
        ul {
            li { "The difference is what the change makes of this model, not of the world. Who doubts an assumption can change it on both sides and compare again." }
            li { "An interval speaks of the number of trials alone, not of whether the assumptions are right." }
            li { "Where trials first part is not the cause: the cause is the change, and what else that place depends on." }
            @for notice in &record.notices { li { (sentence_case(&notice.text)) "." } }
            @if given {
                li { "What is " b { "given" } " keeps the trials in which it came about; it is not what would follow if somebody brought it about. For that, a draw is " b { "forced" } "." }
            }
            @if forced {
                li { "What is " b { "forced" } " replaces a draw and leaves what leads to it as it was; it is not the same as learning that it came about." }
            }
            @if all.len() > DETAILED {
                li {
                    "With so many sides each has one picture here. " code { "contingent compare FILE:ALTERNATIVE" }
                    " draws all of one: its steps, its states, and where its trials first part."
                }
            }
        }
    }
}

fn again(record: &ComparisonRecord, all: &[Beside]) -> Markup {
    html! {
        h3 { "The same numbers again" }
        p {
            "In the folder that holds the scenarios (that of " code { "contingent.toml" } "), or where the records lie that are compared, this gives the same record and this page, byte for byte:"
        }
        pre tabindex="0" role="group" aria-label="Command" { code { (command(record)) } }
        dl {
            @for side in &record.sides {
                dt { (shown::name(record, side)) }
                dd { (print_count(side.run.found.trials)) " trials, seed " (side.run.asked.seed) ", run " (side.run.identity) }
            }
            dt { "comparison" } dd { (record.identity) " (a hash of all that determines the numbers)" }
            dt { "results" } dd { "version " (record.result_version) ", format " (record.format) }
            @if all.is_empty() { dt { "sides" } dd { "none beside the first" } }
        }
    }
}
