//! `--set path=value` and the `set` of alternatives.

use contingent::document::{Document, Table, apply, overrides_of};
use contingent::source::{Diagnostics, Style, render, render_short};

use super::{load, merged, resolved, same};

const BASE: &str = "[time]\nstart = 2022-01-01\nsteps = 3\n[assumptions]\nx = 0.5\nw = { uniform = [1, 2] }\nviews = { experts = { e = 1, f = { value = 2, because = [\"k\"] } } }\n\
    [assumptions.y]\nvalue = 0.5\nbecause = [\"k\"]\n[conditions]\nc = \"x > 1\"\n\
    [events.a]\noutcomes = { b = 1, d = { weight = 2, note = \"n\" } }\n\
    [[events.a.case]]\nid = \"early\"\nif = \"c\"\noutcomes = { b = 1, d = 1 }\n[[events.a.factor]]\nid = \"f\"\noutcomes = { b = 2 }\n\
    [events.p]\nprobability = 0.1\n\
    [alternatives.v]\nset = { \"assumptions.x\" = \"likely\", \"events.p.probability\" = 0.9 }\n[questions.q]\nyes = true\n";

/// The base with an override differs from the base without in one line.
#[track_caller]
fn sets(text: &str, old: &str, new: &str) {
    let base = merged(&[("t.toml", BASE)], &[]);
    assert!(base.contains(old), "{base}");
    let found = merged(&[("t.toml", BASE)], &[text]);
    same(&found, &base.replacen(old, new, 1));
}

/// The only finding of an override.
#[track_caller]
fn refuses(text: &str, words: &str) {
    let (document, diagnostics) = load(&[("t.toml", BASE)], &[text]);
    let shown = render_short(&document.sources, &diagnostics);
    assert_eq!(diagnostics.len(), 1, "{text}: {shown}");
    assert!(
        shown.starts_with("--set:1:") && shown.contains(words),
        "{text}: {shown}"
    );
    assert_eq!(resolved(&document), merged(&[("t.toml", BASE)], &[]), "{text}");
}

#[test]
fn values_are_set_by_their_paths() {
    sets("assumptions.x=0.4", "x = 0.5", "x = 0.4");
    sets("assumptions.x = likely", "x = 0.5", "x = \"likely\"");
    sets("assumptions.x=\"likely\"", "x = 0.5", "x = \"likely\"");
    sets(
        "assumptions.x={ pert = [1, 2, 3] }",
        "x = 0.5",
        "x = { pert = [1, 2, 3] }",
    );
    sets("assumptions.w.uniform=[3, 4]", "uniform = [1, 2]", "uniform = [3, 4]");
    sets("assumptions.views.experts.e=5", "e = 1", "e = 5");
    sets(
        "assumptions.views.experts.g=5",
        "because = [\"k\"] } }",
        "because = [\"k\"] }, g = 5 }",
    );
    sets("assumptions.views.experts.f.value=5", "value = 2", "value = 5");
    sets("conditions.c=x > 2 and true", "\"x > 1\"", "\"x > 2 and true\"");
    sets("time.steps=24", "steps = 3", "steps = 24");
    sets(
        "events.a.outcomes.b=3 * x",
        "outcomes = { b = 1, d = { w",
        "outcomes = { b = \"3 * x\", d = { w",
    );
    sets("events.a.outcomes.d.weight=7", "weight = 2", "weight = 7");
    sets(
        "events.a.case.early.outcomes.d=7",
        "outcomes = { b = 1, d = 1 }",
        "outcomes = { b = 1, d = 7 }",
    );
    sets(
        "events.a.factor.f.outcomes.b=overwhelmingly more",
        "{ b = 2 }",
        "{ b = \"overwhelmingly more\" }",
    );
    sets("events.a.factor.f.outcomes.d=7", "{ b = 2 }", "{ b = 2, d = 7 }");
    sets("questions.q.yes=false", "yes = true", "yes = false");
    sets(
        "alternatives.v.set.assumptions.x=0.1",
        "\"assumptions.x\" = \"likely\"",
        "\"assumptions.x\" = 0.1",
    );
    // New keys of an element, also under a bare value, and tables of titles that were not there.
    sets(
        "events.p.per=year",
        "probability = 0.1",
        "probability = 0.1\nper = \"year\"",
    );
    sets(
        "events.p.titles.yes=It rains",
        "probability = 0.1",
        "probability = 0.1\ntitles = { yes = \"It rains\" }",
    );
    sets("time.step=month", "steps = 3", "steps = 3\nstep = \"month\"");
}

#[test]
fn an_element_with_a_bare_value_becomes_long_where_a_key_is_set() {
    let found = merged(
        &[("t.toml", "[assumptions]\nx = 3")],
        &["assumptions.x.per=year", "assumptions.x.value=4"],
    );
    same(&found, "[assumptions.x]\nvalue = 4\nper = \"year\"");
}

#[test]
fn a_bare_value_over_a_long_form_marks_its_claims() {
    for text in ["assumptions.y=0.6", "assumptions.y.value=0.6"] {
        let (document, _) = load(&[("t.toml", BASE)], &[text]);
        let section = document.root.get("assumptions").and_then(|value| value.as_table());
        let table = section.and_then(|table| table.get("y")?.as_table()).expect("written");
        assert_eq!(
            table.given_for.map(|span| document.sources.slice(span)),
            Some("0.5"),
            "{text}"
        );
    }
    let (document, _) = load(&[("t.toml", BASE)], &["assumptions.views.experts.f=3"]);
    let shown = resolved(&document);
    assert!(shown.contains("f = { value = 3, because = [\"k\"] }"), "{shown}");
}

