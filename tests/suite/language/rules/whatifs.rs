//! Rules about what-ifs.
use super::{Row, found, never, says, says_alone};

pub fn rows() -> Vec<Row> {
    [settings_and_forcing(), conditioning()].into_iter().flatten().collect()
}

fn settings_and_forcing() -> Vec<Row> {
    let stays =
        "events.a = { initial = 'x', outcomes = { x = 0, y = 0 }, rest = 'same' }\nquestions.q.yes = 'a == y'\n";
    let with = |parts: &[&str]| parts.concat();
    let month = "from = 2022-11-15, until = 2022-11-20";
    vec![
        says_alone(
            "set",
            0,
            "assumptions.k = 0\nevents.a.probability = 'k'\nquestions.q.yes = 'a'\nalternatives.x.set = { 'assumptions.k' = 1 }",
            "q|x",
            1.0,
            0.0,
        ),
        says_alone(
            "set",
            0,
            "choices.a = { options = { p = 1, r = 1 }, factor = [{ id = 'f', options = { p = 1 } }] }\nquestions.q.yes = 'a == p'\nalternatives.x.set = { 'choices.a.factor.f.options.p' = 0 }",
            "q|x",
            0.0,
            0.5,
        ),
        found(
            "set-path",
            0,
            "events.a.probability = 0.5\nquestions.q.yes = 'a'\nalternatives.x.set = { 'assumptions.k' = 1 }",
            "unknown-path",
        ),
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
        says(
            "do",
            2,
            "quantities.w.value = 'step * 2'\nquestions.q.yes = 'w == 7'\nalternatives.x.do = { w = 7 }",
            "q|x",
            1.0,
            0.0,
        ),
        says(
            "do-when",
            2,
            "events.a = { probability = 0, when = 'step == 1', idle = 'no' }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }",
            "q@2|x",
            0.0,
            1.0,
        ),
        says(
            "do-days",
            3,
            &with(&[
                "events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ",
                month,
                " } }",
            ]),
            "q@2|x",
            1.0,
            0.0,
        ),
        says(
            "do-days",
            3,
            &with(&[
                "events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ",
                month,
                " } }",
            ]),
            "q@1|x",
            0.0,
            1.0,
        ),
        says(
            "do-days",
            3,
            &with(&[
                "events.a.probability = 0\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, ",
                month,
                " } }",
            ]),
            "q@3|x",
            0.0,
            1.0,
        ),
        found(
            "do-days",
            3,
            "events.a.probability = 0\nquestions.q.yes = 'ever(a)'\nalternatives.x.do = { a = { is = true, from = 2023-01-01 } }",
            "by-outside",
        ),
        says(
            "do-after",
            3,
            &with(&[stays, "alternatives.x.do = { a = { is = 'y', until = 2022-10-31 } }"]),
            "q@3|x",
            1.0,
            0.0,
        ),
        says(
            "do-after",
            3,
            "events.a = { probability = 0, final = ['yes'] }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = { is = true, until = 2022-10-31 } }",
            "q@3|x",
            1.0,
            0.0,
        ),
        says(
            "do-initial",
            3,
            &with(&[stays, "alternatives.x.do = { a = 'y' }"]),
            "q@0|x",
            0.0,
            1.0,
        ),
        says(
            "do-initial",
            3,
            "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 1'\nalternatives.x.do = { s = 7 }",
            "q@0|x",
            1.0,
            0.0,
        ),
        says(
            "do-once",
            1,
            "events.a = { timing = 'once', probability = 0 }\nquestions.q.yes = 'a'\nalternatives.x.do = { a = true }",
            "q@0|x",
            1.0,
            0.0,
        ),
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
        says(
            "given",
            2,
            "events.a.probability = 0.5\nquestions.q.yes = 'prev(a)'\nalternatives.x.given = 'a'",
            "q|x",
            0.5,
            1.0,
        ),
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
        never(
            "given-never",
            1,
            "events.a.probability = 0.5\nquestions.q.yes = 'ever(a)'\nalternatives.x.given = 'a and step > 1'",
            "x",
        ),
    ]
}
