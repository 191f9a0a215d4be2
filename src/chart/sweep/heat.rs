//! Over two values: a map of an answer's probability, or of a mean, with contours at the edges of the scale and what tips.

mod draw;

pub(super) use draw::standing_key;

use crate::chart::axis::percent;
use crate::chart::figure::{Figure, Kind};
use crate::chart::scene::Point;
use crate::chart::table::Column;
use crate::record::Share;
use crate::record::sweep::{Axis, AxisKind, SweepRecord, Swept, SweptAnswer, SweptQuestion, TipKind};
use crate::scale::Scale;
use crate::stats::print_number;

use super::curve::{RARE, points};
use super::grid::Side;
use super::{amount, drawn, is_headline, leader, said, tables};

/// The most maps of one question's answers.
const ANSWERS: usize = 4;

/// A map.
#[derive(Clone, Debug)]
pub(super) struct Heat {
    pub(super) across: Side,
    pub(super) up: Side,
    /// By column and row: the value as a part of the ramp, and how it is printed.
    cells: Vec<Cell>,
    ramp: Ramp,
    /// Levels, as parts of the ramp, with their names; the one at which yes becomes the likelier is heavy.
    levels: Vec<Level>,
    /// Where the answer tips, in cells, with half the width of its error.
    tips: Vec<(Point, f64)>,
    standing: String,
    note: Option<String>,
}

#[derive(Clone, Debug)]
struct Cell {
    part: f64,
    printed: String,
}

#[derive(Clone, Debug)]
struct Level {
    part: f64,
    name: String,
    is_heavy: bool,
}

/// What the ramp begins and ends with, and its ticks.
#[derive(Clone, Debug)]
struct Ramp {
    ticks: Vec<(f64, String)>,
    unit: String,
}

/// Where a record's point stands on a map: with a list on the first axis and numbers on the second, the two change places, so that numbers lie level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lay {
    pub(super) turned: bool,
    across: usize,
}

impl Lay {
    pub(super) fn of(first: &Axis, second: &Axis) -> Lay {
        let turned = first.kind != AxisKind::Number && second.kind == AxisKind::Number;
        Lay {
            turned,
            across: second.written.len(),
        }
    }

    pub(super) fn sides(self, first: &Axis, second: &Axis) -> (Side, Side) {
        let (first, second) = (Side::new(first), Side::new(second));
        if self.turned { (second, first) } else { (first, second) }
    }

    /// The place in the record's lists.
    pub(super) fn point(self, column: usize, row: usize) -> usize {
        if self.turned {
            row * self.across + column
        } else {
            column * self.across + row
        }
    }
}

pub(super) fn figures(record: &SweepRecord, first: &Axis, second: &Axis) -> Vec<Figure> {
    let mut list: Vec<Figure> = Vec::new();
    let all = drawn(record);
    for headline in [true, false] {
        for (id, question) in all
            .iter()
            .filter(|(_, question)| is_headline(record, question) == headline)
        {
            match &question.result {
                Swept::Yes { answers } => {
                    if let Some(yes) = answers.get("yes") {
                        let id = format!("sweep-map-{id}");
                        list.push(map(record, (first, second), id, question, yes, None, list.is_empty()));
                    }
                }
                Swept::Cases { answers } => {
                    list.push(leader::figure(record, (first, second), id, question, list.is_empty()));
                    for (answer_id, answer) in telling(answers.iter().collect()) {
                        let id = format!("sweep-map-{id}-{answer_id}");
                        list.push(map(
                            record,
                            (first, second),
                            id,
                            question,
                            answer,
                            Some(&answer.title),
                            false,
                        ));
                    }
                }
                Swept::Number(number) => {
                    list.extend(means(record, (first, second), id, question));
                    let unit = number.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
                    for (place, (over, answer)) in number.exceeds.iter().enumerate().take(ANSWERS) {
                        let title = format!("more than {over}{unit}");
                        let id = format!("sweep-over-{id}-{}", place + 1);
                        list.push(map(record, (first, second), id, question, answer, Some(&title), false));
                    }
                }
            }
        }
    }
    list
}

