//! The report page on disk: written, opened, and got again by the command that stands on it.

use super::support::{COIN, Place, said};

const WHAT_IF: &str = r#"
contingent = 1
[assumptions.push]
title = "Somebody pushes"
value = { uniform = [0.1, 0.3] }
[events.pushed]
probability = "push"
[choices.answer]
options = { yield = 0.2, stand = 0.8 }
[[choices.answer.factor]]
if = "pushed"
options = { yield = 3 }
[questions.yields]
title = "It yields"
yes = "answer == yield"
[questions.push_comes]
title = "The push comes"
yes = "pushed"
[alternatives.hard]
title = "It is 'harder'"
set = { "assumptions.push" = "likely" }
do = { answer = "yield" }
[alternatives.seen]
title = "The push was seen"
given = "pushed"
"#;

/// What a browser would copy out of an element.
fn inner(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).unwrap_or_else(|| panic!("{from}")) + from.len();
    let text = &page[start..start + page[start..].find(to).unwrap()];
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    plain
        .iter()
        .fold(text.to_owned(), |text, (escaped, letter)| text.replace(escaped, letter))
}

fn page(place: &Place, label: &str) -> String {
    std::fs::read_to_string(place.path().join(format!("reports/what/{label}/report.html"))).unwrap()
}

#[test]
fn the_command_on_the_page_gives_the_page_again() {
    let place = Place::new();
    place.file("what.toml", WHAT_IF);
    let asked: [&[&str]; 6] = [
        &[],
        &["--set", "assumptions.push=0.4", "--do", "pushed=yes"],
        &["--given", "question:push_comes", "--given", "answer == yield"],
        &["--alternative", "hard"],
        &["--alternative", "seen", "--given", "answer == yield"],
        &["--precision", "2"],
    ];
    for (at, changes) in asked.iter().enumerate() {
        let label = format!("run{at}");
        let mut arguments = vec!["run", "what.toml", "--seed", "7", "--label", &label];
        if !changes.contains(&"--precision") {
            arguments.extend(["--trials", "2000"]);
        }
        arguments.extend(*changes);
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{}", run.talk);
        let first = page(&place, &label);
        let command = inner(&first, "aria-label=\"Command\"><code>", "</code>");
        let words = shlex::split(&command).unwrap();
        assert_eq!(words[0], "contingent");
        let mut again: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        again.extend(["--label", "again"]);
        let run = place.run(&again);
        assert_eq!(run.code, 0, "{command}\n{}", run.talk);
        assert_eq!(page(&place, "again"), first, "{command}");
    }
}

#[test]
fn a_page_that_is_missing_is_drawn_from_the_record() {
    let place = Place::new();
    place.file("what.toml", WHAT_IF);
    let arguments = ["run", "what.toml", "--trials", "1000", "--label", "x"];
    place.run(&arguments);
    let first = page(&place, "x");
    std::fs::remove_file(place.path().join("reports/what/x/report.html")).unwrap();
    assert!(place.run(&arguments).talk.contains("on record already"));
    assert_eq!(page(&place, "x"), first);
}

#[cfg(unix)]
#[test]
fn the_page_is_opened_or_its_place_said() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("coin.toml", COIN);
    let arguments = ["run", "coin.toml", "--trials", "1000", "--label", "x", "--open"];
    // No opener at all.
    let empty = place.path().join("nothing");
    std::fs::create_dir(&empty).unwrap();
    let run = said(place.command(&arguments).env("PATH", &empty).output().unwrap());
    assert_eq!(run.code, 0, "{}", run.talk);
    if cfg!(target_os = "linux") {
        assert!(
            run.talk.contains("could not be opened") && run.talk.contains("report.html"),
            "{}",
            run.talk
        );
        // One that notes what it is given.
        let opener = place.file("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
        std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", opener.parent().unwrap().display());
        let run = said(place.command(&arguments).env("PATH", path).output().unwrap());
        assert!(!run.talk.contains("could not be opened"), "{}", run.talk);
        let noted = place.path().join("opened");
        for _ in 0..200 {
            if noted.is_file() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let opened = std::fs::read_to_string(noted).unwrap();
        assert!(opened.trim().ends_with("reports/coin/x/report.html"), "{opened}");
    }
    assert_eq!(place.run(&["run", "coin.toml", "--open", "--no-record"]).code, 2);
}

#[test]
fn a_gallery_leads_to_its_reports() {
    let place = Place::new();
    place.file("coin.toml", COIN);
    place.file("what.toml", WHAT_IF);
    let arguments = ["gallery", "coin.toml", "what.toml", "--out", "hung", "--trials", "1000"];
    let made = place.run(&arguments);
    assert_eq!(made.code, 0, "{}", made.talk);
    assert_eq!(place.list("hung"), ["coin", "index.html", "what"]);
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    let index = read("hung/index.html");
    for link in ["coin/report.html", "what/report.html"] {
        assert!(index.contains(&format!("href=\"{link}\"")), "{index}");
        assert!(place.path().join("hung").join(link).is_file());
    }
    // The same page as a run leaves, and the same bytes each time.
    place.run(&["run", "what.toml", "--trials", "1000", "--label", "x"]);
    assert_eq!(read("hung/what/report.html"), page(&place, "x"));
    place.run(&arguments);
    assert_eq!(read("hung/index.html"), index);
}
