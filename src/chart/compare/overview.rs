//! Several sides at once: a panel for each answer, in it a row for each side with its difference from the first, on one axis of points.
//! What is given stands apart from what is done: the two are different questions.

mod draw;

use crate::chart::figure::{Figure, Head, Kind, Plot};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Column, Table};
use crate::record::comparison::{AnswerMoved, ComparisonRecord, Method};

use super::rows::{headline, rows};
use super::{Beside, besides, said};

/// The most panels in a picture, and the most rows in all of its panels.
const PANELS: usize = 12;
const ROWS: usize = 72;
/// Panels abreast.
pub(super) const ABREAST: usize = 3;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Overview {
    /// What readers call the first side.
    pub(super) first: String,
    /// The other sides: name, and in a word how it departs.
    pub(super) sides: Vec<(String, Option<String>)>,
    pub(super) panels: Vec<Panel>,
    /// The ends of the axis, as differences of probabilities.
    pub(super) ends: (f64, f64),
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Panel {
    question: String,
    answer: String,
    pub(super) title: String,
    /// In the first side, as printed.
    pub(super) printed: String,
    /// In each other side; none where it is not asked.
    pub(super) moved: Vec<Option<AnswerMoved>>,
}

/// A picture of what is done, and one of what is given; none where there is but one side of a kind.
pub fn figures(record: &ComparisonRecord) -> Vec<Figure> {
    let all = besides(record);
    let (given, done): (Vec<Beside>, Vec<Beside>) = all
        .iter()
        .copied()
        .partition(|beside| beside.comparison.method == Method::Kept);
    let mut list = Vec::new();
    if done.len() > 1 {
        list.extend(pages(record, "overview", "What does each of these change?", &done));
    }
    if given.len() > 1 {
        let title = "What else is so in the trials in which each of these held?";
        list.extend(pages(record, "overview-given", title, &given));
    }
    list
}

fn pages(record: &ComparisonRecord, id: &str, title: &str, sides: &[Beside]) -> Vec<Figure> {
    let panels = panels(sides);
    let most = (ROWS / sides.len().max(1)).clamp(ABREAST, PANELS) / ABREAST * ABREAST;
    let ends = ends(&panels);
    let chunks: Vec<Vec<Panel>> = panels.chunks(most).map(<[Panel]>::to_vec).collect();
    let count = chunks.len();
    let page = |(place, panels): (usize, Vec<Panel>)| {
        let number = place + 1;
        let (id, title) = match (place, count) {
            (_, 1) => (id.to_owned(), title.to_owned()),
            (0, _) => (id.to_owned(), format!("{title} (1 of {count})")),
            _ => (format!("{id}_{number}"), format!("{title} ({number} of {count})")),
        };
        figure(record, id, title, sides, panels, ends)
    };
    chunks.into_iter().enumerate().map(page).collect()
}

/// The headline answers, those first that some side moves most.
fn panels(sides: &[Beside]) -> Vec<Panel> {
    let mut list: Vec<Panel> = Vec::new();
    for (place, beside) in sides.iter().enumerate() {
        for row in headline(rows(beside.comparison)) {
            let known = list
                .iter()
                .position(|panel| panel.question == row.question && panel.answer == row.answer);
            let at = known.unwrap_or_else(|| {
                list.push(Panel {
                    question: row.question.clone(),
                    answer: row.answer.clone(),
                    title: row.title.clone(),
                    printed: first_printed(beside, &row.question, &row.answer, &row.moved),
                    moved: vec![None; sides.len()],
                });
                list.len() - 1
            });
            if let Some(moved) = list[at].moved.get_mut(place) {
                *moved = Some(row.moved);
            }
        }
    }
    let largest = |panel: &Panel| {
        let moved = panel.moved.iter().flatten().filter(|moved| moved.difference.visible);
        moved.map(|moved| moved.difference.value.abs()).fold(0.0, f64::max)
    };
    // A stable sort: equal ones stay in the order of the file.
    list.sort_by(|a, b| largest(b).total_cmp(&largest(a)));
    list
}

/// The first side's estimate, to its own digits.
fn first_printed(beside: &Beside, question: &str, answer: &str, moved: &AnswerMoved) -> String {
    let share = beside.first.run.probability(question, answer);
    share.map_or_else(|| moved.first.clone(), |share| share.printed.clone())
}

/// The least and the greatest difference with their intervals, zero among them.
fn ends(panels: &[Panel]) -> (f64, f64) {
    let all = || panels.iter().flat_map(|panel| panel.moved.iter().flatten());
    let visible = || all().filter(|moved| moved.difference.visible);
    let low = visible().map(|moved| moved.difference.low).fold(0.0, f64::min);
    let high = visible().map(|moved| moved.difference.high).fold(0.0, f64::max);
    // Where nothing moved, an axis of what would have shown.
    let least = all().map(|moved| moved.difference.least_visible).fold(1e-6, f64::max);
    if low == 0.0 && high == 0.0 {
        (-least, least)
    } else {
        (low, high)
    }
}

fn figure(
    record: &ComparisonRecord,
    id: String,
    title: String,
    sides: &[Beside],
    panels: Vec<Panel>,
    ends: (f64, f64),
) -> Figure {
    let first = record
        .sides
        .first()
        .map(|side| said::name(record, side))
        .unwrap_or_default();
    let names: Vec<(String, Option<String>)> = sides
        .iter()
        .map(|beside| (said::name(record, beside.second), said::kind(beside.second)))
        .collect();
    let table = table(&names, &panels);
    let sentences: Vec<String> = panels.iter().map(|panel| sentence(panel, &names)).collect();
    let trials = sides.first().map(said::trials).unwrap_or_default();
    let head = Head {
        title,
        shown: format!(
            "How many points each answer lies above or below “{first}”, with 95% intervals, all on one axis; {trials}; each side says in a word \
             how it departs."
        ),
        description: sentences.join(". "),
        footer: said::footer(record),
    };
    Figure {
        kind: Kind::Overview,
        id,
        head,
        reading: format!(
            "A panel for each answer, with its share in “{first}” beside its title. Each line runs from there to what the answer is in that side. \
             What did not visibly move is greyed."
        ),
        table,
        plot: Box::new(Overview {
            first,
            sides: names,
            panels,
            ends,
        }),
    }
}

fn sentence(panel: &Panel, names: &[(String, Option<String>)]) -> String {
    let each = panel.moved.iter().zip(names).filter_map(|(moved, (name, _))| {
        let moved = moved.as_ref().filter(|moved| moved.difference.visible)?;
        Some(format!("{name} {} points", moved.difference.printed))
    });
    let each: Vec<String> = each.collect();
    let moved = if each.is_empty() {
        "no visible difference".to_owned()
    } else {
        each.join(", ")
    };
    format!("{}, {}: {moved}", panel.title, panel.printed)
}

fn table(names: &[(String, Option<String>)], panels: &[Panel]) -> Table {
    let mut table = Table::new([
        Column::text("question", ""),
        Column::text("answer", ""),
        Column::text("title", "answer"),
        Column::text("side", "side"),
        Column::number("first", "first"),
        Column::number("second", "second"),
        Column::number("difference", "points"),
        Column::number("low", "95% interval"),
        Column::number("high", ""),
        Column::text("ratio", "ratio"),
    ]);
    for panel in panels {
        for (moved, (name, _)) in panel.moved.iter().zip(names) {
            let Some(moved) = moved else { continue };
            let difference = &moved.difference;
            let value = if difference.visible {
                difference.printed.clone()
            } else {
                "none visible".to_owned()
            };
            table.row([
                Cell::exact(panel.question.clone()),
                Cell::exact(panel.answer.clone()),
                Cell::text(panel.title.clone()),
                Cell::text(name.clone()),
                Cell::number(moved.p[0], moved.first.clone()),
                Cell::number(moved.p[1], moved.second.clone()),
                Cell::number(difference.value, value),
                Cell::number(difference.low, difference.range.clone()),
                Cell::exact(difference.high.to_string()),
                Cell::text(
                    moved
                        .ratio
                        .as_ref()
                        .map(|ratio| ratio.printed.clone())
                        .unwrap_or_default(),
                ),
            ]);
        }
    }
    table
}

impl Plot for Overview {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, self);
    }
}
