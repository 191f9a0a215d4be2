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
fn bare(d: &mut Draft, n: usize) -> Option<usize> {
    if !d.afford(n, d.steps.max(1)) {
        return None;
    }
    let branches = d.some_branches(n);
    let v = d.enter(branches);
    Some(v)
}

fn ladder(d: &mut Draft) -> Option<usize> {
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

/// A variable with a table over its columns, the last row taking everything.
fn tabled(d: &mut Draft, columns: &[String], rows: &[&[&str]]) -> Option<usize> {
    let v = bare(d, 2)?;
    let branches = d.vars[v].branches.clone();
    let key = d.vars[v].key();
    let mut lines = String::new();
    for (i, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .map(|c| {
                if *c == "true" {
                    c.to_string()
                } else {
                    format!("\"{c}\"")
                }
            })
            .collect();
        let weights = if i % 2 == 0 { "9, 1" } else { "1, 6" };
        lines += &format!("[{}, {weights}],\n", cells.join(", "));
    }
    d.set(
        v,
        &format!("{key} = {branches:?}\ncolumns = {columns:?}\ntable = [\n{lines}]"),
    );
    if d.timed() {
        d.set(v, &format!("initial = \"{}\"", branches[0]));
    }
    d.vars[v].cases = false;
    Some(v)
}

/// A host to stand in a column of the variable that comes next.
fn column(d: &mut Draft) -> Option<usize> {
    let named: Vec<usize> = (0..d.vars.len())
        .filter(|v| !d.vars[*v].yes_no() && (!d.vars[*v].once || !d.timed()))
        .collect();
    if named.is_empty() {
        d.named(3)
    } else {
        Some(d.pick(&named))
    }
}

fn rows(v: &mut Table, mut change: impl FnMut(&mut Vec<Value>, usize)) {
    let columns = v
        .get("columns")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    if let Some(Value::Array(rows)) = v.get_mut("table") {
        rows.iter_mut()
            .filter_map(Value::as_array_mut)
            .for_each(|row| change(row, columns));
    }
}

fn is_jump(case: &Table) -> bool {
    case.contains_key("outcomes") || case.contains_key("options")
}

fn ladders(root: &mut Table, mut change: impl FnMut(&mut Table)) {
    variables(root, |v| {
        if v.contains_key("levels") {
            change(v);
        }
    });
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
                &format!(
                    "{key} = {{ {} = {x}, {} = \"rest\", {} = {y} }}",
                    b[0], b[1], b[2]
                ),
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
                        &format!(
                            "{key} = {{ {} = \"rest\", {} = 0.9 }}\nper = \"{per}\"",
                            b[0], b[1]
                        ),
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
            d.factor(
                host,
                None,
                Some(&format!("\"if({c}, 6, 0.5) * 1_0 / 10\"")),
                false,
            );
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
            d.set(
                v,
                &format!("{key} = {{ {} = \"{formula}\", {} = 1.5 }}", b[0], b[1]),
            );
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
        name: "table",
        timed: false,
        own: true,
        plant: |d| {
            let v = column(d)?;
            let b = d.vars[v].branches.clone();
            let id = d.vars[v].id.clone();
            tabled(d, &[id], &[&[&b[0]], &[&b[1]], &["*"]]).map(|_| ())
        },
        without: |t| {
            variables(t, |v| {
                rows(v, |row, columns| row[columns..].fill(Value::Float(0.5)));
            });
        },
    },
    Feature {
        name: "`*` in a table",
        timed: false,
        own: true,
        plant: |d| {
            let (v, w) = (column(d)?, column(d)?);
            let (a, b) = (d.vars[v].branches[0].clone(), d.vars[w].branches[0].clone());
            let ids = [d.vars[v].id.clone(), d.vars[w].id.clone()];
            tabled(d, &ids, &[&[&a, "*"], &["*", &b], &["*", "*"]]).map(|_| ())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Array(rows)) = v.get_mut("table") {
                    rows.reverse();
                }
            });
        },
    },
    Feature {
        name: "`a|b` in a table",
        timed: false,
        own: true,
        plant: |d| {
            let v = d.named(3)?;
            let b = d.vars[v].branches.clone();
            let id = d.vars[v].id.clone();
            let either = format!("{}|{}", b[1], b[0]);
            tabled(d, &[id], &[&[&either], &["*"]]).map(|_| ())
        },
        without: |t| {
            variables(t, |v| {
                rows(v, |row, columns| {
                    for cell in &mut row[..columns] {
                        if let Some((first, _)) = cell.as_str().and_then(|s| s.split_once('|')) {
                            *cell = Value::String(first.to_string());
                        }
                    }
                });
            });
        },
    },
    Feature {
        name: "prev in a column",
        timed: true,
        own: true,
        plant: |d| {
            let v = column(d)?;
            let b = d.vars[v].branches.clone();
            let own = d.below(2) == 0;
            let column = format!("prev({})", d.vars[v].id);
            let made = tabled(d, &[column], &[&[&b[0]], &["*"]])?;
            if own {
                let (id, b) = (d.vars[made].id.clone(), d.vars[made].branches.clone());
                d.set(
                    made,
                    &format!(
                        "columns = [\"prev({id})\"]\ntable = [[\"{}\", 1, 5], [\"{}\", 5, 1]]",
                        b[0], b[1]
                    ),
                );
            }
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Array(columns)) = v.get_mut("columns") {
                    for column in columns {
                        if let Some(inner) = column.as_str().and_then(|s| s.strip_prefix("prev(")) {
                            *column =
                                Value::String(format!("prev({}, 4)", inner.trim_end_matches(')')));
                        }
                    }
                }
            });
        },
    },
    Feature {
        name: "truths in a table",
        timed: false,
        own: true,
        plant: |d| {
            let v = d.yes_no()?;
            let id = d.vars[v].id.clone();
            let cell = d.pick(&["yes", "true"]);
            tabled(d, &[id], &[&[cell], &["*"]]).map(|_| ())
        },
        without: |t| {
            variables(t, |v| {
                rows(v, |row, columns| {
                    for cell in &mut row[..columns] {
                        if cell.as_bool() == Some(true)
                            || matches!(cell.as_str(), Some("yes" | "true"))
                        {
                            *cell = Value::String("no".into());
                        }
                    }
                });
            });
        },
    },
    Feature {
        name: "condition in a column",
        timed: false,
        own: true,
        plant: |d| {
            let v = d.plain()?;
            let formula = d.is(v);
            let id = d.id();
            d.add(&format!("[conditions]\n{id} = \"{formula}\""));
            tabled(d, &[id], &[&["true"], &["false"]]).map(|_| ())
        },
        without: |t| {
            let names: Vec<String> = t
                .get("conditions")
                .and_then(Value::as_table)
                .map(|c| c.keys().cloned().collect())
                .unwrap_or_default();
            variables(t, |v| {
                let by_condition = v.get("columns").and_then(Value::as_array).is_some_and(|c| {
                    c.iter()
                        .filter_map(Value::as_str)
                        .any(|c| names.iter().any(|n| n == c))
                });
                if by_condition {
                    rows(v, |row, columns| {
                        row[..columns].fill(Value::String("*".into()))
                    });
                }
            });
        },
    },
    Feature {
        name: "table of probabilities",
        timed: false,
        own: true,
        plant: |d| {
            let v = column(d)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches[0].clone());
            let made = d.yes_no()?;
            let path = d.vars[made].path();
            d.set(
                made,
                &format!("columns = [\"{id}\"]\ntable = [[\"{b}\", 0.85], [\"*\", 0.1]]"),
            );
            d.vars[made].cases = false;
            let (section, name) = path.split_once('.')?;
            let element = d.table.get_mut(section)?.get_mut(name)?.as_table_mut()?;
            element.remove("probability");
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if !v.contains_key("outcomes") && !v.contains_key("options") {
                    rows(v, |row, columns| row[columns..].fill(Value::Float(0.5)));
                }
            });
        },
    },
    Feature {
        name: "levels",
        timed: true,
        own: true,
        plant: |d| ladder(d).map(|_| ()),
        without: |t| {
            ladders(t, |v| {
                v.insert("up".into(), Value::Float(0.0));
            });
        },
    },
    Feature {
        name: "case of up or down",
        timed: true,
        own: true,
        plant: |d| {
            let v = ladder(d)?;
            let (path, id) = (d.vars[v].path(), d.vars[v].id.clone());
            let place = d.below(2) + 1;
            let level = d.vars[v].branches[place].clone();
            let key = d.pick(&["up", "down"]);
            let c = d.pick(&[
                format!("prev({id} < {level})"),
                format!("prev({id}) == {level}"),
                "step >= 2".into(),
            ]);
            d.add(&format!("[[{path}.case]]\nif = \"{c}\"\n{key} = 0.55"));
            Some(())
        },
        without: |t| ladders_without_cases(t, false),
    },
    Feature {
        name: "jump on a ladder",
        timed: true,
        own: true,
        plant: |d| {
            let v = ladder(d)?;
            let n = v;
            let (path, key, b) = (
                d.vars[v].path(),
                d.vars[v].key(),
                d.vars[v].branches.clone(),
            );
            let source = d.below(n.max(1));
            let c = if n == 0 || d.vars[source].once {
                "step == 2".to_string()
            } else {
                d.is(source)
            };
            d.add(&format!(
                "[[{path}.case]]\nif = \"{c}\"\n{key} = {{ {} = 5, {} = 1, {} = 6 }}",
                b[0], b[1], b[2]
            ));
            if d.chance(0.5) {
                d.factor(v, None, Some("4"), false);
            }
            Some(())
        },
        without: |t| ladders_without_cases(t, true),
    },
    Feature {
        name: "jump with rest",
        timed: true,
        own: true,
        plant: |d| {
            let v = ladder(d)?;
            let (path, key, b) = (
                d.vars[v].path(),
                d.vars[v].key(),
                d.vars[v].branches.clone(),
            );
            let step = d.below(d.steps) + 1;
            d.add(&format!("[[{path}.case]]\nif = \"step == {step}\"\n{key} = {{ {} = 0.4, {} = \"rest\", {} = 0.5 }}", b[0], b[1], b[2]));
            if d.chance(0.5) {
                let per = d.per().unwrap_or("year");
                d.set(v, &format!("per = \"{per}\""));
            }
            Some(())
        },
        without: |t| {
            ladders(t, |v| {
                if let Some(Value::Array(cases)) = v.get_mut("case") {
                    cases.retain(|c| {
                        !c.as_table().is_some_and(|c| {
                            ["outcomes", "options"]
                                .iter()
                                .filter_map(|k| c.get(*k)?.as_table())
                                .any(|s| s.values().any(Value::is_str))
                        })
                    });
                }
            });
        },
    },
    Feature {
        name: "factor on a ladder",
        timed: true,
        own: true,
        plant: |d| {
            let v = ladder(d)?;
            let c = d.pick(&[Some("step >= 2"), None]);
            let weight = d.pick(&["6", "\"strongly more\""]);
            d.factor(v, c, Some(weight), true);
            Some(())
        },
        without: |t| {
            hung(t, "factor", |f| {
                !f.contains_key("up") && !f.contains_key("down")
            })
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
                &format!(
                    "{key} = {b:?}\ndirichlet = {{ {} = {many}, {} = 2 }}",
                    b[0], b[1]
                ),
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

fn ladders_without_cases(t: &mut Table, jumps: bool) {
    ladders(t, |v| {
        if let Some(Value::Array(cases)) = v.get_mut("case") {
            cases.retain(|c| c.as_table().is_none_or(|c| is_jump(c) != jumps));
        }
    });
}
