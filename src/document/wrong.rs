//! What is said of values of the wrong kind.

use crate::source::{Diagnostic, code, quoted, suggest};

use super::registry::Kind;
use super::tree::{Shape, Value};

/// A value that is not what its key takes.
pub fn wrong_value(kind: Kind, named: &str, value: &Value) -> Diagnostic {
    let named = if named.contains(' ') {
        named.to_owned()
    } else {
        format!("`{named}`")
    };
    if let (Kind::OneOf(allowed), Shape::Text(text)) = (kind, &value.shape) {
        let message = format!("{named} cannot be {}", quoted(&text.text));
        let finding = Diagnostic::error(code::WRONG_VALUE, message)
            .at(value.span, "")
            .help(format!("it is {}", kind.words()));
        return match suggest(&text.text, allowed.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        };
    }
    let message = format!(
        "{named} has to be {}, and is {}",
        kind.words(),
        shape_words(&value.shape)
    );
    let finding = Diagnostic::error(code::WRONG_TYPE, message).at(value.span, "");
    match remedy(kind, value) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// The kind of a list's items, and how many there must be.
pub fn item_kind(kind: Kind) -> Option<(Kind, Option<usize>)> {
    match kind {
        Kind::Names | Kind::OneOrMore | Kind::Branches | Kind::Levels => Some((Kind::Name, None)),
        Kind::Numbers => Some((Kind::Number, None)),
        Kind::Range => Some((Kind::Number, Some(2))),
        Kind::Parameters(count) => Some((Kind::Number, Some(count))),
        Kind::FormulaParameters(count) => Some((Kind::NumberFormula, Some(count))),
        _ => None,
    }
}

fn remedy(kind: Kind, value: &Value) -> Option<String> {
    match (kind, &value.shape) {
        (Kind::Day, Shape::Text(_)) => Some("write the day without quotes, as `2022-10-01`".to_owned()),
        (Kind::Names, Shape::Text(_)) => Some("put it in brackets: `[\"…\"]`".to_owned()),
        (Kind::Tables(place), Shape::Table(_)) => Some(format!("write `{}`, in double brackets", place.header)),
        (Kind::Whole | Kind::Number | Kind::Truth, Shape::Text(_)) => Some("write it without quotes".to_owned()),
        (Kind::Text, Shape::Integer(_) | Shape::Float(_) | Shape::Date(_)) => Some("put it in quotes".to_owned()),
        // Up to 2^53 every whole number is a float.
        (Kind::Whole, Shape::Float(number)) if *number == libm::trunc(*number) && number.abs() <= 9e15 => {
            Some(format!("write it as `{}`", *number as i64))
        }
        _ => None,
    }
}

/// What a value is, for messages.
pub fn shape_words(shape: &Shape) -> String {
    match shape {
        Shape::Text(_) => "a text".to_owned(),
        Shape::Integer(_) => "a whole number".to_owned(),
        Shape::Float(_) => "a number".to_owned(),
        Shape::Truth(truth) => format!("`{truth}`"),
        Shape::Date(_) => "a day".to_owned(),
        Shape::List(list) => match list.len() {
            1 => "a list of 1".to_owned(),
            count => format!("a list of {count}"),
        },
        Shape::Table(_) => "a table".to_owned(),
        Shape::Broken => "unreadable".to_owned(),
    }
}
