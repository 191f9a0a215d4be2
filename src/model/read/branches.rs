//! How a variable is drawn, and which branches it has, as far as the first pass has to know.

use std::collections::BTreeMap;

use crate::document::{Entry, Shape, Table, Value};
use crate::model::limits;
use crate::source::{Diagnostic, Span, code};

use super::fields::{entry, first_of};
use super::outline::Element;
use super::reader::Reader;

/// A variable as the first pass sees it.
pub(super) struct Sketch<'d> {
    pub element: Element<'d>,
    /// `[choices.…]` rather than `[events.…]`.
    pub is_choice: bool,
    pub way: Way<'d>,
    /// Ids with their places, in declaration order.
    pub branches: Vec<(String, Span)>,
    /// Exactly `yes` and `no`, and no ladder.
    pub is_truth: bool,
    /// Its branches cannot be told.
    pub broken: bool,
}

/// How a variable is drawn.
#[derive(Clone, Copy)]
pub(super) enum Way<'d> {
    /// `probability`
    Probability(&'d Value),
    /// `outcomes` or `options` with a weight each.
    Weights(&'d Table, Span),
    /// A list of branches, with `dirichlet` beside it.
    Dirichlet(&'d Value),
    /// `table`, with the list of branches, or yes/no without one.
    Rows(&'d Value),
    /// `levels`
    Levels,
    /// Nothing that could be used.
    Missing,
}

impl<'d> Reader<'d, '_> {
    /// Finds out how a variable is drawn.
    pub fn sketch(&mut self, element: Element<'d>, is_choice: bool) -> Sketch<'d> {
        let list = if is_choice { "options" } else { "outcomes" };
        let way = self.way(&element, list);
        let declared = match way {
            Way::Probability(value) => Some(yes_no(value.span)),
            Way::Weights(table, _) => Some(keys(table)),
            Way::Levels => element.table.get("levels").map(|value| self.named(value, "levels")),
            Way::Dirichlet(_) => {
                let found = first_of(element.table, &["outcomes", "options"]);
                found.map(|found| self.named(&found.value, &found.key))
            }
            Way::Rows(rows) => match first_of(element.table, &["outcomes", "options"]) {
                None => Some(yes_no(rows.span)),
                Some(found) => match &found.value.shape {
                    Shape::Table(table) => Some(keys(table)),
                    _ => Some(self.named(&found.value, &found.key)),
                },
            },
            Way::Missing => None,
        };
        let mut branches = declared.clone().unwrap_or_default();
        let broken = declared.is_none() || self.check_branches(&element, &mut branches);
        let only_two = branches.len() == 2 && ["yes", "no"].iter().all(|id| branches.iter().any(|b| b.0 == *id));
        Sketch {
            element,
            is_choice,
            way,
            is_truth: only_two && !matches!(way, Way::Levels),
            branches,
            broken,
        }
    }

    fn way(&mut self, element: &Element<'d>, list: &str) -> Way<'d> {
        let table = element.table;
        let branches = first_of(table, &["outcomes", "options"]);
        let [rows, probability, levels, dirichlet] =
            ["table", "probability", "levels", "dirichlet"].map(|key| entry(table, key));
        let is_table = |found: &&Entry| matches!(found.value.shape, Shape::Table(_));
        if let Some(rows) = rows {
            let with_weights = branches.filter(is_table);
            let cases = entry(table, "case");
            let others = [probability, levels, dirichlet, with_weights, cases];
            for other in others.into_iter().flatten() {
                let help = match other.key.as_str() {
                    "case" => "say in the table's rows what the cases say, or replace the table by cases".to_owned(),
                    "outcomes" | "options" => {
                        format!("beside a table the branches are a list: `{list} = [\"…\", \"…\"]`")
                    }
                    _ => "a variable is drawn in one way: keep one of the two".to_owned(),
                };
                self.conflict(rows, other, &help);
            }
            return Way::Rows(&rows.value);
        }
        if let Some(probability) = probability {
            for other in [branches, levels, dirichlet].into_iter().flatten() {
                let help = "`probability` is for yes/no alone; a variable is drawn in one way: keep one of the two";
                self.conflict(probability, other, help);
            }
            return Way::Probability(&probability.value);
        }
        if let Some(levels) = levels {
            for other in [branches, dirichlet, entry(table, "rest")].into_iter().flatten() {
                let help = "a ladder is drawn by `up` and `down`: keep one of the two";
                self.conflict(levels, other, help);
            }
            return Way::Levels;
        }
        match (branches, dirichlet) {
            (Some(branches), None) if is_table(&branches) => match &branches.value.shape {
                Shape::Table(weights) => Way::Weights(weights, branches.value.span),
                _ => Way::Missing,
            },
            (Some(branches), Some(dirichlet)) => {
                if is_table(&branches) {
                    let help = format!("beside `dirichlet` the branches are a list: `{list} = [\"…\", \"…\"]`");
                    self.conflict(branches, dirichlet, &help);
                    return Way::Missing;
                }
                Way::Dirichlet(&dirichlet.value)
            }
            (Some(branches), None) => {
                if let Shape::List(_) = branches.value.shape {
                    let help =
                        format!("give each a weight, `{list} = {{ a = 1, b = 3 }}`, or add a `table` or a `dirichlet`");
                    let message = format!("`{}` lists branches without weights", element.id);
                    self.holes = true;
                    self.error(code::MISSING_KEY, message, branches.value.span, help);
                } else {
                    self.wrong_type(&branches.value, &branches.key, "a table of branches with their weights");
                }
                Way::Missing
            }
            (None, _) => {
                let help = format!(
                    "add `probability = …` for yes/no, `{list} = {{ a = 1, b = 3 }}`, `levels = [\"low\", \"high\"]` with `up` and `down`, or a `table`"
                );
                let message = format!("nothing says how `{}` is drawn", element.id);
                self.holes = true;
                self.error(code::MISSING_KEY, message, element.key, help);
                Way::Missing
            }
        }
    }

    /// The branches of a list.
    fn named(&mut self, value: &'d Value, what: &str) -> Vec<(String, Span)> {
        let mut list = Vec::new();
        for value in self.list_of(value, what) {
            if let Some(text) = self.text_of(value, what) {
                list.push((text.to_owned(), value.span));
            }
        }
        list
    }

    /// Reports branches that cannot be; says whether the variable is beyond use.
    fn check_branches(&mut self, element: &Element<'d>, branches: &mut Vec<(String, Span)>) -> bool {
        if let Some((_, span)) = branches.get(limits::BRANCHES) {
            self.too_many(
                branches.len(),
                limits::BRANCHES,
                &format!("branches of `{}`", element.id),
                *span,
            );
            branches.clear();
            return true;
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut kept = Vec::new();
        for (id, span) in branches.drain(..) {
            if let Some(first) = seen.get(&id) {
                self.holes = true;
                self.report(
                    Diagnostic::error(
                        code::DUPLICATE_BRANCH,
                        format!("`{}` has the branch `{id}` twice", element.id),
                    )
                    .at(span, "the second")
                    .also(*first, "the first")
                    .help("leave one out, or rename it"),
                );
                continue;
            }
            seen.insert(id.clone(), span);
            self.check_reserved(&id, span);
            kept.push((id, span));
        }
        *branches = kept;
        // Keys that passed for branches were reported and taken out when the file was read.
        let taken_out = |one: &Diagnostic| [code::BRANCH_LIKE_KEY, code::MISPLACED_KEY].contains(&one.code);
        if branches.len() < 2 && self.diagnostics.iter().any(taken_out) {
            self.holes = true;
        } else if branches.len() < 2 {
            let found = if branches.is_empty() {
                "no branches"
            } else {
                "only one branch"
            };
            let message = format!("`{}` has {found}", element.id);
            let help = "add another branch: what cannot come out otherwise need not be drawn";
            self.error(code::TOO_FEW_BRANCHES, message, element.key, help);
        }
        branches.is_empty()
    }
}

impl Sketch<'_> {
    /// Whether its branches are levels.
    pub fn is_ladder(&self) -> bool {
        matches!(self.way, Way::Levels)
    }

    /// The place of a branch in the declaration.
    pub fn branch(&self, id: &str) -> Option<u16> {
        let place = self.branches.iter().position(|(branch, _)| branch == id)?;
        u16::try_from(place).ok()
    }

    /// `choice `x`` or `event `x``, for messages.
    pub fn called(&self) -> String {
        let kind = if self.is_choice { "choice" } else { "event" };
        format!("{kind} `{}`", self.element.id)
    }

    /// What its weights are called.
    pub fn list_key(&self) -> &'static str {
        if self.is_choice { "options" } else { "outcomes" }
    }
}

fn yes_no(span: Span) -> Vec<(String, Span)> {
    vec![("no".to_owned(), span), ("yes".to_owned(), span)]
}

fn keys(table: &Table) -> Vec<(String, Span)> {
    let keys = table.entries.iter();
    keys.map(|entry| (entry.key.clone(), entry.key_span)).collect()
}
