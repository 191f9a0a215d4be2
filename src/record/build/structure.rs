//! Influences between the elements of a scenario, read from its formulas.

use crate::model::Model;
use crate::plan::{Plan, Task};
use crate::record::readings::{Mention, mentions, readings};
use crate::record::shape::{Edge, Structure};

/// The order of evaluation, and who reads whom.
pub fn structure(model: &Model, plan: &Plan) -> Structure {
    let ids = |tasks: &[Task]| tasks.iter().map(|task| id_of(plan, *task)).collect();
    let mut edges = Vec::new();
    for reading in readings(model) {
        mentions(model, &reading.formula.term, false, &mut |mention, prev| {
            let from = match mention {
                Mention::Variable(id) => model.variables.get(id.at()).map(|variable| &variable.name.id),
                Mention::Quantity(id) => model.quantities.get(id.at()).map(|quantity| &quantity.name.id),
                Mention::Assumption(_) | Mention::Condition(_) => None,
            };
            // That an element depends on its own past is not drawn.
            if let Some(from) = from.filter(|from| **from != reading.reader) {
                edges.push(Edge {
                    from: from.clone(),
                    to: reading.reader.clone(),
                    kind: reading.kind,
                    prev,
                });
            }
        });
    }
    edges.sort();
    edges.dedup();
    Structure {
        before: ids(&plan.before),
        each_step: ids(&plan.each),
        edges,
    }
}

fn id_of(plan: &Plan, task: Task) -> String {
    let id = match task {
        Task::Variable(id) => plan.variables.get(id.at()).map(|variable| &variable.id),
        Task::Quantity(id) => plan.quantities.get(id.at()).map(|quantity| &quantity.id),
    };
    id.cloned().unwrap_or_default()
}
