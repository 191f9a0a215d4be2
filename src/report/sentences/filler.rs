//! What is said where there are fewer questions than sentences: how surely, and on whose word.

use crate::record::{QuestionResult, RunRecord, Share};
use crate::stats::{print_count, print_points};

use super::Sentence;

pub fn nothing_kept() -> Sentence {
    let mut sentence = Sentence::default();
    sentence.text("No trial was kept, so nothing can be said.");
    sentence
}

/// How far the count itself may be off.
pub fn sampling(record: &RunRecord) -> Option<Sentence> {
    let widest = record
        .questions
        .iter()
        .flat_map(|(_, question)| shares(&question.result))
        .map(half_width);
    let widest = widest.fold(None, |a: Option<f64>, b| Some(a.map_or(b, |a| a.max(b))))?;
    let points = print_points(widest, 0.0, 2.0 * widest).value.replace('+', "±");
    let mut sentence = Sentence::default();
    let trials = print_count(record.found.kept.k);
    let noun = if record.found.kept.k == 1 { "trial" } else { "trials" };
    sentence.text(format!("With {trials} {noun} the count is off by at most "));
    sentence.strong(format!("{points} points"));
    sentence.text(" (95% interval); how far the assumptions are off is another question.");
    Some(sentence)
}

/// How many numbers rest on nobody's word.
pub fn judgements(record: &RunRecord) -> Option<Sentence> {
    let judgements = &record.evidence.judgements;
    let (without, all) = (judgements.without_claim.len() as u64, judgements.numbers);
    let mut sentence = Sentence::default();
    let text = match (all, without) {
        (0, _) => return None,
        (1, 0) => "The one number of the scenario cites a claim.".to_owned(),
        (1, _) => "The one number of the scenario cites no claim and is its author’s judgement.".to_owned(),
        (_, 0) => format!("All {} numbers of the scenario cite a claim.", print_count(all)),
        (_, 1) => format!(
            "Of the {} numbers of the scenario, one cites no claim and is its author’s judgement.",
            print_count(all)
        ),
        _ if without == all => format!(
            "None of the {} numbers of the scenario cites a claim; all are its author’s judgement.",
            print_count(all)
        ),
        _ => format!(
            "Of the {} numbers of the scenario, {} cite no claim and are its author’s judgement.",
            print_count(all),
            print_count(without)
        ),
    };
    sentence.text(text);
    Some(sentence)
}

fn shares(result: &QuestionResult) -> Vec<&Share> {
    match result {
        QuestionResult::Yes { answers, .. } | QuestionResult::Cases { answers, .. } => {
            answers.iter().map(|(_, answer)| &answer.share).collect()
        }
        QuestionResult::Number(number) => number.exceeds.iter().map(|(_, share)| share).collect(),
    }
}

fn half_width(share: &Share) -> f64 {
    0.5 * (share.high - share.low)
}
