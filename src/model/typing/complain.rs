//! What is said where the parts of a formula do not fit: what was found, what is wanted, and how to write it.

use crate::calendar::Calendar;
use crate::expr::{BinaryOp, Function, Node};
use crate::source::{Diagnostic, Span, code, suggest};

use super::super::element::VariableId;
use super::super::formula::{Kind, Term, Type};
use super::super::names::{self, Named};
use super::Typer;

/// Lists of branches are cut after so many.
const MOST_LISTED: usize = 8;

/// A part of a formula longer than this is not repeated in a remedy.
const LONGEST_REPEATED: usize = 40;

impl Typer<'_> {
    pub(super) fn unknown_name(&mut self, name: &str, span: Span) {
        if let Some(asked) = self.names.question(name) {
            self.diagnostics.push(
                Diagnostic::error(
                    code::QUESTION_IN_FORMULA,
                    format!("`{name}` is a question, and formulas cannot name questions"),
                )
                .at(span, "has to be a condition, a choice, an event or a number")
                .also(asked, "the question")
                .help("move what it asks into `[conditions]`, and name the condition here and in the question"),
            );
            return;
        }
        if names::is_probability_word(name) {
            self.diagnostics.push(
                Diagnostic::error(
                    code::WORD_IN_FORMULA,
                    format!("`{name}` is a word of probability, which formulas do not read"),
                )
                .at(span, "")
                .help("give the word to an assumption, and name the assumption here"),
            );
            return;
        }
        let found = Diagnostic::error(code::UNKNOWN_ID, format!("nothing is called `{name}`")).at(span, "unknown");
        let owners: Vec<&str> = self.names.with_branch(name).collect();
        let found = match (owners.as_slice(), Function::named(name)) {
            (_, Some(function)) => found.help(format!(
                "a function is called with brackets: `{}`",
                function.entry().signature
            )),
            ([], None) => match self.names.nearest(name) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found
                    .help("assumptions, conditions, choices, events and quantities have names that formulas can read"),
            },
            ([only], None) => found.help(format!(
                "`{name}` is a branch of `{only}`: compare it, as in `{only} == {name}`"
            )),
            (several, None) => found.help(format!(
                "`{name}` is a branch of {}: compare it, as in `{} == {name}`",
                listed(several.iter().copied()),
                several.first().copied().unwrap_or("x")
            )),
        };
        self.diagnostics.push(found);
    }

    /// A branch that the variable does not have. Nothing is said where its branches could not be read.
    pub(super) fn unknown_branch(&mut self, variable: VariableId, name: &str, span: Span) {
        let Some(branches) = self.names.branches(variable) else {
            return;
        };
        let id = self.names.id(variable);
        let found = Diagnostic::error(code::UNKNOWN_BRANCH, format!("`{id}` has no branch `{name}`"))
            .at(span, "no such branch");
        let found = match suggest(name, branches.ids()) {
            _ if name == "undrawn" => found.help(format!("`not drawn({id})` asks whether it has not been drawn yet")),
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(format!("its branches are {}", listed(branches.ids()))),
        };
        self.diagnostics.push(found);
    }

    pub(super) fn branch_as_truth(&mut self, variable: VariableId, node: &Node) {
        let span = self.span(&node.span);
        let text = self.repeated(node, self.names.id(variable));
        let example = self.names.branches(variable).and_then(|b| b.ids().next());
        let found = Diagnostic::error(
            code::TYPE_MISMATCH,
            format!("`{text}` is a choice or event with branches, where a truth is wanted"),
        )
        .at(span, "a truth is wanted");
        let found = match example {
            Some(branch) => found.help(format!("compare it with a branch: `{text} == {branch}`")),
            None => found,
        };
        self.diagnostics.push(found);
    }

    pub(super) fn number_as_truth(&mut self, node: &Node) {
        let span = self.span(&node.span);
        let text = self.repeated(node, "x");
        self.diagnostics.push(
            Diagnostic::error(
                code::TYPE_MISMATCH,
                format!("{} is a number, where a truth is wanted", self.named(node)),
            )
            .at(span, "a truth is wanted")
            .help(format!("compare it: `{text} > 0`")),
        );
    }

    pub(super) fn not_a_number(&mut self, term: &Term, node: &Node) {
        if self.is_unread(term.ty) {
            return;
        }
        let text = self.repeated(node, "c");
        let found = Diagnostic::error(
            code::TYPE_MISMATCH,
            format!("{}, where a number is wanted", self.is_what(term, node)),
        )
        .at(term.span, "a number is wanted");
        let found = match term.ty {
            Type::Branch(variable) if !self.stands_for_truth(term.ty) => {
                let branch = self.names.branches(variable).and_then(|b| b.ids().next());
                found.help(format!(
                    "make a number of it: `if({text} == {}, 1, 0)`",
                    branch.unwrap_or("b")
                ))
            }
            _ => found.help(format!("make a number of it: `if({text}, 1, 0)`")),
        };
        self.diagnostics.push(found);
    }

    pub(super) fn number_as_column(&mut self, node: &Node) {
        let span = self.span(&node.span);
        let text = self.repeated(node, "x");
        self.diagnostics.push(
            Diagnostic::error(
                code::TYPE_MISMATCH,
                format!("{} is a number, which no row can match", self.named(node)),
            )
            .at(span, "a choice, an event, a truth or a condition is wanted")
            .help(format!("make a truth of it: `{text} > 0`")),
        );
    }

    pub(super) fn not_alone(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::error(
                code::STANDS_ALONE,
                "`steps_since(…)` stands alone on one side of a comparison, and nowhere else",
            )
            .at(span, "not on a side of its own")
            .help("write `steps_since(c) <= 3`, and move everything else to the other side"),
        );
    }

    pub(super) fn levels_of_two(&mut self, left: &Term, left_node: &Node, right: &Term, right_node: &Node) {
        if self.is_unread(left.ty) || self.is_unread(right.ty) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::error(
                code::LEVELS_OF_TWO,
                format!(
                    "{} and {} are not levels of one ladder",
                    self.described(left, left_node),
                    self.described(right, right_node)
                ),
            )
            .at(left.span.to(right.span), "cannot be put in an order")
            .help("`< <= > >=` compare a ladder with one of its own levels, or with itself at another step; `==` compares branches by their name"),
        );
    }

    pub(super) fn not_ordered(&mut self, op: BinaryOp, variable: VariableId, span: Span) {
        let id = self.names.id(variable);
        self.diagnostics.push(
            Diagnostic::error(
                code::TYPE_MISMATCH,
                format!(
                    "the branches of `{id}` have no order, so `{}` cannot compare them",
                    op.sign()
                ),
            )
            .at(span, "")
            .help(format!(
                "list the branches that are meant: `{id} in [a, b]`; only `levels` have an order"
            )),
        );
    }

    pub(super) fn not_comparable(
        &mut self,
        op: BinaryOp,
        (left, left_node): (&Term, &Node),
        (right, right_node): (&Term, &Node),
        span: Span,
    ) {
        let found = Diagnostic::error(
            code::TYPE_MISMATCH,
            format!(
                "`{}` cannot compare {} with {}",
                op.sign(),
                self.described(left, left_node),
                self.described(right, right_node)
            ),
        )
        .at(span, "");
        let with_branches = [left.ty, right.ty].into_iter().find_map(|ty| match ty {
            Type::Branch(variable) => Some(variable),
            _ => None,
        });
        let found = match with_branches {
            Some(variable) => {
                let id = self.names.id(variable);
                let branches = self.names.branches(variable);
                found.help(format!(
                    "compare `{id}` with one of its branches: {}",
                    listed(branches.into_iter().flat_map(|b| b.ids()))
                ))
            }
            None if left.ty == Type::Truth && right.ty == Type::Truth => {
                found.help("truths have no order: join them with `and`, `or` and `not`")
            }
            None => found.help("compare numbers with numbers, and truths with `true` or `false`"),
        };
        self.diagnostics.push(found);
    }

    pub(super) fn truth_in_list(&mut self, node: &Node) {
        let span = self.span(&node.span);
        self.diagnostics.push(
            Diagnostic::error(
                code::TYPE_MISMATCH,
                format!("{} is a truth, which `in` cannot look up", self.named(node)),
            )
            .at(span, "a choice, an event or a number is wanted")
            .help("a truth needs no list: write it alone, or after `not`"),
        );
    }

    pub(super) fn name_in_numbers(&mut self, name: &str, span: Span) {
        self.diagnostics.push(
            Diagnostic::error(
                code::TYPE_MISMATCH,
                format!("`{name}` stands in a list of numbers, which are written out"),
            )
            .at(span, "a number is wanted")
            .help(format!("compare it by itself: `… or x == {name}`")),
        );
    }

    /// Reports a list in which a branch stands twice.
    pub(super) fn no_doubles(&mut self, list: &[Node], places: &[u16]) -> Option<()> {
        let mut whole = Some(());
        for (at, place) in places.iter().enumerate() {
            let Some(first) = places[..at].iter().position(|other| other == place) else {
                continue;
            };
            let (Some(second_node), Some(first_node)) = (list.get(at), list.get(first)) else {
                continue;
            };
            let found = Diagnostic::error(
                code::DUPLICATE_BRANCH,
                format!("`{}` stands twice in the list", self.source(second_node)),
            )
            .at(self.span(&second_node.span), "the second")
            .also(self.span(&first_node.span), "the first")
            .help("take one out, or write the branch that is meant");
            self.diagnostics.push(found);
            whole = None;
        }
        whole
    }

    pub(super) fn outside(&mut self, function: Function, day: jiff::civil::Date, calendar: &Calendar, node: &Node) {
        let (first, last) = (calendar.start(), calendar.end());
        if day >= first && day <= last {
            return;
        }
        let effect = match (function, day < first) {
            (Function::After, true) => "true at every step",
            _ => "false at every step",
        };
        let span = self.span(&node.span);
        self.diagnostics.push(
            Diagnostic::warning(
                code::DATE_OUTSIDE,
                format!("the day {day} lies outside of the run, so this is {effect}"),
            )
            .at(span, format!("the run goes from {first} to {last}"))
            .help("change the day, or the `start` and `steps` of `[time]`"),
        );
    }

    /// A few words for a term, as in "the number `appetite`".
    pub(super) fn described(&self, term: &Term, node: &Node) -> String {
        let text = self.source(node).trim();
        let noun = match (&term.kind, term.ty) {
            (Kind::Branch(variable, _), _) => {
                return format!("the branch `{text}` of `{}`", self.names.id(*variable));
            }
            (Kind::Number(_), _) => "the number",
            (_, Type::Number) => "the number",
            (_, Type::Truth) => "the truth",
            (_, Type::Branch(variable)) => {
                let is_ladder = self.names.branches(variable).is_some_and(|b| b.ladder);
                if is_ladder { "the ladder" } else { "the choice or event" }
            }
        };
        if text.chars().count() > LONGEST_REPEATED {
            return noun.replace("the ", "a ");
        }
        format!("{noun} `{text}`")
    }

    fn is_what(&self, term: &Term, node: &Node) -> String {
        let what = match term.ty {
            Type::Number => "a number",
            Type::Truth => "a truth",
            Type::Branch(_) => "a choice or event",
        };
        format!("{} is {what}", self.named(node))
    }

    /// The node in backticks, with what it names if it is a name.
    fn named(&self, node: &Node) -> String {
        let text = self.source(node).trim();
        match self.names.lookup(text) {
            Some(Named::Condition(_)) => format!("the condition `{text}`"),
            Some(Named::Assumption(_)) => format!("the assumption `{text}`"),
            Some(Named::Quantity(_)) => format!("the quantity `{text}`"),
            _ if text.chars().count() > LONGEST_REPEATED => "this".to_owned(),
            _ => format!("`{text}`"),
        }
    }

    /// The node's text for a remedy, or something shorter.
    fn repeated(&self, node: &Node, instead: &str) -> String {
        let text = self.source(node).trim();
        if text.chars().count() > LONGEST_REPEATED {
            return instead.to_owned();
        }
        text.to_owned()
    }
}

/// Names in backticks, cut where there are many.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match all.get(..MOST_LISTED) {
        Some(first) if all.len() > MOST_LISTED => {
            format!("{} and {} more", first.join(", "), all.len() - MOST_LISTED)
        }
        _ => all.join(", "),
    }
}
