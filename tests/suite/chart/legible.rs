//! No two texts of a picture overlap and none leaves it: on every stress scenario and every shipped one, in every look.

use contingent::chart::{Kind, figures};
use contingent::record::RunRecord;

use super::stress;
use super::support::{LOOKS, record};

fn complaints(name: &str, record: &RunRecord) -> Vec<String> {
    let mut found = Vec::new();
    for figure in figures(record) {
        for look in LOOKS {
            let picture = figure.picture(&look);
            found.extend(picture.illegible().into_iter().map(|why| format!("{name}: {why}")));
            assert!(picture.height < 8000.0, "{name}: {} grows without end", figure.id);
        }
    }
    found
}

#[test]
fn everything_can_be_read_at_the_edges() {
    let mut found = Vec::new();
    for (name, text) in stress::scenarios() {
        found.extend(complaints(&name, &record(&text, 4096)));
    }
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_text_that_leaves_or_overlaps_is_told() {
    // The test above is worth something only if it can fail.
    let record = record(&stress::scenarios()[0].1, 512);
    let figure = super::support::figure(&record, "outcomes");
    let mut picture = figure.picture(&LOOKS[0]);
    assert!(picture.illegible().is_empty());
    let doubled = picture
        .marks
        .iter()
        .find(|mark| mark.text_bounds().is_some())
        .unwrap()
        .clone();
    picture.marks.push(doubled);
    assert_eq!(picture.illegible().len(), 1, "the same text twice");
    picture.width = 300.0;
    assert!(picture.illegible().len() > 1, "texts beyond the edge");
}

#[test]
fn charts_stand_in_the_order_of_a_page() {
    let record = record(
        &stress::scenarios()
            .into_iter()
            .find(|(name, _)| name == "branches-3")
            .unwrap()
            .1,
        4096,
    );
    let mut kinds: Vec<Kind> = figures(&record).iter().map(|figure| figure.kind).collect();
    kinds.dedup();
    let mut sorted = kinds.clone();
    sorted.sort();
    assert_eq!(kinds, sorted);
    assert_eq!(kinds.first(), Some(&Kind::Outcomes));
}

#[test]
fn ids_are_unique_file_names() {
    for (name, text) in stress::scenarios() {
        let mut ids: Vec<String> = figures(&record(&text, 512))
            .into_iter()
            .map(|figure| figure.id)
            .collect();
        let all = ids.len();
        assert!(
            ids.iter().all(|id| id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))),
            "{name}: {ids:?}"
        );
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}");
    }
}
