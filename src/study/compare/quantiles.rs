//! How the quantiles of a number in two runs lie among the same trials: what ties their errors together.
//!
//! Where a quantile lies is known only after the run. Luck is addressed, so some of the trials are run once more, and it is counted in how many
//! the number is at most its quantile in both runs, in one, in neither.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{NumberTally, PairTally, QuantityTally, QuestionTally, Tallies, Watch};
use crate::plan::reached::reached;
use crate::plan::{Asked, Compare, Expr, ExprId, Joint, Plan, QuantityId, Question};
use crate::stats::estimate_quantiles;
use crate::study::lockstep::{Beside, Follow, lockstep};
use crate::study::sample::Sampling;
use crate::tally::Paired;

use super::measure::answered;

/// The most trials that are run once more. They decide by how much an interval is narrowed, not where it lies.
const TRIALS: u64 = 32_768;
/// The most numbers that are looked at.
const NUMBERS: usize = 64;

/// The trials in which a number is at most its quantile: in both runs, in one, in neither. By probability.
pub type Crossed = Vec<(f64, Paired)>;

/// What ties the errors of two runs together.
#[derive(Clone, Debug, Default)]
pub struct Crossings {
    /// For each question that asks for a number.
    pub questions: BTreeMap<String, Crossed>,
    /// For each quantity the correlation of its values at the end of the last step.
    pub correlations: BTreeMap<String, f64>,
    /// Quantities that the change does not reach.
    pub unmoved: BTreeSet<String>,
}

