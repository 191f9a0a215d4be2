//! The story of one trial: what was drawn when, how likely it was, and how the questions came out.

use crate::draw::Key;
use crate::engine::reference::count::Answer;
use crate::engine::reference::{DrawMade, Observer, answer, run_trial};
use crate::engine::sampler::Samplers;
use crate::engine::{Fault, Interruption, Watch, run};
use crate::model::{self, Model};
use crate::plan::{Plan, QuantityId, VariableId};
use crate::stats::print_number;

use super::sample::Sampling;

/// What happened in one trial.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its number.
    pub trial: u64,
    /// What happened, step by step; step 0 is before the start.
    pub steps: Vec<StepStory>,
    /// The questions' titles and their answers, if the trial came to its end.
    pub answers: Vec<(String, String)>,
    /// What ended it, if it did not.
    pub fault: Option<Fault>,
}

/// What happened within one step.
#[derive(Clone, Debug)]
pub struct StepStory {
    /// The step.
    pub step: u32,
    /// In the order in which it happened.
    pub events: Vec<Happened>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Happened {
    /// A choice or an event was drawn, or took a branch without a draw.
    Stands {
        /// Whose.
        title: String,
        /// The branch that it left; none where it had none.
        from: Option<String>,
        /// The branch that it took.
        to: String,
        /// How likely that was; none where nothing was drawn.
        probability: Option<f64>,
        /// The draw was replaced.
        forced: bool,
    },
    /// A quantity got a value.
    Valued {
        /// Whose.
        title: String,
        /// The value, with its unit.
        value: String,
    },
}

impl Happened {
    /// Whether anything is different from before.
    pub fn is_change(&self) -> bool {
        match self {
            Happened::Stands { from, to, .. } => from.as_ref() != Some(to),
            Happened::Valued { .. } => true,
        }
    }
}

/// Tells the story of a trial.
pub fn tell(model: &Model, plan: &Plan, seed: u64, trial: u64) -> Story {
    let mut heard = Heard {
        model,
        plan,
        steps: vec![StepStory {
            step: 0,
            events: Vec::new(),
        }],
    };
    let told = run_trial(plan, &Samplers::new(plan), &Key::new(seed), trial, &mut heard);
    let mut story = Story {
        trial,
        steps: heard.steps,
        answers: Vec::new(),
        fault: None,
    };
    match told {
        Ok(run) => {
            for (question, planned) in model.questions.iter().zip(&plan.questions) {
                let found = answer(plan, planned, &run.history, planned.by);
                story
                    .answers
                    .push((question.name.title_or_id(), answer_text(question, found)));
            }
            for (step, pair) in run.history.windows(2).enumerate() {
                unasked(
                    model,
                    plan,
                    step as u32 + 1,
                    &pair[0].states,
                    &pair[1].states,
                    &mut story.steps,
                );
            }
        }
        Err(fault) => story.fault = Some(fault),
    }
    story
}

/// The first trial that a plan's `given` keeps, among so many.
///
/// # Errors
/// What the engine met.
pub fn first_kept(
    plan: &Plan,
    sampling: &Sampling,
    among: u64,
    watch: &dyn Watch,
) -> Result<Option<u64>, Interruption> {
    let kept = |range: std::ops::Range<u64>| -> Result<bool, Interruption> {
        let outcome = run(&[plan], &sampling.request(range), watch)?;
        Ok(outcome.tallies.first().is_some_and(|tallies| tallies.kept > 0))
    };
    let (mut from, mut until) = (0, 4096.min(among));
    while from < until && !kept(from..until)? {
        (from, until) = (until, (until * 2).min(among));
    }
    if from >= until {
        return Ok(None);
    }
    while until - from > 1 {
        let middle = from + (until - from) / 2;
        if kept(from..middle)? {
            until = middle;
        } else {
            from = middle;
        }
    }
    Ok(Some(from))
}

struct Heard<'a> {
    model: &'a Model,
    plan: &'a Plan,
    steps: Vec<StepStory>,
}

