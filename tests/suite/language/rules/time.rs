//! Rules about steps, what stands before them, looking back, and questions.
use super::{Row, found, says, stops};

pub fn rows() -> Vec<Row> {
    let mut rows = steps();
    rows.extend(needs_time());
    rows.extend(what_a_variable_does());
    rows.extend(before_step_1());
    rows.extend(looking_back());
    rows.extend(remembering());
    rows.extend(questions());
    rows
}

fn steps() -> Vec<Row> {
    let short = "time = { start = 2022-01-31, step = 'month', steps = 4 }\n";
    vec![
        says("step-dates", 0, &[short, "questions.q.yes = 'at(2022-03-29)'"].concat(), "q@2", 1.0, 0.0),
        says("step-dates", 0, &[short, "questions.q.yes = 'at(2022-02-28)'"].concat(), "q@2", 1.0, 0.0),
        says("step-number", 3, "questions.q.yes = 'step == 3 and month == 12'", "q", 1.0, 0.0),
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
        found("dates", 3, "events.a.probability = 'if(after(2030-01-01), 0.5, 0.1)'\nquestions.q.yes = 'ever(a)'", "date-outside"),
        says("timing-default", 2, "events.a.probability = 0.5\nquestions.q.yes = 'a != prev(a)'", "q", 0.5, 0.0),
        says("timing-default", 0, "events.a.probability = 0.25\nquestions.q.yes = 'a'", "q", 0.25, None),
        says("once", 1, "events.a = { timing = 'once', probability = 1 }\nquestions.q.yes = 'a'", "q@0", 1.0, 0.0),
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
        found("first-chance", 3, "events.a = { timing = 'first_chance', probability = 0.5 }\nquestions.q.yes = 'a'", "first-chance-without-when"),
        says("same-step", 1, "events.a.probability = 'if(b, 1, 0)'\nevents.b.probability = 1\nquestions.q.yes = 'a'", "q", 1.0, 0.0),
        found(
            "cycle",
            1,
            "events.a.probability = 'if(b, 0.5, 0.1)'\nevents.b.probability = 'if(a, 0.5, 0.1)'\nquestions.q.yes = 'a'",
            "same-step-cycle",
        ),
        says("cycle", 1, "events.a.probability = 'if(b, 1, 0)'\nevents.b.probability = 'if(prev(a), 0, 1)'\nquestions.q.yes = 'a'", "q", 1.0, None),
    ]
}

