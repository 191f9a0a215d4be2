//! What can never apply: cases, factors, conditions, answers and rows.

use contingent::document::Document;
use contingent::model::check::check;
use contingent::model::read;

use super::{silent, timed};

#[test]
fn cases_and_factors_that_never_apply_are_found() {
    let front = "[events.front]\noutcomes = { gains = 1, stalemate = 2, losses = 1 }\ninitial = \"stalemate\"\n[questions.q]\nyes = \"ever(front == gains)\"\n";
    let war = |rest: &str| {
        format!("{front}[events.war]\nprobability = 0.1\nfinal = [\"yes\"]\n{rest}[questions.w]\nyes = \"war\"\n")
    };
    let case = |condition: &str| format!("[[events.war.case]]\nif = \"{condition}\"\nprobability = 0.2\n");
    let factor = |condition: &str| format!("[[events.war.factor]]\nif = \"{condition}\"\nodds = 2\n");
    let never = "this case can never apply | never holds";
    for condition in [
        "false",
        "front == gains and front == losses",
        "front != gains and front not in [stalemate, losses]",
        "prev(war)",
        "month == 13",
        "step > 12",
        "prev(step) == 12",
        "front == gains and not (front == gains or step > 3)",
    ] {
        timed(&war(&case(condition)), "case-never", never);
        timed(&war(&factor(condition)), "case-never", "this factor can never apply");
    }
    // Alone each can hold, but not after the first.
    timed(
        &war(&format!(
            "{}{}",
            case("front == gains or step > 2"),
            case("front == gains")
        )),
        "case-never",
        "an earlier one does too",
    );
    timed(
        &war(&format!("{}{}", case("true"), case("front == gains"))),
        "case-never",
        "move this one up",
    );
    timed(
        &war(&format!(
            "{}{}{}{}",
            case("front == gains"),
            case("front == losses"),
            case("front == stalemate"),
            case("step > 3")
        )),
        "case-never",
        "an earlier one does too",
    );
    let when = format!("when = \"front == gains\"\nidle = \"no\"\n{}", case("front == losses"));
    timed(&war(&when), "case-never", never);
    timed(
        &war("when = \"front == gains and step > 12\"\nidle = \"no\"\n"),
        "always-same",
        "`war` is never asked",
    );
}

#[test]
fn what_can_apply_is_left_alone() {
    let text = concat!(
        "[assumptions]\nlimit = 3\n",
        "[conditions]\nswitch = \"false\"\ncalm = \"not (front == gains and tension > limit)\"\n",
        "[quantities.tension]\nvalue = { uniform = [0, 5] }\n",
        "[events.front]\noutcomes = { gains = 1, stalemate = 2, losses = 1 }\n",
        "[events.war]\nprobability = 0.1\nfinal = [\"yes\", \"no\"]\n",
        // A switch that is off may be turned on by another file.
        "[[events.war.case]]\nif = \"switch\"\nprobability = 0.2\n",
        "[[events.war.case]]\nif = \"tension > 4 and tension < 3\"\nprobability = 0.2\n",
        "[[events.war.case]]\nif = \"limit > 4\"\nprobability = 0.2\n",
        // Not drawn yet at step 1, and at the `no` that nobody drew.
        "[[events.war.case]]\nif = \"prev(front) not in [gains, stalemate, losses] and not prev(war)\"\nprobability = 0.2\n",
        "[[events.war.case]]\nif = \"calm and month in [1, 2] and prev(step) == 0 or step == 12 or after(2023-09-01)\"\nprobability = 0.2\n",
        "[[events.war.factor]]\nif = \"ever(front == gains) and not ever(front == gains)\"\nodds = 2\n",
        "[[events.war.factor]]\nif = \"count(front == gains) > 2 and drawn(front) and prev(front, 2) == gains\"\nodds = 2\n",
        "[questions.war]\nyes = \"war\"\n",
    );
    silent(text);
    // A day outside of the run has its own warning, and only that one.
    let outside = "[events.war]\nprobability = 0.1\nfinal = [\"yes\"]\n[[events.war.case]]\nif = \"after(2030-01-01)\"\nprobability = 0.2\n[questions.w]\nyes = \"war\"\n";
    timed(outside, "date-outside", "false at every step");
}

#[test]
fn truths_that_never_change_are_found() {
    let front = "[events.front]\noutcomes = { gains = 1, losses = 1 }\n[events.war]\nprobability = 0.1\n";
    let q = "[questions.z]\nyes = \"ever(war and front == gains)\"\n";
    timed(
        &format!("{front}[conditions]\nc = \"front in [gains, losses]\"\n[questions.q]\nyes = \"ever(c)\"\n{q}"),
        "always-same",
        "the condition `c` always holds",
    );
    timed(
        &format!("{front}[questions.q]\nyes = \"front == gains and front == losses\"\n{q}"),
        "always-same",
        "the question `q` never holds",
    );
    timed(
        &format!(
            "{front}[[questions.q.case]]\nid = \"a\"\nif = \"front == gains\"\n[[questions.q.case]]\nid = \"b\"\nif = \"front == gains and war\"\n{q}"
        ),
        "case-never",
        "the answer `b` of `q` can never be given",
    );
    timed(
        &format!("{front}[questions.q]\nyes = \"ever(front == war)\"\n{q}"),
        "always-same",
        "`front` and `war` have no branch in common",
    );
    // Before step 1 it is undrawn, but a condition is read at the end of a step, where it is drawn; with `when` it may not be.
    silent(&format!(
        "{front}[events.talks]\nwhen = \"war\"\ntiming = \"first_chance\"\noutcomes = {{ good = 1, bad = 1 }}\n[conditions]\nc = \"talks in [good, bad]\"\n[questions.q]\nyes = \"ever(c)\"\n{q}"
    ));
}

