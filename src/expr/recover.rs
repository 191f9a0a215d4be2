//! What a writer probably meant: habits from other languages, look-alike letters, odd numbers.

use std::ops::Range;

use jiff::civil::Date;

use super::functions::FUNCTIONS;
use super::letters::{is_name, latin, look_alike, script};
use super::lexer::Token;
use super::tree::SyntaxError;
use crate::source::{code, escape_terminal, quoted, suggest};

/// The errors of one formula: the first at each place, and not too many.
#[derive(Debug, Default)]
pub(super) struct Errors {
    list: Vec<SyntaxError>,
}

impl Errors {
    /// More than this many errors of one formula help nobody.
    const MOST: usize = 10;

    /// Adds an error, unless one begins at the same place.
    pub(super) fn add(&mut self, error: SyntaxError) {
        let known = self.list.iter().any(|other| other.span.start == error.span.start);
        if !known && self.list.len() < Self::MOST {
            self.list.push(error);
        }
    }

    /// All of them in the order of their places.
    pub(super) fn finish(mut self) -> Vec<SyntaxError> {
        self.list.sort_by_key(|error| error.span.start);
        self.list
    }
}

/// A sign of other languages at the start of a text, and what it stands for here.
pub(super) fn foreign_sign(rest: &str) -> Option<(&'static str, &'static str)> {
    // Longer signs before those that they begin with.
    const TABLE: [(&str, &str); 24] = [
        ("===", "=="),
        ("!==", "!="),
        ("=>", ">="),
        ("=<", "<="),
        ("<>", "!="),
        ("/=", "!="),
        ("**", "^"),
        ("&&", "and"),
        ("||", "or"),
        ("&", "and"),
        ("|", "or"),
        ("≤", "<="),
        ("≥", ">="),
        ("≠", "!="),
        ("−", "-"),
        ("–", "-"),
        ("×", "*"),
        ("·", "*"),
        ("÷", "/"),
        ("∧", "and"),
        ("∨", "or"),
        ("¬", "not"),
        ("!", "not"),
        ("=", "=="),
    ];
    let (foreign, ours) = TABLE.into_iter().find(|(written, _)| rest.starts_with(written))?;
    // `==` and `!=` begin with signs of the table, but are our own.
    let own = foreign.len() == 1 && (rest.starts_with("==") || rest.starts_with("!="));
    (!own).then_some((foreign, ours))
}

/// Says how the sign is written here.
pub(super) fn report_sign(written: &str, ours: &str, span: Range<u32>, errors: &mut Errors) {
    let message = format!("`{written}` is no sign of formulas");
    let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
    errors.add(error.help(format!("write `{ours}`")));
}

/// Says that a character has no place in a formula.
pub(super) fn report_character(letter: char, span: Range<u32>, errors: &mut Errors) {
    let point = u32::from(letter);
    let text = letter.to_string();
    let shown = if letter.is_whitespace() || escape_terminal(&text) != text {
        format!("the invisible character U+{point:04X}")
    } else {
        format!("`{letter}`")
    };
    let message = format!("{shown} has no place in a formula");
    let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
    errors.add(match letter {
        '%' => error.help("write a share as a number: `0.2` for 20%"),
        '.' => error.help("a branch stands beside a comparison sign: `troops == send`"),
        '{' | '}' => error.help("group with `(` and `)`; lists stand in `[` and `]`"),
        '#' => error.help("a comment stands outside of the quotes"),
        ';' => error.help("separate arguments with `,`"),
        _ => error,
    });
}

/// A word as it stands, or as it was meant.
pub(super) fn word(written: &str, span: Range<u32>, errors: &mut Errors) -> Token {
    if is_name(written) {
        return Token::Word(written.to_owned());
    }
    let lower = latin(written).to_ascii_lowercase();
    let shown = quoted(written);
    if let Some(letter) = written.chars().find(|letter| !letter.is_ascii()) {
        let point = u32::from(letter);
        let message = match look_alike(letter) {
            Some(like) => format!(
                "{shown} holds the {} letter `{letter}` (U+{point:04X}), which looks like the Latin `{like}`",
                script(letter)
            ),
            None => format!("{shown} holds {}, which no id can hold", quoted(&letter.to_string())),
        };
        let error = SyntaxError::new(code::FOREIGN_LETTER, message, span);
        if is_name(&lower) {
            errors.add(error.help(format!("write `{lower}` in Latin letters")));
            return Token::Word(lower);
        }
        errors.add(error.help("names are written in lower-case Latin letters, digits and `_`"));
        return Token::Bad;
    }
    let error = SyntaxError::new(code::FORMULA_SYNTAX, format!("{shown} is no name"), span);
    if is_name(&lower) {
        errors.add(error.help(format!("write `{lower}`: formulas are written in lower case")));
        return Token::Word(lower);
    }
    errors.add(error.help("names have lower-case letters, digits and `_`, and begin with a letter"));
    Token::Bad
}

