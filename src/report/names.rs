//! Titles for the ids and paths of a record.

use crate::record::{QuestionResult, RunRecord};

/// The title of a choice, an event or a quantity; the id where there is none of that name.
pub fn element<'r>(record: &'r RunRecord, id: &'r str) -> &'r str {
    let variable = record.variables.get(id).map(|one| one.title.as_str());
    variable
        .or_else(|| record.quantities.get(id).map(|one| one.title.as_str()))
        .unwrap_or(id)
}

/// The title of a branch of a variable.
pub fn branch<'r>(record: &'r RunRecord, variable: &str, id: &'r str) -> &'r str {
    let found = record.variables.get(variable).and_then(|one| one.branches.get(id));
    found.map_or(id, |one| one.title.as_str())
}

/// The title of a question.
pub fn question<'r>(record: &'r RunRecord, id: &'r str) -> &'r str {
    record.questions.get(id).map_or(id, |one| one.title.as_str())
}

/// The title of an answer of a question: of cases their own, else `yes` or `no`.
pub fn answer<'r>(record: &'r RunRecord, question: &str, id: &'r str) -> &'r str {
    match record.questions.get(question).map(|one| &one.result) {
        Some(QuestionResult::Cases { answers, .. }) => answers.get(id).map_or(id, |one| one.title.as_str()),
        _ => id,
    }
}

/// A path such as `choices.troops.factor.pressing` in words: `Send troops into Ukraine, factor pressing`. None where
/// the path leads to nothing that has a title.
pub fn path(record: &RunRecord, path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let (section, id) = (parts.next()?, parts.next()?);
    let title = match section {
        "assumptions" => record.evidence.assumptions.get(id)?.title.as_str(),
        "questions" => record.questions.get(id)?.title.as_str(),
        "alternatives" => record.scenario.alternatives.get(id)?.as_str(),
        "quantities" => record.quantities.get(id)?.title.as_str(),
        "choices" | "events" => record.variables.get(id)?.title.as_str(),
        _ => return None,
    };
    let rest: Vec<&str> = parts.collect();
    match rest.as_slice() {
        [] => Some(title.to_owned()),
        rest => Some(format!("{title}, {}", rest.join(" "))),
    }
}
