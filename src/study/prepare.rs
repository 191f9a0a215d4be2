//! A scenario made ready to run: read, changed as asked, checked, planned.

use crate::calendar::Calendar;
use crate::document::{Document, Loader, Value, apply, overrides_of};
use crate::model::read::{parse_believe, parse_do, parse_given, parse_through};
use crate::model::{self, Alternative, Forced, ForcedValue, GivenThat, Model};
use crate::plan::{Changes, Plan, lower};
use crate::record::Asked;
use crate::source::{Diagnostic, Diagnostics, Span, code, suggest};

use super::joint::check_stages;

/// What is asked of a scenario, as texts.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The scenario's path below the library's root.
    pub path: String,
    /// `path=value`, applied to the document.
    pub set: Vec<String>,
    /// `id=value` or `id=value@day..day`: draws that are replaced.
    pub force: Vec<String>,
    /// Formulas, or `question:<id>`: conditions that keep a trial.
    pub given: Vec<String>,
    /// The one expert believed.
    pub believe: Option<String>,
    /// A named alternative; what else is asked comes on top of it.
    pub alternative: Option<String>,
    /// The stages of paths: ids with commas between them.
    pub through: Option<String>,
}

/// A scenario that can be run.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The merged text.
    pub document: Document,
    /// What it means.
    pub model: Model,
    /// What is changed for this run.
    pub changes: Changes,
    /// What is run.
    pub plan: Plan,
    /// What was asked, as a record shows it; seed and trials are not known yet.
    pub asked: Asked,
}

/// Reads a scenario, changes it as asked, checks and plans it. Findings go to `diagnostics`.
///
/// # Errors
/// The document, for showing the findings, if one of them is an error.
pub fn prepare(loader: &dyn Loader, ask: &Ask, diagnostics: &mut Diagnostics) -> Result<Prepared, Box<Document>> {
    let set: Vec<&str> = ask.set.iter().map(String::as_str).collect();
    let mut document = Document::load(loader, &ask.path, &set, diagnostics);
    let mut model = model::read(&document, diagnostics);
    if diagnostics.has_errors() {
        return Err(Box::new(document));
    }
    let mut asked = Asked {
        engine: "sample".to_owned(),
        ..Asked::default()
    };
    for text in &ask.set {
        let (path, value) = text.split_once('=').unwrap_or((text, ""));
        asked.set.push(path.trim(), value.trim().to_owned());
    }
    let mut changes = Changes::default();
    if let (Some(id), Some(found)) = (&ask.alternative, &model) {
        let Some(alternative) = find_alternative(found, id, diagnostics) else {
            return Err(Box::new(document));
        };
        for (path, span) in &alternative.set {
            let value = document.sources.slice(*span).trim().to_owned();
            // What both the command line and the alternative set, the alternative sets.
            asked.set.0.retain(|(other, _)| other != path);
            asked.set.push(path.clone(), value);
        }
        if !alternative.set.is_empty() {
            model = set_alternative(&mut document, id, diagnostics);
        }
        if let Some(alternative) = model.as_ref().and_then(|model| model.alternative(id)) {
            changes = changes_of(alternative);
        }
        asked.alternative = Some(id.clone());
    }
    let Some(model) = model.filter(|_| !diagnostics.has_errors()) else {
        return Err(Box::new(document));
    };
    add_command_line(&mut changes, ask, &model, &mut document, diagnostics);
    model::check(&model, diagnostics);
    if diagnostics.has_errors() {
        return Err(Box::new(document));
    }
    describe(&mut asked, &model, &changes);
    if let Some(text) = &ask.through {
        let stages = parse_through(text, &model, &mut document.sources, diagnostics);
        let found = stages.iter().filter_map(|id| model.variables.get(id.at()));
        asked.through = Some(found.map(|variable| variable.name.id.clone()).collect());
    }
    match lower(&model, &changes) {
        Ok(plan) => {
            diagnostics.extend(check_stages(&model, &plan, &asked));
            if diagnostics.has_errors() {
                return Err(Box::new(document));
            }
            Ok(Prepared {
                document,
                model,
                changes,
                plan,
                asked,
            })
        }
        Err(why) => {
            diagnostics.push(Diagnostic::error(code::TOO_LARGE, why.to_string()));
            Err(Box::new(document))
        }
    }
}

/// What an alternative changes besides values.
pub fn changes_of(alternative: &Alternative) -> Changes {
    Changes {
        force: alternative.force.clone(),
        given: alternative.given.clone(),
        believe: alternative.believe,
    }
}

