//! A plan made ready: addresses of its luck, rules as tables of thresholds, distributions as quantile tables.

use crate::draw::{Purpose, Stream, Table, Thresholds, collision, cut};
use crate::engine::request::Interruption;
use crate::engine::sampler::Samplers;
use crate::plan::evaluate::truth;
use crate::plan::nan::{can_be_nan, is_finite};
use crate::plan::weigh::{Undrawable, finish, set_weights, weigh};
use crate::plan::{
    Amount, Base, ExprId, Initial, Leaf, Plan, QuantityId, Reading, Rule, Set, Timing, Variable, VariableId, Way,
    Weight,
};

use super::feature::{Assignment, Feature, Reach, features};

/// The most rows that a rule is tabulated to.
pub const ROWS: usize = 16_384;
/// The most thresholds that a rule is tabulated to.
const CELLS: usize = 1 << 20;

/// A plan made ready for batches.
pub struct Program<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// Its distributions.
    pub samplers: Samplers,
    /// How far back it reads.
    pub reach: Reach,
    /// For each expression whether it can meet a NaN.
    pub nan: Vec<bool>,
    /// For each expression whether it is always a truth or a finite number.
    pub finite: Vec<bool>,
    /// For each expression whether it reads nothing of a trial.
    pub fixed: Vec<bool>,
    /// For each variable how it is drawn.
    pub variables: Vec<VariableProgram>,
    /// For each quantity its streams, by step (a single one where it is drawn once, none where it is not drawn).
    pub quantities: Vec<Vec<Stream>>,
}

/// How a variable is drawn.
pub struct VariableProgram {
    /// The stream of its value before step 1, where that is drawn.
    pub initial: Option<(Stream, Method)>,
    /// Its streams, by step from step 1 (a single one where it is drawn once).
    pub streams: Vec<Stream>,
    /// At a step at which nothing is forced.
    pub free: Method,
    /// At a step at which it is forced.
    pub forced: Option<Method>,
    /// Whether the engine must remember if it was drawn, for itself or because a formula asks.
    pub remembers: bool,
}

/// How the next state comes about.
pub enum Method {
    /// One row a combination of what it reads.
    Table(RuleTable),
    /// Trial by trial: what it reads cannot be tabulated.
    Lanes,
}

/// A rule as a table.
pub struct RuleTable {
    /// The columns that choose a row, and how many rows a value is worth.
    pub parents: Vec<(Feature, u16)>,
    /// What is the same for all trials of a step.
    pub times: Vec<(Feature, u16)>,
    /// The rows.
    pub table: Table,
    /// For each row whether it is a draw (1) or the state stands (0); none where all are draws.
    pub due: Option<Vec<u8>>,
    /// For each row whether it is a fault; none where none is.
    pub fault: Option<Vec<bool>>,
}

