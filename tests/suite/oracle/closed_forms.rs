//! The oracle against closed forms, so that it can be trusted with everything else.
use super::exact::{Exact, share};
use super::{Options, enumerate};

#[track_caller]
fn exact(text: &str) -> Exact {
    under(text, &Options::default())
}

#[track_caller]
fn under(text: &str, options: &Options) -> Exact {
    match enumerate(text, options) {
        Ok(exact) => exact,
        Err(problem) => panic!("{problem}\n{text}"),
    }
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

fn months(steps: usize) -> String {
    format!("contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = {steps}\n")
}

#[test]
fn gamblers_ruin_follows_its_transition_matrix() {
    let text = months(6)
        + r#"
[events.purse]
levels = ["broke", "one", "two", "three", "rich"]
initial = "two"
final = ["broke", "rich"]
up = 0.4
down = 0.6
[questions.ruined]
yes = "purse == broke"
"#;
    let found = exact(&text);
    let mut at = [0.0, 0.0, 1.0, 0.0, 0.0];
    for step in 1..=6 {
        let mut next = [at[0], 0.0, 0.0, 0.0, at[4]];
        for i in 1..4 {
            next[i + 1] += 0.4 * at[i];
            next[i - 1] += 0.6 * at[i];
        }
        at = next;
        near(share(&found.questions["ruined"].by_step[step], "yes"), at[0]);
    }
    near(found.questions["ruined"].answers["yes"], at[0]);
    // Two steps ruin with 0.36; each detour of two steps back to the middle has 0.48.
    near(at[0], 0.36 * (1.0 + 0.48 + 0.48 * 0.48));
}

#[test]
fn a_two_state_chain_has_the_powers_of_its_matrix() {
    let text = months(8)
        + r#"
[events.front]
outcomes = ["calm", "storm"]
initial = "calm"
columns = ["prev(front)"]
table = [["calm", 0.9, 0.1], ["storm", 0.3, 0.7]]
[questions.storm]
yes = "front == storm"
"#;
    let found = exact(&text);
    for n in 0..=8 {
        let expected = 0.25 * (1.0 - 0.6_f64.powi(n));
        near(share(&found.variables["front"][n as usize], "storm"), expected);
    }
}

#[test]
fn a_first_passage_is_geometric() {
    let text = months(7)
        + "[events.spark]\nprobability = 0.3\n[questions.seen]\nyes = \"ever(spark)\"\n\
           [questions.last]\nyes = \"spark\"\n[questions.since]\nyes = \"steps_since(spark) == 2\"\n";
    let found = exact(&text);
    for question in ["seen", "last"] {
        let first = &found.questions[question].first_step;
        for k in 1..=7 {
            near(first[&k.to_string()], 0.3 * 0.7_f64.powi(k - 1));
        }
        near(first["never"], 0.7_f64.powi(7));
    }
    near(found.questions["since"].answers["yes"], 0.3 * 0.49);
    near(found.questions["last"].answers["yes"], 0.3);
}

#[test]
fn a_yearly_probability_comes_back_after_a_year() {
    for (unit, steps) in [("month", 12), ("quarter", 4), ("year", 1)] {
        let text = format!(
            "contingent = 1\n[time]\nstart = 2022-01-31\nstep = \"{unit}\"\nsteps = {steps}\n\
             [assumptions.risk]\nvalue = 0.37\nper = \"year\"\n\
             [events.a]\nprobability = \"risk\"\nfinal = [\"yes\"]\n\
             [events.b]\nprobability = 0.37\nper = \"year\"\nfinal = [\"yes\"]\n\
             [questions.a]\nyes = \"a\"\n[questions.b]\nyes = \"b\"\n"
        );
        let text_of = |id: &str| text.replace(if id == "a" { "[events.b]" } else { "[events.a]" }, "[events.z]");
        for id in ["a", "b"] {
            let alone = text_of(id).replace(if id == "a" { "yes = \"b\"" } else { "yes = \"a\"" }, "yes = \"z\"");
            near(exact(&alone).questions[id].answers["yes"], 0.37);
        }
    }
}

#[test]
fn a_count_of_independent_draws_is_binomial() {
    let text = months(6)
        + "[events.hit]\nprobability = 0.2\n[questions.hits]\nnumber = \"count(hit)\"\nthresholds = [1, 2.5]\n";
    let hits = &exact(&text).questions["hits"];
    let choose = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];
    for (k, (value, p)) in hits.values.iter().enumerate() {
        near(*value, k as f64);
        near(*p, choose[k] * 0.2_f64.powi(k as i32) * 0.8_f64.powi(6 - k as i32));
    }
    assert_eq!(hits.values.len(), 7);
    near(hits.mean, 1.2);
    near(hits.exceeds["1"], 1.0 - 0.8_f64.powi(6) - 6.0 * 0.2 * 0.8_f64.powi(5));
    near(hits.exceeds["2.5"], hits.values[3..].iter().map(|v| v.1).sum());
}

