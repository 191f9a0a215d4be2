//! Model to plan: elements get their places, weights their conversions, questions their steps.

use crate::calendar::Calendar;
use crate::model::{self, Element, ExpertId, Forced, ForcedValue, GivenThat, Model, Spread};

use super::element::{Amount, Asked, Family, Force, Given, Plan, Quantity, Question, Task, Timing, VariableId};
use super::expr::{Expr, ExprId};
use super::formula::{self, Lowering};
use super::lower_rule::{Points, lower_variable};
use super::{fact, nan};

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
    let nan = nan::can_be_nan(&plan);
    for question in 0..plan.questions.len() {
        plan.questions[question].initial =
            plan.steps > 0 && stands_before(&plan, &nan, &plan.questions[question].asked);
    }
    match formula::depth(&plan.arena) {
        deep if deep > DEPTH => Err(PlanError::TooDeep(deep)),
        _ => Ok(plan),
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
    let answers: Vec<&str> = match &question.asked {
        model::Asked::Yes(_) => vec!["no", "yes"],
        model::Asked::Cases { cases, otherwise } => {
            let ids = cases.iter().map(|case| &case.answer).chain(std::iter::once(otherwise));
            ids.map(|answer| answer.id.as_str()).collect()
        }
        model::Asked::Number { .. } => Vec::new(),
    };
    Question {
        id: question.name.id.clone(),
        asked,
        answers: answers.into_iter().map(str::to_owned).collect(),
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

/// Whether a question can be read before step 1: no quantity that it needs is without a value then, and no NaN can be met (`count(c) / step` is
/// 0 / 0 there, which nobody asked for).
fn stands_before(plan: &Plan, nan: &[bool], asked: &Asked) -> bool {
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
        if nan[id.0 as usize] {
            return false;
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
