//! Joint counts against an enumeration by hand: drivers, flows and counts along the trials.
use super::scenes::{columns, counted, plan, request};
use contingent::engine::glance;
use contingent::engine::joint::{checkpoint, segment_of};
use contingent::engine::reference::count;
use contingent::plan::Plan;
use contingent::plan::joint::{Among, EXPOSURES, exposure};
use std::collections::BTreeMap;

const CRISIS: &str = r#"
contingent = 1
time = { start = 2022-10-01, step = "month", steps = 3 }
[events.rift]
timing = "once"
probability = 0.4
[events.pressure]
initial = "unknown"
outcomes = { low = 0.8, high = 0.2, unknown = 0 }
[[events.pressure.case]]
if = "rift"
outcomes = { low = 0.5, high = 0.5, unknown = 0 }
[events.crisis]
probability = 0.1
[[events.crisis.case]]
if = "pressure == high"
probability = 0.35
[events.echo]
probability = 0
[[events.echo.case]]
if = "ever(prev(crisis))"
probability = 1
[questions.broke]
yes = "ever(crisis)"
[[questions.often.case]]
id = "never"
if = "count(crisis) == 0"
[[questions.often.case]]
id = "once"
if = "count(crisis) == 1"
"#;

/// One path: whether there is a rift, and for each step whether pressure is high and whether there is a crisis.
struct Path {
    p: f64,
    rift: bool,
    steps: Vec<(bool, bool)>,
}

fn paths() -> Vec<Path> {
    let mut list = Vec::new();
    for rift in [false, true] {
        let p = if rift { 0.4 } else { 0.6 };
        list.push(Path {
            p,
            rift,
            steps: Vec::new(),
        });
    }
    for _ in 0..3 {
        let mut longer = Vec::new();
        for path in list {
            for (high, crisis) in [(false, false), (false, true), (true, false), (true, true)] {
                let p_high = if path.rift { 0.5 } else { 0.2 };
                let p_crisis = if high { 0.35 } else { 0.1 };
                let p =
                    path.p * if high { p_high } else { 1.0 - p_high } * if crisis { p_crisis } else { 1.0 - p_crisis };
                let mut steps = path.steps.clone();
                steps.push((high, crisis));
                longer.push(Path {
                    p,
                    rift: path.rift,
                    steps,
                });
            }
        }
        list = longer;
    }
    list
}

impl Path {
    fn crises(&self, by: usize) -> usize {
        self.steps[..by].iter().filter(|(_, crisis)| *crisis).count()
    }

    /// The answer to `often` at the end of a step: never, once, more.
    fn often(&self, step: usize) -> usize {
        self.crises(step).min(2)
    }

    /// Whether branch `branch` of a variable held at the end of some step up to this one.
    fn held(&self, variable: &str, branch: &str, until: usize) -> bool {
        (1..=until).any(|step| match (variable, branch) {
            ("rift", "yes") => self.rift,
            ("rift", "no") => !self.rift,
            ("pressure", "high") => self.steps[step - 1].0,
            ("pressure", "low") => !self.steps[step - 1].0,
            ("crisis", "yes") => self.steps[step - 1].1,
            ("crisis", "no") => !self.steps[step - 1].1,
            // An echo follows from the step after the first crisis on.
            ("echo", "yes") => self.crises(step - 1) > 0,
            ("echo", "no") => self.crises(step - 1) == 0,
            _ => false,
        })
    }
}

const TRIALS: u64 = 200_000;

/// Five standard errors; what cannot be, or must be, is exact.
#[track_caller]
fn near(k: u64, n: u64, p: f64) {
    let (expected, n) = (p * n as f64, n as f64);
    let far = 5.0 * (n * p * (1.0 - p).max(0.0)).sqrt();
    assert!(
        (k as f64 - expected).abs() <= far + 1e-6 * n.sqrt(),
        "{k} of {n}, expected {expected}"
    );
}

fn at(plan: &Plan, id: &str) -> usize {
    plan.questions
        .iter()
        .position(|question| question.id == id)
        .expect("it is asked")
}

