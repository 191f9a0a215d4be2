//! The parser's place among the tokens, and how it reports what it finds there.

use std::ops::Range;

use super::lexer::{Sign, Token};
use super::parser::{Parser, SPLIT};
use super::recover::habit;
use super::tree::SyntaxError;
use crate::source::{code, quoted};

impl Parser<'_> {
    /// A limit was met: the one error, and nothing further.
    pub(super) fn stop(&mut self, message: &str, label: String) {
        if !self.stopped {
            let error = SyntaxError::new(code::FORMULA_TOO_LARGE, message, self.here());
            self.add(error.label(label).help(SPLIT));
            self.stopped = true;
        }
        self.at = self.tokens.len();
    }

    /// The next token; [`Token::End`] behind the last.
    pub(super) fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    /// The token behind the next.
    pub(super) fn peek_second(&self) -> &Token {
        self.tokens.get(self.at + 1).map_or(&Token::End, |(token, _)| token)
    }

    /// Takes the next token.
    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// Where the next token stands; at the end, just behind the text.
    pub(super) fn here(&self) -> Range<u32> {
        let end = self.end;
        self.tokens.get(self.at).map_or(end..end, |(token, span)| match token {
            Token::End => end..end,
            _ => span.clone(),
        })
    }

    /// The end of the token that was read last.
    pub(super) fn behind(&self) -> u32 {
        let last = self.at.min(self.tokens.len()).checked_sub(1);
        last.and_then(|last| self.tokens.get(last))
            .map_or(0, |(_, span)| span.end)
    }

    /// Takes the closing sign, or says that it is missing.
    pub(super) fn close(&mut self, sign: Sign) {
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

    /// Goes to the next of these signs that stands in the brackets that are open now.
    pub(super) fn skip_to(&mut self, signs: &[Sign]) {
        let mut open = 0_u32;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Sign(sign) if open == 0 && signs.contains(sign) => return,
                Token::Sign(Sign::Open | Sign::OpenList) => open += 1,
                Token::Sign(Sign::Close | Sign::CloseList) => open = open.saturating_sub(1),
                _ => {}
            }
            self.advance();
        }
    }

    /// The next token, for messages.
    pub(super) fn found(&self) -> String {
        match self.peek() {
            Token::End => "the end".to_owned(),
            _ => {
                let span = self.here();
                quoted(self.text.get(span.start as usize..span.end as usize).unwrap_or(""))
            }
        }
    }

    /// Says that two values stand beside each other.
    pub(super) fn expected_operator(&mut self) {
        let before = self.at.checked_sub(1).and_then(|before| self.tokens.get(before));
        // What was not understood has been reported, and may well have been the operator.
        if *self.peek() == Token::Bad || matches!(before, Some((Token::Bad, _))) {
            return;
        }
        let found = self.found();
        let message = format!("an operator is missing before {found}");
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, self.here());
        let hint = match self.peek() {
            Token::Word(word) => habit(word),
            _ => None,
        };
        match hint {
            Some(help) => {
                self.add(error.help(help));
                // The word was meant as the operator.
                self.advance();
            }
            None => self.add(error),
        }
    }

    /// Reports an error of syntax; an empty help is none.
    pub(super) fn report(&mut self, message: impl Into<String>, span: Range<u32>, help: impl Into<String>) {
        let error = SyntaxError::new(code::FORMULA_SYNTAX, message, span);
        let help = help.into();
        self.add(if help.is_empty() { error } else { error.help(help) });
    }

    /// Adds an error, unless a limit ended the reading.
    pub(super) fn add(&mut self, error: SyntaxError) {
        if !self.stopped {
            self.errors.add(error);
        }
    }
}
