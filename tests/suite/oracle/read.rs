//! Reads a scenario's text for the oracle.
use super::formula::parse;
use super::lookup::Names;
use super::rules::{Desk, branches, convert};
use super::scenario::*;
use super::tree::Node;
use super::values::{Words, number};
use jiff::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// What is asked beyond the text itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its `do` and `given` hold.
    pub alternative: Option<String>,
    /// More formulas (or `question:<id>`) that must hold at the end.
    pub given: Vec<String>,
}

const YEARS: &[(&str, f64)] = &[
    ("day", 1.0 / 365.25),
    ("week", 7.0 / 365.25),
    ("month", 1.0 / 12.0),
    ("quarter", 0.25),
    ("year", 1.0),
];

fn years(period: &str) -> Result<f64, String> {
    YEARS
        .iter()
        .find(|(name, _)| *name == period)
        .map(|p| p.1)
        .ok_or(format!("period `{period}`"))
}

pub fn read(text: &str, options: &Options) -> Result<Scenario, String> {
    let root: Table = text.parse().map_err(|e| format!("{e}"))?;
    let section = |name: &str| root.get(name).and_then(Value::as_table).cloned().unwrap_or_default();
    let mut scenario = Scenario::default();
    let unit = read_time(&section("time"), &mut scenario)?;
    let ratio = |period: &str| Ok(years(&unit)? / years(period)?);

    let mut words = Words::default();
    if let Some(scale) = section("scenario").get("words").and_then(Value::as_str) {
        words.scale = scale.to_string();
    }
    for (id, expert) in section("experts") {
        words
            .experts
            .insert(id, expert.get("weight").and_then(number).unwrap_or(1.0));
    }

    let alternatives = section("alternatives");
    let chosen = match &options.alternative {
        Some(name) => alternatives
            .get(name)
            .ok_or(format!("no alternative `{name}`"))?
            .clone(),
        None => Value::Table(Table::new()),
    };
    words.believed = chosen.get("believe").and_then(Value::as_str).map(String::from);

    let mut names = Names {
        symbols: vec!["yes".into(), "no".into()],
        ..Names::default()
    };
    for (id, value) in section("assumptions") {
        let mut mean = words.mean(&value)?.ok_or(format!("assumption `{id}` has no value"))?;
        if let Some(per) = value.get("per").and_then(Value::as_str) {
            mean = convert(mean, ratio(per)?);
        }
        names.assumptions.insert(id, mean);
    }
    for (id, value) in section("conditions") {
        let text = value.as_str().or(value.get("if").and_then(Value::as_str));
        names
            .conditions
            .insert(id, parse(text.ok_or("a condition without a formula")?)?);
    }
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (id, value) in section("choices").into_iter().chain(section("events")) {
        tables.insert(id, value.as_table().cloned().ok_or("a variable that is no table")?);
    }
    for (v, (id, table)) in tables.iter().enumerate() {
        names.variables.insert(id.clone(), v);
        let own = branches(table).iter().map(|b| names.intern(b)).collect();
        names.branches.push(own);
    }
    let quantities = section("quantities");
    for (q, id) in quantities.keys().enumerate() {
        names.quantities.insert(id.clone(), q);
    }
    scenario.symbols = names.symbols.clone();
    let desk = Desk {
        names: &names,
        words: &words,
        timed: scenario.steps > 0,
        per: &ratio,
    };
    for (id, table) in &tables {
        let variable = desk.variable(id, table).map_err(|e| format!("{id}: {e}"))?;
        scenario.variables.push(variable);
    }
    for (id, table) in &quantities {
        scenario.quantities.push(read_quantity(id, table, &names)?);
    }
    super::order::arrange(&mut scenario)?;

    for (id, table) in section("questions") {
        scenario.questions.push(read_question(&id, &table, &names, &scenario)?);
    }
    let mut given = options.given.clone();
    for (id, value) in chosen.get("do").and_then(Value::as_table).into_iter().flatten() {
        force(&mut scenario, &names, id, value)?;
    }
    match chosen.get("given") {
        Some(Value::Array(list)) => {
            given.extend(list.iter().filter_map(Value::as_str).map(String::from));
        }
        Some(Value::String(text)) => given.push(text.clone()),
        _ => {}
    }
    for text in given {
        scenario.given.push(read_given(&text, &names, &scenario)?);
    }
    Ok(scenario)
}

fn read_time(table: &Table, scenario: &mut Scenario) -> Result<String, String> {
    let Some(start) = table.get("start") else {
        return Ok("year".into());
    };
    let start: Date = day(start)?;
    let unit = table.get("step").and_then(Value::as_str).unwrap_or("month").to_string();
    scenario.steps = table.get("steps").and_then(Value::as_integer).unwrap_or(1) as usize;
    for k in 0..scenario.steps as i64 + 2 {
        let n = k - 1;
        let span = match unit.as_str() {
            "day" => Span::new().days(n),
            "week" => Span::new().weeks(n),
            "month" => Span::new().months(n),
            "quarter" => Span::new().months(3 * n),
            _ => Span::new().years(n),
        };
        scenario
            .begins
            .push(start.checked_add(span).map_err(|e| e.to_string())?);
    }
    Ok(unit)
}

