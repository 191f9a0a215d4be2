//! Records found on disk, of whatever kind: of runs, of sweeps, of comparisons.

use std::path::{Path, PathBuf};

use crate::record::comparison::{self, COMPARISON, ComparisonRecord};
use crate::record::sweep::{SWEEP, SweepRecord, read_sweep};
use crate::record::{self, RUN, RunRecord};

use super::disk::{reason, shown};
use super::outcome::Failure;

/// A record by its kind.
pub enum Recorded {
    /// `run.json`.
    Run(Box<RunRecord>),
    /// `sweep.json`.
    Sweep(Box<SweepRecord>),
    /// `comparison.json`.
    Comparison(Box<ComparisonRecord>),
}

/// The files that hold records.
const FILES: [&str; 3] = [RUN, SWEEP, COMPARISON];

/// A record by its folder or by its file, with the folder.
///
/// # Errors
/// There is no such file, or it is no record that this program reads.
pub fn find(place: &Path) -> Result<(PathBuf, Recorded), Failure> {
    let hint = "help: name the folder of a record, or its `run.json`, `sweep.json` or `comparison.json`; `contingent list` shows the runs on record";
    let file = if place.is_dir() {
        let held = FILES.iter().map(|name| place.join(name)).find(|file| file.is_file());
        held.unwrap_or_else(|| place.join(RUN))
    } else {
        place.to_owned()
    };
    let cannot = |why: &str| Failure::World(format!("cannot read `{}`: {why}\n{hint}", shown(&file)));
    if !file.is_file() {
        return Err(cannot("there is no such file"));
    }
    let text = std::fs::read_to_string(&file).map_err(|why| cannot(&reason(&why)))?;
    let record = read(&text).map_err(|why| cannot(&why))?;
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    Ok((folder, record))
}

/// A record from its JSON. Its kind is told by what it holds, not by the name of its file.
fn read(text: &str) -> Result<Recorded, String> {
    #[derive(serde::Deserialize)]
    struct Told {
        axes: Option<serde::de::IgnoredAny>,
        sides: Option<serde::de::IgnoredAny>,
    }
    match serde_json::from_str(text) {
        Ok(Told { axes: Some(_), .. }) => read_sweep(text).map(|record| Recorded::Sweep(Box::new(record))),
        Ok(Told { sides: Some(_), .. }) => comparison::read(text).map(|record| Recorded::Comparison(Box::new(record))),
        // What is no record at all is told as such by the reader of runs.
        _ => record::read(text).map(|record| Recorded::Run(Box::new(record))),
    }
}
