//! Rules about formulas, quantities, uncertain values and evidence.
use super::{Row, found, same, says, says_alone, stops};

pub fn rows() -> Vec<Row> {
    let mut rows = formulas();
    rows.extend(quantities());
    rows.extend(doubt());
    rows.extend(facts_and_experts());
    rows.extend(evidence());
    rows
}

/// A quantity that is 0 at every step, but not by a number that stands in a formula.
const ZERO: &str = "quantities.z = { start = 0, next = 'prev(z)' }\n";

fn formulas() -> Vec<Row> {
    let pair = "events.a.probability = 1\nevents.b.probability = 0\n";
    let with = |parts: &[&str]| parts.concat();
    vec![
        says("precedence", 0, &with(&[pair, "questions.q.yes = 'a or a and b'"]), "q", 1.0, 0.0),
        says("precedence", 0, "assumptions.k = 2\nquestions.q.yes = 'not k == 1'", "q", 1.0, None),
        says("precedence", 0, "assumptions.k = 2\nquestions.q.yes = '1 + k * 3 == 7 and 10 - k - 3 == 5 and 12 / k / 3 == 2'", "q", 1.0, 0.0),
        says("precedence", 0, "assumptions.k = 2\nquestions.q.yes = 'k * -3 + 1 == -5'", "q", 1.0, 0.0),
        says("power", 0, "assumptions.k = 2\nquestions.q.yes = '-k ^ 2 == -4'", "q", 1.0, 0.0),
        says("power", 0, "assumptions.k = 2\nquestions.q.yes = 'k ^ 3 ^ 2 == 512 and k ^ -1 == 0.5'", "q", 1.0, 0.0),
        found("chain", 0, "assumptions.k = 2\nquestions.q.yes = '1 < k < 3'", "chained-comparison"),
        says(
            "branch-beside",
            0,
            "events.x.probability = 0\nevents.a.outcomes = { x = 1, y = 0 }\nquestions.q.yes = 'a == x and x != yes'",
            "q",
            1.0,
            0.0,
        ),
        says("branch-beside", 0, "events.x.probability = 0\nevents.a.outcomes = { x = 1, y = 0 }\nquestions.q.yes = 'x == a'", "q", 1.0, 0.0),
        says("branch-beside", 0, "events.x.probability = 0\nevents.a.outcomes = { x = 1, y = 0 }\nquestions.q.yes = 'a in [x]'", "q", 1.0, 0.0),
        says(
            "branch-left",
            0,
            "events.a.outcomes = { b = 1, c = 0 }\nevents.b.outcomes = { a = 0, d = 1 }\nquestions.q.yes = 'a == b'",
            "q",
            1.0,
            0.0,
        ),
        says(
            "branch-variables",
            0,
            "events.a.outcomes = { x = 1, y = 0 }\nevents.b.outcomes = { y = 0, x = 1 }\nquestions.q.yes = 'a == b'",
            "q",
            1.0,
            0.0,
        ),
        found("types", 0, "events.a.outcomes = { x = 1, y = 1 }\nquestions.q.yes = 'a + 1 > 2'", "type-mismatch"),
        found("types", 0, "events.a.outcomes = { x = 1, y = 1 }\nquestions.q.yes = 'a'", "type-mismatch"),
        found("types", 0, "events.a.outcomes = { x = 1, y = 1 }\nquestions.q.yes = 'a < x'", "type-mismatch"),
        found("unknown-names", 0, "events.abc.probability = 1\nquestions.q.yes = 'abd'", "unknown-id"),
        found("unknown-names", 0, "events.a.outcomes = { xx = 1, y = 1 }\nquestions.q.yes = 'a == xy'", "unknown-branch"),
        found("unknown-names", 0, "assumptions.k = 1\nquestions.q.yes = 'sqr(k) > 1'", "unknown-function"),
        says("lazy", 1, &with(&[ZERO, "questions.q.yes = 'if(z > 0, z / z > 0, z == 0)'"]), "q", 1.0, None),
        says("lazy", 1, &with(&[ZERO, pair, "questions.q.yes = 'not (b and z / z > 0) and (a or z / z > 0)'"]), "q", 1.0, None),
        stops("nan", 1, &with(&[ZERO, pair, "quantities.w.value = 'z / z'\nquestions.q.yes = 'ever(a)'"]), "w", "NotANumber"),
        stops("nan", 1, &with(&[ZERO, pair, "questions.q.yes = 'b or z / z > 0'"]), "questions.q", "NotANumber"),
        says("infinite", 1, &with(&[ZERO, "questions.q.yes = '1 / (1 / z) == 0'"]), "q", 1.0, None),
        stops("infinite", 1, &with(&[ZERO, pair, "quantities.w.value = '1 / z'\nquestions.q.yes = 'ever(a)'"]), "w", "NotFinite"),
        stops("infinite", 1, &with(&[ZERO, "events.a.outcomes = { x = '1 / z', y = 1 }\nquestions.q.yes = 'ever(a == x)'"]), "a", "NotFinite"),
        says("truth-equal", 0, &with(&[pair, "conditions.c = 'b'\nquestions.q.yes = 'c == (a and b)'"]), "q", 1.0, 0.0),
        says("conditions", 0, &with(&[pair, "conditions.d = 'not c'\nconditions.c.if = 'b'\nquestions.q.yes = 'd'"]), "q", 1.0, 0.0),
        found("always-same", 3, &with(&[pair, "conditions.c = 'step > 0'\nquestions.q.yes = 'c and ever(a)'"]), "always-same"),
    ]
}

