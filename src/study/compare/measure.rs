//! By how much answers and numbers moved from one run to another.

use crate::engine::{NumberTally, PairTally, QuestionTally, Tallies};
use crate::record::comparison::{AnswerMoved, Holds, Known, Method, NumberMoved, QuestionMoved};
use crate::record::{Ordered, Question, QuestionResult, RunRecord, Share};
use crate::stats::{
    Difference, KeptTwice, Proportion, conditional_difference, paired_difference, paired_ratio, print_beside,
    print_probability, separate_difference, separate_ratio, sequential_difference, sequential_ratio,
    sequential_separate, sequential_separate_ratio,
};
use crate::study::lockstep::Beside;
use crate::tally::Paired;

use super::numbers::{Joint, number};
use super::quantiles::{Crossings, is_unmoved, last};
use super::shown::{ratio_shown, shown};
use super::why::{Follows, partings};

/// Below this share on either side a ratio says more than points.
const RARE: f64 = 0.01;

/// Two runs that are measured against each other.
pub struct Two<'a> {
    /// The first.
    pub first: &'a RunRecord,
    /// The other.
    pub second: &'a RunRecord,
    /// How.
    pub method: Method,
    /// What was counted of the first, where it ran on the same luck.
    pub alone: Option<&'a Tallies>,
    /// What was counted jointly, where they ran on the same luck.
    pub beside: Option<&'a Beside>,
    /// How the quantiles of numbers lie among the same trials, where that was looked at.
    pub crossings: Option<&'a Crossings>,
    /// When intervals of differences have to hold.
    pub holds: Holds,
    /// The confidence of the intervals of shifts.
    pub confidence: f64,
    /// What is known of an answer that decides when to stop, by question and answer.
    pub known: &'a dyn Fn(&str, &str) -> Option<Known>,
    /// What says where trials part, where that was followed.
    pub follows: Option<Follows<'a>>,
    /// Steps that both have in common; 0 where the steps of one are no steps of the other.
    pub steps: usize,
}

impl Two<'_> {
    /// What the pairing says of a question that asks for a number.
    fn joint<'t>(&'t self, id: &str, tally: &'t PairTally) -> Joint<'t> {
        let place = |run: &RunRecord| run.questions.iter().position(|(other, _)| other == id);
        let own = self.beside.map(|beside| &beside.tallies);
        let (one, two) = (asked(self.alone, place(self.first)), asked(own, place(self.second)));
        let differences = match tally {
            PairTally::Number(tally) => Some(tally),
            PairTally::Answers(_) => None,
        };
        Joint {
            values: one.zip(two).map(<[_; 2]>::from),
            crossed: self.crossings.and_then(|crossings| crossings.questions.get(id)),
            correlation: None,
            is_unmoved: is_unmoved(tally),
            differences,
        }
    }

    /// The same of a quantity, by its places in both.
    fn joint_of_quantity(&self, id: &str, places: [usize; 2]) -> Option<Joint<'_>> {
        let crossings = self.crossings.filter(|_| self.method == Method::Paired)?;
        let own = self.beside.map(|beside| &beside.tallies);
        Some(Joint {
            values: stood(self.alone, places[0])
                .zip(stood(own, places[1]))
                .map(<[_; 2]>::from),
            correlation: crossings.correlations.get(id).copied(),
            is_unmoved: crossings.unmoved.contains(id),
            ..Joint::default()
        })
    }
}

/// The values of a question that asks for a number.
fn asked(tallies: Option<&Tallies>, place: Option<usize>) -> Option<&NumberTally> {
    match tallies?.questions.get(place?)? {
        QuestionTally::Number { value, .. } => Some(value),
        _ => None,
    }
}

/// The values of a quantity at the end.
fn stood(tallies: Option<&Tallies>, place: usize) -> Option<&NumberTally> {
    last(tallies?.quantities.get(place)?)
}

/// All questions that both runs ask in the same way.
pub fn questions(two: &Two) -> Ordered<QuestionMoved> {
    let mut list = Ordered::default();
    for (id, question) in two.first.questions.iter() {
        if let Some(other) = two.second.questions.get(id)
            && let Some(moved) = moved(two, id, question, other)
        {
            list.push(id, moved);
        }
    }
    list
}

/// All quantities that both runs have.
pub fn quantities(two: &Two) -> Ordered<NumberMoved> {
    let mut list = Ordered::default();
    for (place, (id, quantity)) in two.first.quantities.iter().enumerate() {
        let Some(place_b) = two.second.quantities.iter().position(|(other, _)| other == id) else {
            continue;
        };
        let other = &two.second.quantities.0[place_b].1;
        let joint = two.joint_of_quantity(id, [place, place_b]).unwrap_or_default();
        let shifted = number(&quantity.title, &quantity.result, &other.result, &joint, two.confidence);
        list.push(id, shifted);
    }
    list
}

