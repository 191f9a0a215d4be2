//! The map as text for other programs: Mermaid and DOT (Graphviz).

use std::fmt::Write as _;

use crate::record::RunRecord;

use super::graph::{Graph, Node, Shape};

/// The whole map as a Mermaid flowchart: lanes as subgraphs, dotted arrows through the past, the way as the arrow's label.
pub fn mermaid(record: &RunRecord) -> String {
    let graph = Graph::of(record);
    let mut out = String::from("flowchart LR\n");
    let node = |place: usize, node: &Node| {
        let text = mermaid_text(&label(node));
        match node.shape {
            Shape::Choice => format!("n{place}[\"{text}\"]"),
            Shape::Chance => format!("n{place}{{{{\"{text}\"}}}}"),
            Shape::Quantity => format!("n{place}[[\"{text}\"]]"),
            Shape::Question => format!("n{place}([\"{text}\"])"),
        }
    };
    for (lane, about) in graph.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph lane{lane}[\"{}\"]", mermaid_text(&about.title));
        for (place, one) in of_lane(&graph, Some(lane)) {
            let _ = writeln!(out, "    {}", node(place, one));
        }
        out.push_str("  end\n");
    }
    for (place, one) in of_lane(&graph, None) {
        let _ = writeln!(out, "  {}", node(place, one));
    }
    for link in &graph.links {
        let arrow = if link.prev { "-.->" } else { "-->" };
        let _ = writeln!(out, "  n{} {arrow}|\"{}\"| n{}", link.from, link.way.words(), link.to);
    }
    out
}

/// The whole map as a directed graph for Graphviz: lanes as clusters, dashed edges through the past, the way as the edge's label.
pub fn dot(record: &RunRecord) -> String {
    let graph = Graph::of(record);
    let mut out = String::from("digraph map {\n  rankdir=LR;\n  node [fontname=\"Noto Sans\"];\n");
    let node = |place: usize, node: &Node| {
        let shape = match node.shape {
            Shape::Choice => "shape=box",
            Shape::Chance => "shape=hexagon",
            Shape::Quantity => "shape=box, peripheries=2",
            Shape::Question => "shape=box, style=filled, fillcolor=\"#005A96\", fontcolor=white",
        };
        format!("n{place} [label=\"{}\", {shape}];", dot_text(&label(node)))
    };
    for (lane, about) in graph.lanes.iter().enumerate() {
        let _ = writeln!(
            out,
            "  subgraph cluster_{lane} {{\n    label=\"{}\";",
            dot_text(&about.title)
        );
        for (place, one) in of_lane(&graph, Some(lane)) {
            let _ = writeln!(out, "    {}", node(place, one));
        }
        out.push_str("  }\n");
    }
    for (place, one) in of_lane(&graph, None) {
        let _ = writeln!(out, "  {}", node(place, one));
    }
    for link in &graph.links {
        let style = if link.prev { ", style=dashed" } else { "" };
        let _ = writeln!(
            out,
            "  n{} -> n{} [label=\"{}\"{style}];",
            link.from,
            link.to,
            link.way.words()
        );
    }
    out.push_str("}\n");
    out
}

fn of_lane(graph: &Graph, lane: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
    let nodes = graph.nodes.iter().enumerate();
    nodes.filter(move |(_, node)| node.lane == lane)
}

fn label(node: &Node) -> String {
    match &node.found {
        Some(found) => format!("{}: {found}", node.title),
        None => node.title.clone(),
    }
}

/// Letters that Mermaid would read as markup, as its entity codes.
fn mermaid_text(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("#quot;"),
            '#' | '<' | '>' | '&' | '`' | '*' | '_' | '\\' | '[' | ']' | '{' | '}' | '|' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// A DOT string: quotes and backslashes escaped, and `&`, which Graphviz reads as the beginning of an entity.
fn dot_text(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
