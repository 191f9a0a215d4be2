//! Looks up the names in a formula.
use super::formula::{Expr, parse};
use super::scenario::Symbol;
use super::tree::Node;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Names {
    pub symbols: Vec<String>,
    pub variables: BTreeMap<String, usize>,
    /// The branches of each variable.
    pub branches: Vec<Vec<Symbol>>,
    pub quantities: BTreeMap<String, usize>,
    /// Each at its mean, and as one step's probability where it has a `per`.
    pub assumptions: BTreeMap<String, f64>,
    pub conditions: BTreeMap<String, Expr>,
}

impl Names {
    pub fn symbol(&self, id: &str) -> Result<Symbol, String> {
        self.symbols
            .iter()
            .position(|s| s == id)
            .ok_or(format!("no branch `{id}`"))
    }

    pub fn intern(&mut self, id: &str) -> Symbol {
        self.symbol(id).unwrap_or_else(|_| {
            self.symbols.push(id.to_string());
            self.symbols.len() - 1
        })
    }

    pub fn formula(&self, text: &str) -> Result<Node, String> {
        self.node(&parse(text)?).map_err(|e| format!("{e}, in `{text}`"))
    }

    fn node(&self, expr: &Expr) -> Result<Node, String> {
        let boxed = |e: &Expr| self.node(e).map(Box::new);
        Ok(match expr {
            Expr::Number(x) => Node::Number(*x),
            Expr::Truth(truth) => Node::Truth(*truth),
            Expr::Date(day) => return Err(format!("`{day}` stands outside after() and at()")),
            Expr::Name(name) => self.name(name)?,
            Expr::Not(a) => Node::Not(boxed(a)?),
            Expr::Negative(a) => Node::Arithmetic("-", Box::new(Node::Number(0.0)), boxed(a)?),
            Expr::Call(name, args) => self.call(name, args)?,
            Expr::Binary("and", a, b) => Node::And(boxed(a)?, boxed(b)?),
            Expr::Binary("or", a, b) => Node::Or(boxed(a)?, boxed(b)?),
            Expr::Binary(op, a, b) if "+-*/^".contains(op) => Node::Arithmetic(op, boxed(a)?, boxed(b)?),
            Expr::Binary(op, a, b) => self.compare(op, a, b)?,
            Expr::Within(a, list, negated) => {
                let owner = self.owner(a);
                let items = list
                    .iter()
                    .map(|item| match (item, owner) {
                        (Expr::Name(branch), Some(v)) => self.branch_of(v, branch),
                        _ => self.node(item),
                    })
                    .collect::<Result<_, _>>()?;
                Node::Within(boxed(a)?, items, *negated)
            }
        })
    }

    fn name(&self, name: &str) -> Result<Node, String> {
        if let Some(v) = self.variables.get(name) {
            return Ok(Node::Variable(*v));
        }
        if let Some(q) = self.quantities.get(name) {
            return Ok(Node::Quantity(*q));
        }
        if let Some(x) = self.assumptions.get(name) {
            return Ok(Node::Number(*x));
        }
        if let Some(condition) = self.conditions.get(name) {
            return self.node(condition);
        }
        match name {
            "step" => Ok(Node::Step),
            "month" => Ok(Node::Month),
            _ => Err(format!("nothing is called `{name}`")),
        }
    }

    fn call(&self, name: &str, args: &[Expr]) -> Result<Node, String> {
        let boxed = |e: &Expr| self.node(e).map(Box::new);
        Ok(match (name, args) {
            ("prev", [a]) => Node::Prev(boxed(a)?, 1),
            ("prev", [a, Expr::Number(n)]) if *n >= 1.0 => Node::Prev(boxed(a)?, *n as usize),
            ("ever", [a]) => Node::Ever(boxed(a)?),
            ("count", [a]) => Node::Count(boxed(a)?),
            ("steps_since", [a]) => Node::Since(boxed(a)?),
            ("drawn", [Expr::Name(id)]) => Node::Drawn(*self.variables.get(id).ok_or(format!("no variable `{id}`"))?),
            ("after", [Expr::Date(day)]) => Node::After(day.parse().map_err(|_| "bad date")?),
            ("at", [Expr::Date(day)]) => Node::At(day.parse().map_err(|_| "bad date")?),
            ("if", [c, a, b]) => Node::If(Box::new([self.node(c)?, self.node(a)?, self.node(b)?])),
            ("min" | "max" | "abs" | "exp" | "ln" | "sqrt" | "clamp", _) => Node::Function(
                name.to_string(),
                args.iter().map(|a| self.node(a)).collect::<Result<_, _>>()?,
            ),
            _ => return Err(format!("`{name}` does not take these arguments")),
        })
    }

    /// The left side's variable is asked first whether the bare name beside it is a branch.
    fn compare(&self, op: &'static str, a: &Expr, b: &Expr) -> Result<Node, String> {
        let (left_owner, right_owner) = (self.owner(a), self.owner(b));
        let is_branch = |owner: Option<usize>, e: &Expr| match (owner, e) {
            (Some(v), Expr::Name(name)) => self.branch_of(v, name).ok(),
            _ => None,
        };
        let (left, right) = if let Some(branch) = is_branch(left_owner, b) {
            (self.node(a)?, branch)
        } else if let Some(branch) = is_branch(right_owner, a) {
            (branch, self.node(b)?)
        } else {
            (self.node(a)?, self.node(b)?)
        };
        let levels = left_owner.or(right_owner);
        Ok(Node::Compare(op, Box::new(left), Box::new(right), levels))
    }

    /// The variable whose branches a formula takes as its value.
    fn owner(&self, expr: &Expr) -> Option<usize> {
        match expr {
            Expr::Name(name) => self.variables.get(name).copied(),
            Expr::Call(name, args) => match (name.as_str(), args.as_slice()) {
                ("prev", [a, ..]) => self.owner(a),
                ("if", [_, a, b]) => self.owner(a).or(self.owner(b)),
                _ => None,
            },
            _ => None,
        }
    }

    fn branch_of(&self, variable: usize, name: &str) -> Result<Node, String> {
        let symbol = self.symbol(name)?;
        if self.branches[variable].contains(&symbol) {
            Ok(Node::Branch(symbol))
        } else {
            Err(format!("no branch `{name}` there"))
        }
    }
}
