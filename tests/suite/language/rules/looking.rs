//! Rules about looking back.
use super::{Row, found, says, stops};

pub fn rows() -> Vec<Row> {
    [looking_back(), remembering()].into_iter().flatten().collect()
}

/// Is so at the end of step 1 only.
const FLASH: &str = "events.a.probability = 'if(step == 1, 1, 0)'\n";

/// Begins at `y`, and is `x` from step 1 on.
const LEFT: &str = "events.a = { outcomes = { x = 1, y = 0 }, initial = 'y' }\n";

fn looking_back() -> Vec<Row> {
    vec![
        says(
            "prev",
            2,
            &[FLASH, "questions.q.yes = 'prev(a)'"].concat(),
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "prev",
            3,
            &[FLASH, "questions.q.yes = 'prev(a, 2)'"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        found(
            "prev",
            3,
            &[FLASH, "questions.q.yes = 'prev(a, 0)'"].concat(),
            "wrong-arguments",
        ),
        says(
            "prev-formula",
            3,
            "questions.q.yes = 'prev(step, 2) == 1'",
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "prev-formula",
            2,
            "questions.q.yes = 'prev(step == 1)'",
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "prev-formula",
            2,
            &[
                FLASH,
                "events.b.probability = 1\nquestions.q.yes = 'prev(a == b) and a != b'",
            ]
            .concat(),
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "prev-before",
            2,
            "questions.q.yes = 'prev(step) == 0 and prev(month) == 9'",
            "q@1",
            1.0,
            0.0,
        ),
        says(
            "prev-before",
            3,
            "questions.q.yes = 'prev(step, 7) == 0'",
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "prev-before",
            2,
            "questions.q.yes = 'prev(after(2022-10-01)) or prev(at(2022-10-01))'",
            "q@1",
            0.0,
            1.0,
        ),
        says(
            "prev-before",
            3,
            &[LEFT, "questions.q.yes = 'prev(a, 3) == y'"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "prev-before",
            3,
            &[LEFT, "questions.q.yes = 'prev(a, 9) == y'"].concat(),
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "prev-before",
            3,
            &[FLASH, "questions.q.yes = 'prev(ever(a)) or prev(count(a)) > 0'"].concat(),
            "q@1",
            0.0,
            1.0,
        ),
        says(
            "prev-nests",
            3,
            &[FLASH, "questions.q.yes = 'prev(prev(a)) and prev(prev(step)) == 1'"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "prev-nests",
            3,
            &[
                FLASH,
                "questions.q.yes = 'count(prev(a)) == 1 and steps_since(prev(a)) == 1'",
            ]
            .concat(),
            "q@3",
            1.0,
            0.0,
        ),
    ]
}

fn remembering() -> Vec<Row> {
    let never = "events.a.probability = 0\nevents.b.probability = 0\n";
    vec![
        says(
            "ever",
            3,
            &[FLASH, "questions.q.yes = 'ever(a)'"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "ever",
            3,
            &[FLASH, "questions.q.yes = 'ever(a)'"].concat(),
            "q@1",
            1.0,
            0.0,
        ),
        says(
            "ever-zero",
            3,
            &[LEFT, "questions.q.yes = 'ever(a == y)'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "ever-zero",
            3,
            &[LEFT, "questions.q.yes = 'ever(a == y)'"].concat(),
            "q@0",
            0.0,
            1.0,
        ),
        says(
            "ever-zero",
            3,
            &[LEFT, "questions.q.yes = 'count(a == y) > 0'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "ever-zero",
            3,
            &[LEFT, "questions.q.yes = 'steps_since(a == y) >= 0'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "count",
            3,
            "events.a.probability = 1\nquestions.q.yes = 'count(a) == 3'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "since",
            3,
            &[FLASH, "questions.q.yes = 'steps_since(a) == 2'"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "since",
            3,
            &[FLASH, "questions.q.yes = 'steps_since(a) == 0'"].concat(),
            "q@1",
            1.0,
            0.0,
        ),
        says(
            "since-never",
            3,
            &[never, "questions.q.yes = 'steps_since(a) >= 0'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "since-never",
            3,
            &[never, "questions.q.yes = 'steps_since(a) != 1'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "since-never",
            3,
            &[never, "questions.q.yes = 'steps_since(a) == steps_since(b)'"].concat(),
            "q",
            0.0,
            1.0,
        ),
        says(
            "since-never",
            3,
            &[never, "questions.q.yes = 'not (steps_since(a) < 3)'"].concat(),
            "q",
            1.0,
            0.0,
        ),
        says(
            "since-never",
            3,
            &[
                never,
                FLASH.replace("events.a", "events.c").as_str(),
                "questions.q.yes = 'steps_since(c) < steps_since(a)'",
            ]
            .concat(),
            "q",
            0.0,
            1.0,
        ),
        found(
            "since-alone",
            3,
            &[FLASH, "questions.q.yes = 'steps_since(a) + 1 < 3'"].concat(),
            "stands-alone",
        ),
        found(
            "since-alone",
            3,
            &[FLASH, "questions.q = { number = 'steps_since(a)' }"].concat(),
            "stands-alone",
        ),
        stops(
            "remembered-always",
            3,
            "quantities.z = { start = 0, next = 'prev(z)' }\nevents.b.probability = 1\nquestions.q.yes = 'b or ever(z / z > 1)'",
            "ever, count or steps_since",
            "NotANumber",
        ),
        found(
            "ring-ever",
            3,
            &[FLASH, "conditions.c = 'a or prev(c)'\nquestions.q.yes = 'c'"].concat(),
            "condition-ring",
        ),
        found(
            "ring-ever",
            3,
            &[
                FLASH,
                "conditions.c = 'a or d'\nconditions.d = 'c'\nquestions.q.yes = 'c'",
            ]
            .concat(),
            "condition-ring",
        ),
    ]
}
