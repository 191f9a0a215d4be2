//! A sweep as a table for people: answers against the values, and where they tip.

use crate::record::sweep::{Axis, AxisKind, SweepRecord, Swept, SweptAnswer, SweptNumber, SweptQuestion, Tip, TipKind};
use crate::source::escape_terminal;
use crate::stats::{Proportion, print_count, print_number, print_probability};

use super::output::Output;
use super::wrap::{pad, pad_left, width, wrap};

/// The narrowest table that is laid out.
const NARROWEST: usize = 64;
/// The widest lines of running text.
const WIDEST_TEXT: usize = 100;
/// The width of titles.
const TITLES: usize = 30;
/// The most tipping points that are listed.
const TIPS: usize = 16;

/// The whole record as text. `folder` is where it was left.
pub fn print(record: &SweepRecord, folder: Option<&str>, output: &Output) -> String {
    let page = Page {
        record,
        width: output.width.max(NARROWEST),
        colour: output.colour,
    };
    let mut out = Vec::new();
    page.head(&mut out);
    match &record.axes[..] {
        [axis] => page.rows(axis, &mut out),
        [rows, columns] => page.grids(rows, columns, &mut out),
        _ => {}
    }
    page.tips(&mut out);
    if let Some(folder) = folder {
        out.push(String::new());
        out.push(format!("record  {folder}"));
    }
    out.push(String::new());
    out.join("\n")
}

