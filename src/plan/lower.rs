//! Model to plan: elements get their places, weights their conversions, questions their steps.

use crate::calendar::Calendar;
use crate::math;
use crate::model::{
    self, AmountKind, AssumptionId, CaseWay, Element, ExpertId, Forced, ForcedValue, GivenThat, Model, Spread,
};

use super::element::{
    Amount, Asked, Family, Force, Given, Initial, Plan, Quantity, Question, Task, Timing, Variable, VariableId,
};
use super::expr::{Expr, ExprId, StateSet};
use super::fact;
use super::formula::{self, Lowering};
use super::rule::{Base, Case, Column, Factor, Reading, Row, Rule, Set, Target, Way, Weight};

/// How deep expressions may nest once conditions are expanded: engines walk them by recursion.
pub const DEPTH: usize = 2_000;

/// What is changed for one run, on top of the scenario: `do`, `given`, `believe`.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Draws that are replaced.
    pub force: Vec<Forced>,
    /// Conditions that keep a trial.
    pub given: Vec<GivenThat>,
    /// One expert for the whole run.
    pub believe: Option<ExpertId>,
}

/// Why a model cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Conditions within conditions, too deep.
    #[error("formulas nest {0} levels deep once conditions are filled in; at most {DEPTH} are allowed")]
    TooDeep(usize),
}

/// Compiles a model, with changes, into a plan.
///
/// # Errors
/// Where expressions nest too deeply.
pub fn lower(model: &Model, changes: &Changes) -> Result<Plan, PlanError> {
    let points = Points {
        model,
        believe: changes.believe,
    };
    let mut lowering = Lowering::new(model, |id| points.assumption(id));
    if let Some(calendar) = &model.calendar {
        lowering.plan.steps = calendar.steps();
        lowering.plan.months = (0..=calendar.steps()).map(|step| calendar.month(step) as u8).collect();
    }
    for (i, variable) in model.variables.iter().enumerate() {
        let lowered = lower_variable(&mut lowering, &points, model::VariableId(i as u32), variable);
        lowering.plan.variables.push(lowered);
    }
    for quantity in &model.quantities {
        let lowered = lower_quantity(&mut lowering, quantity);
        lowering.plan.quantities.push(lowered);
    }
    for force in &changes.force {
        apply_force(&mut lowering, force);
    }
    for question in &model.questions {
        let lowered = lower_question(&mut lowering, question);
        lowering.plan.questions.push(lowered);
    }
    for given in &changes.given {
        let lowered = lower_given(&mut lowering, given);
        lowering.plan.given.push(lowered);
    }
    let mut plan = lowering.plan;
    order(model, &mut plan);
    let facts: Vec<bool> = model.variables.iter().map(|v| v.fact).collect();
    fact::settle(&mut plan, &facts);
    depths(&mut plan);
    for question in 0..plan.questions.len() {
        plan.questions[question].initial = plan.steps > 0 && stands_before(&plan, &plan.questions[question].asked);
    }
    match formula::depth(&plan.arena) {
        deep if deep > DEPTH => Err(PlanError::TooDeep(deep)),
        _ => Ok(plan),
    }
}

/// Numbers as they stand where doubt is ignored.
struct Points<'m> {
    model: &'m Model,
    believe: Option<ExpertId>,
}

impl Points<'_> {
    fn value(&self, amount: &model::Amount, pooled: bool) -> f64 {
        let weights: Vec<f64> = self.model.experts.iter().map(|e| e.weight).collect();
        if let (AmountKind::Experts { views, .. }, Some(believed), false) = (&amount.kind, self.believe, pooled)
            && let Some((_, view)) = views.iter().find(|(expert, _)| *expert == believed)
        {
            return view.point(&weights).unwrap_or(f64::NAN);
        }
        amount.point(&weights).unwrap_or(f64::NAN)
    }

    fn assumption(&self, id: AssumptionId) -> f64 {
        let assumption = &self.model.assumptions[id.at()];
        let value = self.value(&assumption.value, assumption.pool.is_some());
        match (assumption.per, &self.model.calendar) {
            (Some(period), Some(calendar)) => per_step(value, calendar.unit().share_of(period)),
            _ => value,
        }
    }
}

