//! A tree as canonical text: single spaces, only the brackets that are needed.

use std::fmt::{Display, Formatter, Result};

use super::parser::{Strength, strength};
use super::tree::{BinaryOp, Kind, Node, UnaryOp};

impl Display for Node {
    /// Reading the text again gives the same tree, for a tree that was read without errors.
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write(self, Strength::Or, out)
    }
}

/// Writes a part, in brackets where it binds less strongly than its place asks for.
fn write(node: &Node, least: Strength, out: &mut Formatter<'_>) -> Result {
    if own_strength(node) < least {
        out.write_str("(")?;
        write(node, Strength::Or, out)?;
        return out.write_str(")");
    }
    match &node.kind {
        Kind::Number(value) => number(*value, out),
        Kind::Truth(value) => write!(out, "{value}"),
        Kind::Name(name) => out.write_str(name),
        Kind::Date(date) => write!(out, "{date}"),
        Kind::Unary(UnaryOp::Not, operand) => {
            out.write_str("not ")?;
            write(operand, Strength::Not, out)
        }
        Kind::Unary(UnaryOp::Negate, operand) => {
            out.write_str("-")?;
            write(operand, Strength::Negate, out)
        }
        Kind::Binary(op, left, right) => {
            let own = strength(*op);
            let (left_least, right_least) = match op {
                // The power binds to the right, and takes a minus there as it is.
                BinaryOp::Power => (own.next(), Strength::Negate),
                op if op.is_comparison() => (own.next(), own.next()),
                _ => (own, own.next()),
            };
            write(left, left_least, out)?;
            write!(out, " {} ", op.sign())?;
            write(right, right_least, out)
        }
        Kind::In { item, list, negated } => {
            write(item, Strength::Compare.next(), out)?;
            out.write_str(if *negated { " not in [" } else { " in [" })?;
            separated(list, out)?;
            out.write_str("]")
        }
        Kind::Call(function, arguments) => {
            write!(out, "{}(", function.name())?;
            separated(arguments, out)?;
            out.write_str(")")
        }
        Kind::Error => out.write_str("<error>"),
    }
}

fn separated(list: &[Node], out: &mut Formatter<'_>) -> Result {
    for (at, node) in list.iter().enumerate() {
        out.write_str(if at == 0 { "" } else { ", " })?;
        write(node, Strength::Or, out)?;
    }
    Ok(())
}

fn own_strength(node: &Node) -> Strength {
    match &node.kind {
        Kind::Unary(UnaryOp::Not, _) => Strength::Not,
        Kind::Unary(UnaryOp::Negate, _) => Strength::Negate,
        Kind::Binary(op, ..) => strength(*op),
        Kind::In { .. } => Strength::Compare,
        _ => Strength::Whole,
    }
}

/// The shortest text that reads as the same number, without long rows of zeros.
fn number(value: f64, out: &mut Formatter<'_>) -> Result {
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) {
        write!(out, "{value:e}")
    } else {
        write!(out, "{value}")
    }
}
