//! `chart`: the pictures of a record, drawn again.

use std::path::Path;

use crate::chart::{FILE_WIDTH, Figure, Frame, Kind, Look, Theme, compare, figures, map, sweep};
use crate::record::RunRecord;
use crate::record::comparison::ComparisonRecord;
use crate::record::sweep::SweepRecord;

use super::arguments::{ChartArguments, ChartTheme};
use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;
use super::recorded::{Recorded, find};

/// Pixels for each px of a PNG.
const SCALE: f64 = 2.0;

/// Draws the charts of a record.
///
/// # Errors
/// There is no record, no such chart, or a file cannot be written.
pub fn chart(asked: &ChartArguments, output: &Output) -> Result<(), Failure> {
    let (folder, recorded) = find(&asked.record)?;
    let look = Look {
        width: asked.size.unwrap_or(FILE_WIDTH),
        theme: match asked.theme {
            ChartTheme::Light => Theme::Light,
            ChartTheme::Dark => Theme::Dark,
        },
        frame: Frame::File,
    };
    let Charts { figures, texts } = match &recorded {
        Recorded::Run(record) => of_run(record),
        Recorded::Sweep(record) => of_sweep(record),
        Recorded::Comparison(record) => of_comparison(record),
    };
    let wanted: Vec<&Figure> = figures
        .iter()
        .filter(|figure| asked.only.is_empty() || asked.only.contains(&figure.kind))
        .collect();
    if wanted.is_empty() {
        return Err(Failure::Usage(
            "this record has nothing for the charts asked for\nhelp: without `--only`, every chart it can fill is drawn".to_owned(),
        ));
    }
    let target = asked.out.clone().unwrap_or_else(|| folder.join("charts"));
    std::fs::create_dir_all(&target).map_err(|why| cannot(&target, &reason(&why)))?;
    let suffix = match asked.theme {
        ChartTheme::Light => "",
        ChartTheme::Dark => "-dark",
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for figure in &wanted {
        files.push((format!("{}{suffix}.svg", figure.id), figure.svg(&look).into_bytes()));
        if asked.png {
            let png = figure
                .png(&look, SCALE)
                .ok_or_else(|| Failure::World(format!("the chart `{}` is too large for a PNG", figure.id)))?;
            files.push((format!("{}{suffix}.png", figure.id), png));
        }
    }
    let texts = texts
        .into_iter()
        .filter(|text| wanted.iter().any(|figure| figure.kind == text.kind));
    files.extend(texts.map(|text| (text.name.to_owned(), text.text.into_bytes())));
    for (name, bytes) in files {
        let path = target.join(name);
        write(&path, &bytes)?;
        output.print(&format!("{}\n", shown(&path)))?;
    }
    Ok(())
}

/// What a record can be drawn as.
#[derive(Default)]
pub struct Charts {
    /// Pictures with their tables.
    pub figures: Vec<Figure>,
    /// The same for other programs.
    pub texts: Vec<ChartText>,
}

/// In which forms the charts of a record are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// SVG, and the numbers as CSV.
    Svg,
    /// These, and PNG.
    SvgAndPng,
}

/// A chart as text, beside the pictures of its kind.
pub struct ChartText {
    kind: Kind,
    name: &'static str,
    text: String,
}

/// The charts of a run; its map also as Mermaid and for Graphviz.
pub fn of_run(record: &RunRecord) -> Charts {
    let figures = figures(record);
    let map = |name, text| ChartText {
        kind: Kind::Map,
        name,
        text,
    };
    let texts = if figures.iter().any(|figure| figure.kind == Kind::Map) {
        vec![map("map.mmd", map::mermaid(record)), map("map.dot", map::dot(record))]
    } else {
        Vec::new()
    };
    Charts { figures, texts }
}

/// The charts of a comparison.
pub fn of_comparison(record: &ComparisonRecord) -> Charts {
    Charts {
        figures: compare::figures(record),
        texts: Vec::new(),
    }
}

/// The charts of a sweep.
pub fn of_sweep(record: &SweepRecord) -> Charts {
    Charts {
        figures: sweep::figures(record),
        texts: Vec::new(),
    }
}

/// Charts as files below the folder of their record, in the look of files.
pub fn files(charts: Charts) -> Vec<(String, Vec<u8>)> {
    files_in(charts, Forms::Svg)
}

/// As [`files`], in the forms asked for.
pub fn files_in(charts: Charts, forms: Forms) -> Vec<(String, Vec<u8>)> {
    let look = Look::default();
    let mut files = Vec::new();
    for text in charts.texts {
        files.push((format!("charts/{}", text.name), text.text.into_bytes()));
    }
    for figure in charts.figures {
        files.push((format!("charts/{}.svg", figure.id), figure.svg(&look).into_bytes()));
        files.push((format!("charts/{}.csv", figure.id), figure.csv()));
        if forms == Forms::SvgAndPng
            && let Some(bytes) = figure.png(&look, SCALE)
        {
            files.push((format!("charts/{}.png", figure.id), bytes));
        }
    }
    files
}

/// Written beside and moved into place: a reader never meets half a picture.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(|why| cannot(path, &reason(&why)))?;
    std::io::Write::write_all(&mut file, bytes).map_err(|why| cannot(path, &reason(&why)))?;
    let mode = file.as_file().metadata().map(|about| about.permissions());
    readable(&mut file, mode);
    file.persist(path).map_err(|why| cannot(path, &reason(&why.error)))?;
    Ok(())
}

/// A temporary file is its owner's alone; a picture is for everybody.
#[cfg(unix)]
fn readable(file: &mut tempfile::NamedTempFile, mode: std::io::Result<std::fs::Permissions>) {
    use std::os::unix::fs::PermissionsExt;
    if let Ok(mut mode) = mode {
        mode.set_mode(0o644);
        // Where that is refused the picture stays private.
        let _ = file.as_file().set_permissions(mode);
    }
}

#[cfg(not(unix))]
fn readable(_: &mut tempfile::NamedTempFile, _: std::io::Result<std::fs::Permissions>) {}

fn cannot(path: &Path, why: &str) -> Failure {
    Failure::World(format!(
        "cannot write `{}`: {why}\nhelp: `--out` names another folder",
        shown(path)
    ))
}
