//! The column engine against closed forms, with fixed seeds. Each test fails by chance with a probability of at most [`RATE`].
use super::chance::Differences;
use super::scenes::{counted, plan, request};
use contingent::engine::{NumberTally, QuestionTally, Tallies};
use contingent::plan::Plan;

const RATE: f64 = 1e-6;

/// A scenario of so many months, with this in it, run.
struct Ran {
    plan: Plan,
    tallies: Tallies,
}

#[track_caller]
fn ran(unit: &str, steps: u32, trials: u64, text: &str) -> Ran {
    let head = format!("contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"{unit}\"\nsteps = {steps}\n");
    let plan = plan(&(head + text));
    let tallies = counted(&plan, &request(3, 0..trials, 2, 2048));
    Ran { plan, tallies }
}

impl Ran {
    /// How often a variable stood at a branch at the end of the last step.
    fn at_end(&self, variable: &str, branch: &str) -> u64 {
        let at = self
            .plan
            .variables
            .iter()
            .position(|v| v.id == variable)
            .expect("it is there");
        let code = self.plan.variables[at]
            .branches
            .iter()
            .position(|b| b == branch)
            .expect("it has the branch");
        self.tallies.variables[at].by_step.last().expect("there is a step")[code]
    }

    fn question(&self, id: &str) -> &QuestionTally {
        let at = self
            .plan
            .questions
            .iter()
            .position(|q| q.id == id)
            .expect("it is asked");
        &self.tallies.questions[at]
    }

    fn yes(&self, id: &str) -> u64 {
        let QuestionTally::Yes { yes, .. } = self.question(id) else {
            panic!("{id} is a yes/no question")
        };
        *yes
    }

    fn first(&self, id: &str) -> &[u64] {
        let QuestionTally::Yes { first, .. } = self.question(id) else {
            panic!("{id} is a yes/no question")
        };
        first
    }

    fn number(&self, id: &str) -> (&NumberTally, &[u64]) {
        let QuestionTally::Number { value, exceeds, .. } = self.question(id) else {
            panic!("{id} is a number")
        };
        (value, exceeds)
    }
}

/// The mean within six of its standard errors (for many trials of a light tail: one in 5e8).
#[track_caller]
fn mean(tally: &NumberTally, expected: f64, sd: f64) {
    let n = tally.moments.count() as f64;
    let found = tally.moments.mean().expect("there are values");
    assert!(
        (found - expected).abs() < 6.0 * sd / n.sqrt(),
        "mean {found}, expected {expected} with a deviation of {sd}"
    );
}

/// Feller (1968), vol. I, XIV.2 and XIV.3: the probability of ruin and the expected length of play, from 4 of 10 with chances of 0.45 to
/// 0.55. What is still played after 300 steps is below 1e-6 of all.
#[test]
fn gamblers_ruin() {
    let levels: Vec<String> = (0..=10).map(|i| format!("\"l{i}\"")).collect();
    let text = format!(
        "[events.purse]\nlevels = [{}]\ninitial = \"l4\"\nfinal = [\"l0\", \"l10\"]\nup = 0.45\ndown = 0.55\n\
         [questions.ruined]\nyes = \"purse == l0\"\n[questions.played]\nnumber = \"count(not (purse in [l0, l10]))\"\nthresholds = [0, 2, 3]\n",
        levels.join(", ")
    );
    let found = ran("day", 300, 60_000, &text);
    let (p, q) = (0.45_f64, 0.55_f64);
    let r = q / p;
    let power = |n: i32| (0..n).fold(1.0, |x, _| x * r);
    let ruin = (power(4) - power(10)) / (1.0 - power(10));
    let length = 4.0 / (q - p) - 10.0 / (q - p) * (1.0 - power(4)) / (1.0 - power(10));
    let mut all = Differences::default();
    all.count(found.yes("ruined"), 60_000, ruin, || "ruin".into());
    all.count(found.at_end("purse", "l10"), 60_000, 1.0 - ruin, || "gain".into());
    // The step that ends play is not counted among those at whose end it goes on. At least four steps are played.
    let (played, beyond) = found.number("played");
    let sd = played.moments.variance().expect("there are values").sqrt();
    mean(played, length - 1.0, sd);
    all.count(beyond[0], 60_000, 1.0, || "played more than one step".into());
    all.count(beyond[2], 60_000, 1.0 - q * q * q * q, || "not ruined at once".into());
    all.settle(RATE);
}

