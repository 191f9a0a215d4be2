//! What the oracle hands back, and how paths are added up to it.
use super::scenario::*;
use super::tree::History;
use std::collections::BTreeMap;

/// Shares by name; names that never occur may be missing or zero.
pub type Shares = BTreeMap<String, f64>;

/// A share by name, 0 where the name never occurred.
pub fn share(shares: &Shares, name: &str) -> f64 {
    shares.get(name).copied().unwrap_or(0.0)
}

/// The exact distribution of everything a run reports, given what was asked to hold.
#[derive(Clone, Debug, Default)]
pub struct Exact {
    pub questions: BTreeMap<String, Answers>,
    /// Of each variable the shares of its branches and of `undrawn`, before step 1 and at every step's end.
    pub variables: BTreeMap<String, Vec<Shares>>,
    /// Of each quantity its mean before step 1 (where it has a value) and at every step's end.
    pub quantities: BTreeMap<String, Vec<Option<f64>>>,
    /// The probability of all `given`, 1 without any.
    pub given: f64,
    /// The share of paths, among those where the given holds, with a draw replaced by `do`.
    pub replaced: f64,
    pub paths: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// `yes` and `no`, or the cases and what none of them takes; empty for a number.
    pub answers: Shares,
    /// The shares of the answers before step 1 (empty where they cannot be told) and at every step's end.
    pub by_step: Vec<Shares>,
    /// Of a yes/no question: the first step at whose end it was so, or `never`.
    pub first_step: Shares,
    /// Of a number: its values, ascending, with their probabilities.
    pub values: Vec<(f64, f64)>,
    pub mean: f64,
    /// Of a number: the probability that it exceeds a threshold, by the threshold as Rust prints it.
    pub exceeds: Shares,
}

/// Running sums over paths.
pub struct Tally {
    pub paths: usize,
    total: f64,
    kept: f64,
    exact: Exact,
    /// The values of each number question, by their bits.
    values: BTreeMap<(usize, u64), f64>,
}

impl Tally {
    pub fn new(scenario: &Scenario) -> Tally {
        let times = scenario.steps + 1;
        let mut exact = Exact::default();
        for question in &scenario.questions {
            let mut answers = Answers {
                by_step: vec![Shares::new(); times],
                ..Answers::default()
            };
            if let Kind::Number(_, thresholds) = &question.kind {
                answers.exceeds = thresholds.iter().map(|t| (t.to_string(), 0.0)).collect();
            }
            exact.questions.insert(question.id.clone(), answers);
        }
        for variable in &scenario.variables {
            exact
                .variables
                .insert(variable.id.clone(), vec![Shares::new(); times]);
        }
        for quantity in &scenario.quantities {
            exact
                .quantities
                .insert(quantity.id.clone(), vec![None; times]);
        }
        Tally {
            paths: 0,
            total: 0.0,
            kept: 0.0,
            exact,
            values: BTreeMap::new(),
        }
    }

