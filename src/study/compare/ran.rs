//! The trials of a comparison: all sides in lockstep, for a number of trials or until the answers that decide are clear.

use crate::engine::{Interruption, Tallies, Watch};
use crate::plan::Plan;
use crate::record::comparison::{Holds, Known, StoppedBecause, Stopping};
use crate::stats::{CONFIDENCE, Clarity, Going, UntilClear, print_count, print_number};
use crate::study::lockstep::{Beside, Counted, Follow, at_fault, lockstep};
use crate::study::prepare::Prepared;
use crate::study::sample::{Failure, Sampling};

use super::deciding::{Deciding, deciding};
use super::quantiles::{Crossings, crossings};
use super::seen::{self, Seen};
use super::{Party, Stopped, What};

/// How many trials.
#[derive(Clone, Copy, Debug)]
pub enum Extent {
    /// So many.
    Trials(u64),
    /// As many as it takes, up to a budget.
    UntilClear(UntilClear),
}

/// What was run: the places of the parties that were, and what was counted of them.
#[derive(Default)]
pub struct Everything {
    /// Places among the parties; the first of them is what the others were run beside.
    places: Vec<usize>,
    first: Option<Tallies>,
    others: Vec<Beside>,
    /// For each party that forces a single draw, what the first one's trials show where that came about by itself.
    pub seen: Vec<(usize, Seen)>,
    /// For each of the others, how the quantiles of its numbers lie among the first one's trials.
    crossings: Vec<Crossings>,
    /// Whether all trials that were asked for were run.
    pub complete: bool,
    /// Trials that were asked for and not run.
    pub missing: u64,
    /// How it ended, where it ran until it was clear.
    pub stopping: Option<Stopping>,
    decisive: Vec<(Deciding, Known)>,
}

impl Everything {
    /// What was counted of a party alone.
    pub fn tallies(&self, party: usize) -> Option<&Tallies> {
        match self.places.iter().position(|place| *place == party)? {
            0 => self.first.as_ref(),
            at => self.others.get(at - 1).map(|beside| &beside.tallies),
        }
    }

    /// What was counted of a party beside the first party of all.
    pub fn beside(&self, party: usize) -> Option<&Beside> {
        self.others.get(self.place_beside_first(party)?)
    }

    /// How the quantiles of a party's numbers lie among the trials of the first party of all.
    pub fn crossings(&self, party: usize) -> Option<&Crossings> {
        self.crossings.get(self.place_beside_first(party)?)
    }

    /// When intervals of differences have to hold.
    pub fn holds(&self) -> Holds {
        if self.stopping.is_some() {
            Holds::Always
        } else {
            Holds::Once
        }
    }

    /// The confidence of all other intervals.
    pub fn confidence(&self) -> f64 {
        self.stopping
            .as_ref()
            .map_or(CONFIDENCE, |stopping| stopping.confidence)
    }

    /// What is known of an answer of a party that decides when to stop.
    pub fn known(&self, party: usize, question: &str, answer: &str) -> Option<Known> {
        let at = self.place_beside_first(party)?;
        let is_it = |one: &Deciding| one.other == at && one.question == question && one.answer == answer;
        self.decisive
            .iter()
            .find(|(one, _)| is_it(one))
            .map(|(_, known)| *known)
    }

    fn place_beside_first(&self, party: usize) -> Option<usize> {
        let at = self.places.iter().position(|place| *place == party)?;
        let is_beside_first = self.places.first() == Some(&0);
        at.checked_sub(1).filter(|_| is_beside_first)
    }
}

