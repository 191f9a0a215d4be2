//! Which files are read for a scenario, and in what order.

use contingent::document::Document;
use contingent::source::{Diagnostics, render_short};

use super::{files, load, merged, same};

#[test]
fn files_are_merged_first_to_last_and_each_once_at_its_first_place() {
    let list = [
        (
            "top.toml",
            "extends = [\"b.toml\", \"c.toml\"]\n[scenario]\ntitle = \"top\"",
        ),
        (
            "b.toml",
            "extends = [\"base.toml\"]\n[scenario]\nquestion = \"b\"\n[assumptions]\nx = 1\n",
        ),
        ("c.toml", "extends = [\"base.toml\"]\n[scenario]\nquestion = \"c\"\n"),
        (
            "base.toml",
            "[scenario]\nquestion = \"base\"\ntitle = \"base\"\n[assumptions]\nx = 0\n",
        ),
    ];
    same(
        &merged(&list, &[]),
        "[scenario]\nquestion = \"c\"\ntitle = \"top\"\n[assumptions]\nx = 1",
    );
    let (document, _) = load(&list, &[]);
    let order: Vec<&str> = document.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(order, ["base.toml", "b.toml", "c.toml", "top.toml"]);
}

#[test]
fn paths_start_at_the_file_that_says_them() {
    let list = [
        (
            "scenarios/2022/top.toml",
            "extends = [\"../../briefings/eln.toml\", \"./near.toml\"]",
        ),
        ("briefings/eln.toml", "extends = [\"deep/er.toml\"]"),
        ("briefings/deep/er.toml", "[assumptions]\nx = 1"),
        ("scenarios/2022/near.toml", "[assumptions]\ny = 1"),
    ];
    same(&merged(&list, &[]), "[assumptions]\nx = 1\ny = 1");
    let (document, _) = load(&list, &[]);
    assert_eq!(document.id, "scenarios/2022/top");
}

#[test]
fn paths_never_leave_the_library() {
    for (path, code) in [
        ("../x.toml", "extends-escape"),
        ("a/../../x.toml", "extends-escape"),
        ("/etc/x.toml", "absolute"),
        ("C:/x.toml", "absolute"),
        ("a\\\\x.toml", "backslash"),
        ("a\\u0000.toml", "control character"),
        ("x.tom", "does not end in `.toml`"),
        ("..", "extends-escape"),
        ("", "is empty"),
    ] {
        let top = format!("extends = [\"{path}\"]");
        let (document, diagnostics) = load(&[("top.toml", &top)], &[]);
        let shown = render_short(&document.sources, &diagnostics);
        assert!(shown.contains(code), "{path}: {shown}");
    }
    let mut diagnostics = Diagnostics::default();
    Document::load(&files(&[]), "../top.toml", &[], &mut diagnostics);
    assert!(diagnostics.has_errors());
}

#[test]
fn a_ring_of_files_is_drawn() {
    let (document, diagnostics) = load(
        &[
            ("a.toml", "extends = [\"b.toml\"]"),
            ("b.toml", "extends = [\"c.toml\"]"),
            ("c.toml", "extends = [\"b.toml\"]"),
        ],
        &[],
    );
    let shown = render_short(&document.sources, &diagnostics);
    assert_eq!(shown.trim(), "c.toml:2:12: error[extends-ring]: files extend each other in a ring: `a.toml` → `b.toml` → `c.toml` → `b.toml`".replace("`a.toml` → ", ""));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_where_it_is_named() {
    let (document, diagnostics) = load(&[("a.toml", "extends = [\"b.toml\"]\n[assumptions]\nx = 1")], &[]);
    let shown = render_short(&document.sources, &diagnostics);
    assert_eq!(
        shown.trim(),
        "a.toml:2:12: error[unreadable-file]: cannot read `b.toml`: there is no such file"
    );
    assert!(document.root.get("assumptions").is_some(), "the rest is read");
}

#[test]
fn each_file_has_its_own_scale_of_words() {
    let list = [
        ("top.toml", "extends = [\"low.toml\"]\n[assumptions]\nx = \"likely\""),
        (
            "low.toml",
            "[scenario]\nwords = \"ipcc\"\n[assumptions]\ny = \"likely\"",
        ),
    ];
    let (document, diagnostics) = load(&list, &["assumptions.z=likely"]);
    assert_eq!(diagnostics.len(), 1, "there is no z");
    let scenario = document.root.get("scenario").and_then(|value| value.as_table());
    assert!(
        scenario.is_none_or(|table| table.get("words").is_none()),
        "the top file names none"
    );
    let section = document
        .root
        .get("assumptions")
        .and_then(|value| value.as_table())
        .expect("written");
    let words = |id: &str| {
        document
            .words_at(section.get(id).expect("written").span)
            .and_then(|value| value.as_text())
            .map(|text| text.text.as_str())
    };
    assert_eq!((words("x"), words("y")), (None, Some("ipcc")));
}

#[test]
fn words_of_overrides_are_read_on_the_top_files_scale() {
    let list = [
        ("top.toml", "extends = [\"low.toml\"]\n[scenario]\nwords = \"icd203\""),
        ("low.toml", "[scenario]\nwords = \"ipcc\"\n[assumptions]\nx = 1"),
    ];
    let (document, _) = load(&list, &["assumptions.x=likely"]);
    let section = document.root.get("assumptions").and_then(|value| value.as_table());
    let value = section.and_then(|table| table.get("x")).expect("written");
    let words = document.words_at(value.span).and_then(|value| value.as_text());
    assert_eq!(words.map(|text| text.text.as_str()), Some("icd203"));
}