/// A probability over a period as one over a step that is `fraction` of it: what, repeated, gives it back.
pub fn per_step(probability: f64, fraction: f64) -> f64 {
    -math::exp_m1(math::ln_1p(-probability) * fraction)
}

/// One variable's way of being lowered: its path, and the fraction of its `per` that a step is.
struct Scope<'a, 'm> {
    points: &'a Points<'m>,
    id: model::VariableId,
    path: String,
    fraction: Option<f64>,
}

fn lower_variable(
    lowering: &mut Lowering,
    points: &Points,
    id: model::VariableId,
    variable: &model::Variable,
) -> Variable {
    let section = if matches!(variable.deciding, model::Deciding::Choice(_)) {
        "choices"
    } else {
        "events"
    };
    let calendar = lowering.model.calendar.as_ref();
    let fraction = variable
        .per
        .and_then(|period| calendar.map(|c| c.unit().share_of(period)));
    let mut scope = Scope {
        points,
        id,
        path: format!("{section}.{}", variable.name.id),
        fraction,
    };
    let code = |lowering: &Lowering, place: u16| lowering.code(id, place);
    let idle = variable.idle.map(|place| code(lowering, place));
    let finals: Vec<bool> = variable
        .draw_order
        .iter()
        .map(|place| variable.finals.contains(place))
        .collect();
    let no = variable
        .branches
        .iter()
        .position(|b| b.id == "no")
        .map_or(0, |place| code(lowering, place as u16));
    let mut unsettled = false;
    let initial = match (&variable.initial, idle) {
        (Some(model::Initial::Branch(place)), _) => Initial::State(code(lowering, *place)),
        (Some(model::Initial::Random(set)), _) => {
            let kept = scope.fraction.take();
            let set = lower_set(lowering, &scope, set, "initial");
            scope.fraction = kept;
            Initial::Random(set)
        }
        (None, Some(state)) => Initial::State(state),
        (None, None) if variable.is_truth => {
            unsettled = finals[usize::from(no)];
            Initial::State(no)
        }
        (None, None) => Initial::Undrawn,
    };
    let when = variable.when.as_ref().map(|f| lowering.term(&f.term, 0));
    let rule = lower_rule(lowering, &scope, variable);
    Variable {
        id: variable.name.id.clone(),
        luck: variable.luck.clone(),
        branches: variable
            .draw_order
            .iter()
            .map(|place| variable.branches[usize::from(*place)].id.clone())
            .collect(),
        declared: variable.draw_order.clone(),
        timing: variable.timing,
        when,
        idle,
        initial,
        unsettled,
        finals,
        ladder: matches!(variable.base, model::Base::Ladder { .. }),
        rule,
        force: None,
    }
}

