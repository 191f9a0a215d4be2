//! A glance at a first part of the trials: where variables stood when a question was read. What tells most about an answer is chosen by it.

use crate::draw::{GROUP, Key, best};
use crate::engine::joint::looked_at;
use crate::engine::request::{Interruption, Request};
use crate::plan::Plan;
use crate::plan::joint::Among;

use super::batch::Batch;
use super::counting::{choose, kept};
use super::program::Program;

/// States and answers, trial by trial, of the trials kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// For each variable its state codes.
    pub states: Vec<Vec<u8>>,
    /// The places of the answers (yes is 1).
    pub answers: Vec<u8>,
    /// For each answer that is looked at, in the trials that have it: the first step at whose end it stood (0 without time).
    pub came: Vec<Vec<u32>>,
}

/// Runs the trials of a request on one core, and keeps what was asked for in memory.
///
/// # Errors
/// As [`super::run()`].
pub fn glance(plan: &Plan, request: &Request, asked: &[Among]) -> Result<Vec<Glance>, Interruption> {
    let program = Program::new(plan)?;
    let key = Key::new(request.seed);
    let lanes = request.batch.max(GROUP).next_multiple_of(GROUP) as u64;
    let mut batch = Batch::new(&program, &key, best(), lanes as usize);
    let blank = |of: &Among| Glance {
        states: vec![Vec::new(); of.variables.len()],
        answers: Vec::new(),
        came: vec![Vec::new(); looked_at(&plan.questions[of.question].asked).len()],
    };
    let mut glances: Vec<Glance> = asked.iter().map(blank).collect();
    let last = asked.iter().map(|of| plan.questions[of.question].by).max().unwrap_or(0);
    let end = request.first + request.trials;
    let mut first = request.first / lanes * lanes;
    let mut codes = Vec::new();
    let mut firsts: Vec<Vec<Vec<u32>>> = glances
        .iter()
        .map(|glance| vec![Vec::new(); glance.came.len()])
        .collect();
    while first < end {
        let skip = request.first.saturating_sub(first) as usize;
        let here = (end - first).min(lanes) as usize;
        let mask = kept(&mut batch, first, skip, here);
        let fault = batch.fault.take();
        batch.begin(first, skip, here);
        for first in firsts.iter_mut().flatten() {
            first.clear();
            first.resize(here, u32::MAX);
        }
        for step in 0..=last {
            if step > 0 {
                batch.advance();
            }
            for ((of, glance), firsts) in asked.iter().zip(&mut glances).zip(&mut firsts) {
                let question = &plan.questions[of.question];
                // What stood before step 1 is no step.
                if step > question.by || (step == 0 && plan.steps > 0 && question.by > 0) {
                    continue;
                }
                batch.ask(&question.asked);
                choose(&mut batch, &question.asked, &mut codes);
                for (answer, firsts) in looked_at(&question.asked).zip(firsts.iter_mut()) {
                    for (first, code) in firsts.iter_mut().zip(&codes) {
                        *first = if usize::from(*code) == answer {
                            step.min(*first)
                        } else {
                            *first
                        };
                    }
                }
                if question.by != step {
                    continue;
                }
                for ((answer, firsts), came) in looked_at(&question.asked).zip(firsts.iter()).zip(&mut glance.came) {
                    let lanes = (skip..here).filter(|lane| mask.as_ref().is_none_or(|mask| mask[*lane] == 1));
                    let with = lanes.filter(|lane| usize::from(codes[*lane]) == answer);
                    came.extend(with.map(|lane| firsts[lane]));
                }
                let keep = |column: &[u8], to: &mut Vec<u8>| match &mask {
                    None => to.extend_from_slice(&column[skip..here]),
                    Some(mask) => {
                        let lanes = column.iter().zip(mask).filter(|(_, kept)| **kept == 1);
                        to.extend(lanes.map(|(code, _)| *code));
                    }
                };
                keep(&codes, &mut glance.answers);
                for (id, to) in of.variables.iter().zip(&mut glance.states) {
                    keep(&batch.states[id.at()].at(step, 0)[..here], to);
                }
            }
        }
        if let Some(lane) = [fault, batch.fault.take()].into_iter().flatten().min() {
            let trial = first + lane as u64;
            return Err(Interruption::Fault(Box::new(super::run::told(
                &[&program],
                &key,
                trial,
            ))));
        }
        first += lanes;
    }
    Ok(glances)
}
