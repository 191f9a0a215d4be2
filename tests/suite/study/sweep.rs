//! Sweeps: every point is a run of its own, tipping points are where mathematics puts them, records keep to their schema.

use contingent::record::print_resolved;
use contingent::record::sweep::{AxisKind, SweepRecord, Swept, TipKind, sweep_to_json};
use contingent::record::{Made, QuestionResult, RunRecord};
use contingent::study::sweep::{Over, Sweep, SweepFailure, ready};
use contingent::study::{Ask, Sampling};

use crate::record::support::{Texts, ask, prepared, recorded, shipped};

#[track_caller]
fn swept(texts: &Texts, asked: &Ask, over: &[&str], trials: u64) -> SweepRecord {
    try_swept(texts, asked, over, trials).unwrap_or_else(|failure| panic!("{failure:?}"))
}

#[track_caller]
fn try_swept(texts: &Texts, asked: &Ask, over: &[&str], trials: u64) -> Result<SweepRecord, Box<SweepFailure>> {
    let over: Vec<String> = over.iter().map(|&one| one.to_owned()).collect();
    let over = Over::parse_all(&over).unwrap();
    let base = prepared(texts, asked);
    let sampling = Sampling {
        threads: Some(2),
        ..Sampling::default()
    };
    let sweep = ready(Sweep {
        loader: texts,
        ask: asked,
        prepared: &base,
        over: &over,
        sampling: &sampling,
        trials,
    })?;
    sweep.run(&print_resolved(&base.document, &base.model), &(), &(), Made::default)
}

/// The scenario with something set, run by itself.
#[track_caller]
fn alone(texts: &Texts, asked: &Ask, set: &[String], trials: u64) -> RunRecord {
    let asked = Ask {
        set: asked.set.iter().chain(set).cloned().collect(),
        ..asked.clone()
    };
    recorded(&prepared(texts, &asked), trials, 1)
}

/// The counts of each answer in a run.
fn counts(record: &RunRecord, question: &str) -> Vec<(String, u64)> {
    match &record.questions.get(question).unwrap().result {
        QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => answers
            .iter()
            .map(|(id, answer)| (id.to_owned(), answer.share.k))
            .collect(),
        QuestionResult::Number(number) => number
            .exceeds
            .iter()
            .map(|(id, share)| (id.to_owned(), share.k))
            .collect(),
    }
}

/// The same at a point of a sweep.
fn counts_at(record: &SweepRecord, question: &str, point: usize) -> Vec<(String, u64)> {
    let answers = match &record.questions.get(question).unwrap().result {
        Swept::Yes { answers } | Swept::Cases { answers } => answers,
        Swept::Number(number) => &number.exceeds,
    };
    answers
        .iter()
        .map(|(id, answer)| (id.to_owned(), answer.k[point]))
        .collect()
}

const SCENE: &str = r#"
contingent = 1
[assumptions.push]
title = "Kremlin pushes"
value = 0.3
[assumptions.cost]
value = 0.5
[events.pushed]
probability = "push"
[choices.answer]
options = { give = "push", hold = 0.4, leave = 0.2 }
[events.hard]
probability = "push * cost"
[events.apart]
probability = 0.5
[questions.pushed]
yes = "pushed"
headline = true
[questions.answered]
headline = true
[[questions.answered.case]]
id = "give"
if = "answer == give"
[[questions.answered.case]]
id = "hold"
if = "answer == hold"
[questions.hard]
yes = "hard"
[questions.apart]
yes = "apart"
[questions.number]
number = "if(pushed, 1, 0) + if(hard, 1, 0)"
thresholds = [0.5]
[alternatives.much]
set = { "assumptions.push" = 0.9 }
[alternatives.forced]
do = { pushed = true }
"#;

