//! What a single run counts together for its charts, and which variables tell most about an answer.

use crate::engine::joint::{COMBINATIONS as MOST, looked_at};
use crate::engine::{Glance, glance};
use crate::math;
use crate::model::Model;
use crate::plan::joint::{Among, Contrast, answers, exposure, influences, read_by_question};
use crate::plan::{Joint, Plan, Task, VariableId};
use crate::record::Asked;
use crate::source::{Diagnostic, code};

use super::sample::{Sampling, Until};

/// The first trials, by which the stages of paths are chosen: always the same, so that threads do not matter.
pub const GLANCE: u64 = 32_768;
/// The most branches that are counted with answers, over all answers of a run.
const CELLS: usize = 6_000;
/// And with one answer.
const CELLS_OF_ONE: usize = 1_000;
/// The most questions whose paths are counted.
const FLOWS: usize = 12;
/// The most combinations of states and answers of a flow whose stages nobody named.
const COMBINATIONS: usize = 4_096;
/// The most variables among which stages are chosen: those nearest to the question.
const CANDIDATES: usize = 64;
/// The most stages that are chosen, and the fewest, where so many tell anything.
const STAGES: usize = 4;
const FEWEST: usize = 2;
/// A further stage must take away this share of what is uncertain about the answer.
const WORTH: f64 = 0.02;

/// The plan of a single run, with what its charts need counted together.
pub fn for_charts(model: &Model, plan: &Plan, asked: &Asked, sampling: &Sampling) -> Plan {
    let mut counted = plan.clone();
    let (questions, through) = (asked_for(model, plan), named_stages(model, asked));
    let among = |question: usize, variables: Vec<VariableId>| Among { question, variables };
    let asked: Vec<Among> = questions
        .iter()
        .enumerate()
        .map(|(place, question)| match through[..] {
            [] if place < FLOWS => candidates(plan, *question),
            _ => among(*question, Vec::new()),
        })
        .collect();
    let seen = seen(plan, &asked, sampling);
    counted.joint = Joint {
        convergence: true,
        drivers: drivers(plan, &questions, &seen),
        flows: if through.is_empty() {
            chosen(plan, &asked, &seen)
        } else {
            let few = questions.iter().take(FLOWS);
            few.map(|question| among(*question, through.clone())).collect()
        },
    };
    counted
}

/// What the first trials tell; nothing where they stop, since that stops the run as well, which then says what it was.
fn seen(plan: &Plan, asked: &[Among], sampling: &Sampling) -> Vec<Glance> {
    let trials = match sampling.until {
        Until::Trials(trials) => trials.min(GLANCE),
        Until::Precision(_) => GLANCE,
    };
    glance(plan, &sampling.request(0..trials), asked).unwrap_or_default()
}

/// The headline questions that are answered by yes or by cases; all such questions where none of them is one.
pub fn asked_for(model: &Model, plan: &Plan) -> Vec<usize> {
    let all: Vec<usize> = (0..plan.questions.len())
        .filter(|question| answers(&plan.questions[*question].asked) > 0)
        .collect();
    let headline: Vec<usize> = all
        .iter()
        .copied()
        .filter(|question| model.questions.get(*question).is_some_and(|question| question.headline))
        .collect();
    if headline.is_empty() { all } else { headline }
}

/// What is wrong with the stages that were named: they can make so many combinations that counting them all tells a reader nothing.
pub fn check_stages(model: &Model, plan: &Plan, asked: &Asked) -> Option<Diagnostic> {
    let variables = named_stages(model, asked);
    if variables.is_empty() {
        return None;
    }
    let combinations = asked_for(model, plan).into_iter().take(FLOWS).map(|question| {
        let among = Among {
            question,
            variables: variables.clone(),
        };
        among.combinations(plan)
    });
    let most = combinations.max().filter(|most| *most > MOST)?;
    let message = format!("the stages of the paths make {most} combinations, and at most {MOST} are counted");
    let found = Diagnostic::error(code::TOO_LARGE, message).help("name fewer, or such with fewer branches");
    Some(match model.report.paths_span.filter(|_| asked.through.is_none()) {
        Some(span) => found.at(span, ""),
        None => found,
    })
}

/// The stages that the command named, else those of the scenario's report, if any.
fn named_stages(model: &Model, asked: &Asked) -> Vec<VariableId> {
    match &asked.through {
        Some(ids) => {
            let place = |id: &String| model.variables.iter().position(|variable| variable.name.id == *id);
            let places = ids.iter().filter_map(place);
            places.map(|place| VariableId(place as u32)).collect()
        }
        None => model.report.paths.iter().map(|id| VariableId(id.0)).collect(),
    }
}

/// As many of the variables nearest to each question as there is room for, in the order of the file.
fn drivers(plan: &Plan, questions: &[usize], seen: &[Glance]) -> Vec<Contrast> {
    let looks = |question: usize| looked_at(&plan.questions[question].asked).len();
    let all: usize = questions.iter().map(|question| looks(*question)).sum();
    let room = (CELLS / all.max(1)).min(CELLS_OF_ONE);
    let of = |question: &usize| {
        let mut left = room;
        let mut variables: Vec<VariableId> = influences(plan, *question)
            .into_iter()
            .take_while(|id| {
                let branches = plan.variables[id.at()].branches.len();
                let fits = branches <= left;
                left = left.saturating_sub(branches);
                fits
            })
            .collect();
        variables.sort_unstable();
        Among {
            question: *question,
            variables,
        }
    };
    let contrast = |(place, question)| Contrast {
        of: of(question),
        exposure: seen.get(place).map_or_else(Vec::new, |seen: &Glance| {
            seen.came.iter().map(|came| exposure(came.clone())).collect()
        }),
    };
    questions.iter().enumerate().map(contrast).collect()
}

