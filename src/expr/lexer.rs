//! Formula text cut into tokens; what other languages write instead is understood and reported.

use std::ops::Range;

use jiff::civil::Date;

use super::recover::{self, Errors};
use super::tree::SyntaxError;
use crate::source::{code, quoted};

/// One piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    /// A day; none where it is impossible, which has been reported.
    Day(Option<Date>),
    /// A name, a function or a word of the language.
    Word(String),
    Sign(Sign),
    /// Something that was reported and stands for nothing.
    Bad,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Power,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
}

impl Sign {
    /// All signs, longer ones before those that they begin with.
    const ALL: [Sign; 16] = [
        Sign::Equal,
        Sign::NotEqual,
        Sign::LessEqual,
        Sign::GreaterEqual,
        Sign::Less,
        Sign::Greater,
        Sign::Plus,
        Sign::Minus,
        Sign::Times,
        Sign::Divide,
        Sign::Power,
        Sign::Open,
        Sign::Close,
        Sign::OpenList,
        Sign::CloseList,
        Sign::Comma,
    ];

    /// The sign as written.
    pub(super) fn written(self) -> &'static str {
        match self {
            Sign::Equal => "==",
            Sign::NotEqual => "!=",
            Sign::Less => "<",
            Sign::LessEqual => "<=",
            Sign::Greater => ">",
            Sign::GreaterEqual => ">=",
            Sign::Plus => "+",
            Sign::Minus => "-",
            Sign::Times => "*",
            Sign::Divide => "/",
            Sign::Power => "^",
            Sign::Open => "(",
            Sign::Close => ")",
            Sign::OpenList => "[",
            Sign::CloseList => "]",
            Sign::Comma => ",",
        }
    }
}

/// A token and the bytes it stands on.
pub(super) type Spanned = (Token, Range<u32>);

/// All tokens of a text, the last of them [`Token::End`].
pub(super) fn tokens(text: &str, errors: &mut Errors) -> Vec<Spanned> {
    let mut lexer = Lexer { text, at: 0, errors };
    let mut list = Vec::new();
    loop {
        let rest = lexer.rest();
        lexer.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let start = lexer.at;
        let Some(first) = lexer.rest().chars().next() else {
            list.push((Token::End, span(start, start)));
            return list;
        };
        let token = lexer.token(first);
        list.push((token, span(start, lexer.at)));
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    errors: &'a mut Errors,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Takes characters as long as they are wanted.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn token(&mut self, first: char) -> Token {
        match first {
            '0'..='9' => self.number_or_day(),
            '.' if self.rest()[1..].starts_with(|next: char| next.is_ascii_digit()) => self.number(),
            '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' => self.quotes(first),
            letter if letter.is_alphanumeric() || letter == '_' => {
                let start = self.at;
                let word = self.take(|letter| letter.is_alphanumeric() || letter == '_');
                recover::word(word, span(start, self.at), self.errors)
            }
            _ => self.sign(first),
        }
    }

    fn sign(&mut self, first: char) -> Token {
        let start = self.at;
        if let Some((written, ours)) = recover::foreign_sign(self.rest()) {
            self.at += written.len();
            recover::report_sign(written, ours, span(start, self.at), self.errors);
            let sign = Sign::ALL.into_iter().find(|sign| sign.written() == ours);
            return sign.map_or_else(|| Token::Word(ours.to_owned()), Token::Sign);
        }
        if let Some(sign) = Sign::ALL
            .into_iter()
            .find(|sign| self.rest().starts_with(sign.written()))
        {
            self.at += sign.written().len();
            return Token::Sign(sign);
        }
        self.at += first.len_utf8();
        recover::report_character(first, span(start, self.at), self.errors);
        Token::Bad
    }

    /// A word in quotes stands for the word.
    fn quotes(&mut self, open: char) -> Token {
        let start = self.at;
        self.at += open.len_utf8();
        let inside = self.take(|letter| !is_quote(letter));
        if let Some(close) = self.rest().chars().next() {
            self.at += close.len_utf8();
        }
        let range = span(start, self.at);
        let message = format!("{} stands in quotes", quoted(inside));
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, range);
        self.errors
            .add(error.help("names, branches and days stand in a formula without quotes"));
        let mut lexer = Lexer {
            text: inside,
            at: 0,
            errors: &mut Errors::default(),
        };
        let token = match inside.chars().next() {
            Some(first) => lexer.token(first),
            None => Token::Bad,
        };
        let whole = lexer.at == inside.len();
        if whole && matches!(token, Token::Word(_) | Token::Day(_)) {
            token
        } else {
            Token::Bad
        }
    }

    fn number_or_day(&mut self) -> Token {
        let start = self.at;
        let digits = |text: &str, least: usize, most: usize| {
            let length = text.bytes().take_while(u8::is_ascii_digit).count();
            (least..=most).contains(&length).then_some(length)
        };
        let rest = self.rest();
        let day_length = digits(rest, 4, 4)
            .filter(|year| rest[*year..].starts_with('-'))
            .and_then(|year| Some(year + 1 + digits(&rest[year + 1..], 1, 2)?))
            .filter(|month| rest[*month..].starts_with('-'))
            .and_then(|month| Some(month + 1 + digits(&rest[month + 1..], 1, 2)?))
            .filter(|day| !rest[*day..].starts_with(is_number_part));
        let Some(length) = day_length else {
            return self.number();
        };
        self.at += length;
        Token::Day(recover::day(&rest[..length], span(start, self.at), self.errors))
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let mut written = self.take(is_number_part);
        if written.ends_with(['e', 'E']) && self.rest().starts_with(['+', '-']) {
            self.at += 1;
            self.take(is_number_part);
            written = &self.text[start..self.at];
        }
        if self.rest().starts_with('%') {
            self.at += 1;
        }
        recover::number(written, &self.text[start..self.at], span(start, self.at), self.errors)
    }
}

fn is_number_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '»')
}

/// The text is at most [`super::MAX_TEXT`] bytes long, so that offsets fit.
fn span(start: usize, end: usize) -> Range<u32> {
    start as u32..end as u32
}
