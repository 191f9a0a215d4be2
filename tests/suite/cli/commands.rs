//! Each command at its work.

use super::support::{COIN, Place};

#[test]
fn the_starter_is_written_checked_and_run() {
    let place = Place::new();
    let new = place.run(&["new", "winter.toml"]);
    assert_eq!((new.code, new.out.as_str()), (0, ""), "{}", new.talk);
    assert!(new.talk.contains("contingent check winter.toml"));
    let before = std::fs::read_to_string(place.path().join("winter.toml")).unwrap();
    let again = place.run(&["new", "winter.toml"]);
    assert_eq!(again.code, 3);
    assert!(again.talk.contains("exists already"), "{}", again.talk);
    assert_eq!(
        std::fs::read_to_string(place.path().join("winter.toml")).unwrap(),
        before
    );
    assert_eq!(place.run(&["new", "winter.txt"]).code, 2);

    let check = place.run(&["check", "winter.toml", "--deny", "warnings"]);
    assert_eq!(check.code, 0, "{}", check.talk);
    assert!(check.out.contains("effective rates"), "{}", check.out);
    let expect = place.run(&["check", "winter.toml", "--expect", "--trials", "20000"]);
    assert_eq!(expect.code, 0, "{}", expect.out);
    assert!(
        expect.out.contains("holds") && expect.out.contains("1 hold, 0 fail"),
        "{}",
        expect.out
    );

    let run = place.run(&["run", "winter.toml", "--trials", "2e4"]);
    assert_eq!(run.code, 0, "{}", run.talk);
    for piece in [
        "Will the strike be settled?",
        "20,000 trials · seed 1 · no conditions",
        "The strike is settled by",
        "median",
        "record  reports/winter/",
    ] {
        assert!(run.out.contains(piece), "{piece} is not in\n{}", run.out);
    }
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn a_line_of_the_table_holds_number_interval_and_words() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let run = place.run(&["run", "coin.toml", "--trials", "10000", "--no-record"]);
    let line = run.out.lines().find(|line| line.starts_with("Heads")).unwrap();
    let record = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "10000",
        "--no-record",
        "--format",
        "json",
    ]);
    let record: serde_json::Value = serde_json::from_str(&record.out).unwrap();
    let yes = &record["questions"]["heads"]["answers"]["yes"];
    let (printed, word) = (yes["printed"].as_str().unwrap(), yes["word"].as_str().unwrap());
    assert!(
        line.contains(printed) && line.contains(word.split(' ').next().unwrap()),
        "{line}"
    );
    assert!((yes["p"].as_f64().unwrap() - 0.5).abs() < 0.02);
    assert!(
        place.list(".").iter().all(|name| name != "reports"),
        "no record was asked for"
    );
}

#[test]
fn samples_are_the_trials_of_the_record() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let run = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "3000",
        "--format",
        "json",
        "--samples",
        "trials.csv",
        "--seed",
        "7",
    ]);
    assert_eq!(run.code, 0, "{}", run.talk);
    let record: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let text = std::fs::read_to_string(place.path().join("trials.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        (lines.len(), lines[0], &lines[3000][..4]),
        (3001, "trial,coin,heads", "2999")
    );
    let heads = lines.iter().filter(|line| line.ends_with(",yes")).count() as u64;
    assert_eq!(record["questions"]["heads"]["answers"]["yes"]["k"], heads);
    let one = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "10",
        "--no-record",
        "--samples",
        "one.csv",
        "--columns",
        "heads",
    ]);
    assert_eq!(one.code, 0, "{}", one.talk);
    assert!(
        std::fs::read_to_string(place.path().join("one.csv"))
            .unwrap()
            .starts_with("trial,heads\n")
    );
    let wrong = place.run(&[
        "run",
        "coin.toml",
        "--trials",
        "10",
        "--no-record",
        "--samples",
        "two.csv",
        "--columns",
        "head",
    ]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.talk.contains("did you mean `heads`"), "{}", wrong.talk);
    assert!(!place.path().join("two.csv").exists());
}

