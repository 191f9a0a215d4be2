//! Quantities: formulas, chains and distributions.

use crate::document::{Shape, Table, Value};
use crate::model::element::{Quantity, QuantityRule, Timing};
use crate::model::formula::{Formula, Kind, Term, Type};
use crate::model::typing::Expected;
use crate::model::value::Spread;
use crate::source::{Span, code};

use super::fields::entry;
use super::outline::Element;
use super::reader::{Reader, stand_in};

impl<'d> Reader<'d, '_> {
    /// Reads a quantity. Whether a formula changes can be said when all are read.
    pub fn quantity(&mut self, element: &Element<'d>) -> Quantity {
        let table = element.table;
        Quantity {
            name: self.name(element.id, element.key, table),
            unit: self.words(table, "unit"),
            luck: self.luck(element.id, table),
            rule: self.quantity_rule(element),
        }
    }

    fn quantity_rule(&mut self, element: &Element<'d>) -> QuantityRule {
        let table = element.table;
        let called = format!("quantity `{}`", element.id);
        let parts = ["value", "start", "next"].map(|key| entry(table, key));
        if let [Some(value), Some(other), _] | [Some(value), None, Some(other)] = parts {
            self.conflict(
                value,
                other,
                "a quantity has a `value`, or a `start` and a `next`: keep the one or the others",
            );
        }
        match parts {
            [Some(value), ..] => self.value_rule(&value.value, table, &called),
            [None, None, None] => {
                let help = "give it a `value`, or a `start` and a `next`";
                self.holes = true;
                self.error(code::BAD_QUANTITY, format!("{called} has no value"), element.key, help);
                fixed(stand_in(Expected::Number, element.key))
            }
            [None, start, next] => {
                let found = start.or(next).map_or(element.key, |found| found.key_span);
                if !self.timed {
                    let help = "write `value = …`, or add `[time]`";
                    let message = "`start` and `next` need steps, and the scenario has no `[time]`";
                    self.error(code::NEEDS_TIME, message, found, help);
                }
                for (part, key, help) in [
                    (start, "start", "give it the number before step 1: `start = 0`"),
                    (
                        next,
                        "next",
                        "give it a formula for every step: `next = \"prev(…) + …\"`",
                    ),
                ] {
                    if part.is_none() {
                        self.holes = true;
                        self.error(code::BAD_QUANTITY, format!("{called} lacks `{key}`"), found, help);
                    }
                }
                if let Some(timing) = entry(table, "timing") {
                    let help = "leave `timing` out: `next` is evaluated at every step";
                    self.error(
                        code::BAD_QUANTITY,
                        format!("{called} is a chain"),
                        timing.key_span,
                        help,
                    );
                }
                let mut part = |part: Option<&'d crate::document::Entry>, key: &str| match part {
                    Some(part) => self.formula(&part.value, key, Expected::Number),
                    None => stand_in(Expected::Number, element.key),
                };
                QuantityRule::Chain {
                    start: part(start, "start"),
                    next: part(next, "next"),
                }
            }
        }
    }

    fn value_rule(&mut self, value: &'d Value, table: &'d Table, called: &str) -> QuantityRule {
        let timing = table.get("timing").and_then(|value| self.timing_of(value));
        let default = if self.timed { Timing::EachStep } else { Timing::Once };
        let spread = match &value.shape {
            Shape::Table(table) => match self.chance(table, value.span) {
                Some(spread) => spread,
                None => {
                    self.holes = true;
                    return fixed(stand_in(Expected::Number, value.span));
                }
            },
            Shape::Text(text) => match self.scale_at(value.span).range_of(text.text.trim()) {
                Some((low, high)) => Spread::Uniform([low, high].map(|x| number(x, value.span))),
                None => {
                    let formula = self.formula(value, called, Expected::Number);
                    return QuantityRule::Formula {
                        formula,
                        changes: false,
                    };
                }
            },
            _ => {
                return QuantityRule::Formula {
                    formula: self.formula(value, called, Expected::Number),
                    changes: false,
                };
            }
        };
        QuantityRule::Chance {
            spread: Box::new(spread),
            timing: timing.unwrap_or(default),
        }
    }

    /// A formula that changes although the file says that it is evaluated once.
    pub fn check_once(&mut self, elements: &[Element<'d>], quantities: &[Quantity]) {
        for (element, quantity) in elements.iter().zip(quantities) {
            let QuantityRule::Formula { changes: true, .. } = quantity.rule else {
                continue;
            };
            let timing = element.table.get("timing").and_then(Value::as_text);
            if timing.is_some_and(|timing| timing.text == "once") {
                let message = format!(
                    "quantity `{}` is evaluated once, but reads something that changes",
                    element.id
                );
                let span = element.table.get("timing").map_or(element.key, |value| value.span);
                self.error(code::ONCE_READS_STEPS, message, span, "leave `timing` out");
            }
        }
    }
}

fn fixed(formula: Formula) -> QuantityRule {
    QuantityRule::Formula {
        formula,
        changes: false,
    }
}

fn number(x: f64, span: Span) -> Formula {
    Formula {
        term: Term {
            kind: Kind::Number(x),
            ty: Type::Number,
            span,
        },
        span,
        text: x.to_string(),
    }
}
