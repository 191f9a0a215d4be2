//! The command that gives the comparison again.

use crate::record::comparison::{ComparisonRecord, Origin, Side};
use crate::report::command::typed;

/// A command for a POSIX shell: the same sides, the same trials. Whatever the record says is quoted, so that nothing of it is run.
pub fn command(record: &ComparisonRecord) -> String {
    let mut words = vec!["contingent".to_owned(), "compare".to_owned()];
    words.extend(sides(record).into_iter().map(|side| match side.starts_with('-') {
        true => format!("./{side}"),
        false => side,
    }));
    let Some(first) = record.sides.first() else {
        return typed(&words);
    };
    let mut option = |name: &str, value: String| {
        // A value that begins with a dash would be taken for an option.
        if value.starts_with('-') {
            words.push(format!("--{name}={value}"));
        } else {
            words.extend([format!("--{name}"), value]);
        }
    };
    let asked = &first.run.asked;
    // Records that stand as they were found are not run again.
    if record.sides.iter().any(|side| side.origin != Origin::RecordAsFound) {
        option("seed", asked.seed.to_string());
        match &record.stopping {
            None => option("trials", asked.trials.to_string()),
            Some(stopping) => {
                option("trials", stopping.budget.to_string());
                if let Some(smallest) = stopping.smallest {
                    option("smallest", (smallest * 100.0).to_string());
                }
            }
        }
    }
    // What a file was asked for beyond what it says was asked of all sides.
    if first.origin == Origin::File {
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
    }
    if record.stopping.is_some() {
        words.push("--until-clear".to_owned());
    }
    typed(&words)
}

/// How the sides are named: a scenario with all its alternatives by its file alone, with one of them by that.
fn sides(record: &ComparisonRecord) -> Vec<String> {
    let names: Vec<String> = record.sides.iter().map(named).collect();
    let Some((first, others)) = record.sides.split_first() else {
        return names;
    };
    let file = named(first);
    let of_first = |side: &Side| side.origin == Origin::Alternative && named(side).starts_with(&format!("{file}:"));
    if first.origin == Origin::File && !others.is_empty() && others.iter().all(of_first) {
        let all: Vec<&str> = first.run.scenario.alternatives.iter().map(|(id, _)| id).collect();
        let compared: Vec<&str> = others
            .iter()
            .filter_map(|side| side.run.asked.alternative.as_deref())
            .collect();
        match others {
            [only] if all.len() > 1 => return vec![named(only)],
            _ if all == compared => return vec![file],
            _ => {}
        }
    }
    names
}

/// A file below the library, an alternative of one, or a record as it was named.
fn named(side: &Side) -> String {
    let file = side.run.scenario.files.last();
    match (side.origin, file, &side.run.asked.alternative) {
        (Origin::File, Some(file), _) => file.clone(),
        (Origin::Alternative, Some(file), Some(id)) => format!("{file}:{id}"),
        _ => side.named.clone(),
    }
}
