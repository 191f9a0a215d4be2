//! Single rules of the language against numbers worked out by hand.
use super::exact::share;
use super::{Options, enumerate};

/// The probability of `yes` of the question `q`.
#[track_caller]
fn yes(text: &str) -> f64 {
    match enumerate(text, &Options::default()) {
        Ok(exact) => share(&exact.questions["q"].answers, "yes"),
        Err(problem) => panic!("{problem}\n{text}"),
    }
}

#[track_caller]
fn holds(text: &str, expected: f64) {
    let found = yes(text);
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}\n{text}");
}

/// A scenario of months with one event and one question.
fn event(steps: usize, keys: &str, question: &str) -> String {
    format!(
        "[time]\nstart = 2023-01-31\nstep = \"month\"\nsteps = {steps}\n\
         [questions.q]\nyes = \"{question}\"\n[events.x]\n{keys}\n"
    )
}

fn once(keys: &str, question: &str) -> String {
    format!("[questions.q]\nyes = \"{question}\"\n[events.x]\n{keys}\n")
}

#[test]
fn sets_of_weights() {
    holds(&once("outcomes = { a = 3, b = 1 }", "x == a"), 0.75);
    holds(&once("outcomes = { a = 0.2, b = \"rest\", c = 0.3 }", "x == b"), 0.5);
    holds(
        &once("outcomes = [\"a\", \"b\"]\ndirichlet = { a = 30, b = 10 }", "x == a"),
        0.75,
    );
    holds(
        &once(
            "outcomes = { a = { weight = 3, title = \"A\" }, b = \"2 / 2\" }",
            "x == a",
        ),
        0.75,
    );
    // Odds of 1 to 1 times 3 times 5 are 15 to 1; a factor that does not hold leaves them.
    let factors = "probability = 0.5\n[[events.x.factor]]\nodds = 3\n[[events.x.factor]]\n\
                   outcomes = { yes = 5 }\n[[events.x.factor]]\nif = \"false\"\nodds = 9\n";
    holds(&once(factors, "x"), 15.0 / 16.0);
    let cases = "probability = 0.5\n[[events.x.case]]\nif = \"false\"\nprobability = 0.1\n\
                 [[events.x.case]]\nif = \"true\"\nprobability = 0.2\n\
                 [[events.x.case]]\nif = \"true\"\nprobability = 0.3\n";
    holds(&once(cases, "x"), 0.2);
    let off = "probability = 0.5\n[[events.x.factor]]\nid = \"f\"\noff = true\nodds = 3\n";
    holds(&once(off, "x"), 0.5);
}

#[test]
fn what_is_left_stays_where_it_stands() {
    // From a: 0.1 + (1 - 0.3) = 0.8 to a, 0.2 to b; from b: 0.1 to a.
    let keys = "outcomes = { a = 0.1, b = 0.2 }\nrest = \"same\"\ninitial = \"a\"";
    holds(&event(1, keys, "x == a"), 0.8);
    holds(&event(2, keys, "x == a"), 0.8 * 0.8 + 0.2 * 0.1);
}

#[test]
fn ladders_move_by_one_level() {
    let keys = "levels = [\"low\", \"mid\", \"top\"]\ninitial = \"top\"\nup = 0.3\ndown = 0.2\n";
    holds(&event(1, keys, "x == top"), 0.8);
    // The factor doubles the odds of going down: 0.8 to 0.4, whatever `up` would have been.
    let factor = format!("{keys}[[events.x.factor]]\ndown = 2\nup = 100\n");
    holds(&event(1, &factor, "x == mid"), 0.4 / 1.2);
    let case = format!("{keys}[[events.x.case]]\nif = \"true\"\ndown = 0.6\n");
    holds(&event(2, &case, "x == top"), 0.4 * 0.4 + 0.6 * 0.3);
    let jump = format!("{factor}[[events.x.case]]\nif = \"true\"\noutcomes = {{ low = 1, mid = 2, top = 1 }}\n");
    holds(&event(1, &jump, "x <= mid"), 0.75);
    holds(&event(1, &jump, "mid < x"), 0.25);
}

