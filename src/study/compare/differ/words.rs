//! Values and elements as a reader is shown them.

use crate::document::{Shape, Value, write};
use crate::model::title::readable;
use crate::record::comparison::ChangeKind;

use super::Element;

/// The longest text of a value that is shown whole.
const LONGEST: usize = 120;

pub(super) fn is_number(value: Option<&Value>) -> bool {
    value.is_some_and(|value| matches!(value.shape, Shape::Integer(_) | Shape::Float(_)))
}

/// A value as TOML, with blanks and whole numbers made the same.
pub(super) fn plain(value: &Value) -> String {
    match &value.shape {
        Shape::Text(text) => text.text.split_whitespace().collect::<Vec<_>>().join(" "),
        Shape::Integer(number) => number.to_string(),
        Shape::Float(number) => number.to_string(),
        _ => write::write_value(value)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

pub(super) fn title(element: &Element) -> String {
    let own = element
        .2
        .as_table()
        .and_then(|table| table.get("title"))
        .and_then(Value::as_text);
    own.map_or_else(|| readable(element.1), |title| title.text.clone())
}

pub(super) fn kind_of(element: &Element) -> ChangeKind {
    match element.0 {
        "questions" => ChangeKind::Question,
        _ => ChangeKind::Structure,
    }
}

pub(super) fn summary(element: &Element) -> String {
    let value = match element.2.as_table() {
        Some(table) => ["value", "if", "yes", "number", "probability", "formula"]
            .iter()
            .find_map(|key| table.get(key)),
        None => Some(element.2),
    };
    let sort = match element.0 {
        "choices" => "a choice",
        "events" => "an event",
        "quantities" => "a quantity",
        "questions" => "a question",
        "conditions" => "a condition",
        _ => "an assumption",
    };
    match value {
        Some(value) => cut(&format!("{sort}: {}", plain(value))),
        None => sort.to_owned(),
    }
}

pub(super) fn entry(path: &str, at: usize, value: &Value) -> String {
    let id = value
        .as_table()
        .and_then(|table| table.get("id"))
        .and_then(Value::as_text);
    match id {
        Some(id) => format!("{path}.{}", id.text),
        None => format!("{path}.{}", at + 1),
    }
}

pub(super) fn entry_title(name: &str, value: &Value) -> String {
    let table = value.as_table();
    let text = |key: &str| {
        table
            .and_then(|table| table.get(key))
            .and_then(Value::as_text)
            .map(|text| text.text.clone())
    };
    match text("title")
        .or_else(|| text("id").map(|id| readable(&id)))
        .or_else(|| text("if"))
    {
        Some(own) => format!("{name}: {own}"),
        None => name.to_owned(),
    }
}

pub(super) fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}
