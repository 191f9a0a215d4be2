//! The answer in three sentences, made from the numbers of the record.
//!
//! A number is the record's, as printed there, and stands in brackets behind its word, tied to it. A title of the scenario
//! stands at the beginning of a sentence, where its capital is right whatever the word is, or in quotes.

mod answer;
mod drivers;
mod filler;

pub use answer::finding;

use crate::record::{Question, QuestionResult, RunRecord};

/// A sentence, or two that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Piece>);

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A finding: a word with its number.
    Strong(String),
}

impl Sentence {
    pub(in crate::report) fn text(&mut self, text: impl Into<String>) {
        self.0.push(Piece::Text(text.into()));
    }

    pub(in crate::report) fn strong(&mut self, text: impl Into<String>) {
        self.0.push(Piece::Strong(text.into()));
    }

    /// The sentence without its emphasis.
    pub fn plain(&self) -> String {
        let texts = self.0.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Strong(text) => text.as_str(),
        });
        texts.collect()
    }
}

/// How many there are where there is enough to say.
const WANTED: usize = 3;

/// The sentences that open a report: the first two questions, then what drives them; where that is not known, a third
/// question, or what the numbers rest on. At most three.
pub fn sentences(record: &RunRecord) -> Vec<Sentence> {
    if record.found.kept.k == 0 {
        return vec![filler::nothing_kept()];
    }
    let asked = in_order(record);
    let first = asked.get(..WANTED - 1).unwrap_or(&asked);
    let mut list: Vec<Sentence> = first
        .iter()
        .filter_map(|(_, question)| answer::answer(record, question))
        .collect();
    list.extend(drivers::driver(record, first));
    let others = asked
        .iter()
        .skip(WANTED - 1)
        .filter_map(|(_, question)| answer::answer(record, question));
    list.extend(others.take(WANTED));
    list.extend(filler::sampling(record));
    list.extend(filler::judgements(record));
    list.truncate(WANTED);
    list
}

/// Questions as they are told: those of the headline, in the order that the scenario's report asks for, before the others;
/// probabilities before numbers.
fn in_order(record: &RunRecord) -> Vec<(&str, &Question)> {
    let mut list: Vec<(&str, &Question)> = record.questions.iter().collect();
    let place = |id: &str| {
        record
            .report
            .questions
            .iter()
            .position(|one| one == id)
            .unwrap_or(usize::MAX)
    };
    list.sort_by_key(|(id, question)| {
        let is_number = matches!(question.result, QuestionResult::Number(_));
        (!question.headline, place(id), is_number)
    });
    list
}