impl Heard<'_> {
    fn push(&mut self, step: u32, event: Happened) {
        if self.steps.last().is_none_or(|last| last.step != step) {
            self.steps.push(StepStory {
                step,
                events: Vec::new(),
            });
        }
        if let Some(last) = self.steps.last_mut() {
            last.events.push(event);
        }
    }
}

impl Observer for Heard<'_> {
    fn drawn(&mut self, draw: &DrawMade) {
        let sum: f64 = draw.weights.map_or(0.0, |weights| weights.iter().sum());
        let weight = draw
            .weights
            .and_then(|weights| weights.get(usize::from(draw.after)).copied());
        let event = Happened::Stands {
            title: title(self.model, draw.variable),
            from: branch(self.model, self.plan, draw.variable, draw.before),
            to: branch(self.model, self.plan, draw.variable, draw.after).unwrap_or_default(),
            probability: weight.map(|weight| weight / sum),
            forced: draw.weights.is_none() && !draw.initial,
        };
        self.push(draw.step, event);
    }

    fn valued(&mut self, step: u32, quantity: QuantityId, value: f64) {
        let Some(one) = self.model.quantities.get(quantity.at()) else {
            return;
        };
        let unit = one.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let value = format!("{}{unit}", number_text(value));
        self.push(
            step,
            Happened::Valued {
                title: one.name.title_or_id(),
                value,
            },
        );
    }
}

/// What changed without a draw: a variable that is not asked takes its idle branch.
fn unasked(model: &Model, plan: &Plan, step: u32, before: &[u8], after: &[u8], steps: &mut Vec<StepStory>) {
    for (at, (old, new)) in before.iter().zip(after).enumerate() {
        let id = VariableId(at as u32);
        let name = title(model, id);
        let story = steps.iter().position(|story| story.step == step);
        let heard = |event: &Happened| matches!(event, Happened::Stands { title, .. } if *title == name);
        if old == new
            || story
                .and_then(|at| steps.get(at))
                .is_some_and(|story| story.events.iter().any(heard))
        {
            continue;
        }
        let event = Happened::Stands {
            from: branch(model, plan, id, *old),
            to: branch(model, plan, id, *new).unwrap_or_else(|| "not drawn".to_owned()),
            title: name,
            probability: None,
            forced: false,
        };
        match story.and_then(|at| steps.get_mut(at)) {
            Some(story) => story.events.push(event),
            None => steps.push(StepStory {
                step,
                events: vec![event],
            }),
        }
    }
    steps.sort_by_key(|story| story.step);
}

fn title(model: &Model, variable: VariableId) -> String {
    model
        .variables
        .get(variable.at())
        .map(|one| one.name.title_or_id())
        .unwrap_or_default()
}

fn branch(model: &Model, plan: &Plan, variable: VariableId, code: u8) -> Option<String> {
    let place = *plan.variables.get(variable.at())?.declared.get(usize::from(code))?;
    Some(
        model
            .variables
            .get(variable.at())?
            .branches
            .get(usize::from(place))?
            .title_or_id(),
    )
}

fn answer_text(question: &model::Question, found: Answer) -> String {
    match (&question.asked, found) {
        (model::Asked::Cases { cases, otherwise }, Answer::Choice(place)) => {
            cases.get(place).map_or(otherwise, |case| &case.answer).title_or_id()
        }
        (_, Answer::Choice(place)) => if place == 1 { "yes" } else { "no" }.to_owned(),
        (model::Asked::Number { unit, .. }, Answer::Number(value)) => {
            let unit = unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            format!("{}{unit}", number_text(value))
        }
        (_, Answer::Number(value)) => number_text(value),
    }
}

/// Whole numbers in full, others to three digits or so.
fn number_text(value: f64) -> String {
    let error = if value == libm::floor(value) {
        0.0
    } else {
        value.abs() / 1000.0
    };
    print_number(value, error)
}
