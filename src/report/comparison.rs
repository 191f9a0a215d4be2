//! The page of a comparison: what was compared and what changed, in pictures and three sentences; what differs; where trials first part.

mod again;
mod first;
mod method;
mod parts;
mod said;

pub use again::command as comparison_command;
pub use said::sentences as comparison_sentences;

use maud::{Markup, html};

use crate::chart::compare::{self, Beside, besides};
use crate::record::comparison::ComparisonRecord;

use super::figures::{self, Drawn, draw_all};
use super::frame::{self, Frame};

/// The pictures of a comparison, drawn for its page.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnComparison {
    /// Of all sides at once.
    pub overview: Vec<Drawn>,
    /// Of each side beside the first, in their order.
    pub sides: Vec<Vec<Drawn>>,
}

/// All pictures of a comparison.
pub fn draw_comparison(record: &ComparisonRecord) -> DrawnComparison {
    let compare::Parts { overview, sides } = compare::parts(record);
    let is_first = overview.is_empty();
    DrawnComparison {
        overview: draw_all(&overview),
        // Only the first picture of the page stands beside the sentences, and is narrower.
        sides: sides
            .iter()
            .map(|figures| {
                if is_first {
                    draw_all(figures)
                } else {
                    figures::draw_wide(figures)
                }
            })
            .collect(),
    }
}

/// The whole page. The same record and pictures give the same bytes: nothing of `made` is in it.
pub fn comparison_page(record: &ComparisonRecord, pictures: &DrawnComparison) -> String {
    let all = besides(record);
    let title = first::title(record, &all);
    let scenario = record.sides.first().map_or("", |side| side.run.scenario.title.as_str());
    let (before, main) = match all.as_slice() {
        [only] => (html! {}, one(record, only, pictures)),
        _ => (several_contents(record, &all), several(record, &all, pictures)),
    };
    let frame = Frame {
        title: format!("{title} {scenario}"),
        skip: "Skip to the answer",
        header: first::header(record, &all, &title),
        before,
        main,
        footer: html! {
            footer { p { (compare::said::footer(record)) } }
        },
    };
    frame.whole()
}

/// The page of two sides.
fn one(record: &ComparisonRecord, beside: &Beside, pictures: &DrawnComparison) -> Markup {
    let own = pictures.sides.first().map_or(&[][..], Vec::as_slice);
    let (head, rest) = match own.split_first() {
        Some((head, rest)) => (Some(head), rest),
        None => (None, own),
    };
    let mut links: Vec<(&str, &str)> = vec![("differs", "What differs")];
    links.extend(figures::links(rest));
    let comparison = beside.comparison;
    let mut add = |is_there: bool, id, name| {
        if is_there {
            links.push((id, name));
        }
    };
    add(parts::has_numbers(beside), "numbers", "How much");
    add(comparison.story.is_some(), "story", "One trial");
    add(comparison.seen_and_done.is_some(), "seen", "Seen and done");
    add(!record.expectations.is_empty(), "expectations", "Expectations");
    add(true, "method", "Method");
    html! {
        (first::screen(record, &[*beside], head))
        (frame::contents(links))
        (parts::differs(beside, "differs", "What differs in the scenarios"))
        @for picture in rest { (figures::section(picture)) }
        (parts::numbers(beside, "numbers", ""))
        (parts::story(beside, "story", ""))
        (parts::seen(beside, "seen", ""))
        (parts::expectations(record))
        (method::section(record, &[*beside]))
    }
}

/// The id of a side's part of the page.
fn anchor(beside: &Beside) -> String {
    format!("side-{}", beside.comparison.side)
}

fn several_contents(record: &ComparisonRecord, all: &[Beside]) -> Markup {
    let anchors: Vec<(String, String)> = all
        .iter()
        .map(|beside| (anchor(beside), compare::said::name(record, beside.second)))
        .collect();
    let mut links: Vec<(&str, &str)> = anchors.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    if !record.expectations.is_empty() {
        links.push(("expectations", "Expectations"));
    }
    links.push(("method", "Method"));
    frame::contents(links)
}

/// The page of more sides: all at once, then one after the other.
fn several(record: &ComparisonRecord, all: &[Beside], pictures: &DrawnComparison) -> Markup {
    let none: &[Drawn] = &[];
    let (head, rest) = match pictures.overview.split_first() {
        Some((head, rest)) => (Some(head), rest),
        None => (None, none),
    };
    html! {
        (first::screen(record, all, head))
        @for picture in rest { (figures::section(picture)) }
        @for (beside, own) in all.iter().zip(&pictures.sides) {
            @let name = compare::said::name(record, beside.second);
            (parts::differs(beside, &anchor(beside), &name))
            @for picture in own { (figures::section(picture)) }
            (parts::numbers(beside, &format!("{}-numbers", anchor(beside)), &name))
            (parts::story(beside, &format!("{}-story", anchor(beside)), &name))
            (parts::seen(beside, &format!("{}-seen", anchor(beside)), &name))
        }
        (parts::expectations(record))
        (method::section(record, all))
    }
}
