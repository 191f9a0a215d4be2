//! Typed formulas to expressions: `prev` becomes a lag on every leaf, conditions are expanded once, history becomes trackers.

use std::collections::BTreeMap;

use crate::expr::{BinaryOp, Function};
use crate::model::{self, AssumptionId, ConditionId, Kind, Model, Term};

use super::element::{Parameter, ParameterId, Plan, Tracker, TrackerId, VariableId};
use super::expr::{Arena, Compare, Expr, ExprId, Leaf, SinceSide, StateSet};

/// Lowers formulas of one model into one plan's arena.
pub struct Lowering<'m> {
    /// The model.
    pub model: &'m Model,
    /// The plan so far.
    pub plan: Plan,
    conditions: BTreeMap<(ConditionId, u32), ExprId>,
    assumptions: Vec<ParameterId>,
    trackers: BTreeMap<ExprId, TrackerId>,
}

/// A side of type branch, once `prev` and `if` are resolved.
enum Side {
    Leaf(Leaf),
    Branch(VariableId, u16),
    Either(ExprId, Box<Side>, Box<Side>),
}

impl<'m> Lowering<'m> {
    /// Begins with an empty plan whose parameters are the assumptions' values (one a model's assumption).
    pub fn new(model: &'m Model, values: impl Fn(AssumptionId) -> f64) -> Self {
        let mut plan = Plan::default();
        let mut assumptions = Vec::new();
        for (i, assumption) in model.assumptions.iter().enumerate() {
            let value = values(AssumptionId(i as u32));
            assumptions.push(ParameterId(plan.parameters.len() as u32));
            plan.parameters.push(Parameter {
                path: format!("assumptions.{}", assumption.name.id),
                value,
            });
        }
        Lowering {
            model,
            plan,
            conditions: BTreeMap::new(),
            assumptions,
            trackers: BTreeMap::new(),
        }
    }

    /// The state code of a branch by its place in the declaration.
    pub fn code(&self, variable: model::VariableId, place: u16) -> u8 {
        let order = &self.model.variables[variable.at()].draw_order;
        order.iter().position(|p| *p == place).unwrap_or(0) as u8
    }

    /// A number that stands as written.
    pub fn constant(&mut self, value: f64) -> ExprId {
        self.add(Expr::Number(value))
    }

    /// A number that doubt may move.
    pub fn parameter(&mut self, path: String, value: f64) -> ExprId {
        let id = ParameterId(self.plan.parameters.len() as u32);
        self.plan.parameters.push(Parameter { path, value });
        self.add(Expr::Parameter(id))
    }

