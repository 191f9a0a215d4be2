//! No link within the repository is broken: in the READMEs and in the book, every path leads to a file and every `#anchor` to a heading or a mark.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that readers are sent to.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"]
        .iter()
        .map(|name| root().join(name))
        .collect();
    for folder in ["docs", "scenarios", "reports", "benches"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// The page without its code: blocks and backticks hold no links.
fn prose(page: &str) -> String {
    let mut inside = false;
    let mut prose = String::new();
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside {
            let parts: Vec<&str> = line.split('`').collect();
            for (number, part) in parts.iter().enumerate() {
                prose.push_str(if number % 2 == 0 { part } else { "code" });
            }
            prose.push('\n');
        }
    }
    prose
}

/// Where the links of a page lead, as they are written.
fn targets(prose: &str) -> Vec<String> {
    prose
        .match_indices("](")
        .filter_map(|(place, _)| prose[place + 2..].split(')').next())
        .map(str::to_owned)
        .collect()
}

/// The name that a heading has as an anchor: lower case, words joined by hyphens, without signs.
fn slug(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect::<String>()
        .to_lowercase()
}

fn anchors(page: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        }
        if !inside && line.starts_with('#') {
            let name = slug(line.trim_start_matches('#'));
            assert!(anchors.insert(name), "two headings are called alike: {line}");
        }
    }
    let marks = page.match_indices("<a id=\"");
    anchors.extend(marks.filter_map(|(place, mark)| page[place + mark.len()..].split('"').next().map(str::to_owned)));
    anchors
}

#[test]
fn no_link_is_broken() {
    let mut problems = Vec::new();
    let mut held = 0;
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        for target in targets(&prose(&page)) {
            if target.contains("://") {
                continue;
            }
            held += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let there = if file.is_empty() {
                path.clone()
            } else {
                path.parent().unwrap().join(file)
            };
            let mut problem = |what: &str| problems.push(format!("{}: ({target}): {what}", path.display()));
            if !there.exists() {
                problem("there is no such file");
            } else if !anchor.is_empty() {
                let known = anchors(&std::fs::read_to_string(&there).unwrap_or_default());
                if !known.contains(anchor) {
                    problem("there is no such heading or mark");
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(held > 60, "only {held} links were found");
}

#[test]
fn every_chapter_is_in_the_table_of_contents() {
    let contents = targets(&prose(&std::fs::read_to_string(root().join("docs/README.md")).unwrap()));
    for path in pages() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.parent() == Some(&root().join("docs")) && name != "README.md" {
            assert!(contents.contains(&name), "docs/README.md does not name {name}");
        }
    }
}

#[test]
fn headings_become_anchors_as_they_do_on_the_web() {
    assert_eq!(slug(" `given` for `do`"), "given-for-do");
    assert_eq!(slug(" Events of probability 1, or 0"), "events-of-probability-1-or-0");
    let links = targets(&prose("[a](b.md#c) `[d](e)`\n```\n[f](g)\n```\n[h](#i)"));
    assert_eq!(links, ["b.md#c", "#i"]);
}
