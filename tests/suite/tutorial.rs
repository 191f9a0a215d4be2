//! The commands of the book: every `console` block in `docs/` is typed into the program, and has to show what it prints.
//! `UPDATE=1 cargo test --test suite tutorial` writes the blocks anew. And the tutorial is as short as it promises.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Stands on a line of its own for lines that are left out; in a path for the reader's own folder.
const OMITTED: &str = "…";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The chapters, by name.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = std::fs::read_dir(docs())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

/// A stretch of a page: what is neither typed nor printed, a command, or what it prints.
#[derive(Debug)]
enum Piece {
    Text(String),
    /// `toml file NAME` begins a file that the reader writes, `toml into NAME` goes on with it.
    File {
        name: String,
        text: String,
        begins: bool,
    },
    Command {
        typed: String,
        shown: Vec<String>,
        line: usize,
    },
}

fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::Text(String::new())];
    let mut block: Option<&str> = None;
    for (number, line) in page.lines().enumerate() {
        let fence = line.strip_prefix("```");
        match (block, fence) {
            (None, Some(words)) => block = Some(words),
            (Some(_), Some("")) => {
                block = None;
                pieces.push(Piece::Text(String::new()));
            }
            _ => {}
        }
        let inside = block.filter(|_| fence.is_none());
        if inside == Some("console") {
            if let Some(typed) = line.strip_prefix("$ ") {
                pieces.push(Piece::Command {
                    typed: typed.to_owned(),
                    shown: Vec::new(),
                    line: number + 1,
                });
            } else if let Some(Piece::Command { shown, .. }) = pieces.last_mut() {
                shown.push(line.to_owned());
            } else {
                panic!("line {}: a console block begins with a command", number + 1);
            }
            continue;
        }
        let begun = inside.and_then(|words| words.strip_prefix("toml file "));
        let file = begun.or_else(|| inside.and_then(|words| words.strip_prefix("toml into ")));
        match (file, pieces.last_mut()) {
            (Some(_), Some(Piece::File { text, .. })) => text.push_str(&format!("{line}\n")),
            (Some(name), _) => pieces.push(Piece::File {
                name: name.to_owned(),
                text: format!("{line}\n"),
                begins: begun.is_some(),
            }),
            (None, Some(Piece::Text(text))) => text.push_str(&format!("{line}\n")),
            (None, _) => pieces.push(Piece::Text(format!("{line}\n"))),
        }
    }
    assert!(block.is_none(), "the last block is not closed");
    pieces
}

/// The words of a command, as a shell takes them apart: quotes join.
fn words(typed: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in typed.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    assert!(!quoted, "an open quote in `{typed}`");
    words.retain(|word| !word.is_empty());
    words
}

/// A folder that looks like a copy of the repository to a reader of the book.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"),
            &desk.0.path().join("scenarios"),
        );
        desk
    }

    fn write(&self, file: &str, text: &str, begins: bool) {
        let path = self.0.path().join(file);
        let before = if begins {
            String::new()
        } else {
            std::fs::read_to_string(&path).unwrap() + "\n"
        };
        std::fs::write(path, before + text).unwrap();
    }

    /// Whether a file of the reader holds no error; warnings are what some of them are there to show.
    fn reads(&self, file: &str) -> Result<(), String> {
        let printed = self.run(&format!("contingent check {file} --fast --format short"))?;
        match printed.iter().find(|line| line.contains("error")) {
            Some(_) => Err(printed.join("\n")),
            None => Ok(()),
        }
    }

    /// What a terminal would show, in that order, without the name of the folder.
    fn run(&self, typed: &str) -> Result<Vec<String>, String> {
        let words = words(typed);
        if words[0] != "contingent" {
            return Err(format!("`{typed}` is no command of this program"));
        }
        let screen = self.0.path().join("screen");
        let file = File::create(&screen).unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_contingent"))
            .args(&words[1..])
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::from(file.try_clone().unwrap()))
            .stderr(Stdio::from(file))
            .status()
            .unwrap();
        let printed = std::fs::read_to_string(&screen).unwrap();
        if !matches!(status.code(), Some(0 | 1)) {
            return Err(format!("`{typed}` ended with {status}:\n{printed}"));
        }
        let real = self.0.path().canonicalize().unwrap();
        let named = printed
            .replace(&*real.to_string_lossy(), OMITTED)
            .replace(&*self.0.path().to_string_lossy(), OMITTED);
        Ok(named.lines().map(|line| line.trim_end().to_owned()).collect())
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a block shows, without blank lines at its end.
fn trimmed(shown: &[String]) -> &[String] {
    let end = shown
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |last| last + 1);
    &shown[..end]
}

