//! The scenario library: every claim of the two briefings bears on something, and every coupling has a test that fails without it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The claims of the meeting of September 2022: `eln-01` to `eln-53`.
const ELN: usize = 53;
/// The claims of the article of November 2024: `edm-01` to `edm-30`.
const EDM: usize = 30;

/// Claims of 2022 that say how one thing changes the odds of another, or that speakers disputed.
const COUPLED_2022: [&str; 15] = [
    "eln-02", "eln-03", "eln-06", "eln-07", "eln-08", "eln-11", "eln-22", "eln-23", "eln-24", "eln-25", "eln-39",
    "eln-42", "eln-44", "eln-50", "eln-52",
];
/// The same of 2024.
const COUPLED_2024: [&str; 10] = [
    "edm-06", "edm-08", "edm-11", "edm-17", "edm-18", "edm-21", "edm-22", "edm-23", "edm-25", "edm-28",
];

/// Couplings that wait for a fact which does not hold while doubt is ignored: to switch them off changes nothing, so that the fact is brought
/// about instead, and this is what must then move.
const WAITS_FOR_A_FACT: [(&str, &str); 4] = [
    (
        "choices.pressure.factor.asked_already",
        "asked_already raises ultimatum",
    ),
    (
        "choices.warheads.factor.believes_in_it",
        "kremlin_in_earnest raises sharing_declared",
    ),
    ("events.talks.factor.only_neutral", "neutrality_wanted raises rounds"),
    (
        "choices.recognition.factor.friend_in_need",
        "trip_to_steady raises abkhazia.official_ties",
    ),
];

/// How the note of a claim begins that no element cites.
const BEARS_ON_NOTHING: &str = "bears on no model: ";

struct Library {
    /// Every file, by its path below the library's root.
    files: BTreeMap<String, Table>,
}

impl Library {
    fn read() -> Library {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let mut files = BTreeMap::new();
        let mut open: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("the library can be read") {
                let path = entry.expect("the library can be read").path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "toml") {
                    let text = std::fs::read_to_string(&path).expect("a scenario is text");
                    let table = text
                        .parse::<Table>()
                        .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
                    let name = path.strip_prefix(&root).expect("it lies below the root");
                    files.insert(name.to_string_lossy().replace('\\', "/"), table);
                }
            }
        }
        Library { files }
    }

    /// The scenarios on the two briefings and the tests of their couplings; the tutorial is no model of either.
    fn models(&self) -> impl Iterator<Item = (&String, &Table)> {
        self.files.iter().filter(|(name, _)| name.starts_with("belarus-"))
    }

    /// The claims of both briefings, and those that a scenario adds from elsewhere.
    fn claims(&self) -> BTreeMap<&str, &Value> {
        let briefings = self.files.iter().filter(|(name, _)| name.starts_with("briefings/"));
        let tables = self
            .models()
            .chain(briefings)
            .filter_map(|(_, file)| file.get("claims")?.as_table());
        tables.flatten().map(|(id, claim)| (id.as_str(), claim)).collect()
    }

    /// Every claim that an element, a coupling or a number of a model cites.
    fn cited(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for (_, file) in self.models() {
            for (section, inner) in file {
                if section != "claims" {
                    collect(inner, &mut found);
                }
            }
        }
        found
    }

    /// What the authors expect, by alternative.
    fn expectations(&self) -> BTreeSet<&str> {
        let lists = self
            .models()
            .filter_map(|(_, file)| file.get("expectations")?.as_array());
        lists.flatten().filter_map(|one| one.get("says")?.as_str()).collect()
    }

    /// Paths that an alternative sets to 1 of which something is expected.
    fn switched_off(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (_, file) in self.models() {
            let expected: Vec<&str> = file
                .get("expectations")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|one| one.get("says")?.as_str()?.split(' ').next())
                .collect();
            let alternatives = file.get("alternatives").and_then(Value::as_table);
            for (id, alternative) in alternatives.into_iter().flatten() {
                let set = alternative.get("set").and_then(Value::as_table);
                for (path, value) in set.into_iter().flatten() {
                    let one = value.as_integer() == Some(1) || value.as_float() == Some(1.0);
                    if one && expected.contains(&id.as_str()) {
                        found.insert(path.clone());
                    }
                }
            }
        }
        found
    }

    /// Every factor of every variable: its path, and what it cites.
    fn factors(&self) -> Vec<(String, BTreeSet<&str>)> {
        let mut found = Vec::new();
        for (name, file) in self.models() {
            for section in ["events", "choices"] {
                let variables = file.get(section).and_then(Value::as_table);
                for (id, variable) in variables.into_iter().flatten() {
                    let factors = variable.get("factor").and_then(Value::as_array);
                    for factor in factors.into_iter().flatten() {
                        let own = factor.get("id").and_then(Value::as_str);
                        let own = own.unwrap_or_else(|| panic!("{name}: a factor of {id} has no id"));
                        let mut cites = BTreeSet::new();
                        collect(factor, &mut cites);
                        found.push((format!("{section}.{id}.factor.{own}"), cites));
                    }
                }
            }
        }
        found
    }

    fn is_tested(&self, factor: &str) -> bool {
        let below = format!("{factor}.");
        let (off, expected) = (self.switched_off(), self.expectations());
        off.iter().any(|path| path.starts_with(&below))
            || WAITS_FOR_A_FACT
                .iter()
                .any(|(path, says)| *path == factor && expected.contains(says))
    }
}

