//! The JSON Schema of `comparison.json`, for programs that read it.

use serde_json::{Value, json};

use crate::record::schema::{
    count, flag, list, map, number, object, or_null, probability, reference, schema as run_schema, text,
};

/// The schema, in draft 7. What it shares with `run.json` stands under `definitions` as there.
pub fn schema() -> Value {
    let mut run = run_schema();
    let mut definitions = run["definitions"].take();
    for key in ["$schema", "$id", "definitions"] {
        run.as_object_mut().map(|run| run.remove(key));
    }
    definitions["run"] = run;
    definitions["difference"] = difference();
    definitions["shift"] = shift();
    definitions["number_moved"] = object(&[
        ("title", text("Shown to readers.")),
        ("unit", or_null(text("Its unit."))),
        ("mean", or_null(reference("shift"))),
        ("quantiles", map(reference("shift"))),
    ]);
    definitions["partings"] = partings();
    definitions["answer_moved"] = answer();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "comparison.schema.json",
        "title": "The record of a comparison of Contingent",
        "description": "Several runs beside the first of them: what differs in their scenarios, what moved, and where trials first part. \
                        Differences are second side less first. Unknown keys may be added in later versions of the program; a key \
                        that changes its meaning raises `format`.",
        "type": "object",
        "required": ["format", "identity", "result_version", "sides", "comparisons", "stopping", "expectations", "notices", "complete", "made"],
        "properties": {
            "format": { "const": 1 },
            "identity": { "type": "string", "pattern": "^[0-9a-f]{4}(-[0-9a-f]{4}){3}$",
                          "description": "A hash of everything that determines the results." },
            "result_version": { "type": "integer", "minimum": 1 },
            "sides": list(object(&[
                ("label", text("Short, and another for each side.")),
                ("title", text("Shown to readers.")),
                ("named", text("As it was named: a file, `FILE:alternative`, a record.")),
                ("origin", json!({ "enum": ["file", "alternative", "record", "record_as_found"] })),
                ("run", reference("run")),
            ])),
            "comparisons": list(comparison()),
            "stopping": or_null(stopping()),
            "expectations": list(object(&[
                ("claim", or_null(text("The claim that says it."))), ("says", text("What is expected.")),
                ("verdict", json!({ "enum": ["holds", "fails", "undecided"] })), ("found", text("The number that decided.")),
            ])),
            "notices": list(object(&[("code", text("A word for programs.")), ("text", text("A sentence for readers."))])),
            "complete": flag("All trials that were asked for were run."),
            "made": object(&[("version", text("Of the program.")), ("at", text("The moment, in UTC.")),
                             ("seconds", number("How long the trials took."))]),
        },
        "definitions": definitions,
    })
}

/// The schema as the file that is committed beside the sources.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

fn stopping() -> Value {
    object(&[
        (
            "smallest",
            or_null(number("The smallest difference that matters, as a probability.")),
        ),
        ("budget", count("The most trials allowed.")),
        ("looks", list(count("All trials up to a look; the last is the end."))),
        (
            "confidence",
            number("Of the intervals of the sides alone and of shifts of numbers."),
        ),
        (
            "why",
            json!({ "enum": ["clear", "small", "same", "budget", "interrupted"] }),
        ),
        ("says", text("Why, in a sentence.")),
    ])
}

