//! Records under attack: killed writers, races, links, damage, folders that are somebody else's.
#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::process::Stdio;
use std::time::Duration;

use super::sandbox::{Sandbox, wait};

const RUN: [&str; 4] = ["run", "x.toml", "--trials", "600"];

fn labelled(label: &str) -> Vec<&str> {
    RUN.into_iter().chain(["--label", label]).collect()
}

fn names(sandbox: &Sandbox, below: &str) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.path().join(below)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn places_that_are_no_folder_are_told_before_the_run() {
    let sandbox = Sandbox::with_small();
    sandbox.file("file", "text");
    symlink("nowhere", sandbox.path().join("gone")).unwrap();
    for out in ["file", "file/a", "/dev/null", "/dev/full/a", "/proc/nowhere", "gone"] {
        // Were it told afterwards, this would not end.
        sandbox.expect(&["run", "x.toml", "--trials", "1e12", "--out", out], 3, "cannot write");
    }
}

#[test]
fn what_is_no_record_is_not_replaced() {
    let sandbox = Sandbox::with_small();
    sandbox.file("reports/x/data/precious.txt", "kept");
    sandbox.file("reports/x/file", "kept");
    for label in ["data", "file"] {
        sandbox.expect(&labelled(label), 3, "is no record");
    }
    sandbox.file("elsewhere/precious.txt", "kept");
    symlink("../../elsewhere", sandbox.path().join("reports/x/link")).unwrap();
    symlink("nowhere", sandbox.path().join("reports/x/gone")).unwrap();
    for label in ["link", "gone"] {
        sandbox.expect(&labelled(label), 0, "");
        let folder = sandbox.path().join("reports/x").join(label);
        assert!(!std::fs::symlink_metadata(&folder).unwrap().is_symlink());
        assert!(folder.join("run.json").is_file());
    }
    assert_eq!(
        std::fs::read_to_string(sandbox.path().join("elsewhere/precious.txt")).unwrap(),
        "kept"
    );
    assert_eq!(names(&sandbox, "reports/x"), ["data", "file", "gone", "link"]);
}

#[test]
fn damaged_records_are_passed_over_and_replaced() {
    let sandbox = Sandbox::with_small();
    sandbox.expect(&labelled("good"), 0, "");
    for (name, text) in [
        ("empty", String::new()),
        ("cut", "{\"format\": 1, \"identity\"".to_owned()),
        ("deep", "[".repeat(100_000)),
        ("other", "{\"format\": 99}".to_owned()),
        ("list", "[]".to_owned()),
        ("control", "{\"format\": \"\\u001b[31m\"}".to_owned()),
    ] {
        sandbox.file(&format!("reports/x/{name}/run.json"), text);
        let said = sandbox.expect(&["list"], 0, "is passed over");
        assert!(said.out.contains("good") && !said.out.contains(name), "{}", said.out);
        sandbox.expect(&labelled(name), 0, "");
        assert_eq!(sandbox.expect(&["list"], 0, "").talk, "", "{name}");
    }
    // Escapes in a record that somebody else wrote do not reach the terminal.
    let path = sandbox.path().join("reports/x/good/run.json");
    let evil = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\"x\"", "\"x\\u001b[31m\\u202e\"");
    std::fs::write(&path, evil).unwrap();
    for format in ["table", "json", "csv"] {
        let mut command = sandbox.command(&["list", "--format", format]);
        let said = command.output().unwrap();
        assert!(!said.stdout.contains(&0x1b), "{format}");
    }
    // A FIFO in the place of a record's file would wait for ever.
    std::fs::remove_file(&path).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    sandbox.expect(&labelled("good"), 0, "");
}

#[test]
fn a_killed_run_leaves_nothing_and_the_next_one_sweeps() {
    let sandbox = Sandbox::with_small();
    let before = sandbox.all();
    let mut command = sandbox.command(&["run", "x.toml", "--trials", "1e12"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(sandbox.all(), before);
    // A kill while a record is written: what stands then.
    sandbox.expect(&labelled("a"), 0, "");
    sandbox.file("reports/x/.new-1-a/run.json", "{\"form");
    sandbox.file("reports/x/.old-1-b/run.json", "{}");
    sandbox.expect(&labelled("c"), 0, "");
    assert_eq!(names(&sandbox, "reports/x"), ["a", "b", "c"]);
}

#[test]
fn two_runs_that_race_leave_one_whole_record() {
    let sandbox = Sandbox::with_small();
    for _ in 0..5 {
        let children: Vec<_> = (1..=4)
            .map(|seed| {
                let mut command =
                    sandbox.command(&[&labelled("a")[..], &["--seed", ["1", "2", "3", "4"][seed - 1]]].concat());
                command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
            })
            .collect();
        for child in children {
            assert_eq!(wait(child, "a race"), 0);
        }
        assert_eq!(names(&sandbox, "reports/x"), ["a"]);
        assert_eq!(sandbox.expect(&["list"], 0, "").talk, "");
    }
}

#[test]
fn a_reader_that_leaves_is_told_nothing() {
    let sandbox = Sandbox::with_small();
    let program = env!("CARGO_BIN_EXE_contingent");
    for command in [
        "schema",
        "schema run",
        "run x.toml --quiet --trials 600 --no-record --format json",
        "inspect x.toml",
        "--help",
    ] {
        let line = format!("'{program}' {command} | head -n 1");
        let said = std::process::Command::new("sh")
            .args(["-c", &line])
            .current_dir(sandbox.path())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(said.stderr).unwrap(), "", "{command}");
        assert_eq!(
            said.stdout.iter().filter(|byte| **byte == b'\n').count(),
            1,
            "{command}"
        );
    }
}

#[test]
fn an_interruption_ends_with_130_and_no_record() {
    let sandbox = Sandbox::with_small();
    let before = sandbox.all();
    for arguments in [&["--samples", "s.csv"][..], &[]] {
        let mut command = sandbox.command(&[&["run", "x.toml", "--trials", "1e12"][..], arguments].concat());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Until the handler is set the signal ends the program as any other, which also leaves nothing.
        std::thread::sleep(Duration::from_secs(1));
        let sent = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
        let code = wait(child, "an interruption");
        assert!([130, -1].contains(&code), "{code}");
        assert_eq!(sandbox.all(), before);
    }
}
