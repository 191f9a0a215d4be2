//! Scenarios from strings: files that exist only in a test, read, planned and run by the library.
use std::collections::BTreeMap;

use contingent::document::{Document, Loader, Value, apply, overrides_of};
use contingent::engine::reference::count;
use contingent::engine::{self, Fault, Interruption, QuestionTally, Request, Tallies};
use contingent::model::{self, Model};
use contingent::plan::{Changes, Plan, lower};
use contingent::source::{Diagnostics, Severity, Style, render};

/// The seed of all runs here.
const SEED: u64 = 1;

/// Files by name; the last one given is the top file.
#[derive(Clone, Debug, Default)]
pub struct Files {
    texts: BTreeMap<String, String>,
    top: String,
}

impl Files {
    pub fn add(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_owned(), text.to_owned());
        self.top = name.to_owned();
    }

    /// The top file's text.
    pub fn top(&self) -> &str {
        &self.texts[&self.top]
    }

    /// Reads and checks the scenario, with what an alternative sets.
    pub fn read(&self, alternative: Option<&str>) -> Reading {
        let mut diagnostics = Diagnostics::default();
        let mut document = Document::load(self, &self.top, &[], &mut diagnostics);
        if let Some(id) = alternative {
            let section = document.root.get("alternatives").and_then(Value::as_table);
            let table = section.and_then(|all| all.get(id)).and_then(Value::as_table);
            let overrides = overrides_of(table.expect("the alternative is there"));
            apply(&mut document, &overrides, &mut diagnostics);
        }
        let model = model::read(&document, &mut diagnostics);
        if let Some(model) = &model
            && !diagnostics.has_errors()
        {
            model::check(model, &mut diagnostics);
        }
        let findings = diagnostics
            .iter()
            .map(|d| (d.code.0, d.severity == Severity::Error))
            .collect();
        let shown = render(&document.sources, &diagnostics, Style::Plain, 160);
        Reading { model, findings, shown }
    }
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<String, String> {
        self.texts
            .get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// What reading a scenario gave.
pub struct Reading {
    pub model: Option<Model>,
    /// Codes, and whether they are errors.
    pub findings: Vec<(&'static str, bool)>,
    /// The findings as a reader sees them.
    pub shown: String,
}

impl Reading {
    pub fn errors(&self) -> impl Iterator<Item = &'static str> {
        self.findings.iter().filter(|(_, error)| *error).map(|(code, _)| *code)
    }

    pub fn warnings(&self) -> impl Iterator<Item = &'static str> {
        self.findings.iter().filter(|(_, error)| !*error).map(|(code, _)| *code)
    }
}

/// The plan of a scenario, under one of its alternatives or none.
///
/// # Errors
/// What is wrong with it, as a reader sees it.
pub fn plan(files: &Files, alternative: Option<&str>) -> Result<Plan, String> {
    let reading = files.read(alternative);
    let (0, Some(model)) = (reading.errors().count(), reading.model) else {
        return Err(reading.shown);
    };
    let mut changes = Changes::default();
    if let Some(id) = alternative {
        let chosen = model
            .alternatives
            .iter()
            .find(|a| a.name.id == id)
            .ok_or("the alternative is not there")?;
        changes.force = chosen.force.clone();
        changes.given = chosen.given.clone();
        changes.believe = chosen.believe;
    }
    lower(&model, &changes).map_err(|problem| problem.to_string())
}

/// The tallies of so many trials by the reference interpreter, or why it stopped. The column engine has to say the same.
///
/// # Errors
/// What went wrong, and where the engines differ.
pub fn run(plan: &Plan, trials: u64) -> Result<Tallies, Stop> {
    let slow = count(plan, SEED, 0..trials);
    let request = Request {
        seed: SEED,
        first: 0,
        trials,
        threads: Some(1),
        batch: 512,
        memory: 1 << 30,
    };
    let fast = engine::run(&[plan], &request, &());
    match (slow, fast) {
        (Ok(slow), Ok(fast)) if fast.tallies[0] == slow => Ok(slow),
        (Err(slow), Err(Interruption::Fault(fast))) if *fast == slow => Err(Stop::Fault(Box::new(slow))),
        (slow, fast) => Err(Stop::Engines(format!("{slow:?}\nand {fast:?}"))),
    }
}

/// Why there are no tallies.
pub enum Stop {
    /// The scenario asks for something that cannot be done.
    Fault(Box<Fault>),
    /// The engines do not agree.
    Engines(String),
}

impl std::fmt::Display for Stop {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::Fault(fault) => write!(out, "the run stopped: {fault:?}"),
            Stop::Engines(difference) => write!(out, "the engines differ: {difference}"),
        }
    }
}

/// What is asked of a run: `q`, `q.answer`, `q@3` (yes at the end of step 3; `q@0`: before step 1), `q!3` (first true at step 3), `q>5`
/// (more than a threshold) and `#forced`, each with `|x` for the alternative `x`.
#[derive(Clone, Debug)]
pub struct Ask {
    pub what: What,
    pub question: String,
    pub alternative: Option<String>,
}

#[derive(Clone, Debug)]
pub enum What {
    Answer(String),
    AtStep(usize),
    FirstAt(usize),
    Above(String),
    Forced,
}

impl Ask {
    pub fn parse(text: &str) -> Ask {
        let (text, alternative) = match text.split_once('|') {
            Some((text, id)) => (text, Some(id.to_owned())),
            None => (text, None),
        };
        let number = |text: &str| text.parse().expect("a step is a number");
        let (question, what) = if text == "#forced" {
            ("", What::Forced)
        } else if let Some((question, step)) = text.split_once('@') {
            (question, What::AtStep(number(step)))
        } else if let Some((question, step)) = text.split_once('!') {
            (question, What::FirstAt(number(step)))
        } else if let Some((question, threshold)) = text.split_once('>') {
            (question, What::Above(threshold.to_owned()))
        } else if let Some((question, answer)) = text.split_once('.') {
            (question, What::Answer(answer.to_owned()))
        } else {
            (text, What::Answer("yes".to_owned()))
        };
        Ask {
            what,
            question: question.to_owned(),
            alternative,
        }
    }

    /// In how many of the kept trials it was so.
    pub fn count(&self, plan: &Plan, tallies: &Tallies) -> u64 {
        if matches!(self.what, What::Forced) {
            return tallies.forced;
        }
        let at = plan
            .questions
            .iter()
            .position(|q| q.id == self.question)
            .expect("the question is there");
        match (&self.what, &tallies.questions[at]) {
            (What::Answer(_), QuestionTally::Yes { yes, .. }) => *yes,
            (What::Answer(answer), QuestionTally::Cases { answers, .. }) => {
                // The rules ask for the first case, `x`, or for what no case takes.
                answers[if answer == "x" { 0 } else { answers.len() - 1 }]
            }
            (What::AtStep(0), QuestionTally::Yes { initial, .. }) => initial.expect("it can be read before step 1"),
            (What::AtStep(step), QuestionTally::Yes { by_step, .. }) => by_step[step - 1],
            (What::FirstAt(step), QuestionTally::Yes { first, .. }) => first[step - 1],
            (What::Above(_), QuestionTally::Number { exceeds, .. }) => exceeds[0],
            _ => panic!("{self:?} does not fit the question"),
        }
    }
}
