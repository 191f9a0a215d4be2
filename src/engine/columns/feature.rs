//! What a rule reads, as a few finite columns, so that every combination can be tabulated.

use crate::plan::evaluate::{Environment, NotANumber};
use crate::plan::{Arena, Expr, ExprId, Initial, Leaf, Plan, QuantityId, SinceSide, Timing, TrackerId, Variable};

/// A finite column, or a finite value that is the same for all trials of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// A variable's state code.
    State(Leaf),
    /// Whether a variable had been drawn.
    Drawn(Leaf),
    /// Whether a tracked condition had held.
    Ever(TrackerId, u32),
    /// A truth that is evaluated as a column: false, true, or (2) a NaN was met.
    Truth(ExprId),
    /// The step from which a time condition holds, or the only one: the same for all trials.
    Time(ExprId),
    /// The number of the step, `lag` steps back.
    Step(u32),
}

impl Feature {
    /// How many values it can have; `nan` says of each expression whether it can meet a NaN.
    pub fn size(self, plan: &Plan, nan: &[bool]) -> usize {
        match self {
            Feature::State(leaf) => {
                let variable = &plan.variables[leaf.variable.at()];
                variable.branches.len() + usize::from(may_be_undrawn(variable, leaf.lag))
            }
            Feature::Drawn(_) | Feature::Ever(..) | Feature::Time(_) => 2,
            Feature::Truth(id) => 2 + usize::from(nan[id.0 as usize]),
            Feature::Step(_) => plan.steps as usize + 1,
        }
    }

    /// Whether it is the same for all trials of a step.
    pub fn is_time(self) -> bool {
        matches!(self, Feature::Time(_) | Feature::Step(_))
    }

    /// Its value at a step, where it is the same for all trials.
    pub fn time_value(self, plan: &Plan, step: u32) -> usize {
        match self {
            Feature::Step(lag) => step.saturating_sub(lag) as usize,
            Feature::Time(id) => match plan.arena.get(id) {
                Expr::FromStep { step: from, lag } => usize::from(step.saturating_sub(*lag) >= (*from).max(1)),
                Expr::AtStep { step: only, lag } => usize::from(*only > 0 && step.saturating_sub(*lag) == *only),
                _ => 0,
            },
            _ => 0,
        }
    }
}

/// Whether a variable can be found undrawn where it is read so many steps back.
fn may_be_undrawn(variable: &Variable, lag: u32) -> bool {
    if variable.initial != Initial::Undrawn {
        return false;
    }
    match variable.timing {
        Timing::Once => variable.when.is_some(),
        // At this step it is read after its draw.
        Timing::EachStep => variable.when.is_some() || lag > 0,
        Timing::FirstChance => true,
    }
}

/// The features that a list of expressions reads. Comparisons of numbers that are not finite in kind become truths of their own; none where a
/// number as such is read that is not finite in kind.
pub fn features(plan: &Plan, roots: &[ExprId]) -> Option<Vec<Feature>> {
    let finite = finite(&plan.arena);
    let mut found = Vec::new();
    let mut open = roots.to_vec();
    let mut seen = vec![false; plan.arena.len()];
    while let Some(id) = open.pop() {
        let at = id.0 as usize;
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        match plan.arena.get(id) {
            Expr::State { leaf, .. } => found.push(Feature::State(*leaf)),
            Expr::SameBranch { left, right, .. } | Expr::Levels { left, right, .. } => {
                found.extend([Feature::State(*left), Feature::State(*right)]);
            }
            Expr::Drawn(leaf) => found.push(Feature::Drawn(*leaf)),
            Expr::EverStored { tracker, lag } => found.push(Feature::Ever(*tracker, *lag)),
            Expr::FromStep { .. } | Expr::AtStep { .. } => found.push(Feature::Time(id)),
            Expr::Step { lag } | Expr::Month { lag } => found.push(Feature::Step(*lag)),
            Expr::SinceCompare { .. } => found.push(Feature::Truth(id)),
            Expr::Compare { .. } if !finite[at] => found.push(Feature::Truth(id)),
            Expr::Quantity { .. } | Expr::CountStored { .. } => return None,
            expr => open.extend(expr.operands()),
        }
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// For each expression whether all that it reads is finite in kind.
fn finite(arena: &Arena) -> Vec<bool> {
    let mut finite: Vec<bool> = Vec::with_capacity(arena.len());
    for (_, expr) in arena.iter() {
        let own = !matches!(
            expr,
            Expr::Quantity { .. } | Expr::CountStored { .. } | Expr::SinceCompare { .. }
        );
        finite.push(own && expr.operands().iter().all(|id| finite[id.0 as usize]));
    }
    finite
}

/// One combination of feature values, as a rule sees it.
pub struct Assignment<'a> {
    /// The features.
    pub features: &'a [Feature],
    /// Their values.
    pub values: &'a [usize],
}

impl Assignment<'_> {
    fn value(&self, feature: Feature) -> usize {
        self.features
            .iter()
            .position(|f| *f == feature)
            .map_or(0, |i| self.values[i])
    }
}

