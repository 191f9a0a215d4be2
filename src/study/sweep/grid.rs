//! The points of a grid: each a scenario of its own, run in lockstep with the scenario as it stands.

use crate::engine::{Interruption, Scope, Shared, Stopped, Tallies, Watch, run_shared};
use crate::plan::Plan;
use crate::record::sweep::{Axis, AxisKind};
use crate::source::Diagnostics;
use crate::study::prepare::{Ask, prepare};
use crate::study::sample::Failure;

use super::{Counted, Sweep, SweepFailure};

/// The most plans that run at a time; more would gain nothing, as the baseline's share is small by then.
const TOGETHER: usize = 128;

/// A point that can be run.
pub(super) struct Point {
    /// What was set, for messages.
    pub name: String,
    /// What is run.
    pub plan: Plan,
}

/// All places of a grid, row by row.
pub(super) fn places(axes: &[Axis]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for axis in axes {
        all = all
            .into_iter()
            .flat_map(|place| {
                (0..axis.written.len()).map(move |at| {
                    let mut next = place.clone();
                    next.push(at);
                    next
                })
            })
            .collect();
    }
    all
}

/// Reads and checks the point at a place of each axis.
pub(super) fn point(sweep: &Sweep, axes: &[Axis], at: &[usize]) -> Result<Point, Box<SweepFailure>> {
    let values = axes.iter().zip(at).map(|(axis, place)| {
        let written = axis.written.get(*place).cloned().unwrap_or_default();
        (axis, written)
    });
    point_at(sweep, &values.collect::<Vec<_>>())
}

/// As [`point`], for any value of each axis.
pub(super) fn point_at(sweep: &Sweep, values: &[(&Axis, String)]) -> Result<Point, Box<SweepFailure>> {
    let mut ask: Ask = sweep.ask.clone();
    let mut names = Vec::new();
    for (axis, written) in values {
        match axis.kind {
            AxisKind::Alternatives if written.is_empty() => names.push("the scenario as it stands".to_owned()),
            AxisKind::Alternatives => {
                ask.alternative = Some(written.clone());
                names.push(format!("alternative {written}"));
            }
            AxisKind::Number | AxisKind::Category => {
                ask.set.push(format!("{}={written}", axis.path));
                names.push(format!("{}={written}", axis.path));
            }
        }
    }
    let name = names.join(", ");
    let mut findings = Diagnostics::default();
    match prepare(sweep.loader, &ask, &mut findings) {
        Ok(prepared) => Ok(Point {
            name,
            plan: prepared.plan,
        }),
        Err(document) => Err(Box::new(SweepFailure::Point(name, document, findings))),
    }
}

/// Points that are run with the scenario as it stands.
pub(super) struct Grid<'a> {
    pub sweep: &'a Sweep<'a>,
    pub points: &'a [Point],
}

impl Grid<'_> {
    /// Runs all points, in as few groups as memory and caches allow; each is paired with the scenario as it stands, which is in every group, so
    /// that groups never show in what is found.
    pub(super) fn run(&self, watch: &dyn Watch) -> Result<Counted, Box<SweepFailure>> {
        let mut counted = Counted {
            baseline: Tallies::none(),
            points: Vec::new(),
            pairs: Vec::new(),
            untouched: vec![true; self.sweep.prepared.plan.questions.len()],
        };
        let mut size = self.points.len().clamp(1, TOGETHER);
        let mut from = 0;
        while from < self.points.len() || from == 0 {
            let until = (from + size).min(self.points.len());
            match self.part(from..until, watch) {
                Ok(shared) => {
                    self.take(shared, &mut counted);
                    from = until.max(1);
                }
                // Memory does not suffice for so many at a time.
                Err(stopped) if matches!(stopped.interruption, Interruption::Memory { .. }) && size > 1 => size /= 2,
                Err(stopped) => {
                    let at = (from + stopped.plan).checked_sub(1).filter(|_| stopped.plan > 0);
                    let name = at.and_then(|at| self.points.get(at)).map(|point| point.name.clone());
                    let failure = Failure::Interruption(stopped.interruption);
                    return Err(Box::new(SweepFailure::Run(name.unwrap_or_default(), failure)));
                }
            }
            if watch.cancelled() {
                return Err(Box::new(SweepFailure::Cancelled));
            }
        }
        let nothing = counted
            .points
            .iter()
            .position(|tallies| tallies.kept == 0 && tallies.run > 0);
        if let Some(at) = nothing {
            let name = self.points.get(at).map(|point| point.name.clone()).unwrap_or_default();
            let failure = Failure::NothingKept(self.sweep.trials);
            return Err(Box::new(SweepFailure::Run(name, failure)));
        }
        Ok(counted)
    }

    fn part(&self, points: std::ops::Range<usize>, watch: &dyn Watch) -> Result<Shared, Stopped> {
        let others = self.points.get(points).unwrap_or_default();
        let plans: Vec<&Plan> = std::iter::once(&self.sweep.prepared.plan)
            .chain(others.iter().map(|point| &point.plan))
            .collect();
        let request = self.sweep.sampling.request(0..self.sweep.trials);
        let pairs: Vec<(usize, usize)> = (1..plans.len()).map(|point| (0, point)).collect();
        run_shared(&plans, &pairs, Scope::Answers, &request, watch)
    }

    fn take(&self, shared: Shared, counted: &mut Counted) {
        let mut tallies = shared.tallies.into_iter();
        if let Some(baseline) = tallies.next() {
            counted.baseline = baseline;
        }
        counted.points.extend(tallies);
        counted.pairs.extend(shared.pairs);
        for reached in shared.reached.iter().skip(1) {
            for (question, untouched) in counted.untouched.iter_mut().enumerate() {
                let is_reached = reached
                    .as_ref()
                    .is_none_or(|reached| reached.given || reached.questions.get(question).copied().unwrap_or(true));
                *untouched &= !is_reached;
            }
        }
    }
}
