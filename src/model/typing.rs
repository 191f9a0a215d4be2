//! Typed formulas: names become elements, bare branch names find their variable, and every part is a truth, a number or a branch.

mod call;
mod compare;
mod complain;

use crate::calendar::Calendar;
use crate::document::Text;
use crate::expr::{self, BinaryOp, Node, UnaryOp};
use crate::source::{Diagnostic, Diagnostics, Span, code};

use super::formula::{Formula, Kind, Term, Type};
use super::names::{Named, Names};

/// What a formula has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// True or false; a yes/no variable stands for "is `yes`".
    Truth,
    /// A float.
    Number,
    /// A table's column: a branch (a yes/no variable stays one) or a truth.
    Column,
}

/// Where a formula stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Whether the scenario has a `[time]` section, even one that cannot be read.
    pub time: bool,
    /// Its steps, where they could be read.
    pub calendar: Option<&'a Calendar>,
}

/// Reads a formula and gives every part its type. `value_span` is the string in the file, quotes included.
///
/// Every problem is reported, syntax and meaning at once; `None` where there was one. Where it is `None` without a report, what the formula
/// names was itself reported before.
pub fn resolve(
    text: &Text,
    value_span: Span,
    expected: Expected,
    names: &Names,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Option<Formula> {
    let tree = expr::parse(&text.text);
    let mut typer = Typer {
        text,
        value_span,
        names,
        place,
        diagnostics,
    };
    for error in &tree.errors {
        let found =
            Diagnostic::error(error.code, error.message.clone()).at(typer.span(&error.span), error.label.clone());
        let found = error.help.iter().fold(found, |found, help| found.help(help.clone()));
        typer.diagnostics.push(found);
    }
    let term = match expected {
        Expected::Truth => typer.truth(&tree.node),
        Expected::Number => typer.number(&tree.node),
        Expected::Column => typer.column(&tree.node),
    };
    if term.is_none() && !diagnostics.has_errors() {
        // No way to write such a formula is known; it must not pass in silence all the same.
        diagnostics
            .push(Diagnostic::error(code::FORMULA_SYNTAX, "this formula cannot be understood").at(value_span, ""));
    }
    term.filter(|_| tree.errors.is_empty()).map(|term| Formula {
        term,
        span: value_span,
        text: text.text.clone(),
    })
}

/// One formula while it is given its types. A method that returns `None` has reported why.
struct Typer<'a> {
    text: &'a Text,
    value_span: Span,
    names: &'a Names,
    place: &'a Place<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Typer<'_> {
    /// The term, as a truth.
    fn truth(&mut self, node: &Node) -> Option<Term> {
        let term = self.infer(node)?;
        self.as_truth(term, node)
    }

    /// The term, as a number.
    fn number(&mut self, node: &Node) -> Option<Term> {
        let term = self.infer(node)?;
        if term.ty == Type::Number {
            return Some(term);
        }
        self.not_a_number(&term, node);
        None
    }

    /// The term, as a table's column.
    fn column(&mut self, node: &Node) -> Option<Term> {
        let term = self.infer(node)?;
        if term.ty == Type::Number {
            self.number_as_column(node);
            return None;
        }
        Some(term)
    }

    fn as_truth(&mut self, term: Term, node: &Node) -> Option<Term> {
        match term.ty {
            Type::Truth => Some(term),
            Type::Branch(variable) => {
                // A variable whose branches could not be read was reported already.
                let branches = self.names.branches(variable)?;
                let yes = branches.place("yes");
                match yes.filter(|_| branches.is_truth) {
                    Some(yes) => {
                        let span = term.span;
                        Some(truth(Kind::Is(Box::new(term), vec![yes]), span))
                    }
                    None => {
                        self.branch_as_truth(variable, node);
                        None
                    }
                }
            }
            Type::Number => {
                self.number_as_truth(node);
                None
            }
        }
    }

    /// The term, of whatever type it is.
    fn infer(&mut self, node: &Node) -> Option<Term> {
        let span = self.span(&node.span);
        match &node.kind {
            expr::Kind::Number(value) => Some(number(Kind::Number(*value), span)),
            expr::Kind::Truth(value) => Some(truth(Kind::Truth(*value), span)),
            expr::Kind::Name(name) => self.name(name, span),
            expr::Kind::Unary(UnaryOp::Not, operand) => {
                let operand = self.truth(operand)?;
                Some(truth(Kind::Not(Box::new(operand)), span))
            }
            expr::Kind::Unary(UnaryOp::Negate, operand) => {
                let operand = self.number(operand)?;
                Some(number(Kind::Negate(Box::new(operand)), span))
            }
            expr::Kind::Binary(op, left, right) => self.binary(*op, left, right, span),
            expr::Kind::In { item, list, negated } => self.membership(item, list, *negated, span),
            expr::Kind::Call(function, arguments) => self.call(*function, arguments, span),
            // The parser has said that a date has no place here, or what else it could not read.
            expr::Kind::Date(_) | expr::Kind::Error => None,
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Node, right: &Node, span: Span) -> Option<Term> {
        match op {
            BinaryOp::Or | BinaryOp::And => {
                let (left, right) = (self.truth(left), self.truth(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                let kind = match op {
                    BinaryOp::Or => Kind::Or(left, right),
                    _ => Kind::And(left, right),
                };
                Some(truth(kind, span))
            }
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Power => {
                let (left, right) = (self.number(left), self.number(right));
                let kind = Kind::Arithmetic(op, Box::new(left?), Box::new(right?));
                Some(number(kind, span))
            }
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => self.comparison(op, left, right, span),
        }
    }

    /// A name that no comparison makes a branch.
    fn name(&mut self, name: &str, span: Span) -> Option<Term> {
        if let "step" | "month" = name {
            self.needs_time(name, span)?;
            let kind = if name == "step" { Kind::Step } else { Kind::Month };
            return Some(number(kind, span));
        }
        match self.names.lookup(name) {
            Some(Named::Assumption(id)) => Some(number(Kind::Assumption(id), span)),
            Some(Named::Quantity(id)) => Some(number(Kind::Quantity(id), span)),
            Some(Named::Condition(id)) => Some(truth(Kind::Condition(id), span)),
            Some(Named::Variable(id)) => Some(Term {
                kind: Kind::Variable(id),
                ty: Type::Branch(id),
                span,
            }),
            None => {
                self.unknown_name(name, span);
                None
            }
        }
    }

    /// Reports what needs steps in a scenario that has none.
    fn needs_time(&mut self, what: &str, span: Span) -> Option<()> {
        if self.place.time {
            return Some(());
        }
        self.diagnostics.push(
            Diagnostic::error(code::NEEDS_TIME, format!("`{what}` needs steps"))
                .at(span, "this scenario has no `[time]`")
                .help("add a `[time]` section with `start`, `step` and `steps`, or take this out"),
        );
        None
    }

    /// The place in the file of a range of the formula's bytes.
    fn span(&self, range: &std::ops::Range<u32>) -> Span {
        let at = |byte: u32| self.text.offsets.get(byte as usize).copied();
        match (at(range.start), at(range.end)) {
            (Some(start), Some(end)) if start <= end => Span {
                file: self.text.file,
                start,
                end,
            },
            _ => self.value_span,
        }
    }

    /// The formula's own text of a node.
    fn source(&self, node: &Node) -> &str {
        let range = node.span.start as usize..node.span.end as usize;
        self.text.text.get(range).unwrap_or("")
    }
}

fn truth(kind: Kind, span: Span) -> Term {
    Term {
        kind,
        ty: Type::Truth,
        span,
    }
}

fn number(kind: Kind, span: Span) -> Term {
    Term {
        kind,
        ty: Type::Number,
        span,
    }
}
