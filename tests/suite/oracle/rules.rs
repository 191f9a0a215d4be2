//! Reads one variable: how it is drawn, and when.
use super::lookup::Names;
use super::scenario::*;
use super::values::{Words, strength};
use toml::{Table, Value};

/// What the reading of a variable stands on.
pub struct Desk<'a> {
    pub names: &'a Names,
    pub words: &'a Words,
    /// The default timing is `each_step`.
    pub timed: bool,
    /// Steps per period, by the period's name.
    pub per: &'a dyn Fn(&str) -> Result<f64, String>,
}

/// The branches that a variable has, in the file's order where it gives one.
pub fn branches(table: &Table) -> Vec<String> {
    match written(table).or(table.get("levels")) {
        Some(Value::Table(weights)) => weights.keys().cloned().collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(String::from).collect(),
        _ => vec!["no".into(), "yes".into()],
    }
}

fn written(table: &Table) -> Option<&Value> {
    table.get("outcomes").or(table.get("options"))
}

fn is_on(table: &Table) -> bool {
    table.get("off").and_then(Value::as_bool) != Some(true)
}

fn array<'a>(table: &'a Table, key: &str) -> &'a [Value] {
    table.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The probability over one step of what has probability `p` over a period of `1 / ratio` steps.
pub fn convert(p: f64, ratio: f64) -> f64 {
    -(ratio * (-p).ln_1p()).exp_m1()
}

