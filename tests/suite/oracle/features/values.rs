//! Features of values: words, uncertain values, experts, facts, quantities, and what is asked.
use super::Feature;
use super::strip::*;
use crate::oracle::draft::Draft;
use crate::oracle::values::{Words, strength};
use toml::{Table, Value};

/// A new yes/no variable whose probability is the given TOML value.
fn likely(d: &mut Draft, value: &str) -> Option<usize> {
    let v = d.yes_no()?;
    d.set(v, &format!("probability = {value}"));
    if d.timed() && d.chance(0.3) {
        d.set(v, "final = [\"yes\"]");
    }
    Some(v)
}

/// A new assumption, named in a probability or a factor.
fn assume(d: &mut Draft, value: &str, factor: Option<&str>) -> Option<()> {
    let id = d.id();
    match factor {
        None => {
            likely(d, &format!("\"{id}\""))?;
        }
        Some(formula) => {
            let host = d.host()?;
            d.factor(
                host,
                None,
                Some(&format!("\"{}\"", formula.replace('@', &id))),
                true,
            );
        }
    }
    if value.starts_with('{') || d.chance(0.5) {
        d.add(&format!("[assumptions]\n{id} = {value}"));
    } else {
        d.add(&format!(
            "[assumptions.{id}]\nvalue = {value}\nnote = \"A guess.\""
        ));
    }
    Some(())
}

fn assumptions(t: &mut Table, mut change: impl FnMut(&mut Value)) {
    if let Some(Value::Table(section)) = t.get_mut("assumptions") {
        section.iter_mut().for_each(|(_, a)| change(a));
    }
}

fn experts(d: &mut Draft) {
    if !d.table.contains_key("experts") {
        d.add("[experts.minsk]\nweight = 3\n[experts.sceptics]\nname = \"Sceptics\"\n[experts.hawks-2]\nweight = 0.5");
    }
}

