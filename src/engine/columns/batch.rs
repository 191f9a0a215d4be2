//! One batch of trials through all steps.

use pulp::Arch;

use crate::draw::{GROUP, Key, PLANES, Stream};
use crate::engine::kernels;
use crate::engine::sampler::distribution;
use crate::plan::{Amount, Asked, QuantityId, Task, Timing};

use super::drawing::active;
use super::lane::Lane;
use super::luck::SharedLuck;
use super::program::Program;
use super::ring::Ring;
use super::taken::Taken;
use super::values::{POISON, Values, is_truth};

/// The step at which a condition that never held last held.
pub const NEVER: u32 = u32::MAX;

/// The columns of one batch, kept from batch to batch.
pub struct Batch<'b, 'p> {
    /// What is run.
    pub program: &'b Program<'p>,
    /// How many lanes are run; lane 0 is trial `first`.
    pub lanes: usize,
    /// The trial of lane 0, a multiple of 512.
    pub first: u64,
    /// Lanes below this one belong to somebody else: they are run, but neither counted nor blamed.
    pub skip: usize,
    /// The current step.
    pub step: u32,
    /// Tells the moments of evaluation apart: before step 1, at its end, each step.
    pub moment: u32,
    /// Formulas.
    pub values: Values,
    /// State codes.
    pub states: Vec<Ring<u8>>,
    /// Whether drawn, where that must be known.
    pub drawn: Vec<Option<Ring<u8>>>,
    /// Quantities.
    pub numbers: Vec<Ring<f64>>,
    /// Tracked conditions: held before.
    pub ever: Vec<Option<Ring<u8>>>,
    /// In how many steps.
    pub counts: Vec<Option<Ring<u32>>>,
    /// At which step last.
    pub last: Vec<Option<Ring<u32>>>,
    /// Whether some draw was replaced.
    pub replaced: Option<Vec<u8>>,
    /// The lowest lane that met a fault.
    pub fault: Option<usize>,
    /// The instruction set.
    pub arch: Arch,
    /// What it takes from another batch in place of drawing it.
    pub(super) taken: Taken,
    /// Random words that other batches draw from too.
    pub(super) luck: SharedLuck,
    pub(super) key: &'b Key,
    pub(super) words: Vec<u16>,
    planes: [Vec<u16>; PLANES],
    uniforms: Vec<f64>,
    pub(super) narrow: Vec<u8>,
    pub(super) wide: Vec<u16>,
    pub(super) due: Vec<u8>,
    pub(super) ties: Vec<u32>,
}

impl<'b, 'p> Batch<'b, 'p> {
    /// Columns for batches of up to `lanes` trials.
    pub fn new(program: &'b Program<'p>, key: &'b Key, arch: Arch, lanes: usize) -> Self {
        let (plan, reach) = (program.plan, &program.reach);
        let room = lanes.next_multiple_of(GROUP);
        let ring8 = |lag: u32, changes: bool| Ring::new(lag, plan.steps, changes, room, 0u8);
        let states = plan
            .variables
            .iter()
            .zip(&reach.states)
            .map(|(v, lag)| ring8(*lag, v.timing != Timing::Once));
        let drawn = plan.variables.iter().enumerate().map(|(i, v)| {
            program.variables[i]
                .remembers
                .then(|| ring8(reach.drawn[i].unwrap_or(1), v.timing != Timing::Once))
        });
        let numbers = plan
            .quantities
            .iter()
            .zip(&reach.numbers)
            .map(|(quantity, lag)| Ring::new(*lag, plan.steps, quantity.amount.changes(), room, f64::NAN));
        let ring32 = |lag: &Option<u32>, value: u32| lag.map(|lag| Ring::new(lag, plan.steps, true, room, value));
        let forced =
            plan.variables.iter().any(|v| v.force.is_some()) || plan.quantities.iter().any(|q| q.force.is_some());
        Batch {
            program,
            lanes: room,
            first: 0,
            skip: 0,
            step: 0,
            moment: 0,
            values: Values::new(plan),
            states: states.collect(),
            drawn: drawn.collect(),
            numbers: numbers.collect(),
            ever: reach.ever.iter().map(|lag| lag.map(|lag| ring8(lag, true))).collect(),
            counts: reach.counts.iter().map(|lag| ring32(lag, 0)).collect(),
            last: reach.since.iter().map(|lag| ring32(lag, NEVER)).collect(),
            replaced: forced.then(|| vec![0; room]),
            fault: None,
            arch,
            taken: Taken::default(),
            luck: SharedLuck::default(),
            key,
            words: vec![0; room],
            planes: std::array::from_fn(|_| Vec::new()),
            uniforms: Vec::new(),
            narrow: vec![0; room],
            wide: Vec::new(),
            due: vec![0; room],
            ties: Vec::new(),
        }
    }

