//! The order in which a step is drawn, and the references that allow none: same-step cycles and rings of conditions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::source::{Diagnostic, Diagnostics, Span, code};

use super::super::element::{Model, QuantityId, QuantityRule, Timing, VariableId};
use super::graph::{Edge, Graph, Node};
use super::settle::changing;

/// Longer cycles are cut: so many of their elements are named.
const MOST_SHOWN: usize = 12;

/// Something that is drawn or evaluated in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A choice or an event.
    Variable(VariableId),
    /// A quantity.
    Quantity(QuantityId),
}

/// The order of drawing: every element after what it reads at the same step, and of those that are ready the first by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Before the first step, or once without time: what is drawn once, and formulas that read nothing that changes.
    pub before: Vec<Element>,
    /// Within every step.
    pub each: Vec<Element>,
}

/// The order of drawing of a model. It depends on ids and references only, never on the order of the file. On a model with a cycle it is
/// still total, but means nothing.
pub fn order(model: &Model) -> Order {
    let changing = changing(model);
    let graph = phased(model, &changing);
    let readers = graph.readers();
    let mut waiting: Vec<usize> = graph.edges.iter().map(Vec::len).collect();
    // Conditions are no elements: they pass at once, and leave the order to what they join.
    let rank = |at: usize| match graph.nodes[at] {
        Node::Condition(_) => 0,
        _ if changing[at] => 2,
        _ => 1,
    };
    let key = |at: usize| Reverse((rank(at), graph.nodes[at].id(model), at));
    let mut ready: BinaryHeap<_> = (0..graph.nodes.len()).filter(|at| waiting[*at] == 0).map(key).collect();
    let mut sorted = Vec::with_capacity(graph.nodes.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        sorted.push(at);
        for reader in &readers[at] {
            waiting[*reader] -= 1;
            if waiting[*reader] == 0 {
                ready.push(key(*reader));
            }
        }
    }
    let mut knotted: Vec<usize> = (0..graph.nodes.len()).filter(|at| waiting[*at] > 0).collect();
    knotted.sort_by_key(|at| graph.nodes[*at].id(model));
    sorted.extend(knotted);
    let mut order = Order::default();
    for at in sorted {
        let element = match graph.nodes[at] {
            Node::Variable(id) => Element::Variable(id),
            Node::Quantity(id) => Element::Quantity(id),
            Node::Condition(_) => continue,
        };
        match changing[at] {
            true => order.each.push(element),
            false => order.before.push(element),
        }
    }
    order
}

/// Reports same-step cycles and rings of conditions, each as a path.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let rings = Graph::of_conditions(model);
    for ring in rings.cycles() {
        diagnostics.push(described(model, &rings, &ring, code::CONDITION_RING));
    }
    let changing = changing(model);
    let graph = phased(model, &changing);
    for cycle in graph.cycles() {
        let is_ring = cycle
            .iter()
            .all(|(at, _)| matches!(graph.nodes[*at], Node::Condition(_)));
        if !is_ring {
            diagnostics.push(described(model, &graph, &cycle, code::SAME_STEP_CYCLE));
        }
    }
}

/// Same-step references without those that reach from before the first step into the steps: they are reported as such.
fn phased(model: &Model, changing: &[bool]) -> Graph {
    let mut graph = Graph::same_step(model);
    for (at, edges) in graph.edges.iter_mut().enumerate() {
        if !changing[at] {
            edges.retain(|edge| !changing[edge.to]);
        }
    }
    graph
}

fn described(model: &Model, graph: &Graph, cycle: &[(usize, Edge)], code: crate::source::Code) -> Diagnostic {
    let id = |at: usize| graph.nodes[at].id(model);
    let named = |(at, _): &(usize, Edge)| format!("`{}`", id(*at));
    let mut path: Vec<String> = cycle.iter().take(MOST_SHOWN).map(named).collect();
    if cycle.len() > MOST_SHOWN {
        path.push(format!("{} more", cycle.len() - MOST_SHOWN));
    }
    path.extend(cycle.first().map(named));
    let path = path.join(" → ");
    let is_ring = code == code::CONDITION_RING;
    let message = match (is_ring, cycle) {
        (true, [(at, _)]) => format!("the condition `{}` names itself", id(*at)),
        (true, _) => format!("conditions name each other in a ring: {path}"),
        (false, [(at, _)]) => format!("`{}` reads itself within one step", id(*at)),
        (false, _) => format!("these read each other within one step: {path}"),
    };
    let mut found = Diagnostic::error(code, message);
    for (place, (at, edge)) in cycle.iter().take(MOST_SHOWN).enumerate() {
        let label = format!("`{}` reads `{}`", id(*at), id(edge.to));
        found = match place {
            0 => found.at(edge.span, label),
            _ => found.also(edge.span, label),
        };
    }
    if is_ring {
        return found.help(
            "a condition that remembers is written with `ever(…)`, `count(…)` or `steps_since(…)` of what it remembers",
        );
    }
    match previous(model, graph, cycle) {
        Some((id, _)) => found.help(format!(
            "let one of them look at the step before, for instance `prev({id})`"
        )),
        None => found.help("take one of these references out: nothing can be drawn before itself"),
    }
}

/// What could be read as it stood at the step before, and where.
fn previous<'m>(model: &'m Model, graph: &Graph, cycle: &[(usize, Edge)]) -> Option<(&'m str, Span)> {
    model.calendar.as_ref()?;
    cycle.iter().rev().find_map(|(_, edge)| {
        let node = graph.nodes[edge.to];
        let can = match node {
            Node::Variable(id) => model.variables.get(id.at())?.timing != Timing::Once,
            Node::Quantity(id) => matches!(model.quantities.get(id.at())?.rule, QuantityRule::Chain { .. }),
            Node::Condition(_) => false,
        };
        can.then(|| (node.id(model), edge.span))
    })
}
