//! By how much answers and numbers moved from one run to another.

use crate::engine::{PairTally, QuestionTally};
use crate::record::comparison::{AnswerMoved, DifferenceShown, Method, NumberMoved, QuestionMoved, RatioShown, Shift};
use crate::record::{NumberResult, Ordered, Question, QuestionResult, RunRecord, Share};
use crate::stats::{
    Difference, KeptTwice, Mean, Proportion, Ratio, conditional_difference, paired_difference, paired_ratio,
    print_beside, print_number, print_points, print_probability, separate_difference, separate_ratio,
};
use crate::study::lockstep::Beside;
use crate::tally::{Histogram, Paired};

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
    /// What was counted jointly, where they ran on the same luck.
    pub beside: Option<&'a Beside>,
    /// What says where trials part, where that was followed.
    pub follows: Option<Follows<'a>>,
    /// Steps that both have in common; 0 where the steps of one are no steps of the other.
    pub steps: usize,
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
    for (id, quantity) in two.first.quantities.iter() {
        if let Some(other) = two.second.quantities.get(id) {
            let shifted = number(&quantity.title, &quantity.result, &other.result, None);
            list.push(id, shifted);
        }
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
            answers.push("yes", answer.moved(two, joint));
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
                answers.push(answer, one.moved(two, joint));
            }
        }
        (QuestionResult::Number(a), QuestionResult::Number(b)) => {
            let differences = match joint {
                Some((_, PairTally::Number(tally))) if two.method == Method::Paired => Some(tally),
                _ => None,
            };
            shift = Some(number(&question.title, a, b, differences));
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
                answers.push(format!("over {threshold}"), one.moved(two, joint));
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
    fn moved(&self, two: &Two, joint: Option<(usize, &PairTally)>) -> AnswerMoved {
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
        let difference = match (&paired, &kept) {
            (Some(tally), _) => paired_difference(tally),
            (None, Some(tally)) => conditional_difference(tally),
            (None, None) => separate_difference(&shares[0], &shares[1]),
        };
        let ratio = (shares[0].p < RARE || shares[1].p < RARE).then(|| match &paired {
            Some(tally) => paired_ratio(tally.both, tally.only_first, tally.only_second),
            None => separate_ratio(&shares[0], &shares[1]),
        });
        let (by_step, by_step_low, by_step_high) = self.by_step(two, joint.map(|(place, _)| place));
        let printed = self.printed(&difference, shares);
        AnswerMoved {
            title: self.title.clone(),
            slot: self.slot,
            first: printed[0].clone(),
            second: printed[1].clone(),
            p: shares.map(|share| share.p),
            difference: shown(&difference, paired.as_ref()),
            ratio: ratio.filter(|_| shares[0].k + shares[1].k > 0).map(ratio_shown),
            by_step,
            by_step_low,
            by_step_high,
            partings: parts.filter(|parts| !parts.rows.is_empty()),
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
                    paired_difference(&Paired {
                        both,
                        only_first: lost,
                        only_second: gained,
                        neither: n_a.saturating_sub(both + lost + gained),
                    })
                }
                None => separate_difference(&Proportion::new(k_a, n_a), &Proportion::new(k_b, n_b)),
            };
            list.0.push(found.value);
            list.1.push(found.low);
            list.2.push(found.high);
        }
        list
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

fn shown(difference: &Difference, paired: Option<&Paired>) -> DifferenceShown {
    let Difference {
        value,
        low,
        high,
        least_visible,
        ..
    } = *difference;
    let printed = print_points(value, low, high);
    DifferenceShown {
        value,
        low,
        high,
        printed: printed.value,
        range: printed.range,
        visible: difference.is_visible(),
        least_visible,
        least_printed: points(least_visible),
        gained: paired.map(|tally| tally.only_second),
        lost: paired.map(|tally| tally.only_first),
    }
}

/// A number of points to its first digit, `0.2`.
fn points(value: f64) -> String {
    print_number(value * 100.0, value * 100.0 / 2.0)
}

