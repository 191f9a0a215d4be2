//! One file: its tree, its places, its syntax errors.

use contingent::document::{Document, Entry, Shape, Text, formula_span, to_toml};
use contingent::source::Span;

use super::{findings, finds};

fn text_of<'d>(document: &'d Document, section: &str, key: &str) -> &'d Text {
    let table = document.root.get(section).and_then(|value| value.as_table());
    let value = table.and_then(|table| table.get(key));
    value.and_then(|value| value.as_text()).expect("the test's text has it")
}

#[test]
fn entries_stand_in_the_order_of_the_file() {
    let (document, _) = Document::from_text(
        "t.toml",
        "contingent = 1\n[conditions]\nz = \"true\"\na = \"true\"\nm = \"true\"\n[actors.b]\n[actors.a]\n",
    );
    let keys = |entries: &[Entry]| entries.iter().map(|entry| entry.key.clone()).collect::<Vec<_>>();
    let section = |name| {
        keys(
            &document
                .root
                .get(name)
                .and_then(|value| value.as_table())
                .expect("written")
                .entries,
        )
    };
    assert_eq!(keys(&document.root.entries), ["contingent", "conditions", "actors"]);
    assert_eq!(section("conditions"), ["z", "a", "m"]);
    assert_eq!(section("actors"), ["b", "a"]);
}

#[test]
fn a_place_in_a_formula_is_found_in_every_kind_of_string() {
    for literal in [
        r#""front == \"x\" and ключ > 1""#,
        r#""\u0066ront == \"x\" and ключ > 1""#,
        "'front == \"x\" and ключ > 1'",
        "\"\"\"\nfront == \"x\" \\\n    and ключ > 1\"\"\"",
        "'''\nfront == \"x\" and ключ > 1'''",
    ] {
        let (document, diagnostics) =
            Document::from_text("t.toml", &format!("contingent = 1\n[conditions]\nc = {literal}\n"));
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let text = text_of(&document, "conditions", "c");
        assert_eq!(text.text, "front == \"x\" and ключ > 1", "{literal}");
        let at = text.text.find("ключ").expect("it is there") as u32;
        let span = formula_span(text, at..at + "ключ".len() as u32);
        assert_eq!(document.sources.slice(span), "ключ", "{literal}");
        // A range behind the end is cut to it.
        let end = formula_span(text, 900..901);
        assert_eq!(
            (end.start, end.end),
            (*text.offsets.last().expect("has an end"), end.start)
        );
    }
}

#[test]
fn spans_hold_headers_keys_and_values() {
    let source = "contingent = 1\n[events.a]\nprobability = 0.25 # comment\n";
    let (document, _) = Document::from_text("t.toml", source);
    let events = document
        .root
        .get("events")
        .and_then(|value| value.as_table())
        .expect("written");
    let entry = events.entries.first().expect("written");
    let table = entry.value.as_table().expect("a table");
    let slice = |span: Span| document.sources.slice(span);
    assert_eq!(slice(table.span.expect("has a header")), "[events.a]");
    let inner = table.entries.first().expect("written");
    assert_eq!(slice(inner.key_span), "probability");
    assert_eq!(slice(inner.value.span), "0.25");
}

#[test]
fn every_syntax_error_is_reported_and_the_rest_is_read() {
    let text = "[events.a]\nprobability = \nnote = bare word\ntiming = \"once\nper = \"year\"\nfinal = [\"yes\"\n[actors.b]\nname = \"B\"\n";
    let found = findings(text);
    let lines: Vec<&str> = found.iter().filter_map(|one| one.split(':').nth(1)).collect();
    assert_eq!(lines.first(), Some(&"3"), "{found:#?}");
    assert!(lines.contains(&"4") && lines.contains(&"5"), "{found:#?}");
    assert!(found.iter().all(|one| one.contains("error[toml-syntax]")), "{found:#?}");
    let (document, _) = Document::from_text("t.toml", &format!("contingent = 1\n{text}"));
    let event = document
        .root
        .get("events")
        .and_then(|value| value.as_table()?.get("a")?.as_table());
    let event = event.expect("it was saved");
    assert!(matches!(
        event.get("probability").map(|value| &value.shape),
        Some(Shape::Broken)
    ));
    assert!(
        event
            .get("per")
            .and_then(|value| value.as_text())
            .is_some_and(|text| text.text == "year")
    );
}