#[test]
fn rows_that_never_match_and_combinations_without_one_are_found() {
    let head = "[events.front]\noutcomes = { gains = 1, losses = 1 }\ninitial = \"losses\"\n";
    let table = |columns: &str, rows: &[&str]| {
        format!(
            "{head}[events.talks]\ninitial = \"none\"\noutcomes = [\"none\", \"open\"]\ncolumns = {columns}\ntable = [\n{}\n]\n[questions.q]\nyes = \"ever(talks == open and front == gains)\"\n",
            rows.join(",\n")
        )
    };
    let both = "[\"prev(talks)\", \"front\"]";
    silent(&table(
        both,
        &[
            "[\"none\", \"gains\", 9, 1]",
            "[\"none\", \"*\", 8, 2]",
            "[\"open\", \"gains|losses\", 1, 8]",
        ],
    ));
    timed(
        &table(both, &["[\"none\", \"*\", 9, 1]", "[\"open\", \"gains\", 8, 2]"]),
        "row-missing",
        "a combination has no row in the table of `talks`: `prev(talks)` = open, `front` = losses | after the last row |  | help: add a row, such as `[\"open\", \"losses\", …]`",
    );
    // Columns that hang on each other do not meet in every way.
    silent(&table(
        "[\"front == gains\", \"front\"]",
        &["[true, \"gains\", 9, 1]", "[false, \"losses\", 8, 2]"],
    ));
    timed(
        &table(both, &["[\"*\", \"*\", 9, 1]", "[\"open\", \"gains\", 8, 2]"]),
        "row-never",
        "earlier rows take all that it could match",
    );
    timed(
        &table(
            "[\"front == gains\", \"front\"]",
            &["[true, \"losses\", 9, 1]", "[\"*\", \"*\", 8, 2]"],
        ),
        "row-never",
        "no draw meets this combination",
    );
    timed(
        &table(both, &["[\"none\", \"*\", 9, 1]"]),
        "row-missing",
        "2 combinations have no row",
    );
    // At step 1 the other has not been drawn before: only `*` matches that.
    let undrawn = table("[\"prev(other)\"]", &["[\"x\", 9, 1]", "[\"y\", 9, 2]"]);
    timed(
        &format!("{undrawn}[events.other]\noutcomes = {{ x = 1, y = 1 }}\n"),
        "row-missing",
        "`prev(other)` = undrawn | after the last row |  | help: add a row, such as `[\"*\", …]`",
    );
}

#[test]
fn what_holds_from_some_step_on_or_in_some_trial_is_no_constant() {
    // Before step 1 it does not hold, and `prev` looks there.
    silent(
        "[conditions]\nbegun = \"step >= 1\"\n[events.e]\nprobability = \"if(prev(begun), 0.1, 0.2)\"\n[questions.q]\nyes = \"ever(e)\"\n",
    );
    // The `no` that nobody drew is not final: at step 1 the variable stands there and is drawn.
    silent(
        "[events.e]\nprobability = 0.5\nfinal = [\"no\"]\n[[events.e.case]]\nif = \"not prev(e)\"\nprobability = 0.2\n[questions.q]\nyes = \"ever(e)\"\n",
    );
    silent(
        "[events.a]\ninitial = \"x\"\noutcomes = { x = 1, y = 1 }\n[events.b]\ninitial = \"z\"\noutcomes = { y = 1, z = 1 }\n[questions.q]\nyes = \"ever(a == b)\"\n",
    );
}

#[test]
fn checks_of_a_mangled_scenario_never_panic_and_always_point_somewhere() {
    let whole = include_str!("../model/example.toml");
    let lines: Vec<&str> = whole.lines().collect();
    let mut found = 0;
    for left_out in 0..lines.len() {
        let mut rest = lines.clone();
        rest.remove(left_out);
        let (document, mut diagnostics) = Document::from_text("test.toml", &rest.join("\n"));
        if let Some(model) = read(&document, &mut diagnostics) {
            let before = diagnostics.len();
            check(&model, &mut diagnostics);
            found += diagnostics.len() - before;
        }
        assert!(
            diagnostics.iter().all(|one| one.primary.is_some()),
            "without line {left_out}"
        );
    }
    assert!(found > lines.len(), "the checks found {found}");
}
