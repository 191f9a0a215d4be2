//! Whether a set of weights can be drawn as a whole: sums, zeros, and what `per` converts.

use crate::model::formula::{Kind, Term};
use crate::model::spread::per_step;
use crate::model::value::{Amount, AmountKind, Reading, Weight, WeightSet};
use crate::source::{Diagnostic, Span, code};

use super::reader::Reader;
use super::weights::Setting;

/// How far a sum of probabilities may exceed 1 and still count as 1.
const SLACK: f64 = 1e-9;

impl Reader<'_, '_> {
    /// The set, after a look at it as a whole.
    pub fn finish(
        &mut self,
        weights: Vec<Option<Weight>>,
        reading: Reading,
        span: Span,
        setting: Setting,
    ) -> WeightSet {
        self.check_per(&weights, reading, span, setting);
        match reading {
            Reading::Relative => self.check_relative(&weights, span, setting),
            Reading::Rest | Reading::Same => self.check_sum(&amounts(&weights), span, setting),
        }
        WeightSet { weights, reading, span }
    }

    /// Probabilities that stand beside each other must not exceed 1, each converted by itself.
    pub fn check_sum(&mut self, amounts: &[&Amount], span: Span, setting: Setting) {
        let unit = self.calendar.map(|calendar| calendar.unit());
        let converted = |amount: &Amount, p: f64| match (&amount.kind, setting.per, unit) {
            (AmountKind::Formula(_), _, _) | (_, None, _) | (_, _, None) => p,
            (_, Some(period), Some(unit)) => per_step(p, unit, period),
        };
        let (mut least, mut most, mut known) = (0.0, 0.0, true);
        for amount in amounts {
            let Some((low, high)) = self.range_of(amount) else {
                known = false;
                continue;
            };
            if !(0.0..=1.0).contains(&low) || !(0.0..=1.0).contains(&high) || self.reads_per(amount) {
                // The first was reported; the second is a yearly figure that each step converts.
                return;
            }
            least += converted(amount, low);
            most += converted(amount, high);
        }
        if most <= 1.0 + SLACK {
            return;
        }
        let message = match least == most && known {
            true => format!("the probabilities of {} sum to {}", setting.called, rounded(most)),
            false if least > 1.0 + SLACK => format!(
                "the probabilities of {} sum to {} at least",
                setting.called,
                rounded(least)
            ),
            false => format!("the probabilities of {} can sum to {}", setting.called, rounded(most)),
        };
        let help = "lower them until they leave something: what is left of 1 belongs to the rest";
        self.error(code::SUM_ABOVE_ONE, message, span, help);
    }

    fn reads_per(&self, amount: &Amount) -> bool {
        match &amount.kind {
            AmountKind::Formula(formula) => self.reads_assumption_with_per(&formula.term),
            _ => false,
        }
    }

    fn reads_assumption_with_per(&self, term: &Term) -> bool {
        if let Kind::Assumption(id) = term.kind {
            return self
                .assumptions
                .get(id.at())
                .is_some_and(|assumption| assumption.per.is_some());
        }
        term.operands()
            .into_iter()
            .any(|operand| self.reads_assumption_with_per(operand))
    }

    fn check_relative(&mut self, weights: &[Option<Weight>], span: Span, setting: Setting) {
        let given = amounts(weights);
        if given.len() < weights.iter().flatten().count() || (given.is_empty() && self.holes) {
            return;
        }
        let zero = |amount: &&Amount| self.range_of(amount) == Some((0.0, 0.0));
        if given.iter().all(zero) {
            let message = format!("all weights of {} are 0", setting.called);
            self.error(
                code::NO_WEIGHT,
                message,
                span,
                "give at least one branch a weight above 0",
            );
            return;
        }
        let points: Option<Vec<f64>> = given.iter().map(|amount| number(amount)).collect();
        let Some(sum) = points.map(|points| points.iter().sum::<f64>()) else {
            return;
        };
        for whole in [1.0, 100.0] {
            let off = (sum / whole - 1.0).abs();
            if off > SLACK && off <= 0.05 {
                let message = format!(
                    "the weights of {} sum to {}, which is nearly {whole}",
                    setting.called,
                    rounded(sum)
                );
                let help = format!(
                    "weights are relative, and are divided by their sum: make them sum to {whole}, or let one branch take the `\"rest\"`"
                );
                self.report(Diagnostic::warning(code::NEARLY_WHOLE, message).at(span, "").help(help));
            }
        }
    }

    /// `per` converts probabilities, so that every set has to hold some; a formula has to be converted by what it reads.
    pub fn check_per(&mut self, weights: &[Option<Weight>], reading: Reading, span: Span, setting: Setting) {
        if setting.per.is_none() {
            return;
        }
        if reading == Reading::Relative {
            if !setting.relative_allowed {
                let message = format!(
                    "`per` converts probabilities, and {} has relative weights",
                    setting.called
                );
                let help = "let one branch take the `\"rest\"`, so that the others are probabilities";
                self.error(code::PER_PLACE, message, span, help);
            }
            return;
        }
        for amount in amounts(weights) {
            self.check_per_formula(amount);
        }
    }

    /// Under a variable's `per` a formula has to read an assumption with a `per` of its own.
    pub fn check_per_formula(&mut self, amount: &Amount) {
        if let AmountKind::Formula(formula) = &amount.kind
            && !self.reads_assumption_with_per(&formula.term)
        {
            let message = "`per` does not convert a formula, and this one reads no assumption with a `per`";
            let help = "name the number under `[assumptions]` with its own `per`, or write it here as a number";
            self.error(code::PER_FORMULA, message, formula.span, help);
        }
    }
}

/// Weights that are numbers of some kind.
fn amounts(weights: &[Option<Weight>]) -> Vec<&Amount> {
    let given = weights.iter().flatten();
    given
        .filter_map(|weight| match weight {
            Weight::Amount(amount) => Some(amount),
            Weight::Rest(_) | Weight::Dirichlet(_) => None,
        })
        .collect()
}

fn number(amount: &Amount) -> Option<f64> {
    match amount.kind {
        AmountKind::Number(x) => Some(x),
        _ => None,
    }
}

/// A sum as it is shown: without the last digits, which are rounding.
fn rounded(sum: f64) -> f64 {
    let shown = format!("{sum:.9}");
    shown.parse().unwrap_or(sum)
}
