//! Assumptions and conditions: named numbers and named truths.

use crate::document::{Entry, Shape, Table, Value};
use crate::model::element::{Assumption, Condition, Name};
use crate::model::typing::Expected;
use crate::model::value::{Amount, AmountKind, Evidence, Pool};
use crate::source::{Span, code};

use super::amount::Use;
use super::reader::{Reader, stand_in};

impl<'d> Reader<'d, '_> {
    /// Reads an assumption, short or long.
    pub fn assumption(&mut self, entry: &'d Entry) -> Assumption {
        let long = match &entry.value.shape {
            Shape::Table(table) if is_long(table) => Some(table),
            _ => None,
        };
        let per = long.and_then(|table| table.get("per")).and_then(|value| {
            let period = self.period_of(value, "per")?;
            self.check_per_time(value.span).then_some(period)
        });
        let value = match long {
            None => Some(&entry.value),
            Some(table) => table.get("value"),
        };
        let usage = if per.is_some() {
            Use::AssumptionPer
        } else {
            Use::Assumption
        };
        let amount = match value {
            Some(value) => self.amount(value, usage, &entry.key),
            None => {
                let called = format!("assumption `{}`", entry.key);
                self.missing(
                    "value",
                    &called,
                    entry.key_span,
                    "give it a number, a word or an uncertain value: `value = …`",
                );
                None
            }
        };
        let mut amount = amount.unwrap_or(Amount {
            kind: AmountKind::Number(0.0),
            span: entry.value.span,
            evidence: Evidence::default(),
        });
        let pool = long.and_then(|table| self.pool(table, &amount));
        if let AmountKind::Experts { pool: joined, .. } = &mut amount.kind {
            *joined = pool;
        }
        Assumption {
            name: match long {
                Some(table) => self.name(&entry.key, entry.key_span, table),
                None => bare(&entry.key, entry.key_span),
            },
            value: amount,
            per,
            pool,
        }
    }

    fn pool(&mut self, table: &'d Table, amount: &Amount) -> Option<Pool> {
        let value = table.get("pool")?;
        let pool = match self.text_of(value, "pool")? {
            "log" => Pool::Log,
            _ => Pool::Linear,
        };
        let AmountKind::Experts { views, .. } = &amount.kind else {
            let help = "leave it out, or write `value = { experts = { … } }`";
            self.error(
                code::BAD_POOL,
                "`pool` joins the views of experts, and there are none here",
                value.span,
                help,
            );
            return None;
        };
        if pool == Pool::Log {
            self.check_log_pool(views.iter().map(|(_, view)| view), value);
        }
        Some(pool)
    }

    fn check_log_pool<'a>(&mut self, views: impl Iterator<Item = &'a Amount>, value: &'d Value) {
        for view in views {
            let (message, help) = match view.kind {
                AmountKind::Number(x) if x > 0.0 => continue,
                AmountKind::Number(_) => (
                    "a geometric mean needs numbers above 0",
                    "write `pool = \"linear\"`, or a number above 0",
                ),
                _ => (
                    "`pool = \"log\"` joins points only",
                    "write `pool = \"linear\"`, or a number for each expert",
                ),
            };
            let found = crate::source::Diagnostic::error(code::BAD_POOL, message);
            self.report(found.at(view.span, "").also(value.span, "asked for here").help(help));
        }
    }

    /// Reads a condition, short or long.
    pub fn condition(&mut self, entry: &'d Entry) -> Condition {
        let Shape::Table(table) = &entry.value.shape else {
            return Condition {
                name: bare(&entry.key, entry.key_span),
                truth: self.formula(&entry.value, &entry.key, Expected::Truth),
            };
        };
        let truth = match table.get("if") {
            Some(value) => self.formula(value, "if", Expected::Truth),
            None => {
                let called = format!("condition `{}`", entry.key);
                self.missing("if", &called, entry.key_span, "say when it is true: `if = \"…\"`");
                stand_in(Expected::Truth, entry.key_span)
            }
        };
        Condition {
            name: self.name(&entry.key, entry.key_span, table),
            truth,
        }
    }
}

/// Whether a table is the long form, rather than an uncertain value.
fn is_long(table: &Table) -> bool {
    const KEYS: &[&str] = &["value", "per", "pool", "title", "note", "because", "despite"];
    table.entries.iter().any(|entry| KEYS.contains(&entry.key.as_str()))
}

fn bare(id: &str, span: Span) -> Name {
    Name {
        id: id.to_owned(),
        span,
        title: None,
        evidence: Evidence::default(),
    }
}