    /// Runs another plan from now on, one whose columns are laid out alike.
    pub(super) fn seat(&mut self, program: &'b Program<'p>) {
        if !std::ptr::eq(self.program, program) {
            self.program = program;
            self.values.make_room(program.plan);
        }
    }

    /// Begins the batch whose lane 0 is trial `first`, with so many lanes, and brings it to the end of step 0.
    pub fn begin(&mut self, first: u64, skip: usize, lanes: usize) {
        (self.first, self.skip, self.step, self.moment, self.fault) = (first, skip, 0, 0, None);
        if lanes != self.lanes {
            self.lanes = lanes;
            self.resize(lanes);
        }
        self.values.forget(&self.program.fixed, lanes);
        let plan = self.program.plan;
        let taken = &self.taken;
        own(&mut self.drawn, &taken.variables).for_each(|ring| reset(ring, 0));
        own(&mut self.ever, &taken.trackers).for_each(|ring| reset(ring, 0));
        own(&mut self.counts, &taken.trackers).for_each(|ring| reset(ring, 0));
        own(&mut self.last, &taken.trackers).for_each(|ring| reset(ring, NEVER));
        if let Some(replaced) = &mut self.replaced {
            replaced.fill(0);
        }
        for task in &plan.before {
            if !self.taken.has(*task) {
                self.initial(*task);
                self.task(*task);
            }
        }
        for task in &plan.initials {
            if !self.taken.has(*task) {
                self.initial(*task);
            }
        }
        self.moment = 1;
    }

    /// Brings the batch to the end of the next step.
    pub fn advance(&mut self) {
        self.step += 1;
        self.moment = self.step + 1;
        for ring in own(&mut self.drawn, &self.taken.variables).filter(|ring| ring.changes()) {
            let mut column = ring.take(self.step);
            column.copy_from_slice(ring.at(self.step, 1));
            ring.put(self.step, column);
        }
        let plan = self.program.plan;
        for task in &plan.each {
            if !self.taken.has(*task) {
                self.task(*task);
            }
        }
        self.remember();
    }

    /// Blames the lanes of a truth that met a NaN.
    pub fn blame_truth(&mut self, column: &[u8]) {
        if let Some(lane) = column[self.skip..].iter().position(|t| *t == POISON) {
            self.blame(self.skip + lane);
        }
    }

    /// Blames the lanes of a number that is not finite. What such a lane does from here on is not counted, but rules that read it are tables
    /// with rows for finite numbers only: it gets one.
    fn blame_number(&mut self, column: &mut [f64]) {
        if column.iter().fold(true, |all, x| all & x.is_finite()) {
            return;
        }
        if let Some(lane) = column[self.skip..].iter().position(|x| !x.is_finite()) {
            self.blame(self.skip + lane);
        }
        column.iter_mut().filter(|x| !x.is_finite()).for_each(|x| *x = 0.0);
    }

