//! `watch`: on every save, check and run again, and say what changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify_debouncer_mini::notify::{RecursiveMode, Watcher};
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

use crate::chart::compare::rows::{rows, sorted};
use crate::record::comparison::{ComparisonRecord, Origin};
use crate::record::{Made, print_resolved};
use crate::source::escape_terminal;
use crate::study::compare::{self as study, Compared, Party, Stopped, What};
use crate::study::sample::{MEMORY, TRIALS};
use crate::study::{Prepared, Sampling, Until};

use super::arguments::WatchArguments;
use super::chart::Forms;
use super::disk::shown;
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::run::{RECORDS, files, near, now, trials};
use super::scenario::{Opened, open};
use super::{compare, folder, table};

/// How long a file must rest after a save: editors write in several steps.
const REST: Duration = Duration::from_millis(150);
/// How often Ctrl-C is looked for.
const TICK: Duration = Duration::from_millis(100);
/// The name of the record where none is given: the same from run to run, so that an open report can be loaded again.
const LABEL: &str = "watch";

/// A run that went well.
struct Good {
    prepared: Prepared,
    resolved: String,
}

/// Watches a scenario until Ctrl-C.
///
/// # Errors
/// The command is wrong, the file is not there, or its folder cannot be watched. What is wrong with the scenario is shown, and waited out.
pub fn watch(asked: &WatchArguments, output: &Output) -> Result<(), Failure> {
    let label = folder::label(asked.label.as_deref().unwrap_or(LABEL))?;
    let interrupt = Interrupt::listen();
    let mut files = BTreeSet::from([full(&asked.file)?]);
    let (tell, told) = channel();
    let mut debouncer = new_debouncer(REST, move |events: DebounceEventResult| {
        // Where nobody listens any longer, the program is about to end.
        let _ = tell.send(events);
    })
    .map_err(|why| Failure::World(format!("cannot watch files: {why}")))?;
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut good: Option<Good> = None;
    loop {
        follow(debouncer.watcher(), &files, &mut folders)?;
        match once(asked, &label, good.as_ref(), &interrupt, output) {
            Ok((next, read)) => {
                files.extend(read);
                good = next.or(good);
            }
            Err(Failure::Interrupted) => return Err(Failure::Interrupted),
            Err(Failure::Pipe) => return Err(Failure::Pipe),
            Err(failure) => {
                if let Some(message) = failure.message() {
                    output.failed(&message);
                }
            }
        }
        follow(debouncer.watcher(), &files, &mut folders)?;
        output.say(&format!("watching {}; Ctrl-C ends it", shown(&asked.file)));
        if !wait(&told, &files, &interrupt) {
            return Ok(());
        }
    }
}

/// Watches the folders of all files. An editor saves by writing another file and renaming it, so the folder is watched and not the file.
fn follow(
    watcher: &mut dyn Watcher,
    files: &BTreeSet<PathBuf>,
    folders: &mut BTreeSet<PathBuf>,
) -> Result<(), Failure> {
    for folder in files.iter().filter_map(|file| file.parent()) {
        if folders.insert(folder.to_owned()) {
            let watched = watcher.watch(folder, RecursiveMode::NonRecursive);
            watched.map_err(|why| Failure::World(format!("cannot watch `{}`: {why}", shown(folder))))?;
        }
    }
    Ok(())
}

