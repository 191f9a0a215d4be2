//! How likely is each answer? A row for each: estimate, sampling error, number, interval, word; the scale's zones behind; rare answers apart.

mod compact;
mod rows;

use crate::record::{QuestionResult, RunRecord, Share};
use crate::scale::Scale;

use super::figure::{Figure, Kind, Plot};
use super::said;
use super::sheet::{Key, Sheet};
use super::table::{Cell, Column, Table};

/// More rows than this are set close together.
const FEW: usize = 12;
/// More than this do not stand in one picture.
const MANY: usize = 40;
/// More rows than this are no glance.
const GLANCE: usize = 14;
/// Answers rarer than this, and their opposites, have a scale of their own.
const RARE: f64 = 0.01;

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The heading above it: the question of several answers.
    pub(super) under: Option<String>,
    /// The group of the question.
    pub(super) group: Option<String>,
    /// The question, or the answer below its heading.
    pub(super) title: String,
    /// Its probability.
    pub(super) share: Share,
}

#[derive(Debug)]
struct Outcomes {
    scale: Scale,
    rows: Vec<Row>,
    /// Whether it is one of several: then its rows are set close together however few they are.
    is_part: bool,
}

/// The headline picture, and one with all answers if there are more.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let has_headline = record.questions.iter().any(|(_, question)| question.headline);
    let headline = rows(record, has_headline);
    let all = rows(record, false);
    let mut found = Vec::new();
    let more = all.len() > headline.len();
    let title = record
        .scenario
        .question
        .clone()
        .unwrap_or_else(|| "How likely is each answer?".to_owned());
    // Where another picture has all answers, the first one is to be seen at a glance.
    let shares = if more {
        by_question(headline, GLANCE)
    } else {
        chunks(headline)
    };
    found.extend(pages(record, "outcomes", &title, shares));
    if more {
        found.extend(pages(
            record,
            "outcomes-all",
            "How likely is each answer to every question?",
            chunks(all),
        ));
    }
    found
}

/// The answers that a reader looks for: the yes of yes/no questions, every answer of others, every threshold of numbers.
fn rows(record: &RunRecord, headlines_only: bool) -> Vec<Row> {
    let mut list = Vec::new();
    for (_, question) in record.questions.iter() {
        if headlines_only && !question.headline {
            continue;
        }
        let row = |under: Option<&str>, title: &str, share: &Share| Row {
            under: under.map(str::to_owned),
            group: question.group.clone(),
            title: title.to_owned(),
            share: share.clone(),
        };
        match &question.result {
            QuestionResult::Yes { answers, .. } => {
                if let Some(yes) = answers.get("yes") {
                    list.push(row(None, &question.title, &yes.share));
                }
            }
            QuestionResult::Cases { answers, .. } => {
                list.extend(
                    answers
                        .iter()
                        .map(|(_, answer)| row(Some(&question.title), &answer.title, &answer.share)),
                );
            }
            QuestionResult::Number(number) => {
                let unit = number
                    .unit
                    .as_deref()
                    .map(|unit| format!(" {unit}"))
                    .unwrap_or_default();
                list.extend(
                    number.exceeds.iter().map(|(threshold, share)| {
                        row(Some(&question.title), &format!("over {threshold}{unit}"), share)
                    }),
                );
            }
        }
    }
    list
}

/// At most forty rows each.
fn chunks(rows: Vec<Row>) -> Vec<Vec<Row>> {
    rows.chunks(MANY).map(<[Row]>::to_vec).collect()
}

/// At most so many rows each, and no question in two of them, unless it has more by itself.
fn by_question(rows: Vec<Row>, most: usize) -> Vec<Vec<Row>> {
    let mut list: Vec<Vec<Row>> = Vec::new();
    for question in rows.chunk_by(|a, b| a.under.is_some() && a.under == b.under) {
        for part in question.chunks(MANY) {
            match list.last_mut() {
                Some(last) if last.len() + part.len() <= most => last.extend_from_slice(part),
                _ => list.push(part.to_vec()),
            }
        }
    }
    list
}

/// A picture for each chunk of rows.
fn pages(record: &RunRecord, id: &str, title: &str, chunks: Vec<Vec<Row>>) -> Vec<Figure> {
    let scale = said::scale(record);
    let count = chunks.len();
    let page = |(place, rows): (usize, Vec<Row>)| {
        let id = if place == 0 {
            id.to_owned()
        } else {
            format!("{id}-{}", place + 1)
        };
        let title = if count == 1 {
            title.to_owned()
        } else {
            format!("{title} ({} of {count})", place + 1)
        };
        let description = rows.iter().map(said_row).collect::<Vec<_>>().join("; ");
        let shown = format!("Probability of each answer; {}", said::words(record));
        Figure {
            kind: Kind::Outcomes,
            id,
            head: said::head(record, title, &shown, description),
            reading: "Each dot is the share of trials that came out so. The line through it is the 95% interval of the count alone; \
                      where it hides behind the dot, the count is that exact. Pale zones are the words of the scale. \
                      Answers under 1% or over 99% stand below on a scale of their own."
                .to_owned(),
            table: table(&rows),
            plot: Box::new(Outcomes {
                scale,
                rows,
                is_part: count > 1,
            }),
        }
    };
    chunks.into_iter().enumerate().map(page).collect()
}

fn said_row(row: &Row) -> String {
    let under = row
        .under
        .as_deref()
        .map(|under| format!("{under}: "))
        .unwrap_or_default();
    format!("{under}{}: {}", row.title, row.share.printed)
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new([
        Column::text("question", "question"),
        Column::text("answer", "answer"),
        Column::number("p", "chance"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
        Column::number("k", "trials"),
        Column::number("n", "of"),
        Column::text("word", "in words"),
    ]);
    for row in rows {
        let (question, answer) = match &row.under {
            Some(under) => (under.clone(), row.title.clone()),
            None => (row.title.clone(), "yes".to_owned()),
        };
        let share = &row.share;
        table.row([
            Cell::text(question),
            Cell::text(answer),
            Cell::number(share.p, share.printed.clone()),
            Cell::number(share.low, said::interval(share)),
            Cell::exact(share.high.to_string()),
            Cell::count(share.k),
            Cell::count(share.n),
            Cell::text(share.word.clone()),
        ]);
    }
    table
}

impl Row {
    pub(super) fn is_rare(&self) -> bool {
        self.share.p < RARE || self.share.p > 1.0 - RARE
    }
}

impl Plot for Outcomes {
    fn compose(&self, sheet: &mut Sheet) {
        if self.rows.is_empty() {
            return;
        }
        sheet.key(&[(Key::Estimate, "estimate"), (Key::Whisker, "sampling error, 95%")]);
        if (self.rows.len() <= FEW && !self.is_part) || sheet.slim() {
            rows::compose(sheet, self.scale, &self.rows);
        } else {
            compact::compose(sheet, self.scale, &self.rows);
        }
    }
}