/// A birth-death chain whose rates depend on the level: detailed balance gives its stationary distribution, and powers of its matrix
/// what it is at a step.
#[test]
fn a_birth_death_chain_follows_its_matrix_to_its_balance() {
    let (up, down) = ([0.5, 0.3, 0.2, 0.1, 0.0], [0.0, 0.1, 0.2, 0.4, 0.5]);
    let mut text =
        "[events.size]\nlevels = [\"l0\", \"l1\", \"l2\", \"l3\", \"l4\"]\ninitial = \"l0\"\nup = 0.5\ndown = 0.25\n"
            .to_owned();
    for level in 1..5 {
        text += &format!(
            "[[events.size.case]]\nif = \"prev(size) == l{level}\"\nup = {}\ndown = {}\n",
            if level == 4 { 0.25 } else { up[level] },
            down[level]
        );
    }
    let (steps, trials) = (120, 100_000);
    let found = ran("week", steps as u32, trials, &text);
    let mut at = [1.0, 0.0, 0.0, 0.0, 0.0];
    let mut all = Differences::default();
    for step in 0..steps {
        let mut next = [0.0; 5];
        for i in 0..5 {
            next[i] += at[i] * (1.0 - up[i] - down[i]);
            if i < 4 {
                next[i + 1] += at[i] * up[i];
            }
            if i > 0 {
                next[i - 1] += at[i] * down[i];
            }
        }
        at = next;
        for (level, p) in at.iter().enumerate() {
            let k = found.tallies.variables[0].by_step[step][level];
            all.count(k, trials, *p, || format!("level {level} after {}", step + 1));
        }
    }
    let mut weights = vec![1.0];
    for i in 1..5 {
        weights.push(weights[i - 1] * up[i - 1] / down[i]);
    }
    let total: f64 = weights.iter().sum();
    for (level, weight) in weights.iter().enumerate() {
        assert!((at[level] - weight / total).abs() < 1e-4, "the chain is at its balance");
        all.count(found.at_end("size", &format!("l{level}")), trials, at[level], || {
            format!("level {level} at last")
        });
    }
    all.settle(RATE);
}

/// The first time that a fair walk stands one above its start is 2k - 1 with probability C(k - 1) / 2^(2k - 1), C the Catalan numbers
/// (Feller 1968, III.4); a chance is first met geometrically, and the third time by the negative binomial.
#[test]
fn first_passages() {
    let text = "[events.coin]\noutcomes = { heads = 1, tails = 1 }\n[quantities.walk]\nstart = 0\nnext = \"prev(walk) + if(coin == heads, 1, -1)\"\n\
        [questions.above]\nyes = \"walk > 0\"\n[questions.reached]\nyes = \"ever(walk == 1)\"\n\
        [events.spark]\nprobability = 0.2\n[questions.spark]\nyes = \"spark\"\n[questions.third]\nyes = \"count(spark) >= 3\"\n\
        [events.fire]\nprobability = 0.2\nfinal = [\"yes\"]\n[questions.fire]\nyes = \"fire\"\n";
    let (steps, trials) = (21, 150_000);
    let found = ran("month", steps, trials, text);
    let mut all = Differences::default();
    let mut catalan = 1.0;
    let mut missed = 0.8_f64;
    for step in 1..=steps as usize {
        let half = (0..step).fold(1.0, |x, _| x / 2.0);
        let walk = if step % 2 == 1 { catalan * half } else { 0.0 };
        if step % 2 == 1 {
            let k = step.div_ceil(2) as f64;
            catalan *= 2.0 * (2.0 * k - 1.0) / (k + 1.0);
        }
        for question in ["above", "reached"] {
            all.count(found.first(question)[step - 1], trials, walk, || {
                format!("{question} first at {step}")
            });
        }
        missed /= 0.8;
        for question in ["spark", "fire"] {
            all.count(found.first(question)[step - 1], trials, 0.2 * missed, || {
                format!("{question} first at {step}")
            });
        }
        // The third of them at this step: two among those before it.
        let before = step as f64 - 1.0;
        let pairs = before * (before - 1.0) / 2.0;
        let third = pairs * 0.008 * missed / 0.64;
        all.count(found.first("third")[step - 1], trials, third, || {
            format!("third at {step}")
        });
        missed *= 0.8 * 0.8;
    }
    all.settle(RATE);
}

/// E exp(sZ) = exp(s²/2): means and variances of independent sums add up.
#[test]
fn moments_of_lognormal_sums() {
    let text = "[quantities.loss]\ntiming = \"each_step\"\nvalue = { lognormal = { median = 2, sd_log = 0.5 } }\n\
        [quantities.other]\ntiming = \"each_step\"\nvalue = { lognormal = { median = \"1 + 0 * step\", sd_log = 0.3 } }\n\
        [quantities.total]\nstart = 0\nnext = \"prev(total) + loss + other\"\n[questions.total]\nnumber = \"total\"\n[questions.loss]\nnumber = \"loss\"\n";
    let (steps, trials) = (12, 60_000);
    let found = ran("month", steps, trials, text);
    let moments = |median: f64, s: f64| {
        let (e1, e2) = (libm::exp(s * s / 2.0), libm::expm1(s * s));
        (median * e1, median * median * e1 * e1 * e2)
    };
    let ((a, va), (b, vb)) = (moments(2.0, 0.5), moments(1.0, 0.3));
    let (n, variance) = (f64::from(steps), f64::from(steps) * (va + vb));
    let total = found.number("total").0;
    mean(total, n * (a + b), variance.sqrt());
    mean(found.number("loss").0, a, va.sqrt());
    // A variance of `trials` values is off by its excess of kurtosis: here the sum's is below 1, so one percent is six errors of it.
    let measured = total.moments.variance().expect("there are values");
    assert!(
        (measured / variance - 1.0).abs() < 6.0 * (3.0 / trials as f64).sqrt(),
        "variance {measured}, expected {variance}"
    );
    // Steps are independent: the variance at step t is t times that of one.
    for (t, tally) in found.tallies.quantities[2].by_step.iter().enumerate() {
        let share = (t as f64 + 1.0) * (va + vb);
        let measured = tally.moments.variance().expect("there are values");
        assert!(
            (measured / share - 1.0).abs() < 0.06,
            "variance {measured} at {}, expected {share}",
            t + 1
        );
    }
}

