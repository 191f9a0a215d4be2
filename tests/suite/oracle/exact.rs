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
    /// The shares of the answers (of a number its mean) before step 1 (empty where they cannot be told) and at every step's end.
    pub by_step: Vec<Shares>,
    /// Of a yes/no question: the first step at whose end it was so, or `never`.
    pub first_step: Shares,
    /// Of a number: its values, ascending, with their probabilities.
    pub values: Vec<(f64, f64)>,
    pub mean: f64,
    /// Of a number: the probability that it exceeds a threshold, by the threshold as Rust prints it.
    pub exceeds: Shares,
}

/// Running sums over paths, by place rather than by name.
pub struct Tally {
    pub paths: usize,
    total: f64,
    kept: f64,
    replaced: f64,
    /// By variable and time: the sums for every symbol, and for `undrawn`.
    variables: Vec<Vec<Vec<f64>>>,
    quantities: Vec<Vec<Option<f64>>>,
    questions: Vec<Sums>,
}

#[derive(Clone, Debug, Default)]
struct Sums {
    answers: Vec<f64>,
    by_step: Vec<Vec<f64>>,
    first_step: BTreeMap<Option<usize>, f64>,
    /// By the bits of the number.
    values: BTreeMap<u64, f64>,
    exceeds: Vec<f64>,
}

impl Tally {
    pub fn new(scenario: &Scenario) -> Tally {
        let times = scenario.steps + 1;
        let blank = vec![vec![0.0; scenario.symbols.len() + 1]; times];
        let sums = |question: &Question| {
            let names = names(question);
            let thresholds = match &question.kind {
                Kind::Number(_, thresholds) => thresholds.len(),
                _ => 0,
            };
            Sums {
                answers: vec![0.0; names.len()],
                by_step: vec![vec![0.0; names.len()]; times],
                exceeds: vec![0.0; thresholds],
                ..Sums::default()
            }
        };
        Tally {
            paths: 0,
            total: 0.0,
            kept: 0.0,
            replaced: 0.0,
            variables: vec![blank; scenario.variables.len()],
            quantities: vec![vec![None; times]; scenario.quantities.len()],
            questions: scenario.questions.iter().map(sums).collect(),
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
            self.replaced += p;
        }
        let undrawn = path.scenario.symbols.len();
        for (t, state) in path.states.iter().enumerate() {
            for (slot, into) in state.variables.iter().zip(&mut self.variables) {
                match slot {
                    Slot::Branch(branch) => into[t][*branch] += p,
                    _ => into[t][undrawn] += p,
                }
            }
            for (slot, into) in state.quantities.iter().zip(&mut self.quantities) {
                if let Slot::Number(x) = slot {
                    *into[t].get_or_insert(0.0) += p * x;
                }
            }
        }
        for (question, into) in path.scenario.questions.iter().zip(&mut self.questions) {
            into.add(path, question, p)?;
        }
        Ok(())
    }

    /// Divides by what was kept, and gives everything its name.
    pub fn finish(self, scenario: &Scenario) -> Result<Exact, String> {
        if (self.total - 1.0).abs() > 1e-9 {
            return Err(format!("the paths add to {}", self.total));
        }
        if self.kept <= 0.0 {
            return Err("the given never holds".into());
        }
        let kept = self.kept;
        let mut exact = Exact {
            given: kept / self.total,
            replaced: self.replaced / kept,
            paths: self.paths,
            ..Exact::default()
        };
        let mut symbols: Vec<&str> = scenario.symbols.iter().map(String::as_str).collect();
        symbols.push("undrawn");
        for (variable, times) in scenario.variables.iter().zip(&self.variables) {
            let times = times.iter().map(|sums| named(&symbols, sums, kept)).collect();
            exact.variables.insert(variable.id.clone(), times);
        }
        for (quantity, times) in scenario.quantities.iter().zip(&self.quantities) {
            let means = times.iter().map(|sum| sum.map(|x| x / kept)).collect();
            exact.quantities.insert(quantity.id.clone(), means);
        }
        for (question, sums) in scenario.questions.iter().zip(&self.questions) {
            exact.questions.insert(question.id.clone(), sums.finish(question, kept));
        }
        Ok(exact)
    }
}