fn comparison() -> Value {
    let change = object(&[
        (
            "kind",
            json!({ "enum": ["value", "rule", "structure", "question", "time", "do", "given", "believe"] }),
        ),
        ("edit", json!({ "enum": ["added", "removed", "changed", "renamed"] })),
        ("path", text("Where.")),
        ("title", text("Of the element.")),
        ("was", or_null(text("In the first side."))),
        ("is", or_null(text("In the second side."))),
    ]);
    let question = object(&[
        ("title", text("Shown to readers.")),
        ("headline", flag("It stands in the first chart.")),
        ("group", or_null(text("The heading under which it stands."))),
        ("answers", map(reference("answer_moved"))),
        ("number", or_null(reference("number_moved"))),
    ]);
    let story = object(&[
        ("trial", count("Its number.")),
        (
            "question",
            text("The title of the question that it answers differently."),
        ),
        ("answers", list(text("In the first and in the second side."))),
        ("parts_at", text("Where the two first part.")),
        (
            "steps",
            list(object(&[
                ("step", count("0 is before the first.")),
                ("label", text("Its name.")),
                ("first", list(text("What happened in the first side only."))),
                ("second", list(text("What happened in the second side only."))),
            ])),
        ),
    ]);
    let seen = object(&[
        ("given", text("The condition.")),
        ("forced", text("What is forced.")),
        ("kept", list(count("Trials that keep the condition, of all."))),
        (
            "answers",
            map(object(&[
                ("title", text("Shown to readers.")),
                ("all", probability()),
                ("seen", reference("share")),
                ("done", reference("share")),
                ("differ", flag("The two lie clearly apart.")),
            ])),
        ),
    ]);
    object(&[
        ("side", count("Which of the sides, from 0.")),
        ("method", json!({ "enum": ["paired", "kept", "independent"] })),
        ("unpaired", or_null(text("Why trials could not be paired."))),
        ("changes", list(change)),
        ("wording", count("Changes of titles, notes, sources and claims.")),
        ("questions", map(question)),
        ("quantities", map(reference("number_moved"))),
        ("one_sided", map(json!({ "enum": ["first", "second"] }))),
        ("story", or_null(story)),
        ("seen_and_done", or_null(seen)),
    ])
}

fn answer() -> Value {
    let ratio = object(&[
        ("value", or_null(number("Second over first."))),
        ("low", number("95% interval.")),
        ("high", or_null(number("95% interval."))),
        ("printed", text("As printed.")),
    ]);
    object(&[
        ("title", text("Shown to readers.")),
        ("slot", or_null(count("Place in the palette, from 1."))),
        ("first", text("As printed beside the difference.")),
        ("second", text("As printed beside the difference.")),
        ("p", list(probability())),
        ("difference", reference("difference")),
        ("ratio", or_null(ratio)),
        ("by_step", list(number("The difference at the end of a step."))),
        ("by_step_low", list(number("95% interval."))),
        ("by_step_high", list(number("95% interval."))),
        ("partings", or_null(reference("partings"))),
        (
            "known",
            or_null(json!({ "enum": ["clear", "small", "same", "open"],
                            "description": "Of a difference that decides when to stop." })),
        ),
    ])
}

fn difference() -> Value {
    object(&[
        ("value", number("Second less first.")),
        ("low", number("95% interval.")),
        ("high", number("95% interval.")),
        ("printed", text("In points: `−17`.")),
        ("range", text("In points: `−18 to −16`.")),
        ("visible", flag("The interval lies off zero.")),
        (
            "least_visible",
            number("The smallest difference that would have shown."),
        ),
        ("least_printed", text("That in points.")),
        (
            "gained",
            or_null(count("Trials with the answer in the second side only.")),
        ),
        ("lost", or_null(count("Trials with the answer in the first side only."))),
        (
            "interval",
            json!({ "enum": ["once", "always"],
                    "description": "once: at a number of trials fixed beforehand; always: at every number of trials at once." }),
        ),
    ])
}

fn shift() -> Value {
    object(&[
        ("first", number("In the first side.")),
        ("second", number("In the second side.")),
        ("value", number("Second less first.")),
        ("low", or_null(number("95% interval."))),
        ("high", or_null(number("95% interval."))),
        ("printed", list(text("First, second and the shift."))),
        ("visible", flag("The interval lies off zero.")),
        ("paired", flag("The interval rests on the pairing of the trials.")),
    ])
}

fn partings() -> Value {
    let row = object(&[
        ("at", json!({ "enum": ["element", "one_run_only", "question"] })),
        ("id", or_null(text("The element's id in the first side."))),
        ("title", text("Shown to readers.")),
        ("gained", count("Trials with the answer in the second side only.")),
        ("lost", count("Trials with the answer in the first side only.")),
        ("value", number("The row's part of the difference.")),
        ("gained_by_step", list(count("By step, from step 0."))),
        ("lost_by_step", list(count("By step, from step 0."))),
    ]);
    object(&[("rows", list(row)), ("says", or_null(text("The largest, in words.")))])
}
