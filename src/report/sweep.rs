//! The page of a sweep: what was moved, where the answers tip, what is not reached, and how to get it again.

mod command;
mod first;
mod glance;
mod method;
mod sentences;
mod tips;

pub use command::sweep_command;
pub use sentences::sweep_sentences;

use maud::{Markup, html};

use crate::record::sweep::{AxisKind, SweepRecord};

use super::figures::{self, Drawn};
use super::frame::{self, Frame};

/// The whole page. The first picture stands beside the sentences; the others follow in their order. The same record and pictures give the same
/// bytes: nothing of `made` is in it.
pub fn sweep_page(record: &SweepRecord, pictures: &[Drawn]) -> String {
    let title = title(record);
    let (head, rest) = match pictures.split_first() {
        Some((head, rest)) => (Some(head), rest),
        None => (None, pictures),
    };
    let frame = Frame {
        title: format!("{title} {}", record.scenario.title),
        skip: "Skip to the answer",
        header: first::header(record, &title),
        before: html! {},
        main: html! {
            (first::screen(record, head))
            (contents(record, rest))
            @for picture in rest { (figures::section(picture)) }
            (glance::section(record))
            (tips::section(record))
            (method::section(record))
        },
        footer: html! {
            footer {
                p { "Scenario " (record.scenario.id) " · seed " (record.asked.seed) " · sweep " (record.identity) }
            }
        },
    };
    frame.whole()
}

/// What the page answers.
fn title(record: &SweepRecord) -> String {
    match record.axes.as_slice() {
        [axis] if axis.kind == AxisKind::Alternatives => "What would the alternatives change?".to_owned(),
        [axis] => format!("Where does it tip as “{}” moves?", axis.title),
        [first, second] => {
            let name = |axis: &crate::record::sweep::Axis| match axis.kind {
                AxisKind::Alternatives => "the alternative".to_owned(),
                _ => format!("“{}”", axis.title),
            };
            format!("Where does it tip as {} and {} move?", name(first), name(second))
        }
        _ => record.scenario.title.clone(),
    }
}

fn contents(record: &SweepRecord, pictures: &[Drawn]) -> Markup {
    let mut links = figures::links(pictures);
    links.push(("glance", "All answers"));
    if !record.tips.is_empty() {
        links.push(("tips", "Tipping points"));
    }
    links.push(("method", "Method"));
    frame::contents(links)
}
