//! Walks every path of a scenario, depth first, and adds up what it meets.
use super::exact::{Exact, Tally};
use super::read::{Options, read};
use super::scenario::*;
use super::tree::History;

/// More paths than this are refused.
const MOST_PATHS: usize = 2_000_000;

/// The exact distribution of a scenario whose variables are finite, or why there is none.
pub fn enumerate(text: &str, options: &Options) -> Result<Exact, String> {
    let scenario = read(text, options)?;
    let mut walk = Walk {
        scenario: &scenario,
        states: vec![blank(&scenario)],
        tally: Tally::new(&scenario),
        replaced: 0,
    };
    walk.before(0, 1.0)?;
    walk.tally.finish(&scenario)
}

struct Walk<'a> {
    scenario: &'a Scenario,
    states: Vec<State>,
    tally: Tally,
    /// Draws on the present path that were replaced.
    replaced: usize,
}

fn blank(scenario: &Scenario) -> State {
    State {
        variables: vec![Slot::Unset; scenario.variables.len()],
        quantities: vec![Slot::Unset; scenario.quantities.len()],
        drawn: vec![false; scenario.variables.len()],
    }
}

impl Walk<'_> {
    fn history(&self) -> History<'_> {
        History {
            scenario: self.scenario,
            states: &self.states,
        }
    }

    /// Settles what there is before step 1, from the `place`-th item on.
    fn before(&mut self, place: usize, p: f64) -> Result<(), String> {
        let scenario = self.scenario;
        let Some(item) = scenario.before.get(place) else {
            return self.next_step(p);
        };
        match *item {
            Item::Quantity(q) => {
                let quantity = &scenario.quantities[q];
                let formula = if quantity.once {
                    Some(&quantity.formula)
                } else {
                    quantity.start.as_ref()
                };
                self.states[0].quantities[q] = match (quantity.once, quantity.force, formula) {
                    (true, Some(force), _) => {
                        self.replaced += 1;
                        force.value
                    }
                    (_, _, Some(formula)) => Slot::Number(self.history().finite(formula, 0)?),
                    _ => Slot::Unset,
                };
                self.before(place + 1, p)?;
                self.replaced -= usize::from(quantity.once && quantity.force.is_some());
                self.states[0].quantities[q] = Slot::Unset;
            }
            Item::Variable(v) => {
                let variable = &scenario.variables[v];
                let starts = match (&variable.initial, variable.idle) {
                    (Some(Start::Branch(branch)), _) => vec![(Slot::Branch(*branch), 1.0)],
                    (Some(Start::Weights(weights)), _) => self
                        .history()
                        .start(weights)?
                        .into_iter()
                        .map(|(b, share)| (Slot::Branch(b), share))
                        .collect(),
                    (None, Some(idle)) => vec![(Slot::Branch(idle), 1.0)],
                    (None, None) if variable.is_yes_no() => vec![(Slot::Branch(NO), 1.0)],
                    _ => vec![(Slot::Undrawn, 1.0)],
                };
                for (start, share) in starts {
                    if variable.timing == Timing::Once {
                        let outcomes = self.outcomes(v, start, false, 0)?;
                        self.branch_out(v, 0, p * share, outcomes, &mut |walk, p| walk.before(place + 1, p))?;
                    } else {
                        let outcomes = Outcomes {
                            shares: vec![(start, 1.0)],
                            drawn: false,
                            forced: false,
                        };
                        self.branch_out(v, 0, p * share, outcomes, &mut |walk, p| walk.before(place + 1, p))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A step is over: begins the next, or ends the path.
    fn next_step(&mut self, p: f64) -> Result<(), String> {
        if self.states.len() > self.scenario.steps {
            self.tally.add(
                &History {
                    scenario: self.scenario,
                    states: &self.states,
                },
                p,
                self.replaced > 0,
            )?;
            return if self.tally.paths > MOST_PATHS {
                Err("too many paths".into())
            } else {
                Ok(())
            };
        }
        let last = &self.states[self.states.len() - 1];
        let mut state = last.clone();
        for item in &self.scenario.order {
            match *item {
                Item::Variable(v) => state.variables[v] = Slot::Unset,
                Item::Quantity(q) => state.quantities[q] = Slot::Unset,
            }
        }
        self.states.push(state);
        self.within(0, p)?;
        self.states.pop();
        Ok(())
    }

    /// Works out the present step from the `place`-th item on.
    fn within(&mut self, place: usize, p: f64) -> Result<(), String> {
        let scenario = self.scenario;
        let t = self.states.len() - 1;
        let Some(item) = scenario.order.get(place) else {
            return self.next_step(p);
        };
        match *item {
            Item::Quantity(q) => {
                let quantity = &scenario.quantities[q];
                let force = quantity.force.filter(|f| (f.first..=f.last).contains(&t));
                self.states[t].quantities[q] = match force {
                    Some(force) => force.value,
                    None => Slot::Number(self.history().finite(&quantity.formula, t)?),
                };
                self.replaced += usize::from(force.is_some());
                self.within(place + 1, p)?;
                self.replaced -= usize::from(force.is_some());
                self.states[t].quantities[q] = Slot::Unset;
            }
            Item::Variable(v) => {
                let stands = self.states[t - 1].variables[v];
                let drawn = self.states[t - 1].drawn[v];
                let outcomes = self.outcomes(v, stands, drawn, t)?;
                self.branch_out(v, t, p, outcomes, &mut |walk, p| walk.within(place + 1, p))?;
            }
        }
        Ok(())
    }

    /// What a variable does at step `t` (0: before step 1, for those drawn once).
    fn outcomes(&self, v: usize, stands: Slot, drawn: bool, t: usize) -> Result<Outcomes, String> {
        let variable = &self.scenario.variables[v];
        let history = self.history();
        let force = variable.force.filter(|f| (f.first..=f.last).contains(&t));
        let stay = |slot| {
            Ok(Outcomes {
                shares: vec![(slot, 1.0)],
                drawn,
                forced: false,
            })
        };

        let by_default = variable.initial.is_none() && variable.idle.is_none() && !drawn;
        let at_final = variable.finals.iter().any(|b| stands == Slot::Branch(*b)) && !by_default;
        if at_final && force.is_none() {
            return stay(stands);
        }
        if variable.timing == Timing::FirstChance && drawn {
            return stay(stands);
        }
        if let Some(when) = &variable.when
            && !history.truth(when, t)?
        {
            return stay(variable.idle.map_or(stands, Slot::Branch));
        }
        if let Some(force) = force {
            return Ok(Outcomes {
                shares: vec![(force.value, 1.0)],
                drawn: true,
                forced: true,
            });
        }
        let mut shares = history.shares(variable, stands, t)?;
        if variable.fact {
            shares = vec![(self.likeliest(&shares), 1.0)];
        }
        let shares = shares.into_iter().map(|(b, share)| (Slot::Branch(b), share)).collect();
        Ok(Outcomes {
            shares,
            drawn: true,
            forced: false,
        })
    }

    /// The first by id where several are as likely.
    fn likeliest(&self, shares: &[(Symbol, f64)]) -> Symbol {
        let most = shares.iter().map(|s| s.1).fold(0.0, f64::max);
        let mut tied: Vec<Symbol> = shares.iter().filter(|s| s.1 == most).map(|s| s.0).collect();
        tied.sort_by_key(|s| &self.scenario.symbols[*s]);
        tied[0]
    }

    fn branch_out(
        &mut self,
        v: usize,
        t: usize,
        p: f64,
        outcomes: Outcomes,
        onward: &mut dyn FnMut(&mut Self, f64) -> Result<(), String>,
    ) -> Result<(), String> {
        let drawn = self.states[t].drawn[v];
        self.replaced += usize::from(outcomes.forced);
        for (slot, share) in outcomes.shares {
            self.states[t].variables[v] = slot;
            self.states[t].drawn[v] = outcomes.drawn;
            onward(self, p * share)?;
        }
        self.replaced -= usize::from(outcomes.forced);
        self.states[t].variables[v] = Slot::Unset;
        self.states[t].drawn[v] = drawn;
        Ok(())
    }
}

struct Outcomes {
    shares: Vec<(Slot, f64)>,
    /// Whether it has been drawn or forced once this is done.
    drawn: bool,
    forced: bool,
}