#[test]
fn periods_are_converted_where_the_number_stands() {
    let monthly = 1.0 - 0.5_f64.powf(1.0 / 12.0);
    holds(&event(1, "probability = 0.5\nper = \"year\"", "x"), monthly);
    holds(
        &event(1, "outcomes = { a = 0.5, b = \"rest\" }\nper = \"year\"", "x == a"),
        monthly,
    );
    // A factor acts on the odds of the step.
    let factor = "probability = 0.5\nper = \"year\"\n[[events.x.factor]]\nodds = 2\n";
    holds(&event(1, factor, "x"), 2.0 * monthly / (1.0 + monthly));
    let ladder = "levels = [\"a\", \"b\"]\ninitial = \"a\"\nup = 0.5\ndown = 0\nper = \"year\"\n";
    holds(&event(1, ladder, "x == b"), monthly);
    let jump = format!("{ladder}[[events.x.case]]\nif = \"true\"\noutcomes = {{ a = 0.2, b = 0.6 }}\n");
    holds(&event(1, &jump, "x == b"), 0.75);
    let rest = format!("{ladder}[[events.x.case]]\nif = \"true\"\noutcomes = {{ a = \"rest\", b = 0.5 }}\n");
    holds(&event(1, &rest, "x == b"), monthly);
    let named = event(1, "probability = \"p * 0.5\"", "x");
    let p = "[assumptions.p]\nvalue = \"likely\"\nper = \"quarter\"\n";
    holds(&(named + p), 0.5 * (1.0 - 0.35_f64.powf(1.0 / 3.0)));
}

#[test]
fn timing_and_what_stands() {
    let two = "[events.s]\ninitial = \"off\"\noutcomes = { off = 1, on = 0 }\n\
               [[events.s.case]]\nif = \"step in [2, 3]\"\noutcomes = { off = 0, on = 1 }\n";
    // The switch is on at steps 2 and 3 of 4.
    let with = |keys: &str, question: &str| event(4, keys, question) + two;
    let when = "probability = 0.5\nwhen = \"s == on\"\n";
    holds(&with(when, "x"), 0.5);
    holds(&with(&format!("{when}idle = \"no\""), "x"), 0.0);
    holds(&with(&format!("{when}final = [\"yes\"]"), "x"), 0.75);
    holds(
        &with(&format!("{when}timing = \"first_chance\""), "x and prev(x, 2)"),
        0.5,
    );
    holds(&with(&format!("{when}timing = \"first_chance\""), "prev(x, 3)"), 0.0);
    // A default `no` that is final holds only once it was drawn.
    holds(&event(3, "probability = 0.5\nfinal = [\"no\"]", "x"), 0.125);
    holds(
        &event(
            1,
            "initial = { a = 1, b = 3 }\noutcomes = { a = 1, b = 1 }\nwhen = \"false\"",
            "x == b",
        ),
        0.75,
    );
    holds(
        &event(
            1,
            "outcomes = { a = 1, b = 1 }\nwhen = \"false\"",
            "x != a and not drawn(x)",
        ),
        1.0,
    );
    holds(
        &event(3, "probability = 0.5\ntiming = \"once\"", "x and prev(x, 3)"),
        0.5,
    );
}

#[test]
fn time_in_formulas() {
    let always = |question: &str| yes(&event(3, "probability = 1", question));
    // Steps begin on 31 January, 28 February and 31 March.
    assert_eq!(always("prev(after(2023-02-28))"), 1.0);
    assert_eq!(always("prev(after(2023-03-01))"), 0.0);
    assert_eq!(always("prev(at(2023-03-30)) and not at(2023-03-30)"), 1.0);
    assert_eq!(
        always("prev(month, 3) == 12 and prev(month) == 2 and prev(step, 9) == 0"),
        1.0
    );
    // Step 0 is no step.
    assert_eq!(always("count(true) == 3 and not ever(step == 0)"), 1.0);
    assert_eq!(always("count(x) == 3 and steps_since(step == 1) == 2"), 1.0);
    assert_eq!(
        always("steps_since(step == 9) != 1 or steps_since(step == 9) >= 0"),
        0.0
    );
    assert_eq!(always("not (steps_since(step == 9) < 3)"), 1.0);
    assert_eq!(
        always("-2 ^ 2 == -4 and 2 ^ 3 ^ 2 == 512 and 7 - 2 - 1 == 4 and 8 / 2 / 2 == 2"),
        1.0
    );
    assert_eq!(
        always("if(step > 5, 1 / 0, ln(1)) == 0 and (false or not false and true)"),
        1.0
    );
}

