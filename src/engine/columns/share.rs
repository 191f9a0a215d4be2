//! How one plan shares the columns and tallies of a baseline.

use crate::engine::outcome::Tallies;
use crate::plan::reached::Reached;
use crate::plan::read::Reads;
use crate::plan::{Plan, Timing};

use super::batch::Batch;
use super::counting::Counted;
use super::program::Program;
use super::shared::Scope;
use super::taken::Taken;

/// Makes all programs remember what one of them asks for: whoever draws a column cannot know who will read it.
pub fn remember_alike(programs: &mut [Program]) {
    let Some((baseline, others)) = programs.split_first_mut() else {
        return;
    };
    let widen = |mine: &mut [Option<u32>], theirs: &[Option<u32>]| {
        mine.iter_mut()
            .zip(theirs)
            .for_each(|(mine, theirs)| *mine = (*mine).max(*theirs));
    };
    for other in others.iter() {
        widen(&mut baseline.reach.drawn, &other.reach.drawn);
        widen(&mut baseline.reach.ever, &other.reach.ever);
        widen(&mut baseline.reach.counts, &other.reach.counts);
        widen(&mut baseline.reach.since, &other.reach.since);
        let both = baseline.variables.iter_mut().zip(&other.variables);
        both.for_each(|(mine, theirs)| mine.remembers |= theirs.remembers);
    }
}

/// For each plan the first whose columns are laid out as its own, so that both can run in them; the baseline has its own.
pub fn rooms(plans: &[(&Program, &Share)]) -> Vec<usize> {
    let mut rooms: Vec<usize> = Vec::with_capacity(plans.len());
    for (at, one) in plans.iter().enumerate() {
        let mut known = (1..at).filter(|known| rooms[*known] == *known);
        let room = known.find(|known| is_laid_out_alike(*one, plans[*known]));
        rooms.push(room.unwrap_or(at));
    }
    rooms
}

/// Whether two plans have the same columns, for as many steps, and take the same of them.
fn is_laid_out_alike(one: (&Program, &Share), other: (&Program, &Share)) -> bool {
    let columns = |program: &Program| -> Vec<(bool, bool, bool)> {
        let variables = program.plan.variables.iter().zip(&program.variables);
        let variables =
            variables.map(|(plan, made)| (plan.timing != Timing::Once, made.remembers, plan.force.is_some()));
        let quantities = program.plan.quantities.iter();
        let quantities = quantities.map(|one| (one.amount.changes(), false, one.force.is_some()));
        variables.chain(quantities).collect()
    };
    one.0.plan.steps == other.0.plan.steps
        && one.0.plan.variables.len() == other.0.plan.variables.len()
        && one.0.reach == other.0.reach
        && one.1.taken == other.1.taken
        && columns(one.0) == columns(other.0)
}

/// The variables that some plan draws besides the baseline.
pub fn drawn_again(shares: &[Share]) -> Vec<bool> {
    let variables = shares.first().map_or(0, |baseline| baseline.counted.variables.len());
    let own = |share: &Share, at: usize| share.taken.variables.get(at) != Some(&true);
    let others = shares.get(1..).unwrap_or_default();
    (0..variables)
        .map(|at| others.iter().any(|share| own(share, at)))
        .collect()
}

/// How one plan shares with the baseline.
pub struct Share {
    /// What it takes.
    pub taken: Taken,
    /// What it counts itself.
    pub counted: Counted,
    /// What of the rest it has from the baseline.
    filled: Counted,
    /// Whether it keeps the same trials.
    pub is_mask_same: bool,
    /// What is taken and read by what is not.
    wanted: Taken,
}

impl Share {
    /// What a plan that differs so far shares; nothing, where that cannot be told.
    pub fn of(plan: &Plan, reached: Option<&Reached>, scope: Scope) -> Share {
        let everything = Counted::everything(plan);
        let nothing = |list: &[bool]| vec![false; list.len()];
        let mut counted = everything.clone();
        if scope != Scope::Everything {
            (counted.variables, counted.quantities) = (nothing(&counted.variables), nothing(&counted.quantities));
        }
        let mut filled = Counted {
            variables: nothing(&everything.variables),
            quantities: nothing(&everything.quantities),
            questions: nothing(&everything.questions),
        };
        let Some(reached) = reached else {
            return Share {
                taken: Taken::default(),
                wanted: Taken::default(),
                is_mask_same: false,
                counted,
                filled,
            };
        };
        let taken = Taken::from_baseline(plan, reached);
        if !reached.given {
            let split = |counted: &mut [bool], filled: &mut [bool], reached: &[bool]| {
                for ((counted, filled), reached) in counted.iter_mut().zip(filled).zip(reached) {
                    (*counted, *filled) = (*counted && *reached, *counted && !*reached);
                }
            };
            split(&mut counted.variables, &mut filled.variables, &reached.variables);
            split(&mut counted.quantities, &mut filled.quantities, &reached.quantities);
            split(&mut counted.questions, &mut filled.questions, &reached.questions);
        }
        let wanted = wanted(plan, &taken, &counted, reached.given);
        Share {
            taken,
            counted,
            filled,
            is_mask_same: !reached.given,
            wanted,
        }
    }

