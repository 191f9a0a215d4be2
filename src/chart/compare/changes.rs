//! What differs in two scenarios, as readers are told it: titles for ids, days for spans.

use crate::chart::said::{day, variable_titles};
use crate::record::RunRecord;
use crate::record::comparison::{Change, ChangeKind, Comparison, Edit};

use super::Beside;

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where: the title of the element, with what of it.
    pub place: String,
    /// What it was; none of what is new, and of what was asked.
    pub was: Option<String>,
    /// What it is; none of what is gone.
    pub is: Option<String>,
}

/// A change in words.
pub fn told(beside: &Beside, change: &Change) -> Told {
    let title = match change.title.trim() {
        "" => &change.path,
        title => title,
    };
    let place = match change.kind {
        ChangeKind::Do => format!("{title}, forced"),
        ChangeKind::Given | ChangeKind::Believe => change.title.clone(),
        _ => match rest(&change.path) {
            Some(rest) => format!("{title}, {rest}"),
            None => title.to_owned(),
        },
    };
    let value = |text: &Option<String>, run: &RunRecord| {
        let text = text.as_ref()?;
        Some(match change.kind {
            ChangeKind::Do => forced(run, &change.path, text),
            ChangeKind::Given => given(run, text),
            _ => text.clone(),
        })
    };
    let (was, is) = (
        value(&change.was, &beside.first.run),
        value(&change.is, &beside.second.run),
    );
    if change.edit == Edit::Renamed {
        let to = is.unwrap_or_default();
        return Told {
            place,
            was: None,
            is: Some(format!("renamed {to}, with the same luck")),
        };
    }
    // Where nothing was forced, given or believed, that need not be said.
    let is_asked = matches!(change.kind, ChangeKind::Do | ChangeKind::Given | ChangeKind::Believe);
    let nothing = |side: Option<String>| side.or_else(|| (!is_asked).then(|| "nothing".to_owned()));
    Told {
        place,
        was: nothing(was),
        is: is.or_else(|| Some("nothing".to_owned())),
    }
}

/// `What differs: 2 changes, and 3 of wording or evidence`.
pub fn head(comparison: &Comparison) -> String {
    let wording = match comparison.wording {
        0 => String::new(),
        1 => ", and 1 of wording or evidence".to_owned(),
        more => format!(", and {more} of wording or evidence"),
    };
    match comparison.changes.len() {
        0 if comparison.wording == 0 => "What differs: nothing".to_owned(),
        0 => format!("What differs: no number and no rule{wording}"),
        1 => format!("What differs: 1 change{wording}"),
        count => format!("What differs: {count} changes{wording}"),
    }
}

/// Of a path such as `choices.troops.factor.pressing.odds` what follows the element: `factor pressing odds`.
fn rest(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('.').skip(2).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// `ultimatum@2022-12-01..2023-02-28` as `Ultimatum, from 1 December 2022 to 28 February 2023`; several, one after the other.
fn forced(run: &RunRecord, id: &str, text: &str) -> String {
    let one = |text: &str| {
        let (branch, days) = text.split_once('@').unwrap_or((text, ""));
        let (_, branch) = variable_titles(run, id, branch);
        let (from, until) = days.split_once("..").unwrap_or((days, ""));
        match (from, until) {
            ("", "") => branch,
            ("", until) => format!("{branch}, until {}", day(until)),
            (from, "") => format!("{branch}, from {}", day(from)),
            (from, until) => format!("{branch}, from {} to {}", day(from), day(until)),
        }
    };
    text.split(", then ").map(one).collect::<Vec<_>>().join("; then ")
}

/// A condition: a question by its title, a formula as written.
pub fn given(run: &RunRecord, text: &str) -> String {
    let one = |text: &str| match text.strip_prefix("question:") {
        Some(id) => run
            .questions
            .get(id)
            .map_or_else(|| text.to_owned(), |question| format!("“{}”", question.title)),
        None => text.to_owned(),
    };
    text.split(" and ").map(one).collect::<Vec<_>>().join(" and ")
}
