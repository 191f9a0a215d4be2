//! Holds the code to the rules of the house: who may use whom, what every file begins with, how long it may be, and who touches the world.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms from the first to the last. A room may use rooms above it, and itself.
const ROOMS: [&str; 18] = [
    "source", "calendar", "scale", "math", "expr", "document", "model", "plan", "draw", "tally", "engine", "stats",
    "record", "study", "chart", "report", "api", "cli",
];

/// What a room must not use although it stands above.
const FORBIDDEN: [(&str, &str); 21] = [
    ("calendar", "source"),
    ("scale", "source"),
    ("math", "source"),
    ("math", "calendar"),
    ("math", "scale"),
    ("document", "scale"),
    ("draw", "model"),
    ("draw", "plan"),
    ("draw", "document"),
    ("tally", "plan"),
    ("tally", "model"),
    ("engine", "document"),
    ("engine", "source"),
    ("stats", "engine"),
    ("chart", "source"),
    ("chart", "document"),
    ("chart", "model"),
    ("chart", "plan"),
    ("chart", "draw"),
    ("chart", "engine"),
    ("chart", "study"),
];

fn files() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 50, "the sources were found");
    found
}

fn room(path: &Path) -> String {
    let below = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without comments and without its unit tests.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text[..end]
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_use_only_rooms_above_them() {
    let place: BTreeMap<&str, usize> = ROOMS.iter().enumerate().map(|(i, room)| (*room, i)).collect();
    let mut wrong = Vec::new();
    for path in files() {
        let mine = room(&path);
        if mine == "lib" || mine == "main" {
            continue;
        }
        let text = code(&std::fs::read_to_string(&path).unwrap());
        for piece in text.split("crate::").skip(1) {
            let theirs: String = piece
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            let Some(other) = place.get(theirs.as_str()) else {
                continue;
            };
            let own = *place
                .get(mine.as_str())
                .unwrap_or_else(|| panic!("`{mine}` is no room"));
            // The model hands on one word of the plan: when a variable is drawn.
            let forbidden = FORBIDDEN.contains(&(mine.as_str(), theirs.as_str()));
            if *other > own || forbidden {
                wrong.push(format!("{}: `{mine}` uses `{theirs}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough() {
    let mut wrong = Vec::new();
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not open with a `//!` sentence", path.display()));
        }
        let lines = text.lines().count();
        if lines > 500 {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_touches_the_world() {
    let banned = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "SystemTime",
        "Instant::",
    ];
    let mut wrong = Vec::new();
    for path in files() {
        if room(&path) == "cli" || room(&path) == "main" {
            continue;
        }
        let text = code(&std::fs::read_to_string(&path).unwrap());
        for word in banned {
            if text.contains(word) {
                wrong.push(format!("{} uses `{word}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_that_input_reaches_can_panic_by_unwrap() {
    let mut wrong = Vec::new();
    for path in files() {
        let text = code(&std::fs::read_to_string(&path).unwrap());
        if text.contains(".unwrap()") {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "`unwrap` outside tests: {}", wrong.join(", "));
}
