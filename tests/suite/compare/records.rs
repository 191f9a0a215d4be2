//! The record of a comparison: its schema, its bytes, and one that was made long ago.

use contingent::record::comparison::{files, read, schema, schema_text, to_json};
use contingent::study::Ask;
use contingent::study::compare::{Party, compare};
use serde_json::{Value, json};

use super::{party, sampling};
use crate::record::schema::check;
use crate::record::support::{ask, prepared, shipped};

#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/comparison.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, schema_text()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        schema_text(),
        "run with UPDATE=1 to write it anew"
    );
}

#[test]
fn comparisons_keep_to_the_schema_and_read_back() {
    let (texts, paths) = shipped();
    let schema = schema();
    for path in paths {
        let base = prepared(&texts, &ask(&path));
        let ids: Vec<String> = base.model.alternatives.iter().map(|one| one.name.id.clone()).collect();
        let mut parties: Vec<Party> = vec![party("baseline", base)];
        for id in ids.iter().take(3) {
            let ask = Ask {
                alternative: Some(id.clone()),
                ..ask(&path)
            };
            parties.push(party(id, prepared(&texts, &ask)));
        }
        let Ok(compared) = compare(&parties, 2_000, &sampling(1), &Default::default(), &()) else {
            // A condition that keeps too few of so few trials.
            continue;
        };
        let text = to_json(&compared.record);
        assert_eq!(read(&text).unwrap(), compared.record, "{path}");
        let value: Value = serde_json::from_str(&text).unwrap();
        let mut wrong = Vec::new();
        check(&schema, &schema, &value, "", &mut wrong);
        assert!(wrong.is_empty(), "{path}: {}", wrong.join("\n"));
        for key in value.as_object().unwrap().keys() {
            assert!(schema["properties"].get(key).is_some(), "`{key}` is not in the schema");
        }
        if value["comparisons"].as_array().is_some_and(|list| !list.is_empty()) {
            let mut breaks = |change: &dyn Fn(&mut Value)| {
                let mut broken = value.clone();
                change(&mut broken);
                wrong.clear();
                check(&schema, &schema, &broken, "", &mut wrong);
                assert!(!wrong.is_empty(), "the schema takes anything");
            };
            breaks(&|value| value["comparisons"][0]["method"] = json!("guessed"));
            breaks(&|value| value["comparisons"][0]["questions"]["another"] = json!({}));
            breaks(&|value| value["sides"][0]["run"]["format"] = json!(2));
        }
        let names: Vec<String> = files(&compared.record, &compared.resolved)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names[..3],
            ["tables/moved.csv", "tables/changes.csv", "scenarios/1.toml"]
        );
        assert_eq!(names.last().map(String::as_str), Some("comparison.json"));
    }
}

/// What was committed once is read for ever: raise the format and keep reading this one.
#[test]
fn a_comparison_of_this_format_is_read_for_ever() {
    let record = read(include_str!("../../fixtures/comparison-1.json")).unwrap();
    assert_eq!(record.format, 1);
    let moved = &record.comparisons[0].questions.get("heads").unwrap().answers;
    let difference = &moved.get("yes").unwrap().difference;
    assert_eq!((difference.gained, difference.lost), (Some(93), Some(0)));
    assert_eq!(record.sides[1].run.probability("heads", "yes").unwrap().n, 1000);
    let run = contingent::record::read(include_str!("../../fixtures/run-1/run.json")).unwrap();
    assert_eq!(run.identity, record.sides[0].run.identity);
}

#[test]
fn what_is_no_comparison_says_why() {
    for (text, why) in [
        ("", "no valid JSON"),
        ("{}", "no `format`"),
        ("{\"format\": 9}", "format 9"),
        ("{\"format\": 1}", "no record of a comparison"),
        ("[1, 2", "no valid JSON"),
    ] {
        let found = read(text).unwrap_err();
        assert!(found.contains(why), "{text}: {found}");
    }
}
