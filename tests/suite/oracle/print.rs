//! Prints a TOML tree as a scenario file, its sections in an order drawn by lot.
use super::draft::Draft;
use toml::{Table, Value};

pub fn print(table: &Table, luck: &mut Draft) -> String {
    let mut text = String::from("contingent = 1\n");
    let sections: Vec<(String, Value)> = table.clone().into_iter().collect();
    for (name, value) in luck.shuffled(&sections) {
        let Value::Table(section) = value else {
            continue;
        };
        if ["scenario", "time"].contains(&name.as_str()) {
            text += &format!("\n[{name}]\n");
            lines(&mut text, &section);
            continue;
        }
        if ["assumptions", "conditions"].contains(&name.as_str()) {
            text += &format!("\n[{name}]\n");
            let short = section.iter().filter(|(_, v)| !v.is_table());
            lines(&mut text, &short.map(|(k, v)| (k.clone(), v.clone())).collect());
        }
        let elements: Vec<(String, Value)> = section.into_iter().filter(|(_, value)| value.is_table()).collect();
        for (id, element) in luck.shuffled(&elements) {
            let path = format!("{name}.{id}");
            text += &format!("\n[{path}]\n");
            let Value::Table(element) = element else {
                continue;
            };
            lines(&mut text, &element);
            for list in ["case", "factor"] {
                for item in element.get(list).and_then(Value::as_array).into_iter().flatten() {
                    text += &format!("[[{path}.{list}]]\n");
                    if let Value::Table(item) = item {
                        lines(&mut text, item);
                    }
                }
            }
        }
    }
    text
}

fn lines(text: &mut String, table: &Table) {
    for (key, value) in table {
        let apart = value.as_array().is_some_and(|a| a.first().is_some_and(Value::is_table));
        if key == "table" {
            *text += "table = [\n";
            for row in value.as_array().into_iter().flatten() {
                *text += &format!("  {},\n", inline(row));
            }
            *text += "]\n";
        } else if !apart {
            *text += &format!("{} = {}\n", name(key), inline(value));
        }
    }
}

fn name(key: &str) -> String {
    let bare = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { key.to_string() } else { format!("\"{key}\"") }
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Integer(n) => n.to_string(),
        Value::Float(x) => format!("{x:?}"),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(day) => day.to_string(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let cells = table.iter().map(|(k, v)| format!("{} = {}", name(k), inline(v)));
            format!("{{ {} }}", cells.collect::<Vec<_>>().join(", "))
        }
    }
}
