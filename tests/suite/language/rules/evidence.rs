//! Rules about evidence.
use super::{Row, found, same};

pub fn rows() -> Vec<Row> {
    let source =
        "sources.s = { title = 'S', date = 2022-09-01 }\nevents.a.probability = 0.5\nquestions.q.yes = 'ever(a)'\n";
    let with = |parts: &[&str]| parts.concat();
    vec![
        same(
            "claims",
            2,
            "events.a = { probability = 0.5, factor = [{ odds = 2, because = ['c'] }] }\nsources.s.title = 'S'\nclaims.c = { source = 's', says = 'x' }\nquestions.q.yes = 'ever(a)'",
            "events.a = { probability = 0.5, factor = [{ odds = 2 }] }\nquestions.q.yes = 'ever(a)'",
        ),
        found(
            "claims",
            2,
            "events.a = { probability = 0.5, because = ['c'] }\nquestions.q.yes = 'ever(a)'",
            "unknown-claim",
        ),
        found(
            "claims",
            2,
            &with(&[source, "claims.c = { source = 't', says = 'x' }"]),
            "unknown-source",
        ),
        found(
            "hindsight",
            2,
            "scenario.as_of = 2022-08-31\nsources.s = { title = 'S', date = 2022-09-01 }\nclaims.c = { source = 's', says = 'x' }\nevents.a = { probability = 0.5, because = ['c'] }\nquestions.q.yes = 'ever(a)'",
            "hindsight",
        ),
        found(
            "expects",
            2,
            &with(&[
                source,
                "claims.c = { source = 's', says = 'x', expects = { question = 'q', answer = 'maybe', probability = 0.5 } }",
            ]),
            "bad-expectation",
        ),
        found(
            "expects-missing",
            2,
            &with(&[
                source,
                "conditions.d = 'ever(a)'\nclaims.c = { source = 's', says = 'x', expects = { question = 'd', probability = 0.5 } }",
            ]),
            "no-such-question",
        ),
    ]
}
