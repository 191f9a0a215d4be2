//! Formulas with their names looked up, and their value straight from the definitions on a whole history.
use super::scenario::{Item, Scenario, Slot, State, Symbol, YES};
use jiff::civil::Date;

#[derive(Clone, Debug)]
pub enum Node {
    Number(f64),
    Truth(bool),
    Branch(Symbol),
    Variable(usize),
    Quantity(usize),
    Step,
    Month,
    After(Date),
    At(Date),
    Drawn(usize),
    Prev(Box<Node>, usize),
    Ever(Box<Node>),
    Count(Box<Node>),
    /// Stands only beside a comparison sign.
    Since(Box<Node>),
    If(Box<[Node; 3]>),
    Function(String, Vec<Node>),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Arithmetic(&'static str, Box<Node>, Box<Node>),
    /// The last field is the variable whose levels are compared.
    Compare(&'static str, Box<Node>, Box<Node>, Option<usize>),
    Within(Box<Node>, Vec<Node>, bool),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    Truth(bool),
    Number(f64),
    Branch(Option<Symbol>),
}

/// A history, the last state of which may be half worked out.
#[derive(Clone, Copy)]
pub struct History<'a> {
    pub scenario: &'a Scenario,
    pub states: &'a [State],
}

impl History<'_> {
    pub fn truth(&self, node: &Node, t: usize) -> Result<bool, String> {
        match self.value(node, t)? {
            Value::Truth(truth) => Ok(truth),
            Value::Branch(branch) => Ok(branch == Some(YES)),
            Value::Number(x) => Err(format!("{x} stands where a truth should")),
        }
    }

    /// A whole formula used as a number, so it must be finite.
    pub fn finite(&self, node: &Node, t: usize) -> Result<f64, String> {
        let x = self.number(node, t)?;
        if x.is_finite() {
            Ok(x)
        } else {
            Err(format!("{x} is not finite in {node:?}"))
        }
    }

    fn number(&self, node: &Node, t: usize) -> Result<f64, String> {
        match self.value(node, t)? {
            Value::Number(x) if x.is_nan() => Err(format!("not a number: {node:?}")),
            Value::Number(x) => Ok(x),
            other => Err(format!("{other:?} stands where a number should")),
        }
    }

    /// The value that a formula has at the end of step `t`, or so far within it.
    pub fn value(&self, node: &Node, t: usize) -> Result<Value, String> {
        let state = &self.states[t];
        Ok(match node {
            Node::Number(x) => Value::Number(*x),
            Node::Truth(truth) => Value::Truth(*truth),
            Node::Branch(branch) => Value::Branch(Some(*branch)),
            Node::Variable(v) => match state.variables[*v] {
                Slot::Branch(branch) => Value::Branch(Some(branch)),
                Slot::Undrawn => Value::Branch(None),
                _ => {
                    return Err(format!("`{}` is read too early", self.scenario.variables[*v].id));
                }
            },
            Node::Quantity(q) => match state.quantities[*q] {
                Slot::Number(x) => Value::Number(x),
                _ => {
                    return Err(format!("`{}` is read too early", self.scenario.quantities[*q].id));
                }
            },
            Node::Step => Value::Number(t as f64),
            Node::Month => Value::Number(f64::from(self.scenario.begins[t].month())),
            Node::After(day) => Value::Truth(t > 0 && self.scenario.begins[t] >= *day),
            Node::At(day) => {
                Value::Truth(t > 0 && self.scenario.begins[t] <= *day && *day < self.scenario.begins[t + 1])
            }
            Node::Drawn(v) => match state.variables[*v] {
                Slot::Unset => return Err("drawn() is read too early".into()),
                _ => Value::Truth(state.drawn[*v]),
            },
            Node::Prev(inner, n) => self.value(inner, t.saturating_sub(*n))?,
            Node::Ever(inner) => Value::Truth(!self.held(inner, t)?.is_empty()),
            Node::Count(inner) => Value::Number(self.held(inner, t)?.len() as f64),
            Node::Since(_) => {
                return Err("steps_since() stands alone beside a comparison sign".into());
            }
            Node::If(parts) => {
                let chosen = if self.truth(&parts[0], t)? {
                    &parts[1]
                } else {
                    &parts[2]
                };
                self.value(chosen, t)?
            }
            Node::Function(name, args) => {
                let args: Vec<f64> = args.iter().map(|a| self.number(a, t)).collect::<Result<_, _>>()?;
                Value::Number(function(name, &args)?)
            }
            Node::Not(inner) => Value::Truth(!self.truth(inner, t)?),
            Node::And(a, b) => Value::Truth(self.truth(a, t)? && self.truth(b, t)?),
            Node::Or(a, b) => Value::Truth(self.truth(a, t)? || self.truth(b, t)?),
            Node::Arithmetic(op, a, b) => {
                let (a, b) = (self.number(a, t)?, self.number(b, t)?);
                let x = match *op {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" => a / b,
                    _ => a.powf(b),
                };
                if x.is_nan() {
                    return Err(format!("{a} {op} {b} is not a number"));
                }
                Value::Number(x)
            }
            Node::Compare(op, a, b, levels) => Value::Truth(self.compare(op, a, b, *levels, t)?),
            Node::Within(a, list, negated) => {
                let left = self.value(a, t)?;
                let mut found = false;
                for item in list {
                    found |= equal(left, self.value(item, t)?)?;
                }
                Value::Truth(found != *negated)
            }
        })
    }

