//! The arguments of `compare`.

use std::path::PathBuf;

use clap::Args;

use super::Format;

/// The arguments of `compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArguments {
    /// Scenarios, `FILE:alternative`, folders of records, or identities of runs; a scenario alone is compared with all its alternatives.
    #[arg(required = true, value_name = "SIDE")]
    pub sides: Vec<String>,
    /// How many trials [default: those of the records, of `contingent.toml`, else 1,000,000]; with `--until-clear` the most [default: 10,000,000].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::trials)]
    pub trials: Option<u64>,
    /// Add trials until each difference of a headline answer lies off zero, or the most trials are run. Intervals are then wider: they hold
    /// however often one looks.
    #[arg(long)]
    pub until_clear: bool,
    /// With `--until-clear`: a difference shown to be smaller than so many points is enough too.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true, value_parser = crate::cli::start::smallest, requires = "until_clear")]
    pub smallest: Option<f64>,
    /// The seed of all luck, the same for all sides [default: that of the records, of `contingent.toml`, else 1].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::seed)]
    pub seed: Option<u64>,
    /// How many threads; never changes a result [default: all cores].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = crate::cli::start::threads)]
    pub threads: Option<usize>,
    /// The most memory that trials and tallies may take: 512M, 4G [default: 1G].
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = crate::cli::start::bytes)]
    pub memory: Option<u64>,
    /// Set a value on all sides (repeatable).
    #[arg(long, value_name = "PATH=VALUE", help_heading = "Changing all sides")]
    pub set: Vec<String>,
    /// Replace a draw on all sides, perhaps between days (repeatable).
    #[arg(long = "do", value_name = "ID=VALUE[@DAY..DAY]", help_heading = "Changing all sides")]
    pub force: Vec<String>,
    /// Keep only the trials of each side in which this holds at the end (repeatable).
    #[arg(long, value_name = "CONDITION", help_heading = "Changing all sides")]
    pub given: Vec<String>,
    /// Believe one expert throughout, on all sides.
    #[arg(long, value_name = "EXPERT", help_heading = "Changing all sides")]
    pub believe: Option<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    pub format: Format,
    /// The folder for records [default: that of `contingent.toml`, else `reports`].
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// A name for the record instead of `compare-` and its identity.
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    pub label: Option<String>,
    /// Leave no record.
    #[arg(long, help_heading = "Output", conflicts_with = "label")]
    pub no_record: bool,
    /// Open the page of the comparison afterwards.
    #[arg(long, help_heading = "Output", conflicts_with = "no_record")]
    pub open: bool,
    /// Print results only: no progress, no notes, no warnings.
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

pub(super) const COMPARE_EXAMPLES: &str = "\
Examples:
  contingent compare winter.toml                              the baseline with all its alternatives
  contingent compare winter.toml:pressure_eases               the baseline with one of them
  contingent compare winter.toml milder.toml                  two scenarios
  contingent compare reports/winter/long winter.toml          a run on record with the file as it stands now
  contingent compare b7f2-91c4-2d10-77ae 03aa-5c1e-9f00-1b2d  two runs on record, by their identities
  contingent compare winter.toml --given question:ultimatum   all sides where that holds
  contingent compare winter.toml --until-clear                until every difference is clear, or 10,000,000 trials
  contingent compare winter.toml --until-clear --smallest 0.5 --trials 1e6
  contingent compare winter.toml:hard_line --open             its page, with charts
  contingent compare winter.toml:hard_line --format json --no-record > comparison.json

All sides run on the same luck, so they are compared trial by trial. Records of another version, or of several seeds, are compared as they
stand, and the output says so. Ctrl-C reports the first part and leaves no record. Exit codes: as for `run`.";
