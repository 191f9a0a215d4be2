//! The traps.
use super::{Row, found, says};

pub fn rows() -> Vec<Row> {
    vec![
        says(
            "trap-rest-same",
            1,
            "events.a = { initial = 'stay', outcomes = { stay = 0, go = 0.5 }, rest = 'same', factor = [{ outcomes = { stay = 3, go = 3 } }] }\nquestions.q.yes = 'a == go'",
            "q",
            0.5,
            0.75,
        ),
        says(
            "trap-since",
            8,
            "events.a.probability = 0\nquestions.q.yes = 'steps_since(a) >= 6'",
            "q",
            0.0,
            1.0,
        ),
        found(
            "trap-undrawn",
            2,
            "events.b = { timing = 'first_chance', when = 'step > 1', outcomes = { u = 1, v = 1 } }\nevents.a = { columns = ['b'], table = [['u', 0.1], ['v', 0.2]] }\nquestions.q.yes = 'ever(a)'",
            "row-missing",
        ),
        says(
            "trap-drawn",
            1,
            "events.a = { outcomes = { x = 1, y = 1 }, initial = { x = 1, y = 1 } }\nquestions.q.yes = 'drawn(a)'",
            "q@0",
            0.0,
            1.0,
        ),
        says(
            "trap-no",
            2,
            "events.a = { probability = 1, when = 'step > 5' }\nquestions.q.yes = 'a == no and not drawn(a)'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "trap-initial",
            2,
            "events.a.probability = 1\nquestions.q.yes = 'count(a) / step == 1'",
            "q",
            1.0,
            None,
        ),
        says(
            "trap-initial",
            2,
            "events.a.probability = 1\nquestions.q.yes = 'count(a) / max(step, 1) == 1'",
            "q",
            1.0,
            None,
        ),
        says(
            "trap-end",
            3,
            "events.a.probability = 'if(step == 1, 1, 0)'\nquestions.q.yes = 'a'",
            "q",
            0.0,
            1.0,
        ),
    ]
}
