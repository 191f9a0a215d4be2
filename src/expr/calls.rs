//! Functions with their arguments, and the lists behind `in`.

use std::ops::Range;

use super::functions::Function;
use super::lexer::{Sign, Token};
use super::parser::{Parser, Part, Strength};
use super::recover::unknown_function;
use super::tree::{Kind, Node, SyntaxError, UnaryOp};
use crate::source::code;

impl Parser<'_> {
    /// `in [ … ]`, behind the word.
    pub(super) fn list(&mut self, item: Part, negated: bool) -> Part {
        let start = item.node.span.start;
        if *self.peek() != Token::Sign(Sign::OpenList) {
            let help = "write `x in [a, b]`";
            self.report("`in` needs a list in `[` and `]`", self.here(), help);
            // What follows was probably meant as the only entry.
            self.expression(Strength::Add);
            return self.error(start..self.behind());
        }
        let opened = self.here();
        self.advance();
        let list = self.arguments(Sign::CloseList);
        if list.is_empty() {
            self.report("a list needs at least one entry", opened.start..self.behind(), "");
            return self.error(start..self.behind());
        }
        for part in &list {
            if !is_entry(&part.node) {
                let message = "a list holds branches, or numbers that are written out";
                self.report(message, part.node.span.clone(), "");
            }
        }
        let depth = list.iter().map(|part| part.depth).max().unwrap_or(0).max(item.depth);
        let list = list.into_iter().map(|part| part.node).collect();
        self.part(
            Kind::In {
                item: Box::new(item.node),
                list,
                negated,
            },
            start..self.behind(),
            depth,
        )
    }

    /// A function and its arguments; the name has been read, the bracket comes next.
    pub(super) fn call(&mut self, name: &str, name_span: Range<u32>) -> Part {
        let start = name_span.start;
        self.advance();
        let Some(function) = Function::named(name) else {
            self.errors.add(unknown_function(name, name_span));
            self.arguments(Sign::Close);
            return self.error(start..self.behind());
        };
        if let Function::After | Function::At = function {
            return self.day_call(function, start);
        }
        let arguments = self.arguments(Sign::Close);
        let span = start..self.behind();
        if !self.fits(function, &arguments, &span) {
            return self.error(span);
        }
        let depth = arguments.iter().map(|part| part.depth).max().unwrap_or(0);
        let arguments = arguments.into_iter().map(|part| part.node).collect();
        self.part(Kind::Call(function, arguments), span, depth)
    }

    /// `after(day)` and `at(day)`, behind the bracket.
    pub(super) fn day_call(&mut self, function: Function, start: u32) -> Part {
        let span = self.here();
        let Token::Day(day) = *self.peek() else {
            let name = function.name();
            let error = SyntaxError::new(code::WRONG_ARGUMENTS, format!("`{name}` needs a day"), span);
            self.add(error.help(format!("write `{name}(2023-01-15)`")));
            self.skip_to(&[Sign::Close, Sign::CloseList]);
            self.close(Sign::Close);
            return self.error(start..self.behind());
        };
        self.advance();
        if *self.peek() != Token::Sign(Sign::Close) {
            let message = format!("`{}` takes a day and nothing else", function.name());
            self.add(SyntaxError::new(code::WRONG_ARGUMENTS, message, self.here()));
            self.skip_to(&[Sign::Close, Sign::CloseList]);
        }
        self.close(Sign::Close);
        let whole = start..self.behind();
        match day {
            Some(day) => {
                let argument = self.part(Kind::Date(day), span, 0);
                self.part(Kind::Call(function, vec![argument.node]), whole, argument.depth)
            }
            None => self.error(whole),
        }
    }

    /// Expressions with commas between, up to the closing sign.
    pub(super) fn arguments(&mut self, closing: Sign) -> Vec<Part> {
        let mut list = Vec::new();
        if *self.peek() == Token::Sign(closing) {
            self.advance();
            return list;
        }
        loop {
            list.push(self.expression(Strength::Or));
            match self.peek() {
                Token::Sign(Sign::Comma) => self.advance(),
                Token::Sign(sign) if *sign == closing => {
                    self.advance();
                    return list;
                }
                Token::End => {
                    self.close(closing);
                    return list;
                }
                _ => {
                    self.expected_operator();
                    self.skip_to(&[Sign::Comma, Sign::Close, Sign::CloseList]);
                    if *self.peek() != Token::Sign(Sign::Comma) {
                        self.close(closing);
                        return list;
                    }
                    self.advance();
                }
            }
        }
    }

    /// Whether the arguments fit the function; says so if not.
    pub(super) fn fits(&mut self, function: Function, arguments: &[Part], span: &Range<u32>) -> bool {
        let entry = function.entry();
        let few = arguments.len() < entry.least;
        if few || entry.most.is_some_and(|most| arguments.len() > most) {
            let amount = if few { "few" } else { "many" };
            let message = format!("`{}` has too {amount} arguments", entry.name);
            let help = format!("write {}", entry.signature_quoted());
            self.add(SyntaxError::new(code::WRONG_ARGUMENTS, message, span.clone()).help(help));
            return false;
        }
        let wrong = |message: &str, part: &Part, help: &str| {
            SyntaxError::new(code::WRONG_ARGUMENTS, message, part.node.span.clone()).help(help)
        };
        match (function, arguments) {
            (Function::Prev, [_, steps]) if !self.is_whole_number(&steps.node) => {
                let message = "the second argument of `prev` is a whole number, written out";
                self.add(wrong(message, steps, "write `prev(e, 2)`: 1 or more, no formula"));
                false
            }
            (Function::Drawn, [part]) => match part.node.kind {
                Kind::Name(_) => true,
                Kind::Error => false,
                _ => {
                    self.add(wrong("`drawn` takes the name of a variable", part, "write `drawn(x)`"));
                    false
                }
            },
            _ => true,
        }
    }

    /// Whether a part is an integer from 1 to the largest step there can be, in digits only.
    pub(super) fn is_whole_number(&self, node: &Node) -> bool {
        let written = self.text.get(node.span.start as usize..node.span.end as usize);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
        let in_range = matches!(node.kind, Kind::Number(value) if (1.0..=f64::from(u32::MAX)).contains(&value));
        in_range && written.is_some_and(digits)
    }
}

/// Whether a list may hold it: a branch, or a number that is written out.
fn is_entry(node: &Node) -> bool {
    match &node.kind {
        Kind::Name(_) | Kind::Number(_) | Kind::Error => true,
        Kind::Unary(UnaryOp::Negate, operand) => matches!(operand.kind, Kind::Number(_)),
        _ => false,
    }
}
