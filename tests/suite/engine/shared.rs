//! Plans that share what a change does not reach: every tally has the bits of a separate run.
use super::scenes::{counted, lockstep, request, scenes};
use crate::oracle::generate::generate;
use crate::oracle::hard::generate_hard;
use crate::record::support::{ask, prepared, shipped};
use contingent::engine::{NumberTally, PairTally, QuestionTally, Scope, run_shared};
use contingent::plan::Plan;
use contingent::plan::reached::reached;

/// The plan with one of its parameters a little smaller, for some of them.
fn moved(plan: &Plan, most: usize) -> Vec<Plan> {
    let count = plan.parameters.len();
    let every = count.div_ceil(most.max(1)).max(1);
    (0..count)
        .step_by(every)
        .map(|at| {
            let mut other = plan.clone();
            other.parameters[at].value *= 0.9;
            other
        })
        .collect()
}

/// What is counted of a question when it is read.
#[derive(Debug, PartialEq)]
enum Read<'t> {
    Yes(u64),
    Cases(&'t [u64]),
    Number(&'t NumberTally, &'t [u64]),
}

impl Read<'_> {
    fn of(tally: &QuestionTally) -> Read<'_> {
        match tally {
            QuestionTally::Yes { yes, .. } => Read::Yes(*yes),
            QuestionTally::Cases { answers, .. } => Read::Cases(answers),
            QuestionTally::Number { value, exceeds, .. } => Read::Number(value, exceeds),
        }
    }
}

