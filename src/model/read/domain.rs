//! Whether a number can be what it is used as, as far as that can be seen before anything is drawn.

use crate::model::formula::Kind;
use crate::model::value::{Amount, AmountKind, Spread};
use crate::source::{Diagnostic, Span, code};

use super::amount::Use;
use super::reader::Reader;

impl Reader<'_, '_> {
    /// Reports a number that lies, or in some world may lie, outside of what its use allows.
    pub fn check_range(&mut self, amount: &Amount, usage: Use) {
        if let (AmountKind::Uncertain(Spread::Interval(_)), Use::Weight | Use::Factor) = (&amount.kind, usage) {
            let message = "an `interval` stands for a probability only";
            let help = "write `uniform`, `pert` or `lognormal`";
            self.error(code::BAD_DISTRIBUTION, message, amount.span, help);
            return;
        }
        if let AmountKind::Experts { views, .. } = &amount.kind {
            for (_, view) in views {
                self.check_range(view, usage);
            }
            return;
        }
        let Some((low, high)) = self.range_of(amount) else {
            return;
        };
        let (code, allowed, what) = match usage {
            Use::Assumption => return,
            Use::AssumptionPer | Use::Probability => (code::BAD_PROBABILITY, (0.0, 1.0), "a probability"),
            Use::Weight => (code::BAD_WEIGHT, (0.0, f64::INFINITY), "a weight"),
            Use::Factor => (code::BAD_WEIGHT, (0.0, f64::INFINITY), "a factor"),
        };
        if low >= allowed.0 && high <= allowed.1 {
            return;
        }
        let message = match low == high {
            true => format!("{what} of {low}"),
            false if low.is_infinite() => format!("{what} that can be anything"),
            false if high.is_infinite() => format!("{what} that can be anything above {low}"),
            false => format!("{what} that can lie anywhere from {low} to {high}"),
        };
        let help = match usage {
            Use::Weight | Use::Factor if low == high => "write a number from 0 upwards",
            Use::Weight | Use::Factor => {
                "write an uncertain value that stays above 0, such as `lognormal` or `uniform`"
            }
            _ if low == high && low > 1.0 && low <= 100.0 => {
                // As it is written, two places to the right: a division would leave the dust of binary fractions.
                let meant = format!("{low}e-2").parse::<f64>().unwrap_or(low / 100.0);
                let help = format!("a probability lies between 0 and 1: did you mean {meant}?");
                self.report_range(code, &message, amount, &help);
                return;
            }
            _ if low == high => "a probability lies between 0 and 1",
            _ => "a probability lies between 0 and 1 in every world: write `beta` or `interval`, or a narrower range",
        };
        self.report_range(code, &message, amount, help);
    }

    fn report_range(&mut self, code: crate::source::Code, message: &str, amount: &Amount, help: &str) {
        let mut found = Diagnostic::error(code, message).at(amount.span, "").help(help);
        if let Some(assumption) = self.assumption_of(amount) {
            found = found.also(assumption, "its value");
        }
        self.report(found);
    }

    /// The least and the greatest value of a number; also that of a formula which is a number or an assumption and nothing else.
    pub fn range_of(&self, amount: &Amount) -> Option<(f64, f64)> {
        let AmountKind::Formula(formula) = &amount.kind else {
            return amount.range();
        };
        match formula.term.kind {
            Kind::Number(x) => Some((x, x)),
            Kind::Assumption(id) => self.assumptions.get(id.at())?.value.range(),
            _ => None,
        }
    }

    fn assumption_of(&self, amount: &Amount) -> Option<Span> {
        match &amount.kind {
            AmountKind::Formula(formula) => match formula.term.kind {
                Kind::Assumption(id) => Some(self.assumptions.get(id.at())?.value.span),
                _ => None,
            },
            _ => None,
        }
    }
}