/// The answers that are likeliest somewhere or move most, as many as are drawn, in their order.
fn telling<'r>(answers: Vec<(&'r str, &'r SweptAnswer)>) -> Vec<(&'r str, &'r SweptAnswer)> {
    let span = |answer: &SweptAnswer| {
        let ends = answer
            .p
            .iter()
            .fold((1.0_f64, 0.0_f64), |(low, high), p| (low.min(*p), high.max(*p)));
        ends.1 - ends.0
    };
    let mut order: Vec<usize> = (0..answers.len()).collect();
    order.sort_by(|a, b| span(answers[*b].1).total_cmp(&span(answers[*a].1)).then(a.cmp(b)));
    order.truncate(ANSWERS);
    order.sort_unstable();
    order.into_iter().map(|place| answers[place]).collect()
}

fn map(
    record: &SweepRecord,
    (first, second): (&Axis, &Axis),
    id: String,
    question: &SweptQuestion,
    answer: &SweptAnswer,
    named: Option<&str>,
    is_first: bool,
) -> Figure {
    let lay = Lay::of(first, second);
    let (across, up) = lay.sides(first, second);
    let shares: Vec<Share> = (0..answer.p.len())
        .filter_map(|point| record.share(answer, point))
        .collect();
    let most = shares.iter().map(|share| share.high).fold(0.0, f64::max);
    let top = if most < RARE {
        [1e-5, 1e-4, 1e-3, 0.005, 0.01, 0.02, 0.05]
            .into_iter()
            .find(|top| most <= *top)
            .unwrap_or(RARE)
    } else {
        1.0
    };
    let cells = by_place(&across, &up, |column, row| match shares.get(lay.point(column, row)) {
        Some(share) => Cell {
            part: share.p / top,
            printed: share.printed.clone(),
        },
        None => Cell {
            part: 0.0,
            printed: String::new(),
        },
    });
    let title = match named {
        Some(named) => format!("{}: {named}", question.title),
        None => question.title.clone(),
    };
    let mut shown = format!(
        "Probability against {} and {}, all else as it is",
        said::moved(first),
        said::moved(second)
    );
    if top < 1.0 {
        shown.push_str(&format!("; rare: the colours end at {}", percent(top)));
    }
    let range = range(&shares);
    // Along the first axis the record knows tips exactly; they are drawn where that axis is level.
    let tips = record
        .tips
        .iter()
        .filter(|tip| named.is_none() && tip.kind == TipKind::Leader);
    let tips = tips.filter(|tip| {
        !lay.turned && record.questions.get(&tip.question).map(|one| &one.title) == Some(&question.title)
    });
    let tips = tips.filter_map(|tip| {
        let (at, row) = (tip.at?, tip.across?);
        let x = across.cell(at)?;
        let error = tip
            .error
            .and_then(|error| across.cell(at + error))
            .map_or(0.0, |end| end - x);
        Some(((x, row as f64 + 0.5), error))
    });
    let tips: Vec<(Point, f64)> = tips.collect();
    Figure {
        kind: Kind::SweepMap,
        id,
        head: said::head(
            record,
            format!("Where does it tip? {title}"),
            &shown,
            format!(
                "{title}: {range} over the map; {} as it stands",
                answer.baseline.printed
            ),
        ),
        reading: reading(&tips, across.is_number && up.is_number),
        table: tables::of_grid(first, second, &shares),
        plot: Box::new(Heat {
            levels: levels(record.scale(), top),
            standing: standing(&across, &up, &answer.baseline.printed),
            cells,
            ramp: Ramp {
                ticks: [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
                    .map(|part| (part, points(part * top)))
                    .to_vec(),
                unit: String::new(),
            },
            tips,
            note: said::untouched(record).filter(|_| is_first),
            across,
            up,
        }),
    }
}

fn reading(tips: &[(Point, f64)], is_plane: bool) -> String {
    let mut text =
        "Each cell is a run with both values set, on the same luck; the deeper its colour, the likelier the answer. \
                    A cross marks the scenario as it stands, a frame the cell nearest to it."
            .to_owned();
    if is_plane {
        text.push_str(
            " Lines follow the edges of the scale’s words; the heavy one is 50%, where yes becomes likelier than no.",
        );
    }
    if !tips.is_empty() {
        text.push_str(" Dots on it are tipping points found by further runs, their whiskers the sampling error (95%).");
    }
    text
}

/// The mean of a number as a map.
fn means(record: &SweepRecord, (first, second): (&Axis, &Axis), id: &str, question: &SweptQuestion) -> Option<Figure> {
    let Swept::Number(number) = &question.result else {
        return None;
    };
    let lay = Lay::of(first, second);
    let (across, up) = lay.sides(first, second);
    let found = amount::points(number);
    let known = found.iter().flatten().map(|point| point.mean);
    let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| {
        (low.min(mean), high.max(mean))
    });
    if !(low.is_finite() && high.is_finite()) {
        return None;
    }
    let span = if high > low { high - low } else { 1.0 };
    let cells = by_place(&across, &up, |column, row| {
        match found.get(lay.point(column, row)).cloned().flatten() {
            Some(point) => Cell {
                part: (point.mean - low) / span,
                printed: point.printed,
            },
            None => Cell {
                part: 0.0,
                printed: "none".to_owned(),
            },
        }
    });
    let unit = number.unit.clone().unwrap_or_default();
    let what = if unit.is_empty() {
        "Its mean".to_owned()
    } else {
        format!("Mean in {unit}")
    };
    let baseline = number
        .baseline
        .as_ref()
        .map_or("unknown".to_owned(), |mean| mean.printed.clone());
    let mut table = amount::head([
        Column::text("first", &first.title),
        Column::text("second", &second.title),
    ]);
    let width = second.written.len().max(1);
    for (point, row) in amount::rows(number).into_iter().enumerate() {
        let own = [
            tables::value(first, point / width),
            tables::value(second, point % width),
        ];
        table.row(own.into_iter().chain(row));
    }
    let tick = |part: f64| (part, print_number(low + part * span, 0.02 * span));
    Some(Figure {
        kind: Kind::SweepQuantity,
        id: format!("sweep-quantity-{id}"),
        head: said::head(
            record,
            format!("How much? {}", question.title),
            &format!("{what} against {} and {}, all else as it is", said::moved(first), said::moved(second)),
            format!("mean {} to {} over the map; {baseline} as it stands", tick(0.0).1, tick(1.0).1),
        ),
        reading: "Each cell is a run with both values set, on the same luck; the deeper its colour, the larger the mean over its trials.".to_owned(),
        table,
        plot: Box::new(Heat {
            standing: standing(&across, &up, &baseline),
            cells,
            ramp: Ramp {
                ticks: vec![tick(0.0), tick(0.5), tick(1.0)],
                unit,
            },
            levels: Vec::new(),
            tips: Vec::new(),
            note: None,
            across,
            up,
        }),
    })
}

