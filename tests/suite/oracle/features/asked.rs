//! Features of quantities and of what is asked of a run.
use super::Feature;
use super::strip::*;
use crate::oracle::draft::Draft;
use toml::{Table, Value};

fn ask(d: &mut Draft, keys: &str) -> String {
    let name = format!("q-{}", d.id());
    d.add(&format!("[questions.{name}]\n{keys}"));
    name
}

fn is_case_question(q: &Table) -> bool {
    q.contains_key("case")
}

pub const FEATURES: &[Feature] = &[
    Feature {
        name: "quantity with start and next",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let v = d.subject(host);
            let about = d.is(v);
            let id = d.id();
            let next = d.pick(&[
                format!("prev({id}) + if({about}, 1, 0.25)"),
                format!("prev({id}) * if({about}, 2, 1.5) + 0.5"),
            ]);
            d.add(&format!(
                "[quantities.{id}]\nunit = \"points\"\nstart = 1\nnext = \"{next}\""
            ));
            d.factor(host, None, Some(&format!("\"prev({id}) ^ 2\"")), false);
            ask(d, &format!("number = \"{id}\"\nthresholds = [2, 3.5, 4]"));
            Some(())
        },
        without: |t| {
            for q in elements(t, "quantities") {
                if q.contains_key("next") {
                    q.insert("next".into(), Value::Integer(1));
                }
            }
        },
    },
    Feature {
        name: "quantity by formula",
        timed: true,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let about = d.is(v);
            let id = d.id();
            d.add(&format!("[quantities.{id}]\nvalue = \"if({about}, 3 * step, 0) - 1\""));
            ask(d, &format!("number = \"{id}\"\nthresholds = [-1, 0, 2]"));
            if let Some(host) = d.plain() {
                d.bend(host, &format!("{id} > 1"));
            }
            Some(())
        },
        without: |t| {
            for q in elements(t, "quantities") {
                if q.contains_key("value") {
                    q.insert("value".into(), Value::Float(0.5));
                }
            }
        },
    },
    Feature {
        name: "quantity known before step 1",
        timed: true,
        own: true,
        plant: |d| {
            if !d.afford(2, 1) {
                return None;
            }
            let v = d.enter(vec!["no".into(), "yes".into()]);
            d.set(v, "probability = 0.45\ntiming = \"once\"");
            (d.vars[v].once, d.vars[v].closed) = (true, true);
            let (about, id) = (d.vars[v].id.clone(), d.id());
            let timing = if d.chance(0.5) { "timing = \"once\"\n" } else { "" };
            d.add(&format!("[quantities.{id}]\n{timing}value = \"if({about}, 9, 0.2)\""));
            let host = d.host()?;
            d.factor(host, None, Some(&format!("\"prev({id})\"")), false);
            Some(())
        },
        without: |t| {
            for q in elements(t, "quantities") {
                if q.contains_key("value") {
                    q.insert("value".into(), Value::Float(1.0));
                }
            }
        },
    },
    Feature {
        name: "do on a quantity",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let about = d.is(host);
            let id = d.id();
            d.add(&format!(
                "[quantities.{id}]\nstart = 0\nnext = \"prev({id}) + if({about}, 1, 2)\""
            ));
            ask(d, &format!("number = \"{id}\"\nthresholds = [1, 3, 6, 9]"));
            let day = d.days[0].clone();
            d.add(&format!(
                "[alternatives.alt-{id}]\ndo = {{ {id} = {{ is = 7, from = {day}, until = {day} }} }}"
            ));
            Some(())
        },
        without: |t| {
            let ids: Vec<String> = t
                .get("quantities")
                .and_then(Value::as_table)
                .map(|q| q.keys().cloned().collect())
                .unwrap_or_default();
            for alternative in elements(t, "alternatives") {
                if let Some(Value::Table(forced)) = alternative.get_mut("do") {
                    forced.retain(|id, _| !ids.iter().any(|q| q == id));
                }
            }
        },
    },
    Feature {
        name: "number with thresholds",
        timed: true,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let about = d.is(v);
            let n = d.below(d.steps);
            ask(
                d,
                &format!("number = \"2 * count({about}) - 1\"\nthresholds = [{n}, {}.5]", 2 * n),
            );
            Some(())
        },
        without: |t| {
            for q in elements(t, "questions") {
                if let Some(Value::Array(thresholds)) = q.get_mut("thresholds") {
                    for (i, x) in thresholds.iter_mut().enumerate() {
                        *x = Value::Float(100.0 + i as f64);
                    }
                }
            }
        },
    },
    Feature {
        name: "first case of a question",
        timed: false,
        own: false,
        plant: |d| {
            let (a, b) = (d.host()?, d.host()?);
            let (x, y) = (d.is(a), d.is(b));
            if a == b {
                return None;
            }
            let name = ask(d, "title = \"Which?\"");
            d.add(&format!("[[questions.{name}.case]]\nid = \"one\"\nif = \"{x}\"\n[[questions.{name}.case]]\nid = \"two\"\nif = \"{y}\""));
            Some(())
        },
        without: |t| {
            for q in elements(t, "questions") {
                if let Some(Value::Array(cases)) = q.get_mut("case") {
                    cases.reverse();
                }
            }
        },
    },
    Feature {
        name: "otherwise",
        timed: false,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let x = d.is(v);
            let name = ask(d, "otherwise = { id = \"on-the-fence\", title = \"On the fence\" }");
            d.add(&format!("[[questions.{name}.case]]\nid = \"in-it\"\nif = \"{x}\""));
            Some(())
        },
        without: |t| {
            for q in elements(t, "questions") {
                q.remove("otherwise");
            }
        },
    },
    Feature {
        name: "none_of_these",
        timed: false,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let x = d.is(v);
            let name = ask(d, "title = \"Is it so?\"");
            d.add(&format!("[[questions.{name}.case]]\nid = \"so\"\nif = \"{x}\""));
            Some(())
        },
        without: |t| {
            for q in elements(t, "questions") {
                if is_case_question(q) && !q.contains_key("otherwise") {
                    let mut other = Table::new();
                    other.insert("id".into(), Value::String("elsewhere".into()));
                    q.insert("otherwise".into(), Value::Table(other));
                }
            }
        },
    },
];
