//! What can be typed: commands, options, their help and their examples.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod comparing;
mod drawing;
mod moving;

use comparing::COMPARE_EXAMPLES;
pub use comparing::CompareArguments;
use drawing::CHART_EXAMPLES;
pub use drawing::{ChartArguments, ChartTheme};
use moving::{SWEEP_EXAMPLES, WATCH_EXAMPLES};
pub use moving::{SweepArguments, WatchArguments};

/// All arguments.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "contingent",
    version,
    about = "Work out, in the open, how a political situation may unfold",
    long_about = "Reads a scenario written as text, runs a million seeded trials of it, and prints probabilities in numbers and words.",
    after_help = "Examples:\n  contingent new winter.toml           write a commented starter scenario\n  contingent check winter.toml         find every problem in it\n  contingent run winter.toml           run it, and leave a record\n\n`contingent help COMMAND` shows the options and examples of a command.",
    disable_help_subcommand = false,
    propagate_version = true
)]
pub struct Arguments {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub color: ColourChoice,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Run a scenario and print what was found.
    #[command(after_help = RUN_EXAMPLES)]
    Run(Box<RunArguments>),
    /// Compare scenarios, alternatives and records: what differs, what moved, and where their trials first part.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Box<CompareArguments>),
    /// Draw the charts of a record again.
    #[command(after_help = CHART_EXAMPLES)]
    Chart(ChartArguments),
    /// Run several scenarios and write their reports with an index.
    #[command(
        after_help = "Examples:\n  contingent gallery scenarios/belarus-2022/*.toml --out reports/gallery\n  contingent gallery winter.toml spring.toml --out gallery --trials 1e5"
    )]
    Gallery(GalleryArguments),
    /// Find every problem in scenarios, and show what probabilities apply at the draws.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Move one or two values over a grid, and find where answers tip.
    #[command(after_help = SWEEP_EXAMPLES)]
    Sweep(Box<SweepArguments>),
    /// Check and run again on every save, and say what changed.
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(Box<WatchArguments>),
    /// Tell the story of one trial, with dates.
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(TraceArguments),
    /// Say where a number comes from, what stands behind it and who uses it.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Write a commented starter scenario.
    #[command(after_help = "Examples:\n  contingent new winter.toml\n  contingent new scenarios/kyiv/winter.toml")]
    New {
        /// The file to write; it must not exist yet.
        file: PathBuf,
    },
    /// Print the JSON Schema of scenario files (for editors) or of records.
    #[command(
        after_help = "Examples:\n  contingent schema > schema/scenario.schema.json\n  contingent schema run > schema/run.schema.json\n  contingent schema sweep > schema/sweep.schema.json\n\nEditors that check TOML read `#:schema PATH` in the first line of a scenario."
    )]
    Schema {
        /// Of what.
        #[arg(value_enum, default_value_t = SchemaOf::Scenario)]
        of: SchemaOf,
    },
    /// List the runs on record.
    #[command(
        after_help = "Examples:\n  contingent list\n  contingent list reports/belarus-2024\n  contingent list --format json"
    )]
    List {
        /// The folder of the records [default: that of `contingent.toml`, else `reports`].
        folder: Option<PathBuf>,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Print a scenario as one of the forms between its text and its trials.
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect {
        /// The scenario.
        file: PathBuf,
        /// Which form.
        #[arg(long, value_enum, default_value_t = Stage::Plan)]
        stage: Stage,
        #[command(flatten)]
        changes: ChangeArguments,
    },
    /// Print the completions of a shell.
    #[command(
        after_help = "Examples:\n  contingent completions bash > ~/.local/share/bash-completion/completions/contingent\n  contingent completions fish > ~/.config/fish/completions/contingent.fish"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For programs: the whole of it.
    Json,
    /// For spreadsheets.
    Csv,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingsFormat {
    /// With the marked source.
    Text,
    /// A line each, as problem matchers read it.
    Short,
    /// For programs.
    Json,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Scenario files.
    Scenario,
    /// `run.json`.
    Run,
    /// `comparison.json`.
    Comparison,
    /// `sweep.json`.
    Sweep,
}

/// The forms of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// All files merged, with `--set` applied, as one text.
    Document,
    /// What it means: elements with their values and what they read.
    Model,
    /// What is run: expressions, rules, and the order of evaluation.
    Plan,
    /// What addresses the luck of each draw.
    Draws,
}

/// What is refused besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings end with exit code 1.
    Warnings,
}

/// What changes a scenario for one run.
#[derive(Args, Clone, Debug, Default)]
pub struct ChangeArguments {
    /// Set a value of an existing element (repeatable).
    #[arg(long, value_name = "PATH=VALUE", help_heading = "Changing the scenario")]
    pub set: Vec<String>,
    /// Replace a draw, perhaps between days (repeatable).
    #[arg(
        long = "do",
        value_name = "ID=VALUE[@DAY..DAY]",
        help_heading = "Changing the scenario"
    )]
    pub force: Vec<String>,
    /// Keep only the trials in which this holds at the end: a formula, or `question:ID` (repeatable).
    #[arg(long, value_name = "CONDITION", help_heading = "Changing the scenario")]
    pub given: Vec<String>,
    /// Believe one expert throughout.
    #[arg(long, value_name = "EXPERT", help_heading = "Changing the scenario")]
    pub believe: Option<String>,
    /// Take an alternative of the scenario.
    #[arg(long, value_name = "ID", help_heading = "Changing the scenario")]
    pub alternative: Option<String>,
}

