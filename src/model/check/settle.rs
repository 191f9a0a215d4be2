//! What changes from step to step, and what is settled before the first one.

use super::super::element::{Model, QuantityRule, Timing};
use super::graph::{Graph, Node};
use super::sites;

/// For each node of the graph whether its value may differ from step to step.
pub(super) fn changing(model: &Model) -> Vec<bool> {
    let graph = Graph::of_formulas(model);
    // What is not settled yet when it is read stands on a cycle.
    let mut changing = vec![true; graph.nodes.len()];
    for at in graph.sorted() {
        changing[at] = match graph.nodes[at] {
            Node::Variable(id) => model.variables[id.at()].timing != Timing::Once,
            Node::Quantity(id) => {
                let quantity = &model.quantities[id.at()];
                match &quantity.rule {
                    QuantityRule::Chain { .. } => true,
                    QuantityRule::Chance { timing, .. } => *timing != Timing::Once,
                    QuantityRule::Formula { formula, .. } => {
                        has_steps(&formula.term) || reads_changing(&graph, at, &changing)
                    }
                }
            }
            Node::Condition(id) => {
                has_steps(&model.conditions[id.at()].truth.term) || reads_changing(&graph, at, &changing)
            }
        };
    }
    changing
}

fn reads_changing(graph: &Graph, at: usize, changing: &[bool]) -> bool {
    graph.edges[at].iter().any(|edge| changing[edge.to])
}

fn has_steps(term: &super::super::formula::Term) -> bool {
    let mut found = false;
    sites::walk(term, &mut |term, _| found |= sites::step_word(term).is_some());
    found
}
