//! The example with one line taken out or one value replaced: whatever stands there, reading reports and never panics, and nothing that
//! could not be read goes unsaid.

use contingent::model::check::check;

use super::{read_text, shown};

const EXAMPLE: &str = include_str!("example.toml");
const ODD: &[&str] = &[
    "0",
    "-1.5",
    "1e308",
    "nan",
    "true",
    "2022-13-01",
    "2022-11-01",
    "\"\"",
    "\"rest\"",
    "\"likely\"",
    "\"clearly more\"",
    "\"a b\"",
    "\"prev(front)\"",
    "\"front\"",
    "[]",
    "[1, \"yes\"]",
    "[[1], [2]]",
    "{}",
    "{ yes = 1 }",
    "{ uniform = [1, 0] }",
    "{ experts = { sceptics = 0.5 } }",
    "{ weight = \"rest\" }",
];

/// Reads and checks a text, and holds the findings to what they promise.
#[track_caller]
fn survive(text: &str) {
    let (model, mut diagnostics, sources) = read_text(text);
    let said = || format!("{text}\n{}", shown(&diagnostics, &sources));
    match &model {
        None => assert!(diagnostics.has_errors(), "no model, and nobody says why:\n{}", said()),
        Some(model) => assert!(
            !model.holes || diagnostics.has_errors(),
            "a hole that nobody speaks of:\n{}",
            said()
        ),
    }
    for one in diagnostics.iter() {
        assert!(one.primary.is_some(), "without a place: {one:?}\n{}", said());
        assert!(!one.message.is_empty());
    }
    if let Some(model) = model {
        check(&model, &mut diagnostics);
    }
}

#[test]
fn any_line_may_be_missing() {
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    for gone in 0..lines.len() {
        let kept: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != gone)
            .map(|(_, line)| *line)
            .collect();
        survive(&kept.join("\n"));
    }
}

#[test]
fn any_value_may_be_odd() {
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    let mut tried = 0;
    for at in 0..lines.len() {
        let Some((key, _)) = lines[at].split_once(" = ").filter(|(_, value)| !value.ends_with('[')) else {
            continue;
        };
        for odd in ODD {
            let replaced = format!("{key} = {odd}");
            let mut lines = lines.clone();
            lines[at] = &replaced;
            survive(&lines.join("\n"));
            tried += 1;
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn any_value_inside_braces_may_be_odd() {
    for (at, _) in EXAMPLE.match_indices(" = ") {
        let (before, behind) = EXAMPLE.split_at(at + 3);
        // Values of inline tables end at a comma or a brace of the same depth.
        let mut depth = 0;
        let end = behind.find(|letter| {
            depth += match letter {
                '{' | '[' => 1,
                '}' | ']' => -1,
                _ => 0,
            };
            depth < 0 || (depth == 0 && matches!(letter, ',' | '\n'))
        });
        let rest = end.map_or("", |end| &behind[end..]);
        for odd in ["\"x\"", "-1", "[0.5]", "{ pert = [1, 2, 4] }"] {
            survive(&format!("{before}{odd}{rest}"));
        }
    }
}
