//! What is said around figures: trials, conditions, dates, and numbers as readers meet them in every chart.

use crate::calendar::day_text;
use crate::record::{Found, RunRecord, Share};
use crate::scale::Scale;
use crate::stats::{print_count, print_range};

use super::figure::Head;

/// The head of a figure: a question, and what is shown (without a full stop); trials and conditions are added.
pub fn head(record: &RunRecord, title: impl Into<String>, shown: &str, description: String) -> Head {
    Head {
        title: title.into(),
        shown: format!("{shown}; {}; {}.", trials(&record.found), conditions(record)),
        description,
        footer: footer(record),
    }
}

/// `1,000,000 trials`; under a condition, the trials that were kept.
pub fn trials(found: &Found) -> String {
    let counted = |n: u64| {
        let s = if n == 1 { "" } else { "s" };
        format!("{} trial{s}", print_count(n))
    };
    if found.kept.k == found.trials {
        counted(found.trials)
    } else {
        format!("{} kept of {}", counted(found.kept.k), print_count(found.trials))
    }
}

/// Which question was asked: `no conditions`, or every value set, draw forced, condition given and expert believed.
pub fn conditions(record: &RunRecord) -> String {
    let asked = &record.asked;
    let mut list = Vec::new();
    if let Some(id) = &asked.alternative {
        let title = record.scenario.alternatives.get(id).unwrap_or(id);
        list.push(format!("alternative “{title}”"));
    }
    let set = asked.set.iter().map(|(path, value)| format!("{path} = {value}"));
    let set: Vec<String> = set.collect();
    if !set.is_empty() {
        list.push(format!("another value: {}", set.join(", ")));
    }
    let forced = asked.force.iter().map(|(id, value)| {
        let (branch, days) = value
            .split_once('@')
            .map_or((value.as_str(), None), |(b, d)| (b, Some(d)));
        let (title, branch) = variable_titles(record, id, branch);
        let days = days
            .map(|days| format!(" ({})", days.replace("..", " to ")))
            .unwrap_or_default();
        format!("{title} = {branch}{days}")
    });
    let forced: Vec<String> = forced.collect();
    if !forced.is_empty() {
        list.push(format!("forced: {}", forced.join(", ")));
    }
    if let Some(given) = &asked.given {
        let given = given.iter().map(|one| match one.strip_prefix("question:") {
            Some(id) => record
                .questions
                .get(id)
                .map_or(one.clone(), |q| format!("“{}”", q.title)),
            None => one.clone(),
        });
        list.push(format!("given {}", given.collect::<Vec<_>>().join(" and ")));
    }
    if let Some(id) = &asked.believe {
        let name = record.evidence.experts.get(id).map_or(id, |expert| &expert.name);
        list.push(format!("believing {name} alone"));
    }
    if list.is_empty() {
        "no conditions".to_owned()
    } else {
        list.join("; ")
    }
}

/// The titles of a variable (or quantity) and of one of its branches, where they are known.
pub fn variable_titles(record: &RunRecord, id: &str, branch: &str) -> (String, String) {
    if let Some(variable) = record.variables.get(id) {
        let shown = variable
            .branches
            .get(branch)
            .map_or(branch, |state| state.title.as_str());
        return (variable.title.clone(), shown.to_owned());
    }
    let title = record.quantities.get(id).map_or(id, |quantity| quantity.title.as_str());
    (title.to_owned(), branch.to_owned())
}

/// `Belarus and the war, autumn 2022 · seed 1 · run b7f2-91c4-2d10-77ae`.
pub fn footer(record: &RunRecord) -> String {
    format!(
        "{} · seed {} · run {}",
        record.scenario.title, record.asked.seed, record.identity
    )
}

/// The scale of a record.
pub fn scale(record: &RunRecord) -> Scale {
    Scale::named(&record.scenario.words).unwrap_or_default()
}

/// `words of the PHIA probability yardstick`.
pub fn words(record: &RunRecord) -> String {
    format!("words of the {}", scale(record).title())
}

/// The interval of a share as it is printed: `7.6–7.7%`, or `±0.08` beside the estimate.
pub fn interval(share: &Share) -> String {
    print_range(share.low, share.high).text
}

/// A day of a record in words: `30 September 2023`.
pub fn day(day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), day_text)
}