/// A number; `whole` is the text with a per cent sign, if there is one.
pub(super) fn number(written: &str, whole: &str, span: Range<u32>, errors: &mut Errors) -> Token {
    let parts = written.split_once(['e', 'E']);
    let (mantissa, exponent) = parts.map_or((written, None), |(left, right)| (left, Some(right)));
    let (integer, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(left, right)| (left, Some(right)));
    let well_formed = is_digits(integer)
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
    let value = written.replace('_', "").parse::<f64>();
    let (true, Ok(value)) = (well_formed, value) else {
        return odd_number(written, integer, span, errors);
    };
    let is_zero = mantissa.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'_'));
    if !value.is_finite() || (value == 0.0 && !is_zero) {
        let size = if value == 0.0 { "small" } else { "large" };
        let message = format!("{} is too {size} a number", quoted(written));
        let error = SyntaxError::new(code::NUMBER_RANGE, message, span);
        errors.add(error.help("numbers reach from about 1e-308 to 1e308"));
        return Token::Bad;
    }
    if whole.ends_with('%') {
        let message = format!("{} is no number of formulas", quoted(whole));
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
        errors.add(error.help(format!("write `{}`", value / 100.0)));
        return Token::Number(value / 100.0);
    }
    Token::Number(value)
}

fn odd_number(written: &str, integer: &str, span: Range<u32>, errors: &mut Errors) -> Token {
    let message = format!("{} is no number", quoted(written));
    let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
    let (digits, name) = written.split_at(integer_length(written));
    let help = if is_name(name) {
        format!("write `{digits} * {name}` for a product; a name begins with a letter")
    } else if let (true, Some(fraction)) = (integer.is_empty(), written.strip_prefix('.')) {
        format!("write {}", quoted(&format!("0.{fraction}")))
    } else if let Some(digits) = written.strip_suffix('.') {
        format!("write {}", quoted(digits))
    } else {
        "write numbers like `12`, `0.5`, `1_000` or `1e-3`".to_owned()
    };
    errors.add(error.help(help));
    Token::Bad
}

fn integer_length(written: &str) -> usize {
    written
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count()
}

/// A day, or none where there is no such day.
pub(super) fn day(written: &str, span: Range<u32>, errors: &mut Errors) -> Option<Date> {
    let mut parts = written.splitn(3, '-');
    let mut part = || parts.next().and_then(|digits| digits.parse::<i16>().ok()).unwrap_or(0);
    let (year, month, day) = (part(), part(), part());
    let month = i8::try_from(month).unwrap_or(0);
    let date = i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok());
    let Some(date) = date.filter(|date| date.year() >= 1) else {
        let message = format!("there is no day `{written}`");
        let error = SyntaxError::new(code::BAD_DATE, message, span);
        errors.add(match Date::new(year, month, 1) {
            Ok(first) => error.help(format!("the last day of that month is `{}`", first.last_of_month())),
            Err(_) => error.help("write year, month and day: `2023-01-15`"),
        });
        return None;
    };
    if written != date.to_string() {
        let message = format!("the day `{written}` is written short");
        errors.add(SyntaxError::new(code::BAD_DATE, message, span).help(format!("write `{date}`")));
    }
    Some(date)
}

/// A function that there is not, and the one that was probably meant.
pub(super) fn unknown_function(name: &str, span: Range<u32>) -> SyntaxError {
    let message = format!("there is no function `{name}`");
    let error = SyntaxError::new(code::UNKNOWN_FUNCTION, message, span);
    match name {
        "log" | "log10" | "log2" => error.help("write `ln` for the natural logarithm"),
        "pow" | "power" => error.help("write `a ^ b`"),
        "not_in" => error.help("write `x not in [a, b]`"),
        "iif" | "ifelse" | "if_else" | "where" => error.help("write `if(c, a, b)`"),
        _ => match suggest(name, FUNCTIONS.iter().map(|entry| entry.name)) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => {
                let names: Vec<&str> = FUNCTIONS.iter().map(|entry| entry.name).collect();
                error.help(format!("the functions are: {}", names.join(", ")))
            }
        },
    }
}

/// What to write instead of a word that stands where an operator belongs.
pub(super) fn habit(word: &str) -> Option<&'static str> {
    match word {
        "is" | "equals" | "eq" => Some("write `==`"),
        "isnt" | "ne" | "neq" => Some("write `!=`"),
        "then" | "else" => Some("write `if(c, a, b)`"),
        "xor" => Some("write `!=` between two truths"),
        "mod" | "div" => Some("there is no whole-number division"),
        "times" => Some("write `*`"),
        "plus" => Some("write `+`"),
        "minus" => Some("write `-`"),
        _ => None,
    }
}

/// Digits, with single underscores between them.
fn is_digits(text: &str) -> bool {
    text.split('_')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
