//! Truths over the few states of what they read: three-valued (Kleene 1952), so that everything else is unknown and nothing is claimed of it.

use std::collections::BTreeMap;

use crate::expr::BinaryOp;

use super::super::element::{ConditionId, Model, VariableId};
use super::super::formula::{Kind, Term, Type};
use super::states::{Leaf, UNDRAWN, Where, domain};

/// Conditions in conditions are followed so deep; what stands deeper is unknown.
const DEEPEST: u32 = 8;

/// Larger formulas, conditions entered, are unknown from there on.
const MOST_NODES: usize = 4_000;

/// In longer runs nothing is known of what hangs on the step.
const MOST_STEPS: u32 = 1_000;

/// What is known of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Unknown,
    Truth(bool),
    Number(f64),
    State(u16),
}

/// Formulas in one space: compiled so that conditions are entered once, and evaluated state by state.
pub(super) struct Space<'m> {
    model: &'m Model,
    at: Where,
    nodes: Vec<Op<'m>>,
    leaves: Vec<Leaf>,
    known: BTreeMap<(ConditionId, u32), usize>,
}

/// A node; operands stand before.
enum Op<'m> {
    Fixed(Value),
    Leaf(usize),
    /// A number that hangs on the step, by the steps' own table.
    OfStep(Vec<Value>),
    Not(usize),
    And(usize, usize),
    Or(usize, usize),
    SameTruth(usize, usize),
    Is(usize, &'m [u16]),
    SameBranch(usize, VariableId, usize, VariableId),
    Levels(BinaryOp, usize, usize),
    Compare(BinaryOp, usize, usize),
    OneOf(usize, Vec<usize>),
    If(usize, usize, usize),
    Negate(usize),
    Arithmetic(BinaryOp, usize, usize),
}

/// How much may be evaluated over all checks of a model; a check that runs out of it says nothing.
pub(super) struct Work(pub u64);

