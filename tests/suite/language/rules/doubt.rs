//! Rules about uncertain values, facts and experts.
use super::{Row, found, says, says_alone};

pub fn rows() -> Vec<Row> {
    [doubt(), facts_and_experts()].into_iter().flatten().collect()
}

/// An assumption whose value, while doubt is ignored, lies in a narrow range.
fn middle(rule: &'static str, steps: u32, value: &str, range: [f64; 2]) -> Row {
    let [low, high] = range;
    says(
        rule,
        steps,
        &format!("assumptions.k = {value}\nquestions.q.yes = 'k > {low} and k < {high}'"),
        "q",
        1.0,
        0.0,
    )
}

fn doubt() -> Vec<Row> {
    vec![
        middle("doubt-chance", 0, "{ uniform = [0, 1] }", [0.4999, 0.5001]),
        says_alone(
            "doubt-chance",
            0,
            "quantities.w.value = { uniform = [0, 1] }\nquestions.q.yes = 'w > 0.4 and w < 0.6'",
            "q",
            0.2,
            1.0,
        ),
        middle("doubt-ignored", 0, "{ uniform = [1, 2] }", [1.4999, 1.5001]),
        middle("doubt-ignored", 0, "{ triangular = [0, 1, 5] }", [1.9999, 2.0001]),
        middle("doubt-ignored", 0, "{ pert = [0, 1, 5] }", [1.4999, 1.5001]),
        middle("doubt-ignored", 0, "{ normal = [3, 1] }", [2.9999, 3.0001]),
        middle(
            "doubt-ignored",
            0,
            "{ lognormal = { median = 1, sd_log = 1 } }",
            [1.6487, 1.6488],
        ),
        middle(
            "doubt-ignored",
            0,
            "{ lognormal = { p05 = 0.1, p95 = 10 } }",
            [2.6635, 2.6640],
        ),
        middle("doubt-ignored", 0, "{ beta = [1, 3] }", [0.2499, 0.2501]),
        middle(
            "doubt-medians",
            0,
            "{ interval = [0.1, 0.4], confidence = 0.9 }",
            [0.2138, 0.2140],
        ),
        middle("doubt-medians", 0, "'likely'", [0.6499, 0.6501]),
        middle(
            "doubt-per",
            2,
            "{ value = { uniform = [0, 1] }, per = 'year' }",
            [0.0561, 0.0562],
        ),
        says(
            "dirichlet",
            0,
            "events.a = { outcomes = ['x', 'y'], dirichlet = { x = 30, y = 10 } }\nquestions.q.yes = 'a == x'",
            "q",
            0.75,
            0.5,
        ),
        found(
            "doubt-id",
            0,
            "events.a = { probability = 0.5, factor = [{ odds = { uniform = [1, 2] } }] }\nquestions.q.yes = 'a'",
            "doubt-without-id",
        ),
        found(
            "doubt-id",
            0,
            "events.a = { probability = 0.5, factor = [{ odds = 'clearly more' }] }\nquestions.q.yes = 'a'",
            "doubt-without-id",
        ),
        found(
            "assumption-value",
            0,
            "assumptions.k = '2 * 3'\nquestions.q.yes = 'k > 1'",
            "assumption-formula",
        ),
        found(
            "value-domain",
            0,
            "assumptions.k = { uniform = [0.5, 1.5] }\nevents.a.probability = 'k'\nquestions.q.yes = 'a'",
            "bad-probability",
        ),
        found(
            "value-domain",
            0,
            "assumptions.k = { uniform = [2, 1] }\nquestions.q.yes = 'k > 1'",
            "bad-distribution",
        ),
        found(
            "correlations",
            0,
            "assumptions.j = { uniform = [0, 1] }\nassumptions.k = 0.5\ncorrelations = [{ between = ['j', 'k'], rank = 0.5 }]\nquestions.q.yes = 'j > k'",
            "bad-correlation",
        ),
        found(
            "correlations",
            0,
            "assumptions.i = { uniform = [0, 1] }\nassumptions.j = { uniform = [0, 1] }\nassumptions.k = { uniform = [0, 1] }\ncorrelations = [{ between = ['i', 'j'], rank = 0.9 }, { between = ['j', 'k'], rank = 0.9 }, { between = ['i', 'k'], rank = -0.9 }]\nquestions.q.yes = 'i > j + k'",
            "bad-correlation",
        ),
    ]
}

fn facts_and_experts() -> Vec<Row> {
    let two = "experts.e = { name = 'E', weight = 3 }\nexperts.f.name = 'F'\n";
    let with = |parts: &[&str]| parts.concat();
    vec![
        says(
            "fact",
            0,
            "events.a = { fact = true, probability = 0.75 }\nquestions.q.yes = 'a'",
            "q",
            1.0,
            0.75,
        ),
        says(
            "fact",
            1,
            "events.a = { fact = true, probability = 0.75 }\nquestions.q.yes = 'a'",
            "q@0",
            1.0,
            0.0,
        ),
        says(
            "fact-tie",
            0,
            "events.a = { fact = true, outcomes = { y = 1, x = 1 } }\nquestions.q.yes = 'a == x'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "fact-reads",
            0,
            "events.b.probability = 0.5\nevents.a = { fact = true, probability = 'if(b, 0.1, 0.2)' }\nquestions.q.yes = 'a'",
            "bad-fact",
        ),
        says(
            "experts",
            0,
            &with(&[
                two,
                "assumptions.k = { experts = { e = 1, f = 5 } }\nquestions.q.yes = 'k == 2'",
            ]),
            "q",
            1.0,
            0.0,
        ),
        found(
            "experts-known",
            0,
            &with(&[
                two,
                "assumptions.k = { experts = { e = 1, g = 5 } }\nquestions.q.yes = 'k == 2'",
            ]),
            "bad-experts",
        ),
        says(
            "pool-log",
            0,
            "experts.e.name = 'E'\nexperts.f.name = 'F'\nassumptions.k = { value = { experts = { e = 0.5, f = 0.9 } }, pool = 'log' }\nquestions.q.yes = 'k > 0.7499 and k < 0.7501'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "pool-log",
            0,
            "experts.e.name = 'E'\nexperts.f.name = 'F'\nassumptions.k = { value = { experts = { e = 1, f = 9 } }, pool = 'log' }\nquestions.q.yes = 'k > 2.9999 and k < 3.0001'",
            "q",
            1.0,
            0.0,
        ),
        found(
            "pool-log",
            0,
            &with(&[
                two,
                "assumptions.k = { value = { experts = { e = 1, f = { uniform = [1, 2] } } }, pool = 'log' }\nquestions.q.yes = 'k > 1'",
            ]),
            "bad-pool",
        ),
        says(
            "believe",
            0,
            &with(&[
                two,
                "assumptions.k = { experts = { e = 1, f = 5 } }\nquestions.q.yes = 'k == 5'\nalternatives.x.believe = 'f'",
            ]),
            "q|x",
            1.0,
            0.0,
        ),
        says(
            "believe-pooled",
            0,
            &with(&[
                two,
                "assumptions.k = { value = { experts = { e = 1, f = 5 } }, pool = 'linear' }\nquestions.q.yes = 'k == 2'\nalternatives.x.believe = 'f'",
            ]),
            "q|x",
            1.0,
            0.0,
        ),
    ]
}