#[test]
fn precision_is_reached_and_told() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let run = place.run(&[
        "run",
        "coin.toml",
        "--precision",
        "0.4",
        "--no-record",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 0, "{}", run.talk);
    let record: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let yes = &record["questions"]["heads"]["answers"]["yes"];
    let half = (yes["high"].as_f64().unwrap() - yes["low"].as_f64().unwrap()) / 2.0;
    assert!(half <= 0.004, "{half}");
    // Of looks at 10,000 trials and more, the one that reaches it is the first.
    assert_eq!(record["found"]["trials"].as_u64().unwrap() % 10_000, 0);
    assert!(record["found"]["confidence"].as_f64().unwrap() > 0.95);
    assert_eq!(
        place.run(&["run", "coin.toml", "--precision", "0", "--no-record"]).code,
        2
    );
    assert_eq!(
        place
            .run(&["run", "coin.toml", "--precision", "nan", "--no-record"])
            .code,
        2
    );
}

#[test]
fn traces_tell_a_trial_and_find_one() {
    let place = Place::new();
    place.run(&["new", "s.toml"]);
    let story = place.run(&["trace", "s.toml", "--where", "answer == accepts"]);
    assert_eq!(story.code, 0, "{}", story.talk);
    assert!(
        story.out.contains("→ Accepts") && story.out.contains("2026"),
        "{}",
        story.out
    );
    let number: String = story
        .out
        .lines()
        .nth(1)
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let trial = number.trim_end_matches('1').to_owned();
    let trial = if trial.is_empty() { "0".to_owned() } else { trial };
    let same = place.run(&["trace", "s.toml", "--trial", &trial]);
    assert_eq!(same.out, story.out);
    assert!(place.run(&["trace", "s.toml", "--all"]).out.contains("stays"));
    let never = place.run(&[
        "trace",
        "s.toml",
        "--where",
        "answer == accepts and not drawn(offer)",
        "--trials",
        "5000",
    ]);
    assert_eq!(never.code, 1);
    assert!(never.talk.contains("none of 5,000 trials"), "{}", never.talk);
    let wrong = place.run(&["trace", "s.toml", "--where", "answr == accepts"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.talk.contains("answer"), "{}", wrong.talk);
}

#[test]
fn explanations_name_what_won_and_what_gave_way() {
    let place = Place::new();
    place.run(&["new", "s.toml"]);
    let told = place.run(&[
        "explain",
        "s.toml",
        "offer_comes",
        "--set",
        "assumptions.offer_comes=0.9",
    ]);
    assert_eq!(told.code, 0, "{}", told.talk);
    for piece in [
        "assumptions.offer_comes",
        "0.9",
        "replaces",
        "\"likely\"",
        "s.toml:",
        "gazette-2",
        "offer",
    ] {
        assert!(told.out.contains(piece), "{piece} is not in\n{}", told.out);
    }
    let wrong = place.run(&["explain", "s.toml", "ofer_comes"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.talk.contains("did you mean `offer_comes`"), "{}", wrong.talk);
}

#[test]
fn every_stage_can_be_looked_at() {
    let place = Place::new();
    place.run(&["new", "s.toml"]);
    for (stage, piece) in [
        ("document", "[choices.answer]"),
        ("model", "choices.answer of union"),
        ("plan", "variable answer"),
        ("draws", "stream"),
    ] {
        let told = place.run(&["inspect", "s.toml", "--stage", stage]);
        assert_eq!(told.code, 0, "{}", told.talk);
        assert!(told.out.contains(piece), "{piece} is not in\n{}", told.out);
    }
    let plan = place.run(&["inspect", "s.toml", "--do", "answer=refuses@2026-03-01.."]);
    assert!(plan.out.contains("forced refuses in steps 2 to 6"), "{}", plan.out);
    // The document is a scenario again.
    let text = place.run(&["inspect", "s.toml", "--stage", "document"]).out;
    place.file("again.toml", &text);
    assert_eq!(
        place.run(&["check", "again.toml", "--fast", "--deny", "warnings"]).code,
        0
    );
}

#[test]
fn expectations_that_fail_end_with_exit_code_1() {
    let place = Place::new();
    let text = format!("{COIN}[[expectations]]\nsays = \"heads < 0.3\"\n[[expectations]]\nsays = \"heads > 0.3\"\n");
    place.file("coin.toml", &text);
    let expect = place.run(&["check", "coin.toml", "--expect", "--trials", "10000"]);
    assert_eq!(expect.code, 1, "{}", expect.out);
    assert!(
        expect.out.contains("FAILS") && expect.out.contains("1 hold, 1 fail, 0 undecided"),
        "{}",
        expect.out
    );
    // Undecided is told and is no failure.
    place.file(
        "even.toml",
        &format!("{COIN}[[expectations]]\nsays = \"heads > 0.5\"\n"),
    );
    let even = place.run(&["check", "even.toml", "--expect", "--trials", "1000"]);
    assert!(even.out.contains("undecided"), "{}", even.out);
    assert_eq!(even.code, 0);
}

#[test]
fn findings_are_shown_in_each_form() {
    let place = Place::new();
    place.file("bad.toml", &COIN.replace("yes = \"coin\"", "yes = \"coyn\""));
    let full = place.run(&["check", "bad.toml", "--fast"]);
    assert_eq!(full.code, 1);
    assert!(
        full.talk.contains("bad.toml:6:") && full.talk.contains("did you mean"),
        "{}",
        full.talk
    );
    let short = place.run(&["check", "bad.toml", "--fast", "--format", "short"]);
    assert!(short.out.starts_with("bad.toml:6:"), "{}", short.out);
    let json = place.run(&["check", "bad.toml", "--fast", "--format", "json"]);
    assert_eq!(json.code, 1);
    let list: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(list[0]["line"], 6);
    let run = place.run(&["run", "bad.toml"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
}

#[test]
fn schemas_completions_and_help_are_printed() {
    let place = Place::new();
    let scenario = place.run(&["schema"]).out;
    assert_eq!(
        scenario,
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/scenario.schema.json")).unwrap()
    );
    let run: serde_json::Value = serde_json::from_str(&place.run(&["schema", "run"]).out).unwrap();
    assert_eq!(run["properties"]["format"]["const"], 1);
    assert!(place.run(&["completions", "bash"]).out.contains("contingent"));
    for command in [
        "run",
        "check",
        "trace",
        "explain",
        "new",
        "schema",
        "list",
        "inspect",
        "completions",
    ] {
        let help = place.run(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Examples:"), "{command} has no examples");
    }
    for wrong in [
        &["frobnicate"][..],
        &["run"],
        &["run", "x.toml", "--trials", "0"],
        &["run", "x.toml", "--threads", "0"],
    ] {
        assert_eq!(place.run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn colour_is_there_when_asked_for_and_only_then() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let plain = place.run(&["run", "coin.toml", "--trials", "100", "--no-record"]);
    assert!(!plain.out.contains('\u{1b}'));
    let colour = place.run(&[
        "--color",
        "always",
        "run",
        "coin.toml",
        "--trials",
        "100",
        "--no-record",
    ]);
    assert!(colour.out.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = colour.out.as_str();
    while let Some((before, behind)) = rest.split_once('\u{1b}') {
        stripped.push_str(before);
        rest = behind.split_once('m').map_or("", |(_, after)| after);
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain.out);
}

#[test]
fn a_rule_too_large_for_a_table_is_noted_with_its_size() {
    let place = Place::new();
    // Each event has two states: fifteen of them have 2^15 combinations, one bit more than a table takes.
    let scenario = |parents: usize| {
        let mut text = "contingent = 1\n".to_owned();
        let names: Vec<String> = (0..parents).map(|at| format!("part{at}")).collect();
        for name in &names {
            text += &format!("[events.{name}]\nprobability = 0.5\n");
        }
        let all = names.join(" and ");
        text + &format!(
            "[events.whole]\nprobability = 0.5\n[[events.whole.factor]]\nif = \"{all}\"\nodds = 2\n[questions.whole]\nyes = \"whole\"\n"
        )
    };
    for (parents, noted) in [(14, None), (15, Some("`whole` reads 32,768 combinations of states"))] {
        std::fs::write(place.path().join("large.toml"), scenario(parents)).unwrap();
        let check = place.run(&["check", "large.toml", "--deny", "warnings"]);
        assert_eq!(check.code, 0, "{}", check.talk);
        match noted {
            Some(text) => assert!(
                check.talk.contains("note[rule-large]") && check.talk.contains(text),
                "{}",
                check.talk
            ),
            None => assert!(!check.talk.contains("rule-large"), "{}", check.talk),
        }
    }
}
