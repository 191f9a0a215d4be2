//! Every example of `docs/language.md`: whole ones and parts run, those that show an error have just that. And the README's scenario.
use super::reading::{Files, plan, run};
use contingent::source::REGISTER;

const TEXT: &str = include_str!("../../../docs/language.md");

/// A block of the reference: the words behind its ```, and its text.
struct Block {
    words: Vec<&'static str>,
    text: String,
    line: usize,
}

fn blocks(text: &'static str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (line, text) in text.lines().enumerate() {
        match text.strip_prefix("```") {
            Some("") if inside => inside = false,
            Some(words) => {
                assert!(!inside, "line {}: a block within a block", line + 1);
                inside = true;
                blocks.push(Block {
                    words: words.split_whitespace().collect(),
                    text: String::new(),
                    line: line + 1,
                });
            }
            None if inside => {
                let block = blocks.last_mut().expect("a block was opened");
                block.text.push_str(text);
                block.text.push('\n');
            }
            None => {}
        }
    }
    assert!(!inside, "the last block is not closed");
    blocks
}

#[test]
fn every_example_runs_or_says_what_is_wrong() {
    let mut files = Files::default();
    let mut base = String::new();
    let mut problems = Vec::new();
    let mut held = 0;
    for block in blocks(TEXT) {
        let whole = |text: &str| {
            let mut files = Files::default();
            files.add("top.toml", text);
            files
        };
        let completed = || {
            if block.text.contains("contingent =") {
                block.text.clone()
            } else {
                [base.as_str(), &block.text].concat()
            }
        };
        let problem = match block.words.as_slice() {
            ["toml", "base"] => {
                base = block.text.clone();
                passes(&whole(&block.text), &[])
            }
            ["toml", "example"] => passes(&whole(&block.text), &[]),
            ["toml", "part"] => passes(&whole(&completed()), &[]),
            ["toml", "part", "warns", codes @ ..] => passes(&whole(&completed()), codes),
            ["toml", "error", code] => fails(&whole(&completed()), code),
            ["toml", "file", name] => {
                files.add(name, &block.text);
                Ok(())
            }
            ["toml", "top"] => {
                let mut files = files.clone();
                files.add("top.toml", &block.text);
                passes(&files, &[])
            }
            other => Err(format!("nothing is known of blocks of {other:?}")),
        };
        held += 1;
        if let Err(problem) = problem {
            problems.push(format!("docs/language.md:{}: {problem}", block.line));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(held >= 20, "only {held} examples were found");
}

/// No error, just these warnings (an excerpt may define what nothing reads), and a thousand trials, under each alternative too.
fn passes(files: &Files, warnings: &[&str]) -> Result<(), String> {
    let reading = files.read(None);
    let found: Vec<_> = reading.warnings().filter(|code| *code != "unused").collect();
    if reading.errors().count() > 0 || found != warnings {
        return Err(reading.shown);
    }
    let model = reading.model.ok_or("there is no model")?;
    let alternatives = model.alternatives.iter().map(|a| Some(a.name.id.as_str()));
    for alternative in [None].into_iter().chain(alternatives) {
        run(&plan(files, alternative)?, 1_000).map_err(|stop| stop.to_string())?;
    }
    Ok(())
}

fn fails(files: &Files, code: &str) -> Result<(), String> {
    let reading = files.read(None);
    let errors: Vec<_> = reading.errors().collect();
    if errors.is_empty() || errors.iter().any(|found| *found != code) {
        return Err(format!("`{code}` was not the only error:\n{}", reading.shown));
    }
    Ok(())
}

#[test]
fn the_scenario_of_the_readme_runs() {
    let blocks = blocks(include_str!("../../../README.md"));
    let scenario = blocks
        .iter()
        .find(|block| block.words == ["toml"])
        .expect("the README shows a scenario");
    let mut files = Files::default();
    files.add("winter.toml", &scenario.text);
    passes(&files, &[]).expect("it has neither errors nor warnings");
    assert!((20..=27).contains(&scenario.text.lines().count()), "about 25 lines");
}

/// How many paragraphs of the program's output the README shows.
const SHOWN: usize = 4;

#[test]
fn the_output_in_the_readme_is_what_the_program_prints() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = env!("CARGO_BIN_EXE_contingent");
    let scenario = "scenarios/belarus-2022/involvement.toml";
    let run = std::process::Command::new(program)
        .args(["run", scenario, "--no-record", "--color", "never"])
        .current_dir(root)
        .output()
        .expect("the program was built");
    let printed = String::from_utf8(run.stdout).expect("it prints UTF-8");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let paragraphs: Vec<&str> = printed.split("\n\n").take(SHOWN).collect();
    let block = format!(
        "```text\n$ contingent run {scenario}\n{}\n…\n```",
        paragraphs.join("\n\n")
    );
    let readme = std::fs::read_to_string(root.join("README.md")).expect("there is a README");
    if readme.contains(&block) {
        return;
    }
    let start = readme.find("```text\n").expect("the README shows an output");
    let end = start + readme[start..].find("…\n```").expect("it breaks off with …") + "…\n```".len();
    if std::env::var_os("UPDATE").is_some() {
        let updated = [&readme[..start], &block, &readme[end..]].concat();
        std::fs::write(root.join("README.md"), updated).expect("the README can be written");
        return;
    }
    panic!("the README shows another output; `UPDATE=1 cargo test language::` writes this one:\n{block}");
}

#[test]
fn every_code_that_is_named_is_one() {
    let known = |word: &str| REGISTER.iter().any(|entry| entry.code.0 == word);
    for (line, text) in TEXT.lines().enumerate() {
        for (place, _) in text
            .match_indices("error `")
            .chain(text.match_indices("warning `"))
            .chain(text.match_indices("warning (`"))
        {
            let rest = &text[place..];
            let word = rest.split('`').nth(1).unwrap_or("");
            assert!(known(word), "docs/language.md:{}: there is no code `{word}`", line + 1);
        }
    }
}
