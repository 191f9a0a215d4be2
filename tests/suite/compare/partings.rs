//! Where trials first part: against the reference interpreter, trial by trial, and where the answer is known by construction.

use std::collections::BTreeMap;

use contingent::draw::Key;
use contingent::engine::reference::count::Answer;
use contingent::engine::reference::{answer, run_trial};
use contingent::engine::sampler::Samplers;
use contingent::engine::{Place, Request, run, run_following};
use contingent::plan::{Plan, Task};
use contingent::record::comparison::PartingAt;

use super::two;
use crate::record::support::{Texts, ask, prepared};

const BASE: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 5
[assumptions]
edge = 2
[events.spark]
probability = 0.2
[events.mood]
levels = ["low", "mid", "high"]
initial = "mid"
up = 0.2
down = 0.3
[[events.mood.factor]]
if = "spark"
up = 2
[choices.answer]
options = { hold = 6, strike = 3, flee = 1 }
[[choices.answer.factor]]
if = "mood == high or prev(answer) == strike"
options = { strike = 3 }
[quantities.loss]
value = { lognormal = { median = 1.5, sd_log = 0.5 } }
timing = "each_step"
[questions.struck]
yes = "ever(answer == strike)"
by = 2024-03-31
[questions.heavy]
number = "loss"
thresholds = [1, 2]
[questions.state]
[[questions.state.case]]
id = "war"
if = "answer == strike and loss > edge"
[[questions.state.case]]
id = "tension"
if = "mood == high or answer == strike"
[questions.state.otherwise]
id = "calm"
"#;

/// What a trial can be seen to part at: an element's id, or none; with the step.
type Parting = (Option<String>, u32);

/// Flips by question, answers, and parting; by the reference interpreter, written apart from the engine's own way.
fn by_hand(first: &Plan, second: &Plan, trials: u64) -> BTreeMap<(String, String, String, Parting), u64> {
    let key = Key::new(1);
    let samplers = [Samplers::new(first), Samplers::new(second)];
    let mut found = BTreeMap::new();
    let value = |plan: &Plan, trial: &contingent::engine::reference::Trial, step: usize, id: &str| -> Option<String> {
        if let Some(at) = plan.variables.iter().position(|one| one.id == id) {
            let code = trial.history[step].states[at];
            let name = plan.variables[at].branches.get(usize::from(code));
            return Some(name.cloned().unwrap_or_else(|| "undrawn".to_owned()));
        }
        let at = plan.quantities.iter().position(|one| one.id == id)?;
        Some(format!("{:?}", trial.history[step].numbers[at]))
    };
    let order = |step: usize| -> Vec<String> {
        let tasks: Vec<Task> = if step == 0 {
            first.before.iter().chain(&first.initials).copied().collect()
        } else {
            first.each.clone()
        };
        let name = |task: &Task| match task {
            Task::Variable(id) => first.variables[id.at()].id.clone(),
            Task::Quantity(id) => first.quantities[id.at()].id.clone(),
        };
        tasks.iter().map(name).collect()
    };
    let orders: Vec<Vec<String>> = (0..=first.steps as usize).map(order).collect();
    for number in 0..trials {
        let a = run_trial(first, &samplers[0], &key, number, &mut ()).unwrap();
        let b = run_trial(second, &samplers[1], &key, number, &mut ()).unwrap();
        let mut parting: Option<(String, u32)> = None;
        'steps: for (step, order) in orders.iter().enumerate().take(b.history.len()) {
            for id in order {
                let (x, y) = (value(first, &a, step, id), value(second, &b, step, id));
                if y.is_some() && x != y {
                    parting = Some((id.clone(), step as u32));
                    break 'steps;
                }
            }
        }
        for (at, question) in first.questions.iter().enumerate() {
            let Some(other) = second.questions.iter().find(|other| other.id == question.id) else {
                continue;
            };
            let x = answer(first, &first.questions[at], &a.history, question.by);
            let y = answer(second, other, &b.history, other.by);
            let by = question.by.max(other.by);
            let place = match &parting {
                Some((id, step)) if *step <= by => (Some(id.clone()), *step),
                _ => (None, by),
            };
            let mut add = |one: String, two: String| {
                if one != two {
                    *found.entry((question.id.clone(), one, two, place.clone())).or_default() += 1;
                }
            };
            match (x, y) {
                (Answer::Choice(x), Answer::Choice(y)) => {
                    add(question.answers[x].clone(), other.answers[y].clone());
                }
                (Answer::Number(x), Answer::Number(y)) => {
                    for threshold in [1.0, 2.0] {
                        let over =
                            |value: f64| format!("{} {threshold}", if value > threshold { "over" } else { "under" });
                        add(over(x), over(y));
                    }
                }
                _ => {}
            }
        }
    }
    found
}