fn moved(two: &Two, id: &str, question: &Question, other: &Question) -> Option<QuestionMoved> {
    let mut answers = Ordered::default();
    let mut shift = None;
    let joint = two.beside.and_then(|beside| {
        let place = beside.pairs.questions.iter().position(|(other, _)| other == id)?;
        Some((place, &beside.pairs.questions[place].1))
    });
    match (&question.result, &other.result) {
        (
            QuestionResult::Yes {
                answers: a,
                by_step: steps_a,
                ..
            },
            QuestionResult::Yes {
                answers: b,
                by_step: steps_b,
                ..
            },
        ) => {
            let answer = One {
                title: question.title.clone(),
                slot: None,
                shares: [&a.get("yes")?.share, &b.get("yes")?.share],
                places: Some([1, 1]),
                steps: [steps_a, steps_b],
                threshold: None,
            };
            answers.push("yes", answer.moved(two, joint, (two.known)(id, "yes")));
        }
        (
            QuestionResult::Cases {
                answers: a,
                by_step: steps_a,
                ..
            },
            QuestionResult::Cases {
                answers: b,
                by_step: steps_b,
                ..
            },
        ) => {
            let none = Vec::new();
            for (place, (answer, shown)) in a.iter().enumerate() {
                let Some(place_b) = b.iter().position(|(other, _)| other == answer) else {
                    continue;
                };
                let (_, other) = &b.0[place_b];
                let one = One {
                    title: shown.title.clone(),
                    slot: shown.slot,
                    shares: [&shown.share, &other.share],
                    places: Some([place, place_b]),
                    steps: [
                        steps_a.get(answer).unwrap_or(&none),
                        steps_b.get(answer).unwrap_or(&none),
                    ],
                    threshold: None,
                };
                answers.push(answer, one.moved(two, joint, (two.known)(id, answer)));
            }
        }
        (QuestionResult::Number(a), QuestionResult::Number(b)) => {
            let number_joint = match joint {
                Some((_, tally)) if two.method == Method::Paired => two.joint(id, tally),
                _ => Joint::default(),
            };
            shift = Some(number(&question.title, a, b, &number_joint, two.confidence));
            for (place, (threshold, share)) in a.exceeds.iter().enumerate() {
                let Some(other) = b.exceeds.get(threshold) else {
                    continue;
                };
                let one = One {
                    title: format!("{}: over {}", question.title, threshold.replace('-', "−")),
                    slot: None,
                    shares: [share, other],
                    places: None,
                    steps: [&[], &[]],
                    threshold: Some(place),
                };
                let answer = format!("over {threshold}");
                let moved = one.moved(two, joint, (two.known)(id, &answer));
                answers.push(answer, moved);
            }
        }
        _ => return None,
    }
    Some(QuestionMoved {
        title: question.title.clone(),
        headline: question.headline,
        group: question.group.clone(),
        answers,
        number: shift,
    })
}

