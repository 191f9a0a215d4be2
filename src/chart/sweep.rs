//! Where does it tip? Answers against what a sweep moved: lines over one value, rows over a list, maps over two values.

mod across;
mod amount;
mod contour;
mod curve;
mod grid;
mod heat;
mod leader;
mod lines;
mod panels;
mod rows;
pub mod said;
mod single;
mod tables;

use crate::record::sweep::{AxisKind, SweepRecord, Swept, SweptQuestion};

use super::figure::Figure;

/// Every figure that a sweep can fill, in the order of a page: what stands in the headline before the rest, probabilities before numbers.
pub fn figures(record: &SweepRecord) -> Vec<Figure> {
    match record.axes.as_slice() {
        [axis] if axis.kind == AxisKind::Number => lines::figures(record, axis),
        [axis] => rows::figures(record, axis),
        [first, second] => heat::figures(record, first, second),
        _ => Vec::new(),
    }
}

/// What is drawn: the questions that what is moved reaches; all of them where it reaches none.
fn drawn(record: &SweepRecord) -> Vec<(&str, &SweptQuestion)> {
    let reached: Vec<_> = record
        .questions
        .iter()
        .filter(|(_, question)| !question.untouched)
        .collect();
    if reached.is_empty() {
        record.questions.iter().collect()
    } else {
        reached
    }
}

/// Whether a question stands in the first chart: by the author's word, or where nobody said anything.
fn is_headline(record: &SweepRecord, question: &SweptQuestion) -> bool {
    question.headline || !record.questions.iter().any(|(_, one)| one.headline)
}

fn is_number(question: &SweptQuestion) -> bool {
    matches!(question.result, Swept::Number(_))
}
