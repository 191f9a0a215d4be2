//! The numbers that a scenario's author wrote: which are in doubt, and which cite a claim.

use crate::model::{
    Amount, AmountKind, Base, CaseWay, Evidence, Initial, Kind, Model, QuantityRule, Variable, Weight, WeightSet,
};

use super::readings::{amounts_of, base_amounts, case_amounts, path_of};

/// Numbers that stand together and are cited for together: an assumption, a set of weights, a factor, a distribution.
pub struct NumberGroup<'m> {
    /// Such as `assumptions.appetite` or `choices.troops.factor.ultimatum`.
    pub path: String,
    /// Its numbers, formulas among them.
    pub amounts: Vec<&'m Amount>,
    /// Whether it holds a number of its own.
    pub has_number: bool,
    /// Whether it or one of its numbers cites a claim in support.
    pub has_claim: bool,
    /// How many of its numbers are in doubt.
    pub doubts: u64,
}

/// All groups of numbers, in the order of the file.
pub fn number_groups(model: &Model) -> Vec<NumberGroup<'_>> {
    let mut list = Vec::new();
    for assumption in &model.assumptions {
        let path = format!("assumptions.{}", assumption.name.id);
        list.push(group(path, vec![&assumption.value], &assumption.name.evidence));
    }
    for variable in &model.variables {
        variable_groups(variable, &mut list);
    }
    for quantity in &model.quantities {
        let mut one = group(
            format!("quantities.{}", quantity.name.id),
            Vec::new(),
            &quantity.name.evidence,
        );
        if let QuantityRule::Chance { spread, .. } = &quantity.rule {
            one.has_number = spread
                .parameters()
                .iter()
                .any(|formula| matches!(formula.term.kind, Kind::Number(_)));
        }
        list.push(one);
    }
    list.retain(|one| one.has_number || !one.amounts.is_empty());
    list
}

/// How many values of a scenario are in doubt.
pub fn count_doubts(model: &Model) -> u64 {
    let facts = model.variables.iter().filter(|variable| variable.fact).count() as u64;
    facts + number_groups(model).iter().map(|group| group.doubts).sum::<u64>()
}

/// Every number, the views of experts among them.
pub fn all_amounts(model: &Model) -> Vec<&Amount> {
    let mut list = Vec::new();
    for amount in number_groups(model).into_iter().flat_map(|group| group.amounts) {
        list.push(amount);
        if let AmountKind::Experts { views, .. } = &amount.kind {
            list.extend(views.iter().map(|(_, view)| view));
        }
    }
    list
}

fn variable_groups<'m>(variable: &'m Variable, list: &mut Vec<NumberGroup<'m>>) {
    let path = path_of(variable);
    let mut base = group(path.clone(), base_amounts(variable), &variable.name.evidence);
    let mut sets: Vec<&WeightSet> = Vec::new();
    if let Some(Initial::Random(set)) = &variable.initial {
        sets.push(set);
    }
    match &variable.base {
        Base::Set(set) => sets.push(set),
        Base::Table { rows, .. } => sets.extend(rows.iter().map(|row| &row.set)),
        Base::Ladder { .. } => {}
    }
    add_dirichlet(&mut base, &sets);
    list.push(base);
    for (i, case) in variable.cases.iter().enumerate() {
        let id = case.id.clone().unwrap_or_else(|| (i + 1).to_string());
        let mut one = group(
            format!("{path}.case.{id}"),
            case_amounts(&case.way),
            &case.name.evidence,
        );
        if let CaseWay::Set(set) = &case.way {
            add_dirichlet(&mut one, &[set]);
        }
        list.push(one);
    }
    for (i, factor) in variable.factors.iter().enumerate() {
        let id = factor.id.clone().unwrap_or_else(|| (i + 1).to_string());
        let amounts = factor.by.iter().map(|(_, amount)| amount).collect();
        list.push(group(format!("{path}.factor.{id}"), amounts, &factor.name.evidence));
    }
}

fn add_dirichlet(group: &mut NumberGroup, sets: &[&WeightSet]) {
    for set in sets {
        if set
            .weights
            .iter()
            .flatten()
            .any(|weight| matches!(weight, Weight::Dirichlet(_)))
        {
            group.has_number = true;
            group.doubts += 1;
        }
        group.has_claim |= amounts_of(set).any(|amount| !amount.evidence.because.is_empty());
    }
}

fn group<'m>(path: String, amounts: Vec<&'m Amount>, evidence: &Evidence) -> NumberGroup<'m> {
    let cites = |amount: &Amount| {
        let views_cite = match &amount.kind {
            AmountKind::Experts { views, .. } => views.iter().any(|(_, view)| !view.evidence.because.is_empty()),
            _ => false,
        };
        views_cite || !amount.evidence.because.is_empty()
    };
    NumberGroup {
        has_number: amounts
            .iter()
            .any(|amount| !matches!(amount.kind, AmountKind::Formula(_))),
        has_claim: !evidence.because.is_empty() || amounts.iter().any(|amount| cites(amount)),
        doubts: amounts.iter().filter(|amount| amount.is_doubtful()).count() as u64,
        path,
        amounts,
    }
}
