//! Files, folders, readers and signals that do not play along: each with its clear error and nothing half-written.

use std::process::Stdio;

use super::support::{COIN, Place, said};

#[test]
fn files_that_cannot_be_read_are_named_and_end_with_exit_code_3() {
    let place = Place::new();
    std::fs::create_dir(place.path().join("folder.toml")).unwrap();
    for (name, why) in [
        ("missing.toml", "there is no such file"),
        ("folder.toml", "it is a folder"),
    ] {
        for command in ["run", "check", "trace", "inspect"] {
            let told = place.run(&[command, name]);
            assert_eq!(told.code, 3, "{command} {name}: {}", told.talk);
            assert!(told.talk.contains(name) && told.talk.contains(why), "{}", told.talk);
        }
    }
    place.file("notes.txt", COIN);
    assert_eq!(place.run(&["run", "notes.txt"]).code, 2);
}

#[test]
#[cfg(unix)]
fn a_fifo_is_refused_before_it_is_opened() {
    let place = Place::new();
    let made = std::process::Command::new("mkfifo")
        .arg(place.path().join("pipe.toml"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let told = place.run(&["run", "pipe.toml"]);
    assert_eq!(told.code, 3);
    assert!(told.talk.contains("no regular file"), "{}", told.talk);
    // Also where another file extends it.
    place.file(
        "top.toml",
        &COIN.replace("contingent = 1\n", "contingent = 1\nextends = [\"pipe.toml\"]\n"),
    );
    let told = place.run(&["run", "top.toml"]);
    assert_eq!(told.code, 1);
    assert!(
        told.talk.contains("no regular file") && told.talk.contains("top.toml:2:"),
        "{}",
        told.talk
    );
}

#[test]
fn text_that_is_none_is_told_with_its_place() {
    let place = Place::new();
    let mut bytes = COIN.as_bytes().to_vec();
    bytes.extend_from_slice(b"# \xff\xfe\n");
    place.bytes("bad.toml", &bytes);
    let told = place.run(&["check", "bad.toml"]);
    assert_eq!(told.code, 1);
    assert!(
        told.talk.contains("not UTF-8") && told.talk.contains("line 7"),
        "{}",
        told.talk
    );
    place.bytes("large.toml", &vec![b'#'; (4 << 20) + 1]);
    let told = place.run(&["check", "large.toml"]);
    assert_eq!(told.code, 3);
    assert!(told.talk.contains("4194304"), "{}", told.talk);
}

#[test]
#[cfg(unix)]
fn links_do_not_lead_out_of_the_library() {
    let place = Place::new();
    place.file("secret.toml", "contingent = 1\n[events.x]\nprobability = 0.5\n");
    place.file("lib/contingent.toml", "");
    place.file(
        "lib/top.toml",
        &COIN.replace("contingent = 1\n", "contingent = 1\nextends = [\"link.toml\"]\n"),
    );
    std::os::unix::fs::symlink(place.path().join("secret.toml"), place.path().join("lib/link.toml")).unwrap();
    let told = place.run(&["check", "lib/top.toml"]);
    assert_eq!(told.code, 1);
    assert!(told.talk.contains("leads out of the library"), "{}", told.talk);
}

#[test]
fn a_record_that_cannot_be_written_leaves_nothing() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    place.file("taken", "a file where a folder should be");
    let told = place.run(&["run", "coin.toml", "--trials", "1000", "--out", "taken"]);
    assert_eq!(told.code, 3);
    assert!(
        told.talk.contains("cannot write") && told.talk.contains("--no-record"),
        "{}",
        told.talk
    );
    assert_eq!(
        std::fs::read_to_string(place.path().join("taken")).unwrap(),
        "a file where a folder should be"
    );
    let told = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "10",
        "--no-record",
        "--samples",
        "nowhere/x.csv",
    ]);
    assert_eq!(told.code, 3);
    assert!(told.talk.contains("nowhere/x.csv"), "{}", told.talk);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = place.command(&["run", "coin.toml", "--trials", "1000", "--no-record"]);
    let told = said(command.stdout(full).output().unwrap());
    assert_eq!(told.code, 3);
    assert!(
        told.talk.contains("cannot write to the standard output"),
        "{}",
        told.talk
    );
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let mut command = place.command(&["schema"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let told = said(child.wait_with_output().unwrap());
    assert_eq!((told.code, told.talk.as_str()), (0, ""));
}

#[test]
#[cfg(unix)]
fn an_interruption_reports_the_first_part_and_leaves_no_record() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let mut command = place.command(&["run", "coin.toml", "--trials", "1e12", "--threads", "1"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Until the handler is set the signal would end it as any program; a second is ample, and no assertion hangs on it.
    std::thread::sleep(std::time::Duration::from_secs(2));
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    let told = said(child.wait_with_output().unwrap());
    assert_eq!(told.code, 130, "{}", told.talk);
    assert!(
        told.out.contains("interrupted: the first") && told.out.contains("Heads"),
        "{}",
        told.out
    );
    assert!(place.list("reports/coin").is_empty());
}

#[test]
fn titles_cannot_drive_the_terminal() {
    let place = Place::new();
    place.file(
        "evil.toml",
        &COIN.replace("\"Heads\"", "\"Heads \\u001b[31m \\u202e up\""),
    );
    for command in [
        &["run", "evil.toml", "--trials", "100", "--no-record"][..],
        &["check", "evil.toml"],
        &["trace", "evil.toml"],
    ] {
        let told = place.run(command);
        let text = told.out + &told.talk;
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn what_a_run_meets_is_told_with_its_trial_and_place() {
    let place = Place::new();
    let text = "contingent = 1\n[events.a]\nprobability = 0.001\n[events.b]\nprobability = \"if(a, 2, 0.5)\"\n[questions.q]\nyes = \"b\"\n";
    place.file("bad.toml", text);
    let told = place.run(&["run", "bad.toml", "--trials", "20000"]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    assert!(
        told.talk.contains("`b`") && told.talk.contains("trial "),
        "{}",
        told.talk
    );
    assert!(place.list("reports").is_empty());
    let never = place.run(&["run", "bad.toml", "--trials", "100", "--given", "a and not a"]);
    assert_eq!(never.code, 1, "{}", never.talk);
    place.file("coin.toml", COIN);
    let none = place.run(&["run", "coin.toml", "--trials", "1000", "--memory", "1K"]);
    assert_eq!(none.code, 1);
    assert!(none.talk.contains("--memory"), "{}", none.talk);
}
