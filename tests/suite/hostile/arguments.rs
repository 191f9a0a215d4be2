//! Hostile arguments: numbers that are none, overrides that are no overrides, names that lead elsewhere.

use super::sandbox::{HEAD, Sandbox, TIME};

const SCENARIO: &str = "[assumptions]\na = 0.3\n[events.x]\nprobability = \"a\"\n[[events.x.factor]]\nid = \"f\"\nif = \"step == 2\"\nodds = 2\n[quantities.z]\nvalue = { normal = [0, 1] }\n[questions.q]\nyes = \"ever(x)\"\n[questions.n]\nnumber = \"z\"\n[alternatives.alt]\ntitle = \"A\"\nset = { \"assumptions.a\" = 0.5 }\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("x.toml", format!("{HEAD}{TIME}{SCENARIO}"));
    sandbox
}

/// Runs with an option's every value: its exit code, what is said.
#[track_caller]
fn values(option: &str, rows: &[(&str, i32, &str)]) {
    let sandbox = sandbox();
    for (value, code, says) in rows {
        let mut arguments = vec!["run", "x.toml", "--no-record", option, value];
        if !["--trials", "--precision"].contains(&option) {
            arguments.extend(["--trials", "600"]);
        }
        sandbox.expect(&arguments, *code, says);
    }
}

#[test]
fn numbers_on_the_command_line() {
    let whole = "write a whole number";
    values(
        "--trials",
        &[
            ("0", 2, "at least one"),
            ("-1", 2, whole),
            ("1e30", 2, whole),
            ("nan", 2, whole),
            ("inf", 2, whole),
            ("1e13", 2, "at most 1e12"),
            ("99999999999999999999", 2, whole),
            ("0x10", 2, whole),
            ("１", 2, whole),
        ],
    );
    values(
        "--threads",
        &[
            ("0", 2, "at least one"),
            ("-1", 2, whole),
            ("100000", 2, "from 1 to 1024"),
            ("nan", 2, whole),
            ("1024", 0, ""),
        ],
    );
    let amount = "write an amount";
    values(
        "--memory",
        &[
            ("1", 1, "too-much-memory"),
            ("1K", 1, "too-much-memory"),
            ("0", 2, amount),
            ("-1", 2, amount),
            ("K", 2, amount),
            ("é", 2, amount),
            ("99999999999T", 2, amount),
            ("64M", 0, ""),
        ],
    );
    values(
        "--seed",
        &[
            ("18446744073709551616", 2, whole),
            ("-1", 2, whole),
            ("1.5", 2, whole),
            ("abc", 2, whole),
            ("18446744073709551615", 0, ""),
        ],
    );
    let points = "from 0.001 to 50";
    values(
        "--precision",
        &[
            ("0", 2, points),
            ("-1", 2, points),
            ("nan", 2, points),
            ("inf", 2, points),
            ("100", 2, points),
            ("1e-300", 2, points),
            ("50", 0, ""),
        ],
    );
    let sandbox = sandbox();
    for (trial, code, says) in [
        ("-1", 2, whole),
        ("18446744073709551615", 2, "trials are numbered from 0 to"),
        ("9007199254740992", 2, "trials are numbered from 0 to"),
        ("9007199254740991", 0, ""),
    ] {
        sandbox.expect(&["trace", "x.toml", "--trial", trial], code, says);
    }
}

#[test]
fn values_that_are_set() {
    let deep = format!("assumptions.a={}", "[".repeat(100_000));
    let path = format!("{}b=1", "a.".repeat(50_000));
    let formula = format!("questions.q.yes=\"{}\"", "(".repeat(60_000));
    values(
        "--set",
        &[
            ("", 1, "the form `path=value`"),
            ("a", 1, "the form `path=value`"),
            ("a=", 1, "the value is missing"),
            ("=", 1, "the value is missing"),
            ("=1", 1, "unknown-path"),
            ("assumptions.a=[[[[", 1, "cannot be read as a value"),
            ("assumptions.a=1\nb=2", 1, "neither a number nor a word"),
            ("assumptions.a=0.1\n[events.y]", 1, "neither a number nor a word"),
            ("assumptions.a=nan", 1, "not a finite number"),
            ("assumptions.a=1e999", 1, "too large to be held"),
            ("assumptions.a=\u{1b}[31m", 1, "U+001B"),
            ("assumptions.\u{202e}a=1", 1, "unknown-path"),
            ("assumptions..a=1", 1, "unknown-path"),
            ("assumptions.a.b.c=1", 1, "the path ends there"),
            ("events.x.factor.0.odds=3", 1, "by its `id`"),
            ("events.y.probability=0.1", 1, "there is no event `y`"),
            ("time.steps=4294967295", 1, "from 1 to 10000"),
            ("extends=[\"/etc/passwd\"]", 1, "error["),
            ("contingent=2", 1, "cannot be set"),
            ("scenario.id=\"../x\"", 1, "unknown-path"),
            ("assumptions.a={uniform=[nan,1]}", 1, "not a finite number"),
            (&deep, 1, "nested deeper than 32"),
            (&path, 1, "unknown-path"),
            (&formula, 1, "nests too deeply"),
        ],
    );
    let sandbox = sandbox();
    let twice = sandbox.expect(
        &[
            "run",
            "x.toml",
            "--no-record",
            "--trials",
            "600",
            "--format",
            "json",
            "--set",
            "assumptions.a=0",
            "--set",
            "assumptions.a=1",
        ],
        0,
        "",
    );
    assert!(
        twice.out.contains("\"k\": 600") || twice.out.contains("\"k\":600"),
        "the last one counts: {}",
        twice.out
    );
}