/// Collects what stands in `because` and `despite`, at whatever depth.
fn collect<'a>(value: &'a Value, into: &mut BTreeSet<&'a str>) {
    match value {
        Value::Table(table) => {
            for (key, inner) in table {
                match inner {
                    Value::Array(list) if key == "because" || key == "despite" => {
                        into.extend(list.iter().filter_map(Value::as_str));
                    }
                    _ => collect(inner, into),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, into)),
        _ => {}
    }
}

#[test]
fn the_library_holds_every_claim_of_both_briefings() {
    let library = Library::read();
    let claims = library.claims();
    let of_2022 = (1..=ELN).map(|n| format!("eln-{n:02}"));
    let of_2024 = (1..=EDM).map(|n| format!("edm-{n:02}"));
    for id in of_2022.chain(of_2024) {
        let claim = claims.get(id.as_str()).unwrap_or_else(|| panic!("no claim {id}"));
        for key in ["source", "who", "says"] {
            let text = claim.get(key).and_then(Value::as_str).unwrap_or("");
            assert!(!text.is_empty(), "{id} does not say its `{key}`");
        }
    }
}

#[test]
fn every_claim_is_cited_or_says_why_it_bears_on_no_model() {
    let library = Library::read();
    let cited = library.cited();
    for (id, claim) in library.claims() {
        let note = claim.get("note").and_then(Value::as_str).unwrap_or("");
        let reason = note.strip_prefix(BEARS_ON_NOTHING).unwrap_or("");
        if cited.contains(id) {
            assert!(
                reason.is_empty(),
                "{id} is cited, and its note says that it bears on no model"
            );
        } else {
            assert!(
                !reason.is_empty(),
                "{id} is cited by no element; its note gives no reason after `{BEARS_ON_NOTHING}`"
            );
        }
    }
}

#[test]
fn every_coupled_or_disputed_claim_expects_something_or_is_behind_a_tested_coupling() {
    let library = Library::read();
    let claims = library.claims();
    let factors = library.factors();
    for id in COUPLED_2022.into_iter().chain(COUPLED_2024) {
        let expects = claims.get(id).is_some_and(|claim| claim.get("expects").is_some());
        let mut behind = factors.iter().filter(|(_, cites)| cites.contains(id));
        assert!(
            expects || behind.any(|(factor, _)| library.is_tested(factor)),
            "{id} neither `expects` anything nor is cited by a factor that a test switches off"
        );
    }
}

#[test]
fn every_coupling_has_a_test_that_fails_without_it() {
    let library = Library::read();
    let factors = library.factors();
    assert!(factors.len() > 200, "the factors of the library were found");
    for (factor, _) in &factors {
        assert!(
            library.is_tested(factor),
            "no alternative with an expectation switches off `{factor}`: its file in couplings/ lacks one"
        );
    }
}

#[test]
fn every_number_of_the_models_is_a_judgement_with_a_reason() {
    let library = Library::read();
    for (name, file) in library.models() {
        let assumptions = file.get("assumptions").and_then(Value::as_table);
        for (id, assumption) in assumptions.into_iter().flatten() {
            let note = assumption.get("note").and_then(Value::as_str).unwrap_or("");
            assert!(
                !note.is_empty(),
                "{name}: assumptions.{id} has no `note` that gives its reason"
            );
        }
    }
}

#[test]
fn the_reviews_have_a_row_for_every_claim_and_name_tests_that_exist() {
    let library = Library::read();
    let expectations = library.expectations();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for (folder, prefix, claims) in [("belarus-2022", "eln", ELN), ("belarus-2024", "edm", EDM)] {
        let text = std::fs::read_to_string(root.join(folder).join("REVIEW.md")).expect("each year has a review");
        for n in 1..=claims {
            let row = format!("\n| {prefix}-{n:02} ");
            assert!(text.contains(&row), "{folder}/REVIEW.md has no row for {prefix}-{n:02}");
        }
        let mut named = 0;
        for quoted in text.split('`').skip(1).step_by(2) {
            if let [_, "raises" | "lowers", _] = quoted.split(' ').collect::<Vec<_>>()[..] {
                named += 1;
                assert!(
                    expectations.contains(quoted),
                    "{folder}/REVIEW.md names `{quoted}`, which no file expects"
                );
            }
        }
        assert!(named > claims, "{folder}/REVIEW.md names tests");
    }
}
