//! What is counted together, beside what every run counts; and which variables can influence a question.

use super::{
    Amount, Asked, Base, Column, Expr, ExprId, Initial, Plan, QuantityId, Set, SinceSide, TrackerId, VariableId, Way,
    Weight,
};

/// What an engine counts together. Nothing, unless somebody asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joint {
    /// Whether answers are counted along the trials.
    pub convergence: bool,
    /// Questions whose answers are counted with the branches that held until then.
    pub drivers: Vec<Contrast>,
    /// Questions whose answers are counted with the states of a few variables when they are read.
    pub flows: Vec<Among>,
}

/// Trials with an answer against those without it, and for how long each is looked at.
///
/// A trial with the answer is looked at up to the answer. One without would be looked at for longer, and whatever comes sooner or later would
/// seem to keep the answer away; so it is looked at for as long as trials with the answer are: the trial numbered n up to the step at place
/// n modulo [`EXPOSURES`] of a list that is spread as the steps are at which the answer came. The number of a trial tells nothing of its luck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contrast {
    /// Which question and variables.
    pub of: Among,
    /// For each answer that is looked at, [`EXPOSURES`] steps; or none: up to the one at which the question is read.
    pub exposure: Vec<Vec<u32>>,
}

/// How many steps there are in a list of exposures.
pub const EXPOSURES: usize = 256;

/// The steps up to which trials without an answer are looked at, made like those at which it came; none where it did not come.
pub fn exposure(mut came: Vec<u32>) -> Vec<u32> {
    came.sort_unstable();
    let quantile = |place: usize| came.get((2 * place + 1) * came.len() / (2 * EXPOSURES)).copied();
    (0..EXPOSURES).filter_map(quantile).collect()
}

/// A question that is answered by yes or by cases, and variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Among {
    /// Its place in [`Plan::questions`].
    pub question: usize,
    /// In an order that matters to who asks.
    pub variables: Vec<VariableId>,
}

impl Among {
    /// How many combinations of states and answers there are: undrawn is a state.
    pub fn combinations(&self, plan: &Plan) -> usize {
        let states = self
            .variables
            .iter()
            .map(|id| plan.variables[id.at()].branches.len() + 1);
        states.fold(answers(&plan.questions[self.question].asked), usize::saturating_mul)
    }
}

/// How many answers a question has: no and yes, or its cases and what is left; none where it asks for a number.
pub fn answers(asked: &Asked) -> usize {
    match asked {
        Asked::Yes(_) => 2,
        Asked::Cases(cases) => cases.len() + 1,
        Asked::Number { .. } => 0,
    }
}

/// The variables that a question reads itself, or through named conditions and what is remembered of them, in the order of the file.
pub fn read_by_question(plan: &Plan, question: usize) -> Vec<VariableId> {
    let mut walk = Walk::new(plan);
    walk.read(roots(&plan.questions[question].asked));
    walk.variables.sort_unstable();
    walk.variables
}

/// The variables that can influence a question, the nearest first and else in the order of the file; then those that can only influence
/// whether `given` keeps a trial.
pub fn influences(plan: &Plan, question: usize) -> Vec<VariableId> {
    let mut walk = Walk::new(plan);
    walk.read(roots(&plan.questions[question].asked));
    let mut found = Vec::new();
    walk.follow(&mut found);
    walk.read(plan.given.iter().map(|given| given.condition).collect());
    walk.follow(&mut found);
    found
}

fn roots(asked: &Asked) -> Vec<ExprId> {
    match asked {
        Asked::Yes(truth) => vec![*truth],
        Asked::Cases(truths) => truths.clone(),
        Asked::Number { number, .. } => vec![*number],
    }
}

/// A walk from what is read to what that reads.
struct Walk<'p> {
    plan: &'p Plan,
    seen: Vec<bool>,
    met: (Vec<bool>, Vec<bool>, Vec<bool>),
    /// Met and not yet followed.
    variables: Vec<VariableId>,
    quantities: Vec<QuantityId>,
}

