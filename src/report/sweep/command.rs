//! The command that gives a sweep and its page again.

use crate::record::sweep::{Axis, AxisKind, Spacing, SweepRecord};
use crate::report::command::typed;

/// A command for a POSIX shell, typed in the folder that holds the library of scenarios: the same points, the same record, the same page.
pub fn sweep_command(record: &SweepRecord) -> String {
    let asked = &record.asked;
    let file = record.scenario.files.last().cloned();
    let file = file.unwrap_or_else(|| format!("{}.toml", record.scenario.id));
    let file = if file.starts_with('-') {
        format!("./{file}")
    } else {
        file
    };
    let mut words = vec!["contingent".to_owned(), "sweep".to_owned(), file];
    let mut option = |name: &str, value: String| {
        // A value that begins with a dash would be taken for an option.
        if value.starts_with('-') {
            words.push(format!("--{name}={value}"));
        } else {
            words.extend([format!("--{name}"), value]);
        }
    };
    for axis in &record.axes {
        option("over", over(axis));
    }
    option("seed", asked.seed.to_string());
    option("trials", asked.trials.to_string());
    if let Some(id) = &asked.alternative {
        option("alternative", id.clone());
    }
    for (path, value) in asked.set.iter() {
        option("set", format!("{path}={value}"));
    }
    for (id, value) in asked.force.iter() {
        option("do", format!("{id}={value}"));
    }
    for condition in asked.given.iter().flatten() {
        option("given", condition.clone());
    }
    if let Some(id) = &asked.believe {
        option("believe", id.clone());
    }
    typed(&words)
}

/// As it was asked for; for a record that does not say, in the words that ask for the same values.
fn over(axis: &Axis) -> String {
    if !axis.over.is_empty() {
        return axis.over.clone();
    }
    if axis.kind == AxisKind::Alternatives {
        let ids: Vec<&str> = axis.written.iter().skip(1).map(String::as_str).collect();
        return format!("alternatives={}", ids.join(","));
    }
    match (axis.spacing, axis.written.first(), axis.written.last()) {
        (Spacing::Linear, Some(low), Some(high)) => format!("{}={low}..{high}:{}", axis.path, axis.written.len()),
        (Spacing::Log, Some(low), Some(high)) => format!("{}={low}..{high}:{}:log", axis.path, axis.written.len()),
        _ => format!("{}={}", axis.path, axis.written.join(",")),
    }
}