    /// The expression of a truth or a number, as it stood `lag` steps ago.
    pub fn term(&mut self, term: &Term, lag: u32) -> ExprId {
        let expr = match &term.kind {
            Kind::Truth(value) => Expr::Truth(*value),
            Kind::Not(a) => Expr::Not(self.term(a, lag)),
            Kind::And(a, b) => Expr::And(self.term(a, lag), self.term(b, lag)),
            Kind::Or(a, b) => Expr::Or(self.term(a, lag), self.term(b, lag)),
            Kind::SameTruth(a, b) => Expr::Same(self.term(a, lag), self.term(b, lag)),
            Kind::Is(side, places) => {
                let side = self.side(side, lag);
                return self.is_one_of(&side, places);
            }
            Kind::SameBranch(a, b) => {
                let (a, b) = (self.side(a, lag), self.side(b, lag));
                return self.same_branch(&a, &b);
            }
            Kind::Levels(op, a, b) => {
                let (a, b) = (self.side(a, lag), self.side(b, lag));
                return self.levels(compare(*op), &a, &b);
            }
            Kind::Compare(op, a, b) => {
                if matches!(a.kind, Kind::StepsSince(_)) || matches!(b.kind, Kind::StepsSince(_)) {
                    let left = self.since_side(a, lag);
                    let right = self.since_side(b, lag);
                    Expr::SinceCompare {
                        compare: compare(*op),
                        left,
                        right,
                    }
                } else {
                    Expr::Compare {
                        compare: compare(*op),
                        left: self.term(a, lag),
                        right: self.term(b, lag),
                    }
                }
            }
            Kind::OneOf(item, list) => {
                let item = self.term(item, lag);
                let mut any = self.add(Expr::Truth(false));
                for (i, other) in list.iter().enumerate() {
                    let right = self.term(other, lag);
                    let one = self.add(Expr::Compare {
                        compare: Compare::Equal,
                        left: item,
                        right,
                    });
                    any = if i == 0 { one } else { self.add(Expr::Or(any, one)) };
                }
                return any;
            }
            Kind::Condition(id) => return self.condition(*id, lag),
            Kind::Drawn(v) => Expr::Drawn(Leaf {
                variable: VariableId(v.0),
                lag,
            }),
            Kind::Ever(a) => {
                let (tracker, now) = self.tracker(a, lag);
                let stored = self.add(Expr::EverStored {
                    tracker,
                    lag: lag.max(1),
                });
                match now {
                    Some(now) => Expr::Or(stored, now),
                    None => return stored,
                }
            }
            Kind::Count(a) => {
                let (tracker, now) = self.tracker(a, lag);
                let stored = self.add(Expr::CountStored {
                    tracker,
                    lag: lag.max(1),
                });
                match now {
                    Some(now) => {
                        let one = self.add(Expr::Indicator(now));
                        Expr::Add(stored, one)
                    }
                    None => return stored,
                }
            }
            Kind::After(date) => {
                let step = self.model.calendar.as_ref().map(|c| c.first_step_on_or_after(*date));
                step.map_or(Expr::Truth(false), |step| Expr::FromStep { step, lag })
            }
            Kind::At(date) => {
                let step = self.model.calendar.as_ref().and_then(|c| c.step_containing(*date));
                step.map_or(Expr::Truth(false), |step| Expr::AtStep { step, lag })
            }
            Kind::Number(value) => Expr::Number(*value),
            Kind::Assumption(id) => Expr::Parameter(self.assumptions[id.at()]),
            Kind::Quantity(q) => Expr::Quantity {
                quantity: super::QuantityId(q.0),
                lag,
            },
            Kind::Step => Expr::Step { lag },
            Kind::Month => Expr::Month { lag },
            Kind::Negate(a) => Expr::Negate(self.term(a, lag)),
            Kind::Arithmetic(op, a, b) => {
                let (a, b) = (self.term(a, lag), self.term(b, lag));
                match op {
                    BinaryOp::Add => Expr::Add(a, b),
                    BinaryOp::Subtract => Expr::Subtract(a, b),
                    BinaryOp::Multiply => Expr::Multiply(a, b),
                    BinaryOp::Divide => Expr::Divide(a, b),
                    _ => Expr::Power(a, b),
                }
            }
            Kind::Extreme { largest, of } => {
                let mut list = of.iter();
                let Some(first) = list.next() else {
                    return self.constant(f64::NAN);
                };
                let mut value = self.term(first, lag);
                for other in list {
                    let other = self.term(other, lag);
                    value = self.add(if *largest {
                        Expr::Max(value, other)
                    } else {
                        Expr::Min(value, other)
                    });
                }
                return value;
            }
            Kind::Apply(function, a) => {
                let a = self.term(a, lag);
                match function {
                    Function::Abs => Expr::Abs(a),
                    Function::Exp => Expr::Exp(a),
                    Function::Ln => Expr::Ln(a),
                    _ => Expr::Sqrt(a),
                }
            }
            Kind::Clamp(x, low, high) => {
                let (x, low) = (self.term(x, lag), self.term(low, lag));
                let raised = self.add(Expr::Max(x, low));
                Expr::Min(raised, self.term(high, lag))
            }
            Kind::If(c, a, b) => Expr::If(self.term(c, lag), self.term(a, lag), self.term(b, lag)),
            Kind::Prev(a, n) => return self.term(a, self.back(lag, *n)),
            Kind::Variable(_) | Kind::Branch(..) | Kind::StepsSince(_) => {
                unreachable!("the model admits these only beside a comparison sign, which is handled there")
            }
        };
        self.add(expr)
    }

