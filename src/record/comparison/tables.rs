//! The tables of a comparison as CSV, for R, pandas and spreadsheets.

use crate::source::escape_terminal;

use super::{AnswerMoved, ChangeKind, ComparisonRecord, Edit, Holds, NumberMoved, Shift};

/// Each answer of each side beside that of the first: estimates, difference, interval; of numbers each shift.
pub fn moved(record: &ComparisonRecord) -> Vec<u8> {
    let mut out = writer(&[
        "side",
        "question",
        "answer",
        "title",
        "first",
        "second",
        "difference",
        "low",
        "high",
        "visible",
        "least_visible",
        "gained",
        "lost",
        "interval",
    ]);
    for comparison in &record.comparisons {
        let label = side(record, comparison.side);
        for (id, question) in comparison.questions.iter() {
            for (answer, moved) in question.answers.iter() {
                row(&mut out, &answer_row(label, id, answer, moved));
            }
            if let Some(number) = &question.number {
                number_rows(&mut out, label, id, number);
            }
        }
        for (id, number) in comparison.quantities.iter() {
            number_rows(&mut out, label, id, number);
        }
    }
    bytes(out)
}

/// What differs in the scenarios.
pub fn changes(record: &ComparisonRecord) -> Vec<u8> {
    let mut out = writer(&["side", "kind", "edit", "path", "title", "was", "is"]);
    for comparison in &record.comparisons {
        let label = side(record, comparison.side);
        for change in &comparison.changes {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            row(
                &mut out,
                &[
                    label.to_owned(),
                    change.kind.id().to_owned(),
                    change.edit.id().to_owned(),
                    change.path.clone(),
                    change.title.clone(),
                    text(&change.was),
                    text(&change.is),
                ],
            );
        }
    }
    bytes(out)
}

impl ChangeKind {
    /// As it is written in a record.
    pub fn id(self) -> &'static str {
        match self {
            ChangeKind::Value => "value",
            ChangeKind::Rule => "rule",
            ChangeKind::Structure => "structure",
            ChangeKind::Question => "question",
            ChangeKind::Time => "time",
            ChangeKind::Do => "do",
            ChangeKind::Given => "given",
            ChangeKind::Believe => "believe",
        }
    }
}

impl Holds {
    /// As it is written in a record.
    pub fn id(self) -> &'static str {
        match self {
            Holds::Once => "once",
            Holds::Always => "always",
        }
    }
}

impl Edit {
    /// As it is written in a record.
    pub fn id(self) -> &'static str {
        match self {
            Edit::Added => "added",
            Edit::Removed => "removed",
            Edit::Changed => "changed",
            Edit::Renamed => "renamed",
        }
    }
}

fn side(record: &ComparisonRecord, at: usize) -> &str {
    record.sides.get(at).map_or("", |side| side.label.as_str())
}

fn answer_row(label: &str, question: &str, answer: &str, moved: &AnswerMoved) -> Vec<String> {
    let difference = &moved.difference;
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    vec![
        label.to_owned(),
        question.to_owned(),
        answer.to_owned(),
        moved.title.clone(),
        moved.p[0].to_string(),
        moved.p[1].to_string(),
        difference.value.to_string(),
        difference.low.to_string(),
        difference.high.to_string(),
        difference.visible.to_string(),
        difference.least_visible.to_string(),
        count(difference.gained),
        count(difference.lost),
        difference.interval.id().to_owned(),
    ]
}

fn number_rows(out: &mut csv::Writer<Vec<u8>>, label: &str, id: &str, number: &NumberMoved) {
    let mut one = |name: &str, shift: &Shift| {
        let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
        let none = String::new;
        let list = vec![
            label.to_owned(),
            id.to_owned(),
            name.to_owned(),
            number.title.clone(),
            shift.first.to_string(),
            shift.second.to_string(),
            shift.value.to_string(),
            end(shift.low),
            end(shift.high),
            shift.visible.to_string(),
            none(),
            none(),
            none(),
            Holds::Once.id().to_owned(),
        ];
        row(out, &list);
    };
    number.mean.iter().for_each(|shift| one("mean", shift));
    number
        .quantiles
        .iter()
        .for_each(|(q, shift)| one(&format!("quantile {q}"), shift));
}

fn writer(head: &[&str]) -> csv::Writer<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(head).expect("writing to memory does not fail");
    out
}

fn row(out: &mut csv::Writer<Vec<u8>>, cells: &[String]) {
    // Others may have written these scenarios, and a terminal may show this.
    out.write_record(cells.iter().map(|cell| escape_terminal(cell)))
        .expect("all rows are of one length");
}

fn bytes(out: csv::Writer<Vec<u8>>) -> Vec<u8> {
    out.into_inner().expect("writing to memory does not fail")
}
