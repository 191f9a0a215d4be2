//! One trial, from its address to its history.

use crate::draw::{Key, Purpose, Stream, cut, uniform};
use crate::engine::request::{Fault, FaultKind, Met};
use crate::engine::sampler::{Samplers, distribution};
use crate::plan::evaluate::{Environment, NotANumber, number, truth};
use crate::plan::weigh::{Undrawable, finish, set_weights, weigh};
use crate::plan::{
    Amount, Asked, Force, Initial, Leaf, Plan, QuantityId, Task, Timing, TrackerId, Variable, VariableId,
};

use super::watching::{DrawMade, Observer};

/// The state of everything at the end of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// State codes of the variables.
    pub states: Vec<u8>,
    /// Which variables had been drawn or forced.
    pub drawn: Vec<bool>,
    /// Values of the quantities; NaN before their first.
    pub numbers: Vec<f64>,
    /// For each tracker at how many steps' ends its condition had held.
    pub counts: Vec<u32>,
    /// For each tracker the step at whose end it last held.
    pub last: Vec<Option<u32>>,
    /// Which variables and quantities were replaced by `do` at this step.
    pub replaced: bool,
}

/// A trial's history: `history[t]` is the end of step t, `history[0]` the state before step 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its number.
    pub number: u64,
    /// One snapshot a step.
    pub history: Vec<Snapshot>,
}

/// Runs one trial.
///
/// # Errors
/// The first fault that it meets.
pub fn run_trial(
    plan: &Plan,
    samplers: &Samplers,
    key: &Key,
    number: u64,
    observer: &mut dyn Observer,
) -> Result<Trial, Fault> {
    let blank = Snapshot {
        states: plan.variables.iter().map(Variable::undrawn).collect(),
        drawn: vec![false; plan.variables.len()],
        numbers: vec![f64::NAN; plan.quantities.len()],
        counts: vec![0; plan.trackers.len()],
        last: vec![None; plan.trackers.len()],
        replaced: false,
    };
    let mut run = Run {
        plan,
        samplers,
        key,
        number,
        history: vec![blank],
        observer,
    };
    for task in &plan.before {
        run.initial(*task)?;
        run.task(*task)?;
    }
    for task in &plan.initials {
        run.initial(*task)?;
    }
    run.look(0)?;
    for step in 1..=plan.steps {
        let mut next = run.history[run.history.len() - 1].clone();
        next.replaced = false;
        run.history.push(next);
        for task in &plan.each {
            run.task(*task)?;
        }
        run.remember(step)?;
        run.look(step)?;
    }
    Ok(Trial {
        number,
        history: run.history,
    })
}

struct Run<'a> {
    plan: &'a Plan,
    samplers: &'a Samplers,
    key: &'a Key,
    number: u64,
    history: Vec<Snapshot>,
    observer: &'a mut dyn Observer,
}

/// A moment of a trial: the end of step `step`, or, while `history` ends there, within it.
pub struct Moment<'a> {
    /// What happened so far.
    pub history: &'a [Snapshot],
    /// Which step.
    pub step: u32,
}

impl Moment<'_> {
    fn back(&self, lag: u32) -> &Snapshot {
        &self.history[self.step.saturating_sub(lag) as usize]
    }
}

impl Environment for Moment<'_> {
    fn state(&self, leaf: Leaf) -> u8 {
        self.back(leaf.lag).states[leaf.variable.at()]
    }
    fn drawn(&self, leaf: Leaf) -> bool {
        self.back(leaf.lag).drawn[leaf.variable.at()]
    }
    fn quantity(&self, quantity: QuantityId, lag: u32) -> f64 {
        self.back(lag).numbers[quantity.at()]
    }
    fn ever(&self, tracker: TrackerId, lag: u32) -> bool {
        self.back(lag).counts[tracker.at()] > 0
    }
    fn count(&self, tracker: TrackerId, lag: u32) -> u32 {
        self.back(lag).counts[tracker.at()]
    }
    fn since(&self, tracker: TrackerId, lag: u32) -> Option<u32> {
        let step = self.step.saturating_sub(lag);
        self.back(lag).last[tracker.at()].map(|last| step - last)
    }
    fn step(&self, lag: u32) -> u32 {
        self.step.saturating_sub(lag)
    }
}

