//! The command: what can be named, what goes wrong, and how it ends.

use crate::cli::support::Place;

const COIN: &str = "contingent = 1\n[scenario]\ntitle = \"A coin\"\n[assumptions]\nbias = 0.5\n[events.coin]\nprobability = \"bias\"\n\
                    [questions.heads]\ntitle = \"Heads\"\nyes = \"coin\"\n[alternatives.loaded]\ntitle = \"A loaded coin\"\n\
                    set = { \"assumptions.bias\" = 0.6 }\n[alternatives.heads_only]\ndo = { coin = true }\n\
                    [alternatives.rare]\nset = { \"assumptions.bias\" = 0.001 }\ngiven = \"coin\"\n";

fn place() -> Place {
    let place = Place::new();
    place.file("coin.toml", COIN);
    place.file("other.toml", &COIN.replace("bias = 0.5", "bias = 0.4"));
    place
}

/// A text without its line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The record as another version would have made it.
fn of_version_77(record: &str) -> String {
    let own = format!("\"result_version\": {}", contingent::record::RESULT_VERSION);
    assert!(record.contains(&own));
    record.replace(&own, "\"result_version\": 77")
}

const QUICK: [&str; 3] = ["--trials", "2000", "--quiet"];

#[track_caller]
fn compare(place: &Place, arguments: &[&str]) -> crate::cli::support::Said {
    let mut all = vec!["compare"];
    all.extend(arguments);
    if !arguments.contains(&"--trials") {
        all.extend(QUICK);
    }
    place.run(&all)
}