    fn compare(&self, op: &str, a: &Node, b: &Node, levels: Option<usize>, t: usize) -> Result<bool, String> {
        let (Some(left), Some(right)) = (self.side(a, t)?, self.side(b, t)?) else {
            return Ok(false);
        };
        if matches!(op, "==" | "!=") {
            return Ok(equal(left, right)? == (op == "=="));
        }
        let (left, right) = match (left, right, levels) {
            (Value::Number(x), Value::Number(y), _) => (x, y),
            (Value::Branch(Some(x)), Value::Branch(Some(y)), Some(v)) => {
                let levels = &self.scenario.variables[v].branches;
                let rank = |s| levels.iter().position(|l| *l == s).map(|p| p as f64);
                (rank(x).ok_or("no such level")?, rank(y).ok_or("no such level")?)
            }
            other => return Err(format!("`{op}` does not compare {other:?}")),
        };
        Ok(match op {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            _ => left >= right,
        })
    }

    /// A side of a comparison; nothing where it asks how long ago and the answer is never.
    fn side(&self, node: &Node, t: usize) -> Result<Option<Value>, String> {
        match node {
            Node::Since(inner) => Ok(self.held(inner, t)?.last().map(|last| Value::Number((t - last) as f64))),
            _ => self.value(node, t).map(Some),
        }
    }

    /// The steps up to `t`, this one included and step 0 not, at whose end something held.
    fn held(&self, node: &Node, t: usize) -> Result<Vec<usize>, String> {
        let mut steps = Vec::new();
        for step in 1..=t {
            if self.truth(node, step)? {
                steps.push(step);
            }
        }
        Ok(steps)
    }
}

fn equal(a: Value, b: Value) -> Result<bool, String> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Ok(x == y),
        (Value::Branch(x), Value::Branch(y)) => Ok(x == y),
        (Value::Truth(x), Value::Truth(y)) => Ok(x == y),
        (Value::Truth(x), Value::Branch(y)) | (Value::Branch(y), Value::Truth(x)) => Ok(x == (y == Some(YES))),
        _ => Err(format!("{a:?} and {b:?} are of different kinds")),
    }
}

fn function(name: &str, args: &[f64]) -> Result<f64, String> {
    let x = match (name, args) {
        ("min", [first, rest @ ..]) => rest.iter().fold(*first, |a, b| a.min(*b)),
        ("max", [first, rest @ ..]) => rest.iter().fold(*first, |a, b| a.max(*b)),
        ("abs", [x]) => x.abs(),
        ("exp", [x]) => x.exp(),
        ("ln", [x]) => x.ln(),
        ("sqrt", [x]) => x.sqrt(),
        ("clamp", [x, low, high]) => x.max(*low).min(*high),
        _ => return Err(format!("no function `{name}` of {} arguments", args.len())),
    };
    if x.is_nan() {
        Err(format!("{name}({args:?}) is not a number"))
    } else {
        Ok(x)
    }
}

impl Node {
    /// The variables and quantities whose value at the same step this reads.
    pub fn same_step(&self, found: &mut Vec<Item>) {
        match self {
            Node::Variable(v) | Node::Drawn(v) => found.push(Item::Variable(*v)),
            Node::Quantity(q) => found.push(Item::Quantity(*q)),
            Node::Prev(..) => {}
            _ => self.children().into_iter().for_each(|child| child.same_step(found)),
        }
    }

    /// Whether the formula can change from step to step, given what stays fixed.
    pub fn changes(&self, fixed: &dyn Fn(Item) -> bool) -> bool {
        match self {
            Node::Variable(v) | Node::Drawn(v) => !fixed(Item::Variable(*v)),
            Node::Quantity(q) => !fixed(Item::Quantity(*q)),
            Node::Step | Node::Month | Node::After(_) | Node::At(_) => true,
            Node::Ever(_) | Node::Count(_) | Node::Since(_) => true,
            _ => self.children().into_iter().any(|child| child.changes(fixed)),
        }
    }

    fn children(&self) -> Vec<&Node> {
        match self {
            Node::Prev(a, _) | Node::Ever(a) | Node::Count(a) | Node::Since(a) | Node::Not(a) => {
                vec![a]
            }
            Node::If(parts) => parts.iter().collect(),
            Node::Function(_, args) => args.iter().collect(),
            Node::And(a, b) | Node::Or(a, b) => vec![a, b],
            Node::Arithmetic(_, a, b) | Node::Compare(_, a, b, _) => vec![a, b],
            Node::Within(a, list, _) => std::iter::once(&**a).chain(list).collect(),
            _ => Vec::new(),
        }
    }
}
