//! Rules about the file, names and weights.
use super::{Row, found, same, says, stops, titled};

pub fn rows() -> Vec<Row> {
    let mut rows = file_and_names();
    rows.extend(weights());
    rows.extend(over_a_period());
    rows.extend(cases_tables_factors());
    rows.extend(ladders());
    rows.extend(what_cannot_be_drawn());
    rows
}

fn file_and_names() -> Vec<Row> {
    vec![
        found("format", 0, "contingent = 2\nevents.a.probability = 0.5\nquestions.q.yes = 'a'", "format-version"),
        found("unknown-key", 0, "events.a = { probability = 0.5, probabilty = 0.4 }\nquestions.q.yes = 'a'", "unknown-key"),
        same(
            "order-free",
            2,
            "events.a.outcomes = { x = 1, y = 2, z = 3 }\nevents.b.probability = 'if(a == x, 0.9, 0.1)'\nquestions.q.yes = 'b and a != y'",
            "questions.q.yes = 'b and a != y'\nevents.b.probability = 'if(a == x, 0.9, 0.1)'\nevents.a.outcomes = { z = 3, x = 1, y = 2 }",
        ),
        titled("placeholders", 3, "events.a.probability = 0.5\nquestions.q = { yes = 'ever(a)', title = 'by {end}, from {start}' }", "by 31 December 2022, from 1 October 2022"),
        found("placeholders", 3, "events.a.probability = 0.5\nquestions.q = { yes = 'ever(a)', title = 'by {then}' }", "unknown-placeholder"),
        found("hidden", 0, "events.a = { probability = 0.5, title = \"a\\u0007b\" }\nquestions.q.yes = 'a'", "hidden-character"),
        found("id-form", 0, "events.Ab.probability = 0.5\nquestions.q.yes = 'true'", "bad-id"),
        found("id-form", 0, "events.a-b.probability = 0.5\nquestions.q.yes = 'true'", "bad-id"),
        says("id-form", 0, "events.a.probability = 1\nquestions.q-1.yes = 'a'", "q-1", 1.0, None),
        found("one-namespace", 0, "assumptions.a = 0.5\nevents.a.probability = 0.5\nquestions.q.yes = 'a'", "duplicate-id"),
        says(
            "own-branches",
            0,
            "events.a.outcomes = { x = 1, y = 0 }\nevents.b.outcomes = { y = 1, x = 0 }\nquestions.q.yes = 'a == x and b == y'",
            "q",
            1.0,
            None,
        ),
        found("reserved", 0, "events.likely.probability = 0.5\nquestions.q.yes = 'true'", "reserved-id"),
        found("reserved", 0, "assumptions.prev = 0.5\nquestions.q.yes = 'true'", "reserved-id"),
        found("branch-like-key", 0, "events.a.outcomes = { because = 1, y = 1 }\nquestions.q.yes = 'a == y'", "branch-like-key"),
        found(
            "misplaced-key",
            1,
            "[events.a]\nprobability = 0.5\n[[events.a.factor]]\nif = 'step > 1'\nodds = 2\nfinal = ['yes']\n[questions.q]\nyes = 'a'",
            "misplaced-key",
        ),
        same(
            "draws-as",
            2,
            "events.old.probability = 0.4\nquestions.q.yes = 'old'",
            "events.fresh = { probability = 0.4, draws_as = 'old' }\nquestions.q.yes = 'fresh'",
        ),
        found("draws-as", 0, "events.a.probability = 0.4\nevents.b = { probability = 0.4, draws_as = 'a' }\nquestions.q.yes = 'a and b'", "luck-collision"),
        found("unused", 0, "assumptions.k = 0.5\nevents.a.probability = 0.5\nquestions.q.yes = 'a'", "unused"),
    ]
}