#[test]
fn two_scenarios_leave_one_whole_folder() {
    let place = place();
    let said = compare(&place, &["coin.toml", "other.toml"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    for part in [
        "Heads",
        "difference, points",
        "what differs: 1 change",
        "bias 0.5 → 0.4",
        "2,000 paired trials",
        "record reports/",
    ] {
        assert!(flat(&said.out).contains(part), "{part} is not in\n{}", said.out);
    }
    assert!(
        said.out
            .contains("all of the drop comes from trials that first part at “Coin”"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80),
        "{}",
        said.out
    );
    let names = place.list("reports/coin");
    assert_eq!(names.len(), 1);
    assert!(names[0].starts_with("compare-"));
    assert_eq!(
        place.list(&format!("reports/coin/{}", names[0])),
        ["charts", "comparison.json", "report.html", "scenarios", "tables"]
    );
    // The same again replaces it; and it is no run.
    assert_eq!(compare(&place, &["coin.toml", "other.toml"]).code, 0);
    assert_eq!(place.list("reports/coin"), names);
    assert!(place.run(&["list"]).out.contains("no runs on record"));
}

#[test]
fn a_scenario_alone_is_compared_with_its_alternatives() {
    let place = place();
    let said = compare(&place, &["coin.toml", "--no-record", "--trials", "100000"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    for part in [
        "A loaded coin",
        "Heads only",
        "do coin",
        "rests on",
        "a draw was replaced",
    ] {
        assert!(flat(&said.out).contains(part), "{part} is not in\n{}", said.out);
    }
    let said = compare(&place, &["coin.toml:loaded", "--no-record", "--format", "json"]);
    let record: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(record["sides"][0]["label"], "baseline");
    assert_eq!(record["sides"][1]["label"], "loaded");
    assert!(place.list("reports").is_empty());
    let said = compare(&place, &["coin.toml:loaded", "--no-record", "--format", "csv"]);
    assert!(said.out.starts_with("side,question,answer"), "{}", said.out);
    let bare = place.file(
        "bare.toml",
        "contingent = 1\n[events.e]\nprobability = 0.5\n[questions.q]\nyes = \"e\"\n",
    );
    let said = compare(&place, &[bare.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(
        flat(&said.talk).contains("no alternatives") && flat(&said.talk).contains("help:"),
        "{}",
        said.talk
    );
}

#[test]
fn records_are_compared_by_folder_and_identity() {
    let place = place();
    for file in ["coin.toml", "other.toml"] {
        assert_eq!(place.run(&["run", file, "--trials", "2000", "--quiet"]).code, 0);
    }
    let of = |scenario: &str| place.list(&format!("reports/{scenario}"))[0].clone();
    let (one, other) = (of("coin"), of("other"));
    // The files are not needed any more.
    std::fs::remove_file(place.path().join("coin.toml")).unwrap();
    std::fs::remove_file(place.path().join("other.toml")).unwrap();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let mut all = arguments.to_vec();
        all.extend(["--no-record", "--format", "json"]);
        let said = compare(&place, &all);
        assert_eq!(said.code, 0, "{}", said.talk);
        serde_json::from_str(&said.out).unwrap()
    };
    let by_identity = json(&[&one, &other]);
    let by_folder = json(&[
        &format!("reports/coin/{one}"),
        &format!("reports/other/{other}/run.json"),
    ]);
    assert_eq!(by_identity["comparisons"], by_folder["comparisons"]);
    assert_eq!(by_identity["comparisons"][0]["method"], "paired");
    assert_eq!(by_identity["sides"][0]["origin"], "record");
    assert_eq!(by_identity["sides"][0]["run"]["identity"], one.as_str());
    assert_eq!(by_identity["comparisons"][0]["changes"][0]["path"], "assumptions.bias");
    // An identity that nobody knows.
    let said = compare(&place, &["0000-0000-0000-0000", &one]);
    assert_eq!(said.code, 3);
    assert!(
        flat(&said.talk).contains("no run `0000-0000-0000-0000`"),
        "{}",
        said.talk
    );
    // One record alone.
    assert_eq!(compare(&place, &[&one]).code, 2);
}

#[test]
fn other_seeds_and_versions_are_compared_as_they_stand() {
    let place = place();
    place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "2000",
        "--seed",
        "1",
        "--label",
        "one",
        "--quiet",
    ]);
    place.run(&[
        "run",
        "other.toml",
        "--trials",
        "2000",
        "--seed",
        "2",
        "--label",
        "two",
        "--quiet",
    ]);
    let (one, two) = ("reports/coin/one", "reports/other/two");
    let said = compare(&place, &[one, two, "--no-record"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(
        flat(&said.out).contains("not paired: one: the seeds differ (1, 2)"),
        "{}",
        said.out
    );
    assert!(flat(&said.out).contains("bias 0.5 → 0.4"), "{}", said.out);
    let said = compare(&place, &[one, two, "--no-record", "--seed", "3"]);
    assert!(flat(&said.out).contains("2,000 paired trials · seed 3"), "{}", said.out);
    // A record of another result version; one of another format; one whose scenario is gone.
    let path = place.path().join(one).join("run.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, of_version_77(&text)).unwrap();
    let said = compare(&place, &[one, "other.toml", "--no-record"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(flat(&said.out).contains("another version (results 77"), "{}", said.out);
    let said = compare(
        &place,
        &[one, "other.toml", "--no-record", "--set", "assumptions.bias=0.3"],
    );
    assert_eq!(said.code, 2);
    assert!(flat(&said.talk).contains("cannot be changed"), "{}", said.talk);
    std::fs::write(&path, text.replace("\"format\": 1", "\"format\": 8")).unwrap();
    let said = compare(&place, &[one, "other.toml", "--no-record"]);
    assert_eq!(said.code, 3);
    assert!(flat(&said.talk).contains("it has format 8"), "{}", said.talk);
    std::fs::write(&path, &text).unwrap();
    std::fs::remove_file(place.path().join(one).join("scenario.toml")).unwrap();
    let said = compare(&place, &[one, "other.toml", "--no-record"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(
        flat(&said.out).contains("its `scenario.toml` cannot be read"),
        "{}",
        said.out
    );
}

#[test]
fn what_is_wrong_is_said() {
    let place = place();
    let failing = |arguments: &[&str], code: i32, parts: &[&str]| {
        let said = compare(&place, arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.talk);
        for part in parts {
            assert!(flat(&said.talk).contains(part), "{part} is not in\n{}", said.talk);
        }
        assert!(place.list("reports").is_empty());
    };
    failing(&["coin.toml", "missing.toml"], 3, &["missing.toml", "no such file"]);
    failing(&["coin.toml:loded"], 1, &["no alternative", "did you mean `loaded`?"]);
    failing(&["coin.toml:"], 1, &["no alternative"]);
    failing(
        &["coin.toml", "other.toml", "--set", "assumptions.bais=1"],
        1,
        &["bais"],
    );
    failing(
        &["coin.toml", "other.toml", "--given", "coin and not coin"],
        1,
        &["none of 2,000 trials"],
    );
    failing(&["coin.toml:rare"], 1, &["too few to compare", "--trials "]);
    failing(&["."], 2, &["one record"]);
    failing(&[".", "coin.toml"], 3, &["run.json", "help:"]);
    place.file("broken/run.json", "{ \"format\": 1, ");
    failing(&["broken", "coin.toml"], 3, &["no valid JSON"]);
    place.file("broken/run.json", "{ \"format\": 1 }");
    failing(&["broken", "coin.toml"], 3, &["no record of a run"]);
    place.file("wrong.toml", "contingent = 1\n[events.e]\nprobability = 2\n");
    failing(&["coin.toml", "wrong.toml"], 1, &["wrong.toml"]);
    failing(&[], 2, &["required"]);
}

#[test]
fn a_fault_names_the_side_that_met_it() {
    let place = place();
    place.file(
        "fault.toml",
        "contingent = 1\n[assumptions]\nd = 1\n[events.e]\nprobability = 0.5\n[quantities.x]\nvalue = \"1 / (d - if(e, 1, 0))\"\n[questions.q]\nyes = \"x > 0\"\n\
         [questions.e]\nyes = \"e\"\n[alternatives.worse]\nset = { \"assumptions.d\" = 3 }\n",
    );
    let said = compare(&place, &["fault.toml:worse", "fault.toml"]);
    assert_eq!(said.code, 1, "{}", said.talk);
    assert!(flat(&said.talk).contains("met in `fault.toml`"), "{}", said.talk);
}

#[test]
fn the_same_file_twice_is_the_same() {
    let place = place();
    let said = compare(&place, &["coin.toml", "coin.toml", "--no-record"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(flat(&said.out).contains("what differs: nothing"), "{}", said.out);
    assert!(flat(&said.out).contains("every trial answers alike"), "{}", said.out);
    assert!(flat(&said.out).contains("the very same run"), "{}", said.out);
}

#[test]
fn titles_cannot_harm_a_terminal() {
    let place = place();
    place.file(
        "harm.toml",
        &COIN
            .replace("\"A loaded coin\"", "\"\\u001b[31mred\\u0007\"")
            .replace("\"Heads\"", "\"\\u001b]0;x\\u0007\""),
    );
    let said = compare(&place, &["harm.toml:loaded", "--no-record"]);
    // Such titles are refused or made harmless; in no case do they reach the terminal as they are.
    assert!(
        !said.out.contains('\u{1b}') && !said.talk.contains('\u{7}'),
        "{}",
        said.out
    );
}

#[test]
fn as_many_trials_as_are_said_to_be_enough_are_enough() {
    let place = place();
    let said = compare(&place, &["coin.toml:rare", "--no-record"]);
    assert_eq!(said.code, 1, "{}", said.out);
    let (_, rest) = said.talk.split_once("--trials ").unwrap();
    let enough: String = rest.chars().take_while(char::is_ascii_digit).collect();
    assert!(enough.parse::<u64>().unwrap() < 10_000_000, "{}", said.talk);
    let said = compare(
        &place,
        &["coin.toml:rare", "--no-record", "--quiet", "--trials", &enough],
    );
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(flat(&said.out).contains("rare rests on"), "{}", said.out);
}

#[test]
fn a_forced_result_says_in_what_share_of_trials_forcing_bit() {
    let place = place();
    // It is due where the gate opens, in three trials of ten.
    place.file(
        "gate.toml",
        "contingent = 1\n[events.gate]\nprobability = 0.3\n[choices.act]\nwhen = \"gate\"\nidle = \"wait\"\noptions = { wait = 3, go = 1 }\n\
         [questions.gone]\nyes = \"act == go\"\n[alternatives.forced]\ndo = { act = \"go\" }\n",
    );
    let said = compare(&place, &["gate.toml", "--trials", "100000", "--quiet", "--no-record"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(
        flat(&said.out).contains("forced: a draw was replaced in 30% of trials"),
        "{}",
        said.out
    );
    let said = compare(
        &place,
        &[
            "gate.toml",
            "--trials",
            "100000",
            "--quiet",
            "--no-record",
            "--format",
            "json",
        ],
    );
    let record: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let forced = &record["sides"][1]["run"]["found"]["forced"];
    let end = |name: &str| forced[name].as_f64().unwrap();
    assert!(end("low") < 0.3 && 0.3 < end("high"), "{forced}");
    assert!(record["sides"][0]["run"]["found"]["forced"].is_null());
    // What was forced is what happened where the gate opened: P(gone) is P(gate), not P(gate) / 4.
    let p = &record["comparisons"][0]["questions"]["gone"]["answers"]["yes"]["p"];
    assert!(
        (p[0].as_f64().unwrap() - 0.075).abs() < 0.003 && (p[1].as_f64().unwrap() - 0.3).abs() < 0.005,
        "{p}"
    );
}
