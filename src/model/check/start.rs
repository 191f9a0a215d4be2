//! Where a variable starts and when it is drawn: `initial`, `idle`, `final`, `when` and `first_chance` against each other.

use crate::source::{Diagnostic, Diagnostics, code};

use super::super::element::{Initial, Model, Timing, Variable};
use super::super::value::{Reading, Weight};
use super::sites::weight_sets;

/// Reports starts that could never be left, values that stand without a word, and what `per` means beside several branches.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for variable in &model.variables {
        check_finals(variable, diagnostics);
        check_when(variable, diagnostics);
    }
    check_period(model, diagnostics);
}

fn check_finals(variable: &Variable, diagnostics: &mut Diagnostics) {
    let id = &variable.name.id;
    let branch = |place: u16| variable.branches.get(usize::from(place)).map_or("?", |b| b.id.as_str());
    if let Some(idle) = variable.idle.filter(|idle| variable.finals.contains(idle)) {
        diagnostics.push(
            Diagnostic::error(
                code::FINAL_START,
                format!("`{id}` idles on `{}`, which is final", branch(idle)),
            )
            .at(variable.name.span, "once idle, it would never be asked again")
            .help("take the branch out of `final`, or let it idle on another one"),
        );
    }
    if let (Some(Initial::Branch(start)), [only]) = (&variable.initial, variable.finals.as_slice())
        && start == only
    {
        diagnostics.push(
            Diagnostic::error(
                code::FINAL_START,
                format!("`{id}` begins at `{}`, which is final", branch(*start)),
            )
            .at(variable.name.span, "it would never be drawn")
            .help("begin at another branch, or take this one out of `final`"),
        );
    }
}

fn check_when(variable: &Variable, diagnostics: &mut Diagnostics) {
    let id = &variable.name.id;
    match (&variable.when, variable.timing) {
        (None, Timing::FirstChance) => diagnostics.push(
            Diagnostic::warning(
                code::FIRST_CHANCE_WITHOUT_WHEN,
                format!("`{id}` waits for its first chance, but no `when` says what that is"),
            )
            .at(variable.name.span, "is drawn at step 1")
            .help("say when it is asked, as in `when = \"ultimatum\"`; or draw it `once`"),
        ),
        (Some(when), Timing::EachStep) if variable.idle.is_none() && variable.finals.is_empty() => {
            diagnostics.push(
                Diagnostic::warning(
                    code::KEEPS_LAST,
                    format!("`{id}` keeps its last value while `{}` fails", when.text),
                )
                .at(when.span, "no `idle` says what it is then")
                .help("say what it is while it is not asked: `idle = \"…\"`"),
            );
        }
        _ => {}
    }
}

/// Beside `rest`, yearly figures of several branches compete: each is what would happen if nothing else did. One note says it for all.
fn check_period(model: &Model, diagnostics: &mut Diagnostics) {
    let competing = |variable: &Variable| {
        variable.per?;
        let several = weight_sets(variable).into_iter().find(|set| {
            let weights = set.weights.iter().flatten();
            let given = weights.filter(|weight| matches!(weight, Weight::Amount(_)));
            set.reading != Reading::Relative && given.count() > 1
        });
        several.map(|set| set.span)
    };
    let found = model.variables.iter().filter_map(|variable| {
        let id = &variable.name.id;
        competing(variable).map(|span| (span, format!("probabilities of `{id}` over a period")))
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    let mut found = found.into_iter();
    let Some((first, label)) = found.next() else {
        return;
    };
    let note = Diagnostic::note(
        code::PER_SEVERAL,
        "each of several figures beside the rest means: if nothing else happened",
    )
    .at(first, label)
    .help(
        "together they come to less than their sum over the period, since the first to happen may exclude the others",
    );
    diagnostics.push(found.fold(note, |note, (span, label)| note.also(span, label)));
}