#[test]
fn values_are_read_at_their_means() {
    let value = |text: &str| {
        let scenario =
            format!("[experts.a]\nweight = 3\n[experts.b]\n[assumptions.v]\n{text}\n[questions.q]\nnumber = \"v\"\n");
        match enumerate(&scenario, &Options::default()) {
            Ok(exact) => exact.questions["q"].mean,
            Err(problem) => panic!("{problem}\n{scenario}"),
        }
    };
    let near = |text: &str, expected: f64| {
        let found = value(text);
        assert!((found - expected).abs() < 1e-9, "{text}: {found} is not {expected}");
    };
    near("value = \"almost certain\"", 0.9725);
    near("uniform = [1, 4]", 2.5);
    near("triangular = [0, 1, 5]", 2.0);
    near("pert = [1, 2, 9]", 3.0);
    near("beta = [1, 3]", 0.25);
    near("interval = [0.2, 0.8]", 0.5);
    // exp(mu + sd^2 / 2) with mu = ln 2 and sd = ln 4 / 1.6448536 / 2.
    near(
        "lognormal = { p05 = 1, p95 = 4 }",
        2.0 * ((4.0_f64.ln() / 3.289_707_253_902_944).powi(2) / 2.0).exp(),
    );
    near("experts = { a = 1, b = 5 }", 2.0);
    near(
        "value = { experts = { a = 0.5, b = 0.8 } }\npool = \"log\"",
        4.0_f64.powf(0.25) / (1.0 + 4.0_f64.powf(0.25)),
    );
    near("value = { experts = { a = 1, b = 16 } }\npool = \"log\"", 2.0);
    let strong = once(
        "probability = 0.5\n[[events.x.factor]]\nid = \"f\"\nodds = \"strongly less\"\n",
        "x",
    );
    let factor = 24.0_f64.sqrt();
    holds(&strong, 1.0 / (1.0 + factor));
    holds(&once("fact = true\nprobability = 0.4", "x"), 0.0);
    holds(&once("fact = true\nprobability = 0.5", "x"), 0.0);
    holds(&once("fact = true\nprobability = 0.6", "x"), 1.0);
}

#[test]
fn forcing_goes_on_from_the_forced_value() {
    let text = event(
        3,
        "outcomes = { a = 1, b = 1 }\ninitial = \"a\"\nfinal = [\"b\"]",
        "x == b",
    ) + "[alternatives.first]\ndo = { x = { is = \"b\", until = 2023-02-01 } }\n\
           [alternatives.last]\ndo = { x = { is = \"a\", from = 2023-03-31 } }\n";
    let under = |name: &str| {
        let options = Options {
            alternative: Some(name.into()),
            ..Options::default()
        };
        enumerate(&text, &options).map(|exact| share(&exact.questions["q"].answers, "yes"))
    };
    holds(&text, 0.875);
    assert_eq!(under("first"), Ok(1.0));
    // Forcing ignores that b is final.
    assert_eq!(under("last"), Ok(0.0));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    for keys in [
        "probability = 1.5",
        "outcomes = { a = 0, b = 0 }",
        "outcomes = { a = 0.7, b = 0.6, c = \"rest\" }",
        "outcomes = { a = \"ln(0 - 1)\", b = 1 }",
        "outcomes = { a = \"1 / 0\", b = 1 }",
        "outcomes = { a = \"0 - 1\", b = 3 }",
    ] {
        let text = once(keys, "true");
        assert!(enumerate(&text, &Options::default()).is_err(), "{text}");
    }
}
