//! Formulas as the oracle reads them: text to a tree, and a tree back to text.
use std::fmt;

/// A formula before its names are looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Number(f64),
    Truth(bool),
    Date(String),
    Name(String),
    Call(String, Vec<Expr>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    Binary(&'static str, Box<Expr>, Box<Expr>),
    /// `in` a list, or `not in` it where the flag is set.
    Within(Box<Expr>, Vec<Expr>, bool),
}

impl Expr {
    /// The tree with every node, children first, passed through `change`.
    pub fn map(self, change: &mut dyn FnMut(Expr) -> Expr) -> Expr {
        let inner = match self {
            Expr::Call(name, args) => Expr::Call(name, args.into_iter().map(|a| a.map(change)).collect()),
            Expr::Not(a) => Expr::Not(Box::new(a.map(change))),
            Expr::Negative(a) => Expr::Negative(Box::new(a.map(change))),
            Expr::Binary(op, a, b) => {
                let a = a.map(change);
                Expr::Binary(op, Box::new(a), Box::new(b.map(change)))
            }
            Expr::Within(a, list, negated) => {
                let a = a.map(change);
                let list = list.into_iter().map(|i| i.map(change)).collect();
                Expr::Within(Box::new(a), list, negated)
            }
            leaf => leaf,
        };
        change(inner)
    }
}

/// Reads a whole formula; the error says what was unexpected.
pub fn parse(text: &str) -> Result<Expr, String> {
    let tokens = split(text)?;
    let mut reader = Reader { tokens, next: 0 };
    let tree = reader.any()?;
    match reader.peek() {
        "" => Ok(tree),
        other => Err(format!("`{other}` is left over in `{text}`")),
    }
}

fn split(text: &str) -> Result<Vec<String>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let start = i;
        if c.is_whitespace() {
            i += 1;
            continue;
        } else if c.is_ascii_digit() || c == '.' {
            let is_date = chars.len() >= i + 10
                && (0..10).all(|k| match k {
                    4 | 7 => chars[i + k] == '-',
                    _ => chars[i + k].is_ascii_digit(),
                });
            if is_date {
                i += 10;
            } else {
                while i < chars.len()
                    && (chars[i].is_ascii_alphanumeric()
                        || matches!(chars[i], '.' | '_')
                        || (matches!(chars[i], '+' | '-') && matches!(chars[i - 1], 'e' | 'E')))
                {
                    i += 1;
                }
            }
        } else if c.is_ascii_alphabetic() || c == '_' {
            while i < chars.len() && (chars[i].is_ascii_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
        } else if "=!<>".contains(c) && chars.get(i + 1) == Some(&'=') {
            i += 2;
        } else if "<>+-*/^()[],".contains(c) {
            i += 1;
        } else {
            return Err(format!("`{c}` has no place in `{text}`"));
        }
        tokens.push(chars[start..i].iter().collect());
    }
    Ok(tokens)
}

struct Reader {
    tokens: Vec<String>,
    next: usize,
}

impl Reader {
    fn peek(&self) -> &str {
        self.tokens.get(self.next).map_or("", String::as_str)
    }

    fn take(&mut self) -> String {
        self.next += 1;
        self.tokens.get(self.next - 1).cloned().unwrap_or_default()
    }

    fn accept(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.accept(token) {
            Ok(())
        } else {
            Err(format!("`{token}` expected, not `{}`", self.peek()))
        }
    }

    fn any(&mut self) -> Result<Expr, String> {
        let mut left = self.all()?;
        while self.accept("or") {
            left = Expr::Binary("or", Box::new(left), Box::new(self.all()?));
        }
        Ok(left)
    }

