//! What a claim expects of a question.

use crate::document::{Shape, Table, Value};
use crate::model::element::{Asked, Expects, ExpectsOf, Question, QuestionId};
use crate::model::names::Named;
use crate::source::{Diagnostic, Span, code, suggest};

use super::fields::entry;
use super::reader::Reader;

/// What stands for the answer of a number question: its mean.
pub const MEAN: &str = "mean";

impl<'d> Reader<'d, '_> {
    /// Reads `expects`. A question that the scenario lacks is no error: claims serve several scenarios.
    pub fn expects(&mut self, value: &'d Value, questions: &[Question]) -> Option<Expects> {
        let table = self.table_of(value, "expects")?;
        let Some(question) = table.get("question") else {
            self.missing(
                "question",
                "`expects`",
                value.span,
                "name the question: `question = \"…\"`",
            );
            return None;
        };
        let id = self.text_of(question, "question")?;
        let found = self.ids.questions.get(id).copied().flatten().map(QuestionId);
        let asked = found.and_then(|found| questions.get(found.at()));
        if found.is_none() {
            self.suspect_question(id, question.span, questions);
        }
        let of = self.expects_of(table, value.span);
        let answer = self.expected_answer(table, asked, of.as_ref());
        let by = match asked {
            Some(_) => self.day_in_run(table, "by"),
            None => self.day(table, "by").map(|(day, _)| day),
        };
        Some(Expects {
            question: id.to_owned(),
            found,
            answer: answer?,
            of: of?,
            by,
            said: self.words(table, "said"),
            span: value.span,
        })
    }

    fn expected_answer(
        &mut self,
        table: &'d Table,
        asked: Option<&Question>,
        of: Option<&ExpectsOf>,
    ) -> Option<String> {
        let value = table.get("answer");
        let written = match value {
            Some(value) => Some((self.text_of(value, "answer")?, value.span)),
            None => None,
        };
        let Some(question) = asked else {
            return Some(written.map_or("yes", |(answer, _)| answer).to_owned());
        };
        let place = written.map_or(question.name.span, |(_, span)| span);
        let known = answers(&question.asked);
        match (&question.asked, written) {
            (Asked::Number { .. }, None) => {
                if let Some(ExpectsOf::Probability { .. }) = of {
                    let place = entry(table, "probability").map_or(place, |found| found.key_span);
                    let message = format!(
                        "question `{}` has a number for an answer, which has no probability",
                        question.name.id
                    );
                    let help = "write `higher_in` or `lower_in`, or ask a yes/no question";
                    self.error(code::BAD_EXPECTATION, message, place, help);
                    return None;
                }
                Some(MEAN.to_owned())
            }
            (Asked::Number { .. }, Some((answer, span))) => {
                let message = format!(
                    "question `{}` has a number for an answer, not `{}`",
                    question.name.id,
                    answer.escape_debug()
                );
                self.error(code::BAD_EXPECTATION, message, span, "leave `answer` out");
                None
            }
            (_, Some((answer, _))) if known.contains(&answer) => Some(answer.to_owned()),
            (Asked::Yes(_), None) => Some("yes".to_owned()),
            (_, written) => {
                let said = written.map(|(answer, _)| answer);
                let near = said.and_then(|said| suggest(said, known.iter().copied()));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("its answers are `{}`", known.join("`, `")),
                };
                let message = match said {
                    Some(said) => format!(
                        "question `{}` has no answer `{}`",
                        question.name.id,
                        said.escape_debug()
                    ),
                    None => format!("which answer of `{}` is meant?", question.name.id),
                };
                let span = written.map_or(table.span.unwrap_or(place), |(_, span)| span);
                self.error(code::BAD_EXPECTATION, message, span, help);
                None
            }
        }
    }

    fn expects_of(&mut self, table: &'d Table, span: Span) -> Option<ExpectsOf> {
        let ways = ["probability", "higher_in", "lower_in"].map(|key| entry(table, key));
        let given: Vec<_> = ways.iter().flatten().collect();
        match given.as_slice() {
            [one] if one.key == "probability" => self.expected_probability(&one.value),
            [one] => {
                let id = self.text_of(&one.value, &one.key)?;
                self.suggest_alternative(id, one.value.span);
                Some(match one.key.as_str() {
                    "higher_in" => ExpectsOf::HigherIn(id.to_owned()),
                    _ => ExpectsOf::LowerIn(id.to_owned()),
                })
            }
            [] => {
                let help = "add `probability`, or `higher_in` or `lower_in` with an alternative";
                self.error(
                    code::BAD_EXPECTATION,
                    "this expects nothing of the question",
                    span,
                    help,
                );
                None
            }
            [first, second, ..] => {
                let message = format!("`{}` and `{}` are two expectations", first.key, second.key);
                self.error(code::BAD_EXPECTATION, message, second.key_span, "make two claims of it");
                None
            }
        }
    }

    /// A question that the scenario lacks is skipped; a name that means something else here is a slip.
    fn suspect_question(&mut self, id: &str, span: Span, questions: &[Question]) {
        let asker = questions.iter().find(|q| answers(&q.asked).contains(&id));
        let (what, help) = match (self.names.lookup(id), asker) {
            (Some(Named::Condition(_)), _) => (
                "a condition",
                format!("ask it as a question: `[questions.{id}] yes = \"{id}\"`"),
            ),
            (_, Some(q)) => (
                "an answer",
                format!("write `question = \"{}\", answer = \"{id}\"`", q.name.id),
            ),
            _ => return,
        };
        let message = format!("there is no question `{id}`, so that the claim is skipped; {what} has that name");
        self.report(
            Diagnostic::warning(code::NO_SUCH_QUESTION, message)
                .at(span, "")
                .help(help),
        );
    }

    /// Alternatives that the scenario lacks are skipped, as questions are; one that is nearly there is a slip.
    fn suggest_alternative(&mut self, id: &str, span: Span) {
        if self.ids.alternatives.contains_key(id) {
            return;
        }
        if let Some(near) = suggest(id, self.ids.alternatives.keys().map(String::as_str)) {
            let message = format!("there is no alternative `{id}`, so that the claim is skipped");
            let found = Diagnostic::warning(code::NO_SUCH_QUESTION, message).at(span, "");
            let help = format!("did you mean `{near}`?");
            self.report(found.help(help));
        }
    }

    fn expected_probability(&mut self, value: &'d Value) -> Option<ExpectsOf> {
        let (low, high, word) = match &value.shape {
            Shape::Text(text) => {
                let scale = self.scale_at(value.span);
                let Some((low, high)) = scale.range_of(text.text.trim()) else {
                    let known: Vec<&str> = scale.words().collect();
                    let help = match suggest(text.text.trim(), known.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write a number, a range, or one of: {}", known.join(", ")),
                    };
                    let message = format!(
                        "`{}` is no word of the scale `{}`",
                        text.text.escape_debug(),
                        scale.id()
                    );
                    self.error(code::UNKNOWN_WORD, message, value.span, help);
                    return None;
                };
                (low, high, Some(text.text.trim().to_owned()))
            }
            Shape::List(list) => match list.as_slice() {
                [low, high] => {
                    let (low, high) = (self.number_of(low, "probability"), self.number_of(high, "probability"));
                    (low?, high?, None)
                }
                _ => {
                    let help = "write the lowest and the highest: `probability = [0.8, 1]`";
                    self.error(code::BAD_EXPECTATION, "a range has two ends", value.span, help);
                    return None;
                }
            },
            _ => {
                let number = self.number_of(value, "probability")?;
                (number, number, None)
            }
        };
        if !(0.0..=1.0).contains(&low) || !(0.0..=1.0).contains(&high) || low > high {
            let help = "write numbers from 0 to 1, the lower first";
            self.error(
                code::BAD_PROBABILITY,
                format!("no probability lies between {low} and {high}"),
                value.span,
                help,
            );
            return None;
        }
        Some(ExpectsOf::Probability { low, high, word })
    }
}

/// The answers that a question can have by name.
pub(super) fn answers(asked: &Asked) -> Vec<&str> {
    match asked {
        Asked::Yes(_) => vec!["yes", "no"],
        Asked::Number { .. } => Vec::new(),
        Asked::Cases { cases, otherwise } => {
            let named = cases.iter().map(|case| case.answer.id.as_str());
            named.chain([otherwise.id.as_str()]).collect()
        }
    }
}
