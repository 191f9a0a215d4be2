//! Features of tables and of ladders.
use super::Feature;
use super::strip::*;
use super::weights::{bare, ladder};
use crate::oracle::draft::Draft;
use toml::{Table, Value};

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
    let columns = v.get("columns").and_then(Value::as_array).map_or(0, Vec::len);
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

pub const FEATURES: &[Feature] = &[
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
                            *column = Value::String(format!("prev({}, 4)", inner.trim_end_matches(')')));
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
                        let truth = match cell.as_str() {
                            Some("yes" | "true") => Some(true),
                            Some("no" | "false") => Some(false),
                            _ => cell.as_bool(),
                        };
                        if let Some(truth) = truth {
                            *cell = Value::Boolean(!truth);
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
                let by_condition = v
                    .get("columns")
                    .and_then(Value::as_array)
                    .is_some_and(|c| c.iter().filter_map(Value::as_str).any(|c| names.iter().any(|n| n == c)));
                if by_condition {
                    rows(v, |row, columns| row[..columns].fill(Value::String("*".into())));
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
            let (path, key, b) = (d.vars[v].path(), d.vars[v].key(), d.vars[v].branches.clone());
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
            let (path, key, b) = (d.vars[v].path(), d.vars[v].key(), d.vars[v].branches.clone());
            let step = d.below(d.steps) + 1;
            d.add(&format!(
                "[[{path}.case]]\nif = \"step == {step}\"\n{key} = {{ {} = 0.4, {} = \"rest\", {} = 0.5 }}",
                b[0], b[1], b[2]
            ));
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
        without: |t| hung(t, "factor", |f| !f.contains_key("up") && !f.contains_key("down")),
    },
];

fn ladders_without_cases(t: &mut Table, jumps: bool) {
    ladders(t, |v| {
        if let Some(Value::Array(cases)) = v.get_mut("case") {
            cases.retain(|c| c.as_table().is_none_or(|c| is_jump(c) != jumps));
        }
    });
}
