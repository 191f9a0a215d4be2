//! The JSON Schema of `run.json`, for programs that read it.

use serde_json::{Value, json};

/// The schema, in draft 7.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "run.schema.json",
        "title": "The record of a run of Contingent",
        "description": "What was asked of a run and what it found. Shares are of the trials kept. Unknown keys may be added in \
                        later versions of the program; a key that changes its meaning raises `format`.",
        "type": "object",
        "required": ["format", "identity", "result_version", "scenario", "calendar", "asked", "found", "notices",
                     "questions", "variables", "quantities", "evidence", "structure", "joint", "report", "made"],
        "properties": {
            "format": { "const": 1 },
            "identity": { "type": "string", "pattern": "^[0-9a-f]{4}(-[0-9a-f]{4}){3}$",
                          "description": "A hash of everything that determines the results." },
            "result_version": { "type": "integer", "minimum": 1 },
            "scenario": object(&[
                ("id", text("Its path below the library's root, without `.toml`.")),
                ("title", text("Shown to readers.")),
                ("question", or_null(text("What it asks as a whole."))),
                ("as_of", or_null(text("The day on which it stands."))),
                ("words", json!({ "enum": ["phia", "icd203", "ipcc"] })),
                ("files", list(text("A file that it was read from; the top file is the last."))),
                ("alternatives", map(text("Its title."))),
            ]),
            "calendar": or_null(object(&[
                ("start", day()), ("end", day()),
                ("unit", json!({ "enum": ["day", "week", "month", "quarter", "year"] })),
                ("steps", json!({ "type": "integer", "minimum": 1 })),
                ("span", text("The run in words.")),
                ("labels", list(text("The name of a step."))),
                ("ends", list(day())),
            ])),
            "asked": object(&[
                ("engine", json!({ "const": "sample" })),
                ("seed", count("The seed.")),
                ("trials", count("How many trials; with a precision, how many it took.")),
                ("worlds", or_null(count("Worlds in which doubt was drawn; null where it is ignored."))),
                ("precision", or_null(number("Half-width asked for, in points of per cent."))),
                ("set", map(text("The value set, as written."))),
                ("do", map(text("What the draw was replaced by, with days behind `@`."))),
                ("given", or_null(list(text("A condition that kept a trial.")))),
                ("believe", or_null(text("The one expert believed."))),
                ("alternative", or_null(text("The alternative that was named."))),
                ("through", or_null(list(text("A stage of the paths charts, where the command named them.")))),
            ]),
            "found": object(&[
                ("trials", count("Trials that were run.")),
                ("kept", reference("share")),
                ("forced", or_null(reference("share"))),
                ("confidence", number("Of every interval.")),
                ("complete", flag("All trials that were asked for were run.")),
                ("too_few", flag("The shares rest on too few trials to be quoted.")),
            ]),
            "notices": list(object(&[("code", text("A word for programs.")), ("text", text("A sentence for readers."))])),
            "questions": map(reference("question")),
            "variables": map(reference("variable")),
            "quantities": map(json!({ "allOf": [reference("number"),
                object(&[("title", text("Shown to readers.")), ("at", text("`file:line`"))])] })),
            "evidence": evidence(),
            "expectations": list(object(&[
                ("claim", or_null(text("The claim that says it."))), ("says", text("What is expected.")),
                ("verdict", json!({ "enum": ["holds", "fails", "undecided"] })), ("found", text("The number that decided.")),
            ])),
            "structure": object(&[
                ("before", list(text("An id."))),
                ("each_step", list(text("An id."))),
                ("edges", list(object(&[
                    ("from", text("What is read.")),
                    ("to", text("What reads it; `questions.` before the id of a question.")),
                    ("kind", json!({ "enum": ["guard", "case", "factor", "weights", "table", "value", "question"] })),
                    ("prev", flag("Only its past is read.")),
                ]))),
            ]),
            "joint": joint(),
            "report": object(&[
                ("questions", list(text("A question that comes first, in this order."))),
                ("states", list(text("A variable that gets a chart of its states."))),
                ("paths", list(text("A stage of the paths charts."))),
            ]),
            "made": object(&[("version", text("Of the program.")), ("at", text("In UTC.")),
                             ("seconds", number("How long the trials took."))]),
        },
        "definitions": {
            "share": share(),
            "estimate": object(&[("value", number("The estimate.")), ("low", or_null(number("95% interval."))),
                                 ("high", or_null(number("95% interval."))), ("printed", text("As printed."))]),
            "answer": with(share(), &[("title", text("Shown to readers.")),
                                      ("slot", or_null(count("Place in the palette, from 1.")))]),
            "question": question(),
            "number": numbers(),
            "at_step": json!({ "type": "object", "required": ["mean"], "additionalProperties": { "type": "number" },
                               "description": "The mean, and quantiles by probability." }),
            "variable": object(&[
                ("kind", json!({ "enum": ["choice", "event"] })),
                ("title", text("Shown to readers.")),
                ("actor", or_null(text("The id of who decides."))),
                ("timing", json!({ "enum": ["once", "each_step", "first_chance"] })),
                ("ladder", flag("Branches are levels, low to high.")),
                ("yes_no", flag("Branches are exactly yes and no.")),
                ("branches", map(with(share(), &[("title", text("Shown to readers.")),
                                                 ("slot", count("Place in the palette, from 1."))]))),
                ("undrawn", or_null(reference("share"))),
                ("initial", map(probability())),
                ("by_step", map(list(probability()))),
                ("at", text("`file:line`")),
            ]),
        },
    })
}

