//! Weights that cannot be drawn, where that takes more than a look at one number: formulas over fixed numbers, moves that a case leaves to
//! the base, factors that take everything.

use crate::expr::BinaryOp;
use crate::source::{Diagnostic, Diagnostics, code};

use super::super::element::{Base, CaseWay, Model, Target, Variable};
use super::super::formula::{Formula, Kind, Term};
use super::super::value::{Amount, AmountKind, Reading, Weight};
use super::branches::{is_zero, possible};
use super::sites::weight_sets;

/// How far a sum of probabilities may exceed 1 and still count as 1.
const SLACK: f64 = 1e-9;

/// Reports what can be proved undrawable.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for variable in &model.variables {
        for set in weight_sets(variable) {
            for weight in set.weights.iter().flatten() {
                if let Weight::Amount(amount) = weight {
                    let use_as = match set.reading {
                        Reading::Relative => Use::Weight,
                        Reading::Rest | Reading::Same => Use::Probability,
                    };
                    check_formula(model, amount, use_as, diagnostics);
                }
            }
        }
        for (_, amount) in variable.factors.iter().flat_map(|factor| &factor.by) {
            check_formula(model, amount, Use::Weight, diagnostics);
        }
        check_moves(model, variable, diagnostics);
        check_nothing_left(variable, diagnostics);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Probability,
    Weight,
}

/// A formula that reads fixed numbers only has one value, whatever happens. A single number or assumption is judged where it is read.
fn check_formula(model: &Model, amount: &Amount, use_as: Use, diagnostics: &mut Diagnostics) {
    let Some((formula, value)) = fixed(model, amount) else {
        return;
    };
    if matches!(formula.term.kind, Kind::Number(_) | Kind::Assumption(_)) {
        return;
    }
    let (code, what, wanted) = match use_as {
        Use::Probability => (
            code::BAD_PROBABILITY,
            "a probability",
            "a probability lies between 0 and 1",
        ),
        Use::Weight => (
            code::BAD_WEIGHT,
            "a weight",
            "a weight is a finite number from 0 upwards",
        ),
    };
    let fits = match use_as {
        Use::Probability => (0.0..=1.0).contains(&value),
        Use::Weight => value >= 0.0 && value.is_finite(),
    };
    if !fits {
        diagnostics.push(
            Diagnostic::error(code, format!("this formula gives {what} of {value}"))
                .at(formula.span, format!("is {value} as the assumptions stand"))
                .help(wanted),
        );
    }
}

/// A ladder's case that names one move keeps the base's other one: together they may be too much.
fn check_moves(model: &Model, variable: &Variable, diagnostics: &mut Diagnostics) {
    let Base::Ladder { up, down } = &variable.base else {
        return;
    };
    // With two levels one of the moves is always impossible.
    if variable.branches.len() < 3 {
        return;
    }
    for case in &variable.cases {
        let (case_up, case_down) = match &case.way {
            CaseWay::Moves {
                up: Some(up),
                down: None,
            } => (up, down),
            CaseWay::Moves {
                up: None,
                down: Some(down),
            } => (up, down),
            _ => continue,
        };
        let number = |amount: &Amount| match amount.kind {
            AmountKind::Number(value) => Some(value),
            _ => fixed(model, amount).map(|(_, value)| value),
        };
        // What `per` converts is smaller, and is left to the run.
        let (Some(rise), Some(fall), None) = (number(case_up), number(case_down), variable.per) else {
            continue;
        };
        if rise + fall > 1.0 + SLACK {
            diagnostics.push(
                Diagnostic::error(code::SUM_ABOVE_ONE, format!("`up` and `down` sum to {}", rise + fall))
                    .at(case_up.span, format!("{rise}"))
                    .also(case_down.span, format!("{fall}"))
                    .help("a case that names one move keeps the other one of the base: name both here"),
            );
        }
    }
}

/// Factors that always act and are 0 leave nothing of a set.
fn check_nothing_left(variable: &Variable, diagnostics: &mut Diagnostics) {
    let always = variable.factors.iter().filter(|factor| factor.condition.is_none());
    let mut zeros = always
        .flat_map(|factor| &factor.by)
        .filter_map(|(target, amount)| match target {
            Target::Branch(branch) if is_zero(amount) => Some((*branch, amount.span)),
            _ => None,
        })
        .peekable();
    if zeros.peek().is_none() {
        return;
    }
    let zeros: Vec<_> = zeros.collect();
    for set in weight_sets(variable) {
        let left = possible(set).any(|branch| !zeros.iter().any(|(zero, _)| *zero == branch));
        if let (false, Some((_, span))) = (left || set.reading == Reading::Same, zeros.last()) {
            diagnostics.push(
                Diagnostic::error(
                    code::UNDRAWABLE,
                    format!(
                        "the factors of `{}` leave nothing of a set of weights",
                        variable.name.id
                    ),
                )
                .at(*span, "a factor of 0 that always acts")
                .also(set.span, "nothing is left of these")
                .help("give the factor an `if`, or a number above 0"),
            );
        }
    }
}

/// The value of a formula that reads nothing but numbers and assumptions that are numbers.
fn fixed<'a>(model: &Model, amount: &'a Amount) -> Option<(&'a Formula, f64)> {
    match &amount.kind {
        AmountKind::Formula(formula) => Some((formula, fixed_term(model, &formula.term)?)),
        _ => None,
    }
}

fn fixed_term(model: &Model, term: &Term) -> Option<f64> {
    let value = |term: &Term| fixed_term(model, term);
    Some(match &term.kind {
        Kind::Number(number) => *number,
        Kind::Assumption(id) => {
            let assumption = model.assumptions.get(id.at()).filter(|one| one.per.is_none())?;
            match assumption.value.kind {
                AmountKind::Number(number) => number,
                _ => return None,
            }
        }
        Kind::Negate(a) => -value(a)?,
        Kind::Arithmetic(BinaryOp::Add, a, b) => value(a)? + value(b)?,
        Kind::Arithmetic(BinaryOp::Subtract, a, b) => value(a)? - value(b)?,
        Kind::Arithmetic(BinaryOp::Multiply, a, b) => value(a)? * value(b)?,
        Kind::Arithmetic(BinaryOp::Divide, a, b) => value(a)? / value(b)?,
        _ => return None,
    })
}
