//! Tables merged under one another: a test for each rule.

use contingent::document::{Document, Overridden, Table};
use contingent::source::render_short;

use super::{load, merged, same};

/// The upper file over the lower.
#[track_caller]
fn over(lower: &str, upper: &str, expected: &str) {
    let upper = format!("extends = [\"low.toml\"]\n{upper}");
    same(&merged(&[("top.toml", &upper), ("low.toml", lower)], &[]), expected);
}

/// The only finding of the upper file over the lower.
#[track_caller]
fn over_finds(lower: &str, upper: &str, words: &str) {
    let upper = format!("extends = [\"low.toml\"]\n{upper}");
    let (document, diagnostics) = load(&[("top.toml", &upper), ("low.toml", lower)], &[]);
    let shown = render_short(&document.sources, &diagnostics);
    assert_eq!(diagnostics.len(), 1, "{shown}");
    assert!(shown.contains(words), "{shown}");
}

fn assumption<'d>(document: &'d Document, id: &str) -> &'d Table {
    let section = document.root.get("assumptions").and_then(|value| value.as_table());
    section
        .and_then(|table| table.get(id)?.as_table())
        .expect("the test's text has it")
}

#[test]
fn sections_and_elements_merge_key_by_key() {
    over(
        "[time]\nstart = 2022-01-01\nsteps = 3\n[events.a]\nprobability = 0.1\nnote = \"low\"\n[events.b]\nprobability = 0.2",
        "[time]\nsteps = 4\n[events.c]\nprobability = 0.3\n[events.a]\nprobability = 0.4\ntitle = \"A\"",
        "[time]\nstart = 2022-01-01\nsteps = 4\n[events.a]\nprobability = 0.4\nnote = \"low\"\ntitle = \"A\"\n\
         [events.b]\nprobability = 0.2\n[events.c]\nprobability = 0.3",
    );
}

#[test]
fn values_weight_tables_and_lists_are_replaced_whole() {
    over(
        "[events.a]\noutcomes = { b = 1, c = 2 }\ninitial = { b = 1, c = 1 }\nfinal = [\"b\"]\ndirichlet = { b = 1, c = 2 }\n\
         [events.t]\ncolumns = [\"a\"]\ntable = [[\"b\", 1], [\"c\", 2]]\n[assumptions.x]\nvalue = { uniform = [0, 1] }\n\
         [claims.k]\nexpects = { question = \"q\", answer = \"no\" }\n\
         [alternatives.v]\ndo = { a = \"b\" }\nset = { \"assumptions.x\" = 1 }\ngiven = [\"y\"]",
        "[events.a]\noutcomes = { c = 5, d = 6 }\ninitial = { d = 1 }\nfinal = [\"d\"]\ndirichlet = { d = 3 }\n\
         [events.t]\ntable = [[\"c\", 3]]\n[assumptions.x]\nvalue = { pert = [0, 1, 2] }\n\
         [claims.k]\nexpects = { question = \"p\" }\n\
         [alternatives.v]\ndo = { t = true }\nset = { \"assumptions.z\" = 2 }\ngiven = \"z\"",
        "[events.a]\noutcomes = { c = 5, d = 6 }\ninitial = { d = 1 }\nfinal = [\"d\"]\ndirichlet = { d = 3 }\n\
         [events.t]\ncolumns = [\"a\"]\ntable = [[\"c\", 3]]\n[assumptions.x]\nvalue = { pert = [0, 1, 2] }\n\
         [claims.k]\nexpects = { question = \"p\" }\n\
         [alternatives.v]\ndo = { t = true }\nset = { \"assumptions.z\" = 2 }\ngiven = \"z\"",
    );
}

#[test]
fn titles_and_the_last_answer_merge_key_by_key() {
    over(
        "[events.a]\ntitles = { b = \"B\", c = \"C\" }\n[questions.q.otherwise]\nid = \"o\"\ntitle = \"O\"",
        "[events.a]\ntitles = { c = \"CC\", d = \"D\" }\n[questions.q.otherwise]\ntitle = \"Other\"",
        "[events.a]\ntitles = { b = \"B\", c = \"CC\", d = \"D\" }\n[questions.q]\n[questions.q.otherwise]\nid = \"o\"\ntitle = \"Other\"",
    );
}