#[test]
fn a_factor_multiplies_odds_and_given_is_bayes() {
    let text = "contingent = 1\n[events.cause]\nprobability = 0.1\n\
        [events.effect]\nprobability = 0.2\n[[events.effect.factor]]\nif = \"cause\"\nodds = 6\n\
        [questions.cause]\nyes = \"cause\"\n[questions.effect]\nyes = \"effect\"\n\
        [alternatives.seen]\ngiven = \"question:effect\"\n\
        [alternatives.made]\ndo = { cause = true }\n[alternatives.forced]\ndo = { effect = true }\n";
    // Odds of 1 to 4 times 6 are 3 to 2.
    let found = exact(text);
    let effect = 0.1 * 0.6 + 0.9 * 0.2;
    near(found.questions["effect"].answers["yes"], effect);
    let named = |name: &str| {
        under(
            text,
            &Options {
                alternative: Some(name.into()),
                ..Options::default()
            },
        )
    };
    let seen = named("seen");
    near(seen.given, effect);
    near(seen.questions["cause"].answers["yes"], 0.06 / effect);
    near(named("made").questions["effect"].answers["yes"], 0.6);
    near(named("made").replaced, 1.0);
    near(named("forced").questions["cause"].answers["yes"], 0.1);
}

#[test]
fn what_a_single_trial_remembers_is_read_from_its_history() {
    let text = months(4)
        + r#"
[events.one]
initial = "a"
outcomes = { a = 0, b = 1 }
[[events.one.case]]
if = "step >= 3"
outcomes = { a = 1, b = 0 }
[events.late]
timing = "first_chance"
when = "prev(one, 2) == b"
outcomes = { x = 1, y = 0 }
[questions.undrawn]
yes = "late != x"
[questions.drawn]
yes = "drawn(late) and not prev(drawn(late))"
[questions.was]
yes = "prev(prev(one)) == b"
[questions.counted]
number = "count(one == b) + if(steps_since(one == b) == 2, 10, 0)"
[questions.day]
yes = "at(2022-12-15) or after(2023-01-01)"
"#;
    let found = exact(&text);
    let yes = |question: &str| -> Vec<f64> {
        let by_step = &found.questions[question].by_step;
        by_step.iter().map(|s| share(s, "yes")).collect()
    };
    // `one` runs a | b b a a, so two steps back it is b at steps 3 and 4.
    assert_eq!(yes("undrawn"), [1.0, 1.0, 1.0, 0.0, 0.0]);
    assert_eq!(yes("drawn"), [0.0, 0.0, 0.0, 1.0, 0.0]);
    assert_eq!(yes("was"), [0.0, 0.0, 0.0, 1.0, 1.0]);
    assert_eq!(yes("day"), [0.0, 0.0, 0.0, 1.0, 1.0]);
    assert_eq!(found.questions["counted"].values, [(12.0, 1.0)]);
    assert_eq!(found.paths, 1);
}
