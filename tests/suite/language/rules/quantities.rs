//! Rules about quantities.
use super::{Row, ZERO, found, says, says_alone, stops};

pub fn rows() -> Vec<Row> {
    vec![
        says(
            "quantity-formula",
            3,
            "quantities.w.value = 'step * 2'\nquestions.q.yes = 'w == 6'",
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "quantity-formula",
            3,
            "assumptions.k = 2\nquantities.w.value = 'k * 2'\nquestions.q.yes = 'w == 4'",
            "q@0",
            1.0,
            None,
        ),
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
        says_alone(
            "quantity-draw",
            2,
            "quantities.w = { value = { uniform = [0, 1] }, timing = 'once' }\nquestions.q.yes = 'prev(w) == w'",
            "q",
            1.0,
            0.0,
        ),
        says_alone(
            "quantity-draw",
            0,
            "quantities.w.value = { uniform = [0, 4] }\nquestions.q.yes = 'w < 1'",
            "q",
            0.25,
            0.0,
        ),
        says_alone(
            "quantity-parameters",
            0,
            "assumptions.k = 5\nquantities.w.value = { uniform = ['k', 'k + 1'] }\nquestions.q.yes = 'w > 5 and w < 6'",
            "q",
            1.0,
            None,
        ),
        says(
            "quantity-chain",
            3,
            "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 8'",
            "q@3",
            1.0,
            0.0,
        ),
        says(
            "quantity-chain",
            3,
            "quantities.s = { start = 1, next = 'prev(s) * 2' }\nquestions.q.yes = 's == 1'",
            "q@0",
            1.0,
            0.0,
        ),
        found(
            "quantity-prev",
            2,
            "quantities.w.value = { uniform = [0, 1] }\nquestions.q.yes = 'prev(w) > w'",
            "prev-without-start",
        ),
        stops(
            "quantity-always",
            1,
            &[
                ZERO,
                "events.a.probability = 1\nquantities.w.value = 'z / z'\nquestions.q.yes = 'ever(a)'",
            ]
            .concat(),
            "w",
            "NotANumber",
        ),
        found(
            "quantity-experts",
            0,
            "experts.e.name = 'E'\nquantities.w.value = { experts = { e = 1 } }\nquestions.q.yes = 'w > 1'",
            "bad-experts",
        ),
        found(
            "quantity-keys",
            1,
            "quantities.w.unit = 'km'\nquestions.q.yes = 'w > 1'",
            "bad-quantity",
        ),
        found(
            "quantity-keys",
            1,
            "quantities.w.start = 1\nquestions.q.yes = 'w > 1'",
            "bad-quantity",
        ),
    ]
}
