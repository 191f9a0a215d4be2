//! A comparison as the files of its folder, in memory; an outer room writes them.

use serde_json::Value;

use super::{ComparisonRecord, FORMAT, changes_table, moved_table};
use crate::record::files as runs;

/// The comparison itself.
pub const COMPARISON: &str = "comparison.json";

/// Paths below the comparison's folder, and their bytes. `resolved` holds the scenario of each side, where it is known.
pub fn files(record: &ComparisonRecord, resolved: &[Option<String>]) -> Vec<(String, Vec<u8>)> {
    let mut list = vec![
        ("tables/moved.csv".to_owned(), moved_table(record)),
        ("tables/changes.csv".to_owned(), changes_table(record)),
    ];
    for (at, text) in resolved.iter().enumerate() {
        if let Some(text) = text {
            list.push((format!("scenarios/{}.toml", at + 1), text.clone().into_bytes()));
        }
    }
    list.push((COMPARISON.to_owned(), to_json(record).into_bytes()));
    list
}

/// `comparison.json`, written as `run.json` is.
pub fn to_json(record: &ComparisonRecord) -> String {
    let value = serde_json::to_value(record).expect("a record has no keys but texts");
    runs::write_whole(&value)
}

/// A comparison from its JSON.
///
/// # Errors
/// A sentence: no valid JSON, another format, or no comparison.
pub fn read(text: &str) -> Result<ComparisonRecord, String> {
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
    serde_json::from_value(value).map_err(|why| format!("it is no record of a comparison: {why}"))
}
