//! Over a list of words or alternatives: no line, but a row for each with its dot and its sampling error.

mod draw;

use crate::chart::figure::{Figure, Kind};
use crate::record::Share;
use crate::record::sweep::{Axis, AxisKind, SweepRecord, Swept, SweptQuestion};
use crate::scale::Scale;

use super::amount::{Point5, points, reach};
use super::curve::{Curve, Height, curves};
use super::{amount, drawn, is_headline, said, tables};

/// More rows than this do not stand in one picture.
const ROWS: usize = 150;

/// Rows of one answer.
#[derive(Clone, Debug)]
struct Block {
    title: Option<(String, Option<u16>)>,
    rows: Vec<Row>,
    /// In the scenario as it stands.
    baseline: f64,
    range: String,
}

#[derive(Clone, Debug)]
struct Row {
    label: String,
    value: Value,
    is_standing: bool,
    leads: bool,
}

#[derive(Clone, Debug)]
enum Value {
    Share(Share),
    Amount(Point5),
}

#[derive(Debug)]
struct Rows {
    scale: Scale,
    blocks: Vec<Block>,
    span: Span,
    as_it_stands: String,
    note: Option<String>,
    has_leads: bool,
}

/// What the level axis holds.
#[derive(Clone, Debug)]
enum Span {
    Probability(Height),
    Amount(f64, f64, String),
}

pub(super) fn figures(record: &SweepRecord, axis: &Axis) -> Vec<Figure> {
    let mut list: Vec<Figure> = Vec::new();
    let all = drawn(record);
    for headline in [true, false] {
        for (id, question) in all
            .iter()
            .filter(|(_, question)| is_headline(record, question) == headline)
        {
            let found = curves(record, id, question);
            match &question.result {
                Swept::Number(number) => {
                    list.extend(amounts(record, axis, id, question));
                    if number.exceeds.iter().next().is_some() {
                        shares(record, axis, &format!("sweep-over-{id}"), question, found, &mut list);
                    }
                }
                _ => {
                    let id = if list.is_empty() {
                        "sweep".to_owned()
                    } else {
                        format!("sweep-of-{id}")
                    };
                    shares(record, axis, &id, question, found, &mut list);
                }
            }
        }
    }
    list
}

/// The pictures of a question's answers, each with as many rows as it bears.
fn shares(
    record: &SweepRecord,
    axis: &Axis,
    id: &str,
    question: &SweptQuestion,
    curves: Vec<Curve>,
    list: &mut Vec<Figure>,
) {
    let is_one = matches!(question.result, Swept::Yes { .. });
    let height = Height::of(&curves);
    let standing = standing(axis);
    let mut blocks = Vec::new();
    for curve in &curves {
        let rows = curve.shares.iter().enumerate().map(|(place, share)| Row {
            label: axis.labels.get(place).cloned().unwrap_or_default(),
            value: Value::Share(share.clone()),
            is_standing: standing == Some(place),
            leads: curve.leads.get(place).copied().unwrap_or(false),
        });
        let mut rows: Vec<Row> = rows.collect();
        if standing.is_none() {
            let own = Row {
                label: said::as_it_stands(axis),
                value: Value::Share(curve.baseline.clone()),
                is_standing: true,
                leads: false,
            };
            rows.insert(0, own);
        }
        for part in rows.chunks(ROWS) {
            blocks.push(Block {
                title: curve
                    .answer
                    .clone()
                    .filter(|_| !is_one)
                    .map(|answer| (answer, curve.slot)),
                rows: part.to_vec(),
                baseline: curve.baseline.p,
                range: curve.range(),
            });
        }
    }
    let shown = format!("Probability {}{}", over(axis), height.said());
    let description = curves
        .iter()
        .map(|curve| format!("{}: {}", curve.title(), curve.range()))
        .collect::<Vec<_>>()
        .join("; ");
    let mut parts: Vec<Vec<Block>> = vec![Vec::new()];
    for block in blocks {
        let held: usize = parts
            .last()
            .map_or(0, |part| part.iter().map(|block| block.rows.len()).sum());
        match parts.last_mut() {
            Some(part) if held == 0 || held + block.rows.len() <= ROWS => part.push(block),
            _ => parts.push(vec![block]),
        }
    }
    let count = parts.len();
    for (place, part) in parts.into_iter().enumerate() {
        let of = if count == 1 {
            String::new()
        } else {
            format!(" ({} of {count})", place + 1)
        };
        let is_first = list.is_empty();
        list.push(Figure {
            kind: Kind::Sweep,
            id: if place == 0 { id.to_owned() } else { format!("{id}-{}", place + 1) },
            head: said::head(
                record,
                format!("{}{of}", asked(axis, &question.title)),
                &shown,
                description.clone(),
            ),
            reading: "Each row is a run of its own on the same luck, so rows differ because of what was changed. The upright line is the scenario as it \
                      stands. Whiskers hold the sampling error (95%); they say nothing about doubt in the model."
                .to_owned(),
            table: tables::of_curves(axis, if place == 0 { &curves } else { &[] }),
            plot: Box::new(Rows {
                scale: record.scale(),
                has_leads: !is_one && part.iter().any(|block| block.rows.iter().any(|row| row.leads)),
                blocks: part,
                span: Span::Probability(height),
                as_it_stands: said::as_it_stands(axis),
                note: said::untouched(record).filter(|_| is_first),
            }),
        });
    }
}

