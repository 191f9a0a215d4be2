//! A scenario in the making: a TOML tree, what variables it has, and the luck that shapes it.
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

const IDS: &[&str] = &[
    "alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "iris", "juniper", "kelp", "larch", "maple",
    "nettle", "oak", "pine", "quince", "rowan", "sorrel", "thyme", "ulex", "vetch", "willow", "yarrow", "aspen",
    "balsam", "clover", "daisy", "fennel", "ginger", "heather", "ivy", "jasmine", "kale", "lotus", "myrtle", "olive",
    "poppy", "reed", "sage",
];
const BRANCHES: &[&str] = &[
    "calm", "dark", "east", "grey", "mild", "north", "open", "red", "west", "wide",
];

/// Whether a name is that of an element rather than of a branch.
pub fn is_id(name: &str) -> bool {
    IDS.contains(&name) || name.starts_with("plant")
}

pub struct Var {
    pub id: String,
    pub section: &'static str,
    pub branches: Vec<String>,
    pub ladder: bool,
    /// Drawn before step 1, so it may stand in anything drawn later.
    pub once: bool,
    /// Takes more cases.
    pub cases: bool,
    /// Stays as it was planted: nothing more is hung on it.
    pub closed: bool,
    pub hung: usize,
}

impl Var {
    pub fn yes_no(&self) -> bool {
        self.branches == ["no", "yes"]
    }

    pub fn key(&self) -> &'static str {
        if self.section == "events" {
            "outcomes"
        } else {
            "options"
        }
    }

    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.id)
    }
}

pub struct Draft {
    rng: ChaCha8Rng,
    pub table: Table,
    pub vars: Vec<Var>,
    ids: Vec<&'static str>,
    numbered: usize,
    pub steps: usize,
    /// Paths that may still be multiplied in.
    pub budget: f64,
    /// First days of the steps, for formulas with dates.
    pub days: Vec<String>,
}

