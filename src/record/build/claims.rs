//! What the model implies beside what was said, claim by claim.

use crate::engine::QuestionTally;
use crate::model::{Asked, Expects, ExpectsOf, Question};
use crate::record::shape::{ExpectsShown, Share, Verdict};

use super::Ran;
use super::shares::Counting;

/// What a claim expects of a question of the scenario; none where the scenario lacks it.
pub fn expects(ran: &Ran, counting: &Counting, expects: &Expects) -> Option<ExpectsShown> {
    let id = expects.found?;
    let (question, tally) = (ran.model.questions.get(id.at())?, ran.tallies.questions.get(id.at())?);
    let model = count(ran, question, tally, expects).map(|k| counting.share(k));
    let mut shown = ExpectsShown {
        question: question.name.id.clone(),
        answer: expects.answer.clone(),
        probability: None,
        higher_in: None,
        lower_in: None,
        by: expects.by.map(|day| day.to_string()),
        said: expects.said.clone(),
        verdict: None,
        model: None,
    };
    match &expects.of {
        ExpectsOf::Probability { low, high, .. } => {
            shown.probability = Some([*low, *high]);
            shown.verdict = model.as_ref().map(|share| verdict(share, *low, *high));
        }
        ExpectsOf::HigherIn(alternative) => shown.higher_in = Some(alternative.clone()),
        ExpectsOf::LowerIn(alternative) => shown.lower_in = Some(alternative.clone()),
    }
    shown.model = model;
    Some(shown)
}

/// How an interval lies to the range that was said. A range that is a point agrees with an interval that holds it.
pub fn verdict(share: &Share, low: f64, high: f64) -> Verdict {
    if share.low > high {
        Verdict::Higher
    } else if share.high < low {
        Verdict::Lower
    } else if (low <= share.low && share.high <= high) || low == high {
        Verdict::Agrees
    } else {
        Verdict::TooCloseToCall
    }
}

/// In how many trials the answer was given when the claim asks for it.
fn count(ran: &Ran, question: &Question, tally: &QuestionTally, expects: &Expects) -> Option<u64> {
    let step = match (expects.by, &ran.model.calendar) {
        (Some(day), Some(calendar)) => Some(calendar.step_containing(day)? as usize - 1),
        _ => None,
    };
    match tally {
        QuestionTally::Yes { yes, by_step, .. } => {
            let yes = step.map_or(Some(yes), |step| by_step.get(step))?;
            match expects.answer.as_str() {
                "yes" => Some(*yes),
                "no" => Some(ran.tallies.kept - yes),
                _ => None,
            }
        }
        QuestionTally::Cases { answers, by_step, .. } => {
            let counts = step.map_or(Some(answers), |step| by_step.get(step))?;
            let Asked::Cases { cases, otherwise } = &question.asked else {
                return None;
            };
            let ids = cases.iter().map(|case| &case.answer).chain(std::iter::once(otherwise));
            let place = ids.into_iter().position(|answer| answer.id == expects.answer)?;
            counts.get(place).copied()
        }
        QuestionTally::Number { .. } => None,
    }
}