/// A variable with everything that a way of drawing can leave behind.
const FULL: &str = "[events.a]\nprobability = 0.1\nup = 0.1\ndown = 0.1\nrest = \"same\"\ndirichlet = { b = 1 }\nper = \"year\"\n\
    final = [\"yes\"]\ninitial = \"no\"\n[[events.a.case]]\nif = true\nprobability = 1\n[[events.a.factor]]\nid = \"f\"\nodds = 2\n";
const KEPT: &str = "per = \"year\"\nfinal = [\"yes\"]\ninitial = \"no\"\n";

#[test]
fn another_way_of_drawing_drops_the_inherited_ones() {
    for way in [
        "outcomes = { yes = 1, no = 2 }",
        "levels = [\"b\", \"c\"]",
        "table = [[\"*\", 1]]",
        "table = [[\"*\", 1]]\noutcomes = [\"b\"]",
    ] {
        over(
            FULL,
            &format!("[events.a]\n{way}"),
            &format!("[events.a]\n{KEPT}{way}\n[[events.a.factor]]\nid = \"f\"\nodds = 2"),
        );
    }
}

#[test]
fn the_same_way_of_drawing_keeps_the_rest() {
    over(
        "[events.a]\noutcomes = { b = 1 }\ndirichlet = { b = 1 }\n[[events.a.case]]\nif = true\n",
        "[events.a]\noutcomes = [\"b\", \"c\"]",
        "[events.a]\noutcomes = [\"b\", \"c\"]\ndirichlet = { b = 1 }\n[[events.a.case]]\nif = true",
    );
    // With a table, the list of branches is no way of its own; `up` alone names none.
    over(
        "[events.a]\noutcomes = [\"b\"]\ntable = [[\"*\", 1]]\ncolumns = [\"x\"]\n[events.l]\nlevels = [\"b\"]\nup = 0.1",
        "[events.a]\ntable = [[\"b\", 2]]\n[events.l]\nup = 0.2",
        "[events.a]\noutcomes = [\"b\"]\ntable = [[\"b\", 2]]\ncolumns = [\"x\"]\n[events.l]\nlevels = [\"b\"]\nup = 0.2",
    );
    over(
        "[events.a]\noutcomes = [\"b\"]\ntable = [[\"*\", 1]]\ncolumns = [\"x\"]",
        "[events.a]\noutcomes = { b = 1 }",
        "[events.a]\noutcomes = { b = 1 }",
    );
}

#[test]
fn quantities_and_questions_have_ways_too() {
    over(
        "[quantities.a]\nstart = 0\nnext = \"1\"\nunit = \"t\"",
        "[quantities.a]\nvalue = 3",
        "[quantities.a]\nunit = \"t\"\nvalue = 3",
    );
    over(
        "[questions.a]\nby = 2022-01-01\n[[questions.a.case]]\nid = \"b\"\n[questions.a.otherwise]\nid = \"c\"",
        "[questions.a]\nyes = true",
        "[questions.a]\nby = 2022-01-01\nyes = true",
    );
}

#[test]
fn cases_and_factors_are_appended_and_replaced_by_id() {
    over(
        "[[events.a.case]]\nid = \"x\"\nif = \"1\"\nnote = \"gone\"\n[[events.a.case]]\nif = \"2\"\n[[events.a.factor]]\nid = \"f\"\nodds = 2\n[[events.a.factor]]\nodds = 3",
        "[[events.a.case]]\nif = \"3\"\n[[events.a.case]]\nid = \"x\"\nif = \"4\"\n[[events.a.factor]]\nid = \"f\"\nodds = 4\n[[events.a.factor]]\nid = \"x\"\nodds = 5",
        "[events.a]\n[[events.a.case]]\nid = \"x\"\nif = \"4\"\n[[events.a.case]]\nif = \"2\"\n[[events.a.case]]\nif = \"3\"\n\
         [[events.a.factor]]\nid = \"f\"\nodds = 4\n[[events.a.factor]]\nodds = 3\n[[events.a.factor]]\nid = \"x\"\nodds = 5",
    );
}

