//! Where boxes stand, in px, and how lines run between them: through the channels between columns and the corridors between rows, where
//! there are no boxes and no texts.
//!
//! The lines that leave a box in one style are one net: they share their way as far as they can. Nets that would run over each other get
//! tracks of their own, by the left-edge rule (Hashimoto and Stevens 1971).

use std::collections::BTreeMap;

use crate::chart::apart::apart;
use crate::chart::letters::{width, wrap};
use crate::chart::scene::{Bounds, Point};
use crate::chart::theme::{NODE, Weight};

use super::graph::{Graph, Shape};
use super::nets::{Nets, channel_in, channel_out};
use super::place::Grid;

/// The size of a box, in px.
pub(super) const BOX: f64 = 150.0;
const HIGH: f64 = 46.0;
/// The width of a question's box, and the room for text at its sides.
pub(super) const QUESTION: f64 = 210.0;
pub(super) const INSIDE: f64 = 12.0;
/// The names of lanes stand in a gutter.
pub(super) const GUTTER: f64 = 96.0;
/// From one port to the next; nets leave half of it above and below the middle.
const PORT: f64 = 10.0;
/// From one track to the next.
const TRACK: f64 = 7.0;
/// Room beside the tracks of a channel, and before an arrow's head.
const BESIDE: f64 = 12.0;
const BEFORE_HEAD: f64 = 20.0;
/// Room above and below the tracks of a corridor.
const AROUND: f64 = 9.0;
/// Questions stand so far apart.
const BETWEEN: f64 = 12.0;

/// The whole plan of a map; its upper left is (0, 0).
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) boxes: Vec<Set>,
    /// A line for each link of the graph, from box to box.
    pub(super) lines: Vec<Vec<Point>>,
    pub(super) lanes: Vec<Band>,
    /// Where the lanes end and the questions begin.
    pub(super) lanes_right: f64,
    pub(super) questions_left: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A box with its text.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) bounds: Bounds,
    pub(super) lines: Vec<String>,
    /// What was found of a question, beside its title or below it.
    pub(super) found: Found,
}

/// Where the number of a question stands.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Nothing,
    Beside(String),
    Below(Vec<String>),
}

/// A lane.
#[derive(Clone, Debug)]
pub(super) struct Band {
    pub(super) lane: usize,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) name: Vec<String>,
}

/// Plans a map at least `room` px wide.
pub(super) fn plan(graph: &Graph, grid: &Grid, room: f64) -> Plan {
    let nets = Nets::of(graph, grid);
    let mut boxes: Vec<Set> = (0..graph.nodes.len()).map(|node| set(graph, node)).collect();
    let lanes = upright(graph, grid, &nets, &mut boxes);
    let height = questions(graph, &mut boxes, lanes.height);
    let ports = ports(graph, grid, &nets, &boxes, &lanes);
    let across = across(graph, grid, &nets, &ports, &lanes, room);
    for (node, set) in boxes.iter_mut().enumerate() {
        let wide = set.bounds.right - set.bounds.left;
        set.bounds.left = across.columns[grid.column[node]];
        set.bounds.right = set.bounds.left + wide;
    }
    let lines = (0..graph.links.len())
        .map(|link| line(graph, grid, &nets, &ports, &lanes, &across, &boxes, link))
        .collect();
    let questions_left = across.columns[grid.columns];
    let last = across.columns[grid.columns - 1] + BOX;
    Plan {
        boxes,
        lines,
        lanes: lanes.bands,
        lanes_right: last + 10.0,
        questions_left,
        width: questions_left + QUESTION,
        height,
    }
}

