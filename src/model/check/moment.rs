//! What is read before it has a value: steps before the first one, quantities without a start, yearly figures where there is no step.

use crate::source::{Diagnostic, Diagnostics, Span, code};

use super::super::element::{Model, QuantityRule, Timing, Variable};
use super::super::formula::{Formula, Kind, Term};
use super::graph::{Graph, Node};
use super::settle::changing;
use super::sites::{self, Part};

/// Reports references that reach for what is not there yet.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let reader = Reader::new(model);
    for variable in &model.variables {
        for site in sites::of_variable(variable) {
            if let Some(moment) = moment_of(variable, site.part) {
                reader.check_early(&moment, site.formula, diagnostics);
            }
            reader.check_start(site.formula, diagnostics);
        }
    }
    for quantity in &model.quantities {
        let id = &quantity.name.id;
        let is_once = matches!(
            &quantity.rule,
            QuantityRule::Chance {
                timing: Timing::Once,
                ..
            }
        );
        for site in sites::of_quantity(quantity) {
            let what = match site.part {
                Part::Start => format!("the `start` of `{id}`"),
                _ => format!("`{id}`"),
            };
            if is_once || site.part == Part::Start {
                let moment = Moment { what, is_fact: false };
                reader.check_early(&moment, site.formula, diagnostics);
            }
            reader.check_start(site.formula, diagnostics);
        }
    }
    for formula in sites::of_readers(model) {
        reader.check_start(formula, diagnostics);
    }
}

/// What is evaluated before the first step.
struct Moment {
    /// As in "the `start` of `loss`".
    what: String,
    /// It may read assumptions and other facts only.
    is_fact: bool,
}

fn moment_of(variable: &Variable, part: Part) -> Option<Moment> {
    let id = &variable.name.id;
    let what = match part {
        _ if variable.fact => format!("the fact `{id}`"),
        _ if variable.timing == Timing::Once => format!("`{id}`"),
        Part::Initial => format!("the `initial` of `{id}`"),
        _ => return None,
    };
    Some(Moment {
        what,
        is_fact: variable.fact,
    })
}

/// What a condition reads that may not be read early, by its name; conditions below it count.
#[derive(Clone, Default)]
struct Early {
    /// What changes from step to step.
    changing: Option<String>,
    /// What is neither an assumption nor a fact.
    no_fact: Option<String>,
    /// An assumption with a `per`.
    per: Option<String>,
    /// A quantity that has no value before step 1, where `prev` of the condition would read it.
    unstarted: Option<String>,
}

struct Reader<'m> {
    model: &'m Model,
    changing: Vec<bool>,
    /// One a condition.
    early: Vec<Early>,
}

