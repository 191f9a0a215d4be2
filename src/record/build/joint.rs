//! Joint counts as a record shows them: by id, branches in the order of the file.

use crate::engine::QuestionTally;
use crate::engine::joint::{DriverTally, FlowTally, Separation, checkpoint};
use crate::model::{Asked, Question};
use crate::plan;
use crate::record::ordered::Ordered;
use crate::record::shape::{Convergence, Drivers, Joint, PathWay, Paths, ReportShown, Split, Stage};

use super::Ran;

/// Everything that was counted together.
pub fn joint(ran: &Ran) -> Joint {
    let tally = &ran.tallies.joint;
    let drivers = tally.drivers.iter().filter_map(|one| {
        let question = ran.model.questions.get(one.of.question)?;
        let ids = answer_ids(question);
        let answers = one.answers.iter().filter_map(|separation| {
            let id = ids.get(separation.answer)?.clone();
            Some((id, shown(ran, one, separation)))
        });
        Some((question.name.id.clone(), answers.collect()))
    });
    let paths = tally.flows.iter().filter_map(|one| {
        let question = ran.model.questions.get(one.of.question)?;
        Some((question.name.id.clone(), flow(ran, one, answer_ids(question))))
    });
    Joint {
        convergence: convergence(ran),
        drivers: drivers.collect(),
        paths: paths.collect(),
    }
}

/// What the scenario asks of its report.
pub fn report(ran: &Ran) -> ReportShown {
    let model = ran.model;
    let variables = |ids: &[crate::model::VariableId]| -> Vec<String> {
        let found = ids.iter().filter_map(|id| model.variables.get(id.at()));
        found.map(|variable| variable.name.id.clone()).collect()
    };
    let questions = model.report.questions.iter();
    let questions = questions.filter_map(|id| model.questions.get(id.at()));
    ReportShown {
        questions: questions.map(|question| question.name.id.clone()).collect(),
        states: variables(&model.report.states),
        paths: variables(&model.report.paths),
    }
}

/// The ids of a question's answers, by their places in tallies.
fn answer_ids(question: &Question) -> Vec<String> {
    match &question.asked {
        Asked::Yes(_) => vec!["no".to_owned(), "yes".to_owned()],
        Asked::Cases { cases, otherwise } => {
            let answers = cases.iter().map(|case| &case.answer).chain([otherwise]);
            answers.map(|answer| answer.id.clone()).collect()
        }
        Asked::Number { thresholds, .. } => thresholds.iter().map(|over| format!("over {over}")).collect(),
    }
}

fn convergence(ran: &Ran) -> Convergence {
    let (tally, run) = (&ran.tallies.joint, ran.tallies.run);
    let mut found = Convergence::default();
    let mut sums: Vec<Vec<u64>> = Vec::new();
    let mut running: Vec<Vec<Vec<u64>>> = Vec::new();
    let mut kept = 0;
    for (place, segment) in tally.segments.iter().enumerate() {
        found.trials.push(checkpoint(place).min(run));
        kept += segment.kept;
        found.kept.push(kept);
        if sums.is_empty() {
            sums = segment.answers.iter().map(|counts| vec![0; counts.len()]).collect();
            running = segment
                .answers
                .iter()
                .map(|counts| vec![Vec::new(); counts.len()])
                .collect();
        }
        for ((sums, running), counts) in sums.iter_mut().zip(&mut running).zip(&segment.answers) {
            for ((sum, running), count) in sums.iter_mut().zip(running).zip(counts) {
                *sum += count;
                running.push(*sum);
            }
        }
    }
    let tallies = ran.tallies.questions.iter().zip(running);
    for (question, (tally, running)) in ran.model.questions.iter().zip(tallies) {
        let named = answer_ids(question).into_iter().zip(running);
        // Of a yes question, no is what is left.
        let first = usize::from(matches!(tally, QuestionTally::Yes { .. }));
        found
            .answers
            .push(question.name.id.clone(), named.skip(first).collect());
    }
    found
}

fn shown(ran: &Ran, one: &DriverTally, separation: &Separation) -> Drivers {
    let mut held = Ordered::default();
    for (id, counts) in one.of.variables.iter().zip(&separation.held) {
        let (Some(variable), Some(planned)) = (ran.model.variables.get(id.at()), ran.plan.variables.get(id.at()))
        else {
            continue;
        };
        let branches = variable.branches.iter().enumerate().map(|(place, branch)| {
            let [without, with] = code_of(planned, place)
                .and_then(|code| counts.get(code))
                .copied()
                .unwrap_or_default();
            (branch.id.clone(), Split { yes: with, no: without })
        });
        held.push(variable.name.id.clone(), branches.collect());
    }
    Drivers {
        yes: separation.with,
        no: separation.without,
        held,
    }
}

fn flow(ran: &Ran, one: &FlowTally, answers: Vec<String>) -> Paths {
    let mut stages = Vec::new();
    let mut places: Vec<Vec<u16>> = Vec::new();
    for (at, id) in one.of.variables.iter().enumerate() {
        let (Some(variable), Some(planned)) = (ran.model.variables.get(id.at()), ran.plan.variables.get(id.at()))
        else {
            continue;
        };
        let mut states: Vec<String> = variable.branches.iter().map(|branch| branch.id.clone()).collect();
        let undrawn = planned.undrawn();
        if one.ways.keys().any(|way| way.get(at) == Some(&undrawn)) {
            states.push("undrawn".to_owned());
        }
        stages.push(Stage {
            variable: variable.name.id.clone(),
            states,
        });
        places.push(
            planned
                .declared
                .iter()
                .copied()
                .chain([planned.branches.len() as u16])
                .collect(),
        );
    }
    let mut ways: Vec<PathWay> = one
        .ways
        .iter()
        .filter_map(|(way, k)| {
            let (answer, codes) = way.split_last()?;
            let states = codes.iter().zip(&places);
            let states = states.map(|(code, places)| places.get(usize::from(*code)).copied().unwrap_or_default());
            Some(PathWay {
                states: states.collect(),
                answer: u16::from(*answer),
                k: *k,
            })
        })
        .collect();
    ways.sort_by(|a, b| (&a.states, a.answer).cmp(&(&b.states, b.answer)));
    Paths {
        named: ran.asked.through.is_some() || !ran.model.report.paths.is_empty(),
        stages,
        answers,
        ways,
    }
}

/// The state code of the branch at this place of the declaration.
fn code_of(planned: &plan::Variable, place: usize) -> Option<usize> {
    planned
        .declared
        .iter()
        .position(|declared| usize::from(*declared) == place)
}