    fn all(&mut self) -> Result<Expr, String> {
        let mut left = self.negation()?;
        while self.accept("and") {
            left = Expr::Binary("and", Box::new(left), Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expr, String> {
        if self.accept("not") {
            return Ok(Expr::Not(Box::new(self.negation()?)));
        }
        let left = self.sum()?;
        for op in ["==", "!=", "<=", ">=", "<", ">"] {
            if self.accept(op) {
                return Ok(Expr::Binary(op, Box::new(left), Box::new(self.sum()?)));
            }
        }
        let negated = self.accept("not");
        if negated || self.peek() == "in" {
            self.expect("in")?;
            self.expect("[")?;
            let list = self.list("]")?;
            return Ok(Expr::Within(Box::new(left), list, negated));
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Expr, String> {
        let mut left = self.product()?;
        loop {
            let op = if self.accept("+") {
                "+"
            } else if self.accept("-") {
                "-"
            } else {
                return Ok(left);
            };
            left = Expr::Binary(op, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr, String> {
        let mut left = self.signed()?;
        loop {
            let op = if self.accept("*") {
                "*"
            } else if self.accept("/") {
                "/"
            } else {
                return Ok(left);
            };
            left = Expr::Binary(op, Box::new(left), Box::new(self.signed()?));
        }
    }

    fn signed(&mut self) -> Result<Expr, String> {
        if self.accept("-") {
            return Ok(Expr::Negative(Box::new(self.signed()?)));
        }
        let base = self.leaf()?;
        if self.accept("^") {
            return Ok(Expr::Binary("^", Box::new(base), Box::new(self.signed()?)));
        }
        Ok(base)
    }

    fn leaf(&mut self) -> Result<Expr, String> {
        let token = self.take();
        let first = token.chars().next().ok_or("the formula breaks off")?;
        match token.as_str() {
            "(" => {
                let inner = self.any()?;
                self.expect(")")?;
                Ok(inner)
            }
            "true" => Ok(Expr::Truth(true)),
            "false" => Ok(Expr::Truth(false)),
            _ if first.is_ascii_digit() && token.matches('-').count() == 2 => Ok(Expr::Date(token)),
            _ if first.is_ascii_digit() || first == '.' => token
                .replace('_', "")
                .parse()
                .map(Expr::Number)
                .map_err(|_| format!("`{token}` is no number")),
            _ if first.is_ascii_alphabetic() && self.accept("(") => Ok(Expr::Call(token, self.list(")")?)),
            _ if first.is_ascii_alphabetic() => Ok(Expr::Name(token)),
            _ => Err(format!("`{token}` is out of place")),
        }
    }

    fn list(&mut self, end: &str) -> Result<Vec<Expr>, String> {
        let mut items = Vec::new();
        while !self.accept(end) {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.any()?);
        }
        Ok(items)
    }
}

/// How tightly a node holds together, loosest first.
fn binding(tree: &Expr) -> u8 {
    match tree {
        Expr::Binary("or", ..) => 0,
        Expr::Binary("and", ..) => 1,
        Expr::Not(_) => 2,
        Expr::Binary("+" | "-", ..) => 4,
        Expr::Binary("*" | "/", ..) => 5,
        Expr::Negative(_) => 6,
        Expr::Binary("^", ..) => 7,
        Expr::Binary(..) | Expr::Within(..) => 3,
        _ => 8,
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |tree: &Expr, least: u8| {
            if binding(tree) >= least {
                tree.to_string()
            } else {
                format!("({tree})")
            }
        };
        let join = |items: &[Expr]| items.iter().map(Expr::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Expr::Number(n) => write!(f, "{n}"),
            Expr::Truth(t) => write!(f, "{t}"),
            Expr::Date(d) => write!(f, "{d}"),
            Expr::Name(n) => write!(f, "{n}"),
            Expr::Call(name, args) => write!(f, "{name}({})", join(args)),
            Expr::Not(a) => write!(f, "not {}", part(a, 2)),
            Expr::Negative(a) => write!(f, "-{}", part(a, 6)),
            Expr::Binary(op, a, b) => {
                let own = binding(self);
                let (left, right) = match *op {
                    "^" => (8, 6),
                    "or" | "and" => (own, own + 1),
                    _ if own == 3 => (4, 4),
                    _ => (own, own + 1),
                };
                write!(f, "{} {op} {}", part(a, left), part(b, right))
            }
            Expr::Within(a, list, negated) => {
                let word = if *negated { "not in" } else { "in" };
                write!(f, "{} {word} [{}]", part(a, 4), join(list))
            }
        }
    }
}
