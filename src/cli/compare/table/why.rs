//! Where trials first part, one of them side by side, and what is seen beside what follows.

use crate::record::comparison::{Comparison, PairStory, SeenAndDone, Side};
use crate::stats::print_count;

use super::Page;

/// The most answers and rows that are told.
const ANSWERS: usize = 4;
const ROWS: usize = 3;
/// The most steps of a story that are told.
const STEPS: usize = 6;

pub fn why(page: &mut Page, first: &Side, second: &Side, comparison: &Comparison) {
    partings(page, comparison);
    if let Some(story) = &comparison.story {
        tale(page, first, second, story);
    }
    if let Some(seen) = &comparison.seen_and_done {
        seen_and_done(page, seen);
    }
}

fn partings(page: &mut Page, comparison: &Comparison) {
    let any_headline = comparison.questions.iter().any(|(_, question)| question.headline);
    let mut list: Vec<_> = comparison
        .questions
        .iter()
        .filter(|(_, question)| question.headline || !any_headline)
        .flat_map(|(_, question)| question.answers.iter().map(move |(_, moved)| (question, moved)))
        .filter(|(_, moved)| moved.difference.visible)
        .collect();
    list.sort_by(|(_, a), (_, b)| b.difference.value.abs().total_cmp(&a.difference.value.abs()));
    let mut is_first = true;
    for (question, moved) in list.into_iter().take(ANSWERS) {
        let Some(partings) = &moved.partings else { continue };
        let Some(says) = &partings.says else { continue };
        if std::mem::take(&mut is_first) {
            page.out.push(String::new());
            page.text("where trials first part that answer differently", 2);
        }
        let title = if moved.title.starts_with(&question.title) {
            moved.title.clone()
        } else {
            format!("{}: {}", question.title, moved.title)
        };
        page.text(&format!("  {title}: {says}"), 4);
        let total: i64 = partings
            .rows
            .iter()
            .map(|row| row.gained as i64 - row.lost as i64)
            .sum();
        let others = partings.rows.iter().skip(1).take(ROWS - 1).map(|row| {
            let part = 100.0 * (row.gained as f64 - row.lost as f64) / total as f64;
            let part = libm::round(part) as i64;
            let part = match part {
                0 => "under 1%".to_owned(),
                part if part < 0 => format!("−{}%", -part),
                part => format!("{part}%"),
            };
            format!("{} {part}", row.title)
        });
        let others: Vec<String> = others.collect();
        if !others.is_empty() {
            page.text(&format!("      then {}", others.join(", ")), 6);
        }
    }
}

fn tale(page: &mut Page, first: &Side, second: &Side, story: &PairStory) {
    page.out.push(String::new());
    let [a, b] = &story.answers;
    page.text(
        &format!(
            "trial {} side by side: {}: {a} in {}, {b} in {}; they first part at {}",
            print_count(story.trial),
            story.question,
            first.label,
            second.label,
            story.parts_at
        ),
        2,
    );
    for step in story.steps.iter().take(STEPS) {
        page.text(&format!("  {}", step.label), 4);
        for (side, events) in [(first, &step.first), (second, &step.second)] {
            if !events.is_empty() {
                page.text(&format!("    {}: {}", side.label, events.join("; ")), 6);
            }
        }
    }
    if story.steps.len() > STEPS {
        page.text(
            &format!("  and {} more steps, in the record", story.steps.len() - STEPS),
            4,
        );
    }
}

fn seen_and_done(page: &mut Page, seen: &SeenAndDone) {
    let list: Vec<_> = seen.answers.iter().filter(|(_, answer)| answer.differ).collect();
    if list.is_empty() {
        return;
    }
    page.out.push(String::new());
    page.text(
        &format!(
            "seen and done are not the same: where {} came about by itself ({} of {} trials), and where {} is forced",
            seen.given,
            print_count(seen.kept[0]),
            print_count(seen.kept[1]),
            seen.forced
        ),
        2,
    );
    for (_, answer) in list {
        page.text(
            &format!(
                "  {}: {} where seen, {} where done",
                answer.title, answer.seen.printed, answer.done.printed
            ),
            4,
        );
    }
}
