//! The author's own tests: does an alternative move an answer the way it should, and do answers keep their bounds?

use std::collections::BTreeMap;

use crate::document::Loader;
use crate::engine::{NumberTally, PairTally, Pairs, QuestionTally, Tallies, Watch, run};
use crate::expr::BinaryOp;
use crate::model::{AlternativeId, Asked, Expectation, ExpectationTest, ExpectsOf, Model, Question, QuestionId};
use crate::plan::{Plan, lower};
use crate::source::{Diagnostic, Diagnostics, code};
use crate::stats::{Difference, Mean, Proportion, paired_difference, print_number, print_points, print_probability};
use crate::tally::Paired;

use super::prepare::{Ask, Prepared, changes_of, prepare};
use super::sample::{Failure, Sampling, Until};

/// How a test came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval lies on the side that was expected.
    Holds,
    /// It lies on the other side.
    Fails,
    /// It holds the edge: more trials might tell.
    Undecided,
}

/// A test and what was found.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The claim that says it; none for one of the author's own expectations.
    pub claim: Option<String>,
    /// As written, or as the claim says it.
    pub says: String,
    /// How it came out.
    pub verdict: Verdict,
    /// The number that decided, such as `+3.1 points (+3.0 to +3.2)`.
    pub found: String,
}

/// Examines all expectations, and the claims that expect a direction. Alternatives run in lockstep with the baseline.
///
/// # Errors
/// What the engine met. Alternatives that cannot be run at all are reported among the diagnostics and left out.
pub fn examine(
    loader: &dyn Loader,
    ask: &Ask,
    prepared: &Prepared,
    sampling: &Sampling,
    watch: &dyn Watch,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Examined>, Failure> {
    let tests = tests(&prepared.model);
    let mut wanted: Vec<AlternativeId> = tests.iter().filter_map(|test| test.alternative()).collect();
    wanted.sort();
    wanted.dedup();
    let mut plans: BTreeMap<AlternativeId, Plan> = BTreeMap::new();
    for id in wanted {
        if let Some(plan) = plan_of(loader, ask, prepared, id, diagnostics) {
            plans.insert(id, plan);
        }
    }
    let ids: Vec<AlternativeId> = plans.keys().copied().collect();
    let mut list = vec![&prepared.plan];
    list.extend(plans.values());
    let trials = match sampling.until {
        Until::Trials(trials) => trials,
        Until::Precision(_) => super::sample::TRIALS,
    };
    let outcome = run(&list, &sampling.request(0..trials), watch)?;
    if outcome.finished < trials {
        return Ok(Vec::new());
    }
    let Some(baseline) = outcome.tallies.first() else {
        return Ok(Vec::new());
    };
    if baseline.kept == 0 {
        return Err(Failure::NothingKept(trials));
    }
    let found = tests.iter().filter_map(|test| {
        let verdict = match &test.kind {
            TestKind::Bound { answer, op, number } => {
                bound(&prepared.model, baseline, test, answer.as_deref(), *op, *number)
            }
            TestKind::Moves {
                alternative,
                raises,
                answer,
            } => {
                let place = ids.iter().position(|id| id == alternative)?;
                moves(
                    &prepared.model,
                    outcome.pairs.get(place)?,
                    test.question,
                    answer.as_deref(),
                    *raises,
                )
            }
        };
        let (verdict, found) = verdict?;
        Some(Examined {
            claim: test.claim.clone(),
            says: test.says.clone(),
            verdict,
            found,
        })
    });
    Ok(found.collect())
}

struct Test {
    claim: Option<String>,
    says: String,
    question: QuestionId,
    kind: TestKind,
}

enum TestKind {
    Moves {
        alternative: AlternativeId,
        raises: bool,
        answer: Option<String>,
    },
    Bound {
        answer: Option<String>,
        op: BinaryOp,
        number: f64,
    },
}

impl Test {
    fn alternative(&self) -> Option<AlternativeId> {
        match self.kind {
            TestKind::Moves { alternative, .. } => Some(alternative),
            TestKind::Bound { .. } => None,
        }
    }
}

fn tests(model: &Model) -> Vec<Test> {
    let own = model.expectations.iter().map(own_test);
    let claims = model.claims.iter().filter_map(|claim| {
        let expects = claim.expects.as_ref()?;
        let (name, raises) = match &expects.of {
            ExpectsOf::HigherIn(name) => (name, true),
            ExpectsOf::LowerIn(name) => (name, false),
            ExpectsOf::Probability { .. } => return None,
        };
        let at = model
            .alternatives
            .iter()
            .position(|alternative| alternative.name.id == *name)?;
        let question = expects.found?;
        let answer = Some(expects.answer.clone());
        let word = if raises { "raises" } else { "lowers" };
        let says = format!("{name} {word} {}", named(&expects.question, &expects.answer));
        let alternative = AlternativeId(u32::try_from(at).ok()?);
        Some(Test {
            claim: Some(claim.name.id.clone()),
            says,
            question,
            kind: TestKind::Moves {
                alternative,
                raises,
                answer,
            },
        })
    });
    own.chain(claims).collect()
}

fn named(question: &str, answer: &str) -> String {
    if answer == "yes" {
        question.to_owned()
    } else {
        format!("{question}.{answer}")
    }
}

fn own_test(expectation: &Expectation) -> Test {
    let (question, kind) = match &expectation.test {
        ExpectationTest::Moves {
            alternative,
            raises,
            question,
            answer,
        } => (
            *question,
            TestKind::Moves {
                alternative: *alternative,
                raises: *raises,
                answer: answer.clone(),
            },
        ),
        ExpectationTest::Compares {
            question,
            answer,
            op,
            number,
        } => (
            *question,
            TestKind::Bound {
                answer: answer.clone(),
                op: *op,
                number: *number,
            },
        ),
    };
    Test {
        claim: None,
        says: expectation.says.clone(),
        question,
        kind,
    }
}

/// The plan of an alternative: with `set` from the document anew, else from the model as it stands.
fn plan_of(
    loader: &dyn Loader,
    ask: &Ask,
    prepared: &Prepared,
    id: AlternativeId,
    diagnostics: &mut Diagnostics,
) -> Option<Plan> {
    let alternative = prepared.model.alternatives.get(id.at())?;
    if alternative.set.is_empty() {
        let mut changes = changes_of(alternative);
        changes.given.extend(prepared.changes.given.iter().cloned());
        return lower(&prepared.model, &changes).ok();
    }
    let ask = Ask {
        alternative: Some(alternative.name.id.clone()),
        ..ask.clone()
    };
    let mut found = Diagnostics::default();
    match prepare(loader, &ask, &mut found) {
        Ok(prepared) => Some(prepared.plan),
        Err(_) => {
            let message = format!("alternative `{}` cannot be run", alternative.name.id);
            let help = format!("`contingent check FILE --alternative {}` says why", alternative.name.id);
            diagnostics.push(
                Diagnostic::error(code::BAD_OVERRIDE, message)
                    .at(alternative.name.span, "")
                    .help(help),
            );
            None
        }
    }
}

fn bound(
    model: &Model,
    tallies: &Tallies,
    test: &Test,
    answer: Option<&str>,
    op: BinaryOp,
    number: f64,
) -> Option<(Verdict, String)> {
    let question = model.questions.get(test.question.at())?;
    let (low, high, found) = match tallies.questions.get(test.question.at())? {
        QuestionTally::Yes { yes, .. } => share(
            if answer == Some("no") { tallies.kept - yes } else { *yes },
            tallies.kept,
        ),
        QuestionTally::Cases { answers, .. } => share(*answers.get(answer_place(question, answer?)?)?, tallies.kept),
        QuestionTally::Number { value, .. } => {
            let mean = Mean::new(&value.moments)?;
            (
                mean.low,
                mean.high,
                format!("mean {}", print_number(mean.value, 0.5 * (mean.high - mean.low))),
            )
        }
    };
    let (below, above) = (high < number, low > number);
    let expected_below = matches!(op, BinaryOp::Less | BinaryOp::LessEqual);
    Some((
        verdict(
            if expected_below { below } else { above },
            if expected_below { above } else { below },
        ),
        found,
    ))
}

fn share(k: u64, n: u64) -> (f64, f64, String) {
    let found = Proportion::new(k, n);
    let text = format!(
        "{} ({})",
        print_probability(&found).text,
        crate::stats::print_range(found.low, found.high).text
    );
    (found.low, found.high, text)
}

fn moves(
    model: &Model,
    pairs: &Pairs,
    question: QuestionId,
    answer: Option<&str>,
    raises: bool,
) -> Option<(Verdict, String)> {
    let question = model.questions.get(question.at())?;
    let (_, tally) = pairs.questions.iter().find(|(id, _)| *id == question.name.id)?;
    let (low, high, found) = match tally {
        PairTally::Answers(counts) => {
            let place = match (&question.asked, answer) {
                (Asked::Yes(_), Some("no")) => 0,
                (Asked::Yes(_), _) => 1,
                (_, answer) => answer_place(question, answer?)?,
            };
            let Difference { value, low, high, .. } = paired_difference(&paired(counts, place));
            (low, high, format!("{} points", print_points(value, low, high)))
        }
        PairTally::Number(NumberTally { moments, .. }) => {
            let mean = Mean::new(moments)?;
            let half = 0.5 * (mean.high - mean.low);
            let sign = if mean.value > 0.0 { "+" } else { "" };
            (
                mean.low,
                mean.high,
                format!(
                    "mean {sign}{} ± {}",
                    print_number(mean.value, half),
                    print_number(half, half / 10.0)
                ),
            )
        }
    };
    let (up, down) = (low > 0.0, high < 0.0);
    Some((
        verdict(if raises { up } else { down }, if raises { down } else { up }),
        found,
    ))
}

fn verdict(holds: bool, fails: bool) -> Verdict {
    match (holds, fails) {
        (true, _) => Verdict::Holds,
        (_, true) => Verdict::Fails,
        _ => Verdict::Undecided,
    }
}

/// One answer against all others, in both plans.
fn paired(counts: &[Vec<u64>], place: usize) -> Paired {
    let mut tally = Paired::default();
    for (first, row) in counts.iter().enumerate() {
        for (second, count) in row.iter().enumerate() {
            match (first == place, second == place) {
                (true, true) => tally.both += count,
                (true, false) => tally.only_first += count,
                (false, true) => tally.only_second += count,
                (false, false) => tally.neither += count,
            }
        }
    }
    tally
}

fn answer_place(question: &Question, answer: &str) -> Option<usize> {
    let Asked::Cases { cases, otherwise } = &question.asked else {
        return None;
    };
    cases
        .iter()
        .map(|case| &case.answer)
        .chain(std::iter::once(otherwise))
        .position(|one| one.id == answer)
}
