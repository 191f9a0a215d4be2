//! Tokens to a tree: a Pratt parser (Pratt 1973) that goes on after errors and cannot overflow.

use std::ops::Range;

use super::functions::Function;
use super::lexer::{Sign, Spanned, Token, tokens};
use super::recover::Errors;
use super::tree::{BinaryOp, Kind, Node, SyntaxError, Tree, UnaryOp};
use crate::source::{code, quoted};

/// The longest formula, in bytes.
pub const MAX_TEXT: usize = 65_536;
/// The most levels of a tree: operators in a row, functions in functions. Twice as many brackets.
pub const MAX_DEPTH: u32 = 200;
/// The most parts of a formula: names, numbers, operators and functions.
pub const MAX_NODES: u32 = 10_000;

/// Reads a formula. Never fails and never overflows the stack: what cannot be read is an error in
/// the tree, and [`Kind::Error`] (or what was probably meant) stands in its place.
pub fn parse(text: &str) -> Tree {
    let mut errors = Errors::default();
    if text.len() > MAX_TEXT {
        let message = format!("a formula is longer than {MAX_TEXT} bytes");
        errors.add(SyntaxError::new(code::FORMULA_TOO_LARGE, message, 0..0).help(SPLIT));
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        return Tree {
            node: Node {
                kind: Kind::Error,
                span: 0..end,
            },
            errors: errors.finish(),
        };
    }
    let tokens = tokens(text, &mut errors);
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        errors,
        brackets: 0,
        nodes: 0,
        stopped: false,
    };
    let node = parser.formula().node;
    Tree {
        node,
        errors: parser.errors.finish(),
    }
}

const SPLIT: &str = "give parts of it a name of their own under `[conditions]` or `[quantities]`";

/// How strongly an operator binds, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Or,
    And,
    Not,
    Compare,
    Add,
    Multiply,
    Negate,
    Power,
    Whole,
}

impl Strength {
    /// The next stronger one.
    pub(super) fn next(self) -> Strength {
        match self {
            Strength::Or => Strength::And,
            Strength::And => Strength::Not,
            Strength::Not => Strength::Compare,
            Strength::Compare => Strength::Add,
            Strength::Add => Strength::Multiply,
            Strength::Multiply => Strength::Negate,
            Strength::Negate => Strength::Power,
            Strength::Power | Strength::Whole => Strength::Whole,
        }
    }
}

/// How strongly an operator between two operands binds.
pub(super) fn strength(op: BinaryOp) -> Strength {
    match op {
        BinaryOp::Or => Strength::Or,
        BinaryOp::And => Strength::And,
        BinaryOp::Add | BinaryOp::Subtract => Strength::Add,
        BinaryOp::Multiply | BinaryOp::Divide => Strength::Multiply,
        BinaryOp::Power => Strength::Power,
        _ => Strength::Compare,
    }
}

/// A part that was read, and how many levels it has.
struct Part {
    node: Node,
    depth: u32,
}

/// What stands between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Operator(BinaryOp),
    In { negated: bool },
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Spanned>,
    at: usize,
    errors: Errors,
    /// Calls of `expression` under way.
    brackets: u32,
    nodes: u32,
    /// A limit was met; nothing more is read or reported.
    stopped: bool,
}

