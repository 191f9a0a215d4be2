//! Who reads what: every formula of a model with the element it belongs to, and what a formula mentions.

use std::collections::BTreeSet;

use crate::model::{
    Amount, AmountKind, Asked, AssumptionId, Base, CaseWay, ConditionId, Deciding, Formula, Initial, Kind, Model,
    QuantityId, QuantityRule, Term, Variable, VariableId, Weight, WeightSet,
};

use super::shape::EdgeKind;

/// A formula and what it is for.
pub struct Reading<'m> {
    /// The id of the element that it belongs to; `questions.` before that of a question.
    pub reader: String,
    /// What for.
    pub kind: EdgeKind,
    /// The formula.
    pub formula: &'m Formula,
}

/// Something that a formula mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A choice or an event.
    Variable(VariableId),
    /// A quantity.
    Quantity(QuantityId),
    /// An assumption.
    Assumption(AssumptionId),
    /// A named condition; what it mentions itself follows.
    Condition(ConditionId),
}

/// All formulas that can influence a trial or its questions, in the order of the file.
pub fn readings(model: &Model) -> Vec<Reading<'_>> {
    let mut list = Vec::new();
    for variable in &model.variables {
        variable_readings(variable, &mut list);
    }
    for quantity in &model.quantities {
        let id = &quantity.name.id;
        match &quantity.rule {
            QuantityRule::Formula { formula, .. } => push(&mut list, id, EdgeKind::Value, formula),
            QuantityRule::Chain { start, next } => {
                push(&mut list, id, EdgeKind::Value, start);
                push(&mut list, id, EdgeKind::Value, next);
            }
            QuantityRule::Chance { spread, .. } => {
                for formula in spread.parameters() {
                    push(&mut list, id, EdgeKind::Value, formula);
                }
            }
        }
    }
    for question in &model.questions {
        let id = format!("questions.{}", question.name.id);
        match &question.asked {
            Asked::Yes(formula) | Asked::Number { number: formula, .. } => {
                push(&mut list, &id, EdgeKind::Question, formula);
            }
            Asked::Cases { cases, .. } => {
                for case in cases {
                    push(&mut list, &id, EdgeKind::Question, &case.condition);
                }
            }
        }
    }
    list
}

/// Tells what a term mentions, conditions filled in; `past` where only its past is read.
///
/// A condition is filled in once, however often it is named: conditions may share conditions, and so on, many levels deep.
pub fn mentions(model: &Model, term: &Term, past: bool, tell: &mut dyn FnMut(Mention, bool)) {
    fill_in(model, term, past, &mut BTreeSet::new(), tell);
}

fn fill_in(
    model: &Model,
    term: &Term,
    past: bool,
    met: &mut BTreeSet<(usize, bool)>,
    tell: &mut dyn FnMut(Mention, bool),
) {
    let past = past || matches!(term.kind, Kind::Prev(..));
    match &term.kind {
        Kind::Variable(id) | Kind::Drawn(id) => tell(Mention::Variable(*id), past),
        Kind::Quantity(id) => tell(Mention::Quantity(*id), past),
        Kind::Assumption(id) => tell(Mention::Assumption(*id), past),
        Kind::Condition(id) => {
            tell(Mention::Condition(*id), past);
            if met.insert((id.at(), past))
                && let Some(condition) = model.conditions.get(id.at())
            {
                fill_in(model, &condition.truth.term, past, met, tell);
            }
        }
        _ => {}
    }
    for operand in term.operands() {
        fill_in(model, operand, past, met, tell);
    }
}

/// The section and id of a variable: `choices.troops`.
pub fn path_of(variable: &Variable) -> String {
    let section = if matches!(variable.deciding, Deciding::Choice(_)) {
        "choices"
    } else {
        "events"
    };
    format!("{section}.{}", variable.name.id)
}

/// The numbers of a set of weights.
pub fn amounts_of(set: &WeightSet) -> impl Iterator<Item = &Amount> {
    set.weights.iter().flatten().filter_map(|weight| match weight {
        Weight::Amount(amount) => Some(amount),
        Weight::Rest(_) | Weight::Dirichlet(_) => None,
    })
}

/// The numbers of a variable's base and initial value.
pub fn base_amounts(variable: &Variable) -> Vec<&Amount> {
    let mut list: Vec<&Amount> = Vec::new();
    if let Some(Initial::Random(set)) = &variable.initial {
        list.extend(amounts_of(set));
    }
    match &variable.base {
        Base::Set(set) => list.extend(amounts_of(set)),
        Base::Ladder { up, down } => list.extend([up, down]),
        Base::Table { rows, .. } => list.extend(rows.iter().flat_map(|row| amounts_of(&row.set))),
    }
    list
}

/// The numbers of a case.
pub fn case_amounts(way: &CaseWay) -> Vec<&Amount> {
    match way {
        CaseWay::Set(set) => amounts_of(set).collect(),
        CaseWay::Moves { up, down } => [up, down].into_iter().flatten().collect(),
    }
}

fn variable_readings<'m>(variable: &'m Variable, list: &mut Vec<Reading<'m>>) {
    let id = &variable.name.id;
    if let Some(when) = &variable.when {
        push(list, id, EdgeKind::Guard, when);
    }
    if let Base::Table { columns, .. } = &variable.base {
        for column in columns {
            push(list, id, EdgeKind::Table, &column.term);
        }
    }
    weigh(list, id, base_amounts(variable));
    for case in &variable.cases {
        push(list, id, EdgeKind::Case, &case.condition);
        weigh(list, id, case_amounts(&case.way));
    }
    for factor in &variable.factors {
        if let Some(condition) = &factor.condition {
            push(list, id, EdgeKind::Factor, condition);
        }
        weigh(list, id, factor.by.iter().map(|(_, amount)| amount).collect());
    }
}

fn weigh<'m>(list: &mut Vec<Reading<'m>>, id: &str, amounts: Vec<&'m Amount>) {
    for amount in amounts {
        if let AmountKind::Formula(formula) = &amount.kind {
            push(list, id, EdgeKind::Weights, formula);
        }
    }
}

fn push<'m>(list: &mut Vec<Reading<'m>>, reader: &str, kind: EdgeKind, formula: &'m Formula) {
    list.push(Reading {
        reader: reader.to_owned(),
        kind,
        formula,
    });
}