/// The arguments of `run`.
#[derive(Args, Clone, Debug)]
pub struct RunArguments {
    /// The scenario.
    pub file: PathBuf,
    /// How many trials: 250000, 1_000_000 or 1e6 [default: that of `contingent.toml`, else 1,000,000].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::trials)]
    pub trials: Option<u64>,
    /// Run until the widest interval of the headline questions has this half-width, in points.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true, value_parser = super::start::points, conflicts_with = "trials")]
    pub precision: Option<f64>,
    /// The seed of all luck [default: that of `contingent.toml`, else 1].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::seed)]
    pub seed: Option<u64>,
    /// How many threads; never changes a result [default: all cores].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::threads)]
    pub threads: Option<usize>,
    /// The most memory that trials and tallies may take: 512M, 4G [default: 1G].
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = super::start::bytes)]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub changes: ChangeArguments,
    /// Also test the scenario's expectations, and the directions that its claims expect; one that fails ends with exit code 1.
    #[arg(long, conflicts_with = "precision")]
    pub expect: bool,
    /// The choices and events that paths to an answer are counted through, first to last [default: those of `[report]`, else those that tell most].
    #[arg(long, value_name = "ID,ID", help_heading = "Output")]
    pub through: Option<String>,
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
    /// Draw each chart as PNG too, at twice its size.
    #[arg(long, help_heading = "Output", conflicts_with = "no_record")]
    pub png: bool,
    /// Also write a row per trial, for R and pandas.
    #[arg(long, value_name = "FILE.csv", help_heading = "Output")]
    pub samples: Option<PathBuf>,
    /// The columns of the samples: questions, choices, events, quantities by id [default: all].
    #[arg(
        long,
        value_name = "ID,ID",
        value_delimiter = ',',
        requires = "samples",
        help_heading = "Output"
    )]
    pub columns: Vec<String>,
    /// Print results only: no progress, no notes, no warnings.
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

/// The arguments of `gallery`.
#[derive(Args, Clone, Debug)]
pub struct GalleryArguments {
    /// The scenarios, in the order of the index.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The folder to write to; what is not written anew stays.
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// How many trials each [default: that of `contingent.toml`, else 1,000,000].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::trials)]
    pub trials: Option<u64>,
    /// The seed [default: that of `contingent.toml`, else 1].
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::seed)]
    pub seed: Option<u64>,
}

/// The arguments of `check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArguments {
    /// The scenarios.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Draw nothing: reading and checking only.
    #[arg(long)]
    pub fast: bool,
    /// Run the scenario's expectations, and the directions that its claims expect.
    #[arg(long, conflicts_with = "fast")]
    pub expect: bool,
    /// What counts as an error too.
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    pub format: FindingsFormat,
    /// How many trials expectations are run for.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::trials)]
    pub trials: Option<u64>,
    /// The seed.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::seed)]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub changes: ChangeArguments,
}

/// The arguments of `trace`.
#[derive(Args, Clone, Debug)]
pub struct TraceArguments {
    /// The scenario.
    pub file: PathBuf,
    /// Which trial.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::trial)]
    pub trial: Option<u64>,
    /// The first trial in which this holds at the end: a formula, or `question:ID`.
    #[arg(long = "where", value_name = "CONDITION", conflicts_with = "trial")]
    pub condition: Option<String>,
    /// The seed.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::seed)]
    pub seed: Option<u64>,
    /// How many trials to look through for `--where`.
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = super::start::trials)]
    pub trials: Option<u64>,
    /// Also tell what stayed as it was.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub changes: ChangeArguments,
}

/// The arguments of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArguments {
    /// The scenario.
    pub file: PathBuf,
    /// An id, such as `kremlin_presses`, or a path, such as `choices.troops`.
    pub id: String,
    #[command(flatten)]
    pub changes: ChangeArguments,
}

const RUN_EXAMPLES: &str = "\
Examples:
  contingent run winter.toml
  contingent run winter.toml --trials 1e7 --seed 7 --label long
  contingent run winter.toml --precision 0.1
  contingent run winter.toml --set assumptions.kremlin_presses=0.4
  contingent run winter.toml --do troops=refuse@2023-03-01..2023-06-30
  contingent run winter.toml --given question:ultimatum
  contingent run winter.toml --alternative pressure_rises --open
  contingent run winter.toml --expect
  contingent run winter.toml --through front,dependence,venue
  contingent run winter.toml --format json --no-record > run.json
  contingent run winter.toml --trials 1e5 --samples trials.csv --columns troops,export_loss

The first Ctrl-C ends a run cleanly and reports what was counted; the second stops at once.
Exit codes: 0 done, 1 the scenario is wrong, 2 the command is wrong, 3 a file cannot be read or written, 130 interrupted.";

const CHECK_EXAMPLES: &str = "\
Examples:
  contingent check winter.toml
  contingent check scenarios/*.toml --fast --deny warnings
  contingent check winter.toml --expect
  contingent check winter.toml --fast --format json";

const TRACE_EXAMPLES: &str = "\
Examples:
  contingent trace winter.toml --trial 48213
  contingent trace winter.toml --where \"troops == send\"
  contingent trace winter.toml --where question:ultimatum --all";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  contingent explain winter.toml kremlin_presses
  contingent explain winter.toml choices.troops --set assumptions.kremlin_presses=0.4
  contingent explain winter.toml eln-30";

const INSPECT_EXAMPLES: &str = "\
Examples:
  contingent inspect winter.toml --stage document > merged.toml
  contingent inspect winter.toml --stage plan --do troops=refuse
  contingent inspect winter.toml --stage draws";
