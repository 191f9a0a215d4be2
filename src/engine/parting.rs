//! Where two runs of the same luck first part: which elements of two plans are the same, and what is counted of trials that answer
//! differently.

use std::collections::BTreeMap;

use crate::plan::rule::{Base, Column, Way};
use crate::plan::{
    Amount, Asked, Expr, ExprId, Initial, Leaf, Plan, QuantityId, Set, SinceSide, Task, TrackerId, VariableId, Weight,
};

use super::outcome::{PairTally, Pairs};

/// Where a trial first parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A choice or an event that both plans have, by its place in the first.
    Variable(VariableId),
    /// A quantity that both have.
    Quantity(QuantityId),
    /// A choice or an event that both have, where something that only one of them has is read, or the order is another.
    OneSidedVariable(VariableId),
    /// The same of a quantity.
    OneSidedQuantity(QuantityId),
    /// Nothing parts before the question is read.
    Question,
    /// The same, and the question reads something that only one of the plans has.
    OneSidedQuestion,
}

/// A way to answer a question differently: which, how, and from where on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flip {
    /// The place of the question in [`Pairs::questions`].
    pub question: usize,
    /// The answer in the first plan; of a number whether it exceeds threshold `threshold`.
    pub first: u8,
    /// The answer in the second.
    pub second: u8,
    /// Of a number, the place of the threshold in the first plan; 0 of others.
    pub threshold: u16,
    /// Where the trial first parts.
    pub place: Place,
    /// At which step; 0 before step 1. That of the reading, where nothing parts before.
    pub step: u32,
}

/// How many trials did, and the lowest of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flipped {
    /// How many.
    pub trials: u64,
    /// The lowest.
    pub lowest: u64,
}

/// What is counted of two plans beside their answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partings {
    /// Trials that answer differently, by how and from where on.
    pub flips: BTreeMap<Flip, Flipped>,
    /// For each question of [`Pairs::questions`] and each step that both plans have: trials by (answer in the first, answer in the
    /// second) where these differ. Empty for numbers.
    pub by_step: Vec<Vec<BTreeMap<(u8, u8), u64>>>,
}

impl Partings {
    /// Nothing counted yet.
    pub fn empty(pairs: &Pairs, first: &Plan, second: &Plan) -> Partings {
        let steps = first.steps.min(second.steps) as usize;
        let by_step = pairs.questions.iter().map(|(_, tally)| match tally {
            PairTally::Answers(_) => vec![BTreeMap::new(); steps],
            PairTally::Number(_) => Vec::new(),
        });
        Partings {
            flips: BTreeMap::new(),
            by_step: by_step.collect(),
        }
    }

    /// Counts a trial.
    pub fn add(&mut self, flip: Flip, trial: u64) {
        let one = self.flips.entry(flip).or_insert(Flipped {
            trials: 0,
            lowest: trial,
        });
        one.trials += 1;
        one.lowest = one.lowest.min(trial);
    }

    /// Adds what was counted of other trials of the same two plans.
    pub fn merge(&mut self, other: &Partings) {
        for (flip, more) in &other.flips {
            let one = self.flips.entry(*flip).or_insert(Flipped { trials: 0, ..*more });
            one.trials += more.trials;
            one.lowest = one.lowest.min(more.lowest);
        }
        for (mine, theirs) in self.by_step.iter_mut().zip(&other.by_step) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                for (answers, more) in theirs {
                    *mine.entry(*answers).or_default() += more;
                }
            }
        }
    }
}

/// An element that both plans have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A choice or an event: its place in the first plan and in the second; for each state code of the first the code in the second.
    Variable(VariableId, VariableId, Vec<Option<u8>>),
    /// A quantity.
    Quantity(QuantityId, QuantityId),
}

/// Which elements of two plans are the same, in the order in which they are evaluated.
#[derive(Clone, Debug)]
pub struct Matching {
    /// All that both have.
    pub shared: Vec<Shared>,
    /// For each of these whether it reads, in either plan, something that only this plan has.
    pub one_sided: Vec<bool>,
    /// Before step 1: places in `shared`, in the first plan's order and in the second's.
    pub before: [Vec<usize>; 2],
    /// Within each step.
    pub each: [Vec<usize>; 2],
    /// Those of [`Pairs::questions`], in their order.
    pub questions: Vec<AskedInBoth>,
}

/// A question that both plans ask.
#[derive(Clone, Debug)]
pub struct AskedInBoth {
    /// Its place in each plan.
    pub places: [usize; 2],
    /// Whether it reads, in either, something that only this plan has.
    pub one_sided: bool,
    /// For each answer of the first plan its place in the second.
    answers: Vec<Option<u8>>,
    /// Whether both plans have the same answers in the same order.
    pub is_same_order: bool,
}

