//! The key reference of the documentation, made from the registry as Markdown.

use super::registry::evidence::COMMON;
use super::registry::{Key, Merge, PLACES, Place};

/// A section of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Such as `[choices.ID]`.
    pub heading: String,
    /// What is said of it, and its keys as a table.
    pub markdown: String,
}

/// All sections, in the order in which they are read. The first lists the keys that every element may have.
pub fn reference() -> Vec<Section> {
    let mut sections = vec![Section {
        heading: "Keys of every element".to_owned(),
        markdown: format!("Any element may have these.\n\n{}", table(COMMON.iter())),
    }];
    sections.extend(PLACES.iter().map(|place| section(place)));
    sections
}

fn section(place: &'static Place) -> Section {
    let is_common = |key: &Key| COMMON.iter().any(|common| common.name == key.name);
    let mut markdown = format!("{}\n\n", place.doc);
    if let Some(short) = place.short {
        markdown.push_str(&format!("A bare value in its place sets `{short}`.\n\n"));
    }
    let own: Vec<&Key> = place
        .keys()
        .filter(|key| !is_common(key) || !has_common(place))
        .collect();
    markdown.push_str(&table(own.into_iter()));
    if has_common(place) {
        markdown.push_str("\nAlso the keys of every element.\n");
    }
    let heading = match place.header {
        words if words.starts_with("the ") => "The top of the file".to_owned(),
        code => format!("`{code}`"),
    };
    Section { heading, markdown }
}

fn has_common(place: &Place) -> bool {
    COMMON.iter().all(|common| place.key(common.name).is_some())
}

fn table<'k>(keys: impl Iterator<Item = &'k Key>) -> String {
    let mut out =
        String::from("| key | what stands there | meaning | without it | in a later file |\n|---|---|---|---|---|\n");
    for key in keys {
        let default = if key.default.is_empty() { "" } else { key.default };
        let merge = match key.merge {
            Merge::Replace => "replaces it",
            Merge::ByKey => "key by key",
            Merge::ById => "appended; the same `id` replaces",
            Merge::Append => "appended",
            Merge::Own => "each file's own",
        };
        let cells = [
            format!("`{}`", key.name),
            key.kind.words(),
            format!("{} `{}`", key.doc, key.example),
            default.to_owned(),
            merge.to_owned(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}
