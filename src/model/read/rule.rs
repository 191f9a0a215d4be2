//! How a variable is drawn: its base, its cases, its factors.

use crate::document::{Entry, Table, Value};
use crate::model::element::{Base, Case, CaseWay, Name};
use crate::model::limits;
use crate::model::typing::Expected;
use crate::model::value::{Amount, AmountKind, Evidence, Reading, WeightSet};
use crate::source::{Span, code};

use super::amount::Use;
use super::branches::{Sketch, Way};
use super::fields::{entry, first_of};
use super::reader::Reader;
use super::weights::Setting;

impl<'d> Reader<'d, '_> {
    /// What holds when no case does.
    pub fn base(&mut self, sketch: &Sketch<'d>, setting: Setting) -> Base {
        match sketch.way {
            Way::Probability(value) => Base::Set(self.yes_set(value, setting)),
            Way::Weights(table, span) => Base::Set(self.weight_set(table, span, setting)),
            Way::Dirichlet(value) => Base::Set(self.dirichlet_set(value, setting)),
            Way::Rows(value) => self.table_base(value, sketch, setting),
            Way::Levels => self.ladder(sketch, setting),
            Way::Missing => Base::Set(WeightSet {
                weights: Vec::new(),
                reading: Reading::Relative,
                span: sketch.element.key,
            }),
        }
    }

    fn ladder(&mut self, sketch: &Sketch<'d>, setting: Setting) -> Base {
        let mut moves = Vec::new();
        for key in ["up", "down"] {
            let value = sketch.element.table.get(key);
            if value.is_none() {
                self.holes = true;
                let message = format!("{} has levels, but no `{key}`", sketch.called());
                let help = format!("give the probability of a level {key}: `{key} = 0.1`, or 0");
                self.error(code::BAD_LEVELS, message, sketch.element.key, help);
            }
            let amount = value.and_then(|value| self.move_of(value, key, setting));
            moves.push(amount.unwrap_or_else(|| zero(sketch.element.key)));
        }
        self.check_moves(&moves, sketch, sketch.element.key, setting);
        let down = moves.pop().unwrap_or_else(|| zero(sketch.element.key));
        let up = moves.pop().unwrap_or_else(|| zero(sketch.element.key));
        Base::Ladder { up, down }
    }

    fn move_of(&mut self, value: &'d Value, key: &str, setting: Setting) -> Option<Amount> {
        let amount = self.amount(value, Use::Probability, key)?;
        self.check_address(&amount, setting.no_doubt);
        if setting.per.is_some() {
            self.check_per_formula(&amount);
        }
        Some(amount)
    }

    /// Of two levels only one move is possible at a time, so that any two probabilities will do.
    fn check_moves(&mut self, moves: &[Amount], sketch: &Sketch, span: Span, setting: Setting) {
        if sketch.branches.len() > 2 {
            let moves: Vec<&Amount> = moves.iter().collect();
            self.check_sum(&moves, span, setting);
        }
    }

    /// `[[….case]]`
    pub fn cases(&mut self, sketch: &Sketch<'d>, setting: Setting) -> Vec<Case> {
        let table = sketch.element.table;
        let list = match sketch.way {
            // Reported with the table.
            Way::Rows(_) => Vec::new(),
            _ => self.tables(table, "case"),
        };
        if let Some((_, span)) = list.get(limits::CASES) {
            self.too_many(
                list.len(),
                limits::CASES,
                &format!("cases of {}", setting.called),
                *span,
            );
            return Vec::new();
        }
        let mut cases = Vec::new();
        for (at, (table, span)) in list.into_iter().enumerate() {
            let (id, name) = self.part(table, span, "case", at);
            let called = format!("{} of {}", said("case", &id, at), sketch.called());
            let help = no_address("case");
            let setting = Setting {
                called: &called,
                no_doubt: id.is_none().then_some(help.as_str()),
                ..setting
            };
            let condition = match table.get("if") {
                Some(value) => self.formula(value, "if", Expected::Truth),
                None => {
                    self.missing("if", &called, span, "say when it holds: `if = \"…\"`");
                    continue;
                }
            };
            let way = self.case_way(table, span, sketch, setting);
            cases.extend(way.map(|way| Case {
                id,
                name,
                condition,
                way,
            }));
        }
        cases
    }

    fn case_way(&mut self, table: &'d Table, span: Span, sketch: &Sketch<'d>, setting: Setting) -> Option<CaseWay> {
        let weights = first_of(table, &["outcomes", "options"]);
        let found: Vec<&Entry> = [entry(table, "probability"), weights, first_of(table, &["up", "down"])]
            .into_iter()
            .flatten()
            .collect();
        if let [first, second, ..] = found.as_slice() {
            self.conflict(first, second, "a case says one thing: keep one of the two");
            return None;
        }
        let Some(found) = found.first() else {
            let help = match () {
                () if sketch.is_ladder() => {
                    format!("give it `up` and `down`, or a jump: `{} = {{ … }}`", sketch.list_key())
                }
                () if sketch.is_truth => "give it a `probability`".to_owned(),
                () => format!("give it weights: `{} = {{ … }}`", sketch.list_key()),
            };
            self.missing(sketch.list_key(), setting.called, span, help);
            return None;
        };
        match found.key.as_str() {
            "up" | "down" if sketch.is_ladder() => Some(self.case_moves(table, span, sketch, setting)),
            "up" | "down" => {
                let help = format!("write `{} = {{ … }}`", sketch.list_key());
                let message = format!("`{}` moves between levels, and {} has none", found.key, sketch.called());
                self.error(code::BAD_LEVELS, message, found.key_span, help);
                None
            }
            "probability" if sketch.is_truth => Some(CaseWay::Set(self.yes_set(&found.value, setting))),
            "probability" => {
                self.not_yes_no(found, sketch);
                None
            }
            _ => {
                let weights = self.table_of(&found.value, &found.key)?;
                let setting = Setting {
                    relative_allowed: sketch.is_ladder(),
                    ..setting
                };
                Some(CaseWay::Set(self.weight_set(weights, found.value.span, setting)))
            }
        }
    }

    fn case_moves(&mut self, table: &'d Table, span: Span, sketch: &Sketch<'d>, setting: Setting) -> CaseWay {
        let [up, down] = ["up", "down"].map(|key| table.get(key).map(|value| (key, value)));
        let up = up.and_then(|(key, value)| self.move_of(value, key, setting));
        let down = down.and_then(|(key, value)| self.move_of(value, key, setting));
        if let (Some(up), Some(down)) = (&up, &down) {
            self.check_moves(&[up.clone(), down.clone()], sketch, span, setting);
        }
        CaseWay::Moves { up, down }
    }

    /// Reports a key of yes/no variables on another one.
    pub fn not_yes_no(&mut self, found: &Entry, sketch: &Sketch) {
        let message = format!(
            "`{}` is for yes/no, and {} has other branches",
            found.key,
            sketch.called()
        );
        let help = match sketch.is_ladder() {
            true => "name the moves: `up = …`, `down = …`".to_owned(),
            false => format!("name the branches: `{} = {{ … }}`", sketch.list_key()),
        };
        self.error(code::NOT_YES_NO, message, found.key_span, help);
    }

    /// Id and name of a case or factor.
    pub fn part(&mut self, table: &'d Table, span: Span, kind: &str, at: usize) -> (Option<String>, Name) {
        let value = table.get("id");
        let id = value.and_then(|value| self.text_of(value, "id"));
        let id = id.map(str::to_owned);
        let shown = id.clone().unwrap_or_else(|| format!("{kind} {}", at + 1));
        let name = self.name(&shown, value.map_or(span, |value| value.span), table);
        (id, name)
    }
}

/// How messages name a case or factor.
pub(super) fn said(kind: &str, id: &Option<String>, at: usize) -> String {
    match id {
        Some(id) => format!("{kind} `{id}`"),
        None => format!("{kind} {}", at + 1),
    }
}

/// What to do where doubt has no address.
pub(super) fn no_address(kind: &str) -> String {
    format!("give the {kind} an `id`, or name the number under `[assumptions]`")
}

fn zero(span: Span) -> Amount {
    Amount {
        kind: AmountKind::Number(0.0),
        span,
        evidence: Evidence::default(),
    }
}
