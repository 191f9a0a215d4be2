//! `sweep` as it is typed: table, JSON, CSV, its record, what is wrong, Ctrl-C.

use std::process::Stdio;

use super::support::{Place, said};

const SCENE: &str = r#"
contingent = 1
[scenario]
title = "A push"
[assumptions.push]
title = "Kremlin pushes"
value = 0.3
[assumptions.cost]
value = 0.5
[events.pushed]
probability = "push"
[events.hard]
probability = "push * cost"
[questions.pushed]
title = "Minsk is pushed"
yes = "pushed"
[questions.hard]
title = "It is hard"
yes = "hard"
"#;

#[test]
fn a_sweep_is_printed_and_leaves_one_whole_folder() {
    let place = Place::new();
    place.file("push.toml", SCENE);
    let told = place.run(&[
        "sweep",
        "push.toml",
        "--over",
        "assumptions.push=0.1..0.9:9",
        "--trials",
        "2e4",
    ]);
    assert_eq!(told.code, 0, "{}", told.talk);
    for piece in [
        "A push",
        "over Kremlin pushes (assumptions.push): 0.1 to 0.9, 9 values; 0.3 as it stands",
        "9 points of 20,000 trials each, on the same luck; seed 1",
        "Minsk is pushed",
        "where it tips",
        "no leads, then yes: at 0.5",
        "record  reports/push/sweep-",
    ] {
        assert!(told.out.contains(piece), "{piece}\n{}", told.out);
    }
    assert!(told.out.lines().all(|line| line.chars().count() <= 80), "{}", told.out);
    let names = place.list("reports/push");
    assert_eq!(names.len(), 1, "{names:?}");
    let below = format!("reports/push/{}", names[0]);
    let held = ["charts", "report.html", "scenario.toml", "sweep.json", "tables"];
    assert_eq!(place.list(&below), held);
    assert_eq!(place.list(&format!("{below}/charts")), ["sweep.csv", "sweep.svg"]);
    assert_eq!(place.list(&format!("{below}/tables")), ["sweep.csv", "tips.csv"]);
    let again = place.run(&[
        "sweep",
        "push.toml",
        "--over",
        "assumptions.push=0.1..0.9:9",
        "--trials",
        "2e4",
    ]);
    assert_eq!(again.out, told.out);
    assert_eq!(place.list("reports/push"), names);
}

