//! How does one get there? Flows of trials through a few variables to a question's answer.

mod draw;
mod flows;

use crate::record::{Paths, Question, QuestionResult, RunRecord};
use crate::stats::{Proportion, print_probability};

use super::figure::{Figure, Kind, Plot};
use super::said;
use super::sheet::Sheet;
use super::table::{Cell, Column, Table};

/// Ways rarer than this are lumped in the picture …
const RARE: f64 = 0.01;
/// … unless their answer is rarer than this.
const RARE_ANSWER: f64 = 0.05;
/// The table names so many ways, and counts the others.
const TABLED: usize = 60;
/// Columns of the table in a file.
const STAGES: [&str; 8] = [
    "stage_1", "stage_2", "stage_3", "stage_4", "stage_5", "stage_6", "stage_7", "stage_8",
];

/// Trials on their way.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    /// Variables from left to right, the question last.
    pub(super) stages: Vec<Stage>,
    /// The places in each stage, the answer last, with the number of trials.
    pub(super) ways: Vec<(Vec<usize>, u64)>,
    /// All trials.
    pub(super) total: u64,
    /// Trials with each answer.
    answers: Vec<u64>,
}

/// A variable, or the question at the end.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) title: String,
    pub(super) nodes: Vec<Node>,
}

/// A branch, or an answer.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) title: String,
    /// The colour of an answer; none for a branch on the way.
    pub(super) paint: Paint,
}

/// What an answer's flows are painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The colour of an answer of several.
    Slot(u16),
    /// A yes.
    Yes,
    /// A no, and an answer without a colour of its own.
    Other,
}

/// A chart for each question whose ways were counted.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let all = &record.joint.paths;
    let alone = all.len() == 1;
    let figure = |(id, paths): (&str, &Paths)| {
        let question = record.questions.get(id)?;
        let name = if alone {
            "paths".to_owned()
        } else {
            format!("paths-{id}")
        };
        figure(record, name, question, paths)
    };
    all.iter().filter_map(figure).collect()
}

fn figure(record: &RunRecord, id: String, question: &Question, paths: &Paths) -> Option<Figure> {
    let ways = ways(record, question, paths)?;
    let lumped: u64 = ways
        .ways
        .iter()
        .filter(|way| ways.is_lumped(way))
        .map(|way| way.1)
        .sum();
    let mut shown =
        "Share of trials that take each way, left to right; states of the variables when the question is read; the colour is the answer"
            .to_owned();
    if lumped > 0 {
        shown.push_str(&format!(
            "; ways under 1% are lumped in grey ({} of the trials), save those to an answer under 5%",
            share(lumped, ways.total)
        ));
    }
    let how = if paths.named {
        "These variables were named for this chart."
    } else {
        "These variables tell most about the answer."
    };
    Some(Figure {
        kind: Kind::Paths,
        id,
        head: said::head(
            record,
            format!("{}: how does one get there?", question.title),
            &shown,
            description(&ways),
        ),
        reading: format!(
            "Each band is a share of the trials, from state to state, and its colour the answer that they end in. {how} \
             A way shows what goes together, not what brings it about."
        ),
        table: table(&ways),
        plot: Box::new(ways),
    })
}

fn ways(record: &RunRecord, question: &Question, paths: &Paths) -> Option<Ways> {
    let mut stages: Vec<Stage> = paths
        .stages
        .iter()
        .map(|stage| {
            let node = |state: &String| Node {
                title: match state.as_str() {
                    "undrawn" => "not asked".to_owned(),
                    state => said::variable_titles(record, &stage.variable, state).1,
                },
                paint: Paint::Other,
            };
            Stage {
                title: said::variable_titles(record, &stage.variable, "").0,
                nodes: stage.states.iter().map(node).collect(),
            }
        })
        .collect();
    let (QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. }) = &question.result else {
        return None;
    };
    let answer = |id: &String| {
        let answer = answers.get(id);
        Node {
            title: answer.map_or_else(|| id.clone(), |answer| answer.title.clone()),
            paint: match answer.and_then(|answer| answer.slot) {
                Some(slot) => Paint::Slot(slot),
                None if id == "yes" => Paint::Yes,
                None => Paint::Other,
            },
        }
    };
    stages.push(Stage {
        title: question.title.clone(),
        nodes: paths.answers.iter().map(answer).collect(),
    });
    let ways: Vec<(Vec<usize>, u64)> = paths
        .ways
        .iter()
        .map(|way| {
            let places = way.states.iter().chain([&way.answer]);
            (places.map(|place| usize::from(*place)).collect(), way.k)
        })
        .collect();
    let is_whole = |(places, k): &(Vec<usize>, u64)| {
        *k > 0
            && places.len() == stages.len()
            && places
                .iter()
                .zip(&stages)
                .all(|(place, stage)| *place < stage.nodes.len())
    };
    let ways: Vec<(Vec<usize>, u64)> = ways.into_iter().filter(is_whole).collect();
    let total = ways.iter().map(|way| way.1).sum();
    let mut answers = vec![0; paths.answers.len()];
    for (places, k) in &ways {
        answers[places[places.len() - 1]] += k;
    }
    (total > 0 && stages.len() > 1).then_some(Ways {
        stages,
        ways,
        total,
        answers,
    })
}