fn needs_time() -> Vec<Row> {
    [
        "events.a = { probability = 0.5, timing = 'each_step' }",
        "events.a = { probability = 0.5, timing = 'first_chance', when = 'true' }",
        "events.a = { levels = ['x', 'y'], initial = 'x', up = 0.5 }",
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
    .map(|text| found("needs-time", 0, &[text, "\nevents.other.probability = 0.5\nquestions.q.yes = 'other'"].concat(), "needs-time"))
    .collect()
}

fn what_a_variable_does() -> Vec<Row> {
    let at_1 = "events.a = { outcomes = { x = 0, y = 1 }, when = 'step == 1'";
    vec![
        says("final", 2, "events.a = { probability = 'if(step == 1, 1, 0)', final = ['yes'] }\nquestions.q.yes = 'a'", "q", 1.0, 0.0),
        says("final-default", 1, "events.a = { probability = 1, final = ['no'] }\nquestions.q.yes = 'a'", "q", 1.0, 0.0),
        says("final-default", 2, "events.a = { probability = 'if(step == 1, 0, 1)', final = ['no'] }\nquestions.q.yes = 'a'", "q", 0.0, 1.0),
        says(
            "final-first",
            2,
            "events.a = { probability = 1, when = 'step == 1', idle = 'no', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.0,
        ),
        found("final-start", 2, "events.a = { probability = 0.5, initial = 'yes', final = ['yes'] }\nquestions.q.yes = 'a'", "final-start"),
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
        says("idle", 2, &[at_1, ", idle = 'x' }\nquestions.q.yes = 'a == x'"].concat(), "q", 1.0, 0.0),
        says("keeps", 2, &[at_1, " }\nquestions.q.yes = 'a == y'"].concat(), "q", 1.0, 0.0),
        found("keeps", 2, &[at_1, ", initial = 'x' }\nquestions.q.yes = 'a == y'"].concat(), "keeps-last"),
        says("due", 2, "events.a = { probability = 'if(step == 1, 1, 0)' }\nquestions.q.yes = 'a'", "q", 0.0, 1.0),
    ]
}

fn before_step_1() -> Vec<Row> {
    let late = |id: &str| format!("events.{id} = {{ timing = 'first_chance', when = 'step > 1', outcomes = {{ x = 1, y = 1 }} }}\n");
    let (a, b) = (&late("a"), &late("b"));
    vec![
        says("initial", 1, "events.a = { outcomes = { x = 1, y = 0 }, initial = 'y' }\nquestions.q.yes = 'a == y'", "q@0", 1.0, 0.0),
        says(
            "initial",
            1,
            "events.a = { outcomes = { x = 1, y = 0, z = 0 }, initial = { x = 1, y = 3 } }\nquestions.q.yes = 'a == y'",
            "q@0",
            0.75,
            0.0,
        ),
        says(
            "initial",
            1,
            "events.a = { outcomes = { x = 1, y = 0, z = 0 }, initial = { x = 'rest', y = 0.5 } }\nquestions.q.yes = 'a == y'",
            "q@0",
            0.5,
            0.0,
        ),
        says(
            "initial-idle",
            1,
            "events.a = { outcomes = { x = 0, y = 1 }, when = 'step > 1', idle = 'x' }\nquestions.q.yes = 'a == x'",
            "q@0",
            1.0,
            0.0,
        ),
        says("initial-no", 1, "events.a.probability = 1\nquestions.q.yes = 'a == no'", "q@0", 1.0, 0.0),
        says("initial-undrawn", 1, "events.a.outcomes = { x = 1, y = 1 }\nquestions.q.yes = 'a == x or a == y'", "q@0", 0.0, 1.0),
        says(
            "idle-until",
            3,
            "events.a = { timing = 'first_chance', when = 'step > 1', idle = 'x', outcomes = { x = 0, y = 1 } }\nquestions.q.yes = 'a == x'",
            "q@1",
            1.0,
            0.0,
        ),
        says(
            "idle-until",
            0,
            "events.b.probability = 0\nevents.a = { when = 'b', idle = 'x', outcomes = { x = 0, y = 1 } }\nquestions.q.yes = 'a == x'",
            "q",
            1.0,
            0.0,
        ),
        says("undrawn-is", 2, &[a, "questions.q.yes = 'a == x or a == y or a in [x, y]'"].concat(), "q@1", 0.0, 1.0),
        says("undrawn-both", 2, &[a, b, "questions.q.yes = 'a == b'"].concat(), "q@1", 1.0, 0.0),
        says("undrawn-not", 2, &[a, "questions.q.yes = 'a != x and a != y and a not in [x, y]'"].concat(), "q@1", 1.0, 0.0),
        says("undrawn-not", 2, &[a, b, "questions.q.yes = 'a != b'"].concat(), "q@1", 0.0, 1.0),
        found("undrawn-not", 2, &[a, "questions.q.yes = 'a != x'"].concat(), "undrawn-compared"),
        says("drawn", 2, "events.a = { outcomes = { x = 1, y = 1 }, initial = { x = 1, y = 1 } }\nquestions.q.yes = 'drawn(a)'", "q@0", 0.0, 1.0),
        says("drawn", 2, "events.a = { outcomes = { x = 1, y = 1 }, initial = { x = 1, y = 1 } }\nquestions.q.yes = 'drawn(a)'", "q@1", 1.0, 0.0),
        says(
            "drawn",
            2,
            "events.a = { outcomes = { x = 1, y = 1 }, when = 'step > 5', idle = 'x' }\nquestions.q.yes = 'drawn(a)'",
            "q",
            0.0,
            1.0,
        ),
        says(
            "drawn",
            3,
            "events.a = { outcomes = { x = 1, y = 1 }, when = 'step == 1', idle = 'x' }\nquestions.q.yes = 'drawn(a)'",
            "q@3",
            1.0,
            0.0,
        ),
    ]
}

/// Is so at the end of step 1 only.
const FLASH: &str = "events.a.probability = 'if(step == 1, 1, 0)'\n";
/// Begins at `y`, and is `x` from step 1 on.
const LEFT: &str = "events.a = { outcomes = { x = 1, y = 0 }, initial = 'y' }\n";

fn looking_back() -> Vec<Row> {
    vec![
        says("prev", 2, &[FLASH, "questions.q.yes = 'prev(a)'"].concat(), "q@2", 1.0, 0.0),
        says("prev", 3, &[FLASH, "questions.q.yes = 'prev(a, 2)'"].concat(), "q@3", 1.0, 0.0),
        found("prev", 3, &[FLASH, "questions.q.yes = 'prev(a, 0)'"].concat(), "wrong-arguments"),
        says("prev-formula", 3, "questions.q.yes = 'prev(step, 2) == 1'", "q@3", 1.0, 0.0),
        says("prev-formula", 2, "questions.q.yes = 'prev(step == 1)'", "q@2", 1.0, 0.0),
        says("prev-formula", 2, &[FLASH, "events.b.probability = 1\nquestions.q.yes = 'prev(a == b) and a != b'"].concat(), "q@2", 1.0, 0.0),
        says("prev-before", 2, "questions.q.yes = 'prev(step) == 0 and prev(month) == 9'", "q@1", 1.0, 0.0),
        says("prev-before", 3, "questions.q.yes = 'prev(step, 7) == 0'", "q@3", 1.0, 0.0),
        says("prev-before", 2, "questions.q.yes = 'prev(after(2022-10-01)) or prev(at(2022-10-01))'", "q@1", 0.0, 1.0),
        says("prev-before", 3, &[LEFT, "questions.q.yes = 'prev(a, 3) == y'"].concat(), "q@3", 1.0, 0.0),
        says("prev-before", 3, &[LEFT, "questions.q.yes = 'prev(a, 9) == y'"].concat(), "q@2", 1.0, 0.0),
        says("prev-before", 3, &[FLASH, "questions.q.yes = 'prev(ever(a)) or prev(count(a)) > 0'"].concat(), "q@1", 0.0, 1.0),
        says("prev-nests", 3, &[FLASH, "questions.q.yes = 'prev(prev(a)) and prev(prev(step)) == 1'"].concat(), "q@3", 1.0, 0.0),
        says("prev-nests", 3, &[FLASH, "questions.q.yes = 'count(prev(a)) == 1 and steps_since(prev(a)) == 1'"].concat(), "q@3", 1.0, 0.0),
    ]
}

fn remembering() -> Vec<Row> {
    let never = "events.a.probability = 0\nevents.b.probability = 0\n";
    vec![
        says("ever", 3, &[FLASH, "questions.q.yes = 'ever(a)'"].concat(), "q@3", 1.0, 0.0),
        says("ever", 3, &[FLASH, "questions.q.yes = 'ever(a)'"].concat(), "q@1", 1.0, 0.0),
        says("ever-zero", 3, &[LEFT, "questions.q.yes = 'ever(a == y)'"].concat(), "q", 0.0, 1.0),
        says("ever-zero", 3, &[LEFT, "questions.q.yes = 'ever(a == y)'"].concat(), "q@0", 0.0, 1.0),
        says("ever-zero", 3, &[LEFT, "questions.q.yes = 'count(a == y) > 0'"].concat(), "q", 0.0, 1.0),
        says("ever-zero", 3, &[LEFT, "questions.q.yes = 'steps_since(a == y) >= 0'"].concat(), "q", 0.0, 1.0),
        says("count", 3, "events.a.probability = 1\nquestions.q.yes = 'count(a) == 3'", "q", 1.0, 0.0),
        says("since", 3, &[FLASH, "questions.q.yes = 'steps_since(a) == 2'"].concat(), "q@3", 1.0, 0.0),
        says("since", 3, &[FLASH, "questions.q.yes = 'steps_since(a) == 0'"].concat(), "q@1", 1.0, 0.0),
        says("since-never", 3, &[never, "questions.q.yes = 'steps_since(a) >= 0'"].concat(), "q", 0.0, 1.0),
        says("since-never", 3, &[never, "questions.q.yes = 'steps_since(a) != 1'"].concat(), "q", 0.0, 1.0),
        says("since-never", 3, &[never, "questions.q.yes = 'steps_since(a) == steps_since(b)'"].concat(), "q", 0.0, 1.0),
        says("since-never", 3, &[never, "questions.q.yes = 'not (steps_since(a) < 3)'"].concat(), "q", 1.0, 0.0),
        says("since-never", 3, &[never, FLASH.replace("events.a", "events.c").as_str(), "questions.q.yes = 'steps_since(c) < steps_since(a)'"].concat(), "q", 0.0, 1.0),
        found("since-alone", 3, &[FLASH, "questions.q.yes = 'steps_since(a) + 1 < 3'"].concat(), "stands-alone"),
        found("since-alone", 3, &[FLASH, "questions.q = { number = 'steps_since(a)' }"].concat(), "stands-alone"),
        stops(
            "remembered-always",
            3,
            "quantities.z = { start = 0, next = 'prev(z)' }\nevents.b.probability = 1\nquestions.q.yes = 'b or ever(z / z > 1)'",
            "ever, count or steps_since",
            "NotANumber",
        ),
        found("ring-ever", 3, &[FLASH, "conditions.c = 'a or prev(c)'\nquestions.q.yes = 'c'"].concat(), "condition-ring"),
        found("ring-ever", 3, &[FLASH, "conditions.c = 'a or d'\nconditions.d = 'c'\nquestions.q.yes = 'c'"].concat(), "condition-ring"),
    ]
}

fn questions() -> Vec<Row> {
    let at = |step: u32| format!("events.a.probability = 'if(step == {step}, 1, 0)'\n");
    let (second, third) = (&at(2), &at(3));
    vec![
        says("question-end", 3, &[third, "questions.q.yes = 'a'"].concat(), "q", 1.0, 0.0),
        says("question-by", 3, &[second, "questions.q = { yes = 'a', by = 2022-11-15 }"].concat(), "q", 1.0, 0.0),
        found("question-by", 3, &[second, "questions.q = { yes = 'a', by = 2023-01-01 }"].concat(), "by-outside"),
        says("question-by-step", 3, &[third, "questions.q = { yes = 'a', by = 2022-10-15 }"].concat(), "q@3", 1.0, 0.0),
        says("question-by-step", 3, &[third, "questions.q = { yes = 'a', by = 2022-10-15 }"].concat(), "q!3", 1.0, 0.0),
        says("question-cases", 1, "events.a.probability = 1\nquestions.q.case = [{ id = 'x', if = 'a' }, { id = 'y', if = 'step > 0' }]", "q.x", 1.0, 0.0),
        says("question-cases", 1, "events.a.probability = 0\nquestions.q.case = [{ id = 'x', if = 'a' }]", "q.none_of_these", 1.0, 0.0),
        says(
            "question-cases",
            1,
            "events.a.probability = 0\nquestions.q = { case = [{ id = 'x', if = 'a' }], otherwise = { id = 'z' } }",
            "q.z",
            1.0,
            0.0,
        ),
        says("thresholds", 3, "events.a.probability = 1\nquestions.q = { number = 'count(a)', thresholds = [3] }", "q>3", 0.0, 1.0),
        found("yes-can-end", 3, "events.a.probability = 0.5\nquestions.q.yes = 'a'", "yes-can-end"),
        found("question-formula", 3, "events.a.probability = 0.5\nquestions.r.yes = 'ever(a)'\nquestions.q.yes = 'r'", "question-in-formula"),
    ]
}
