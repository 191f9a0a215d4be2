//! What is no regular file, where one is read or written.
#![cfg(unix)]

use std::os::unix::fs::{FileTypeExt, symlink};

use super::sandbox::{Sandbox, small};

fn fifo(sandbox: &Sandbox, name: &str) {
    let made = std::process::Command::new("mkfifo")
        .arg(sandbox.path().join(name))
        .status()
        .unwrap();
    assert!(made.success());
}

#[test]
fn only_regular_files_are_read() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path().join("folder.toml")).unwrap();
    fifo(&sandbox, "fifo.toml");
    symlink("/dev/zero", sandbox.path().join("zero.toml")).unwrap();
    symlink("loop.toml", sandbox.path().join("loop.toml")).unwrap();
    symlink("nowhere", sandbox.path().join("gone.toml")).unwrap();
    for (name, says) in [
        ("folder.toml", "it is a folder"),
        ("fifo.toml", "no regular file"),
        ("zero.toml", "no regular file"),
        ("loop.toml", "too many levels"),
        ("gone.toml", "there is no such file"),
        ("/dev/zero", "no regular file"),
        (".", "it is a folder"),
    ] {
        for command in ["run", "check", "trace", "inspect"] {
            let said = sandbox.expect(&[command, name], 3, says);
            assert_eq!(said.talk.matches("error").count(), 1, "{}", said.talk);
        }
    }
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_small();
    let path = sandbox.path().join("x.toml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    // For root everything may be read.
    if std::fs::read(&path).is_err() {
        sandbox.expect(&["run", "x.toml"], 1, "permission denied");
    }
}

#[test]
fn samples_replace_regular_files_only() {
    let sandbox = Sandbox::with_small();
    fifo(&sandbox, "fifo");
    symlink("nowhere", sandbox.path().join("gone")).unwrap();
    symlink("fifo", sandbox.path().join("to-fifo")).unwrap();
    std::fs::create_dir(sandbox.path().join("folder")).unwrap();
    for (target, says) in [
        ("fifo", "no regular file"),
        ("to-fifo", "no regular file"),
        ("gone", "leads nowhere"),
        ("folder", "it is a folder"),
        ("nowhere/a.csv", "there is no such file"),
        ("x.toml/a.csv", "no folder"),
    ] {
        // The device files themselves are left alone: whoever may rename over them would lose them.
        sandbox.expect(&["run", "x.toml", "--trials", "1e12", "--samples", target], 3, says);
    }
    assert!(
        std::fs::metadata(sandbox.path().join("fifo"))
            .unwrap()
            .file_type()
            .is_fifo()
    );
    // A link is followed, and stays one.
    sandbox.file("real.csv", "old");
    symlink("real.csv", sandbox.path().join("link.csv")).unwrap();
    sandbox.expect(
        &[
            "run",
            "x.toml",
            "--no-record",
            "--trials",
            "10",
            "--samples",
            "link.csv",
        ],
        0,
        "",
    );
    assert!(
        std::fs::symlink_metadata(sandbox.path().join("link.csv"))
            .unwrap()
            .is_symlink()
    );
    assert!(
        std::fs::read_to_string(sandbox.path().join("real.csv"))
            .unwrap()
            .starts_with("trial,")
    );
}

#[test]
fn a_disk_that_fills_up_leaves_nothing() {
    let sandbox = Sandbox::with_small();
    // A file may have 512 bytes; the signal that would end the program is ignored, so that the write itself fails.
    let limit = "trap '' XFSZ; ulimit -f 1";
    let before = sandbox.all();
    for arguments in [
        &["run", "x.toml", "--trials", "600", "--out", "deep/records"][..],
        &[
            "run",
            "x.toml",
            "--trials",
            "20000",
            "--no-record",
            "--samples",
            "samples.csv",
        ],
    ] {
        let mut command = sandbox.limited(limit, arguments);
        let told = command.output().unwrap();
        let talk = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.status.code(), Some(3), "{talk}");
        assert!(
            talk.contains("cannot write") && talk.contains("file too large"),
            "{talk}"
        );
        assert_eq!(sandbox.all(), before);
    }
}

#[test]
fn new_does_not_write_over_anything() {
    let sandbox = Sandbox::with_small();
    symlink("elsewhere.toml", sandbox.path().join("link.toml")).unwrap();
    fifo(&sandbox, "fifo.toml");
    for (name, code) in [
        ("x.toml", 3),
        ("link.toml", 3),
        ("fifo.toml", 3),
        ("nowhere/a.toml", 3),
        ("x.toml/a.toml", 3),
        ("noext", 2),
        (".", 2),
    ] {
        sandbox.expect(&["new", name], code, "error");
    }
    assert_eq!(std::fs::read_to_string(sandbox.path().join("x.toml")).unwrap(), small());
}
