//! The arguments of `sweep` and of `watch`.

use std::path::PathBuf;

use clap::Args;

use super::{ChangeArguments, Format};

/// The arguments of `sweep`.
#[derive(Args, Clone, Debug)]
pub struct SweepArguments {
    /// The scenario.
    pub file: PathBuf,
    /// What to move, and over what: a path with a range or a list, or `alternatives`; once or twice.
    #[arg(long, value_name = "PATH=LO..HI:N", required = true, allow_hyphen_values = true)]
    pub over: Vec<String>,
    /// How many trials for each point [default: that of `contingent.toml`, else 1,000,000].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::trials)]
    pub trials: Option<u64>,
    /// The seed of all luck [default: that of `contingent.toml`, else 1].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::seed)]
    pub seed: Option<u64>,
    /// How many threads; never changes a result [default: all cores].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::threads)]
    pub threads: Option<usize>,
    /// The most memory that trials and tallies may take: 512M, 4G [default: 1G].
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = crate::cli::start::bytes)]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub changes: ChangeArguments,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    pub format: Format,
    /// The folder for records [default: that of `contingent.toml`, else `reports`].
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// A name for the record instead of its identity.
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    pub label: Option<String>,
    /// Leave no record.
    #[arg(long, help_heading = "Output", conflicts_with_all = ["out", "label"])]
    pub no_record: bool,
    /// Open the report page in a browser.
    #[arg(long, help_heading = "Output", conflicts_with = "no_record")]
    pub open: bool,
    /// Print results only: no progress, no notes, no warnings.
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

/// The arguments of `watch`.
#[derive(Args, Clone, Debug)]
pub struct WatchArguments {
    /// The scenario.
    pub file: PathBuf,
    /// How many trials [default: that of `contingent.toml`, else 1,000,000].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::trials)]
    pub trials: Option<u64>,
    /// The seed of all luck [default: that of `contingent.toml`, else 1].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::seed)]
    pub seed: Option<u64>,
    /// How many threads; never changes a result [default: all cores].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::threads)]
    pub threads: Option<usize>,
    /// The most memory that trials and tallies may take: 512M, 4G [default: 1G].
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = crate::cli::start::bytes)]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub changes: ChangeArguments,
    /// The folder for records [default: that of `contingent.toml`, else `reports`].
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// The name of the record, which each run replaces [default: watch].
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    pub label: Option<String>,
    /// Leave no record.
    #[arg(long, help_heading = "Output", conflicts_with_all = ["out", "label"])]
    pub no_record: bool,
}

pub(super) const SWEEP_EXAMPLES: &str = "\
Examples:
  contingent sweep winter.toml --over assumptions.kremlin_presses=0.05..0.6:12 --open
  contingent sweep winter.toml --over assumptions.kremlin_presses=0.001..1:13:log
  contingent sweep winter.toml --over assumptions.appetite=0.1,0.2,0.5
  contingent sweep winter.toml --over assumptions.appetite=unlikely,likely
  contingent sweep winter.toml --over alternatives
  contingent sweep winter.toml --over assumptions.kremlin_presses=0..1:21 --over assumptions.cost=0..1:11
  contingent sweep winter.toml --over assumptions.appetite=0..1:101 --format csv --no-record > sweep.csv

Each point is the scenario with that value set, as by `--set`, on the same luck. What the value does not reach is drawn once.
Tipping points are narrowed by further runs until they are small against the sampling error.
Ctrl-C leaves nothing behind.";

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  contingent watch winter.toml
  contingent watch winter.toml --trials 1e5 --no-record
  contingent watch winter.toml --alternative pressure_rises --label draft

On every save of the scenario, or of a file that it extends, it is checked and run again, the record is replaced, and what changed since the
last good run is printed, paired trial by trial; that comparison is left beside the record, with a page of its own. While something is wrong the findings are shown, and the last good run stays. Ctrl-C ends it.";
