//! What was asked otherwise than in the scenario: alternatives, other values, forced draws, conditions.
//!
//! These are different questions, and no reader is to mistake one for another, so they stand at the top of the page.

use crate::record::RunRecord;
use crate::stats::print_count;

use super::names;

/// One way in which a run departs from the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `alternative`, `another value`, `forced`, `believing` or `given`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
}

/// All of them, in the order in which they take effect; none where the scenario was run as it stands.
pub fn conditions(record: &RunRecord) -> Vec<Condition> {
    let asked = &record.asked;
    let mut list = Vec::new();
    let mut push = |kind, text| list.push(Condition { kind, text });
    if let Some(id) = &asked.alternative {
        push(
            "alternative",
            record.scenario.alternatives.get(id).unwrap_or(id).clone(),
        );
    }
    for (path, value) in asked.set.iter() {
        let named = names::path(record, path)
            .map(|title| format!(" ({title})"))
            .unwrap_or_default();
        push("another value", format!("{path} = {value}{named}"));
    }
    for (id, value) in asked.force.iter() {
        push("forced", forced(record, id, value));
    }
    if let Some(share) = &record.found.forced {
        let text = share
            .aside
            .clone()
            .unwrap_or_else(|| format!("{} of the trials", share.printed));
        push("forced", format!("at least one draw was replaced in {text}"));
    }
    if let Some(id) = &asked.believe {
        let name = record
            .evidence
            .experts
            .get(id)
            .map_or(id.as_str(), |expert| expert.name.as_str());
        push("believing", format!("{name} throughout"));
    }
    let given = asked.given.as_deref().unwrap_or_default();
    for (at, condition) in given.iter().enumerate() {
        let mut text = self::given(record, condition);
        if at + 1 == given.len() {
            let kept = &record.found.kept;
            let (k, n) = (print_count(kept.k), print_count(kept.n));
            let what = if given.len() == 1 { "it" } else { "all of it" };
            text.push_str(&format!(
                "; {what} held in {k} of {n} trials ({}), and all shares are of these",
                kept.printed
            ));
        }
        push("given", text);
    }
    list
}

/// A condition in words: a question by its title, a formula as written.
pub fn given(record: &RunRecord, condition: &str) -> String {
    match condition.strip_prefix("question:") {
        Some(id) => format!("“{}”", names::question(record, id)),
        None => condition.to_owned(),
    }
}

/// `refuse@2023-03-01..2023-06-30` as `Send troops into Ukraine: Keeps out, from 2023-03-01 until 2023-06-30`.
fn forced(record: &RunRecord, id: &str, value: &str) -> String {
    let (value, days) = match value.split_once('@') {
        Some((value, days)) => (value, days),
        None => (value, ""),
    };
    let (from, until) = days.split_once("..").unwrap_or(("", ""));
    let mut text = format!("{}: {}", names::element(record, id), names::branch(record, id, value));
    for (word, day) in [("from", from), ("until", until)]
        .iter()
        .filter(|(_, day)| !day.is_empty())
    {
        let comma = if text.ends_with(from) && !from.is_empty() {
            ""
        } else {
            ","
        };
        text.push_str(&format!("{comma} {word} {day}"));
    }
    text
}
