//! Whether a truth that has come to hold can cease to hold.

use std::collections::BTreeSet;

use crate::expr::BinaryOp;

use super::super::element::{Model, Timing, VariableId};
use super::super::formula::{Kind, Term, Type};
use super::finite::Work;
use super::moves::moves;
use super::states::UNDRAWN;

/// Conditions in conditions are followed so deep.
const DEEPEST: u32 = 8;

/// How a truth goes over the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// It never changes.
    Fixed,
    /// Once it holds, it goes on to.
    Lasts,
    /// Once it fails, it goes on to.
    Falls,
    /// It can come to hold, and fail afterwards.
    Ends,
    /// Nothing can be said.
    Unknown,
}

/// How a truth goes, or its negation.
pub(super) fn course(model: &Model, term: &Term, negated: bool, work: &mut Work) -> Course {
    course_at(model, term, negated, work, 0)
}

fn course_at(model: &Model, term: &Term, negated: bool, work: &mut Work, depth: u32) -> Course {
    let flipped = |course: Course| match (course, negated) {
        (Course::Lasts, true) => Course::Falls,
        (Course::Falls, true) => Course::Lasts,
        (Course::Ends, true) => Course::Unknown,
        (course, _) => course,
    };
    if work.take(1).is_none() {
        return Course::Unknown;
    }
    match &term.kind {
        Kind::Truth(_) => Course::Fixed,
        Kind::Not(a) => course_at(model, a, !negated, work, depth),
        Kind::And(a, b) | Kind::Or(a, b) => joined(
            course_at(model, a, negated, work, depth),
            course_at(model, b, negated, work, depth),
        ),
        Kind::Prev(a, _) => course_at(model, a, negated, work, depth),
        Kind::Condition(id) => match model.conditions.get(id.at()) {
            Some(condition) if depth < DEEPEST => course_at(model, &condition.truth.term, negated, work, depth + 1),
            _ => Course::Unknown,
        },
        Kind::Is(a, places) => match plain(a) {
            Some(id) => of_branches(model, id, |state| places.contains(&state) != negated, work),
            None => Course::Unknown,
        },
        Kind::Levels(op, a, b) => match levels(op, a, b) {
            Some((id, holds)) => of_branches(model, id, |state| holds(state) != negated, work),
            None => Course::Unknown,
        },
        Kind::Drawn(_) | Kind::Ever(_) | Kind::After(_) => flipped(Course::Lasts),
        Kind::Compare(op, a, b) => match (&a.kind, &b.kind) {
            (Kind::Assumption(_) | Kind::Number(_), Kind::Assumption(_) | Kind::Number(_)) => Course::Fixed,
            (Kind::Count(_), Kind::Assumption(_) | Kind::Number(_))
                if matches!(op, BinaryOp::Greater | BinaryOp::GreaterEqual) =>
            {
                flipped(Course::Lasts)
            }
            _ => Course::Unknown,
        },
        _ => Course::Unknown,
    }
}

fn joined(a: Course, b: Course) -> Course {
    match (a, b) {
        (Course::Fixed, other) | (other, Course::Fixed) => other,
        (Course::Ends, _) | (_, Course::Ends) => Course::Ends,
        (a, b) if a == b => a,
        _ => Course::Unknown,
    }
}

/// The variable that a term reads, at whatever step.
fn plain(term: &Term) -> Option<VariableId> {
    match &term.kind {
        Kind::Variable(id) => Some(*id),
        Kind::Prev(inner, _) => plain(inner),
        _ => None,
    }
}

/// A comparison of a ladder with one of its levels, as a set of levels.
fn levels(op: &BinaryOp, a: &Term, b: &Term) -> Option<(VariableId, impl Fn(u16) -> bool)> {
    let (op, id, level) = match (plain(a), &a.kind, plain(b), &b.kind) {
        (Some(id), _, _, Kind::Branch(_, level)) => (*op, id, *level),
        (_, Kind::Branch(_, level), Some(id), _) => {
            let turned = match op {
                BinaryOp::Less => BinaryOp::Greater,
                BinaryOp::LessEqual => BinaryOp::GreaterEqual,
                BinaryOp::Greater => BinaryOp::Less,
                BinaryOp::GreaterEqual => BinaryOp::LessEqual,
                other => *other,
            };
            (turned, id, *level)
        }
        _ => return None,
    };
    debug_assert!(matches!(a.ty, Type::Branch(_)));
    let holds = move |state: u16| {
        state != UNDRAWN
            && match op {
                BinaryOp::Less => state < level,
                BinaryOp::LessEqual => state <= level,
                BinaryOp::Greater => state > level,
                _ => state >= level,
            }
    };
    Some((id, holds))
}

/// How "the variable stands at one of these" goes.
fn of_branches(model: &Model, id: VariableId, holds: impl Fn(u16) -> bool, work: &mut Work) -> Course {
    match model.variables.get(id.at()).map(|variable| variable.timing) {
        Some(Timing::Once) => return Course::Fixed,
        Some(Timing::EachStep) => {}
        // It is drawn once, so that it changes once.
        Some(Timing::FirstChance) | None => return Course::Unknown,
    }
    let Some(moves) = moves(model, id, work) else {
        return Course::Unknown;
    };
    let rises = |state: u16, next: u16| !holds(state) && holds(next);
    let mut entered: BTreeSet<u16> = BTreeSet::new();
    for (state, after) in &moves {
        entered.extend(after.iter().copied().filter(|next| rises(*state, *next)));
    }
    let mut seen: BTreeSet<u16> = BTreeSet::new();
    while let Some(state) = entered.pop_first() {
        if !seen.insert(state) {
            continue;
        }
        let Some((_, after)) = moves.iter().find(|(from, _)| *from == state) else {
            return Course::Unknown;
        };
        if after.iter().any(|next| !holds(*next)) {
            return Course::Ends;
        }
        entered.extend(after);
    }
    let falls = moves
        .iter()
        .any(|(state, after)| holds(*state) && after.iter().any(|next| !holds(*next)));
    match (seen.is_empty(), falls) {
        (true, true) => Course::Falls,
        (_, false) => Course::Lasts,
        (false, true) => Course::Unknown,
    }
}
