//! Features of time: timing, what stands before step 1, what stays, what is forced, what is asked when.
use super::Feature;
use super::strip::*;
use crate::oracle::draft::Draft;
use toml::{Table, Value};

/// A formula about an earlier variable, or about the step.
fn chance_to(d: &mut Draft, v: usize) -> String {
    let earlier: Vec<usize> = (0..v).filter(|w| !d.vars[*w].once).collect();
    if earlier.is_empty() {
        return "step >= 2".into();
    }
    let w = d.pick(&earlier);
    let formula = d.is(w);
    if d.chance(0.3) {
        format!("prev({formula}) or step == 2")
    } else {
        formula
    }
}

/// Yes/no or two named branches, drawn `draws` times at most, with nothing that stands at the start.
fn fresh(d: &mut Draft, draws: usize, yes_no: bool) -> Option<usize> {
    if !d.afford(2, draws) {
        return None;
    }
    let names = d.some_branches(2);
    let v = d.enter(if yes_no { vec!["no".into(), "yes".into()] } else { names });
    if yes_no {
        let p = d.between(0.3, 0.6);
        d.set(v, &format!("probability = {p}"));
    } else {
        let weights = d.weights(v);
        let key = d.vars[v].key();
        d.set(v, &format!("{key} = {weights}"));
    }
    Some(v)
}

fn alternative(d: &mut Draft, keys: &str) {
    let name = format!("alt-{}", d.id());
    d.add(&format!("[alternatives.{name}]\n{keys}"));
}

fn alternatives(t: &mut Table, change: impl FnMut(&mut Table)) {
    elements(t, "alternatives").for_each(change);
}

fn timing(t: &mut Table, name: &str, mut change: impl FnMut(&mut Table)) {
    variables(t, |v| {
        if v.get("timing").and_then(Value::as_str) == Some(name) {
            change(v);
        }
    });
}

