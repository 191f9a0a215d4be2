//! A record as a table for people: question, number, interval, words, and a bar where there is room.

mod bar;
mod claims;
mod head;
mod numbers;
mod rows;

use crate::record::RunRecord;
use crate::stats::print_points;

use super::output::Output;
use super::wrap::wrap;

/// The narrowest table that is laid out; a narrower terminal wraps it itself.
const NARROWEST: usize = 64;
/// The widest lines of running text.
const WIDEST_TEXT: usize = 100;

/// The whole record as text. `folder` is where it was left.
pub fn print(record: &RunRecord, folder: Option<&str>, output: &Output) -> String {
    let page = Page {
        record,
        width: output.width.max(NARROWEST),
        colour: output.colour,
    };
    let mut out = Vec::new();
    head::head(&page, &mut out);
    let layout = rows::rows(&page, &mut out);
    legend(&page, layout, &mut out);
    numbers::times(&page, &mut out);
    numbers::numbers(&page, &mut out);
    claims::claims(&page, &mut out);
    if let Some(folder) = folder {
        out.push(String::new());
        out.push(format!("record  {folder}"));
    }
    out.push(String::new());
    out.join("\n")
}

/// What all parts of the table know.
struct Page<'a> {
    record: &'a RunRecord,
    width: usize,
    colour: bool,
}

impl Page<'_> {
    fn bold(&self, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn dim(&self, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[2m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn text_width(&self) -> usize {
        self.width.min(WIDEST_TEXT)
    }

    /// Running text, wrapped.
    fn text(&self, text: &str, indent: usize, out: &mut Vec<String>) {
        out.extend(wrap(text, self.text_width(), indent));
    }
}

fn legend(page: &Page, layout: rows::Layout, out: &mut Vec<String>) {
    let found = &page.record.found;
    let Some(widest) = layout.widest else { return };
    let confidence = if found.confidence > 0.95 {
        ", whatever the number of looks"
    } else {
        ""
    };
    let points = print_points(widest, 0.0, 2.0 * widest).value.replace('+', "±");
    let trials = crate::stats::print_count(found.kept.k);
    out.push(String::new());
    page.text(
        &format!("chance: share of {trials} trials; 95%: interval for the sampling error, at most {points} points{confidence}"),
        2,
        out,
    );
    if layout.has_bar {
        page.text(
            "o estimate   --o-- its interval, where it is wider than the sign",
            2,
            out,
        );
    }
}
