//! The tables of a sweep as CSV: a row for each answer at each point, and the tipping points.

use crate::record::tables::Table;

use super::shape::{Axis, SweepRecord, Swept, SweptAnswer, TipKind};

/// Each answer at each point: its values on the axes, then estimate, interval and counts; of numbers the mean.
pub fn points(record: &SweepRecord) -> Vec<u8> {
    let mut columns: Vec<&str> = record.axes.iter().map(|axis| axis.path.as_str()).collect();
    columns.extend(["question", "answer", "title", "value", "low", "high", "k", "n"]);
    let mut table = Table::new(&columns);
    for (id, question) in record.questions.iter() {
        let of_answers = |table: &mut Table, answers: &[(&str, &SweptAnswer)], prefix: &str| {
            for (answer, swept) in answers {
                let title = if swept.slot.is_some() {
                    format!("{}: {}", question.title, swept.title)
                } else {
                    question.title.clone()
                };
                for point in 0..swept.p.len() {
                    let number = |list: &[f64]| list.get(point).map(f64::to_string).unwrap_or_default();
                    let count = |list: &[u64]| list.get(point).map(u64::to_string).unwrap_or_default();
                    let mut row = values(&record.axes, point);
                    row.extend([id.to_owned(), format!("{prefix}{answer}"), title.clone()]);
                    row.extend([number(&swept.p), number(&swept.low), number(&swept.high)]);
                    row.extend([count(&swept.k), count(&record.found.kept)]);
                    table.list(&row);
                }
            }
        };
        match &question.result {
            Swept::Yes { answers } | Swept::Cases { answers } => {
                of_answers(&mut table, &answers.iter().collect::<Vec<_>>(), "")
            }
            Swept::Number(number) => {
                for point in 0..number.mean.len() {
                    let one = |list: &[Option<f64>]| {
                        let found = list.get(point).copied().flatten();
                        found.map(|number| number.to_string()).unwrap_or_default()
                    };
                    let mut row = values(&record.axes, point);
                    row.extend([id.to_owned(), "mean".to_owned(), question.title.clone()]);
                    row.extend([one(&number.mean), one(&number.mean_low), one(&number.mean_high)]);
                    let n = record.found.kept.get(point).map(u64::to_string).unwrap_or_default();
                    row.extend([String::new(), n]);
                    table.list(&row);
                }
                of_answers(&mut table, &number.exceeds.iter().collect::<Vec<_>>(), "over ");
            }
        }
    }
    table.bytes()
}

/// The tipping points.
pub fn tips(record: &SweepRecord) -> Vec<u8> {
    let columns = [
        "question", "kind", "answer", "before", "after", "edge", "axis", "at", "low", "high", "error", "across",
    ];
    let mut table = Table::new(&columns);
    for tip in &record.tips {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let path = |axis: usize| record.axes.get(axis).map(|axis| axis.path.clone()).unwrap_or_default();
        let other = tip.across.and_then(|place| {
            let axis = record.axes.get(1 - tip.axis.min(1))?;
            Some(format!("{}={}", axis.path, axis.written.get(place)?))
        });
        let kind = match tip.kind {
            TipKind::Leader => "leader",
            TipKind::Band => "band",
        };
        table.list(&[
            tip.question.clone(),
            kind.to_owned(),
            tip.answer.clone().unwrap_or_default(),
            tip.before.clone(),
            tip.after.clone(),
            number(tip.edge),
            path(tip.axis),
            number(tip.at),
            number(tip.bracket.map(|[low, _]| low)),
            number(tip.bracket.map(|[_, high]| high)),
            number(tip.error),
            other.unwrap_or_default(),
        ]);
    }
    table.bytes()
}

/// The values of a point on the axes, as written.
fn values(axes: &[Axis], point: usize) -> Vec<String> {
    let mut left = point;
    let mut row: Vec<String> = Vec::new();
    for axis in axes.iter().rev() {
        let count = axis.written.len().max(1);
        row.insert(0, axis.written.get(left % count).cloned().unwrap_or_default());
        left /= count;
    }
    row
}
