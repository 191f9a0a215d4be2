//! Features of the sets of weights: bases, cases, factors, tables, ladders.
use super::Feature;
use super::strip::*;
use crate::oracle::draft::Draft;
use toml::{Table, Value};

/// A yes/no or named host, and a formula about another variable that it may read.
fn hosted(d: &mut Draft) -> Option<(usize, String)> {
    let host = d.host()?;
    if !d.timed() {
        let earlier: Vec<usize> = (0..host).collect();
        if earlier.is_empty() {
            return None;
        }
        let v = d.pick(&earlier);
        return Some((host, d.is(v)));
    }
    let v = d.subject(host);
    let formula = d.is(v);
    let formula = d.seen(host, v, formula);
    Some((host, formula))
}

/// A variable with named branches whose weights are still to come.
pub fn bare(d: &mut Draft, n: usize) -> Option<usize> {
    if !d.afford(n, d.steps.max(1)) {
        return None;
    }
    let branches = d.some_branches(n);
    let v = d.enter(branches);
    Some(v)
}

pub fn ladder(d: &mut Draft) -> Option<usize> {
    let v = bare(d, 3)?;
    d.vars[v].ladder = true;
    let levels = d.vars[v].branches.clone();
    let start = d.pick(&levels);
    let (up, down) = (d.between(0.15, 0.45), d.between(0.1, 0.4));
    d.set(
        v,
        &format!("levels = {levels:?}\ninitial = \"{start}\"\nup = {up}\ndown = {down}"),
    );
    Some(v)
}

fn flatten(value: &mut Value) {
    if value.as_str() != Some("rest") {
        *value = Value::Integer(1);
    }
}