/// Runs all parties that can be run.
///
/// # Errors
/// What a side met; where it is to run until it is clear, a side that cannot take more trials, or nothing that decides.
pub fn run_all(
    parties: &[Party],
    extent: &Extent,
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<Everything, Stopped> {
    let mut ready: Vec<(usize, &Prepared)> = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        match (&party.what, extent) {
            (What::Ready(prepared, _), _) => ready.push((at, prepared.as_ref())),
            (What::Found { .. }, Extent::UntilClear(_)) => return Err(Stopped::Fixed(at)),
            (What::Found { .. }, Extent::Trials(_)) => {}
        }
    }
    let Some(((first_at, first), others)) = ready.split_first() else {
        return Ok(Everything {
            complete: true,
            ..Everything::default()
        });
    };
    let plans: Vec<&Plan> = others.iter().map(|(_, other)| &other.plan).collect();
    let run = |done: u64, until: u64| {
        let request = sampling.request(done..until);
        lockstep(&first.plan, &plans, &request, Follow::Steps, watch).map_err(|interruption| {
            let all: Vec<&Plan> = std::iter::once(&first.plan).chain(plans.iter().copied()).collect();
            let at = match &interruption {
                Interruption::Fault(fault) => at_fault(&all, sampling.seed, fault.trial),
                _ => None,
            };
            let party = at.and_then(|at| ready.get(at)).map_or(*first_at, |(at, _)| *at);
            Stopped::Side(party, Failure::Interruption(interruption))
        })
    };
    let (counted, stopping, decisive) = match extent {
        Extent::Trials(trials) => (run(0, *trials)?, None, Vec::new()),
        Extent::UntilClear(rule) => {
            let list: Vec<Deciding> = deciding(first, others.iter().map(|(_, other)| *other));
            if list.is_empty() {
                return Err(Stopped::NothingDecides);
            }
            let (counted, stopping, known) = until_clear(rule, &list, run)?;
            let decisive = list.into_iter().zip(known);
            let decisive = decisive.filter_map(|(one, known)| Some((one, known?)));
            (counted, Some(stopping), decisive.collect())
        }
    };
    if counted.first.run == 0 {
        return Err(Stopped::Nothing);
    }
    let done = sampling.request(0..counted.first.run);
    let mut all = Everything {
        places: ready.iter().map(|(at, _)| *at).collect(),
        complete: counted.missing == 0,
        missing: counted.missing,
        stopping,
        decisive,
        ..Everything::default()
    };
    // What follows looks at trials once more, and shows nothing of its progress. What was stopped is left out, and is not all there is.
    let silent = Silent(watch);
    if *first_at == 0 && all.complete {
        for (at, other) in others {
            let Some(condition) = seen::condition(first, other) else {
                continue;
            };
            match lockstep(&condition.plan, &[], &done, Follow::Answers, &silent) {
                Ok(looked) if looked.missing == 0 => all.seen.push((*at, condition.seen(looked.first))),
                Ok(_) => all.complete = false,
                Err(_) => {}
            }
        }
        for ((_, other), beside) in others.iter().zip(&counted.others) {
            let plans = [&first.plan, &other.plan];
            let found = crossings(plans, &counted.first, beside, sampling, &silent);
            all.complete &= !silent.cancelled();
            all.crossings.push(found);
        }
    }
    all.first = Some(counted.first);
    all.others = counted.others;
    Ok(all)
}

/// Runs in looks, each of which may be the last.
fn until_clear(
    rule: &UntilClear,
    list: &[Deciding],
    run: impl Fn(u64, u64) -> Result<Counted, Stopped>,
) -> Result<(Counted, Stopping, Vec<Option<Known>>), Stopped> {
    let mut counted: Option<Counted> = None;
    let (mut looks, mut until) = (Vec::new(), rule.first());
    loop {
        let more = run(looks.last().copied().unwrap_or(0), until)?;
        let all = match counted.take() {
            None => more,
            Some(mut all) => {
                all.merge(&more);
                all
            }
        };
        looks.push(all.first.run);
        let found: Vec<Option<Known>> = list.iter().map(|one| one.known(rule, &all)).collect();
        let known: Vec<Known> = found.iter().flatten().copied().collect();
        let clarities: Vec<Clarity> = known.iter().map(|known| clarity(*known)).collect();
        let why = match rule.decide(all.first.run, &clarities) {
            _ if all.missing > 0 => StoppedBecause::Interrupted,
            Going::On(next) => {
                until = next;
                counted = Some(all);
                continue;
            }
            Going::Spent => StoppedBecause::Budget,
            Going::Enough if known.contains(&Known::Small) => StoppedBecause::Small,
            Going::Enough if known.contains(&Known::Clear) => StoppedBecause::Clear,
            Going::Enough => StoppedBecause::Same,
        };
        let stopping = Stopping {
            smallest: rule.smallest(),
            budget: rule.budget(),
            confidence: rule.confidence(),
            why,
            says: says(rule, why, all.first.run, &known),
            looks,
        };
        return Ok((all, stopping, found));
    }
}

fn clarity(known: Known) -> Clarity {
    match known {
        Known::Clear => Clarity::Clear,
        // What cannot differ keeps nobody waiting.
        Known::Small | Known::Same => Clarity::Small,
        Known::Open => Clarity::Open,
    }
}

fn says(rule: &UntilClear, why: StoppedBecause, trials: u64, known: &[Known]) -> String {
    let (trials, budget) = (print_count(trials), print_count(rule.budget()));
    let count = |what: Known| known.iter().filter(|known| **known == what).count();
    let open = match (count(Known::Open), known.len()) {
        (1, 1) => "the one difference that decides is still open".to_owned(),
        (1, all) => format!("1 of {all} differences that decide is still open"),
        (open, all) => format!("{open} of {all} differences that decide are still open"),
    };
    match why {
        StoppedBecause::Clear => {
            format!("stopped at {trials} of at most {budget} trials: every difference that decides is off zero")
        }
        StoppedBecause::Small => {
            let points = 100.0 * rule.smallest().unwrap_or(0.0);
            let points = print_number(points, points / 10.0);
            let also = if count(Known::Clear) > 0 { "off zero or " } else { "" };
            format!(
                "stopped at {trials} of at most {budget} trials: every difference that decides is {also}shown to be smaller than {points} points"
            )
        }
        StoppedBecause::Same => {
            format!(
                "stopped at {trials} of at most {budget} trials: the change reaches none of the answers that decide"
            )
        }
        StoppedBecause::Budget => format!("not all is clear: {budget} trials are spent, and {open}"),
        StoppedBecause::Interrupted => format!("interrupted at {trials} of at most {budget} trials, when {open}"),
    }
}

/// Can be stopped, and shows nothing.
struct Silent<'w>(&'w dyn Watch);

impl Watch for Silent<'_> {
    fn advance(&self, _: u64) {}
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
