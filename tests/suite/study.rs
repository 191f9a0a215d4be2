//! Studies: preparing, running until precise, expectations, effective rates, the search for a trial.

mod sweep;

use contingent::draw::Key;
use contingent::engine::reference::{answer, run_trial};
use contingent::engine::sampler::Samplers;
use contingent::source::{Diagnostics, render_short};
use contingent::study::expectations::{Verdict, examine};
use contingent::study::rates::rates;
use contingent::study::story::{first_kept, tell};
use contingent::study::{Ask, Prepared, Sampling, Until, prepare, sample};

use crate::record::support::{Texts, ask, prepared};

const RATES: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 12
[assumptions.often]
value = 0.2
[events.quake]
probability = 0.1
per = "year"
[events.tremor]
probability = 0.1
per = "year"
[[events.tremor.factor]]
odds = 3
[events.mood]
levels = ["low", "high"]
initial = "low"
up = 0.25
down = 0.125
[choices.side]
options = { left = 0.4, right = 0.04 }
rest = "same"
initial = "left"
per = "year"
[questions.shaken]
yes = "ever(quake)"
[questions.high]
yes = "mood == high"
[questions.count]
number = "count(quake)"
[alternatives.calm]
set = { "events.quake.probability" = 0.01 }
[alternatives.up]
do = { mood = "high" }
[alternatives.still]
do = { tremor = false }
[[expectations]]
says = "calm lowers shaken"
[[expectations]]
says = "calm raises shaken"
[[expectations]]
says = "up raises high"
[[expectations]]
says = "still raises shaken"
[[expectations]]
says = "calm lowers count"
[[expectations]]
says = "shaken < 0.2"
"#;

#[test]
fn effective_rates_are_those_that_applied() {
    let scenario = prepared(&Texts::one(RATES), &ask("test.toml"));
    let found = rates(&scenario.model, &scenario.plan, 1).unwrap();
    let of = |variable: &str, branch: &str| {
        let one = found.iter().find(|one| one.variable == variable).unwrap();
        one.branches.iter().find(|rate| rate.branch == branch).unwrap().clone()
    };
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let month = 1.0 - contingent::math::pow(0.9, 1.0 / 12.0);
    let quake = of("quake", "yes");
    assert!(near(quake.base.unwrap(), month) && quake.applied.unwrap().iter().all(|p| near(*p, month)));
    assert!(quake.yearly.unwrap().iter().all(|p| near(*p, 0.1)));
    // Three times the odds of the month.
    let odds = 3.0 * month / (1.0 - month);
    assert!(near(of("tremor", "yes").applied.unwrap()[1], odds / (1.0 + odds)));
    assert!(near(of("tremor", "yes").base.unwrap(), month));
    // The lower level cannot fall, and the upper, where two in three trials stand, cannot rise.
    assert_eq!(of("mood", "up").applied.unwrap(), [0.0, 0.0, 0.25]);
    assert_eq!(of("mood", "down").base, Some(0.125));
    assert_eq!(of("mood", "stay").yearly, None);
    // Of those that stand elsewhere: what is left is no rate.
    let right = 1.0 - contingent::math::pow(0.96, 1.0 / 12.0);
    assert!(of("side", "right").applied.unwrap().iter().all(|p| near(*p, right)));
    let draws = found.iter().find(|one| one.variable == "quake").unwrap().draws;
    assert_eq!(draws, 2_000 * 12);
}

#[track_caller]
fn examined(scenario: &Prepared, sampling: &Sampling) -> Vec<(String, Verdict, String)> {
    let mut findings = Diagnostics::default();
    let list = examine(
        &Texts::one(RATES),
        &ask("test.toml"),
        scenario,
        sampling,
        &(),
        &mut findings,
    )
    .unwrap();
    assert!(
        findings.is_empty(),
        "{}",
        render_short(&scenario.document.sources, &findings)
    );
    list.into_iter().map(|one| (one.says, one.verdict, one.found)).collect()
}

