//! Keys and kinds of values held against the registry.

use super::{findings, finds};

#[test]
fn unknown_keys_come_with_the_key_that_was_meant() {
    finds(
        "[scenario]\ntitel = \"x\"",
        "3:1",
        "`[scenario]` has no key `titel`; help: did you mean `title`?",
    );
    finds(
        "[assumption.x]\nvalue = 1",
        "2:2",
        "the file has no section or key `assumption`; help: did you mean `assumptions`?",
    );
    finds("[events.a]\noptions = { b = 1 }", "3:1", "did you mean `outcomes`?");
    finds("[choices.a]\noutcomes = { b = 1 }", "3:1", "did you mean `options`?");
    finds("[scenario]\nsteps = 3", "3:1", "`steps` is a key of `[time]`");
    finds(
        "[assumptions.x]\nqqq = 3",
        "3:1",
        "short forms stand under `[assumptions]`",
    );
    finds(
        "[assumptions]\nx = { unifrom = [1, 2] }",
        "3:7",
        "did you mean `uniform`?",
    );
    finds("[assumptions]\nx = { vaule = 3 }", "3:7", "did you mean `value`?");
    finds("[[events.a.factor]]\nfirst = true", "3:1", "error[unknown-key]");
}

#[test]
fn keys_that_toml_gave_to_another_element_are_told_where_they_belong() {
    finds(
        "[choices.troops]\n[[choices.troops.factor]]\nodds = 2\nfinal = [\"send\"]",
        "5:1",
        "error[misplaced-key]: `final` belongs to the choice, but stands in a factor; help: move it above the first factor",
    );
    finds(
        "[events.a.outcomes]\nb = 1\nc = 2\nbecause = [\"x\"]",
        "5:1",
        "`because` belongs to the event, but stands in a table of branches; help: move it above `[events.a.outcomes]`",
    );
    finds(
        "[time]\nextends = []",
        "3:1",
        "`extends` belongs to the top of the file, but stands in `[time]`",
    );
    finds(
        "[[questions.q.case]]\nid = \"a\"\nif = \"x\"\nheadline = true",
        "5:1",
        "`headline` belongs to the question, but stands in an answer",
    );
    // In braces nothing can have fallen in.
    finds(
        "[alternatives.a]\ndo = { x = { is = 1, believe = \"e\" } }",
        "3:22",
        "error[unknown-key]",
    );
}

#[test]
fn branches_are_not_called_like_keys_of_their_element() {
    finds(
        "[events.a]\noutcomes = { note = 1, b = 1 }",
        "3:14",
        "error[branch-like-key]",
    );
    finds(
        "[events.a]\nlevels = [\"low\", \"up\"]",
        "3:18",
        "error[branch-like-key]",
    );
    finds(
        "[choices.a]\noptions = [\"actor\", \"b\"]",
        "3:12",
        "error[branch-like-key]",
    );
    // `actor` is no key of an event, `odds` only one of factors.
    assert_eq!(findings("[events.a]\noutcomes = { actor = 1, odds = 1 }"), [""; 0]);
}

#[test]
fn values_of_the_wrong_kind_are_named() {
    for (text, place, words) in [
        (
            "[time]\nsteps = \"12\"",
            "3:9",
            "`steps` has to be a whole number, and is a text; help: write it without quotes",
        ),
        ("[time]\nsteps = 12.0", "3:9", "write it as `12`"),
        ("[time]\nstart = \"2022-10-01\"", "3:9", "write the day without quotes"),
        ("[time]\nstep = \"monht\"", "3:8", "did you mean `month`?"),
        (
            "[events]\nrain = 0.3",
            "3:8",
            "`rain` is an event, and has to be a table; help: write `[events.rain]`",
        ),
        ("[events.a]\nfinal = \"yes\"", "3:9", "put it in brackets"),
        (
            "[choices.a.factor]\nodds = 2",
            "2:1",
            "write `[[choices.ID.factor]]`, in double brackets",
        ),
        (
            "[assumptions]\nx = true",
            "3:5",
            "a number, a word of the scale or an uncertain value, and is `true`",
        ),
        (
            "[assumptions]\nx = { uniform = [1, 2, 3] }",
            "3:17",
            "a list of 2 numbers, and is a list of 3",
        ),
        (
            "[assumptions]\nx = { uniform = [1, \"y\"] }",
            "3:21",
            "an entry of uniform has to be a number",
        ),
        ("[questions.q]\nyes = 3", "3:7", "a formula that is true or false"),
        (
            "[questions.q]\nthresholds = [1, \"2\"]",
            "3:18",
            "an entry of thresholds has to be a number",
        ),
        ("[events.a]\ntable = [1]", "3:10", "a row of table has to be a list"),
        ("[sources.a]\ndate = 2022", "3:8", "a day, or a month or year in quotes"),
        (
            "[claims.a]\nexpects = { question = \"q\", probability = [0.1] }",
            "3:43",
            "a pair of numbers",
        ),
        (
            "[alternatives.a]\nset.assumptions.x = 3",
            "3:5",
            "a path of `set` stands in quotes",
        ),
    ] {
        finds(text, place, words);
    }
}

