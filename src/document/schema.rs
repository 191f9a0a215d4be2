//! The JSON Schema of scenario files, made from the registry, for editors that complete and check TOML.

use serde_json::{Map, Value as Json, json};

use super::registry::values::{CHANCE, DOUBT, VIEW, WEIGHT};
use super::registry::{Ids, Key, Kind, LIBRARY, PLACES, Place, TOP};

/// The schema of a scenario file (draft-07, which TOML editors know).
///
/// A file may give parts of elements that the files it extends give the rest of, so no key is required.
pub fn schema() -> Json {
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".to_owned(), json!("Contingent scenario, format 1"));
    if let Json::Object(top) = place_schema(&TOP) {
        whole.extend(top);
    }
    let apart = |place: &Place| std::ptr::eq(place, &TOP) || std::ptr::eq(place, &LIBRARY);
    let inner = PLACES.iter().filter(|place| !apart(place));
    let definitions: Map<String, Json> = inner.map(|place| (name_of(place), place_schema(place))).collect();
    whole.insert("definitions".to_owned(), Json::Object(definitions));
    Json::Object(whole)
}

/// The schema as the text that is committed: indented, with a line end.
pub fn schema_text() -> String {
    let mut text = format!("{:#}", schema());
    text.push('\n');
    text
}

fn place_schema(place: &'static Place) -> Json {
    let properties: Map<String, Json> = place.keys().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    json!({
        "description": place.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn key_schema(key: &Key) -> Json {
    let mut doc = key.doc.to_owned();
    match key.default {
        "" => {}
        "required" => doc.push_str(" Required."),
        default => doc.push_str(&format!(" Without it: {default}.")),
    }
    doc.push_str(&format!("\n\nExample: {}", key.example));
    let kind = kind_schema(key.kind);
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(doc));
    match kind {
        // Draft-07 ignores what stands beside a reference.
        Json::Object(reference) if reference.contains_key("$ref") => {
            schema.insert("allOf".to_owned(), json!([reference]));
        }
        Json::Object(inner) => schema.extend(inner),
        _ => {}
    }
    Json::Object(schema)
}

fn kind_schema(kind: Kind) -> Json {
    let number_or_text = || json!({ "type": ["number", "string"] });
    match kind {
        Kind::Text | Kind::Name | Kind::DayText => json!({ "type": "string" }),
        Kind::Id => json!({ "type": "string", "pattern": pattern(Ids::Plain) }),
        Kind::Names => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Levels => {
            json!({ "type": "array", "items": { "type": "string", "pattern": pattern(Ids::Formula) } })
        }
        Kind::OneOrMore => json!({ "type": ["string", "array"], "items": { "type": "string" } }),
        Kind::OneOf(words) => json!({ "enum": words }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Whole => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Numbers => json!({ "type": "array", "items": { "type": "number" } }),
        Kind::Parameters(count) => list_of(json!({ "type": "number" }), count),
        Kind::FormulaParameters(count) => list_of(number_or_text(), count),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::TruthFormula => json!({ "type": ["string", "boolean"] }),
        Kind::NumberFormula => number_or_text(),
        Kind::Value | Kind::Bare => json!({ "anyOf": [number_or_text(), refer(&DOUBT)] }),
        Kind::View => json!({ "anyOf": [number_or_text(), refer(&VIEW), refer(&DOUBT)] }),
        Kind::Weight => json!({ "anyOf": [number_or_text(), refer(&WEIGHT), refer(&DOUBT)] }),
        Kind::Chance => json!({ "anyOf": [number_or_text(), refer(&CHANCE)] }),
        Kind::Weights => by_branch(kind_schema(Kind::Weight)),
        Kind::Branches => {
            json!({ "anyOf": [by_branch(kind_schema(Kind::Weight)), kind_schema(Kind::Levels)] })
        }
        Kind::Start => {
            json!({ "anyOf": [{ "type": "string" }, by_branch(kind_schema(Kind::Weight))] })
        }
        Kind::Concentrations => by_branch(json!({ "type": "number" })),
        Kind::Titles => by_branch(json!({ "type": "string" })),
        Kind::Slots => by_branch(json!({ "type": "integer" })),
        Kind::Rows => json!({
            "type": "array",
            "items": { "type": "array", "items": { "anyOf": [{ "type": "boolean" }, kind_schema(Kind::Weight)] } },
        }),
        Kind::Range => {
            json!({ "anyOf": [number_or_text(), list_of(json!({ "type": "number" }), 2)] })
        }
        Kind::Settings => json!({ "type": "object" }),
        Kind::Forced => json!({ "type": ["string", "number", "boolean"] }),
        Kind::Table(place) => refer(place),
        Kind::Map(place, ids) => map_of(element(place), ids),
        Kind::Tables(place) => json!({ "type": "array", "items": refer(place) }),
    }
}

/// An element, or the bare value that may stand for it.
fn element(place: &'static Place) -> Json {
    match place.short.and_then(|short| place.key(short)) {
        Some(short) => json!({ "anyOf": [kind_schema(short.kind), refer(place)] }),
        None => refer(place),
    }
}

fn by_branch(value: Json) -> Json {
    map_of(value, Ids::Formula)
}

fn map_of(value: Json, ids: Ids) -> Json {
    json!({ "type": "object", "propertyNames": { "pattern": pattern(ids) }, "additionalProperties": value })
}

fn list_of(item: Json, count: usize) -> Json {
    json!({ "type": "array", "items": item, "minItems": count, "maxItems": count })
}

fn pattern(ids: Ids) -> &'static str {
    match ids {
        Ids::Formula => "^[a-z][a-z0-9_]*$",
        Ids::Plain => "^[a-z][a-z0-9_-]*$",
    }
}

fn refer(place: &'static Place) -> Json {
    json!({ "$ref": format!("#/definitions/{}", name_of(place)) })
}

/// The name under which a place is defined: its own, or where several share that, its header's.
fn name_of(place: &Place) -> String {
    let shared = PLACES.iter().filter(|other| other.name == place.name).count() > 1;
    let words = if shared { place.header } else { place.name };
    let parts = words.split(|letter: char| !letter.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts
        .filter(|part| !part.is_empty() && *part != "ID" && *part != "s")
        .collect();
    parts.join("-")
}
