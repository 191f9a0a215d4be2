//! Rules about steps, and what a variable does at one.
use super::{Row, found, says};

pub fn rows() -> Vec<Row> {
    [steps(), needs_time(), what_a_variable_does()]
        .into_iter()
        .flatten()
        .collect()
}

fn steps() -> Vec<Row> {
    let short = "time = { start = 2022-01-31, step = 'month', steps = 4 }\n";
    vec![
        says(
            "step-dates",
            0,
            &[short, "questions.q.yes = 'at(2022-03-29)'"].concat(),
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "step-dates",
            0,
            &[short, "questions.q.yes = 'at(2022-02-28)'"].concat(),
            "q@2",
            1.0,
            0.0,
        ),
        says(
            "step-number",
            3,
            "questions.q.yes = 'step == 3 and month == 12'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "step-number",
            0,
            "time = { start = 2022-10-31, step = 'quarter', steps = 2 }\nquestions.q.yes = 'step == 2 and month == 1'",
            "q",
            1.0,
            0.0,
        ),
        says("after", 3, "questions.q.yes = 'after(2022-10-15)'", "q@1", 0.0, 1.0),
        says("after", 3, "questions.q.yes = 'after(2022-11-01)'", "q@2", 1.0, 0.0),
        says("at", 3, "questions.q.yes = 'at(2022-10-15)'", "q@1", 1.0, 0.0),
        says("at", 3, "questions.q.yes = 'at(2022-10-15)'", "q@2", 0.0, 1.0),
        found("dates", 3, "questions.q.yes = 'month > 2022-10-15'", "misplaced-date"),
        found("dates", 3, "questions.q.yes = 'after(2022-02-30)'", "bad-date"),
        found(
            "dates",
            3,
            "events.a.probability = 'if(after(2030-01-01), 0.5, 0.1)'\nquestions.q.yes = 'ever(a)'",
            "date-outside",
        ),
        says(
            "timing-default",
            2,
            "events.a.probability = 0.5\nquestions.q.yes = 'a != prev(a)'",
            "q",
            0.5,
            0.0,
        ),
        says(
            "timing-default",
            0,
            "events.a.probability = 0.25\nquestions.q.yes = 'a'",
            "q",
            0.25,
            None,
        ),
        says(
            "once",
            1,
            "events.a = { timing = 'once', probability = 1 }\nquestions.q.yes = 'a'",
            "q@0",
            1.0,
            0.0,
        ),
        found(
            "once",
            1,
            "events.b.probability = 0.5\nevents.a = { timing = 'once', probability = 'if(b, 0.1, 0.2)' }\nquestions.q.yes = 'a'",
            "once-reads-steps",
        ),
        says(
            "first-chance",
            3,
            "events.a = { timing = 'first_chance', when = 'step == 2', idle = 'x', outcomes = { x = 0, y = 1 } }\nquestions.q.yes = 'a == y'",
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "first-chance",
            3,
            "events.a = { timing = 'first_chance', when = 'step >= 2', outcomes = { x = 1, y = 1 } }\nquestions.q.yes = 'a == prev(a)'",
            "q@3",
            1.0,
            0.5,
        ),
        found(
            "first-chance",
            3,
            "events.a = { timing = 'first_chance', probability = 0.5 }\nquestions.q.yes = 'a'",
            "first-chance-without-when",
        ),
        says(
            "same-step",
            1,
            "events.a.probability = 'if(b, 1, 0)'\nevents.b.probability = 1\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "cycle",
            1,
            "events.a.probability = 'if(b, 0.5, 0.1)'\nevents.b.probability = 'if(a, 0.5, 0.1)'\nquestions.q.yes = 'a'",
            "same-step-cycle",
        ),
        says(
            "cycle",
            1,
            "events.a.probability = 'if(b, 1, 0)'\nevents.b.probability = 'if(prev(a), 0, 1)'\nquestions.q.yes = 'a'",
            "q",
            1.0,
            None,
        ),
    ]
}

fn needs_time() -> Vec<Row> {
    [
        "events.a = { probability = 0.5, timing = 'each_step' }",
        "events.a = { probability = 0.5, timing = 'first_chance', when = 'true' }",
        "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.5, down = 0 }",
        "events.a = { outcomes = { x = 1, y = 1 }, initial = 'x' }",
        "quantities.w = { start = 0, next = 'prev(w) + 1' }",
        "events.a.probability = 0.5\nquestions.r = { yes = 'a', by = 2022-12-31 }",
        "events.a.probability = 0.5\nconditions.c = 'prev(a)'",
        "events.a.probability = 0.5\nconditions.c = 'ever(a)'",
        "events.a.probability = 0.5\nconditions.c = 'count(a) > 1'",
        "events.a.probability = 0.5\nconditions.c = 'steps_since(a) > 1'",
        "conditions.c = 'step > 1'",
        "conditions.c = 'month > 1'",
        "conditions.c = 'after(2022-10-15)'",
        "conditions.c = 'at(2022-10-15)'",
        "events.a.probability = 0.5\nalternatives.x.do = { a = { is = true, from = 2022-10-15 } }",
    ]
    .into_iter()
    .map(|text| {
        found(
            "needs-time",
            0,
            &[text, "\nevents.other.probability = 0.5\nquestions.q.yes = 'other'"].concat(),
            "needs-time",
        )
    })
    .collect()
}

fn what_a_variable_does() -> Vec<Row> {
    let at_1 = "events.a = { outcomes = { x = 0, y = 1 }, when = 'step == 1'";
    vec![
        says(
            "final",
            2,
            "events.a = { probability = 'if(step == 1, 1, 0)', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "final-default",
            1,
            "events.a = { probability = 1, final = ['no'] }\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "final-default",
            2,
            "events.a = { probability = 'if(step == 1, 0, 1)', final = ['no'] }\nquestions.q.yes = 'a'",
            "q",
            0.0,
            1.0,
        ),
        says(
            "final-first",
            2,
            "events.a = { probability = 1, when = 'step == 1', idle = 'no', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "final-start",
            2,
            "events.a = { probability = 0.5, initial = 'yes', final = ['yes'] }\nquestions.q.yes = 'a'",
            "final-start",
        ),
        found(
            "final-start",
            2,
            "events.a = { probability = 0.5, when = 'step > 1', idle = 'no', final = ['no'] }\nquestions.q.yes = 'a'",
            "final-start",
        ),
        says(
            "final-start",
            2,
            "events.a = { outcomes = { x = 0, y = 1, z = 1 }, initial = { x = 1, y = 0 }, final = ['x', 'y'] }\nquestions.q.yes = 'a == x'",
            "q",
            1.0,
            None,
        ),
        says(
            "idle",
            2,
            &[at_1, ", idle = 'x' }\nquestions.q.yes = 'a == x'"].concat(),
            "q",
            1.0,
            0.0,
        ),
        says(
            "keeps",
            2,
            &[at_1, " }\nquestions.q.yes = 'a == y'"].concat(),
            "q",
            1.0,
            0.0,
        ),
        found(
            "keeps",
            2,
            &[at_1, ", initial = 'x' }\nquestions.q.yes = 'a == y'"].concat(),
            "keeps-last",
        ),
        says(
            "due",
            2,
            "events.a = { probability = 'if(step == 1, 1, 0)' }\nquestions.q.yes = 'a'",
            "q",
            0.0,
            1.0,
        ),
    ]
}