impl Run<'_> {
    fn step(&self) -> u32 {
        self.history.len() as u32 - 1
    }

    fn now(&self) -> Moment<'_> {
        Moment {
            history: &self.history,
            step: self.step(),
        }
    }

    fn current(&mut self) -> &mut Snapshot {
        let last = self.history.len() - 1;
        &mut self.history[last]
    }

    /// The value before step 1.
    fn initial(&mut self, task: Task) -> Result<(), Fault> {
        match task {
            Task::Variable(id) => {
                let plan = self.plan;
                let variable = &plan.variables[id.at()];
                let state = match &variable.initial {
                    Initial::Undrawn => variable.undrawn(),
                    Initial::State(code) => *code,
                    Initial::Random(set) => {
                        let weights = set_weights(plan, variable, set, variable.undrawn(), &self.now())
                            .and_then(|weights| finish(variable, weights))
                            .map_err(|why| self.undrawable(Met::Variable(id), why))?;
                        let stream = Stream::new(&variable.luck, Purpose::Initial, 0);
                        let after = self.pick(id, &weights, stream)?;
                        let before = variable.undrawn();
                        let made = DrawMade {
                            step: 0,
                            variable: id,
                            before,
                            after,
                            weights: Some(&weights),
                            initial: true,
                        };
                        self.observer.drawn(&made);
                        after
                    }
                };
                self.current().states[id.at()] = state;
            }
            Task::Quantity(id) => {
                if let Amount::Chain { start, .. } = self.plan.quantities[id.at()].amount {
                    let value = number(self.plan, start, &self.now())
                        .map_err(|why| self.not_a_number(Met::Quantity(id), why))?;
                    self.value(id, value)?;
                }
            }
        }
        Ok(())
    }

    fn task(&mut self, task: Task) -> Result<(), Fault> {
        match task {
            Task::Variable(id) => self.variable(id),
            Task::Quantity(id) => self.quantity(id),
        }
    }

    fn variable(&mut self, id: VariableId) -> Result<(), Fault> {
        let plan = self.plan;
        let (variable, step) = (&plan.variables[id.at()], self.step());
        let snapshot = self.current();
        let (before, was_drawn) = (snapshot.states[id.at()], snapshot.drawn[id.at()]);
        let forced = active(&variable.force, step);
        if variable.timing == Timing::FirstChance && was_drawn {
            return Ok(());
        }
        let settled = was_drawn || !variable.unsettled;
        let is_final = variable.finals.get(usize::from(before)).copied().unwrap_or(false) && settled;
        if is_final && forced.is_none() {
            return Ok(());
        }
        if let Some(when) = variable.when
            && !truth(plan, when, &self.now()).map_err(|why| self.not_a_number(Met::Variable(id), why))?
        {
            if let Some(idle) = variable.idle {
                self.current().states[id.at()] = idle;
            }
            return Ok(());
        }
        let (after, weights) = match forced {
            Some(code) => {
                self.current().replaced = true;
                (code, None)
            }
            None => {
                let weights = weigh(plan, variable, before, &self.now())
                    .map_err(|why| self.undrawable(Met::Variable(id), why))?;
                let luck_step = if variable.timing == Timing::EachStep { step } else { 0 };
                let code = self.pick(id, &weights, Stream::new(&variable.luck, Purpose::Draw, luck_step))?;
                (code, Some(weights))
            }
        };
        let snapshot = self.current();
        snapshot.states[id.at()] = after;
        snapshot.drawn[id.at()] = true;
        self.observer.drawn(&DrawMade {
            step,
            variable: id,
            before,
            after,
            weights: weights.as_deref(),
            initial: false,
        });
        Ok(())
    }

    fn pick(&mut self, id: VariableId, weights: &[f64], stream: Stream) -> Result<u8, Fault> {
        let thresholds = cut(weights).map_err(|_| self.fault(Met::Variable(id), FaultKind::AllZero))?;
        Ok(thresholds.state(self.key.word(stream, self.number)) as u8)
    }

    fn quantity(&mut self, id: QuantityId) -> Result<(), Fault> {
        let plan = self.plan;
        let (quantity, step) = (&plan.quantities[id.at()], self.step());
        if let Some(value) = active(&quantity.force, step) {
            self.current().replaced = true;
            return self.value(id, value);
        }
        let met = Met::Quantity(id);
        let value = match &quantity.amount {
            Amount::Fixed(formula) | Amount::EachStep(formula) | Amount::Chain { next: formula, .. } => {
                number(plan, *formula, &self.now()).map_err(|why| self.not_a_number(met, why))?
            }
            Amount::Drawn {
                family,
                parameters,
                timing,
            } => {
                let luck_step = if *timing == Timing::EachStep { step } else { 0 };
                let u = uniform(
                    self.key
                        .word(Stream::new(&quantity.luck, Purpose::Draw, luck_step), self.number),
                );
                match self.samplers.table(id) {
                    Some(table) => table.quantile(u),
                    None => {
                        let mut values = Vec::with_capacity(parameters.len());
                        for parameter in parameters {
                            values.push(
                                number(plan, *parameter, &self.now()).map_err(|why| self.not_a_number(met, why))?,
                            );
                        }
                        let spread = distribution(*family, &values);
                        spread
                            .map_err(|why| self.fault(met, FaultKind::Parameters(why.to_string())))?
                            .quantile(u)
                    }
                }
            }
        };
        self.value(id, value)
    }

    fn value(&mut self, id: QuantityId, value: f64) -> Result<(), Fault> {
        if !value.is_finite() {
            let name = self.plan.quantities[id.at()].id.clone();
            return Err(self.fault(Met::Quantity(id), FaultKind::NotFinite(name, value.to_string())));
        }
        let step = self.step();
        self.current().numbers[id.at()] = value;
        self.observer.valued(step, id, value);
        Ok(())
    }

    /// Updates the trackers at a step's end, all from the state before any of them is updated.
    fn remember(&mut self, step: u32) -> Result<(), Fault> {
        let mut held = Vec::with_capacity(self.plan.trackers.len());
        for (i, tracker) in self.plan.trackers.iter().enumerate() {
            let now = truth(self.plan, tracker.condition, &self.now());
            held.push(now.map_err(|why| self.not_a_number(Met::Tracker(i as u32), why))?);
        }
        let snapshot = self.current();
        for (i, held) in held.into_iter().enumerate() {
            if held {
                snapshot.counts[i] += 1;
                snapshot.last[i] = Some(step);
            }
        }
        Ok(())
    }

    /// Evaluates all questions at a step's end, so that a fault in one is met whoever looks.
    fn look(&mut self, step: u32) -> Result<(), Fault> {
        let plan = self.plan;
        for (i, question) in plan.questions.iter().enumerate() {
            if step == 0 && plan.steps > 0 && !question.initial {
                continue;
            }
            let met = Met::Question(i as u32);
            match &question.asked {
                Asked::Yes(condition) => {
                    truth(plan, *condition, &self.now()).map_err(|why| self.not_a_number(met, why))?;
                }
                Asked::Cases(conditions) => {
                    for condition in conditions {
                        if truth(plan, *condition, &self.now()).map_err(|why| self.not_a_number(met, why))? {
                            break;
                        }
                    }
                }
                Asked::Number { number: asked, .. } => {
                    let value = number(plan, *asked, &self.now()).map_err(|why| self.not_a_number(met, why))?;
                    if !value.is_finite() {
                        return Err(self.fault(met, FaultKind::NotFinite(question.id.clone(), value.to_string())));
                    }
                }
            }
        }
        for (i, given) in plan.given.iter().enumerate() {
            if given.step == step {
                truth(plan, given.condition, &self.now())
                    .map_err(|why| self.not_a_number(Met::Given(i as u32), why))?;
            }
        }
        Ok(())
    }

    fn not_a_number(&self, met: Met, _: NotANumber) -> Fault {
        self.fault(met, FaultKind::NotANumber)
    }

    fn undrawable(&self, met: Met, why: Undrawable) -> Fault {
        let kind = match why {
            Undrawable::AllZero => FaultKind::AllZero,
            Undrawable::Negative(what, value) => FaultKind::Negative(what, value.to_string()),
            Undrawable::NotFinite(what, value) => FaultKind::NotFinite(what, value.to_string()),
            Undrawable::AboveOne(sum) => FaultKind::AboveOne(sum.to_string()),
            Undrawable::NoRow => FaultKind::NoRow,
            Undrawable::NotANumber => FaultKind::NotANumber,
        };
        self.fault(met, kind)
    }

    fn fault(&self, met: Met, kind: FaultKind) -> Fault {
        let (plan, snapshot) = (self.plan, &self.history[self.history.len() - 1]);
        let element = match met {
            Met::Variable(id) => plan.variables[id.at()].id.clone(),
            Met::Quantity(id) => plan.quantities[id.at()].id.clone(),
            Met::Question(i) => format!("questions.{}", plan.questions[i as usize].id),
            Met::Tracker(_) => "ever, count or steps_since".to_owned(),
            Met::Given(_) => "given".to_owned(),
        };
        let mut state = Vec::new();
        for (variable, code) in plan.variables.iter().zip(&snapshot.states) {
            let branch = variable
                .branches
                .get(usize::from(*code))
                .map_or("undrawn", String::as_str);
            state.push((variable.id.clone(), branch.to_owned()));
        }
        for (quantity, value) in plan.quantities.iter().zip(&snapshot.numbers) {
            if !value.is_nan() {
                state.push((quantity.id.clone(), value.to_string()));
            }
        }
        Fault {
            trial: self.number,
            step: self.step(),
            element,
            kind,
            state,
        }
    }
}

fn active<T: Copy>(force: &Option<Force<T>>, step: u32) -> Option<T> {
    force
        .as_ref()
        .filter(|force| (force.from..=force.until).contains(&step))
        .map(|force| force.value)
}