#[test]
fn every_point_counts_what_a_run_of_its_own_counts() {
    let texts = Texts::one(SCENE);
    let asked = ask("test.toml");
    let (first, second) = ("assumptions.push=0.1..0.9:5", "assumptions.cost=0.2,0.8,1");
    let one = swept(&texts, &asked, &[first], 3_000);
    assert_eq!(one.axes[0].values, [0.1, 0.3, 0.5, 0.7, 0.9]);
    let both = swept(&texts, &asked, &[first, second], 3_000);
    assert_eq!((both.found.points, both.found.kept.len()), (15, 15));
    for (place, push) in both.axes[0].written.iter().enumerate() {
        let push = format!("assumptions.push={push}");
        let run = alone(&texts, &asked, std::slice::from_ref(&push), 3_000);
        for (id, _) in one.questions.iter() {
            assert_eq!(counts_at(&one, id, place), counts(&run, id), "{push}: {id}");
        }
        for (column, cost) in both.axes[1].written.iter().enumerate() {
            let run = alone(
                &texts,
                &asked,
                &[push.clone(), format!("assumptions.cost={cost}")],
                3_000,
            );
            let point = both.point(&[place, column]);
            for (id, _) in both.questions.iter() {
                assert_eq!(counts_at(&both, id, point), counts(&run, id), "{push}, {cost}: {id}");
            }
        }
    }
    let untouched: Vec<&str> = one
        .questions
        .iter()
        .filter(|(_, q)| q.untouched)
        .map(|(id, _)| id)
        .collect();
    assert_eq!(untouched, ["apart"]);
    let now = one.axes[0].baseline.as_ref().unwrap();
    assert_eq!((now.written.as_str(), now.value), ("0.3", Some(0.3)));
    assert_eq!(one.axes[0].title, "Kremlin pushes");
    let as_it_stands = alone(&texts, &asked, &[], 3_000);
    let Swept::Yes { answers } = &one.questions.get("pushed").unwrap().result else {
        panic!()
    };
    assert_eq!(
        &answers.get("yes").unwrap().baseline,
        as_it_stands.probability("pushed", "yes").unwrap()
    );
    // At 0.9 some 1,800 of 3,000 trials answer otherwise than at 0.3: 1.96 times the root of that, in 3,000, is 0.0277.
    let visible = answers.get("yes").unwrap().least_visible.unwrap();
    assert!((0.0265..0.029).contains(&visible), "{visible}");
}

#[test]
fn tipping_points_are_where_mathematics_puts_them() {
    let texts = Texts::one(SCENE);
    let record = swept(&texts, &ask("test.toml"), &["assumptions.push=0.05..0.95:7"], 100_000);
    let mut found = 0;
    for tip in record
        .tips
        .iter()
        .filter(|tip| ["pushed", "answered"].contains(&tip.question.as_str()))
    {
        let truth = match (tip.kind, tip.question.as_str()) {
            (TipKind::Leader, "pushed") => 0.5,
            // Give leads where its weight is above that of hold.
            (TipKind::Leader, "answered") => 0.4,
            (TipKind::Band, "pushed") => tip.edge.unwrap(),
            _ => panic!("{tip:?}"),
        };
        let (at, error, [low, high]) = (tip.at.unwrap(), tip.error.unwrap(), tip.bracket.unwrap());
        // At 1.5 times a 95% half-width, one in three hundred lies outside.
        assert!((at - truth).abs() < 1.5 * error, "{truth}: {tip:?}");
        assert!(
            low < at && at < high && tip.is_refined && high - low <= 0.25 * error,
            "{tip:?}"
        );
        found += 1;
        // Each end of the bracket, run by itself, is on its own side.
        if tip.kind == TipKind::Leader && tip.question == "answered" {
            for (end, leader) in [(low, &tip.before), (high, &tip.after)] {
                let run = alone(&texts, &ask("test.toml"), &[format!("assumptions.push={end}")], 100_000);
                let counts = counts(&run, "answered");
                let most = counts.iter().max_by_key(|(_, k)| *k).unwrap();
                assert_eq!(&most.0, leader, "{tip:?}");
            }
        }
    }
    // Twelve edges of the default scale lie between, one change of the leader each.
    assert!(found >= 10, "{found}");
    let bands = record
        .tips
        .iter()
        .filter(|tip| tip.question == "pushed" && tip.kind == TipKind::Band);
    let order: Vec<f64> = bands.map(|tip| tip.at.unwrap()).collect();
    assert!(order.is_sorted(), "{order:?}");
    // What is no headline is not narrowed, and what is not reached does not tip.
    assert!(record.tips.iter().all(|tip| tip.question != "apart"));
    assert!(
        record
            .tips
            .iter()
            .any(|tip| tip.question == "hard" && !tip.is_refined && tip.bracket.is_some())
    );
}