/// Puts the values of an alternative's `set` into the document, and reads it again.
pub fn set_alternative(document: &mut Document, id: &str, diagnostics: &mut Diagnostics) -> Option<Model> {
    let alternatives = document.root.get("alternatives").and_then(Value::as_table);
    let overrides = alternatives
        .and_then(|table| table.get(id)?.as_table())
        .map(overrides_of)
        .unwrap_or_default();
    let mut found = Diagnostics::default();
    apply(document, &overrides, &mut found);
    let model = model::read(document, &mut found);
    // What the scenario itself was found to have stands in the list already.
    found.sort();
    diagnostics.extend(found);
    diagnostics.sort();
    model
}

fn find_alternative<'m>(model: &'m Model, id: &str, diagnostics: &mut Diagnostics) -> Option<&'m Alternative> {
    let found = model.alternative(id);
    if found.is_none() {
        let ids = || {
            model
                .alternatives
                .iter()
                .map(|alternative| alternative.name.id.as_str())
        };
        let help = match suggest(id, ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if model.alternatives.is_empty() => "the scenario defines none".to_owned(),
            None => format!("it defines `{}`", ids().collect::<Vec<_>>().join("`, `")),
        };
        let message = format!("there is no alternative {}", crate::source::quoted(id));
        diagnostics.push(Diagnostic::error(code::UNKNOWN_ID, message).help(help));
    }
    found
}

fn add_command_line(
    changes: &mut Changes,
    ask: &Ask,
    model: &Model,
    document: &mut Document,
    diagnostics: &mut Diagnostics,
) {
    let sources = &mut document.sources;
    for text in &ask.force {
        if let Some(force) = parse_do(text, model, sources, diagnostics) {
            // What the command line replaces stands over what the alternative does.
            changes
                .force
                .retain(|other| !is_same(&other.what, &force.what) || is_from(other.span, force.span));
            changes.force.push(force);
        }
    }
    for text in &ask.given {
        let Some(given) = parse_given(text, model, sources, diagnostics) else {
            continue;
        };
        let text = given_text(model, &given);
        // What an alternative gives already holds once.
        if !changes.given.iter().any(|other| given_text(model, other) == text) {
            changes.given.push(given);
        }
    }
    if let Some(text) = &ask.believe {
        changes.believe = parse_believe(text, model, sources, diagnostics).or(changes.believe);
    }
}

fn is_same(one: &ForcedValue, other: &ForcedValue) -> bool {
    match (one, other) {
        (ForcedValue::Branch(a, _), ForcedValue::Branch(b, _)) => a == b,
        (ForcedValue::Number(a, _), ForcedValue::Number(b, _)) => a == b,
        _ => false,
    }
}

fn is_from(one: Span, other: Span) -> bool {
    one.file == other.file
}

fn describe(asked: &mut Asked, model: &Model, changes: &Changes) {
    for force in &changes.force {
        let (id, value) = forced(model, force);
        asked.force.push(id, value);
    }
    if !changes.given.is_empty() {
        asked.given = Some(changes.given.iter().map(|given| given_text(model, given)).collect());
    }
    let believed = changes.believe.and_then(|expert| model.experts.get(expert.at()));
    asked.believe = believed.map(|expert| expert.name.id.clone());
}

/// A forced draw as the command line would write it: the id, and value and days.
fn forced(model: &Model, force: &Forced) -> (String, String) {
    let (id, value) = match force.what {
        ForcedValue::Branch(id, place) => {
            let variable = model.variables.get(id.at());
            let branch = variable.and_then(|variable| variable.branches.get(usize::from(place)));
            let id = variable.map(|variable| variable.name.id.clone());
            (id, branch.map(|branch| branch.id.clone()).unwrap_or_default())
        }
        ForcedValue::Number(id, number) => (
            model.quantities.get(id.at()).map(|quantity| quantity.name.id.clone()),
            number.to_string(),
        ),
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let days = match (force.from, force.until) {
        (None, None) => String::new(),
        (from, until) => format!("@{}..{}", day(from), day(until)),
    };
    (id.unwrap_or_default(), format!("{value}{days}"))
}

fn given_text(model: &Model, given: &GivenThat) -> String {
    match given {
        GivenThat::Formula(formula) => formula.text.clone(),
        GivenThat::Question(id) => {
            let question = model.questions.get(id.at());
            format!(
                "question:{}",
                question.map(|question| question.name.id.as_str()).unwrap_or_default()
            )
        }
    }
}

/// The name of a step, for stories and messages: `before step 1`, `Oct 2022`.
pub fn step_name(calendar: Option<&Calendar>, step: u32) -> String {
    match (calendar, step) {
        (None, _) => "the draw".to_owned(),
        (Some(_), 0) => "before the start".to_owned(),
        (Some(calendar), step) => calendar.label(step),
    }
}
