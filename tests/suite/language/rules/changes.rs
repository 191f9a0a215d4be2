//! Rules about files upon files, what-ifs, and the traps.
use super::{Row, files, found, found_in, never, says, says_alone};

pub fn rows() -> Vec<Row> {
    let mut rows = merging();
    rows.extend(files_that_cannot_be_read());
    rows.extend(settings_and_forcing());
    rows.extend(conditioning());
    rows.extend(traps());
    rows
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
                ("base.toml", &with("events.a = { probability = 'if(step == 1, 1, 0)', final = ['yes'] }")),
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
                ("base.toml", "events.a.outcomes = { x = 1, y = 1, z = 8 }\nquestions.q.yes = 'a == y'"),
                ("top.toml", "extends = ['base.toml']\nevents.a.outcomes = { x = 0, y = 1 }"),
            ],
            "q",
            1.0,
            1.0 / 9.0,
        ),
        files(
            "merge-way",
            0,
            &[
                ("base.toml", &with("events.a = { outcomes = { yes = 0, no = 1 }, case = [{ if = 'b', outcomes = { yes = 0, no = 1 } }] }")),
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
                ("base.toml", &with("events.a = { outcomes = { yes = 0, no = 1 }, factor = [{ odds = 3 }] }")),
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
                ("base.toml", &with("events.a = { probability = 0, case = [{ if = 'b', probability = 1 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.case = [{ if = 'b', probability = 0 }]"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-append",
            0,
            &[
                ("base.toml", &with("events.a = { probability = 0.25, factor = [{ if = 'b', odds = 3 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.factor = [{ if = 'b', odds = 3 }]"),
            ],
            "q",
            0.75,
            0.5,
        ),
        files(
            "merge-id",
            0,
            &[
                ("base.toml", &with("events.a = { probability = 0, case = [{ id = 'c', if = 'b', probability = 0 }, { if = 'b', probability = 0 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.case = [{ id = 'c', if = 'b', probability = 1 }]"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-id",
            0,
            &[
                ("base.toml", &with("events.a = { probability = 0.25, factor = [{ id = 'f', if = 'not b', odds = 9 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.factor = [{ id = 'f', odds = 3 }]"),
            ],
            "q",
            0.5,
            0.25,
        ),
        files(
            "merge-first",
            0,
            &[
                ("base.toml", &with("events.a = { probability = 0, case = [{ if = 'b', probability = 0 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.case = [{ if = 'b', probability = 1, first = true }]"),
            ],
            "q",
            1.0,
            0.0,
        ),
        files(
            "merge-off",
            0,
            &[
                ("base.toml", &with("events.a = { probability = 0.25, factor = [{ id = 'f', odds = 3 }] }")),
                ("top.toml", "extends = ['base.toml']\nevents.a.factor = [{ id = 'f', off = true }]"),
            ],
            "q",
            0.25,
            0.5,
        ),
        found("merge-off", 0, "events.a = { probability = 0.25, factor = [{ odds = 3, off = true }] }\nquestions.q.yes = 'a'", "off-without-id"),
        files(
            "merge-bare",
            1,
            &[
                ("base.toml", "assumptions.k = { value = 0.5, per = 'year' }\nquestions.q.yes = 'k < 0.03'"),
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
                ("base.toml", "scenario.words = 'icd203'\nassumptions.k = 'unlikely'\nassumptions.l = 'unlikely'\nquestions.q.yes = 'k > 0.32 and l < 0.31'"),
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
        found_in("extends-root", 0, &[("top.toml", &["extends = ['../other.toml']\n", plain].concat())], "extends-escape"),
        found_in(
            "extends-ring",
            0,
            &[("a.toml", "extends = ['top.toml']"), ("top.toml", &["extends = ['a.toml']\n", plain].concat())],
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

fn settings_and_forcing() -> Vec<Row> {
    let stays = "events.a = { initial = 'x', outcomes = { x = 0, y = 0 }, rest = 'same' }\nquestions.q.yes = 'a == y'\n";
    let with = |parts: &[&str]| parts.concat();
    let month = "from = 2022-11-15, until = 2022-11-20";
    vec![
        says_alone("set", 0, "assumptions.k = 0\nevents.a.probability = 'k'\nquestions.q.yes = 'a'\nalternatives.x.set = { 'assumptions.k' = 1 }", "q|x", 1.0, 0.0),
        says_alone(
            "set",
            0,
            "choices.a = { options = { p = 1, r = 1 }, factor = [{ id = 'f', options = { p = 1 } }] }\nquestions.q.yes = 'a == p'\nalternatives.x.set = { 'choices.a.factor.f.options.p' = 0 }",
            "q|x",
            0.0,
            0.5,
        ),
        found("set-path", 0, "events.a.probability = 0.5\nquestions.q.yes = 'a'\nalternatives.x.set = { 'assumptions.k' = 1 }", "unknown-path"),
        says(
            "do",
            2,
            "events.a = { probability = 0, factor = [{ odds = 0 }] }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }",
            "q|x",
            1.0,
            0.0,
        ),
        says(
            "do",
            3,
            "events.a = { probability = 1, final = ['yes'] }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = false, from = 2022-12-01 } }",
            "q|x",
            0.0,
            1.0,
        ),
        says("do", 2, "quantities.w.value = 'step * 2'\nquestions.q.yes = 'w == 7'\nalternatives.x.do = { w = 7 }", "q|x", 1.0, 0.0),
        says(
            "do-when",
            2,
            "events.a = { probability = 0, when = 'step == 1', idle = 'no' }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }",
            "q@2|x",
            0.0,
            1.0,
        ),
        says("do-days", 3, &with(&["events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ", month, " } }"]), "q@2|x", 1.0, 0.0),
        says("do-days", 3, &with(&["events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ", month, " } }"]), "q@1|x", 0.0, 1.0),
        says("do-days", 3, &with(&["events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ", month, " } }"]), "q@3|x", 0.0, 1.0),
        found("do-days", 3, "events.a.probability = 0\nquestions.q.yes = 'ever(a)'\nalternatives.x.do = { a = { is = true, from = 2023-01-01 } }", "by-outside"),
        says("do-after", 3, &with(&[stays, "alternatives.x.do = { a = { is = 'y', until = 2022-10-31 } }"]), "q@3|x", 1.0, 0.0),
        says(
            "do-after",
            3,
            "events.a = { probability = 0, final = ['yes'] }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, until = 2022-10-31 } }",
            "q@3|x",
            1.0,
            0.0,
        ),
        says("do-initial", 3, &with(&[stays, "alternatives.x.do = { a = 'y' }"]), "q@0|x", 0.0, 1.0),
        says(
            "do-initial",
            3,
            "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 1'\nalternatives.x.do = { s = 7 }",
            "q@0|x",
            1.0,
            0.0,
        ),
        says("do-once", 1, "events.a = { timing = 'once', probability = 0 }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }", "q@0|x", 1.0, 0.0),
        found(
            "do-once",
            1,
            "events.a = { timing = 'once', probability = 0.5 }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, from = 2022-10-01 } }",
            "bad-override",
        ),
        says(
            "do-drawn",
            2,
            "events.b.probability = 0\nevents.a = { probability = 0, when = 'step == 1', idle = 'no' }\nquestions.q.yes = 'drawn(a)'\nalternatives.x.do = { a = true }",
            "q|x",
            1.0,
            0.0,
        ),
        says(
            "do-share",
            2,
            "events.b = { timing = 'once', probability = 0.5 }\nevents.a = { probability = 0, when = 'b', idle = 'no' }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }",
            "#forced|x",
            0.5,
            1.0,
        ),
        says(
            "do-causes",
            0,
            "events.b.probability = 0.5\nevents.a.probability = 'if(b, 1, 0)'\nquestions.q.yes = 'b'\nalternatives.x.do = { a = true }",
            "q|x",
            0.5,
            1.0,
        ),
    ]
}

fn conditioning() -> Vec<Row> {
    vec![
        says(
            "given",
            0,
            "events.b.probability = 0.5\nevents.a.probability = 'if(b, 1, 0)'\nquestions.q.yes = 'b'\nalternatives.x.given = 'a'",
            "q|x",
            1.0,
            0.5,
        ),
        says("given", 2, "events.a.probability = 0.5\nquestions.q.yes = 'prev(a)'\nalternatives.x.given = 'a'", "q|x", 0.5, 1.0),
        says(
            "given-question",
            2,
            "events.a.probability = 0.5\nquestions.q.yes = 'a'\nquestions.r = { yes = 'a', by = 2022-10-31 }\nalternatives.x.given = 'question:r'",
            "q|x",
            0.5,
            1.0,
        ),
        says(
            "given-several",
            0,
            "events.a.probability = 0.5\nevents.b.probability = 0.5\nquestions.q.yes = 'a and b'\nalternatives.x.given = ['a', 'b']",
            "q|x",
            1.0,
            1.0 / 3.0,
        ),
        never("given-never", 1, "events.a.probability = 0.5\nquestions.q.yes = 'ever(a)'\nalternatives.x.given = 'a and step > 1'", "x"),
    ]
}

fn traps() -> Vec<Row> {
    vec![
        says(
            "trap-rest-same",
            1,
            "events.a = { initial = 'stay', outcomes = { stay = 0, go = 0.5 }, rest = 'same', factor = [{ outcomes = { stay = 3, go = 3 } }] }\nquestions.q.yes = 'a == go'",
            "q",
            0.5,
            0.75,
        ),
        says("trap-since", 8, "events.a.probability = 0\nquestions.q.yes = 'steps_since(a) >= 6'", "q", 0.0, 1.0),
        found(
            "trap-undrawn",
            2,
            "events.b = { timing = 'first_chance', when = 'step > 1', outcomes = { u = 1, v = 1 } }\nevents.a = { columns = ['b'], table = [['u', 0.1], ['v', 0.2]] }\nquestions.q.yes = 'ever(a)'",
            "row-missing",
        ),
        says("trap-drawn", 1, "events.a = { outcomes = { x = 1, y = 1 }, initial = { x = 1, y = 1 } }\nquestions.q.yes = 'drawn(a)'", "q@0", 0.0, 1.0),
        says("trap-no", 2, "events.a = { probability = 1, when = 'step > 5' }\nquestions.q.yes = 'a == no and not drawn(a)'", "q", 1.0, 0.0),
        says("trap-end", 3, "events.a.probability = 'if(step == 1, 1, 0)'\nquestions.q.yes = 'a'", "q", 0.0, 1.0),
    ]
}