struct Page<'a> {
    record: &'a SweepRecord,
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

    fn text(&self, text: &str, out: &mut Vec<String>) {
        out.extend(wrap(&escape_terminal(text), self.width.min(WIDEST_TEXT), 0));
    }

    fn head(&self, out: &mut Vec<String>) {
        let record = self.record;
        let title = escape_terminal(&record.scenario.title);
        out.extend(wrap(&title, self.width, 0).iter().map(|line| self.bold(line)));
        for axis in &record.axes {
            let per = axis.per.as_ref().map(|per| format!(", per {per}")).unwrap_or_default();
            let values = match (axis.labels.first(), axis.labels.last()) {
                (Some(first), Some(last)) if axis.kind == AxisKind::Number => format!("{first} to {last}"),
                _ => axis.labels.join(", "),
            };
            let now = axis.baseline.as_ref().filter(|now| !now.written.is_empty());
            let now = now
                .map(|now| format!("; {} as it stands", one_line(&now.written)))
                .unwrap_or_default();
            let count = axis.written.len();
            self.text(
                &format!(
                    "over {} ({}){per}: {values}, {count} values{now}",
                    axis.title, axis.path
                ),
                out,
            );
        }
        let trials = print_count(record.found.trials);
        let points = print_count(record.found.points);
        self.text(
            &format!(
                "{points} points of {trials} trials each, on the same luck; seed {}",
                record.asked.seed
            ),
            out,
        );
        let asked = &record.asked;
        let mut changed: Vec<String> = asked
            .set
            .iter()
            .map(|(path, value)| format!("{path} = {value}"))
            .collect();
        changed.extend(asked.force.iter().map(|(id, value)| format!("do {id} = {value}")));
        changed.extend(asked.given.iter().flatten().map(|given| format!("given {given}")));
        changed.extend(asked.alternative.iter().map(|id| format!("alternative {id}")));
        if !changed.is_empty() {
            self.text(&format!("at every point: {}", changed.join("; ")), out);
        }
        for notice in &record.notices {
            self.text(&format!("note: {}", notice.text), out);
        }
        out.push(String::new());
    }

    /// Answers as rows, values as columns: as many as fit, evenly chosen, both ends among them.
    fn rows(&self, axis: &Axis, out: &mut Vec<String>) {
        let lines = self.lines();
        let cells = lines.iter().flat_map(|line| &line.cells);
        let widest = cells.chain(&axis.labels).map(|text| width(text)).max().unwrap_or(4);
        let column = widest.clamp(4, 12) + 2;
        let fit = ((self.width.saturating_sub(TITLES)) / column).max(2);
        let chosen = chosen(axis.labels.len(), fit);
        let head: String = chosen
            .iter()
            .map(|at| pad_left(&cut(&axis.labels[*at], column - 2), column))
            .collect();
        out.push(self.bold(format!("{}{head}", pad("", TITLES)).trim_end()));
        for line in &lines {
            let titles = wrap(&line.title, TITLES - 1, line.indent);
            for (at, title) in titles.iter().enumerate() {
                let is_last = at + 1 == titles.len();
                let numbers: String = chosen
                    .iter()
                    .map(|at| pad_left(line.cells.get(*at).map_or("", String::as_str), column))
                    .collect();
                let numbers = if is_last { numbers } else { String::new() };
                out.push(format!("{}{numbers}", pad(title, TITLES)).trim_end().to_owned());
            }
        }
        self.untouched(out);
    }

    /// A block for each headline answer: the first axis downwards, the second to the right.
    fn grids(&self, rows: &Axis, columns: &Axis, out: &mut Vec<String>) {
        let across = columns.written.len();
        for line in self.lines().into_iter().filter(|line| line.has_cells) {
            let cells = &line.cells;
            let lead = rows
                .labels
                .iter()
                .map(|label| width(label))
                .max()
                .unwrap_or(0)
                .clamp(4, 20)
                + 2;
            let widest = cells
                .iter()
                .chain(&columns.labels)
                .map(|text| width(text))
                .max()
                .unwrap_or(4);
            let column = widest.clamp(4, 12) + 2;
            let chosen_columns = chosen(across, ((self.width - lead) / column).max(2));
            let chosen_rows = chosen(rows.labels.len(), 11);
            out.extend(wrap(line.full.trim(), self.width, 0).iter().map(|text| self.bold(text)));
            let head: String = chosen_columns
                .iter()
                .map(|at| pad_left(&cut(&columns.labels[*at], column - 2), column))
                .collect();
            out.push(format!("{}{head}", pad("", lead)).trim_end().to_owned());
            for row in chosen_rows {
                let numbers: String = chosen_columns
                    .iter()
                    .map(|at| pad_left(cells.get(row * across + at).map_or("", String::as_str), column))
                    .collect();
                let label = pad_left(&cut(&rows.labels[row], lead - 2), lead - 2);
                out.push(format!("{}{numbers}", pad(&label, lead)).trim_end().to_owned());
            }
            out.push(String::new());
        }
        self.untouched(out);
    }

    fn untouched(&self, out: &mut Vec<String>) {
        let titles: Vec<&str> = self
            .record
            .questions
            .iter()
            .filter(|(_, question)| question.untouched)
            .map(|(_, question)| question.title.as_str())
            .collect();
        if !titles.is_empty() {
            self.text(&format!("not reached by what is moved: {}", titles.join("; ")), out);
        }
    }

    /// The questions that are shown: headlines, or all where none is one; what is not reached stands apart.
    fn lines(&self) -> Vec<Line> {
        let record = self.record;
        let any = record.questions.iter().any(|(_, question)| question.headline);
        let shown = record
            .questions
            .iter()
            .filter(|(_, question)| !question.untouched && (question.headline || !any));
        let mut lines = Vec::new();
        for (_, question) in shown {
            self.question(question, &mut lines);
        }
        lines
    }

    fn question(&self, question: &SweptQuestion, lines: &mut Vec<Line>) {
        let title = escape_terminal(&question.title);
        let of_answer = |title: String, full: String, indent, answer: &SweptAnswer| Line {
            title,
            full,
            indent,
            has_cells: true,
            cells: self.shares(answer),
        };
        let head = || Line {
            title: title.clone(),
            full: String::new(),
            indent: 2,
            has_cells: false,
            cells: Vec::new(),
        };
        match &question.result {
            Swept::Yes { answers } => {
                let yes = answers.get("yes");
                lines.extend(yes.map(|yes| of_answer(title.clone(), title.clone(), 2, yes)));
            }
            Swept::Cases { answers } => {
                lines.push(head());
                for (_, answer) in answers.iter() {
                    let own = escape_terminal(&answer.title);
                    lines.push(of_answer(format!("  {own}"), format!("{title}: {own}"), 4, answer));
                }
            }
            Swept::Number(number) => {
                let unit = number.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
                let full = format!("{title}: mean{}", escape_terminal(&unit));
                lines.push(Line {
                    title: full.clone(),
                    full,
                    indent: 2,
                    has_cells: true,
                    cells: means(number),
                });
                for (_, answer) in number.exceeds.iter() {
                    let own = escape_terminal(&answer.title);
                    lines.push(of_answer(format!("  {own}"), format!("{title}: {own}"), 4, answer));
                }
            }
        }
    }

    fn shares(&self, answer: &SweptAnswer) -> Vec<String> {
        let kept = &self.record.found.kept;
        let share = |(k, n): (&u64, &u64)| {
            print_probability(&Proportion::with_confidence(*k, *n, self.record.found.confidence)).text
        };
        answer.k.iter().zip(kept).map(share).collect()
    }

    fn tips(&self, out: &mut Vec<String>) {
        let record = self.record;
        let any = record.questions.iter().any(|(_, question)| question.headline);
        let is_shown = |tip: &&Tip| {
            record
                .questions
                .get(&tip.question)
                .is_some_and(|one| one.headline || !any)
        };
        let shown: Vec<&Tip> = record.tips.iter().filter(is_shown).collect();
        out.push(String::new());
        if shown.is_empty() {
            out.push("nothing tips here".to_owned());
            return;
        }
        out.push(self.bold("where it tips"));
        for tip in shown.iter().take(TIPS) {
            let lines = wrap(&escape_terminal(&self.tip(tip)), self.width.min(WIDEST_TEXT) - 2, 2);
            out.extend(lines.iter().map(|line| format!("  {line}")));
        }
        if shown.len() > TIPS {
            out.push(format!("  and {} more, in sweep.json", shown.len() - TIPS));
        }
        if shown.iter().any(|tip| tip.error.is_some()) {
            let note = "± is what sampling error leaves open (95%): it becomes smaller with more trials. It says nothing about doubt in the \
                        model.";
            self.text(note, out);
        }
    }

    fn tip(&self, tip: &Tip) -> String {
        let record = self.record;
        let question = record.questions.get(&tip.question);
        let title = question.map_or(tip.question.as_str(), |one| one.title.as_str());
        let answer = |id: &str| match question.map(|one| &one.result) {
            Some(Swept::Cases { answers }) => answers.get(id).map_or(id.to_owned(), |one| one.title.clone()),
            _ => id.to_owned(),
        };
        let what = match tip.kind {
            TipKind::Leader => format!("{title}: {} leads, then {}", answer(&tip.before), answer(&tip.after)),
            TipKind::Band => {
                let edge = tip
                    .edge
                    .map(|edge| format!(" ({}%)", print_number(100.0 * edge, 0.0)))
                    .unwrap_or_default();
                format!("{title}: {}, then {}{edge}", tip.before, tip.after)
            }
        };
        let axis = record.axes.get(tip.axis);
        let label = |place: usize| axis.and_then(|axis| axis.labels.get(place)).map_or("?", String::as_str);
        let place = match (tip.at, tip.error) {
            (Some(at), Some(error)) => format!("at {} ± {}", print_number(at, error), print_number(error, error)),
            _ => format!("between {} and {}", label(tip.between[0]), label(tip.between[1])),
        };
        let across = tip.across.and_then(|at| {
            let other = record.axes.get(1)?;
            Some(format!(", with {} at {}", other.title, other.labels.get(at)?))
        });
        format!("{what}: {place}{}", across.unwrap_or_default())
    }
}

/// A row of the table.
struct Line {
    title: String,
    /// As a heading of its own.
    full: String,
    indent: usize,
    has_cells: bool,
    cells: Vec<String>,
}

/// The mean at each point.
fn means(number: &SweptNumber) -> Vec<String> {
    let both = number.mean_low.iter().zip(&number.mean_high);
    let shown = number
        .mean
        .iter()
        .zip(both)
        .map(|(mean, (low, high))| match (mean, low, high) {
            (Some(mean), Some(low), Some(high)) => print_number(*mean, 0.5 * (high - low)),
            _ => "?".to_owned(),
        });
    shown.collect()
}

/// So many places of `count`, evenly spread, both ends among them.
fn chosen(count: usize, fit: usize) -> Vec<usize> {
    if count <= fit {
        return (0..count).collect();
    }
    let last = fit.max(2) - 1;
    (0..=last).map(|at| (at * (count - 1) + last / 2) / last).collect()
}

fn cut(text: &str, columns: usize) -> String {
    let text = escape_terminal(text);
    if width(&text) <= columns {
        return text;
    }
    let mut short: String = text.chars().take(columns.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// Text of a scenario that may run over several lines, as one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
