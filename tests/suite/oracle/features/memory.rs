//! Features of formulas that look back, and of what has not been drawn yet.
use super::Feature;
use super::formulas::is_variable;
use super::strip::*;
use crate::oracle::draft::Draft;
use crate::oracle::formula::Expr;

/// Bends a host by a formula made from one about some variable.
fn hang(d: &mut Draft, make: impl FnOnce(&mut Draft, &str) -> String) -> Option<()> {
    let host = d.host()?;
    let v = d.subject(host);
    let about = d.is(v);
    let formula = make(d, &about);
    let formula = if formula.starts_with("prev(") {
        formula
    } else {
        d.seen(host, v, formula)
    };
    d.bend(host, &formula);
    Some(())
}

/// As [`hang`], for formulas that already look at steps before only.
fn hang_past(d: &mut Draft, make: impl FnOnce(&mut Draft, &str) -> String) -> Option<()> {
    let host = d.host()?;
    let v = d.subject(host);
    let about = d.is(v);
    let formula = make(d, &about);
    d.bend(host, &formula);
    Some(())
}

/// Two variables of the same branches that may both be undrawn, and nothing else.
fn late_pair(d: &mut Draft) -> Option<(usize, usize)> {
    if !d.afford(2, 3) {
        return None;
    }
    let branches = d.some_branches(2);
    let mut pair = Vec::new();
    for when in ["step >= 2", "step == 3"] {
        let v = d.enter(branches.clone());
        let weights = d.weights(v);
        let key = d.vars[v].key();
        let when = if d.vars.len() > 2 && d.chance(0.6) {
            let first = d.is(0);
            if d.vars[0].once { when.to_string() } else { first }
        } else {
            when.to_string()
        };
        d.set(
            v,
            &format!("{key} = {weights}\nwhen = \"{when}\"\ntiming = \"first_chance\""),
        );
        d.vars[v].closed = true;
        pair.push(v);
    }
    Some((pair[0], pair[1]))
}

fn is_since(e: &Expr) -> bool {
    matches!(e, Expr::Call(name, _) if name == "steps_since")
}

