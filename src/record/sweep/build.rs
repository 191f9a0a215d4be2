//! From the tallies of a grid to the record of a sweep.

use crate::document::Document;
use crate::engine::{NumberTally, QuestionTally, Tallies};
use crate::model::{self, Model};
use crate::plan::{Changes, Plan};
use crate::record::build::shares::Counting;
use crate::record::build::variables::slots;
use crate::record::build::{Ran, calendar, notices, scenario};
use crate::record::identity::RESULT_VERSION;
use crate::record::ordered::Ordered;
use crate::record::shape::{Asked, Estimate, Found, Made, Notice};
use crate::stats::{FEWEST_TRIALS, Mean, Proportion, estimate_quantiles, print_count, print_number};

use super::files::sweep_identity;
use super::shape::{Axis, SWEEP_FORMAT, SweepFound, SweepRecord, Swept, SweptAnswer, SweptNumber, SweptQuestion, Tip};

/// The quantiles of a number at a point.
const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// A sweep that is to be recorded.
pub struct SweptPoints<'a> {
    /// The merged text as it stands.
    pub document: &'a Document,
    /// The scenario as it stands.
    pub model: &'a Model,
    /// Its plan.
    pub plan: &'a Plan,
    /// What was changed at every point alike.
    pub changes: &'a Changes,
    /// What was moved.
    pub axes: Vec<Axis>,
    /// Each axis as it was asked for.
    pub over: &'a [String],
    /// What the scenario as it stands counted.
    pub baseline: &'a Tallies,
    /// What each point counted, row by row.
    pub points: &'a [Tallies],
    /// For each question whether no point reaches it.
    pub untouched: &'a [bool],
    /// The smallest difference from the scenario as it stands that would have shown at any point, by question and by place among its answers (for yes/no: 0 no, 1 yes).
    pub least_visible: &'a dyn Fn(&str, usize) -> Option<f64>,
    /// Where it tips.
    pub tips: Vec<Tip>,
    /// What was asked of every point alike.
    pub asked: Asked,
    /// Of the intervals.
    pub confidence: f64,
}

/// The record of a sweep. `resolved` is [`crate::record::print_resolved`] of the document as it stands.
pub fn build_sweep(swept: SweptPoints, resolved: &str, made: Made) -> SweepRecord {
    let identity = sweep_identity(resolved, &swept.asked, swept.confidence, swept.over);
    let found = SweepFound {
        points: swept.points.len() as u64,
        trials: swept.asked.trials,
        kept: swept.points.iter().map(|tallies| tallies.kept).collect(),
        confidence: swept.confidence,
        too_few: swept.points.iter().any(|tallies| tallies.kept < FEWEST_TRIALS),
    };
    let ran = Ran {
        document: swept.document,
        model: swept.model,
        plan: swept.plan,
        changes: swept.changes,
        tallies: swept.baseline,
        asked: swept.asked.clone(),
        confidence: swept.confidence,
        missing: 0,
    };
    let questions = swept
        .model
        .questions
        .iter()
        .enumerate()
        .filter_map(|(place, question)| Some((question.name.id.clone(), swept_question(&swept, question, place)?)));
    SweepRecord {
        format: SWEEP_FORMAT,
        identity,
        result_version: RESULT_VERSION,
        scenario: scenario(&ran),
        calendar: swept.model.calendar.as_ref().map(calendar),
        notices: all_notices(&ran, &found),
        questions: questions.collect(),
        found,
        asked: swept.asked,
        axes: swept.axes,
        tips: swept.tips,
        made,
    }
}

fn all_notices(ran: &Ran, found: &SweepFound) -> Vec<Notice> {
    let counting = counting(ran.model, ran.tallies.kept, ran.confidence);
    let as_it_stands = Found {
        trials: ran.tallies.run,
        kept: counting.share_of(ran.tallies.kept, ran.tallies.run),
        forced: None,
        confidence: ran.confidence,
        complete: true,
        too_few: false,
    };
    let mut list = notices(ran, &as_it_stands);
    if found.too_few {
        let least = print_count(found.kept.iter().copied().min().unwrap_or(0));
        list.push(Notice {
            code: "too-few-trials".to_owned(),
            text: format!("too few trials: at some point what is given held in {least} only, so quote no number of it"),
        });
    }
    list
}

fn counting(model: &Model, kept: u64, confidence: f64) -> Counting {
    Counting {
        scale: model.words,
        confidence,
        kept,
    }
}