impl Desk<'_> {
    pub fn variable(&self, id: &str, table: &Table) -> Result<Variable, String> {
        let text = |key: &str| table.get(key).and_then(Value::as_str);
        let own: Vec<Symbol> = branches(table)
            .iter()
            .map(|b| self.names.symbol(b))
            .collect::<Result<_, _>>()?;
        let fact = table.get("fact").and_then(Value::as_bool) == Some(true);
        let timing = match text("timing") {
            Some("each_step") => Timing::EachStep,
            Some("once") => Timing::Once,
            Some("first_chance") => Timing::FirstChance,
            Some(other) => return Err(format!("timing `{other}`")),
            None if fact || !self.timed => Timing::Once,
            None => Timing::EachStep,
        };
        let per = text("per").map(self.per).transpose()?;
        let rest_same = text("rest") == Some("same");
        let initial = match table.get("initial") {
            None => None,
            Some(Value::String(branch)) => Some(Start::Branch(self.names.symbol(branch)?)),
            Some(Value::Table(weights)) => Some(Start::Weights(self.weights(weights, None)?)),
            Some(other) => return Err(format!("initial {other:?}")),
        };
        let base = self.rule(table, &own, per, None)?;
        let mut cases = Vec::new();
        for case in array(table, "case")
            .iter()
            .filter_map(Value::as_table)
            .filter(|c| is_on(c))
        {
            let condition = case.get("if").and_then(Value::as_str).ok_or("a case without `if`")?;
            cases.push((self.names.formula(condition)?, self.rule(case, &own, per, Some(&base))?));
        }
        let mut factors = Vec::new();
        for factor in array(table, "factor")
            .iter()
            .filter_map(Value::as_table)
            .filter(|f| is_on(f))
        {
            factors.push(self.factor(factor)?);
        }
        Ok(Variable {
            id: id.to_string(),
            timing,
            fact,
            initial,
            idle: text("idle").map(|b| self.names.symbol(b)).transpose()?,
            when: text("when").map(|w| self.names.formula(w)).transpose()?,
            finals: array(table, "final")
                .iter()
                .filter_map(Value::as_str)
                .map(|b| self.names.symbol(b))
                .collect::<Result<_, _>>()?,
            branches: own,
            base,
            cases,
            factors,
            rest_same,
            force: None,
        })
    }

    /// A base (where `inherited` is nothing) or a case.
    fn rule(&self, table: &Table, own: &[Symbol], per: Option<f64>, inherited: Option<&Rule>) -> Result<Rule, String> {
        if let Some(rows) = table.get("table").and_then(Value::as_array) {
            let columns = array(table, "columns");
            let nodes = columns
                .iter()
                .filter_map(Value::as_str)
                .map(|c| self.names.formula(c))
                .collect::<Result<_, _>>()?;
            let named = written(table).is_some();
            let rows = rows
                .iter()
                .filter_map(Value::as_array)
                .map(|row| self.row(row, columns.len(), own, named, per))
                .collect::<Result<_, _>>()?;
            return Ok(Rule::Table(nodes, rows));
        }
        if let Some(p) = table.get("probability") {
            return Ok(Rule::Weights(vec![(YES, self.weight(p, per)?), (NO, Weight::Rest)]));
        }
        let ladder = table.contains_key("levels") || matches!(inherited, Some(Rule::Ladder(..)));
        match written(table) {
            Some(Value::Table(weights)) if ladder => {
                let rest = weights.values().any(|w| w.as_str() == Some("rest"));
                Ok(Rule::Jump(self.weights(weights, per.filter(|_| rest))?))
            }
            Some(Value::Table(weights)) => Ok(Rule::Weights(self.weights(weights, per)?)),
            Some(_) => {
                let shares = table.get("dirichlet").and_then(Value::as_table).ok_or("no weights")?;
                Ok(Rule::Weights(self.weights(shares, None)?))
            }
            None if ladder => {
                let move_by = |key: &str| match (table.get(key), inherited) {
                    (Some(value), _) => self.weight(value, per),
                    (None, Some(Rule::Ladder(up, down))) => Ok(if key == "up" { up.clone() } else { down.clone() }),
                    _ => Ok(Weight::Number(0.0)),
                };
                Ok(Rule::Ladder(move_by("up")?, move_by("down")?))
            }
            None => Err(format!("nothing says how it is drawn: {table:?}")),
        }
    }

    fn row(&self, row: &[Value], columns: usize, own: &[Symbol], named: bool, per: Option<f64>) -> Result<Row, String> {
        let cells = row[..columns].iter().map(|cell| match cell {
            Value::Boolean(truth) => vec![if *truth { "yes" } else { "no" }.to_string()],
            Value::String(text) if text == "*" => Vec::new(),
            Value::String(text) => text
                .split('|')
                .map(|part| match part.trim() {
                    "true" => "yes".to_string(),
                    "false" => "no".to_string(),
                    other => other.to_string(),
                })
                .collect(),
            other => vec![format!("{other:?}")],
        });
        let cells = cells.collect();
        let mut weights = Vec::new();
        for value in &row[columns..] {
            weights.push(self.weight(value, per)?);
        }
        let weights = match (weights.as_slice(), named) {
            ([p], false) => vec![(YES, p.clone()), (NO, Weight::Rest)],
            _ if weights.len() == own.len() => own.iter().copied().zip(weights).collect(),
            _ => return Err(format!("a row of the wrong length: {row:?}")),
        };
        Ok(Row { cells, weights })
    }

    fn factor(&self, table: &Table) -> Result<Factor, String> {
        let strengthen = |value: &Value| match value.as_str().and_then(strength) {
            Some(x) => Ok(Weight::Number(x)),
            None => self.weight(value, None),
        };
        let mut weights = Vec::new();
        if let Some(odds) = table.get("odds") {
            weights.push((YES, strengthen(odds)?));
        }
        for (branch, value) in written(table).and_then(Value::as_table).into_iter().flatten() {
            weights.push((self.names.symbol(branch)?, strengthen(value)?));
        }
        let condition = table.get("if").and_then(Value::as_str);
        Ok(Factor {
            condition: condition.map(|c| self.names.formula(c)).transpose()?,
            weights,
            up: table.get("up").map(strengthen).transpose()?,
            down: table.get("down").map(strengthen).transpose()?,
        })
    }

    fn weights(&self, table: &Table, per: Option<f64>) -> Result<Vec<(Symbol, Weight)>, String> {
        table
            .iter()
            .map(|(branch, value)| Ok((self.names.symbol(branch)?, self.weight(value, per)?)))
            .collect()
    }

    fn weight(&self, value: &Value, per: Option<f64>) -> Result<Weight, String> {
        if let Some(inner) = value.get("weight") {
            return self.weight(inner, per);
        }
        if value.as_str() == Some("rest") {
            return Ok(Weight::Rest);
        }
        match (self.words.mean(value)?, value) {
            (Some(x), _) => Ok(Weight::Number(per.map_or(x, |ratio| convert(x, ratio)))),
            (None, Value::String(text)) => Ok(Weight::Formula(self.names.formula(text)?)),
            _ => Err(format!("no weight: {value:?}")),
        }
    }
}
