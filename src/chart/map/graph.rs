//! The elements of a record as a graph: nodes in the lanes of actors, links by the way in which one reads another.

use std::collections::BTreeMap;

use crate::record::{EdgeKind, Question, QuestionResult, RunRecord};

/// The lane of events that nobody decides.
const CHANCE: (&str, &str) = ("chance", "Chance");
/// The lane of quantities.
const NUMBERS: (&str, &str) = ("numbers", "Numbers");

/// A whole map, or a part of one.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) lanes: Vec<Lane>,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
}

/// An actor, chance, or the quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    pub(super) id: String,
    pub(super) title: String,
}

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// As links name it.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) shape: Shape,
    /// None for questions, which stand at the end.
    pub(super) lane: Option<usize>,
    /// What was found of a question, such as `2.9%` or `cornered 43%`.
    pub(super) found: Option<String>,
    is_headline: bool,
}

/// What kind of element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Choice,
    Chance,
    Quantity,
    Question,
}

/// One reads another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) way: Way,
    /// Only the past is read.
    pub(super) prev: bool,
}

/// In what way, the strongest first: where two ways lead from one element to another, one arrow is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// It decides whether the other is asked at all.
    Guard,
    /// It picks the weights: a case, a table, the condition of a question.
    Case,
    /// Its number goes into weights or values.
    Number,
    /// It shifts the odds.
    Factor,
}

impl Way {
    pub(super) const ALL: [Way; 4] = [Way::Guard, Way::Case, Way::Number, Way::Factor];

    fn of(kind: EdgeKind) -> Way {
        match kind {
            EdgeKind::Guard => Way::Guard,
            EdgeKind::Case | EdgeKind::Table | EdgeKind::Question => Way::Case,
            EdgeKind::Weights | EdgeKind::Value => Way::Number,
            EdgeKind::Factor => Way::Factor,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Way::Guard => "decides whether it is asked",
            Way::Case => "decides in a case or table",
            Way::Number => "enters as a number",
            Way::Factor => "shifts the odds",
        }
    }
}

impl Graph {
    /// All of a record. An element that reads its own past gets no arrow for that.
    pub(super) fn of(record: &RunRecord) -> Graph {
        let mut graph = Graph::default();
        for (id, variable) in record.variables.iter() {
            let actor = variable.actor.as_deref();
            let lane = match actor {
                Some(id) => {
                    let name = record.evidence.actors.get(id).map_or(id, |actor| actor.name.as_str());
                    graph.lane(id, name)
                }
                None => graph.lane(CHANCE.0, CHANCE.1),
            };
            let shape = if variable.kind == "choice" {
                Shape::Choice
            } else {
                Shape::Chance
            };
            graph.node(id.to_owned(), &variable.title, shape, Some(lane));
        }
        for (id, quantity) in record.quantities.iter() {
            let lane = graph.lane(NUMBERS.0, NUMBERS.1);
            graph.node(id.to_owned(), &quantity.title, Shape::Quantity, Some(lane));
        }
        for (id, question) in record.questions.iter() {
            graph.node(format!("questions.{id}"), &question.title, Shape::Question, None);
            if let Some(node) = graph.nodes.last_mut() {
                node.found = found(question);
                node.is_headline = question.headline;
            }
        }
        let places: BTreeMap<String, usize> = graph
            .nodes
            .iter()
            .enumerate()
            .map(|(place, node)| (node.id.clone(), place))
            .collect();
        let mut links: BTreeMap<(usize, usize), (bool, Way)> = BTreeMap::new();
        for edge in &record.structure.edges {
            let ends = (places.get(&edge.from), places.get(&edge.to));
            let (Some(from), Some(to)) = ends else { continue };
            if from == to {
                continue;
            }
            // The present before the past, then the strongest way.
            let link = (edge.prev, Way::of(edge.kind));
            let entry = links.entry((*from, *to)).or_insert(link);
            *entry = (*entry).min(link);
        }
        graph.links = links
            .into_iter()
            .map(|((from, to), (prev, way))| Link { from, to, way, prev })
            .collect();
        graph
    }

    /// Without the questions that are not in the first chart.
    pub(super) fn headline(&self) -> Graph {
        self.keep(
            |place| self.nodes[place].shape != Shape::Question || self.nodes[place].is_headline,
            |_| true,
        )
    }

    /// The nodes of a lane with those that they read and that read them.
    pub(super) fn around(&self, lane: usize) -> Graph {
        let is_of = |place: usize| self.nodes[place].lane == Some(lane);
        let touches = |link: &Link| is_of(link.from) || is_of(link.to);
        let mut near: Vec<bool> = (0..self.nodes.len()).map(is_of).collect();
        for link in self.links.iter().filter(|link| touches(link)) {
            near[link.from] = true;
            near[link.to] = true;
        }
        self.keep(|place| near[place], touches)
    }

    fn keep(&self, nodes: impl Fn(usize) -> bool, links: impl Fn(&Link) -> bool) -> Graph {
        let mut part = Graph::default();
        let mut places = vec![None; self.nodes.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            if !nodes(place) {
                continue;
            }
            let lane = node.lane.map(|lane| {
                let lane = &self.lanes[lane];
                part.lane(&lane.id, &lane.title)
            });
            places[place] = Some(part.nodes.len());
            part.nodes.push(Node { lane, ..node.clone() });
        }
        for link in self.links.iter().filter(|link| links(link)) {
            if let (Some(from), Some(to)) = (places[link.from], places[link.to]) {
                part.links.push(Link { from, to, ..*link });
            }
        }
        part
    }

    fn lane(&mut self, id: &str, title: &str) -> usize {
        if let Some(place) = self.lanes.iter().position(|lane| lane.id == id) {
            return place;
        }
        self.lanes.push(Lane {
            id: id.to_owned(),
            title: title.to_owned(),
        });
        self.lanes.len() - 1
    }

    fn node(&mut self, id: String, title: &str, shape: Shape, lane: Option<usize>) {
        self.nodes.push(Node {
            id,
            title: title.to_owned(),
            shape,
            lane,
            found: None,
            is_headline: false,
        });
    }
}

/// The number of a question: its yes, its likeliest answer, its median.
fn found(question: &Question) -> Option<String> {
    match &question.result {
        QuestionResult::Yes { answers, .. } => answers.get("yes").map(|yes| yes.share.printed.clone()),
        QuestionResult::Cases { answers, .. } => {
            // The first of equals.
            let mut best: Option<&crate::record::Answer> = None;
            for (_, answer) in answers.iter() {
                if best.is_none_or(|best| answer.share.k > best.share.k) {
                    best = Some(answer);
                }
            }
            best.map(|answer| format!("{} {}", answer.title, answer.share.printed))
        }
        QuestionResult::Number(number) => {
            let unit = number
                .unit
                .as_deref()
                .map(|unit| format!(" {unit}"))
                .unwrap_or_default();
            let median = number.quantiles.get("0.5")?;
            Some(format!("median {}{unit}", median.printed))
        }
    }
}
