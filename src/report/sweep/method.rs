//! How a sweep was counted, what its page cannot say, and how to get it again.

use maud::{Markup, html};

use crate::chart::sweep::said;
use crate::record::sweep::SweepRecord;
use crate::report::first::sentence_case;
use crate::report::method::words;
use crate::stats::print_count;

use super::command::sweep_command;
use super::first::moved;

pub fn section(record: &SweepRecord) -> Markup {
    let asked = &record.asked;
    html! {
        section.text #method aria-labelledby="method-h" {
            h2 #method-h { "Method, limits, and how to get the same numbers" }
            p {
                "Each of the " (print_count(record.found.points)) " points is the scenario with the value set, run " (print_count(record.found.trials)) " times on the same luck, which "
                "a seed fixes: what differs between two points differs because of the value. The chance of an answer is the share of trials that gave it; the interval beside it is the "
                "95% interval of Clopper and Pearson (1934) for the error of that count. Digits stop where that error starts. A number is rounded first, and its word is looked up from what is printed."
            }
            p {
                "A tipping point lies between two neighbours of the grid. Further runs in the middle narrow it, until it is small against what sampling error leaves open: the half-width of the 95% interval of what "
                "crosses, divided by its slope between the neighbours."
            }
            h3 { "What was moved, and under which conditions" }
            ul {
                @for axis in &record.axes { li { (moved(axis)) " (" code { (axis.path) } ")" } }
                @for condition in said::conditions(record) { li { (condition) } }
            }
            (words(&record.scenario.words))
            h3 { "Limits" }
            ul {
                li { "The model does not know the future. A sweep shows what its assumptions imply as one of them moves and all others stay; it does not say which value is right." }
                li { "An interval speaks of the number of trials alone, not of whether the assumptions are right." }
                @if record.axes.iter().any(|axis| axis.kind == crate::record::sweep::AxisKind::Number) {
                    li { "Between its points a line is drawn straight. What happens there was not run, but for tipping points." }
                }
                @for notice in &record.notices { li { (sentence_case(&notice.text)) "." } }
                @if asked.given.is_some() {
                    li { "What is " b { "given" } " keeps the trials in which it came about, and other trials at each point; it is not what would follow if somebody brought it about." }
                }
                @if asked.force.iter().next().is_some() {
                    li { "What is " b { "forced" } " replaces a draw and leaves what leads to it as it was; it is not the same as learning that it came about." }
                }
                li { "None of so many trials is not impossible, and all of them is not certain: both are printed as bounds." }
                @if let Some(day) = &record.scenario.as_of { li { "The scenario stands as of " (day) "; whoever reads it later knows more than its author did." } }
            }
            h3 { "The same numbers again" }
            p {
                "In the folder that holds the scenarios (that of " code { "contingent.toml" } "), this gives the same record and this page, byte for byte, on any machine:"
            }
            pre tabindex="0" role="group" aria-label="Command" { code { (sweep_command(record)) } }
            dl {
                dt { "scenario" } dd { (record.scenario.id) }
                @if !record.scenario.files.is_empty() { dt { "read from" } dd { (record.scenario.files.join(", ")) } }
                dt { "seed" } dd { (asked.seed) }
                dt { "trials" } dd { (print_count(record.found.trials)) " for each of " (print_count(record.found.points)) " points" }
                dt { "sweep" } dd { (record.identity) " (a hash of all that determines the numbers)" }
                dt { "results" } dd { "version " (record.result_version) ", format " (record.format) }
            }
        }
    }
}