#[track_caller]
fn plan(text: &str) -> Plan {
    prepared(&Texts::one(text), &ask("test.toml")).plan
}

#[track_caller]
fn agrees(changed: &str, one_sided: &[&str]) {
    let (first, second) = (plan(BASE), plan(changed));
    const TRIALS: u64 = 3_000;
    let expected = by_hand(&first, &second, TRIALS);
    assert!(
        expected.values().sum::<u64>() > 50,
        "the change moves too little to test anything"
    );
    let request = Request {
        seed: 1,
        first: 0,
        trials: TRIALS,
        threads: Some(2),
        batch: 512,
        memory: 1 << 30,
    };
    let outcome = run_following(&[&first, &second], &request, &()).unwrap();
    let plain = run(&[&first, &second], &request, &()).unwrap();
    assert_eq!(
        (&outcome.tallies, &outcome.pairs),
        (&plain.tallies, &plain.pairs),
        "following changes a count"
    );
    let ids: Vec<String> = outcome.pairs[0].questions.iter().map(|(id, _)| id.clone()).collect();
    let mut found: BTreeMap<(String, String, String, Parting), u64> = BTreeMap::new();
    for (flip, flipped) in &outcome.partings[0].flips {
        let id = &ids[flip.question];
        let asked = first.questions.iter().find(|question| question.id == *id).unwrap();
        let other = second.questions.iter().find(|question| question.id == *id).unwrap();
        let (one, two) = if asked.answers.is_empty() {
            let threshold = [1.0, 2.0][usize::from(flip.threshold)];
            let word = |over: u8| format!("{} {threshold}", if over == 1 { "over" } else { "under" });
            (word(flip.first), word(flip.second))
        } else {
            let name = |list: &[String], code: u8| list[usize::from(code)].clone();
            (name(&asked.answers, flip.first), name(&other.answers, flip.second))
        };
        let place = match flip.place {
            Place::Variable(id) | Place::OneSidedVariable(id) => Some(first.variables[id.at()].id.clone()),
            Place::Quantity(id) | Place::OneSidedQuantity(id) => Some(first.quantities[id.at()].id.clone()),
            Place::Question | Place::OneSidedQuestion => None,
        };
        let is_one_sided = matches!(
            flip.place,
            Place::OneSidedVariable(_) | Place::OneSidedQuantity(_) | Place::OneSidedQuestion
        );
        let name = place.clone().unwrap_or_else(|| id.clone());
        assert_eq!(is_one_sided, one_sided.contains(&name.as_str()), "{name}");
        assert!(flipped.lowest < TRIALS && flipped.trials > 0);
        *found.entry((id.clone(), one, two, (place, flip.step))).or_default() += flipped.trials;
    }
    assert_eq!(found, expected);
    // The flips are those that the pairs count.
    for (at, (_, tally)) in outcome.pairs[0].questions.iter().enumerate() {
        if let contingent::engine::PairTally::Answers(counts) = tally {
            let off: u64 = counts
                .iter()
                .enumerate()
                .flat_map(|(a, row)| {
                    row.iter()
                        .enumerate()
                        .filter(move |(b, _)| *b != a)
                        .map(|(_, count)| *count)
                })
                .sum();
            let flips: u64 = outcome.partings[0]
                .flips
                .iter()
                .filter(|(flip, _)| flip.question == at)
                .map(|(_, flipped)| flipped.trials)
                .sum();
            assert_eq!(off, flips);
        }
    }
}

