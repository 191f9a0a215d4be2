//! A comparison as text for people: what moved, what did not, what differs, and where trials first part.

mod moved;
mod why;

use crate::cli::output::Output;
use crate::cli::tested::expectation_table;
use crate::cli::wrap::{pad, width, wrap};
use crate::record::comparison::{Change, ChangeKind, Comparison, ComparisonRecord, Edit, Method, Side, Which};
use crate::stats::print_count;

/// The narrowest table that is laid out; a narrower terminal wraps it itself.
const NARROWEST: usize = 72;
/// The widest lines of running text.
const WIDEST: usize = 100;
/// The most changes that are listed.
const CHANGES: usize = 24;

/// What all parts of the text know.
pub(super) struct Page {
    width: usize,
    colour: bool,
    out: Vec<String>,
}

/// The whole comparison. `folder` is where its record was left.
pub fn print(record: &ComparisonRecord, folder: Option<&str>, output: &Output) -> String {
    let mut page = Page {
        width: output.width.clamp(NARROWEST, WIDEST),
        colour: output.colour,
        out: Vec::new(),
    };
    let first = &record.sides[0];
    page.bold(&first.run.scenario.title);
    let is_several = record.comparisons.len() > 1;
    match &record.stopping {
        Some(stopping) => page.text(&stopping.says, 2),
        None if !record.complete => page.text("interrupted: what was counted up to there is compared", 2),
        None => {}
    }
    for comparison in &record.comparisons {
        if is_several {
            page.out.push(String::new());
        }
        one(&mut page, first, &record.sides[comparison.side], comparison);
    }
    if !record.expectations.is_empty() {
        let text = expectation_table(&record.expectations, page.width);
        page.out.extend(text.lines().map(str::to_owned));
    }
    let notices = record
        .notices
        .iter()
        .filter(|notice| notice.code != "given" && notice.code != "not-paired");
    let notices: Vec<String> = notices.map(|notice| notice.text.clone()).collect();
    if !notices.is_empty() {
        page.out.push(String::new());
        notices.iter().for_each(|text| page.text(&format!("note: {text}"), 6));
    }
    page.out.push(String::new());
    legend(&mut page, record);
    if let Some(folder) = folder {
        page.out.push(format!("record  {folder}"));
    }
    page.out.push(String::new());
    page.out.join("\n")
}

fn one(page: &mut Page, first: &Side, second: &Side, comparison: &Comparison) {
    page.bold(&format!("{} against “{}”", first.label, second.title));
    if first.run.scenario.title != second.run.scenario.title && second.title != second.run.scenario.title {
        page.text(&second.run.scenario.title, 2);
    }
    page.text(&basis(first, second, comparison), 2);
    moved::moved(page, first, second, comparison);
    changes(page, comparison);
    why::why(page, first, second, comparison);
}

/// How many trials, which seed, and what keeps or forces trials.
fn basis(first: &Side, second: &Side, comparison: &Comparison) -> String {
    let (a, b) = (&first.run, &second.run);
    let mut parts = vec![match comparison.method {
        Method::Paired | Method::Kept => format!(
            "{} paired trials · seed {} in both",
            print_count(a.found.trials),
            a.asked.seed
        ),
        Method::Independent => format!(
            "{} and {} trials · not paired: {}",
            print_count(a.found.trials),
            print_count(b.found.trials),
            comparison.unpaired.clone().unwrap_or_default()
        ),
    }];
    for side in [first, second] {
        let run = &side.run;
        if run.asked.given.is_some() {
            let (kept, all) = (print_count(run.found.kept.k), print_count(run.found.kept.n));
            parts.push(format!("{} rests on {kept} of {all} trials", side.label));
        }
        if let Some(forced) = &run.found.forced {
            parts.push(format!(
                "{}: a draw was replaced in {} of trials",
                side.label, forced.printed
            ));
        }
    }
    parts.join(" · ")
}

