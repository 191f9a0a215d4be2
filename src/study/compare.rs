//! Scenarios compared: run on the same luck where they can be, what differs in them, what moved, and where their trials first part.

mod deciding;
pub mod differ;
pub mod measure;
mod numbers;
mod pair_story;
mod quantiles;
mod ran;
mod seen;
mod shown;
pub mod why;

use crate::document::Document;
use crate::engine::{Tallies, Watch};
use crate::model::AlternativeId;
use crate::record::comparison::{
    Comparison, ComparisonRecord, FORMAT, Method, Origin, QuestionMoved, Side, Which, comparison_identity,
};
use crate::record::{
    Asked, ExpectationShown, Made, Notice, Ordered, RESULT_VERSION, Ran, RunRecord, build, print_resolved,
};
use crate::stats::{FEWEST_TRIALS, UntilClear, print_count};

use super::expectations::{Counted, Examined};
use super::lockstep::Beside;
use super::prepare::Prepared;
use super::sample::{Failure, Sampling};
use differ::Text;
use measure::Two;
use pair_story::pair_story;
use ran::{Everything, Extent, run_all};
use why::Follows;

/// One of the scenarios that are compared.
#[derive(Clone, Debug)]
pub struct Party {
    /// Short, and another for each.
    pub label: String,
    /// Shown to readers.
    pub title: String,
    /// As it was named.
    pub named: String,
    /// What there is of it.
    pub what: What,
}

/// What there is of a scenario.
#[derive(Clone, Debug)]
pub enum What {
    /// It can be run.
    Ready(Box<Prepared>, Origin),
    /// Its record stands as it was found.
    Found {
        /// The record.
        record: Box<RunRecord>,
        /// Its scenario, if it could be read.
        document: Option<Box<Document>>,
        /// Why it is not run again.
        why: String,
    },
}

/// What a comparison came to.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The record; `made` holds nothing but what was given.
    pub record: ComparisonRecord,
    /// The scenario of each side as one text, where it is known.
    pub resolved: Vec<Option<String>>,
}

/// Why there is nothing to compare.
#[derive(Debug)]
pub enum Stopped {
    /// The side at this place met something.
    Side(usize, Failure),
    /// A condition keeps too few trials of a side: its place, trials kept, trials run.
    TooFew(usize, u64, u64),
    /// It was cancelled before a single trial was finished.
    Nothing,
    /// It is to run until it is clear, and the side at this place cannot be run again.
    Fixed(usize),
    /// It is to run until it is clear, and both sides ask no question with answers or thresholds in common.
    NothingDecides,
}

/// Compares scenarios with the first of them, over so many trials.
///
/// # Errors
/// What a side met, or too few trials kept.
pub fn compare(
    parties: &[Party],
    trials: u64,
    sampling: &Sampling,
    made: &Made,
    watch: &dyn Watch,
) -> Result<Compared, Stopped> {
    compare_over(parties, &Extent::Trials(trials), sampling, made, watch)
}

/// Compares scenarios with the first of them, over as many trials as it takes until each difference of a headline answer (of any, where no question
/// is one) is clear by a rule, or its budget is spent.
///
/// Intervals of differences and ratios are valid always; those of the sides alone and of numbers have the rule's confidence.
///
/// # Errors
/// As [`compare`]; and where a side cannot be run, or nothing decides.
pub fn compare_until_clear(
    parties: &[Party],
    rule: &UntilClear,
    sampling: &Sampling,
    made: &Made,
    watch: &dyn Watch,
) -> Result<Compared, Stopped> {
    compare_over(parties, &Extent::UntilClear(*rule), sampling, made, watch)
}

fn compare_over(
    parties: &[Party],
    extent: &Extent,
    sampling: &Sampling,
    made: &Made,
    watch: &dyn Watch,
) -> Result<Compared, Stopped> {
    let ran = run_all(parties, extent, sampling, watch)?;
    let confidence = ran.confidence();
    let mut sides = Vec::new();
    let mut resolved = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        let (run, text, origin) = match (&party.what, ran.tallies(at)) {
            (What::Ready(prepared, _), Some(tallies))
                if !prepared.plan.given.is_empty() && tallies.kept < FEWEST_TRIALS =>
            {
                return Err(Stopped::TooFew(at, tallies.kept, tallies.run));
            }
            (What::Ready(prepared, origin), Some(tallies)) => {
                let text = print_resolved(&prepared.document, &prepared.model);
                let run = recorded(prepared, tallies, &ran, confidence, sampling, &text, made);
                (run, Some(text), *origin)
            }
            (What::Found { record, document, .. }, _) => {
                let text = document
                    .as_ref()
                    .map(|document| crate::document::to_toml(&document.root));
                (record.as_ref().clone(), text, Origin::RecordAsFound)
            }
            (What::Ready(..), None) => return Err(Stopped::Nothing),
        };
        sides.push(Side {
            label: party.label.clone(),
            title: party.title.clone(),
            named: party.named.clone(),
            origin,
            run,
        });
        resolved.push(text);
    }
    let comparisons = (1..sides.len()).map(|at| beside_first(parties, &sides, &ran, at, sampling.seed));
    let comparisons: Vec<Comparison> = comparisons.collect();
    let expectations = expectations(parties, &ran, confidence);
    let identity = comparison_identity(
        sides
            .iter()
            .map(|side| (side.label.as_str(), side.run.identity.as_str())),
        ran.stopping
            .as_ref()
            .map(|stopping| (stopping.smallest, stopping.budget)),
    );
    Ok(Compared {
        record: ComparisonRecord {
            format: FORMAT,
            identity,
            result_version: RESULT_VERSION,
            notices: notices(&sides, &comparisons),
            sides,
            comparisons,
            complete: ran.complete,
            stopping: ran.stopping,
            expectations,
            made: made.clone(),
        },
        resolved,
    })
}