fn read_quantity(id: &str, table: &Value, names: &Names) -> Result<Quantity, String> {
    let formula = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => names.formula(text).map(Some),
        Some(value) => match number(value) {
            Some(x) => Ok(Some(Node::Number(x))),
            // Read, so that names and order are looked at, but nothing that could be enumerated.
            None => Ok(Some(Node::Function(
                "a distribution".into(),
                distribution(value, names)?,
            ))),
        },
    };
    Ok(Quantity {
        id: id.to_string(),
        once: table.get("timing").and_then(Value::as_str) == Some("once"),
        start: formula("start")?,
        formula: formula("next")?
            .or(formula("value")?)
            .ok_or("a quantity without a value")?,
        force: None,
    })
}

/// The parameters of a distribution, whatever it is.
fn distribution(value: &Value, names: &Names) -> Result<Vec<Node>, String> {
    let parts: Vec<&Value> = match value {
        Value::String(text) => return Ok(vec![names.formula(text)?]),
        Value::Array(list) => list.iter().collect(),
        Value::Table(table) => table.values().collect(),
        _ => Vec::new(),
    };
    let nodes: Result<Vec<_>, _> = parts.into_iter().map(|v| distribution(v, names)).collect();
    Ok(nodes?.concat())
}

fn read_question(id: &str, table: &Value, names: &Names, scenario: &Scenario) -> Result<Question, String> {
    let by = match table.get("by") {
        Some(day) => step_of(scenario, day)?,
        None => scenario.steps,
    };
    let kind = if let Some(yes) = table.get("yes").and_then(Value::as_str) {
        Kind::Yes(names.formula(yes)?)
    } else if let Some(text) = table.get("number").and_then(Value::as_str) {
        let thresholds = table.get("thresholds").and_then(Value::as_array);
        let thresholds = thresholds.into_iter().flatten().filter_map(number).collect();
        Kind::Number(names.formula(text)?, thresholds)
    } else {
        let mut cases = Vec::new();
        for case in table
            .get("case")
            .and_then(Value::as_array)
            .ok_or("a question without cases")?
        {
            let text = |key: &str| case.get(key).and_then(Value::as_str).ok_or("a case breaks off");
            cases.push((text("id")?.to_string(), names.formula(text("if")?)?));
        }
        let otherwise = table.get("otherwise").and_then(|o| o.get("id")).and_then(Value::as_str);
        Kind::Cases(cases, otherwise.unwrap_or("none_of_these").to_string())
    };
    Ok(Question {
        id: id.to_string(),
        kind,
        by,
    })
}

fn read_given(text: &str, names: &Names, scenario: &Scenario) -> Result<Given, String> {
    let Some(id) = text.strip_prefix("question:") else {
        return Ok(Given {
            condition: names.formula(text)?,
            by: scenario.steps,
        });
    };
    match scenario.questions.iter().find(|q| q.id == id) {
        Some(Question {
            kind: Kind::Yes(condition),
            by,
            ..
        }) => Ok(Given {
            condition: condition.clone(),
            by: *by,
        }),
        _ => Err(format!("no yes/no question `{id}`")),
    }
}

fn force(scenario: &mut Scenario, names: &Names, id: &str, value: &Value) -> Result<(), String> {
    let edge = |key: &str| value.get(key).map(|d| step_of(scenario, d)).transpose();
    let first = edge("from")?.unwrap_or(0);
    let last = edge("until")?.unwrap_or(scenario.steps);
    let slot = match value.get("is").unwrap_or(value) {
        Value::String(branch) => Slot::Branch(names.symbol(branch)?),
        Value::Boolean(truth) => Slot::Branch(if *truth { YES } else { NO }),
        other => Slot::Number(number(other).ok_or(format!("do {id} = {other:?}"))?),
    };
    let forced = Some(Force {
        value: slot,
        first,
        last,
    });
    if let Some(v) = names.variables.get(id) {
        scenario.variables[*v].force = forced;
    } else {
        let q = names
            .quantities
            .get(id)
            .ok_or(format!("do: nothing is called `{id}`"))?;
        scenario.quantities[*q].force = forced;
    }
    Ok(())
}

/// The step that contains a day.
fn step_of(scenario: &Scenario, value: &Value) -> Result<usize, String> {
    let day = day(value)?;
    (1..=scenario.steps)
        .find(|k| scenario.begins[*k] <= day && day < scenario.begins[k + 1])
        .ok_or(format!("{day} lies outside the run"))
}

fn day(value: &Value) -> Result<Date, String> {
    let text = value.as_datetime().ok_or(format!("{value:?} is no date"))?.to_string();
    text.parse().map_err(|e| format!("{text}: {e}"))
}
