//! Records of sweeps made by hand: any curve over any axis, with counts that are known.

use contingent::record::sweep::{
    Axis, AxisBaseline, AxisKind, SWEEP_FORMAT, Spacing, SweepFound, SweepRecord, Swept, SweptAnswer, SweptNumber,
    SweptQuestion, Tip, TipKind,
};
use contingent::record::{Asked, Estimate, Made, Ordered, ScenarioShown, Share};
use contingent::scale::Scale;
use contingent::stats::{Proportion, print_number, print_probability};

pub const LONG: &str = "A question whose title is quite unreasonably long, as if pasted whole from a memorandum with two clauses and a caveat, ok";
pub const CYRILLIC: &str = "Улады Беларусі абвяшчаюць поўную мабілізацыю да канца вясны, ў тым ліку ў памежных раёнах";
pub const SCRIPT: &str = "<script>alert('x')</script> & 'quotes' \\\"again\\\"";

/// An axis of numbers.
pub fn numbers(title: &str, values: &[f64], spacing: Spacing, baseline: Option<f64>) -> Axis {
    let written: Vec<String> = values.iter().map(f64::to_string).collect();
    Axis {
        path: "assumptions.push".to_owned(),
        over: String::new(),
        title: title.to_owned(),
        kind: AxisKind::Number,
        spacing,
        unit: None,
        per: Some("year".to_owned()),
        is_probability: values.iter().all(|value| (0.0..=1.0).contains(value)),
        values: values.to_vec(),
        labels: written.clone(),
        written,
        baseline: baseline.map(|value| AxisBaseline {
            written: value.to_string(),
            value: Some(value),
        }),
    }
}

/// So many numbers from 0 to 1.
pub fn even(count: usize) -> Vec<f64> {
    (0..count).map(|at| at as f64 / (count - 1) as f64).collect()
}

/// An axis of words, or of alternatives: then the first is the scenario as it stands.
pub fn words(title: &str, labels: &[&str], kind: AxisKind) -> Axis {
    let mut written: Vec<String> = labels.iter().map(|&one| one.to_owned()).collect();
    if kind == AxisKind::Alternatives {
        written[0].clear();
    }
    Axis {
        path: "alternatives".to_owned(),
        over: String::new(),
        title: title.to_owned(),
        kind,
        spacing: Spacing::List,
        unit: None,
        per: None,
        is_probability: false,
        values: Vec::new(),
        labels: labels.iter().map(|&one| one.to_owned()).collect(),
        baseline: Some(AxisBaseline {
            written: written[0].clone(),
            value: None,
        }),
        written,
    }
}

fn share(k: u64, n: u64) -> Share {
    let found = Proportion::new(k, n);
    let printed = print_probability(&found);
    let word = printed
        .value
        .map_or("unknown".to_owned(), |value| Scale::Phia.word_for(value).compact());
    Share {
        p: found.p,
        low: found.low,
        high: found.high,
        k,
        n,
        printed: printed.text,
        word,
        aside: printed.aside,
    }
}

/// An answer with so many trials at each point.
pub fn answer(title: &str, slot: Option<u16>, counts: &[u64], baseline: u64, n: u64) -> SweptAnswer {
    let shares: Vec<Share> = counts.iter().map(|k| share(*k, n)).collect();
    SweptAnswer {
        title: title.to_owned(),
        slot,
        p: shares.iter().map(|share| share.p).collect(),
        low: shares.iter().map(|share| share.low).collect(),
        high: shares.iter().map(|share| share.high).collect(),
        k: counts.to_vec(),
        baseline: share(baseline, n),
        least_visible: Some(0.001),
    }
}

/// A yes/no question.
pub fn yes(title: &str, counts: &[u64], baseline: u64, n: u64) -> SweptQuestion {
    let others: Vec<u64> = counts.iter().map(|k| n - k).collect();
    question(
        title,
        Swept::Yes {
            answers: Ordered(vec![
                ("yes".to_owned(), answer("Yes", None, counts, baseline, n)),
                ("no".to_owned(), answer("No", None, &others, n - baseline, n)),
            ]),
        },
    )
}

