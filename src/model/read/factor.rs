//! Factors: what multiplies which weights.

use crate::document::{Table, Value};
use crate::model::element::{Factor, Target};
use crate::model::limits;
use crate::model::typing::Expected;
use crate::model::value::Amount;
use crate::source::{Span, code};

use super::amount::Use;
use super::branches::Sketch;
use super::fields::{entry, first_of};
use super::reader::Reader;
use super::rule::{no_address, said};
use super::weights::Setting;

impl<'d> Reader<'d, '_> {
    /// `[[….factor]]`
    pub fn factors(&mut self, sketch: &Sketch<'d>, setting: Setting) -> Vec<Factor> {
        let list = self.tables(sketch.element.table, "factor");
        if let Some((_, span)) = list.get(limits::FACTORS) {
            self.too_many(
                list.len(),
                limits::FACTORS,
                &format!("factors of {}", setting.called),
                *span,
            );
            return Vec::new();
        }
        let mut factors = Vec::new();
        for (at, (table, span)) in list.into_iter().enumerate() {
            let (id, name) = self.part(table, span, "factor", at);
            let called = format!("{} of {}", said("factor", &id, at), sketch.called());
            let help = no_address("factor");
            let setting = Setting {
                called: &called,
                no_doubt: id.is_none().then_some(help.as_str()),
                ..setting
            };
            let condition = table.get("if").map(|value| self.formula(value, "if", Expected::Truth));
            let by = self.multiplied(table, span, sketch, setting);
            factors.push(Factor {
                id,
                name,
                condition,
                by,
            });
        }
        factors
    }

    fn multiplied(
        &mut self,
        table: &'d Table,
        span: Span,
        sketch: &Sketch<'d>,
        setting: Setting,
    ) -> Vec<(Target, Amount)> {
        let odds = entry(table, "odds");
        let weights = first_of(table, &["outcomes", "options"]);
        let mut by = Vec::new();
        if let Some(odds) = odds {
            match sketch.branch("yes").filter(|_| sketch.is_truth) {
                Some(yes) => by.extend(self.factor_amount(&odds.value, "odds", Target::Branch(yes), setting)),
                None => self.not_yes_no(odds, sketch),
            }
        }
        if let (Some(odds), Some(weights)) = (odds, weights) {
            self.conflict(odds, weights, "a factor says the one or the other: keep one of the two");
            return by;
        }
        if let Some(weights) = weights {
            if sketch.is_ladder() {
                let message = format!("a factor acts on the moves of {}, not on its levels", sketch.called());
                self.error(
                    code::BAD_FACTOR,
                    message,
                    weights.key_span,
                    "write `up = …` or `down = …`",
                );
            } else if let Some(list) = self.table_of(&weights.value, &weights.key) {
                for entry in &list.entries {
                    let target = self.branch_of(&entry.key, entry.key_span, &setting).map(Target::Branch);
                    let what = format!("the factor on `{}`", entry.key);
                    if let Some(target) = target {
                        by.extend(self.factor_amount(&entry.value, &what, target, setting));
                    }
                }
            }
        }
        for (key, target) in [("up", Target::Up), ("down", Target::Down)] {
            let Some(found) = entry(table, key) else {
                continue;
            };
            if sketch.is_ladder() {
                by.extend(self.factor_amount(&found.value, key, target, setting));
            } else {
                let message = format!("`{key}` moves between levels, and {} has none", sketch.called());
                let help = match sketch.is_truth {
                    true => "write `odds = …`".to_owned(),
                    false => format!("name the branches: `{} = {{ … }}`", sketch.list_key()),
                };
                self.error(code::BAD_FACTOR, message, found.key_span, help);
            }
        }
        let says_nothing = odds.or(weights).or(first_of(table, &["up", "down"])).is_none();
        if says_nothing {
            let help = match () {
                () if sketch.is_ladder() => "say what it multiplies: `up = 2`, `down = \"clearly less\"`".to_owned(),
                () if sketch.is_truth => "say what it multiplies: `odds = 3`".to_owned(),
                () => format!("say what it multiplies: `{} = {{ … = 3 }}`", sketch.list_key()),
            };
            self.error(
                code::BAD_FACTOR,
                format!("{} multiplies nothing", setting.called),
                span,
                help,
            );
        }
        by
    }

    fn factor_amount(
        &mut self,
        value: &'d Value,
        what: &str,
        target: Target,
        setting: Setting,
    ) -> Option<(Target, Amount)> {
        let amount = self.amount(value, Use::Factor, what)?;
        self.check_address(&amount, setting.no_doubt);
        Some((target, amount))
    }
}
