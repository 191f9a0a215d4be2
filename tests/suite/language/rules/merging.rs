//! Rules about files upon files.
use super::{Row, files, found, found_in};

pub fn rows() -> Vec<Row> {
    [merging(), files_that_cannot_be_read()].into_iter().flatten().collect()
}

fn merging() -> Vec<Row> {
    let ask = "events.b.probability = 1\nquestions.q.yes = 'a'\n";
    let with = |text: &str| [ask, text].concat();
    vec![
        files(
            "extends-once",
            0,
            &[
                ("c.toml", "events.a.probability = 0\nquestions.q.yes = 'a'"),
                ("a.toml", "extends = ['c.toml']\nevents.a.probability = 1"),
                ("b.toml", "extends = ['c.toml']\nquestions.q.title = 'Q'"),
                ("top.toml", "extends = ['a.toml', 'b.toml']"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-keys",
            2,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 'if(step == 1, 1, 0)', final = ['yes'] }"),
                ),
                ("top.toml", "extends = ['base.toml']\nevents.a.title = 'A'"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-whole",
            0,
            &[
                (
                    "base.toml",
                    "events.a.outcomes = { x = 1, y = 1, z = 8 }\nquestions.q.yes = 'a == y'",
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.outcomes = { x = 0, y = 1 }",
                ),
            ],
            "q",
            1.0,
            1.0 / 9.0,
        ),
        files(
            "merge-way",
            0,
            &[
                (
                    "base.toml",
                    &with(
                        "events.a = { outcomes = { yes = 0, no = 1 }, case = [{ if = 'b', outcomes = { yes = 0, no = 1 } }] }",
                    ),
                ),
                ("top.toml", "extends = ['base.toml']\nevents.a.probability = 1"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-way-keeps",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { outcomes = { yes = 0, no = 1 }, factor = [{ odds = 3 }] }"),
                ),
                ("top.toml", "extends = ['base.toml']\nevents.a.probability = 0.25"),
            ],
            "q",
            0.5,
            0.25,
        ),
        files(
            "merge-append",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 0, case = [{ if = 'b', probability = 1 }] }"),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.case = [{ if = 'b', probability = 0 }]",
                ),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-append",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 0.25, factor = [{ if = 'b', odds = 3 }] }"),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.factor = [{ if = 'b', odds = 3 }]",
                ),
            ],
            "q",
            0.75,
            0.5,
        ),
        files(
            "merge-id",
            0,
            &[
                (
                    "base.toml",
                    &with(
                        "events.a = { probability = 0, case = [{ id = 'c', if = 'b', probability = 0 }, { if = 'b', probability = 0 }] }",
                    ),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.case = [{ id = 'c', if = 'b', probability = 1 }]",
                ),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-id",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 0.25, factor = [{ id = 'f', if = 'not b', odds = 9 }] }"),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.factor = [{ id = 'f', odds = 3 }]",
                ),
            ],
            "q",
            0.5,
            0.25,
        ),
        files(
            "merge-first",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 0, case = [{ if = 'b', probability = 0 }] }"),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.case = [{ if = 'b', probability = 1, first = true }]",
                ),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-off",
            0,
            &[
                (
                    "base.toml",
                    &with("events.a = { probability = 0.25, factor = [{ id = 'f', odds = 3 }] }"),
                ),
                (
                    "top.toml",
                    "extends = ['base.toml']\nevents.a.factor = [{ id = 'f', off = true }]",
                ),
            ],
            "q",
            0.25,
            0.5,
        ),
        found(
            "merge-off",
            0,
            "events.a = { probability = 0.25, factor = [{ odds = 3, off = true }] }\nquestions.q.yes = 'a'",
            "off-without-id",
        ),
        files(
            "merge-bare",
            1,
            &[
                (
                    "base.toml",
                    "assumptions.k = { value = 0.5, per = 'year' }\nquestions.q.yes = 'k < 0.03'",
                ),
                ("top.toml", "extends = ['base.toml']\nassumptions.k = 0.25"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-words",
            0,
            &[
                (
                    "base.toml",
                    "scenario.words = 'icd203'\nassumptions.k = 'unlikely'\nassumptions.l = 'unlikely'\nquestions.q.yes = 'k > 0.32 and l < 0.31'",
                ),
                ("top.toml", "extends = ['base.toml']\nassumptions.l = 'unlikely'"),
            ],
            "q",
            1.0,
            0.0,
        ),
    ]
}

fn files_that_cannot_be_read() -> Vec<Row> {
    let plain = "events.a.probability = 0.5\nquestions.q.yes = 'a'\n";
    vec![
        found_in(
            "extends-root",
            0,
            &[("top.toml", &["extends = ['../other.toml']\n", plain].concat())],
            "extends-escape",
        ),
        found_in(
            "extends-ring",
            0,
            &[
                ("a.toml", "extends = ['top.toml']"),
                ("top.toml", &["extends = ['a.toml']\n", plain].concat()),
            ],
            "extends-ring",
        ),
        found_in(
            "merge-bare",
            0,
            &[
                (
                    "base.toml",
                    "sources.s.title = 'S'\nclaims.c = { source = 's', says = 'x' }\nassumptions.k = { value = 0.5, because = ['c'] }\nevents.a.probability = 'k'\nquestions.q.yes = 'a'",
                ),
                ("top.toml", "extends = ['base.toml']\nassumptions.k = 0.25"),
            ],
            "given-for-another-value",
        ),
    ]
}
