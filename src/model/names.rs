//! The names that formulas can use, and the branches of those that have some.

use std::collections::BTreeMap;

use crate::expr::Function;
use crate::source::{Diagnostic, Diagnostics, Span, code, suggest};

use super::element::{AssumptionId, ConditionId, QuantityId, VariableId};

/// What a name in a formula stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A number.
    Assumption(AssumptionId),
    /// A truth.
    Condition(ConditionId),
    /// A choice or an event.
    Variable(VariableId),
    /// A number per trial.
    Quantity(QuantityId),
}

/// What formulas know of a variable.
#[derive(Clone, Debug)]
pub struct Branches {
    /// Ids with their places, in declaration order.
    pub list: Vec<(String, Span)>,
    /// It can stand as a truth.
    pub is_truth: bool,
    /// Its branches are levels, low to high.
    pub ladder: bool,
}

/// All names of a scenario that formulas can use, in one namespace.
#[derive(Clone, Debug, Default)]
pub struct Names {
    known: BTreeMap<String, (Named, Span)>,
    ids: BTreeMap<VariableId, String>,
    branches: BTreeMap<VariableId, Branches>,
    questions: BTreeMap<String, Span>,
}

/// Why a word of the language cannot be an id; `None` for all other words.
///
/// It holds for ids that formulas can name, for branches, and for the cases of questions.
pub fn reserved(word: &str) -> Option<&'static str> {
    match word {
        "true" | "false" | "and" | "or" | "not" | "in" => Some("a word of formulas"),
        "rest" | "same" => Some("a word of weights"),
        "step" | "month" => Some("a number that every formula can read"),
        "undrawn" => Some("what a variable is called before it is drawn"),
        "none_of_these" => Some("the answer that no case of a question takes"),
        _ if Function::named(word).is_some() => Some("a function of formulas"),
        _ if is_probability_word(word) => Some("a word of probability"),
        _ => None,
    }
}

impl Names {
    /// Declares an id; a reserved word, or one that stands for something else already, is an error and changes nothing.
    pub fn declare(&mut self, id: &str, named: Named, span: Span, diagnostics: &mut Diagnostics) {
        if let Some(what) = reserved(id) {
            diagnostics.push(
                Diagnostic::error(code::RESERVED_ID, format!("`{id}` is {what}"))
                    .at(span, "cannot be an id")
                    .help(format!("choose another id, such as `the_{id}`")),
            );
            return;
        }
        if let Some((other, first)) = self.known.get(id) {
            diagnostics.push(
                Diagnostic::error(
                    code::DUPLICATE_ID,
                    format!("`{id}` is {} and {}", other.article(), named.article()),
                )
                .at(span, "the second")
                .also(*first, "the first")
                .help("assumptions, conditions, choices, events and quantities share one namespace: rename one of the two"),
            );
            return;
        }
        self.known.insert(id.to_owned(), (named, span));
        if let Named::Variable(variable) = named {
            self.ids.insert(variable, id.to_owned());
        }
    }

    /// Says what the branches of a variable are. Comparing one whose branches are never said is not judged.
    pub fn set_branches(&mut self, variable: VariableId, list: Vec<(String, Span)>, is_truth: bool, ladder: bool) {
        let branches = Branches { list, is_truth, ladder };
        self.branches.insert(variable, branches);
    }

    /// Remembers a question, so that a formula that names it is told what is wrong.
    pub fn note_question(&mut self, id: &str, span: Span) {
        self.questions.entry(id.to_owned()).or_insert(span);
    }

    /// What an id stands for.
    pub fn lookup(&self, id: &str) -> Option<Named> {
        self.known.get(id).map(|(named, _)| *named)
    }

    /// Where an id is declared.
    pub fn span(&self, id: &str) -> Option<Span> {
        self.known.get(id).map(|(_, span)| *span)
    }

    /// Where a question is asked, if there is one of this id.
    pub fn question(&self, id: &str) -> Option<Span> {
        self.questions.get(id).copied()
    }

    /// The id of a declared variable.
    pub fn id(&self, variable: VariableId) -> &str {
        self.ids.get(&variable).map_or("?", String::as_str)
    }

    /// The ids of all declared variables.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.ids.values().map(String::as_str)
    }

    /// The branches of a variable, if they are known.
    pub fn branches(&self, variable: VariableId) -> Option<&Branches> {
        self.branches.get(&variable)
    }

    /// The variables that have a branch of this name, by id.
    pub fn with_branch(&self, branch: &str) -> impl Iterator<Item = &str> {
        self.known.iter().filter_map(move |(id, (named, _))| {
            let Named::Variable(variable) = named else {
                return None;
            };
            let branches = self.branches.get(variable)?;
            branches.place(branch).map(|_| id.as_str())
        })
    }

    /// The known id that a misspelt one probably means.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        suggest(id, self.known.keys().map(String::as_str))
    }
}

impl Named {
    /// With an article, as in "an assumption".
    pub fn article(self) -> &'static str {
        match self {
            Named::Assumption(_) => "an assumption",
            Named::Condition(_) => "a condition",
            Named::Variable(_) => "a choice or event",
            Named::Quantity(_) => "a quantity",
        }
    }
}

impl Branches {
    /// The place of a branch in the declaration.
    pub fn place(&self, id: &str) -> Option<u16> {
        let at = self.list.iter().position(|(name, _)| name == id)?;
        u16::try_from(at).ok()
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|(id, _)| id.as_str())
    }
}

/// Whether it is a one-word word of any scale.
pub fn is_probability_word(word: &str) -> bool {
    crate::scale::one_word_words().contains(&word)
}
