//! What separates the trials where it happens? How often each branch had held in trials with an answer, beside those without it.

mod draw;

use crate::record::{Drivers, Edge, EdgeKind, Ordered, Question, QuestionResult, RunRecord};
use crate::stats::{Proportion, print_count, print_probability, print_range};

use super::figure::{Figure, Kind, Plot};
use super::said;
use super::sheet::Sheet;
use super::table::{Cell, Column, Table};

/// More rows than this are counted, not drawn.
const MOST: usize = 12;

/// Pairs of shares, the most different first.
#[derive(Debug)]
struct Pairs {
    rows: Vec<Row>,
    /// Rows that are not drawn.
    smaller: usize,
    with: String,
    without: String,
}

/// One branch.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) title: String,
    /// Of the trials with the answer.
    pub(super) with: Proportion,
    /// Of those without.
    pub(super) without: Proportion,
}

/// A chart for each question that was counted: of a yes/no question for its yes, of another for its likeliest answer that has to come about.
pub fn figures(record: &RunRecord) -> Vec<Figure> {
    let all = &record.joint.drivers;
    let alone = all.len() == 1;
    let figure = |(id, answers): (&str, &crate::record::Ordered<Drivers>)| {
        let question = record.questions.get(id)?;
        let (answer, drivers) = shown_answer(question, answers)?;
        let name = if alone {
            "drivers".to_owned()
        } else {
            format!("drivers-{id}")
        };
        figure(record, name, id, answer, drivers)
    };
    all.iter().filter_map(figure).collect()
}

/// The answer of which a chart speaks: one that has to come about, with the most trials on its smaller side.
pub fn shown_answer<'r>(question: &Question, answers: &'r Ordered<Drivers>) -> Option<(&'r str, &'r Drivers)> {
    answers
        .iter()
        .filter(|(answer, drivers)| {
            has(question, answer) && !drivers.held.is_empty() && !stood_before(question, answer)
        })
        .max_by(|a, b| (a.1.yes.min(a.1.no)).cmp(&b.1.yes.min(b.1.no)))
}

/// Whether a branch only says the answer in other words: the question reads its variable, and it held in all trials with the answer, or in
/// none.
pub fn is_in_other_words(record: &RunRecord, question: &str, variable: &str, with: u64, drivers: &Drivers) -> bool {
    let reads = |edge: &Edge| {
        edge.kind == EdgeKind::Question && edge.from == variable && edge.to.strip_prefix("questions.") == Some(question)
    };
    (with == 0 || with == drivers.yes) && record.structure.edges.iter().any(reads)
}

fn has(question: &Question, answer: &str) -> bool {
    match &question.result {
        QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => answers.get(answer).is_some(),
        QuestionResult::Number(_) => false,
    }
}

/// Whether an answer stood from the beginning in most trials: nothing had time to hold before it, so there is nothing to tell.
fn stood_before(question: &Question, answer: &str) -> bool {
    let first = match &question.result {
        QuestionResult::Yes { initial, by_step, .. } => initial.or(by_step.first().copied()),
        QuestionResult::Cases { initial, by_step, .. } => match initial {
            Some(initial) => initial.get(answer).copied(),
            None => by_step.get(answer).and_then(|shares| shares.first().copied()),
        },
        QuestionResult::Number(_) => None,
    };
    first.is_some_and(|share| share >= 0.5)
}

