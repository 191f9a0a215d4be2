//! What is said around the figures of a sweep: points and trials, conditions, where it stands, where it tips.

use crate::chart::figure::Head;
use crate::record::sweep::{Axis, AxisKind, Spacing, SweepRecord, Swept, SweptQuestion, Tip, TipKind};
use crate::stats::{print_count, print_number};

/// The head of a figure: a question, and what is shown (without a full stop); points, trials and conditions are added.
pub(super) fn head(record: &SweepRecord, title: impl Into<String>, shown: &str, description: String) -> Head {
    Head {
        title: title.into(),
        shown: format!("{shown}; {}; {}.", points(record), conditions(record).join("; ")),
        description,
        footer: format!(
            "{} · seed {} · sweep {}",
            record.scenario.title, record.asked.seed, record.identity
        ),
    }
}

/// `21 points of 20,000 trials each, on the same luck`; under a condition, how many were kept at least.
pub fn points(record: &SweepRecord) -> String {
    let found = &record.found;
    let s = if found.trials == 1 { "" } else { "s" };
    let kept = found.kept.iter().copied().min().unwrap_or(found.trials);
    let kept = if kept < found.trials {
        format!(" ({} kept at least)", print_count(kept))
    } else {
        String::new()
    };
    format!(
        "{} points of {} trial{s} each{kept}, on the same luck",
        print_count(found.points),
        print_count(found.trials)
    )
}

/// What was asked of every point alike; `no conditions` where nothing was.
pub fn conditions(record: &SweepRecord) -> Vec<String> {
    let asked = &record.asked;
    let mut list = Vec::new();
    if let Some(id) = &asked.alternative {
        let title = record.scenario.alternatives.get(id).unwrap_or(id);
        list.push(format!("alternative “{title}”"));
    }
    let pairs = |pairs: &crate::record::Ordered<String>| {
        let pairs = pairs.iter().map(|(path, value)| format!("{path} = {value}"));
        pairs.collect::<Vec<_>>().join(", ")
    };
    if asked.set.iter().next().is_some() {
        list.push(format!("another value: {}", pairs(&asked.set)));
    }
    if asked.force.iter().next().is_some() {
        list.push(format!("forced: {}", pairs(&asked.force)));
    }
    let given: Vec<String> = asked
        .given
        .iter()
        .flatten()
        .map(|one| match one.strip_prefix("question:") {
            Some(id) => record
                .questions
                .get(id)
                .map_or(one.clone(), |q| format!("“{}”", q.title)),
            None => one.clone(),
        })
        .collect();
    if !given.is_empty() {
        list.push(format!("given {}", given.join(" and ")));
    }
    if let Some(id) = &asked.believe {
        list.push(format!("believing {id} alone"));
    }
    if list.is_empty() {
        list.push("no conditions".to_owned());
    }
    list
}

/// The name of an axis with what its values are: `Moscow presses, probability per year`.
pub fn named(axis: &Axis) -> String {
    let title = &axis.title;
    let mut text = match (&axis.per, axis.is_probability, &axis.unit) {
        (Some(per), true, _) => format!("{title}, probability per {per}"),
        (Some(per), false, _) => format!("{title}, per {per}"),
        (None, _, Some(unit)) => format!("{title}, {unit}"),
        (None, ..) => title.clone(),
    };
    if is_log(axis) {
        text.push_str(" (logarithmic)");
    }
    text
}

/// Whether equal ratios are equal steps on its axis: as it was swept; a list of numbers where it spans two decades or more.
pub(super) fn is_log(axis: &Axis) -> bool {
    let (Some(low), Some(high)) = (axis.values.first(), axis.values.last()) else {
        return false;
    };
    match axis.spacing {
        Spacing::Log => *low > 0.0,
        Spacing::Linear => false,
        Spacing::List => *low > 0.0 && high / low >= 100.0,
    }
}

/// A number of an axis, as it is printed: to four digits.
pub fn number(value: f64) -> String {
    let rounded = format!("{value:.3e}").parse().unwrap_or(value);
    print_number(rounded, 0.0)
}

