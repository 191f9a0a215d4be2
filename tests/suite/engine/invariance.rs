//! What never changes a result: threads, batches, how the trials are split, other variables, the order of the file, a longer horizon.
use super::scenes::{MEMORY, Scene, columns, counted, lockstep, plan, request, scenes};
use crate::oracle::generate::{generate, text};
use crate::oracle::hard::generate_hard;
use contingent::draw::Key;
use contingent::engine::reference::run_trial;
use contingent::engine::sampler::Samplers;
use contingent::engine::{Interruption, Outcome, Request, Tallies, Watch, run};
use contingent::plan::Plan;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use toml::{Table, Value};

/// Scenarios with numbers, `do`, `given` and long memories among them.
fn several() -> Vec<(u64, String)> {
    let hard = (0..3).map(|seed| (seed, generate_hard(seed)));
    hard.chain([12, 66, 164, 350].map(|seed| (seed, generate(seed))))
        .collect()
}

fn together(scenes: &[Scene], request: &Request) -> Outcome {
    let plans: Vec<&Plan> = scenes.iter().map(|scene| &scene.plan).collect();
    lockstep(&plans, request).unwrap_or_else(|problem| panic!("{problem:?}"))
}

#[test]
fn threads_and_batches_change_nothing() {
    for (seed, text) in several() {
        let scenes = scenes(&text);
        let trials = 0..7_000;
        let plain = together(&scenes, &request(seed, trials.clone(), 1, 512));
        assert_eq!(plain.finished, 7_000);
        for (threads, batch) in [(1, 2048), (2, 512), (2, 1536), (7, 512), (7, 700)] {
            let other = together(&scenes, &request(seed, trials.clone(), threads, batch));
            assert!(
                other == plain,
                "seed {seed}, {threads} threads, batches of {batch}\n{text}"
            );
        }
        let all_cores = Request {
            threads: None,
            ..request(seed, trials, 1, 1024)
        };
        assert!(together(&scenes, &all_cores) == plain, "seed {seed}");
    }
}

#[test]
fn parts_merge_to_the_whole() {
    for (seed, text) in several() {
        for scene in scenes(&text) {
            let part = |trials| columns(&scene.plan, seed, trials, 1024);
            let whole = part(0..5_000);
            for (n, m) in [(1_234, 3_333), (512, 513), (1, 4_999), (2_048, 4_096)] {
                let mut merged = part(m..5_000);
                merged.merge(&part(0..n));
                merged.merge(&part(n..m));
                assert!(merged == whole, "seed {seed}, cut at {n} and {m}\n{text}");
            }
            let mut none = part(17..17);
            assert_eq!((none.run, none.kept), (0, 0));
            none.merge(&whole);
            assert!(none == whole);
        }
    }
}

#[test]
fn a_trial_of_a_long_run_is_the_same_alone() {
    const N: u64 = 48_213;
    for seed in [66, 350] {
        let plan = plan(&generate(seed));
        let mut before = counted(&plan, &request(seed, 0..N, 2, 2048));
        let alone =
            contingent::engine::reference::count(&plan, seed, N..N + 1).unwrap_or_else(|fault| panic!("{fault:?}"));
        before.merge(&alone);
        assert!(
            before == counted(&plan, &request(seed, 0..N + 1, 2, 2048)),
            "seed {seed}"
        );
    }
}

/// What is to be the same: by id and step, each branch with its count, each number with its tally.
fn by_id(plan: &Plan, tallies: &Tallies, steps: usize) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (variable, tally) in plan.variables.iter().zip(&tallies.variables) {
        for (step, counts) in std::iter::once(&tally.initial)
            .chain(&tally.by_step)
            .take(steps + 1)
            .enumerate()
        {
            let mut named: Vec<(&str, u64)> = variable
                .branches
                .iter()
                .map(String::as_str)
                .zip(counts.iter().copied())
                .collect();
            named.sort_unstable();
            all.insert(format!("{} at {step}", variable.id), format!("{named:?}"));
        }
    }
    for (quantity, tally) in plan.quantities.iter().zip(&tallies.quantities) {
        for (step, tally) in tally.by_step.iter().take(steps).enumerate() {
            let bins: Vec<_> = tally.histogram.bins().map(|(bin, count)| (bin.value, count)).collect();
            let moments = (tally.moments.total(), tally.moments.variance());
            all.insert(
                format!("{} at {}", quantity.id, step + 1),
                format!("{bins:?} {moments:?}"),
            );
        }
    }
    all
}

