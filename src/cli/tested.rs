//! Expectations and the directions that claims expect, with their verdicts, as text for people.

use crate::record::ExpectationShown;

use super::wrap::{pad, width, wrap};

/// All that were tested, the author's own first; `room` is the width of the text.
pub fn expectation_table(tested: &[ExpectationShown], room: usize) -> String {
    if tested.is_empty() {
        return "no expectations\n".to_owned();
    }
    let mut out = String::new();
    let (own, claims): (Vec<&ExpectationShown>, Vec<_>) = tested.iter().partition(|one| one.claim.is_none());
    section("expectations", &own, room, &mut out);
    section("directions that claims expect", &claims, room, &mut out);
    let count = |verdict: &str| tested.iter().filter(|one| one.verdict == verdict).count();
    let (holds, fails, undecided) = (count("holds"), count("fails"), count("undecided"));
    out.push_str(&format!("\n{holds} hold, {fails} fail, {undecided} undecided\n"));
    out
}

fn section(title: &str, list: &[&ExpectationShown], room: usize, out: &mut String) {
    if list.is_empty() {
        return;
    }
    let found = list.iter().map(|one| width(&one.found)).max().unwrap_or(0);
    let widest = list.iter().map(|one| width(&says(one))).max().unwrap_or(0);
    let column = widest.min(room.saturating_sub(15 + found)).max(20);
    out.push_str(&format!("\n{title}\n"));
    for one in list {
        let word = match one.verdict.as_str() {
            "fails" => "FAILS",
            other => other,
        };
        for (at, line) in wrap(&says(one), column, 2).iter().enumerate() {
            let row = match at {
                0 => format!("  {}  {}  {}", pad(word, 9), pad(line, column), one.found),
                _ => format!("  {}  {line}", " ".repeat(9)),
            };
            out.push_str(row.trim_end());
            out.push('\n');
        }
    }
}

fn says(one: &ExpectationShown) -> String {
    match &one.claim {
        Some(claim) => format!("{claim}: {}", one.says),
        None => one.says.clone(),
    }
}
