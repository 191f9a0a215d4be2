//! From tallies to a record: what was asked, what was found, and what a reader has to know.

mod claims;
mod evidence;
mod joint;
pub(in crate::record) mod numbers;
mod questions;
pub(in crate::record) mod shares;
mod structure;
pub(in crate::record) mod variables;

use crate::calendar::Calendar;
use crate::document::Document;
use crate::engine::Tallies;
use crate::model::Model;
use crate::plan::{Changes, Plan};
use crate::source::Span;
use crate::stats::{FEWEST_TRIALS, print_count};

use super::identity::{RESULT_VERSION, identity};
use super::numbers::count_doubts;
use super::shape::{Asked, CalendarShown, FORMAT, Found, Made, Notice, RunRecord, ScenarioShown};
use shares::Counting;

/// A run that is to be recorded.
pub struct Ran<'a> {
    /// The merged text, for places and for values as they were written.
    pub document: &'a Document,
    /// The scenario.
    pub model: &'a Model,
    /// What was run.
    pub plan: &'a Plan,
    /// What was changed for this run.
    pub changes: &'a Changes,
    /// What was counted.
    pub tallies: &'a Tallies,
    /// What was asked, with the number of trials that were run.
    pub asked: Asked,
    /// Of the intervals: 0.95 unless several looks were allowed.
    pub confidence: f64,
    /// Trials that were asked for and not run.
    pub missing: u64,
}

/// The record of a run. `resolved` is [`super::print_resolved`] of the same document.
pub fn build(ran: &Ran, resolved: &str, made: Made) -> RunRecord {
    let (model, tallies) = (ran.model, ran.tallies);
    let counting = Counting {
        scale: model.words,
        confidence: ran.confidence,
        kept: tallies.kept,
    };
    let found = Found {
        trials: tallies.run,
        kept: counting.share_of(tallies.kept, tallies.run),
        forced: (!ran.changes.force.is_empty()).then(|| counting.share(tallies.forced)),
        confidence: ran.confidence,
        complete: ran.missing == 0,
        too_few: tallies.kept < FEWEST_TRIALS,
    };
    RunRecord {
        format: FORMAT,
        identity: identity(resolved, &ran.asked, ran.confidence),
        result_version: RESULT_VERSION,
        scenario: scenario(ran),
        calendar: model.calendar.as_ref().map(calendar),
        asked: ran.asked.clone(),
        notices: notices(ran, &found),
        found,
        questions: questions::questions(ran, &counting),
        variables: variables::variables(ran, &counting),
        quantities: variables::quantities(ran),
        evidence: evidence::evidence(ran, &counting),
        expectations: Vec::new(),
        structure: structure::structure(model, ran.plan),
        joint: joint::joint(ran),
        report: joint::report(ran),
        made,
    }
}

/// A place in a file, as `file:line`.
pub fn place(document: &Document, span: Span) -> String {
    let (line, _) = document.sources.line_col(span);
    format!("{}:{line}", document.sources.get(span.file).name)
}

pub(in crate::record) fn scenario(ran: &Ran) -> ScenarioShown {
    let model = ran.model;
    ScenarioShown {
        id: model.id.clone(),
        title: model.title.clone(),
        question: model.question.clone(),
        as_of: model.as_of.map(|day| day.to_string()),
        words: model.words.id().to_owned(),
        files: ran.document.files.iter().map(|read| read.path.clone()).collect(),
        alternatives: model
            .alternatives
            .iter()
            .map(|alternative| (alternative.name.id.clone(), alternative.name.title_or_id()))
            .collect(),
    }
}

pub(in crate::record) fn calendar(calendar: &Calendar) -> CalendarShown {
    let steps = calendar.steps();
    CalendarShown {
        start: calendar.start().to_string(),
        end: calendar.end().to_string(),
        unit: calendar.unit().word().to_owned(),
        steps,
        span: calendar.span_text(),
        labels: (1..=steps).map(|step| calendar.label(step)).collect(),
        ends: (1..=steps).map(|step| calendar.step_end(step).to_string()).collect(),
    }
}

pub(in crate::record) fn notices(ran: &Ran, found: &Found) -> Vec<Notice> {
    let mut list = Vec::new();
    let mut push = |code: &str, text: String| {
        list.push(Notice {
            code: code.to_owned(),
            text,
        })
    };
    if ran.missing > 0 {
        let (run, all) = (print_count(ran.tallies.run), print_count(ran.tallies.run + ran.missing));
        push(
            "interrupted",
            format!("interrupted: the first {run} of {all} trials are counted"),
        );
    }
    let doubts = count_doubts(ran.model);
    if doubts > 0 {
        let values = if doubts == 1 {
            "1 value is".to_owned()
        } else {
            format!("{doubts} values are")
        };
        push(
            "doubt-ignored",
            format!("doubt is ignored: {values} uncertain, and this run takes their means"),
        );
    }
    if found.too_few {
        let kept = print_count(ran.tallies.kept);
        push(
            "too-few-trials",
            match (ran.tallies.kept == ran.tallies.run, kept.as_str()) {
                (true, "1") => "too few trials: only 1 was run, so quote no number".to_owned(),
                (true, _) => format!("too few trials: only {kept} were run, so quote no number"),
                (false, _) => format!("too few trials: what is given held in {kept} only, so quote no number"),
            },
        );
    }
    list
}
