//! Each answer in both runs, joined by a line, with the difference beside it; what did not move is greyed below, and what differs in the
//! scenarios stands at the foot.

mod draw;

use crate::chart::figure::{Figure, Kind, Plot};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Column, Table};

use super::Beside;
use super::changes::{self, Told, told};
use super::rows::{Row, headline, rows, sorted, still};
use super::said;

/// More rows than this do not stand in one picture.
const MANY: usize = 40;
/// More rows than this are set close together.
pub(super) const FEW: usize = 12;
/// Answers rarer than this on both sides have a scale of their own.
const RARE: f64 = 0.01;
/// The most changes that are listed at the foot.
const CHANGES: usize = 8;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Dumbbell {
    /// What readers call the two sides.
    pub(super) names: [String; 2],
    /// What moved, on the common axis, the largest first.
    pub(super) moved: Vec<Pair>,
    /// What moved and is rare on both sides.
    pub(super) rare: Vec<Pair>,
    /// What did not move.
    pub(super) still: Vec<Row>,
    /// What is said of it.
    pub(super) still_says: Option<String>,
    /// What differs in the scenarios.
    pub(super) differs: Differs,
    /// Whether the key says that the intervals are those of independent runs.
    pub(super) close: bool,
}

/// An answer that moved, with what its estimates are bounded by.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) row: Row,
    /// Where a side has none of n or all of n: what it may be at most, or at least.
    pub(super) bounds: [Option<f64>; 2],
}

/// What differs, as the foot of a picture says it.
#[derive(Clone, Debug)]
pub(super) struct Differs {
    pub(super) head: String,
    /// Of each change: where, what it was, what it is.
    pub(super) lines: Vec<(String, String, String)>,
    pub(super) more: usize,
}

/// The headline answers, and all where there are more; of one side among several all at once.
pub fn figures(beside: &Beside, count: usize) -> Vec<Figure> {
    let all = rows(beside.comparison);
    let first = headline(all.clone());
    let more = all.len() > first.len();
    let title = said::what_changes(beside);
    if count > 1 {
        return pages(beside, &beside.id("compare"), &title, all);
    }
    let mut list = pages(beside, &beside.id("compare"), &title, first);
    if more {
        let title = format!("{title} Every answer");
        list.extend(pages(beside, &beside.id("compare-all"), &title, all));
    }
    list
}

/// Pictures of at most forty rows each.
fn pages(beside: &Beside, id: &str, title: &str, rows: Vec<Row>) -> Vec<Figure> {
    let (mut ordered, still) = sorted(rows);
    ordered.extend(still);
    let chunks: Vec<Vec<Row>> = ordered.chunks(MANY).map(<[Row]>::to_vec).collect();
    let count = chunks.len();
    let page = |(place, rows): (usize, Vec<Row>)| {
        let number = place + 1;
        let (id, title) = match (place, count) {
            (_, 1) => (id.to_owned(), title.to_owned()),
            (0, _) => (id.to_owned(), format!("{title} (1 of {count})")),
            _ => (format!("{id}_{number}"), format!("{title} ({number} of {count})")),
        };
        figure(beside, id, title, rows)
    };
    chunks.into_iter().enumerate().map(page).collect()
}

