//! One trial told side by side: what happened in one run and not in the other.

use crate::record::comparison::{PairStory, StoryStep};
use crate::study::prepare::{Prepared, step_name};
use crate::study::story::{Happened, Story, tell};

/// Tells a trial in two runs. `question` is the id of one that it answers differently, `parts_at` where the two first part.
pub fn pair_story(
    first: &Prepared,
    second: &Prepared,
    seed: u64,
    trial: u64,
    question: &str,
    parts_at: String,
) -> Option<PairStory> {
    let stories = [first, second].map(|side| tell(&side.model, &side.plan, seed, trial));
    let answer = |side: &Prepared, story: &Story| {
        let at = side.model.questions.iter().position(|one| one.name.id == question)?;
        story.answers.get(at).map(|(_, answer)| answer.clone())
    };
    let answers = [answer(first, &stories[0])?, answer(second, &stories[1])?];
    let last = stories
        .iter()
        .flat_map(|story| story.steps.iter().map(|step| step.step))
        .max()
        .unwrap_or(0);
    let mut steps = Vec::new();
    for step in 0..=last {
        let [mine, theirs] = [0, 1].map(|at: usize| sentences(&stories[at], step));
        let only = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|one| !other.contains(one)).cloned().collect()
        };
        let (a, b) = (only(&mine, &theirs), only(&theirs, &mine));
        if !a.is_empty() || !b.is_empty() {
            steps.push(StoryStep {
                step,
                label: step_name(first.model.calendar.as_ref(), step),
                first: a,
                second: b,
            });
        }
    }
    Some(PairStory {
        trial,
        question: first.model.question(question)?.name.title_or_id(),
        answers,
        parts_at,
        steps,
    })
}

/// What changed at a step. How likely it was is left out: the same turn of events counts as the same however likely.
fn sentences(story: &Story, step: u32) -> Vec<String> {
    let events = story
        .steps
        .iter()
        .filter(|one| one.step == step)
        .flat_map(|one| &one.events);
    events
        .filter(|event| event.is_change())
        .filter_map(|event| match event {
            Happened::Stands {
                title,
                from,
                to,
                forced,
                ..
            } => {
                let forced = if *forced { " (forced)" } else { "" };
                Some(match from {
                    Some(from) => format!("{title}: {from} → {to}{forced}"),
                    None => format!("{title}: {to}{forced}"),
                })
            }
            Happened::Valued { .. } => None,
        })
        .collect()
}