impl Work {
    /// Takes some of it; what is not enough is used up, so that nothing more is begun.
    pub fn take(&mut self, amount: usize) -> Option<()> {
        let left = u64::try_from(amount).ok().and_then(|amount| self.0.checked_sub(amount));
        self.0 = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// Whether there is none left.
    pub fn is_done(&self) -> bool {
        self.0 == 0
    }
}

impl<'m> Space<'m> {
    /// A space without formulas.
    pub fn new(model: &'m Model, at: Where) -> Space<'m> {
        Space {
            model,
            at,
            nodes: Vec::new(),
            leaves: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// Adds a formula, and says at which place of the values it stands.
    pub fn add(&mut self, term: &'m Term) -> usize {
        self.compile(term, 0, 0)
    }

    /// What a node that is a variable ranges over.
    pub fn states(&self, term: &Term) -> Vec<u16> {
        let mut lag = 0u32;
        let mut term = term;
        while let Kind::Prev(inner, back) = &term.kind {
            lag = lag.saturating_add(*back);
            term = inner;
        }
        match (&term.kind, term.ty) {
            (Kind::Variable(id), _) => domain(self.model, Leaf::State(*id, lag), self.at),
            (_, Type::Branch(id)) => {
                let mut list = domain(self.model, Leaf::State(id, 0), Where::End);
                list.push(UNDRAWN);
                list
            }
            _ => Vec::new(),
        }
    }

    /// Visits every combination of states, at most `most` of them, until `visit` says to stop. Where there are more, what has the most
    /// states is left unknown; `None` if all of them are wanted and there are more, or if the work is used up.
    pub fn visit(&self, most: usize, all: All, work: &mut Work, mut visit: impl FnMut(&[Value]) -> Go) -> Option<()> {
        let mut domains: Vec<Vec<u16>> = self
            .leaves
            .iter()
            .map(|leaf| domain(self.model, *leaf, self.at))
            .collect();
        loop {
            let size = domains.iter().fold(1usize, |n, d| n.saturating_mul(d.len().max(1)));
            if size <= most {
                break;
            }
            if all == All::Wanted {
                return None;
            }
            let largest = domains.iter_mut().max_by_key(|domain| domain.len())?;
            largest.clear();
        }
        let mut places = vec![0usize; domains.len()];
        let mut values = vec![Value::Unknown; self.nodes.len()];
        loop {
            work.take(self.nodes.len() + 1)?;
            let states: Vec<Option<u16>> = domains
                .iter()
                .zip(&places)
                .map(|(domain, place)| domain.get(*place).copied())
                .collect();
            self.evaluate(&states, &mut values);
            if visit(&values) == Go::Stop {
                return Some(());
            }
            // The next combination, as an odometer counts.
            let mut at = 0;
            loop {
                let (Some(place), Some(domain)) = (places.get_mut(at), domains.get(at)) else {
                    return Some(());
                };
                *place += 1;
                if *place < domain.len() {
                    break;
                }
                *place = 0;
                at += 1;
            }
        }
    }

    /// How much work one evaluation is.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// What is known where this leaf has this state, and all others may have any.
    pub fn given(&self, leaf: Leaf, state: u16) -> Vec<Value> {
        let states: Vec<Option<u16>> = self
            .leaves
            .iter()
            .map(|known| (*known == leaf).then_some(state))
            .collect();
        let mut values = vec![Value::Unknown; self.nodes.len()];
        self.evaluate(&states, &mut values);
        values
    }

    fn push(&mut self, op: Op<'m>) -> usize {
        self.nodes.push(op);
        self.nodes.len() - 1
    }

    fn leaf(&mut self, leaf: Leaf) -> usize {
        let at = match self.leaves.iter().position(|known| *known == leaf) {
            Some(at) => at,
            None => {
                self.leaves.push(leaf);
                self.leaves.len() - 1
            }
        };
        self.push(Op::Leaf(at))
    }

    fn compile(&mut self, term: &'m Term, lag: u32, depth: u32) -> usize {
        if self.nodes.len() >= MOST_NODES {
            return self.push(Op::Fixed(Value::Unknown));
        }
        let op = match &term.kind {
            Kind::Truth(value) => Op::Fixed(Value::Truth(*value)),
            Kind::Number(value) => Op::Fixed(Value::Number(*value)),
            Kind::Branch(_, place) => Op::Fixed(Value::State(*place)),
            Kind::Variable(id) => return self.leaf(Leaf::State(*id, lag)),
            Kind::Condition(id) => return self.condition(*id, lag, depth),
            Kind::Prev(inner, back) => {
                return self.compile(inner, lag.saturating_add(*back), depth);
            }
            Kind::Step | Kind::Month | Kind::After(_) | Kind::At(_) => {
                return self.of_step(&term.kind, lag);
            }
            Kind::Not(a) => Op::Not(self.compile(a, lag, depth)),
            Kind::Negate(a) => Op::Negate(self.compile(a, lag, depth)),
            Kind::Is(a, places) => Op::Is(self.compile(a, lag, depth), places),
            Kind::And(a, b) => Op::And(self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::Or(a, b) => Op::Or(self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::SameTruth(a, b) => Op::SameTruth(self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::SameBranch(a, b) => match (a.ty, b.ty) {
                (Type::Branch(left), Type::Branch(right)) => {
                    let (a, b) = (self.compile(a, lag, depth), self.compile(b, lag, depth));
                    Op::SameBranch(a, left, b, right)
                }
                _ => Op::Fixed(Value::Unknown),
            },
            Kind::Levels(op, a, b) => Op::Levels(*op, self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::Compare(op, a, b) => Op::Compare(*op, self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::Arithmetic(op, a, b) => Op::Arithmetic(*op, self.compile(a, lag, depth), self.compile(b, lag, depth)),
            Kind::OneOf(a, list) => {
                let list = list.iter().map(|one| self.compile(one, lag, depth)).collect();
                Op::OneOf(self.compile(a, lag, depth), list)
            }
            Kind::If(c, a, b) => {
                let (c, a) = (self.compile(c, lag, depth), self.compile(a, lag, depth));
                Op::If(c, a, self.compile(b, lag, depth))
            }
            Kind::Drawn(_)
            | Kind::Ever(_)
            | Kind::Count(_)
            | Kind::StepsSince(_)
            | Kind::Assumption(_)
            | Kind::Quantity(_)
            | Kind::Extreme { .. }
            | Kind::Apply(..)
            | Kind::Clamp(..) => Op::Fixed(Value::Unknown),
        };
        self.push(op)
    }

    /// A condition that is written as plain `true` or `false` is a switch: another run may turn it, so that it counts as unknown.
    fn condition(&mut self, id: ConditionId, lag: u32, depth: u32) -> usize {
        if let Some(at) = self.known.get(&(id, lag)) {
            return *at;
        }
        let condition = self.model.conditions.get(id.at()).filter(|_| depth < DEEPEST);
        let at = match condition.map(|condition| &condition.truth.term) {
            Some(term) if !matches!(term.kind, Kind::Truth(_)) => self.compile(term, lag, depth + 1),
            _ => self.push(Op::Fixed(Value::Unknown)),
        };
        self.known.insert((id, lag), at);
        at
    }

    /// What hangs on the number of the step alone. A day outside of the run has its own warning, and counts as unknown.
    fn of_step(&mut self, kind: &Kind, lag: u32) -> usize {
        let calendar = self.model.calendar.filter(|calendar| calendar.steps() <= MOST_STEPS);
        let Some(calendar) = calendar else {
            return self.push(Op::Fixed(Value::Unknown));
        };
        let value = |step: u32| {
            let then = step.saturating_sub(lag);
            match kind {
                Kind::Step => Value::Number(f64::from(then)),
                Kind::Month => Value::Number(f64::from(calendar.month(then))),
                Kind::After(day) if calendar.step_containing(*day).is_some() => {
                    Value::Truth(then >= calendar.first_step_on_or_after(*day))
                }
                Kind::At(day) => match calendar.step_containing(*day) {
                    Some(step) => Value::Truth(then == step),
                    None => Value::Unknown,
                },
                _ => Value::Unknown,
            }
        };
        let table: Vec<Value> = (0..=calendar.steps()).map(value).collect();
        // The step's own node stands right before its table.
        self.leaf(Leaf::Step);
        self.push(Op::OfStep(table))
    }

    fn evaluate(&self, states: &[Option<u16>], values: &mut [Value]) {
        for (at, op) in self.nodes.iter().enumerate() {
            let (done, open) = values.split_at_mut(at);
            if let Some(slot) = open.first_mut() {
                *slot = self.value(op, done, states);
            }
        }
    }

    fn value(&self, op: &Op, done: &[Value], states: &[Option<u16>]) -> Value {
        use Value::{Number, State, Truth, Unknown};
        match op {
            Op::Fixed(value) => *value,
            Op::Leaf(at) => states.get(*at).copied().flatten().map_or(Unknown, State),
            Op::OfStep(table) => match done.last() {
                Some(State(step)) => table.get(usize::from(*step)).copied().unwrap_or(Unknown),
                _ => Unknown,
            },
            Op::Not(a) => match done[*a] {
                Truth(a) => Truth(!a),
                _ => Unknown,
            },
            Op::And(a, b) => match (done[*a], done[*b]) {
                (Truth(false), _) | (_, Truth(false)) => Truth(false),
                (Truth(true), Truth(true)) => Truth(true),
                _ => Unknown,
            },
            Op::Or(a, b) => match (done[*a], done[*b]) {
                (Truth(true), _) | (_, Truth(true)) => Truth(true),
                (Truth(false), Truth(false)) => Truth(false),
                _ => Unknown,
            },
            Op::SameTruth(a, b) => match (done[*a], done[*b]) {
                (Truth(a), Truth(b)) => Truth(a == b),
                _ => Unknown,
            },
            Op::Is(a, places) => match done[*a] {
                State(state) => Truth(places.contains(&state)),
                _ => Unknown,
            },
            Op::SameBranch(a, left, b, right) => match (done[*a], done[*b]) {
                (State(a), State(b)) => Truth(self.branch(*left, a) == self.branch(*right, b)),
                _ => Unknown,
            },
            Op::Levels(op, a, b) => match (done[*a], done[*b]) {
                (State(UNDRAWN), _) | (_, State(UNDRAWN)) => Truth(false),
                (State(a), State(b)) => Truth(compare(*op, f64::from(a), f64::from(b))),
                _ => Unknown,
            },
            Op::Compare(op, a, b) => match (done[*a], done[*b]) {
                (Number(a), Number(b)) => Truth(compare(*op, a, b)),
                _ => Unknown,
            },
            Op::OneOf(a, list) => match done[*a] {
                Number(a) if list.iter().any(|one| done[*one] == Number(a)) => Truth(true),
                Number(_) if list.iter().all(|one| matches!(done[*one], Number(_))) => Truth(false),
                _ => Unknown,
            },
            Op::If(c, a, b) => match done[*c] {
                Truth(true) => done[*a],
                Truth(false) => done[*b],
                _ if done[*a] == done[*b] => done[*a],
                _ => Unknown,
            },
            Op::Negate(a) => match done[*a] {
                Number(a) => Number(-a),
                _ => Unknown,
            },
            Op::Arithmetic(op, a, b) => match (op, done[*a], done[*b]) {
                (BinaryOp::Add, Number(a), Number(b)) => Number(a + b),
                (BinaryOp::Subtract, Number(a), Number(b)) => Number(a - b),
                (BinaryOp::Multiply, Number(a), Number(b)) => Number(a * b),
                (BinaryOp::Divide, Number(a), Number(b)) if b != 0.0 => Number(a / b),
                _ => Unknown,
            },
        }
    }

    fn branch(&self, variable: VariableId, state: u16) -> Option<&str> {
        let variable = self.model.variables.get(variable.at())?;
        variable
            .branches
            .get(usize::from(state))
            .map(|branch| branch.id.as_str())
    }
}

/// Whether a check wants all combinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum All {
    /// What is too much may be left unknown.
    Needless,
    /// Or nothing can be said.
    Wanted,
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Go {
    On,
    Stop,
}

fn compare(op: BinaryOp, a: f64, b: f64) -> bool {
    match op {
        BinaryOp::Equal => a == b,
        BinaryOp::NotEqual => a != b,
        BinaryOp::Less => a < b,
        BinaryOp::LessEqual => a <= b,
        BinaryOp::Greater => a > b,
        _ => a >= b,
    }
}