    /// How many bytes the columns hold.
    pub fn bytes(program: &Program, lanes: usize) -> u64 {
        let (plan, reach, lanes) = (program.plan, &program.reach, lanes.next_multiple_of(GROUP) as u64);
        let deep = |lag: u32| u64::from(lag.min(plan.steps)) + 1;
        let states: u64 = reach.states.iter().map(|lag| deep(*lag)).sum();
        let drawn: u64 = program.variables.iter().filter(|v| v.remembers).count() as u64 * 2;
        let numbers: u64 = reach.numbers.iter().map(|lag| 8 * deep(*lag)).sum();
        let trackers: u64 = reach.ever.iter().flatten().map(|lag| deep(*lag)).sum::<u64>()
            + reach
                .counts
                .iter()
                .chain(&reach.since)
                .flatten()
                .map(|lag| 4 * deep(*lag))
                .sum::<u64>();
        let values: u64 = plan
            .arena
            .iter()
            .map(|(id, _)| if is_truth(plan, id) { 1 } else { 8 })
            .sum();
        lanes * (states + drawn + numbers + trackers + values + 32)
    }

    fn resize(&mut self, lanes: usize) {
        for ring in self
            .states
            .iter_mut()
            .chain(self.drawn.iter_mut().flatten())
            .chain(self.ever.iter_mut().flatten())
        {
            ring.resize(lanes, 0);
        }
        self.numbers.iter_mut().for_each(|ring| ring.resize(lanes, f64::NAN));
        self.counts.iter_mut().flatten().for_each(|ring| ring.resize(lanes, 0));
        self.last
            .iter_mut()
            .flatten()
            .for_each(|ring| ring.resize(lanes, NEVER));
        if let Some(replaced) = &mut self.replaced {
            replaced.resize(lanes, 0);
        }
        self.narrow.resize(lanes, 0);
        self.due.resize(lanes, 0);
    }

    pub(super) fn blame(&mut self, lane: usize) {
        self.fault = Some(self.fault.map_or(lane, |known| known.min(lane)));
    }

    fn task(&mut self, task: Task) {
        match task {
            Task::Variable(id) => self.variable(id),
            Task::Quantity(id) => self.quantity(id),
        }
    }

    fn quantity(&mut self, id: QuantityId) {
        let program = self.program;
        let quantity = &program.plan.quantities[id.at()];
        if let Some(value) = active(&quantity.force, self.step) {
            let mut out = self.numbers[id.at()].take(self.step);
            out.fill(value);
            self.numbers[id.at()].put(self.step, out);
            if let Some(replaced) = &mut self.replaced {
                replaced.fill(1);
            }
            return;
        }
        match &quantity.amount {
            Amount::Fixed(formula) | Amount::EachStep(formula) | Amount::Chain { next: formula, .. } => {
                self.formula(id, *formula)
            }
            Amount::Drawn { family, parameters, .. } => {
                let Some(stream) = program.quantity_stream(id, self.step) else {
                    return;
                };
                self.fill_uniforms(stream);
                let mut out = self.numbers[id.at()].take(self.step);
                match program.samplers.table(id) {
                    Some(table) => table.fill(&self.uniforms[..self.lanes], &mut out),
                    None => {
                        for parameter in parameters {
                            self.evaluate_number(*parameter);
                        }
                        let mut values = vec![0.0; parameters.len()];
                        for (lane, out) in out.iter_mut().enumerate() {
                            for (value, parameter) in values.iter_mut().zip(parameters) {
                                *value = self.values.number(*parameter)[lane];
                            }
                            *out = distribution(*family, &values).map_or(f64::NAN, |d| d.quantile(self.uniforms[lane]));
                        }
                    }
                }
                self.blame_number(&mut out);
                self.numbers[id.at()].put(self.step, out);
            }
        }
    }