#[test]
fn json_and_csv_hold_every_point() {
    let place = Place::new();
    place.file("push.toml", SCENE);
    let two = [
        "--over",
        "assumptions.push=0.2,0.4,0.8",
        "--over",
        "assumptions.cost=0.1,0.9",
    ];
    let ask = |format: &str| {
        let mut arguments = vec![
            "sweep",
            "push.toml",
            "--no-record",
            "--trials",
            "1000",
            "--format",
            format,
        ];
        arguments.extend(two);
        place.run(&arguments)
    };
    let json: serde_json::Value = serde_json::from_str(&ask("json").out).unwrap();
    assert_eq!(json["axes"][1]["path"], "assumptions.cost");
    assert_eq!(
        json["questions"]["hard"]["answers"]["yes"]["p"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    let csv = ask("csv").out;
    assert!(
        csv.starts_with("assumptions.push,assumptions.cost,question,answer,"),
        "{csv}"
    );
    // Two questions of two answers at six points.
    assert_eq!(csv.lines().count(), 1 + 2 * 2 * 6);
    assert!(csv.contains("\n0.4,0.9,hard,yes,"), "{csv}");
    let table = ask("table").out;
    assert!(table.contains("Minsk is pushed") && table.contains("0.8"), "{table}");
    assert!(place.list("reports").is_empty());
}

#[test]
fn what_is_wrong_is_said_with_a_remedy() {
    let place = Place::new();
    place.file("push.toml", SCENE);
    let rows = [
        ("assumptions.push", 2, "help: write `path=0.1..0.6:11`"),
        ("assumptions.push=0.5", 2, "two values or more"),
        (
            "assumptions.push=0.9..0.1:5",
            2,
            "from a smaller number to a larger one",
        ),
        ("assumptions.push=0..1:5:log", 2, "above 0"),
        ("assumptions.push=0..1:99999", 2, "from 2 to 1001"),
        ("assumptions.pusj=0.1,0.2", 1, "did you mean `push`"),
        ("assumptions.push=0.5,1.5", 1, "at assumptions.push=1.5"),
        ("alternatives=gone", 1, "no alternative"),
    ];
    for (over, code, piece) in rows {
        let told = place.run(&["sweep", "push.toml", "--over", over, "--trials", "1000"]);
        assert_eq!(told.code, code, "{over}: {}", told.talk);
        assert!(told.talk.contains(piece), "{over}: {}", told.talk);
        assert!(told.out.is_empty());
    }
    let many = place.run(&[
        "sweep",
        "push.toml",
        "--over",
        "assumptions.push=0..1:900",
        "--over",
        "assumptions.cost=0..1:900",
    ]);
    assert_eq!(many.code, 2);
    assert!(many.talk.contains("at most 10000"), "{}", many.talk);
    assert!(place.list("reports").is_empty());
}

#[test]
#[cfg(unix)]
fn an_interrupted_sweep_leaves_nothing_behind() {
    let place = Place::new();
    place.file("push.toml", SCENE);
    let mut command = place.command(&[
        "sweep",
        "push.toml",
        "--over",
        "assumptions.push=0.1..0.9:9",
        "--trials",
        "1e10",
        "--threads",
        "1",
    ]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    let told = said(child.wait_with_output().unwrap());
    assert_eq!(told.code, 130, "{}", told.talk);
    assert!(
        told.out.is_empty() && place.list("reports/push").is_empty(),
        "{}",
        told.out
    );
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path().join(name)).unwrap()
}

#[test]
fn the_page_of_a_sweep_and_its_charts_are_drawn_again_from_its_record() {
    let place = Place::new();
    place.file("push.toml", SCENE);
    let sweep = |out: &str, arguments: &[&str]| {
        let mut all = vec!["sweep", "push.toml", "--trials", "2e4", "--out", out, "--label", "x"];
        all.extend(arguments);
        let told = place.run(&all);
        assert_eq!(told.code, 0, "{}", told.talk);
    };
    let grid = [
        "--over",
        "assumptions.push=0.1..0.9:5",
        "--over",
        "assumptions.cost=0.1,0.5,0.9",
    ];
    sweep("a", &grid);
    let page = read(&place, "a/push/x/report.html");
    assert!(
        page.contains("Where does it tip as “Kremlin pushes” and “Cost” move?"),
        "{page}"
    );
    // The command on the page gives the same page.
    let command = page.split("aria-label=\"Command\"><code>").nth(1).unwrap();
    let command = command[..command.find("</code>").unwrap()]
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let words = shlex::split(&command).unwrap();
    let mut again: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    again.extend(["--out", "b", "--label", "x"]);
    let told = place.run(&again);
    assert_eq!(told.code, 0, "{command}: {}", told.talk);
    assert_eq!(read(&place, "b/push/x/report.html"), page);
    // `chart` draws what the sweep drew.
    let drawn = place.list("a/push/x/charts");
    assert!(drawn.contains(&"sweep-map-hard.svg".to_owned()), "{drawn:?}");
    let told = place.run(&["chart", "a/push/x", "--out", "c"]);
    assert_eq!(told.code, 0, "{}", told.talk);
    let svg: Vec<String> = drawn.into_iter().filter(|name| name.ends_with(".svg")).collect();
    assert_eq!(place.list("c"), svg);
    for name in &svg {
        assert_eq!(
            read(&place, &format!("c/{name}")),
            read(&place, &format!("a/push/x/charts/{name}")),
            "{name}"
        );
    }
    let told = place.run(&[
        "chart",
        "a/push/x/sweep.json",
        "--only",
        "sweep-map",
        "--theme",
        "dark",
        "--size",
        "360",
        "--png",
        "--out",
        "d",
    ]);
    assert_eq!(told.code, 0, "{}", told.talk);
    assert!(place.list("d").contains(&"sweep-map-hard-dark.png".to_owned()));
    let nothing = place.run(&["chart", "a/push/x", "--only", "outcomes"]);
    assert_eq!(nothing.code, 2, "{}", nothing.talk);
}
