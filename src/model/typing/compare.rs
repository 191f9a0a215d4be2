//! Comparisons: which bare names are branches, and what may be compared with what.

use crate::expr::{self, BinaryOp, Function, Node};
use crate::source::Span;

use super::super::element::VariableId;
use super::super::formula::{Kind, Term, Type};
use super::super::names::Named;
use super::{Typer, truth};

impl Typer<'_> {
    pub(super) fn comparison(&mut self, op: BinaryOp, left_node: &Node, right_node: &Node, span: Span) -> Option<Term> {
        let (left, right) = self.sides(left_node, right_node)?;
        let equality = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
        let kind = match (left.ty, right.ty) {
            (Type::Number, Type::Number) => {
                let kind = Kind::Compare(op, Box::new(left), Box::new(right));
                return Some(truth(kind, span));
            }
            (Type::Branch(_), Type::Branch(_)) if equality => match (&left.kind, &right.kind) {
                (_, &Kind::Branch(_, place)) => Kind::Is(Box::new(left), vec![place]),
                (&Kind::Branch(_, place), _) => Kind::Is(Box::new(right), vec![place]),
                _ => Kind::SameBranch(Box::new(left), Box::new(right)),
            },
            (Type::Branch(a), Type::Branch(b)) => {
                if a != b {
                    self.levels_of_two(&left, left_node, &right, right_node);
                    return None;
                }
                if !self.names.branches(a)?.ladder {
                    self.not_ordered(op, a, span);
                    return None;
                }
                let kind = Kind::Levels(op, Box::new(left), Box::new(right));
                return Some(truth(kind, span));
            }
            (a, b) if equality && self.stands_for_truth(a) && self.stands_for_truth(b) => {
                let left = self.as_truth(left, left_node)?;
                let right = self.as_truth(right, right_node)?;
                Kind::SameTruth(Box::new(left), Box::new(right))
            }
            (a, b) if self.is_unread(a) || self.is_unread(b) => return None,
            _ => {
                self.not_comparable(op, (&left, left_node), (&right, right_node), span);
                return None;
            }
        };
        Some(same_or_not(kind, op == BinaryOp::NotEqual, span))
    }

    pub(super) fn membership(&mut self, item: &Node, list: &[Node], negated: bool, span: Span) -> Option<Term> {
        let item_term = match &item.kind {
            expr::Kind::Call(Function::StepsSince, arguments) => {
                let at = self.span(&item.span);
                let _ = self.steps_since(arguments, at);
                self.not_alone(at);
                None
            }
            _ => self.infer(item),
        }?;
        let kind = match item_term.ty {
            Type::Branch(variable) => {
                let places: Vec<Option<u16>> = list.iter().map(|one| self.listed_branch(variable, one)).collect();
                let places = places.into_iter().collect::<Option<Vec<u16>>>()?;
                self.no_doubles(list, &places)?;
                Kind::Is(Box::new(item_term), places)
            }
            Type::Number => {
                let numbers: Vec<Option<Term>> = list.iter().map(|one| self.listed_number(one)).collect();
                let numbers = numbers.into_iter().collect::<Option<Vec<Term>>>()?;
                Kind::OneOf(Box::new(item_term), numbers)
            }
            Type::Truth => {
                self.truth_in_list(item);
                return None;
            }
        };
        Some(same_or_not(kind, negated, span))
    }

    /// Both sides, with bare names read as branches of the other side where it has one: the left side's branches are looked at first.
    fn sides(&mut self, left: &Node, right: &Node) -> Option<(Term, Term)> {
        let (of_left, of_right) = (self.variable_of(left), self.variable_of(right));
        if let Some(branch) = self.branch_of(of_left, right) {
            return Some((self.infer(left)?, branch));
        }
        if let Some(branch) = self.branch_of(of_right, left) {
            return Some((branch, self.infer(right)?));
        }
        // A name that stands for nothing, beside a variable, is a misspelt branch rather than a misspelt element.
        if let (Some(variable), Some(name)) = (of_left, self.stranger(right)) {
            let _ = self.infer(left);
            let span = self.span(&right.span);
            self.unknown_branch(variable, name, span);
            return None;
        }
        if let (Some(variable), Some(name)) = (of_right, self.stranger(left)) {
            let span = self.span(&left.span);
            self.unknown_branch(variable, name, span);
            let _ = self.infer(right);
            return None;
        }
        // Beside a side that could not be read, a name that stands for nothing may well be one of its branches.
        if self.stranger(right).is_some() {
            let left = self.side(left)?;
            return Some((left, self.side(right)?));
        }
        if self.stranger(left).is_some() {
            let right = self.side(right)?;
            return Some((self.side(left)?, right));
        }
        let (left, right) = (self.side(left), self.side(right));
        Some((left?, right?))
    }

    /// One side of a comparison, where `steps_since` may stand.
    fn side(&mut self, node: &Node) -> Option<Term> {
        match &node.kind {
            expr::Kind::Call(Function::StepsSince, arguments) => {
                let span = self.span(&node.span);
                self.steps_since(arguments, span)
            }
            _ => self.infer(node),
        }
    }

    /// The variable whose branch a node denotes, if it does; reports nothing.
    fn variable_of(&self, node: &Node) -> Option<VariableId> {
        match &node.kind {
            expr::Kind::Name(name) => match self.names.lookup(name) {
                Some(Named::Variable(variable)) => Some(variable),
                _ => None,
            },
            expr::Kind::Call(Function::Prev, arguments) => self.variable_of(arguments.first()?),
            expr::Kind::Call(Function::If, arguments) => {
                let [_, yes, no] = arguments.as_slice() else {
                    return None;
                };
                let variable = self.variable_of(yes)?;
                (self.variable_of(no) == Some(variable)).then_some(variable)
            }
            _ => None,
        }
    }

    /// The branch of the variable that a bare name says.
    fn branch_of(&self, variable: Option<VariableId>, node: &Node) -> Option<Term> {
        let variable = variable?;
        let expr::Kind::Name(name) = &node.kind else {
            return None;
        };
        let place = self.names.branches(variable)?.place(name)?;
        Some(Term {
            kind: Kind::Branch(variable, place),
            ty: Type::Branch(variable),
            span: self.span(&node.span),
        })
    }

    /// A bare name that no element has.
    fn stranger<'n>(&self, node: &'n Node) -> Option<&'n str> {
        match &node.kind {
            expr::Kind::Name(name) if self.names.lookup(name).is_none() && name != "step" && name != "month" => {
                Some(name)
            }
            _ => None,
        }
    }

    fn listed_branch(&mut self, variable: VariableId, node: &Node) -> Option<u16> {
        let span = self.span(&node.span);
        match &node.kind {
            expr::Kind::Name(name) => {
                let place = self.names.branches(variable)?.place(name);
                if place.is_none() {
                    self.unknown_branch(variable, name, span);
                }
                place
            }
            expr::Kind::Error => None,
            _ => {
                let text = self.source(node).to_owned();
                self.unknown_branch(variable, &text, span);
                None
            }
        }
    }

    fn listed_number(&mut self, node: &Node) -> Option<Term> {
        if let expr::Kind::Name(name) = &node.kind {
            let span = self.span(&node.span);
            self.name_in_numbers(name, span);
            return None;
        }
        self.number(node)
    }
}

fn same_or_not(kind: Kind, negated: bool, span: Span) -> Term {
    let term = truth(kind, span);
    if negated {
        truth(Kind::Not(Box::new(term)), span)
    } else {
        term
    }
}