fn set(graph: &Graph, node: usize) -> Set {
    let about = &graph.nodes[node];
    let entries = graph.links.iter().filter(|link| link.to == node).count();
    // The lowest port lies this far from the middle.
    let reach = PORT * (entries / 2) as f64;
    let bold = NODE.weighing(Weight::Bold);
    let (wide, lines, found) = if about.shape == Shape::Question {
        let inner = QUESTION - 2.0 * INSIDE;
        match &about.found {
            Some(found) if width(found, bold) <= 56.0 => {
                let lines = wrap(&about.title, NODE, inner - width(found, bold) - 10.0);
                (QUESTION, lines, Found::Beside(found.clone()))
            }
            Some(found) => (
                QUESTION,
                wrap(&about.title, NODE, inner),
                Found::Below(wrap(found, bold, inner)),
            ),
            None => (QUESTION, wrap(&about.title, NODE, inner), Found::Nothing),
        }
    } else {
        (BOX, wrap(&about.title, NODE, BOX - 22.0), Found::Nothing)
    };
    let below = match &found {
        Found::Below(lines) => lines.len(),
        _ => 0,
    };
    let text = NODE.line * (lines.len() + below) as f64 + 14.0;
    let least = if about.shape == Shape::Question { 36.0 } else { HIGH };
    let high = text.max(least).max(2.0 * reach + 18.0);
    Set {
        bounds: Bounds {
            left: 0.0,
            top: 0.0,
            right: wide,
            bottom: high,
        },
        lines,
        found,
    }
}

/// Corridors and rows from the top down.
struct Upright {
    /// The upper edge of each corridor.
    corridors: Vec<f64>,
    bands: Vec<Band>,
    height: f64,
}

fn upright(graph: &Graph, grid: &Grid, nets: &Nets, boxes: &mut [Set]) -> Upright {
    let names: Vec<Vec<String>> = grid
        .lanes
        .iter()
        .map(|(lane, ..)| wrap(&graph.lanes[*lane].title, NODE.weighing(Weight::Bold), GUTTER - 12.0))
        .collect();
    let mut y = 0.0;
    let mut corridors = Vec::new();
    let mut middles = Vec::new();
    for row in 0..=grid.rows {
        corridors.push(y);
        let high = 2.0 * AROUND + TRACK * nets.tracks[row].saturating_sub(1) as f64;
        middles.push(y + 0.5 * high);
        y += high;
        if row == grid.rows {
            break;
        }
        let inside = |node: &usize| graph.nodes[*node].lane.is_some() && grid.row[*node] == row;
        let nodes: Vec<usize> = (0..graph.nodes.len()).filter(inside).collect();
        let mut tall = nodes
            .iter()
            .map(|node| boxes[*node].bounds.bottom - boxes[*node].bounds.top)
            .fold(HIGH, f64::max);
        for ((_, first, after), name) in grid.lanes.iter().zip(&names) {
            if *first == row && after - first == 1 {
                tall = tall.max(NODE.line * name.len() as f64);
            }
        }
        for node in nodes {
            let bounds = &mut boxes[node].bounds;
            let high = bounds.bottom - bounds.top;
            bounds.top = y + 0.5 * (tall - high);
            bounds.bottom = bounds.top + high;
        }
        y += tall;
    }
    let bands = grid
        .lanes
        .iter()
        .zip(names)
        .map(|((lane, first, after), name)| Band {
            lane: *lane,
            top: if *first == 0 { 0.0 } else { middles[*first] },
            bottom: if *after == grid.rows { y } else { middles[*after] },
            name,
        })
        .collect();
    Upright {
        corridors,
        bands,
        height: y,
    }
}

fn middle(bounds: &Bounds) -> f64 {
    0.5 * (bounds.top + bounds.bottom)
}

