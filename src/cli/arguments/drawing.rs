//! The arguments of `chart`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::chart::Kind;

/// The arguments of `chart`.
#[derive(Args, Clone, Debug)]
pub struct ChartArguments {
    /// The folder of a record, or its `run.json`, `sweep.json` or `comparison.json`.
    pub record: PathBuf,
    /// Which charts [default: every one that the record can fill].
    #[arg(long, value_enum, value_name = "CHART,CHART", value_delimiter = ',')]
    pub only: Vec<Kind>,
    /// The width of the pictures in px, 320 to 2400; below 560 the slim form. The height follows from what is shown [default: 900].
    #[arg(long, value_name = "WIDTH", allow_hyphen_values = true, value_parser = crate::cli::start::width)]
    pub size: Option<f64>,
    /// Light paper or dark.
    #[arg(long, value_enum, default_value_t = ChartTheme::Light)]
    pub theme: ChartTheme,
    /// Also as PNG, two pixels for each px.
    #[arg(long)]
    pub png: bool,
    /// The folder to draw into [default: `charts` in the folder of the record].
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// The paper of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartTheme {
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Kind] {
        Kind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.question()))
    }
}

pub(super) const CHART_EXAMPLES: &str = "\
Examples:
  contingent chart reports/belarus-2022/involvement/b7f2-91c4-2d10-77ae
  contingent chart reports/winter/sweep-03aa-5c1e-9f00-1b2d --png
  contingent chart RUN --only outcomes,timeline --png
  contingent chart RUN --size 360 --theme dark --out slides/

`contingent list` shows the runs on record, with their folders; a sweep or a comparison says where it left its own.";
