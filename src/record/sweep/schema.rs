//! The JSON Schema of `sweep.json`, for programs that read it.

use serde_json::{Value, json};

use crate::record::schema::{count, day, flag, list, map, number, object, or_null, probability, reference, text, with};

/// The schema, in draft 7.
pub fn schema() -> Value {
    // What a record of a run says of itself, that of a sweep says in the same words.
    let run = crate::record::schema::schema();
    let same = |name: &str| run["properties"][name].clone();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "sweep.schema.json",
        "title": "The record of a sweep of Contingent",
        "description": "Answers over a grid of one or two axes. Every list over points goes through the grid row by row: with two axes of m and \
                        n values, the point at place i of the first and j of the second stands at i * n + j. Unknown keys may be added in later \
                        versions of the program; a key that changes its meaning raises `format`.",
        "type": "object",
        "required": ["format", "identity", "result_version", "scenario", "calendar", "asked", "found", "notices", "axes", "questions",
                     "tips", "made"],
        "properties": {
            "format": { "const": 1 },
            "identity": same("identity"),
            "result_version": { "type": "integer", "minimum": 1 },
            "scenario": same("scenario"),
            "calendar": same("calendar"),
            "asked": same("asked"),
            "found": object(&[
                ("points", count("Points of the grid.")),
                ("trials", count("Trials of each point, the same luck in all.")),
                ("kept", list(count("The trials that what was given kept at a point: the n of its shares."))),
                ("confidence", number("Of every interval.")),
                ("too_few", flag("Some point rests on too few trials to be quoted.")),
            ]),
            "notices": same("notices"),
            "axes": list(axis()),
            "questions": map(reference("swept_question")),
            "tips": list(tip()),
            "made": same("made"),
        },
        "definitions": {
            "share": run["definitions"]["share"],
            "estimate": run["definitions"]["estimate"],
            "swept": answer(),
            "swept_question": question(),
        },
    })
}

/// The schema as the file that is committed beside the sources.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

fn axis() -> Value {
    object(&[
        ("path", text("What is set; `alternatives` for those.")),
        ("over", text("As it was asked for: what `--over` takes.")),
        ("title", text("Shown to readers.")),
        ("kind", json!({ "enum": ["number", "category", "alternatives"] })),
        ("spacing", json!({ "enum": ["linear", "log", "list"] })),
        ("unit", or_null(text("The unit of the values."))),
        ("per", or_null(text("The period over which they are probabilities."))),
        (
            "is_probability",
            flag("All values lie from 0 to 1 and are probabilities or shares."),
        ),
        (
            "values",
            list(number("A value, ascending; none unless `kind` is `number`.")),
        ),
        (
            "written",
            list(text("A value as it was set; empty for the scenario as it stands.")),
        ),
        ("labels", list(text("A value for readers."))),
        (
            "baseline",
            or_null(object(&[
                ("written", text("As written in the scenario.")),
                ("value", or_null(number("The number that it stands for."))),
            ])),
        ),
    ])
}

fn answer() -> Value {
    object(&[
        ("title", text("Shown to readers.")),
        ("slot", or_null(count("Place in the palette, from 1."))),
        ("p", list(probability())),
        ("low", list(probability())),
        ("high", list(probability())),
        ("k", list(count("Trials in which it happened."))),
        ("baseline", reference("share")),
        ("least_visible", or_null(probability())),
    ])
}

fn question() -> Value {
    let common = [
        ("title", text("Shown to readers.")),
        ("group", or_null(text("The heading under which it stands."))),
        ("headline", flag("It stands in the first chart.")),
        ("by", or_null(day())),
        ("step", count("The step at whose end it is read; 0 without time.")),
        ("untouched", flag("No trial answers differently anywhere on the grid.")),
    ];
    let of = |kind: &str, own: &[(&'static str, Value)]| {
        let kind = object(&[("kind", json!({ "const": kind }))]);
        with(with(kind, own), &common)
    };
    let numbers = || list(or_null(number("None where there are too few trials.")));
    let answers = [("answers", map(reference("swept")))];
    json!({ "oneOf": [
        of("yes", &answers),
        of("cases", &answers),
        of("number", &[
            ("unit", or_null(text("Its unit."))),
            ("mean", numbers()),
            ("mean_low", numbers()),
            ("mean_high", numbers()),
            ("quantiles", map(numbers())),
            ("exceeds", map(reference("swept"))),
            ("baseline", or_null(reference("estimate"))),
        ]),
    ] })
}

fn tip() -> Value {
    object(&[
        ("kind", json!({ "enum": ["leader", "band"] })),
        ("question", text("An id.")),
        (
            "answer",
            or_null(text("For a band, the answer whose probability crosses it.")),
        ),
        (
            "before",
            text("The leading answer, or the words of the scale, before it."),
        ),
        ("after", text("The same behind it.")),
        ("edge", or_null(probability())),
        ("axis", count("The axis along which it is met, from 0.")),
        ("across", or_null(count("The place on the other axis."))),
        ("between", list(count("A place on the axis."))),
        ("at", or_null(number("The middle of the bracket."))),
        ("bracket", or_null(list(number("An end of the bracket.")))),
        (
            "error",
            or_null(number(
                "By how much sampling error may move it, half of a 95% interval.",
            )),
        ),
        (
            "is_refined",
            flag("The bracket was narrowed by further runs on the same luck."),
        ),
    ])
}
