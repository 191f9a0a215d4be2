//! Overrides as the command line writes them.

use contingent::model::read::{parse_believe, parse_do, parse_given};
use contingent::model::{ForcedValue, GivenThat, Model};
use contingent::source::{Diagnostics, Sources};
use jiff::civil::date;

use super::sound;

fn example() -> Model {
    sound(include_str!("example.toml"))
}

#[test]
fn draws_are_replaced() {
    let (model, mut sources, mut diagnostics) = (example(), Sources::default(), Diagnostics::default());
    let mut read = |text: &str| parse_do(text, &model, &mut sources, &mut diagnostics).expect("sound");
    assert!(matches!(read("troops=send").what, ForcedValue::Branch(_, 2)));
    assert!(matches!(read("ultimatum = true").what, ForcedValue::Branch(_, 1)));
    assert!(matches!(read("shock=0.25").what, ForcedValue::Number(_, 0.25)));
    let days = |text: &str, forced: contingent::model::Forced| {
        assert_eq!(forced.until, Some(date(2023, 6, 30)), "{text}");
        forced.from
    };
    let both = "troops=refuse@2023-03-01..2023-06-30";
    assert_eq!(days(both, read(both)), Some(date(2023, 3, 1)));
    let one = "troops=refuse@..2023-06-30";
    assert_eq!(days(one, read(one)), None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn what_cannot_be_replaced_is_reported_where_it_stands() {
    let model = example();
    for (text, code, part) in [
        ("troops", "bad-override", "troops"),
        ("trops=send", "bad-override", "trops"),
        ("troops=sned", "unknown-branch", "sned"),
        ("troops=send@2023-03-01", "bad-override", "2023-03-01"),
        ("troops=send@2023-03-01..2023-02-30", "bad-date", "2023-02-30"),
        ("troops=send@2025-03-01..", "by-outside", "2025-03-01"),
        ("mood=calm@2023-03-01..", "bad-override", "2023-03-01"),
        ("kremlin_presses=0.5", "bad-override", "kremlin_presses"),
        ("shock=much", "bad-override", "much"),
    ] {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        assert!(
            parse_do(text, &model, &mut sources, &mut diagnostics).is_none(),
            "{text}"
        );
        let found: Vec<_> = diagnostics.iter().collect();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].code.0, code, "{text}");
        let place = found[0].primary.as_ref().expect("a place").span;
        assert_eq!(sources.slice(place), part, "{text}");
    }
}

#[test]
fn conditions_and_experts() {
    let (model, mut sources, mut diagnostics) = (example(), Sources::default(), Diagnostics::default());
    let mut given = |text: &str| parse_given(text, &model, &mut sources, &mut diagnostics);
    assert!(matches!(given("question:mobilised"), Some(GivenThat::Question(_))));
    assert!(matches!(
        given("front == stalemate and cornered"),
        Some(GivenThat::Formula(_))
    ));
    assert!(given("question:posture").is_none());
    assert!(given("front == stalmate").is_none());
    assert_eq!(diagnostics.len(), 2);
    let sceptics = parse_believe("sceptics", &model, &mut sources, &mut diagnostics);
    assert_eq!(sceptics.map(|id| id.0), Some(1));
    assert!(parse_believe("sceptic", &model, &mut sources, &mut diagnostics).is_none());
    assert_eq!(diagnostics.len(), 3);
}
