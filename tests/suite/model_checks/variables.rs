//! Single variables: branches without a chance, weights that cannot be drawn, starts, and what stands without a word.

use super::{TIME, WAR, finds, silent, timed};

#[test]
fn branches_without_a_chance_are_found() {
    let front = |rest: &str| {
        format!("[events.front]\ninitial = \"calm\"\n{rest}[questions.q]\nyes = \"ever(front == calm)\"\n")
    };
    timed(
        &front("outcomes = { calm = 1, storm = 2, end = 0 }\n"),
        "branch-never",
        "the branch `end` of `front` can never be drawn",
    );
    timed(
        &front(
            "outcomes = { calm = \"rest\", storm = 0.2, end = 0 }\n[[events.front.factor]]\noutcomes = { end = 4 }\n",
        ),
        "branch-never",
        "a factor cannot revive a zero",
    );
    timed(
        &front(
            "outcomes = [\"calm\", \"storm\", \"end\"]\ncolumns = [\"prev(front)\"]\ntable = [[\"calm\", 1, 2, 0], [\"storm\", 1, 1, 0], [\"end\", 1, 0, 0]]\n",
        ),
        "branch-never",
        "`end`",
    );
    timed(
        "[events.war]\nprobability = 0\n[questions.q]\nyes = \"ever(war)\"\n",
        "branch-never",
        "the branch `yes` of `war`",
    );
    finds(
        &format!(
            "{TIME}{}",
            front("levels = [\"low\", \"calm\", \"high\", \"top\"]\nup = 0\ndown = 0.1\n")
        ),
        &["branch-never", "branch-never"],
        &["`high` of `front`", "`top` of `front`", "no move leads there"],
    );
}

#[test]
fn branches_with_a_chance_are_left_alone() {
    let front = |rest: &str| {
        format!("[events.front]\ninitial = \"calm\"\n{rest}[questions.q]\nyes = \"ever(front == calm)\"\n")
    };
    for rest in [
        // A case, a start, an idle value or a jump gives it.
        "outcomes = { calm = 1, storm = 2, end = 0 }\n[[events.front.case]]\nif = \"step > 3\"\noutcomes = { calm = 1, storm = 1, end = 1 }\n",
        "outcomes = { calm = 0, storm = 2, end = 1 }\n",
        "when = \"step > 3\"\nidle = \"end\"\noutcomes = { calm = 1, storm = 2, end = 0 }\n",
        "levels = [\"low\", \"calm\", \"high\"]\nup = 0\ndown = 0.1\n[[events.front.case]]\nif = \"step == 3\"\nup = 0.2\n",
        "levels = [\"low\", \"calm\", \"high\"]\nup = 0\ndown = 0.1\n[[events.front.case]]\nif = \"step == 3\"\noutcomes = { low = 0, calm = 0, high = 1 }\n",
        // An alternative changes what is 0 here, or forces the branch.
        "outcomes = { calm = 1, storm = 2, end = 0 }\n[alternatives.x]\nset = { \"events.front.outcomes.end\" = 1 }\n",
        "outcomes = { calm = 1, storm = 2, end = 0 }\n[alternatives.x]\ndo = { front = \"end\" }\n",
        // Doubt and formulas are not judged.
        "outcomes = { calm = 1, storm = 2, end = \"if(step > 3, 1, 0)\" }\n",
    ] {
        silent(&front(rest));
    }
}

#[test]
fn fixed_formulas_that_no_draw_can_use_are_errors() {
    let war = |formula: &str| {
        format!("[assumptions]\nk = 3\n[events.war]\nprobability = \"{formula}\"\n[questions.q]\nyes = \"ever(war)\"\n")
    };
    timed(
        &war("k / 2"),
        "bad-probability",
        "this formula gives a probability of 1.5",
    );
    timed(&war("0.2 - k"), "bad-probability", "-2.8");
    timed(&war("k / (k - 3)"), "bad-probability", "inf");
    silent(&war("k / 4"));
    silent(&war("if(k > 2, k / 4, k)"));
    let front = "[assumptions]\nk = 3\n[events.front]\noutcomes = { a = \"k - 4\", b = 1 }\n[questions.q]\nyes = \"ever(front == a)\"\n";
    timed(front, "bad-weight", "a weight of -1");
    let factor = "[assumptions]\nk = 3\n[events.front]\noutcomes = { a = 2, b = 1 }\n[[events.front.factor]]\noutcomes = { a = \"k - 4\" }\n[questions.q]\nyes = \"ever(front == a)\"\n";
    timed(factor, "bad-weight", "a weight of -1");
}

