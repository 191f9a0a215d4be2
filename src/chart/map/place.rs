//! Where nodes stand in a grid: columns by depth, rows by actor.
//!
//! Layers as in Sugiyama, Tagawa and Toda (1981): the longest path decides the column, links to the past do not count, and the rows of one
//! cell are ordered by the mean of their neighbours.

use super::graph::{Graph, Shape};

/// Up to so many lanes, every order is tried.
const TRIED: usize = 8;

/// Places in the grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// The column of each node; questions stand in the last, which is `columns`.
    pub(super) column: Vec<usize>,
    /// The columns without that of the questions.
    pub(super) columns: usize,
    /// The row of each node; 0 for questions.
    pub(super) row: Vec<usize>,
    /// Rows in all.
    pub(super) rows: usize,
    /// Lanes from the top down, each with its first row and the row after its last.
    pub(super) lanes: Vec<(usize, usize, usize)>,
}

pub(super) fn place(graph: &Graph) -> Grid {
    let (column, columns) = columns(graph);
    let order = lane_order(graph, &column);
    let mut grid = Grid {
        row: vec![0; graph.nodes.len()],
        column,
        columns,
        rows: 0,
        lanes: Vec::new(),
    };
    // Each lane is as many rows high as its fullest column.
    let cell = |lane: usize, column: usize, grid: &Grid| -> Vec<usize> {
        (0..graph.nodes.len())
            .filter(|node| graph.nodes[*node].lane == Some(lane) && grid.column[*node] == column)
            .collect()
    };
    for lane in order {
        let high = (0..columns)
            .map(|column| cell(lane, column, &grid).len())
            .max()
            .unwrap_or(0)
            .max(1);
        grid.lanes.push((lane, grid.rows, grid.rows + high));
        grid.rows += high;
    }
    let lanes = grid.lanes.clone();
    for (lane, first, _) in &lanes {
        for column in 0..columns {
            for (slot, node) in cell(*lane, column, &grid).into_iter().enumerate() {
                grid.row[node] = first + slot;
            }
        }
    }
    for _ in 0..4 {
        for (lane, first, after) in &lanes {
            for column in 0..columns {
                let mut nodes = cell(*lane, column, &grid);
                if nodes.is_empty() {
                    continue;
                }
                let wish = |node: usize| neighbours(graph, &grid, node);
                nodes.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)).then(a.cmp(b)));
                // Together as near to their wishes as the lane lets them.
                let spare = after - first - nodes.len();
                let mean = nodes.iter().map(|node| wish(*node)).sum::<f64>() / nodes.len() as f64;
                let start = mean - 0.5 * (nodes.len() as f64 - 1.0) - *first as f64;
                let start = start.round().clamp(0.0, spare as f64) as usize;
                for (slot, node) in nodes.into_iter().enumerate() {
                    grid.row[node] = first + start + slot;
                }
            }
        }
    }
    grid
}

/// The mean row of what a node reads and what reads it; its own where there is nothing.
pub(super) fn neighbours(graph: &Graph, grid: &Grid, node: usize) -> f64 {
    let others = graph.links.iter().filter_map(|link| {
        if link.from == node {
            Some(link.to)
        } else if link.to == node {
            Some(link.from)
        } else {
            None
        }
    });
    let rows: Vec<f64> = others
        .filter(|other| graph.nodes[*other].shape != Shape::Question)
        .map(|other| grid.row[other] as f64)
        .collect();
    if rows.is_empty() {
        grid.row[node] as f64
    } else {
        rows.iter().sum::<f64>() / rows.len() as f64
    }
}

