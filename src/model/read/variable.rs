//! Choices and events: everything but their weights.

use crate::calendar::Period;
use crate::document::{Shape, Value};
use crate::model::element::{Base, Deciding, Initial, Timing, Variable};
use crate::model::order::{self, draw_order};
use crate::model::typing::Expected;
use crate::model::value::{Reading, WeightSet};
use crate::source::{Span, code};

use super::branches::Sketch;
use super::fields::{entry, first_of};
use super::reader::Reader;
use super::weights::Setting;

impl<'d> Reader<'d, '_> {
    /// Reads a choice or event of the outline.
    pub fn variable(&mut self, sketch: &Sketch<'d>) -> Variable {
        let table = sketch.element.table;
        let called = sketch.called();
        let name = self.name(sketch.element.id, sketch.element.key, table);
        let deciding = match sketch.is_choice {
            true => Deciding::Choice(self.actor(sketch)),
            false => Deciding::Event,
        };
        let fact = self.truth(table, "fact").unwrap_or(false);
        let timing = self.timing(sketch, fact);
        let when = table
            .get("when")
            .map(|value| self.formula(value, "when", Expected::Truth));
        let per = self.variable_per(sketch, timing);
        let mut variable = Variable {
            name,
            deciding,
            luck: self.luck(sketch.element.id, table),
            branches: Vec::new(),
            draw_order: Vec::new(),
            is_truth: sketch.is_truth,
            fact,
            timing,
            when,
            idle: None,
            initial: None,
            finals: Vec::new(),
            per,
            base: Base::Set(WeightSet {
                weights: Vec::new(),
                reading: Reading::Relative,
                span: sketch.element.key,
            }),
            cases: Vec::new(),
            factors: Vec::new(),
        };
        if sketch.broken {
            self.holes = true;
            return variable;
        }
        let same = self.rest_same(sketch, timing);
        let setting = Setting {
            called: &called,
            branches: &sketch.branches,
            same,
            per,
            relative_allowed: false,
            complete: true,
            no_doubt: None,
        };
        variable.idle = table
            .get("idle")
            .and_then(|value| self.branch_value(value, "idle", sketch, &setting));
        variable.initial = table
            .get("initial")
            .and_then(|value| self.initial(value, sketch, setting));
        variable.finals = self.finals(sketch, &setting);
        variable.base = self.base(sketch, setting);
        self.check_needs(sketch, &variable);
        variable.cases = self.cases(sketch, setting);
        variable.factors = self.factors(sketch, setting);
        variable.branches = self.branches(sketch, &setting);
        variable.draw_order = order_of(sketch, &variable.base);
        variable
    }

    fn actor(&mut self, sketch: &Sketch<'d>) -> Option<crate::model::element::ActorId> {
        let value = sketch.element.table.get("actor")?;
        let id = self.text_of(value, "actor")?;
        let found = self.find(|ids| &ids.actors, "actor", id, value.span, code::UNKNOWN_ID);
        found.map(crate::model::element::ActorId)
    }

    /// What addresses the luck of an element: its id, or `draws_as`.
    pub fn luck(&mut self, id: &str, table: &'d crate::document::Table) -> String {
        self.words(table, "draws_as").unwrap_or_else(|| id.to_owned())
    }

    fn timing(&mut self, sketch: &Sketch<'d>, fact: bool) -> Timing {
        let table = sketch.element.table;
        let default = if fact || !self.timed {
            Timing::Once
        } else {
            Timing::EachStep
        };
        let Some(value) = table.get("timing") else {
            return default;
        };
        let timing = self.timing_of(value);
        if fact && timing.is_some_and(|timing| timing != Timing::Once) {
            let help = "leave `timing` out, or leave out `fact = true` if it is decided during the run";
            self.error(
                code::BAD_FACT,
                "a fact is settled before the first step",
                value.span,
                help,
            );
            return Timing::Once;
        }
        timing.unwrap_or(default)
    }

    /// One of the timings; what needs steps is an error where there are none.
    pub fn timing_of(&mut self, value: &'d Value) -> Option<Timing> {
        let word = self.text_of(value, "timing")?;
        let timing = match word {
            "each_step" => Timing::EachStep,
            "first_chance" => Timing::FirstChance,
            _ => Timing::Once,
        };
        if timing != Timing::Once && !self.timed {
            let message = format!("`{word}` needs steps, and the scenario has no `[time]`");
            self.error(code::NEEDS_TIME, message, value.span, "leave it out, or add `[time]`");
            return Some(Timing::Once);
        }
        Some(timing)
    }

    fn variable_per(&mut self, sketch: &Sketch<'d>, timing: Timing) -> Option<Period> {
        let value = sketch.element.table.get("per")?;
        let period = self.period_of(value, "per")?;
        if !self.check_per_time(value.span) {
            return None;
        }
        if timing != Timing::EachStep {
            let message = format!(
                "{} is drawn once, so that `per` has nothing to convert to",
                sketch.called()
            );
            self.error(
                code::PER_PLACE,
                message,
                value.span,
                "leave it out, or draw at each step",
            );
            return None;
        }
        Some(period)
    }

    /// `per` needs steps; says whether there are some.
    pub fn check_per_time(&mut self, span: Span) -> bool {
        if !self.timed {
            let message = "`per` needs steps, and the scenario has no `[time]`";
            self.error(
                code::PER_WITHOUT_TIME,
                message,
                span,
                "give the probability of the whole run, or add `[time]`",
            );
        }
        self.timed
    }

    /// Whether what is left stays with the branch that stands.
    fn rest_same(&mut self, sketch: &Sketch<'d>, timing: Timing) -> bool {
        let table = sketch.element.table;
        let Some(value) = table.get("rest") else {
            return false;
        };
        if self.text_of(value, "rest") != Some("same") {
            return false;
        }
        if sketch.is_ladder() {
            return false;
        }
        if table.get("probability").is_some() {
            let help = format!(
                "write `{} = {{ yes = …, no = … }}`: each is the probability of becoming so",
                sketch.list_key()
            );
            self.error(
                code::BAD_REST,
                "`probability` gives the rest to `no` already",
                value.span,
                help,
            );
            return false;
        }
        if table.get("dirichlet").is_some() {
            let help = "keep one of the two";
            self.error(
                code::BAD_REST,
                "`dirichlet` gives relative weights, which leave nothing",
                value.span,
                help,
            );
            return false;
        }
        let starts = first_of(table, &["initial", "idle"]).is_some();
        if timing != Timing::EachStep || !starts {
            let help = match starts {
                true => "draw at each step, or give one branch the `\"rest\"`",
                false => "say where it starts: `initial = \"…\"`",
            };
            let message = "`rest = \"same\"` needs `each_step` and a branch to start from";
            self.error(code::REST_SAME, message, value.span, help);
        }
        true
    }

    /// A branch by name; `true` and `false` stand for `yes` and `no` where a variable has them.
    pub fn branch_value(
        &mut self,
        value: &'d Value,
        what: &str,
        sketch: &Sketch<'d>,
        setting: &Setting,
    ) -> Option<u16> {
        match &value.shape {
            Shape::Truth(truth) if sketch.is_truth => sketch.branch(if *truth { "yes" } else { "no" }),
            _ => {
                let id = self.text_of(value, what)?;
                self.branch_of(id, value.span, setting)
            }
        }
    }

    fn initial(&mut self, value: &'d Value, sketch: &Sketch<'d>, setting: Setting) -> Option<Initial> {
        if !self.timed && sketch.element.table.get("when").is_none() {
            let message = "`initial` needs steps, and the scenario has no `[time]`";
            self.error(
                code::NEEDS_TIME,
                message,
                value.span,
                "leave it out: the variable is drawn before anything reads it",
            );
            return None;
        }
        let Shape::Table(weights) = &value.shape else {
            return self
                .branch_value(value, "initial", sketch, &setting)
                .map(Initial::Branch);
        };
        let called = format!("`initial` of {}", setting.called);
        let setting = Setting {
            called: &called,
            same: false,
            per: None,
            complete: false,
            ..setting
        };
        Some(Initial::Random(self.weight_set(weights, value.span, setting)))
    }

    fn finals(&mut self, sketch: &Sketch<'d>, setting: &Setting) -> Vec<u16> {
        let mut finals = Vec::new();
        for value in self.list(sketch.element.table, "final") {
            finals.extend(self.branch_value(value, "final", sketch, setting));
        }
        finals.sort_unstable();
        finals.dedup();
        finals
    }

    /// What a ladder needs.
    fn check_needs(&mut self, sketch: &Sketch<'d>, variable: &Variable) {
        let Some(levels) = entry(sketch.element.table, "levels") else {
            return;
        };
        if !sketch.is_ladder() {
            return;
        }
        let called = sketch.called();
        if !self.timed {
            let message = "`levels` needs steps, and the scenario has no `[time]`";
            let help = format!(
                "write the branches as `{} = {{ … }}`, or add `[time]`",
                sketch.list_key()
            );
            self.error(code::NEEDS_TIME, message, levels.key_span, help);
        } else if variable.timing != Timing::EachStep {
            let message = format!("{called} has levels, but is not drawn at each step");
            self.error(code::BAD_LEVELS, message, levels.key_span, "leave `timing` out");
        } else if sketch.element.table.get("initial").is_none() {
            let message = format!("{called} has levels, but no `initial`");
            let first = sketch.branches.first().map_or("…", |(id, _)| id);
            let help = format!("say at which level it starts: `initial = \"{first}\"`");
            self.error(code::BAD_LEVELS, message, levels.key_span, help);
        }
    }
}

fn order_of(sketch: &Sketch, base: &Base) -> Vec<u16> {
    let ids: Vec<&str> = sketch.branches.iter().map(|(id, _)| id.as_str()).collect();
    let sets: Vec<&WeightSet> = match base {
        Base::Set(set) => vec![set],
        Base::Table { rows, .. } => rows.iter().map(|row| &row.set).collect(),
        Base::Ladder { .. } => Vec::new(),
    };
    let kind = match base {
        Base::Ladder { .. } => order::Kind::Ladder,
        _ if sketch.is_truth => order::Kind::Truth,
        _ => order::Kind::Weighted(&sets),
    };
    draw_order(&ids, kind)
}
