//! Where formulas stand in a model, and a walk over what a formula reads.

use super::super::element::{Asked, Base, CaseWay, GivenThat, Initial, Model, Quantity, QuantityRule, Variable};
use super::super::formula::{Formula, Kind, Term};
use super::super::value::{Amount, AmountKind, Spread, Weight, WeightSet};

/// What a formula is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Whether a variable is asked.
    When,
    /// A weight of a random value before step 1.
    Initial,
    /// A weight of the base, of a case or of a row; a ladder's move.
    Weight,
    /// Whether a case holds.
    Case,
    /// Whether a factor acts.
    Factor,
    /// How much a factor multiplies.
    Multiplier,
    /// What a table's rows are matched against.
    Column,
    /// A quantity's value, or its `next`.
    Value,
    /// A quantity's `start`.
    Start,
}

/// A formula in its place.
#[derive(Clone, Copy)]
pub(super) struct Site<'m> {
    pub part: Part,
    pub formula: &'m Formula,
}

/// All formulas of a variable.
pub(super) fn of_variable(variable: &Variable) -> Vec<Site<'_>> {
    let mut list = Vec::new();
    list.extend(variable.when.iter().map(|formula| Site {
        part: Part::When,
        formula,
    }));
    if let Some(Initial::Random(set)) = &variable.initial {
        of_set(set, Part::Initial, &mut list);
    }
    match &variable.base {
        Base::Set(set) => of_set(set, Part::Weight, &mut list),
        Base::Ladder { up, down } => {
            of_amount(up, Part::Weight, &mut list);
            of_amount(down, Part::Weight, &mut list);
        }
        Base::Table { columns, rows } => {
            list.extend(columns.iter().map(|column| Site {
                part: Part::Column,
                formula: &column.term,
            }));
            for row in rows {
                of_set(&row.set, Part::Weight, &mut list);
            }
        }
    }
    for case in &variable.cases {
        list.push(Site {
            part: Part::Case,
            formula: &case.condition,
        });
        match &case.way {
            CaseWay::Set(set) => of_set(set, Part::Weight, &mut list),
            CaseWay::Moves { up, down } => {
                for amount in up.iter().chain(down) {
                    of_amount(amount, Part::Weight, &mut list);
                }
            }
        }
    }
    for factor in &variable.factors {
        list.extend(factor.condition.iter().map(|formula| Site {
            part: Part::Factor,
            formula,
        }));
        for (_, amount) in &factor.by {
            of_amount(amount, Part::Multiplier, &mut list);
        }
    }
    list
}

/// All formulas of a quantity.
pub(super) fn of_quantity(quantity: &Quantity) -> Vec<Site<'_>> {
    let value = |formula| Site {
        part: Part::Value,
        formula,
    };
    match &quantity.rule {
        QuantityRule::Formula { formula, .. } => vec![value(formula)],
        QuantityRule::Chain { start, next } => {
            let start = Site {
                part: Part::Start,
                formula: start,
            };
            vec![start, value(next)]
        }
        QuantityRule::Chance { spread, .. } => parameters(spread).into_iter().map(value).collect(),
    }
}

/// All formulas that questions, alternatives and conditions hold.
pub(super) fn of_readers(model: &Model) -> Vec<&Formula> {
    let mut list: Vec<&Formula> = model.conditions.iter().map(|c| &c.truth).collect();
    list.extend(of_questions(model));
    list
}

/// All formulas of questions, and those that alternatives keep trials by.
pub(super) fn of_questions(model: &Model) -> Vec<&Formula> {
    let mut list = Vec::new();
    for question in &model.questions {
        match &question.asked {
            Asked::Yes(formula) => list.push(formula),
            Asked::Number { number, .. } => list.push(number),
            Asked::Cases { cases, .. } => list.extend(cases.iter().map(|case| &case.condition)),
        }
    }
    for alternative in &model.alternatives {
        list.extend(alternative.given.iter().filter_map(|given| match given {
            GivenThat::Formula(formula) => Some(formula),
            GivenThat::Question(_) => None,
        }));
    }
    list
}

