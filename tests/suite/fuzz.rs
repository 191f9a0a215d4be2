//! The seeds and regressions of the fuzz targets, run without the fuzzer: no text may panic, and both engines agree on what passes the checks.

use std::path::Path;

use contingent::document::Document;
use contingent::engine::{Interruption, Request, reference, run};
use contingent::expr::parse;
use contingent::model;
use contingent::plan::{Changes, lower};
use contingent::source::{Style, render};

fn texts(target: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["corpus", "regressions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fuzz")
            .join(folder)
            .join(target);
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if let Ok(text) = std::fs::read_to_string(&path) {
                found.push((path.display().to_string(), text));
            }
        }
    }
    assert!(found.len() > 1, "the seeds of `{target}` were found");
    found
}

#[test]
fn every_seed_is_read_with_findings_that_can_be_shown() {
    for (_, text) in texts("reader") {
        let (document, diagnostics) = Document::from_text("seed.toml", &text);
        render(&document.sources, &diagnostics, Style::Plain, 80);
    }
}

#[test]
fn every_seed_formula_prints_as_itself() {
    for (name, text) in texts("formula") {
        let tree = parse(&text);
        if tree.errors.is_empty() {
            let printed = tree.node.to_string();
            let again = parse(&printed);
            assert!(again.errors.is_empty(), "{name}: `{printed}`");
            assert_eq!(printed, again.node.to_string(), "{name}");
        }
    }
}

#[test]
fn every_seed_scenario_that_passes_runs_alike_in_both_engines() {
    let mut ran = 0;
    for (name, text) in texts("check_run") {
        let (document, mut diagnostics) = Document::from_text("seed.toml", &text);
        let Some(model) = model::read(&document, &mut diagnostics) else {
            continue;
        };
        model::check(&model, &mut diagnostics);
        if diagnostics.has_errors() {
            continue;
        }
        let Ok(plan) = lower(&model, &Changes::default()) else {
            continue;
        };
        let request = Request {
            seed: 1,
            first: 0,
            trials: 50,
            threads: Some(1),
            batch: 512,
            memory: 1 << 30,
        };
        match (run(&[&plan], &request, &()), reference::count(&plan, 1, 0..50)) {
            (Ok(columns), Ok(tallies)) => assert!(columns.tallies[0] == tallies, "{name}"),
            (Err(Interruption::Fault(columns)), Err(fault)) => assert_eq!(*columns, fault, "{name}"),
            (Err(_), _) => {}
            (columns, reference) => panic!("{name}: {:?} {:?}", columns.err(), reference.err()),
        }
        ran += 1;
    }
    assert!(ran >= 2, "some seeds pass the checks");
}
