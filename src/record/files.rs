//! A record as the files of its folder, in memory; an outer room writes them.

use serde_json::Value;

use super::shape::{FORMAT, RunRecord};
use super::tables;

/// The record itself.
pub const RUN: &str = "run.json";
/// The scenario that was run, merged into one file.
pub const SCENARIO: &str = "scenario.toml";

/// Paths below the record's folder, and their bytes.
pub fn files(record: &RunRecord, resolved: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (SCENARIO, resolved.as_bytes().to_vec()),
        ("tables/questions.csv", tables::questions(record)),
        ("tables/steps.csv", tables::steps(record)),
        ("tables/variables.csv", tables::variables(record)),
        ("tables/quantities.csv", tables::quantities(record)),
        (RUN, to_json(record).into_bytes()),
    ]
}

/// `run.json`: numbers in their shortest form that reads back as the same, keys in a fixed order.
pub fn to_json(record: &RunRecord) -> String {
    let value = serde_json::to_value(record).expect("a record has no keys but texts");
    write_whole(&value)
}

/// A value as a file of its own.
pub(super) fn write_whole(value: &Value) -> String {
    let mut text = String::new();
    write_json(value, 0, &mut text);
    text.push('\n');
    text
}

/// The widest line on which a list or an object stands whole.
const LINE: usize = 120;

/// JSON with an entry a line, but for what fits on one line, and for lists of numbers, which are filled in.
fn write_json(value: &Value, depth: usize, out: &mut String) {
    let whole = value.to_string();
    let is_plain = |value: &Value| !value.is_object() && !value.is_array();
    let lead = "  ".repeat(depth + 1);
    match value {
        Value::Object(map) if lead.len() + whole.len() > LINE => {
            let entries = map.iter().map(|(key, value)| {
                let mut text = format!("{lead}{}: ", Value::String(key.clone()));
                write_json(value, depth + 1, &mut text);
                text
            });
            let entries: Vec<String> = entries.collect();
            out.push_str(&format!("{{\n{}\n{}}}", entries.join(",\n"), "  ".repeat(depth)));
        }
        Value::Array(list) if lead.len() + whole.len() > LINE && !list.iter().all(is_plain) => {
            let items = list.iter().map(|value| {
                let mut text = lead.clone();
                write_json(value, depth + 1, &mut text);
                text
            });
            let items: Vec<String> = items.collect();
            out.push_str(&format!("[\n{}\n{}]", items.join(",\n"), "  ".repeat(depth)));
        }
        _ => out.push_str(&whole),
    }
}

/// A record from its JSON.
///
/// # Errors
/// A sentence: no valid JSON, another format, or not a record.
pub fn read(text: &str) -> Result<RunRecord, String> {
    let value: Value = serde_json::from_str(text).map_err(|why| format!("it is no valid JSON: {why}"))?;
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => {
            return Err(format!(
                "it has format {format}, and this program reads format {FORMAT}"
            ));
        }
        None => return Err("it has no `format`".to_owned()),
    }
    serde_json::from_value(value).map_err(|why| format!("it is no record of a run: {why}"))
}