/// A question of several answers: their titles and counts.
pub fn cases(title: &str, list: &[(&str, Vec<u64>, u64)], n: u64) -> SweptQuestion {
    let answers = list.iter().enumerate().map(|(place, (title, counts, baseline))| {
        (
            format!("a{place}"),
            answer(title, Some(place as u16 + 1), counts, *baseline, n),
        )
    });
    question(
        title,
        Swept::Cases {
            answers: answers.collect(),
        },
    )
}

/// A number: its mean at each point.
pub fn amount(title: &str, means: &[f64], n: u64) -> SweptQuestion {
    let quantile = |times: f64| means.iter().map(|mean| Some(mean * times)).collect::<Vec<_>>();
    let list = [("0.05", 0.1), ("0.25", 0.5), ("0.5", 0.8), ("0.75", 1.3), ("0.95", 2.5)];
    let over: Vec<u64> = means
        .iter()
        .map(|mean| ((mean / 20.0).clamp(0.0, 1.0) * n as f64) as u64)
        .collect();
    let mean = means.first().copied().unwrap_or(0.0);
    question(
        title,
        Swept::Number(SweptNumber {
            unit: Some("USD bn".to_owned()),
            mean: means.iter().map(|mean| Some(*mean)).collect(),
            mean_low: means.iter().map(|mean| Some(mean - 0.03)).collect(),
            mean_high: means.iter().map(|mean| Some(mean + 0.03)).collect(),
            quantiles: list
                .iter()
                .map(|(q, times)| ((*q).to_owned(), quantile(*times)))
                .collect(),
            exceeds: Ordered(vec![("5".to_owned(), answer("over 5", None, &over, over[0], n))]),
            baseline: Some(Estimate {
                value: mean,
                low: Some(mean - 0.03),
                high: Some(mean + 0.03),
                printed: print_number(mean, 0.03),
            }),
        }),
    )
}

fn question(title: &str, result: Swept) -> SweptQuestion {
    SweptQuestion {
        result,
        title: title.to_owned(),
        group: None,
        headline: true,
        by: None,
        step: 1,
        untouched: false,
    }
}

/// A tip of a yes/no question at a value: from no to yes, or over an edge of the scale.
pub fn tip(question: &str, edge: Option<f64>, at: f64, error: f64, between: [usize; 2], across: Option<usize>) -> Tip {
    Tip {
        kind: if edge.is_some() { TipKind::Band } else { TipKind::Leader },
        question: question.to_owned(),
        answer: edge.map(|_| "yes".to_owned()),
        before: if edge.is_some() { "unlikely" } else { "no" }.to_owned(),
        after: if edge.is_some() { "realistic possibility" } else { "yes" }.to_owned(),
        edge,
        axis: 0,
        across,
        between,
        at: Some(at),
        bracket: Some([at, at]),
        error: Some(error),
        is_refined: true,
    }
}

/// The record of axes and questions.
pub fn record(axes: Vec<Axis>, questions: Vec<(&str, SweptQuestion)>, tips: Vec<Tip>, n: u64) -> SweepRecord {
    let points: usize = axes.iter().map(|axis| axis.written.len()).product();
    SweepRecord {
        format: SWEEP_FORMAT,
        identity: "aaaa-bbbb-cccc-dddd".to_owned(),
        result_version: 1,
        scenario: ScenarioShown {
            id: "lib/push".to_owned(),
            title: "A push, and what comes of it".to_owned(),
            question: None,
            as_of: None,
            words: "phia".to_owned(),
            files: vec!["lib/push.toml".to_owned()],
            alternatives: Ordered(Vec::new()),
        },
        calendar: None,
        asked: Asked {
            engine: "sample".to_owned(),
            seed: 7,
            trials: n,
            ..Asked::default()
        },
        found: SweepFound {
            points: points as u64,
            trials: n,
            kept: vec![n; points],
            confidence: 0.95,
            too_few: false,
        },
        notices: Vec::new(),
        axes,
        questions: questions
            .into_iter()
            .map(|(id, question)| (id.to_owned(), question))
            .collect(),
        tips,
        made: Made {
            version: "9.9.9-made".to_owned(),
            at: "2031-01-01T00:00:00Z".to_owned(),
            seconds: 1234.5,
        },
    }
}

