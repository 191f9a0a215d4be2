//! Expectations rest on comparisons: a coupling that is gone fails, a condition is decided, a fault names its alternative.

use crate::cli::support::Place;

const COUPLED: &str = r#"contingent = 1
[sources.s]
title = "A briefing"
[claims.c-1]
source = "s"
says = "Where there is no cause there is less effect."
expects = { question = "effect", answer = "yes", lower_in = "without" }
[events.cause]
probability = 0.4
[events.effect]
probability = 0.2
[[events.effect.factor]]
if = "cause"
odds = 4
[questions.effect]
yes = "effect"
[alternatives.without]
do = { cause = false }
[alternatives.where_it_was]
given = "cause"
[[expectations]]
says = "without lowers effect"
[[expectations]]
says = "where_it_was raises effect"
[[expectations]]
says = "where_it_was lowers effect"
"#;

#[test]
fn conditions_are_decided_and_a_lost_coupling_fails() {
    let place = Place::new();
    place.file("coupled.toml", COUPLED);
    let said = place.run(&["check", "coupled.toml", "--expect", "--trials", "20000"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("3 hold, 1 fail, 0 undecided"), "{}", said.out);
    place.file(
        "coupled.toml",
        &COUPLED.replace("[[expectations]]\nsays = \"where_it_was lowers effect\"\n", ""),
    );
    let said = place.run(&["check", "coupled.toml", "--expect", "--trials", "20000"]);
    assert_eq!(said.code, 0, "{}", said.out);
    // The coupling is deleted: not one trial differs.
    let lost = COUPLED.replace("[[events.effect.factor]]\nif = \"cause\"\nodds = 4\n", "");
    place.file("lost.toml", &lost);
    let said = place.run(&["check", "lost.toml", "--expect", "--trials", "20000"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("0: no trial differs"), "{}", said.out);
}

#[test]
fn a_run_records_them() {
    let place = Place::new();
    place.file("coupled.toml", COUPLED);
    let said = place.run(&[
        "run",
        "coupled.toml",
        "--trials",
        "20000",
        "--expect",
        "--no-record",
        "--format",
        "json",
        "--quiet",
    ]);
    assert_eq!(said.code, 1, "{}", said.talk);
    let record: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let verdicts: Vec<&str> = record["expectations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["holds", "holds", "fails", "holds"]);
    assert_eq!(record["evidence"]["claims"]["c-1"]["expects"]["verdict"], "agrees");
    let plain = place.run(&[
        "run",
        "coupled.toml",
        "--trials",
        "20000",
        "--no-record",
        "--format",
        "json",
        "--quiet",
    ]);
    let plain: serde_json::Value = serde_json::from_str(&plain.out).unwrap();
    assert!(plain.get("expectations").is_none() && plain["evidence"]["claims"]["c-1"]["expects"]["verdict"].is_null());
    assert_eq!(plain["identity"], record["identity"]);
}

#[test]
fn a_fault_names_its_alternative() {
    let place = Place::new();
    place.file(
        "fault.toml",
        "contingent = 1\n[assumptions]\nd = 3\n[events.e]\nprobability = 0.5\n[quantities.x]\nvalue = \"1 / (d - if(e, 1, 0))\"\n[questions.q]\n\
         yes = \"x > 0\"\n[alternatives.worse]\nset = { \"assumptions.d\" = 1 }\n[[expectations]]\nsays = \"worse raises q\"\n",
    );
    let said = place.run(&["check", "fault.toml", "--expect", "--trials", "1000"]);
    assert_eq!(said.code, 1);
    assert!(said.talk.contains("alternative `worse`"), "{}", said.talk);
}