impl Sums {
    fn add(&mut self, path: &History<'_>, question: &Question, p: f64) -> Result<(), String> {
        let mut first = None;
        for t in 0..path.states.len() {
            let reading = match reading(path, question, t) {
                Ok(reading) => reading,
                Err(_) if t == 0 && question.by > 0 => continue,
                Err(problem) => return Err(problem),
            };
            let (place, sum) = match reading {
                Reading::Answer(place) => (place, p),
                Reading::Number(x) => (0, p * x),
            };
            self.by_step[t][place] += sum;
            if t > 0 && place == 0 {
                first = first.or(Some(t));
            }
            if t != question.by {
                continue;
            }
            self.answers[place] += sum;
            if let (Reading::Number(x), Kind::Number(_, thresholds)) = (reading, &question.kind) {
                *self.values.entry((x + 0.0).to_bits()).or_default() += p;
                for (threshold, sum) in thresholds.iter().zip(&mut self.exceeds) {
                    if x > *threshold {
                        *sum += p;
                    }
                }
            }
        }
        if matches!(question.kind, Kind::Yes(_)) {
            *self.first_step.entry(first).or_default() += p;
        }
        Ok(())
    }

    fn finish(&self, question: &Question, kept: f64) -> Answers {
        let names = names(question);
        let mut answers = Answers {
            by_step: self.by_step.iter().map(|sums| named(&names, sums, kept)).collect(),
            ..Answers::default()
        };
        if let Kind::Number(_, thresholds) = &question.kind {
            answers.mean = self.answers[0] / kept;
            let thresholds: Vec<String> = thresholds.iter().map(ToString::to_string).collect();
            let thresholds: Vec<&str> = thresholds.iter().map(String::as_str).collect();
            answers.exceeds = named(&thresholds, &self.exceeds, kept);
            for name in thresholds {
                answers.exceeds.entry(name.to_string()).or_default();
            }
        } else {
            answers.answers = named(&names, &self.answers, kept);
        }
        for (first, p) in &self.first_step {
            let name = first.map_or("never".to_string(), |t| t.to_string());
            answers.first_step.insert(name, p / kept);
        }
        answers.values = self
            .values
            .iter()
            .map(|(x, p)| (f64::from_bits(*x), p / kept))
            .collect();
        answers.values.sort_by(|a, b| a.0.total_cmp(&b.0));
        answers
    }
}

#[derive(Clone, Copy)]
enum Reading {
    /// The answer's place among the question's names.
    Answer(usize),
    Number(f64),
}

fn reading(path: &History<'_>, question: &Question, t: usize) -> Result<Reading, String> {
    Ok(match &question.kind {
        Kind::Yes(node) => Reading::Answer(usize::from(!path.truth(node, t)?)),
        Kind::Number(node, _) => Reading::Number(path.finite(node, t)?),
        Kind::Cases(cases, _) => {
            for (place, (_, node)) in cases.iter().enumerate() {
                if path.truth(node, t)? {
                    return Ok(Reading::Answer(place));
                }
            }
            Reading::Answer(cases.len())
        }
    })
}

/// The answers of a question, in the order of its sums.
fn names(question: &Question) -> Vec<&str> {
    match &question.kind {
        Kind::Yes(_) => vec!["yes", "no"],
        Kind::Number(..) => vec!["mean"],
        Kind::Cases(cases, otherwise) => cases.iter().map(|c| c.0.as_str()).chain([otherwise.as_str()]).collect(),
    }
}

/// What occurred at all, as shares by name.
fn named(names: &[&str], sums: &[f64], kept: f64) -> Shares {
    let occurred = names.iter().zip(sums).filter(|(_, sum)| **sum != 0.0);
    occurred.map(|(name, sum)| (name.to_string(), sum / kept)).collect()
}
