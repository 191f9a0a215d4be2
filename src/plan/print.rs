//! A plan as text: its expressions, its rules, and the order of evaluation.

use std::fmt;

use super::element::{Amount, Asked, Initial, Plan, Task, Timing, Variable};
use super::expr::{Expr, ExprId, Leaf, SinceSide, StateSet};
use super::rule::{Base, Column, Reading, Set, Target, Way, Weight};

/// The most nodes of an expression that is written out where it is used; larger ones stand once, as `#12`.
const INLINE: usize = 12;

impl fmt::Display for Plan {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let printer = Printer::new(self);
        writeln!(out, "steps {}", self.steps)?;
        printer.order(out, "before step 1", &self.before)?;
        printer.order(out, "initial values", &self.initials)?;
        printer.order(out, "within each step", &self.each)?;
        if !self.parameters.is_empty() {
            writeln!(out, "\nparameters")?;
            for parameter in &self.parameters {
                writeln!(out, "  {} = {}", parameter.path, parameter.value)?;
            }
        }
        let large = || self.arena.iter().filter(|(id, _)| printer.size(*id) > INLINE);
        if large().next().is_some() {
            writeln!(out, "\nexpressions")?;
            for (id, expr) in large() {
                writeln!(out, "  #{} = {}", id.0, printer.node(expr))?;
            }
        }
        for (at, tracker) in self.trackers.iter().enumerate() {
            writeln!(
                out,
                "tracker {at}: {}, read {} steps back",
                printer.expr(tracker.condition),
                tracker.depth
            )?;
        }
        for variable in &self.variables {
            printer.variable(out, variable)?;
        }
        for quantity in &self.quantities {
            writeln!(out, "\nquantity {}", quantity.id)?;
            printer.amount(out, &quantity.amount)?;
            if let Some(force) = &quantity.force {
                writeln!(
                    out,
                    "  forced {} in steps {} to {}",
                    force.value, force.from, force.until
                )?;
            }
        }
        for question in &self.questions {
            writeln!(out, "\nquestion {}, read at step {}", question.id, question.by)?;
            match &question.asked {
                Asked::Yes(truth) => writeln!(out, "  yes {}", printer.expr(*truth))?,
                Asked::Cases(cases) => {
                    for (at, case) in cases.iter().enumerate() {
                        writeln!(out, "  case {}: {}", at + 1, printer.expr(*case))?;
                    }
                }
                Asked::Number { number, thresholds } => {
                    writeln!(out, "  number {}, thresholds {thresholds:?}", printer.expr(*number))?;
                }
            }
        }
        for given in &self.given {
            writeln!(out, "\ngiven at step {}: {}", given.step, printer.expr(given.condition))?;
        }
        Ok(())
    }
}

struct Printer<'p> {
    plan: &'p Plan,
    /// How many nodes each expression has when it is written out.
    sizes: Vec<usize>,
}