fn lower_rule(lowering: &mut Lowering, scope: &Scope, variable: &model::Variable) -> Rule {
    let mut moves = None;
    let base = match &variable.base {
        model::Base::Set(set) => Base::Way(Way::Set(lower_set(lowering, scope, set, "base"))),
        model::Base::Ladder { up, down } => {
            let up = lower_weight(lowering, scope, up, "up", true);
            let down = lower_weight(lowering, scope, down, "down", true);
            moves = Some((up, down));
            Base::Way(Way::Moves { up, down })
        }
        model::Base::Table { columns, rows } => lower_table(lowering, scope, columns, rows),
    };
    let mut cases = Vec::new();
    for (i, case) in variable.cases.iter().enumerate() {
        let name = case.id.clone().unwrap_or_else(|| format!("case {}", i + 1));
        let at = format!("case.{}", case.id.clone().unwrap_or_else(|| (i + 1).to_string()));
        let condition = lowering.term(&case.condition.term, 0);
        let way = match (&case.way, moves) {
            (CaseWay::Set(set), _) => Way::Set(lower_set(lowering, scope, set, &at)),
            (CaseWay::Moves { up, down }, base) => {
                let mut one = |amount: &Option<model::Amount>, which: &str| {
                    amount
                        .as_ref()
                        .map(|a| lower_weight(lowering, scope, a, &format!("{at}.{which}"), true))
                };
                let (up, down) = (one(up, "up"), one(down, "down"));
                let zero = lowering.constant(0.0);
                let (base_up, base_down) = base.unwrap_or((zero, zero));
                Way::Moves {
                    up: up.unwrap_or(base_up),
                    down: down.unwrap_or(base_down),
                }
            }
        };
        cases.push(Case { condition, way, name });
    }
    let mut factors = Vec::new();
    for (i, factor) in variable.factors.iter().enumerate() {
        let name = factor
            .id
            .clone()
            .map_or_else(|| format!("factor {}", i + 1), |id| format!("factor `{id}`"));
        let at = format!("factor.{}", factor.id.clone().unwrap_or_else(|| (i + 1).to_string()));
        let condition = factor.condition.as_ref().map(|f| lowering.term(&f.term, 0));
        let mut by = Vec::new();
        for (target, amount) in &factor.by {
            let (target, key) = match target {
                model::Target::Branch(place) => (
                    Target::Branch(lowering.code(scope.id, *place)),
                    variable.branches[usize::from(*place)].id.clone(),
                ),
                model::Target::Up => (Target::Up, "up".to_owned()),
                model::Target::Down => (Target::Down, "down".to_owned()),
            };
            by.push((
                target,
                lower_weight(lowering, scope, amount, &format!("{at}.{key}"), false),
            ));
        }
        factors.push(Factor { condition, by, name });
    }
    Rule { base, cases, factors }
}

fn lower_table(lowering: &mut Lowering, scope: &Scope, columns: &[model::Column], rows: &[model::Row]) -> Base {
    let mut lowered = Vec::new();
    for column in columns {
        lowered.push(match column.term.term.ty {
            model::Type::Branch(_) => match lowering.leaf(&column.term.term, 0) {
                Some(leaf) => Column::State(leaf),
                None => Column::Truth(lowering.plan.arena.add(Expr::Truth(false))),
            },
            _ => Column::Truth(lowering.term(&column.term.term, 0)),
        });
    }
    let mut lowered_rows = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        for (cell, column) in row.cells.iter().zip(&lowered) {
            cells.push(match (cell, column) {
                (model::Cell::Any, _) => None,
                (model::Cell::Branches(places), Column::State(leaf)) => {
                    let variable = model::VariableId(leaf.variable.0);
                    Some(StateSet::of(places.iter().map(|p| lowering.code(variable, *p))))
                }
                (model::Cell::Truth(value), _) => Some(StateSet::of([u8::from(*value)])),
                (model::Cell::Branches(_), Column::Truth(_)) => Some(StateSet::EMPTY),
            });
        }
        let set = lower_set(lowering, scope, &row.set, &format!("table.{}", i + 1));
        lowered_rows.push(Row { cells, set });
    }
    Base::Table {
        columns: lowered,
        rows: lowered_rows,
    }
}

