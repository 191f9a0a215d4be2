//! An axis as its readers see it: its title, its labels, and where the scenario as it stands lies on it.

use crate::document::Shape;
use crate::model::title::readable;
use crate::record::sweep::{Axis, AxisBaseline, AxisKind};
use crate::study::prepare::Prepared;

use super::over::{Moved, Over};

/// What an axis says of itself.
pub(super) fn axis(prepared: &Prepared, over: &Over) -> Axis {
    match &over.what {
        Moved::Value { path, written, numbers } => {
            let values = numbers.clone().unwrap_or_default();
            let (title, per) = titled(prepared, path);
            Axis {
                path: path.clone(),
                over: over.text.clone(),
                title,
                kind: if numbers.is_some() {
                    AxisKind::Number
                } else {
                    AxisKind::Category
                },
                spacing: over.spacing,
                unit: unit(prepared, path),
                per,
                is_probability: numbers.is_some() && values.iter().all(|value| (0.0..=1.0).contains(value)),
                labels: written
                    .iter()
                    .map(|one| one.trim_matches(['"', '\'']).to_owned())
                    .collect(),
                written: written.clone(),
                values,
                baseline: baseline(prepared, path),
            }
        }
        Moved::Alternatives(ids) => {
            let all = &prepared.model.alternatives;
            let ids: Vec<String> = if ids.is_empty() {
                all.iter().map(|one| one.name.id.clone()).collect()
            } else {
                ids.clone()
            };
            let title = |id: &String| prepared.model.alternative(id).map(|one| one.name.title_or_id());
            let labels = ids.iter().map(|id| title(id).unwrap_or_else(|| id.clone()));
            Axis {
                path: "alternatives".to_owned(),
                over: over.text.clone(),
                title: "Alternatives".to_owned(),
                kind: AxisKind::Alternatives,
                spacing: over.spacing,
                unit: None,
                per: None,
                is_probability: false,
                values: Vec::new(),
                labels: std::iter::once("as it stands".to_owned()).chain(labels).collect(),
                written: std::iter::once(String::new()).chain(ids).collect(),
                baseline: Some(AxisBaseline {
                    written: String::new(),
                    value: None,
                }),
            }
        }
    }
}

/// The title of what a path leads to, and the period over which it is a probability.
fn titled(prepared: &Prepared, path: &str) -> (String, Option<String>) {
    let model = &prepared.model;
    let segments: Vec<&str> = path.split('.').map(str::trim).collect();
    let rest = |from: usize| {
        let parts: Vec<String> = segments
            .iter()
            .skip(from)
            .map(|one| readable(one).to_lowercase())
            .collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join(", "))
        }
    };
    let id = segments.get(1).copied().unwrap_or_default();
    match segments.first().copied() {
        Some("assumptions") => match model.assumption(id) {
            Some(assumption) => {
                let per = assumption.per.map(|period| period.word().to_owned());
                let from = if segments.get(2) == Some(&"value") { 3 } else { 2 };
                (format!("{}{}", assumption.name.title_or_id(), rest(from)), per)
            }
            None => (readable(id), None),
        },
        Some("choices" | "events") => {
            let title = model.variable(id).map(|one| one.name.title_or_id());
            (format!("{}{}", title.unwrap_or_else(|| readable(id)), rest(2)), None)
        }
        Some("quantities") => {
            let title = model.quantity(id).map(|one| one.name.title_or_id());
            (format!("{}{}", title.unwrap_or_else(|| readable(id)), rest(2)), None)
        }
        _ => (path.to_owned(), None),
    }
}

fn unit(prepared: &Prepared, path: &str) -> Option<String> {
    let id = path.strip_prefix("quantities.")?.split('.').next()?;
    prepared.model.quantity(id.trim())?.unit.clone()
}

/// The value in the scenario as it stands.
fn baseline(prepared: &Prepared, path: &str) -> Option<AxisBaseline> {
    let (document, model) = (&prepared.document, &prepared.model);
    let segments: Vec<&str> = path.split('.').map(str::trim).collect();
    let (first, rest) = segments.split_first()?;
    let mut value = document.root.get(first)?;
    for segment in rest {
        let next = match &value.shape {
            Shape::Table(table) => table.get(segment),
            Shape::List(list) => list.iter().find(|one| {
                let id = one.as_table().and_then(|table| table.get("id")?.as_text());
                id.is_some_and(|id| id.text == *segment)
            }),
            _ => None,
        };
        value = next?;
    }
    // A value may stand with its claims in a table of its own.
    if let Some(inner) = value.as_table().and_then(|table| table.get("value")) {
        value = inner;
    }
    let written = match &value.shape {
        Shape::Text(text) => text.text.clone(),
        _ => document.sources.slice(value.span).trim().to_owned(),
    };
    let assumption = match segments[..] {
        ["assumptions", id] | ["assumptions", id, "value"] => model.assumption(id),
        _ => None,
    };
    let number = match assumption {
        Some(assumption) => assumption.value.point(&model.expert_weights()),
        None => written.replace('_', "").parse::<f64>().ok(),
    };
    Some(AxisBaseline {
        written,
        value: number.filter(|number| number.is_finite()),
    })
}