fn figure(record: &RunRecord, id: String, asked: &str, answer: &str, drivers: &Drivers) -> Option<Figure> {
    let question = record.questions.get(asked)?;
    let mut rows = rows(record, asked, drivers);
    if rows.is_empty() || drivers.yes == 0 || drivers.no == 0 {
        return None;
    }
    let apart = |row: &Row| (row.with.p - row.without.p).abs();
    // A stable sort: equal ones stay in the order of the file.
    rows.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    let table = table(&rows);
    let (title, what) = match &question.result {
        QuestionResult::Cases { answers, .. } => {
            let shown = answers.get(answer).map_or(answer, |answer| answer.title.as_str());
            (
                format!("{}: what sets the trials apart that end in “{shown}”?", question.title),
                format!("“{shown}”"),
            )
        }
        _ => (
            format!("{}: what sets these trials apart?", question.title),
            "yes".to_owned(),
        ),
    };
    let trials = |n: u64| format!("{} trial{}", print_count(n), if n == 1 { "" } else { "s" });
    let (until, alike) = match record.calendar {
        Some(_) => (
            " by the end of the step at which the answer first stood",
            ", within the same time,",
        ),
        None => ("", ""),
    };
    let shown = format!(
        "How often each thing had held{until}, in the {} with the answer {what}; and how often{alike} in the {} without; sorted by the \
         difference",
        trials(drivers.yes),
        print_count(drivers.no)
    );
    let smaller = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let said = rows.iter().map(|row| {
        if row.too_few() {
            return format!("{}: too few trials", row.title);
        }
        format!(
            "{}: {} with, {} without",
            row.title,
            printed(&row.with),
            printed(&row.without)
        )
    });
    let description = said.collect::<Vec<_>>().join("; ");
    Some(Figure {
        kind: Kind::Drivers,
        id,
        head: said::head(record, title, &shown, description),
        reading: "The disc is the share of the trials with the answer in which the thing had held, the ring the share of those without it: \
                  the longer the line between, the more it tells the two apart. What holds only after the answer is not counted, so \
                  consequences do not pose as causes, and trials without the answer are looked at for as long as those with it; but what goes \
                  with an answer need not bring it about. The ratio is with to without."
            .to_owned(),
        table,
        plot: Box::new(Pairs {
            rows,
            smaller,
            with: "with".to_owned(),
            without: "without".to_owned(),
        }),
    })
}

/// Every branch that was counted and that does not say the answer in other words; of variables that are yes or no the yes alone.
fn rows(record: &RunRecord, question: &str, drivers: &Drivers) -> Vec<Row> {
    let mut list = Vec::new();
    for (id, branches) in drivers.held.iter() {
        let is_yes_no = record.variables.get(id).is_some_and(|variable| variable.yes_no);
        for (branch, split) in branches.iter() {
            if is_yes_no && branch != "yes" || is_in_other_words(record, question, id, split.yes, drivers) {
                continue;
            }
            let (variable, branch) = said::variable_titles(record, id, branch);
            let title = if is_yes_no {
                variable
            } else {
                format!("{variable}: {branch}")
            };
            list.push(Row {
                title,
                with: Proportion::new(split.yes, drivers.yes),
                without: Proportion::new(split.no, drivers.no),
            });
        }
    }
    list
}

pub(super) fn printed(share: &Proportion) -> String {
    print_probability(share).text
}

impl Row {
    /// Whether a share rests on too few trials to be shown.
    pub(super) fn too_few(&self) -> bool {
        self.with.has_too_few_trials() || self.without.has_too_few_trials()
    }

    /// With to without, such as `×4.1`; a dash where there is nothing to compare.
    pub(super) fn ratio(&self) -> String {
        if self.with.k == 0 || self.without.k == 0 {
            return "–".to_owned();
        }
        let ratio = self.with.p / self.without.p;
        let decimals = match ratio {
            r if r >= 9.95 => 0,
            r if r >= 0.095 => 1,
            _ => 2,
        };
        let scale = [1.0, 10.0, 100.0][decimals];
        let rounded = (ratio * scale + 0.5).floor() / scale;
        if rounded == 0.0 {
            return "<×0.01".to_owned();
        }
        format!("×{rounded:.decimals$}")
    }
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new([
        Column::text("what", "what had held"),
        Column::number("p_with", "with the answer"),
        Column::number("p_with_low", "95% interval"),
        Column::number("p_with_high", ""),
        Column::number("k_with", ""),
        Column::number("n_with", ""),
        Column::number("p_without", "without"),
        Column::number("p_without_low", "95% interval"),
        Column::number("p_without_high", ""),
        Column::number("k_without", ""),
        Column::number("n_without", ""),
        Column::number("ratio", "ratio"),
    ]);
    for row in rows {
        let mut cells = vec![Cell::text(row.title.clone())];
        for share in [&row.with, &row.without] {
            cells.extend([
                Cell::number(share.p, printed(share)),
                Cell::number(share.low, print_range(share.low, share.high).text),
                Cell::exact(share.high.to_string()),
                Cell::exact(share.k.to_string()),
                Cell::exact(share.n.to_string()),
            ]);
        }
        let exact = if row.without.k == 0 {
            String::new()
        } else {
            (row.with.p / row.without.p).to_string()
        };
        cells.push(Cell {
            shown: row.ratio(),
            exact,
        });
        table.row(cells);
    }
    table
}

impl Plot for Pairs {
    fn compose(&self, sheet: &mut Sheet) {
        draw::compose(sheet, &self.rows, self.smaller, (&self.with, &self.without));
    }
}