/// Cells column by column.
fn by_place(across: &Side, up: &Side, of: impl Fn(usize, usize) -> Cell) -> Vec<Cell> {
    let places = (0..across.count()).flat_map(|column| (0..up.count()).map(move |row| (column, row)));
    places.map(|(column, row)| of(column, row)).collect()
}

fn range(shares: &[Share]) -> String {
    let least = shares.iter().min_by(|a, b| a.p.total_cmp(&b.p));
    let most = shares.iter().max_by(|a, b| a.p.total_cmp(&b.p));
    match (least, most) {
        (Some(least), Some(most)) => format!("{} to {}", least.printed, most.printed),
        _ => String::new(),
    }
}

/// `as it stands (0.25 and 0.3): 46%`.
pub(super) fn standing(across: &Side, up: &Side, printed: &str) -> String {
    let values: Vec<&str> = [&across.stands, &up.stands]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let values = if values.is_empty() {
        String::new()
    } else {
        format!(" ({})", values.join(" and "))
    };
    let beyond = if across.standing.is_some() && up.standing.is_some() {
        ""
    } else {
        ", not on the map"
    };
    format!("as it stands{values}{beyond}: {printed}")
}

/// Contours: the upper edge of each word of the scale but the last, and even odds.
fn levels(scale: Scale, top: f64) -> Vec<Level> {
    let zones = crate::chart::axis::zones(scale);
    let mut edges: Vec<f64> = zones.iter().rev().skip(1).map(|(_, high, _)| *high).collect();
    if !edges.contains(&0.5) {
        edges.push(0.5);
    }
    edges.sort_by(f64::total_cmp);
    let edges = edges.into_iter().filter(|edge| *edge < top);
    edges
        .map(|edge| Level {
            part: edge / top,
            name: percent(edge),
            is_heavy: edge == 0.5,
        })
        .collect()
}
