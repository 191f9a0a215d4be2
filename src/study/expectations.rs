//! The author's own tests: does an alternative move an answer the way it should, and do answers keep their bounds?

mod measure;

use std::collections::BTreeMap;

use crate::document::Loader;
use crate::engine::{Interruption, Tallies, Watch};
use crate::expr::BinaryOp;
use crate::model::{AlternativeId, Expectation, ExpectationTest, ExpectsOf, Model, QuestionId};
use crate::plan::{Plan, lower};
use crate::record::comparison::Holds;
use crate::record::{ExpectationShown, RunRecord, Verdict as Agreement};
use crate::source::{Diagnostic, Diagnostics, code};

use crate::stats::CONFIDENCE;

use super::lockstep::{Beside, Follow, at_fault, lockstep};
use super::prepare::{Ask, Prepared, changes_of, prepare};
use super::sample::{Failure, Sampling, Until};
use measure::{Moved, bound, moves};

/// How a test came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval lies on the side that was expected.
    Holds,
    /// It lies on the other side; or not one trial of the two runs came out differently, so that what was to move the answer does not reach it.
    Fails,
    /// It holds the edge: more trials might tell.
    Undecided,
}

impl Verdict {
    /// As it is printed and recorded.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Undecided => "undecided",
        }
    }
}

/// Puts what was examined into a run's record: the list, and the verdicts of claims that expect a direction.
pub fn record_expectations(record: &mut RunRecord, examined: &[Examined]) {
    for one in examined {
        let claims = &mut record.evidence.claims.0;
        let claim = claims.iter_mut().find(|(id, _)| one.claim.as_ref() == Some(id));
        if let Some(expects) = claim.and_then(|(_, claim)| claim.expects.as_mut()) {
            let is_raised = expects.higher_in.is_some();
            expects.verdict = Some(match (one.verdict, is_raised) {
                (Verdict::Holds, _) => Agreement::Agrees,
                (Verdict::Undecided, _) => Agreement::TooCloseToCall,
                (Verdict::Fails, true) => Agreement::Lower,
                (Verdict::Fails, false) => Agreement::Higher,
            });
        }
    }
    record.expectations = examined.iter().map(Examined::shown).collect();
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

impl Examined {
    /// As it is recorded.
    pub fn shown(&self) -> ExpectationShown {
        ExpectationShown {
            claim: self.claim.clone(),
            says: self.says.clone(),
            verdict: self.verdict.word().to_owned(),
            found: self.found.clone(),
        }
    }
}

/// A baseline and alternatives of it that were run on the same luck.
pub struct Counted<'a> {
    /// The baseline.
    pub baseline: &'a Tallies,
    /// Alternatives, by id, and whether a condition keeps trials of them or of the baseline.
    pub others: Vec<(AlternativeId, &'a Beside, bool)>,
    /// When intervals of differences have to hold.
    pub holds: Holds,
    /// The confidence of other intervals.
    pub confidence: f64,
}

impl Counted<'_> {
    /// What it says of the expectations, and of the claims that expect a direction; those about alternatives that were not run are left out.
    pub fn examine(&self, model: &Model) -> Vec<Examined> {
        let found = tests(model).into_iter().filter_map(|test| self.verdict(model, test));
        found.collect()
    }

    fn verdict(&self, model: &Model, test: Test) -> Option<Examined> {
        let verdict = match &test.kind {
            TestKind::Bound { answer, op, number } => bound(
                model,
                self.baseline,
                test.question,
                answer.as_deref(),
                *op,
                *number,
                self.confidence,
            ),
            TestKind::Moves {
                alternative,
                raises,
                answer,
            } => {
                let (_, beside, keeps) = self.others.iter().find(|(id, ..)| id == alternative)?;
                let two = Moved {
                    model,
                    baseline: self.baseline,
                    beside,
                    keeps: *keeps,
                    holds: self.holds,
                    confidence: self.confidence,
                };
                moves(&two, test.question, answer.as_deref(), *raises)
            }
        };
        let (verdict, found) = verdict?;
        Some(Examined {
            claim: test.claim,
            says: test.says,
            verdict,
            found,
        })
    }
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
    let trials = match sampling.until {
        Until::Trials(trials) => trials,
        Until::Precision(_) => super::sample::TRIALS,
    };
    let ids: Vec<AlternativeId> = plans.keys().copied().collect();
    let others: Vec<&Plan> = plans.values().collect();
    let request = sampling.request(0..trials);
    let counted = lockstep(&prepared.plan, &others, &request, Follow::Answers, watch)
        .map_err(|interruption| named_fault(prepared, &ids, &others, sampling.seed, interruption))?;
    if counted.missing > 0 {
        return Ok(Vec::new());
    }
    let (baseline, others) = (counted.first, counted.others);
    if baseline.kept == 0 {
        return Err(Failure::NothingKept(trials));
    }
    let others = plans.iter().zip(&others).map(|((id, plan), beside)| {
        let keeps = !prepared.plan.given.is_empty() || !plan.given.is_empty();
        (*id, beside, keeps)
    });
    let counted = Counted {
        baseline: &baseline,
        others: others.collect(),
        holds: Holds::Once,
        confidence: CONFIDENCE,
    };
    Ok(counted.examine(&prepared.model))
}

/// What a run met, with the alternative that met it.
fn named_fault(
    prepared: &Prepared,
    ids: &[AlternativeId],
    others: &[&Plan],
    seed: u64,
    interruption: Interruption,
) -> Failure {
    let Interruption::Fault(fault) = &interruption else {
        return Failure::Interruption(interruption);
    };
    let plans: Vec<&Plan> = std::iter::once(&prepared.plan).chain(others.iter().copied()).collect();
    let at = at_fault(&plans, seed, fault.trial).and_then(|at| at.checked_sub(1));
    let id = at.and_then(|at| prepared.model.alternatives.get(ids.get(at)?.at()));
    match id {
        Some(alternative) => Failure::Alternative(
            alternative.name.id.clone(),
            Box::new(Failure::Interruption(interruption)),
        ),
        None => Failure::Interruption(interruption),
    }
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