    pub(super) fn formula(&mut self, id: QuantityId, formula: crate::plan::ExprId) {
        self.evaluate_number(formula);
        let mut out = self.numbers[id.at()].take(self.step);
        out.copy_from_slice(self.values.number(formula));
        self.blame_number(&mut out);
        self.numbers[id.at()].put(self.step, out);
    }

    fn fill_uniforms(&mut self, stream: Stream) {
        let room = self.lanes.next_multiple_of(GROUP);
        for (plane, words) in self.planes.iter_mut().enumerate() {
            words.resize(room, 0);
            self.key.fill_plane(self.arch, stream, plane as u16, self.first, words);
        }
        self.uniforms.resize(room, 0.0);
        let [p0, p1, p2, p3] = &self.planes;
        kernels::uniforms(self.arch, [p0, p1, p2, p3], &mut self.uniforms);
    }

    /// Updates the trackers at a step's end.
    fn remember(&mut self) {
        let plan = self.program.plan;
        for (i, tracker) in plan.trackers.iter().enumerate() {
            if self.taken.trackers.get(i) == Some(&true) {
                continue;
            }
            self.evaluate_truth(tracker.condition);
            let mut held = std::mem::take(&mut self.due);
            held.copy_from_slice(self.values.truth(tracker.condition));
            if self.program.nan[tracker.condition.0 as usize] {
                self.blame_truth(&held);
            }
            let step = self.step;
            update(&mut self.ever[i], step, &held, |before, held| before | (held & 1));
            update(&mut self.counts[i], step, &held, |before, held| {
                before + u32::from(held & 1)
            });
            update(
                &mut self.last[i],
                step,
                &held,
                |before, held| if held == 1 { step } else { before },
            );
            self.due = held;
        }
    }

    pub(super) fn lane(&self, lane: usize) -> Lane<'_, 'b, 'p> {
        Lane { batch: self, lane }
    }

    /// Evaluates what a question asks, and blames what is not a number.
    pub fn ask(&mut self, asked: &Asked) {
        match asked {
            Asked::Yes(condition) => self.ask_truth(*condition),
            Asked::Cases(conditions) => {
                // A case counts only where none before it held, so a NaN is looked for by the one who counts.
                conditions.iter().for_each(|condition| self.evaluate_truth(*condition));
            }
            Asked::Number { number, .. } => {
                self.evaluate_number(*number);
                let column = self.values.number(*number);
                if let Some(lane) = column[self.skip..].iter().position(|x| !x.is_finite()) {
                    self.blame(self.skip + lane);
                }
            }
        }
    }

    /// Evaluates a truth that somebody reads, and blames a NaN.
    pub fn ask_truth(&mut self, condition: crate::plan::ExprId) {
        self.evaluate_truth(condition);
        if !self.program.nan[condition.0 as usize] {
            return;
        }
        if let Some(lane) = self.values.truth(condition)[self.skip..]
            .iter()
            .position(|t| *t == POISON)
        {
            self.blame(self.skip + lane);
        }
    }
}

/// The rings that are there and are the batch's own.
fn own<'r, T>(rings: &'r mut [Option<Ring<T>>], taken: &'r [bool]) -> impl Iterator<Item = &'r mut Ring<T>> {
    let taken = taken.iter().copied().chain(std::iter::repeat(false));
    let own = rings.iter_mut().zip(taken).filter(|(_, taken)| !taken);
    own.filter_map(|(ring, _)| ring.as_mut())
}

fn reset<T: Copy>(ring: &mut Ring<T>, value: T) {
    let mut column = ring.take(0);
    column.fill(value);
    ring.put(0, column);
}

fn update<T: Copy>(ring: &mut Option<Ring<T>>, step: u32, held: &[u8], f: impl Fn(T, u8) -> T) {
    if let Some(ring) = ring {
        let mut column = ring.take(step);
        for ((out, before), held) in column.iter_mut().zip(ring.at(step, 1)).zip(held) {
            *out = f(*before, *held);
        }
        ring.put(step, column);
    }
}