fn quantities() -> Vec<Row> {
    vec![
        says("quantity-formula", 3, "quantities.w.value = 'step * 2'\nquestions.q.yes = 'w == 6'", "q@3", 1.0, 0.0),
        says("quantity-formula", 3, "assumptions.k = 2\nquantities.w.value = 'k * 2'\nquestions.q.yes = 'w == 4'", "q@0", 1.0, None),
        says(
            "quantity-formula",
            1,
            "events.a.probability = 1\nquantities.w.value = 'if(a, 1, 0)'\nquestions.q.yes = 'w == 1'",
            "q@1",
            1.0,
            0.0,
        ),
        says_alone(
            "quantity-draw",
            2,
            "quantities.w.value = { uniform = [0, 1] }\nquantities.s = { start = 0, next = 'w' }\nquestions.q.yes = 'prev(s) == w'",
            "q",
            0.0,
            1.0,
        ),
        says_alone("quantity-draw", 2, "quantities.w = { value = { uniform = [0, 1] }, timing = 'once' }\nquestions.q.yes = 'prev(w) == w'", "q", 1.0, 0.0),
        says_alone("quantity-draw", 0, "quantities.w.value = { uniform = [0, 4] }\nquestions.q.yes = 'w < 1'", "q", 0.25, 0.0),
        says_alone(
            "quantity-parameters",
            0,
            "assumptions.k = 5\nquantities.w.value = { uniform = ['k', 'k + 1'] }\nquestions.q.yes = 'w > 5 and w < 6'",
            "q",
            1.0,
            None,
        ),
        says("quantity-chain", 3, "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 8'", "q@3", 1.0, 0.0),
        says("quantity-chain", 3, "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 1'", "q@0", 1.0, 0.0),
        found("quantity-prev", 2, "quantities.w.value = { uniform = [0, 1] }\nquestions.q.yes = 'prev(w) > w'", "prev-without-start"),
        stops(
            "quantity-always",
            1,
            &[ZERO, "events.a.probability = 1\nquantities.w.value = 'z / z'\nquestions.q.yes = 'ever(a)'"].concat(),
            "w",
            "NotANumber",
        ),
        found(
            "quantity-experts",
            0,
            "experts.e.name = 'E'\nquantities.w.value = { experts = { e = 1 } }\nquestions.q.yes = 'w > 1'",
            "bad-experts",
        ),
        found("quantity-keys", 1, "quantities.w.unit = 'km'\nquestions.q.yes = 'w > 1'", "bad-quantity"),
        found("quantity-keys", 1, "quantities.w.start = 1\nquestions.q.yes = 'w > 1'", "bad-quantity"),
    ]
}

/// An assumption whose value, while doubt is ignored, lies in a narrow range.
fn middle(rule: &'static str, steps: u32, value: &str, range: [f64; 2]) -> Row {
    let [low, high] = range;
    says(rule, steps, &format!("assumptions.k = {value}\nquestions.q.yes = 'k > {low} and k < {high}'"), "q", 1.0, 0.0)
}