#[test]
fn drivers_are_those_of_the_enumeration() {
    let plan = plan(CRISIS);
    let tallies = columns(&plan, 3, 0..TRIALS, 4096);
    let paths = paths();
    let mut checked = 0;
    let mut exposed = 0;
    for (driver, contrast) in tallies.joint.drivers.iter().zip(&plan.joint.drivers) {
        let often = driver.of.question == at(&plan, "often");
        for (separation, exposure) in driver.answers.iter().zip(&contrast.exposure) {
            let place = separation.answer;
            exposed += usize::from(!exposure.is_empty());
            let answer = |path: &Path, step: usize| {
                if often {
                    path.often(step)
                } else {
                    path.crises(step).min(1)
                }
            };
            let has = |path: &Path| answer(path, 3) == place;
            let came = |path: &Path| {
                let first = (1..=3).find(|step| answer(path, *step) == place);
                first.expect("it has the answer at the end")
            };
            // How many of the steps up to which trials without the answer are looked at are this one.
            let looked = |step: usize| match exposure.len() {
                0 => f64::from(u8::from(step == 3)),
                all => exposure.iter().filter(|until| **until == step as u32).count() as f64 / all as f64,
            };
            let share =
                |what: &dyn Fn(&Path) -> bool| paths.iter().filter(|path| what(path)).map(|path| path.p).sum::<f64>();
            near(separation.with, TRIALS, share(&has));
            assert_eq!(separation.with + separation.without, TRIALS);
            for (id, held) in driver.of.variables.iter().zip(&separation.held) {
                let variable = &plan.variables[id.0 as usize];
                for (branch, [without, with]) in variable.branches.iter().zip(held) {
                    let holds = |path: &Path, until: usize| path.held(&variable.id, branch, until);
                    near(*with, TRIALS, share(&|path| has(path) && holds(path, came(path))));
                    let up_to = |step: usize| share(&|path| !has(path) && holds(path, step)) * looked(step);
                    near(*without, TRIALS, (1..=3).map(up_to).sum());
                    checked += 1;
                }
            }
        }
    }
    // Nine branches with yes and with each of three answers.
    assert_eq!(checked, 36);
    assert_eq!(exposed, 3, "of four answers one looks at trials without it to the end");
    // What follows the answer is none of its drivers, and what stood before step 1 alone held at no step.
    let broke = &tallies.joint.drivers[at(&plan, "broke")].answers[0];
    let held = |variable: &str, branch: &str| {
        let place = plan
            .variables
            .iter()
            .position(|one| one.id == variable)
            .expect("it is a variable");
        let code = plan.variables[place]
            .branches
            .iter()
            .position(|one| one == branch)
            .expect("a branch");
        broke.held[place][code]
    };
    assert_eq!(held("echo", "yes"), [0, 0]);
    assert_eq!(held("pressure", "unknown"), [0, 0]);
    assert_eq!(held("crisis", "yes"), [0, broke.with]);
}

#[test]
fn steps_up_to_which_trials_are_looked_at_are_spread_as_those_that_came() {
    let came: Vec<u32> = (0..1_000).map(|trial| if trial % 4 == 0 { 1 } else { 3 }).collect();
    let steps = exposure(came);
    assert_eq!(steps.len(), EXPOSURES);
    assert_eq!(steps.iter().filter(|step| **step == 1).count(), EXPOSURES / 4);
    assert_eq!(exposure(vec![7]), vec![7; EXPOSURES]);
    assert_eq!(exposure(Vec::new()), Vec::<u32>::new());
}