/// The schema as the file that is committed beside the sources.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

fn joint() -> Value {
    let counts = || list(count("Trials."));
    let split = object(&[
        ("yes", count("Trials with the answer in which the branch held.")),
        ("no", count("Trials without it in which the branch held.")),
    ]);
    let drivers = object(&[
        ("yes", count("Trials with the answer.")),
        ("no", count("Trials without it.")),
        ("held", map(map(split))),
    ]);
    let way = object(&[
        ("states", list(count("The place of a stage's state."))),
        ("answer", count("The place of the answer.")),
        ("k", count("In how many trials.")),
    ]);
    let paths = object(&[
        (
            "named",
            flag("The stages were named; else they tell most about the answer."),
        ),
        (
            "stages",
            list(object(&[
                ("variable", text("An id.")),
                ("states", list(text("The id of a state."))),
            ])),
        ),
        ("answers", list(text("An id."))),
        ("ways", list(way)),
    ]);
    object(&[
        (
            "convergence",
            object(&[
                ("trials", counts()),
                ("kept", counts()),
                ("answers", map(map(counts()))),
            ]),
        ),
        ("drivers", map(map(drivers))),
        ("paths", map(paths)),
    ])
}

fn question() -> Value {
    let common = [
        ("title", text("Shown to readers.")),
        ("group", or_null(text("The heading under which it stands."))),
        ("headline", flag("It stands in the first chart.")),
        ("by", or_null(day())),
        ("step", count("The step at whose end it is read; 0 without time.")),
        ("at", text("`file:line`")),
    ];
    let of = |kind: &str, own: &[(&str, Value)]| {
        let mut all = vec![("kind", json!({ "const": kind }))];
        all.extend_from_slice(own);
        all.extend_from_slice(&common);
        object(&all)
    };
    let first = object(&[
        ("happens", reference("share")),
        ("quantiles", map(reference("estimate"))),
    ]);
    json!({ "oneOf": [
        of("yes", &[
            ("answers", map(reference("answer"))),
            ("initial", or_null(probability())),
            ("by_step", list(probability())),
            ("by_step_low", list(probability())),
            ("by_step_high", list(probability())),
            ("first_step", map(probability())),
            ("first", or_null(first)),
        ]),
        of("cases", &[
            ("answers", map(reference("answer"))),
            ("initial", or_null(map(probability()))),
            ("by_step", map(list(probability()))),
            ("by_step_low", map(list(probability()))),
            ("by_step_high", map(list(probability()))),
        ]),
        json!({ "allOf": [reference("number"), of("number", &[])] }),
    ] })
}

fn numbers() -> Value {
    let bins = object(&[
        ("from", number("Where the first bin begins.")),
        ("width", number("Of each bin.")),
        ("counts", list(count("Trials in a bin."))),
        ("below", count("Trials below the first.")),
        ("above", count("Trials above the last.")),
    ]);
    object(&[
        ("unit", or_null(text("Its unit."))),
        ("mean", or_null(reference("estimate"))),
        ("sd", or_null(reference("estimate"))),
        ("quantiles", map(reference("estimate"))),
        ("exceeds", map(reference("share"))),
        ("bins", or_null(bins)),
        ("initial", or_null(reference("at_step"))),
        ("by_step", list(reference("at_step"))),
    ])
}