#[test]
fn moves_that_a_case_leaves_to_the_base_are_summed() {
    let ladder = |levels: &str, case: &str| {
        format!(
            "[events.l]\nlevels = [{levels}]\ninitial = \"b\"\nup = 0.3\ndown = 0.4\n[[events.l.case]]\nif = \"step > 3\"\n{case}\n[questions.q]\nyes = \"ever(l == a)\"\n"
        )
    };
    let three = "\"a\", \"b\", \"c\"";
    timed(
        &ladder(three, "up = 0.7"),
        "sum-above-one",
        "`up` and `down` sum to 1.1 | 0.7 | 0.4",
    );
    silent(&ladder(three, "up = 0.6"));
    // With two levels one of the moves is always impossible.
    silent(&ladder("\"a\", \"b\"", "up = 0.7"));
}

#[test]
fn factors_of_zero_that_always_act_leave_nothing() {
    let front = |factor: &str| {
        format!(
            "[events.front]\noutcomes = {{ a = 2, b = 1, c = 0 }}\ninitial = \"c\"\n{factor}[questions.q]\nyes = \"ever(front == a)\"\n"
        )
    };
    timed(
        &front("[[events.front.factor]]\noutcomes = { a = 0, b = 0 }\n"),
        "undrawable",
        "leave nothing of a set of weights",
    );
    silent(&front("[[events.front.factor]]\noutcomes = { a = 0 }\n"));
    silent(&front(
        "[[events.front.factor]]\nif = \"step == 3\"\noutcomes = { a = 0, b = 1 }\n",
    ));
}

#[test]
fn starts_that_could_never_be_left_are_errors() {
    let front = |rest: &str| {
        format!("{WAR}[events.front]\noutcomes = {{ a = 1, b = 1 }}\n{rest}[questions.q]\nyes = \"front == b\"\n")
    };
    timed(
        &front("initial = \"a\"\nfinal = [\"a\"]\n"),
        "final-start",
        "`front` begins at `a`, which is final",
    );
    timed(
        &front("when = \"war\"\nidle = \"a\"\nfinal = [\"a\", \"b\"]\n"),
        "final-start",
        "`front` idles on `a`",
    );
    silent(&front("initial = \"a\"\nfinal = [\"b\"]\n"));
    // Where another branch is final too, beginning at one says that the matter is closed.
    finds(
        &format!("{TIME}{}", front("initial = \"a\"\nfinal = [\"a\", \"b\"]\n")),
        &[],
        &[],
    );
    silent("[events.war]\nprobability = 0.1\nfinal = [\"no\", \"yes\"]\n[questions.q]\nyes = \"war\"\n");
}

#[test]
fn what_stands_without_a_word_is_said() {
    let front = |rest: &str| {
        format!("{WAR}[events.front]\noutcomes = {{ a = 1, b = 1 }}\n{rest}[questions.q]\nyes = \"ever(front == b)\"\n")
    };
    timed(
        &front("when = \"war\"\n"),
        "keeps-last",
        "`front` keeps its last value while `war` fails",
    );
    for rest in [
        "when = \"war\"\nidle = \"a\"\n",
        "when = \"war\"\nfinal = [\"b\"]\n",
        "when = \"war\"\ntiming = \"first_chance\"\n",
        "",
    ] {
        silent(&front(rest));
    }
    timed(
        &front("timing = \"first_chance\"\n"),
        "first-chance-without-when",
        "is drawn at step 1",
    );
}

#[test]
fn yearly_figures_that_compete_get_a_note() {
    let troops = |options: &str| {
        format!(
            "[events.t]\ninitial = \"r\"\noutcomes = {options}\nper = \"year\"\n[questions.q]\nyes = \"ever(t == r)\"\n"
        )
    };
    timed(
        &troops("{ r = \"rest\", s = 0.3, u = 0.02 }"),
        "per-several",
        "note[per-several]: each of several figures beside the rest means: if nothing else happened | probabilities of `t` over a period",
    );
    silent(&troops("{ r = \"rest\", s = 0.3 }"));
}