#[test]
fn words_and_alternatives_are_axes_too() {
    let texts = Texts::one(SCENE);
    let asked = ask("test.toml");
    let words = swept(&texts, &asked, &["assumptions.push=unlikely,likely"], 2_000);
    assert_eq!(
        (words.axes[0].kind, words.axes[0].values.len()),
        (AxisKind::Category, 0)
    );
    let run = alone(&texts, &asked, &["assumptions.push=likely".to_owned()], 2_000);
    assert_eq!(counts_at(&words, "pushed", 1), counts(&run, "pushed"));
    let tip = words
        .tips
        .iter()
        .find(|tip| tip.question == "pushed" && tip.kind == TipKind::Leader)
        .unwrap();
    assert_eq!((tip.at, tip.bracket, tip.between), (None, None, [0, 1]));
    let all = swept(&texts, &asked, &["alternatives"], 2_000);
    assert_eq!(all.axes[0].written, ["", "much", "forced"]);
    assert!(all.tips.is_empty());
    let with = Ask {
        alternative: Some("forced".to_owned()),
        ..asked.clone()
    };
    let run = recorded(&prepared(&texts, &with), 2_000, 1);
    assert_eq!(counts_at(&all, "hard", 2), counts(&run, "hard"));
    assert_eq!(counts_at(&all, "pushed", 2)[0], ("yes".to_owned(), 2_000));
}

#[test]
fn what_is_given_at_every_point_is_given() {
    let texts = Texts::one(SCENE);
    let asked = Ask {
        given: vec!["hard".to_owned()],
        ..ask("test.toml")
    };
    let record = swept(&texts, &asked, &["assumptions.push=0.2,0.8"], 4_000);
    for (point, push) in ["0.2", "0.8"].iter().enumerate() {
        let run = alone(&texts, &asked, &[format!("assumptions.push={push}")], 4_000);
        assert_eq!(record.found.kept[point], run.found.kept.k);
        assert_eq!(counts_at(&record, "pushed", point), counts(&run, "pushed"));
        assert_eq!(counts_at(&record, "apart", point), counts(&run, "apart"));
    }
    assert!(record.found.kept[0] < record.found.kept[1]);
    // Other trials are kept, so no trial of one stands for one of the other.
    let Swept::Yes { answers } = &record.questions.get("pushed").unwrap().result else {
        panic!()
    };
    assert_eq!(answers.get("yes").unwrap().least_visible, None);
}

#[test]
fn a_point_that_is_no_scenario_is_named() {
    let texts = Texts::one(SCENE);
    let fails = |over: &str| *try_swept(&texts, &ask("test.toml"), &[over], 1_000).expect_err("it fails");
    match fails("assumptions.push=0.5..1.5:3") {
        SweepFailure::Run(name, _) | SweepFailure::Point(name, ..) => assert_eq!(name, "assumptions.push=1.5"),
        other => panic!("{other:?}"),
    }
    match fails("assumptions.pull=0.5..0.9:3") {
        SweepFailure::Point(name, _, findings) => assert!(name.contains("pull") && findings.has_errors()),
        other => panic!("{other:?}"),
    }
    match fails("alternatives=none") {
        SweepFailure::Point(name, _, findings) => assert!(name.contains("none") && findings.has_errors()),
        other => panic!("{other:?}"),
    }
    let too_many = ["assumptions.push=0.1..0.9:900", "assumptions.cost=0.1..0.9:900"];
    let failure = try_swept(&texts, &ask("test.toml"), &too_many, 1_000).expect_err("it fails");
    assert!(matches!(*failure, SweepFailure::TooMany(810_000)));
}

#[test]
fn records_of_sweeps_keep_to_the_schema_and_read_back() {
    let (texts, paths) = shipped();
    let mut seen = 0;
    for path in paths.iter().filter(|path| !path.starts_with("tutorial/")).take(4) {
        let base = prepared(&texts, &ask(path));
        // A value that is correlated with another cannot be set to a number, so the first that can be swept is taken.
        let weights = base.model.expert_weights();
        let small = (base.model.assumptions.iter()).filter(|one| one.value.point(&weights).is_some_and(|p| p < 0.5));
        let Some((over, record)) = small
            .map(|one| format!("assumptions.{}=0.05..0.4:3", one.name.id))
            .find_map(|over| {
                let record = try_swept(&texts, &ask(path), &[&over], 1_000).ok()?;
                Some((over, record))
            })
        else {
            continue;
        };
        let text = sweep_to_json(&record);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        crate::record::schema::keeps_to(&contingent::record::sweep::schema::schema(), &value, path);
        assert_eq!(serde_json::from_value::<SweepRecord>(value).unwrap(), record);
        // The same sweep again, the same bytes.
        assert_eq!(sweep_to_json(&swept(&texts, &ask(path), &[&over], 1_000)), text);
        seen += 1;
    }
    assert!(seen > 0);
    let scene = swept(
        &Texts::one(SCENE),
        &ask("test.toml"),
        &["assumptions.push=0.2..0.8:3", "alternatives"],
        500,
    );
    let value = serde_json::to_value(&scene).unwrap();
    crate::record::schema::keeps_to(&contingent::record::sweep::schema::schema(), &value, "the scene");
}
