//! Seeing and doing: what trials show in which something came about by itself, beside what follows where it is made so.

use crate::engine::{QuestionTally, Tallies};
use crate::model::read::parse_given;
use crate::model::{ForcedValue, Model};
use crate::plan::{Plan, lower};
use crate::record::comparison::{SeenAndDone, SeenAnswer};
use crate::record::{Answer, Ordered, QuestionResult, RunRecord, Share};
use crate::scale::Scale;
use crate::source::{Diagnostics, Sources};
use crate::stats::{FEWEST_TRIALS, Proportion, print_probability};
use crate::study::prepare::Prepared;

/// What the other side forces, as a condition on the first.
pub struct Condition {
    given: String,
    forced: String,
    words: Scale,
    /// The first side's plan, with the trials kept in which it held.
    pub plan: Plan,
}

/// What the first side's trials show under the condition.
pub struct Seen {
    given: String,
    forced: String,
    words: Scale,
    tallies: Tallies,
}

/// The condition that says of the first side what the other makes so; none where that is not one draw, forced throughout, and nothing else.
pub fn condition(first: &Prepared, other: &Prepared) -> Option<Condition> {
    let is_plain = |side: &Prepared| side.changes.given.is_empty();
    let own = |side: &Prepared| side.changes.force.len();
    let asked = &other.asked;
    if own(first) > 0 || own(other) != 1 || !is_plain(first) || !is_plain(other) || asked.believe != first.asked.believe
    {
        return None;
    }
    let same_values = asked.set.iter().eq(first.asked.set.iter());
    let forced = other.changes.force.first()?;
    if !same_values || forced.from.is_some() || forced.until.is_some() {
        return None;
    }
    let ForcedValue::Branch(id, place) = forced.what else {
        return None;
    };
    let variable = other.model.variables.get(id.at())?;
    let branch = variable.branches.get(usize::from(place))?;
    let name = &variable.name.id;
    let given = match (variable.is_truth, branch.id.as_str(), &other.model.calendar) {
        (true, "yes", Some(_)) => format!("ever({name})"),
        (true, "yes", None) => name.clone(),
        (true, _, Some(_)) => format!("not ever({name})"),
        (true, _, None) => format!("not {name}"),
        _ => format!("{name} == {}", branch.id),
    };
    let plan = plan(&first.model, &given)?;
    Some(Condition {
        given,
        forced: format!("{name} = {}", branch.id),
        words: first.model.words,
        plan,
    })
}

/// The first side's plan where the condition keeps trials; none where the scenario has no such variable.
fn plan(model: &Model, given: &str) -> Option<Plan> {
    let mut findings = Diagnostics::default();
    let parsed = parse_given(given, model, &mut Sources::default(), &mut findings)?;
    let mut changes = crate::plan::Changes::default();
    changes.given.push(parsed);
    lower(model, &changes).ok().filter(|_| !findings.has_errors())
}

impl Condition {
    /// With what was counted of its plan.
    pub fn seen(self, tallies: Tallies) -> Seen {
        Seen {
            given: self.given,
            forced: self.forced,
            words: self.words,
            tallies,
        }
    }
}

impl Seen {
    /// Beside the same answers of the first side, and of the one that forces.
    pub fn beside(&self, first: &RunRecord, done: &RunRecord) -> SeenAndDone {
        let (kept, confidence) = (self.tallies.kept, first.found.confidence);
        let mut answers = Ordered::default();
        for ((id, question), tally) in first.questions.iter().zip(&self.tallies.questions) {
            let Some(other) = done.questions.get(id) else { continue };
            match (&question.result, &other.result, tally) {
                (
                    QuestionResult::Yes { answers: a, .. },
                    QuestionResult::Yes { answers: b, .. },
                    QuestionTally::Yes { yes, .. },
                ) => {
                    if let (Some(all), Some(done)) = (a.get("yes"), b.get("yes")) {
                        answers.push(id, self.answer(&question.title, all, *yes, done, confidence));
                    }
                }
                (
                    QuestionResult::Cases { answers: a, .. },
                    QuestionResult::Cases { answers: b, .. },
                    QuestionTally::Cases { answers: counts, .. },
                ) => {
                    for ((answer_id, all), k) in a.iter().zip(counts) {
                        if let Some(done) = b.get(answer_id) {
                            let title = format!("{}: {}", question.title, all.title);
                            answers.push(
                                format!("{id}.{answer_id}"),
                                self.answer(&title, all, *k, done, confidence),
                            );
                        }
                    }
                }
                _ => {}
            }
        }
        SeenAndDone {
            given: self.given.clone(),
            forced: self.forced.clone(),
            kept: [kept, self.tallies.run],
            answers,
        }
    }

    /// Clearly apart: by two points or more, and further than both intervals reach; or by a factor of two where one is rare.
    fn answer(&self, title: &str, all: &Answer, k: u64, done: &Answer, confidence: f64) -> SeenAnswer {
        let n = self.tallies.kept;
        const POINTS: f64 = 0.02;
        let found = Proportion::with_confidence(k, n, confidence);
        let printed = print_probability(&found);
        let word = printed.value.map(|value| self.words.word_for(value).compact());
        let seen = Share {
            p: found.p,
            low: found.low,
            high: found.high,
            k,
            n,
            printed: printed.text,
            word: word.unwrap_or_else(|| "unknown".to_owned()),
            aside: printed.aside,
        };
        let done = done.share.clone();
        let off = seen.low > done.high || seen.high < done.low;
        let (small, large) = (seen.p.min(done.p), seen.p.max(done.p));
        let much = large - small >= POINTS || (small < 0.01 && large >= 2.0 * small);
        SeenAnswer {
            title: title.to_owned(),
            all: all.share.p,
            differ: n >= FEWEST_TRIALS && off && much,
            seen,
            done,
        }
    }
}