#[test]
fn expectations_hold_fail_or_stay_open_however_little_memory_there_is() {
    let scenario = prepared(&Texts::one(RATES), &ask("test.toml"));
    let sampling = Sampling {
        until: Until::Trials(20_000),
        threads: Some(1),
        ..Sampling::default()
    };
    let found = examined(&scenario, &sampling);
    let verdicts: Vec<Verdict> = found.iter().map(|(_, verdict, _)| *verdict).collect();
    use Verdict::{Fails, Holds};
    // A tremor has no part in quakes: no trial differs, so what was expected is not so.
    assert_eq!(verdicts, [Holds, Fails, Holds, Fails, Holds, Holds]);
    assert_eq!(found[3].2, "0: no trial differs");
    assert!(found[0].2.starts_with('−') && found[2].2.starts_with('+'), "{found:?}");
    // Room for two plans at a time, not for four.
    let tight = (1..2_000).map(|step| step * 500_000).find(|memory| {
        let request = Sampling {
            memory: *memory,
            ..sampling
        }
        .request(0..1);
        contingent::engine::run(&[&scenario.plan, &scenario.plan], &request, &()).is_ok()
    });
    let tight = Sampling {
        memory: tight.unwrap(),
        ..sampling
    };
    let all = [&scenario.plan, &scenario.plan, &scenario.plan, &scenario.plan];
    assert!(contingent::engine::run(&all, &tight.request(0..1), &()).is_err());
    assert_eq!(examined(&scenario, &tight), found);
}

#[test]
fn an_alternative_is_what_it_sets_forces_and_gives() {
    let texts = Texts::one(RATES);
    let named = prepared(
        &texts,
        &Ask {
            alternative: Some("calm".into()),
            ..ask("test.toml")
        },
    );
    let set = prepared(
        &texts,
        &Ask {
            set: vec!["events.quake.probability=0.01".into()],
            ..ask("test.toml")
        },
    );
    let sampling = Sampling {
        until: Until::Trials(3_000),
        ..Sampling::default()
    };
    let tallies = |one: &Prepared| sample(&one.model, &one.plan, &sampling, &()).unwrap().tallies;
    assert_eq!(tallies(&named), tallies(&set));
    assert_ne!(tallies(&named), tallies(&prepared(&texts, &ask("test.toml"))));
    assert_eq!(
        named.asked.set.get("events.quake.probability").map(String::as_str),
        Some("0.01")
    );
    let mut findings = Diagnostics::default();
    let wrong = Ask {
        alternative: Some("clam".into()),
        ..ask("test.toml")
    };
    assert!(prepare(&texts, &wrong, &mut findings).is_err());
    assert!(
        findings
            .iter()
            .any(|one| one.help.iter().any(|help| help.contains("`calm`")))
    );
}

#[test]
fn looks_add_up_to_one_run() {
    let scenario = prepared(&Texts::one(RATES), &ask("test.toml"));
    let until = |until| {
        sample(
            &scenario.model,
            &scenario.plan,
            &Sampling {
                until,
                ..Sampling::default()
            },
            &(),
        )
        .unwrap()
    };
    let precise = until(Until::Precision(0.4));
    assert!(precise.tallies.run > 10_000 && precise.confidence > 0.95);
    assert_eq!(precise.tallies, until(Until::Trials(precise.tallies.run)).tallies);
}

#[test]
fn the_first_trial_that_fits_is_the_first() {
    let texts = Texts::one(RATES);
    let given = Ask {
        given: vec!["count(quake) >= 3".into()],
        ..ask("test.toml")
    };
    let (scenario, plain) = (prepared(&texts, &given), prepared(&texts, &ask("test.toml")));
    let found = first_kept(&scenario.plan, &Sampling::default(), 1_000_000, &())
        .unwrap()
        .unwrap();
    let (key, samplers) = (Key::new(1), Samplers::new(&plain.plan));
    let count = plain
        .plan
        .questions
        .iter()
        .find(|question| question.id == "count")
        .unwrap();
    let fits = |number: u64| {
        let trial = run_trial(&plain.plan, &samplers, &key, number, &mut ()).unwrap();
        answer(&plain.plan, count, &trial.history, count.by)
            == contingent::engine::reference::count::Answer::Number(3.0)
    };
    assert_eq!((0..found + 1).find(|number| fits(*number)), Some(found));
    assert_eq!(
        first_kept(&scenario.plan, &Sampling::default(), found, &()).unwrap(),
        None
    );
    let story = tell(&plain.model, &plain.plan, 1, found);
    assert!(story.fault.is_none());
    assert!(
        story.answers.contains(&("Count".to_owned(), "3".to_owned())),
        "{:?}",
        story.answers
    );
}
