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
            d.factor(host, None, Some(&format!("\"{}\"", formula.replace('@', &id))), true);
        }
    }
    if value.starts_with('{') || d.chance(0.5) {
        d.add(&format!("[assumptions]\n{id} = {value}"));
    } else {
        d.add(&format!("[assumptions.{id}]\nvalue = {value}\nnote = \"A guess.\""));
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
            weights(&mut d.table.clone(), |w| spoken |= w.as_str().is_some_and(is_word));
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
            d.add(&format!("[assumptions.{id}]\nvalue = {value}\nper = \"{per}\""));
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
        name: "believe",
        timed: false,
        own: false,
        plant: |d| {
            experts(d);
            let expert = d.pick(&["minsk", "sceptics"]);
            assume(
                d,
                "{ experts = { minsk = 12, sceptics = { uniform = [0.01, 0.05] } } }",
                Some("@"),
            )?;
            let id = d.id();
            d.add(&format!("[alternatives.alt-{id}]\nbelieve = \"{expert}\""));
            Some(())
        },
        without: |t| {
            for alternative in elements(t, "alternatives") {
                alternative.remove("believe");
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
                ("{ experts = { minsk = 0.9, hawks-2 = 0.01, sceptics = 0.3 } }", None),
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
            d.add(&format!("[assumptions.{id}]\nvalue = {value}\npool = \"log\""));
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
            d.set(v, &format!("probability = {p}\nfact = true\ntiming = \"once\""));
            d.vars[v].closed = true;
            d.vars[v].once = true;
            let host = d.plain()?;
            d.bend(host, &id);
            Some(())
        },
        without: |t| drop_key(t, "fact"),
    },
];
