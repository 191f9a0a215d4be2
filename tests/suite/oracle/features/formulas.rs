//! Features of formulas within a moment: lists, time, comparisons, logic, arithmetic, conditions.
use super::Feature;
use super::strip::*;
use crate::oracle::draft::Draft;
use crate::oracle::formula::Expr;

/// A host, and a formula about a variable that it may read at the same step (or the step before).
fn reader(d: &mut Draft) -> Option<(usize, usize)> {
    let host = d.host()?;
    Some((host, d.subject(host)))
}

fn named(d: &mut Draft) -> Option<usize> {
    let named: Vec<usize> = (0..d.vars.len())
        .filter(|v| !d.vars[*v].yes_no() && !d.vars[*v].once && d.vars[*v].branches.len() > 2)
        .collect();
    if named.is_empty() {
        d.named(3)
    } else {
        Some(d.pick(&named))
    }
}

/// A question of two truths about two variables.
fn two(d: &mut Draft) -> Option<(String, String)> {
    let (host, other) = reader(d)?;
    if host == other {
        return None;
    }
    Some((d.is(host), d.is(other)))
}

fn ask(d: &mut Draft, formula: &str) {
    let name = format!("q-{}", d.id());
    d.add(&format!("[questions.{name}]\nyes = \"{formula}\""));
}

/// Hangs a formula weight on a host that has the better of two values while something holds.
fn weigh(d: &mut Draft, weight: &str) -> Option<()> {
    let host = d.host()?;
    d.factor(host, None, Some(&format!("\"{weight}\"")), false);
    Some(())
}

fn numbers(t: &mut toml::Table, names: &[&str]) {
    for name in names {
        calls(t, name, |mut args| args.remove(0));
    }
}

