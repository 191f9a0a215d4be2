//! The single number that a written value stands for where doubt is ignored.
use std::collections::BTreeMap;
use toml::Value;

/// What a value needs to know of its scenario.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub scale: String,
    /// Weight by expert id.
    pub experts: BTreeMap<String, f64>,
    /// The one expert believed throughout.
    pub believed: Option<String>,
}

const PHIA: &[(&str, f64, f64)] = &[
    ("remote chance", 0.005, 0.05),
    ("highly unlikely", 0.10, 0.20),
    ("unlikely", 0.25, 0.35),
    ("realistic possibility", 0.40, 0.50),
    ("likely", 0.55, 0.75),
    ("probable", 0.55, 0.75),
    ("highly likely", 0.80, 0.90),
    ("almost certain", 0.95, 0.995),
];
const ICD203: &[(&str, f64, f64)] = &[
    ("almost no chance", 0.01, 0.05),
    ("remote", 0.01, 0.05),
    ("very unlikely", 0.05, 0.20),
    ("highly improbable", 0.05, 0.20),
    ("unlikely", 0.20, 0.45),
    ("improbable", 0.20, 0.45),
    ("roughly even chance", 0.45, 0.55),
    ("roughly even odds", 0.45, 0.55),
    ("likely", 0.55, 0.80),
    ("probable", 0.55, 0.80),
    ("very likely", 0.80, 0.95),
    ("highly probable", 0.80, 0.95),
    ("almost certain", 0.95, 0.99),
    ("nearly certain", 0.95, 0.99),
];
const IPCC: &[(&str, f64, f64)] = &[
    ("virtually certain", 0.99, 1.0),
    ("extremely likely", 0.95, 1.0),
    ("very likely", 0.90, 1.0),
    ("likely", 0.66, 1.0),
    ("more likely than not", 0.50, 1.0),
    ("about as likely as not", 0.33, 0.66),
    ("unlikely", 0.0, 0.33),
    ("very unlikely", 0.0, 0.10),
    ("extremely unlikely", 0.0, 0.05),
    ("exceptionally unlikely", 0.0, 0.01),
];
const STRENGTHS: &[(&str, f64, f64)] = &[
    ("slightly", 1.2, 1.8),
    ("clearly", 1.8, 3.0),
    ("strongly", 3.0, 8.0),
    ("overwhelmingly", 8.0, 20.0),
];

impl Words {
    /// The middle of a word's range on this scenario's scale.
    pub fn word(&self, text: &str) -> Option<f64> {
        let table = match self.scale.as_str() {
            "icd203" => ICD203,
            "ipcc" => IPCC,
            _ => PHIA,
        };
        table
            .iter()
            .find(|(word, ..)| *word == text)
            .map(|(_, low, high)| (low + high) / 2.0)
    }

    /// The mean of a number, a word or an uncertain value; `None` for anything else.
    pub fn mean(&self, value: &Value) -> Result<Option<f64>, String> {
        let table = match value {
            Value::Integer(n) => return Ok(Some(*n as f64)),
            Value::Float(x) => return Ok(Some(*x)),
            Value::String(text) => return Ok(self.word(text)),
            Value::Table(table) => table,
            _ => return Ok(None),
        };
        let pool = table.get("pool").and_then(Value::as_str);
        if let Some(inner) = table.get("value").or(table.get("weight")) {
            return match inner.get("experts") {
                Some(views) => self.pool(views, pool).map(Some),
                None => self.mean(inner),
            };
        }
        if let Some(views) = table.get("experts") {
            return self.pool(views, pool).map(Some);
        }
        let Some((name, given)) = table.iter().find(|(key, _)| KINDS.contains(&key.as_str())) else {
            return Ok(None);
        };
        let list: Vec<f64> = given
            .as_array()
            .map(|a| a.iter().filter_map(number).collect())
            .unwrap_or_default();
        let key = |name: &str| given.get(name).and_then(number);
        let mean = match (name.as_str(), list.as_slice()) {
            ("uniform", [a, b]) => (a + b) / 2.0,
            ("triangular", [a, m, b]) => (a + m + b) / 3.0,
            ("pert", [a, m, b]) => (a + 4.0 * m + b) / 6.0,
            ("normal", [mean, _]) => *mean,
            ("beta", [a, b]) => a / (a + b),
            ("interval", [a, b]) => {
                let logit = |p: f64| (p / (1.0 - p)).ln();
                1.0 / (1.0 + (-(logit(*a) + logit(*b)) / 2.0).exp())
            }
            ("lognormal", _) => match (key("p05"), key("p95"), key("median"), key("sd_log")) {
                (Some(low), Some(high), ..) => {
                    let sd = (high / low).ln() / (2.0 * 1.644_853_626_951_472_2);
                    ((low.ln() + high.ln()) / 2.0 + sd * sd / 2.0).exp()
                }
                (_, _, Some(median), Some(sd)) => median * (sd * sd / 2.0).exp(),
                _ => return Err(format!("lognormal without its keys: {given:?}")),
            },
            _ => return Err(format!("`{name}` cannot be read: {given:?}")),
        };
        Ok(Some(mean))
    }

    fn pool(&self, views: &Value, pool: Option<&str>) -> Result<f64, String> {
        let views = views.as_table().ok_or("`experts` is no table")?;
        if let (Some(view), None) = (self.believed.as_ref().and_then(|id| views.get(id)), pool) {
            return self.mean(view)?.ok_or("no value for the believed expert".into());
        }
        let mut points = Vec::new();
        for (id, view) in views {
            let weight = self.experts.get(id).ok_or(format!("expert `{id}` is not registered"))?;
            let mean = self.mean(view)?.ok_or(format!("no value for expert `{id}`"))?;
            points.push((*weight, mean));
        }
        let total: f64 = points.iter().map(|(w, _)| w).sum();
        let average = |f: &dyn Fn(f64) -> f64| points.iter().map(|(w, x)| w * f(*x)).sum::<f64>() / total;
        if pool != Some("log") {
            return Ok(average(&|x| x));
        }
        if points.iter().all(|(_, x)| *x > 0.0 && *x < 1.0) {
            let odds = average(&|x| (x / (1.0 - x)).ln()).exp();
            return Ok(odds / (1.0 + odds));
        }
        Ok(average(&f64::ln).exp())
    }
}

const KINDS: &[&str] = &[
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "beta",
    "interval",
];

/// The geometric middle of a strength word such as `clearly more`.
pub fn strength(text: &str) -> Option<f64> {
    let (grade, direction) = text.split_once(' ')?;
    let (_, low, high) = STRENGTHS.iter().find(|(word, ..)| *word == grade)?;
    let middle = (low * high).sqrt();
    match direction {
        "more" => Some(middle),
        "less" => Some(1.0 / middle),
        _ => None,
    }
}

/// A TOML number, whole or not.
pub fn number(value: &Value) -> Option<f64> {
    value.as_float().or(value.as_integer().map(|n| n as f64))
}