/// Whether the block shows what was printed; each `…` stands for at least one line.
fn agrees(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == OMITTED => (1..=printed.len()).any(|skipped| agrees(rest, &printed[skipped..])),
        Some((first, rest)) => printed.first() == Some(first) && agrees(rest, &printed[1..]),
    }
}

/// What the block is to show instead: as many lines at the beginning and at the end as it had, and what it showed between two `…`
/// from the line that begins alike. If one of these is gone, everything.
fn renewed(shown: &[String], printed: &[String]) -> Vec<String> {
    const ALIKE: usize = 20;
    let start = |line: &str| line.chars().take(ALIKE).collect::<String>();
    let parts: Vec<&[String]> = shown.split(|line| line == OMITTED).collect();
    let (Some((first, rest)), true) = (parts.split_first(), parts.len() > 1) else {
        return printed.to_vec();
    };
    let mut renewed = printed[..first.len().min(printed.len())].to_vec();
    let mut place = renewed.len();
    for (number, part) in rest.iter().enumerate() {
        let wanted = if number + 1 == rest.len() {
            printed.len().checked_sub(part.len())
        } else {
            let begins = |line: &String| part.first().is_some_and(|known| start(known) == start(line));
            printed[place..].iter().position(begins).map(|found| place + found)
        };
        let fits = |from: &usize| *from > place && from + part.len() <= printed.len();
        let Some(from) = wanted.filter(fits) else {
            return printed.to_vec();
        };
        renewed.push(OMITTED.to_owned());
        place = from + part.len();
        renewed.extend_from_slice(&printed[from..place]);
    }
    renewed
}

#[test]
fn every_command_of_the_book_prints_what_the_book_shows() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut problems = Vec::new();
    let mut typed_in_all = 0;
    for (name, page) in pages() {
        let desk = Desk::new();
        let mut rewritten = String::new();
        let mut written = BTreeSet::new();
        for piece in pieces(&page) {
            match piece {
                Piece::Text(text) => rewritten.push_str(&text),
                Piece::File {
                    name: file,
                    text,
                    begins,
                } => {
                    rewritten.push_str(&text);
                    desk.write(&file, &text, begins);
                    written.insert(file);
                }
                Piece::Command { typed, shown, line } => {
                    typed_in_all += 1;
                    let blank = &shown[trimmed(&shown).len()..];
                    let mut now = trimmed(&shown).to_vec();
                    match desk.run(&typed) {
                        Err(why) => problems.push(format!("docs/{name}:{line}: {why}")),
                        Ok(printed) => {
                            let printed = trimmed(&printed);
                            if !agrees(&now, printed) {
                                let text = printed.join("\n");
                                problems.push(format!("docs/{name}:{line}: `{typed}` prints\n{text}"));
                                now = renewed(&now, printed);
                            }
                        }
                    }
                    rewritten.push_str(&format!("$ {typed}\n"));
                    for line in now.iter().chain(blank) {
                        rewritten.push_str(&format!("{line}\n"));
                    }
                }
            }
        }
        for file in written {
            if let Err(why) = desk.reads(&file) {
                problems.push(format!("docs/{name}: {why}"));
            }
        }
        if update && rewritten != page {
            std::fs::write(docs().join(&name), rewritten).unwrap();
        }
    }
    assert!(typed_in_all > 10, "only {typed_in_all} commands were found");
    assert!(
        problems.is_empty() || update,
        "{}\n\n`UPDATE=1 cargo test --test suite tutorial` writes the pages anew; read what changed",
        problems.join("\n\n")
    );
}

#[test]
fn the_tutorial_is_done_in_half_an_hour() {
    let page = std::fs::read_to_string(docs().join("tutorial.md")).unwrap();
    let commands = page.lines().filter(|line| line.starts_with("$ contingent ")).count();
    assert!((10..=20).contains(&commands), "{commands} commands");
    let is_word = |text: &&str| text.contains(char::is_alphanumeric);
    let words = page.split_whitespace().filter(is_word).count();
    assert!((1_000..=2_500).contains(&words), "{words} words, outputs included");
}

