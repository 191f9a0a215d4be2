//! Plants faults in a copy of the project, one at a time, and sees whether the test suite catches each.
//!
//! Needs Rust and git only; `tests/faults/README.md` says how to call it and what a list of faults looks like.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// One fault: literal text that is replaced by other text, and the tests that should notice.
struct Fault {
    name: String,
    file: String,
    tests: Vec<String>,
    sound: String,
    faulty: String,
}

/// What became of a fault.
enum Fate {
    Caught(String),
    Survived,
    DidNotApply(usize),
    DidNotBuild(String),
}

/// A test run that takes longer counts as caught: some faults never end.
const PATIENCE: Duration = Duration::from_secs(1_200);

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    match plant(&wanted) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("plant: {problem}");
            ExitCode::from(2)
        }
    }
}

fn plant(wanted: &[String]) -> Result<bool, String> {
    let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim());
    let list = read(&root.join("tests/faults/list.txt"))?;
    let mut faults = parse(&list)?;
    faults.retain(|fault| wanted.is_empty() || wanted.iter().any(|word| fault.name.contains(word.as_str())));
    let tree = root.join("target/faults/tree");
    copy(&root, &tree)?;
    fewer_tests(&tree, &faults)?;
    let all: BTreeSet<&String> = faults.iter().flat_map(|fault| &fault.tests).collect();
    eprintln!("{} faults; first the tests as they are", faults.len());
    build(&tree, &root).map_err(|said| format!("the project does not build:\n{said}"))?;
    if let Some(said) = failure(&tree, &root, all)? {
        return Err(format!("the tests fail without any fault:\n{said}"));
    }
    let mut rows = Vec::new();
    for fault in &faults {
        let started = Instant::now();
        let fate = try_one(&tree, &root, fault)?;
        let seconds = started.elapsed().as_secs();
        let (word, more) = match fate {
            Fate::Caught(by) => ("caught", by),
            Fate::Survived => ("SURVIVED", fault.tests.join(" ")),
            Fate::DidNotApply(times) => (
                "DID NOT APPLY",
                format!("its text stands {times} times in {}", fault.file),
            ),
            Fate::DidNotBuild(said) => ("DID NOT BUILD", said),
        };
        eprintln!("{word:14} {seconds:>4} s  {}: {more}", fault.name);
        rows.push((word, &fault.name, more));
    }
    println!("{:14} {:44} by", "fate", "fault");
    for (word, name, more) in &rows {
        println!("{word:14} {name:44} {more}");
    }
    let caught = rows.iter().filter(|row| row.0 == "caught").count();
    println!("{caught} of {} caught", rows.len());
    Ok(caught == rows.len())
}

fn try_one(tree: &Path, root: &Path, fault: &Fault) -> Result<Fate, String> {
    let path = tree.join(&fault.file);
    let text = read(&path)?;
    let times = text.matches(&fault.sound).count();
    if times != 1 {
        return Ok(Fate::DidNotApply(times));
    }
    write(&path, &text.replace(&fault.sound, &fault.faulty))?;
    let fate = match build(tree, root) {
        Err(said) => Fate::DidNotBuild(said),
        Ok(()) => match failure(tree, root, fault.tests.iter().collect())? {
            Some(said) => Fate::Caught(said),
            None => Fate::Survived,
        },
    };
    write(&path, &text)?;
    Ok(fate)
}

/// Blocks of `fault NAME`, `file PATH`, `test FILTER…`, then the text after `sound` and the text after `faulty`, up to `end`.
fn parse(list: &str) -> Result<Vec<Fault>, String> {
    let mut faults = Vec::new();
    let mut lines = list.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| format!("list.txt, line {}: {what}", number + 1);
        let name = line
            .strip_prefix("fault ")
            .ok_or_else(|| wrong("a block begins with `fault`"))?;
        let mut field = |key: &str| {
            let (_, line) = lines.next()?;
            line.strip_prefix(key).map(|rest| rest.trim().to_owned())
        };
        let file = field("file").ok_or_else(|| wrong("`file` comes next"))?;
        let tests = field("test").ok_or_else(|| wrong("`test` comes after `file`"))?;
        field("sound").ok_or_else(|| wrong("`sound` comes after `test`"))?;
        let mut until = |end: &str| -> Option<String> {
            let mut text = Vec::new();
            for (_, line) in lines.by_ref() {
                if line == end {
                    return Some(text.join("\n"));
                }
                text.push(line);
            }
            None
        };
        let sound = until("faulty").ok_or_else(|| wrong("no `faulty`"))?;
        let faulty = until("end").ok_or_else(|| wrong("no `end`"))?;
        let tests: Vec<String> = tests.split_whitespace().map(str::to_owned).collect();
        if tests.is_empty() || sound.is_empty() || sound == faulty {
            return Err(wrong("a fault has tests, and changes something"));
        }
        faults.push(Fault {
            name: name.to_owned(),
            file,
            tests,
            sound,
            faulty,
        });
    }
    Ok(faults)
}