fn changes(page: &mut Page, comparison: &Comparison) {
    page.out.push(String::new());
    let count = comparison.changes.len();
    let wording = match comparison.wording {
        0 => String::new(),
        1 => ", and 1 of wording or evidence".to_owned(),
        more => format!(", and {more} of wording or evidence"),
    };
    match count {
        0 if comparison.wording == 0 => return page.text("what differs: nothing", 2),
        0 => return page.text(&format!("what differs: no number and no rule{wording}"), 2),
        1 => page.text(&format!("what differs: 1 change{wording}"), 2),
        _ => page.text(&format!("what differs: {count} changes{wording}"), 2),
    }
    let paths: Vec<String> = comparison.changes.iter().take(CHANGES).map(path).collect();
    let room = paths
        .iter()
        .map(|path| width(path))
        .max()
        .unwrap_or(0)
        .min(page.width / 2);
    for (change, path) in comparison.changes.iter().take(CHANGES).zip(&paths) {
        let text = says(change);
        if width(path) > room || 4 + room + width(&text) > page.width {
            page.text(&format!("  {path}"), 4);
            page.text(&format!("      {text}"), 8);
        } else {
            page.text(&format!("  {}  {text}", pad(path, room)), room + 4);
        }
    }
    if count > CHANGES {
        page.text(&format!("  and {} more, in the record", count - CHANGES), 4);
    }
    for (id, which) in comparison.one_sided.iter() {
        let side = match which {
            Which::First => "first",
            Which::Second => "second",
        };
        page.text(&format!("  question {id} is asked in the {side} only"), 4);
    }
}

/// `kremlin_presses` rather than `assumptions.kremlin_presses`; what was asked of a run says what it is.
fn path(change: &Change) -> String {
    use ChangeKind::{Believe, Do, Given};
    let text = match change.kind {
        Do => format!("do {}", change.path),
        Given | Believe => change.path.clone(),
        _ => change
            .path
            .strip_prefix("assumptions.")
            .unwrap_or(&change.path)
            .to_owned(),
    };
    crate::source::escape_terminal(&text)
}

fn says(change: &Change) -> String {
    let (was, is) = (change.was.as_deref().unwrap_or(""), change.is.as_deref().unwrap_or(""));
    match change.edit {
        Edit::Added if change.kind == ChangeKind::Do => format!("forced to {is}"),
        Edit::Added if change.kind == ChangeKind::Given => format!("keeps trials: {is}"),
        Edit::Added => format!("+ {is}"),
        Edit::Removed => format!("− {was}"),
        Edit::Changed => format!("{was}  →  {is}"),
        Edit::Renamed => format!("renamed {is}, with the same luck"),
    }
}

fn legend(page: &mut Page, record: &ComparisonRecord) {
    let has = |method: Method| record.comparisons.iter().any(|one| one.method == method);
    if record.stopping.is_some() {
        page.text(
            "until clear: the intervals of differences hold at whatever number of trials one stops, and are wider for it.",
            0,
        );
    }
    if has(Method::Paired) {
        page.text(
            "paired: both runs have the same luck, so the interval is narrower than the two estimates' own. It says nothing about doubt in \
             the model.",
            0,
        );
    }
    if has(Method::Kept) {
        page.text(
            "a condition keeps trials: it says what such trials have in common, causes included, and not what would follow if it were made so.",
            0,
        );
    }
}

impl Page {
    fn text(&mut self, text: &str, indent: usize) {
        self.out.extend(wrap(text, self.width, indent));
    }

    fn bold(&mut self, text: &str) {
        for line in wrap(text, self.width, 2) {
            let line = self.strong(&line);
            self.out.push(line);
        }
    }

    fn strong(&self, text: &str) -> String {
        if self.colour && !text.trim().is_empty() {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn dim(&self, text: &str) -> String {
        if self.colour && !text.trim().is_empty() {
            format!("\u{1b}[2m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