#[test]
fn numbers_and_days_that_cannot_be_held_are_errors() {
    finds("[time]\nsteps = 99999999999999999999", "3:9", "error[number-range]");
    finds("[assumptions]\nx = 1e999", "3:5", "error[number-range]");
    finds("[time]\nstart = 2022-02-30", "3:9", "invalid date");
    finds("[time]\nstart = 2022-02-03T10:00:00", "3:9", "error[bad-date]");
    finds("[time]\nstart = 10:00:00", "3:9", "error[bad-date]");
}

#[test]
fn infinity_and_not_a_number_are_kept_for_the_model() {
    let (document, diagnostics) =
        Document::from_text("t.toml", "contingent = 1\n[assumptions]\nx = nan\ny = -inf\nz = 0x_\n");
    assert_eq!(diagnostics.len(), 1);
    let table = document
        .root
        .get("assumptions")
        .and_then(|value| value.as_table())
        .expect("written");
    assert!(matches!(table.get("x").map(|value| &value.shape), Some(Shape::Float(x)) if x.is_nan()));
    assert!(matches!(table.get("y").map(|value| &value.shape), Some(Shape::Float(y)) if *y == f64::NEG_INFINITY));
}

#[test]
fn whole_numbers_are_read_in_every_base() {
    for (text, number) in [
        ("1_000", 1000),
        ("+7", 7),
        ("-0", 0),
        ("0xff", 255),
        ("0o17", 15),
        ("0b1_1", 3),
        ("-9223372036854775808", i64::MIN),
    ] {
        let (document, diagnostics) =
            Document::from_text("t.toml", &format!("contingent = 1\n[time]\nsteps = {text}\n"));
        assert!(diagnostics.is_empty());
        let value = document
            .root
            .get("time")
            .and_then(|value| value.as_table()?.get("steps"));
        assert!(
            matches!(value.map(|value| &value.shape), Some(Shape::Integer(found)) if *found == number),
            "{text}"
        );
    }
}

#[test]
fn forms_of_newer_toml_are_errors_at_their_place() {
    finds(
        "[events.a]\noutcomes = { b = 1,\nc = 2 }",
        "3:12",
        "a line end inside an inline table is TOML 1.1",
    );
    finds(
        "[events.a]\noutcomes = { b = 1, c = 2, }",
        "3:26",
        "a comma behind the last entry",
    );
    finds("[events.a]\nnote = \"\\x41\"", "3:9", "the escape `\\x..`");
    // What only looks like them is TOML 1.0.
    assert_eq!(
        findings("[events.a]\nnote = '\\e \\x41'\nlevels = [\n\"a\",\n\"b\", # more\n]\ntitle = \"\\\\e\"\n"),
        [""; 0]
    );
    assert_eq!(findings("[events.a]\noutcomes = { a = [1,\n 2], b = 1 }\n").len(), 1);
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    finds(
        "[events.a]\nnote = \"x\"\nnote = \"y\"",
        "4:1",
        "`note` is defined a second time",
    );
    finds(
        "[events.a]\nnote = \"x\"\n[events.a]\n",
        "4:9",
        "`a` is defined a second time",
    );
}

#[test]
fn a_written_tree_is_read_as_the_same_tree() {
    let text = "contingent = 1\n[scenario]\ntitle = \"a \\\"b\\\" \\\\ \\n \\t ä\"\n[assumptions]\nx = 1e300\ny = { uniform = [1.0, 2] }\n\
        [assumptions.z]\nvalue = -0.0\nbecause = [\"c-1\"]\n[events.a]\noutcomes = { b = \"rest\", c = 0.5 }\ntitles = { b = \"B\" }\n\
        [[events.a.case]]\nif = \"x > 1\"\noutcomes = { b = 1, c = 2 }\n[[events.a.factor]]\nid = \"f\"\noutcomes = { c = 2 }\n\
        [questions.q]\n[[questions.q.case]]\nid = \"r\"\nif = true\n[questions.q.otherwise]\nid = \"s\"\n[[expectations]]\nsays = \"q.r > 0.5\"\n";
    let (document, diagnostics) = Document::from_text("t.toml", text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let once = to_toml(&document.root);
    let (again, diagnostics) = Document::from_text("t.toml", &once);
    assert!(diagnostics.is_empty(), "{once}");
    assert_eq!(to_toml(&again.root), once);
    assert!(once.contains("title = \"a \\\"b\\\" \\\\ \\n \\t ä\""), "{once}");
    assert!(once.contains("value = -0.0") && once.contains("x = 1e300"), "{once}");
}
