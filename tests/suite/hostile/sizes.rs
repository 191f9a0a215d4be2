//! Scenarios that are too large: the limit is met before the work is done.

use super::sandbox::{EVENT, HEAD, QUESTION, Row, Sandbox, TIME, hold, small};

const MANY: usize = 100_000;

fn list(one: impl Fn(usize) -> String) -> String {
    (0..MANY).map(one).collect()
}

#[test]
fn a_hundred_thousand_of_anything_is_too_many() {
    let branches = |open: &str, one: fn(usize) -> String, close: &str| {
        format!(
            "{HEAD}{TIME}[events.x]\n{open}{}{close}\n[questions.q]\nyes = \"x == b1\"\n",
            list(one)
        )
    };
    let rows: Vec<Row> = vec![
        (
            "branches",
            branches("outcomes = { ", |at| format!("b{at} = 1, "), "z = 1 }"),
            1,
            "at most 250 are allowed",
        ),
        (
            "levels",
            branches(
                "up = 0.1\ndown = 0.1\ninitial = \"b0\"\nlevels = [",
                |at| format!("\"b{at}\","),
                "]",
            ),
            1,
            "at most 250 are allowed",
        ),
        (
            "events",
            format!(
                "{HEAD}{TIME}{}",
                list(|at| format!("[events.x{at}]\nprobability=0.1\n"))
            ),
            1,
            "at most 1000 are allowed",
        ),
        (
            "assumptions",
            format!("{}[assumptions]\n{}", small(), list(|at| format!("a{at}=1\n"))),
            1,
            "at most 2000 are allowed",
        ),
        (
            "conditions",
            format!("{}[conditions]\n{}", small(), list(|at| format!("a{at}=\"x\"\n"))),
            1,
            "at most 2000 are allowed",
        ),
        (
            "quantities",
            format!("{}{}", small(), list(|at| format!("[quantities.a{at}]\nvalue=1\n"))),
            1,
            "at most 500 are allowed",
        ),
        (
            "questions",
            format!("{HEAD}{EVENT}{}", list(|at| format!("[questions.q{at}]\nyes=\"x\"\n"))),
            1,
            "at most 500 are allowed",
        ),
        (
            "cases",
            format!(
                "{HEAD}{TIME}{EVENT}{}{QUESTION}",
                list(|_| "[[events.x.case]]\nif=\"x\"\nprobability=0\n".to_owned())
            ),
            1,
            "at most 500 are allowed",
        ),
        (
            "factors",
            format!(
                "{HEAD}{TIME}{EVENT}{}{QUESTION}",
                list(|_| "[[events.x.factor]]\nodds=2\n".to_owned())
            ),
            1,
            "at most 500 are allowed",
        ),
        (
            "rows",
            format!(
                "{HEAD}{TIME}[events.x]\noutcomes = [\"a\", \"b\"]\ninitial = \"a\"\ncolumns = [\"prev(x)\"]\ntable = [\n{}]\n[questions.q]\nyes = \"x == a\"\n",
                list(|_| "[\"*\",1,1],\n".to_owned())
            ),
            1,
            "at most 20000 are allowed",
        ),
        (
            "unknown keys",
            format!("{}{}", small(), list(|at| format!("k{at} = {at}\n"))),
            1,
            "unknown-key",
        ),
        (
            "list items",
            format!("{HEAD}[assumptions]\na = [{}]\n", "1,".repeat(600_000)),
            1,
            "more than 500000 keys and list items",
        ),
    ];
    hold(&rows);
}

#[test]
fn wide_tables_and_great_state_spaces_end() {
    let parents = |count: usize| -> String {
        (0..count)
            .map(|at| format!("[events.y{at}]\noutcomes = {{ a = 1, b = 1, c = 1, d = 1 }}\n"))
            .collect()
    };
    let table = |count: usize| {
        let columns: String = (0..count).map(|at| format!("\"y{at}\",")).collect();
        let (row, rest) = ("\"a|b\",".repeat(count), "\"*\",".repeat(count));
        format!(
            "{HEAD}{TIME}{}[events.x]\noutcomes = [\"a\", \"b\"]\ncolumns = [{columns}]\ntable = [[{row}1,1],[{rest}1,1]]\n[questions.q]\nyes = \"x == a\"\n",
            parents(count)
        )
    };
    let all: Vec<String> = (0..14).map(|at| format!("y{at} == a")).collect();
    hold(&[
        ("20 columns", table(20), 1, "at most 16 are allowed"),
        ("16 columns, 4^16 combinations", table(16), 0, ""),
        (
            "a rule that reads 4^14 states",
            format!(
                "{HEAD}{TIME}{}[events.x]\nprobability = \"if({}, 0.1, 0.2)\"\n{QUESTION}",
                parents(14),
                all.join(" and ")
            ),
            0,
            "",
        ),
    ]);
}

#[test]
fn large_files_are_not_read() {
    let rows = [
        ("20 MB", format!("{}#{}\n", small(), "x".repeat(20_000_000))),
        (
            "one line of 5 MB",
            small().replace("\"x\"", &format!("\"{}x\"", "x or ".repeat(1_000_000))),
        ),
        (
            "a million questions",
            (0..1_000_000)
                .map(|at| format!("[questions.q{at}]\nyes=\"x\"\n"))
                .collect(),
        ),
    ];
    for (name, text) in rows {
        let sandbox = Sandbox::new();
        sandbox.file("x.toml", text);
        for command in ["run", "check", "trace", "inspect"] {
            let said = sandbox.expect(&[command, "x.toml"], 3, "at most 4194304 are read");
            assert!(!said.talk.trim_end().ends_with("error:"), "{name}: {}", said.talk);
        }
    }
}