fn weights() -> Vec<Row> {
    vec![
        says("relative", 0, "events.a.outcomes = { x = 1, y = 3 }\nquestions.q.yes = 'a == y'", "q", 0.75, 1.0),
        says("weight-table", 0, "events.a.outcomes = { x = 1, y = { weight = 3, note = 'n' } }\nquestions.q.yes = 'a == y'", "q", 0.75, None),
        says("rest", 0, "events.a.outcomes = { x = 'rest', y = 0.5 }\nquestions.q.yes = 'a == y'", "q", 0.5, 1.0 / 3.0),
        found("rest", 0, "events.a.outcomes = { x = 'rest', y = 'rest', z = 0.5 }\nquestions.q.yes = 'a == y'", "bad-rest"),
        found("rest-sum", 0, "events.a.outcomes = { x = 'rest', y = 0.7, z = 0.5 }\nquestions.q.yes = 'a == y'", "sum-above-one"),
        says("rest-slack", 0, "events.a.outcomes = { x = 'rest', y = 0.75, z = 0.2500000005 }\nquestions.q.yes = 'a == x'", "q", 0.0, None),
        says(
            "rest-same",
            1,
            "events.a = { initial = 'x', outcomes = { x = 0, y = 0.5 }, rest = 'same' }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            1.0,
        ),
        says(
            "rest-same-own",
            1,
            "events.a = { initial = 'x', outcomes = { x = 0.2, y = 0.5 }, rest = 'same' }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            0.625,
        ),
        says(
            "rest-same-everywhere",
            1,
            "events.a = { initial = 'x', outcomes = { x = 0, y = 0 }, rest = 'same', case = [{ if = 'step == 1', outcomes = { x = 0, y = 0.5 } }] }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            1.0,
        ),
        says(
            "rest-same-everywhere",
            1,
            "events.b.probability = 0.5\nevents.a = { initial = 'x', outcomes = ['x', 'y'], rest = 'same', columns = ['b'], table = [['*', 0, 0.5]] }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            1.0,
        ),
        found("rest-same-needs", 1, "events.a = { outcomes = { x = 0, y = 0.5 }, rest = 'same' }\nquestions.q.yes = 'a == y'", "rest-same"),
        says("yes-no", 0, "events.a.probability = 0.25\nquestions.q.yes = 'a == no'", "q", 0.75, None),
        says(
            "yes-no",
            0,
            "events.b.probability = 1\nevents.a = { columns = ['b'], table = [['yes', 0.25], ['no', 1]] }\nquestions.q.yes = 'a'",
            "q",
            0.25,
            None,
        ),
        says("yes-no-truth", 0, "events.a.outcomes = { yes = 1, no = 3 }\nquestions.q.yes = 'not a'", "q", 0.75, None),
        found("probability-domain", 0, "events.a.probability = 1.5\nquestions.q.yes = 'a'", "bad-probability"),
        says("words", 0, "events.a.probability = 'unlikely'\nquestions.q.yes = 'a'", "q", 0.3, 0.25),
        says("words", 0, "scenario.words = 'icd203'\nassumptions.k = 'unlikely'\nquestions.q.yes = 'k > 0.32 and k < 0.33'", "q", 1.0, 0.0),
        says("words", 0, "assumptions.k = 'remote chance'\nquestions.q.yes = 'k > 0.027 and k < 0.028'", "q", 1.0, 0.0),
        says("word-first", 0, "events.a.probability = '0.25 + 0.25'\nquestions.q.yes = 'a'", "q", 0.5, None),
        found("word-first", 0, "scenario.words = 'icd203'\nevents.a.probability = 'remote chance'\nquestions.q.yes = 'a'", "unknown-word"),
        found("nearly-whole", 0, "events.a.outcomes = { x = 30, y = 69 }\nquestions.q.yes = 'a == y'", "nearly-whole"),
        found("two-branches", 0, "events.a.outcomes = { x = 1 }\nquestions.q.yes = 'a == x'", "too-few-branches"),
        found("two-branches", 1, "events.a = { levels = ['x', 'y', 'x'], initial = 'x', up = 0.1 }\nquestions.q.yes = 'a == x'", "duplicate-branch"),
    ]
}

/// One month's probability of what has probability `p` in a year.
fn month(p: f64) -> f64 {
    1.0 - (1.0 - p).powf(1.0 / 12.0)
}

