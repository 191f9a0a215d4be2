//! Texts that nobody should write: the reader reports, and never panics, hangs or overflows the stack.

use contingent::document::guard::{MAX_BYTES, MAX_DEPTH, MAX_ENTRIES};
use contingent::document::load::MAX_FILES;
use contingent::document::{Document, Shape, Table, Value, to_toml};
use contingent::source::{Diagnostics, Style, render};
use proptest::prelude::*;

use super::{files, load};

/// Reads a text on a small stack, as a thread of a program would have it.
fn read(text: String) -> (Document, Diagnostics) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    let handle = thread.spawn(move || Document::from_text("hostile.toml", &text));
    handle
        .expect("a thread can be started")
        .join()
        .expect("reading does not panic")
}

#[track_caller]
fn refused(text: String, words: &str) {
    let (_, diagnostics) = read(text);
    let messages: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert!(messages.iter().any(|message| message.contains(words)), "{messages:?}");
}

fn depth(value: &Value) -> usize {
    match &value.shape {
        Shape::List(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        Shape::Table(table) => table_depth(table),
        _ => 0,
    }
}

fn table_depth(table: &Table) -> usize {
    1 + table.entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or(0)
}

#[test]
fn deep_nesting_is_refused_before_the_parser_sees_it() {
    let many = 100_000;
    for text in [
        "[".repeat(many),
        "]".repeat(many) + &"[".repeat(many),
        format!("a = {}", "[".repeat(many)),
        format!("a = {}", "[}".repeat(many)),
        format!("a = {}", "[\n".repeat(many)),
        format!("{}b = 1", "a.".repeat(many)),
        format!("[{}b]", "a.".repeat(many)),
        format!("[[{}b]]", "a . ".repeat(many)),
        format!("a = {{ {}b = 1 }}", "\"a\".".repeat(many)),
        "a = {".repeat(many),
        "{a.a.a=[".repeat(many),
        // Each part is shallow, but together they are not.
        format!("[{0}b]\n{0}b = {{ {0}b = 1 }}", "a.".repeat(MAX_DEPTH / 3 + 1)),
        format!("[{0}b]\n{0}b = []", "a.".repeat(MAX_DEPTH / 2)),
    ] {
        refused(text, &format!("nested deeper than {MAX_DEPTH} levels"));
    }
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    let inner = MAX_DEPTH - 2;
    let (_, diagnostics) = read(format!(
        "contingent = 1\na = {}{}\n",
        "[".repeat(inner),
        "]".repeat(inner)
    ));
    assert!(
        diagnostics.iter().all(|one| one.code.0 == "unknown-key"),
        "{diagnostics:?}"
    );
}

#[test]
fn sizes_are_limited() {
    refused("#".repeat(MAX_BYTES + 1), "at most");
    refused(format!("a = [{}]", "1,".repeat(MAX_ENTRIES + 1)), "keys and list items");
    let many: String = (0..MAX_FILES + 5).map(|at| format!("\"{at}.toml\",")).collect();
    let (_, diagnostics) = load(&[("top.toml", &format!("extends = [{many}]"))], &[]);
    assert_eq!(diagnostics.iter().filter(|one| one.code.0 == "too-large").count(), 1);
}

#[test]
fn floods_of_mistakes_are_cut_short() {
    let unknown: String = (0..100_000).map(|at| format!("k{at} = 1\n")).collect();
    let (_, diagnostics) = read(format!("contingent = 1\n[scenario]\n{unknown}"));
    assert!((1000..1100).contains(&diagnostics.len()), "{}", diagnostics.len());
    let (_, diagnostics) = read("x\n".repeat(100_000));
    assert!(diagnostics.len() < 200, "{}", diagnostics.len());
    let hidden: String = (0..1000)
        .map(|at| format!("[actors.a{at}]\nname = \"\\u202E\"\n"))
        .collect();
    let (_, diagnostics) = read(format!("contingent = 1\n{hidden}"));
    assert_eq!(diagnostics.len(), 100);
}

#[test]
fn a_hundred_thousand_branches_and_elements_are_merged_in_time() {
    let branches: Vec<String> = (0..100_000).map(|at| format!("b{at} = 1")).collect();
    let elements: String = (0..50_000).map(|at| format!("x{at} = 1\n")).collect();
    let text = format!(
        "[events.a]\noutcomes = {{ {} }}\n[assumptions]\n{elements}",
        branches.join(", ")
    );
    let top = format!("extends = [\"low.toml\"]\n{text}");
    let (document, diagnostics) = load(&[("top.toml", &top), ("low.toml", &text)], &[]);
    assert!(diagnostics.is_empty());
    assert_eq!(document.overridden.len(), 50_001);
}

#[test]
fn long_chains_of_files_are_read_or_refused() {
    let names: Vec<String> = (0..MAX_FILES + 10).map(|at| format!("f{at}.toml")).collect();
    let mut all = files(&[]);
    for (at, name) in names.iter().enumerate() {
        let text = format!("contingent = 1\nextends = [\"f{}.toml\"]\n", at + 1);
        all.0.insert(Box::leak(name.clone().into_boxed_str()), text);
    }
    let mut diagnostics = Diagnostics::default();
    Document::load(&all, "f0.toml", &[], &mut diagnostics);
    assert_eq!(diagnostics.len(), 1);
    assert!(diagnostics.iter().all(|one| one.code.0 == "too-large"));
}

/// Lines that are nearly a scenario.
fn lines() -> impl Strategy<Value = String> {
    let headers = prop::sample::select(vec![
        "[scenario]",
        "[time]",
        "[events.a]",
        "[events.a.outcomes]",
        "[[events.a.case]]",
        "[[events.a.factor]]",
        "[choices.b]",
        "[assumptions]",
        "[assumptions.x]",
        "[conditions]",
        "[questions.q]",
        "[[questions.q.case]]",
        "[questions.q.otherwise]",
        "[alternatives.v]",
        "[[expectations]]",
        "[claims.k]",
        "[experts.e]",
        "[[events]]",
        "[events]",
        "[[assumptions.x]]",
        "[quantities.n]",
        "[a",
        "]",
        "[[",
        "[events.\"\"]",
    ]);
    let keys = prop::sample::select(vec![
        "x",
        "if",
        "id",
        "off",
        "first",
        "value",
        "outcomes",
        "probability",
        "title",
        "because",
        "per",
        "levels",
        "table",
        "do",
        "set",
        "given",
        "a.b",
        "\"\"",
        "titles",
        "is",
        "extends",
        "contingent",
        "words",
        "start",
        "case",
        "factor",
        "expects",
    ]);
    let values = prop::sample::select(vec![
        "1",
        "-1.5",
        "nan",
        "true",
        "\"a > 1\"",
        "'x'",
        "2022-01-01",
        "2022-99-99",
        "[1, 2]",
        "[\"a\", \"b\"]",
        "[]",
        "{}",
        "{ uniform = [1, 2] }",
        "{ value = 3, because = [\"k\"] }",
        "{ a = 1, b = \"rest\" }",
        "{ a = { weight = 1 } }",
        "[[1, \"*\"]]",
        "{ x = 1,\n}",
        "\"\\e\"",
        "\"",
        "\"\"\"",
        "9999999999999999999999",
        "1e999",
        "",
        "[",
        "{ a.b = { c = [{}] } }",
        "\"\u{202e}\"",
        "\u{0}",
    ]);
    let lines = prop_oneof![
        headers.prop_map(str::to_owned),
        (keys, values).prop_map(|(key, value)| format!("{key} = {value}")),
        "\\PC{0,12}",
        "[\\[\\]{}.,=\"'#\n\ra]{0,16}",
    ];
    prop::collection::vec(lines, 0..24).prop_map(|lines| lines.join("\n"))
}

fn survives(document: &Document, diagnostics: &Diagnostics) {
    let mut sorted = diagnostics.clone();
    sorted.sort();
    assert!(table_depth(&document.root) <= MAX_DEPTH + 2);
    render(&document.sources, &sorted, Style::Plain, 80);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in lines()) {
        let (document, diagnostics) = Document::from_text("t.toml", &text);
        survives(&document, &diagnostics);
    }

    #[test]
    fn no_characters_make_the_reader_panic(text in "\\PC*|[\\x00-\\x7f]*") {
        let (document, diagnostics) = Document::from_text("t.toml", &text);
        survives(&document, &diagnostics);
    }

    #[test]
    fn no_pair_of_files_and_no_override_makes_the_merge_panic(low in lines(), top in lines(), set in lines(), path in "(events|assumptions|questions|alternatives)\\.[aqvx](\\.(case|factor|outcomes|value|set|do|titles|case\\.a))?(\\.[a-c]{1,2})?") {
        let top = format!("extends = [\"low.toml\"]\n{top}");
        let override_ = format!("{path}={set}");
        let (document, diagnostics) = load(&[("top.toml", &top), ("low.toml", &low)], &[&override_, &set]);
        survives(&document, &diagnostics);
    }

    #[test]
    fn what_is_read_without_findings_is_written_and_read_again(text in lines()) {
        let (document, diagnostics) = Document::from_text("t.toml", &format!("contingent = 1\n{text}"));
        if diagnostics.is_empty() {
            let once = to_toml(&document.root);
            let (again, diagnostics) = Document::from_text("t.toml", &once);
            prop_assert!(diagnostics.is_empty(), "{once}");
            prop_assert_eq!(to_toml(&again.root), once);
        }
    }
}
