//! `list`: the runs on record.

use std::path::{Path, PathBuf};

use crate::record::{self, RunRecord};
use crate::source::escape_terminal;
use crate::stats::print_count;

use super::arguments::Format;
use super::disk::{Shelf, reason, shown};
use super::outcome::Failure;
use super::output::Output;
use super::wrap::{pad, pad_left, width};

/// How deep below the folder records are looked for.
const DEPTH: usize = 8;
/// The largest `run.json` that is read.
const LARGEST: u64 = 64 << 20;

/// Lists the records below a folder.
///
/// # Errors
/// The folder cannot be read. A record that cannot be is reported and passed over.
pub fn list(folder: Option<&Path>, format: Format, output: &Output) -> Result<(), Failure> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => {
            let shelf = Shelf::above(Path::new("."), output)?;
            shelf
                .and_then(|shelf| shelf.records())
                .unwrap_or_else(|| PathBuf::from("reports"))
        }
    };
    if let Err(why) = std::fs::read_dir(&folder) {
        let message = format!("cannot read `{}`: {}", shown(&folder), reason(&why));
        return Err(Failure::World(format!(
            "{message}\nhelp: name the folder of the records: `contingent list FOLDER`"
        )));
    }
    let paths = folders(&folder);
    let mut found = Vec::new();
    for path in paths {
        match read(&path.join(record::RUN)) {
            Ok(record) => found.push((path, record)),
            Err(why) => output.say(&format!("warning: `{}` is passed over: {why}", shown(&path))),
        }
    }
    match format {
        Format::Table => output.print(&table(&folder, &found)),
        Format::Json => {
            let list: Vec<serde_json::Value> = found.iter().map(|(path, record)| summary(path, record)).collect();
            output.print(&format!("{:#}\n", serde_json::Value::Array(list)))
        }
        Format::Csv => output.print_bytes(&rows(&found)),
    }
}

/// The folders below that hold a record, in the order of their paths.
pub(super) fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    find(folder, DEPTH, &mut paths);
    paths.sort();
    paths
}

/// The folders below that hold a record. Links are not followed.
fn find(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    if folder.join(record::RUN).is_file() {
        found.push(folder.to_owned());
        return;
    }
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !hidden && depth > 0 {
            find(&entry.path(), depth - 1, found);
        }
    }
}

/// A record of bearable size.
pub(super) fn read(path: &Path) -> Result<RunRecord, String> {
    let about = std::fs::metadata(path).map_err(|why| reason(&why))?;
    if about.len() > LARGEST {
        return Err("it is too large for a record".to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|why| reason(&why))?;
    record::read(&text)
}

/// What was asked besides seed and trials, in a few words.
fn asked(record: &RunRecord) -> String {
    let asked = &record.asked;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(asked.alternative.iter().cloned());
    if asked.alternative.is_none() {
        parts.extend(asked.set.iter().map(|(path, value)| format!("{path}={value}")));
        parts.extend(asked.force.iter().map(|(id, value)| format!("do {id}={value}")));
        parts.extend(asked.given.iter().flatten().map(|given| format!("given {given}")));
        parts.extend(asked.believe.iter().map(|expert| format!("believe {expert}")));
    }
    escape_terminal(&parts.join("; "))
}

fn table(folder: &Path, found: &[(PathBuf, RunRecord)]) -> String {
    if found.is_empty() {
        return format!("no runs on record in {}\n", shown(folder));
    }
    let mut lines = vec![["scenario", "record", "trials", "seed", "made", "asked"].map(str::to_owned)];
    for (path, record) in found {
        let name = path
            .file_name()
            .map(|name| escape_terminal(&name.to_string_lossy()))
            .unwrap_or_default();
        let made = record.made.at.get(..16).unwrap_or(&record.made.at).replace('T', " ");
        lines.push([
            escape_terminal(&record.scenario.id),
            name,
            print_count(record.found.trials),
            record.asked.seed.to_string(),
            escape_terminal(&made),
            asked(record),
        ]);
    }
    let mut widths = [0; 6];
    for line in &lines {
        for (column, text) in widths.iter_mut().zip(line) {
            *column = width(text).max(*column);
        }
    }
    let mut out = String::new();
    for [scenario, name, trials, seed, made, asked] in &lines {
        let row = format!(
            "{}  {}  {}  {}  {}  {asked}",
            pad(scenario, widths[0]),
            pad(name, widths[1]),
            pad_left(trials, widths[2]),
            pad_left(seed, widths[3]),
            pad(made, widths[4])
        );
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

fn summary(path: &Path, record: &RunRecord) -> serde_json::Value {
    serde_json::json!({
        "folder": path.to_string_lossy(),
        "scenario": record.scenario,
        "identity": record.identity,
        "asked": record.asked,
        "made": record.made,
    })
}

fn rows(found: &[(PathBuf, RunRecord)]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["folder", "scenario", "identity", "trials", "seed", "made", "asked"])
        .expect("writing to memory does not fail");
    for (path, record) in found {
        let (trials, seed) = (record.found.trials.to_string(), record.asked.seed.to_string());
        let row: [&str; 7] = [
            &path.to_string_lossy(),
            &record.scenario.id,
            &record.identity,
            &trials,
            &seed,
            &record.made.at,
            &asked(record),
        ];
        // Others may have written these records, and a terminal may show this.
        out.write_record(row.map(escape_terminal))
            .expect("all rows are of one length");
    }
    out.into_inner().expect("writing to memory does not fail")
}