/// As it is printed.
pub(super) fn share(k: u64, n: u64) -> String {
    print_probability(&Proportion::new(k, n)).text
}

impl Ways {
    /// In how many trials each node of a stage is passed.
    pub(super) fn passed(&self, stage: usize) -> Vec<u64> {
        let mut counts = vec![0; self.stages[stage].nodes.len()];
        for (places, k) in &self.ways {
            counts[places[stage]] += k;
        }
        counts
    }

    /// The answer of a way.
    pub(super) fn answer(&self, places: &[usize]) -> usize {
        places.last().copied().unwrap_or(0)
    }

    /// Whether a way is drawn in grey with the other rare ones. Not where a no is grey: there the two could not be told apart.
    pub(super) fn is_lumped(&self, (places, k): &(Vec<usize>, u64)) -> bool {
        let answers = &self.stages[self.stages.len() - 1].nodes;
        if answers.iter().any(|node| node.paint == Paint::Yes) {
            return false;
        }
        let all = self.answers[self.answer(places)];
        let of = |k: u64| k as f64 / self.total as f64;
        of(*k) < RARE && of(all) >= RARE_ANSWER
    }

    fn by_size(&self) -> Vec<&(Vec<usize>, u64)> {
        let mut list: Vec<_> = self.ways.iter().collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }
}

fn description(ways: &Ways) -> String {
    let last = ways.stages.len() - 1;
    let answers = ways.passed(last);
    let said = ways.stages[last].nodes.iter().zip(&answers).filter(|(_, k)| **k > 0);
    let answers: Vec<String> = said
        .map(|(node, k)| format!("{}: {}", node.title, share(*k, ways.total)))
        .collect();
    let list: Vec<String> = ways
        .by_size()
        .into_iter()
        .take(5)
        .map(|(places, k)| {
            let names = places
                .iter()
                .zip(&ways.stages)
                .map(|(place, stage)| stage.nodes[*place].title.as_str());
            format!("{} ({})", names.collect::<Vec<_>>().join(", "), share(*k, ways.total))
        })
        .collect();
    format!("{}. The most common ways: {}", answers.join("; "), list.join("; "))
}

fn table(ways: &Ways) -> Table {
    let variables = &ways.stages[..(ways.stages.len() - 1).min(STAGES.len())];
    let mut columns: Vec<Column> = variables
        .iter()
        .zip(STAGES)
        .map(|(stage, name)| Column::text(name, &stage.title))
        .collect();
    columns.extend([
        Column::text("answer", "answer"),
        Column::number("p", "share of trials"),
        Column::number("k", "trials"),
    ]);
    let mut table = Table::new(columns);
    let list = ways.by_size();
    let last = ways.stages.len() - 1;
    let end = |k: u64| {
        [
            Cell::number(k as f64 / ways.total as f64, share(k, ways.total)),
            Cell::count(k),
        ]
    };
    for (places, k) in list.iter().take(TABLED) {
        let names = variables
            .iter()
            .zip(places)
            .map(|(stage, place)| Cell::text(stage.nodes[*place].title.clone()));
        let answer = Cell::text(ways.stages[last].nodes[places[last]].title.clone());
        table.row(names.chain([answer]).chain(end(*k)));
    }
    let rest = list.get(TABLED..).unwrap_or_default();
    if !rest.is_empty() {
        let name = Cell::text(format!("{} rarer ways", rest.len()));
        let empty = (0..variables.len()).map(|_| Cell::default());
        table.row(
            [name]
                .into_iter()
                .chain(empty)
                .chain(end(rest.iter().map(|way| way.1).sum())),
        );
    }
    table
}

impl Plot for Ways {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, self);
    }

    fn least_width(&self) -> f64 {
        draw::least_width(self)
    }
}
