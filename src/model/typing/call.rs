//! The functions of formulas: what their arguments have to be, and what they give.

use jiff::civil::Date;

use crate::expr::{self, Function, Node};
use crate::source::{Diagnostic, Span, code};

use super::super::formula::{Kind, Term, Type};
use super::super::names::Named;
use super::{Typer, number, truth};

/// The furthest that `prev(e, n)` may look back; a longer run is refused elsewhere.
const FURTHEST: u32 = 10_000;

impl Typer<'_> {
    pub(super) fn call(&mut self, function: Function, arguments: &[Node], span: Span) -> Option<Term> {
        let timed = match function {
            Function::Prev
            | Function::Ever
            | Function::Count
            | Function::StepsSince
            | Function::After
            | Function::At => self.needs_time(function.name(), span),
            _ => Some(()),
        };
        let term = match function {
            Function::StepsSince => {
                // Its argument is typed all the same, so that its own problems are said too.
                let _ = arguments.first().map(|argument| self.truth(argument));
                self.not_alone(span);
                None
            }
            _ => self.applied(function, arguments, span),
        };
        timed.and(term)
    }

    /// `steps_since(c)`, where it stands alone on a side of a comparison.
    pub(super) fn steps_since(&mut self, arguments: &[Node], span: Span) -> Option<Term> {
        let timed = self.needs_time("steps_since", span);
        let [condition] = arguments else { return None };
        let condition = self.truth(condition)?;
        timed.map(|()| number(Kind::StepsSince(Box::new(condition)), span))
    }

    /// A function other than `steps_since`. The parser has reported a wrong number of arguments.
    fn applied(&mut self, function: Function, arguments: &[Node], span: Span) -> Option<Term> {
        match (function, arguments) {
            (Function::Prev, [term]) => self.prev(term, Some(1), span),
            (Function::Prev, [term, back]) => {
                let back = self.steps_back(back);
                self.prev(term, back, span)
            }
            (Function::Ever, [condition]) => {
                let condition = Box::new(self.truth(condition)?);
                Some(truth(Kind::Ever(condition), span))
            }
            (Function::Count, [condition]) => {
                let condition = Box::new(self.truth(condition)?);
                Some(number(Kind::Count(condition), span))
            }
            (Function::Drawn, [variable]) => self.drawn(variable, span),
            (Function::After | Function::At, [day]) => {
                let day = self.day(function, day)?;
                let kind = match function {
                    Function::After => Kind::After(day),
                    _ => Kind::At(day),
                };
                Some(truth(kind, span))
            }
            (Function::If, [condition, yes, no]) => {
                let condition = self.truth(condition);
                let arms = self.arms(yes, no);
                let (condition, (yes, no)) = (condition?, arms?);
                let ty = yes.ty;
                let kind = Kind::If(Box::new(condition), Box::new(yes), Box::new(no));
                Some(Term { kind, ty, span })
            }
            (Function::Min | Function::Max, [_, _, ..]) => {
                let of: Vec<Option<Term>> = arguments.iter().map(|one| self.number(one)).collect();
                let of = of.into_iter().collect::<Option<Vec<Term>>>()?;
                let largest = function == Function::Max;
                Some(number(Kind::Extreme { largest, of }, span))
            }
            (Function::Abs | Function::Exp | Function::Ln | Function::Sqrt, [argument]) => {
                let argument = Box::new(self.number(argument)?);
                Some(number(Kind::Apply(function, argument), span))
            }
            (Function::Clamp, [value, low, high]) => {
                let (value, low, high) = (self.number(value), self.number(low), self.number(high));
                let kind = Kind::Clamp(Box::new(value?), Box::new(low?), Box::new(high?));
                Some(number(kind, span))
            }
            _ => None,
        }
    }

    fn prev(&mut self, node: &Node, back: Option<u32>, span: Span) -> Option<Term> {
        let term = self.infer(node)?;
        let ty = term.ty;
        let kind = Kind::Prev(Box::new(term), back?);
        Some(Term { kind, ty, span })
    }

    /// The `n` of `prev(e, n)`; the parser has seen to it that it is a whole number from 1.
    fn steps_back(&mut self, node: &Node) -> Option<u32> {
        let expr::Kind::Number(value) = node.kind else {
            return None;
        };
        if value <= f64::from(FURTHEST) {
            return Some(value as u32);
        }
        self.diagnostics.push(
            Diagnostic::error(
                code::WRONG_ARGUMENTS,
                format!("`prev` looks back at most {FURTHEST} steps"),
            )
            .at(self.span(&node.span), "further back than any run goes")
            .help("`prev(e, 2)` looks two steps back; `ever(c)` and `count(c)` look at all steps"),
        );
        None
    }

    /// The variable that `drawn` asks about; the parser has reported what is no name.
    fn drawn(&mut self, node: &Node, span: Span) -> Option<Term> {
        let expr::Kind::Name(name) = &node.kind else {
            return None;
        };
        let at = self.span(&node.span);
        match self.names.lookup(name) {
            Some(Named::Variable(variable)) => return Some(truth(Kind::Drawn(variable), span)),
            Some(other) => self.diagnostics.push(
                Diagnostic::error(
                    code::WRONG_ARGUMENTS,
                    format!("`{name}` is {}, which is never drawn", other.article()),
                )
                .at(at, "a choice or event is wanted")
                .help("`drawn(x)` asks whether the choice or event `x` has been drawn or forced in this trial"),
            ),
            None => self.unknown_name(name, at),
        }
        None
    }

    /// The day of `after` or `at`, which the parser has read; one outside of the run is reported as a warning.
    fn day(&mut self, function: Function, node: &Node) -> Option<Date> {
        let expr::Kind::Date(day) = node.kind else {
            return None;
        };
        if let Some(calendar) = self.place.calendar {
            self.outside(function, day, calendar, node);
        }
        Some(day)
    }

    /// The two arms of `if`, of one type.
    fn arms(&mut self, yes_node: &Node, no_node: &Node) -> Option<(Term, Term)> {
        let (yes, no) = (self.infer(yes_node), self.infer(no_node));
        let (yes, no) = (yes?, no?);
        if yes.ty == no.ty {
            return Some((yes, no));
        }
        if self.stands_for_truth(yes.ty) && self.stands_for_truth(no.ty) {
            return Some((self.as_truth(yes, yes_node)?, self.as_truth(no, no_node)?));
        }
        if self.is_unread(yes.ty) || self.is_unread(no.ty) {
            return None;
        }
        let found = Diagnostic::error(
            code::TYPE_MISMATCH,
            format!(
                "the two values of `if` differ in type: {} and {}",
                self.described(&yes, yes_node),
                self.described(&no, no_node)
            ),
        )
        .at(no.span, "has to be of the same type")
        .also(yes.span, "as this")
        .help("`if(c, a, b)` gives `a` where `c` holds, else `b`: two numbers, two truths, or twice the same choice or event");
        self.diagnostics.push(found);
        None
    }

    /// Whether a term of this type is a truth or a yes/no variable.
    pub(super) fn stands_for_truth(&self, ty: Type) -> bool {
        match ty {
            Type::Truth => true,
            Type::Number => false,
            Type::Branch(variable) => self.names.branches(variable).is_some_and(|branches| branches.is_truth),
        }
    }

    /// Whether it is of a variable whose branches could not be read.
    pub(super) fn is_unread(&self, ty: Type) -> bool {
        matches!(ty, Type::Branch(variable) if self.names.branches(variable).is_none())
    }
}