#[test]
fn draws_that_are_replaced_and_what_is_given() {
    let long = format!("x={}", "y".repeat(100_000));
    values(
        "--do",
        &[
            ("", 1, "the form `id=value`"),
            ("x=", 1, "has no branch"),
            ("=yes", 1, "no choice, event or quantity"),
            ("x=maybe", 1, "has no branch `maybe`"),
            ("q=yes", 1, "no choice, event or quantity"),
            ("a=1", 1, "nothing draws"),
            ("z=nan", 1, "becomes a number"),
            ("z=1e999", 1, "becomes a number"),
            ("x=yes@", 1, "as a range"),
            ("x=yes@2022-12-31..2022-10-01", 1, "comes before"),
            ("x=yes@9999-99-99..", 1, "is no day"),
            ("x=yes@1900-01-01..", 1, "error["),
            (&long, 1, "has no branch"),
        ],
    );
    let open = "(".repeat(100_000);
    values(
        "--given",
        &[
            ("", 1, "the formula is empty"),
            ("x and", 1, "a value is missing"),
            ("false", 1, "held in none of"),
            ("question:", 1, "there is no question"),
            ("question:n", 1, "not answered by yes or no"),
            ("z", 1, "a truth is wanted"),
            ("\u{1b}[1m", 1, "U+001B"),
            ("prev(x, 4000000000)", 1, "at most 10000 steps"),
            (&open, 1, "longer than 65536 bytes"),
        ],
    );
    values(
        "--believe",
        &[("", 1, "there is no expert"), ("\u{1b}[1m", 1, "there is no expert")],
    );
    values(
        "--alternative",
        &[("", 1, "there is no alternative"), ("nope", 1, "it defines `alt`")],
    );
    values("--format", &[("xml", 2, "possible values"), ("", 2, "--format")]);
}

#[test]
fn columns_are_looked_up_before_the_trials_are_run() {
    let sandbox = sandbox();
    for column in ["nope", "", "x,,q", "\u{1b}[1m", "Q"] {
        // Were it looked up afterwards, this would not end.
        sandbox.expect(
            &[
                "run",
                "x.toml",
                "--no-record",
                "--trials",
                "1e12",
                "--samples",
                "o.csv",
                "--columns",
                column,
            ],
            2,
            "there is no column",
        );
    }
}

#[test]
fn labels_are_names_of_folders() {
    let sandbox = sandbox();
    for label in ["..", "/", "", "\u{202e}", "-"] {
        sandbox.expect(&["run", "x.toml", "--trials", "10", "--label", label], 2, "--label");
    }
    let letters = "𠀀".repeat(100);
    for label in [
        "../../etc",
        "con",
        "a/b",
        "\u{1b}[31m",
        "__proto__",
        ".hidden",
        &letters,
    ] {
        sandbox.expect(&["run", "x.toml", "--trials", "10", "--label", label], 0, "");
    }
    let known = ["reports", "x.toml"];
    let names: Vec<String> = std::fs::read_dir(sandbox.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = sandbox();
    let bad = std::ffi::OsStr::from_bytes(b"a\xff\xfe.toml");
    for before in [
        &["run"][..],
        &["check"],
        &["explain", "x.toml"],
        &["run", "x.toml", "--set"],
        &["run", "x.toml", "--label"],
        &["list"],
    ] {
        let mut command = sandbox.command(before);
        command.arg(bad);
        let said = sandbox.finish(command, "not UTF-8");
        assert!([2, 3].contains(&said.code), "{before:?}: {}", said.talk);
    }
    std::fs::write(sandbox.path().join(bad), "contingent = 1\n").unwrap();
    let mut command = sandbox.command(&["run"]);
    command.arg(bad);
    let said = sandbox.finish(command, "not UTF-8");
    assert_eq!(said.code, 3);
    assert!(said.talk.contains("not valid Unicode"), "{}", said.talk);
}

#[test]
fn any_terminal_will_do() {
    let sandbox = sandbox();
    for (key, value) in [
        ("COLUMNS", "0"),
        ("COLUMNS", "1"),
        ("COLUMNS", "100000"),
        ("COLUMNS", "x"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("HOME", ""),
        ("TMPDIR", "/nowhere"),
    ] {
        let mut command = sandbox.command(&["run", "x.toml", "--no-record", "--trials", "600"]);
        command.env(key, value);
        let said = sandbox.finish(command, key);
        assert_eq!(said.code, 0, "{key}={value}: {}", said.talk);
        assert!(!said.out.contains('\u{1b}'));
    }
}