#[test]
fn first_cases_stand_before_inherited_ones_in_file_order() {
    let case = |name: &str, first: bool| {
        format!(
            "[[events.a.case]]\nif = \"{name}\"\n{}",
            if first { "first = true\n" } else { "" }
        )
    };
    let low = case("low", false) + &case("low_first", true);
    let middle = format!(
        "extends = [\"low.toml\"]\n{}{}{}",
        case("m1", true),
        case("m", false),
        case("m2", true)
    );
    let top = format!("extends = [\"middle.toml\"]\n{}{}", case("t", false), case("t1", true));
    let found = merged(&[("top.toml", &top), ("middle.toml", &middle), ("low.toml", &low)], &[]);
    let order = ["t1", "m1", "m2", "low_first", "low", "m", "t"];
    let expected: Vec<String> = order.iter().map(|name| case(name, false)).collect();
    same(&found, &format!("[events.a]\n{}", expected.join("")));
    // With the id of an inherited case it takes that one's part, but at the front.
    over(
        "[[events.a.case]]\nif = \"1\"\n[[events.a.case]]\nid = \"x\"\nif = \"2\"",
        "[[events.a.case]]\nid = \"x\"\nif = \"3\"\nfirst = true",
        "[events.a]\n[[events.a.case]]\nid = \"x\"\nif = \"3\"\n[[events.a.case]]\nif = \"1\"",
    );
}

#[test]
fn off_removes_cases_factors_questions_alternatives_and_claims() {
    over(
        "[[events.a.case]]\nid = \"x\"\nif = \"1\"\n[[events.a.case]]\nif = \"2\"\n[[events.a.factor]]\nid = \"f\"\nodds = 2\n\
         [questions.q]\nyes = true\n[questions.r]\nyes = true\n[alternatives.v]\nbelieve = \"e\"\n[claims.k]\nsays = \"s\"",
        "[[events.a.case]]\nid = \"x\"\noff = true\n[[events.a.factor]]\nid = \"f\"\noff = true\n\
         [questions.q]\noff = true\n[alternatives.v]\noff = true\n[claims.k]\noff = true",
        "[events.a]\n[[events.a.case]]\nif = \"2\"\n[questions.r]\nyes = true",
    );
    // In a file of its own too, and `off = false` leaves what is there.
    same(
        &merged(
            &[(
                "top.toml",
                "[questions.q]\nyes = true\noff = true\n[questions.r]\nyes = true\noff = false",
            )],
            &[],
        ),
        "[questions.r]\nyes = true",
    );
}

#[test]
fn off_needs_something_to_remove() {
    over_finds(
        "[questions.posture]\nyes = true",
        "[questions.postur]\noff = true",
        "no question `postur` to remove; help: did you mean `posture`?",
    );
    over_finds(
        "[[events.a.case]]\nid = \"early\"\nif = true",
        "[[events.a.case]]\nid = \"earyl\"\noff = true",
        "no case `earyl` to remove; help: did you mean `early`?",
    );
    over_finds(
        "[events.a]\nprobability = 1",
        "[[events.a.factor]]\nodds = 2\noff = true",
        "error[off-without-id]",
    );
    over_finds(
        "[events.a]\nprobability = 1",
        "[events.a]\noff = true",
        "an event has no key `off`",
    );
    over_finds("", "[[events.a.factor]]\nfirst = true", "a factor has no key `first`");
}

#[test]
fn a_bare_value_over_a_long_form_sets_its_value_and_marks_its_claims() {
    let lower = "[assumptions.x]\nvalue = 0.5\nper = \"year\"\nbecause = [\"k\"]\n[conditions.c]\nif = \"1\"\nnote = \"n\"\n[assumptions.y]\nvalue = 1\nnote = \"n\"";
    let upper = "extends = [\"low.toml\"]\n[assumptions]\nx = { uniform = [0, 1] }\ny = 2\n[conditions]\nc = \"2\"";
    let (document, diagnostics) = load(&[("top.toml", upper), ("low.toml", lower)], &[]);
    assert!(diagnostics.is_empty());
    same(
        &super::resolved(&document),
        "[assumptions.x]\nvalue = { uniform = [0, 1] }\nper = \"year\"\nbecause = [\"k\"]\n[assumptions.y]\nvalue = 2\nnote = \"n\"\n\
         [conditions.c]\nif = \"2\"\nnote = \"n\"",
    );
    let given_for = assumption(&document, "x")
        .given_for
        .expect("the claims were given for another value");
    assert_eq!(document.sources.slice(given_for), "0.5");
    assert_eq!(assumption(&document, "y").given_for, None, "it cites no claims");
}