/// One answer in both runs.
struct One<'a> {
    title: String,
    slot: Option<u16>,
    shares: [&'a Share; 2],
    /// Its places among the answers of both; none of a threshold.
    places: Option<[usize; 2]>,
    steps: [&'a [f64]; 2],
    /// The place of the threshold that is exceeded.
    threshold: Option<usize>,
}

impl One<'_> {
    fn moved(&self, two: &Two, joint: Option<(usize, &PairTally)>, known: Option<Known>) -> AnswerMoved {
        let shares = self.shares.map(|share| Proportion::new(share.k, share.n));
        let parts = match (two.method, &two.follows, joint) {
            (Method::Paired, Some(follows), Some((question, _))) => {
                Some(partings(follows, question, self.places, self.threshold, shares[0].n))
            }
            _ => None,
        };
        let paired = match (two.method, joint, &parts) {
            (Method::Paired, Some((_, PairTally::Answers(counts))), _) => {
                self.places.map(|places| answered(counts, places))
            }
            (Method::Paired, _, Some(parts)) => {
                let sum =
                    |of: &dyn Fn(&crate::record::comparison::PartingRow) -> u64| parts.rows.iter().map(of).sum::<u64>();
                let (gained, lost) = (sum(&|row| row.gained), sum(&|row| row.lost));
                let both = shares[0].k - lost;
                Some(Paired {
                    both,
                    only_first: lost,
                    only_second: gained,
                    neither: shares[0].n - both - lost - gained,
                })
            }
            _ => None,
        };
        let kept = match (two.method, joint) {
            (Method::Kept, Some((_, PairTally::Answers(counts)))) => self
                .places
                .map(|places| kept_twice(counts, places, shares, two.first.found.trials)),
            _ => None,
        };
        let difference = match (two.holds, &paired, &kept) {
            (_, Some(tally), _) => paired_of(two.holds, tally),
            (Holds::Once, None, Some(tally)) => conditional_difference(tally),
            _ => separate_of(two.holds, &shares[0], &shares[1]),
        };
        let ratio = (shares[0].p < RARE || shares[1].p < RARE).then(|| match (two.holds, &paired) {
            (Holds::Once, Some(tally)) => paired_ratio(tally.both, tally.only_first, tally.only_second),
            (Holds::Once, None) => separate_ratio(&shares[0], &shares[1]),
            (Holds::Always, Some(tally)) => sequential_ratio(tally.both, tally.only_first, tally.only_second),
            (Holds::Always, None) => sequential_separate_ratio(&shares[0], &shares[1]),
        });
        let (by_step, by_step_low, by_step_high) = self.by_step(two, joint.map(|(place, _)| place));
        let printed = self.printed(&difference, shares);
        AnswerMoved {
            title: self.title.clone(),
            slot: self.slot,
            first: printed[0].clone(),
            second: printed[1].clone(),
            p: shares.map(|share| share.p),
            difference: shown(&difference, paired.as_ref(), two.holds),
            ratio: ratio.filter(|_| shares[0].k + shares[1].k > 0).map(ratio_shown),
            by_step,
            by_step_low,
            by_step_high,
            partings: parts.filter(|parts| !parts.rows.is_empty()),
            known,
        }
    }

    /// Where nothing is to be seen, each estimate is printed for itself.
    fn printed(&self, difference: &Difference, shares: [Proportion; 2]) -> [String; 2] {
        if difference.is_visible() {
            let half = 0.5 * (difference.high - difference.low);
            shares.map(|share| print_beside(&share, half))
        } else {
            shares.map(|share| print_probability(&share).text)
        }
    }

    /// The difference at the end of each step, and its interval.
    fn by_step(&self, two: &Two, question: Option<usize>) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let [a, b] = self.steps;
        let [n_a, n_b] = self.shares.map(|share| share.n);
        let moved = |step: usize| {
            let place = question.zip(two.beside?.partings.as_ref()).zip(self.places);
            let ((question, partings), places) = place?;
            partings.by_step.get(question)?.get(step).map(|row| (row, places))
        };
        let mut list = (Vec::new(), Vec::new(), Vec::new());
        for (step, (p_a, p_b)) in a.iter().zip(b).enumerate().take(two.steps) {
            let count = |p: f64, n: u64| libm::round(p * n as f64) as u64;
            let (k_a, k_b) = (count(*p_a, n_a), count(*p_b, n_b));
            let found = match moved(step).filter(|_| two.method == Method::Paired) {
                Some((row, [own, other])) => {
                    let [mut lost, mut gained] = [0, 0];
                    for ((one, two), count) in row {
                        match (usize::from(*one) == own, usize::from(*two) == other) {
                            (true, false) => lost += count,
                            (false, true) => gained += count,
                            _ => {}
                        }
                    }
                    let both = k_a.saturating_sub(lost);
                    let tally = Paired {
                        both,
                        only_first: lost,
                        only_second: gained,
                        neither: n_a.saturating_sub(both + lost + gained),
                    };
                    paired_of(two.holds, &tally)
                }
                None => separate_of(two.holds, &Proportion::new(k_a, n_a), &Proportion::new(k_b, n_b)),
            };
            list.0.push(found.value);
            list.1.push(found.low);
            list.2.push(found.high);
        }
        list
    }
}

/// The difference between runs of the same luck.
pub fn paired_of(holds: Holds, tally: &Paired) -> Difference {
    match holds {
        Holds::Once => paired_difference(tally),
        Holds::Always => sequential_difference(tally),
    }
}

/// The difference between shares that do not rest on the same trials.
fn separate_of(holds: Holds, first: &Proportion, second: &Proportion) -> Difference {
    match holds {
        Holds::Once => separate_difference(first, second),
        Holds::Always => sequential_separate(first, second),
    }
}

/// One answer against all others, in both runs.
pub fn answered(counts: &[Vec<u64>], places: [usize; 2]) -> Paired {
    let mut tally = Paired::default();
    for (first, row) in counts.iter().enumerate() {
        for (second, count) in row.iter().enumerate() {
            match (first == places[0], second == places[1]) {
                (true, true) => tally.both += count,
                (true, false) => tally.only_first += count,
                (false, true) => tally.only_second += count,
                (false, false) => tally.neither += count,
            }
        }
    }
    tally
}

/// The same where conditions keep some trials on each side: `counts` are of the trials that both keep.
pub fn kept_twice(counts: &[Vec<u64>], places: [usize; 2], shares: [Proportion; 2], trials: u64) -> KeptTwice {
    let both = answered(counts, places);
    let [a, b] = shares;
    let first = [
        a.k.saturating_sub(both.first()),
        (a.n - a.k).saturating_sub(both.only_second + both.neither),
    ];
    let second = [
        b.k.saturating_sub(both.second()),
        (b.n - b.k).saturating_sub(both.only_first + both.neither),
    ];
    let some = both.total() + first[0] + first[1] + second[0] + second[1];
    KeptTwice {
        cells: [
            [both.both, both.only_first, first[0]],
            [both.only_second, both.neither, first[1]],
            [second[0], second[1], trials.saturating_sub(some)],
        ],
    }
}

/// How the tallies of a question stand: of an answer, how many of how many kept.
pub fn share_of(tally: &QuestionTally, place: usize, kept: u64) -> Proportion {
    let k = match tally {
        QuestionTally::Yes { yes, .. } if place == 0 => kept - yes,
        QuestionTally::Yes { yes, .. } => *yes,
        QuestionTally::Cases { answers, .. } => answers.get(place).copied().unwrap_or(0),
        QuestionTally::Number { .. } => 0,
    };
    Proportion::new(k, kept)
}