impl Parser<'_> {
    fn formula(&mut self) -> Part {
        if *self.peek() == Token::End {
            self.report("the formula is empty", self.here(), "");
            return self.error(self.here());
        }
        let first = self.expression(Strength::Or);
        let mut whole = None;
        while *self.peek() != Token::End {
            if *self.peek() == Token::Sign(Sign::Close) {
                self.report("a `)` closes nothing", self.here(), "");
                self.advance();
            } else if *self.peek() == Token::Sign(Sign::CloseList)
                || *self.peek() == Token::Sign(Sign::Comma)
            {
                let found = self.found();
                self.report(format!("{found} has no place here"), self.here(), "");
                self.advance();
            } else {
                self.expected_operator();
                self.expression(Strength::Or);
            }
            whole = Some(first.node.span.start..self.behind());
        }
        match whole {
            Some(span) => self.error(span),
            None => first,
        }
    }

    /// Reads operands and all operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: Strength) -> Part {
        self.brackets += 1;
        if self.brackets > 2 * MAX_DEPTH {
            self.stop(
                "a formula nests too deeply",
                format!("more than {MAX_DEPTH} levels"),
            );
        }
        let mut left = self.operand(least);
        // A comparison that was read in this loop: its right side begins the next, if one follows.
        let mut compared = false;
        while let Some((infix, length)) = self.infix() {
            let (own, right) = match infix {
                Infix::Operator(BinaryOp::Power) => (Strength::Power, Strength::Power),
                Infix::Operator(op) => (strength(op), strength(op).next()),
                Infix::In { .. } => (Strength::Compare, Strength::Add),
            };
            if own < least {
                break;
            }
            let sign = self.here();
            (0..length).for_each(|_| self.advance());
            let chained = own == Strength::Compare && compared;
            if chained {
                self.chained(&left.node, sign);
            }
            compared = own == Strength::Compare;
            left = match infix {
                Infix::Operator(op) => {
                    let right = self.expression(right);
                    if chained {
                        self.join_chain(left, op, right)
                    } else {
                        self.binary(op, left, right)
                    }
                }
                Infix::In { negated } => self.list(left, negated),
            };
        }
        self.brackets -= 1;
        left
    }

    /// The operator that stands next, and of how many tokens it is made.
    fn infix(&self) -> Option<(Infix, usize)> {
        let op = match self.peek() {
            Token::Word(word) => match word.as_str() {
                "or" => BinaryOp::Or,
                "and" => BinaryOp::And,
                "in" => return Some((Infix::In { negated: false }, 1)),
                "not" if self.peek_second() == &Token::Word("in".to_owned()) => {
                    return Some((Infix::In { negated: true }, 2));
                }
                _ => return None,
            },
            Token::Sign(sign) => match sign {
                Sign::Equal => BinaryOp::Equal,
                Sign::NotEqual => BinaryOp::NotEqual,
                Sign::Less => BinaryOp::Less,
                Sign::LessEqual => BinaryOp::LessEqual,
                Sign::Greater => BinaryOp::Greater,
                Sign::GreaterEqual => BinaryOp::GreaterEqual,
                Sign::Plus => BinaryOp::Add,
                Sign::Minus => BinaryOp::Subtract,
                Sign::Times => BinaryOp::Multiply,
                Sign::Divide => BinaryOp::Divide,
                Sign::Power => BinaryOp::Power,
                _ => return None,
            },
            _ => return None,
        };
        Some((Infix::Operator(op), 1))
    }

    fn operand(&mut self, least: Strength) -> Part {
        let span = self.here();
        match self.peek().clone() {
            Token::Number(value) => {
                self.advance();
                self.part(Kind::Number(value), span, 0)
            }
            Token::Day(_) => {
                let message = "a date stands only in `after(…)` and `at(…)`";
                let help = "for a subtraction leave spaces around `-`";
                self.errors
                    .add(SyntaxError::new(code::MISPLACED_DATE, message, span.clone()).help(help));
                self.advance();
                self.error(span)
            }
            Token::Word(word) => self.word(&word, least),
            Token::Sign(Sign::Open) => {
                self.advance();
                let mut inner = self.expression(Strength::Or);
                self.close(Sign::Close);
                inner.node.span = span.start..self.behind();
                inner
            }
            Token::Sign(Sign::Minus) => {
                self.advance();
                let operand = self.expression(Strength::Negate);
                self.unary(UnaryOp::Negate, span.start, operand)
            }
            Token::Sign(Sign::Plus) => {
                self.report("a number needs no `+` before it", span, "leave it out");
                self.advance();
                self.expression(Strength::Negate)
            }
            Token::Bad => {
                self.advance();
                self.error(span)
            }
            Token::Sign(Sign::OpenList) => {
                self.report("a list stands only behind `in`", span.clone(), "");
                self.advance();
                self.arguments(Sign::CloseList);
                self.error(span.start..self.behind())
            }
            Token::Sign(_) | Token::End => {
                let found = self.found();
                self.report(
                    format!("a value is missing before {found}"),
                    span.clone(),
                    "",
                );
                self.error(span)
            }
        }
    }

    fn word(&mut self, word: &str, least: Strength) -> Part {
        let span = self.here();
        if let "or" | "and" | "in" = word {
            self.report(
                format!("a value is missing before `{word}`"),
                span.clone(),
                "",
            );
            return self.error(span);
        }
        self.advance();
        match word {
            "true" | "false" => self.part(Kind::Truth(word == "true"), span, 0),
            "not" => {
                if least > Strength::Not {
                    self.report("`not` needs brackets here", span.clone(), "write `(not …)`");
                }
                let operand = self.expression(Strength::Not);
                self.unary(UnaryOp::Not, span.start, operand)
            }
            _ if *self.peek() == Token::Sign(Sign::Open) => self.call(word, span),
            _ => {
                if let Some(function) = Function::named(word) {
                    let help = format!("write {}", function.entry().signature_quoted());
                    self.report(format!("`{word}` is a function"), span.clone(), help);
                    return self.error(span);
                }
                self.part(Kind::Name(word.to_owned()), span, 0)
            }
        }
    }

    /// `in [ … ]`, behind the word.
    fn list(&mut self, item: Part, negated: bool) -> Part {
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
            self.report(
                "a list needs at least one entry",
                opened.start..self.behind(),
                "",
            );
            return self.error(start..self.behind());
        }
        for part in &list {
            if !is_entry(&part.node) {
                let message = "a list holds branches, or numbers that are written out";
                self.report(message, part.node.span.clone(), "");
            }
        }
        let depth = list
            .iter()
            .map(|part| part.depth)
            .max()
            .unwrap_or(0)
            .max(item.depth);
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
    fn call(&mut self, name: &str, name_span: Range<u32>) -> Part {
        let start = name_span.start;
        self.advance();
        let Some(function) = Function::named(name) else {
            self.errors
                .add(super::recover::unknown_function(name, name_span));
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
    fn day_call(&mut self, function: Function, start: u32) -> Part {
        let (token, span) = (self.peek().clone(), self.here());
        let argument = match token {
            Token::Day(date) => {
                self.advance();
                date.map(|date| self.part(Kind::Date(date), span, 0))
            }
            _ => {
                let name = function.name();
                let message = format!("`{name}` needs a day");
                let help = format!("write `{name}(2023-01-15)`");
                let error = SyntaxError::new(code::WRONG_ARGUMENTS, message, span);
                self.add(error.help(help));
                None
            }
        };
        match argument {
            Some(part) if *self.peek() == Token::Sign(Sign::Close) => {
                self.advance();
                let span = start..self.behind();
                self.part(Kind::Call(function, vec![part.node]), span, part.depth)
            }
            _ => {
                self.skip_to(Sign::Close);
                self.close(Sign::Close);
                self.error(start..self.behind())
            }
        }
    }

    /// Expressions with commas between, up to the closing sign.
    fn arguments(&mut self, closing: Sign) -> Vec<Part> {
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
                    self.skip_to(closing);
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
    fn fits(&mut self, function: Function, arguments: &[Part], span: &Range<u32>) -> bool {
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
                self.add(wrong(
                    message,
                    steps,
                    "write `prev(e, 2)`: 1 or more, no formula",
                ));
                false
            }
            (Function::Drawn, [part]) => match part.node.kind {
                Kind::Name(_) => true,
                Kind::Error => false,
                _ => {
                    self.add(wrong(
                        "`drawn` takes the name of a variable",
                        part,
                        "write `drawn(x)`",
                    ));
                    false
                }
            },
            _ => true,
        }
    }

    /// Whether a part is an integer from 1 to the largest step there can be, in digits only.
    fn is_whole_number(&self, node: &Node) -> bool {
        let written = self
            .text
            .get(node.span.start as usize..node.span.end as usize);
        let digits = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_')
        };
        let in_range = matches!(node.kind, Kind::Number(value) if (1.0..=f64::from(u32::MAX)).contains(&value));
        in_range && written.is_some_and(digits)
    }

    fn chained(&mut self, left: &Node, sign: Range<u32>) {
        let written = |node: &Node| {
            self.text
                .get(node.span.start as usize..node.span.end as usize)
                .unwrap_or("")
                .to_owned()
        };
        let help = match &left.kind {
            Kind::Binary(op, _, middle) if op.is_comparison() => {
                let (first, again) = (written(left), written(middle));
                format!("join them: {}", quoted(&format!("{first} and {again} …")))
            }
            _ => "join two comparisons with `and`, or put brackets".to_owned(),
        };
        let message = "comparisons do not chain";
        self.add(SyntaxError::new(code::CHAINED_COMPARISON, message, sign).help(help));
    }

    /// `a < b < c` goes on as `a < b and b < c`, so that all its names are seen.
    fn join_chain(&mut self, left: Part, op: BinaryOp, right: Part) -> Part {
        let middle = match &left.node.kind {
            Kind::Binary(_, _, middle) => (**middle).clone(),
            _ => return self.error(left.node.span.start..right.node.span.end),
        };
        let depth = left.depth;
        let second = self.binary(
            op,
            Part {
                node: middle,
                depth,
            },
            right,
        );
        self.binary(BinaryOp::And, left, second)
    }

    fn unary(&mut self, op: UnaryOp, start: u32, operand: Part) -> Part {
        let span = start..operand.node.span.end.max(start);
        self.part(Kind::Unary(op, Box::new(operand.node)), span, operand.depth)
    }

    fn binary(&mut self, op: BinaryOp, left: Part, right: Part) -> Part {
        let start = left.node.span.start;
        let span = start..right.node.span.end.max(start);
        let depth = left.depth.max(right.depth);
        self.part(
            Kind::Binary(op, Box::new(left.node), Box::new(right.node)),
            span,
            depth,
        )
    }

    /// A part above others of which the deepest has `below` levels.
    fn part(&mut self, kind: Kind, span: Range<u32>, below: u32) -> Part {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.stop(
                "a formula has too many parts",
                format!("more than {MAX_NODES}"),
            );
        }
        if below >= MAX_DEPTH {
            self.stop(
                "a formula nests too deeply",
                format!("more than {MAX_DEPTH} levels"),
            );
            return self.error(span);
        }
        Part {
            node: Node { kind, span },
            depth: below + 1,
        }
    }

    fn error(&self, span: Range<u32>) -> Part {
        let span = span.start..span.end.max(span.start);
        Part {
            node: Node {
                kind: Kind::Error,
                span,
            },
            depth: 1,
        }
    }

    /// A limit was met: the one error, and nothing further.
    fn stop(&mut self, message: &str, label: String) {
        if !self.stopped {
            let error = SyntaxError::new(code::FORMULA_TOO_LARGE, message, self.here());
            self.add(error.label(label).help(SPLIT));
            self.stopped = true;
        }
        self.at = self.tokens.len();
    }

    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .map_or(&Token::End, |(token, _)| token)
    }

    fn peek_second(&self) -> &Token {
        self.tokens
            .get(self.at + 1)
            .map_or(&Token::End, |(token, _)| token)
    }

    fn advance(&mut self) {
        self.at += 1;
    }

    /// Where the next token stands; at the end, just behind the text.
    fn here(&self) -> Range<u32> {
        let end = self.text.trim_end().len() as u32;
        self.tokens
            .get(self.at)
            .map_or(end..end, |(token, span)| match token {
                Token::End => end..end,
                _ => span.clone(),
            })
    }

    /// The end of the token that was read last.
    fn behind(&self) -> u32 {
        let last = self.at.min(self.tokens.len()).checked_sub(1);
        last.and_then(|last| self.tokens.get(last))
            .map_or(0, |(_, span)| span.end)
    }

    fn close(&mut self, sign: Sign) {
        if *self.peek() == Token::Sign(sign) {
            self.advance();
            return;
        }
        let found = self.found();
        self.report(
            format!("a `{}` is missing before {found}", sign.written()),
            self.here(),
            "",
        );
    }

    /// Goes to the next comma or to the closing sign of the brackets that are open now.
    fn skip_to(&mut self, closing: Sign) {
        let mut open = 0_u32;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Sign(Sign::Open | Sign::OpenList) => open += 1,
                Token::Sign(Sign::Comma) if open == 0 && closing == Sign::Close => return,
                Token::Sign(Sign::Comma) if open == 0 => return,
                Token::Sign(Sign::Close | Sign::CloseList) if open == 0 => return,
                Token::Sign(Sign::Close | Sign::CloseList) => open -= 1,
                _ => {}
            }
            self.advance();
        }
    }

    fn found(&self) -> String {
        match self.peek() {
            Token::End => "the end".to_owned(),
            _ => {
                let span = self.here();
                quoted(
                    self.text
                        .get(span.start as usize..span.end as usize)
                        .unwrap_or(""),
                )
            }
        }
    }

    fn expected_operator(&mut self) {
        if *self.peek() == Token::Bad {
            return;
        }
        let found = self.found();
        let message = format!("an operator is missing before {found}");
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, self.here());
        let hint = match self.peek() {
            Token::Word(word) => super::recover::habit(word),
            _ => None,
        };
        self.add(match hint {
            Some(help) => error.help(help),
            None => error,
        });
    }

    fn report(&mut self, message: impl Into<String>, span: Range<u32>, help: impl Into<String>) {
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
        let help = help.into();
        self.add(if help.is_empty() {
            error
        } else {
            error.help(help)
        });
    }

    fn add(&mut self, error: SyntaxError) {
        if !self.stopped {
            self.errors.add(error);
        }
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