impl<'p> Printer<'p> {
    fn new(plan: &'p Plan) -> Printer<'p> {
        let mut sizes: Vec<usize> = Vec::with_capacity(plan.arena.len());
        for (_, expr) in plan.arena.iter() {
            // Children stand before parents.
            let below = expr.operands().into_iter().map(|id| match sizes[id.0 as usize] {
                large if large > INLINE => 1,
                small => small,
            });
            sizes.push(below.sum::<usize>() + 1);
        }
        Printer { plan, sizes }
    }

    fn size(&self, id: ExprId) -> usize {
        self.sizes.get(id.0 as usize).copied().unwrap_or(1)
    }

    fn order(&self, out: &mut fmt::Formatter, title: &str, tasks: &[Task]) -> fmt::Result {
        let names: Vec<&str> = tasks
            .iter()
            .map(|task| match task {
                Task::Variable(id) => self.plan.variables[id.at()].id.as_str(),
                Task::Quantity(id) => self.plan.quantities[id.at()].id.as_str(),
            })
            .collect();
        if names.is_empty() {
            Ok(())
        } else {
            writeln!(out, "{title}: {}", names.join(", "))
        }
    }

    fn variable(&self, out: &mut fmt::Formatter, variable: &Variable) -> fmt::Result {
        let timing = match variable.timing {
            Timing::Once => "once",
            Timing::EachStep => "each step",
            Timing::FirstChance => "at the first chance",
        };
        let ladder = if variable.ladder { ", a ladder" } else { "" };
        writeln!(out, "\nvariable {}, drawn {timing}{ladder}", variable.id)?;
        if variable.luck != variable.id {
            writeln!(out, "  luck of {}", variable.luck)?;
        }
        writeln!(out, "  branches in draw order: {}", variable.branches.join(", "))?;
        let branch = |code: u8| {
            variable
                .branches
                .get(usize::from(code))
                .map_or("undrawn", String::as_str)
        };
        match &variable.initial {
            Initial::Undrawn => {}
            Initial::State(code) => writeln!(out, "  initial {}", branch(*code))?,
            Initial::Random(set) => writeln!(out, "  initial {}", self.set(variable, set))?,
        }
        if let Some(when) = variable.when {
            writeln!(out, "  when {}", self.expr(when))?;
        }
        if let Some(idle) = variable.idle {
            writeln!(out, "  idle {}", branch(idle))?;
        }
        let finals: Vec<&str> = variable
            .branches
            .iter()
            .zip(&variable.finals)
            .filter(|(_, is)| **is)
            .map(|(id, _)| id.as_str())
            .collect();
        if !finals.is_empty() {
            writeln!(out, "  final {}", finals.join(", "))?;
        }
        match &variable.rule.base {
            Base::Way(way) => writeln!(out, "  base {}", self.way(variable, way))?,
            Base::Table { columns, rows } => {
                let columns: Vec<String> = columns.iter().map(|column| self.column(column)).collect();
                writeln!(out, "  table of {}", columns.join(", "))?;
                for row in rows {
                    let cells: Vec<String> = row.cells.iter().map(cell).collect();
                    writeln!(out, "    [{}] {}", cells.join(", "), self.set(variable, &row.set))?;
                }
            }
        }
        for case in &variable.rule.cases {
            writeln!(
                out,
                "  {} if {}: {}",
                case.name,
                self.expr(case.condition),
                self.way(variable, &case.way)
            )?;
        }
        for factor in &variable.rule.factors {
            let condition = factor
                .condition
                .map(|id| format!(" if {}", self.expr(id)))
                .unwrap_or_default();
            let by: Vec<String> = factor
                .by
                .iter()
                .map(|(target, id)| {
                    let target = match target {
                        Target::Branch(code) => branch(*code),
                        Target::Up => "up",
                        Target::Down => "down",
                    };
                    format!("{target} × {}", self.expr(*id))
                })
                .collect();
            writeln!(out, "  {}{condition}: {}", factor.name, by.join(", "))?;
        }
        if let Some(force) = &variable.force {
            writeln!(
                out,
                "  forced {} in steps {} to {}",
                branch(force.value),
                force.from,
                force.until
            )?;
        }
        Ok(())
    }

    fn amount(&self, out: &mut fmt::Formatter, amount: &Amount) -> fmt::Result {
        match amount {
            Amount::Fixed(id) => writeln!(out, "  once {}", self.expr(*id)),
            Amount::EachStep(id) => writeln!(out, "  each step {}", self.expr(*id)),
            Amount::Chain { start, next } => {
                writeln!(out, "  start {}\n  next {}", self.expr(*start), self.expr(*next))
            }
            Amount::Drawn {
                family,
                parameters,
                timing,
            } => {
                let parameters: Vec<String> = parameters.iter().map(|id| self.expr(*id)).collect();
                let when = if *timing == Timing::Once { "once" } else { "each step" };
                writeln!(out, "  drawn {when} from {family:?}({})", parameters.join(", "))
            }
        }
    }

    fn way(&self, variable: &Variable, way: &Way) -> String {
        match way {
            Way::Set(set) => self.set(variable, set),
            Way::Moves { up, down } => format!("up {}, down {}", self.expr(*up), self.expr(*down)),
        }
    }

    fn set(&self, variable: &Variable, set: &Set) -> String {
        let weights: Vec<String> = variable
            .branches
            .iter()
            .zip(&set.weights)
            .map(|(branch, weight)| match weight {
                Weight::Rest => format!("{branch} rest"),
                Weight::Amount(id) => format!("{branch} {}", self.expr(*id)),
            })
            .collect();
        let same = if set.reading == Reading::Same {
            ", rest stays"
        } else {
            ""
        };
        format!("{{ {}{same} }}", weights.join(", "))
    }

    fn column(&self, column: &Column) -> String {
        match column {
            Column::State(leaf) => self.leaf(*leaf),
            Column::Truth(id) => self.expr(*id),
        }
    }

    fn expr(&self, id: ExprId) -> String {
        if self.size(id) > INLINE {
            format!("#{}", id.0)
        } else {
            self.node(self.plan.arena.get(id))
        }
    }

    /// One node with its operands.
    fn node(&self, expr: &Expr) -> String {
        let show = |id: &ExprId| self.expr(*id);
        let two = |sign: &str, a: &ExprId, b: &ExprId| format!("({} {sign} {})", show(a), show(b));
        match expr {
            Expr::Number(value) => value.to_string(),
            Expr::Truth(truth) => truth.to_string(),
            Expr::Parameter(id) => self.plan.parameters[id.at()].path.clone(),
            Expr::Quantity { quantity, lag } => lagged(&self.plan.quantities[quantity.at()].id, *lag),
            Expr::Step { lag } => lagged("step", *lag),
            Expr::Month { lag } => lagged("month", *lag),
            Expr::CountStored { tracker, lag } => lagged(&format!("count of tracker {}", tracker.0), *lag),
            Expr::EverStored { tracker, lag } => lagged(&format!("ever tracker {}", tracker.0), *lag),
            Expr::Indicator(a) => format!("number({})", show(a)),
            Expr::Negate(a) => format!("-{}", show(a)),
            Expr::Abs(a) => format!("abs({})", show(a)),
            Expr::Exp(a) => format!("exp({})", show(a)),
            Expr::Ln(a) => format!("ln({})", show(a)),
            Expr::Sqrt(a) => format!("sqrt({})", show(a)),
            Expr::Add(a, b) => two("+", a, b),
            Expr::Subtract(a, b) => two("-", a, b),
            Expr::Multiply(a, b) => two("*", a, b),
            Expr::Divide(a, b) => two("/", a, b),
            Expr::Power(a, b) => two("^", a, b),
            Expr::Min(a, b) => format!("min({}, {})", show(a), show(b)),
            Expr::Max(a, b) => format!("max({}, {})", show(a), show(b)),
            Expr::If(c, a, b) => format!("if({}, {}, {})", show(c), show(a), show(b)),
            Expr::Not(a) => format!("not {}", show(a)),
            Expr::And(a, b) => two("and", a, b),
            Expr::Or(a, b) => two("or", a, b),
            Expr::Same(a, b) => two("==", a, b),
            Expr::State { leaf, set } => format!("{} in {}", self.leaf(*leaf), self.states(*leaf, set)),
            Expr::SameBranch { left, right, .. } => format!("{} == {}", self.leaf(*left), self.leaf(*right)),
            Expr::Levels { compare, left, right } => {
                format!("{} {} {}", self.leaf(*left), compare.sign(), self.leaf(*right))
            }
            Expr::Compare { compare, left, right } => two(compare.sign(), left, right),
            Expr::SinceCompare { compare, left, right } => {
                format!("({} {} {})", self.since(left), compare.sign(), self.since(right))
            }
            Expr::Drawn(leaf) => format!("drawn({})", self.leaf(*leaf)),
            Expr::FromStep { step, lag } => lagged(&format!("step >= {step}"), *lag),
            Expr::AtStep { step, lag } => lagged(&format!("step == {step}"), *lag),
        }
    }

    fn since(&self, side: &SinceSide) -> String {
        match side {
            SinceSide::Number(id) => self.expr(*id),
            SinceSide::Since { tracker, lag, now } => {
                let now = now.map(|id| format!(" or now {}", self.expr(id))).unwrap_or_default();
                lagged(&format!("steps since tracker {}{now}", tracker.0), *lag)
            }
        }
    }

    fn leaf(&self, leaf: Leaf) -> String {
        lagged(&self.plan.variables[leaf.variable.at()].id, leaf.lag)
    }

    fn states(&self, leaf: Leaf, set: &StateSet) -> String {
        let variable = &self.plan.variables[leaf.variable.at()];
        let named = variable
            .branches
            .iter()
            .map(String::as_str)
            .chain(std::iter::once("undrawn"));
        let names: Vec<&str> = named
            .enumerate()
            .filter(|(code, _)| set.contains(*code as u8))
            .map(|(_, name)| name)
            .collect();
        format!("[{}]", names.join(", "))
    }
}

/// A table's cell as state codes; `*` for any.
fn cell(cell: &Option<StateSet>) -> String {
    match cell {
        None => "*".to_owned(),
        Some(set) => {
            let codes: Vec<String> = (0..=u8::MAX)
                .filter(|code| set.contains(*code))
                .map(|code| code.to_string())
                .collect();
            codes.join("|")
        }
    }
}

fn lagged(text: &str, lag: u32) -> String {
    match lag {
        0 => text.to_owned(),
        1 => format!("prev({text})"),
        lag => format!("prev({text}, {lag})"),
    }
}