impl AskedInBoth {
    /// Whether an answer of the first plan and one of the second are not the same.
    pub fn differ(&self, first: u8, second: u8) -> bool {
        self.answers.get(usize::from(first)).copied().flatten() != Some(second)
    }
}

impl Matching {
    /// Matches two plans: elements by id, and variables and quantities that were renamed by what addresses their luck.
    pub fn new(first: &Plan, second: &Plan, pairs: &Pairs) -> Matching {
        let variables = matched(
            &names(&first.variables, |one| (&one.id, &one.luck)),
            &names(&second.variables, |one| (&one.id, &one.luck)),
        );
        let quantities = matched(
            &names(&first.quantities, |one| (&one.id, &one.luck)),
            &names(&second.quantities, |one| (&one.id, &one.luck)),
        );
        let mut shared = Vec::new();
        let mut one_sided = Vec::new();
        let known = [
            Known::new(
                first,
                variables.iter().map(|one| one.0),
                quantities.iter().map(|one| one.0),
            ),
            Known::new(
                second,
                variables.iter().map(|one| one.1),
                quantities.iter().map(|one| one.1),
            ),
        ];
        for (a, b) in &variables {
            let (one, other) = (&first.variables[*a], &second.variables[*b]);
            let mut codes: Vec<Option<u8>> = one
                .branches
                .iter()
                .map(|id| other.branches.iter().position(|branch| branch == id).map(|at| at as u8))
                .collect();
            codes.push(Some(other.undrawn()));
            shared.push(Shared::Variable(VariableId(*a as u32), VariableId(*b as u32), codes));
            one_sided.push(known[0].variable_reads_own(*a) || known[1].variable_reads_own(*b));
        }
        for (a, b) in &quantities {
            shared.push(Shared::Quantity(QuantityId(*a as u32), QuantityId(*b as u32)));
            one_sided.push(known[0].quantity_reads_own(*a) || known[1].quantity_reads_own(*b));
        }
        let order = |side: usize, tasks: &mut dyn Iterator<Item = &Task>| -> Vec<usize> {
            let mut places: [BTreeMap<u32, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
            for (at, one) in shared.iter().enumerate() {
                match one {
                    Shared::Variable(a, b, _) => places[0].insert([a, b][side].0, at),
                    Shared::Quantity(a, b) => places[1].insert([a, b][side].0, at),
                };
            }
            // What stands in two lists of tasks counts where it stands first.
            tasks
                .filter_map(|task| match task {
                    Task::Variable(id) => places[0].remove(&id.0),
                    Task::Quantity(id) => places[1].remove(&id.0),
                })
                .collect()
        };
        let before = [
            order(0, &mut first.before.iter().chain(&first.initials)),
            order(1, &mut second.before.iter().chain(&second.initials)),
        ];
        let each = [order(0, &mut first.each.iter()), order(1, &mut second.each.iter())];
        let questions = pairs.questions.iter().filter_map(|(id, _)| {
            let found = |plan: &Plan| plan.questions.iter().position(|question| question.id == *id);
            let (a, b) = (found(first)?, found(second)?);
            let others = &second.questions[b].answers;
            let place = |id: &String| others.iter().position(|other| other == id).map(|at| at as u8);
            Some(AskedInBoth {
                places: [a, b],
                one_sided: known[0].question_reads_own(a) || known[1].question_reads_own(b),
                answers: first.questions[a].answers.iter().map(place).collect(),
                is_same_order: first.questions[a].answers == *others,
            })
        });
        Matching {
            questions: questions.collect(),
            before,
            each,
            shared,
            one_sided,
        }
    }

    /// The place of a trial that first parts at these of `shared`: the first in either plan's order.
    pub fn place(&self, first: usize, second: usize) -> Place {
        let is_one_sided = first != second || self.one_sided[first];
        match (&self.shared[first], is_one_sided) {
            (Shared::Variable(id, ..), false) => Place::Variable(*id),
            (Shared::Variable(id, ..), true) => Place::OneSidedVariable(*id),
            (Shared::Quantity(id, _), false) => Place::Quantity(*id),
            (Shared::Quantity(id, _), true) => Place::OneSidedQuantity(*id),
        }
    }
}

fn names<'p, T>(list: &'p [T], of: impl Fn(&'p T) -> (&'p String, &'p String)) -> Vec<(&'p str, &'p str)> {
    list.iter()
        .map(|one| {
            let (id, luck) = of(one);
            (id.as_str(), luck.as_str())
        })
        .collect()
}

/// Pairs of places, in the order of the first: by id, else by luck where the other's id has no match.
fn matched(first: &[(&str, &str)], second: &[(&str, &str)]) -> Vec<(usize, usize)> {
    let by_id = |id: &str| second.iter().position(|(other, _)| *other == id);
    let is_taken = |at: usize| first.iter().any(|(id, _)| *id == second[at].0);
    let by_luck = |luck: &str| (0..second.len()).find(|at| second[*at].1 == luck && !is_taken(*at));
    let mut taken = vec![false; second.len()];
    let mut list = Vec::new();
    for (at, (id, luck)) in first.iter().enumerate() {
        if let Some(other) = by_id(id).or_else(|| by_luck(luck))
            && !std::mem::replace(&mut taken[other], true)
        {
            list.push((at, other));
        }
    }
    list
}

/// What a plan shares with another.
struct Known<'p> {
    plan: &'p Plan,
    variables: Vec<bool>,
    quantities: Vec<bool>,
}

