//! The page as HTML: whole, safe, the same bytes each time.

use contingent::chart::Column;
use contingent::record::{RunRecord, Verdict};
use contingent::report::{Drawn, command, conditions, page};

use super::random;

fn drawn(id: &str) -> Drawn {
    Drawn {
        id: id.into(),
        title: "How likely is <each> answer?".into(),
        shown: "Share of trials; no conditions.".into(),
        reading: "Higher is likelier.".into(),
        columns: vec![Column::text("question", "question"), Column::number("p", "chance")],
        rows: vec![vec!["A & B".into(), "23%".into()]],
        csv: b"question,p\n\"A & B, #1\",0.23\n".to_vec(),
        wide: "<svg role=\"img\"></svg>".into(),
        slim: (id != "map").then(|| "<svg role=\"img\"></svg>".into()),
    }
}

fn whole(record: &RunRecord) -> String {
    page(record, &["outcomes", "timeline", "map"].map(drawn))
}

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let mark = format!(" {attribute}=\"");
    page.split(&mark)
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect()
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    for seed in 0..300 {
        let page = whole(&random::record(seed));
        let mut ids = values(&page, "id");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{seed}: an id stands twice");
        for link in values(&page, "href") {
            if let Some(target) = link.strip_prefix('#') {
                assert!(ids.binary_search(&target).is_ok(), "{seed}: `#{target}` leads nowhere");
            }
        }
        for label in values(&page, "aria-labelledby") {
            assert!(ids.binary_search(&label).is_ok(), "{seed}: `{label}` labels nothing");
        }
    }
}

#[test]
fn text_of_a_scenario_stays_text() {
    for seed in 0..300 {
        let page = whole(&random::record(seed));
        for harm in [
            "<script",
            "<b>bold",
            "<i>marks",
            "<troops>",
            "<harder>",
            "href=\"javascript",
            "<speaker>",
            "<source>",
        ] {
            assert!(!page.contains(harm), "{seed}: {harm}");
        }
        assert!(!page.to_lowercase().contains(" onload="), "{seed}");
    }
}

#[test]
fn nothing_of_when_and_where_it_was_made_is_on_it() {
    let mut record = random::record(7);
    let first = whole(&record);
    assert!(!first.contains("made-version") && !first.contains("made-at") && !first.contains("17.17"));
    record.made.at = "another moment".into();
    record.made.seconds = 1.0;
    assert_eq!(whole(&record), first);
}

#[test]
fn every_assumption_claim_source_and_judgement_is_on_it() {
    for seed in 0..100 {
        let record = random::record(seed);
        let page = whole(&record);
        for (id, _) in record.evidence.assumptions.iter() {
            assert!(page.contains(&format!("id=\"assumption-{id}\"")), "{seed}: {id}");
        }
        for (id, _) in record.evidence.claims.iter() {
            assert!(page.contains(&format!("id=\"claim-{id}\"")), "{seed}: {id}");
        }
        for (id, _) in record.evidence.sources.iter() {
            assert!(page.contains(&format!("id=\"source-{id}\"")), "{seed}: {id}");
        }
        for path in &record.evidence.judgements.without_claim {
            assert!(page.contains(&format!("<code>{path}</code>")), "{seed}: {path}");
        }
        let condition = conditions(&record);
        assert_eq!(condition.is_empty(), page.contains("no conditions</p>"), "{seed}");
        assert!(!condition.is_empty() || !page.contains("class=\"asked\""), "{seed}");
    }
}

#[test]
fn what_the_model_contradicts_stands_on_the_first_screen_by_name() {
    let mut found = 0;
    for seed in 0..300 {
        let record = random::record(seed);
        let page = whole(&record);
        let first = &page[..page.find("<nav").unwrap()];
        let against: Vec<&str> = record
            .evidence
            .claims
            .iter()
            .filter(|(_, claim)| {
                let verdict = claim.expects.as_ref().and_then(|expects| expects.verdict);
                matches!(verdict, Some(Verdict::Higher | Verdict::Lower))
            })
            .map(|(id, _)| id)
            .collect();
        for id in against.iter().take(3) {
            let link = first.find(&format!("href=\"#claim-{id}\""));
            let before = &first[..link.unwrap_or_else(|| panic!("{seed}: {id}"))];
            let verdict = record
                .evidence
                .claims
                .get(id)
                .and_then(|claim| claim.expects.as_ref()?.verdict);
            let sign = match verdict {
                Some(Verdict::Higher) => "↑</i>higher</span>",
                _ => "↓</i>lower</span>",
            };
            assert!(before[before.rfind("<li>").unwrap()..].contains(sign), "{seed}: {id}");
            found += 1;
        }
        if against.is_empty() {
            assert!(!first.contains("↑") && !first.contains("↓"), "{seed}");
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn the_command_is_what_was_asked_and_runs_nothing_else() {
    for seed in 0..300 {
        let record = random::record(seed);
        let words = shlex::split(&command(&record)).unwrap();
        assert_eq!(words[..3], ["contingent", "run", "lib/<odd> & 'quoted'.toml"]);
        let value = |name: &str| {
            words
                .iter()
                .position(|word| word == name)
                .map(|at| words[at + 1].clone())
        };
        assert_eq!(value("--seed"), Some(record.asked.seed.to_string()));
        assert_eq!(value("--trials"), Some(record.asked.trials.to_string()));
        let set = record
            .asked
            .set
            .iter()
            .next()
            .map(|(path, value)| format!("{path}={value}"));
        assert_eq!(value("--set"), set);
        let force = record
            .asked
            .force
            .iter()
            .next()
            .map(|(id, value)| format!("{id}={value}"));
        assert_eq!(value("--do"), force);
        assert_eq!(
            value("--given"),
            record.asked.given.as_ref().map(|given| given[0].clone())
        );
        assert_eq!(value("--believe"), record.asked.believe);
        assert_eq!(value("--alternative"), record.asked.alternative);
        // A shell hands on the very words.
        let echoed = std::process::Command::new("sh")
            .arg("-c")
            .arg(format!("printf '%s\\n' {}", command(&record)))
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(echoed.stdout).unwrap(), words.join("\n") + "\n");
    }
}
