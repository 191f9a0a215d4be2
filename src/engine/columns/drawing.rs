//! Variables of a batch: a look at a row and a comparison, or trial by trial where no table can be had.

use crate::draw::{GROUP, Stream, choose};
use crate::engine::kernels::{self, Luck, Parent, Rows};
use crate::plan::evaluate::truth;
use crate::plan::weigh::{finish, set_weights, weigh};
use crate::plan::{Amount, Force, Initial, Task, Timing, VariableId};

use super::batch::Batch;
use super::feature::Feature;
use super::program::{Method, RuleTable};

/// Where the random words of a draw come from.
#[derive(Clone, Copy)]
struct Address {
    stream: Stream,
    /// Where they are kept for other plans, if they are.
    slot: Option<usize>,
}

impl Batch<'_, '_> {
    /// The value before step 1.
    pub(super) fn initial(&mut self, task: Task) {
        let program = self.program;
        match task {
            Task::Variable(id) => {
                let variable = &program.plan.variables[id.at()];
                let mut out = self.states[id.at()].take(0);
                match (&variable.initial, &program.variables[id.at()].initial) {
                    (Initial::State(code), _) => out.fill(*code),
                    (Initial::Random(_), Some((stream, Method::Table(table)))) => {
                        let address = Address {
                            stream: *stream,
                            slot: self.luck.slot(id, 0),
                        };
                        self.draw_rows(address, table, false, &mut out)
                    }
                    (Initial::Random(set), Some((stream, Method::Lanes))) => {
                        for (lane, out) in out.iter_mut().enumerate() {
                            let weights =
                                set_weights(program.plan, variable, set, variable.undrawn(), &self.lane(lane));
                            let drawn = weights.and_then(|weights| finish(variable, weights));
                            *out = self.choose(lane, *stream, drawn.ok());
                        }
                    }
                    _ => out.fill(variable.undrawn()),
                }
                self.states[id.at()].put(0, out);
            }
            Task::Quantity(id) => {
                if let Amount::Chain { start, .. } = program.plan.quantities[id.at()].amount {
                    self.formula(id, start);
                }
            }
        }
    }

    /// A variable in its turn.
    pub(super) fn variable(&mut self, id: VariableId) {
        let program = self.program;
        let (variable, made) = (&program.plan.variables[id.at()], &program.variables[id.at()]);
        let forced = active(&variable.force, self.step);
        let method = match (forced, &made.forced) {
            (Some(_), Some(method)) => method,
            _ => &made.free,
        };
        let place = if variable.timing == Timing::EachStep {
            self.step as usize - 1
        } else {
            0
        };
        let Some(stream) = made.streams.get(place).copied() else {
            return;
        };
        let mut out = self.states[id.at()].take(self.step);
        match method {
            Method::Table(table) => {
                let slot = self.luck.slot(id, place + 1);
                let address = Address { stream, slot };
                self.draw_rows(address, table, made.remembers || forced.is_some(), &mut out)
            }
            Method::Lanes => self.draw_lanes(id, stream, forced, &mut out),
        }
        self.states[id.at()].put(self.step, out);
        if let Some(ring) = &mut self.drawn[id.at()] {
            let mut column = ring.take(self.step);
            column.iter_mut().zip(&self.due).for_each(|(drawn, due)| *drawn |= due);
            ring.put(self.step, column);
        }
        if let (Some(_), Some(replaced)) = (forced, &mut self.replaced) {
            replaced
                .iter_mut()
                .zip(&self.due)
                .for_each(|(replaced, due)| *replaced |= due);
        }
    }

    /// With `asks_due`, `due` then says for each lane whether it was drawn.
    fn draw_rows(&mut self, address: Address, rule: &RuleTable, asks_due: bool, out: &mut [u8]) {
        let program = self.program;
        for (feature, _) in &rule.parents {
            if let Feature::Truth(id) = feature {
                self.evaluate_truth(*id);
            }
        }
        let words = self.take_words(address);
        let offset: usize = rule
            .times
            .iter()
            .map(|(f, stride)| f.time_value(program.plan, self.step) * usize::from(*stride))
            .sum();
        let (mut narrow, mut wide) = (std::mem::take(&mut self.narrow), std::mem::take(&mut self.wide));
        let mut ties = std::mem::take(&mut self.ties);
        let mut due = std::mem::take(&mut self.due);
        let rows = if rule.parents.is_empty() {
            Rows::One(offset)
        } else {
            let parents: Vec<Parent> = rule
                .parents
                .iter()
                .map(|(feature, stride)| Parent {
                    column: self.feature(*feature),
                    stride: *stride,
                })
                .collect();
            if rule.table.rows() <= 256 {
                match parents[..] {
                    [Parent { column, stride: 1 }] if offset == 0 => Rows::Narrow(&column[..self.lanes]),
                    _ => {
                        kernels::index_narrow(self.arch, offset as u8, &parents, &mut narrow);
                        Rows::Narrow(&narrow)
                    }
                }
            } else {
                wide.resize(self.lanes, 0);
                kernels::index_wide(self.arch, offset as u16, &parents, &mut wide);
                Rows::Wide(&wide)
            }
        };
        let luck = Luck {
            key: self.key,
            stream: address.stream,
            first: self.first,
        };
        kernels::draw(self.arch, luck, &rule.table, rows, &words[..self.lanes], out, &mut ties);
        let faulty = rule
            .fault
            .as_ref()
            .and_then(|fault| (self.skip..self.lanes).find(|lane| fault[rows.row(*lane)]));
        match &rule.due {
            _ if !asks_due => {}
            None => due.fill(1),
            Some(is_due) => due
                .iter_mut()
                .enumerate()
                .for_each(|(lane, due)| *due = is_due[rows.row(lane)]),
        }
        (self.ties, self.due, self.narrow, self.wide) = (ties, due, narrow, wide);
        self.put_words(address, words);
        if let Some(lane) = faulty {
            self.blame(lane);
        }
    }