/// The blocks of a page that begin with these words.
fn blocks<'a>(page: &'a str, words: &str) -> Vec<&'a str> {
    let begin = format!("\n```{words}\n");
    page.match_indices(&begin)
        .filter_map(|(place, _)| page[place + begin.len()..].split("```").next())
        .collect()
}

#[test]
fn what_the_tutorial_quotes_stands_in_its_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/tutorial");
    let files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let page = std::fs::read_to_string(docs().join("tutorial.md")).unwrap();
    let quoted = blocks(&page, "toml");
    assert!(quoted.len() > 5, "the tutorial quotes its files");
    for block in quoted {
        assert!(
            files.iter().any(|file| file.contains(block)),
            "no file of the tutorial holds\n{block}"
        );
    }
}

/// The rows of numbers in the table below a mark, and how far each may be off as it is printed.
fn percentages(page: &str, mark: &str) -> Vec<Vec<(f64, f64)>> {
    let below = page.split(&format!("<!-- {mark} -->\n")).nth(1).unwrap();
    below
        .lines()
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            let cells = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_end_matches('%'));
            cells
                .map(|cell| {
                    let decimals = cell.split('.').nth(1).map_or(0, str::len);
                    let half = 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap());
                    (cell.parse::<f64>().unwrap(), half + 1e-9)
                })
                .collect()
        })
        .collect()
}

#[test]
fn the_tables_of_conversions_are_right() {
    let page = std::fs::read_to_string(docs().join("modelling.md")).unwrap();
    let hold = |rows: Vec<Vec<(f64, f64)>>, expected: &dyn Fn(f64) -> Vec<f64>| {
        assert!(rows.len() >= 4, "the table was found");
        for row in rows {
            let expected = expected(row[0].0 / 100.0);
            assert_eq!(row.len(), expected.len() + 1);
            for ((printed, off), right) in row[1..].iter().zip(expected) {
                assert!(
                    (printed - 100.0 * right).abs() <= *off,
                    "{}%: {printed} for {right}",
                    row[0].0
                );
            }
        }
    };
    hold(percentages(&page, "per"), &|p| {
        [4.0, 12.0].map(|parts| 1.0 - (1.0 - p).powf(1.0 / parts)).to_vec()
    });
    hold(percentages(&page, "odds"), &|p| {
        [2.0, 3.0, 6.0, 12.0]
            .map(|odds| p * odds / (1.0 - p + p * odds))
            .to_vec()
    });
}

#[test]
fn a_page_that_shows_something_else_is_noticed() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(agrees(&lines("a\n…\nd"), &lines("a\nb\nc\nd")));
    assert!(!agrees(&lines("a\n…\nd"), &lines("a\nd")));
    assert!(!agrees(&lines("a\n…"), &lines("b\nc")));
    assert!(!agrees(&lines("a"), &lines("a\nb")));
    assert_eq!(renewed(&lines("a\n…\nd"), &lines("x\nb\nc\ny")), lines("x\n…\ny"));
    assert_eq!(renewed(&lines("…\nb 1\n…"), &lines("x\ny\nz")), lines("x\ny\nz"));
    let wide = "a line that begins alike,";
    let (old, new) = (format!("…\n{wide} 1\n…"), format!("x\n{wide} 2\ny"));
    assert_eq!(renewed(&lines(&old), &lines(&new)), lines(&format!("…\n{wide} 2\n…")));
    assert_eq!(
        words("run a.toml --where \"b == c\""),
        ["run", "a.toml", "--where", "b == c"]
    );
}

#[test]
fn what_is_not_typed_is_kept_as_it_is() {
    for (name, page) in pages() {
        let mut joined = String::new();
        for piece in pieces(&page) {
            match piece {
                Piece::Text(text) | Piece::File { text, .. } => joined.push_str(&text),
                Piece::Command { typed, shown, .. } => {
                    joined.push_str(&format!("$ {typed}\n"));
                    shown.iter().for_each(|line| joined.push_str(&format!("{line}\n")));
                }
            }
        }
        assert_eq!(joined, page, "docs/{name}");
    }
}
