//! Every tipping point, with what sampling error leaves open.

use maud::{Markup, html};

use crate::chart::sweep::said;
use crate::record::sweep::SweepRecord;

/// More rows than this are left to the table of the record's folder.
const MOST: usize = 400;

pub fn section(record: &SweepRecord) -> Markup {
    if record.tips.is_empty() {
        return html! {};
    }
    let axis = record.axes.first().map_or("", |axis| axis.title.as_str());
    let other = record.axes.get(1);
    html! {
        section.text #tips aria-labelledby="tips-h" {
            h2 #tips-h { "Tipping points" }
            p {
                "Where another answer becomes the likeliest, and where the words of the scale change. The number behind ± is what sampling error leaves open (half of a 95% "
                "interval); more trials make it smaller. It says nothing about doubt in the model. Where an answer hardly changes between two points, they are named and "
                "nothing else."
            }
            table.stack {
                caption { "Along “" (axis) "”" }
                thead {
                    tr {
                        th scope="col" { "question" }
                        th scope="col" { "what tips" }
                        th scope="col" { "at" }
                        @if let Some(other) = other { th scope="col" { (other.title) } }
                    }
                }
                tbody {
                    @for tip in record.tips.iter().take(MOST) {
                        @if let Some(question) = record.questions.get(&tip.question) {
                            tr {
                                th scope="row" { (question.title) }
                                td { (said::change(question, tip)) }
                                td data-l="at" { (said::place(record, tip)) }
                                @if let Some(other) = other {
                                    td data-l=(other.title) { (tip.across.map(|place| said::label(other, place)).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
            }
            @if record.tips.len() > MOST {
                p.small { "And " (record.tips.len() - MOST) " more, in " code { "tables/tips.csv" } " of the record’s folder." }
            }
        }
    }
}