    /// The random words of a draw; [`Batch::put_words`] puts them back.
    fn take_words(&mut self, Address { stream, slot }: Address) -> Vec<u16> {
        let (mut words, is_filled) = match slot {
            Some(slot) => self.luck.take(slot, stream),
            None => (std::mem::take(&mut self.words), false),
        };
        if !is_filled {
            let room = self.lanes.next_multiple_of(GROUP);
            words.resize(room, 0);
            self.key.fill_plane(self.arch, stream, 0, self.first, &mut words);
        }
        words
    }

    fn put_words(&mut self, Address { stream, slot }: Address, words: Vec<u16>) {
        match slot {
            Some(slot) => self.luck.put(slot, stream, words),
            None => self.words = words,
        }
    }

    /// The slow way, for rules that read what cannot be tabulated.
    fn draw_lanes(&mut self, id: VariableId, stream: Stream, forced: Option<u8>, out: &mut [u8]) {
        let plan = self.program.plan;
        let variable = &plan.variables[id.at()];
        let mut due = std::mem::take(&mut self.due);
        for lane in 0..self.lanes {
            // At step 0 the column itself still holds the value before the draw.
            let before = if self.step == 0 {
                out[lane]
            } else {
                self.states[id.at()].at(self.step, 1)[lane]
            };
            let was_drawn = self.drawn[id.at()]
                .as_ref()
                .is_some_and(|ring| ring.at(self.step, 1)[lane] == 1);
            (out[lane], due[lane]) = (before, 0);
            if variable.timing == Timing::FirstChance && was_drawn {
                continue;
            }
            let settled = was_drawn || !variable.unsettled;
            let is_final = variable.finals.get(usize::from(before)).copied().unwrap_or(false) && settled;
            if is_final && forced.is_none() {
                continue;
            }
            let asked = variable
                .when
                .map_or(Ok(true), |when| truth(plan, when, &self.lane(lane)));
            match asked {
                Ok(true) => {}
                Ok(false) => {
                    out[lane] = variable.idle.unwrap_or(before);
                    continue;
                }
                Err(_) => {
                    if lane >= self.skip {
                        self.blame(lane);
                    }
                    continue;
                }
            }
            due[lane] = 1;
            out[lane] = match forced {
                Some(code) => code,
                None => {
                    let weights = weigh(plan, variable, before, &self.lane(lane)).ok();
                    self.choose(lane, stream, weights)
                }
            };
        }
        self.due = due;
    }

    /// A lane that cannot be drawn is blamed, and stands at the first branch: rules that read it may have no row for undrawn.
    fn choose(&mut self, lane: usize, stream: Stream, weights: Option<Vec<f64>>) -> u8 {
        let word = self.key.word(stream, self.first + lane as u64);
        let state = weights.and_then(|weights| choose(&weights, word).ok());
        if state.is_none() && lane >= self.skip {
            self.blame(lane);
        }
        state.unwrap_or(0) as u8
    }

    fn feature(&self, feature: Feature) -> &[u8] {
        let none: &[u8] = &[];
        match feature {
            Feature::State(leaf) => self.states[leaf.variable.at()].at(self.step, leaf.lag),
            Feature::Drawn(leaf) => self.drawn[leaf.variable.at()]
                .as_ref()
                .map_or(none, |ring| ring.at(self.step, leaf.lag)),
            Feature::Ever(tracker, lag) => self.ever[tracker.at()]
                .as_ref()
                .map_or(none, |ring| ring.at(self.step, lag)),
            Feature::Truth(id) => self.values.truth(id),
            Feature::Time(_) | Feature::Step(_) => none,
        }
    }
}

/// What replaces a draw at a step.
pub(super) fn active<T: Copy>(force: &Option<Force<T>>, step: u32) -> Option<T> {
    force
        .as_ref()
        .filter(|force| (force.from..=force.until).contains(&step))
        .map(|force| force.value)
}