/// Waits for a save of one of the files; false on Ctrl-C.
fn wait(told: &Receiver<DebounceEventResult>, files: &BTreeSet<PathBuf>, interrupt: &Interrupt) -> bool {
    loop {
        if interrupt.is_set() {
            return false;
        }
        match told.recv_timeout(TICK) {
            Ok(Ok(events)) => {
                if events.iter().any(|event| files.contains(&event.path)) {
                    return true;
                }
            }
            // What could not be told apart may have been a save.
            Ok(Err(_)) => return true,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Reads, checks and runs; the run, if it is another one than before, and the files that were read.
fn once(
    asked: &WatchArguments,
    label: &str,
    before: Option<&Good>,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<(Option<Good>, Vec<PathBuf>), Failure> {
    let Opened {
        shelf,
        prepared,
        warnings,
        ..
    } = open(&asked.file, &asked.changes, output)?;
    let read: Vec<PathBuf> = prepared
        .document
        .files
        .iter()
        .map(|file| shelf.root.join(&file.path))
        .collect();
    output.show(&prepared.document.sources, &warnings);
    let resolved = print_resolved(&prepared.document, &prepared.model);
    if before.is_some_and(|before| before.resolved == resolved) {
        output.say("nothing in the scenario has changed");
        return Ok((None, read));
    }
    let sampling = Sampling {
        seed: asked.seed.or(shelf.defaults.seed).unwrap_or(1),
        until: Until::Trials(asked.trials.or(shelf.defaults.trials).unwrap_or(TRIALS)),
        threads: asked.threads,
        memory: asked.memory.unwrap_or(MEMORY),
    };
    let record = trials(&prepared, &sampling, &resolved, interrupt, output)?;
    if !record.found.complete {
        return Err(Failure::Interrupted);
    }
    let parent = (!asked.no_record).then(|| {
        let records = asked.out.clone().or_else(|| shelf.records());
        records.unwrap_or_else(|| RECORDS.into()).join(&prepared.model.id)
    });
    let write = |name: &str, files: &[(String, Vec<u8>)]| -> Result<Option<String>, Failure> {
        let folder = parent.as_ref().map(|parent| folder::write(parent, name, files));
        Ok(folder.transpose()?.as_deref().map(near))
    };
    let written = write(label, &files(&record, &resolved, Forms::Svg))?;
    match before {
        None => output.print(&table::print(&record, written.as_deref(), output))?,
        Some(before) => {
            let compared = compared(before, &prepared, &asked.file, &sampling, interrupt, output)?;
            let mut text = changes(&compared.record);
            text.extend(written.map(|folder| format!("record  {folder}")));
            let beside = compare::files(&compared.record, &compared.resolved);
            let changed = write(&format!("{label}-changes"), &beside)?;
            text.extend(changed.map(|folder| format!("changes {folder}")));
            output.print(&format!("{}\n", text.join("\n")))?;
        }
    }
    Ok((Some(Good { prepared, resolved }), read))
}

/// The last good run beside this one, trial by trial.
fn compared(
    before: &Good,
    prepared: &Prepared,
    file: &Path,
    sampling: &Sampling,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Compared, Failure> {
    let party = |label: &str, title: &str, prepared: &Prepared| Party {
        label: label.to_owned(),
        title: title.to_owned(),
        named: shown(file),
        what: What::Ready(Box::new(prepared.clone()), Origin::File),
    };
    let parties = [
        party("before", "Before the change", &before.prepared),
        party("now", "As it stands now", prepared),
    ];
    let count = match sampling.until {
        Until::Trials(count) => count,
        Until::Precision(_) => TRIALS,
    };
    let made = Made {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        at: now(),
        seconds: 0.0,
    };
    let progress = Progress::start(Some(count), interrupt, output);
    let compared = study::compare(&parties, count, sampling, &made, &progress);
    drop(progress);
    match compared {
        Ok(compared) if compared.record.complete => Ok(compared),
        Err(Stopped::TooFew(_, kept, all)) => Err(Failure::World(format!(
            "what is given held in {kept} of {all} trials, too few to say what changed"
        ))),
        // Both were run already, so nothing new can be met but Ctrl-C and a lack of memory.
        _ => Err(Failure::Interrupted),
    }
}

/// What changed since the last good run, answer by answer.
fn changes(record: &ComparisonRecord) -> Vec<String> {
    let all = record.comparisons.iter().flat_map(rows).collect();
    let (moved, still) = sorted(all);
    let mut text = vec!["since the last good run:".to_owned()];
    text.extend(moved.iter().map(|row| {
        let answer = &row.moved;
        let title = escape_terminal(&row.title);
        format!("  {title}: {} → {}, {}", answer.first, answer.second, row.points())
    }));
    let answers = if still.len() == 1 { "answer" } else { "answers" };
    text.push(format!("  no visible difference in {} {answers}", still.len()));
    text
}

/// Where a file is, without symbolic links.
fn full(file: &Path) -> Result<PathBuf, Failure> {
    std::fs::canonicalize(file)
        .map_err(|why| Failure::World(format!("cannot read `{}`: {}", shown(file), super::disk::reason(&why))))
}
