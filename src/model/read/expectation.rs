//! The author's own tests: `pressure_rises raises posture.cornered`, `troops_sent < 0.1`.

use crate::document::{Table, Value};
use crate::expr::BinaryOp;
use crate::model::element::{AlternativeId, Asked, Expectation, ExpectationTest, Question, QuestionId};
use crate::model::limits;
use crate::source::{Span, code, quoted, suggest};

use super::expects::answers;
use super::reader::Reader;

const GRAMMAR: &str = "write `ALTERNATIVE raises QUESTION.ANSWER`, `ALTERNATIVE lowers …`, or `QUESTION.ANSWER < 0.1`";

impl<'d> Reader<'d, '_> {
    /// All `[[expectations]]`.
    pub fn expectations(&mut self, questions: &[Question]) -> Vec<Expectation> {
        let document = self.document;
        let list = self.tables(&document.root, "expectations");
        if let Some((_, span)) = list.get(limits::EXPECTATIONS) {
            self.too_many(list.len(), limits::EXPECTATIONS, "expectations", *span);
        }
        let mut expectations = Vec::new();
        for (table, span) in list.into_iter().take(limits::EXPECTATIONS) {
            expectations.extend(self.expectation(table, span, questions));
        }
        expectations
    }

    fn expectation(&mut self, table: &'d Table, span: Span, questions: &[Question]) -> Option<Expectation> {
        let Some(value) = table.get("says") else {
            self.missing("says", "an expectation", span, GRAMMAR);
            return None;
        };
        let says = self.text_of(value, "says")?;
        let evidence = self.evidence(table);
        let test = self.test(says, value, questions)?;
        Some(Expectation {
            says: says.to_owned(),
            span: value.span,
            test,
            evidence,
        })
    }

    fn test(&mut self, says: &str, value: &Value, questions: &[Question]) -> Option<ExpectationTest> {
        let words = words_of(says);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [alternative, verb @ ("raises" | "lowers"), target] => {
                let (question, answer) = self.target(target, value.span, questions)?;
                Some(ExpectationTest::Moves {
                    alternative: self.alternative_named(alternative, value.span)?,
                    raises: *verb == "raises",
                    question,
                    answer,
                })
            }
            [target, sign @ ("<" | "<=" | ">" | ">="), number] => {
                let (question, answer) = self.target(target, value.span, questions)?;
                let number = self.bound(number, answer.is_some(), value.span)?;
                Some(ExpectationTest::Compares {
                    question,
                    answer,
                    op: match *sign {
                        "<" => BinaryOp::Less,
                        "<=" => BinaryOp::LessEqual,
                        ">" => BinaryOp::Greater,
                        _ => BinaryOp::GreaterEqual,
                    },
                    number,
                })
            }
            _ => {
                let message = format!("{} cannot be read as an expectation", quoted(says));
                self.error(code::BAD_EXPECTATION, message, value.span, GRAMMAR);
                None
            }
        }
    }

    fn alternative_named(&mut self, id: &str, span: Span) -> Option<AlternativeId> {
        let found = self.find(|ids| &ids.alternatives, "alternative", id, span, code::BAD_EXPECTATION);
        found.map(AlternativeId)
    }

    fn target(&mut self, text: &str, span: Span, questions: &[Question]) -> Option<(QuestionId, Option<String>)> {
        let (id, answer) = match text.split_once('.') {
            Some((id, answer)) => (id, Some(answer)),
            None => (text, None),
        };
        let at = self.find(|ids| &ids.questions, "question", id, span, code::BAD_EXPECTATION)?;
        let question = questions.get(at as usize)?;
        let known = answers(&question.asked);
        let answer = match (&question.asked, answer) {
            (Asked::Number { .. }, None) => None,
            (Asked::Yes(_), None) => Some("yes"),
            (_, Some(answer)) if known.contains(&answer) => Some(answer),
            (Asked::Number { .. }, Some(_)) => {
                let help = format!("leave the answer out: `{id}` stands for its mean");
                self.error(
                    code::BAD_EXPECTATION,
                    format!("question `{id}` has a number for an answer"),
                    span,
                    help,
                );
                return None;
            }
            (_, answer) => {
                let help = match answer.and_then(|answer| suggest(answer, known.iter().copied())) {
                    Some(near) => format!("did you mean `{id}.{near}`?"),
                    None => format!("its answers are `{}`", known.join("`, `")),
                };
                let message = match answer {
                    Some(answer) => {
                        format!("question `{id}` has no answer `{}`", answer.escape_debug())
                    }
                    None => format!("which answer of `{id}` is meant?"),
                };
                self.error(code::BAD_EXPECTATION, message, span, help);
                return None;
            }
        };
        Some((QuestionId(at), answer.map(str::to_owned)))
    }

    fn bound(&mut self, text: &str, probability: bool, span: Span) -> Option<f64> {
        let number = text
            .replace('_', "")
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        let Some(number) = number else {
            let message = format!("`{}` is no number", text.escape_debug());
            self.error(
                code::BAD_EXPECTATION,
                message,
                span,
                "compare with a number, such as `0.1`",
            );
            return None;
        };
        if probability && !(0.0..=1.0).contains(&number) {
            let help = "a probability lies between 0 and 1";
            self.error(
                code::BAD_EXPECTATION,
                format!("no probability is compared with {number}"),
                span,
                help,
            );
            return None;
        }
        Some(number)
    }
}

/// The words of an expectation; signs need no space around them.
fn words_of(says: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(says.len() + 8);
    let mut letters = says.chars().peekable();
    while let Some(letter) = letters.next() {
        if !matches!(letter, '<' | '>' | '=' | '!') {
            spaced.push(letter);
            continue;
        }
        spaced.push(' ');
        spaced.push(letter);
        if let Some(equal) = letters.next_if_eq(&'=') {
            spaced.push(equal);
        }
        spaced.push(' ');
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}
