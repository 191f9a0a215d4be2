//! The record of a sweep as the files of its folder, in memory; an outer room writes them.

use serde_json::Value;

use crate::record::files::{SCENARIO, write_whole};
use crate::record::identity::identity;
use crate::record::shape::Asked;

use super::shape::{SWEEP_FORMAT, SweepRecord};
use super::tables;

/// The record itself.
pub const SWEEP: &str = "sweep.json";

/// Paths below the record's folder, and their bytes.
pub fn sweep_files(record: &SweepRecord, resolved: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (SCENARIO, resolved.as_bytes().to_vec()),
        ("tables/sweep.csv", tables::points(record)),
        ("tables/tips.csv", tables::tips(record)),
        (SWEEP, sweep_to_json(record).into_bytes()),
    ]
}

/// `sweep.json`: numbers in their shortest form that reads back as the same, keys in a fixed order.
pub fn sweep_to_json(record: &SweepRecord) -> String {
    write_whole(&serde_json::to_value(record).expect("a record has no keys but texts"))
}

/// A sweep from its JSON.
///
/// # Errors
/// A sentence: no valid JSON, another format, or no sweep.
pub fn read_sweep(text: &str) -> Result<SweepRecord, String> {
    let value: Value = serde_json::from_str(text).map_err(|why| format!("it is no valid JSON: {why}"))?;
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format == u64::from(SWEEP_FORMAT) => {}
        Some(format) => {
            return Err(format!(
                "it has format {format}, and this program reads format {SWEEP_FORMAT}"
            ));
        }
        None => return Err("it has no `format`".to_owned()),
    }
    serde_json::from_value(value).map_err(|why| format!("it is no record of a sweep: {why}"))
}

/// The identity of a sweep: that of the run as it stands, and what is moved. `over` is each axis as it was asked for.
pub fn sweep_identity(resolved: &str, asked: &Asked, confidence: f64, over: &[String]) -> String {
    let axes: Vec<String> = over.iter().map(|axis| format!("over {axis:?}\n")).collect();
    identity(&format!("sweep\n{}{resolved}", axes.concat()), asked, confidence)
}
