//! Overrides as the command line writes them, held against a model: `--do`, `--given`, `--believe`.
//!
//! Their texts become sources, so that findings can show them. `--set` is applied to the document before the model is read.

use jiff::civil::Date;

use crate::document::Text;
use crate::model::element::{
    AssumptionId, Base as Drawn, ConditionId, ExpertId, Forced, GivenThat, Model, QuantityId, VariableId,
};
use crate::model::names::{Named, Names};
use crate::source::{Diagnostic, Diagnostics, FileId, Sources, Span, code, suggest};

use super::overriding::{Asking, Base, Is, forced, given};
use super::report::{STAGES, twice, variable};

/// `troops=refuse`, or `troops=refuse@2023-03-01..2023-06-30` (either day may be left out): a draw that is replaced.
pub fn parse_do(text: &str, model: &Model, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Forced> {
    let file = sources.add("--do", text);
    let place = |part: &str| {
        let start = offset_of(text, part);
        Span::new(file, start..start + part.len())
    };
    let Some((id, rest)) = text.split_once('=') else {
        let found = Diagnostic::error(code::BAD_OVERRIDE, "a replaced draw has the form `id=value`");
        diagnostics.push(
            found
                .at(place(text), "")
                .help("for instance `--do troops=refuse@2023-03-01..2023-06-30`"),
        );
        return None;
    };
    let (value, days) = match rest.split_once('@') {
        Some((value, days)) => (value.trim(), Some(days.trim())),
        None => (rest.trim(), None),
    };
    let (from, until) = match days {
        None => (None, None),
        Some(days) => {
            let Some((from, until)) = days.split_once("..") else {
                let found = Diagnostic::error(code::BAD_OVERRIDE, "days are given as a range");
                diagnostics.push(
                    found
                        .at(place(days), "")
                        .help("write `@2023-03-01..2023-06-30`; either may be left out"),
                );
                return None;
            };
            let from = day(from.trim(), place(from.trim()), diagnostics);
            let until = day(until.trim(), place(until.trim()), diagnostics);
            (from?, until?)
        }
    };
    let is = match value.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Is::Number(number),
        _ => Is::Word(value),
    };
    let id = id.trim();
    let asking = Asking {
        id,
        id_span: place(id),
        is,
        is_span: place(value),
        from,
        until,
    };
    let names = names_of(model);
    forced(asking, Base::of(model, model.calendar.is_some(), &names), diagnostics)
}

/// A formula, or `question:<id>`: what is given.
pub fn parse_given(
    text: &str,
    model: &Model,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<GivenThat> {
    let file = sources.add("--given", text);
    let names = names_of(model);
    let base = Base::of(model, model.calendar.is_some(), &names);
    given(&whole(file, text), Span::new(file, 0..text.len()), base, diagnostics)
}

/// The id of an expert who is believed throughout.
pub fn parse_believe(
    text: &str,
    model: &Model,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<ExpertId> {
    let file = sources.add("--believe", text);
    let ids = || model.experts.iter().map(|expert| expert.name.id.as_str());
    let found = ids().position(|id| id == text.trim());
    if found.is_none() {
        let help = match suggest(text.trim(), ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if model.experts.is_empty() => "the scenario has no experts".to_owned(),
            None => format!("the experts are `{}`", ids().collect::<Vec<_>>().join("`, `")),
        };
        let message = format!("there is no expert `{}`", text.trim().escape_debug());
        let found = Diagnostic::error(code::UNKNOWN_ID, message);
        diagnostics.push(found.at(Span::new(file, 0..text.len()), "").help(help));
    }
    found.and_then(|at| u32::try_from(at).ok()).map(ExpertId)
}

/// `dependence,venue`: the stages of paths, by their ids.
pub fn parse_through(
    text: &str,
    model: &Model,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<VariableId> {
    let file = sources.add("--through", text);
    let names = names_of(model);
    let mut list: Vec<VariableId> = Vec::new();
    for part in text.split(',') {
        let id = part.trim();
        let start = offset_of(text, id);
        let span = Span::new(file, start..start + id.len());
        match variable(&names, id, span, diagnostics) {
            Some(found) if list.contains(&found) => diagnostics.push(twice(id, "--through", span)),
            found => list.extend(found),
        }
    }
    if list.len() > STAGES {
        let message = format!(
            "{} stages of a paths chart, and at most {STAGES} are allowed",
            list.len()
        );
        let found = Diagnostic::error(code::TOO_LARGE, message).at(Span::new(file, 0..text.len()), "");
        diagnostics.push(found.help(format!("leave out {}", list.len() - STAGES)));
    }
    list
}

/// The names that formulas can use, as they stand in a model.
fn names_of(model: &Model) -> Names {
    let mut names = Names::default();
    // What is wrong with a name was reported when the model was read.
    let mut reported = Diagnostics::default();
    let assumptions = (0u32..).zip(&model.assumptions);
    for (at, one) in assumptions {
        names.declare(
            &one.name.id,
            Named::Assumption(AssumptionId(at)),
            one.name.span,
            &mut reported,
        );
    }
    for (at, one) in (0u32..).zip(&model.conditions) {
        names.declare(
            &one.name.id,
            Named::Condition(ConditionId(at)),
            one.name.span,
            &mut reported,
        );
    }
    for (at, one) in (0u32..).zip(&model.variables) {
        let id = VariableId(at);
        names.declare(&one.name.id, Named::Variable(id), one.name.span, &mut reported);
        let branches = one.branches.iter().map(|branch| (branch.id.clone(), branch.span));
        let ladder = matches!(one.base, Drawn::Ladder { .. });
        names.set_branches(id, branches.collect(), one.is_truth, ladder);
    }
    for (at, one) in (0u32..).zip(&model.quantities) {
        names.declare(
            &one.name.id,
            Named::Quantity(QuantityId(at)),
            one.name.span,
            &mut reported,
        );
    }
    for one in &model.questions {
        names.note_question(&one.name.id, one.name.span);
    }
    names
}

/// A day, or none where nothing is written.
fn day(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Option<(Date, Span)>> {
    if text.is_empty() {
        return Some(None);
    }
    match text.parse::<Date>() {
        Ok(day) => Some(Some((day, span))),
        Err(_) => {
            let message = format!("`{}` is no day", text.escape_debug());
            let found = Diagnostic::error(code::BAD_DATE, message);
            diagnostics.push(found.at(span, "").help("write it as `2023-03-01`"));
            None
        }
    }
}

fn whole(file: FileId, text: &str) -> Text {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    Text {
        file,
        text: text.to_owned(),
        offsets: (0..=end).collect(),
    }
}

/// Where a slice of a text begins in it: the distance of the two in memory.
fn offset_of(text: &str, part: &str) -> usize {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start.min(text.len())
}