/// Questions beside the mean of what they read. Says how high the whole is.
fn questions(graph: &Graph, boxes: &mut [Set], height: f64) -> f64 {
    let mut list: Vec<(f64, usize)> = (0..graph.nodes.len())
        .filter(|node| graph.nodes[*node].shape == Shape::Question)
        .map(|node| {
            let from: Vec<f64> = graph
                .links
                .iter()
                .filter(|link| link.to == node)
                .map(|link| middle(&boxes[link.from].bounds))
                .collect();
            let mean = from.iter().sum::<f64>() / from.len().max(1) as f64;
            (if from.is_empty() { height } else { mean }, node)
        })
        .collect();
    list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let wanted: Vec<f64> = list.iter().map(|(want, _)| *want).collect();
    let heights: Vec<f64> = list
        .iter()
        .map(|(_, node)| boxes[*node].bounds.bottom - boxes[*node].bounds.top + BETWEEN)
        .collect();
    let mut lowest = height;
    for (((_, node), high), y) in list.iter().zip(&heights).zip(apart(&wanted, &heights, 0.0, height)) {
        let half = 0.5 * (high - BETWEEN);
        boxes[*node].bounds.top = y - half;
        boxes[*node].bounds.bottom = y + half;
        lowest = lowest.max(y + half + 0.5 * BETWEEN);
    }
    lowest
}

/// Where lines leave and enter, in px from the top.
struct Ports {
    /// By net.
    exit: Vec<f64>,
    /// By link.
    entry: Vec<f64>,
}

fn trunk_y(nets: &Nets, lanes: &Upright, net: usize) -> Option<f64> {
    let (corridor, track) = nets.all[net].trunk?;
    Some(lanes.corridors[corridor] + AROUND + TRACK * track as f64)
}

/// Whether a link enters its node from the channel that its net leaves into.
fn is_next(graph: &Graph, grid: &Grid, link: usize) -> bool {
    let link = &graph.links[link];
    channel_in(grid, link.to) == channel_out(grid, link.from)
}

fn ports(graph: &Graph, grid: &Grid, nets: &Nets, boxes: &[Set], lanes: &Upright) -> Ports {
    // Lines leave 5 px above the middle or below it, and enter at tens from it: within a row no two lie on one another.
    let exit: Vec<f64> = nets
        .all
        .iter()
        .map(|net| middle(&boxes[net.from].bounds) + if net.prev { 0.5 * PORT } else { -0.5 * PORT })
        .collect();
    let mut entry = vec![0.0; graph.links.len()];
    for (node, set) in boxes.iter().enumerate() {
        let origin = |link: usize| {
            let net = nets.of[link];
            if is_next(graph, grid, link) {
                exit[net]
            } else {
                trunk_y(nets, lanes, net).unwrap_or(exit[net])
            }
        };
        let mut links: Vec<usize> = (0..graph.links.len())
            .filter(|link| graph.links[*link].to == node)
            .collect();
        links.sort_by(|a, b| origin(*a).total_cmp(&origin(*b)).then(a.cmp(b)));
        let before = (links.len().saturating_sub(1) / 2) as f64;
        for (place, link) in links.into_iter().enumerate() {
            let mut y = middle(&set.bounds) + PORT * (place as f64 - before);
            if graph.nodes[node].shape == Shape::Question {
                // Questions stand in no row: a port moves off the lines that leave the last column.
                let near = |y: f64| {
                    nets.all
                        .iter()
                        .zip(&exit)
                        .any(|(net, exit)| channel_out(grid, net.from) == grid.columns && (exit - y).abs() < 2.4)
                };
                for _ in 0..3 {
                    if near(y) {
                        y += 2.4;
                    }
                }
            }
            entry[link] = y;
        }
    }
    Ports { exit, entry }
}

/// Channels and columns from the left.
struct Across {
    /// The left edge of each column, that of the questions last.
    columns: Vec<f64>,
    /// Where a net runs up and down in a channel.
    tracks: BTreeMap<(usize, usize), f64>,
}

