//! What a run met, as findings about the scenario.

use crate::engine::{Fault, FaultKind, Interruption};
use crate::model::Model;
use crate::record::readings::{Mention, mentions, readings};
use crate::source::{Diagnostic, Span, code};

use super::prepare::step_name;
use super::sample::Failure;

/// The most variables of a state that are shown.
const SHOWN: usize = 12;

/// A finding that says what the run met and what to do about it.
pub fn trouble(model: &Model, failure: &Failure) -> Diagnostic {
    match failure {
        Failure::Interruption(Interruption::Fault(fault)) => met(model, fault),
        Failure::Interruption(Interruption::Memory { needed, allowed }) => {
            let message = format!(
                "the run would need {} of memory, and {} are allowed",
                bytes(*needed),
                bytes(*allowed)
            );
            Diagnostic::error(code::TOO_MUCH_MEMORY, message)
                .help("fewer threads (`--threads 1`) or fewer steps and quantities need less; `--memory` allows more")
        }
        Failure::Interruption(Interruption::Collision(one, other)) => {
            let message = format!("the luck of {one} and of {other} would be the same");
            Diagnostic::error(code::DRAW_FAILED, message)
                .help("give one of the two elements another id, or a `draws_as`")
        }
        Failure::Alternative(id, failure) => trouble(model, failure).help(format!(
            "it was met in alternative `{id}`: give `--alternative {id}` as well"
        )),
        Failure::NothingKept(trials) => given_never(*trials),
        Failure::Precision(why) => Diagnostic::error(code::BAD_OVERRIDE, format!("`--precision`: {why}, as a share")),
    }
}

fn given_never(trials: u64) -> Diagnostic {
    let message = format!(
        "what is given held in none of {} trials",
        crate::stats::print_count(trials)
    );
    Diagnostic::error(code::GIVEN_NEVER, message)
        .help("run more trials, or give something that can happen; nothing is known about what never happens")
}

fn met(model: &Model, fault: &Fault) -> Diagnostic {
    let element = format!("`{}`", fault.element);
    let own = fault.element.strip_prefix("questions.").unwrap_or(&fault.element);
    let (code, what) = match &fault.kind {
        FaultKind::NotFinite(of, value) if of == own => (
            code::NOT_FINITE,
            format!("the value of {element} is not finite: {value}"),
        ),
        FaultKind::AllZero => (code::DRAW_FAILED, format!("all weights of {element} are zero")),
        FaultKind::Negative(of, value) => (code::DRAW_FAILED, format!("{of} of {element} is negative: {value}")),
        FaultKind::NotFinite(of, value) => (code::NOT_FINITE, format!("{of} of {element} is not finite: {value}")),
        FaultKind::AboveOne(sum) => (
            code::DRAW_FAILED,
            format!("the probabilities of {element} sum to {sum}"),
        ),
        FaultKind::NoRow => (code::DRAW_FAILED, format!("no row of the table of {element} matches")),
        FaultKind::NotANumber => (
            code::NOT_A_NUMBER,
            format!("a formula of {element} has no value, as 0 / 0 has none"),
        ),
        FaultKind::Parameters(why) => (code::DRAW_FAILED, format!("{element} cannot be drawn: {why}")),
    };
    let when = step_name(model.calendar.as_ref(), fault.step);
    let mut found = Diagnostic::error(code, format!("{what} (trial {}, {when})", fault.trial));
    if let Some(span) = span_of(model, &fault.element) {
        found = found.at(span, "met here");
    }
    let state = state(model, fault);
    if !state.is_empty() {
        found = found.help(format!("the trial stood at {state}"));
    }
    found.help(format!(
        "`contingent trace FILE --trial {}` tells its story up to there",
        fault.trial
    ))
}

/// What the element reads, as it stood.
fn state(model: &Model, fault: &Fault) -> String {
    let mut read = Vec::new();
    for reading in readings(model)
        .into_iter()
        .filter(|reading| reading.reader == fault.element)
    {
        mentions(model, &reading.formula.term, false, &mut |mention, _| {
            let name = match mention {
                Mention::Variable(id) => model.variables.get(id.at()).map(|one| one.name.id.as_str()),
                Mention::Quantity(id) => model.quantities.get(id.at()).map(|one| one.name.id.as_str()),
                Mention::Assumption(_) | Mention::Condition(_) => None,
            };
            read.extend(name);
        });
    }
    let shown = fault
        .state
        .iter()
        .filter(|(id, _)| *id == fault.element || read.contains(&id.as_str()));
    let list: Vec<String> = shown
        .take(SHOWN)
        .map(|(id, value)| format!("`{id}` = {value}"))
        .collect();
    list.join(", ")
}

fn span_of(model: &Model, element: &str) -> Option<Span> {
    if let Some(id) = element.strip_prefix("questions.") {
        return model.question(id).map(|question| question.name.span);
    }
    let variable = model.variable(element).map(|variable| variable.name.span);
    variable.or_else(|| model.quantity(element).map(|quantity| quantity.name.span))
}

/// Bytes in words.
fn bytes(count: u64) -> String {
    const MIB: u64 = 1 << 20;
    match count {
        small if small < 10 * MIB => format!("{} KiB", small.div_ceil(1024)),
        middle if middle < 10 << 30 => format!("{} MiB", middle.div_ceil(MIB)),
        large => format!("{} GiB", large.div_ceil(1 << 30)),
    }
}