/// What the comparison says of the scenario's own expectations, where its sides are the baseline and alternatives of it.
fn expectations(parties: &[Party], ran: &Everything, confidence: f64) -> Vec<ExpectationShown> {
    let Some((What::Ready(first, Origin::File), baseline)) =
        parties.first().map(|party| &party.what).zip(ran.tallies(0))
    else {
        return Vec::new();
    };
    let others = parties.iter().enumerate().filter_map(|(at, party)| match &party.what {
        What::Ready(other, Origin::Alternative) if other.model.id == first.model.id => {
            let id = other.asked.alternative.as_ref()?;
            let place = first.model.alternatives.iter().position(|one| one.name.id == *id)?;
            let keeps = !first.plan.given.is_empty() || !other.plan.given.is_empty();
            Some((AlternativeId(u32::try_from(place).ok()?), ran.beside(at)?, keeps))
        }
        _ => None,
    });
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return Vec::new();
    }
    let counted = Counted {
        baseline,
        others,
        holds: ran.holds(),
        confidence,
    };
    counted.examine(&first.model).iter().map(Examined::shown).collect()
}

fn recorded(
    prepared: &Prepared,
    tallies: &Tallies,
    ran: &Everything,
    confidence: f64,
    sampling: &Sampling,
    resolved: &str,
    made: &Made,
) -> RunRecord {
    let ran = Ran {
        document: &prepared.document,
        model: &prepared.model,
        plan: &prepared.plan,
        changes: &prepared.changes,
        tallies,
        asked: Asked {
            seed: sampling.seed,
            trials: tallies.run,
            ..prepared.asked.clone()
        },
        confidence,
        missing: ran.missing,
    };
    build(&ran, resolved, made.clone())
}

fn beside_first(parties: &[Party], sides: &[Side], ran: &Everything, at: usize, seed: u64) -> Comparison {
    let (first, second) = (&sides[0].run, &sides[at].run);
    let beside = ran.beside(at);
    let has_given = first.asked.given.is_some() || second.asked.given.is_some();
    let method = match (beside, has_given) {
        (None, _) => Method::Independent,
        (Some(_), true) => Method::Kept,
        (Some(_), false) => Method::Paired,
    };
    let ready = |at: usize| match &parties[at].what {
        What::Ready(prepared, _) => Some(prepared.as_ref()),
        What::Found { .. } => None,
    };
    let follows = ready(0).zip(beside.and_then(|beside| beside.partings.as_ref()));
    let follows = follows.map(|(prepared, counted)| Follows {
        model: &prepared.model,
        counted,
        calendar: first.calendar.as_ref(),
    });
    let known = |question: &str, answer: &str| ran.known(at, question, answer);
    let two = Two {
        first,
        second,
        method,
        alone: ran.tallies(0),
        beside,
        crossings: ran.crossings(at),
        holds: ran.holds(),
        confidence: ran.confidence(),
        known: &known,
        follows,
        steps: common_steps(first, second),
    };
    let questions = measure::questions(&two);
    let story = match (ready(0), ready(at), &two.follows, method) {
        (Some(one), Some(other), Some(follows), Method::Paired) => {
            beside.and_then(|beside| tale(one, other, follows, beside, &questions, seed))
        }
        _ => None,
    };
    let mut found = differences(&parties[0], &parties[at]);
    found.changes.extend(differ::asked(first, second));
    let seen_and_done = ran
        .seen
        .iter()
        .find(|(party, _)| *party == at)
        .map(|(_, seen)| seen.beside(first, second));
    Comparison {
        side: at,
        method,
        unpaired: (method == Method::Independent).then(|| unpaired(&parties[0], &parties[at])),
        changes: found.changes,
        wording: found.wording,
        one_sided: one_sided(first, second),
        quantities: measure::quantities(&two),
        questions,
        story,
        seen_and_done,
    }
}

