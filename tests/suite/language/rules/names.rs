//! Rules about the file and names.
use super::{Row, found, same, says, titled};

pub fn rows() -> Vec<Row> {
    vec![
        found(
            "format",
            0,
            "contingent = 2\nevents.a.probability = 0.5\nquestions.q.yes = 'a'",
            "format-version",
        ),
        found(
            "unknown-key",
            0,
            "events.a = { probability = 0.5, probabilty = 0.4 }\nquestions.q.yes = 'a'",
            "unknown-key",
        ),
        same(
            "order-free",
            2,
            "events.a.outcomes = { x = 1, y = 2, z = 3 }\nevents.b.probability = 'if(a == x, 0.9, 0.1)'\nquestions.q.yes = 'b and a != y'",
            "questions.q.yes = 'b and a != y'\nevents.b.probability = 'if(a == x, 0.9, 0.1)'\nevents.a.outcomes = { z = 3, x = 1, y = 2 }",
        ),
        titled(
            "placeholders",
            3,
            "events.a.probability = 0.5\nquestions.q = { yes = 'ever(a)', title = 'by {end}, from {start}' }",
            "by 31 December 2022, from 1 October 2022",
        ),
        found(
            "placeholders",
            3,
            "events.a.probability = 0.5\nquestions.q = { yes = 'ever(a)', title = 'by {then}' }",
            "unknown-placeholder",
        ),
        found(
            "hidden",
            0,
            "events.a = { probability = 0.5, title = \"a\\u0007b\" }\nquestions.q.yes = 'a'",
            "hidden-character",
        ),
        found(
            "id-form",
            0,
            "events.Ab.probability = 0.5\nquestions.q.yes = 'true'",
            "bad-id",
        ),
        found(
            "id-form",
            0,
            "events.a-b.probability = 0.5\nquestions.q.yes = 'true'",
            "bad-id",
        ),
        says(
            "id-form",
            0,
            "events.a.probability = 1\nquestions.q-1.yes = 'a'",
            "q-1",
            1.0,
            None,
        ),
        found(
            "one-namespace",
            0,
            "assumptions.a = 0.5\nevents.a.probability = 0.5\nevents.b.probability = 0.5\nquestions.q.yes = 'b'",
            "duplicate-id",
        ),
        says(
            "own-branches",
            0,
            "events.a.outcomes = { x = 1, y = 0 }\nevents.b.outcomes = { y = 1, x = 0 }\nquestions.q.yes = 'a == x and b == y'",
            "q",
            1.0,
            None,
        ),
        found(
            "reserved",
            0,
            "events.likely.probability = 0.5\nquestions.q.yes = 'true'",
            "reserved-id",
        ),
        found(
            "reserved",
            0,
            "assumptions.prev = 0.5\nquestions.q.yes = 'true'",
            "reserved-id",
        ),
        found(
            "branch-like-key",
            0,
            "events.a.outcomes = { because = 1, y = 1 }\nquestions.q.yes = 'a == y'",
            "branch-like-key",
        ),
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
        found(
            "draws-as",
            0,
            "events.a.probability = 0.4\nevents.b = { probability = 0.4, draws_as = 'a' }\nquestions.q.yes = 'a and b'",
            "luck-collision",
        ),
        found(
            "unused",
            0,
            "assumptions.k = 0.5\nevents.a.probability = 0.5\nquestions.q.yes = 'a'",
            "unused",
        ),
    ]
}