/// Depths by the longest path along links within a step. What reads nothing stands just before what reads it.
fn columns(graph: &Graph) -> (Vec<usize>, usize) {
    let count = graph.nodes.len();
    let is_question = |node: usize| graph.nodes[node].shape == Shape::Question;
    let links: Vec<(usize, usize)> = graph
        .links
        .iter()
        .filter(|link| !link.prev && !is_question(link.to))
        .map(|link| (link.from, link.to))
        .collect();
    let mut column = vec![0; count];
    // Links within a step have no cycles; a record that says otherwise ends after as many rounds as there are nodes.
    for _ in 0..count {
        let mut is_settled = true;
        for (from, to) in &links {
            if column[*to] <= column[*from] && column[*from] + 1 < count {
                column[*to] = column[*from] + 1;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    for node in 0..count {
        let reads = links.iter().any(|(_, to)| *to == node);
        let first = links
            .iter()
            .filter(|(from, _)| *from == node)
            .map(|(_, to)| column[*to])
            .min();
        if let (false, Some(first)) = (reads, first) {
            column[node] = first.saturating_sub(1);
        }
    }
    let columns = (0..count)
        .filter(|node| !is_question(*node))
        .map(|node| column[node] + 1)
        .max()
        .unwrap_or(1);
    for node in (0..count).filter(|node| is_question(*node)) {
        column[node] = columns;
    }
    (column, columns)
}

/// The order of lanes in which the fewest links cross; of equals the one with the shortest links, then the first.
fn lane_order(graph: &Graph, column: &[usize]) -> Vec<usize> {
    let lanes = graph.lanes.len();
    let pairs = crossings(graph, column);
    let lengths: Vec<(usize, usize)> = graph
        .links
        .iter()
        .filter_map(|link| Some((graph.nodes[link.from].lane?, graph.nodes[link.to].lane?)))
        .filter(|(from, to)| from != to)
        .collect();
    // No more than what is best so far is counted: most orders are given up early.
    let cost = |order: &[usize], most: u64| {
        let mut at = vec![0_i64; lanes];
        for (place, lane) in order.iter().enumerate() {
            at[*lane] = place as i64;
        }
        let mut crossed = 0;
        for ((a, b), (c, d), weight) in &pairs {
            if (at[*a] - at[*c]) * (at[*b] - at[*d]) < 0 {
                crossed += weight;
                if crossed > most {
                    break;
                }
            }
        }
        let long: u64 = lengths.iter().map(|(from, to)| at[*from].abs_diff(at[*to])).sum();
        (crossed, long)
    };
    let mut order: Vec<usize> = (0..lanes).collect();
    if lanes > TRIED {
        // Too many orders: neighbours change places as long as that helps.
        let mut best = cost(&order, u64::MAX);
        for _ in 0..lanes {
            for place in 1..lanes {
                order.swap(place - 1, place);
                let now = cost(&order, best.0);
                if now < best {
                    best = now;
                } else {
                    order.swap(place - 1, place);
                }
            }
        }
        return order;
    }
    let mut best = (cost(&order, u64::MAX), order.clone());
    while next_order(&mut order) {
        let now = cost(&order, best.0.0);
        if now < best.0 {
            best = (now, order.clone());
        }
    }
    best.1
}

/// The lanes that a link leads from and to.
type Ends = (usize, usize);

/// Pairs of links between lanes that run past the same columns, with how many such pairs there are.
fn crossings(graph: &Graph, column: &[usize]) -> Vec<(Ends, Ends, u64)> {
    use std::collections::BTreeMap;
    let links: Vec<(usize, usize, usize, usize)> = graph
        .links
        .iter()
        .filter_map(|link| {
            let lanes = (graph.nodes[link.from].lane?, graph.nodes[link.to].lane?);
            let (from, to) = (column[link.from], column[link.to]);
            Some((lanes.0, lanes.1, from.min(to), from.max(to)))
        })
        .collect();
    let mut found: BTreeMap<(Ends, Ends), u64> = BTreeMap::new();
    for (place, one) in links.iter().enumerate() {
        for other in &links[place + 1..] {
            if one.2 < other.3 && other.2 < one.3 {
                *found.entry(((one.0, one.1), (other.0, other.1))).or_default() += 1;
            }
        }
    }
    found.into_iter().map(|((a, b), weight)| (a, b, weight)).collect()
}

/// The next permutation in the order of the alphabet; false after the last.
fn next_order(order: &mut [usize]) -> bool {
    let Some(place) = (1..order.len()).rev().find(|place| order[place - 1] < order[*place]) else {
        return false;
    };
    let Some(other) = (place..order.len())
        .rev()
        .find(|other| order[*other] > order[place - 1])
    else {
        return false;
    };
    order.swap(place - 1, other);
    order[place..].reverse();
    true
}