fn swept_question(swept: &SweptPoints, question: &model::Question, place: usize) -> Option<SweptQuestion> {
    let id = question.name.id.as_str();
    let answer = |title: String, slot: Option<u16>, of: &dyn Fn(&QuestionTally, u64) -> u64, code: Option<usize>| {
        let baseline = counting(swept.model, swept.baseline.kept, swept.confidence);
        let mut one = SweptAnswer {
            title,
            slot,
            p: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            k: Vec::new(),
            baseline: baseline.share(
                swept
                    .baseline
                    .questions
                    .get(place)
                    .map_or(0, |tally| of(tally, swept.baseline.kept)),
            ),
            least_visible: code.and_then(|code| (swept.least_visible)(id, code)),
        };
        for point in swept.points {
            let k = point.questions.get(place).map_or(0, |tally| of(tally, point.kept));
            let Proportion { p, low, high, .. } = Proportion::with_confidence(k, point.kept, swept.confidence);
            one.p.push(p);
            one.low.push(low);
            one.high.push(high);
            one.k.push(k);
        }
        one
    };
    let result = match &question.asked {
        model::Asked::Yes(_) => {
            let yes = |tally: &QuestionTally, _: u64| match tally {
                QuestionTally::Yes { yes, .. } => *yes,
                _ => 0,
            };
            let no = |tally: &QuestionTally, kept: u64| kept.saturating_sub(yes(tally, kept));
            Swept::Yes {
                answers: Ordered(vec![
                    ("yes".to_owned(), answer("Yes".to_owned(), None, &yes, Some(1))),
                    ("no".to_owned(), answer("No".to_owned(), None, &no, Some(0))),
                ]),
            }
        }
        model::Asked::Cases { cases, otherwise } => {
            let list: Vec<&model::Answer> = cases
                .iter()
                .map(|case| &case.answer)
                .chain(std::iter::once(otherwise))
                .collect();
            let slots = slots(&list.iter().map(|answer| answer.colour).collect::<Vec<_>>());
            let shown = list.iter().zip(slots).enumerate().map(|(code, (one, slot))| {
                let of = move |tally: &QuestionTally, _: u64| match tally {
                    QuestionTally::Cases { answers, .. } => answers.get(code).copied().unwrap_or(0),
                    _ => 0,
                };
                (one.id.clone(), answer(one.title_or_id(), Some(slot), &of, Some(code)))
            });
            Swept::Cases {
                answers: shown.collect(),
            }
        }
        model::Asked::Number { thresholds, unit, .. } => {
            let exceeds = thresholds.iter().enumerate().map(|(at, threshold)| {
                let of = move |tally: &QuestionTally, _: u64| match tally {
                    QuestionTally::Number { exceeds, .. } => exceeds.get(at).copied().unwrap_or(0),
                    _ => 0,
                };
                let id = threshold.to_string();
                (id.clone(), answer(format!("over {id}"), None, &of, None))
            });
            let exceeds = exceeds.collect();
            Swept::Number(number(swept, place, unit.clone(), exceeds))
        }
    };
    Some(SweptQuestion {
        result,
        title: question.name.title_or_id(),
        group: question.group.clone(),
        headline: question.headline,
        by: question.by.map(|day| day.to_string()),
        step: swept.plan.questions.get(place)?.by,
        untouched: swept.untouched.get(place).copied().unwrap_or(false),
    })
}

fn number(swept: &SweptPoints, place: usize, unit: Option<String>, exceeds: Ordered<SweptAnswer>) -> SweptNumber {
    let value = |tallies: &Tallies| -> Option<NumberTally> {
        match tallies.questions.get(place)? {
            QuestionTally::Number { value, .. } => Some(value.clone()),
            _ => None,
        }
    };
    let mut shown = SweptNumber {
        unit,
        mean: Vec::new(),
        mean_low: Vec::new(),
        mean_high: Vec::new(),
        quantiles: QUANTILES.iter().map(|q| (q.to_string(), Vec::new())).collect(),
        exceeds,
        baseline: value(swept.baseline)
            .and_then(|value| Mean::new(&value.moments))
            .map(|mean| Estimate {
                value: mean.value,
                low: Some(mean.low),
                high: Some(mean.high),
                printed: print_number(mean.value, 0.5 * (mean.high - mean.low)),
            }),
    };
    for point in swept.points {
        let value = value(point).unwrap_or_default();
        let mean = Mean::new(&value.moments);
        shown.mean.push(mean.map(|mean| mean.value));
        shown.mean_low.push(mean.map(|mean| mean.low));
        shown.mean_high.push(mean.map(|mean| mean.high));
        let found = estimate_quantiles(&value.histogram, &QUANTILES);
        for ((_, list), one) in shown.quantiles.0.iter_mut().zip(found) {
            list.push(one.map(|one| one.value));
        }
    }
    shown
}
