//! Numbers as an analyst gives them: a point, a word, an uncertain value, the views of experts, a formula.

use crate::document::{Shape, Table, Text, Value};
use crate::model::element::ExpertId;
use crate::model::typing::Expected;
use crate::model::value::{Amount, AmountKind, Evidence};
use crate::scale::{Scale, scales_with, strength};
use crate::source::{Diagnostic, code, suggest};

use super::fields::{entry, first_of};
use super::reader::Reader;

/// What a number is for, and with that which forms it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An assumption's value, or an expert's view of one: any number, never a formula.
    Assumption,
    /// The same, over a period: a probability.
    AssumptionPer,
    /// A probability.
    Probability,
    /// A relative weight.
    Weight,
    /// A factor on the odds.
    Factor,
}

impl<'d> Reader<'d, '_> {
    /// Reads a number. What cannot be read is reported, and nothing comes back.
    pub fn amount(&mut self, value: &'d Value, usage: Use, what: &str) -> Option<Amount> {
        let amount = self.amount_unchecked(value, usage, what);
        match amount {
            Some(amount) => {
                self.check_range(&amount, usage);
                Some(amount)
            }
            None => {
                self.holes = true;
                None
            }
        }
    }

    fn amount_unchecked(&mut self, value: &'d Value, usage: Use, what: &str) -> Option<Amount> {
        let kind = match &value.shape {
            Shape::Integer(_) | Shape::Float(_) => AmountKind::Number(self.number_of(value, what)?),
            Shape::Text(text) => self.words_or_formula(text, value, usage, what)?,
            Shape::Table(table) => {
                if let Some(inner) = first_of(table, &["value", "weight"]) {
                    let amount = self.amount_unchecked(&inner.value, usage, what)?;
                    return Some(self.with_evidence(amount, table));
                }
                match entry(table, "experts") {
                    Some(experts) => self.experts_of(&experts.value, usage, what)?,
                    None => AmountKind::Uncertain(self.doubt(table, value.span)?),
                }
            }
            _ => {
                self.wrong_type(value, what, "a number, a word or an uncertain value");
                return None;
            }
        };
        Some(Amount {
            kind,
            span: value.span,
            evidence: Evidence::default(),
        })
    }

    fn with_evidence(&mut self, amount: Amount, table: &'d Table) -> Amount {
        Amount {
            evidence: self.evidence(table),
            ..amount
        }
    }

    /// A text: first looked up as a word, then read as a formula where one may stand.
    fn words_or_formula(&mut self, text: &'d Text, value: &'d Value, usage: Use, what: &str) -> Option<AmountKind> {
        let words = text.text.trim();
        let scale = self.scale_at(value.span);
        if let Some((low, high)) = scale.range_of(words) {
            return self.word_of_scale(words, (low, high), value, usage);
        }
        if let Some(found) = strength(words) {
            if usage == Use::Factor {
                return Some(AmountKind::Strength {
                    words: words.to_owned(),
                    low: found.low,
                    high: found.high,
                });
            }
            let message = format!("`{words}` is a strength, which stands in factors only");
            let help = "write a number or a word of probability here, or move it into a factor";
            self.error(code::STRENGTH_OUTSIDE, message, value.span, help);
            return None;
        }
        if self.is_word_elsewhere(words, scale, value, usage) {
            return None;
        }
        match usage {
            Use::Assumption | Use::AssumptionPer => {
                let message = format!(
                    "`{what}` is `{}`, which is neither a number nor a word of the scale",
                    words.escape_debug()
                );
                let help = match suggest(words, scale.words()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "an assumption is a number, a word of the scale or an uncertain value, never a formula: write the formula where the assumption is used".to_owned(),
                };
                self.error(code::ASSUMPTION_FORMULA, message, value.span, help);
                None
            }
            Use::Probability | Use::Weight | Use::Factor => {
                self.try_formula(value, what, Expected::Number).map(AmountKind::Formula)
            }
        }
    }

    fn word_of_scale(
        &mut self,
        word: &str,
        (low, high): (f64, f64),
        value: &'d Value,
        usage: Use,
    ) -> Option<AmountKind> {
        let help = match usage {
            Use::Factor => "write a strength, such as `clearly more`, or a number",
            Use::Weight => "let one branch take the `\"rest\"`: then the others are probabilities; or write a number",
            Use::Assumption | Use::AssumptionPer | Use::Probability => {
                return Some(AmountKind::Word {
                    word: word.to_owned(),
                    low,
                    high,
                });
            }
        };
        let place = if usage == Use::Factor {
            "a factor"
        } else {
            "a relative weight"
        };
        let message = format!("`{word}` stands for a probability, and this is {place}");
        let code = if usage == Use::Factor {
            code::WORD_IN_FACTOR
        } else {
            code::UNKNOWN_WORD
        };
        self.error(code, message, value.span, help);
        None
    }

    /// Reports a text that can only have been meant as a word: one of another scale, or several words without an operator.
    fn is_word_elsewhere(&mut self, words: &str, scale: Scale, value: &Value, usage: Use) -> bool {
        let others = scales_with(words);
        let several = words.contains(' ') && words.split(' ').all(is_plain_word);
        if others.is_empty() && !several {
            return false;
        }
        let shown = words.escape_debug();
        let message = match others.first() {
            Some(other) => format!(
                "`{shown}` is a word of the scale `{}`, and this file's words are read on `{}`",
                other.id(),
                scale.id()
            ),
            None if usage == Use::Factor => format!("`{shown}` is no strength"),
            None => format!("`{shown}` is no word of the scale `{}`", scale.id()),
        };
        let mut found = Diagnostic::error(code::UNKNOWN_WORD, message).at(value.span, "");
        let known: Vec<&str> = match usage {
            Use::Factor => crate::scale::STRENGTHS.iter().map(|entry| entry.words).collect(),
            _ => scale.words().collect(),
        };
        if let Some(near) = suggest(words, known.iter().copied()) {
            found = found.help(format!("did you mean `{near}`?"));
        }
        self.report(found.help(format!("the words here are: {}", known.join(", "))));
        true
    }

    /// The views of experts on the register.
    fn experts_of(&mut self, value: &'d Value, usage: Use, what: &str) -> Option<AmountKind> {
        let table = self.table_of(value, "experts")?;
        let mut views = Vec::new();
        for entry in &table.entries {
            let id = self.find(
                |ids| &ids.experts,
                "expert",
                &entry.key,
                entry.key_span,
                code::BAD_EXPERTS,
            );
            let what = format!("the view of `{}` on {what}", entry.key);
            let amount = self.amount_unchecked(&entry.value, usage, &what);
            if let Some(Amount { kind, span, .. }) = &amount {
                let problem = match kind {
                    AmountKind::Experts { .. } => "experts do not cite experts",
                    AmountKind::Formula(_) => {
                        "an expert's view is a number, a word or an uncertain value, never a formula"
                    }
                    _ => "",
                };
                if !problem.is_empty() {
                    self.error(
                        code::BAD_EXPERTS,
                        problem,
                        *span,
                        "write a number, a word or an uncertain value",
                    );
                    continue;
                }
            }
            views.extend(id.map(ExpertId).zip(amount));
        }
        if table.entries.is_empty() {
            self.error(
                code::BAD_EXPERTS,
                "no expert says anything here",
                value.span,
                "name at least one expert with a value",
            );
        }
        (!views.is_empty() && views.len() == table.entries.len()).then_some(AmountKind::Experts { views, pool: None })
    }
}

/// Letters only, and no operator of formulas.
fn is_plain_word(word: &str) -> bool {
    let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
    letters && !["and", "or", "not", "in"].contains(&word)
}