pub const FEATURES: &[Feature] = &[
    Feature {
        name: "probability",
        timed: false,
        own: true,
        plant: |d| d.yes_no().map(|_| ()),
        without: |t| {
            variables(t, |v| {
                if v.get("probability").is_some_and(|p| p.is_float()) {
                    v.insert("probability".into(), Value::Float(0.9));
                }
            });
        },
    },
    Feature {
        name: "relative weights",
        timed: false,
        own: true,
        plant: |d| d.named(3).map(|_| ()),
        without: |t| {
            variables(t, |v| {
                let mut parts = Table::new();
                for key in ["outcomes", "options"] {
                    if let Some(set) = v.get(key).filter(|s| s.is_table()) {
                        parts.insert(key.into(), set.clone());
                    }
                }
                let rest = v.contains_key("rest")
                    || parts
                        .values()
                        .filter_map(Value::as_table)
                        .any(|s| s.values().any(|w| w.as_str() == Some("rest")));
                if !rest {
                    each_weight(&mut parts, &mut flatten);
                    v.extend(parts);
                }
            });
        },
    },
    Feature {
        name: "rest",
        timed: false,
        own: true,
        plant: |d| {
            let v = bare(d, 3)?;
            let b = d.vars[v].branches.clone();
            let (x, y) = (d.between(0.02, 0.15), d.between(0.1, 0.25));
            let key = d.vars[v].key();
            d.set(
                v,
                &format!("{key} = {{ {} = {x}, {} = \"rest\", {} = {y} }}", b[0], b[1], b[2]),
            );
            Some(())
        },
        without: |t| {
            weights(t, |w| {
                if w.as_str() == Some("rest") {
                    *w = Value::Float(0.2);
                }
            });
        },
    },
    Feature {
        name: "rest = \"same\"",
        timed: true,
        own: true,
        plant: |d| {
            let v = bare(d, 2)?;
            let b = d.vars[v].branches.clone();
            let (x, y) = (d.between(0.05, 0.3), d.between(0.05, 0.3));
            let key = d.vars[v].key();
            d.set(
                v,
                &format!(
                    "{key} = {{ {} = {x}, {} = {y} }}\nrest = \"same\"\ninitial = \"{}\"",
                    b[0], b[1], b[0]
                ),
            );
            if d.chance(0.4) {
                let path = d.vars[v].path();
                d.add(&format!(
                    "[[{path}.case]]\nif = \"prev({} == {})\"\n{key} = {{ {} = 0.6, {} = 0.1 }}",
                    d.vars[v].id, b[1], b[0], b[1]
                ));
            }
            d.vars[v].cases = false;
            Some(())
        },
        without: |t| drop_key(t, "rest"),
    },
    Feature {
        name: "per on a variable",
        timed: true,
        own: true,
        plant: |d| {
            let per = d.per()?;
            match d.below(3) {
                0 => {
                    let v = d.yes_no()?;
                    d.set(v, &format!("probability = 0.8\nper = \"{per}\""));
                }
                1 => {
                    let v = ladder(d)?;
                    d.set(v, &format!("up = 0.6\ndown = 0.3\nper = \"{per}\""));
                    d.vars[v].cases = false;
                }
                _ => {
                    let v = bare(d, 2)?;
                    let b = d.vars[v].branches.clone();
                    let key = d.vars[v].key();
                    d.set(
                        v,
                        &format!("{key} = {{ {} = \"rest\", {} = 0.9 }}\nper = \"{per}\"", b[0], b[1]),
                    );
                    d.vars[v].cases = false;
                }
            }
            Some(())
        },
        without: |t| drop_key(t, "per"),
    },
    Feature {
        name: "case",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d).filter(|(h, _)| d.vars[*h].cases)?;
            d.case(host, &c);
            Some(())
        },
        without: |t| drop_key(t, "case"),
    },
    Feature {
        name: "the first case that holds",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d).filter(|(h, _)| d.vars[*h].cases)?;
            d.case(host, &c);
            let second = if d.timed() {
                "step >= 2".to_string()
            } else {
                format!("not ({c}) or {c}")
            };
            d.case(host, &second);
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Array(cases)) = v.get_mut("case") {
                    cases.reverse();
                }
            });
        },
    },
    Feature {
        name: "factor",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d)?;
            d.factor(host, Some(&c), None, false);
            Some(())
        },
        without: |t| drop_key(t, "factor"),
    },
    Feature {
        name: "stacked factors",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d)?;
            d.factor(host, Some(&c), Some("3.5"), false);
            d.factor(host, None, Some("0.3"), false);
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Array(factors)) = v.get_mut("factor") {
                    factors.truncate(1);
                }
            });
        },
    },
    Feature {
        name: "factor with odds",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d).filter(|(h, _)| d.vars[*h].yes_no())?;
            let path = d.vars[host].path();
            let odds = d.pick(&["7", "0.1"]);
            d.add(&format!("[[{path}.factor]]\nif = \"{c}\"\nodds = {odds}"));
            Some(())
        },
        without: |t| hung(t, "factor", |f| !f.contains_key("odds")),
    },
    Feature {
        name: "factor without if",
        timed: false,
        own: false,
        plant: |d| {
            let host = d.host()?;
            d.factor(host, None, None, false);
            Some(())
        },
        without: |t| hung(t, "factor", |f| f.contains_key("if")),
    },
    Feature {
        name: "formula in a factor",
        timed: false,
        own: false,
        plant: |d| {
            let (host, c) = hosted(d)?;
            d.factor(host, None, Some(&format!("\"if({c}, 6, 0.5) * 1_0 / 10\"")), false);
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Array(items)) = v.get_mut("factor") {
                    for item in items.iter_mut().filter_map(Value::as_table_mut) {
                        each_weight(item, &mut |w| {
                            if w.is_str() {
                                *w = Value::Integer(1);
                            }
                        });
                    }
                }
            });
        },
    },
    Feature {
        name: "formula as a weight",
        timed: false,
        own: true,
        plant: |d| {
            let n = d.vars.len();
            let v = bare(d, 2)?;
            let b = d.vars[v].branches.clone();
            let formula = if n > 0 && (d.vars[0].once || d.timed()) {
                let f = d.is(0);
                format!("if({f}, 8, 0.5)")
            } else {
                "3 + 4 / 2".to_string()
            };
            let key = d.vars[v].key();
            d.set(v, &format!("{key} = {{ {} = \"{formula}\", {} = 1.5 }}", b[0], b[1]));
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                each_weight(v, &mut |w| {
                    if w.as_str().is_some_and(|s| s != "rest") {
                        *w = Value::Float(0.3);
                    }
                });
            });
        },
    },
    Feature {
        name: "weight as a table",
        timed: false,
        own: true,
        plant: |d| {
            let v = bare(d, 2)?;
            let b = d.vars[v].branches.clone();
            let key = d.vars[v].key();
            let heavy = d.below(9) + 3;
            d.set(
                v,
                &format!(
                    "{key} = {{ {} = {{ weight = {heavy}, title = \"It holds\" }}, {} = 1 }}",
                    b[0], b[1]
                ),
            );
            Some(())
        },
        without: |t| {
            weights(t, |w| {
                if let Value::Table(table) = w {
                    table.insert("weight".into(), Value::Integer(1));
                }
            });
        },
    },
    Feature {
        name: "dirichlet",
        timed: false,
        own: true,
        plant: |d| {
            let v = bare(d, 2)?;
            let b = d.vars[v].branches.clone();
            let key = d.vars[v].key();
            let many = d.below(20) + 4;
            d.set(
                v,
                &format!("{key} = {b:?}\ndirichlet = {{ {} = {many}, {} = 2 }}", b[0], b[1]),
            );
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Table(shares)) = v.get_mut("dirichlet") {
                    shares.iter_mut().for_each(|(_, w)| *w = Value::Integer(1));
                }
            });
        },
    },
    Feature {
        name: "off",
        timed: false,
        own: false,
        plant: |d| {
            let host = d.host()?;
            d.factor(host, None, Some("30"), true);
            let path = d.vars[host].path();
            let (section, id) = path.split_once('.')?;
            let list = d
                .table
                .get_mut(section)?
                .get_mut(id)?
                .get_mut("factor")?
                .as_array_mut()?;
            list.last_mut()?
                .as_table_mut()?
                .insert("off".into(), Value::Boolean(true));
            Some(())
        },
        without: |t| {
            hung(t, "factor", |f| {
                f.remove("off");
                true
            });
        },
    },
];