/// Steps that mean the same in both: as many as both have, if they begin on one day and are of one length.
fn common_steps(first: &RunRecord, second: &RunRecord) -> usize {
    match (&first.calendar, &second.calendar) {
        (Some(a), Some(b)) if a.start == b.start && a.unit == b.unit => a.steps.min(b.steps) as usize,
        _ => 0,
    }
}

/// The story of one trial: of the headline answer that moved most, at the place where most trials part that moved it.
fn tale(
    one: &Prepared,
    other: &Prepared,
    follows: &Follows,
    beside: &Beside,
    questions: &Ordered<QuestionMoved>,
    seed: u64,
) -> Option<crate::record::comparison::PairStory> {
    let any_headline = questions.iter().any(|(_, question)| question.headline);
    let mut best: Option<(f64, &str, &str)> = None;
    for (id, question) in questions
        .iter()
        .filter(|(_, question)| question.headline || !any_headline)
    {
        for (answer, moved) in question.answers.iter().filter(|(_, moved)| moved.difference.visible) {
            let size = moved.difference.value.abs();
            if !answer.starts_with("over ") && best.is_none_or(|(most, ..)| size > most) {
                best = Some((size, id, answer));
            }
        }
    }
    let (_, id, answer) = best?;
    let moved = questions.get(id)?.answers.get(answer)?;
    let place = beside.pairs.questions.iter().position(|(other, _)| other == id)?;
    let at = |side: &Prepared| {
        let question = side.plan.questions.iter().find(|question| question.id == id)?;
        question.answers.iter().position(|one| one == answer)
    };
    let gained = moved.difference.value > 0.0;
    let rows = &moved.partings.as_ref()?.rows;
    let top = rows.iter().find(|row| (row.gained > row.lost) == gained)?;
    let (trial, at, step) = why::example(follows, place, [at(one)?, at(other)?], top, gained)?;
    let (_, _, title) = why::named(follows.model, at);
    let when = super::prepare::step_name(one.model.calendar.as_ref(), step);
    pair_story(one, other, seed, trial, id, format!("{title}, {when}"))
}

fn differences(first: &Party, second: &Party) -> differ::Differences {
    let text = |party: &Party| -> Option<(Document, crate::scale::Scale)> {
        match &party.what {
            What::Ready(prepared, _) => Some((prepared.document.clone(), prepared.model.words)),
            What::Found { document, .. } => {
                let document = document.as_ref()?.as_ref().clone();
                let words = crate::model::read(&document, &mut crate::source::Diagnostics::default())?.words;
                Some((document, words))
            }
        }
    };
    match (text(first), text(second)) {
        (Some((a, words_a)), Some((b, words_b))) => differ::documents(
            Text {
                document: &a,
                words: words_a,
            },
            Text {
                document: &b,
                words: words_b,
            },
        ),
        _ => differ::Differences::default(),
    }
}

fn unpaired(first: &Party, second: &Party) -> String {
    let whys = [first, second].into_iter().filter_map(|party| match &party.what {
        What::Found { why, .. } => Some(format!("{}: {why}", party.label)),
        What::Ready(..) => None,
    });
    whys.collect::<Vec<_>>().join("; ")
}

fn one_sided(first: &RunRecord, second: &RunRecord) -> Ordered<Which> {
    let only = |one: &RunRecord, other: &RunRecord, which| -> Vec<(String, Which)> {
        let ids = one.questions.iter().filter(|(id, _)| other.questions.get(id).is_none());
        ids.map(|(id, _)| (id.to_owned(), which)).collect()
    };
    let mut list = only(first, second, Which::First);
    list.extend(only(second, first, Which::Second));
    Ordered(list)
}

fn notices(sides: &[Side], comparisons: &[Comparison]) -> Vec<Notice> {
    let mut list: Vec<Notice> = Vec::new();
    let mut push = |code: &str, text: String| {
        if !list.iter().any(|notice| notice.text == text) {
            list.push(Notice {
                code: code.to_owned(),
                text,
            });
        }
    };
    for side in sides {
        for notice in &side.run.notices {
            push(&notice.code, notice.text.clone());
        }
        if side.run.asked.given.is_some() {
            let (kept, all) = (print_count(side.run.found.kept.k), print_count(side.run.found.kept.n));
            push(
                "given",
                format!(
                    "{} rests on {kept} of {all} trials, those that its condition keeps",
                    side.label
                ),
            );
        }
    }
    for comparison in comparisons {
        let label = &sides[comparison.side].label;
        if let Some(why) = &comparison.unpaired {
            push(
                "not-paired",
                format!("{label} is compared as if its luck were its own, since trials could not be paired: {why}"),
            );
        }
        if sides[comparison.side].run.identity == sides[0].run.identity {
            push(
                "the-same",
                format!("{label} is the very same run as {}", sides[0].label),
            );
        }
    }
    list
}