impl Environment for Assignment<'_> {
    fn state(&self, leaf: Leaf) -> u8 {
        self.value(Feature::State(leaf)) as u8
    }
    fn drawn(&self, leaf: Leaf) -> bool {
        self.value(Feature::Drawn(leaf)) == 1
    }
    fn quantity(&self, _: QuantityId, _: u32) -> f64 {
        f64::NAN
    }
    fn ever(&self, tracker: TrackerId, lag: u32) -> bool {
        self.value(Feature::Ever(tracker, lag)) == 1
    }
    fn count(&self, _: TrackerId, _: u32) -> u32 {
        0
    }
    fn since(&self, _: TrackerId, _: u32) -> Option<u32> {
        None
    }
    fn step(&self, lag: u32) -> u32 {
        self.value(Feature::Step(lag)) as u32
    }
    fn known(&self, id: ExprId) -> Option<Result<bool, NotANumber>> {
        let place = self
            .features
            .iter()
            .position(|f| matches!(f, Feature::Truth(t) | Feature::Time(t) if *t == id))?;
        Some(match self.values[place] {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(NotANumber),
        })
    }
}

/// How far back variables, quantities and trackers are read, and whether `drawn` is asked of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// For each variable.
    pub states: Vec<u32>,
    /// For each variable, where it is asked.
    pub drawn: Vec<Option<u32>>,
    /// For each quantity.
    pub numbers: Vec<u32>,
    /// For each tracker, where `ever` is read.
    pub ever: Vec<Option<u32>>,
    /// For each tracker, where `count` is read.
    pub counts: Vec<Option<u32>>,
    /// For each tracker, where `steps_since` is read.
    pub since: Vec<Option<u32>>,
}

impl Reach {
    /// Looks through all expressions of a plan.
    pub fn of(plan: &Plan) -> Reach {
        let trackers = plan.trackers.len();
        let mut reach = Reach {
            states: vec![1; plan.variables.len()],
            drawn: vec![None; plan.variables.len()],
            numbers: vec![1; plan.quantities.len()],
            ever: vec![None; trackers],
            counts: vec![None; trackers],
            since: vec![None; trackers],
        };
        let more = |slot: &mut Option<u32>, lag: u32| *slot = Some(slot.unwrap_or(1).max(lag));
        for (_, expr) in plan.arena.iter() {
            match expr {
                Expr::State { leaf, .. } => reach.state(*leaf),
                Expr::SameBranch { left, right, .. } | Expr::Levels { left, right, .. } => {
                    reach.state(*left);
                    reach.state(*right);
                }
                Expr::Drawn(leaf) => more(&mut reach.drawn[leaf.variable.at()], leaf.lag),
                Expr::Quantity { quantity, lag } => {
                    let slot = &mut reach.numbers[quantity.at()];
                    *slot = (*slot).max(*lag);
                }
                Expr::EverStored { tracker, lag } => more(&mut reach.ever[tracker.at()], *lag),
                Expr::CountStored { tracker, lag } => more(&mut reach.counts[tracker.at()], *lag),
                Expr::SinceCompare { left, right, .. } => {
                    for side in [left, right] {
                        if let SinceSide::Since { tracker, lag, .. } = side {
                            more(&mut reach.since[tracker.at()], *lag);
                        }
                    }
                }
                _ => {}
            }
        }
        for variable in &plan.variables {
            if let crate::plan::Base::Table { columns, .. } = &variable.rule.base {
                for column in columns {
                    if let crate::plan::Column::State(leaf) = column {
                        reach.state(*leaf);
                    }
                }
            }
        }
        reach
    }

    fn state(&mut self, leaf: Leaf) {
        let slot = &mut self.states[leaf.variable.at()];
        *slot = (*slot).max(leaf.lag);
    }
}
