//! `watch`: on every save, check and run again, and say what changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify_debouncer_mini::notify::{RecursiveMode, Watcher};
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

use crate::engine::{PairTally, Scope, run_shared};
use crate::record::{QuestionResult, RunRecord, print_resolved};
use crate::source::escape_terminal;
use crate::stats::{paired_difference, print_points};
use crate::study::sample::{MEMORY, TRIALS};
use crate::study::{Prepared, Sampling, Until};
use crate::tally::Paired;

use super::arguments::WatchArguments;
use super::disk::shown;
use super::outcome::Failure;
use super::output::Output;
use super::progress::{Interrupt, Progress};
use super::run::{RECORDS, files, near, trials};
use super::scenario::{Opened, open};
use super::{folder, table};

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
    let written = if asked.no_record {
        None
    } else {
        let records = asked.out.clone().or_else(|| shelf.records());
        let parent = records.unwrap_or_else(|| RECORDS.into()).join(&prepared.model.id);
        Some(folder::write(&parent, label, &files(&record, &resolved))?)
    };
    let written = written.as_deref().map(near);
    match before {
        None => output.print(&table::print(&record, written.as_deref(), output))?,
        Some(before) => {
            let mut text = changes(before, &prepared, &record, &sampling, interrupt, output)?;
            text.extend(written.map(|folder| format!("record  {folder}")));
            output.print(&format!("{}\n", text.join("\n")))?;
        }
    }
    Ok((Some(Good { prepared, resolved }), read))
}

/// What changed since the last good run, answer by answer, trial by trial.
fn changes(
    before: &Good,
    prepared: &Prepared,
    record: &RunRecord,
    sampling: &Sampling,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Vec<String>, Failure> {
    let Until::Trials(count) = sampling.until else {
        return Ok(Vec::new());
    };
    let progress = Progress::start(Some(count), interrupt, output);
    let plans = [&before.prepared.plan, &prepared.plan];
    let found = run_shared(
        &plans,
        &[(0, 1)],
        Scope::Questions,
        &sampling.request(0..count),
        &progress,
    );
    drop(progress);
    // Both were run already, so nothing new can be met but Ctrl-C and a lack of memory.
    let Some(pairs) = found
        .ok()
        .filter(|found| found.finished == count)
        .and_then(|mut found| found.pairs.pop())
    else {
        return Err(Failure::Interrupted);
    };
    let (mut moved, mut still) = (Vec::new(), 0);
    for (id, tally) in &pairs.questions {
        let PairTally::Answers(counts) = tally else { continue };
        let Some(question) = record.questions.get(id) else {
            continue;
        };
        let answers = match &question.result {
            QuestionResult::Yes { .. } => vec![(1, question.title.clone())],
            QuestionResult::Cases { answers, .. } => {
                let titles = answers
                    .iter()
                    .map(|(_, answer)| format!("{}: {}", question.title, answer.title));
                titles.enumerate().collect()
            }
            QuestionResult::Number(_) => continue,
        };
        for (place, title) in answers {
            let paired = pair(counts, place);
            let difference = paired_difference(&paired);
            if !difference.is_visible() {
                still += 1;
                continue;
            }
            let printed = print_points(difference.value, difference.low, difference.high);
            let share =
                |k: u64| crate::stats::print_probability(&crate::stats::Proportion::new(k, paired.total())).text;
            moved.push((
                difference.value.abs(),
                format!(
                    "  {}: {} → {}, {printed} points",
                    escape_terminal(&title),
                    share(paired.first()),
                    share(paired.second())
                ),
            ));
        }
    }
    moved.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut text = vec!["since the last good run:".to_owned()];
    text.extend(moved.into_iter().map(|(_, line)| line));
    let answers = if still == 1 { "answer" } else { "answers" };
    text.push(format!("  no visible difference in {still} {answers}"));
    Ok(text)
}

/// One answer against all others, by its place in both plans.
fn pair(counts: &[Vec<u64>], place: usize) -> Paired {
    let mut paired = Paired::default();
    for (a, row) in counts.iter().enumerate() {
        for (b, count) in row.iter().enumerate() {
            match (a == place, b == place) {
                (true, true) => paired.both += count,
                (true, false) => paired.only_first += count,
                (false, true) => paired.only_second += count,
                (false, false) => paired.neither += count,
            }
        }
    }
    paired
}

/// Where a file is, without symbolic links.
fn full(file: &Path) -> Result<PathBuf, Failure> {
    std::fs::canonicalize(file)
        .map_err(|why| Failure::World(format!("cannot read `{}`: {}", shown(file), super::disk::reason(&why))))
}
