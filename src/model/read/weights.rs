//! Sets of weights: which branch gets what, and whether that can be drawn.

use crate::calendar::Period;
use crate::document::{Entry, Shape, Table, Value};
use crate::model::value::{Amount, Reading, Weight, WeightSet};
use crate::source::{Diagnostic, Span, code, quoted, suggest};

use super::amount::Use;
use super::reader::Reader;

/// What a set of weights has to know of its surroundings.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// How messages name the set, such as "case 2 of event `front`".
    pub called: &'a str,
    pub branches: &'a [(String, Span)],
    /// What is left stays with the branch that stands now.
    pub same: bool,
    /// Numbers that stand here are converted.
    pub per: Option<Period>,
    /// A jump on a ladder, or a start: relative weights may stand beside a `per`.
    pub relative_allowed: bool,
    /// Every branch has to be named.
    pub complete: bool,
    /// Why doubt cannot stand here, as a remedy.
    pub no_doubt: Option<&'a str>,
}

impl<'d> Reader<'d, '_> {
    /// Weights of branches, as a table has them.
    pub fn weight_set(&mut self, table: &'d Table, span: Span, setting: Setting) -> WeightSet {
        let with_rest = table.entries.iter().any(|entry| is_rest(&entry.value));
        let reading = match (setting.same, with_rest) {
            (true, _) => Reading::Same,
            (false, true) => Reading::Rest,
            (false, false) => Reading::Relative,
        };
        let mut weights: Vec<Option<Weight>> = vec![None; setting.branches.len()];
        let mut rest: Option<&Entry> = None;
        for entry in &table.entries {
            let slot = self.branch_of(&entry.key, entry.key_span, &setting);
            let weight = if is_rest(&entry.value) {
                self.one_rest(&mut rest, entry, setting);
                Some(Weight::Rest(entry.value.span))
            } else {
                let what = format!("the weight of `{}`", entry.key);
                self.weight(&entry.value, reading, &what, setting)
            };
            if let Some(slot) = slot.and_then(|at| weights.get_mut(usize::from(at))) {
                *slot = weight;
            }
        }
        self.check_complete(table, span, setting);
        self.finish(weights, reading, span, setting)
    }

    /// `probability`: `yes` has it, and `no` takes the rest.
    pub fn yes_set(&mut self, value: &'d Value, setting: Setting) -> WeightSet {
        let amount = self.weight(value, Reading::Rest, "probability", setting);
        let weights = setting.branches.iter().map(|(id, _)| match id.as_str() {
            "yes" => amount.clone(),
            _ => Some(Weight::Rest(value.span)),
        });
        let weights = weights.collect();
        self.finish(weights, Reading::Rest, value.span, setting)
    }

    /// Weights in the order of the branches, as a row has them.
    pub fn row_set(&mut self, values: &'d [Value], span: Span, setting: Setting) -> WeightSet {
        let rests = values.iter().filter(|value| is_rest(value)).count();
        let reading = match (setting.same, rests) {
            (true, _) => Reading::Same,
            (false, 0) => Reading::Relative,
            (false, _) => Reading::Rest,
        };
        if rests > 1 || (rests == 1 && setting.same) {
            let help = match setting.same {
                true => "`rest = \"same\"` gives what is left to the branch that stands: write a number",
                false => "let one branch take the rest",
            };
            self.error(code::BAD_REST, "`\"rest\"` has no place here", span, help);
        }
        let mut weights = Vec::new();
        for (value, (branch, _)) in values.iter().zip(setting.branches) {
            let what = format!("the weight of `{branch}`");
            weights.push(match is_rest(value) {
                true => Some(Weight::Rest(value.span)),
                false => self.weight(value, reading, &what, setting),
            });
        }
        self.finish(weights, reading, span, setting)
    }

    /// Concentrations of a Dirichlet distribution.
    pub fn dirichlet_set(&mut self, value: &'d Value, setting: Setting) -> WeightSet {
        let mut weights: Vec<Option<Weight>> = vec![None; setting.branches.len()];
        if let Some(table) = self.table_of(value, "dirichlet") {
            for entry in &table.entries {
                let slot = self.branch_of(&entry.key, entry.key_span, &setting);
                let number = self.number_of(&entry.value, &entry.key);
                if number.is_some_and(|number| number <= 0.0) {
                    let help = "a concentration is above 0: think of how often each branch was seen";
                    let message = format!("the concentration of `{}` is not above 0", entry.key);
                    self.error(code::BAD_DISTRIBUTION, message, entry.value.span, help);
                }
                if let Some(slot) = slot.and_then(|at| weights.get_mut(usize::from(at))) {
                    *slot = number.map(Weight::Dirichlet);
                }
            }
            self.check_complete(
                table,
                value.span,
                Setting {
                    complete: true,
                    ..setting
                },
            );
        }
        if let Some(help) = setting.no_doubt {
            let message = format!("{} holds doubt, and nothing gives that an address", setting.called);
            self.error(code::DOUBT_WITHOUT_ID, message, value.span, help);
        }
        self.check_per(&weights, Reading::Relative, value.span, setting);
        WeightSet {
            weights,
            reading: Reading::Relative,
            span: value.span,
        }
    }

    /// Finds a branch, or reports that there is none.
    pub fn branch_of(&mut self, id: &str, span: Span, setting: &Setting) -> Option<u16> {
        let place = setting.branches.iter().position(|(branch, _)| branch == id);
        if place.is_none() {
            self.unknown_branch(id, span, setting.branches, setting.called);
        }
        place.and_then(|place| u16::try_from(place).ok())
    }

    /// Reports a branch that a variable does not have.
    pub fn unknown_branch(&mut self, id: &str, span: Span, branches: &[(String, Span)], of: &str) {
        let ids = || branches.iter().map(|(branch, _)| branch.as_str());
        let help = match suggest(id, ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let shown: Vec<&str> = ids().take(12).collect();
                let more = if branches.len() > shown.len() { ", …" } else { "" };
                format!("the branches are `{}`{more}", shown.join("`, `"))
            }
        };
        self.holes = true;
        self.error(
            code::UNKNOWN_BRANCH,
            format!("{of} has no branch {}", quoted(id)),
            span,
            help,
        );
    }

    fn weight(&mut self, value: &'d Value, reading: Reading, what: &str, setting: Setting) -> Option<Weight> {
        let usage = match reading {
            Reading::Relative => Use::Weight,
            Reading::Rest | Reading::Same => Use::Probability,
        };
        let amount = self.amount(value, usage, what)?;
        self.check_address(&amount, setting.no_doubt);
        Some(Weight::Amount(amount))
    }

    /// Doubt is addressed by id and path: where there is none, the remedy says what to do.
    pub fn check_address(&mut self, amount: &Amount, no_doubt: Option<&str>) {
        if let Some(help) = no_doubt.filter(|_| amount.is_doubtful()) {
            let message = "an uncertain value stands where nothing gives it an address";
            self.error(code::DOUBT_WITHOUT_ID, message, amount.span, help);
        }
    }

    fn one_rest(&mut self, rest: &mut Option<&'d Entry>, entry: &'d Entry, setting: Setting) {
        if setting.same {
            let help = "`rest = \"same\"` gives what is left to the branch that stands: write a number, or leave out `rest = \"same\"`";
            self.error(
                code::BAD_REST,
                format!("`{}` is `\"rest\"` beside `rest = \"same\"`", entry.key),
                entry.value.span,
                help,
            );
        }
        if let Some(first) = rest.replace(entry) {
            self.report(
                Diagnostic::error(code::BAD_REST, format!("{} has `\"rest\"` twice", setting.called))
                    .at(entry.value.span, "the second")
                    .also(first.value.span, "the first")
                    .help("let one branch take the rest"),
            );
        }
        if let Shape::Table(table) = &entry.value.shape {
            let more = table
                .entries
                .iter()
                .find(|other| ["because", "despite", "note"].contains(&other.key.as_str()));
            if let Some(more) = more {
                let help = "put it on the element, or on a weight that is a number";
                self.error(
                    code::BAD_REST,
                    "what is left has no evidence of its own",
                    more.key_span,
                    help,
                );
            }
        }
    }

    fn check_complete(&mut self, table: &Table, span: Span, setting: Setting) {
        if !setting.complete {
            return;
        }
        let named = |id: &str| table.entries.iter().any(|entry| entry.key == id);
        let missing: Vec<&str> = setting
            .branches
            .iter()
            .map(|(id, _)| id.as_str())
            .filter(|id| !named(id))
            .collect();
        if missing.is_empty() {
            return;
        }
        let shown = missing.iter().take(12).copied().collect::<Vec<&str>>().join("`, `");
        self.holes = true;
        let message = format!("{} does not name `{shown}`", setting.called);
        let help = "a case replaces all weights: name every branch, with 0 for what cannot happen";
        self.error(code::MISSING_BRANCH, message, span, help);
    }
}

fn is_rest(value: &Value) -> bool {
    let text = |value: &Value| matches!(&value.shape, Shape::Text(text) if text.text == "rest");
    match &value.shape {
        Shape::Table(table) => table.get("weight").or(table.get("value")).is_some_and(text),
        _ => text(value),
    }
}
