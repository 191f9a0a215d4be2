//! What sets the trials with an answer apart from those without, as a sentence.

use crate::chart::drivers::{is_in_other_words, shown_answer};
use crate::record::{Drivers, Question, QuestionResult, RunRecord, Split};
use crate::report::names;
use crate::stats::{FEWEST_TRIALS, Proportion, print_probability};

use super::Sentence;

/// The least difference worth a sentence.
const LEAST: f64 = 0.1;

/// What is more frequent where an answer comes than elsewhere.
struct Driver<'r> {
    question: &'r str,
    answer: &'r str,
    variable: &'r str,
    branch: &'r str,
    with: Proportion,
    without: Proportion,
}

impl Driver<'_> {
    fn difference(&self) -> f64 {
        self.with.p - self.without.p
    }
}

/// The sentence of the strongest driver of these questions, of those answered by yes before others; none where nothing tells
/// much, or too few trials are behind it.
pub fn driver<'r>(record: &'r RunRecord, questions: &[(&'r str, &'r Question)]) -> Option<Sentence> {
    let is_yes = |question: &Question| matches!(question.result, QuestionResult::Yes { .. });
    let of = |wanted: bool| {
        let list = questions.iter().filter(|(_, question)| is_yes(question) == wanted);
        strongest(record, list.copied())
    };
    Some(say(record, &of(true).or_else(|| of(false))?))
}

/// The branch whose shares differ most, if that is worth a sentence; of equals the first.
fn strongest<'r>(
    record: &'r RunRecord,
    questions: impl Iterator<Item = (&'r str, &'r Question)>,
) -> Option<Driver<'r>> {
    let mut best: Option<Driver> = None;
    for (id, question) in questions {
        let Some((answer, drivers)) = told(record, id, question) else {
            continue;
        };
        for driver in candidates(record, id, answer, drivers) {
            if best.as_ref().is_none_or(|best| driver.difference() > best.difference()) {
                best = Some(driver);
            }
        }
    }
    best.filter(|driver| driver.difference() >= LEAST)
}

/// The answer of which the picture speaks, and its joint counts.
fn told<'r>(record: &'r RunRecord, id: &str, question: &'r Question) -> Option<(&'r str, &'r Drivers)> {
    shown_answer(question, record.joint.drivers.get(id)?)
}

fn candidates<'r>(record: &'r RunRecord, question: &'r str, answer: &'r str, drivers: &'r Drivers) -> Vec<Driver<'r>> {
    if drivers.yes < FEWEST_TRIALS || drivers.no < FEWEST_TRIALS {
        return Vec::new();
    }
    let confidence = record.found.confidence;
    let mut list = Vec::new();
    for (variable, branches) in drivers.held.iter() {
        let yes_no = record.variables.get(variable).is_some_and(|one| one.yes_no);
        for (branch, split) in branches.iter() {
            // That something stayed away is told by what came instead.
            let same = is_in_other_words(record, question, variable, split.yes, drivers);
            if same || defines(split) || (yes_no && branch == "no") || branch == "undrawn" {
                continue;
            }
            list.push(Driver {
                question,
                answer,
                variable,
                branch,
                with: Proportion::with_confidence(split.yes, drivers.yes, confidence),
                without: Proportion::with_confidence(split.no, drivers.no, confidence),
            });
        }
    }
    list
}

/// A branch that never held without the answer is a part of what the answer means, not what leads to it.
fn defines(split: &Split) -> bool {
    split.no == 0
}

/// `Most telling for “Troops are sent”: “Moscow’s pressure: Ultimatum” came first or with it in 91% of those trials, and within the same
/// time in 22% of the others.`
fn say(record: &RunRecord, driver: &Driver) -> Sentence {
    let title = names::question(record, driver.question);
    let answer = match driver.answer {
        "yes" => String::new(),
        answer => format!(": {}", names::answer(record, driver.question, answer)),
    };
    let variable = names::element(record, driver.variable);
    let yes_no = record.variables.get(driver.variable).is_some_and(|one| one.yes_no);
    let what = match yes_no {
        true => variable.to_owned(),
        false => format!("{variable}: {}", names::branch(record, driver.variable, driver.branch)),
    };
    let mut sentence = Sentence::default();
    sentence.text(format!(
        "Most telling for “{title}{answer}”: “{what}” came first or with it in "
    ));
    sentence.strong(print_probability(&driver.with).text);
    sentence.text(match record.calendar {
        Some(_) => " of those trials, and within the same time in ",
        None => " of those trials, and in ",
    });
    sentence.strong(print_probability(&driver.without).text);
    sentence.text(" of the others.");
    sentence
}