pub const FEATURES: &[Feature] = &[
    Feature {
        name: "prev",
        timed: true,
        own: false,
        plant: |d| hang_past(d, |_, f| format!("prev({f})")),
        without: |t| {
            for list in ["case", "factor"] {
                hung(t, list, |i| {
                    !has(i.get("if"), |e| matches!(e, Expr::Call(n, _) if n == "prev"))
                });
            }
        },
    },
    Feature {
        name: "prev of two steps",
        timed: true,
        own: false,
        plant: |d| hang_past(d, |_, f| format!("prev({f}, 2)")),
        without: |t| {
            calls(t, "prev", |mut args| {
                args.truncate(1);
                call("prev", args)
            });
        },
    },
    Feature {
        name: "prev of prev",
        timed: true,
        own: false,
        plant: |d| hang_past(d, |_, f| format!("prev(prev({f}))")),
        without: |t| {
            calls(t, "prev", |mut args| match args.as_mut_slice() {
                [Expr::Call(inner, deep)] if inner == "prev" => call("prev", deep.clone()),
                _ => call("prev", args),
            });
        },
    },
    Feature {
        name: "prev inside ever or count",
        timed: true,
        own: false,
        plant: |d| {
            hang_past(d, |d, f| {
                d.pick(&[
                    format!("ever(prev({f}))"),
                    format!("count(prev({f})) >= 1"),
                    format!("steps_since(prev({f})) <= 1"),
                ])
            })
        },
        without: |t| {
            for name in ["ever", "count", "steps_since"] {
                calls(t, name, |args| match args.as_slice() {
                    [Expr::Call(inner, deep)] if inner == "prev" => {
                        call("prev", vec![call(name, vec![deep[0].clone()]), Expr::Number(2.0)])
                    }
                    _ => call(name, args),
                });
            }
            for list in ["case", "factor"] {
                hung(t, list, |i| {
                    !has(
                        i.get("if"),
                        |e| matches!(e, Expr::Call(n, args) if n == "prev" && args.get(1) == Some(&Expr::Number(2.0)) && matches!(&args[0], Expr::Call(..))),
                    )
                });
            }
        },
    },
    Feature {
        name: "same-step reference",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.plain()?;
            let earlier: Vec<usize> = (0..host).filter(|v| !d.vars[*v].once).collect();
            if earlier.is_empty() {
                return None;
            }
            let v = d.pick(&earlier);
            let formula = d.is(v);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| {
            for list in ["case", "factor"] {
                hung(t, list, |i| {
                    if let Some(toml::Value::String(text)) = i.get_mut("if")
                        && !text.contains("prev(")
                        && !text.contains("steps_since")
                    {
                        *text = format!("prev({text})");
                    }
                    true
                });
            }
        },
    },
    Feature {
        name: "ever",
        timed: true,
        own: false,
        plant: |d| hang(d, |_, f| format!("ever({f})")),
        without: |t| calls(t, "ever", |mut args| args.remove(0)),
    },
    Feature {
        name: "count",
        timed: true,
        own: false,
        plant: |d| {
            hang(d, |d, f| {
                d.pick(&[format!("count({f}) >= 2"), format!("count({f}) == 1")])
            })
        },
        without: |t| {
            let mut strip = |value: &mut toml::Value| {
                if let toml::Value::String(text) = value
                    && let Ok(tree) = crate::oracle::formula::parse(text)
                {
                    let tree = tree.map(&mut |e| match e {
                        Expr::Call(name, mut args) if name == "count" => {
                            call("if", vec![args.remove(0), Expr::Number(1.0), Expr::Number(0.0)])
                        }
                        other => other,
                    });
                    if text.contains("count") {
                        *text = tree.to_string();
                    }
                }
            };
            for list in ["case", "factor"] {
                hung(t, list, |i| {
                    i.get_mut("if").into_iter().for_each(&mut strip);
                    true
                });
            }
        },
    },
    Feature {
        name: "steps_since",
        timed: true,
        own: false,
        plant: |d| {
            hang(d, |d, f| {
                d.pick(&[
                    format!("steps_since({f}) <= 1"),
                    format!("steps_since({f}) == 1"),
                    format!("1 >= steps_since({f})"),
                ])
            })
        },
        without: |t| {
            calls(t, "steps_since", |mut args| {
                call("if", vec![args.remove(0), Expr::Number(0.0), Expr::Number(1000.0)])
            });
        },
    },
    Feature {
        name: "steps_since of what never held",
        timed: true,
        own: false,
        plant: |d| {
            hang(d, |d, f| {
                d.pick(&[
                    format!("steps_since({f}) != 1"),
                    format!("steps_since({f}) >= 1"),
                    format!("steps_since({f}) != 0"),
                ])
            })
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("!=", a, b) if is_since(&a) => Expr::Not(Box::new(Expr::Binary("==", a, b))),
                Expr::Binary(">=", a, b) if is_since(&a) => Expr::Not(Box::new(Expr::Binary("<", a, b))),
                other => other,
            });
        },
    },
    Feature {
        name: "not within so many steps",
        timed: true,
        own: false,
        plant: |d| hang(d, |_, f| format!("not (steps_since({f}) < 2)")),
        without: |t| {
            formulas(t, |e| match e {
                Expr::Not(inner) => match *inner {
                    Expr::Binary("<", a, b) if is_since(&a) => Expr::Binary(">=", a, b),
                    other => Expr::Not(Box::new(other)),
                },
                other => other,
            });
        },
    },
    Feature {
        name: "drawn",
        timed: true,
        own: true,
        plant: |d| {
            let (a, _) = late_pair(d)?;
            let id = d.vars[a].id.clone();
            d.add(&format!("[questions.drawn-{id}]\nyes = \"drawn({id})\""));
            if let Some(host) = d.host() {
                let formula = d.seen(host, a, format!("drawn({id})"));
                d.bend(host, &formula);
            }
            Some(())
        },
        without: |t| calls(t, "drawn", |_| Expr::Truth(true)),
    },
    Feature {
        name: "undrawn sides are equal",
        timed: true,
        own: true,
        plant: |d| {
            let (a, b) = late_pair(d)?;
            let (x, y) = (d.vars[a].id.clone(), d.vars[b].id.clone());
            d.add(&format!(
                "[questions.same-{x}]\nnumber = \"count({x} == {y})\"\nthresholds = [0.5, 1.5]"
            ));
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("==", a, b) if is_variable(&a) && is_variable(&b) => {
                    let Expr::Name(_) = *a else {
                        return Expr::Binary("==", a, b);
                    };
                    let drawn = call("drawn", vec![(*a).clone()]);
                    Expr::Binary("and", Box::new(Expr::Binary("==", a, b)), Box::new(drawn))
                }
                other => other,
            });
        },
    },
    Feature {
        name: "undrawn is not equal",
        timed: true,
        own: true,
        plant: |d| {
            let (a, _) = late_pair(d)?;
            let (id, b) = (d.vars[a].id.clone(), d.vars[a].branches[0].clone());
            let formula = d.pick(&[
                format!("{id} != {b}"),
                format!("{b} != {id}"),
                format!("{id} not in [{b}]"),
            ]);
            d.add(&format!(
                "[questions.not-{id}]\nnumber = \"count({formula})\"\nthresholds = [0, 1, 2]"
            ));
            Some(())
        },
        without: |t| {
            formulas(t, |e| {
                let variable = match &e {
                    Expr::Binary("!=", _, b) if is_variable(b) => (**b).clone(),
                    Expr::Binary("!=", a, _) | Expr::Within(a, _, true) => (**a).clone(),
                    _ => return e,
                };
                if matches!(variable, Expr::Name(_)) && is_variable(&variable) {
                    Expr::Binary("and", Box::new(e), Box::new(call("drawn", vec![variable])))
                } else {
                    e
                }
            });
        },
    },
];
