//! What a formula is: nodes with their places, and the errors that were met.

use std::ops::Range;

use jiff::civil::Date;

use super::functions::Function;
use crate::source::{Code, Diagnostic, StringPlace};

/// The outcome of reading a formula. Where something could not be read the tree holds
/// [`Kind::Error`], or what was probably meant, and `errors` is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub node: Node,
    pub errors: Vec<SyntaxError>,
}

/// A part of a formula; `span` counts bytes of the formula's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub kind: Kind,
    pub span: Range<u32>,
}

/// What a part of a formula is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number(f64),
    Truth(bool),
    Name(String),
    /// Only as the argument of `after` and `at`.
    Date(Date),
    Unary(UnaryOp, Box<Node>),
    Binary(BinaryOp, Box<Node>, Box<Node>),
    /// `item in [list]`, or `not in`; the list has at least one element, names or numbers.
    In {
        item: Box<Node>,
        list: Vec<Node>,
        negated: bool,
    },
    /// The number of arguments fits the function, unless there were errors.
    Call(Function, Vec<Node>),
    Error,
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Not,
    Negate,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl BinaryOp {
    /// The sign or word as written in a formula.
    pub fn sign(self) -> &'static str {
        match self {
            BinaryOp::Or => "or",
            BinaryOp::And => "and",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterEqual => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::Power => "^",
        }
    }

    /// Whether it is one of `== != < <= > >=`.
    pub fn is_comparison(self) -> bool {
        use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        matches!(self, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
    }
}

impl Node {
    /// The parts directly below, from left to right.
    pub fn children(&self) -> Vec<&Node> {
        match &self.kind {
            Kind::Unary(_, operand) => vec![operand],
            Kind::Binary(_, left, right) => vec![left, right],
            Kind::In { item, list, .. } => std::iter::once(&**item).chain(list).collect(),
            Kind::Call(_, arguments) => arguments.iter().collect(),
            Kind::Number(_) | Kind::Truth(_) | Kind::Name(_) | Kind::Date(_) | Kind::Error => {
                vec![]
            }
        }
    }

    /// Visits this part and all below it, from the top and from the left.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Whether something in it could not be read.
    pub fn has_error(&self) -> bool {
        let mut found = false;
        self.walk(&mut |node| found |= node.kind == Kind::Error);
        found
    }
}

/// A place in a formula that cannot be read, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxError {
    pub code: Code,
    pub message: String,
    /// Bytes of the formula's text.
    pub span: Range<u32>,
    /// A few words for the marked place; may be empty.
    pub label: String,
    pub help: Vec<String>,
}

impl SyntaxError {
    pub(super) fn new(code: Code, message: impl Into<String>, span: Range<u32>) -> SyntaxError {
        SyntaxError {
            code,
            message: message.into(),
            span,
            label: String::new(),
            help: Vec::new(),
        }
    }

    pub(super) fn label(mut self, text: impl Into<String>) -> SyntaxError {
        self.label = text.into();
        self
    }

    pub(super) fn help(mut self, text: impl Into<String>) -> SyntaxError {
        self.help.push(text.into());
        self
    }

    /// The finding, for a formula that stands in a TOML string of a file.
    pub fn diagnostic(&self, place: &StringPlace) -> Diagnostic {
        let span = place.span(self.span.clone());
        let found = Diagnostic::error(self.code, self.message.clone()).at(span, self.label.clone());
        self.help.iter().fold(found, |found, help| found.help(help.clone()))
    }
}