    /// Makes the baseline keep the columns of all steps that are wanted.
    pub fn deepen(&self, baseline: &mut Program) {
        let steps = baseline.plan.steps;
        let reach = &mut baseline.reach;
        let deep = |slots: &mut [u32], wanted: &[bool]| {
            let both = slots.iter_mut().zip(wanted).filter(|(_, wanted)| **wanted);
            both.for_each(|(slot, _)| *slot = steps);
        };
        let deep_where_kept = |slots: &mut [Option<u32>], wanted: &[bool]| {
            let both = slots.iter_mut().zip(wanted).filter(|(_, wanted)| **wanted);
            both.for_each(|(slot, _)| *slot = slot.map(|_| steps));
        };
        deep(&mut reach.states, &self.wanted.variables);
        deep(&mut reach.numbers, &self.wanted.quantities);
        // A variable may remember for itself alone; whoever takes it then needs every step of that too.
        for (slot, (made, wanted)) in reach
            .drawn
            .iter_mut()
            .zip(baseline.variables.iter().zip(&self.wanted.variables))
        {
            if *wanted && made.remembers {
                *slot = Some(steps);
            }
        }
        deep_where_kept(&mut reach.ever, &self.wanted.trackers);
        deep_where_kept(&mut reach.counts, &self.wanted.trackers);
        deep_where_kept(&mut reach.since, &self.wanted.trackers);
    }

    /// How many bytes the columns of a plan hold. What is taken has none of its own, nor formulas that are evaluated.
    pub fn bytes(&self, program: &Program, lanes: u64) -> u64 {
        let all = Batch::bytes(program, lanes as usize);
        let plan = program.plan;
        let elements = (plan.variables.len() + 8 * plan.quantities.len()) as u64;
        let ones = |list: &[bool]| list.iter().filter(|taken| **taken).count() as u64;
        let taken = ones(&self.taken.variables) + 8 * ones(&self.taken.quantities);
        all - all.saturating_sub(64 * lanes) * taken / elements.max(1)
    }

    /// Gives a plan the tallies that the baseline counted for it.
    pub fn fill(&self, baseline: &Tallies, mine: &mut Tallies) {
        fill(&self.filled.variables, &baseline.variables, &mut mine.variables);
        fill(&self.filled.quantities, &baseline.quantities, &mut mine.quantities);
        fill(&self.filled.questions, &baseline.questions, &mut mine.questions);
    }
}

fn fill<T: Clone>(filled: &[bool], theirs: &[T], mine: &mut [T]) {
    for ((mine, theirs), _) in mine.iter_mut().zip(theirs).zip(filled).filter(|(_, filled)| **filled) {
        mine.clone_from(theirs);
    }
}

/// What is taken and read by something that is not: it must be at hand at every step.
fn wanted(plan: &Plan, taken: &Taken, counted: &Counted, is_given_reached: bool) -> Taken {
    let reads = Reads::of(plan);
    let mut wanted = Taken {
        variables: counted.variables.clone(),
        quantities: counted.quantities.clone(),
        trackers: vec![false; plan.trackers.len()],
    };
    let own = |taken: &[bool]| taken.iter().map(|taken| !taken).collect::<Vec<bool>>();
    let (own_variables, own_quantities) = (own(&taken.variables), own(&taken.quantities));
    let own_trackers = own(&taken.trackers);
    let readers = (reads.variables.iter().zip(&own_variables))
        .chain(reads.quantities.iter().zip(&own_quantities))
        .chain(reads.trackers.iter().zip(&own_trackers))
        .chain(reads.questions.iter().zip(&counted.questions))
        .chain(std::iter::once((&reads.given, &is_given_reached)));
    for (read, _) in readers.filter(|(_, reader)| **reader) {
        read.variables.iter().for_each(|at| wanted.variables[*at] = true);
        read.quantities.iter().for_each(|at| wanted.quantities[*at] = true);
        read.trackers.iter().for_each(|at| wanted.trackers[*at] = true);
    }
    let both = |wanted: &mut [bool], taken: &[bool]| {
        let both = wanted.iter_mut().zip(taken);
        both.for_each(|(wanted, taken)| *wanted &= taken);
    };
    both(&mut wanted.variables, &taken.variables);
    both(&mut wanted.quantities, &taken.quantities);
    both(&mut wanted.trackers, &taken.trackers);
    wanted
}