fn is_word(text: &str) -> bool {
    ["phia", "icd203", "ipcc"].iter().any(|scale| {
        Words {
            scale: scale.to_string(),
            ..Words::default()
        }
        .word(text)
        .is_some()
    })
}

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
        name: "word of the scale",
        timed: false,
        own: true,
        plant: |d| {
            let scale = d
                .table
                .get("scenario")?
                .get("words")
                .and_then(Value::as_str)
                .unwrap_or("phia")
                .to_string();
            let word = match scale.as_str() {
                "icd203" => d.pick(&["remote", "very unlikely", "nearly certain", "improbable"]),
                "ipcc" => d.pick(&[
                    "about as likely as not",
                    "unlikely",
                    "very unlikely",
                    "likely",
                    "more likely than not",
                ]),
                _ => d.pick(&[
                    "remote chance",
                    "highly unlikely",
                    "unlikely",
                    "realistic possibility",
                    "probable",
                    "almost certain",
                ]),
            };
            likely(d, &format!("\"{word}\"")).map(|_| ())
        },
        without: |t| {
            weights(t, |w| {
                if w.as_str().is_some_and(is_word) {
                    *w = Value::Float(0.5);
                }
            });
        },
    },
    Feature {
        name: "scale of words",
        timed: false,
        own: true,
        plant: |d| {
            let mut spoken = false;
            weights(&mut d.table.clone(), |w| {
                spoken |= w.as_str().is_some_and(is_word)
            });
            if spoken {
                return None;
            }
            d.add("[scenario]\nwords = \"ipcc\"");
            let word = d.pick(&["unlikely", "likely"]);
            likely(d, &format!("\"{word}\"")).map(|_| ())
        },
        without: |t| {
            if let Some(Value::Table(scenario)) = t.get_mut("scenario") {
                scenario.remove("words");
            }
        },
    },
    Feature {
        name: "strength word",
        timed: false,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let grade = d.pick(&["clearly", "strongly", "overwhelmingly", "slightly"]);
            let way = d.pick(&["more", "less"]);
            d.factor(host, None, Some(&format!("\"{grade} {way}\"")), true);
            Some(())
        },
        without: |t| {
            weights(t, |w| {
                if w.as_str().and_then(strength).is_some() {
                    *w = Value::Integer(1);
                }
            });
        },
    },
    Feature {
        name: "assumption",
        timed: false,
        own: true,
        plant: |d| {
            let p = d.between(0.2, 0.7);
            assume(d, &p.to_string(), None)
        },
        without: |t| {
            assumptions(t, |a| match a {
                Value::Float(x) => *x = 0.97,
                other => {
                    if let Some(Value::Float(x)) = other.get_mut("value") {
                        *x = 0.97;
                    }
                }
            });
        },
    },
    Feature {
        name: "per on an assumption",
        timed: true,
        own: true,
        plant: |d| {
            let per = d.per()?;
            let value = d.pick(&["0.8", "\"likely\"", "{ beta = [7, 2] }"]);
            let formula = d.pick(&["@", "0.5 * @", "min(@, 0.9)"]);
            let id = d.id();
            d.add(&format!(
                "[assumptions.{id}]\nvalue = {value}\nper = \"{per}\""
            ));
            likely(d, &format!("\"{}\"", formula.replace('@', &id))).map(|_| ())
        },
        without: |t| {
            assumptions(t, |a| {
                if let Value::Table(a) = a {
                    a.remove("per");
                }
            });
        },
    },
    Feature {
        name: "uncertain assumption",
        timed: false,
        own: false,
        plant: |d| {
            let (value, formula) = d.pick(&[
                ("{ uniform = [2, 9] }", "@"),
                ("{ triangular = [1, 3, 12] }", "@"),
                ("{ pert = [2, 4, 16] }", "@"),
                ("{ normal = [-1.5, 0.2] }", "exp(@)"),
                ("{ lognormal = { p05 = 2, p95 = 20 } }", "@"),
                ("{ lognormal = { median = 4, sd_log = 0.5 } }", "@"),
            ]);
            assume(d, value, Some(formula))
        },
        without: |t| {
            assumptions(t, |a| {
                if a.get("experts").is_none() && a.get("value").is_none() && a.is_table() {
                    *a = Value::Integer(1);
                }
            });
        },
    },
    Feature {
        name: "uncertain probability",
        timed: false,
        own: true,
        plant: |d| {
            let value = d.pick(&[
                "{ interval = [0.05, 0.3], confidence = 0.9 }",
                "{ beta = [2, 9] }",
                "{ pert = [0.5, 0.8, 0.9] }",
                "{ interval = [0.6, 0.9], confidence = 0.8 }",
            ]);
            likely(d, value).map(|_| ())
        },
        without: |t| {
            variables(t, |v| {
                if v.get("probability").is_some_and(Value::is_table) {
                    v.insert("probability".into(), Value::Float(0.45));
                }
            });
        },
    },
    Feature {
        name: "uncertain factor",
        timed: false,
        own: false,
        plant: |d| {
            let host = d.host()?;
            let value = d.pick(&[
                "{ uniform = [4, 12] }",
                "{ lognormal = { p05 = 0.02, p95 = 0.5 } }",
                "{ triangular = [2, 6, 9] }",
            ]);
            d.factor(host, None, Some(value), true);
            Some(())
        },
        without: |t| {
            weights(t, |w| {
                if w.is_table() && w.get("weight").is_none() {
                    *w = Value::Float(0.9);
                }
            });
        },
    },
    Feature {
        name: "experts by weight",
        timed: false,
        own: false,
        plant: |d| {
            experts(d);
            let value = d.pick(&[
                "{ experts = { minsk = 9, sceptics = 0.2 } }",
                "{ experts = { minsk = 0.2, hawks-2 = { uniform = [2, 10] }, sceptics = { value = 6 } } }",
            ]);
            assume(d, value, Some("@"))
        },
        without: |t| {
            for expert in elements(t, "experts") {
                expert.remove("weight");
            }
        },
    },
    Feature {
        name: "pooled by geometric mean",
        timed: false,
        own: false,
        plant: |d| {
            experts(d);
            let (value, factor) = d.pick(&[
                ("{ experts = { minsk = 0.05, sceptics = 0.9 } }", None),
                ("{ experts = { minsk = 0.5, sceptics = 12 } }", Some("@")),
                (
                    "{ experts = { minsk = 0.9, hawks-2 = 0.01, sceptics = 0.3 } }",
                    None,
                ),
            ]);
            let id = d.id();
            match factor {
                None => {
                    likely(d, &format!("\"{id}\""))?;
                }
                Some(_) => {
                    let host = d.host()?;
                    d.factor(host, None, Some(&format!("\"{id}\"")), true);
                }
            }
            d.add(&format!(
                "[assumptions.{id}]\nvalue = {value}\npool = \"log\""
            ));
            Some(())
        },
        without: |t| {
            assumptions(t, |a| {
                if let Value::Table(a) = a {
                    a.remove("pool");
                }
            });
        },
    },
    Feature {
        name: "fact",
        timed: false,
        own: true,
        plant: |d| {
            let v = d.enter(vec!["no".into(), "yes".into()]);
            let p = d.pick(&["0.6", "0.3", "0.8", "0.5", "{ beta = [3, 2] }"]);
            let id = d.vars[v].id.clone();
            d.set(
                v,
                &format!("probability = {p}\nfact = true\ntiming = \"once\""),
            );
            d.vars[v].closed = true;
            d.vars[v].once = true;
            let host = d.plain()?;
            d.bend(host, &id);
            Some(())
        },
        without: |t| drop_key(t, "fact"),
    },
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
            d.add(&format!(
                "[quantities.{id}]\nvalue = \"if({about}, 3 * step, 0) - 1\""
            ));
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
            let timing = if d.chance(0.5) {
                "timing = \"once\"\n"
            } else {
                ""
            };
            d.add(&format!(
                "[quantities.{id}]\n{timing}value = \"if({about}, 9, 0.2)\""
            ));
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
            d.add(&format!("[alternatives.alt-{id}]\ndo = {{ {id} = {{ is = 7, from = {day}, until = {day} }} }}"));
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
                &format!(
                    "number = \"2 * count({about}) - 1\"\nthresholds = [{n}, {}]",
                    2 * n as i64 - 1
                ),
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
            let name = ask(
                d,
                "otherwise = { id = \"on-the-fence\", title = \"On the fence\" }",
            );
            d.add(&format!(
                "[[questions.{name}.case]]\nid = \"in-it\"\nif = \"{x}\""
            ));
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
            d.add(&format!(
                "[[questions.{name}.case]]\nid = \"so\"\nif = \"{x}\""
            ));
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