fn over_a_period() -> Vec<Row> {
    let unconverted = 1.0 - 0.5_f64.powi(12);
    let odds = 10.0 * month(0.5) / (1.0 - month(0.5));
    vec![
        says(
            "per-assumption",
            12,
            "assumptions.r = { value = 0.5, per = 'year' }\nevents.a = { probability = 'r', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            unconverted,
        ),
        says("per-assumption", 2, "assumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r * 10 < 0.6'", "q", 1.0, 0.0),
        says("per-variable", 12, "events.a = { probability = 0.5, per = 'year', final = ['yes'] }\nquestions.q.yes = 'a'", "q", 0.5, unconverted),
        says(
            "per-variable",
            1,
            "events.a = { probability = 0, per = 'year', case = [{ if = 'step == 1', probability = 0.5 }] }\nquestions.q.yes = 'a'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "per-variable",
            1,
            "events.b.probability = 0.5\nevents.a = { columns = ['b'], table = [['*', 0.5]], per = 'year' }\nquestions.q.yes = 'a'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'day', steps = 2 }\nassumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r > 0.001895 and r < 0.0018965'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'week', steps = 2 }\nassumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r > 0.0131 and r < 0.01322'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'quarter', steps = 2 }\nassumptions.r = { value = 0.9375, per = 'year' }\nquestions.q.yes = 'r > 0.49999 and r < 0.50001'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-sum",
            1,
            "events.a = { outcomes = { x = 'rest', y = 0.7, z = 0.7 }, per = 'year' }\nquestions.q.yes = 'a == x'",
            "q",
            1.0 - 2.0 * month(0.7),
            None,
        ),
        says(
            "per-initial",
            1,
            "events.a = { initial = { x = 'rest', y = 0.5 }, outcomes = { x = 'rest', y = 0.1 }, per = 'year' }\nquestions.q.yes = 'a == y'",
            "q@0",
            0.5,
            month(0.5),
        ),
        says(
            "per-factors",
            1,
            "events.a = { probability = 0.5, per = 'year', factor = [{ odds = 10 }] }\nquestions.q.yes = 'a'",
            "q",
            odds / (1.0 + odds),
            month(10.0 / 11.0),
        ),
        found("per-formula", 1, "assumptions.k = 0.5\nevents.a = { probability = 'k / 2', per = 'year' }\nquestions.q.yes = 'a'", "per-formula"),
        found("per-place", 1, "events.a = { outcomes = { x = 1, y = 3 }, per = 'year' }\nquestions.q.yes = 'a == y'", "per-place"),
        found("per-place", 1, "events.a = { timing = 'once', probability = 0.5, per = 'year' }\nquestions.q.yes = 'a'", "per-place"),
        found("per-time", 0, "events.a = { probability = 0.5, per = 'year' }\nquestions.q.yes = 'a'", "per-without-time"),
        found("per-time", 0, "assumptions.r = { value = 0.5, per = 'year' }\nevents.a.probability = 'r'\nquestions.q.yes = 'a'", "per-without-time"),
        found(
            "per-once",
            1,
            "assumptions.r = { value = 0.5, per = 'year' }\nevents.a = { timing = 'once', probability = 'r' }\nquestions.q.yes = 'a'",
            "per-read-once",
        ),
        found("per-several", 1, "events.a = { outcomes = { x = 'rest', y = 0.1, z = 0.1 }, per = 'year' }\nquestions.q.yes = 'a == y'", "per-several"),
    ]
}

