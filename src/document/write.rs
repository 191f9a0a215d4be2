//! A tree written as TOML: the resolved scenario, after all files and overrides.

use super::registry::{Kind, Merge, Place, TOP};
use super::tree::{Shape, Table, Value};

/// The text of a merged tree. Reading it again gives the same tree, but for its places and for values that were broken.
///
/// Under each header plain values stand before tables, as TOML needs it; else the order stays.
pub fn to_toml(root: &Table) -> String {
    let mut out = String::new();
    write_table(&mut out, Some(&TOP), "", root);
    out
}

fn write_table(out: &mut String, place: Option<&'static Place>, path: &str, table: &Table) {
    let kind = |key: &str| {
        place
            .and_then(|place| place.key(key))
            .filter(|key| key.merge != Merge::Replace)
            .map(|key| key.kind)
    };
    let headed = |key: &str| kind(key).filter(|kind| matches!(kind, Kind::Table(_) | Kind::Map(..) | Kind::Tables(_)));
    for entry in table.entries.iter().filter(|entry| headed(&entry.key).is_none()) {
        write_entry(out, &entry.key, &entry.value);
    }
    for entry in &table.entries {
        let Some(kind) = headed(&entry.key) else {
            continue;
        };
        let path = if path.is_empty() {
            write_key(&entry.key)
        } else {
            format!("{path}.{}", write_key(&entry.key))
        };
        match (kind, &entry.value.shape) {
            (Kind::Table(inner), Shape::Table(table)) => {
                out.push_str(&format!("\n[{path}]\n"));
                write_table(out, Some(inner), &path, table);
            }
            (Kind::Map(inner, _), Shape::Table(table)) => write_map(out, inner, &path, table),
            (Kind::Tables(inner), Shape::List(list)) => {
                for table in list.iter().filter_map(Value::as_table) {
                    out.push_str(&format!("\n[[{path}]]\n"));
                    write_table(out, Some(inner), &path, table);
                }
            }
            _ => {}
        }
    }
}

/// A section's elements: bare values below the section's header, the others below their own.
fn write_map(out: &mut String, place: &'static Place, path: &str, table: &Table) {
    let long = |value: &Value| {
        value
            .as_table()
            .is_some_and(|table| super::level::is_long(place, table))
    };
    let mut bare = table.entries.iter().filter(|entry| !long(&entry.value)).peekable();
    if bare.peek().is_some() {
        out.push_str(&format!("\n[{path}]\n"));
    }
    for entry in bare {
        write_entry(out, &entry.key, &entry.value);
    }
    for entry in &table.entries {
        if let (true, Some(table)) = (long(&entry.value), entry.value.as_table()) {
            let path = format!("{path}.{}", write_key(&entry.key));
            out.push_str(&format!("\n[{path}]\n"));
            write_table(out, Some(place), &path, table);
        }
    }
}

fn write_entry(out: &mut String, key: &str, value: &Value) {
    if !matches!(value.shape, Shape::Broken) {
        out.push_str(&format!("{} = {}\n", write_key(key), write_value(value)));
    }
}

fn write_key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.is_empty() && key.bytes().all(bare) {
        key.to_owned()
    } else {
        write_text(key)
    }
}

/// A value on one line.
pub fn write_value(value: &Value) -> String {
    match &value.shape {
        Shape::Text(text) => write_text(&text.text),
        Shape::Integer(number) => number.to_string(),
        Shape::Float(number) if number.is_nan() => "nan".to_owned(),
        Shape::Float(number) => format!("{number:?}"),
        Shape::Truth(truth) => truth.to_string(),
        Shape::Date(date) => date.to_string(),
        Shape::List(list) => {
            let items: Vec<String> = list.iter().filter(|one| !is_broken(one)).map(write_value).collect();
            format!("[{}]", items.join(", "))
        }
        Shape::Table(table) => {
            let entries = table.entries.iter().filter(|entry| !is_broken(&entry.value));
            let entries: Vec<String> = entries
                .map(|entry| format!("{} = {}", write_key(&entry.key), write_value(&entry.value)))
                .collect();
            if entries.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", entries.join(", "))
            }
        }
        Shape::Broken => String::new(),
    }
}

fn is_broken(value: &Value) -> bool {
    matches!(value.shape, Shape::Broken)
}

fn write_text(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04X}", control as u32)),
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}