/// Sweeps at the edges of what charts must bear, by name.
pub fn stress() -> Vec<(String, SweepRecord)> {
    let n = 100_000_u64;
    let at = |p: f64| (p * n as f64).round() as u64;
    let curve =
        |values: &[f64], of: &dyn Fn(f64) -> f64| -> Vec<u64> { values.iter().map(|value| at(of(*value))).collect() };
    let mut list = Vec::new();
    for points in [2, 21, 101] {
        let values = even(points);
        let all: Vec<(&str, SweptQuestion)> = vec![
            ("rises", yes(LONG, &curve(&values, &|x| x), at(0.3), n)),
            ("never", yes(CYRILLIC, &curve(&values, &|_| 0.0), 0, n)),
            ("hardly", yes(SCRIPT, &curve(&values, &|x| 3e-5 * (1.0 + x)), 3, n)),
            ("even", yes("Even", &curve(&values, &|_| 0.5), at(0.5), n)),
            ("always", yes("Always", &curve(&values, &|_| 1.0), n, n)),
            (
                "small",
                yes("Small throughout", &curve(&values, &|x| 0.03 + 0.01 * x), at(0.03), n),
            ),
        ];
        let tips = vec![
            tip("rises", None, 0.5, 0.004, [0, 1], None),
            tip("rises", Some(0.35), 0.35, 0.003, [0, 1], None),
        ];
        let axis = || numbers(LONG, &values, Spacing::Linear, Some(0.3));
        list.push((format!("panels-{points}"), record(vec![axis()], all, tips.clone(), n)));
        let one = vec![("rises", yes(LONG, &curve(&values, &|x| x), at(0.3), n))];
        list.push((format!("single-{points}"), record(vec![axis()], one, tips, n)));
        let bills = vec![(
            "bill",
            amount(CYRILLIC, &values.iter().map(|x| 1.0 + 9.0 * x).collect::<Vec<_>>(), n),
        )];
        list.push((format!("amount-{points}"), record(vec![axis()], bills, Vec::new(), n)));
    }
    let log: Vec<f64> = (0..13).map(|at| 0.001 * 10f64.powf(f64::from(at) / 4.0)).collect();
    let rare = vec![
        ("one", yes("Rarely", &curve(&log, &|x| 0.02 * x), at(0.004), n)),
        ("two", yes("More rarely", &curve(&log, &|x| 0.0004 * x), 3, n)),
    ];
    list.push((
        "log".to_owned(),
        record(
            vec![numbers("Push", &log, Spacing::Log, Some(0.2))],
            rare,
            Vec::new(),
            n,
        ),
    ));
    let values = even(11);
    let titles: Vec<String> = (0..12)
        .map(|place| format!("Way number {place}, as it is called"))
        .collect();
    let twelve: Vec<(&str, Vec<u64>, u64)> = titles
        .iter()
        .enumerate()
        .map(|(place, title)| {
            (
                title.as_str(),
                curve(&values, &|x| if place == 0 { 1.0 - x } else { x / 11.0 }),
                at(0.05),
            )
        })
        .collect();
    let posture = || cases(LONG, &twelve, n);
    list.push((
        "twelve".to_owned(),
        record(
            vec![numbers("Push", &values, Spacing::Linear, None)],
            vec![("posture", posture())],
            Vec::new(),
            n,
        ),
    ));
    let ids: Vec<String> = (0..40).map(|place| format!("q{place}")).collect();
    let forty = ids.iter().enumerate().map(|(place, id)| {
        let title = format!("Question {place} of forty, about something that may come about");
        let mut one = yes(&title, &curve(&values, &|x| x * place as f64 / 40.0), at(0.1), n);
        one.untouched = place % 5 == 4;
        one.headline = place < 3;
        (id.as_str(), one)
    });
    list.push((
        "forty".to_owned(),
        record(
            vec![numbers("Push", &values, Spacing::Linear, Some(2.0))],
            forty.collect(),
            Vec::new(),
            n,
        ),
    ));
    let labels = ["unlikely", CYRILLIC, SCRIPT, LONG];
    let listed = vec![
        ("rises", yes(LONG, &[0, 3, at(0.5), n], at(0.5), n)),
        ("rare", yes("Rare", &[0, 3, 40, 900], 3, n)),
        ("bill", amount("What it costs", &[1.0, 2.0, 4.0, 40.0], n)),
        (
            "posture",
            cases(
                "Where it ends",
                &[
                    (LONG, vec![n, 5, at(0.4), 0], 5),
                    (SCRIPT, vec![0, n - 5, at(0.6), n], n - 5),
                ],
                n,
            ),
        ),
    ];
    for kind in [AxisKind::Category, AxisKind::Alternatives] {
        list.push((
            format!("{kind:?}"),
            record(vec![words(LONG, &labels, kind)], listed.clone(), Vec::new(), n),
        ));
    }
    for (columns, rows) in [(2, 2), (11, 21), (31, 31)] {
        let (across, up) = (even(columns), even(rows));
        let plane: Vec<(f64, f64)> = across.iter().flat_map(|x| up.iter().map(move |y| (*x, *y))).collect();
        let of =
            |value: &dyn Fn(f64, f64) -> f64| -> Vec<u64> { plane.iter().map(|(x, y)| at(value(*x, *y))).collect() };
        let all = vec![
            ("rises", yes(LONG, &of(&|x, y| x * (1.0 - 0.5 * y)), at(0.2), n)),
            ("rare", yes(CYRILLIC, &of(&|x, y| 3e-5 * x * y), 0, n)),
            (
                "posture",
                cases(
                    "Where it ends",
                    &[
                        (LONG, of(&|x, _| 1.0 - x), at(0.7)),
                        (CYRILLIC, of(&|x, y| x * y), at(0.1)),
                        (SCRIPT, of(&|x, y| x * (1.0 - y)), at(0.2)),
                    ],
                    n,
                ),
            ),
            (
                "bill",
                amount(
                    "What it costs",
                    &plane.iter().map(|(x, y)| 1.0 + x + 8.0 * y).collect::<Vec<_>>(),
                    n,
                ),
            ),
        ];
        let tips = (0..rows / 2).map(|row| tip("rises", None, 0.5 / (1.0 - 0.5 * up[row]), 0.01, [0, 1], Some(row)));
        let axes = vec![
            numbers(LONG, &across, Spacing::Linear, Some(0.3)),
            numbers(CYRILLIC, &up, Spacing::Linear, Some(0.25)),
        ];
        list.push((format!("map-{columns}-{rows}"), record(axes, all, tips.collect(), n)));
    }
    let mixed = vec![(
        "rises",
        yes(
            "Mixed",
            &[at(0.1), at(0.2), at(0.3), at(0.4), at(0.5), at(0.6), at(0.7), n],
            at(0.2),
            n,
        ),
    )];
    let axes = vec![
        words(LONG, &labels, AxisKind::Alternatives),
        numbers("Cost", &[0.1, 0.9], Spacing::List, Some(0.5)),
    ];
    list.push(("mixed".to_owned(), record(axes, mixed, Vec::new(), n)));
    list
}
