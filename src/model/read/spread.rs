//! Uncertain values: which distribution, with which parameters.

use crate::document::{Entry, Table, Value};
use crate::model::formula::{Formula, Kind};
use crate::model::typing::Expected;
use crate::model::value::{Spread, Uncertain};
use crate::source::{Span, code};

use super::fields::{entry, first_of};
use super::reader::Reader;

const FAMILIES: &[&str] = &[
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "beta",
    "interval",
];

impl<'d> Reader<'d, '_> {
    /// Doubt about a number: parameters are points.
    pub fn doubt(&mut self, table: &'d Table, span: Span) -> Option<Uncertain> {
        let spread = self.spread(table, span, |reader, value, what| reader.number_of(value, what))?;
        self.check_parameters(&spread, span).then_some(spread)
    }

    /// Chance in the world: parameters may be formulas.
    pub fn chance(&mut self, table: &'d Table, span: Span) -> Option<Spread<Formula>> {
        if let Some(experts) = entry(table, "experts") {
            let message = "a quantity is chance in the world, and experts are for doubt about the model";
            let help = "name the number under `[assumptions]`, with the experts, and let a formula read it";
            self.error(code::BAD_EXPERTS, message, experts.key_span, help);
            return None;
        }
        let parameter =
            |reader: &mut Self, value: &'d Value, what: &str| Some(reader.formula(value, what, Expected::Number));
        let spread = self.spread(table, span, parameter)?;
        let literal = |formula: &Formula| match formula.term.kind {
            Kind::Number(number) => number,
            _ => f64::NAN,
        };
        let points = spread.clone().map(|formula| literal(&formula));
        // Parameters that are formulas are judged when they are drawn.
        let known = points.parameters().iter().all(|number| !number.is_nan());
        (!known || self.check_parameters(&points, span)).then_some(spread)
    }

    fn check_parameters(&mut self, spread: &Uncertain, span: Span) -> bool {
        let Err(error) = spread.distribution() else {
            return true;
        };
        let message = format!("`{}`: {error}", spread.key());
        self.error(code::BAD_DISTRIBUTION, message, span, order_of(spread.key()));
        false
    }

    fn spread<T>(
        &mut self,
        table: &'d Table,
        span: Span,
        mut read: impl FnMut(&mut Self, &'d Value, &str) -> Option<T>,
    ) -> Option<Spread<T>> {
        let family = self.family(table, span)?;
        Some(match family.key.as_str() {
            "uniform" => Spread::Uniform(self.parameters(family, &mut read)?),
            "triangular" => Spread::Triangular(self.parameters(family, &mut read)?),
            "pert" => Spread::Pert(self.parameters(family, &mut read)?),
            "normal" => Spread::Normal(self.parameters(family, &mut read)?),
            "beta" => Spread::Beta(self.parameters(family, &mut read)?),
            "lognormal" => return self.lognormal(&family.value, &mut read),
            // `interval`, the only family that is left.
            _ => {
                let [low, high] = self.parameters(family, &mut read)?;
                let Some(confidence) = table.get("confidence") else {
                    let help = "say how sure it is: `confidence = 0.9` beside it";
                    self.error(
                        code::BAD_DISTRIBUTION,
                        "`interval` lacks its `confidence`",
                        family.key_span,
                        help,
                    );
                    return None;
                };
                Spread::Interval([low, high, read(self, confidence, "confidence")?])
            }
        })
    }

    /// The one family that a table names.
    fn family(&mut self, table: &'d Table, span: Span) -> Option<&'d Entry> {
        let Some(family) = first_of(table, FAMILIES) else {
            let names = |keys: &[&str]| table.entries.iter().any(|entry| keys.contains(&entry.key.as_str()));
            if names(&["title", "note", "because", "despite"]) {
                self.missing("weight", "this table", span, "say the number: `weight = …`");
            } else if table.entries.is_empty() || names(&["confidence"]) {
                let help = format!("write one of `{}`", FAMILIES.join("`, `"));
                self.error(code::BAD_DISTRIBUTION, "this table names no distribution", span, help);
            }
            // Any other key was reported as unknown when the file was read.
            self.holes = true;
            return None;
        };
        let second = table
            .entries
            .iter()
            .find(|entry| entry.key != family.key && FAMILIES.contains(&entry.key.as_str()));
        if let Some(second) = second {
            self.conflict(
                family,
                second,
                "an uncertain value is one distribution: keep one of the two",
            );
            return None;
        }
        let confidence = entry(table, "confidence").filter(|_| family.key != "interval");
        if let Some(confidence) = confidence {
            let help = "`confidence` belongs to `interval`: leave it out";
            self.conflict(family, confidence, help);
        }
        Some(family)
    }

    fn parameters<T, const N: usize>(
        &mut self,
        family: &'d Entry,
        read: &mut impl FnMut(&mut Self, &'d Value, &str) -> Option<T>,
    ) -> Option<[T; N]> {
        let values = self.list_of(&family.value, &family.key);
        let mut list = Vec::new();
        for value in values {
            list.extend(read(self, value, &family.key));
        }
        if values.len() != N {
            if family.value.as_list().is_some() {
                let message = format!("`{}` has {} parameters, not {N}", family.key, values.len());
                self.error(
                    code::BAD_DISTRIBUTION,
                    message,
                    family.value.span,
                    order_of(&family.key),
                );
            }
            return None;
        }
        list.try_into().ok()
    }

    fn lognormal<T>(
        &mut self,
        value: &'d Value,
        read: &mut impl FnMut(&mut Self, &'d Value, &str) -> Option<T>,
    ) -> Option<Spread<T>> {
        let table = self.table_of(value, "lognormal")?;
        match ["p05", "p95", "median", "sd_log"].map(|key| table.get(key)) {
            [Some(p05), Some(p95), None, None] => {
                let (p05, p95) = (read(self, p05, "p05"), read(self, p95, "p95"));
                Some(Spread::LogNormalQuantiles([p05?, p95?]))
            }
            [None, None, Some(median), Some(sd_log)] => {
                let (median, sd_log) = (read(self, median, "median"), read(self, sd_log, "sd_log"));
                Some(Spread::LogNormalMedian([median?, sd_log?]))
            }
            _ => {
                let message = "`lognormal` takes one pair of parameters";
                self.error(code::BAD_DISTRIBUTION, message, value.span, order_of("lognormal"));
                None
            }
        }
    }
}

/// How the parameters of a family are written.
fn order_of(family: &str) -> &'static str {
    match family {
        "uniform" => "write `{ uniform = [low, high] }`, with low below high",
        "triangular" => "write `{ triangular = [low, mode, high] }`, in this order",
        "pert" => "write `{ pert = [low, mode, high] }`, in this order",
        "normal" => "write `{ normal = [mean, sd] }`, with an sd above 0",
        "lognormal" => {
            "write `{ lognormal = { p05 = …, p95 = … } }` or `{ lognormal = { median = …, sd_log = … } }`, all above 0"
        }
        "beta" => "write `{ beta = [a, b] }`, with shapes from 0.05",
        _ => "write `{ interval = [low, high], confidence = 0.9 }`, all between 0 and 1 and low below high",
    }
}