#[test]
fn another_way_of_drawing_is_taken_as_from_a_file() {
    let found = merged(
        &[(
            "t.toml",
            "[events.a]\noutcomes = { b = 1 }\nper = \"year\"\n[[events.a.case]]\nif = true",
        )],
        &["events.a.probability=0.5"],
    );
    same(&found, "[events.a]\nper = \"year\"\nprobability = 0.5");
    let found = merged(&[("t.toml", BASE)], &["questions.q.off=true"]);
    assert!(!found.contains("questions"));
}

#[test]
fn later_overrides_stand_over_earlier_ones() {
    let found = merged(
        &[("t.toml", "[assumptions]\nx = 1")],
        &["assumptions.x=2", "assumptions.x=3"],
    );
    same(&found, "[assumptions]\nx = 3");
}

#[test]
fn paths_that_lead_nowhere_come_with_the_one_that_was_meant() {
    refuses(
        "assumption.x=1",
        "no section `assumption`; help: did you mean `assumptions`?",
    );
    refuses(
        "assumptions.views2=1",
        "no assumption `views2`; help: did you mean `views`?",
    );
    refuses(
        "events.a.outcome.b=1",
        "an event has no key `outcome`; help: did you mean `outcomes`?",
    );
    refuses("events.a.case.earyl.outcomes.b=1", "did you mean `early`?");
    refuses("events.a.case.0.outcomes.b=1", "by its `id`, not by its number");
    refuses("events.a.factor.f=1", "a path goes on to one of its keys");
    refuses("events.a.case=[]", "a path goes on to an id in it");
    refuses(
        "events.p.probability.b=1",
        "`events.p.probability` is a number, so that the path ends there",
    );
    refuses("events.p.outcomes.b=1", "`events.p` has no `outcomes`");
    refuses("events.a=1", "`a` is an event, and has to be a table");
    refuses("events=1", "a path goes on");
    refuses("contingent=2", "cannot be set");
    refuses("expectations.x=2", "no section `expectations`");
    refuses("quantities.q.value=2", "no section `quantities`");
    refuses("assumptions..x=1", "no assumption ``");
    refuses("assumptions.x.uniform=[1, 2]", "`assumptions.x` is a number");
    refuses("events.a.outcomes.e.weight=1", "`events.a.outcomes` has no `e`");
}

#[test]
fn values_are_checked_as_a_files_would_be() {
    refuses("time.steps=many", "`steps` has to be a whole number, and is a text");
    refuses("time.step=monht", "did you mean `month`?");
    refuses("events.a.outcomes.note=1", "error[branch-like-key]");
    refuses("events.a.outcomes.B=1", "error[bad-id]");
    refuses("assumptions.x={ unifrom = [1, 2] }", "did you mean `uniform`?");
    refuses("conditions.c=\"a\\u202Eb\"", "error[hidden-character]");
    refuses("assumptions.x={ uniform = [1, 2], }", "TOML 1.1");
    refuses("assumptions.x=1e999", "error[number-range]");
}

#[test]
fn overrides_that_cannot_be_read_are_errors() {
    refuses("assumptions.x", "has the form `path=value`");
    refuses("assumptions.x=", "the value is missing");
    refuses("assumptions.x=[1, 2", "cannot be read as a value");
    refuses("assumptions.x=\"likely", "cannot be read as a value");
    refuses("time.start=2022-02-30", "cannot be read as a value");
    refuses(&format!("assumptions.x={}", "[".repeat(100_000)), "nested deeper");
    refuses("=1", "no section ``");
}

#[test]
fn findings_show_the_override_as_a_source() {
    let (document, diagnostics) = load(&[("t.toml", BASE)], &["  time.steps = \"12\" "]);
    let shown = render(&document.sources, &diagnostics, Style::Plain, 100);
    assert!(
        shown.contains("--> --set:1:16") && shown.contains("time.steps = \"12\""),
        "{shown}"
    );
}

#[test]
fn a_formula_in_an_override_has_places() {
    let (document, diagnostics) = load(&[("t.toml", BASE)], &["conditions.c = x > y "]);
    assert!(diagnostics.is_empty());
    let section = document.root.get("conditions").and_then(|value| value.as_table());
    let text = section.and_then(|table| table.get("c")?.as_text()).expect("written");
    assert_eq!(text.text, "x > y");
    assert_eq!(
        document.sources.slice(contingent::document::formula_span(text, 4..5)),
        "y"
    );
}

#[test]
fn the_set_of_an_alternative_is_applied_to_a_copy() {
    let (document, _) = load(&[("t.toml", BASE)], &[]);
    let alternative = |document: &Document| -> Table {
        let section = document.root.get("alternatives").and_then(|value| value.as_table());
        section
            .and_then(|table| table.get("v")?.as_table())
            .cloned()
            .expect("written")
    };
    let mut changed = document.clone();
    let mut diagnostics = Diagnostics::default();
    apply(&mut changed, &overrides_of(&alternative(&document)), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let expected = resolved(&document).replacen("x = 0.5", "x = \"likely\"", 1).replacen(
        "probability = 0.1",
        "probability = 0.9",
        1,
    );
    same(&resolved(&changed), &expected);
}