fn cases_tables_factors() -> Vec<Row> {
    vec![
        says(
            "case-first",
            0,
            "events.b.probability = 1\nevents.a = { outcomes = { x = 1, y = 0, z = 0 }, case = [{ if = 'b', outcomes = { x = 0, y = 1, z = 0 } }, { if = 'b or a_too', outcomes = { x = 0, y = 0, z = 1 } }] }\nevents.a_too.probability = 0.5\nquestions.q.yes = 'a == y'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "case-all",
            0,
            "events.b.probability = 0.5\nevents.a = { outcomes = { x = 1, y = 1 }, case = [{ if = 'b', outcomes = { x = 1 } }] }\nquestions.q.yes = 'a == y'",
            "missing-branch",
        ),
        found(
            "case-never",
            0,
            "events.b.probability = 0.5\nevents.a = { probability = 0.1, case = [{ if = 'b', probability = 0.2 }, { if = 'b', probability = 0.3 }] }\nquestions.q.yes = 'a'",
            "case-never",
        ),
        says("factor-odds", 0, "events.a = { probability = 0.25, factor = [{ odds = 3 }] }\nquestions.q.yes = 'a'", "q", 0.5, 0.75),
        says("factor-all", 0, "events.a = { probability = 0.25, factor = [{ odds = 3 }, { odds = 3 }] }\nquestions.q.yes = 'a'", "q", 0.75, 0.5),
        says(
            "factor-all",
            0,
            "events.b.probability = 1\nevents.a = { probability = 0, case = [{ if = 'b', probability = 0.25 }], factor = [{ if = 'b', odds = 3 }, { if = 'not b', odds = 9 }] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            0.25,
        ),
        says(
            "factor-all",
            0,
            "events.b.probability = 1\nevents.a = { columns = ['b'], table = [['*', 0.25]], factor = [{ odds = 3 }] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            0.25,
        ),
        says(
            "factor-some",
            0,
            "events.a = { outcomes = { x = 1, y = 1, z = 2 }, factor = [{ outcomes = { z = 2 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            2.0 / 3.0,
            1.0,
        ),
        says("factor-odds-key", 0, "choices.a = { probability = 0.25, factor = [{ options = { yes = 3 } }] }\nquestions.q.yes = 'a'", "q", 0.5, 0.75),
        found(
            "factor-odds-key",
            0,
            "events.a = { probability = 0.25, factor = [{ odds = 3, outcomes = { yes = 3 } }] }\nquestions.q.yes = 'a'",
            "conflicting-keys",
        ),
        found("factor-odds-key", 0, "events.a = { outcomes = { x = 1, y = 1 }, factor = [{ odds = 3 }] }\nquestions.q.yes = 'a == x'", "not-yes-no"),
        says(
            "factor-formula",
            0,
            "assumptions.k = 2\nevents.a = { probability = 0.25, factor = [{ odds = '1 + k' }] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            None,
        ),
        says("zero", 0, "events.a = { outcomes = { x = 0, y = 1 }, factor = [{ outcomes = { x = 1000 } }] }\nquestions.q.yes = 'a == x'", "q", 0.0, 0.5),
        says(
            "strength",
            0,
            "events.a = { probability = 0.01, factor = [{ id = 'f', odds = 'overwhelmingly more' }, { id = 'g', odds = 'overwhelmingly more' }] }\nquestions.q.yes = 'a'",
            "q",
            160.0 / 259.0,
            196.0 / 295.0,
        ),
        says(
            "strength",
            0,
            "events.a = { probability = 0.5, factor = [{ id = 'f', odds = 'strongly less' }] }\nquestions.q.yes = 'a'",
            "q",
            1.0 / (1.0 + 24.0_f64.sqrt()),
            11.0 / 59.0,
        ),
        found("strength-place", 0, "events.a.probability = 'clearly more'\nquestions.q.yes = 'a'", "strength-outside"),
        found("strength-place", 0, "events.a = { probability = 0.5, factor = [{ id = 'f', odds = 'likely' }] }\nquestions.q.yes = 'a'", "word-in-factor"),
        found("word-formula", 0, "events.a.probability = 'likely * 0.5'\nquestions.q.yes = 'a'", "word-in-formula"),
        says(
            "table-first",
            0,
            "events.b.probability = 1\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['yes', 1, 0], ['*', 0, 1]] }\nquestions.q.yes = 'a == x'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "table-cells",
            0,
            "events.b.outcomes = { u = 0, v = 1, w = 0 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['u|v', 0, 1], ['*', 1, 0]] }\nquestions.q.yes = 'a == y'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "table-cells",
            0,
            "events.b.outcomes = { u = 0, v = 1 }\nconditions.c = 'b == v'\nevents.a = { outcomes = ['x', 'y'], columns = ['c', 'b == u'], table = [[true, 'no', 0, 1], ['*', '*', 1, 0]] }\nquestions.q.yes = 'a == y'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "table-undrawn",
            1,
            "events.b = { timing = 'first_chance', when = 'step > 1', outcomes = { u = 1, v = 1 } }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['u|v', 1, 0], ['*', 0, 1]] }\nquestions.q.yes = 'a == y'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "table-missing",
            0,
            "events.b.outcomes = { u = 1, v = 1 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['u', 1, 0]] }\nquestions.q.yes = 'a == y'",
            "row-missing",
        ),
        stops(
            "table-missing",
            0,
            "events.b.outcomes = { u = 1, v = 1 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['u', 1, 0]] }\nquestions.q.yes = 'a == y'",
            "a",
            "NoRow",
        ),
        found(
            "table-never",
            0,
            "events.b.outcomes = { u = 1, v = 1 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['*', 1, 0], ['u', 0, 1]] }\nquestions.q.yes = 'a == y'",
            "row-never",
        ),
        found(
            "table-shape",
            0,
            "events.b.outcomes = { u = 1, v = 1 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['*', 1, 0, 3]] }\nquestions.q.yes = 'a == y'",
            "bad-table",
        ),
        found(
            "table-shape",
            0,
            "events.b.outcomes = { u = 1, v = 1 }\nevents.a = { outcomes = ['x', 'y'], columns = ['b'], table = [['w', 1, 0], ['*', 1, 1]] }\nquestions.q.yes = 'a == y'",
            "bad-cell",
        ),
        found(
            "table-case",
            0,
            "events.b.probability = 0.5\nevents.a = { columns = ['b'], table = [['*', 0.5]], case = [{ if = 'b', probability = 0.1 }] }\nquestions.q.yes = 'a'",
            "conflicting-keys",
        ),
    ]
}

