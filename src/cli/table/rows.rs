//! The rows of the table: questions under their groups, each with its number, interval, words and bar.

use crate::cli::wrap::{pad, pad_left, width, wrap};
use crate::record::{Question, QuestionResult, Share};
use crate::stats::print_range;

use super::{Page, bar};

/// The narrowest column of words: "realistic possibility" fits.
const WORDS: usize = 21;
const NARROWEST_TITLE: usize = 24;
/// The room that titles keep before the interval is printed beside the bar.
const WIDE_TITLE: usize = 36;
const WIDEST_TITLE: usize = 60;
/// From this width on there is a bar.
const WIDE: usize = 104;

/// How the rows came out.
pub struct Layout {
    /// Whether there are bars.
    pub has_bar: bool,
    /// The greatest half-width of an interval; none without rows.
    pub widest: Option<f64>,
}

struct Row {
    title: String,
    indent: usize,
    is_headline: bool,
    share: Option<Share>,
}

pub fn rows(page: &Page, out: &mut Vec<String>) -> Layout {
    let groups = grouped(page);
    let all: Vec<&Row> = groups.iter().flat_map(|(_, rows)| rows).collect();
    let shares: Vec<&Share> = all.iter().filter_map(|row| row.share.as_ref()).collect();
    let number = shares
        .iter()
        .map(|share| width(&share.printed))
        .max()
        .unwrap_or(0)
        .max(width("chance"));
    let range = shares
        .iter()
        .map(|share| width(&range_of(share)))
        .max()
        .unwrap_or(0)
        .max(width("95%"));
    let widest = shares
        .iter()
        .map(|share| 0.5 * (share.high - share.low))
        .fold(None, |a: Option<f64>, b| Some(a.map_or(b, |a| a.max(b))));
    let has_bar = page.width >= WIDE;
    // The bar shows the interval; the numbers stand beside it where there is room for both.
    let fixed = 1 + number + 2 + WORDS;
    let with_range = fixed + 3 + range;
    let has_range = !has_bar || page.width >= with_range + 2 + bar::WIDTH + WIDE_TITLE;
    let fixed = if has_range { with_range } else { fixed };
    let fixed = if has_bar { fixed + 2 + bar::WIDTH } else { fixed };
    let rest = page.width.saturating_sub(fixed);
    let longest = all.iter().map(|row| row.indent + width(&row.title)).max().unwrap_or(0);
    let title = rest
        .min(longest.max(NARROWEST_TITLE))
        .clamp(NARROWEST_TITLE, WIDEST_TITLE);
    let columns = Columns {
        title,
        number,
        range: has_range.then_some(range),
        has_bar,
    };
    if shares.is_empty() {
        return Layout { has_bar: false, widest };
    }
    out.push(String::new());
    let scale = if has_bar {
        format!("  {}", bar::scale())
    } else {
        String::new()
    };
    let gap = if has_bar { " " } else { "  " };
    out.push(page.dim(&format!(
        "{} {}{}{scale}{gap}in words",
        " ".repeat(title),
        pad_left("chance", number),
        columns.range("95%")
    )));
    for (at, (group, rows)) in groups.iter().enumerate() {
        if let Some(group) = group {
            if at > 0 {
                out.push(String::new());
            }
            out.extend(heading(page, group));
        }
        for row in rows {
            columns.row(page, row, out);
        }
    }
    Layout { has_bar, widest }
}

struct Columns {
    title: usize,
    number: usize,
    /// None where the bar alone shows the interval.
    range: Option<usize>,
    has_bar: bool,
}

impl Columns {
    fn range(&self, text: &str) -> String {
        self.range
            .map(|width| format!("   {}", pad(text, width)))
            .unwrap_or_default()
    }

    fn row(&self, page: &Page, row: &Row, out: &mut Vec<String>) {
        let lead = " ".repeat(row.indent);
        let titles: Vec<String> = wrap(&row.title, self.title - row.indent, 2)
            .into_iter()
            .map(|line| format!("{lead}{line}"))
            .collect();
        let Some(share) = &row.share else {
            return out.extend(titles);
        };
        let words = wrap(&words_of(share), WORDS, 0);
        for at in 0..titles.len().max(words.len()) {
            let title = pad(titles.get(at).map_or("", String::as_str), self.title);
            let title = if row.is_headline { page.bold(&title) } else { title };
            let (number, range) = match at {
                0 => (pad_left(&share.printed, self.number), self.range(&range_of(share))),
                _ => (" ".repeat(self.number), self.range("")),
            };
            let bar = match (self.has_bar, at) {
                (false, _) => String::new(),
                (true, 0) => format!("  {}", bar::bar(share.p, share.low, share.high)),
                (true, _) => format!("  {}", page.dim(&bar::empty())),
            };
            let word = words.get(at).map_or("", String::as_str);
            let line = format!("{title} {}{}{bar}  {word}", page.bold(&number), page.dim(&range));
            out.push(line.trim_end().to_owned());
        }
    }
}

/// Questions with a share, under their groups in the order in which these first occur; those without a group come first.
fn grouped(page: &Page) -> Vec<(Option<String>, Vec<Row>)> {
    let mut groups: Vec<(Option<String>, Vec<Row>)> = vec![(None, Vec::new())];
    let questions = &page.record.questions;
    let all_are = questions.iter().all(|(_, question)| question.headline);
    for (_, question) in questions.iter() {
        let rows = rows_of(question, question.headline && !all_are);
        if rows.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(group, _)| *group == question.group) {
            Some((_, list)) => list.extend(rows),
            None => groups.push((question.group.clone(), rows)),
        }
    }
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}

fn rows_of(question: &Question, is_headline: bool) -> Vec<Row> {
    let row = |title: &str, indent, share: Option<&Share>| Row {
        title: title.to_owned(),
        indent,
        is_headline,
        share: share.cloned(),
    };
    match &question.result {
        QuestionResult::Yes { answers, .. } => {
            let yes = answers.get("yes").map(|answer| &answer.share);
            vec![row(&question.title, 0, yes)]
        }
        QuestionResult::Cases { answers, .. } => {
            let mut rows = vec![row(&question.title, 0, None)];
            // An answer that the author did not name and nobody gave says nothing.
            let said = answers
                .iter()
                .filter(|(id, answer)| *id != "none_of_these" || answer.share.k > 0);
            rows.extend(said.map(|(_, answer)| Row {
                is_headline: false,
                ..row(&answer.title, 2, Some(&answer.share))
            }));
            rows
        }
        QuestionResult::Number(_) => Vec::new(),
    }
}

/// A group's heading, with a rule behind it so that it stands apart from questions.
fn heading(page: &Page, group: &str) -> Vec<String> {
    let mut lines = wrap(group, page.text_width() - 8, 2);
    let last = lines.pop().unwrap_or_default();
    let rule = "-".repeat(page.width.min(80).saturating_sub(width(&last) + 1));
    let mut lines: Vec<String> = lines.iter().map(|line| page.bold(line)).collect();
    lines.push(format!("{} {}", page.bold(&last), page.dim(&rule)));
    lines
}

/// The interval; none or all of the trials are printed as its end already.
fn range_of(share: &Share) -> String {
    if share.k == 0 || share.k == share.n {
        String::new()
    } else {
        print_range(share.low, share.high).text
    }
}

fn words_of(share: &Share) -> String {
    match &share.aside {
        Some(aside) => format!("{}, {aside}", share.word),
        None => share.word.clone(),
    }
}
