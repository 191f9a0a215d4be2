//! What the tests of records share: scenarios from memory and from disk, run and recorded.

use std::collections::BTreeMap;
use std::path::PathBuf;

use contingent::document::Loader;
use contingent::record::{Made, Ran, RunRecord, build, print_resolved};
use contingent::source::{Diagnostics, render_short};
use contingent::study::{Ask, Prepared, Sampling, Until, for_charts, prepare, sample};

/// Texts by path.
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    pub fn one(text: &str) -> Texts {
        Texts(BTreeMap::from([("test.toml".to_owned(), text.to_owned())]))
    }
}

impl Loader for Texts {
    fn load(&self, path: &str) -> Result<String, String> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| "there is no such text".to_owned())
    }
}

/// The scenarios of the project, with their library.
pub fn shipped() -> (Texts, Vec<String>) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut texts = BTreeMap::new();
    for folder in std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
    {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|path| path.extension().is_some_and(|end| end == "toml")) {
            let below = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            texts.insert(below, std::fs::read_to_string(&file).unwrap());
        }
    }
    let runnable = texts
        .keys()
        .filter(|path| !path.starts_with("briefings/") && path.ends_with(".toml"))
        .cloned()
        .collect();
    (Texts(texts), runnable)
}

#[track_caller]
pub fn prepared(texts: &Texts, ask: &Ask) -> Prepared {
    let mut findings = Diagnostics::default();
    match prepare(texts, ask, &mut findings) {
        Ok(prepared) => prepared,
        Err(document) => panic!("{}", render_short(&document.sources, &findings)),
    }
}

pub fn ask(path: &str) -> Ask {
    Ask {
        path: path.to_owned(),
        ..Ask::default()
    }
}

#[track_caller]
pub fn recorded(prepared: &Prepared, trials: u64, threads: usize) -> RunRecord {
    let Prepared {
        document,
        model,
        changes,
        plan,
        asked,
    } = prepared;
    let sampling = Sampling {
        until: Until::Trials(trials),
        threads: Some(threads),
        ..Sampling::default()
    };
    let counted = for_charts(model, plan, asked, &sampling);
    let sampled = sample(model, &counted, &sampling, &()).unwrap();
    let asked = contingent::record::Asked {
        seed: 1,
        trials,
        ..asked.clone()
    };
    let ran = Ran {
        document,
        model,
        plan,
        changes,
        tallies: &sampled.tallies,
        asked,
        confidence: 0.95,
        missing: 0,
    };
    build(&ran, &print_resolved(document, model), Made::default())
}