    /// A table's column of type branch, as a leaf.
    pub fn leaf(&mut self, term: &Term, lag: u32) -> Option<Leaf> {
        match self.side(term, lag) {
            Side::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    fn add(&mut self, expr: Expr) -> ExprId {
        self.plan.arena.add(expr)
    }

    /// A lag beyond the run reads the state before step 1 all the same.
    fn back(&self, lag: u32, n: u32) -> u32 {
        lag.saturating_add(n).min(self.plan.steps.saturating_add(1))
    }

    fn condition(&mut self, id: ConditionId, lag: u32) -> ExprId {
        if let Some(&known) = self.conditions.get(&(id, lag)) {
            return known;
        }
        let model = self.model;
        let lowered = self.term(&model.conditions[id.at()].truth.term, lag);
        self.conditions.insert((id, lag), lowered);
        lowered
    }

    /// The tracker of a condition, and what the current step's end adds to it where this step is meant (step 0 is no step).
    fn tracker(&mut self, condition: &Term, lag: u32) -> (TrackerId, Option<ExprId>) {
        let inner = self.term(condition, 0);
        let next = TrackerId(self.plan.trackers.len() as u32);
        let tracker = *self.trackers.entry(inner).or_insert(next);
        if tracker == next {
            self.plan.trackers.push(Tracker {
                condition: inner,
                depth: 0,
            });
        }
        if lag > 0 {
            return (tracker, None);
        }
        let begun = self.add(Expr::FromStep { step: 1, lag: 0 });
        (tracker, Some(self.add(Expr::And(begun, inner))))
    }

    fn since_side(&mut self, term: &Term, lag: u32) -> SinceSide {
        match &term.kind {
            Kind::StepsSince(condition) => {
                let (tracker, now) = self.tracker(condition, lag);
                SinceSide::Since {
                    tracker,
                    lag: lag.max(1),
                    now,
                }
            }
            _ => SinceSide::Number(self.term(term, lag)),
        }
    }

    fn side(&mut self, term: &Term, lag: u32) -> Side {
        match &term.kind {
            Kind::Branch(v, place) => Side::Branch(VariableId(v.0), *place),
            Kind::Prev(a, n) => self.side(a, self.back(lag, *n)),
            Kind::If(c, a, b) => {
                let condition = self.term(c, lag);
                Side::Either(condition, Box::new(self.side(a, lag)), Box::new(self.side(b, lag)))
            }
            Kind::Variable(v) => Side::Leaf(Leaf {
                variable: VariableId(v.0),
                lag,
            }),
            _ => unreachable!("the model gives the type branch only to variables, branches, `prev` and `if`"),
        }
    }

    fn is_one_of(&mut self, side: &Side, places: &[u16]) -> ExprId {
        let expr = match side {
            Side::Leaf(leaf) => {
                let variable = model::VariableId(leaf.variable.0);
                let set = StateSet::of(places.iter().map(|p| self.code(variable, *p)));
                Expr::State { leaf: *leaf, set }
            }
            Side::Branch(_, place) => Expr::Truth(places.contains(place)),
            Side::Either(c, a, b) => Expr::If(*c, self.is_one_of(a, places), self.is_one_of(b, places)),
        };
        self.add(expr)
    }

    fn same_branch(&mut self, left: &Side, right: &Side) -> ExprId {
        let expr = match (left, right) {
            (Side::Either(c, a, b), other) => Expr::If(*c, self.same_branch(a, other), self.same_branch(b, other)),
            (other, Side::Either(c, a, b)) => Expr::If(*c, self.same_branch(other, a), self.same_branch(other, b)),
            (Side::Branch(v, a), Side::Branch(w, b)) => Expr::Truth(self.branch_id(*v, *a) == self.branch_id(*w, *b)),
            (Side::Leaf(leaf), Side::Branch(v, place)) | (Side::Branch(v, place), Side::Leaf(leaf)) => {
                let id = self.branch_id(*v, *place).to_owned();
                let codes = self.coded(leaf.variable);
                let set = StateSet::of(
                    codes
                        .iter()
                        .enumerate()
                        .filter(|(_, b)| **b == id)
                        .map(|(code, _)| code as u8),
                );
                Expr::State { leaf: *leaf, set }
            }
            (Side::Leaf(left), Side::Leaf(right)) => {
                let (a, b) = (self.coded(left.variable), self.coded(right.variable));
                let mut pairs: Vec<Option<u8>> = a
                    .iter()
                    .map(|id| b.iter().position(|other| other == id).map(|code| code as u8))
                    .collect();
                pairs.push(Some(b.len() as u8));
                Expr::SameBranch {
                    left: *left,
                    right: *right,
                    pairs,
                }
            }
        };
        self.add(expr)
    }

    fn levels(&mut self, compare: Compare, left: &Side, right: &Side) -> ExprId {
        let expr = match (left, right) {
            (Side::Either(c, a, b), other) => {
                Expr::If(*c, self.levels(compare, a, other), self.levels(compare, b, other))
            }
            (other, Side::Either(c, a, b)) => {
                Expr::If(*c, self.levels(compare, other, a), self.levels(compare, other, b))
            }
            (Side::Branch(_, a), Side::Branch(_, b)) => Expr::Truth(compare.holds(a, b)),
            (Side::Leaf(leaf), Side::Branch(_, level)) => {
                self.level_set(*leaf, |code| compare.holds(u16::from(code), *level))
            }
            (Side::Branch(_, level), Side::Leaf(leaf)) => {
                self.level_set(*leaf, |code| compare.holds(*level, u16::from(code)))
            }
            (Side::Leaf(left), Side::Leaf(right)) => Expr::Levels {
                compare,
                left: *left,
                right: *right,
            },
        };
        self.add(expr)
    }

    /// On a ladder, the state code is the level's place in the declaration.
    fn level_set(&self, leaf: Leaf, holds: impl Fn(u8) -> bool) -> Expr {
        let levels = self.model.variables[leaf.variable.at()].branches.len() as u8;
        Expr::State {
            leaf,
            set: StateSet::of((0..levels).filter(|code| holds(*code))),
        }
    }

    fn branch_id(&self, variable: VariableId, place: u16) -> &'m str {
        let branches = &self.model.variables[variable.at()].branches;
        branches.get(usize::from(place)).map_or("", |b| b.id.as_str())
    }

    /// The branch ids of a variable by state code.
    fn coded(&self, variable: VariableId) -> Vec<String> {
        let variable = &self.model.variables[variable.at()];
        variable
            .draw_order
            .iter()
            .map(|place| variable.branches[usize::from(*place)].id.clone())
            .collect()
    }
}

/// How deep the expressions of an arena nest, for engines that walk them by recursion.
pub fn depth(arena: &Arena) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(arena.len());
    for (_, expr) in arena.iter() {
        let below = expr.operands().iter().filter_map(|id| depths.get(id.0 as usize)).max();
        depths.push(1 + below.copied().unwrap_or(0));
    }
    depths.into_iter().max().unwrap_or(0)
}

fn compare(op: BinaryOp) -> Compare {
    match op {
        BinaryOp::Less => Compare::Less,
        BinaryOp::LessEqual => Compare::LessEqual,
        BinaryOp::Greater => Compare::Greater,
        BinaryOp::GreaterEqual => Compare::GreaterEqual,
        BinaryOp::NotEqual => Compare::NotEqual,
        _ => Compare::Equal,
    }
}
