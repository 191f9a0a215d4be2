//! What changes from step to step, and what is settled before the first one.

use super::super::element::{Model, QuantityRule, Timing};
use super::super::formula::Term;
use super::graph::{Graph, Node};
use super::sites;

/// For each node of a graph of the model whether its value may differ from step to step; of a ring of conditions all may.
pub(super) fn changing(model: &Model) -> Vec<bool> {
    let graph = Graph::of_conditions(model);
    let mut changing: Vec<bool> = graph
        .nodes
        .iter()
        .map(|node| match node {
            Node::Variable(id) => model.variables[id.at()].timing != Timing::Once,
            Node::Quantity(id) => match &model.quantities[id.at()].rule {
                QuantityRule::Formula { changes, .. } => *changes,
                QuantityRule::Chain { .. } => true,
                QuantityRule::Chance { timing, .. } => *timing != Timing::Once,
            },
            // Until what it reads is known.
            Node::Condition(_) => true,
        })
        .collect();
    for at in graph.sorted() {
        if let Node::Condition(id) = graph.nodes[at] {
            let reads_changing = graph.edges[at].iter().any(|edge| changing[edge.to]);
            changing[at] = reads_changing || has_steps(&model.conditions[id.at()].truth.term);
        }
    }
    changing
}

fn has_steps(term: &Term) -> bool {
    let mut found = false;
    sites::walk(term, &mut |term, _| found |= sites::step_word(term).is_some());
    found
}
