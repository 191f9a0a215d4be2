//! Any scenario that passes the checks runs, in both engines, with the same counts or the same fault.
#![no_main]

use contingent::document::Document;
use contingent::engine::{Interruption, Request, reference, run};
use contingent::model;
use contingent::plan::{Changes, lower};
use libfuzzer_sys::fuzz_target;

const TRIALS: u64 = 20;

fuzz_target!(|text: &str| {
    let (document, mut diagnostics) = Document::from_text("fuzz.toml", text);
    let Some(model) = model::read(&document, &mut diagnostics) else { return };
    model::check(&model, &mut diagnostics);
    if diagnostics.has_errors() {
        return;
    }
    let Ok(plan) = lower(&model, &Changes::default()) else { return };
    let size = (plan.steps as usize + 1) * (plan.variables.len() + plan.quantities.len() + plan.questions.len());
    if size > 2_000 {
        return;
    }
    let request = Request { seed: 1, first: 0, trials: TRIALS, threads: Some(1), batch: 512, memory: 1 << 28 };
    match (run(&[&plan], &request, &()), reference::count(&plan, 1, 0..TRIALS)) {
        (Ok(columns), Ok(tallies)) => assert!(columns.tallies[0] == tallies, "the engines count differently"),
        (Err(Interruption::Fault(columns)), Err(fault)) => assert_eq!(*columns, fault),
        (Err(Interruption::Memory { .. } | Interruption::Collision(..)), _) => {}
        (columns, reference) => panic!("one engine only meets a fault: {:?} {:?}", columns.err(), reference.err()),
    }
});
