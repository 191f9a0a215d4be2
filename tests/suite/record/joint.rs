//! Joint counts in records: they add up to the other numbers, every id resolves, stages are chosen and named as documented.

use contingent::record::{Joint, QuestionResult, RunRecord, to_json};
use contingent::source::Diagnostics;
use contingent::study::{Ask, prepare};

use super::support::{Texts, ask, prepared, recorded, shipped};

fn answers(record: &RunRecord, question: &str) -> Vec<(String, u64)> {
    match &record.questions.get(question).unwrap().result {
        QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => answers
            .iter()
            .map(|(id, answer)| (id.to_owned(), answer.share.k))
            .collect(),
        QuestionResult::Number(number) => number
            .exceeds
            .iter()
            .map(|(over, share)| (format!("over {over}"), share.k))
            .collect(),
    }
}

#[test]
fn shipped_records_add_up() {
    let (texts, paths) = shipped();
    for path in paths {
        let record = recorded(&prepared(&texts, &ask(&path)), 20_000, 2);
        let kept = record.found.kept.k;
        let Joint {
            convergence,
            drivers,
            paths,
        } = &record.joint;
        assert_eq!(convergence.trials.last(), Some(&20_000), "{path}");
        assert_eq!(convergence.kept.last(), Some(&kept));
        assert!(convergence.trials.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(convergence.answers.len(), record.questions.len());
        for (question, running) in convergence.answers.iter() {
            let known = answers(&record, question);
            for (answer, counts) in running.iter() {
                let k = known.iter().find(|(id, _)| id == answer).map(|(_, k)| k);
                assert_eq!(counts.last(), k, "{path}: {question} {answer}");
                assert_eq!(counts.len(), convergence.trials.len());
            }
        }
        assert!(!drivers.is_empty(), "{path}");
        for (question, list) in drivers.iter() {
            let known = answers(&record, question);
            for (answer, found) in list.iter() {
                let k = known.iter().find(|(id, _)| id == answer).unwrap().1;
                assert_eq!((found.yes, found.no), (k, kept - k), "{path}: {question} {answer}");
                for (variable, branches) in found.held.iter() {
                    let shown = record.variables.get(variable).unwrap();
                    for (branch, split) in branches.iter() {
                        assert!(shown.branches.get(branch).is_some(), "{variable} {branch}");
                        assert!(split.yes <= found.yes && split.no <= found.no);
                    }
                }
            }
        }
        for (question, found) in paths.iter() {
            let known = answers(&record, question);
            assert!((1..=4).contains(&found.stages.len()), "{path}: {question}");
            assert_eq!(found.ways.iter().map(|way| way.k).sum::<u64>(), kept);
            for (place, answer) in found.answers.iter().enumerate() {
                let ways = found.ways.iter().filter(|way| usize::from(way.answer) == place);
                let k = known.iter().find(|(id, _)| id == answer).unwrap().1;
                assert_eq!(ways.map(|way| way.k).sum::<u64>(), k, "{path}: {question} {answer}");
            }
            for (at, stage) in found.stages.iter().enumerate() {
                let shown = record.variables.get(&stage.variable).unwrap();
                let is_known = |state: &String| state == "undrawn" || shown.branches.get(state).is_some();
                assert!(stage.states.iter().all(is_known));
                assert!(
                    found
                        .ways
                        .iter()
                        .all(|way| usize::from(way.states[at]) < stage.states.len())
                );
                // The question is read at the end of the run: a stage's states are the variable's there.
                if Some(record.questions.get(question).unwrap().step) == record.calendar.as_ref().map(|time| time.steps)
                {
                    for (place, state) in stage.states.iter().enumerate().filter(|(_, state)| *state != "undrawn") {
                        let ways = found.ways.iter().filter(|way| usize::from(way.states[at]) == place);
                        let k = shown.branches.get(state).unwrap().share.k;
                        assert_eq!(
                            ways.map(|way| way.k).sum::<u64>(),
                            k,
                            "{path}: {} {state}",
                            stage.variable
                        );
                    }
                }
            }
        }
        assert!(to_json(&record).len() < 1_000_000, "{path}");
    }
}

const STORM: &str = r#"
contingent = 1
[events.coin]
probability = 0.5
[events.front]
outcomes = { calm = 0.5, near = 0.5 }
[events.wind]
probability = 0.1
[[events.wind.case]]
if = "front == near"
probability = 0.7
[events.season]
outcomes = { summer = 0.5, winter = 0.5 }
[events.storm]
probability = 0.02
[[events.storm.case]]
if = "wind and season == winter"
probability = 0.8
[questions.hit]
yes = "storm"
"#;

fn stages(text: &str, through: Option<&str>) -> (bool, Vec<String>) {
    let ask = Ask {
        through: through.map(str::to_owned),
        ..ask("test.toml")
    };
    let record = recorded(&prepared(&Texts::one(text), &ask), 20_000, 2);
    let found = record.joint.paths.get("hit").expect("something tells about the answer");
    let stages = found.stages.iter().map(|stage| stage.variable.clone());
    (found.named, stages.collect())
}

#[test]
fn stages_are_those_that_tell_most_and_not_the_answer_itself() {
    // The storm is the answer in other words; the coin tells nothing, and the front nothing beyond the wind.
    assert_eq!(
        stages(STORM, None),
        (false, vec!["season".to_owned(), "wind".to_owned()])
    );
    // A variable that settles the answer by itself is passed over as well, though the question reads another one beside it.
    let settled = STORM.replace(
        "yes = \"storm\"",
        "yes = \"storm and (front == near or front == calm)\"",
    );
    assert_eq!(stages(&settled, None).1, ["season", "wind"]);
    assert_eq!(
        stages(STORM, Some("storm, front")),
        (true, vec!["storm".to_owned(), "front".to_owned()])
    );
    let asked =
        format!("{STORM}[report]\nquestions = [\"hit\"]\nstates = [\"wind\"]\npaths = [\"season\", \"front\"]\n");
    assert_eq!(
        stages(&asked, None),
        (true, vec!["season".to_owned(), "front".to_owned()])
    );
    assert_eq!(stages(&asked, Some("wind")), (true, vec!["wind".to_owned()]));
    let record = recorded(&prepared(&Texts::one(&asked), &ask("test.toml")), 1_000, 1);
    assert_eq!(record.report.questions, ["hit"]);
    assert_eq!(record.report.states, ["wind"]);
    assert_eq!(record.report.paths, ["season", "front"]);
}

#[test]
fn named_stages_belong_to_the_identity_of_a_run() {
    let of = |text: &str, through: Option<&str>| {
        let ask = Ask {
            through: through.map(str::to_owned),
            ..ask("test.toml")
        };
        recorded(&prepared(&Texts::one(text), &ask), 1_000, 1).identity
    };
    let asked = format!("{STORM}[report]\npaths = [\"season\"]\n");
    let mut all = vec![
        of(STORM, None),
        of(STORM, Some("wind")),
        of(STORM, Some("wind,season")),
        of(&asked, None),
        of(&asked, Some("wind")),
    ];
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 5);
}

