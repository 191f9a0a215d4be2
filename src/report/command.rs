//! The command that gives the page again.

use crate::record::RunRecord;

/// A command for a POSIX shell, typed in the folder that holds the library of scenarios: the same trials, the same record,
/// the same page. Whatever the record says is quoted, so that nothing of it is run.
pub fn command(record: &RunRecord) -> String {
    let asked = &record.asked;
    // Only a hand-made record names no file.
    let file = record
        .scenario
        .files
        .last()
        .cloned()
        .unwrap_or_else(|| format!("{}.toml", record.scenario.id));
    let file = if file.starts_with('-') {
        format!("./{file}")
    } else {
        file
    };
    let mut words = vec!["contingent".to_owned(), "run".to_owned(), file];
    let mut option = |name: &str, value: String| {
        // A value that begins with a dash would be taken for an option.
        if value.starts_with('-') {
            words.push(format!("--{name}={value}"));
        } else {
            words.extend([format!("--{name}"), value]);
        }
    };
    option("seed", asked.seed.to_string());
    match asked.precision {
        Some(points) => option("precision", points.to_string()),
        None => option("trials", asked.trials.to_string()),
    }
    if let Some(worlds) = asked.worlds {
        option("worlds", worlds.to_string());
    }
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
    if let Some(stages) = &asked.through {
        option("through", stages.join(","));
    }
    typed(&words)
}

/// Words as they are typed in a POSIX shell: quoted, so that nothing of them is run.
pub fn typed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quote(word)).collect();
    quoted.join(" ")
}

/// One word of a shell. No command line can hold a NUL, so none reaches it.
fn quote(word: &str) -> String {
    let word = word.replace('\0', "");
    shlex::try_quote(&word).map_or_else(|_| String::new(), |quoted| quoted.into_owned())
}
