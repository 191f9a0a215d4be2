//! Plans from scenario texts, and runs of them.
use contingent::document::Document;
use contingent::engine::joint::looked_at;
use contingent::engine::{Interruption, Outcome, Request, Tallies, run};
use contingent::model::{Asked, Model, Question, read};
use contingent::plan::joint::{self, Among, Contrast, EXPOSURES};
use contingent::plan::{Changes, Joint, Plan, VariableId, lower};
use contingent::source::{Style, render};
use std::ops::Range;

/// Memory enough for anything here.
pub const MEMORY: u64 = 1 << 32;

/// The model of a scenario without errors.
#[track_caller]
pub fn model(text: &str) -> Model {
    let (document, mut diagnostics) = Document::from_text("scene.toml", text);
    let model = read(&document, &mut diagnostics);
    match model {
        Some(model) if !diagnostics.has_errors() => model,
        _ => panic!("{}\n{text}", render(&document.sources, &diagnostics, Style::Plain, 120)),
    }
}

/// The plan of a scenario as it stands.
#[track_caller]
pub fn plan(text: &str) -> Plan {
    let mut plan = lower(&model(text), &Changes::default()).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    plan.joint = everything(&plan);
    plan
}

/// Everything counted together that can be: every question with every variable, trials without an answer looked at for various times, and with
/// the first few as stages.
fn everything(plan: &Plan) -> Joint {
    let all: Vec<VariableId> = (0..plan.variables.len() as u32).map(VariableId).collect();
    let questions = (0..plan.questions.len()).filter(|question| joint::answers(&plan.questions[*question].asked) > 0);
    let among = |question: usize, variables: &[VariableId]| Among {
        question,
        variables: variables.to_vec(),
    };
    let drivers: Vec<Contrast> = questions
        .map(|question| Contrast {
            of: among(question, &all),
            exposure: exposure(plan, question),
        })
        .collect();
    let stages = |Contrast { of: one, .. }: &Contrast| {
        let fitting = (0..=3.min(all.len()))
            .rev()
            .map(|count| among(one.question, &all[..count]));
        fitting.into_iter().find(|few| few.combinations(plan) <= 4_096)
    };
    Joint {
        convergence: true,
        flows: drivers.iter().filter_map(stages).collect(),
        drivers,
    }
}

/// For the first answer that is looked at none, for the others any steps up to the one at which the question is read.
fn exposure(plan: &Plan, question: usize) -> Vec<Vec<u32>> {
    let asked = &plan.questions[question];
    let step = |answer: usize, place: usize| (answer * place % (asked.by.max(1) as usize)) as u32 + asked.by.min(1);
    let of = |answer: usize| (0..EXPOSURES).map(|place| step(answer, place)).collect();
    let answers = looked_at(&asked.asked);
    let first = answers.start;
    answers
        .map(|answer| {
            if answer == first && question.is_multiple_of(2) {
                Vec::new()
            } else {
                of(answer)
            }
        })
        .collect()
}

/// A scenario as it stands, or under one of its alternatives.
pub struct Scene {
    /// The alternative.
    pub alternative: Option<String>,
    /// What is run.
    pub plan: Plan,
    /// The names of each question's answers, for those with cases.
    pub answers: Vec<Vec<String>>,
}

/// The plan of a scenario under one of its alternatives.
#[track_caller]
pub fn under(text: &str, alternative: &str) -> Plan {
    let found = scenes(text)
        .into_iter()
        .find(|scene| scene.alternative.as_deref() == Some(alternative));
    found
        .unwrap_or_else(|| panic!("no alternative {alternative}\n{text}"))
        .plan
}

/// A scenario as it stands, and under each of its alternatives.
#[track_caller]
pub fn scenes(text: &str) -> Vec<Scene> {
    let model = model(text);
    let mut list = vec![(None, Changes::default())];
    for alternative in &model.alternatives {
        let changes = Changes {
            force: alternative.force.clone(),
            given: alternative.given.clone(),
            believe: alternative.believe,
        };
        list.push((Some(alternative.name.id.clone()), changes));
    }
    let answers: Vec<Vec<String>> = model.questions.iter().map(answers).collect();
    let planned = list.into_iter().map(|(alternative, changes)| {
        let mut plan = lower(&model, &changes).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
        plan.joint = everything(&plan);
        Scene {
            alternative,
            plan,
            answers: answers.clone(),
        }
    });
    planned.collect()
}

fn answers(question: &Question) -> Vec<String> {
    match &question.asked {
        Asked::Cases { cases, otherwise } => {
            let cases = cases.iter().map(|case| &case.answer);
            cases.chain([otherwise]).map(|answer| answer.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// What is asked of a run.
pub fn request(seed: u64, trials: Range<u64>, threads: usize, batch: usize) -> Request {
    Request {
        seed,
        first: trials.start,
        trials: trials.end - trials.start,
        threads: Some(threads),
        batch,
        memory: MEMORY,
    }
}

/// Runs plans in lockstep on the column engine.
pub fn lockstep(plans: &[&Plan], request: &Request) -> Result<Outcome, Interruption> {
    run(plans, request, &())
}

/// Runs one plan that cannot fail on the column engine.
#[track_caller]
pub fn columns(plan: &Plan, seed: u64, trials: Range<u64>, batch: usize) -> Tallies {
    counted(plan, &request(seed, trials, 1, batch))
}

/// The same, with all that can be asked.
#[track_caller]
pub fn counted(plan: &Plan, request: &Request) -> Tallies {
    match lockstep(&[plan], request) {
        Ok(mut outcome) => outcome.tallies.remove(0),
        Err(problem) => panic!("{problem:?}"),
    }
}