fn lower_set(lowering: &mut Lowering, scope: &Scope, set: &model::WeightSet, at: &str) -> Set {
    let variable = &lowering.model.variables[scope.id.at()];
    let mut weights = Vec::with_capacity(set.weights.len());
    let concentration: f64 = set
        .weights
        .iter()
        .flatten()
        .map(|w| if let model::Weight::Dirichlet(a) = w { *a } else { 0.0 })
        .sum();
    for place in &variable.draw_order {
        let branch = &variable.branches[usize::from(*place)].id;
        weights.push(match set.weights.get(usize::from(*place)).and_then(Option::as_ref) {
            None => Weight::Amount(lowering.constant(0.0)),
            Some(model::Weight::Rest(_)) => Weight::Rest,
            Some(model::Weight::Dirichlet(a)) => {
                Weight::Amount(lowering.parameter(format!("{}.{at}.{branch}", scope.path), a / concentration))
            }
            Some(model::Weight::Amount(amount)) => {
                let converts = set.reading != model::Reading::Relative;
                Weight::Amount(lower_weight(
                    lowering,
                    scope,
                    amount,
                    &format!("{at}.{branch}"),
                    converts,
                ))
            }
        });
    }
    let reading = match set.reading {
        model::Reading::Relative => Reading::Relative,
        model::Reading::Rest => Reading::Rest,
        model::Reading::Same => Reading::Same,
    };
    Set { reading, weights }
}

fn lower_weight(lowering: &mut Lowering, scope: &Scope, amount: &model::Amount, at: &str, converts: bool) -> ExprId {
    if let AmountKind::Formula(formula) = &amount.kind {
        return lowering.term(&formula.term, 0);
    }
    let point = scope.points.value(amount, false);
    let value = match scope.fraction {
        Some(fraction) if converts => per_step(point, fraction),
        _ => point,
    };
    if amount.is_doubtful() {
        lowering.parameter(format!("{}.{at}", scope.path), value)
    } else {
        lowering.constant(value)
    }
}

fn lower_quantity(lowering: &mut Lowering, quantity: &model::Quantity) -> Quantity {
    let amount = match &quantity.rule {
        model::QuantityRule::Formula { formula, changes } => {
            let id = lowering.term(&formula.term, 0);
            if *changes {
                Amount::EachStep(id)
            } else {
                Amount::Fixed(id)
            }
        }
        model::QuantityRule::Chain { start, next } => Amount::Chain {
            start: lowering.term(&start.term, 0),
            next: lowering.term(&next.term, 0),
        },
        model::QuantityRule::Chance { spread, timing } => {
            let (family, formulas) = family(spread);
            let parameters = formulas.iter().map(|f| lowering.term(&f.term, 0)).collect();
            Amount::Drawn {
                family,
                parameters,
                timing: *timing,
            }
        }
    };
    Quantity {
        id: quantity.name.id.clone(),
        luck: quantity.luck.clone(),
        amount,
        force: None,
    }
}

fn family<T>(spread: &Spread<T>) -> (Family, Vec<&T>) {
    match spread {
        Spread::Uniform(p) => (Family::Uniform, p.iter().collect()),
        Spread::Triangular(p) => (Family::Triangular, p.iter().collect()),
        Spread::Pert(p) => (Family::Pert, p.iter().collect()),
        Spread::Normal(p) => (Family::Normal, p.iter().collect()),
        Spread::LogNormalQuantiles(p) => (Family::LogNormalQuantiles, p.iter().collect()),
        Spread::LogNormalMedian(p) => (Family::LogNormalMedian, p.iter().collect()),
        Spread::Beta(p) => (Family::Beta, p.iter().collect()),
        Spread::Interval(p) => (Family::Interval, p.iter().collect()),
    }
}

fn apply_force(lowering: &mut Lowering, force: &Forced) {
    let steps = lowering.plan.steps;
    let step = |date, calendar: &Option<Calendar>| calendar.as_ref().and_then(|c| c.step_containing(date));
    let calendar = &lowering.model.calendar;
    let from = force.from.and_then(|date| step(date, calendar)).unwrap_or(0);
    let until = force.until.and_then(|date| step(date, calendar)).unwrap_or(steps);
    match &force.what {
        ForcedValue::Branch(id, place) => {
            let value = lowering.code(*id, *place);
            lowering.plan.variables[id.at()].force = Some(Force { value, from, until });
        }
        ForcedValue::Number(id, value) => {
            lowering.plan.quantities[id.at()].force = Some(Force {
                value: *value,
                from,
                until,
            })
        }
    }
}

