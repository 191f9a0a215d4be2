//! The distribution of one draw, given everything that happened before it.
use super::scenario::*;
use super::tree::{History, Value};
use std::collections::BTreeMap;

/// Rounding that a sum of probabilities is forgiven.
const SLACK: f64 = 1e-9;

impl History<'_> {
    /// The shares of a variable's branches, were it drawn at step `t` standing at `stands`.
    pub fn shares(&self, v: &Variable, stands: Slot, t: usize) -> Result<Vec<(Symbol, f64)>, String> {
        let mut rule = &v.base;
        for (condition, case) in &v.cases {
            if self.truth(condition, t)? {
                rule = case;
                break;
            }
        }
        let mut weights: BTreeMap<Symbol, f64> = v.branches.iter().map(|b| (*b, 0.0)).collect();
        match rule {
            Rule::Weights(list) | Rule::Jump(list) => self.fill(&mut weights, list, v, stands, t)?,
            Rule::Table(columns, rows) => {
                let row = self.matching(columns, rows, t)?;
                self.fill(&mut weights, &row.weights, v, stands, t)?;
            }
            Rule::Ladder(up, down) => {
                let up = probability(self.weight(up, t)?)?;
                let down = probability(self.weight(down, t)?)?;
                let rest = left(up + down)?;
                let level = v.branches.iter().position(|b| stands == Slot::Branch(*b));
                let level = level.ok_or("a ladder that stands nowhere")?;
                let mut stay = rest;
                if level + 1 < v.branches.len() {
                    weights.insert(v.branches[level + 1], up);
                } else {
                    stay += up;
                }
                if level > 0 {
                    weights.insert(v.branches[level - 1], down);
                } else {
                    stay += down;
                }
                weights.insert(v.branches[level], stay);
            }
        }
        if !matches!(rule, Rule::Jump(_)) {
            for factor in &v.factors {
                let applies = match &factor.condition {
                    Some(condition) => self.truth(condition, t)?,
                    None => true,
                };
                if applies {
                    self.multiply(&mut weights, factor, v, stands, t)?;
                }
            }
        }
        normalise(weights).map_err(|e| format!("{e}: `{}` at step {t}", v.id))
    }

    /// The shares of a random start.
    pub fn start(&self, weights: &[(Symbol, Weight)]) -> Result<Vec<(Symbol, f64)>, String> {
        let mut shares = BTreeMap::new();
        let rest = weights.iter().any(|(_, w)| matches!(w, Weight::Rest));
        let mut sum = 0.0;
        for (branch, weight) in weights {
            if !matches!(weight, Weight::Rest) {
                let x = self.weight(weight, 0)?;
                sum += if rest { probability(x)? } else { x };
                shares.insert(*branch, x);
            }
        }
        for (branch, weight) in weights {
            if matches!(weight, Weight::Rest) {
                shares.insert(*branch, left(sum)?);
            }
        }
        normalise(shares)
    }

    fn weight(&self, weight: &Weight, t: usize) -> Result<f64, String> {
        let x = match weight {
            Weight::Number(x) => *x,
            Weight::Formula(node) => self.finite(node, t)?,
            Weight::Rest => return Err("`rest` is out of place".into()),
        };
        if x >= 0.0 {
            Ok(x)
        } else {
            Err(format!("a weight of {x}"))
        }
    }

    /// A whole set of weights, relative or with something left over.
    fn fill(
        &self,
        into: &mut BTreeMap<Symbol, f64>,
        list: &[(Symbol, Weight)],
        v: &Variable,
        stands: Slot,
        t: usize,
    ) -> Result<(), String> {
        let rest = list.iter().find(|(_, w)| matches!(w, Weight::Rest)).map(|r| r.0);
        let probabilities = rest.is_some() || v.rest_same;
        let mut sum = 0.0;
        for (branch, weight) in list {
            if matches!(weight, Weight::Rest) {
                continue;
            }
            let x = self.weight(weight, t)?;
            sum += if probabilities { probability(x)? } else { x };
            into.insert(*branch, x);
        }
        if let Some(branch) = rest {
            into.insert(branch, left(sum)?);
        } else if v.rest_same {
            let Slot::Branch(branch) = stands else {
                return Err("what is left has no branch that stands".into());
            };
            *into.entry(branch).or_default() += left(sum)?;
        }
        Ok(())
    }

    fn matching<'r>(&self, columns: &[super::tree::Node], rows: &'r [Row], t: usize) -> Result<&'r Row, String> {
        let mut found = Vec::new();
        for column in columns {
            found.push(match self.value(column, t)? {
                Value::Truth(true) => "yes".to_string(),
                Value::Truth(false) => "no".to_string(),
                Value::Branch(Some(branch)) => self.scenario.symbols[branch].clone(),
                _ => String::new(),
            });
        }
        let fits = |row: &&Row| {
            row.cells
                .iter()
                .zip(&found)
                .all(|(cell, value)| cell.is_empty() || cell.contains(value))
        };
        rows.iter().find(fits).ok_or(format!("no row for {found:?}"))
    }

    fn multiply(
        &self,
        weights: &mut BTreeMap<Symbol, f64>,
        factor: &Factor,
        v: &Variable,
        stands: Slot,
        t: usize,
    ) -> Result<(), String> {
        for (branch, weight) in &factor.weights {
            let by = self.weight(weight, t)?;
            *weights.get_mut(branch).ok_or("a factor on no branch")? *= by;
        }
        let level = v.branches.iter().position(|b| stands == Slot::Branch(*b));
        let moves = [(&factor.up, 1_isize), (&factor.down, -1)];
        for (by, step) in moves {
            if let (Some(by), Some(level)) = (by, level) {
                let by = self.weight(by, t)?;
                let target = level.checked_add_signed(step).and_then(|l| v.branches.get(l));
                if let Some(branch) = target {
                    *weights.get_mut(branch).ok_or("a level of another ladder")? *= by;
                }
            }
        }
        Ok(())
    }
}

fn probability(p: f64) -> Result<f64, String> {
    if p <= 1.0 {
        Ok(p)
    } else {
        Err(format!("a probability of {p}"))
    }
}

fn left(sum: f64) -> Result<f64, String> {
    if sum <= 1.0 + SLACK {
        Ok((1.0 - sum).max(0.0))
    } else {
        Err(format!("probabilities add to {sum}"))
    }
}

fn normalise(weights: BTreeMap<Symbol, f64>) -> Result<Vec<(Symbol, f64)>, String> {
    let total: f64 = weights.values().sum();
    if total > 0.0 && total.is_finite() {
        Ok(weights
            .into_iter()
            .filter(|w| w.1 > 0.0)
            .map(|(b, w)| (b, w / total))
            .collect())
    } else {
        Err(format!("weights that add to {total}"))
    }
}
