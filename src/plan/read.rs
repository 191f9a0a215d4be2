//! What each element of a plan reads, at any time.

use super::element::{Amount, Asked, Initial, Plan, Quantity, Variable};
use super::expr::{Expr, ExprId, SinceSide};
use super::rule::{Base, Column, Rule, Set, Way, Weight};

/// The elements that something reads, by their places.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// In [`Plan::variables`].
    pub variables: Vec<usize>,
    /// In [`Plan::quantities`].
    pub quantities: Vec<usize>,
    /// In [`Plan::trackers`].
    pub trackers: Vec<usize>,
}

/// What each element of a plan reads.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// As in the plan, like all lists here.
    pub variables: Vec<Read>,
    /// Quantities.
    pub quantities: Vec<Read>,
    /// Trackers.
    pub trackers: Vec<Read>,
    /// Questions.
    pub questions: Vec<Read>,
    /// All conditions that keep a trial.
    pub given: Read,
}

/// Marks of variables, quantities and trackers.
pub type Marks<'a> = (&'a [bool], &'a [bool], &'a [bool]);

impl Reads {
    /// Looks through a plan.
    pub fn of(plan: &Plan) -> Reads {
        let questions = plan.questions.iter().map(|question| match &question.asked {
            Asked::Yes(truth) => reads(plan, vec![*truth]),
            Asked::Cases(truths) => reads(plan, truths.clone()),
            Asked::Number { number, .. } => reads(plan, vec![*number]),
        });
        Reads {
            variables: plan.variables.iter().map(|one| of_variable(plan, one)).collect(),
            quantities: plan.quantities.iter().map(|one| of_quantity(plan, one)).collect(),
            trackers: plan
                .trackers
                .iter()
                .map(|one| reads(plan, vec![one.condition]))
                .collect(),
            questions: questions.collect(),
            given: reads(plan, plan.given.iter().map(|given| given.condition).collect()),
        }
    }
}

/// Marks besides those marked now each whose reading meets a mark.
pub fn grow(list: &[Read], now: &[bool], marks: Marks) -> Vec<bool> {
    now.iter()
        .zip(list)
        .map(|(now, read)| *now || read.meets(marks))
        .collect()
}

impl Read {
    /// Whether something that is read is marked.
    pub fn meets(&self, (variables, quantities, trackers): Marks) -> bool {
        self.variables.iter().any(|at| variables[*at])
            || self.quantities.iter().any(|at| quantities[*at])
            || self.trackers.iter().any(|at| trackers[*at])
    }
}

fn of_variable(plan: &Plan, variable: &Variable) -> Read {
    let mut roots: Vec<ExprId> = variable.when.into_iter().collect();
    if let Initial::Random(set) = &variable.initial {
        of_set(set, &mut roots);
    }
    let columns = of_rule(&variable.rule, &mut roots);
    let mut found = reads(plan, roots);
    found.variables.extend(columns);
    found
}

fn of_quantity(plan: &Plan, quantity: &Quantity) -> Read {
    let roots = match &quantity.amount {
        Amount::Fixed(formula) | Amount::EachStep(formula) => vec![*formula],
        Amount::Chain { start, next } => vec![*start, *next],
        Amount::Drawn { parameters, .. } => parameters.clone(),
    };
    reads(plan, roots)
}

/// Adds the expressions of a rule; the variables that its columns read.
fn of_rule(rule: &Rule, roots: &mut Vec<ExprId>) -> Vec<usize> {
    let mut states = Vec::new();
    match &rule.base {
        Base::Way(way) => of_way(way, roots),
        Base::Table { columns, rows } => {
            for column in columns {
                match column {
                    Column::State(leaf) => states.push(leaf.variable.at()),
                    Column::Truth(id) => roots.push(*id),
                }
            }
            rows.iter().for_each(|row| of_set(&row.set, roots));
        }
    }
    for case in &rule.cases {
        roots.push(case.condition);
        of_way(&case.way, roots);
    }
    for factor in &rule.factors {
        roots.extend(factor.condition);
        roots.extend(factor.by.iter().map(|(_, id)| *id));
    }
    states
}

fn of_way(way: &Way, roots: &mut Vec<ExprId>) {
    match way {
        Way::Set(set) => of_set(set, roots),
        Way::Moves { up, down } => roots.extend([*up, *down]),
    }
}

fn of_set(set: &Set, roots: &mut Vec<ExprId>) {
    for weight in &set.weights {
        if let Weight::Amount(id) = weight {
            roots.push(*id);
        }
    }
}

fn reads(plan: &Plan, roots: Vec<ExprId>) -> Read {
    let mut found = Read::default();
    let mut seen = vec![false; plan.arena.len()];
    let mut open = roots;
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        let expr = plan.arena.get(id);
        match expr {
            Expr::Quantity { quantity, .. } => found.quantities.push(quantity.at()),
            Expr::CountStored { tracker, .. } | Expr::EverStored { tracker, .. } => found.trackers.push(tracker.at()),
            Expr::State { leaf, .. } | Expr::Drawn(leaf) => found.variables.push(leaf.variable.at()),
            Expr::SameBranch { left, right, .. } | Expr::Levels { left, right, .. } => {
                found.variables.extend([left.variable.at(), right.variable.at()]);
            }
            Expr::SinceCompare { left, right, .. } => {
                for side in [left, right] {
                    if let SinceSide::Since { tracker, .. } = side {
                        found.trackers.push(tracker.at());
                    }
                }
            }
            _ => {}
        }
        open.extend(expr.operands());
    }
    found
}