/// Runs all plans apart and together; how many of the variables were reached in all, and how many there were.
#[track_caller]
fn agree(plans: &[&Plan], seed: u64, trials: u64, name: &str) -> (usize, usize) {
    let alone = |plan: &Plan| counted(plan, &request(seed, 100..trials, 1, 1024));
    let pairs: Vec<(usize, usize)> = (1..plans.len()).flat_map(|at| [(0, at), (at - 1, at)]).collect();
    for (scope, threads, batch) in [
        (Scope::Everything, 1, 1024),
        (Scope::Questions, 2, 512),
        (Scope::Answers, 2, 1024),
    ] {
        let asked = request(seed, 100..trials, threads, batch);
        let together =
            run_shared(plans, &pairs, scope, &asked, &()).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        assert_eq!(together.finished, trials - 100);
        for (at, plan) in plans.iter().enumerate() {
            let (one, other) = (alone(plan), &together.tallies[at]);
            assert_eq!(
                (one.run, one.kept, one.forced),
                (other.run, other.kept, other.forced),
                "{name}: plan {at}"
            );
            match scope {
                Scope::Answers => {
                    let read: Vec<Read> = one.questions.iter().map(Read::of).collect();
                    let found: Vec<Read> = other.questions.iter().map(Read::of).collect();
                    assert!(read == found, "{name}: answers of plan {at}: {read:?} and {found:?}");
                }
                _ => assert!(one.questions == other.questions, "{name}: questions of plan {at}"),
            }
            if scope == Scope::Everything {
                assert!(one.variables == other.variables, "{name}: variables of plan {at}");
                assert!(one.quantities == other.quantities, "{name}: quantities of plan {at}");
            }
        }
        for ((a, b), found) in pairs.iter().zip(&together.pairs) {
            let apart = lockstep(&[plans[*a], plans[*b]], &asked).unwrap_or_else(|problem| panic!("{problem:?}"));
            let expected = &apart.pairs[0];
            assert_eq!(found.kept, expected.kept, "{name}: {a} and {b}");
            for (id, tally) in &expected.questions {
                if matches!(tally, PairTally::Answers(_)) {
                    let mine = found.questions.iter().find(|(other, _)| other == id);
                    assert!(
                        mine.is_some_and(|(_, mine)| mine == tally),
                        "{name}: `{id}` in {a} and {b}"
                    );
                }
            }
        }
    }
    let reached = plans[1..].iter().filter_map(|plan| reached(plans[0], plan));
    let counts = reached.map(|reached| {
        let marked = reached.variables.iter().filter(|reached| **reached).count();
        (marked, reached.variables.len())
    });
    counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[test]
fn random_scenarios_with_one_value_moved_count_as_separate_runs() {
    let hard = (0..4).map(|seed| (seed, generate_hard(seed)));
    let plain = [12, 66, 164, 350, 7, 31].map(|seed| (seed, generate(seed)));
    let (mut reached, mut all) = (0, 0);
    for (seed, text) in hard.chain(plain) {
        let scenes = scenes(&text);
        let others = moved(&scenes[0].plan, 6);
        let plans: Vec<&Plan> = scenes.iter().map(|scene| &scene.plan).chain(&others).collect();
        let (one, some) = agree(&plans, seed, 3_300, &format!("seed {seed}\n{text}"));
        (reached, all) = (reached + one, all + some);
    }
    // Something is shared, and something is not: otherwise this shows nothing.
    assert!(reached > 0 && reached < all, "{reached} of {all}");
}

#[test]
fn shipped_scenarios_with_one_value_moved_count_as_separate_runs() {
    let (texts, paths) = shipped();
    let (mut reached, mut all) = (0, 0);
    for path in paths {
        let base = prepared(&texts, &ask(&path));
        let mut others = moved(&base.plan, 5);
        for alternative in base.model.alternatives.iter().take(3) {
            let with = contingent::study::Ask {
                alternative: Some(alternative.name.id.clone()),
                ..ask(&path)
            };
            others.push(prepared(&texts, &with).plan);
        }
        let plans: Vec<&Plan> = std::iter::once(&base.plan).chain(&others).collect();
        let (one, some) = agree(&plans, 1, 1_700, &path);
        (reached, all) = (reached + one, all + some);
    }
    assert!(reached > 0 && reached < all, "{reached} of {all}");
}

const CHAIN: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 4
[assumptions.push]
value = 0.3
[events.first]
probability = "push"
[events.second]
probability = 0.2
[[events.second.factor]]
if = "prev(first)"
odds = 3
[events.third]
probability = 0.1
[[events.third.factor]]
if = "ever(second)"
odds = 3
[events.apart]
probability = 0.5
[quantities.cost]
start = 0
next = "prev(cost) + if(second, 1, 0)"
[questions.near]
yes = "third"
[questions.far]
yes = "apart"
[questions.much]
number = "cost"
"#;

#[test]
fn a_change_reaches_what_reads_it_at_any_time_and_nothing_else() {
    let plan = super::scenes::plan(CHAIN);
    let mark = |text: &str| {
        let other = super::scenes::plan(text);
        let found = reached(&plan, &other).expect("the same elements");
        let names = |list: &[bool], ids: Vec<&str>| -> Vec<String> {
            let marked = ids.iter().zip(list).filter(|(_, marked)| **marked);
            marked.map(|(id, _)| (*id).to_owned()).collect()
        };
        let mut all = names(
            &found.variables,
            plan.variables.iter().map(|one| one.id.as_str()).collect(),
        );
        all.extend(names(
            &found.quantities,
            plan.quantities.iter().map(|one| one.id.as_str()).collect(),
        ));
        all.extend(names(
            &found.questions,
            plan.questions.iter().map(|one| one.id.as_str()).collect(),
        ));
        all.join(" ")
    };
    assert_eq!(mark(CHAIN), "");
    assert_eq!(
        mark(&CHAIN.replace("value = 0.3", "value = 0.4")),
        "first second third cost near much"
    );
    assert_eq!(
        mark(&CHAIN.replace("probability = 0.2", "probability = 0.3")),
        "second third cost near much"
    );
    assert_eq!(
        mark(&CHAIN.replace("probability = 0.5", "probability = 0.3")),
        "apart far"
    );
    assert_eq!(
        mark(&CHAIN.replace("\"prev(first)\"", "\"first\"")),
        "second third cost near much"
    );
    assert_eq!(
        mark(&CHAIN.replace("if(second, 1, 0)", "if(second, 2, 0)")),
        "cost much"
    );
    assert_eq!(mark(&CHAIN.replace("yes = \"apart\"", "yes = \"not apart\"")), "far");
    // Another horizon is another plan.
    assert!(reached(&plan, &super::scenes::plan(&CHAIN.replace("steps = 4", "steps = 5"))).is_none());
}

#[test]
fn the_plan_to_blame_is_named_and_memory_is_asked_for() {
    let base = super::scenes::plan(CHAIN);
    let bad = super::scenes::plan(&CHAIN.replace("yes = \"third\"", "yes = \"0 / count(third) > 0\""));
    let asked = request(1, 0..5_000, 2, 512);
    let stopped = run_shared(&[&base, &base, &bad], &[], Scope::Questions, &asked, &()).expect_err("0 / 0 is met");
    assert_eq!(stopped.plan, 2, "{stopped:?}");
    // Where answers alone are counted, what stands before the question is read ends the run too.
    for (asks, bad) in [
        ("yes = \"third\"", "yes = \"0 / (step - 2) > 0\""),
        ("number = \"cost\"", "number = \"1 / (step - 2)\""),
    ] {
        let bad = super::scenes::plan(&CHAIN.replace(asks, bad));
        let stopped = run_shared(&[&base, &bad], &[], Scope::Answers, &asked, &()).expect_err("a division by 0 is met");
        assert_eq!(stopped.plan, 1, "{stopped:?}");
    }
    let small = contingent::engine::Request { memory: 1000, ..asked };
    let stopped = run_shared(&[&base, &base], &[], Scope::Questions, &small, &()).expect_err("too little memory");
    assert!(matches!(
        stopped.interruption,
        contingent::engine::Interruption::Memory { .. }
    ));
}