fn evidence() -> Value {
    let value = [
        ("text", text("As written.")),
        ("number", number("As used, before `per`.")),
        ("range", or_null(list(number("An end of the range of a word.")))),
    ];
    let ids = || list(text("An id or a path."));
    let expects = object(&[
        ("question", text("An id.")),
        ("answer", text("An id.")),
        ("probability", or_null(list(probability()))),
        ("higher_in", or_null(text("An alternative."))),
        ("lower_in", or_null(text("An alternative."))),
        ("by", or_null(day())),
        ("said", or_null(text("The speaker's own word."))),
        ("model", or_null(reference("share"))),
        (
            "verdict",
            json!({ "enum": [null, "agrees", "higher", "lower", "too_close_to_call"] }),
        ),
    ]);
    let optional = |names: &[&'static str]| -> Vec<(&'static str, Value)> {
        names
            .iter()
            .map(|name| (*name, or_null(json!({ "type": "string" }))))
            .collect()
    };
    let mut source = vec![("title", text("Shown to readers."))];
    source.extend(optional(&["publisher", "author", "date", "url", "retrieved", "grade"]));
    let mut claim = vec![("source", text("An id."))];
    claim.extend(optional(&["where", "who"]));
    claim.extend([
        ("says", text("What was said, in the scenario's words.")),
        ("expects", or_null(expects)),
        ("because_of", ids()),
        ("against", ids()),
        ("at", text("`file:line`")),
    ]);
    let view = with(object(&value), &[("because", ids())]);
    let assumption = object(&[
        ("title", text("Shown to readers.")),
        ("value", object(&value)),
        ("per", or_null(text("The period over which it is a probability."))),
        ("per_step", or_null(number("What a step uses."))),
        ("doubt", flag("Its value is uncertain.")),
        ("experts", map(view)),
        ("because", ids()),
        ("despite", ids()),
        ("note", or_null(text("The author's words."))),
        (
            "for_another_value",
            flag("The claims were given for a value that was replaced."),
        ),
        ("used_by", ids()),
        ("at", text("`file:line`")),
    ]);
    object(&[
        ("sources", map(object(&source))),
        ("claims", map(object(&claim))),
        ("skipped", ids()),
        (
            "experts",
            map(object(&[
                ("name", text("The name.")),
                ("weight", number("In the pool.")),
            ])),
        ),
        ("actors", map(object(&[("name", text("The name."))]))),
        ("assumptions", map(assumption)),
        (
            "judgements",
            object(&[
                ("numbers", count("How many groups of numbers there are.")),
                ("without_claim", ids()),
            ]),
        ),
    ])
}

fn share() -> Value {
    let mut share = object(&[
        ("p", probability()),
        ("low", probability()),
        ("high", probability()),
        ("k", count("Trials in which it happened.")),
        ("n", count("Trials.")),
        ("printed", text("As printed: `2.9%`, `<0.04%`.")),
        ("word", text("The words of the scale for the printed number.")),
    ]);
    share["properties"]["aside"] = text("What may stand beside it: `none in 10,000 trials`.");
    share
}

/// An object that has all of these keys, and perhaps more.
pub(super) fn object(keys: &[(&str, Value)]) -> Value {
    let properties: serde_json::Map<String, Value> = keys
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect();
    json!({ "type": "object", "required": keys.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "properties": properties })
}

pub(super) fn with(mut base: Value, keys: &[(&str, Value)]) -> Value {
    for (key, value) in keys {
        base["properties"][*key] = value.clone();
        if let Some(required) = base["required"].as_array_mut() {
            required.push(json!(key));
        }
    }
    base
}

pub(super) fn map(of: Value) -> Value {
    json!({ "type": "object", "additionalProperties": of })
}

pub(super) fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

pub(super) fn or_null(value: Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

pub(super) fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

pub(super) fn number(description: &str) -> Value {
    json!({ "type": "number", "description": description })
}

pub(super) fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

pub(super) fn flag(description: &str) -> Value {
    json!({ "type": "boolean", "description": description })
}

pub(super) fn probability() -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1 })
}

pub(super) fn day() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}
