//! The schema of `run.json`: committed as it is, and every record keeps to it.

use contingent::record::schema::{schema, schema_text};
use contingent::record::to_json;
use serde_json::{Value, json};

use super::support::{ask, prepared, recorded, shipped};

#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/run.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, schema_text()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        schema_text(),
        "run with UPDATE=1 to write it anew"
    );
}

#[test]
fn records_keep_to_the_schema() {
    let (texts, paths) = shipped();
    let schema = schema();
    for path in paths {
        let record = recorded(&prepared(&texts, &ask(&path)), 1_000, 2);
        let value: Value = serde_json::from_str(&to_json(&record)).unwrap();
        let mut wrong = Vec::new();
        check(&schema, &schema, &value, "", &mut wrong);
        assert!(wrong.is_empty(), "{path}: {}", wrong.join("\n"));
        // Everything that is written is described.
        for key in value.as_object().unwrap().keys() {
            assert!(schema["properties"].get(key).is_some(), "`{key}` is not in the schema");
        }
        let mut breaks = |change: &dyn Fn(&mut Value)| {
            let mut broken = value.clone();
            change(&mut broken);
            wrong.clear();
            check(&schema, &schema, &broken, "", &mut wrong);
            assert!(!wrong.is_empty(), "the schema takes anything");
        };
        breaks(&|value| value["format"] = json!(2));
        breaks(&|value| value["found"]["kept"]["p"] = json!(1.5));
        breaks(&|value| value["questions"]["another"] = json!({}));
        breaks(&|value| {
            let questions = value["questions"].as_object_mut().unwrap();
            questions.values_mut().next().unwrap()["kind"] = json!("maybe");
        });
        breaks(&|value| {
            value.as_object_mut().unwrap().remove("made");
        });
    }
}

/// Whether a value keeps to a schema, that describes all its keys.
#[track_caller]
pub fn keeps_to(schema: &Value, value: &Value, name: &str) {
    let mut wrong = Vec::new();
    check(schema, schema, value, "", &mut wrong);
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    for key in value.as_object().unwrap().keys() {
        assert!(schema["properties"].get(key).is_some(), "`{key}` is not in the schema");
    }
}

/// As much of JSON Schema as the schema uses.
pub fn check(root: &Value, schema: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return check(
            root,
            root.pointer(name.trim_start_matches('#')).unwrap(),
            value,
            path,
            wrong,
        );
    }
    let fits = |one: &Value| {
        let mut inner = Vec::new();
        check(root, one, value, path, &mut inner);
        inner.is_empty()
    };
    for one in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        check(root, one, value, path, wrong);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(list) = schema.get(key).and_then(Value::as_array) {
            let count = list.iter().filter(|one| fits(one)).count();
            if count == 0 || (key == "oneOf" && count != 1) {
                wrong.push(format!("{path}: {count} of {key} fit {value}"));
            }
        }
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    };
    let mut must = |holds: bool, what: String| {
        if !holds {
            wrong.push(format!("{path}: {what}, found {value}"));
        }
    };
    if let Some(kind) = schema.get("type").and_then(Value::as_str) {
        must(is(kind), format!("must be {kind}"));
    }
    if let Some(only) = schema.get("const") {
        must(value == only, format!("must be {only}"));
    }
    if let Some(list) = schema.get("enum").and_then(Value::as_array) {
        must(list.contains(value), "must be one of the list".to_owned());
    }
    if let (Some(least), Some(number)) = (schema.get("minimum").and_then(Value::as_f64), value.as_f64()) {
        must(number >= least, format!("must be at least {least}"));
    }
    if let (Some(most), Some(number)) = (schema.get("maximum").and_then(Value::as_f64), value.as_f64()) {
        must(number <= most, format!("must be at most {most}"));
    }
    if let Some(list) = value.as_array() {
        for (at, item) in list.iter().enumerate() {
            if let Some(of) = schema.get("items") {
                check(root, of, item, &format!("{path}/{at}"), wrong);
            }
        }
    }
    let Some(object) = value.as_object() else { return };
    for key in schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        if !object.contains_key(key) {
            wrong.push(format!("{path}: `{key}` is missing"));
        }
    }
    for (key, inner) in object {
        let known = schema.get("properties").and_then(|properties| properties.get(key));
        let other = schema.get("additionalProperties").filter(|other| other.is_object());
        if let Some(of) = known.or(other) {
            check(root, of, inner, &format!("{path}/{key}"), wrong);
        }
    }
}
