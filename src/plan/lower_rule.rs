//! Variables to their rules: weights get their places, points and conversions.

use crate::calendar::{Period, StepUnit};
use crate::model::{self, AmountKind, AssumptionId, CaseWay, ExpertId, Model};

use super::element::{Initial, Variable};
use super::expr::{Expr, ExprId, StateSet};
use super::formula::Lowering;
use super::rule::{Base, Case, Column, Factor, Reading, Row, Rule, Set, Target, Way, Weight};

/// Numbers as they stand where doubt is ignored.
pub(super) struct Points<'m> {
    /// The model.
    pub model: &'m Model,
    /// One expert for the whole run.
    pub believe: Option<ExpertId>,
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

    /// What an assumption stands for in formulas.
    pub fn assumption(&self, id: AssumptionId) -> f64 {
        let assumption = &self.model.assumptions[id.at()];
        let value = self.value(&assumption.value, assumption.pool.is_some());
        match (assumption.per, &self.model.calendar) {
            (Some(period), Some(calendar)) => model::per_step(value, calendar.unit(), period),
            _ => value,
        }
    }
}

/// One variable's way of being lowered: its path, and its `per`.
struct Scope<'a, 'm> {
    points: &'a Points<'m>,
    id: model::VariableId,
    path: String,
    per: Option<(StepUnit, Period)>,
}

/// Lowers a choice or an event.
pub(super) fn lower_variable(
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
    let per = variable.per.and_then(|period| calendar.map(|c| (c.unit(), period)));
    let mut scope = Scope {
        points,
        id,
        path: format!("{section}.{}", variable.name.id),
        per,
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
            let kept = scope.per.take();
            let set = lower_set(lowering, &scope, set, "initial");
            scope.per = kept;
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
    let value = match scope.per {
        Some((step, period)) if converts => model::per_step(point, step, period),
        _ => point,
    };
    if amount.is_doubtful() {
        lowering.parameter(format!("{}.{at}", scope.path), value)
    } else {
        lowering.constant(value)
    }
}
