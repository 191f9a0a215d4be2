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
        end: text.trim_end().len() as u32,
        tokens,
        at: 0,
        errors,
        stopped: false,
        under_way: 0,
        nodes: 0,
    };
    let node = parser.formula().node;
    Tree {
        node,
        errors: parser.errors.finish(),
    }
}

/// The remedy where a limit is met.
pub(super) const SPLIT: &str = "give parts of it a name of their own under `[conditions]` or `[quantities]`";

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
pub(super) struct Part {
    pub(super) node: Node,
    pub(super) depth: u32,
}

/// What stands between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Operator(BinaryOp),
    In { negated: bool },
}

/// The state of a reading. The methods stand here, in `calls` and in `cursor`.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    /// The end of the text without the white space behind it.
    pub(super) end: u32,
    pub(super) tokens: Vec<Spanned>,
    pub(super) at: usize,
    pub(super) errors: Errors,
    /// A limit was met; nothing more is read or reported.
    pub(super) stopped: bool,
    /// Calls of `expression` under way.
    under_way: u32,
    nodes: u32,
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
            } else if *self.peek() == Token::Sign(Sign::CloseList) || *self.peek() == Token::Sign(Sign::Comma) {
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
    pub(super) fn expression(&mut self, least: Strength) -> Part {
        self.under_way += 1;
        if self.under_way > 2 * MAX_DEPTH {
            self.stop("a formula nests too deeply", format!("more than {MAX_DEPTH} levels"));
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
        self.under_way -= 1;
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
                self.skip_to(&[Sign::CloseList]);
                self.advance();
                self.error(span.start..self.behind())
            }
            Token::Sign(_) | Token::End => {
                let found = self.found();
                self.report(format!("a value is missing before {found}"), span.clone(), "");
                self.error(span)
            }
        }
    }

    fn word(&mut self, word: &str, least: Strength) -> Part {
        let span = self.here();
        if let "or" | "and" | "in" = word {
            self.report(format!("a value is missing before `{word}`"), span.clone(), "");
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

    fn chained(&mut self, left: &Node, sign: Range<u32>) {
        const LONGEST_SHOWN: u32 = 40;
        let written = |node: &Node| {
            let shown = node.span.len() <= LONGEST_SHOWN as usize;
            let range = node.span.start as usize..node.span.end as usize;
            self.text.get(range).filter(|_| shown)
        };
        let example = match (written(left), last_compared(left).and_then(written)) {
            (Some(first), Some(again)) => quoted(&format!("{first} and {again} …")),
            _ => "`a < b and b < c`".to_owned(),
        };
        let error = SyntaxError::new(code::CHAINED_COMPARISON, "comparisons do not chain", sign);
        self.add(error.help(format!("join them: {example}")));
    }

    /// `a < b < c` goes on as `a < b and b < c`, so that all its names are seen.
    fn join_chain(&mut self, left: Part, op: BinaryOp, right: Part) -> Part {
        let Some(middle) = last_compared(&left.node).cloned() else {
            return self.error(left.node.span.start..right.node.span.end);
        };
        let middle = Part {
            node: middle,
            depth: left.depth,
        };
        let second = self.binary(op, middle, right);
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
        self.part(Kind::Binary(op, Box::new(left.node), Box::new(right.node)), span, depth)
    }

    /// A part above others of which the deepest has `below` levels.
    pub(super) fn part(&mut self, kind: Kind, span: Range<u32>, below: u32) -> Part {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.stop("a formula has too many parts", format!("more than {MAX_NODES}"));
        }
        if below >= MAX_DEPTH {
            self.stop("a formula nests too deeply", format!("more than {MAX_DEPTH} levels"));
            return self.error(span);
        }
        Part {
            node: Node { kind, span },
            depth: below + 1,
        }
    }

    pub(super) fn error(&self, span: Range<u32>) -> Part {
        let span = span.start..span.end.max(span.start);
        Part {
            node: Node {
                kind: Kind::Error,
                span,
            },
            depth: 1,
        }
    }
}

/// The right side of the comparison that was read last.
fn last_compared(node: &Node) -> Option<&Node> {
    match &node.kind {
        Kind::Binary(op, _, right) if op.is_comparison() => Some(right),
        Kind::Binary(BinaryOp::And, _, right) => last_compared(right),
        _ => None,
    }
}
