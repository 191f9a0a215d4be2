//! What is said around the figures of a comparison: which sides, on how many trials, under what conditions.

use crate::chart::figure::Head;
use crate::record::comparison::{ComparisonRecord, Method, Side};
use crate::stats::print_count;

use super::Beside;

/// The head of a figure: a question, and what is shown (without a full stop); trials and conditions are added.
pub fn head(beside: &Beside, title: impl Into<String>, shown: &str, description: String) -> Head {
    Head {
        title: title.into(),
        shown: format!("{shown}; {}; {}.", trials(beside), conditions(beside)),
        description,
        footer: footer(beside.record),
    }
}

/// What readers call the two sides: their titles where these tell them apart, else their labels.
pub fn names(beside: &Beside) -> [String; 2] {
    [beside.first, beside.second].map(|side| name(beside.record, side))
}

/// What readers call a side of a record: `baseline`, its title where no other side has it, else its label.
pub fn name(record: &ComparisonRecord, side: &Side) -> String {
    let same = record.sides.iter().filter(|other| other.title == side.title).count();
    if side.label == "baseline" || same > 1 || side.title.trim().is_empty() {
        side.label.clone()
    } else {
        side.title.clone()
    }
}

/// The question of a figure of this side: `The Kremlin presses harder: what changes?`
pub fn what_changes(beside: &Beside) -> String {
    let [_, second] = names(beside);
    format!("{second}: what changes?")
}

/// `100,000 paired trials`, or of how many trials each is, and why they are not paired.
pub fn trials(beside: &Beside) -> String {
    let (a, b) = (&beside.first.run.found, &beside.second.run.found);
    match beside.comparison.method {
        Method::Paired => format!("{} paired trials", print_count(a.trials)),
        Method::Kept => format!("{} trials on the same luck", print_count(a.trials)),
        Method::Independent => format!(
            "{} and {} trials, not paired",
            print_count(a.trials),
            print_count(b.trials)
        ),
    }
}

/// In how many trials draws were replaced, and how many a condition kept, side by side; `no conditions` where neither has any.
pub fn conditions(beside: &Beside) -> String {
    let mut list = Vec::new();
    for (place, side) in [("first", beside.first), ("second", beside.second)] {
        list.extend(conditions_of(side).map(|text| format!("in the {place} {text}")));
    }
    if list.is_empty() {
        "no conditions".to_owned()
    } else {
        list.join("; ")
    }
}

/// `a draw was forced in 58% of trials`, `given what held in 9,000 of 100,000 trials`; none without conditions.
pub fn conditions_of(side: &Side) -> Option<String> {
    let run = &side.run;
    let mut list = Vec::new();
    if !run.asked.force.is_empty() {
        list.push(match &run.found.forced {
            Some(share) if share.k == share.n => "a draw was forced in every trial".to_owned(),
            Some(share) if share.k == 0 => "no draw had to be forced".to_owned(),
            Some(share) => format!("a draw was forced in {} of trials", share.printed),
            None => "a draw was forced".to_owned(),
        });
    }
    if run.asked.given.is_some() {
        let (kept, all) = (print_count(run.found.kept.k), print_count(run.found.kept.n));
        list.push(format!("given what held in {kept} of {all} trials"));
    }
    (!list.is_empty()).then(|| list.join(", "))
}

/// In a word or two, how a side departs from its scenario: `forced`, `given`, `other values`; none where it does not.
pub fn kind(side: &Side) -> Option<String> {
    let asked = &side.run.asked;
    let kinds = [
        (asked.given.is_some(), "given"),
        (!asked.force.is_empty(), "forced"),
        (asked.believe.is_some(), "one expert believed"),
        (!asked.set.is_empty(), "other values"),
    ];
    let found: Vec<&str> = kinds.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

/// `Belarus and the war, autumn 2022 · seed 1 · comparison b7f2-91c4-2d10-77ae`.
pub fn footer(record: &ComparisonRecord) -> String {
    let Some(first) = record.sides.first() else {
        return record.identity.clone();
    };
    let mut seeds: Vec<u64> = record.sides.iter().map(|side| side.run.asked.seed).collect();
    seeds.dedup();
    let seeds = match seeds.as_slice() {
        [one] => format!("seed {one}"),
        several => {
            let several: Vec<String> = several.iter().map(u64::to_string).collect();
            format!("seeds {}", several.join(", "))
        }
    };
    format!(
        "{} · {seeds} · comparison {}",
        first.run.scenario.title, record.identity
    )
}
