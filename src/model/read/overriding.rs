//! Draws that are replaced and conditions that are given: by an alternative of the file, or on the command line.

use jiff::civil::Date;

use crate::document::Text;
use crate::model::element::{
    Asked, Forced, ForcedValue, GivenThat, Model, QuantityId, QuantityRule, QuestionId, Timing, VariableId,
};
use crate::model::names::{Named, Names};
use crate::model::typing::{self, Expected, Place};
use crate::source::{Diagnostic, Diagnostics, Span, code, quoted, suggest};

/// What overrides have to know of the scenario.
#[derive(Clone, Copy)]
pub(super) struct Base<'a> {
    pub names: &'a Names,
    pub place: Place<'a>,
    pub model: &'a Model,
}

impl<'a> Base<'a> {
    /// That of a model; its alternatives need not be read yet.
    pub fn of(model: &'a Model, timed: bool, names: &'a Names) -> Self {
        let place = Place {
            time: timed,
            calendar: model.calendar.as_ref(),
        };
        Base { names, place, model }
    }
}

/// What a draw is to become.
#[derive(Clone, Copy, Debug)]
pub(super) enum Is<'a> {
    Word(&'a str),
    Truth(bool),
    Number(f64),
}

/// A draw that is to be replaced, as it was asked.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub id: &'a str,
    pub id_span: Span,
    pub is: Is<'a>,
    pub is_span: Span,
    pub from: Option<(Date, Span)>,
    pub until: Option<(Date, Span)>,
}

/// Reads a replaced draw; what cannot be done is reported.
pub(super) fn forced(asking: Asking, base: Base, diagnostics: &mut Diagnostics) -> Option<Forced> {
    let what = match base.names.lookup(asking.id) {
        Some(Named::Variable(id)) => branch(asking, id, base, diagnostics).map(|at| ForcedValue::Branch(id, at)),
        Some(Named::Quantity(id)) => number(asking, id, diagnostics),
        other => {
            let message = match other {
                Some(other) => format!("`{}` is {}, which nothing draws", asking.id, other.article()),
                None => format!("there is no choice, event or quantity `{}`", asking.id.escape_debug()),
            };
            let help = match (other, base.names.nearest(asking.id)) {
                (Some(Named::Assumption(_)), _) => {
                    format!("an assumption is set: `\"assumptions.{}\" = …` under `set`", asking.id)
                }
                (Some(_), _) => "replace a choice, an event or a quantity that it reads".to_owned(),
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => "name a choice, an event or a quantity".to_owned(),
            };
            diagnostics.push(
                Diagnostic::error(code::BAD_OVERRIDE, message)
                    .at(asking.id_span, "")
                    .help(help),
            );
            None
        }
    };
    let days = days(asking, base, diagnostics);
    Some(Forced {
        what: what?,
        from: days?.0,
        until: days?.1,
        span: asking.is_span,
    })
}

fn branch(asking: Asking, id: VariableId, base: Base, diagnostics: &mut Diagnostics) -> Option<u16> {
    let branches = base.names.branches(id)?;
    let word = match asking.is {
        Is::Word("true") | Is::Truth(true) if branches.is_truth => "yes",
        Is::Word("false") | Is::Truth(false) if branches.is_truth => "no",
        Is::Word(word) => word,
        Is::Truth(_) => "",
        Is::Number(_) => "",
    };
    let place = branches.place(word);
    if place.is_none() {
        let help = match suggest(word, branches.ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let shown: Vec<&str> = branches.ids().take(12).collect();
                format!("its branches are `{}`", shown.join("`, `"))
            }
        };
        let message = match asking.is {
            Is::Word(word) => format!("`{}` has no branch {}", asking.id, quoted(word)),
            Is::Truth(_) => format!("`{}` is not yes/no", asking.id),
            Is::Number(_) => format!("`{}` has branches, not a number", asking.id),
        };
        diagnostics.push(
            Diagnostic::error(code::UNKNOWN_BRANCH, message)
                .at(asking.is_span, "")
                .help(help),
        );
    }
    place
}

