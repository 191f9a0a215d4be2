//! What an expectation measures: an answer against a number, or its change from one run to another.

use crate::engine::{NumberTally, PairTally, Pairs, QuestionTally, Tallies};
use crate::expr::BinaryOp;
use crate::model::{Asked, Model, Question, QuestionId};
use crate::stats::{
    Difference, Mean, Proportion, paired_difference, print_number, print_points, print_probability, print_range,
};
use crate::tally::Paired;

use super::Verdict;

/// A comparison with a number: the question, the answer (none for a number's mean), the sign, the number.
pub fn bound(
    model: &Model,
    tallies: &Tallies,
    question: QuestionId,
    answer: Option<&str>,
    op: BinaryOp,
    number: f64,
) -> Option<(Verdict, String)> {
    let id = question;
    let question = model.questions.get(id.at())?;
    let (low, high, found) = match tallies.questions.get(id.at())? {
        QuestionTally::Yes { yes, .. } => share(
            if answer == Some("no") { tallies.kept - yes } else { *yes },
            tallies.kept,
        ),
        QuestionTally::Cases { answers, .. } => share(*answers.get(answer_place(question, answer?)?)?, tallies.kept),
        QuestionTally::Number { value, .. } => {
            let mean = Mean::new(&value.moments)?;
            (
                mean.low,
                mean.high,
                format!("mean {}", print_number(mean.value, 0.5 * (mean.high - mean.low))),
            )
        }
    };
    let (below, above) = (high < number, low > number);
    let expected_below = matches!(op, BinaryOp::Less | BinaryOp::LessEqual);
    Some((
        verdict(
            if expected_below { below } else { above },
            if expected_below { above } else { below },
        ),
        found,
    ))
}

fn share(k: u64, n: u64) -> (f64, f64, String) {
    let found = Proportion::new(k, n);
    let text = format!(
        "{} ({})",
        print_probability(&found).text,
        print_range(found.low, found.high).text
    );
    (found.low, found.high, text)
}

/// A difference between two runs of the same luck.
pub fn moves(
    model: &Model,
    pairs: &Pairs,
    question: QuestionId,
    answer: Option<&str>,
    raises: bool,
) -> Option<(Verdict, String)> {
    let question = model.questions.get(question.at())?;
    let (_, tally) = pairs.questions.iter().find(|(id, _)| *id == question.name.id)?;
    let (low, high, found) = match tally {
        PairTally::Answers(counts) => {
            let place = match (&question.asked, answer) {
                (Asked::Yes(_), Some("no")) => 0,
                (Asked::Yes(_), _) => 1,
                (_, answer) => answer_place(question, answer?)?,
            };
            let Difference { value, low, high, .. } = paired_difference(&paired(counts, place));
            (low, high, format!("{} points", print_points(value, low, high)))
        }
        PairTally::Number(NumberTally { moments, .. }) => {
            let mean = Mean::new(moments)?;
            let half = 0.5 * (mean.high - mean.low);
            let sign = if mean.value > 0.0 { "+" } else { "" };
            (
                mean.low,
                mean.high,
                format!(
                    "mean {sign}{} ± {}",
                    print_number(mean.value, half),
                    print_number(half, half / 10.0)
                ),
            )
        }
    };
    let (up, down) = (low > 0.0, high < 0.0);
    Some((
        verdict(if raises { up } else { down }, if raises { down } else { up }),
        found,
    ))
}

fn verdict(holds: bool, fails: bool) -> Verdict {
    match (holds, fails) {
        (true, _) => Verdict::Holds,
        (_, true) => Verdict::Fails,
        _ => Verdict::Undecided,
    }
}

/// One answer against all others, in both plans.
fn paired(counts: &[Vec<u64>], place: usize) -> Paired {
    let mut tally = Paired::default();
    for (first, row) in counts.iter().enumerate() {
        for (second, count) in row.iter().enumerate() {
            match (first == place, second == place) {
                (true, true) => tally.both += count,
                (true, false) => tally.only_first += count,
                (false, true) => tally.only_second += count,
                (false, false) => tally.neither += count,
            }
        }
    }
    tally
}

fn answer_place(question: &Question, answer: &str) -> Option<usize> {
    let Asked::Cases { cases, otherwise } = &question.asked else {
        return None;
    };
    cases
        .iter()
        .map(|case| &case.answer)
        .chain(std::iter::once(otherwise))
        .position(|one| one.id == answer)
}