fn amounts(record: &SweepRecord, axis: &Axis, id: &str, question: &SweptQuestion) -> Option<Figure> {
    let Swept::Number(number) = &question.result else {
        return None;
    };
    let found: Option<Vec<Point5>> = points(number).into_iter().collect();
    let found = found?;
    let (low, high) = reach(&found);
    let standing = standing(axis);
    let rows = found.into_iter().enumerate().map(|(place, point)| Row {
        label: axis.labels.get(place).cloned().unwrap_or_default(),
        value: Value::Amount(point),
        is_standing: standing == Some(place),
        leads: false,
    });
    let rows: Vec<Row> = rows.take(ROWS).collect();
    let unit = number.unit.clone().unwrap_or_default();
    let what = if unit.is_empty() {
        "Its mean".to_owned()
    } else {
        format!("Mean in {unit}")
    };
    let range = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => format!("{} to {}", first.printed(), last.printed()),
        _ => String::new(),
    };
    Some(Figure {
        kind: Kind::SweepQuantity,
        id: format!("sweep-quantity-{id}"),
        head: said::head(
            record,
            format!("How much? {}", question.title),
            &format!("{what} {}", over(axis)),
            format!("mean {range}"),
        ),
        reading: "The disc is the mean, its whisker the sampling error (95%). The grey bar holds the middle nine in ten of the trials, its tick the \
                  median: that is chance within the model."
            .to_owned(),
        table: amount::table(axis, number),
        plot: Box::new(Rows {
            scale: record.scale(),
            blocks: vec![Block {
                title: None,
                rows,
                baseline: number.baseline.as_ref().map_or(f64::NAN, |mean| mean.value),
                range,
            }],
            span: Span::Amount(low, high, unit),
            as_it_stands: said::as_it_stands(axis),
            note: None,
            has_leads: false,
        }),
    })
}

/// Which row is the scenario as it stands.
pub(super) fn standing(axis: &Axis) -> Option<usize> {
    let baseline = axis.baseline.as_ref()?;
    let plain = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    axis.written
        .iter()
        .position(|one| plain(one) == plain(&baseline.written))
}

fn asked(axis: &Axis, title: &str) -> String {
    match axis.kind {
        AxisKind::Alternatives => format!("What if? {title}"),
        _ => format!("Where does it tip? {title}"),
    }
}

fn over(axis: &Axis) -> String {
    match axis.kind {
        AxisKind::Alternatives => "in the scenario as it stands and in its alternatives".to_owned(),
        _ => format!("for each value of {}, all else as it is", said::moved(axis)),
    }
}