impl Draft {
    pub fn new(seed: u64) -> Draft {
        let mut draft = Draft {
            rng: ChaCha8Rng::seed_from_u64(seed),
            table: Table::new(),
            vars: Vec::new(),
            ids: Vec::new(),
            numbered: 0,
            steps: 0,
            budget: 1.0,
            days: Vec::new(),
        };
        draft.ids = draft.shuffled(IDS);
        draft
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.rng.next_u64() % n.max(1) as u64) as usize
    }

    pub fn chance(&mut self, p: f64) -> bool {
        (self.rng.next_u64() >> 11) as f64 * 2.0_f64.powi(-53) < p
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        let place = self.below(list.len());
        list[place].clone()
    }

    pub fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut rest = list.to_vec();
        let mut out = Vec::new();
        while !rest.is_empty() {
            let place = self.below(rest.len());
            out.push(rest.swap_remove(place));
        }
        out
    }

    /// A number between two others with two decimals.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        let steps = ((high - low) * 100.0).round() as usize;
        ((low * 100.0).round() + self.below(steps + 1) as f64) / 100.0
    }

    pub fn timed(&self) -> bool {
        self.steps > 0
    }

    /// The first day of a step: of all but the last, or with 1 to skip, of all but the first.
    pub fn day(&mut self, skip: usize) -> String {
        let place = self.below(self.days.len() - 1) + skip;
        self.days[place].clone()
    }

    /// A period longer than a step.
    pub fn per(&mut self) -> Option<&'static str> {
        match self.table.get("time")?.get("step")?.as_str()? {
            "year" => None,
            "quarter" => Some("year"),
            _ => Some(self.pick(&["year", "quarter"])),
        }
    }

    /// An id that nothing has yet.
    pub fn id(&mut self) -> String {
        self.numbered += 1;
        match self.ids.pop() {
            Some(id) => id.to_string(),
            None => format!("plant{}", self.numbered),
        }
    }

    pub fn some_branches(&mut self, n: usize) -> Vec<String> {
        let mut names: Vec<String> = self.shuffled(BRANCHES).into_iter().map(String::from).collect();
        names.truncate(n);
        names
    }

    /// Merges a piece of TOML; its cases and factors are appended.
    #[track_caller]
    pub fn add(&mut self, text: &str) {
        match text.parse::<Table>() {
            Ok(piece) => merge(&mut self.table, piece),
            Err(problem) => panic!("{problem}\n{text}"),
        }
    }

    /// Whether a variable of so many branches can be afforded, and takes its cost if so.
    pub fn afford(&mut self, branches: usize, draws: usize) -> bool {
        let cost = (branches as f64).powi(draws as i32);
        let fits = cost <= self.budget;
        if fits {
            self.budget /= cost;
        }
        fits
    }

    /// Enters a variable; its TOML follows through [`Draft::add`].
    pub fn enter(&mut self, branches: Vec<String>) -> usize {
        let id = self.id();
        let section = if self.chance(0.5) { "events" } else { "choices" };
        if section == "choices" {
            self.add(&format!(
                "[actors.minsk]\nname = \"Minsk\"\n[choices.{id}]\nactor = \"minsk\""
            ));
        }
        let once = !self.timed();
        self.vars.push(Var {
            id,
            section,
            branches,
            ladder: false,
            once,
            cases: true,
            closed: false,
            hung: 0,
        });
        self.vars.len() - 1
    }

    /// Puts keys on a variable.
    #[track_caller]
    pub fn set(&mut self, v: usize, keys: &str) {
        let path = self.vars[v].path();
        self.add(&format!("[{path}]\n{keys}"));
    }

    /// Yes/no with a middling probability, if it can be afforded.
    pub fn yes_no(&mut self) -> Option<usize> {
        if !self.afford(2, self.steps.max(1)) {
            return None;
        }
        let v = self.enter(vec!["no".into(), "yes".into()]);
        let p = self.between(0.25, 0.6);
        self.set(v, &format!("probability = {p}"));
        Some(v)
    }

    /// Lets a yes/no variable name its branches.
    fn relative(&mut self, v: usize) {
        let (section, id, key) = (self.vars[v].section, self.vars[v].id.clone(), self.vars[v].key());
        let (no, yes) = (self.below(5) + 1, self.below(5) + 1);
        self.set(v, &format!("{key} = {{ yes = {yes}, no = {no} }}"));
        let element = self
            .table
            .get_mut(section)
            .and_then(|s| s.get_mut(&id))
            .and_then(Value::as_table_mut);
        element.into_iter().for_each(|e| {
            e.remove("probability");
        });
    }

    fn has(&self, v: usize, key: &str) -> bool {
        let var = &self.vars[v];
        self.table
            .get(var.section)
            .and_then(|s| s.get(&var.id))
            .is_some_and(|e| e.get(key).is_some())
    }

    /// A variable with `n` named branches and relative weights.
    pub fn named(&mut self, n: usize) -> Option<usize> {
        if !self.afford(n, self.steps.max(1)) {
            return None;
        }
        let branches = self.some_branches(n);
        let v = self.enter(branches);
        let weights = self.weights(v);
        let key = self.vars[v].key();
        self.set(v, &format!("{key} = {weights}"));
        if self.timed() && self.chance(0.7) {
            let start = self.pick(&self.vars[v].branches.clone());
            self.set(v, &format!("initial = \"{start}\""));
        }
        Some(v)
    }

    /// An inline table of relative weights, one of them heavier.
    pub fn weights(&mut self, v: usize) -> String {
        let branches = self.vars[v].branches.clone();
        let heavy = self.below(branches.len());
        let mut cells = Vec::new();
        for (i, branch) in branches.iter().enumerate() {
            let weight = if i == heavy {
                4 + self.below(5)
            } else {
                1 + self.below(3)
            };
            cells.push(format!("{branch} = {weight}"));
        }
        format!("{{ {} }}", cells.join(", "))
    }

    /// A variable that more can be hung on.
    pub fn host(&mut self) -> Option<usize> {
        let open: Vec<usize> = (0..self.vars.len())
            .filter(|v| !self.vars[*v].closed && self.vars[*v].hung < 2)
            .collect();
        if (open.is_empty() || self.chance(0.25))
            && let Some(v) = self.plain()
        {
            return Some(v);
        }
        if open.is_empty() { None } else { Some(self.pick(&open)) }
    }

    pub fn plain(&mut self) -> Option<usize> {
        if self.chance(0.6) {
            let v = self.yes_no()?;
            if self.chance(0.25) {
                self.relative(v);
            }
            Some(v)
        } else {
            let n = 2 + self.below(2);
            self.named(n)
        }
    }

    /// That a variable stands at one of its branches.
    pub fn is(&mut self, v: usize) -> String {
        let id = self.vars[v].id.clone();
        if self.vars[v].yes_no() {
            return if self.chance(0.7) { id } else { format!("{id} == yes") };
        }
        let branch = self.pick(&self.vars[v].branches.clone());
        format!("{id} == {branch}")
    }

    /// The formula as a variable may read it: what is drawn later, only from the step before.
    pub fn seen(&self, host: usize, read: usize, formula: String) -> String {
        if read < host || (self.vars[read].once && !self.vars[host].once) {
            formula
        } else {
            format!("prev({formula})")
        }
    }

    /// A variable to read, sometimes the host itself.
    pub fn subject(&mut self, host: usize) -> usize {
        let others: Vec<usize> = (0..self.vars.len())
            .filter(|v| *v != host && !self.vars[*v].once)
            .collect();
        if others.is_empty() || self.chance(0.15) {
            host
        } else {
            self.pick(&others)
        }
    }

    /// Hangs a strong factor on a variable; the weight is text for a TOML value.
    pub fn factor(&mut self, host: usize, condition: Option<&str>, weight: Option<&str>, id: bool) {
        let strong = self.pick(&["12", "0.05", "20.5", "8"]);
        let weight = weight.unwrap_or(strong);
        let mut lines = match condition {
            Some(condition) => format!("if = \"{condition}\"\n"),
            None => String::new(),
        };
        if id || self.chance(0.3) {
            self.numbered += 1;
            lines += &format!("id = \"f{}\"\n", self.numbered);
        }
        let var = &self.vars[host];
        let (key, yes_no, ladder, branches) = (var.key(), var.yes_no(), var.ladder, var.branches.clone());
        lines += &if ladder {
            format!("{} = {weight}", self.pick(&["up", "down"]))
        } else if yes_no && self.chance(0.6) {
            format!("odds = {weight}")
        } else if yes_no {
            format!("{key} = {{ yes = {weight} }}")
        } else {
            format!("{key} = {{ {} = {weight} }}", self.pick(&branches))
        };
        let path = self.vars[host].path();
        self.vars[host].hung += 1;
        self.add(&format!("[[{path}.factor]]\n{lines}"));
    }

    /// Gives a variable a case with quite other weights.
    pub fn case(&mut self, host: usize, condition: &str) {
        let probability = self.has(host, "probability");
        let var = &self.vars[host];
        let (key, branches) = (var.key(), var.branches.clone());
        let body = if var.ladder {
            let up = self.between(0.5, 0.9);
            format!("up = {up}\ndown = 0.05")
        } else if var.yes_no() && probability {
            format!("probability = {}", self.pick(&["0.02", "0.95", "1", "0"]))
        } else {
            let heavy = self.below(branches.len());
            let weights: Vec<String> = branches
                .iter()
                .enumerate()
                .map(|(i, b)| format!("{b} = {}", if i == heavy { 20 } else { 1 }))
                .collect();
            format!("{key} = {{ {} }}", weights.join(", "))
        };
        let path = self.vars[host].path();
        self.vars[host].hung += 1;
        self.add(&format!("[[{path}.case]]\nif = \"{condition}\"\n{body}"));
    }

    /// Lets a formula bend a host, by a case or a factor.
    pub fn bend(&mut self, host: usize, condition: &str) {
        if self.vars[host].cases && self.chance(0.4) {
            self.case(host, condition);
        } else {
            self.factor(host, Some(condition), None, false);
        }
    }
}

fn merge(into: &mut Table, piece: Table) {
    for (key, value) in piece {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (Some(Value::Array(old)), Value::Array(new)) if key == "case" || key == "factor" => old.extend(new),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}
