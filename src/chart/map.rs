//! What influences what? Choices, chance events and quantities by actor, read from left to right, with the questions at the end.

mod draw;
mod graph;
mod nets;
mod place;
mod route;
mod text;

use crate::record::RunRecord;

use super::figure::{Figure, Kind, Plot};
use super::said;
use super::sheet::Sheet;
use super::table::{Cell, Column, Table};

pub use text::{dot, mermaid};

use graph::Graph;
use place::Grid;

/// More nodes than this do not stand in one picture.
const MOST: usize = 40;

#[derive(Debug)]
struct Map {
    graph: Graph,
    grid: Grid,
    /// A step, in a word.
    unit: Option<String>,
}

/// The map; of a scenario with more than forty nodes one for each actor, with what that actor's variables read and what reads them.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let whole = Graph::of(record);
    if whole.links.is_empty() {
        return Vec::new();
    }
    let (graph, headline) = if whole.nodes.len() > MOST && record.questions.iter().any(|(_, one)| one.headline) {
        (whole.headline(), true)
    } else {
        (whole, false)
    };
    if graph.nodes.len() <= MOST {
        let title = "What influences what?".to_owned();
        return vec![figure(record, "map".to_owned(), title, graph, headline)];
    }
    let lanes: Vec<(usize, String, String)> = graph
        .lanes
        .iter()
        .enumerate()
        .map(|(place, lane)| (place, lane.id.clone(), lane.title.clone()))
        .collect();
    lanes
        .into_iter()
        .filter_map(|(place, id, title)| {
            let part = graph.around(place);
            let title = format!("{title}: what influences what?");
            (!part.links.is_empty()).then(|| figure(record, format!("map-{id}"), title, part, headline))
        })
        .collect()
}

fn figure(record: &RunRecord, id: String, title: String, graph: Graph, headline: bool) -> Figure {
    let assumptions = record.evidence.assumptions.len();
    let mut shown = "Variables by actor, read left to right; questions at the end".to_owned();
    if headline {
        shown.push_str(" (the headline ones)");
    }
    match assumptions {
        0 => {}
        1 => shown.push_str("; one assumption feeds these variables and is listed, not drawn"),
        many => shown.push_str(&format!(
            "; {many} assumptions feed these variables and are listed, not drawn"
        )),
    }
    let description = graph
        .links
        .iter()
        .map(|link| {
            let (from, to) = (&graph.nodes[link.from], &graph.nodes[link.to]);
            format!("{} → {}", from.title, to.title)
        })
        .collect::<Vec<_>>()
        .join("; ");
    let step = record.calendar.as_ref().map(|calendar| calendar.unit.clone());
    let past = match &step {
        Some(unit) => format!(" A dashed arrow reads the value of the {unit} before."),
        None => String::new(),
    };
    Figure {
        kind: Kind::Map,
        id,
        head: said::head(record, title, &shown, description),
        reading: format!(
            "An arrow leads from what is read to what reads it; its head says in what way. Arrows that leave a box together \
             are one line that divides.{past}"
        ),
        table: table(&graph),
        plot: Box::new(Map {
            grid: place::place(&graph),
            graph,
            unit: step,
        }),
    }
}

fn table(graph: &Graph) -> Table {
    let mut table = Table::new([
        Column::text("from", "this"),
        Column::text("from_of", "of"),
        Column::text("to", "influences"),
        Column::text("to_of", "of"),
        Column::text("how", "in what way"),
        Column::text("through_past", "through its past"),
    ]);
    let of = |place: usize| {
        let lane = graph.nodes[place].lane;
        lane.map_or("question", |lane| graph.lanes[lane].title.as_str())
    };
    for link in &graph.links {
        table.row([
            Cell::text(graph.nodes[link.from].title.clone()),
            Cell::text(of(link.from)),
            Cell::text(graph.nodes[link.to].title.clone()),
            Cell::text(of(link.to)),
            Cell::text(link.way.words()),
            Cell::text(if link.prev { "yes" } else { "no" }),
        ]);
    }
    table
}

impl Plot for Map {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, &self.graph, &self.grid, self.unit.as_deref());
    }

    fn least_width(&self) -> f64 {
        draw::least_width(&self.graph, &self.grid)
    }
}