fn ladders() -> Vec<Row> {
    vec![
        says(
            "levels-move",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.25, down = 0.5 }\nquestions.q.yes = 'a == z'",
            "q",
            0.25,
            1.0 / 3.0,
        ),
        says("levels-end", 1, "events.a = { levels = ['x', 'y'], initial = 'y', up = 0.9, down = 0.1 }\nquestions.q.yes = 'a == y'", "q", 0.9, 0.0),
        says(
            "levels-end-factors",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'y', up = 0.5, down = 0.25, factor = [{ up = 100 }] }\nquestions.q.yes = 'a == y'",
            "q",
            0.75,
            50.25 / 50.5,
        ),
        found("levels-needs", 1, "events.a = { levels = ['x', 'y'], up = 0.5 }\nquestions.q.yes = 'a == y'", "bad-levels"),
        found("levels-needs", 1, "events.a = { levels = ['x', 'y'], initial = 'x', timing = 'once', up = 0.5 }\nquestions.q.yes = 'a == y'", "bad-levels"),
        says(
            "levels-case",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, down = 0.25, case = [{ if = 'step == 1', up = 0 }] }\nquestions.q.yes = 'a == x'",
            "q",
            0.25,
            0.0,
        ),
        says(
            "levels-jump",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'x', up = 0.5, case = [{ if = 'step == 1', outcomes = { x = 0, y = 0, z = 1 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "levels-jump",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, case = [{ if = 'step == 1', outcomes = { x = 1, y = 0, z = 1 } }], factor = [{ up = 1000 }] }\nquestions.q.yes = 'a == z'",
            "q",
            0.5,
            1000.0 / 1001.0,
        ),
        says(
            "levels-jump-per",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, per = 'year', case = [{ if = 'step == 1', outcomes = { x = 0.2, y = 0, z = 0.6 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            0.75,
            month(0.6) / (month(0.2) + month(0.6)),
        ),
        says(
            "levels-jump-per",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, per = 'year', case = [{ if = 'step == 1', outcomes = { x = 'rest', y = 0, z = 0.5 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "levels-factor",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.2, factor = [{ up = 4 }] }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            0.8,
        ),
        says(
            "levels-compare",
            1,
            "events.a = { levels = ['zz', 'mm', 'aa'], initial = 'mm', up = 0 }\nquestions.q.yes = 'a > zz and a >= mm and a < aa and not (a > mm)'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "levels-compare",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.5 }\nevents.b = { levels = ['x', 'y'], initial = 'x', up = 0.5 }\nquestions.q.yes = 'a > b'",
            "levels-of-two",
        ),
    ]
}

fn what_cannot_be_drawn() -> Vec<Row> {
    vec![
        found("undrawable", 0, "events.a.outcomes = { x = 0, y = 0 }\nquestions.q.yes = 'a == x'", "no-weight"),
        found("undrawable", 0, "events.a.outcomes = { x = -1, y = 1 }\nquestions.q.yes = 'a == x'", "bad-weight"),
        stops(
            "undrawable-run",
            3,
            "events.b.probability = 0.5\nquantities.w.value = 'if(b, 0, 1)'\nevents.a.outcomes = { x = 'w', y = 'w' }\nquestions.q.yes = 'a == x'",
            "a",
            "AllZero",
        ),
        stops(
            "undrawable-run",
            3,
            "events.b.probability = 0.5\nquantities.w.value = 'if(b, -1, 1)'\nevents.a.outcomes = { x = 'w', y = 2 }\nquestions.q.yes = 'a == x'",
            "a",
            "Negative",
        ),
        says(
            "lazy-weights",
            2,
            "quantities.z = { start = 0, next = 'prev(z)' }\nevents.b.probability = 0\nevents.a = { outcomes = { x = 1, y = 0 }, case = [{ if = 'b', outcomes = { x = '1 / z', y = 1 } }], factor = [{ if = 'b', outcomes = { x = '0 / z' } }] }\nquestions.q.yes = 'a == x'",
            "q",
            1.0,
            None,
        ),
        says(
            "lazy-weights",
            2,
            "quantities.z = { start = 0, next = 'prev(z)' }\nevents.a = { outcomes = { x = '1 / z', y = 1 }, when = 'z > 0', idle = 'y' }\nquestions.q.yes = 'a == y'",
            "q",
            1.0,
            None,
        ),
        stops(
            "drawn-all",
            3,
            "events.b.probability = 0.5\nquantities.w.value = 'if(b, 0, 1)'\nevents.a.outcomes = { x = 'w', y = 'w' }\nquestions.q.yes = 'ever(b)'",
            "a",
            "AllZero",
        ),
    ]
}
