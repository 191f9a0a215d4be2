//! Joint counts of the reference interpreter: straight from the history of a trial.

use crate::engine::joint::{COMBINATIONS, JointTally, segment_of};
use crate::plan::joint::Among;
use crate::plan::{Asked, Plan};

use super::count::{Answer, answer, keeps};
use super::trial::Trial;

/// Counts one trial.
pub fn add(plan: &Plan, tally: &mut JointTally, trial: &Trial) {
    let kept = keeps(plan, trial);
    if plan.joint.convergence {
        along(plan, tally, trial, kept);
    }
    if !kept {
        return;
    }
    for (one, contrast) in tally.drivers.iter_mut().zip(&plan.joint.drivers) {
        let question = &plan.questions[one.of.question];
        let at = |step: u32| place(plan, &one.of, trial, step);
        // Without time there is one moment; with it, what stood before step 1 is no step.
        let begin = plan.steps.min(1);
        for (place, separation) in one.answers.iter_mut().enumerate() {
            let has = at(question.by) == separation.answer;
            let exposure = contrast.exposure.get(place).filter(|steps| !steps.is_empty());
            let mut until = exposure.map_or(question.by, |steps| steps[(trial.number % steps.len() as u64) as usize]);
            if has {
                separation.with += 1;
                until = begin;
                while at(until) != separation.answer {
                    until += 1;
                }
            } else {
                separation.without += 1;
            }
            for (id, held) in one.of.variables.iter().zip(&mut separation.held) {
                for (code, counts) in held.iter_mut().enumerate() {
                    let moments = &trial.history[begin as usize..=until as usize];
                    if moments.iter().any(|end| usize::from(end.states[id.at()]) == code) {
                        counts[usize::from(has)] += 1;
                    }
                }
            }
        }
    }
    for flow in tally
        .flows
        .iter_mut()
        .filter(|flow| flow.of.combinations(plan) <= COMBINATIONS)
    {
        let by = plan.questions[flow.of.question].by;
        let states = &trial.history[by as usize].states;
        let mut way: Vec<u8> = flow.of.variables.iter().map(|id| states[id.at()]).collect();
        way.push(place(plan, &flow.of, trial, by) as u8);
        *flow.ways.entry(way).or_default() += 1;
    }
}

fn along(plan: &Plan, tally: &mut JointTally, trial: &Trial, kept: bool) {
    let segment = tally.segment(plan, segment_of(trial.number));
    if !kept {
        return;
    }
    segment.kept += 1;
    for (question, counts) in plan.questions.iter().zip(&mut segment.answers) {
        match (answer(plan, question, &trial.history, question.by), &question.asked) {
            (Answer::Choice(place), _) => counts[place] += 1,
            (Answer::Number(value), Asked::Number { thresholds, .. }) => {
                for (count, threshold) in counts.iter_mut().zip(thresholds) {
                    *count += u64::from(value > *threshold);
                }
            }
            (Answer::Number(_), _) => {}
        }
    }
}

fn place(plan: &Plan, of: &Among, trial: &Trial, step: u32) -> usize {
    match answer(plan, &plan.questions[of.question], &trial.history, step) {
        Answer::Choice(place) => place,
        Answer::Number(_) => usize::MAX,
    }
}