/// The same of one trial's history.
fn story(plan: &Plan, seed: u64, trial: u64, steps: usize) -> BTreeMap<String, String> {
    let history = run_trial(plan, &Samplers::new(plan), &Key::new(seed), trial, &mut ())
        .unwrap_or_else(|fault| panic!("{fault:?}"))
        .history;
    let mut all = BTreeMap::new();
    for (step, snapshot) in history.iter().take(steps + 1).enumerate() {
        for (variable, code) in plan.variables.iter().zip(&snapshot.states) {
            let branch = variable
                .branches
                .get(usize::from(*code))
                .map_or("undrawn", String::as_str);
            all.insert(format!("{} at {step}", variable.id), branch.to_owned());
        }
        for (quantity, value) in plan.quantities.iter().zip(&snapshot.numbers) {
            all.insert(format!("{} at {step}", quantity.id), format!("{:x}", value.to_bits()));
        }
    }
    all
}

/// All that the first scenario has is in the second, and the same there.
fn unchanged(first: &str, second: &str, seed: u64) {
    let (a, b) = (plan(first), plan(second));
    let steps = a.steps.min(b.steps) as usize;
    let within = |small: BTreeMap<String, String>, large: BTreeMap<String, String>| {
        for (what, value) in small {
            assert_eq!(
                large.get(&what),
                Some(&value),
                "seed {seed}: {what}\n{first}\n\n{second}"
            );
        }
    };
    within(
        by_id(&a, &columns(&a, seed, 0..1_500, 1536), steps),
        by_id(&b, &columns(&b, seed, 0..1_500, 512), steps),
    );
    for trial in [0, 77, 1_000_000] {
        within(story(&a, seed, trial, steps), story(&b, seed, trial, steps));
    }
}

fn changed(original: &str, seed: u64, change: impl Fn(&mut Table)) -> String {
    let mut table: Table = original.parse().expect("generated scenarios are TOML");
    change(&mut table);
    text(&table, seed)
}

/// Scenarios with time.
fn timed() -> Vec<(u64, String)> {
    let hard = (10..16).map(|seed| (seed, generate_hard(seed)));
    let small = (0..160).filter(|seed| seed % 8 != 7).map(|seed| (seed, generate(seed)));
    hard.chain(small).collect()
}

#[test]
fn another_variable_changes_no_draw() {
    let more: Table =
        "[events.a_first]\noutcomes = { b = 1, a = 2 }\n[events.zz_last]\nprobability = 0.5\nwhen = \"a_first == a\"\n\
        [choices.a_choice]\nactor = \"nobody\"\noptions = { x = 1, y = 1 }\n[actors.nobody]\nname = \"Nobody\"\n\
        [quantities.a_number]\ntiming = \"each_step\"\nvalue = { normal = [0, 1] }\n"
            .parse()
            .expect("this is TOML");
    for (seed, original) in timed() {
        let larger = changed(&original, seed, |table| {
            for (section, elements) in &more {
                let into = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
                into.as_table_mut()
                    .expect("a section")
                    .extend(elements.as_table().expect("a section").clone());
            }
        });
        unchanged(&original, &larger, seed);
    }
}

#[test]
fn the_order_of_the_file_changes_no_draw() {
    for (seed, original) in timed() {
        let other = changed(&original, seed + 1_000, |_| {});
        assert_ne!(original, other);
        unchanged(&original, &other, seed);
        unchanged(&other, &original, seed);
    }
}

#[test]
fn a_longer_horizon_changes_no_draw() {
    for (seed, original) in timed() {
        let longer = changed(&original, seed, |table| {
            let steps = table["time"].get_mut("steps").expect("it has time");
            *steps = Value::Integer(steps.as_integer().unwrap_or(0) + 3);
        });
        unchanged(&original, &longer, seed);
    }
}