impl<'p> Program<'p> {
    /// Makes a plan ready.
    ///
    /// # Errors
    /// Where two streams of luck collide.
    pub fn new(plan: &'p Plan) -> Result<Program<'p>, Interruption> {
        let reach = Reach::of(plan);
        let nan = can_be_nan(plan);
        let mut addresses: Vec<(Stream, String)> = Vec::new();
        let mut stream = |luck: &str, purpose: Purpose, step: u32| {
            let stream = Stream::new(luck, purpose, step);
            addresses.push((stream, format!("`{luck}` at step {step}")));
            stream
        };
        let mut variables = Vec::new();
        for (i, variable) in plan.variables.iter().enumerate() {
            let steps = if variable.timing == Timing::EachStep {
                1..=plan.steps
            } else {
                0..=0
            };
            let streams = steps.map(|step| stream(&variable.luck, Purpose::Draw, step)).collect();
            let initial = match &variable.initial {
                Initial::Random(set) => Some((
                    stream(&variable.luck, Purpose::Initial, 0),
                    initial_method(plan, &nan, variable, set),
                )),
                _ => None,
            };
            let id = VariableId(i as u32);
            let remembers = reach.drawn[i].is_some() || variable.unsettled || variable.timing == Timing::FirstChance;
            let forced = variable
                .force
                .map(|force| rule_method(plan, &nan, id, Some(force.value)));
            variables.push(VariableProgram {
                initial,
                streams,
                free: rule_method(plan, &nan, id, None),
                forced,
                remembers,
            });
        }
        let mut quantities = Vec::new();
        for quantity in &plan.quantities {
            quantities.push(match &quantity.amount {
                Amount::Drawn {
                    timing: Timing::EachStep,
                    ..
                } => (1..=plan.steps)
                    .map(|step| stream(&quantity.luck, Purpose::Draw, step))
                    .collect(),
                Amount::Drawn { .. } => vec![stream(&quantity.luck, Purpose::Draw, 0)],
                _ => Vec::new(),
            });
        }
        let streams: Vec<Stream> = addresses.iter().map(|(stream, _)| *stream).collect();
        if let Some((a, b)) = collision(&streams) {
            return Err(Interruption::Collision(addresses[a].1.clone(), addresses[b].1.clone()));
        }
        Ok(Program {
            plan,
            samplers: Samplers::new(plan),
            reach,
            nan,
            finite: is_finite(plan),
            fixed: fixed(plan),
            variables,
            quantities,
        })
    }

    /// The stream of a quantity at a step.
    pub fn quantity_stream(&self, quantity: QuantityId, step: u32) -> Option<Stream> {
        let streams = &self.quantities[quantity.at()];
        streams
            .get((step as usize).saturating_sub(1))
            .or(streams.first())
            .copied()
    }
}

fn fixed(plan: &Plan) -> Vec<bool> {
    let mut fixed: Vec<bool> = Vec::with_capacity(plan.arena.len());
    for (_, expr) in plan.arena.iter() {
        fixed.push(!expr.reads_trial() && expr.operands().iter().all(|id| fixed[id.0 as usize]));
    }
    fixed
}

/// The state that stands before a variable's draw, as a feature: the state of the step before.
pub fn own(id: VariableId) -> Feature {
    Feature::State(Leaf { variable: id, lag: 1 })
}

/// Whether it had been drawn before, likewise.
pub fn own_drawn(id: VariableId) -> Feature {
    Feature::Drawn(Leaf { variable: id, lag: 1 })
}

/// What one row of a rule gives.
enum RowOutcome {
    /// The state stands, or becomes the idle one: no draw.
    Stands(u8),
    /// A draw is replaced.
    Forced(u8),
    /// A draw.
    Drawn(Thresholds),
    /// A draw that cannot be made.
    Fault,
}

/// The combinations of what a rule reads, where there are too many to tabulate: its draws are worked out trial by trial, which is slow. None
/// where a table is made, and where numbers are read, of which there can be none.
pub fn too_many_rows(plan: &Plan, id: VariableId) -> Option<u128> {
    let variable = plan.variables.get(id.at())?;
    let nan = can_be_nan(plan);
    let list = read_by_rule(plan, id, None)?;
    let rows = list.iter().fold(1u128, |rows, feature| {
        rows.saturating_mul(feature.size(plan, &nan) as u128)
    });
    let cells = rows.saturating_mul(variable.branches.len() as u128);
    (rows > ROWS as u128 || cells > CELLS as u128).then_some(rows)
}

/// What a rule reads, sorted; none where it reads numbers.
fn read_by_rule(plan: &Plan, id: VariableId, forced: Option<u8>) -> Option<Vec<Feature>> {
    let variable = &plan.variables[id.at()];
    let mut roots: Vec<ExprId> = variable.when.into_iter().collect();
    let mut columns = Vec::new();
    if forced.is_none() {
        let mut read = Read {
            roots: &mut roots,
            columns: &mut columns,
        };
        read.rule(&variable.rule);
    }
    let mut list = features(plan, &roots)?;
    list.extend(columns);
    if needs_own(variable) {
        list.push(own(id));
    }
    if variable.unsettled || variable.timing == Timing::FirstChance {
        list.push(own_drawn(id));
    }
    list.sort_unstable();
    list.dedup();
    Some(list)
}

fn rule_method(plan: &Plan, nan: &[bool], id: VariableId, forced: Option<u8>) -> Method {
    let variable = &plan.variables[id.at()];
    if variable.timing == Timing::Once && needs_own(variable) {
        // Its one column is being written while it would be read.
        return Method::Lanes;
    }
    let Some(list) = read_by_rule(plan, id, forced) else {
        return Method::Lanes;
    };
    let fixed = match variable.initial {
        Initial::State(code) => code,
        _ => variable.undrawn(),
    };
    tabulate(plan, nan, variable, list, |at| {
        let before = if at.features.contains(&own(id)) {
            crate::plan::evaluate::Environment::state(at, Leaf { variable: id, lag: 1 })
        } else {
            fixed
        };
        let drawn = crate::plan::evaluate::Environment::drawn(at, Leaf { variable: id, lag: 1 });
        row_outcome(plan, variable, before, drawn, forced, at)
    })
}

/// Whether the next state can depend on the one that stands.
fn needs_own(variable: &Variable) -> bool {
    let same = |way: &Way| {
        matches!(
            way,
            Way::Set(Set {
                reading: Reading::Same,
                ..
            })
        )
    };
    let rule = &variable.rule;
    let says_same = match &rule.base {
        Base::Way(way) => same(way),
        Base::Table { rows, .. } => rows.iter().any(|row| row.set.reading == Reading::Same),
    } || rule.cases.iter().any(|case| same(&case.way));
    match variable.timing {
        Timing::Once => {
            matches!(variable.initial, Initial::Random(_))
                && (variable.when.is_some() || variable.finals.contains(&true))
        }
        Timing::FirstChance => true,
        Timing::EachStep => {
            variable.ladder
                || says_same
                || variable.finals.contains(&true)
                || (variable.when.is_some() && variable.idle.is_none())
        }
    }
}

fn row_outcome(
    plan: &Plan,
    variable: &Variable,
    before: u8,
    drawn: bool,
    forced: Option<u8>,
    at: &Assignment,
) -> RowOutcome {
    if variable.timing == Timing::FirstChance && drawn {
        return RowOutcome::Stands(before);
    }
    let is_final = variable.finals.get(usize::from(before)).copied().unwrap_or(false) && (drawn || !variable.unsettled);
    if is_final && forced.is_none() {
        return RowOutcome::Stands(before);
    }
    match variable.when.map(|when| truth(plan, when, at)) {
        Some(Err(_)) => return RowOutcome::Fault,
        Some(Ok(false)) => return RowOutcome::Stands(variable.idle.unwrap_or(before)),
        _ => {}
    }
    match forced {
        Some(code) => RowOutcome::Forced(code),
        None => drawn_row(weigh(plan, variable, before, at)),
    }
}

fn drawn_row(weights: Result<Vec<f64>, Undrawable>) -> RowOutcome {
    match weights.ok().and_then(|weights| cut(&weights).ok()) {
        Some(thresholds) => RowOutcome::Drawn(thresholds),
        None => RowOutcome::Fault,
    }
}

fn initial_method(plan: &Plan, nan: &[bool], variable: &Variable, set: &Set) -> Method {
    let mut roots = Vec::new();
    let mut columns = Vec::new();
    Read {
        roots: &mut roots,
        columns: &mut columns,
    }
    .set(set);
    let Some(list) = features(plan, &roots) else {
        return Method::Lanes;
    };
    tabulate(plan, nan, variable, list, |at| {
        drawn_row(
            set_weights(plan, variable, set, variable.undrawn(), at).and_then(|weights| finish(variable, weights)),
        )
    })
}

fn tabulate(
    plan: &Plan,
    nan: &[bool],
    variable: &Variable,
    mut list: Vec<Feature>,
    outcome: impl Fn(&Assignment) -> RowOutcome,
) -> Method {
    list.sort_unstable();
    list.dedup();
    let sizes: Vec<usize> = list.iter().map(|feature| feature.size(plan, nan)).collect();
    let rows = sizes.iter().try_fold(1usize, |product, size| {
        product.checked_mul(*size).filter(|p| *p <= ROWS)
    });
    let Some(rows) = rows.filter(|rows| rows * variable.branches.len() <= CELLS) else {
        return Method::Lanes;
    };
    let mut strides = vec![1u16; list.len()];
    for i in (0..list.len().saturating_sub(1)).rev() {
        strides[i] = strides[i + 1] * sizes[i + 1] as u16;
    }
    let mut values = vec![0usize; list.len()];
    let mut outcomes = Vec::with_capacity(rows);
    for _ in 0..rows {
        outcomes.push(outcome(&Assignment {
            features: &list,
            values: &values,
        }));
        for i in (0..list.len()).rev() {
            values[i] += 1;
            if values[i] < sizes[i] {
                break;
            }
            values[i] = 0;
        }
    }
    let is_due = |row: &RowOutcome| !matches!(row, RowOutcome::Stands(_));
    let due = (!outcomes.iter().all(is_due)).then(|| outcomes.iter().map(|row| u8::from(is_due(row))).collect());
    let is_fault = |row: &RowOutcome| matches!(row, RowOutcome::Fault);
    let fault = outcomes
        .iter()
        .any(is_fault)
        .then(|| outcomes.iter().map(is_fault).collect());
    // One more state only where some row leaves the variable undrawn: a threshold that need not be compared is not.
    let branches = variable.branches.len();
    let states = branches
        + usize::from(
            outcomes
                .iter()
                .any(|row| matches!(row, RowOutcome::Stands(code) if usize::from(*code) == branches)),
        );
    let thresholds: Vec<Thresholds> = outcomes
        .into_iter()
        .map(|row| match row {
            RowOutcome::Drawn(thresholds) => thresholds.widen(states),
            RowOutcome::Stands(code) | RowOutcome::Forced(code) => Thresholds::certain(states, usize::from(code)),
            RowOutcome::Fault => Thresholds::certain(states, 0),
        })
        .collect();
    let placed = list.into_iter().zip(strides);
    let (times, parents) = placed.partition(|(feature, _)| feature.is_time());
    Method::Table(RuleTable {
        parents,
        times,
        table: Table::new(&thresholds),
        due,
        fault,
    })
}

/// Collects what a rule reads.
struct Read<'a> {
    roots: &'a mut Vec<ExprId>,
    columns: &'a mut Vec<Feature>,
}

impl Read<'_> {
    fn rule(&mut self, rule: &Rule) {
        match &rule.base {
            Base::Way(way) => self.way(way),
            Base::Table { columns, rows } => {
                for column in columns {
                    match column {
                        crate::plan::Column::State(leaf) => self.columns.push(Feature::State(*leaf)),
                        crate::plan::Column::Truth(id) => self.roots.push(*id),
                    }
                }
                for row in rows {
                    self.set(&row.set);
                }
            }
        }
        for case in &rule.cases {
            self.roots.push(case.condition);
            self.way(&case.way);
        }
        for factor in &rule.factors {
            self.roots.extend(factor.condition);
            self.roots.extend(factor.by.iter().map(|(_, id)| *id));
        }
    }

    fn way(&mut self, way: &Way) {
        match way {
            Way::Set(set) => self.set(set),
            Way::Moves { up, down } => self.roots.extend([*up, *down]),
        }
    }

    fn set(&mut self, set: &Set) {
        for weight in &set.weights {
            if let Weight::Amount(id) = weight {
                self.roots.push(*id);
            }
        }
    }
}