#[test]
fn values_of_every_kind_are_accepted() {
    let text = r#"
[events.a]
outcomes = { b = { weight = { uniform = [1, 2] }, because = ["c"] }, c = "rest", d = { lognormal = { median = 1, sd_log = 0.5 } } }
initial = { b = 1 }
[events.b]
probability = { interval = [0.1, 0.4], confidence = 0.9 }
[[events.b.case]]
if = true
probability = "likely"
[events.c]
columns = ["a", "b"]
table = [["b", true, 1, "x * 2"], ["*", "no", { weight = 2, note = "n" }, { pert = [1, 2, 3] }]]
[assumptions]
x = { experts = { e-1 = 0.5, e_2 = { value = { uniform = [0, 1] }, because = ["c"] } } }
y = "likely"
[conditions.z]
if = "x > 1"
[quantities.q]
value = { normal = ["x", 2] }
[alternatives.what-if]
do = { a = "b", b = true, q = { is = 3, from = 2022-01-01 } }
given = ["z", "question:q"]
set = { "assumptions.x" = { uniform = [0, 1] } }
"#;
    assert_eq!(findings(text), [""; 0]);
}

#[test]
fn ids_are_lower_case_and_without_what_formulas_cannot_read() {
    finds("[events.Front]\nprobability = 1", "2:9", "for instance `front`");
    finds(
        "[events.front-line]\nprobability = 1",
        "2:9",
        "for instance `front_line`",
    );
    finds("[questions.9q]\nyes = true", "2:12", "error[bad-id]");
    finds("[events.\"\"]\nprobability = 1", "2:9", "error[bad-id]");
    finds("[events.\"війна\"]\nprobability = 1", "2:9", "error[bad-id]");
    finds(
        &format!("[events.{}]\nprobability = 1", "a".repeat(65)),
        "2:9",
        "65 bytes, and at most 64",
    );
    finds("[[events.a.case]]\nid = \"A b\"", "3:6", "for instance `a_b`");
    finds("[events.a]\noutcomes = { B = 1, c = 1 }", "3:14", "the id of a branch");
    assert_eq!(findings("[questions.front-line]\nyes = true"), [""; 0]);
}

#[test]
fn an_id_stands_once_in_a_list_of_a_file() {
    finds(
        "[[events.a.case]]\nid = \"x\"\n[[events.a.case]]\nid = \"x\"",
        "5:6",
        "error[duplicate-id]: `x` is the id of two of these",
    );
}

#[test]
fn hidden_characters_are_refused_in_texts_and_shown_in_messages() {
    finds(
        "[actors.a]\nname = \"x \\u202E y\"",
        "3:11",
        "error[hidden-character]: the text holds a character that hides or turns text, U+202E",
    );
    finds("[actors.a]\nname = \"\\u0007\"", "3:9", "a control character, U+0007");
    finds("[actors.a]\nname = \"a\u{202e}b\"", "3:10", "U+202E");
    finds(
        "[actors.\"a\\u200B\"]\n",
        "2:9",
        "error[bad-id]: `a\\u{200b}` cannot be",
    );
    // Texts of several lines, and the joiners that some scripts need.
    assert_eq!(
        findings("[actors.a]\nname = \"می\u{200c}خواهم\"\nnote = \"\"\"\none\n\ttwo\"\"\""),
        [""; 0]
    );
}

#[test]
fn the_version_has_to_be_named_by_the_top_file() {
    let (_, diagnostics) = contingent::document::Document::from_text("t.toml", "[time]\nsteps = 3\n");
    assert!(diagnostics.iter().any(|one| one.code.0 == "format-version"));
    let (_, diagnostics) = contingent::document::Document::from_text("t.toml", "contingent = 2\n");
    assert!(diagnostics.iter().any(|one| one.message.contains("does not know")));
}