fn figure(beside: &Beside, id: String, title: String, rows: Vec<Row>) -> Figure {
    let table = table(&rows);
    let close = rows.len() > FEW;
    let (moved, still_rows) = sorted(rows);
    let still_says = still(&still_rows);
    let pairs = moved.into_iter().map(|row| pair(beside, row));
    let (rare, moved): (Vec<Pair>, Vec<Pair>) = pairs.partition(|pair| pair.row.moved.p.iter().all(|p| *p < RARE));
    let names = said::names(beside);
    let both = moved.iter().chain(&rare);
    let mut sentences: Vec<String> = both
        .map(|pair| {
            let moved = &pair.row.moved;
            format!(
                "{}: {}, then {}, {}",
                pair.row.title,
                moved.first,
                moved.second,
                pair.row.points()
            )
        })
        .collect();
    if let Some(says) = &still_says {
        let titles: Vec<&str> = still_rows.iter().map(|row| row.title.as_str()).collect();
        sentences.push(format!("{says}: {}", titles.join("; ")));
    }
    let shown = format!(
        "Each answer in “{}” and in “{}”; difference in points with its 95% interval",
        names[0], names[1]
    );
    Figure {
        kind: Kind::Compare,
        id,
        head: said::head(beside, title, &shown, sentences.join("; ")),
        reading: "The ring is the share of trials in the first run, the disc that in the other; the line between them is what changed. The whisker \
                  at the disc is the 95% interval of the difference, and the number at the right says both. Greyed answers did not visibly move."
            .to_owned(),
        table,
        plot: Box::new(Dumbbell {
            names,
            moved,
            rare,
            still: still_rows,
            still_says,
            differs: differs(beside),
            close,
        }),
    }
}

fn pair(beside: &Beside, row: Row) -> Pair {
    let bounds = [beside.first, beside.second].map(|side| {
        let share = side.run.probability(&row.question, &row.answer)?;
        match share.k {
            0 => Some(share.high),
            k if k >= share.n => Some(share.low),
            _ => None,
        }
    });
    Pair { row, bounds }
}

/// The changes as lines, and how many there are.
fn differs(beside: &Beside) -> Differs {
    let comparison = beside.comparison;
    let line = |change| {
        let Told { place, was, is } = told(beside, change);
        (place, was.unwrap_or_default(), is.unwrap_or_default())
    };
    Differs {
        head: changes::head(comparison),
        lines: comparison.changes.iter().take(CHANGES).map(line).collect(),
        more: comparison.changes.len().saturating_sub(CHANGES),
    }
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new([
        Column::text("question", ""),
        Column::text("answer", ""),
        Column::text("title", "answer"),
        Column::number("first", "first"),
        Column::number("second", "second"),
        Column::number("difference", "points"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
        Column::text("ratio", "ratio"),
        Column::number("ratio_value", ""),
        Column::number("ratio_low", ""),
        Column::number("ratio_high", ""),
        Column::number("visible", ""),
        Column::number("least_visible", "would have shown"),
        Column::number("gained", ""),
        Column::number("lost", ""),
    ]);
    for row in rows {
        let moved = &row.moved;
        let difference = &moved.difference;
        let (value, range) = if difference.visible {
            (difference.printed.clone(), difference.range.clone())
        } else if row.is_exact() {
            ("none".to_owned(), "every trial alike".to_owned())
        } else {
            ("none visible".to_owned(), difference.range.clone())
        };
        let end = |end: Option<f64>| Cell::exact(end.map(|end| end.to_string()).unwrap_or_default());
        let ratio = moved.ratio.as_ref();
        let count = |count: Option<u64>| count.map_or_else(Cell::default, Cell::count);
        table.row([
            Cell::exact(row.question.clone()),
            Cell::exact(row.answer.clone()),
            Cell::text(row.title.clone()),
            Cell::number(moved.p[0], moved.first.clone()),
            Cell::number(moved.p[1], moved.second.clone()),
            Cell::number(difference.value, value),
            Cell::number(difference.low, range),
            Cell::exact(difference.high.to_string()),
            Cell::text(ratio.map(|ratio| ratio.printed.clone()).unwrap_or_default()),
            end(ratio.and_then(|ratio| ratio.value)),
            end(ratio.map(|ratio| ratio.low)),
            end(ratio.and_then(|ratio| ratio.high)),
            Cell::exact(difference.visible.to_string()),
            Cell::number(difference.least_visible, difference.least_printed.clone()),
            count(difference.gained),
            count(difference.lost),
        ]);
    }
    table
}

impl Plot for Dumbbell {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, self);
    }
}
