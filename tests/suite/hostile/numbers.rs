//! Numbers that are none, or too large, in every place that takes one.

use super::sandbox::{EVENT, HEAD, QUESTION, Row, TIME, hold};

/// Places for a number, `@`.
const PLACES: &[(&str, &str)] = &[
    (
        "probability",
        "[events.x]\nprobability = @\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "weight",
        "[events.x]\noutcomes = { a = @, b = 1 }\n[questions.q]\nyes = \"x == a\"\n",
    ),
    (
        "weight in a table",
        "[events.x]\noutcomes = [\"a\", \"b\"]\ninitial = \"a\"\ncolumns = [\"prev(x)\"]\ntable = [[\"*\", @, 1]]\n[questions.q]\nyes = \"x == a\"\n",
    ),
    (
        "ladder",
        "[events.x]\nlevels = [\"a\", \"b\"]\ninitial = \"a\"\nup = @\ndown = 0.1\n[questions.q]\nyes = \"x == a\"\n",
    ),
    (
        "dirichlet",
        "[events.x]\noutcomes = [\"a\", \"b\"]\ndirichlet = { a = @, b = 1 }\n[questions.q]\nyes = \"x == a\"\n",
    ),
    (
        "factor",
        "[events.x]\nprobability = 0.3\n[[events.x.factor]]\nodds = @\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "assumption",
        "[assumptions]\na = @\n[events.x]\nprobability = \"a\"\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "expert",
        "[experts.e]\nweight = @\n[events.x]\nprobability = 0.3\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "threshold",
        "[quantities.z]\nvalue = { normal = [0, 1] }\n[questions.q]\nnumber = \"z\"\nthresholds = [@]\n",
    ),
    (
        "start",
        "[quantities.z]\nstart = @\nnext = \"prev(z)\"\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "uniform",
        "[quantities.z]\nvalue = { uniform = [0, @] }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "triangular",
        "[quantities.z]\nvalue = { triangular = [0, 1, @] }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "pert",
        "[quantities.z]\nvalue = { pert = [0, 1, @] }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "normal",
        "[quantities.z]\nvalue = { normal = [0, @] }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "lognormal",
        "[quantities.z]\nvalue = { lognormal = { median = 1, sd_log = @ } }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "beta",
        "[quantities.z]\nvalue = { beta = [2, @] }\n[questions.q]\nnumber = \"z\"\n",
    ),
    (
        "interval",
        "[assumptions]\na = { interval = [0.1, @], confidence = 0.9 }\n[events.x]\nprobability = \"a\"\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "confidence",
        "[assumptions]\na = { interval = [0.1, 0.2], confidence = @ }\n[events.x]\nprobability = \"a\"\n[questions.q]\nyes = \"x\"\n",
    ),
    (
        "rank",
        "[assumptions]\na = { uniform = [0.1, 0.2] }\nb = { uniform = [0.1, 0.2] }\n[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = @\n[events.x]\nprobability = \"a * b\"\n[questions.q]\nyes = \"x\"\n",
    ),
];

#[test]
fn numbers_that_cannot_be_held_are_refused_everywhere() {
    let mut rows: Vec<Row> = Vec::new();
    for (place, text) in PLACES {
        for (number, says) in [
            ("nan", "not a finite number"),
            ("-inf", "not a finite number"),
            ("1e999", "too large to be held"),
            ("99999999999999999999", "too large to be held"),
        ] {
            rows.push((place, format!("{HEAD}{TIME}{}", text.replace('@', number)), 1, says));
        }
    }
    hold(&rows);
}

#[test]
fn the_largest_number_ends_in_a_result_or_an_error_that_says_where() {
    for (place, text) in PLACES {
        let sandbox = super::sandbox::Sandbox::new();
        sandbox.file("x.toml", format!("{HEAD}{TIME}{}", text.replace('@', "1.7e308")));
        let said = sandbox.run(&["run", "x.toml", "--trials", "600", "--no-record"]);
        assert!(
            said.code == 0 || (said.code == 1 && said.talk.contains("error[")),
            "{place}: {}",
            said.talk
        );
    }
}

#[test]
fn steps_and_reaches_are_bounded() {
    let steps = |steps: &str| {
        format!(
            "{HEAD}{}{EVENT}{QUESTION}",
            TIME.replace("steps = 3", &format!("steps = {steps}"))
        )
    };
    let asking = |condition: &str| format!("{HEAD}{TIME}{EVENT}[questions.q]\nyes = \"{condition}\"\n");
    let from = |day: &str| format!("{HEAD}{}{EVENT}{QUESTION}", TIME.replace("2022-10-01", day));
    hold(&[
        ("steps = 4294967295", steps("4294967295"), 1, "from 1 to 10000"),
        ("steps = 1000000000", steps("1_000_000_000"), 1, "from 1 to 10000"),
        ("steps = 10001", steps("10001"), 1, "from 1 to 10000"),
        ("steps = 0", steps("0"), 1, "from 1 to 10000"),
        ("steps = -1", steps("-1"), 1, "from 1 to 10000"),
        ("steps = inf", steps("inf"), 1, "has to be a whole number"),
        ("steps = 1e308", steps("1e308"), 1, "has to be a whole number"),
        ("steps = 12.0", steps("12.0"), 1, "write it as `12`"),
        ("steps = 10000", steps("10000").replace("month", "day"), 0, ""),
        ("prev 4e9", asking("prev(x, 4000000000)"), 1, "at most 10000 steps"),
        (
            "prev 1e20",
            asking("prev(x, 99999999999999999999)"),
            1,
            "wrong-arguments",
        ),
        ("prev 0", asking("prev(x, 0)"), 1, "wrong-arguments"),
        ("prev 1.5", asking("prev(x, 1.5)"), 1, "wrong-arguments"),
        (
            "prev within prev",
            asking("prev(prev(prev(x, 9999), 9999), 9999)"),
            0,
            "",
        ),
        ("the year 9999", from("9999-12-01"), 1, "ends after the year 9999"),
        ("the year 0", from("0000-01-01"), 1, "before the year 1"),
        ("the 31st of February", from("2022-02-31"), 1, "error["),
        (
            "by",
            format!("{HEAD}{TIME}{EVENT}{QUESTION}by = 9999-12-31\n"),
            1,
            "lies outside of the run",
        ),
    ]);
}

#[test]
fn formulas_that_leave_the_numbers_name_trial_and_step() {
    let number =
        |formula: &str| format!("{HEAD}{TIME}[quantities.z]\nvalue = \"{formula}\"\n[questions.q]\nnumber = \"z\"\n");
    hold(&[
        ("0/0", number("0/0"), 1, "(trial 0, "),
        (
            "1/0",
            number("1/0"),
            1,
            "the value of `z` is not finite: inf (trial 0, ",
        ),
        ("exp", number("exp(1e10)"), 1, "not finite"),
        ("ln", number("ln(-1)"), 1, "has no value"),
        ("10^400", number("10^400"), 1, "not finite"),
        (
            "doubling",
            format!(
                "{HEAD}{}[quantities.z]\nstart = 1e300\nnext = \"prev(z) * 2\"\n[questions.q]\nnumber = \"z\"\n",
                TIME.replace("steps = 3", "steps = 60")
            ),
            1,
            "not finite",
        ),
    ]);
}