impl<'p> Walk<'p> {
    fn new(plan: &'p Plan) -> Self {
        let none = |count: usize| vec![false; count];
        Walk {
            plan,
            seen: none(plan.arena.len()),
            met: (
                none(plan.variables.len()),
                none(plan.quantities.len()),
                none(plan.trackers.len()),
            ),
            variables: Vec::new(),
            quantities: Vec::new(),
        }
    }

    fn read(&mut self, mut open: Vec<ExprId>) {
        let plan = self.plan;
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut self.seen[id.0 as usize], true) {
                continue;
            }
            let expr = plan.arena.get(id);
            match expr {
                Expr::State { leaf, .. } | Expr::Drawn(leaf) => self.variable(leaf.variable),
                Expr::SameBranch { left, right, .. } | Expr::Levels { left, right, .. } => {
                    self.variable(left.variable);
                    self.variable(right.variable);
                }
                Expr::Quantity { quantity, .. } if !std::mem::replace(&mut self.met.1[quantity.at()], true) => {
                    self.quantities.push(*quantity);
                }
                Expr::EverStored { tracker, .. } | Expr::CountStored { tracker, .. } => {
                    self.tracker(*tracker, &mut open);
                }
                Expr::SinceCompare { left, right, .. } => {
                    for side in [left, right] {
                        if let SinceSide::Since { tracker, .. } = side {
                            self.tracker(*tracker, &mut open);
                        }
                    }
                }
                _ => {}
            }
            open.extend(expr.operands());
        }
    }

    fn variable(&mut self, id: VariableId) {
        if !std::mem::replace(&mut self.met.0[id.at()], true) {
            self.variables.push(id);
        }
    }

    fn tracker(&mut self, id: TrackerId, open: &mut Vec<ExprId>) {
        if !std::mem::replace(&mut self.met.2[id.at()], true) {
            open.push(self.plan.trackers[id.at()].condition);
        }
    }

    /// Level by level, until nothing new is met.
    fn follow(&mut self, found: &mut Vec<VariableId>) {
        let plan = self.plan;
        while !self.variables.is_empty() || !self.quantities.is_empty() {
            let mut variables = std::mem::take(&mut self.variables);
            variables.sort_unstable();
            for id in &variables {
                self.read_variable(*id);
            }
            found.extend(variables);
            for id in std::mem::take(&mut self.quantities) {
                let read = match &plan.quantities[id.at()].amount {
                    Amount::Fixed(formula) | Amount::EachStep(formula) => vec![*formula],
                    Amount::Chain { start, next } => vec![*start, *next],
                    Amount::Drawn { parameters, .. } => parameters.clone(),
                };
                self.read(read);
            }
        }
    }

    fn read_variable(&mut self, id: VariableId) {
        let variable = &self.plan.variables[id.at()];
        let rule = &variable.rule;
        let mut open: Vec<ExprId> = variable.when.into_iter().collect();
        if let Initial::Random(set) = &variable.initial {
            amounts(set, &mut open);
        }
        match &rule.base {
            Base::Way(way) => way_amounts(way, &mut open),
            Base::Table { columns, rows } => {
                for column in columns {
                    match column {
                        Column::State(leaf) => self.variable(leaf.variable),
                        Column::Truth(truth) => open.push(*truth),
                    }
                }
                rows.iter().for_each(|row| amounts(&row.set, &mut open));
            }
        }
        for case in &rule.cases {
            open.push(case.condition);
            way_amounts(&case.way, &mut open);
        }
        for factor in &rule.factors {
            open.extend(factor.condition);
            open.extend(factor.by.iter().map(|(_, by)| *by));
        }
        self.read(open);
    }
}

fn way_amounts(way: &Way, open: &mut Vec<ExprId>) {
    match way {
        Way::Set(set) => amounts(set, open),
        Way::Moves { up, down } => open.extend([*up, *down]),
    }
}

fn amounts(set: &Set, open: &mut Vec<ExprId>) {
    open.extend(set.weights.iter().filter_map(|weight| match weight {
        Weight::Amount(amount) => Some(*amount),
        Weight::Rest => None,
    }));
}
