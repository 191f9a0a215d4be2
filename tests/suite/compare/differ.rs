//! What differs in two scenarios, by title and path.

use contingent::record::comparison::{Change, ChangeKind, Edit};
use contingent::study::compare::compare;
use contingent::study::{Ask, Prepared};

use super::{party, sampling, two};
use crate::record::support::{Texts, ask, prepared};

const BASE: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 4
[assumptions]
bare = 0.4
[assumptions.kremlin_presses]
title = "The Kremlin presses"
value = "unlikely"
per = "year"
[events.ultimatum]
title = "An ultimatum"
probability = "kremlin_presses"
[choices.troops]
options = { refuse = 0.6, send = 0.4 }
[[choices.troops.factor]]
id = "ultimatum"
if = "ultimatum"
options = { send = 3 }
[[choices.troops.factor]]
if = "step > 2"
options = { send = 2 }
[questions.sent]
yes = "ever(troops == send)"
[alternatives.forced]
do = { troops = { is = "send", from = 2024-02-01, until = 2024-02-29 } }
[alternatives.kept]
given = "ever(ultimatum)"
[alternatives.mixed]
set = { "assumptions.bare" = 0.5 }
do = { ultimatum = false }
"#;

#[track_caller]
fn changes(changed: &str) -> Vec<Change> {
    two(BASE, changed, 600).comparisons[0].changes.clone()
}

#[track_caller]
fn only(changed: &str) -> Change {
    let list = changes(changed);
    assert_eq!(list.len(), 1, "{list:?}");
    list[0].clone()
}

#[test]
fn values_with_the_range_of_their_words_and_their_period() {
    let change = only(&BASE.replace("\"unlikely\"", "\"likely\""));
    assert_eq!((change.kind, change.edit), (ChangeKind::Value, Edit::Changed));
    assert_eq!(change.path, "assumptions.kremlin_presses");
    assert_eq!(change.title, "The Kremlin presses");
    assert_eq!(change.was.as_deref(), Some("unlikely, 25–35% a year"));
    assert_eq!(change.is.as_deref(), Some("likely, 55–75% a year"));
    let change = only(&BASE.replace("bare = 0.4", "bare = 0.45"));
    assert_eq!(
        (change.path.as_str(), change.was.as_deref(), change.is.as_deref()),
        ("assumptions.bare", Some("0.4"), Some("0.45"))
    );
    let change = only(&BASE.replace("refuse = 0.6, send = 0.4", "refuse = 0.6, send = 0.5"));
    assert_eq!(
        (change.path.as_str(), change.kind),
        ("choices.troops.options.send", ChangeKind::Value)
    );
    // The same number, written otherwise, is no change.
    assert!(changes(&BASE.replace("bare = 0.4", "bare = 0.40")).is_empty());
}

#[test]
fn rules_and_structure() {
    let change = only(&BASE.replace("if = \"step > 2\"", "if = \"step > 3\""));
    assert_eq!(
        (change.kind, change.path.as_str()),
        (ChangeKind::Rule, "choices.troops.factor.2")
    );
    assert_eq!(
        (change.was.as_deref(), change.is.as_deref()),
        (Some("step > 2"), Some("step > 3"))
    );
    let change = only(&BASE.replace("options = { send = 3 }", "options = { send = 4 }"));
    assert_eq!(change.path, "choices.troops.factor.ultimatum.options.send");
    let without = BASE.replace(
        "[[choices.troops.factor]]\nif = \"step > 2\"\noptions = { send = 2 }\n",
        "",
    );
    let change = only(&without);
    assert_eq!((change.kind, change.edit), (ChangeKind::Structure, Edit::Removed));
    let change = only(&BASE.replace("send = 0.4", "send = 0.4, wait = 0.1"));
    assert_eq!((change.kind, change.edit), (ChangeKind::Structure, Edit::Added));
    assert_eq!(change.path, "choices.troops.options.wait");
    let change = only(&BASE.replace("steps = 4", "steps = 5"));
    assert_eq!((change.kind, change.path.as_str()), (ChangeKind::Time, "time.steps"));
    let change = only(&BASE.replace("ever(troops == send)", "troops == send"));
    assert_eq!(
        (change.kind, change.path.as_str()),
        (ChangeKind::Question, "questions.sent.yes")
    );
    let list = changes(&BASE.replace(
        "[questions.sent]",
        "[questions.last]\nyes = \"ultimatum\"\n[questions.sent]",
    ));
    assert_eq!((list[0].edit, list[0].path.as_str()), (Edit::Added, "questions.last"));
}

#[track_caller]
fn side(alternative: Option<&str>) -> Prepared {
    let ask = Ask {
        alternative: alternative.map(str::to_owned),
        ..ask("test.toml")
    };
    prepared(&Texts::one(BASE), &ask)
}

#[test]
fn what_is_asked_is_named_as_what_it_is() {
    let parties: Vec<_> = [None, Some("forced"), Some("kept"), Some("mixed")]
        .map(|alternative| party(alternative.unwrap_or("baseline"), side(alternative)))
        .into();
    let record = compare(&parties, 2_000, &sampling(1), &Default::default(), &())
        .unwrap()
        .record;
    let of = |at: usize| record.comparisons[at].changes.clone();
    assert_eq!(of(0).len(), 1);
    assert_eq!((of(0)[0].kind, of(0)[0].path.as_str()), (ChangeKind::Do, "troops"));
    assert_eq!(of(0)[0].is.as_deref(), Some("send@2024-02-01..2024-02-29"));
    assert_eq!(
        (of(1)[0].kind, of(1)[0].is.as_deref()),
        (ChangeKind::Given, Some("ever(ultimatum)"))
    );
    let kinds: Vec<ChangeKind> = of(2).iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Value, ChangeKind::Do]);
}
