//! Diagnostics as JSON, for editors and other programs.

use serde_json::{Value, json};

use super::diagnostic::{Diagnostics, Label};
use super::text::Sources;

/// A list of objects with `code`, `severity`, `message`, `help`, and the place as `file`, `line`,
/// `column` and `end` (with `line` and `column` just behind the marked text). Lines and columns
/// count from 1, columns in characters; a finding without a place has null there. `also` lists
/// further places. Texts stand as they are: JSON escapes control characters itself.
pub fn to_json(sources: &Sources, diagnostics: &Diagnostics) -> Value {
    let list = diagnostics.iter().map(|one| {
        let mut object = place(sources, one.primary.as_ref());
        object["code"] = json!(one.code.0);
        object["severity"] = json!(one.severity.word());
        object["message"] = json!(one.message);
        object["help"] = json!(one.help);
        object["also"] = one.secondary.iter().map(|label| place(sources, Some(label))).collect();
        object
    });
    Value::Array(list.collect())
}

fn place(sources: &Sources, label: Option<&Label>) -> Value {
    let Some(label) = label else {
        return json!({ "file": null, "line": null, "column": null, "end": null, "label": null });
    };
    let (line, column) = sources.line_col(label.span);
    let (end_line, end_column) = sources.end_line_col(label.span);
    json!({
        "file": sources.get(label.span.file).name,
        "line": line,
        "column": column,
        "end": { "line": end_line, "column": end_column },
        "label": label.text,
    })
}