fn number(asking: Asking, id: QuantityId, diagnostics: &mut Diagnostics) -> Option<ForcedValue> {
    if let Is::Number(x) = asking.is {
        return Some(ForcedValue::Number(id, x));
    }
    let message = format!("`{}` is a quantity, and becomes a number", asking.id);
    let found = Diagnostic::error(code::BAD_OVERRIDE, message).at(asking.is_span, "");
    diagnostics.push(found.help("write a number"));
    None
}

/// The days, if they lie in the run and in order.
fn days(asking: Asking, base: Base, diagnostics: &mut Diagnostics) -> Option<(Option<Date>, Option<Date>)> {
    let given = [asking.from, asking.until];
    let Some((_, first)) = given.into_iter().flatten().next() else {
        return Some((None, None));
    };
    if !base.place.time {
        let message = "days need steps, and the scenario has no `[time]`";
        let found = Diagnostic::error(code::NEEDS_TIME, message).at(first, "");
        diagnostics.push(found.help("leave the days out, or add `[time]`"));
        return None;
    }
    if is_once(asking.id, base) {
        let message = format!("`{}` is drawn once, and is replaced where it is drawn", asking.id);
        let found = Diagnostic::error(code::BAD_OVERRIDE, message).at(first, "");
        diagnostics.push(found.help("leave the days out"));
        return None;
    }
    let calendar = base.place.calendar?;
    let mut fine = true;
    for (day, span) in given.into_iter().flatten() {
        if calendar.step_containing(day).is_none() {
            fine = false;
            let help = format!("the run goes from {} to {}", calendar.start(), calendar.end());
            let found = Diagnostic::error(code::BY_OUTSIDE, format!("{day} lies outside of the run"));
            diagnostics.push(found.at(span, "").help(help));
        }
    }
    if let (Some((from, _)), Some((until, span))) = (asking.from, asking.until)
        && until < from
    {
        fine = false;
        let found = Diagnostic::error(code::BAD_OVERRIDE, format!("{until} comes before {from}"));
        diagnostics.push(found.at(span, "").help("write the earlier day first"));
    }
    fine.then_some((asking.from.map(|(day, _)| day), asking.until.map(|(day, _)| day)))
}

fn is_once(id: &str, base: Base) -> bool {
    match base.names.lookup(id) {
        Some(Named::Variable(id)) => base
            .model
            .variables
            .get(id.at())
            .is_some_and(|variable| variable.timing == Timing::Once),
        Some(Named::Quantity(id)) => base
            .model
            .quantities
            .get(id.at())
            .is_some_and(|quantity| match quantity.rule {
                QuantityRule::Formula { changes, .. } => !changes,
                QuantityRule::Chain { .. } => false,
                QuantityRule::Chance { timing, .. } => timing == Timing::Once,
            }),
        _ => false,
    }
}

/// Reads what is given: a formula, or `question:<id>`.
pub(super) fn given(text: &Text, span: Span, base: Base, diagnostics: &mut Diagnostics) -> Option<GivenThat> {
    let Some(id) = text.text.trim().strip_prefix("question:") else {
        let formula = typing::resolve(text, span, Expected::Truth, base.names, &base.place, diagnostics);
        return formula.map(GivenThat::Formula);
    };
    let id = id.trim();
    let ids = || base.model.questions.iter().map(|question| question.name.id.as_str());
    let Some(at) = ids().position(|known| known == id) else {
        let help = match suggest(id, ids()) {
            Some(near) => format!("did you mean `question:{near}`?"),
            None => "name a yes/no question of the scenario".to_owned(),
        };
        let message = format!("there is no question `{}`", id.escape_debug());
        diagnostics.push(Diagnostic::error(code::UNKNOWN_ID, message).at(span, "").help(help));
        return None;
    };
    match base.model.questions.get(at).map(|question| &question.asked) {
        Some(Asked::Yes(_)) => Some(GivenThat::Question(QuestionId(u32::try_from(at).ok()?))),
        _ => {
            let message = format!("question `{id}` is not answered by yes or no");
            let found = Diagnostic::error(code::BAD_OVERRIDE, message).at(span, "");
            diagnostics.push(found.help("write its condition as a formula"));
            None
        }
    }
}
