//! A record as the files of its folder, in memory; an outer room writes them.

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
    let mut text = serde_json::to_string_pretty(&record).expect("a record has no keys but texts");
    text.push('\n');
    text
}

/// A record from its JSON.
///
/// # Errors
/// A sentence: no valid JSON, another format, or not a record.
pub fn read(text: &str) -> Result<RunRecord, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|why| format!("it is no valid JSON: {why}"))?;
    match value.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => return Err(format!("it has format {format}, and this program reads format {FORMAT}")),
        None => return Err("it has no `format`".to_owned()),
    }
    serde_json::from_value(value).map_err(|why| format!("it is no record of a run: {why}"))
}
