//! The registry, and what is made of it.

use std::collections::BTreeSet;

use contingent::document::reference::reference;
use contingent::document::registry::{Kind, LIBRARY, PLACES, Place, TOP};
use contingent::document::schema::{schema, schema_text};
use contingent::document::{Document, Library};

/// Opens a place with a key's example in it.
fn example_in(place: &Place, example: &str) -> String {
    let inline = |open: &str, close: &str| format!("{open}{example}{close}");
    let text = match place.name {
        "file" if example.starts_with('[') => example.to_owned(),
        "file" => example.to_owned(),
        "claim's expectation" => inline("[claims.x]\nexpects = { ", " }"),
        "expert's value" => inline("[assumptions]\nx = { experts = { e = { ", " } } }"),
        "uncertain value" => inline("[assumptions]\nx = { ", " }"),
        "lognormal" => inline("[assumptions]\nx = { lognormal = { ", " } }"),
        "lognormal distribution" => inline("[quantities.x]\nvalue = { lognormal = { ", " } }"),
        "weight" => inline("[events.x]\noutcomes = { b = { ", " } }"),
        "distribution" => inline("[quantities.x]\nvalue = { ", " }"),
        "forced draw" => inline("[alternatives.x]\ndo = { x = { ", " } }"),
        _ if example.starts_with('[') => example.to_owned(),
        _ => format!("{}\n{example}", place.header.replace("ID", "x")),
    };
    if text.starts_with("contingent") {
        text
    } else {
        format!("contingent = 1\n{text}")
    }
}

#[test]
fn every_example_is_read_without_findings() {
    for place in PLACES.iter().filter(|place| !std::ptr::eq(**place, &LIBRARY)) {
        for key in place
            .keys()
            .filter(|key| !["extends", "off", "first"].contains(&key.name))
        {
            let text = example_in(place, key.example);
            let (document, diagnostics) = Document::from_text("t.toml", &text);
            assert!(
                diagnostics.is_empty(),
                "{} of {}: {diagnostics:?}\n{text}",
                key.name,
                place.name
            );
            let said = contingent::document::to_toml(&document.root);
            assert!(said.contains(key.name) || key.example.starts_with('['), "{text}");
        }
    }
}

#[test]
fn the_registry_holds_no_key_twice_and_no_dead_names() {
    let mut headers = BTreeSet::new();
    for place in PLACES {
        let mut names = BTreeSet::new();
        for key in place.keys() {
            assert!(names.insert(key.name), "{} has {} twice", place.name, key.name);
            assert!(
                key.doc.ends_with('.') || key.doc.ends_with("matches either."),
                "{}: {}",
                key.name,
                key.doc
            );
        }
        let known = |name: &&str| place.key(name).is_some() || ["outcomes", "options"].contains(name);
        for way in place.ways {
            assert!(way.named_by.iter().chain(way.drops).all(known), "{}", place.name);
        }
        assert!(place.short.is_none_or(|short| place.key(short).is_some()));
        for (word, meant) in place.synonyms {
            assert!(
                place.key(word).is_none() && place.key(meant).is_some(),
                "{}: {word} → {meant}",
                place.name
            );
        }
        headers.insert((place.name, place.header));
    }
    assert_eq!(headers.len(), PLACES.len());
}

#[test]
fn every_place_that_a_key_leads_to_is_listed() {
    for key in PLACES.iter().flat_map(|place| place.keys()) {
        if let Kind::Table(inner) | Kind::Map(inner, _) | Kind::Tables(inner) = key.kind {
            assert!(PLACES.iter().any(|place| std::ptr::eq(*place, inner)), "{}", key.name);
        }
    }
}

#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/scenario.schema.json");
    let current = schema_text();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &current).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(path).expect("the schema is committed");
    assert!(
        committed == current,
        "the schema is not current; run the tests with UPDATE=1"
    );
}

#[test]
fn every_reference_inside_the_schema_is_defined() {
    let schema = schema();
    let text = schema.to_string();
    let mut count = 0;
    for part in text.split("\"#/definitions/").skip(1) {
        let name = part.split('"').next().unwrap_or("");
        assert!(schema.pointer(&format!("/definitions/{name}")).is_some(), "{name}");
        count += 1;
    }
    assert!(count > 20);
    for key in TOP.keys() {
        assert!(schema.pointer(&format!("/properties/{}", key.name)).is_some());
    }
}

#[test]
fn the_reference_lists_every_key_once_in_its_section() {
    let sections = reference();
    assert_eq!(sections.len(), PLACES.len() + 1);
    let weight = sections
        .iter()
        .find(|section| section.heading == "`[choices.ID]`")
        .expect("it is listed");
    for key in ["`options`", "`idle`", "`per`", "`actor`"] {
        assert_eq!(weight.markdown.matches(&format!("| {key} |")).count(), 1, "{key}");
    }
    // Every row has five cells, also where a key's text holds a bar.
    for line in sections
        .iter()
        .flat_map(|section| section.markdown.lines())
        .filter(|line| line.starts_with('|'))
    {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
    }
}

#[test]
fn a_library_file_holds_defaults() {
    let (library, _, diagnostics) =
        Library::from_text("contingent.toml", "seed = 7\ntrials = 1_000\noutput = \"out\"\n");
    assert!(diagnostics.is_empty());
    let expected = Library {
        seed: Some(7),
        trials: Some(1000),
        output: Some("out".to_owned()),
    };
    assert_eq!(library, expected);
    let (library, _, diagnostics) = Library::from_text("contingent.toml", "seed = -1\ntrials = 0\noutputs = \"out\"\n");
    assert_eq!((library, diagnostics.len()), (Library::default(), 3));
    let (_, _, diagnostics) = Library::from_text("contingent.toml", "");
    assert!(diagnostics.is_empty());
}