/// Two things that have nothing to do with each other, both of which come sooner or later: neither sets the trials of the other apart.
#[test]
fn what_comes_anyway_is_no_driver() {
    let mut plan = plan(
        "contingent = 1
time = { start = 2022-10-01, step = \"month\", steps = 24 }
[events.strike]
probability = 0.08
[events.frost]
probability = 0.12
[questions.strike]
yes = \"ever(strike)\"
",
    );
    let asked: Vec<Among> = plan.joint.drivers.iter().map(|one| one.of.clone()).collect();
    let shares = |plan: &Plan| {
        let found = columns(plan, 11, 0..TRIALS, 4096);
        let strike = &found.joint.drivers[0].answers[0];
        let [without, with] = strike.held[1][usize::from(plan.variables[1].branches[1] == "yes")];
        (with as f64 / strike.with as f64, without as f64 / strike.without as f64)
    };
    let glance = glance(&plan, &request(11, 0..32_768, 1, 4096), &asked).unwrap_or_else(|fault| panic!("{fault:?}"));
    plan.joint.drivers[0].exposure = glance[0].came.iter().map(|came| exposure(came.clone())).collect();
    let (with, without) = shares(&plan);
    assert!((with - without).abs() < 0.01, "{with} {without}");
    // Looked at to the end, those without would seem to have been kept from it.
    plan.joint.drivers[0].exposure.clear();
    let (with, without) = shares(&plan);
    assert!(without - with > 0.2, "{with} {without}");
}

#[test]
fn flows_are_those_of_the_enumeration() {
    let plan = plan(CRISIS);
    let tallies = columns(&plan, 4, 0..TRIALS, 4096);
    let flow = &tallies.joint.flows[at(&plan, "often")];
    let mut expected: BTreeMap<Vec<String>, f64> = BTreeMap::new();
    for path in paths() {
        let truth = |held: bool| if held { "yes" } else { "no" }.to_owned();
        let (high, crisis) = path.steps[2];
        let pressure = if high { "high" } else { "low" }.to_owned();
        let way = vec![truth(path.rift), pressure, truth(crisis), path.often(3).to_string()];
        *expected.entry(way).or_default() += path.p;
    }
    let named = |way: &Vec<u8>| -> Vec<String> {
        let states = flow.of.variables.iter().zip(way);
        let states = states.map(|(id, code)| plan.variables[id.0 as usize].branches[usize::from(*code)].clone());
        states.chain([way[way.len() - 1].to_string()]).collect()
    };
    let stages: Vec<&str> = flow
        .of
        .variables
        .iter()
        .map(|id| plan.variables[id.0 as usize].id.as_str())
        .collect();
    assert_eq!(stages, ["rift", "pressure", "crisis"]);
    let found: BTreeMap<Vec<String>, u64> = flow.ways.iter().map(|(way, k)| (named(way), *k)).collect();
    assert_eq!(found.values().sum::<u64>(), TRIALS);
    assert_eq!(found.len(), expected.len());
    for (way, p) in expected {
        near(found[&way], TRIALS, p);
    }
}

#[test]
fn counts_along_the_trials_are_those_of_the_first_trials() {
    let plan = plan(CRISIS);
    let tallies = counted(&plan, &request(5, 0..3_000, 2, 512));
    let segments = &tallies.joint.segments;
    assert_eq!(segments.len(), segment_of(2_999) + 1);
    for place in [0, 4, 10, segments.len() - 1] {
        let trials = checkpoint(place).min(3_000);
        let first = count(&plan, 5, 0..trials).unwrap_or_else(|fault| panic!("{fault:?}"));
        for (question, tally) in first.questions.iter().enumerate() {
            let sum = |answer: usize| {
                segments[..=place]
                    .iter()
                    .map(|one| one.answers[question][answer])
                    .sum::<u64>()
            };
            match tally {
                contingent::engine::QuestionTally::Yes { yes, .. } => {
                    assert_eq!((sum(1), sum(0)), (*yes, trials - yes))
                }
                contingent::engine::QuestionTally::Cases { answers, .. } => {
                    assert_eq!((0..3).map(sum).collect::<Vec<_>>(), *answers);
                }
                contingent::engine::QuestionTally::Number { .. } => {}
            }
        }
    }
    assert_eq!(checkpoint(0), 100);
    assert_eq!((checkpoint(10), checkpoint(40)), (1_000, 1_000_000));
    assert_eq!((segment_of(99), segment_of(100)), (0, 1));
}

/// More steps than a byte counts.
#[test]
fn many_steps_are_counted_alike() {
    let text = CRISIS
        .replace("\"month\", steps = 3", "\"day\", steps = 300")
        .replace("0.35", "0.005")
        .replace("0.1\n", "0.001\n");
    let plan = plan(&text);
    assert_eq!(plan.steps, 300);
    let expected = count(&plan, 6, 100..700).unwrap_or_else(|fault| panic!("{fault:?}"));
    let found = columns(&plan, 6, 100..700, 512);
    assert!(found.joint == expected.joint && found == expected);
    let broke = &found.joint.drivers[0].answers[0];
    assert!(
        broke.with > 50 && broke.without > 50,
        "{} {}",
        broke.with,
        broke.without
    );
}
