//! What was asked of two runs besides values: draws that are replaced, conditions, the one believed.

use crate::model::title::readable;
use crate::record::comparison::{Change, ChangeKind, Edit};
use crate::record::{Asked, RunRecord};

/// What was asked of the two besides values: draws that are replaced, conditions, the one believed.
pub fn asked(first: &RunRecord, second: &RunRecord) -> Vec<Change> {
    let (a, b): (&Asked, &Asked) = (&first.asked, &second.asked);
    let mut list = Vec::new();
    let title = |id: &str| {
        let of = |record: &RunRecord| {
            let variable = record.variables.get(id).map(|one| one.title.clone());
            variable.or_else(|| record.quantities.get(id).map(|one| one.title.clone()))
        };
        of(first).or_else(|| of(second)).unwrap_or_else(|| readable(id))
    };
    let mut push = |kind, path: &str, title: String, was: Option<String>, is: Option<String>| {
        if was != is {
            let edit = match (&was, &is) {
                (None, _) => Edit::Added,
                (_, None) => Edit::Removed,
                _ => Edit::Changed,
            };
            list.push(Change {
                kind,
                edit,
                path: path.to_owned(),
                title,
                was,
                is,
            });
        }
    };
    let ids = |asked: &Asked| -> Vec<String> { asked.force.iter().map(|(id, _)| id.to_owned()).collect() };
    let mut all = ids(a);
    all.extend(ids(b));
    all.sort();
    all.dedup();
    for id in all {
        let values = |asked: &Asked| {
            let list: Vec<&str> = asked
                .force
                .iter()
                .filter(|(other, _)| *other == id)
                .map(|(_, value)| value.as_str())
                .collect();
            (!list.is_empty()).then(|| list.join(", then "))
        };
        push(ChangeKind::Do, &id, title(&id), values(a), values(b));
    }
    let given = |asked: &Asked| asked.given.as_ref().map(|list| list.join(" and "));
    push(ChangeKind::Given, "given", "Trials kept".to_owned(), given(a), given(b));
    let expert = |record: &RunRecord, id: &Option<String>| {
        let id = id.as_ref()?;
        let name = record.evidence.experts.get(id).map(|expert| expert.name.clone());
        Some(name.unwrap_or_else(|| id.clone()))
    };
    push(
        ChangeKind::Believe,
        "believe",
        "Believed throughout".to_owned(),
        expert(first, &a.believe),
        expert(second, &b.believe),
    );
    list
}