pub const FEATURES: &[Feature] = &[
    Feature {
        name: "once",
        timed: true,
        own: true,
        plant: |d| {
            let yes_no = d.chance(0.5);
            let v = fresh(d, 1, yes_no)?;
            d.set(v, "timing = \"once\"");
            d.vars[v].once = true;
            d.vars[v].closed = true;
            Some(())
        },
        without: |t| {
            timing(t, "once", |v| {
                v.remove("timing");
            });
        },
    },
    Feature {
        name: "once with when",
        timed: false,
        own: true,
        plant: |d| {
            let a = fresh(d, 1, true)?;
            let yes_no = d.chance(0.5);
            let b = fresh(d, 1, yes_no)?;
            let id = d.vars[a].id.clone();
            for v in [a, b] {
                d.vars[v].once = true;
                d.vars[v].closed = true;
                if d.timed() {
                    d.set(v, "timing = \"once\"");
                }
            }
            d.set(b, &format!("when = \"{id}\""));
            if d.chance(0.5) {
                let idle = d.pick(&d.vars[b].branches.clone());
                d.set(b, &format!("idle = \"{idle}\""));
            }
            Some(())
        },
        without: |t| {
            let timed = t.contains_key("time");
            variables(t, |v| {
                if !timed || v.get("timing").and_then(Value::as_str) == Some("once") {
                    v.remove("when");
                }
            });
        },
    },
    Feature {
        name: "first_chance",
        timed: true,
        own: true,
        plant: |d| {
            let yes_no = d.chance(0.5);
            let v = fresh(d, 2, yes_no)?;
            let when = chance_to(d, v);
            d.set(v, &format!("timing = \"first_chance\"\nwhen = \"{when}\""));
            if d.chance(0.4) {
                let idle = d.pick(&d.vars[v].branches.clone());
                d.set(v, &format!("idle = \"{idle}\""));
            }
            Some(())
        },
        without: |t| {
            timing(t, "first_chance", |v| {
                v.remove("timing");
            });
        },
    },
    Feature {
        name: "when",
        timed: true,
        own: true,
        plant: |d| {
            let v = d.named(2)?;
            let when = chance_to(d, v);
            d.set(v, &format!("when = \"{when}\""));
            Some(())
        },
        without: |t| drop_key(t, "when"),
    },
    Feature {
        name: "when and idle",
        timed: true,
        own: true,
        plant: |d| {
            let yes_no = d.chance(0.5);
            let v = fresh(d, 2, yes_no)?;
            let when = chance_to(d, v);
            let idle = if yes_no {
                "no".into()
            } else {
                d.pick(&d.vars[v].branches.clone())
            };
            d.set(v, &format!("when = \"{when}\"\nidle = \"{idle}\""));
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if v.contains_key("when") {
                    v.remove("idle");
                }
            });
        },
    },
    Feature {
        name: "the last value stands",
        timed: true,
        own: true,
        plant: |d| {
            let yes_no = d.chance(0.5);
            let v = fresh(d, 2, yes_no)?;
            let when = chance_to(d, v);
            d.set(v, &format!("when = \"{when}\""));
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if v.contains_key("when")
                    && !v.contains_key("idle")
                    && !v.contains_key("final")
                    && !v.contains_key("timing")
                {
                    let names = crate::oracle::rules::branches(v);
                    v.insert("idle".into(), Value::String(names[0].clone()));
                }
            });
        },
    },
    Feature {
        name: "idle before step 1",
        timed: true,
        own: true,
        plant: |d| {
            let v = fresh(d, 3, false)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            d.set(v, &format!("when = \"prev({id}) == {}\"\nidle = \"{}\"", b[0], b[0]));
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(idle) = v.get("idle").and_then(Value::as_str).map(String::from)
                    && !v.contains_key("initial")
                {
                    let names = crate::oracle::rules::branches(v);
                    let other = names.into_iter().find(|n| *n != idle).unwrap_or(idle);
                    v.insert("initial".into(), Value::String(other));
                }
            });
        },
    },
    Feature {
        name: "initial",
        timed: true,
        own: true,
        plant: |d| {
            let v = fresh(d, d.steps, false)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            d.set(v, &format!("initial = \"{}\"", b[0]));
            d.factor(v, Some(&format!("prev({id}) == {}", b[1])), Some("15"), false);
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(start) = v.get("initial").and_then(Value::as_str).map(String::from) {
                    let names = crate::oracle::rules::branches(v);
                    let other = names.into_iter().find(|n| *n != start).unwrap_or(start);
                    v.insert("initial".into(), Value::String(other));
                }
            });
        },
    },
    Feature {
        name: "random initial",
        timed: true,
        own: true,
        plant: |d| {
            let v = fresh(d, d.steps + 1, false)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            let n = d.below(4) + 1;
            d.set(v, &format!("initial = {{ {} = {n}, {} = 2 }}", b[0], b[1]));
            d.factor(v, Some(&format!("prev({id}) == {}", b[0])), Some("25"), false);
            d.vars[v].closed = true;
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if v.get("initial").is_some_and(Value::is_table) {
                    let names = crate::oracle::rules::branches(v);
                    v.insert("initial".into(), Value::String(names[0].clone()));
                }
            });
        },
    },
    Feature {
        name: "random initial with rest",
        timed: true,
        own: true,
        plant: |d| {
            let v = fresh(d, d.steps + 1, false)?;
            let (id, b) = (d.vars[v].id.clone(), d.vars[v].branches.clone());
            d.set(
                v,
                &format!(
                    "initial = {{ {} = 0.15, {} = \"rest\" }}\nwhen = \"prev({id}) == {}\"",
                    b[0], b[1], b[1]
                ),
            );
            d.vars[v].closed = true;
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                if let Some(Value::Table(weights)) = v.get_mut("initial") {
                    for (_, w) in weights.iter_mut().filter(|(_, w)| w.as_str() == Some("rest")) {
                        *w = Value::Float(0.05);
                    }
                }
            });
        },
    },
    Feature {
        name: "final",
        timed: true,
        own: true,
        plant: |d| {
            let yes_no = d.chance(0.5);
            let v = fresh(d, 2, yes_no)?;
            let b = d.vars[v].branches.clone();
            d.set(v, &format!("final = [\"{}\"]", b[1]));
            if !yes_no && d.chance(0.5) {
                d.set(v, &format!("initial = \"{}\"", b[0]));
            }
            Some(())
        },
        without: |t| drop_key(t, "final"),
    },
    Feature {
        name: "a default `no` that is final",
        timed: true,
        own: true,
        plant: |d| {
            let v = fresh(d, 2, true)?;
            let both = d.chance(0.2);
            d.set(
                v,
                if both {
                    "final = [\"no\", \"yes\"]"
                } else {
                    "final = [\"no\"]"
                },
            );
            Some(())
        },
        without: |t| {
            variables(t, |v| {
                let of_no = v
                    .get("final")
                    .and_then(Value::as_array)
                    .is_some_and(|f| f.iter().any(|b| b.as_str() == Some("no")));
                if of_no && v.contains_key("probability") {
                    v.insert("probability".into(), Value::Float(0.0));
                    v.remove("factor");
                    v.remove("case");
                }
            });
        },
    },
    Feature {
        name: "clamped month ends",
        timed: true,
        own: false,
        plant: |d| {
            let time = d.table.get("time")?;
            if time.get("start")?.as_datetime()?.to_string() != "2023-01-31" || time.get("step")?.as_str()? != "month" {
                return None;
            }
            let host = d.host()?;
            d.bend(host, "after(2023-02-28)");
            Some(())
        },
        without: |t| {
            if let Some(Value::Table(time)) = t.get_mut("time")
                && time
                    .get("start")
                    .and_then(Value::as_datetime)
                    .is_some_and(|d| d.to_string() == "2023-01-31")
                && let Ok(earlier) = "2023-01-27".parse()
            {
                time.insert("start".into(), Value::Datetime(earlier));
            }
        },
    },
    Feature {
        name: "do",
        timed: false,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let id = d.vars[v].id.clone();
            let b = d.pick(&d.vars[v].branches.clone());
            let value = match b.as_str() {
                "yes" => "true".to_string(),
                _ => format!("\"{b}\""),
            };
            alternative(d, &format!("do = {{ {id} = {value} }}"));
            Some(())
        },
        without: |t| {
            alternatives(t, |a| {
                a.remove("do");
            });
        },
    },
    Feature {
        name: "do with dates",
        timed: true,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let id = d.vars[v].id.clone();
            let place = d.below(2);
            let b = d.vars[v].branches[place].clone();
            let (first, last) = (d.days[0].clone(), d.days[d.days.len() - 1].clone());
            let days = d.pick(&[
                format!("until = {first}"),
                format!("from = {last}"),
                format!("from = {first}, until = {first}"),
            ]);
            alternative(d, &format!("do = {{ {id} = {{ is = \"{b}\", {days} }} }}"));
            Some(())
        },
        without: |t| {
            alternatives(t, |a| {
                if let Some(Value::Table(forced)) = a.get_mut("do") {
                    for (_, f) in forced.iter_mut() {
                        if let Some(is) = f.get("is").cloned() {
                            *f = is;
                        }
                    }
                }
            });
        },
    },
    Feature {
        name: "given",
        timed: false,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let formula = d.is(v);
            let formula = if d.timed() && d.chance(0.5) {
                format!("ever({formula})")
            } else {
                formula
            };
            alternative(d, &format!("given = \"{formula}\""));
            Some(())
        },
        without: |t| {
            alternatives(t, |a| {
                a.remove("given");
            });
        },
    },
    Feature {
        name: "given a question",
        timed: true,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let formula = d.is(v);
            let name = format!("asked-{}", d.id());
            let day = d.days[0].clone();
            d.add(&format!("[questions.{name}]\nyes = \"{formula}\"\nby = {day}"));
            alternative(d, &format!("given = [\"question:{name}\"]"));
            Some(())
        },
        without: |t| {
            alternatives(t, |a| {
                if a.get("given").is_some_and(Value::is_array) {
                    a.remove("given");
                }
            });
        },
    },
    Feature {
        name: "by",
        timed: true,
        own: false,
        plant: |d| {
            let v = d.host()?;
            let formula = d.is(v);
            let name = format!("until-{}", d.id());
            let day = d.day(0);
            let asked = d.pick(&[
                format!("yes = \"ever({formula})\""),
                format!("number = \"count({formula})\"\nthresholds = [0, 1]"),
                format!("case = [{{ id = \"so\", if = \"count({formula}) >= 1\" }}]"),
            ]);
            d.add(&format!("[questions.{name}]\n{asked}\nby = {day}"));
            Some(())
        },
        without: |t| {
            for question in elements(t, "questions") {
                question.remove("by");
            }
        },
    },
];
