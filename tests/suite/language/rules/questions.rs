//! Rules about questions.
use super::{Row, found, says};

pub fn rows() -> Vec<Row> {
    let at = |step: u32| format!("events.a.probability = 'if(step == {step}, 1, 0)'\n");
    let (second, third) = (&at(2), &at(3));
    vec![
        says(
            "question-end",
            3,
            &[third, "questions.q.yes = 'a'"].concat(),
            "q",
            1.0,
            0.0,
        ),
        says(
            "question-by",
            3,
            &[second, "questions.q = { yes = 'a', by = 2022-11-15 }"].concat(),
            "q",
            1.0,
            0.0,
        ),
        found(
            "question-by",
            3,
            &[second, "questions.q = { yes = 'a', by = 2023-01-01 }"].concat(),
            "by-outside",
        ),
        says(
            "question-by-step",
            3,
            &[third, "questions.q = { yes = 'a', by = 2022-10-15 }"].concat(),
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "question-by-step",
            3,
            &[third, "questions.q = { yes = 'a', by = 2022-10-15 }"].concat(),
            "q!3",
            1.0,
            0.0,
        ),
        says(
            "question-initial",
            1,
            "events.a = { probability = 0, initial = 'yes' }\nquestions.q.yes = 'a'",
            "q@0",
            1.0,
            0.0,
        ),
        says(
            "question-initial",
            1,
            "events.a = { probability = 1, initial = 'yes' }\nquestions.q.yes = 'a'",
            "q!1",
            1.0,
            0.0,
        ),
        says(
            "question-cases",
            1,
            "events.a.probability = 1\nquestions.q.case = [{ id = 'x', if = 'a' }, { id = 'y', if = 'step > 0' }]",
            "q.x",
            1.0,
            0.0,
        ),
        says(
            "question-cases",
            1,
            "events.a.probability = 0\nquestions.q.case = [{ id = 'x', if = 'a' }]",
            "q.none_of_these",
            1.0,
            0.0,
        ),
        says(
            "question-cases",
            1,
            "events.a.probability = 0\nquestions.q = { case = [{ id = 'x', if = 'a' }], otherwise = { id = 'z' } }",
            "q.z",
            1.0,
            0.0,
        ),
        says(
            "thresholds",
            3,
            "events.a.probability = 1\nquestions.q = { number = 'count(a)', thresholds = [3] }",
            "q>3",
            0.0,
            1.0,
        ),
        found(
            "yes-can-end",
            3,
            "events.a.probability = 0.5\nquestions.q.yes = 'a'",
            "yes-can-end",
        ),
        found(
            "question-formula",
            3,
            "events.a.probability = 0.5\nquestions.r.yes = 'ever(a)'\nquestions.q.yes = 'r'",
            "question-in-formula",
        ),
    ]
}
