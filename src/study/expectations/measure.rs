//! What an expectation measures: an answer against a number, or its change from one run to another.

use crate::engine::{PairTally, QuestionTally, Tallies};
use crate::expr::BinaryOp;
use crate::model::{Asked, Model, Question, QuestionId};
use crate::record::comparison::Holds;
use crate::stats::{
    Difference, Mean, Proportion, conditional_difference, print_number, print_points, print_probability, print_range,
    sequential_separate,
};
use crate::study::compare::measure::{answered, kept_twice, paired_of, share_of};
use crate::study::lockstep::Beside;

use super::Verdict;

/// A comparison with a number: the question, the answer (none for a number's mean), the sign, the number. `confidence` is that of the interval.
pub fn bound(
    model: &Model,
    tallies: &Tallies,
    question: QuestionId,
    answer: Option<&str>,
    op: BinaryOp,
    number: f64,
    confidence: f64,
) -> Option<(Verdict, String)> {
    let id = question;
    let question = model.questions.get(id.at())?;
    let (low, high, found) = match tallies.questions.get(id.at())? {
        QuestionTally::Yes { yes, .. } => share(
            if answer == Some("no") { tallies.kept - yes } else { *yes },
            tallies.kept,
            confidence,
        ),
        QuestionTally::Cases { answers, .. } => share(
            *answers.get(answer_place(question, answer?)?)?,
            tallies.kept,
            confidence,
        ),
        QuestionTally::Number { value, .. } => {
            let mean = Mean::with_confidence(&value.moments, confidence)?;
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

fn share(k: u64, n: u64, confidence: f64) -> (f64, f64, String) {
    let found = Proportion::with_confidence(k, n, confidence);
    let text = format!(
        "{} ({})",
        print_probability(&found).text,
        print_range(found.low, found.high).text
    );
    (found.low, found.high, text)
}

/// Two runs of the same luck.
pub struct Moved<'a> {
    /// The baseline's scenario.
    pub model: &'a Model,
    /// What was counted of the baseline.
    pub baseline: &'a Tallies,
    /// What was counted of the alternative.
    pub beside: &'a Beside,
    /// Whether a condition keeps trials on one side at least.
    pub keeps: bool,
    /// When intervals of differences have to hold.
    pub holds: Holds,
    /// The confidence of the intervals of means.
    pub confidence: f64,
}

/// A difference between two runs of the same luck.
pub fn moves(two: &Moved, question: QuestionId, answer: Option<&str>, raises: bool) -> Option<(Verdict, String)> {
    let id = question;
    let question = two.model.questions.get(id.at())?;
    let pairs = &two.beside.pairs;
    let (_, tally) = pairs.questions.iter().find(|(id, _)| *id == question.name.id)?;
    let (low, high, same, found) = match tally {
        PairTally::Answers(counts) => {
            let place = match (&question.asked, answer) {
                (Asked::Yes(_), Some("no")) => 0,
                (Asked::Yes(_), _) => 1,
                (_, answer) => answer_place(question, answer?)?,
            };
            let places = [place, place];
            let difference = if two.keeps {
                let own = share_of(two.baseline.questions.get(id.at())?, place, two.baseline.kept);
                let other = two.beside.tallies.questions.get(id.at())?;
                let other = share_of(other, place, two.beside.tallies.kept);
                match two.holds {
                    Holds::Once => conditional_difference(&kept_twice(counts, places, [own, other], two.baseline.run)),
                    Holds::Always => sequential_separate(&own, &other),
                }
            } else {
                paired_of(two.holds, &answered(counts, places))
            };
            let Difference {
                value,
                low,
                high,
                discordant,
                ..
            } = difference;
            let same = discordant == Some(0) && low > -1.0;
            (low, high, same, format!("{} points", print_points(value, low, high)))
        }
        PairTally::Number(tally) => {
            let mean = Mean::with_confidence(&tally.moments, two.confidence)?;
            let half = 0.5 * (mean.high - mean.low);
            let sign = if mean.value > 0.0 { "+" } else { "" };
            let text = format!(
                "mean {sign}{} ± {}",
                print_number(mean.value, half),
                print_number(half, half / 10.0)
            );
            (mean.low, mean.high, mean.value == 0.0 && mean.sd == 0.0, text)
        }
    };
    if same {
        return Some((Verdict::Fails, "0: no trial differs".to_owned()));
    }
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