/// Order statistics of k uniforms are Beta(i, k + 1 - i) (David and Nagaraja 2003, 2.1).
#[test]
fn order_statistics_of_uniforms() {
    let mut text = String::new();
    for i in 0..4 {
        text += &format!("[quantities.u{i}]\ntiming = \"once\"\nvalue = {{ uniform = [0, 1] }}\n");
    }
    text += "[questions.least]\nnumber = \"min(u0, u1, u2, u3)\"\nthresholds = [0.05, 0.2, 0.5]\n\
             [questions.most]\nnumber = \"max(u0, u1, u2, u3)\"\nthresholds = [0.5, 0.8, 0.95]\n\
             [questions.middle]\nnumber = \"max(min(u0, u1), min(max(u0, u1), u2))\"\nthresholds = [0.1, 0.5, 0.8]\n";
    let trials = 200_000;
    let found = ran("month", 1, trials, &text);
    let mut all = Differences::default();
    let fourth = |t: f64| t * t * t * t;
    let mut check = |question: &str, thresholds: [f64; 3], beyond: &dyn Fn(f64) -> f64| {
        let counts = found.number(question).1;
        for (t, k) in thresholds.iter().zip(counts) {
            all.count(*k, trials, beyond(*t), || format!("{question} > {t}"));
        }
    };
    check("least", [0.05, 0.2, 0.5], &|t| fourth(1.0 - t));
    check("most", [0.5, 0.8, 0.95], &|t| 1.0 - fourth(t));
    check("middle", [0.1, 0.5, 0.8], &|t| 1.0 - (3.0 * t * t - 2.0 * t * t * t));
    all.settle(RATE);
    mean(found.number("least").0, 0.2, (4.0_f64 / 25.0 / 6.0).sqrt());
    mean(found.number("most").0, 0.8, (4.0_f64 / 25.0 / 6.0).sqrt());
    mean(found.number("middle").0, 0.5, 0.05_f64.sqrt());
}

/// Whatever the step, a year of them gives the yearly figure back.
#[test]
fn a_yearly_probability_comes_back_after_a_year() {
    let text = "[assumptions.risk]\nvalue = 0.37\nper = \"year\"\n\
        [events.a]\nprobability = \"risk\"\nfinal = [\"yes\"]\n\
        [events.b]\nprobability = 0.37\nper = \"year\"\nfinal = [\"yes\"]\n\
        [events.c]\noutcomes = { stays = \"rest\", goes = 0.37 }\nper = \"year\"\nfinal = [\"goes\"]\ninitial = \"stays\"\n\
        [events.d]\nlevels = [\"low\", \"high\"]\nup = 0.37\ndown = 0\ninitial = \"low\"\nper = \"year\"\n\
        [events.e]\noutcomes = [\"no\", \"yes\"]\ncolumns = [\"a\"]\ntable = [[\"*\", \"rest\", 0.37]]\nper = \"year\"\nfinal = [\"yes\"]\n\
        [events.f]\nprobability = 0.9\nper = \"year\"\nfinal = [\"yes\"]\n[[events.f.case]]\nif = \"step > 0\"\nprobability = 0.37\n";
    let trials = 60_000;
    let mut all = Differences::default();
    // A year has 365.25 days, so after 366 of them a little more than a year's chance has been had.
    for (unit, steps, years) in [
        ("month", 12, 1.0),
        ("quarter", 4, 1.0),
        ("year", 1, 1.0),
        ("day", 366, 366.0 / 365.25),
        ("month", 30, 2.5),
    ] {
        let found = ran(unit, steps, if unit == "day" { 10_000 } else { trials }, text);
        let p = -libm::expm1(libm::log1p(-0.37) * years);
        for (id, branch) in [
            ("a", "yes"),
            ("b", "yes"),
            ("c", "goes"),
            ("d", "high"),
            ("e", "yes"),
            ("f", "yes"),
        ] {
            all.count(found.at_end(id, branch), found.tallies.run, p, || {
                format!("{id} after {steps} {unit}s")
            });
        }
    }
    all.settle(RATE);
}
