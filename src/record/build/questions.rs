//! The answers of a record.

use crate::engine::QuestionTally;
use crate::model;
use crate::record::ordered::Ordered;
use crate::record::shape::{Answer, Estimate, FirstTime, Question, QuestionResult};
use crate::stats::{estimate_quantiles_at, print_number};
use crate::tally::Histogram;

use super::numbers::{exceeds, number_result};
use super::shares::Counting;
use super::variables::slots;
use super::{Ran, place};

/// All questions, in the order of the file.
pub fn questions(ran: &Ran, counting: &Counting) -> Ordered<Question> {
    let mut list = Ordered::default();
    let tallies = ran.tallies.questions.iter().zip(&ran.plan.questions);
    for (question, (tally, planned)) in ran.model.questions.iter().zip(tallies) {
        let shown = Question {
            result: result(question, planned.by, tally, counting),
            title: question.name.title_or_id(),
            group: question.group.clone(),
            headline: question.headline,
            by: question.by.map(|day| day.to_string()),
            step: planned.by,
            at: place(ran.document, question.name.span),
        };
        list.push(question.name.id.clone(), shown);
    }
    list
}

fn result(question: &model::Question, by: u32, tally: &QuestionTally, counting: &Counting) -> QuestionResult {
    match (tally, &question.asked) {
        (
            QuestionTally::Yes {
                yes,
                initial,
                by_step,
                first,
            },
            _,
        ) => {
            let answer = |k, title: &str| Answer {
                share: counting.share(k),
                title: title.to_owned(),
                slot: None,
            };
            let intervals: Vec<(f64, f64)> = by_step.iter().map(|k| counting.interval(*k)).collect();
            QuestionResult::Yes {
                answers: Ordered(vec![
                    ("yes".to_owned(), answer(*yes, "Yes")),
                    ("no".to_owned(), answer(counting.kept - yes, "No")),
                ]),
                initial: initial.map(|k| counting.p(k)),
                by_step: by_step.iter().map(|k| counting.p(*k)).collect(),
                by_step_low: intervals.iter().map(|(low, _)| *low).collect(),
                by_step_high: intervals.iter().map(|(_, high)| *high).collect(),
                first_step: first_steps(first, counting),
                first: first_time(read_until(first, by), counting),
            }
        }
        (
            QuestionTally::Cases {
                answers,
                initial,
                by_step,
            },
            model::Asked::Cases { cases, otherwise },
        ) => {
            let list: Vec<&model::Answer> = cases
                .iter()
                .map(|case| &case.answer)
                .chain(std::iter::once(otherwise))
                .collect();
            let slots = slots(&list.iter().map(|answer| answer.colour).collect::<Vec<_>>());
            let over = |value: &dyn Fn(u64) -> f64| -> Ordered<Vec<f64>> {
                let of = |place: usize| {
                    by_step
                        .iter()
                        .map(|row| value(row.get(place).copied().unwrap_or(0)))
                        .collect()
                };
                list.iter()
                    .enumerate()
                    .map(|(place, answer)| (answer.id.clone(), of(place)))
                    .collect()
            };
            let shown = list.iter().zip(&slots).zip(answers).map(|((answer, slot), k)| {
                let share = counting.share(*k);
                (
                    answer.id.clone(),
                    Answer {
                        share,
                        title: answer.title_or_id(),
                        slot: Some(*slot),
                    },
                )
            });
            QuestionResult::Cases {
                answers: shown.collect(),
                initial: initial.as_ref().map(|counts| {
                    list.iter()
                        .zip(counts)
                        .map(|(answer, k)| (answer.id.clone(), counting.p(*k)))
                        .collect()
                }),
                by_step: over(&|k| counting.p(k)),
                by_step_low: over(&|k| counting.interval(k).0),
                by_step_high: over(&|k| counting.interval(k).1),
            }
        }
        (
            QuestionTally::Number {
                value,
                exceeds: counts,
                initial,
                by_step,
            },
            asked,
        ) => {
            let (thresholds, unit) = match asked {
                model::Asked::Number { thresholds, unit, .. } => (thresholds.as_slice(), unit.clone()),
                _ => (&[][..], None),
            };
            let mut found = number_result(value, initial.as_ref(), by_step, unit, counting.confidence);
            found.exceeds = exceeds(thresholds, counts, counting);
            QuestionResult::Number(found)
        }
        (QuestionTally::Cases { .. }, _) => {
            unreachable!("a plan's questions are of the same kinds as its model's")
        }
    }
}

fn first_steps(first: &[u64], counting: &Counting) -> Ordered<f64> {
    let mut list: Ordered<f64> = first
        .iter()
        .enumerate()
        .map(|(at, k)| ((at + 1).to_string(), counting.p(*k)))
        .collect();
    if !first.is_empty() {
        list.push("never", counting.p(counting.kept - first.iter().sum::<u64>()));
    }
    list
}

/// The steps up to the one at which the question is read: what comes later is not asked.
fn read_until(first: &[u64], by: u32) -> &[u64] {
    first.get(..by as usize).unwrap_or(first)
}

fn first_time(first: &[u64], counting: &Counting) -> Option<FirstTime> {
    let happened: u64 = first.iter().sum();
    if happened == 0 {
        return None;
    }
    let mut histogram = Histogram::new();
    for (at, count) in first.iter().enumerate() {
        histogram.add_many((at + 1) as f64, *count);
    }
    let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
    let found = estimate_quantiles_at(&histogram, &probabilities, counting.confidence);
    let shown = found.into_iter().flatten().map(|one| {
        let estimate = Estimate {
            value: one.value,
            low: one.low,
            high: one.high,
            printed: print_number(one.value, 1.0),
        };
        (one.probability.to_string(), estimate)
    });
    Some(FirstTime {
        happens: counting.share(happened),
        quantiles: shown.collect(),
    })
}