#[test]
fn claims_given_anew_are_not_marked() {
    let lower = "[assumptions.x]\nvalue = 0.5\nbecause = [\"k\"]";
    let marked = |upper: &str| {
        let upper = format!("extends = [\"low.toml\"]\n{upper}");
        let (document, _) = load(&[("top.toml", &upper), ("low.toml", lower)], &[]);
        assumption(&document, "x").given_for.is_some()
    };
    assert!(marked("[assumptions]\nx = 1"));
    assert!(
        marked("[assumptions.x]\nvalue = 1"),
        "a long form with nothing but a value says the same"
    );
    assert!(!marked("[assumptions.x]\nvalue = 1\nbecause = [\"l\"]"));
    assert!(!marked("[assumptions.x]\nnote = \"n\""));
}

#[test]
fn claims_given_after_a_bare_value_stand_for_it() {
    let list = [
        (
            "top.toml",
            "extends = [\"middle.toml\"]\n[assumptions.x]\nbecause = [\"l\"]",
        ),
        ("middle.toml", "extends = [\"low.toml\"]\n[assumptions]\nx = 1"),
        ("low.toml", "[assumptions.x]\nvalue = 0.5\nbecause = [\"k\"]"),
    ];
    let (document, _) = load(&list, &[]);
    assert_eq!(assumption(&document, "x").given_for, None);
}

#[test]
fn a_long_form_over_a_bare_value_keeps_the_value() {
    over(
        "[assumptions]\nx = { uniform = [0, 1] }\ny = 2\n[conditions]\nc = \"1\"",
        "[assumptions.x]\nper = \"year\"\n[assumptions]\ny = { value = 3, note = \"n\" }\n[conditions.c]\nnote = \"n\"",
        "[assumptions.x]\nvalue = { uniform = [0, 1] }\nper = \"year\"\n[assumptions.y]\nvalue = 3\nnote = \"n\"\n[conditions.c]\nif = \"1\"\nnote = \"n\"",
    );
}

#[test]
fn lists_of_tables_without_ids_are_appended() {
    over(
        "[[expectations]]\nsays = \"a < 1\"\n[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = 0.1",
        "[[expectations]]\nsays = \"b < 1\"",
        "[[expectations]]\nsays = \"a < 1\"\n[[expectations]]\nsays = \"b < 1\"\n[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = 0.1",
    );
}

#[test]
fn what_gave_way_is_remembered_with_both_places() {
    let (document, _) = load(
        &[
            (
                "top.toml",
                "extends = [\"low.toml\"]\n[assumptions]\nx = 2\n[events.a]\noutcomes = [\"b\"]\n[[events.e.case]]\nid = \"k\"\nif = \"2\"\n[questions.q]\noff = true",
            ),
            (
                "low.toml",
                "[assumptions]\nx = 1\n[events.a]\nprobability = 0.5\n[[events.e.case]]\nid = \"k\"\nif = \"1\"\n[questions.q]\nyes = true",
            ),
        ],
        &["assumptions.x=3"],
    );
    let slice = |one: &Overridden| {
        (
            one.path.clone(),
            document.sources.slice(one.old).to_owned(),
            document.sources.slice(one.new).to_owned(),
        )
    };
    let found: Vec<_> = document.overridden.iter().map(slice).collect();
    let expected = [
        ("assumptions.x", "1", "2"),
        ("events.a.probability", "0.5", "outcomes"),
        ("events.e.case.k", "[[events.e.case]]", "[[events.e.case]]"),
        ("questions.q", "q", "true"),
        ("assumptions.x", "2", "3"),
    ];
    assert_eq!(
        found,
        expected.map(|(path, old, new)| (path.to_owned(), old.to_owned(), new.to_owned()))
    );
}
