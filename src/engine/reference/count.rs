//! Tallies of the reference interpreter: trial by trial, straight from the histories.

use crate::draw::Key;
use crate::engine::outcome::{PairTally, Pairs, QuantityTally, QuestionTally, Tallies, VariableTally};
use crate::engine::request::Fault;
use crate::engine::sampler::Samplers;
use crate::plan::evaluate::{number, truth};
use crate::plan::{Asked, Plan, Question};

use super::together;
use super::trial::{Moment, Snapshot, Trial, run_trial};

/// Counts a range of trials.
///
/// # Errors
/// The fault of the lowest trial that meets one.
pub fn count(plan: &Plan, seed: u64, trials: std::ops::Range<u64>) -> Result<Tallies, Fault> {
    let (key, samplers) = (Key::new(seed), Samplers::new(plan));
    let mut tallies = Tallies::empty(plan);
    for trial in trials {
        let trial = run_trial(plan, &samplers, &key, trial, &mut ())?;
        tallies.run += 1;
        together::add(plan, &mut tallies.joint, &trial);
        if keeps(plan, &trial) {
            add(plan, &mut tallies, &trial);
        }
    }
    Ok(tallies)
}

/// Counts the answers of two plans jointly over a range of trials.
///
/// # Errors
/// The fault of the lowest trial that meets one, in the first plan before the second.
pub fn count_pairs(first: &Plan, second: &Plan, seed: u64, trials: std::ops::Range<u64>) -> Result<Pairs, Fault> {
    let key = Key::new(seed);
    let samplers = (Samplers::new(first), Samplers::new(second));
    let mut pairs = Pairs::empty(first, second);
    for trial in trials {
        let a = run_trial(first, &samplers.0, &key, trial, &mut ())?;
        let b = run_trial(second, &samplers.1, &key, trial, &mut ())?;
        if !keeps(first, &a) || !keeps(second, &b) {
            continue;
        }
        pairs.kept += 1;
        for (id, tally) in &mut pairs.questions {
            let found = |plan: &Plan| plan.questions.iter().position(|q| q.id == *id);
            let (Some(i), Some(j)) = (found(first), found(second)) else {
                continue;
            };
            let (p, q) = (&first.questions[i], &second.questions[j]);
            match (
                tally,
                answer(first, p, &a.history, p.by),
                answer(second, q, &b.history, q.by),
            ) {
                (PairTally::Answers(counts), Answer::Choice(x), Answer::Choice(y)) => counts[x][y] += 1,
                (PairTally::Number(tally), Answer::Number(x), Answer::Number(y)) => tally.add(y - x),
                _ => {}
            }
        }
    }
    Ok(pairs)
}

/// A question's answer at the end of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The place of the answer; for a yes question 1 is yes.
    Choice(usize),
    /// A number.
    Number(f64),
}

/// What a question's answer was at the end of `step`. The trial has run, so nothing in it can be NaN.
pub fn answer(plan: &Plan, question: &Question, history: &[Snapshot], step: u32) -> Answer {
    let at = Moment { history, step };
    match &question.asked {
        Asked::Yes(condition) => Answer::Choice(usize::from(truth(plan, *condition, &at) == Ok(true))),
        Asked::Cases(conditions) => {
            let holds = conditions.iter().position(|c| truth(plan, *c, &at) == Ok(true));
            Answer::Choice(holds.unwrap_or(conditions.len()))
        }
        Asked::Number { number: asked, .. } => Answer::Number(number(plan, *asked, &at).unwrap_or(f64::NAN)),
    }
}

/// Whether all that is given held in a trial.
pub fn keeps(plan: &Plan, trial: &Trial) -> bool {
    plan.given.iter().all(|given| {
        let at = Moment {
            history: &trial.history,
            step: given.step,
        };
        truth(plan, given.condition, &at) == Ok(true)
    })
}

fn add(plan: &Plan, tallies: &mut Tallies, trial: &Trial) {
    tallies.kept += 1;
    tallies.forced += u64::from(trial.history.iter().any(|snapshot| snapshot.replaced));
    for (i, VariableTally { initial, by_step }) in tallies.variables.iter_mut().enumerate() {
        initial[usize::from(trial.history[0].states[i])] += 1;
        for (counts, snapshot) in by_step.iter_mut().zip(&trial.history[1..]) {
            counts[usize::from(snapshot.states[i])] += 1;
        }
    }
    for (i, QuantityTally { initial, by_step }) in tallies.quantities.iter_mut().enumerate() {
        if let Some(initial) = initial {
            initial.add(trial.history[0].numbers[i]);
        }
        for (tally, snapshot) in by_step.iter_mut().zip(&trial.history[1..]) {
            tally.add(snapshot.numbers[i]);
        }
    }
    for (question, tally) in plan.questions.iter().zip(&mut tallies.questions) {
        let at = |step| answer(plan, question, &trial.history, step);
        let choice = |step| if let Answer::Choice(place) = at(step) { place } else { 0 };
        let value = |step| {
            if let Answer::Number(value) = at(step) {
                value
            } else {
                f64::NAN
            }
        };
        match tally {
            QuestionTally::Yes {
                yes,
                initial,
                by_step,
                first,
            } => {
                *yes += choice(question.by) as u64;
                if let Some(initial) = initial {
                    *initial += choice(0) as u64;
                }
                let mut before = false;
                for step in 1..=plan.steps {
                    let held = choice(step) == 1;
                    by_step[step as usize - 1] += u64::from(held);
                    first[step as usize - 1] += u64::from(held && !before);
                    before |= held;
                }
            }
            QuestionTally::Cases {
                answers,
                initial,
                by_step,
            } => {
                answers[choice(question.by)] += 1;
                if let Some(initial) = initial {
                    initial[choice(0)] += 1;
                }
                for step in 1..=plan.steps {
                    by_step[step as usize - 1][choice(step)] += 1;
                }
            }
            QuestionTally::Number {
                value: tally,
                exceeds,
                initial,
                by_step,
            } => {
                let read = value(question.by);
                tally.add(read);
                if let Asked::Number { thresholds, .. } = &question.asked {
                    for (count, threshold) in exceeds.iter_mut().zip(thresholds) {
                        *count += u64::from(read > *threshold);
                    }
                }
                if let Some(initial) = initial {
                    initial.add(value(0));
                }
                for step in 1..=plan.steps {
                    by_step[step as usize - 1].add(value(step));
                }
            }
        }
    }
}