#[test]
fn another_weight() {
    agrees(&BASE.replace("probability = 0.2", "probability = 0.35"), &[]);
}

#[test]
fn another_rule_and_another_branch() {
    agrees(
        &BASE
            .replace("flee = 1", "flee = 1, wait = 2")
            .replace("up = 2", "up = 3"),
        &[],
    );
}

#[test]
fn another_distribution() {
    agrees(&BASE.replace("median = 1.5", "median = 1.7"), &[]);
}

#[test]
fn the_question_itself() {
    agrees(
        &BASE
            .replace("answer == strike and loss", "answer != hold and loss")
            .replace("edge = 2", "edge = 1.5"),
        &[],
    );
}

#[test]
fn another_horizon() {
    agrees(
        &BASE
            .replace("steps = 5", "steps = 3")
            .replace("probability = 0.2", "probability = 0.3"),
        &[],
    );
}

#[test]
fn something_in_one_run_only() {
    let changed = BASE
        .replace("[choices.answer]", "[events.coup]\nprobability = 0.3\n[choices.answer]")
        .replace("if = \"spark\"", "if = \"spark or coup\"");
    agrees(&changed, &["mood"]);
    let changed = BASE
        .replace("[choices.answer]", "[events.coup]\nprobability = 0.3\n[choices.answer]")
        .replace("ever(answer == strike)", "ever(answer == strike or coup)");
    agrees(&changed, &["struck"]);
}

/// Two causes that never meet: what one of them moves is its own, to the trial.
#[test]
fn rows_are_known_by_construction() {
    let text = |a: f64, b: f64, asked: &str| {
        format!(
            "contingent = 1\n[events.a]\nprobability = {a}\n[events.b]\nprobability = {b}\n[questions.either]\nyes = \"{asked}\"\n"
        )
    };
    let base = text(0.2, 0.3, "a or b");
    let rows = |changed: &str| {
        let record = two(&base, changed, 50_000);
        let moved = record.comparisons[0]
            .questions
            .get("either")
            .unwrap()
            .answers
            .get("yes")
            .unwrap()
            .clone();
        let partings = moved.partings.clone().unwrap();
        let sum =
            |of: fn(&contingent::record::comparison::PartingRow) -> u64| partings.rows.iter().map(of).sum::<u64>();
        assert_eq!(Some(sum(|row| row.gained)), moved.difference.gained);
        assert_eq!(Some(sum(|row| row.lost)), moved.difference.lost);
        let net = sum(|row| row.gained) as f64 - sum(|row| row.lost) as f64;
        assert_eq!(net / 50_000.0, moved.difference.value);
        (partings, moved.difference)
    };
    // `a` alone is likelier: all of the rise is at `a`.
    let (found, difference) = rows(&text(0.4, 0.3, "a or b"));
    assert_eq!(found.rows.len(), 1);
    assert_eq!(
        (found.rows[0].at, found.rows[0].id.as_deref()),
        (PartingAt::Element, Some("a"))
    );
    assert_eq!(
        found.says.as_deref(),
        Some("all of the rise comes from trials that first part at “A”")
    );
    assert!((difference.value - 0.2 * 0.7).abs() < 0.01);
    // Both: of the trials that part, those in which `a` does count for `a`.
    let (found, _) = rows(&text(0.4, 0.5, "a or b"));
    let part = |id: &str| {
        found
            .rows
            .iter()
            .find(|row| row.id.as_deref() == Some(id))
            .unwrap()
            .value
    };
    assert!((part("a") - 0.2 * 0.7).abs() < 0.01, "{}", part("a"));
    assert!((part("b") - 0.6 * 0.2).abs() < 0.01, "{}", part("b"));
    // Neither: the question is another.
    let (found, _) = rows(&text(0.2, 0.3, "a and b"));
    assert_eq!((found.rows.len(), found.rows[0].at), (1, PartingAt::Question));
    assert_eq!(
        found.says.as_deref(),
        Some("all of the drop comes from trials that differ in the question itself")
    );
}
