//! The answers of a comparison as rows: those that moved, in the order of size, and those that did not.

use crate::record::comparison::{AnswerMoved, Comparison, QuestionMoved};

/// One answer in both runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The id of its question.
    pub question: String,
    /// The id of the answer.
    pub answer: String,
    /// Question and answer, as one is told them.
    pub title: String,
    /// Whether the question stands in the first chart.
    pub headline: bool,
    /// What was found.
    pub moved: AnswerMoved,
}

/// Every answer that both sides have, in the order of the file. An answer that the author did not name and nobody gave is left out.
pub fn rows(comparison: &Comparison) -> Vec<Row> {
    let mut list = Vec::new();
    for (id, question) in comparison.questions.iter() {
        for (answer, moved) in question.answers.iter() {
            if answer == "none_of_these" && moved.p == [0.0, 0.0] {
                continue;
            }
            list.push(Row {
                question: id.to_owned(),
                answer: answer.to_owned(),
                title: title(question, moved),
                headline: question.headline,
                moved: moved.clone(),
            });
        }
    }
    list
}

/// The rows of the headline questions; all where there is none.
pub fn headline(rows: Vec<Row>) -> Vec<Row> {
    if rows.iter().any(|row| row.headline) {
        rows.into_iter().filter(|row| row.headline).collect()
    } else {
        rows
    }
}

/// Those that moved, the largest difference first, and those that did not, in their order.
pub fn sorted(rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let (mut moved, still): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.moved.difference.visible);
    moved.sort_by(|a, b| b.size().total_cmp(&a.size()));
    (moved, still)
}

/// What is said of those that did not move: `no visible difference, one of 0.2 points would have shown`. None where all moved.
pub fn still(rows: &[Row]) -> Option<String> {
    let differences = || rows.iter().map(|row| &row.moved.difference);
    let least = differences().max_by(|a, b| a.least_visible.total_cmp(&b.least_visible))?;
    if differences().all(|one| one.gained == Some(0) && one.lost == Some(0)) {
        return Some("no difference: every trial answers alike".to_owned());
    }
    Some(format!(
        "no visible difference, one of {} points would have shown",
        least.least_printed
    ))
}

impl Row {
    /// The size of the difference, 0 to 1.
    pub fn size(&self) -> f64 {
        self.moved.difference.value.abs()
    }

    /// `−17 points (−18 to −16)`.
    pub fn points(&self) -> String {
        let difference = &self.moved.difference;
        format!("{} points ({})", difference.printed, difference.range)
    }

    /// Whether every trial answers alike.
    pub fn is_exact(&self) -> bool {
        let difference = &self.moved.difference;
        difference.gained == Some(0) && difference.lost == Some(0)
    }
}

fn title(question: &QuestionMoved, moved: &AnswerMoved) -> String {
    if moved.title.starts_with(&question.title) {
        moved.title.clone()
    } else {
        format!("{}: {}", question.title, moved.title)
    }
}
