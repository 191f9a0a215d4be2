//! Edits without effect: a difference of exactly 0 and no discordant trial.

use super::{texts, two};

const BASE: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 6
[events.spark]
title = "A spark"
probability = 0.3
timing = "once"
[choices.answer]
options = { hold = 0.6, strike = 0.4 }
[[choices.answer.factor]]
if = "spark"
options = { strike = 3 }
[quantities.loss]
value = { lognormal = { median = 2, sd_log = 0.5 } }
timing = "once"
[questions.struck]
title = "Struck by spring"
yes = "ever(answer == strike)"
by = 2024-03-31
[questions.sparked]
yes = "spark"
[questions.size]
number = "loss"
thresholds = [3]
[questions.which]
[[questions.which.case]]
id = "bad"
if = "spark and loss > 2"
[[questions.which.case]]
id = "middling"
if = "spark or loss > 2"
[questions.which.otherwise]
id = "fine"
"#;

/// Every answer is the same in every trial, and so is every number.
#[track_caller]
fn is_unmoved(changed: &str, what: &str) {
    let record = two(BASE, changed, 20_000);
    let comparison = &record.comparisons[0];
    assert!(comparison.questions.len() >= 3, "{what}");
    for (id, question) in comparison.questions.iter() {
        for (answer, moved) in question.answers.iter() {
            let difference = &moved.difference;
            assert_eq!(difference.value, 0.0, "{what}: {id}.{answer}");
            assert_eq!(
                (difference.gained, difference.lost),
                (Some(0), Some(0)),
                "{what}: {id}.{answer}"
            );
            assert!(!difference.visible && difference.least_visible > 0.0);
            assert!(moved.partings.is_none());
            assert!(moved.by_step.iter().all(|step| *step == 0.0), "{what}: {id}.{answer}");
        }
        if let Some(number) = &question.number {
            let mean = number.mean.as_ref().unwrap();
            assert_eq!((mean.value, mean.low, mean.high), (0.0, Some(0.0), Some(0.0)), "{what}");
            assert!(
                number
                    .quantiles
                    .iter()
                    .all(|(_, shift)| shift.value == 0.0 && shift.high == Some(0.0))
            );
        }
    }
    assert!(!comparison.quantities.is_empty(), "{what}");
    for (id, number) in comparison.quantities.iter() {
        let mean = number.mean.as_ref().unwrap();
        assert!(mean.value == 0.0 && !mean.visible && mean.paired, "{what}: {id}");
        let mut quantiles = number.quantiles.iter();
        assert!(
            quantiles.all(|(_, shift)| shift.value == 0.0 && !shift.visible),
            "{what}: {id}"
        );
    }
    assert!(comparison.story.is_none());
}

#[test]
fn a_title_moves_nothing() {
    let changed = BASE.replace("A spark", "Something else");
    is_unmoved(&changed, "title");
    let record = two(BASE, &changed, 1_000);
    assert!(record.comparisons[0].changes.is_empty());
    assert_eq!(record.comparisons[0].wording, 1);
}

#[test]
fn the_order_of_the_file_moves_nothing() {
    let (head, tail) = BASE.split_once("[events.spark]").unwrap();
    let (spark, rest) = tail.split_once("[quantities.loss]").unwrap();
    let (loss, questions) = rest.split_once("[questions.struck]").unwrap();
    let changed = format!("{head}[questions.struck]{questions}[quantities.loss]{loss}[events.spark]{spark}");
    assert_ne!(changed, BASE);
    is_unmoved(&changed, "order");
    let record = two(BASE, &changed, 1_000);
    assert!(
        record.comparisons[0].changes.is_empty(),
        "{:?}",
        record.comparisons[0].changes
    );
}

#[test]
fn the_order_of_cases_that_exclude_each_other_moves_nothing() {
    let cases = |first: &str, second: &str| {
        format!(
            "contingent = 1\n[events.a]\nprobability = 0.3\n[questions.q]\n[[questions.q.case]]\n{first}\n[[questions.q.case]]\n{second}\n\
             [questions.q.otherwise]\nid = \"neither\"\n[events.b]\nprobability = 0.2\n"
        )
    };
    let (one, other) = ("id = \"a\"\nif = \"a and b\"", "id = \"b\"\nif = \"a and not b\"");
    let record = two(&cases(one, other), &cases(other, one), 10_000);
    let question = record.comparisons[0].questions.get("q").unwrap();
    assert_eq!(question.answers.len(), 3);
    for (id, moved) in question.answers.iter() {
        assert!(moved.p[0] > 0.01, "{id}");
        assert_eq!(
            (moved.difference.gained, moved.difference.lost),
            (Some(0), Some(0)),
            "{id}"
        );
    }
}

#[test]
fn a_variable_that_nothing_reads_moves_nothing() {
    let changed = BASE.replace(
        "[choices.answer]",
        "[events.aside]\nprobability = 0.5\n[quantities.noise]\nvalue = { normal = [0, 1] }\n[choices.answer]",
    );
    is_unmoved(&changed, "added");
    let record = two(BASE, &changed, 1_000);
    let paths: Vec<&str> = record.comparisons[0]
        .changes
        .iter()
        .map(|change| change.path.as_str())
        .collect();
    assert_eq!(paths, ["events.aside", "quantities.noise"]);
}

#[test]
fn a_longer_horizon_moves_no_question_with_a_day() {
    is_unmoved(&BASE.replace("steps = 6", "steps = 11"), "horizon");
    is_unmoved(&BASE.replace("steps = 6", "steps = 4"), "shorter");
}

#[test]
fn a_renamed_element_with_its_luck_moves_nothing() {
    let changed = BASE
        .replace("[events.spark]", "[events.flash]\ndraws_as = \"spark\"")
        .replace("if = \"spark", "if = \"flash")
        .replace("yes = \"spark\"", "yes = \"flash\"");
    is_unmoved(&changed, "renamed");
    let record = two(BASE, &changed, 1_000);
    let changes = &record.comparisons[0].changes;
    assert!(
        changes
            .iter()
            .any(|change| change.edit == contingent::record::comparison::Edit::Renamed),
        "{changes:?}"
    );
}

#[test]
fn threads_and_groups_move_nothing() {
    let changed = BASE.replace("probability = 0.3", "probability = 0.2");
    let one = texts(&[BASE, &changed, BASE], 30_000, 1).record;
    let two = texts(&[BASE, &changed, BASE], 30_000, 2).record;
    assert_eq!(one, two);
    let sparked = one.comparisons[0]
        .questions
        .get("sparked")
        .unwrap()
        .answers
        .get("yes")
        .unwrap();
    assert!(sparked.difference.visible && sparked.difference.gained == Some(0));
    assert!(sparked.difference.lost > Some(2_000));
}