pub const FEATURES: &[Feature] = &[
    Feature {
        name: "in",
        timed: true,
        own: false,
        plant: |d| {
            let v = named(d)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            let formula = format!("{id} in [{}, {}]", b[2], b[0]);
            ask(d, &formula);
            let host = d.host()?;
            let formula = d.seen(host, v, formula);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Within(a, mut list, false) => {
                    list.truncate(1);
                    Expr::Within(a, list, false)
                }
                other => other,
            });
        },
    },
    Feature {
        name: "not in",
        timed: true,
        own: false,
        plant: |d| {
            let v = named(d)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            ask(d, &format!("{id} not in [{}, {}]", b[1], b[0]));
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Within(a, list, true) => Expr::Within(a, list, false),
                other => other,
            });
        },
    },
    Feature {
        name: "in a list of numbers",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let formula = d.pick(&["step in [1, 3]", "step not in [1, 2]", "step in [2, 3, 7]"]);
            d.bend(host, formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Within(a, list, negated) if *a == Expr::Name("step".into()) => Expr::Within(a, list, !negated),
                other => other,
            });
        },
    },
    Feature {
        name: "step",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let formula = d.pick(&["step >= 2", "step == 1", "step < 3", "step * 2 > 5"]);
            d.bend(host, formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| {
                if e == Expr::Name("step".into()) {
                    Expr::Number(2.0)
                } else {
                    e
                }
            });
        },
    },
    Feature {
        name: "month",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let place = d.below(d.days.len());
            let month: u32 = d.days[place].get(5..7)?.parse().ok()?;
            let formula = d.pick(&[
                format!("month == {month}"),
                format!("month in [{month}]"),
                format!("prev(month) == {month}"),
            ]);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| {
                if e == Expr::Name("month".into()) {
                    Expr::Number(0.0)
                } else {
                    e
                }
            });
        },
    },
    Feature {
        name: "after",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let day = d.day(1);
            let formula = d.pick(&[
                format!("after({day})"),
                format!("not after({day})"),
                format!("prev(after({day}))"),
            ]);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| calls(t, "after", |_| Expr::Truth(true)),
    },
    Feature {
        name: "at",
        timed: true,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let day = d.pick(&d.days.clone());
            d.bend(host, &format!("at({day})"));
            Some(())
        },
        without: |t| {
            calls(t, "at", |args| Expr::Not(Box::new(call("at", args))));
        },
    },
    Feature {
        name: "comparison of levels",
        timed: true,
        own: true,
        plant: |d| {
            if !d.afford(2, d.steps) {
                return None;
            }
            let levels = d.some_branches(4);
            let v = d.enter(levels.clone());
            d.vars[v].ladder = true;
            d.vars[v].closed = true;
            d.set(
                v,
                &format!(
                    "levels = {levels:?}\ninitial = \"{}\"\nup = 0.4\ndown = 0.35",
                    levels[1]
                ),
            );
            let id = d.vars[v].id.clone();
            let formula = d.pick(&[
                format!("{id} >= {}", levels[1]),
                format!("{id} < {}", levels[2]),
                format!("{} <= {id}", levels[1]),
            ]);
            ask(d, &formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("<" | "<=" | ">" | ">=", a, b) if matches!((&*a, &*b), (Expr::Name(_), Expr::Name(n)) if n != "step") => {
                    Expr::Binary("==", a, b)
                }
                other => other,
            });
        },
    },
    Feature {
        name: "two variables compared",
        timed: true,
        own: true,
        plant: |d| {
            let v = d.named(2)?;
            if !d.afford(2, d.steps) {
                return None;
            }
            let branches = d.vars[v].branches.clone();
            let w = d.enter(branches);
            let weights = d.weights(w);
            let key = d.vars[w].key();
            d.set(w, &format!("{key} = {weights}"));
            let (x, y) = (d.vars[v].id.clone(), d.vars[w].id.clone());
            let formula = d.pick(&[
                format!("{x} == {y}"),
                format!("{y} != {x}"),
                format!("prev({x}) == {y}"),
            ]);
            ask(d, &formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("==" | "!=", ref a, ref b) if is_variable(a) && is_variable(b) => Expr::Truth(false),
                other => other,
            });
        },
    },
    Feature {
        name: "and",
        timed: false,
        own: false,
        plant: |d| {
            let (a, b) = two(d)?;
            ask(d, &format!("{a} and {b}"));
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("and", a, b) => Expr::Binary("or", a, b),
                other => other,
            });
        },
    },
    Feature {
        name: "or",
        timed: false,
        own: false,
        plant: |d| {
            let (a, b) = two(d)?;
            let formula = d.pick(&[
                format!("{a} or {b}"),
                format!("{a} or {b} and {a}"),
                format!("not ({a} or {b})"),
            ]);
            ask(d, &formula);
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("or", a, b) => Expr::Binary("and", a, b),
                other => other,
            });
        },
    },
    Feature {
        name: "not",
        timed: false,
        own: false,
        plant: |d| {
            let (a, b) = two(d)?;
            ask(d, &format!("not {a} and {b}"));
            Some(())
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Not(inner) => *inner,
                other => other,
            });
        },
    },
    Feature {
        name: "powers and signs",
        timed: false,
        own: false,
        plant: |d| {
            let weight = d.pick(&[
                "2 ^ 3 ^ 2 / 64",
                "-2 ^ 2 + 12",
                "2 ^ -2",
                "(1 + 2) ^ 2 / 2",
                "10 - 2 - 3 ^ 1.5",
            ]);
            weigh(d, weight)
        },
        without: |t| {
            formulas(t, |e| match e {
                Expr::Binary("^", a, b) => Expr::Binary("*", a, b),
                Expr::Negative(a) => *a,
                other => other,
            });
        },
    },
    Feature {
        name: "min, max and clamp",
        timed: true,
        own: false,
        plant: |d| {
            let weight = d.pick(&[
                "max(0.1, 2 * step)",
                "min(9, 0.02 * step)",
                "clamp(100 * step, 0, 7)",
                "max(step, 2, 8)",
            ]);
            weigh(d, weight)
        },
        without: |t| numbers(t, &["min", "max", "clamp"]),
    },
    Feature {
        name: "exp, ln, sqrt and abs",
        timed: false,
        own: false,
        plant: |d| {
            let weight = d.pick(&[
                "exp(2.5)",
                "ln(30)",
                "sqrt(100)",
                "abs(-9) / 2",
                "exp(ln(2) * 3)",
                "sqrt(0.01)",
                "exp(-1) / 4",
            ]);
            weigh(d, weight)
        },
        without: |t| {
            for name in ["exp", "ln", "sqrt", "abs"] {
                calls(t, name, |_| Expr::Number(1.0));
            }
        },
    },
    Feature {
        name: "if, evaluated only where needed",
        timed: true,
        own: false,
        plant: |d| {
            let weight = d.pick(&[
                "if(step > 1, 6 / (step - 1), 0.1)",
                "if(step == 1, 0.2, ln(step) * 9)",
                "if(step < 2 or ln(step - 1) > 0.5, 8, 0.2)",
            ]);
            weigh(d, weight)
        },
        without: |t| calls(t, "if", |mut args| args.remove(2)),
    },
    Feature {
        name: "condition",
        timed: true,
        own: false,
        plant: |d| {
            let (host, v) = reader(d)?;
            let about = d.is(v);
            let id = d.id();
            let short = d.chance(0.5);
            d.add(&if short {
                format!("[conditions]\n{id} = \"{about}\"")
            } else {
                format!("[conditions.{id}]\nif = \"{about}\"")
            });
            let formula = d.seen(host, v, id);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| {
            if let Some(toml::Value::Table(conditions)) = t.get_mut("conditions") {
                conditions
                    .iter_mut()
                    .for_each(|(_, c)| *c = toml::Value::String("false".into()));
            }
        },
    },
    Feature {
        name: "a condition that names another",
        timed: true,
        own: false,
        plant: |d| {
            let (host, v) = reader(d)?;
            let about = d.is(v);
            let (inner, outer) = (d.id(), d.id());
            d.add(&format!(
                "[conditions]\n{inner} = \"{about}\"\n{outer} = \"not {inner}\""
            ));
            let formula = d.seen(host, v, outer);
            d.bend(host, &formula);
            Some(())
        },
        without: |t| {
            if let Some(toml::Value::Table(conditions)) = t.get_mut("conditions") {
                for (_, c) in conditions.iter_mut() {
                    if let Some(inner) = c.as_str().and_then(|s| s.strip_prefix("not ")).map(String::from) {
                        *c = toml::Value::String(inner);
                    }
                }
            }
        },
    },
];

/// Whether a side of a comparison is a variable rather than a branch.
pub fn is_variable(side: &Expr) -> bool {
    match side {
        Expr::Name(name) => crate::oracle::draft::is_id(name),
        Expr::Call(name, args) => name == "prev" && is_variable(&args[0]),
        _ => false,
    }
}