impl<'m> Reader<'m> {
    fn new(model: &'m Model) -> Reader<'m> {
        let mut reader = Reader {
            model,
            changing: changing(model),
            early: vec![Early::default(); model.conditions.len()],
        };
        let graph = Graph::of_conditions(model);
        for at in graph.sorted() {
            if let Node::Condition(id) = graph.nodes[at] {
                let mut early = Early::default();
                sites::walk(&model.conditions[id.at()].truth.term, &mut |term, reading| {
                    let found = reader.early_of(term);
                    early.changing = early.changing.take().or(found.changing);
                    early.no_fact = early.no_fact.take().or(found.no_fact);
                    early.per = early.per.take().or(found.per);
                    // What `prev` reads is reported in the condition itself.
                    if !reading.tracked && !reading.before_start {
                        early.unstarted = early.unstarted.take().or(found.unstarted);
                    }
                });
                reader.early[id.at()] = early;
            }
        }
        reader
    }

    /// What one node of a formula reads.
    fn early_of(&self, term: &Term) -> Early {
        let mut early = Early::default();
        let named = |id: &str| Some(format!("`{id}`"));
        match &term.kind {
            Kind::Variable(id) | Kind::Drawn(id) => {
                let variable = &self.model.variables[id.at()];
                if variable.timing != Timing::Once {
                    early.changing = named(&variable.name.id);
                }
                if !variable.fact {
                    early.no_fact = named(&variable.name.id);
                }
            }
            Kind::Quantity(id) => {
                let quantity = &self.model.quantities[id.at()];
                if self.changing[self.model.variables.len() + id.at()] {
                    early.changing = named(&quantity.name.id);
                }
                early.no_fact = named(&quantity.name.id);
                if !self.has_start(id.at()) {
                    early.unstarted = named(&quantity.name.id);
                }
            }
            Kind::Condition(id) => {
                let below = &self.early[id.at()];
                let name = &self.model.conditions[id.at()].name.id;
                let through = |what: &Option<String>| {
                    what.as_ref().map(|what| match what.contains(" reads ") {
                        // One step of the way is enough to find it.
                        true => format!("`{name}`"),
                        false => format!("`{name}`, which reads {what}"),
                    })
                };
                early.changing = through(&below.changing);
                early.no_fact = through(&below.no_fact);
                early.per = through(&below.per);
                early.unstarted = through(&below.unstarted);
            }
            Kind::Assumption(id) => {
                let assumption = &self.model.assumptions[id.at()];
                if assumption.per.is_some() {
                    early.per = named(&assumption.name.id);
                }
            }
            _ => early.changing = sites::step_word(term).map(|word| format!("`{word}`")),
        }
        early
    }

    fn has_start(&self, quantity: usize) -> bool {
        match &self.model.quantities[quantity].rule {
            QuantityRule::Chain { .. } => true,
            QuantityRule::Chance { timing, .. } => *timing == Timing::Once,
            QuantityRule::Formula { .. } => !self.changing[self.model.variables.len() + quantity],
        }
    }

    /// Reports what a formula that is evaluated before the first step may not read.
    fn check_early(&self, moment: &Moment, formula: &Formula, diagnostics: &mut Diagnostics) {
        let timed = self.model.calendar.is_some();
        let what = &moment.what;
        // `prev(x)` and its like are reported once, not again for what stands in them.
        let mut inside: Option<Span> = None;
        sites::walk(&formula.term, &mut |term, _| {
            if inside.is_some_and(|outer| outer.start <= term.span.start && term.span.end <= outer.end) {
                return;
            }
            let early = self.early_of(term);
            let found = match &early {
                Early {
                    no_fact: Some(read),
                    ..
                } if moment.is_fact => Some(
                    Diagnostic::error(code::BAD_FACT, format!("{what} cannot read {read}"))
                        .at(term.span, "neither an assumption nor a fact")
                        .help("a fact is settled already, and reads assumptions and other facts only; leave `fact` out if this one is open"),
                ),
                Early {
                    changing: Some(read),
                    ..
                } if timed => Some(
                    Diagnostic::error(
                        code::ONCE_READS_STEPS,
                        format!("{what} is settled before the first step, and cannot read {read}"),
                    )
                    .at(term.span, "changes from step to step")
                    .help(match what.contains("` of `") {
                        true => "read assumptions, facts and what is drawn `once`",
                        false => "draw it in the steps (`timing = \"each_step\"`, or `\"first_chance\"` with a `when`), or read what is drawn `once`",
                    }),
                ),
                Early {
                    per: Some(read), ..
                } => Some(
                    Diagnostic::error(
                        code::PER_READ_ONCE,
                        format!("{what} is settled before the first step, and {read} stands for one step's probability"),
                    )
                    .at(term.span, "has a `per`")
                    .help("use an assumption without `per` here"),
                ),
                _ => None,
            };
            if let Some(found) = found {
                inside = Some(term.span);
                diagnostics.push(found);
            }
        });
    }

    /// Reports a quantity that `prev` reads before step 1, where it has no value.
    fn check_start(&self, formula: &Formula, diagnostics: &mut Diagnostics) {
        sites::walk(&formula.term, &mut |term, reading| {
            if !reading.before_start {
                return;
            }
            if let Some(read) = self.early_of(term).unstarted {
                diagnostics.push(
                    Diagnostic::error(
                        code::PREV_WITHOUT_START,
                        format!("`prev` reads {read} before step 1, where it has no value"),
                    )
                    .at(term.span, "has no value before step 1")
                    .help("give the quantity a `start` and a `next`, or draw it `once`"),
                );
            }
        });
    }
}
