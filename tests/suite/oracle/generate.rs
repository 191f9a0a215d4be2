//! Random scenarios, small enough to enumerate, that between them use the whole language.
use super::draft::Draft;
use super::features::{Feature, all};
use super::print::print;
use super::{Options, enumerate};
use toml::{Table, Value};

/// How many scenarios the suite goes through.
pub const SCENARIOS: u64 = 520;
/// Features planted in each, as far as there is room.
const PLANTED: usize = 11;
/// Features that need two turns to matter often enough.
const RARE: &[&str] = &[
    "rest = \"same\"",
    "jump with rest",
    "random initial with rest",
    "a default `no` that is final",
    "drawn",
    "undrawn is not equal",
    "per on an assumption",
    "pooled by geometric mean",
    "first case of a question",
    "`a|b` in a table",
    "prev in a column",
    "truths in a table",
    "idle before step 1",
    "prev of prev",
    "prev of two steps",
    "undrawn sides are equal",
    "month",
    "comparison of levels",
];

/// The text of the scenario with this number.
pub fn generate(seed: u64) -> String {
    text(&tree(seed), seed)
}

/// A tree as a file, its elements in an order of the seed's own.
pub fn text(tree: &Table, seed: u64) -> String {
    print(tree, &mut Draft::new(seed ^ 0x0071))
}

/// The names of the features that a scenario has, planted or not.
pub fn features(seed: u64) -> Vec<&'static str> {
    let whole = tree(seed);
    all()
        .into_iter()
        .filter(|f| stripped(&whole, f).is_some())
        .map(|f| f.name)
        .collect()
}

/// The scenario without a feature, or nothing where it has none of it.
pub fn stripped(whole: &Table, feature: &Feature) -> Option<Table> {
    let mut less = whole.clone();
    (feature.without)(&mut less);
    if less == *whole { None } else { Some(less) }
}

/// The scenario as a TOML tree.
pub fn tree(seed: u64) -> Table {
    let mut d = Draft::new(seed);
    let timed = seed % 8 != 7;
    let mut chosen = turn(seed, timed);
    let month_ends = chosen.iter().any(|f| f.name == "clamped month ends");
    begin(&mut d, timed, month_ends, seed);
    d.budget = 2500.0;
    chosen.sort_by_key(|f| !f.own);
    for (i, feature) in chosen.iter().enumerate() {
        if i > 0 && !feature.own && d.vars.iter().filter(|v| !v.closed).count() < 2 {
            d.plain();
        }
        (feature.plant)(&mut d);
    }
    if d.vars.is_empty() {
        d.plain();
    }
    ask(&mut d);
    drop_impossible(&mut d.table);
    d.table
}

/// A `given` that can never hold is an error, so such an alternative goes.
fn drop_impossible(tree: &mut Table) {
    let text = print(tree, &mut Draft::new(0));
    if let Some(Value::Table(alternatives)) = tree.get_mut("alternatives") {
        alternatives.retain(|name, alternative| {
            let options = Options {
                alternative: Some(name.to_string()),
                ..Options::default()
            };
            alternative.get("given").is_none() || enumerate(&text, &options).is_ok()
        });
    }
}

/// Each feature's turn comes equally often, in an order shuffled anew each round.
fn turn(seed: u64, timed: bool) -> Vec<&'static Feature> {
    let rare = all().into_iter().filter(|f| RARE.contains(&f.name));
    let all: Vec<&Feature> = all().into_iter().chain(rare).collect();
    if !timed {
        let mut simple: Vec<&Feature> = all.into_iter().filter(|f| !f.timed).collect();
        simple.sort_by_key(|f| f.name);
        simple.dedup_by_key(|f| f.name);
        let mut shuffled = Draft::new(seed).shuffled(&simple);
        shuffled.truncate(PLANTED);
        return shuffled;
    }
    let first = (seed - seed / 8) as usize * PLANTED;
    let mut chosen: Vec<&Feature> = Vec::new();
    for place in first..first + PLANTED {
        let round = Draft::new(1_000_000 + (place / all.len()) as u64).shuffled(&all);
        let feature = round[place % all.len()];
        if chosen.iter().all(|f| f.name != feature.name) {
            chosen.push(feature);
        }
    }
    chosen
}

/// The header and, with time, a calendar of two to three steps.
fn begin(d: &mut Draft, timed: bool, month_ends: bool, seed: u64) {
    d.add(&format!("[scenario]\ntitle = \"Generated {seed}\""));
    let scale = d.pick(&["phia", "phia", "icd203", "ipcc", ""]);
    if !scale.is_empty() {
        d.add(&format!("[scenario]\nwords = \"{scale}\""));
    }
    if !timed {
        return;
    }
    let steps = 3;
    let (start, unit) = if month_ends {
        ("2023-01-31", "month")
    } else {
        d.pick(&[
            ("2022-10-01", "month"),
            ("2023-01-31", "month"),
            ("2022-11-15", "quarter"),
            ("2024-02-28", "day"),
            ("2022-12-20", "week"),
            ("2020-02-29", "year"),
            ("2023-08-31", "quarter"),
            ("2024-01-01", "month"),
        ])
    };
    calendar(d, start, unit, steps);
}

/// A calendar, and its first days for formulas.
pub fn calendar(d: &mut Draft, start: &str, unit: &str, steps: usize) {
    d.steps = steps;
    d.add(&format!("[time]\nstart = {start}\nstep = \"{unit}\"\nsteps = {steps}"));
    let text = print(&d.table, &mut Draft::new(0));
    if let Ok(scenario) = super::read::read(&text, &Options::default()) {
        d.days = scenario.begins[1..=steps].iter().map(ToString::to_string).collect();
    }
}

/// A question or two about every variable, so that whatever moves is seen.
pub fn ask(d: &mut Draft) {
    for v in 0..d.vars.len() {
        let id = d.vars[v].id.clone();
        let about = d.is(v);
        d.add(&format!("[questions.{id}]\nyes = \"{about}\""));
        if d.timed() {
            d.add(&format!(
                "[questions.{id}-count]\nnumber = \"count({about})\"\nthresholds = [0, 1, 2]"
            ));
        }
    }
}