/// The stages of the paths of those questions for which there are candidates.
fn chosen(plan: &Plan, candidates: &[Among], seen: &[Glance]) -> Vec<Among> {
    let order: Vec<VariableId> = plan.before.iter().chain(&plan.each).filter_map(variable).collect();
    let mut list = Vec::new();
    for (of, seen) in candidates.iter().zip(seen).filter(|(of, _)| !of.variables.is_empty()) {
        let mut variables = stages(plan, of, seen);
        variables.sort_by_key(|id| order.iter().position(|other| other == id));
        if !variables.is_empty() {
            list.push(Among {
                question: of.question,
                variables,
            });
        }
    }
    list
}

fn variable(task: &Task) -> Option<VariableId> {
    match task {
        Task::Variable(id) => Some(*id),
        Task::Quantity(_) => None,
    }
}

/// Variables that may be stages; not the one that a question does nothing but read.
fn candidates(plan: &Plan, question: usize) -> Among {
    let read = read_by_question(plan, question);
    let mut variables = influences(plan, question);
    if let [only] = read[..] {
        variables.retain(|id| *id != only);
    }
    variables.truncate(CANDIDATES);
    Among { question, variables }
}

/// The variables that tell most about the answer, one after the other: each takes away most of what the ones before it left uncertain
/// (conditional mutual information; the bias of few trials taken off after Miller 1955). A variable that leaves nothing uncertain by itself
/// only says the answer in other words, and is passed over.
pub fn stages(plan: &Plan, of: &Among, seen: &Glance) -> Vec<VariableId> {
    let answers = answers(&plan.questions[of.question].asked);
    let mut groups = Groups {
        of: vec![0; seen.answers.len()],
        count: 1,
    };
    let trials = seen.answers.len() as f64;
    let all = groups.uncertainty(&seen.answers, answers).0;
    let mut left = all;
    let mut found: Vec<usize> = Vec::new();
    let mut passed = vec![false; of.variables.len()];
    while found.len() < STAGES && left > 0.0 {
        let mut best: Option<(f64, usize, Groups, f64)> = None;
        for (at, states) in seen.states.iter().enumerate() {
            if passed[at] || !fits(plan, of, &found, at) {
                continue;
            }
            let finer = groups.split(states, plan.variables[of.variables[at].at()].branches.len() + 1);
            let (after, varied) = finer.uncertainty(&seen.answers, answers);
            if found.is_empty() && varied == 0 {
                passed[at] = true;
                continue;
            }
            let freedom = (finer.count - groups.count) * (answers - 1);
            let gain = left - after - freedom as f64 / (2.0 * trials);
            if best.as_ref().is_none_or(|(most, ..)| gain > *most) {
                best = Some((gain, at, finer, after));
            }
        }
        let Some((gain, at, finer, after)) = best else { break };
        let least = if found.len() < FEWEST { 0.0 } else { WORTH * all };
        if gain <= least {
            break;
        }
        passed[at] = true;
        found.push(at);
        (groups, left) = (finer, after);
    }
    found.into_iter().map(|at| of.variables[at]).collect()
}

fn fits(plan: &Plan, of: &Among, found: &[usize], one: usize) -> bool {
    let variables = found.iter().chain([&one]).map(|at| of.variables[*at]);
    let among = Among {
        question: of.question,
        variables: variables.collect(),
    };
    among.combinations(plan) <= COMBINATIONS
}

/// Trials that are alike in the stages found so far.
struct Groups {
    /// For each trial its group.
    of: Vec<usize>,
    /// How many groups there are.
    count: usize,
}

impl Groups {
    fn split(&self, states: &[u8], sizes: usize) -> Groups {
        let mut known = vec![usize::MAX; self.count * sizes];
        let mut count = 0;
        let of = self.of.iter().zip(states).map(|(group, state)| {
            let place = &mut known[group * sizes + usize::from(*state)];
            if *place == usize::MAX {
                *place = count;
                count += 1;
            }
            *place
        });
        let of = of.collect();
        Groups { of, count }
    }

    /// The entropy of the answer within groups, in nats a trial; and in how many groups the answer varies.
    fn uncertainty(&self, places: &[u8], answers: usize) -> (f64, usize) {
        let mut counts = vec![0u32; self.count * answers];
        for (group, place) in self.of.iter().zip(places) {
            counts[group * answers + usize::from(*place)] += 1;
        }
        let (mut sum, mut varied) = (0.0, 0);
        for row in counts.chunks(answers) {
            let all = f64::from(row.iter().sum::<u32>());
            let given = row.iter().filter(|count| **count > 0).map(|count| f64::from(*count));
            varied += usize::from(given.clone().count() > 1);
            sum += given.map(|count| count * math::ln(all / count)).sum::<f64>();
        }
        (sum / places.len().max(1) as f64, varied)
    }
}
