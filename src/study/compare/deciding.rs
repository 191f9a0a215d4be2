//! Which answers decide when a comparison is clear, and what is known of them.

use crate::engine::{PairTally, QuestionTally};
use crate::plan::Asked;
use crate::plan::reached::reached;
use crate::record::comparison::Known;
use crate::stats::{Clarity, Difference, Proportion, UntilClear, sequential_difference, sequential_separate};
use crate::study::lockstep::{Beside, Counted};
use crate::study::prepare::Prepared;
use crate::tally::Paired;

use super::measure::{answered, share_of};

/// What stands for whatever no case takes where the author named nothing.
const UNNAMED: &str = "none_of_these";

/// An answer of a headline question (of any, where none is one) that both runs can give.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The place of the run among the others.
    pub other: usize,
    /// The question's id.
    pub question: String,
    /// The answer's id; `over 5` of a threshold.
    pub answer: String,
    /// The place of the question in both plans.
    asked: [usize; 2],
    what: Place,
    /// Whether conditions keep trials on one side at least.
    keeps: bool,
    /// Whether the change reaches it.
    is_reached: bool,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    /// Of the answer in both.
    Answers([usize; 2]),
    /// Of the threshold in both.
    Thresholds([usize; 2]),
}

/// All answers that decide, of all sides. Numbers decide by their thresholds.
pub fn deciding<'p>(first: &Prepared, others: impl Iterator<Item = &'p Prepared>) -> Vec<Deciding> {
    let mut list = Vec::new();
    for (at, other) in others.enumerate() {
        let reach = reached(&first.plan, &other.plan);
        let keeps = !first.plan.given.is_empty() || !other.plan.given.is_empty();
        let places: Vec<[usize; 2]> = first
            .plan
            .questions
            .iter()
            .enumerate()
            .filter_map(|(a, one)| {
                let b = other.plan.questions.iter().position(|two| two.id == one.id)?;
                Some([a, b])
            })
            .collect();
        let is_headline = |a: usize| first.model.questions.get(a).is_some_and(|question| question.headline);
        let any_headline = places.iter().any(|[a, _]| is_headline(*a));
        for asked in places.into_iter().filter(|[a, _]| is_headline(*a) || !any_headline) {
            let [one, two] = [&first.plan.questions[asked[0]], &other.plan.questions[asked[1]]];
            let mut push = |answer: String, what: Place| {
                list.push(Deciding {
                    other: at,
                    question: one.id.clone(),
                    answer,
                    asked,
                    what,
                    keeps,
                    is_reached: reach
                        .as_ref()
                        .is_none_or(|reach| reach.given || reach.questions.get(asked[1]).copied().unwrap_or(true)),
                });
            };
            match (&one.asked, &two.asked) {
                (Asked::Yes(_), Asked::Yes(_)) => push("yes".to_owned(), Place::Answers([1, 1])),
                (Asked::Cases(_), Asked::Cases(_)) => {
                    for (a, id) in one.answers.iter().enumerate() {
                        if let Some(b) = two.answers.iter().position(|other| other == id) {
                            push(id.clone(), Place::Answers([a, b]));
                        }
                    }
                }
                (Asked::Number { thresholds, .. }, Asked::Number { thresholds: others, .. }) => {
                    for (a, threshold) in thresholds.iter().enumerate() {
                        if let Some(b) = others.iter().position(|other| other == threshold) {
                            push(format!("over {threshold}"), Place::Thresholds([a, b]));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    list
}

impl Deciding {
    /// What is known of its difference from what was counted so far; none where the author did not name it and nobody gave it, which says nothing.
    pub fn known(&self, rule: &UntilClear, counted: &Counted) -> Option<Known> {
        let beside = counted.others.get(self.other)?;
        let shares = self.shares(counted, beside)?;
        if self.answer == UNNAMED && shares[0].k == 0 && shares[1].k == 0 {
            return None;
        }
        if !self.is_reached {
            return Some(Known::Same);
        }
        Some(match rule.judge_difference(&self.difference(beside, shares)) {
            Clarity::Clear => Known::Clear,
            Clarity::Small => Known::Small,
            Clarity::Open => Known::Open,
        })
    }

    fn shares(&self, counted: &Counted, beside: &Beside) -> Option<[Proportion; 2]> {
        let share = |side: usize| {
            let tallies = [&counted.first, &beside.tallies][side];
            let tally = tallies.questions.get(self.asked[side])?;
            Some(match (self.what, tally) {
                (Place::Answers(places), _) => share_of(tally, places[side], tallies.kept),
                (Place::Thresholds(places), QuestionTally::Number { exceeds, .. }) => {
                    Proportion::new(*exceeds.get(places[side])?, tallies.kept)
                }
                _ => return None,
            })
        };
        Some([share(0)?, share(1)?])
    }

    fn difference(&self, beside: &Beside, shares: [Proportion; 2]) -> Difference {
        let tally = if self.keeps { None } else { self.paired(beside, shares) };
        match tally {
            Some(tally) => sequential_difference(&tally),
            None => sequential_separate(&shares[0], &shares[1]),
        }
    }

    fn paired(&self, beside: &Beside, shares: [Proportion; 2]) -> Option<Paired> {
        let questions = &beside.pairs.questions;
        let at = questions.iter().position(|(id, _)| *id == self.question)?;
        match (self.what, &questions[at].1) {
            (Place::Answers(places), PairTally::Answers(counts)) => Some(answered(counts, places)),
            (Place::Thresholds([threshold, _]), _) => {
                let (mut gained, mut lost) = (0, 0);
                for (flip, found) in &beside.partings.as_ref()?.flips {
                    if flip.question == at && usize::from(flip.threshold) == threshold {
                        *(if flip.second == 1 { &mut gained } else { &mut lost }) += found.trials;
                    }
                }
                let both = shares[0].k.saturating_sub(lost);
                Some(Paired {
                    both,
                    only_first: lost,
                    only_second: gained,
                    neither: shares[0].n.saturating_sub(both + lost + gained),
                })
            }
            _ => None,
        }
    }
}