    /// Adds one whole path of probability `p`.
    pub fn add(&mut self, path: &History<'_>, p: f64, replaced: bool) -> Result<(), String> {
        self.paths += 1;
        self.total += p;
        for given in &path.scenario.given {
            if !path.truth(&given.condition, given.by)? {
                return Ok(());
            }
        }
        self.kept += p;
        if replaced {
            self.exact.replaced += p;
        }
        for (t, state) in path.states.iter().enumerate() {
            for (v, slot) in path.scenario.variables.iter().zip(&state.variables) {
                let name = match slot {
                    Slot::Branch(branch) => path.scenario.symbols[*branch].as_str(),
                    _ => "undrawn",
                };
                if let Some(times) = self.exact.variables.get_mut(&v.id) {
                    add_to(&mut times[t], name, p);
                }
            }
            for (q, slot) in path.scenario.quantities.iter().zip(&state.quantities) {
                if let (Slot::Number(x), Some(times)) = (slot, self.exact.quantities.get_mut(&q.id))
                {
                    *times[t].get_or_insert(0.0) += p * x;
                }
            }
        }
        for (place, question) in path.scenario.questions.iter().enumerate() {
            let Some(into) = self.exact.questions.get_mut(&question.id) else {
                continue;
            };
            let mut first = None;
            for t in 0..path.states.len() {
                let reading = match reading(path, question, t) {
                    Ok(reading) => reading,
                    Err(_) if t == 0 && question.by > 0 => continue,
                    Err(problem) => return Err(problem),
                };
                let (name, share) = match &reading {
                    Reading::Answer(name) => (*name, p),
                    Reading::Number(x) => ("mean", p * x),
                };
                add_to(&mut into.by_step[t], name, share);
                if t > 0 && name == "yes" {
                    first = first.or(Some(t));
                }
                if t != question.by {
                    continue;
                }
                match reading {
                    Reading::Answer(name) => add_to(&mut into.answers, name, p),
                    Reading::Number(x) => {
                        into.mean += p * x;
                        *self.values.entry((place, (x + 0.0).to_bits())).or_default() += p;
                        if let Kind::Number(_, thresholds) = &question.kind {
                            for above in thresholds.iter().filter(|threshold| x > **threshold) {
                                add_to(&mut into.exceeds, &above.to_string(), p);
                            }
                        }
                    }
                }
            }
            if matches!(question.kind, Kind::Yes(_)) {
                let name = first.map_or("never".to_string(), |t: usize| t.to_string());
                add_to(&mut into.first_step, &name, p);
            }
        }
        Ok(())
    }

    /// Divides by what was kept.
    pub fn finish(mut self, scenario: &Scenario) -> Result<Exact, String> {
        if (self.total - 1.0).abs() > 1e-9 {
            return Err(format!("the paths add to {}", self.total));
        }
        if self.kept <= 0.0 {
            return Err("the given never holds".into());
        }
        for ((place, bits), p) in &self.values {
            if let Some(into) = self.exact.questions.get_mut(&scenario.questions[*place].id) {
                into.values.push((f64::from_bits(*bits), p / self.kept));
            }
        }
        let scale = |shares: &mut Shares| shares.values_mut().for_each(|p| *p /= self.kept);
        for answers in self.exact.questions.values_mut() {
            answers.values.sort_by(|a, b| a.0.total_cmp(&b.0));
            answers.mean /= self.kept;
            scale(&mut answers.answers);
            scale(&mut answers.first_step);
            scale(&mut answers.exceeds);
            answers.by_step.iter_mut().for_each(scale);
        }
        self.exact.variables.values_mut().flatten().for_each(scale);
        self.exact
            .quantities
            .values_mut()
            .flatten()
            .flatten()
            .for_each(|x| *x /= self.kept);
        self.exact.replaced /= self.kept;
        self.exact.given = self.kept / self.total;
        self.exact.paths = self.paths;
        Ok(self.exact)
    }
}

enum Reading<'a> {
    Answer(&'a str),
    Number(f64),
}

fn reading<'a>(
    path: &History<'a>,
    question: &'a Question,
    t: usize,
) -> Result<Reading<'a>, String> {
    Ok(match &question.kind {
        Kind::Yes(node) => Reading::Answer(if path.truth(node, t)? { "yes" } else { "no" }),
        Kind::Number(node, _) => Reading::Number(path.finite(node, t)?),
        Kind::Cases(cases, otherwise) => {
            for (id, node) in cases {
                if path.truth(node, t)? {
                    return Ok(Reading::Answer(id));
                }
            }
            Reading::Answer(otherwise)
        }
    })
}

fn add_to(shares: &mut Shares, name: &str, p: f64) {
    match shares.get_mut(name) {
        Some(share) => *share += p,
        None => {
            shares.insert(name.to_string(), p);
        }
    }
}