/// The probabilities of the quantiles.
const QUANTILES: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// Looks at numbers that both plans have. Nothing where conditions keep trials: there the two have fewer trials in common.
pub fn crossings(
    plans: [&Plan; 2],
    first: &Tallies,
    beside: &Beside,
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Crossings {
    let mut found = Crossings::default();
    if plans.iter().any(|plan| !plan.given.is_empty()) {
        return found;
    }
    let mut numbers = numbers(plans, [first, &beside.tallies], beside);
    numbers.extend(quantities(plans, &mut found.unmoved));
    numbers.truncate(NUMBERS);
    if numbers.is_empty() {
        return found;
    }
    let asking: Vec<Plan> = (0..2).map(|side| asking(plans[side], side, &numbers)).collect();
    let request = sampling.request(0..first.run.min(TRIALS));
    let Ok(counted) = lockstep(&asking[0], &[&asking[1]], &request, Follow::Answers, watch) else {
        return found;
    };
    let Some(beside) = counted.others.first().filter(|_| counted.missing == 0) else {
        return found;
    };
    let mut place = 0;
    for number in &numbers {
        let tallies = beside.pairs.questions.iter().skip(place);
        match &number.asked {
            About::Quantiles(cuts) => {
                let crossed = cuts.iter().zip(tallies).filter_map(|((q, _), (_, tally))| match tally {
                    PairTally::Answers(counts) => Some((*q, answered(counts, [1, 1]))),
                    PairTally::Number(_) => None,
                });
                found.questions.insert(number.id.clone(), crossed.collect());
                place += cuts.len();
            }
            About::Values => {
                let values = [&counted.first, &beside.tallies].map(|tallies| tallies.questions.get(place));
                let together = tallies.map(|(_, tally)| tally).next();
                if let Some(shared) = correlation(values, together) {
                    found.correlations.insert(number.id.clone(), shared);
                }
                place += 1;
            }
        }
    }
    found
}

/// A number that both plans have.
struct Number {
    id: String,
    /// What it is in each plan.
    at: [At; 2],
    asked: About,
}

#[derive(Clone, Copy)]
enum At {
    Expr(ExprId, u32),
    Quantity(QuantityId),
}

/// What is asked about a number.
enum About {
    /// For each probability whether it is at most its quantile in each run.
    Quantiles(Vec<(f64, [f64; 2])>),
    /// What it is.
    Values,
}

/// Questions that ask for a number that is another one in some trial.
fn numbers(plans: [&Plan; 2], tallies: [&Tallies; 2], beside: &Beside) -> Vec<Number> {
    let mut list = Vec::new();
    for (a, question) in plans[0].questions.iter().enumerate() {
        let Some(b) = plans[1].questions.iter().position(|other| other.id == question.id) else {
            continue;
        };
        let at = |plan: &Plan, place: usize| match &plan.questions[place].asked {
            Asked::Number { number, .. } => Some(At::Expr(*number, plan.questions[place].by)),
            _ => None,
        };
        let value = |side: usize, place: usize| match tallies[side].questions.get(place) {
            Some(QuestionTally::Number { value, .. }) => Some(value),
            _ => None,
        };
        let mut pairs = beside.pairs.questions.iter();
        let never = pairs.any(|(id, tally)| *id == question.id && is_unmoved(tally));
        if let (Some(one), Some(two), Some(x), Some(y)) = (at(plans[0], a), at(plans[1], b), value(0, a), value(1, b))
            && !never
        {
            list.push(Number {
                id: question.id.clone(),
                at: [one, two],
                asked: About::Quantiles(cuts([x, y])),
            });
        }
    }
    list
}

fn cuts(values: [&NumberTally; 2]) -> Vec<(f64, [f64; 2])> {
    let [x, y] = values.map(|value| estimate_quantiles(&value.histogram, &QUANTILES));
    let both = x.into_iter().zip(y).zip(QUANTILES);
    both.filter_map(|((x, y), q)| Some((q, [x?.value, y?.value]))).collect()
}

/// Quantities that the change reaches; the others are told apart.
fn quantities(plans: [&Plan; 2], unmoved: &mut BTreeSet<String>) -> Vec<Number> {
    let mut list = Vec::new();
    let reach = reached(plans[0], plans[1]);
    for (a, quantity) in plans[0].quantities.iter().enumerate() {
        let Some(b) = plans[1].quantities.iter().position(|other| other.id == quantity.id) else {
            continue;
        };
        if reach
            .as_ref()
            .is_some_and(|reach| reach.quantities.get(b) == Some(&false))
        {
            unmoved.insert(quantity.id.clone());
            continue;
        }
        list.push(Number {
            id: quantity.id.clone(),
            at: [a, b].map(|place| At::Quantity(QuantityId(place as u32))),
            asked: About::Values,
        });
    }
    list
}

/// What is tallied of a quantity at the end of the run.
pub fn last(tally: &QuantityTally) -> Option<&NumberTally> {
    tally.by_step.last().or(tally.initial.as_ref())
}

/// Whether not one trial has another number.
pub fn is_unmoved(tally: &PairTally) -> bool {
    match tally {
        PairTally::Number(tally) => {
            tally.histogram.is_exact() && tally.histogram.bins().all(|(bin, _)| bin.value == 0.0)
        }
        PairTally::Answers(_) => false,
    }
}

/// The correlation of two numbers, from their variances and that of their difference.
fn correlation(values: [Option<&QuestionTally>; 2], together: Option<&PairTally>) -> Option<f64> {
    let variance = |tally: Option<&QuestionTally>| match tally? {
        QuestionTally::Number { value, .. } => value.moments.variance(),
        _ => None,
    };
    let (a, b) = (variance(values[0])?, variance(values[1])?);
    let PairTally::Number(differences) = together? else {
        return None;
    };
    let spread = crate::math::sqrt(a) * crate::math::sqrt(b);
    let shared = 0.5 * (a + b - differences.moments.variance()?) / spread;
    shared.is_finite().then(|| shared.clamp(-1.0, 1.0))
}

/// The plan with nothing asked but what is to be known of each number.
fn asking(plan: &Plan, side: usize, numbers: &[Number]) -> Plan {
    let mut plan = plan.clone();
    plan.questions.clear();
    plan.joint = Joint::default();
    for number in numbers {
        let (left, by) = match number.at[side] {
            At::Expr(id, by) => (id, by),
            At::Quantity(quantity) => (plan.arena.add(Expr::Quantity { quantity, lag: 0 }), plan.steps),
        };
        match &number.asked {
            About::Values => {
                let (number, thresholds) = (left, Vec::new());
                ask(&mut plan, Asked::Number { number, thresholds }, by);
            }
            About::Quantiles(cuts) => {
                for (_, cut) in cuts {
                    let right = plan.arena.add(Expr::Number(cut[side]));
                    let compare = Compare::LessEqual;
                    let below = plan.arena.add(Expr::Compare { compare, left, right });
                    ask(&mut plan, Asked::Yes(below), by);
                }
            }
        }
    }
    plan
}

fn ask(plan: &mut Plan, asked: Asked, by: u32) {
    let answers = match asked {
        Asked::Yes(_) => vec!["no".to_owned(), "yes".to_owned()],
        _ => Vec::new(),
    };
    plan.questions.push(Question {
        id: plan.questions.len().to_string(),
        asked,
        answers,
        by,
        initial: false,
    });
}
