//! Rules about probabilities over a period.
use super::{Row, found, month, says};

pub fn rows() -> Vec<Row> {
    let unconverted = 1.0 - 0.5_f64.powi(12);
    let odds = 10.0 * month(0.5) / (1.0 - month(0.5));
    vec![
        says(
            "per-assumption",
            12,
            "assumptions.r = { value = 0.5, per = 'year' }\nevents.a = { probability = 'r', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            unconverted,
        ),
        says(
            "per-assumption",
            2,
            "assumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r * 10 < 0.6'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-variable",
            12,
            "events.a = { probability = 0.5, per = 'year', final = ['yes'] }\nquestions.q.yes = 'a'",
            "q",
            0.5,
            unconverted,
        ),
        says(
            "per-variable",
            1,
            "events.a = { probability = 0, per = 'year', case = [{ if = 'step == 1', probability = 0.5 }] }\nquestions.q.yes = 'a'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "per-variable",
            1,
            "events.b.probability = 0.5\nevents.a = { columns = ['b'], table = [['*', 0.5]], per = 'year' }\nquestions.q.yes = 'a'",
            "q",
            month(0.5),
            0.5,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'day', steps = 2 }\nassumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r > 0.001895 and r < 0.0018965'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'week', steps = 2 }\nassumptions.r = { value = 0.5, per = 'year' }\nquestions.q.yes = 'r > 0.0131 and r < 0.01322'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-lengths",
            0,
            "time = { start = 2022-10-01, step = 'quarter', steps = 2 }\nassumptions.r = { value = 0.9375, per = 'year' }\nquestions.q.yes = 'r > 0.49999 and r < 0.50001'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "per-sum",
            1,
            "events.a = { outcomes = { x = 'rest', y = 0.7, z = 0.7 }, per = 'year' }\nquestions.q.yes = 'a == x'",
            "q",
            1.0 - 2.0 * month(0.7),
            None,
        ),
        says(
            "per-initial",
            1,
            "events.a = { initial = { x = 'rest', y = 0.5 }, outcomes = { x = 'rest', y = 0.1 }, per = 'year' }\nquestions.q.yes = 'a == y'",
            "q@0",
            0.5,
            month(0.5),
        ),
        says(
            "per-factors",
            1,
            "events.a = { probability = 0.5, per = 'year', factor = [{ odds = 10 }] }\nquestions.q.yes = 'a'",
            "q",
            odds / (1.0 + odds),
            month(10.0 / 11.0),
        ),
        found(
            "per-formula",
            1,
            "assumptions.k = 0.5\nevents.a = { probability = 'k / 2', per = 'year' }\nquestions.q.yes = 'a'",
            "per-formula",
        ),
        found(
            "per-place",
            1,
            "events.a = { outcomes = { x = 1, y = 3 }, per = 'year' }\nquestions.q.yes = 'a == y'",
            "per-place",
        ),
        found(
            "per-place",
            1,
            "events.a = { timing = 'once', probability = 0.5, per = 'year' }\nquestions.q.yes = 'a'",
            "per-place",
        ),
        found(
            "per-time",
            0,
            "events.a = { probability = 0.5, per = 'year' }\nquestions.q.yes = 'a'",
            "per-without-time",
        ),
        found(
            "per-time",
            0,
            "assumptions.r = { value = 0.5, per = 'year' }\nevents.a.probability = 'r'\nquestions.q.yes = 'a'",
            "per-without-time",
        ),
        found(
            "per-once",
            1,
            "assumptions.r = { value = 0.5, per = 'year' }\nevents.a = { timing = 'once', probability = 'r' }\nquestions.q.yes = 'a'",
            "per-read-once",
        ),
        found(
            "per-several",
            1,
            "events.a = { outcomes = { x = 'rest', y = 0.1, z = 0.1 }, per = 'year' }\nquestions.q.yes = 'a == y'",
            "per-several",
        ),
    ]
}
