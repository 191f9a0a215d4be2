//! The scenario in a record: one text that means the same, runs again with the same identity, and gives the same bytes.

use std::collections::BTreeMap;

use contingent::record::{print_resolved, to_json};
use contingent::study::Ask;

use super::support::{Texts, ask, prepared, recorded, shipped};

#[test]
fn resolved_scenarios_run_again_with_the_same_identity_and_results() {
    let (texts, paths) = shipped();
    assert!(paths.len() >= 2);
    for path in paths {
        let first = prepared(&texts, &ask(&path));
        let resolved = print_resolved(&first.document, &first.model);
        let again = prepared(&Texts::one(&resolved), &ask("test.toml"));
        assert_eq!(print_resolved(&again.document, &again.model), resolved, "{path}");
        let (one, two) = (recorded(&first, 2_000, 2), recorded(&again, 2_000, 2));
        assert_eq!(one.identity, two.identity, "{path}");
        assert_eq!(
            (&one.questions, &one.found),
            (&strip(&two.questions, &one.questions), &two.found),
            "{path}"
        );
        let ids = |record: &contingent::record::RunRecord| -> Vec<String> {
            record.variables.iter().chain([]).map(|(id, _)| id.to_owned()).collect()
        };
        assert_eq!(ids(&one), ids(&two), "elements keep their order in {path}");
        assert!(to_json(&one).len() < 1_000_000, "{path}: {} bytes", to_json(&one).len());
    }
}

/// The same answers with the places of the other record: the resolved text has lines of its own.
fn strip(
    questions: &contingent::record::Ordered<contingent::record::Question>,
    places: &contingent::record::Ordered<contingent::record::Question>,
) -> contingent::record::Ordered<contingent::record::Question> {
    let place = |id: &str| places.get(id).map(|question| question.at.clone()).unwrap_or_default();
    questions
        .iter()
        .map(|(id, question)| {
            (
                id.to_owned(),
                contingent::record::Question {
                    at: place(id),
                    ..question.clone()
                },
            )
        })
        .collect()
}

#[test]
fn a_record_is_the_same_bytes_on_any_number_of_threads() {
    let (texts, paths) = shipped();
    let scenario = prepared(&texts, &ask(&paths[0]));
    let one = to_json(&recorded(&scenario, 20_000, 1));
    assert_eq!(to_json(&recorded(&scenario, 20_000, 2)), one);
    assert_eq!(to_json(&recorded(&scenario, 20_000, 7)), one);
}

#[test]
fn what_is_set_stands_in_the_resolved_text() {
    let text = "contingent = 1\n[assumptions]\nx = 0.25\n[events.a]\nprobability = \"x\"\n[questions.q]\nyes = \"a\"\n";
    let texts = Texts::one(text);
    let set = Ask {
        set: vec!["assumptions.x=0.75".into()],
        ..ask("test.toml")
    };
    let (plain, changed) = (prepared(&texts, &ask("test.toml")), prepared(&texts, &set));
    let resolved = print_resolved(&changed.document, &changed.model);
    assert!(resolved.contains("x = 0.75"), "{resolved}");
    let again = prepared(&Texts::one(&resolved), &ask("test.toml"));
    let identity = |one| recorded(one, 100, 1).identity;
    assert_eq!(identity(&again), identity(&changed));
    assert_ne!(identity(&plain), identity(&changed));
    assert_eq!(
        recorded(&changed, 100, 1).asked.set.get("assumptions.x").unwrap(),
        "0.75"
    );
}

#[test]
fn words_of_another_scale_keep_their_range() {
    let base = "contingent = 1\n[scenario]\nwords = \"icd203\"\n[assumptions]\nx = \"likely\"\n[events.a]\nprobability = \"x\"\n";
    let top = "contingent = 1\nextends = [\"base.toml\"]\n[assumptions]\ny = \"likely\"\n[events.b]\nprobability = \"y\"\n\
               [questions.q]\nyes = \"a\"\n[questions.r]\nyes = \"b\"\n";
    let texts = Texts(BTreeMap::from([
        ("base.toml".to_owned(), base.to_owned()),
        ("top.toml".to_owned(), top.to_owned()),
    ]));
    let scenario = prepared(&texts, &ask("top.toml"));
    let resolved = print_resolved(&scenario.document, &scenario.model);
    // ICD 203 has 55-80%, PHIA 55-75%.
    assert!(
        resolved.contains("x = { uniform = [0.55, 0.8] }") && resolved.contains("y = \"likely\""),
        "{resolved}"
    );
    let again = prepared(&Texts::one(&resolved), &ask("test.toml"));
    let p = |one, question| recorded(one, 5_000, 1).probability(question, "yes").unwrap().k;
    assert_eq!(p(&again, "q"), p(&scenario, "q"));
    assert_ne!(p(&again, "q"), p(&scenario, "r"));
}

#[test]
fn any_text_survives_the_printing() {
    let text = "contingent = 1\n[scenario]\ntitle = \"a \\\"b\\\" \\\\ \\t ї 半\"\n[events.a]\nprobability = 1e-7\n[events.a.titles]\n\
                yes = '''it's\nso'''\n[questions.q]\nyes = \"a\"\n";
    let first = prepared(&Texts::one(text), &ask("test.toml"));
    let resolved = print_resolved(&first.document, &first.model);
    let again = prepared(&Texts::one(&resolved), &ask("test.toml"));
    assert_eq!(again.model.title, first.model.title);
    assert_eq!(
        again.model.variables[0].branches[1].title,
        first.model.variables[0].branches[1].title
    );
    assert_eq!(print_resolved(&again.document, &again.model), resolved);
}
