//! `chart`: the pictures of a run, drawn again from its record.

use std::path::{Path, PathBuf};

use crate::chart::{FILE_WIDTH, Figure, Frame, Kind, Look, Theme, figures, map};
use crate::record::{self, RunRecord};

use super::arguments::{ChartArguments, ChartKind, ChartTheme};
use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;

/// Pixels for each px of a PNG.
const SCALE: f64 = 2.0;

/// Draws the charts of a record.
///
/// # Errors
/// There is no record, no such chart, or a file cannot be written.
pub fn chart(asked: &ChartArguments, output: &Output) -> Result<(), Failure> {
    let (folder, record) = find(&asked.run)?;
    let look = Look {
        width: asked.size.unwrap_or(FILE_WIDTH),
        theme: match asked.theme {
            ChartTheme::Light => Theme::Light,
            ChartTheme::Dark => Theme::Dark,
        },
        frame: Frame::File,
    };
    let figures = figures(&record);
    let wanted: Vec<&Figure> = figures
        .iter()
        .filter(|figure| asked.only.is_empty() || asked.only.iter().any(|kind| kind.is(figure.kind)))
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
    let has_map = wanted.iter().any(|figure| figure.kind == Kind::Map);
    for figure in wanted {
        let mut files = vec![(format!("{}{suffix}.svg", figure.id), figure.svg(&look).into_bytes())];
        if asked.png {
            let png = figure
                .png(&look, SCALE)
                .ok_or_else(|| Failure::World(format!("the chart `{}` is too large for a PNG", figure.id)))?;
            files.push((format!("{}{suffix}.png", figure.id), png));
        }
        for (name, bytes) in files {
            let path = target.join(name);
            write(&path, &bytes)?;
            output.print(&format!("{}\n", shown(&path)))?;
        }
    }
    if has_map {
        for (name, text) in map_texts(&record) {
            let path = target.join(name);
            write(&path, text.as_bytes())?;
            output.print(&format!("{}\n", shown(&path)))?;
        }
    }
    Ok(())
}

/// The map for other programs: Mermaid and Graphviz.
fn map_texts(record: &RunRecord) -> [(&'static str, String); 2] {
    [("map.mmd", map::mermaid(record)), ("map.dot", map::dot(record))]
}

/// In which forms the charts of a record are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// SVG, and the numbers as CSV.
    Svg,
    /// These, and PNG.
    SvgAndPng,
}

/// The charts of a record as files below its folder, in the look of files.
pub fn files(record: &RunRecord, forms: Forms) -> Vec<(String, Vec<u8>)> {
    let look = Look::default();
    let mut files = Vec::new();
    let figures = figures(record);
    if figures.iter().any(|figure| figure.kind == Kind::Map) {
        files.extend(map_texts(record).map(|(name, text)| (format!("charts/{name}"), text.into_bytes())));
    }
    for figure in figures {
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

/// A record by its folder or its `run.json`.
fn find(run: &Path) -> Result<(PathBuf, RunRecord), Failure> {
    let file = if run.is_dir() {
        run.join(record::RUN)
    } else {
        run.to_owned()
    };
    let hint = "help: name the folder of a run, or its `run.json`; `contingent list` shows the runs on record";
    let cannot = |why: &str| Failure::World(format!("cannot read `{}`: {why}\n{hint}", shown(&file)));
    if !file.is_file() {
        return Err(cannot("there is no such file"));
    }
    let text = std::fs::read_to_string(&file).map_err(|why| cannot(&reason(&why)))?;
    let record = record::read(&text).map_err(|why| cannot(&why))?;
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    Ok((folder, record))
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

impl ChartKind {
    fn is(self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (ChartKind::Outcomes, Kind::Outcomes)
                | (ChartKind::Timeline, Kind::Timeline)
                | (ChartKind::States, Kind::States)
                | (ChartKind::Paths, Kind::Paths)
                | (ChartKind::Drivers, Kind::Drivers)
                | (ChartKind::Quantity, Kind::Quantity)
                | (ChartKind::Convergence, Kind::Convergence)
                | (ChartKind::Map, Kind::Map)
        )
    }
}