/// A value of an axis for readers: a number to four digits, anything else as it is written.
pub fn label(axis: &Axis, place: usize) -> String {
    match axis.values.get(place) {
        Some(value) if axis.kind == AxisKind::Number => number(*value),
        _ => axis.labels.get(place).cloned().unwrap_or_default(),
    }
}

/// The value of the scenario as it stands, where it can be said in a few words: `0.3`, `likely`.
pub fn standing(axis: &Axis) -> Option<String> {
    let baseline = axis.baseline.as_ref()?;
    match baseline.value {
        Some(value) if axis.kind == AxisKind::Number => Some(number(value)),
        _ if axis.kind == AxisKind::Alternatives => None,
        value => {
            let written = baseline.written.split_whitespace().collect::<Vec<_>>().join(" ");
            if !written.is_empty() && written.chars().count() <= 24 {
                Some(written)
            } else {
                value.map(number)
            }
        }
    }
}

/// `as it stands (0.3)`.
pub(super) fn as_it_stands(axis: &Axis) -> String {
    match standing(axis) {
        Some(value) => format!("as it stands ({value})"),
        None => "as it stands".to_owned(),
    }
}

/// What is moved: `“Moscow presses”`, or `the alternatives`.
pub fn moved(axis: &Axis) -> String {
    match axis.kind {
        AxisKind::Alternatives => "the alternatives".to_owned(),
        _ => format!("“{}”", axis.title),
    }
}

/// Where a tip lies along its axis, with what sampling error leaves open: `0.27 ± 0.01`, or `between 0.2 and 0.3`.
pub fn place(record: &SweepRecord, tip: &Tip) -> String {
    let axis = record.axes.get(tip.axis);
    let label = |place: usize| axis.map_or("?".to_owned(), |axis| label(axis, place));
    match (tip.at, tip.error) {
        (Some(at), Some(error)) => format!("{} ± {}", print_number(at, error), print_number(error, error)),
        _ => format!("between {} and {}", label(tip.between[0]), label(tip.between[1])),
    }
}

/// `tips at 0.27 ± 0.01`, `tips between 0.2 and 0.3`.
pub fn tips(place: &str) -> String {
    if place.starts_with("between ") {
        format!("tips {place}")
    } else {
        format!("tips at {place}")
    }
}

/// What tips: `no leads, then yes` in words of its question; `unlikely, then likely (55%)`.
pub fn change(question: &SweptQuestion, tip: &Tip) -> String {
    let answer = |id: &str| match &question.result {
        Swept::Cases { answers } => answers.get(id).map_or(id.to_owned(), |one| format!("“{}”", one.title)),
        _ => id.to_owned(),
    };
    match tip.kind {
        TipKind::Leader => format!("likeliest: {}, then {}", answer(&tip.before), answer(&tip.after)),
        TipKind::Band => {
            let edge = tip.edge.map(|edge| format!(" ({}%)", number(100.0 * edge)));
            format!("{}, then {}{}", tip.before, tip.after, edge.unwrap_or_default())
        }
    }
}

/// What is not drawn, for what is moved does not reach it; none where all is reached, or nothing.
pub(super) fn untouched(record: &SweepRecord) -> Option<String> {
    const NAMED: usize = 4;
    let left: Vec<&SweptQuestion> = record
        .questions
        .iter()
        .map(|(_, question)| question)
        .filter(|question| question.untouched)
        .collect();
    if left.is_empty() {
        return None;
    }
    if left.len() == record.questions.iter().count() {
        return Some("What is moved reaches none of the questions: nothing changes.".to_owned());
    }
    let mut names: Vec<String> = left.iter().take(NAMED).map(|question| stays(question)).collect();
    if left.len() > NAMED {
        names.push(format!("{} more", left.len() - NAMED));
    }
    Some(format!(
        "Not reached by what is moved, and not drawn: {}.",
        names.join("; ")
    ))
}

fn stays(question: &SweptQuestion) -> String {
    match &question.result {
        Swept::Yes { answers } => match answers.get("yes") {
            Some(yes) => format!("“{}” (stays at {})", question.title, yes.baseline.printed),
            None => format!("“{}”", question.title),
        },
        _ => format!("“{}”", question.title),
    }
}