fn doubt() -> Vec<Row> {
    vec![
        middle("doubt-chance", 0, "{ uniform = [0, 1] }", [0.4999, 0.5001]),
        says_alone("doubt-chance", 0, "quantities.w.value = { uniform = [0, 1] }\nquestions.q.yes = 'w > 0.4 and w < 0.6'", "q", 0.2, 1.0),
        middle("doubt-ignored", 0, "{ uniform = [1, 2] }", [1.4999, 1.5001]),
        middle("doubt-ignored", 0, "{ triangular = [0, 1, 5] }", [1.9999, 2.0001]),
        middle("doubt-ignored", 0, "{ pert = [0, 1, 5] }", [1.4999, 1.5001]),
        middle("doubt-ignored", 0, "{ normal = [3, 1] }", [2.9999, 3.0001]),
        middle("doubt-ignored", 0, "{ lognormal = { median = 1, sd_log = 1 } }", [1.6487, 1.6488]),
        middle("doubt-ignored", 0, "{ lognormal = { p05 = 0.1, p95 = 10 } }", [2.6635, 2.6640]),
        middle("doubt-ignored", 0, "{ beta = [1, 3] }", [0.2499, 0.2501]),
        middle("doubt-medians", 0, "{ interval = [0.1, 0.4], confidence = 0.9 }", [0.2138, 0.2140]),
        middle("doubt-medians", 0, "'likely'", [0.6499, 0.6501]),
        middle("doubt-per", 2, "{ value = { uniform = [0, 1] }, per = 'year' }", [0.0561, 0.0562]),
        says("dirichlet", 0, "events.a = { outcomes = ['x', 'y'], dirichlet = { x = 30, y = 10 } }\nquestions.q.yes = 'a == x'", "q", 0.75, 0.5),
        found("doubt-id", 0, "events.a = { probability = 0.5, factor = [{ odds = { uniform = [1, 2] } }] }\nquestions.q.yes = 'a'", "doubt-without-id"),
        found("doubt-id", 0, "events.a = { probability = 0.5, factor = [{ odds = 'clearly more' }] }\nquestions.q.yes = 'a'", "doubt-without-id"),
        found("assumption-value", 0, "assumptions.k = '2 * 3'\nquestions.q.yes = 'k > 1'", "assumption-formula"),
        found("value-domain", 0, "assumptions.k = { uniform = [0.5, 1.5] }\nevents.a.probability = 'k'\nquestions.q.yes = 'a'", "bad-probability"),
        found("value-domain", 0, "assumptions.k = { uniform = [2, 1] }\nquestions.q.yes = 'k > 1'", "bad-distribution"),
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
        says("fact", 0, "events.a = { fact = true, probability = 0.75 }\nquestions.q.yes = 'a'", "q", 1.0, 0.75),
        says("fact", 1, "events.a = { fact = true, probability = 0.75 }\nquestions.q.yes = 'a'", "q@0", 1.0, 0.0),
        says("fact-tie", 0, "events.a = { fact = true, outcomes = { y = 1, x = 1 } }\nquestions.q.yes = 'a == x'", "q", 1.0, 0.0),
        found(
            "fact-reads",
            0,
            "events.b.probability = 0.5\nevents.a = { fact = true, probability = 'if(b, 0.1, 0.2)' }\nquestions.q.yes = 'a'",
            "bad-fact",
        ),
        says("experts", 0, &with(&[two, "assumptions.k = { experts = { e = 1, f = 5 } }\nquestions.q.yes = 'k == 2'"]), "q", 1.0, 0.0),
        found("experts-known", 0, &with(&[two, "assumptions.k = { experts = { e = 1, g = 5 } }\nquestions.q.yes = 'k == 2'"]), "unknown-id"),
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
            &with(&[two, "assumptions.k = { value = { experts = { e = 1, f = { uniform = [1, 2] } } }, pool = 'log' }\nquestions.q.yes = 'k > 1'"]),
            "bad-pool",
        ),
        says(
            "believe",
            0,
            &with(&[two, "assumptions.k = { experts = { e = 1, f = 5 } }\nquestions.q.yes = 'k == 5'\nalternatives.x.believe = 'f'"]),
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

fn evidence() -> Vec<Row> {
    let source = "sources.s = { title = 'S', date = 2022-09-01 }\nevents.a.probability = 0.5\nquestions.q.yes = 'ever(a)'\n";
    let with = |parts: &[&str]| parts.concat();
    vec![
        same(
            "claims",
            2,
            "events.a = { probability = 0.5, factor = [{ odds = 2, because = ['c'] }] }\nsources.s.title = 'S'\nclaims.c = { source = 's', says = 'x' }\nquestions.q.yes = 'ever(a)'",
            "events.a = { probability = 0.5, factor = [{ odds = 2 }] }\nquestions.q.yes = 'ever(a)'",
        ),
        found("claims", 2, "events.a = { probability = 0.5, because = ['c'] }\nquestions.q.yes = 'ever(a)'", "unknown-claim"),
        found("claims", 2, &with(&[source, "claims.c = { source = 't', says = 'x' }"]), "unknown-source"),
        found(
            "hindsight",
            2,
            "scenario.as_of = 2022-08-31\nsources.s = { title = 'S', date = 2022-09-01 }\nclaims.c = { source = 's', says = 'x' }\nevents.a = { probability = 0.5, because = ['c'] }\nquestions.q.yes = 'ever(a)'",
            "hindsight",
        ),
        found(
            "expects",
            2,
            &with(&[source, "claims.c = { source = 's', says = 'x', expects = { question = 'q', answer = 'maybe', probability = 0.5 } }"]),
            "bad-expectation",
        ),
        found(
            "expects-missing",
            2,
            &with(&[source, "conditions.d = 'ever(a)'\nclaims.c = { source = 's', says = 'x', expects = { question = 'd', probability = 0.5 } }"]),
            "no-such-question",
        ),
    ]
}