/// Copies what git knows of, as it stands in the working tree.
fn copy(root: &Path, tree: &Path) -> Result<(), String> {
    if tree.exists() {
        fs::remove_dir_all(tree).map_err(|e| format!("cannot clear {}: {e}", tree.display()))?;
    }
    for name in git(&[
        "-C",
        &root.display().to_string(),
        "ls-files",
        "-co",
        "--exclude-standard",
    ])?
    .lines()
    {
        let (from, to) = (root.join(name), tree.join(name));
        if !from.is_file() {
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        }
        fs::copy(&from, &to).map_err(|e| format!("cannot copy {name}: {e}"))?;
    }
    Ok(())
}

/// Leaves out the rooms of the suite that no fault asks for, to build sooner.
fn fewer_tests(tree: &Path, faults: &[Fault]) -> Result<(), String> {
    let path = tree.join("tests/suite/main.rs");
    let rooms: BTreeSet<&str> = faults
        .iter()
        .flat_map(|f| &f.tests)
        .filter_map(|test| test.split("::").next())
        .collect();
    let keeps = |line: &&str| {
        let room = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';'));
        // The engine's tests stand on the oracle.
        room.is_none_or(|room| room == "oracle" || rooms.contains(room))
    };
    let text = read(&path)?;
    let kept: Vec<&str> = text.lines().filter(keeps).collect();
    write(&path, &(kept.join("\n") + "\n"))
}

fn cargo(tree: &Path, root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet", "--test", "suite"]).current_dir(tree);
    command.env("CARGO_TARGET_DIR", root.join("target/faults/build"));
    command
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "1")
        .env("RUST_BACKTRACE", "0");
    command
}

fn build(tree: &Path, root: &Path) -> Result<(), String> {
    let out = cargo(tree, root)
        .args(["--no-run"])
        .output()
        .map_err(|e| format!("cargo does not start: {e}"))?;
    if out.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&out.stderr);
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    Err(errors.join("; "))
}

/// The first test that fails, or none.
fn failure(tree: &Path, root: &Path, tests: BTreeSet<&String>) -> Result<Option<String>, String> {
    let log = root.join("target/faults/log.txt");
    let file = fs::File::create(&log).map_err(|e| format!("cannot write {}: {e}", log.display()))?;
    let mut command = cargo(tree, root);
    command.arg("--").args(tests).stdout(file).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|e| format!("cargo does not start: {e}"))?;
    let started = Instant::now();
    loop {
        match child.try_wait().map_err(|e| format!("cargo is lost: {e}"))? {
            Some(status) if status.success() => {
                let said = read(&log)?;
                let none = said.lines().any(|line| line.starts_with("test result: ok. 0 passed"));
                return if none {
                    Err("no test has such a name".to_owned())
                } else {
                    Ok(None)
                };
            }
            Some(_) => break,
            None if started.elapsed() > PATIENCE => {
                child.kill().map_err(|e| format!("cargo does not end: {e}"))?;
                return Ok(Some("it never ends".to_owned()));
            }
            None => sleep(Duration::from_millis(200)),
        }
    }
    let said = read(&log)?;
    let failed = said
        .lines()
        .filter_map(|line| line.strip_prefix("---- ")?.strip_suffix(" stdout ----"));
    let failed: Vec<&str> = failed.collect();
    Ok(Some(match failed[..] {
        [] => "the tests ended early".to_owned(),
        [only] => only.to_owned(),
        [first, ..] => format!("{first} and {} more", failed.len() - 1),
    }))
}

fn git(arguments: &[&str]) -> Result<String, String> {
    let out = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|e| format!("git does not start: {e}"))?;
    if !out.status.success() {
        return Err(format!(
            "git {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&out.stderr)
        ));
    }
    String::from_utf8(out.stdout).map_err(|e| format!("git speaks in tongues: {e}"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
