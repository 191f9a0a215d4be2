//! `gallery`: several scenarios run, and their reports side by side.

use std::path::Path;

use crate::chart::{Kind, Look, figures};
use crate::record::{RunRecord, print_resolved};
use crate::report::{Hung, PAGE, draw, gallery as index, page};
use crate::study::{Sampling, Until};

use super::arguments::GalleryArguments;
use super::disk::{reason, shown};
use super::outcome::Failure;
use super::output::Output;
use super::progress::Interrupt;
use super::run;
use super::scenario::{Opened, open};

/// The pictures that are also left as files, for pages that show pictures and no reports, such as a README.
const HUNG: [Kind; 3] = [Kind::Outcomes, Kind::Timeline, Kind::Paths];

/// The page that leads to the others.
const INDEX: &str = "index.html";

/// Runs scenarios as they stand, and writes a report for each and an index.
///
/// # Errors
/// A scenario is wrong, a file cannot be written, or a run was interrupted; what was written before stays.
pub fn gallery(asked: &GalleryArguments, output: &Output) -> Result<(), Failure> {
    let interrupt = Interrupt::listen();
    let mut records: Vec<RunRecord> = Vec::new();
    for file in &asked.files {
        let Opened { shelf, prepared, .. } = open(file, &Default::default(), output)?;
        let standing = Sampling::default();
        let sampling = Sampling {
            seed: asked.seed.or(shelf.defaults.seed).unwrap_or(standing.seed),
            until: Until::Trials(
                asked
                    .trials
                    .or(shelf.defaults.trials)
                    .unwrap_or(crate::study::sample::TRIALS),
            ),
            ..standing
        };
        let resolved = print_resolved(&prepared.document, &prepared.model);
        let record = run::trials(&prepared, &sampling, &resolved, &interrupt, output)?;
        if !record.found.complete {
            return Err(Failure::Interrupted);
        }
        let folder = asked.out.join(&record.scenario.id);
        write(&folder.join(PAGE), &page(&record, &draw(&record)), output)?;
        let pictures = figures(&record);
        for kind in HUNG {
            // Of a kind that a scenario has several of, the first.
            if let Some(picture) = pictures.iter().find(|picture| picture.kind == kind) {
                let name = format!("{}.svg", kind.name());
                write(&folder.join(name), &picture.svg(&Look::default()), output)?;
            }
        }
        records.push(record);
    }
    let hung: Vec<Hung> = records
        .iter()
        .map(|record| Hung {
            href: format!("{}/{PAGE}", record.scenario.id),
            record,
        })
        .collect();
    write(&asked.out.join(INDEX), &index(&hung), output)
}

fn write(path: &Path, text: &str, output: &Output) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text));
    written.map_err(|why| Failure::World(format!("cannot write `{}`: {}", shown(path), reason(&why))))?;
    output.print(&format!("{}\n", shown(path)))
}
