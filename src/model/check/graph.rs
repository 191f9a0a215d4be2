//! What reads what: a graph whose nodes are variables, quantities and conditions.

use std::collections::VecDeque;

use crate::source::Span;

use super::super::element::{ConditionId, Model, QuantityId, VariableId};
use super::super::formula::{Kind, Term};
use super::sites::{self, Part};

/// A variable, a quantity or a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Variable(VariableId),
    Quantity(QuantityId),
    Condition(ConditionId),
}

/// A reference of one node to another, with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub to: usize,
    pub span: Span,
}

/// All nodes by number (variables, then quantities, then conditions), and for each what it reads.
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Vec<Edge>>,
    quantities: usize,
    conditions: usize,
}

impl Graph {
    /// What is read at the same step. Weights of a random `initial` and a quantity's `start` are left out where they are read before step 1,
    /// since nothing that they may read stands in the order of a step.
    pub fn same_step(model: &Model) -> Graph {
        let mut graph = Graph::empty(model);
        for (at, variable) in model.variables.iter().enumerate() {
            for site in sites::of_variable(variable) {
                if site.part != Part::Initial || variable.timing == super::super::element::Timing::Once {
                    graph.read(at, &site.formula.term, false);
                }
            }
        }
        for (at, quantity) in model.quantities.iter().enumerate() {
            for site in sites::of_quantity(quantity) {
                if site.part != Part::Start {
                    graph.read(graph.quantities + at, &site.formula.term, false);
                }
            }
        }
        for (at, condition) in model.conditions.iter().enumerate() {
            graph.read(graph.conditions + at, &condition.truth.term, false);
        }
        graph
    }

    /// What conditions read, at whatever step; variables and quantities read nothing here.
    pub fn of_conditions(model: &Model) -> Graph {
        let mut graph = Graph::empty(model);
        for (at, condition) in model.conditions.iter().enumerate() {
            graph.read(graph.conditions + at, &condition.truth.term, true);
        }
        graph
    }

    fn empty(model: &Model) -> Graph {
        let count = |n: usize| 0..u32::try_from(n).unwrap_or(u32::MAX);
        let mut nodes: Vec<Node> = count(model.variables.len())
            .map(|i| Node::Variable(VariableId(i)))
            .collect();
        let quantities = nodes.len();
        nodes.extend(count(model.quantities.len()).map(|i| Node::Quantity(QuantityId(i))));
        let conditions = nodes.len();
        nodes.extend(count(model.conditions.len()).map(|i| Node::Condition(ConditionId(i))));
        Graph {
            edges: vec![Vec::new(); nodes.len()],
            nodes,
            quantities,
            conditions,
        }
    }

    fn read(&mut self, from: usize, term: &Term, at_any_step: bool) {
        let mut found: Vec<Edge> = Vec::new();
        sites::walk(term, &mut |term, reading| {
            let to = match &term.kind {
                Kind::Variable(id) | Kind::Drawn(id) => id.at(),
                Kind::Quantity(id) => self.quantities + id.at(),
                Kind::Condition(id) => self.conditions + id.at(),
                _ => return,
            };
            if reading.lag == 0 || at_any_step {
                found.push(Edge { to, span: term.span });
            }
        });
        self.edges[from].extend(found);
    }

    /// All nodes, each after what it reads; nodes on a cycle, and what reads them, come last.
    pub fn sorted(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.edges.iter().map(Vec::len).collect();
        let readers = self.readers();
        let mut ready: VecDeque<usize> = (0..self.nodes.len()).filter(|at| waiting[*at] == 0).collect();
        let mut list = Vec::with_capacity(self.nodes.len());
        while let Some(at) = ready.pop_front() {
            list.push(at);
            for reader in &readers[at] {
                waiting[*reader] -= 1;
                if waiting[*reader] == 0 {
                    ready.push_back(*reader);
                }
            }
        }
        list.extend((0..self.nodes.len()).filter(|at| waiting[*at] > 0));
        list
    }

    /// For each node those that read it, once for every time they do.
    pub fn readers(&self) -> Vec<Vec<usize>> {
        let mut readers = vec![Vec::new(); self.nodes.len()];
        for (from, edges) in self.edges.iter().enumerate() {
            for edge in edges {
                readers[edge.to].push(from);
            }
        }
        readers
    }

    /// A shortest cycle for every knot of nodes that read each other: pairs of a node and the edge by which it reads the next one. Knots are
    /// found by strongly connected components (Tarjan 1972).
    pub fn cycles(&self) -> Vec<Vec<(usize, Edge)>> {
        let knot_of = self.knots();
        let mut cycles = Vec::new();
        let mut done = vec![false; self.nodes.len()];
        for start in 0..self.nodes.len() {
            if !done[knot_of[start]]
                && let Some(cycle) = self.shortest_cycle(start, &knot_of)
            {
                done[knot_of[start]] = true;
                cycles.push(cycle);
            }
        }
        cycles
    }

    /// The shortest way from a node back to itself within its knot (breadth first).
    fn shortest_cycle(&self, start: usize, knot_of: &[usize]) -> Option<Vec<(usize, Edge)>> {
        let mut came_by: Vec<Option<(usize, Edge)>> = vec![None; self.nodes.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            for edge in &self.edges[at] {
                if knot_of[edge.to] != knot_of[start] || came_by[edge.to].is_some() {
                    continue;
                }
                came_by[edge.to] = Some((at, *edge));
                if edge.to != start {
                    queue.push_back(edge.to);
                    continue;
                }
                let mut path = Vec::new();
                let mut here = start;
                while let Some((from, edge)) = came_by[here] {
                    path.push((from, edge));
                    here = from;
                    if here == start {
                        break;
                    }
                }
                path.reverse();
                return Some(path);
            }
        }
        None
    }

    /// For each node the number of its strongly connected component, which is the number of one of its nodes.
    fn knots(&self) -> Vec<usize> {
        const NEW: usize = usize::MAX;
        let count = self.nodes.len();
        let (mut index, mut low) = (vec![NEW; count], vec![0; count]);
        let (mut knot_of, mut open) = (vec![NEW; count], Vec::new());
        let mut next_index = 0;
        for root in 0..count {
            if index[root] != NEW {
                continue;
            }
            // Nodes on the way, each with the place of the edge that is looked at next: no recursion, so no depth limit.
            let mut way: Vec<(usize, usize)> = vec![(root, 0)];
            while let Some((at, place)) = way.pop() {
                if place == 0 {
                    index[at] = next_index;
                    low[at] = next_index;
                    next_index += 1;
                    open.push(at);
                }
                if let Some(edge) = self.edges[at].get(place) {
                    way.push((at, place + 1));
                    if index[edge.to] == NEW {
                        way.push((edge.to, 0));
                    } else if knot_of[edge.to] == NEW {
                        low[at] = low[at].min(index[edge.to]);
                    }
                    continue;
                }
                if low[at] == index[at] {
                    while let Some(member) = open.pop() {
                        knot_of[member] = at;
                        if member == at {
                            break;
                        }
                    }
                }
                if let Some((parent, _)) = way.last() {
                    low[*parent] = low[*parent].min(low[at]);
                }
            }
        }
        knot_of
    }
}

impl Node {
    /// The id as written.
    pub fn id(self, model: &Model) -> &str {
        let name = match self {
            Node::Variable(id) => model.variables.get(id.at()).map(|v| &v.name),
            Node::Quantity(id) => model.quantities.get(id.at()).map(|q| &q.name),
            Node::Condition(id) => model.conditions.get(id.at()).map(|c| &c.name),
        };
        name.map_or("?", |name| name.id.as_str())
    }
}