impl<'p> Known<'p> {
    fn new(
        plan: &'p Plan,
        variables: impl Iterator<Item = usize>,
        quantities: impl Iterator<Item = usize>,
    ) -> Known<'p> {
        let mut known = Known {
            plan,
            variables: vec![false; plan.variables.len()],
            quantities: vec![false; plan.quantities.len()],
        };
        variables.for_each(|at| known.variables[at] = true);
        quantities.for_each(|at| known.quantities[at] = true);
        known
    }
}

impl Known<'_> {
    /// Whether one of these expressions reads something that only this plan has.
    fn reads_own(&self, roots: Vec<ExprId>) -> bool {
        let arena = &self.plan.arena;
        let (mut open, mut seen) = (roots, vec![false; arena.len()]);
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut seen[id.0 as usize], true) {
                continue;
            }
            let expr = arena.get(id);
            let own = |leaf: &Leaf| !self.variables[leaf.variable.at()];
            let tracked = |tracker: &TrackerId| self.plan.trackers[tracker.at()].condition;
            let found = match expr {
                Expr::Quantity { quantity, .. } => !self.quantities[quantity.at()],
                Expr::State { leaf, .. } | Expr::Drawn(leaf) => own(leaf),
                Expr::SameBranch { left, right, .. } | Expr::Levels { left, right, .. } => own(left) || own(right),
                Expr::CountStored { tracker, .. } | Expr::EverStored { tracker, .. } => {
                    open.push(tracked(tracker));
                    false
                }
                Expr::SinceCompare { left, right, .. } => {
                    for side in [left, right] {
                        if let SinceSide::Since { tracker, .. } = side {
                            open.push(tracked(tracker));
                        }
                    }
                    false
                }
                _ => false,
            };
            if found {
                return true;
            }
            open.extend(expr.operands());
        }
        false
    }

    fn variable_reads_own(&self, at: usize) -> bool {
        let variable = &self.plan.variables[at];
        let mut roots: Vec<ExprId> = variable.when.into_iter().collect();
        if let Initial::Random(set) = &variable.initial {
            roots.extend(weights(set));
        }
        let rule = &variable.rule;
        match &rule.base {
            Base::Way(way) => roots.extend(numbers(way)),
            Base::Table { columns, rows } => {
                for column in columns {
                    match column {
                        Column::State(leaf) if !self.variables[leaf.variable.at()] => return true,
                        Column::State(_) => {}
                        Column::Truth(id) => roots.push(*id),
                    }
                }
                roots.extend(rows.iter().flat_map(|row| weights(&row.set)));
            }
        }
        for case in &rule.cases {
            roots.push(case.condition);
            roots.extend(numbers(&case.way));
        }
        for factor in &rule.factors {
            roots.extend(factor.condition);
            roots.extend(factor.by.iter().map(|(_, id)| *id));
        }
        self.reads_own(roots)
    }

    fn quantity_reads_own(&self, at: usize) -> bool {
        self.reads_own(match &self.plan.quantities[at].amount {
            Amount::Fixed(id) | Amount::EachStep(id) => vec![*id],
            Amount::Chain { start, next } => vec![*start, *next],
            Amount::Drawn { parameters, .. } => parameters.clone(),
        })
    }

    fn question_reads_own(&self, at: usize) -> bool {
        self.reads_own(match &self.plan.questions[at].asked {
            Asked::Yes(id) => vec![*id],
            Asked::Cases(list) => list.clone(),
            Asked::Number { number, .. } => vec![*number],
        })
    }
}

fn weights(set: &Set) -> Vec<ExprId> {
    let amounts = set.weights.iter().filter_map(|weight| match weight {
        Weight::Amount(id) => Some(*id),
        Weight::Rest => None,
    });
    amounts.collect()
}

fn numbers(way: &Way) -> Vec<ExprId> {
    match way {
        Way::Set(set) => weights(set),
        Way::Moves { up, down } => vec![*up, *down],
    }
}