fn ratio_shown(ratio: Ratio) -> RatioShown {
    let Ratio { value, low, high } = ratio;
    let half = match (value, high) {
        (Some(value), Some(high)) => 0.5 * (high - low).min(value),
        _ => low / 4.0,
    };
    let text = |number: f64| {
        print_number(
            number,
            if half > 0.0 {
                half.min(number.max(1e-9))
            } else {
                number / 10.0
            },
        )
    };
    let top = high.map_or_else(|| "no end".to_owned(), text);
    let printed = match value {
        Some(0.0) => format!("at most ×{top}"),
        Some(value) => format!("×{} ({} to {top})", text(value), text(low)),
        None => format!("at least ×{}", text(low)),
    };
    RatioShown {
        value,
        low,
        high,
        printed,
    }
}

/// How a number moved. `differences` holds each trial's own, where trials are paired.
fn number(
    title: &str,
    first: &NumberResult,
    second: &NumberResult,
    differences: Option<&crate::engine::NumberTally>,
) -> NumberMoved {
    let never = differences.is_some_and(|tally| is_all_zero(&tally.histogram));
    let mean = match (&first.mean, &second.mean) {
        (Some(a), Some(b)) => {
            let own = differences.and_then(|tally| Mean::new(&tally.moments));
            let (value, low, high) = match own {
                Some(mean) => (mean.value, Some(mean.low), Some(mean.high)),
                None => apart([a.value, b.value], [a.low, b.low], [a.high, b.high]),
            };
            Some(shift([a.value, b.value], value, low, high))
        }
        _ => None,
    };
    let quantiles = first.quantiles.iter().filter_map(|(q, a)| {
        let b = second.quantiles.get(q)?;
        let (value, low, high) = if never {
            (0.0, Some(0.0), Some(0.0))
        } else {
            apart([a.value, b.value], [a.low, b.low], [a.high, b.high])
        };
        Some((q.to_owned(), shift([a.value, b.value], value, low, high)))
    });
    NumberMoved {
        title: title.to_owned(),
        unit: first.unit.clone(),
        mean,
        quantiles: quantiles.collect(),
    }
}

fn is_all_zero(histogram: &Histogram) -> bool {
    histogram.is_exact() && histogram.bins().all(|(bin, _)| bin.value == 0.0)
}

/// The difference of two estimates of separate luck: distances to the ends of their intervals, added in squares.
fn apart(values: [f64; 2], low: [Option<f64>; 2], high: [Option<f64>; 2]) -> (f64, Option<f64>, Option<f64>) {
    let value = values[1] - values[0];
    let reach = |one: f64, other: f64| crate::math::sqrt(one * one + other * other);
    let ([Some(low_a), Some(low_b)], [Some(high_a), Some(high_b)]) = (low, high) else {
        return (value, None, None);
    };
    let down = reach(values[1] - low_b, high_a - values[0]);
    let up = reach(high_b - values[1], values[0] - low_a);
    (value, Some(value - down), Some(value + up))
}

fn shift(values: [f64; 2], value: f64, low: Option<f64>, high: Option<f64>) -> Shift {
    let half = match (low, high) {
        (Some(low), Some(high)) => 0.5 * (high - low),
        _ => 0.0,
    };
    let size = values[0].abs().max(values[1].abs());
    let is_whole = values.iter().all(|value| *value == libm::floor(*value));
    let error = match (half > 0.0, is_whole) {
        (true, _) => half,
        (false, true) => 1.0,
        (false, false) => size / 1000.0,
    };
    let sign = if value > 0.0 { "+" } else { "" };
    Shift {
        first: values[0],
        second: values[1],
        value,
        low,
        high,
        printed: [
            print_number(values[0], error),
            print_number(values[1], error),
            format!("{sign}{}", print_number(value, error)),
        ],
        visible: low.is_some_and(|low| low > 0.0) || high.is_some_and(|high| high < 0.0),
    }
}