#[test]
fn a_renamed_variable_keeps_its_luck() {
    let text = |id: &str, more: &str| {
        format!(
            "contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 6\n\
             [events.{id}]\noutcomes = {{ a = 1, b = 2, c = 3 }}\ninitial = {{ a = 1, b = 1 }}\n{more}\
             [quantities.n{id}]\ntiming = \"each_step\"\nvalue = {{ normal = [0, 1] }}\n{}",
            more.replace("front", "nfront")
        )
    };
    let told = |id: &str, more: &str| {
        let plan = plan(&text(id, more));
        let tallies = columns(&plan, 5, 0..3_000, 1024);
        let stories: Vec<_> = (0..20)
            .map(|trial| story(&plan, 5, trial, 6).into_values().collect::<Vec<_>>())
            .collect();
        (tallies, stories)
    };
    let front = told("front", "");
    assert!(told("gale", "draws_as = \"front\"\n") == front);
    let other = told("gale", "");
    assert!(
        other.0 != front.0 && other.1 != front.1,
        "its luck is its own without that"
    );
}

#[test]
fn a_chance_that_comes_later_is_the_same_luck() {
    let histories = |when: &str, timing: &str| {
        let text = format!(
            "contingent = 1\n[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 6\n\
             [events.chance]\ntiming = \"{timing}\"\n{when}outcomes = {{ a = 1, b = 2, c = 3 }}\n"
        );
        let plan = plan(&text);
        let ends: Vec<String> = (0..300)
            .map(|trial| story(&plan, 2, trial, 6)["chance at 6"].clone())
            .collect();
        let counts = columns(&plan, 2, 0..300, 512).variables[0].by_step[5].clone();
        (ends, counts)
    };
    let first = histories("when = \"step >= 2\"\n", "first_chance");
    assert!(first == histories("when = \"step >= 5\"\n", "first_chance"));
    assert!(first == histories("", "once"));
    assert!(first.0 != histories("", "each_step").0);
}

/// Stops a run after so many trials.
struct After(AtomicU64, u64);

impl Watch for After {
    fn advance(&self, trials: u64) {
        self.0.fetch_add(trials, Ordering::Relaxed);
    }
    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= self.1
    }
}

#[test]
fn a_run_that_is_cancelled_has_counted_its_first_trials() {
    let plan = plan(&generate_hard(4));
    for (threads, start) in [(1, 0), (3, 0), (2, 777)] {
        let request = request(9, start..start + 60_000, threads, 512);
        let watch = After(AtomicU64::new(0), 2_000);
        let outcome = run(&[&plan], &request, &watch).unwrap_or_else(|problem| panic!("{problem:?}"));
        assert!((2_000..60_000).contains(&outcome.finished), "{}", outcome.finished);
        assert_eq!(watch.0.load(Ordering::Relaxed), outcome.finished);
        assert!(outcome.tallies[0] == columns(&plan, 9, start..start + outcome.finished, 2048));
    }
}

#[test]
fn a_billion_trials_need_no_more_memory_than_a_million() {
    let plan = plan(&generate(1));
    let needed = |trials: u64| {
        let request = Request {
            memory: 0,
            ..request(1, 0..trials, 7, 2048)
        };
        match lockstep(&[&plan], &request) {
            Err(Interruption::Memory { needed, allowed: 0 }) => needed,
            other => panic!("{other:?}"),
        }
    };
    let million = needed(1_000_000);
    assert_eq!(needed(1_000_000_000), million);
    assert_eq!(needed(1_000_000_000_000), million);
    assert!(million < 100 << 20, "{million}");
    let stopped = After(AtomicU64::new(1), 0);
    let enough = Request {
        memory: million,
        ..request(1, 0..1_000_000_000, 7, 2048)
    };
    assert!(run(&[&plan], &enough, &stopped).is_ok_and(|outcome| outcome.finished == 0));
    let short = Request {
        memory: million - 1,
        ..enough
    };
    assert!(matches!(
        run(&[&plan], &short, &stopped),
        Err(Interruption::Memory { .. })
    ));
    assert!(million < MEMORY);
}