fn across(graph: &Graph, grid: &Grid, nets: &Nets, ports: &Ports, lanes: &Upright, room: f64) -> Across {
    // How far up and down each net runs in each channel.
    let mut runs: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    let mut run = |channel: usize, net: usize, y: f64| {
        let span = runs.entry((channel, net)).or_insert((y, y));
        *span = (span.0.min(y), span.1.max(y));
    };
    for (place, net) in nets.all.iter().enumerate() {
        let out = channel_out(grid, net.from);
        run(out, place, ports.exit[place]);
        if let Some(y) = trunk_y(nets, lanes, place) {
            run(out, place, y);
        }
        for link in &net.links {
            let channel = channel_in(grid, graph.links[*link].to);
            run(channel, place, ports.entry[*link]);
            if channel != out
                && let Some(y) = trunk_y(nets, lanes, place)
            {
                run(channel, place, y);
            }
        }
    }
    let mut tracks: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut counts = vec![0_usize; grid.columns + 1];
    for (channel, count) in counts.iter_mut().enumerate() {
        let mut list: Vec<(f64, f64, usize)> = runs
            .iter()
            .filter(|((of, _), _)| *of == channel)
            .map(|((_, net), (from, to))| (*from, *to, *net))
            .collect();
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut ends: Vec<f64> = Vec::new();
        for (from, to, net) in list {
            let free = ends.iter().position(|end| end + 4.0 <= from);
            let track = free.unwrap_or(ends.len());
            if track == ends.len() {
                ends.push(to);
            } else {
                ends[track] = to;
            }
            tracks.insert((channel, net), track);
        }
        *count = ends.len();
    }
    let wide = |channel: usize| match counts[channel] {
        0 => 16.0,
        tracks => BESIDE + TRACK * (tracks as f64 - 1.0) + BEFORE_HEAD,
    };
    let total = GUTTER + (0..=grid.columns).map(wide).sum::<f64>() + BOX * grid.columns as f64 + QUESTION;
    let spare = (room - total).max(0.0) / grid.columns.max(1) as f64;
    let mut x = GUTTER;
    let mut columns = Vec::new();
    let mut starts = Vec::new();
    for channel in 0..=grid.columns {
        starts.push(x + if channel == 0 { 0.0 } else { 0.5 * spare });
        x += wide(channel) + if channel == 0 { 0.0 } else { spare };
        columns.push(x);
        x += BOX;
    }
    let tracks = tracks
        .into_iter()
        .map(|((channel, net), track)| ((channel, net), starts[channel] + BESIDE + TRACK * track as f64))
        .collect();
    Across { columns, tracks }
}

#[expect(
    clippy::too_many_arguments,
    reason = "everything that was planned decides where a line runs"
)]
fn line(
    graph: &Graph,
    grid: &Grid,
    nets: &Nets,
    ports: &Ports,
    lanes: &Upright,
    across: &Across,
    boxes: &[Set],
    link: usize,
) -> Vec<Point> {
    let net = nets.of[link];
    let about = &graph.links[link];
    let (exit, entry) = (ports.exit[net], ports.entry[link]);
    let (from, to) = (&boxes[about.from].bounds, &boxes[about.to].bounds);
    let x = |channel: usize| across.tracks.get(&(channel, net)).copied().unwrap_or(from.right);
    let out = x(channel_out(grid, about.from));
    let mut points = vec![(from.right - indent(graph, about.from, from, exit), exit), (out, exit)];
    if !is_next(graph, grid, link)
        && let Some(y) = trunk_y(nets, lanes, net)
    {
        let into = x(channel_in(grid, about.to));
        points.extend([(out, y), (into, y), (into, entry)]);
    } else {
        points.push((out, entry));
    }
    points.push((to.left + indent(graph, about.to, to, entry), entry));
    points
}

/// How far the side of a hexagon lies within its box at a height.
fn indent(graph: &Graph, node: usize, bounds: &Bounds, y: f64) -> f64 {
    if graph.nodes[node].shape != Shape::Chance {
        return 0.0;
    }
    let half = 0.5 * (bounds.bottom - bounds.top);
    super::draw::SLANT * (y - middle(bounds)).abs() / half.max(1.0)
}
