//! Questions of which only the answers count that are read, as a sweep needs them.

use crate::engine::outcome::QuestionTally;
use crate::plan::{Asked, ExprId};

use super::batch::Batch;
use super::counting::{Counter, choose};

impl Counter {
    /// Counts the answers to a question that is read now, and nothing else of it.
    pub(super) fn read(&mut self, batch: &mut Batch, i: usize, tally: &mut QuestionTally) {
        let asked = &batch.program.plan.questions[i].asked;
        batch.ask(asked);
        match (asked, tally) {
            (Asked::Number { number, thresholds }, QuestionTally::Number { value, exceeds, .. }) => {
                if batch.fault.is_none() {
                    let column = batch.values.number(*number);
                    self.numbers(batch, column, value);
                    self.exceeding(batch, column, thresholds, exceeds);
                }
            }
            (_, QuestionTally::Yes { yes, .. }) => {
                let mut counts = [0; 2];
                self.chosen(batch, i, &mut counts);
                *yes += counts[1];
            }
            (_, QuestionTally::Cases { answers, .. }) => self.chosen(batch, i, answers),
            (_, QuestionTally::Number { .. }) => unreachable!("a question's tally is of its own kind"),
        }
    }

    /// Counts which answers were chosen, and keeps them.
    fn chosen(&mut self, batch: &mut Batch, i: usize, counts: &mut [u64]) {
        choose(batch, &batch.program.plan.questions[i].asked, &mut self.codes);
        self.states(batch, &self.codes, counts);
        self.answers[i].codes.clone_from(&self.codes);
    }

    /// Asks a question that is not counted now, where that could end the run.
    pub(super) fn look_for_faults(&mut self, batch: &mut Batch, asked: &Asked) {
        let program = batch.program;
        let is_nan = |id: &ExprId| program.nan[id.0 as usize];
        match asked {
            Asked::Yes(condition) if is_nan(condition) => batch.ask(asked),
            Asked::Cases(conditions) if conditions.iter().any(is_nan) => {
                batch.ask(asked);
                choose(batch, asked, &mut self.codes);
            }
            Asked::Number { number, .. } if !program.finite[number.0 as usize] => batch.ask(asked),
            _ => {}
        }
    }

    /// Counts how often numbers exceed thresholds.
    pub(super) fn exceeding(&mut self, batch: &Batch, column: &[f64], thresholds: &[f64], exceeds: &mut [u64]) {
        for (count, threshold) in exceeds.iter_mut().zip(thresholds) {
            self.codes.clear();
            self.codes.extend(column.iter().map(|x| u8::from(x > threshold)));
            let mut counts = [0; 2];
            self.states(batch, &self.codes, &mut counts);
            *count += counts[1];
        }
    }
}