#[test]
fn what_is_no_stage_is_refused() {
    let findings = |text: &str, through: &str| {
        let ask = Ask {
            through: Some(through.to_owned()),
            ..ask("test.toml")
        };
        let mut findings = Diagnostics::default();
        match prepare(&Texts::one(text), &ask, &mut findings) {
            Ok(_) => String::new(),
            Err(document) => contingent::source::render_short(&document.sources, &findings),
        }
    };
    assert_eq!(findings(STORM, "wind,front"), "");
    let near = findings(STORM, "wind,seasn");
    assert!(
        near.contains("error[unknown-id]") && near.contains("did you mean `season`?"),
        "{near}"
    );
    assert!(findings(STORM, "").contains("error[unknown-id]"));
    assert!(findings(STORM, "wind,wind").contains("error[duplicate-id]"));
    let number =
        format!("{STORM}[quantities.damage]\nvalue = {{ normal = [1, 1] }}\n[questions.cost]\nnumber = \"damage\"\n");
    assert!(findings(&number, "damage").contains("error[wrong-type]"));
    // Nine variables are too many, and so are few with too many branches.
    let mut large = STORM.to_owned();
    let branches: Vec<String> = (0..40).map(|at| format!("b{at} = 1")).collect();
    for at in 0..4 {
        large.push_str(&format!("[events.v{at}]\noutcomes = {{ {} }}\n", branches.join(", ")));
    }
    let found = findings(&large, "v0,v1,v2");
    assert!(
        found.contains("error[too-large]") && found.contains("137842 combinations"),
        "{found}"
    );
    assert_eq!(findings(&large, "v0,v1"), "");
    assert!(findings(STORM, "coin,coin,coin,coin,coin,coin,coin,coin,coin").contains("error["));
}