/// All numbers of a model that may be given by experts: assumptions, weights, moves and factors.
pub(super) fn amounts(model: &Model) -> Vec<&Amount> {
    let mut list: Vec<&Amount> = model.assumptions.iter().map(|assumption| &assumption.value).collect();
    for variable in &model.variables {
        let mut sets = weight_sets(variable);
        if let Some(Initial::Random(set)) = &variable.initial {
            sets.push(set);
        }
        for weight in sets.into_iter().flat_map(|set| &set.weights).flatten() {
            if let Weight::Amount(amount) = weight {
                list.push(amount);
            }
        }
        if let Base::Ladder { up, down } = &variable.base {
            list.extend([up, down]);
        }
        for case in &variable.cases {
            if let CaseWay::Moves { up, down } = &case.way {
                list.extend(up.iter().chain(down));
            }
        }
        list.extend(
            variable
                .factors
                .iter()
                .flat_map(|factor| &factor.by)
                .map(|(_, amount)| amount),
        );
    }
    list
}

/// The sets of weights of a variable: base, rows and cases.
pub(super) fn weight_sets(variable: &Variable) -> Vec<&WeightSet> {
    let mut list: Vec<&WeightSet> = match &variable.base {
        Base::Set(set) => vec![set],
        Base::Table { rows, .. } => rows.iter().map(|row| &row.set).collect(),
        Base::Ladder { .. } => Vec::new(),
    };
    list.extend(variable.cases.iter().filter_map(|case| match &case.way {
        CaseWay::Set(set) => Some(set),
        CaseWay::Moves { .. } => None,
    }));
    list
}

/// The parameters of a distribution, in order.
pub(super) fn parameters<T>(spread: &Spread<T>) -> Vec<&T> {
    match spread {
        Spread::Uniform(list)
        | Spread::Normal(list)
        | Spread::LogNormalQuantiles(list)
        | Spread::LogNormalMedian(list)
        | Spread::Beta(list) => list.iter().collect(),
        Spread::Triangular(list) | Spread::Pert(list) | Spread::Interval(list) => list.iter().collect(),
    }
}

fn of_set<'m>(set: &'m WeightSet, part: Part, list: &mut Vec<Site<'m>>) {
    for weight in set.weights.iter().flatten() {
        if let Weight::Amount(amount) = weight {
            of_amount(amount, part, list);
        }
    }
}

fn of_amount<'m>(amount: &'m Amount, part: Part, list: &mut Vec<Site<'m>>) {
    match &amount.kind {
        AmountKind::Formula(formula) => list.push(Site { part, formula }),
        AmountKind::Experts { views, .. } => {
            for (_, view) in views {
                of_amount(view, part, list);
            }
        }
        AmountKind::Number(_) | AmountKind::Word { .. } | AmountKind::Strength { .. } | AmountKind::Uncertain(_) => {}
    }
}

/// At which step a part of a formula is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// How many steps back.
    pub lag: u32,
    /// `prev` reads it as it stood before step 1, when step 1 looks back.
    pub before_start: bool,
    /// `ever` and its like look at it at the ends of steps; step 0 is no step.
    pub tracked: bool,
}

/// Visits every node of a term, from the top; conditions are not entered.
pub(super) fn walk<'t>(term: &'t Term, visit: &mut impl FnMut(&'t Term, Reading)) {
    let now = Reading {
        lag: 0,
        before_start: false,
        tracked: false,
    };
    walk_from(term, now, visit);
}

fn walk_from<'t>(term: &'t Term, reading: Reading, visit: &mut impl FnMut(&'t Term, Reading)) {
    visit(term, reading);
    let below = match &term.kind {
        Kind::Prev(_, back) => Reading {
            lag: reading.lag.saturating_add(*back),
            before_start: true,
            tracked: false,
        },
        Kind::Ever(_) | Kind::Count(_) | Kind::StepsSince(_) => Reading {
            before_start: false,
            tracked: true,
            ..reading
        },
        _ => reading,
    };
    for operand in term.operands() {
        walk_from(operand, below, visit);
    }
}

/// What a term reads that has steps of its own, with the word for it.
pub(super) fn step_word(term: &Term) -> Option<&'static str> {
    match &term.kind {
        Kind::Step => Some("step"),
        Kind::Month => Some("month"),
        Kind::After(_) => Some("after"),
        Kind::At(_) => Some("at"),
        Kind::Prev(..) => Some("prev"),
        Kind::Ever(_) => Some("ever"),
        Kind::Count(_) => Some("count"),
        Kind::StepsSince(_) => Some("steps_since"),
        _ => None,
    }
}
