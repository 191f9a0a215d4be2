//! Rules about ladders, and about what cannot be drawn.
use super::{Row, found, month, says, stops};

pub fn rows() -> Vec<Row> {
    [ladders(), what_cannot_be_drawn()].into_iter().flatten().collect()
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
        says(
            "levels-end",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'y', up = 0.9, down = 0.1 }\nquestions.q.yes = 'a == y'",
            "q",
            0.9,
            0.0,
        ),
        says(
            "levels-end-factors",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'y', up = 0.5, down = 0.25, factor = [{ up = 100 }] }\nquestions.q.yes = 'a == y'",
            "q",
            0.75,
            50.25 / 50.5,
        ),
        found(
            "levels-needs",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.5 }\nquestions.q.yes = 'a == y'",
            "bad-levels",
        ),
        found(
            "levels-needs",
            1,
            "events.a = { levels = ['x', 'y'], up = 0.5, down = 0 }\nquestions.q.yes = 'a == y'",
            "bad-levels",
        ),
        found(
            "levels-needs",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', timing = 'once', up = 0.5, down = 0 }\nquestions.q.yes = 'a == y'",
            "bad-levels",
        ),
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
            "events.a = { levels = ['x', 'y', 'z'], initial = 'x', up = 0.5, down = 0, case = [{ if = 'step == 1', outcomes = { x = 0, y = 0, z = 1 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "levels-jump",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, down = 0, case = [{ if = 'step == 1', outcomes = { x = 1, y = 0, z = 1 } }], factor = [{ up = 1000 }] }\nquestions.q.yes = 'a == z'",
            "q",
            0.5,
            1000.0 / 1001.0,
        ),
        says(
            "levels-jump-per",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, down = 0, per = 'year', case = [{ if = 'step == 1', outcomes = { x = 0.2, y = 0, z = 0.6 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            0.75,
            month(0.6) / (month(0.2) + month(0.6)),
        ),
        says(
            "levels-jump-per",
            1,
            "events.a = { levels = ['x', 'y', 'z'], initial = 'y', up = 0.5, down = 0, per = 'year', case = [{ if = 'step == 1', outcomes = { x = 'rest', y = 0, z = 0.5 } }] }\nquestions.q.yes = 'a == z'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "levels-factor",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.2, down = 0, factor = [{ up = 4 }] }\nquestions.q.yes = 'a == y'",
            "q",
            0.5,
            0.8,
        ),
        says(
            "levels-compare",
            1,
            "events.a = { levels = ['zz', 'mm', 'aa'], initial = 'mm', up = 0, down = 0 }\nquestions.q.yes = 'a > zz and a >= mm and a < aa and not (a > mm)'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "levels-compare",
            1,
            "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.5, down = 0 }\nevents.b = { levels = ['x', 'y'], initial = 'x', up = 0.5, down = 0 }\nquestions.q.yes = 'a > b'",
            "levels-of-two",
        ),
    ]
}

fn what_cannot_be_drawn() -> Vec<Row> {
    vec![
        found(
            "undrawable",
            0,
            "events.a.outcomes = { x = 0, y = 0 }\nquestions.q.yes = 'a == x'",
            "no-weight",
        ),
        found(
            "undrawable",
            0,
            "events.a.outcomes = { x = -1, y = 1 }\nquestions.q.yes = 'a == x'",
            "bad-weight",
        ),
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
