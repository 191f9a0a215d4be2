//! Scenarios of several files: words are read on the scale of the file that they stand in, and claims know which value they were given for.

use std::collections::BTreeMap;

use contingent::document::{Document, Loader};
use contingent::model::{AmountKind, Model, read};
use contingent::scale::Scale;
use contingent::source::Diagnostics;

struct Files(BTreeMap<&'static str, &'static str>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<String, String> {
        let text = self.0.get(path).ok_or("not found")?;
        Ok((*text).to_owned())
    }
}

const BELOW: &str = "contingent = 1\n[scenario]\nwords = \"icd203\"\n[sources.s]\n[claims.c]\nsource = \"s\"\nsays = \"x\"\n\
                     [assumptions]\nb = \"very likely\"\n[assumptions.a]\nvalue = \"likely\"\nbecause = [\"c\"]\n\
                     [events.rain]\noutcomes = { wet = 1, dry = 3 }\n";

fn load(top: &'static str, overrides: &[&str]) -> (Model, Vec<&'static str>) {
    let files = Files(BTreeMap::from([("below.toml", BELOW), ("top.toml", top)]));
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&files, "top.toml", overrides, &mut diagnostics);
    let model = read(&document, &mut diagnostics).expect("a model");
    (model, diagnostics.iter().map(|one| one.code.0).collect())
}

fn range(model: &Model, id: &str) -> (f64, f64) {
    match model.assumption(id).map(|one| &one.value.kind) {
        Some(AmountKind::Word { low, high, .. }) => (*low, *high),
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_go_by_the_scale_of_their_own_file() {
    let (model, codes) = load(
        "contingent = 1\nextends = [\"below.toml\"]\n[assumptions]\nc = \"likely\"\n",
        &[],
    );
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(model.words, Scale::Phia);
    assert_eq!(range(&model, "a"), (0.55, 0.8));
    assert_eq!(range(&model, "b"), (0.8, 0.95));
    assert_eq!(range(&model, "c"), (0.55, 0.75));
    // The command line goes by the top file.
    let (model, _) = load(
        "contingent = 1\nextends = [\"below.toml\"]\n",
        &["assumptions.b=likely"],
    );
    assert_eq!(range(&model, "b"), (0.55, 0.75));
}

#[test]
fn claims_stay_beside_another_value_and_say_so() {
    let (model, codes) = load(
        "contingent = 1\nextends = [\"below.toml\"]\n[assumptions]\na = 0.3\n",
        &[],
    );
    assert_eq!(codes, ["given-for-another-value"]);
    let evidence = |model: &Model| {
        model
            .assumption("a")
            .map(|one| one.name.evidence.clone())
            .expect("there")
    };
    assert!(evidence(&model).for_another_value);
    assert_eq!(evidence(&model).because.len(), 1);
    // An override tries a value: no warning, but the mark.
    let (model, codes) = load("contingent = 1\nextends = [\"below.toml\"]\n", &["assumptions.a=0.3"]);
    assert!(codes.is_empty(), "{codes:?}");
    assert!(evidence(&model).for_another_value);
}

#[test]
fn what_a_later_file_adds_stands_behind_what_there_was() {
    let top = "contingent = 1\nextends = [\"below.toml\"]\n[events.fog]\nprobability = 0.5\n[events.rain]\ntitle = \"Rain\"\n";
    let (model, codes) = load(top, &[]);
    assert!(codes.is_empty(), "{codes:?}");
    let ids: Vec<&str> = model.variables.iter().map(|one| one.name.id.as_str()).collect();
    assert_eq!(ids, ["rain", "fog"]);
    assert_eq!(model.variables[0].name.title.as_deref(), Some("Rain"));
}
