//! Records on disk: whole or not at all, reused, replaced, swept, listed.

use super::support::{COIN, Place};

fn identity(place: &Place, scenario: &str) -> String {
    let names = place.list(&format!("reports/{scenario}"));
    assert_eq!(names.len(), 1, "{names:?}");
    names[0].clone()
}

#[test]
fn a_run_leaves_one_whole_folder() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    assert_eq!(place.run(&["run", "coin.toml", "--trials", "1000", "--quiet"]).code, 0);
    let name = identity(&place, "coin");
    assert_eq!(name.len(), 19);
    assert_eq!(
        place.list(&format!("reports/coin/{name}")),
        ["charts", "report.html", "run.json", "scenario.toml", "tables"]
    );
    let tables = place.list(&format!("reports/coin/{name}/tables"));
    assert_eq!(
        tables,
        ["quantities.csv", "questions.csv", "steps.csv", "variables.csv"]
    );
    let text = std::fs::read_to_string(place.path().join(format!("reports/coin/{name}/run.json"))).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(record["identity"], name.as_str());
    assert_eq!(record["questions"]["heads"]["kind"], "yes");
    // The scenario in it runs again with the same identity.
    let again = place.run(&[
        "run",
        &format!("reports/coin/{name}/scenario.toml"),
        "--trials",
        "1000",
        "--no-record",
        "--format",
        "json",
    ]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(again["identity"], record["identity"]);
}

#[test]
fn the_same_run_is_not_run_again() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let first = place.run(&["run", "coin.toml", "--trials", "1000"]);
    let second = place.run(&["run", "coin.toml", "--trials", "1000"]);
    assert!(second.talk.contains("on record already"), "{}", second.talk);
    assert_eq!(first.out, second.out);
    // What is broken is made anew, and what is asked otherwise is another run.
    let name = identity(&place, "coin");
    place.file(&format!("reports/coin/{name}/run.json"), "{ \"format\": 1 }");
    let third = place.run(&["run", "coin.toml", "--trials", "1000"]);
    assert!(!third.talk.contains("on record already"), "{}", third.talk);
    assert_eq!(third.out, first.out);
    place.run(&["run", "coin.toml", "--trials", "1000", "--seed", "2"]);
    place.run(&["run", "coin.toml", "--trials", "1000", "--do", "coin=yes"]);
    place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "1000",
        "--set",
        "events.coin.probability=0.4",
    ]);
    assert_eq!(place.list("reports/coin").len(), 4);
}

#[test]
fn labels_name_a_folder_and_stay_within_it() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    assert_eq!(
        place
            .run(&["run", "coin.toml", "--trials", "1000", "--label", "../first run"])
            .code,
        0
    );
    assert_eq!(place.list("reports/coin"), ["first-run"]);
    // Another run under the same label replaces it whole.
    place.file("reports/coin/first-run/stray", "x");
    let run = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "2000",
        "--label",
        "first run",
        "--format",
        "json",
    ]);
    assert_eq!(place.list("reports/coin"), ["first-run"]);
    assert!(!place.list("reports/coin/first-run").contains(&"stray".to_owned()));
    assert!(
        run.out.contains("\"trials\": 2000") || run.out.contains("\"trials\":2000"),
        "{}",
        run.out
    );
    assert_eq!(
        place.run(&["run", "coin.toml", "--label", "..", "--trials", "10"]).code,
        2
    );
}

#[test]
fn what_a_killed_process_left_is_swept() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    place.file("reports/coin/.new-4242-half/run.json", "{");
    place.file("reports/coin/.old-4242-lost/run.json", "kept");
    place.file("reports/coin/.old-4242-there/run.json", "old");
    place.file("reports/coin/there/run.json", "new");
    assert_eq!(
        place
            .run(&["run", "coin.toml", "--trials", "1000", "--label", "x"])
            .code,
        0
    );
    assert_eq!(place.list("reports/coin"), ["lost", "there", "x"]);
    let text =
        |name: &str| std::fs::read_to_string(place.path().join(format!("reports/coin/{name}/run.json"))).unwrap();
    assert_eq!((text("lost").as_str(), text("there").as_str()), ("kept", "new"));
}

#[test]
fn the_list_holds_what_can_be_read() {
    let place = Place::new();
    place.file("lib/contingent.toml", "seed = 9\ntrials = 1500\noutput = \"../out\"\n");
    place.file("lib/deep/coin.toml", COIN);
    assert_eq!(place.run(&["run", "lib/deep/coin.toml", "--label", "one"]).code, 0);
    assert_eq!(place.list("out/deep/coin"), ["one"]);
    place.run(&["run", "lib/deep/coin.toml", "--label", "two", "--do", "coin=yes"]);
    place.file("out/deep/coin/broken/run.json", "nonsense");
    let list = place.run(&["list", "out"]);
    assert_eq!(list.code, 0);
    let lines: Vec<&str> = list.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", list.out);
    assert!(
        lines[1].contains("deep/coin") && lines[1].contains("1,500") && lines[1].contains(" 9 "),
        "{}",
        list.out
    );
    assert!(lines[2].contains("do coin=yes"), "{}", list.out);
    assert!(
        list.talk.contains("broken") && list.talk.contains("no valid JSON"),
        "{}",
        list.talk
    );
    let json: serde_json::Value = serde_json::from_str(&place.run(&["list", "out", "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(json[0]["asked"]["seed"], 9);
    assert_eq!(place.run(&["list", "nowhere"]).code, 3);
}
