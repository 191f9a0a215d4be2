//! `compare --until-clear` as it is typed: what it says, what it refuses, Ctrl-C.

use crate::cli::support::Place;

const COIN: &str = "contingent = 1\n[assumptions]\nbias = 0.5\n[events.coin]\nprobability = \"bias\"\n[questions.heads]\ntitle = \"Heads\"\n\
                    yes = \"coin\"\n[alternatives.loaded]\nset = { \"assumptions.bias\" = 0.6 }\n[alternatives.alike]\n\
                    set = { \"assumptions.bias\" = 0.50001 }\n[[expectations]]\nsays = \"loaded raises heads\"\n[[expectations]]\n\
                    says = \"loaded lowers heads\"\n";

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_command_says_that_it_stopped_and_why() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    let said = place.run(&["compare", "coin.toml:loaded", "--until-clear", "--quiet"]);
    assert_eq!(said.code, 0, "{}", said.talk);
    for part in [
        "stopped at 10,000 of at most 10,000,000 trials: every difference that decides is off zero",
        "10,000 paired trials",
        "the intervals of differences hold at whatever number of trials one stops",
        "holds loaded raises heads",
        "FAILS loaded lowers heads",
    ] {
        assert!(flat(&said.out).contains(part), "{part} is not in\n{}", said.out);
    }
    // A record, whose name is another one than that of the same number of trials.
    assert_eq!(
        place
            .run(&["compare", "coin.toml:loaded", "--trials", "1e4", "--quiet"])
            .code,
        0
    );
    assert_eq!(place.list("reports/coin").len(), 2);
    let json = |arguments: &[&str]| -> serde_json::Value {
        let mut all = vec!["compare", "coin.toml"];
        all.extend(arguments);
        all.extend(["--no-record", "--quiet", "--format", "json"]);
        let said = place.run(&all);
        assert_eq!(said.code, 0, "{}", said.talk);
        serde_json::from_str(&said.out).unwrap()
    };
    let record = json(&["--until-clear", "--smallest", "2", "--trials", "1e6"]);
    assert_eq!(
        (&record["stopping"]["why"], &record["stopping"]["budget"]),
        (&"small".into(), &1_000_000.into())
    );
    assert_eq!(record["stopping"]["smallest"], 0.02);
    assert_eq!(
        record["comparisons"][1]["questions"]["heads"]["answers"]["yes"]["known"],
        "small"
    );
    assert_eq!(record["expectations"][0]["verdict"], "holds");
    let record = json(&["--until-clear", "--trials", "3e4"]);
    assert_eq!(record["stopping"]["why"], "budget");
    assert_eq!(record["sides"][0]["run"]["found"]["trials"], 30_000);
    let plain = json(&["--trials", "3e4"]);
    assert!(plain["stopping"].is_null());
    assert_eq!(plain["expectations"][1]["verdict"], "fails");
    let said = place.run(&[
        "compare",
        "coin.toml:loaded",
        "--until-clear",
        "--no-record",
        "--quiet",
        "--format",
        "csv",
    ]);
    assert!(
        said.out.lines().nth(1).is_some_and(|line| line.ends_with(",always")),
        "{}",
        said.out
    );
}

#[test]
fn what_cannot_take_more_trials_is_refused() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    for (label, seed) in [("one", "1"), ("two", "2")] {
        let said = place.run(&[
            "run",
            "coin.toml",
            "--trials",
            "2000",
            "--seed",
            seed,
            "--label",
            label,
            "--quiet",
        ]);
        assert_eq!(said.code, 0, "{}", said.talk);
    }
    let failing = |arguments: &[&str], parts: &[&str]| {
        let said = place.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.talk);
        for part in parts {
            assert!(flat(&said.talk).contains(part), "{part} is not in\n{}", said.talk);
        }
        assert_eq!(place.list("reports/coin"), ["one", "two"]);
    };
    let (one, two) = ("reports/coin/one", "reports/coin/two");
    failing(
        &["compare", one, two, "--until-clear"],
        &["cannot take more trials", "the seeds differ", "help:"],
    );
    failing(&["compare", one, "coin.toml", "--smallest", "1"], &["--until-clear"]);
    failing(
        &["compare", one, "coin.toml", "--until-clear", "--smallest", "0"],
        &["in points"],
    );
    place.file(
        "number.toml",
        "contingent = 1\n[assumptions]\nm = 1\n[quantities.x]\nvalue = { normal = [\"m\", 1] }\n[questions.x]\nnumber = \"x\"\n[alternatives.more]\n\
         set = { \"assumptions.m\" = 2 }\n",
    );
    failing(
        &["compare", "number.toml", "--until-clear"],
        &["thresholds of numbers", "help:"],
    );
    // Records of one seed are run again, and so can be.
    let said = place.run(&[
        "compare",
        one,
        "coin.toml:loaded",
        "--until-clear",
        "--no-record",
        "--quiet",
    ]);
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(flat(&said.out).contains("stopped at 10,000"), "{}", said.out);
}

#[test]
#[cfg(unix)]
fn an_interrupted_comparison_reports_its_first_part_and_leaves_nothing_behind() {
    let place = Place::new();
    // As many trials turn one way as the other, so that it is never clear.
    place.file(
        "coin.toml",
        &COIN
            .replace("yes = \"coin\"", "yes = \"coin == other\"")
            .replace("[questions", "[events.other]\nprobability = 0.5\n[questions"),
    );
    for more in [&["--trials", "1e12"][..], &["--until-clear", "--trials", "1e12"]] {
        let mut command = place.command(&["compare", "coin.toml:loaded", "--threads", "1"]);
        command.args(more);
        let child = command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // Until the handler is set the signal would end it as any program; no assertion hangs on how long.
        std::thread::sleep(std::time::Duration::from_secs(2));
        let signal = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(signal.success());
        let told = crate::cli::support::said(child.wait_with_output().unwrap());
        assert_eq!(told.code, 130, "{}", told.talk);
        assert!(
            told.out.contains("interrupted") && told.out.contains("Heads"),
            "{}",
            told.out
        );
        assert!(place.list("reports/coin").is_empty() && place.list("reports").is_empty());
    }
}
