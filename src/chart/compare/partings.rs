//! Where do the trials first part? For each answer that moved, the places at which the two runs are first not the same: bars to both sides that
//! add up to the difference.

mod draw;

use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Column, Table};
use crate::record::comparison::{PartingAt, PartingRow};

use super::Beside;
use super::rows::{Row, headline, rows, sorted};
use super::said;

/// The most answers in a picture, and the most places of each that are drawn apart.
const ANSWERS: usize = 4;
const PLACES: usize = 6;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Bars {
    pub(super) panels: Vec<Panel>,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Panel {
    pub(super) title: String,
    /// `−17 points`, in all.
    pub(super) printed: String,
    /// The largest part in words.
    pub(super) says: Option<String>,
    pub(super) rows: Vec<Bar>,
}

/// One place.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) title: String,
    /// Whether it is a place in the scenarios, rather than the question itself or what only one of them has.
    pub(super) is_element: bool,
    /// Parts of all trials: with the answer in the second run only, and in the first only.
    pub(super) gained: f64,
    pub(super) lost: f64,
    /// The difference of the two in points, as printed.
    pub(super) printed: String,
}

/// A picture of the headline answers that moved most; none where trials are not paired.
pub fn figures(beside: &Beside) -> Option<Figure> {
    let (moved, _) = sorted(headline(rows(beside.comparison)));
    let n = beside.first.run.found.trials;
    let all: Vec<Row> = moved.into_iter().filter(|row| row.moved.partings.is_some()).collect();
    if all.is_empty() || n == 0 {
        return None;
    }
    let left = all.len().saturating_sub(ANSWERS);
    let table = table(&all, n);
    let panels: Vec<Panel> = all.iter().take(ANSWERS).map(|row| panel(row, n)).collect();
    let [_, second] = said::names(beside);
    let mut shown = "Trials that answer otherwise, by where the two runs are first not the same; in points, and all together the difference".to_owned();
    if left > 0 {
        shown.push_str(&format!("; what moved most, and {left} more in the table"));
    }
    let sentences = all.iter().take(ANSWERS).filter_map(|row| {
        let says = row.moved.partings.as_ref()?.says.as_ref()?;
        Some(format!("{}: {says}", row.title))
    });
    let sentences: Vec<String> = sentences.collect();
    Some(Figure {
        kind: Kind::Partings,
        id: beside.id("partings"),
        head: said::head(beside, format!("{second}: where do the trials first part?"), &shown, sentences.join(". ")),
        reading: "Each trial that answers otherwise is counted once, at the first place where its two runs are not the same: to the right where it \
                  gains the answer, to the left where it loses it. The numbers are what is left of the two, and add up to the difference. It says where they part, \
                  which is not the cause: that is the change itself."
            .to_owned(),
        table,
        plot: Box::new(Bars { panels }),
    })
}

fn panel(row: &Row, n: u64) -> Panel {
    let difference = &row.moved.difference;
    let decimals = decimals(&difference.printed);
    let all: &[PartingRow] = row.moved.partings.as_ref().map_or(&[], |partings| &partings.rows);
    let part = |count: u64| count as f64 / n as f64;
    let bar = |row: &PartingRow| Bar {
        title: title(row),
        is_element: row.at == PartingAt::Element,
        gained: part(row.gained),
        lost: part(row.lost),
        printed: points(row.gained, row.lost, n, decimals),
    };
    // One more would be as long as the row that lumps it.
    let apart = if all.len() <= PLACES + 1 { all.len() } else { PLACES };
    let mut rows: Vec<Bar> = all.iter().take(apart).map(bar).collect();
    let rest = all.get(apart..).unwrap_or_default();
    if !rest.is_empty() {
        let sum = |of: fn(&PartingRow) -> u64| rest.iter().map(of).sum::<u64>();
        let (gained, lost) = (sum(|row| row.gained), sum(|row| row.lost));
        rows.push(Bar {
            title: format!("{} other places together", rest.len()),
            is_element: false,
            gained: part(gained),
            lost: part(lost),
            printed: points(gained, lost, n, decimals),
        });
    }
    Panel {
        title: row.title.clone(),
        printed: format!("{} points in all", difference.printed),
        says: row
            .moved
            .partings
            .as_ref()
            .and_then(|partings| sentence(partings.says.as_ref()?)),
        rows,
    }
}

/// What is said of the largest part, as a sentence.
fn sentence(says: &str) -> Option<String> {
    let mut letters = says.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// A place as a row names it.
fn title(row: &PartingRow) -> String {
    match row.at {
        PartingAt::Question => "The question itself".to_owned(),
        PartingAt::Element | PartingAt::OneRunOnly => row.title.clone(),
    }
}

/// The digits behind the point of a printed number.
fn decimals(printed: &str) -> usize {
    printed.split_once('.').map_or(0, |(_, digits)| digits.chars().count())
}

/// A part of the difference in points, to so many digits; a part that rounds to nothing says so.
fn points(gained: u64, lost: u64, n: u64, decimals: usize) -> String {
    let net = (gained as f64 - lost as f64) / n as f64 * 100.0;
    let text = format!("{:.decimals$}", net.abs());
    let is_zero = text.chars().all(|one| one == '0' || one == '.');
    match (gained == lost, is_zero) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("under {}", smallest(decimals)),
        (false, false) if net < 0.0 => format!("−{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// What rounds to nothing is less than this.
fn smallest(decimals: usize) -> String {
    format!("0.{}5", "0".repeat(decimals))
}

fn table(rows: &[Row], n: u64) -> Table {
    let mut table = Table::new([
        Column::text("question", ""),
        Column::text("answer", ""),
        Column::text("title", "answer"),
        Column::text("at", ""),
        Column::text("id", ""),
        Column::text("place", "where trials first part"),
        Column::number("gained", "gain it"),
        Column::number("lost", "lose it"),
        Column::number("value", "points"),
    ]);
    for row in rows {
        let Some(partings) = &row.moved.partings else { continue };
        let decimals = decimals(&row.moved.difference.printed);
        for one in &partings.rows {
            table.row([
                Cell::exact(row.question.clone()),
                Cell::exact(row.answer.clone()),
                Cell::text(row.title.clone()),
                Cell::exact(match one.at {
                    PartingAt::Element => "element",
                    PartingAt::OneRunOnly => "one_run_only",
                    PartingAt::Question => "question",
                }),
                Cell::exact(one.id.clone().unwrap_or_default()),
                Cell::text(title(one)),
                Cell::count(one.gained),
                Cell::count(one.lost),
                Cell::number(one.value, points(one.gained, one.lost, n, decimals)),
            ]);
        }
    }
    table
}

impl Plot for Bars {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, self);
    }
}