fn lower_question(lowering: &mut Lowering, question: &model::Question) -> Question {
    let asked = match &question.asked {
        model::Asked::Yes(truth) => Asked::Yes(lowering.term(&truth.term, 0)),
        model::Asked::Cases { cases, .. } => Asked::Cases(
            cases
                .iter()
                .map(|case| lowering.term(&case.condition.term, 0))
                .collect(),
        ),
        model::Asked::Number { number, thresholds, .. } => Asked::Number {
            number: lowering.term(&number.term, 0),
            thresholds: thresholds.clone(),
        },
    };
    Question {
        id: question.name.id.clone(),
        asked,
        by: question_step(lowering.model, question),
        initial: false,
    }
}

fn question_step(model: &Model, question: &model::Question) -> u32 {
    let Some(calendar) = &model.calendar else { return 0 };
    question
        .by
        .and_then(|date| calendar.step_containing(date))
        .unwrap_or(calendar.steps())
}

fn lower_given(lowering: &mut Lowering, given: &GivenThat) -> Given {
    match given {
        GivenThat::Formula(formula) => Given {
            condition: lowering.term(&formula.term, 0),
            step: lowering.plan.steps,
        },
        GivenThat::Question(id) => {
            let question = &lowering.model.questions[id.at()];
            let condition = match &question.asked {
                model::Asked::Yes(truth) => lowering.term(&truth.term, 0),
                _ => lowering.plan.arena.add(Expr::Truth(false)),
            };
            Given {
                condition,
                step: question_step(lowering.model, question),
            }
        }
    }
}

fn order(model: &Model, plan: &mut Plan) {
    let order = model::evaluation_order(model);
    let task = |element: &Element| match element {
        Element::Variable(id) => Task::Variable(VariableId(id.0)),
        Element::Quantity(id) => Task::Quantity(super::QuantityId(id.0)),
    };
    plan.before = order.before.iter().map(task).collect();
    plan.each = order.each.iter().map(task).collect();
    plan.initials = plan.each.clone();
    plan.initials.retain(|task| match task {
        Task::Variable(_) => true,
        Task::Quantity(id) => matches!(plan.quantities[id.at()].amount, Amount::Chain { .. }),
    });
}

/// How far back each tracker is read.
fn depths(plan: &mut Plan) {
    let mut reads = Vec::new();
    for (_, expr) in plan.arena.iter() {
        match expr {
            Expr::EverStored { tracker, lag } | Expr::CountStored { tracker, lag } => reads.push((*tracker, *lag)),
            Expr::SinceCompare { left, right, .. } => {
                for side in [left, right] {
                    if let super::SinceSide::Since { tracker, lag, .. } = side {
                        reads.push((*tracker, *lag));
                    }
                }
            }
            _ => {}
        }
    }
    for (tracker, lag) in reads {
        let depth = &mut plan.trackers[tracker.at()].depth;
        *depth = (*depth).max(lag);
    }
}

/// Whether a question can be read before step 1: no quantity that it needs is without a value then.
fn stands_before(plan: &Plan, asked: &Asked) -> bool {
    let mut open: Vec<ExprId> = match asked {
        Asked::Yes(truth) => vec![*truth],
        Asked::Cases(truths) => truths.clone(),
        Asked::Number { number, .. } => vec![*number],
    };
    let mut seen = vec![false; plan.arena.len()];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        if let Expr::Quantity { quantity, .. } = plan.arena.get(id)
            && !stands_before_step_1(&plan.quantities[quantity.at()].amount)
        {
            return false;
        }
        open.extend(plan.arena.get(id).operands());
    }
    true
}

/// Whether a quantity has a value before step 1.
pub fn stands_before_step_1(amount: &Amount) -> bool {
    match amount {
        Amount::Fixed(_) | Amount::Chain { .. } => true,
        Amount::EachStep(_) => false,
        Amount::Drawn { timing, .. } => *timing == Timing::Once,
    }
}
