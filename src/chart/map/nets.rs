//! Nets: the lines that leave a box in one style, and the corridors that they run along.

use std::collections::BTreeMap;

use super::graph::{Graph, Shape};
use super::place::Grid;

/// What leaves a node in one style.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub(super) from: usize,
    pub(super) prev: bool,
    pub(super) links: Vec<usize>,
    /// The corridor that it runs along to columns other than the next, and its track there.
    pub(super) trunk: Option<(usize, usize)>,
}

pub(super) struct Nets {
    pub(super) all: Vec<Net>,
    /// The net of each link.
    pub(super) of: Vec<usize>,
    /// Tracks in each corridor.
    pub(super) tracks: Vec<usize>,
}

/// The channel left of a node's column: where lines enter it.
pub(super) fn channel_in(grid: &Grid, node: usize) -> usize {
    grid.column[node]
}

/// The channel right of it.
pub(super) fn channel_out(grid: &Grid, node: usize) -> usize {
    grid.column[node] + 1
}

impl Nets {
    pub(super) fn of(graph: &Graph, grid: &Grid) -> Nets {
        let mut places: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        let mut all: Vec<Net> = Vec::new();
        let mut of = Vec::new();
        for (place, link) in graph.links.iter().enumerate() {
            let net = *places.entry((link.from, link.prev)).or_insert_with(|| {
                all.push(Net {
                    from: link.from,
                    prev: link.prev,
                    links: Vec::new(),
                    trunk: None,
                });
                all.len() - 1
            });
            all[net].links.push(place);
            of.push(net);
        }
        let mut nets = Nets {
            all,
            of,
            tracks: vec![0; grid.rows + 1],
        };
        nets.trunks(graph, grid);
        nets
    }

    fn trunks(&mut self, graph: &Graph, grid: &Grid) {
        // Half a row's height above a row lies its corridor.
        let row = |node: usize| match graph.nodes[node].shape {
            Shape::Question => {
                let readers = graph.links.iter().filter(|link| link.to == node);
                let rows: Vec<f64> = readers.map(|link| grid.row[link.from] as f64).collect();
                rows.iter().sum::<f64>() / rows.len().max(1) as f64
            }
            _ => grid.row[node] as f64,
        };
        let mut used: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); grid.rows + 1];
        for net in &mut self.all {
            let out = channel_out(grid, net.from);
            let far: Vec<usize> = net
                .links
                .iter()
                .map(|link| graph.links[*link].to)
                .filter(|to| channel_in(grid, *to) != out)
                .collect();
            if far.is_empty() {
                continue;
            }
            let ends = far.iter().map(|to| channel_in(grid, *to)).chain([out]);
            let (first, last) = ends.fold((usize::MAX, 0), |(low, high), channel| {
                (low.min(channel), high.max(channel))
            });
            // The corridor with the shortest way up and down; a crowded one counts as farther.
            let cost = |corridor: usize| {
                let at = corridor as f64 - 0.5;
                let ways: f64 = far.iter().map(|to| (row(*to) - at).abs()).sum();
                (row(net.from) - at).abs() + ways + 0.25 * used[corridor].len() as f64
            };
            let best = (0..=grid.rows)
                .min_by(|a, b| cost(*a).total_cmp(&cost(*b)).then(a.cmp(b)))
                .unwrap_or(0);
            let lies_free = |track: &usize| {
                !used[best]
                    .iter()
                    .any(|(other, from, to)| other == track && *from <= last && first <= *to)
            };
            let track = (0..).find(lies_free).unwrap_or(0);
            used[best].push((track, first, last));
            self.tracks[best] = self.tracks[best].max(track + 1);
            net.trunk = Some((best, track));
        }
    }
}
