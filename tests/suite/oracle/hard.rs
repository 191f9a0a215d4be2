//! Random scenarios too large or too continuous to enumerate, for engines to be compared on.
use super::draft::Draft;
use super::features::all;
use super::generate::{ask, calendar, text};
use toml::{Table, Value};

/// The text of the large scenario with this number: 8 to 15 variables, 12 to 24 steps, a variable of
/// 60 branches, a table of a row per combination, and quantities drawn from distributions.
pub fn generate_hard(seed: u64) -> String {
    text(&tree(seed), seed)
}

fn tree(seed: u64) -> Table {
    let mut d = Draft::new(seed ^ 0xBA2D_0000);
    d.add(&format!("[scenario]\ntitle = \"Hard {seed}\""));
    let steps = 12 + d.below(13);
    let (start, unit) = d.pick(&[
        ("2022-10-31", "month"),
        ("2023-02-20", "week"),
        ("2024-02-01", "day"),
        ("2021-05-31", "quarter"),
    ]);
    calendar(&mut d, start, unit, steps);
    d.budget = f64::INFINITY;
    wide(&mut d);
    combinations(&mut d);
    for feature in d.shuffled(&all()) {
        if d.vars.len() < 10 || (!feature.own && d.vars.len() < 13) {
            (feature.plant)(&mut d);
        }
    }
    quantities(&mut d);
    // What the lot gave to `given` may be too rare to be met, or impossible.
    if let Some(Value::Table(alternatives)) = d.table.get_mut("alternatives") {
        alternatives.retain(|_, a| a.get("given").is_none());
    }
    ask(&mut d);
    d.table
}

/// A variable of 60 branches that remembers itself.
fn wide(d: &mut Draft) {
    let branches: Vec<String> = (0..60).map(|i| format!("place_{i}")).collect();
    let v = d.enter(branches.clone());
    let (id, key) = (d.vars[v].id.clone(), d.vars[v].key());
    let weights: Vec<String> = branches
        .iter()
        .map(|b| format!("{b} = {}", d.between(0.01, 3.0)))
        .collect();
    let (here, there) = (d.below(57) + 3, d.below(60));
    let weights = weights.join(", ");
    d.set(v, &format!("{key} = {{ {weights} }}\ninitial = \"place_{here}\""));
    d.factor(v, Some(&format!("prev({id}) == place_{there}")), Some("40"), false);
    let some = format!("prev({id}) in [place_1, place_2, place_{here}]");
    d.factor(v, Some(&some), Some("\"1 + step / 3\""), false);
    d.vars[v].closed = true;
}

/// A table over three columns with a row for each combination.
fn combinations(d: &mut Draft) {
    let columns: Vec<usize> = (0..3).filter_map(|_| d.named(3)).collect();
    let branches = d.some_branches(5);
    let v = d.enter(branches.clone());
    let mut names = Vec::new();
    let mut cells = vec![String::new()];
    for (i, column) in columns.iter().enumerate() {
        let var = &d.vars[*column];
        names.push(if i == 1 {
            format!("prev({})", var.id)
        } else {
            var.id.clone()
        });
        cells = cells
            .iter()
            .flat_map(|head| var.branches.iter().map(move |b| format!("{head}\"{b}\", ")))
            .collect();
    }
    cells.push("\"*\", \"*\", \"*\", ".into());
    let mut rows = String::new();
    for head in cells {
        let weights: Vec<String> = (0..5).map(|_| d.between(0.1, 4.0).to_string()).collect();
        rows += &format!("[{head}{}],\n", weights.join(", "));
    }
    let key = d.vars[v].key();
    d.set(
        v,
        &format!("{key} = {branches:?}\ncolumns = {names:?}\ntable = [\n{rows}]"),
    );
    d.vars[v].cases = false;
}

/// Chance in numbers: parameters that are formulas, and values guarded where they could not be computed.
fn quantities(d: &mut Draft) {
    let open: Vec<usize> = (0..d.vars.len()).filter(|v| !d.vars[*v].once).collect();
    let (v, w) = (d.pick(&open), d.pick(&open));
    let (a, b) = (d.is(v), d.is(w));
    let (base, shock, stock, log, size) = (d.id(), d.id(), d.id(), d.id(), d.id());
    let once = d.pick(&[
        "{ normal = [1, 2] }",
        "{ uniform = [-1, 3] }",
        "{ lognormal = { median = 2, sd_log = 0.4 } }",
        "{ pert = [0, 1, 5] }",
        "{ beta = [2, 3] }",
    ]);
    let each = d.pick(&[
        format!("{{ normal = [\"if({a}, 0.5, -0.25)\", \"0.5 + 0.1 * abs({base})\"] }}"),
        format!("{{ uniform = [\"-1 - 0.1 * step\", \"if({a}, 2, 1)\"] }}"),
        "{ triangular = [-2, 0.5, 3] }".to_string(),
        format!("{{ lognormal = {{ median = \"if({a}, 1.5, 0.5)\", sd_log = 0.7 }} }}"),
    ]);
    d.add(&format!(
        "[quantities.{base}]\ntiming = \"once\"\nvalue = {once}\n\
         [quantities.{shock}]\ntiming = \"each_step\"\nvalue = {each}\n\
         [quantities.{stock}]\nstart = 1\n\
         next = \"0.9 * prev({stock}) + {shock} * if({b}, 1, 0.3)\"\n\
         [quantities.{log}]\n\
         value = \"if({stock} > 0, ln({stock}), 0) + clamp({shock}, -1, 1)\"\n\
         [quantities.{size}]\n\
         value = \"if({base} != 0, {stock} / {base}, 0) * if({base} >= 0, sqrt({base}), 1)\""
    ));
    let late = d.enter(vec!["no".into(), "yes".into()]);
    d.set(
        late,
        &format!(
            "probability = \"if({stock} > 0.5, {stock} / (1 + {stock}), 0.05)\"\n\
             when = \"{log} < 2 or {a}\""
        ),
    );
    d.factor(late, None, Some(&format!("\"exp(clamp({shock}, -2, 2))\"")), false);
    d.add(&format!(
        "[questions.large]\nyes = \"ever({stock} > 3) and not ({log} > 1 and {b})\""
    ));
    for id in [&stock, &log, &size] {
        d.add(&format!(
            "[questions.{id}-is]\nnumber = \"{id}\"\nthresholds = [-1, 0, 0.5, 2.25]"
        ));
    }
}
