//! Records made at random: all kinds of questions, of counts and of conditions, with names that mean harm.

use contingent::record::{
    Answer, Asked, AssumptionShown, Bins, CalendarShown, ClaimShown, Drivers, Estimate, Evidence, ExpectsShown,
    ExpertShown, FORMAT, FirstTime, Found, Joint, Judgements, Made, Notice, NumberResult, Ordered, Quantity, Question,
    QuestionResult, RunRecord, ScenarioShown, Share, SourceShown, Split, StateShare, Structure, ValueShown, Variable,
    Verdict, ViewShown,
};
use contingent::scale::Scale;
use contingent::stats::{Proportion, print_number, print_probability};

use super::dice::Dice;

const TITLES: [&str; 9] = [
    "Belarusian troops are sent into Ukraine",
    "Talks are held again",
    "Does the small partner stay?",
    "Ці застаецца Мінск убаку",
    "Gdańsk i Łódź ogłaszają żałobę",
    "<script>alert(\"x\")</script>",
    "A title that goes on & on, with “quotes”, a dash – and more words than a line of any chart has room for, to see what gives",
    "Over and done.",
    "Months' worth of 'attacks'",
];
const ANSWERS: [&str; 6] = [
    "On the fence",
    "In the war",
    "Cornered, but out of it",
    "Іншае",
    "<b>bold</b>",
    "None of it",
];
const LABELS: [&str; 4] = ["Oct 2022", "Nov 2022", "Dec 2022", "Jan 2023"];

pub fn share(k: u64, n: u64, scale: Scale) -> Share {
    let found = Proportion::new(k, n);
    let printed = print_probability(&found);
    let word = printed
        .value
        .map_or("unknown".to_owned(), |value| scale.word_for(value).compact());
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

/// The record of a seed.
pub fn record(seed: u64) -> RunRecord {
    let dice = &mut Dice::new(seed);
    let scale = Scale::ALL[dice.below(3) as usize];
    let n = [1, 2, 29, 100, 10_000, 1_000_000][dice.below(6) as usize];
    let trials = if dice.one_in(3) { n * (1 + dice.below(5)) } else { n };
    let has_time = !dice.one_in(3);
    let questions = (0..dice.below(6))
        .map(|at| (format!("q{at}"), question(dice, n, scale, has_time)))
        .collect();
    let asked = asked(dice, trials, trials != n);
    RunRecord {
        format: FORMAT,
        identity: "b7f2-91c4-2d10-77ae".into(),
        result_version: 1,
        scenario: ScenarioShown {
            id: "lib/<odd> & 'quoted'".into(),
            title: dice.pick(&TITLES).into(),
            question: (!dice.one_in(4)).then(|| dice.pick(&TITLES).into()),
            as_of: dice.one_in(2).then(|| "2022-09-30".into()),
            words: scale.id().into(),
            files: vec!["lib/base.toml".into(), "lib/<odd> & 'quoted'.toml".into()],
            alternatives: Ordered(vec![("hard".into(), "Moscow presses <harder>".into())]),
        },
        calendar: has_time.then(calendar),
        found: Found {
            trials,
            kept: share(n, trials, scale),
            forced: (!asked.force.is_empty()).then(|| share(dice.below(n + 1), n, scale)),
            confidence: 0.95,
            complete: true,
            too_few: n < 30,
        },
        asked,
        notices: vec![Notice {
            code: "doubt-ignored".into(),
            text: "doubt is ignored: 1 value is uncertain, and this run takes its mean".into(),
        }],
        questions,
        variables: variables(dice, n, scale, has_time),
        quantities: Ordered(vec![(
            "loss".into(),
            Quantity {
                title: "Loss".into(),
                result: number(dice, n, scale),
                at: "a.toml:1".into(),
            },
        )]),
        evidence: evidence(dice, n, scale),
        structure: Structure::default(),
        joint: joint(dice, n),
        made: Made {
            version: "made-version".into(),
            at: "made-at".into(),
            seconds: 17.171_717,
        },
        ..base()
    }
}

/// What every record of these tests has in common; fields that are added to records later come from here.
fn base() -> RunRecord {
    serde_json::from_str(BASE).expect("a record with nothing in it")
}

const BASE: &str = r#"{"format":1,"identity":"","result_version":1,
"scenario":{"id":"","title":"","question":null,"as_of":null,"words":"phia","files":[],"alternatives":{}},"calendar":null,
"asked":{"engine":"sample","seed":1,"trials":1,"worlds":null,"precision":null,"set":{},"do":{},"given":null,"believe":null,"alternative":null},
"found":{"trials":1,"kept":{"p":1,"low":0,"high":1,"k":1,"n":1,"printed":"","word":""},"forced":null,"confidence":0.95,"complete":true,"too_few":false},
"notices":[],"questions":{},"variables":{},"quantities":{},
"evidence":{"sources":{},"claims":{},"skipped":[],"experts":{},"actors":{},"assumptions":{},"judgements":{"numbers":0,"without_claim":[]}},
"structure":{"before":[],"each_step":[],"edges":[]},"made":{"version":"","at":"","seconds":0}}"#;

fn calendar() -> CalendarShown {
    CalendarShown {
        start: "2022-10-01".into(),
        end: "2023-01-31".into(),
        unit: "month".into(),
        steps: 4,
        span: "October 2022 to January 2023, 4 months".into(),
        labels: LABELS.map(String::from).to_vec(),
        ends: ["2022-10-31", "2022-11-30", "2022-12-31", "2023-01-31"]
            .map(String::from)
            .to_vec(),
    }
}

fn asked(dice: &mut Dice, trials: u64, is_given: bool) -> Asked {
    let mut asked = Asked {
        engine: "sample".into(),
        seed: dice.below(100),
        trials,
        given: is_given.then(|| vec!["question:q0".into()]),
        ..Asked::default()
    };
    if dice.one_in(5) {
        asked.set.push("assumptions.a0", "\"it's; rm -rf $HOME `x`\"".into());
    }
    if dice.one_in(5) {
        asked.force.push("troops", "refuse@2022-10-01..".into());
    }
    if dice.one_in(5) {
        asked.believe = Some("e1".into());
    }
    if dice.one_in(5) {
        asked.alternative = Some("hard".into());
    }
    asked
}

/// Counts of every sort: none, all, one, rare, common.
fn count(dice: &mut Dice, n: u64) -> u64 {
    match dice.below(6) {
        0 => 0,
        1 => n,
        2 => 1.min(n),
        3 => dice.below(n / 1000 + 1),
        _ => dice.below(n + 1),
    }
}

fn question(dice: &mut Dice, n: u64, scale: Scale, has_time: bool) -> Question {
    let result = match dice.below(4) {
        0 | 1 => yes(dice, n, scale, has_time),
        2 => cases(dice, n, scale),
        _ => QuestionResult::Number(number(dice, n, scale)),
    };
    Question {
        result,
        title: dice.pick(&TITLES).into(),
        group: None,
        headline: dice.one_in(2),
        by: None,
        step: if has_time { 4 } else { 0 },
        at: "a.toml:9".into(),
    }
}

fn yes(dice: &mut Dice, n: u64, scale: Scale, has_time: bool) -> QuestionResult {
    let k = count(dice, n);
    let answer = |k, title: &str| Answer {
        share: share(k, n, scale),
        title: title.into(),
        slot: None,
    };
    let step = |dice: &mut Dice| Estimate {
        value: (1 + dice.below(4)) as f64,
        low: None,
        high: None,
        printed: String::new(),
    };
    let mut steps = [step(dice), step(dice), step(dice)];
    steps.sort_by(|a, b| a.value.total_cmp(&b.value));
    let quantiles = ["0.05", "0.5", "0.95"]
        .into_iter()
        .map(String::from)
        .zip(steps)
        .collect();
    QuestionResult::Yes {
        answers: Ordered(vec![
            ("yes".into(), answer(k, "Yes")),
            ("no".into(), answer(n - k, "No")),
        ]),
        initial: None,
        by_step: Vec::new(),
        by_step_low: Vec::new(),
        by_step_high: Vec::new(),
        first_step: Ordered::default(),
        first: (has_time && k > 0).then(|| FirstTime {
            happens: share(k, n, scale),
            quantiles,
        }),
    }
}

fn cases(dice: &mut Dice, n: u64, scale: Scale) -> QuestionResult {
    let mut rest = n;
    let number = 1 + dice.below(6);
    let answers = (0..number).map(|at| {
        let k = if at + 1 == number { rest } else { count(dice, rest) };
        rest -= k;
        let answer = Answer {
            share: share(k, n, scale),
            title: ANSWERS[at as usize].into(),
            slot: Some(at as u16 + 1),
        };
        (format!("a{at}"), answer)
    });
    QuestionResult::Cases {
        answers: answers.collect(),
        initial: None,
        by_step: Ordered::default(),
        by_step_low: Ordered::default(),
        by_step_high: Ordered::default(),
    }
}

fn number(dice: &mut Dice, n: u64, scale: Scale) -> NumberResult {
    let middle = dice.below(2_000_000) as f64 / 1000.0 - 500.0;
    let at = |value: f64| Estimate {
        value,
        low: Some(value - 0.01),
        high: Some(value + 0.01),
        printed: print_number(value, 0.01),
    };
    let spread = if dice.one_in(4) {
        0.0
    } else {
        dice.below(500) as f64 / 10.0
    };
    NumberResult {
        unit: dice.one_in(2).then(|| "USD bn".into()),
        mean: Some(at(middle)),
        sd: None,
        quantiles: Ordered(vec![
            ("0.05".into(), at(middle - spread)),
            ("0.5".into(), at(middle)),
            ("0.95".into(), at(middle + 2.0 * spread)),
        ]),
        exceeds: (0..dice.below(3))
            .map(|at| (format!("{}", at as i64 * 5 - 5), share(count(dice, n), n, scale)))
            .collect(),
        bins: Some(Bins {
            from: middle,
            width: 1.0,
            counts: vec![n],
            below: 0,
            above: 0,
        }),
        initial: None,
        by_step: Vec::new(),
    }
}

/// What separates the answers: sometimes much, sometimes nothing, sometimes too few trials.
fn joint(dice: &mut Dice, n: u64) -> Joint {
    let mut joint = Joint::default();
    for (question, answer) in [("q0", "yes"), ("q0", "a0"), ("q1", "yes"), ("q1", "a0")] {
        let yes = count(dice, n);
        let no = n - yes;
        let mut split = || Split {
            yes: count(dice, yes),
            no: count(dice, no),
        };
        let drivers = Drivers {
            yes,
            no,
            held: Ordered(vec![(
                "troops".into(),
                Ordered(vec![("refuse".into(), split()), ("send".into(), split())]),
            )]),
        };
        match joint.drivers.0.iter_mut().find(|(id, _)| id == question) {
            Some((_, list)) => list.push(answer, drivers),
            None => joint
                .drivers
                .push(question, Ordered(vec![(answer.to_owned(), drivers)])),
        }
    }
    joint
}

fn variables(dice: &mut Dice, n: u64, scale: Scale, has_time: bool) -> Ordered<Variable> {
    let k = count(dice, n);
    let branch = |title: &str, k, slot| StateShare {
        share: share(k, n, scale),
        title: title.into(),
        slot,
    };
    let troops = Variable {
        kind: "choice".into(),
        title: "Send troops into Ukraine".into(),
        actor: None,
        timing: if has_time { "each_step" } else { "once" }.into(),
        ladder: false,
        yes_no: false,
        branches: Ordered(vec![
            ("refuse".into(), branch("Keeps out", n - k, 1)),
            ("send".into(), branch("Sends <troops>", k, 2)),
        ]),
        undrawn: None,
        initial: Ordered::default(),
        by_step: Ordered::default(),
        at: "a.toml:3".into(),
    };
    Ordered(vec![("troops".into(), troops)])
}

fn evidence(dice: &mut Dice, n: u64, scale: Scale) -> Evidence {
    let mut evidence = Evidence {
        skipped: vec!["c0".into()],
        experts: Ordered(vec![(
            "e1".into(),
            ExpertShown {
                name: "A & B".into(),
                weight: 1.0,
            },
        )]),
        judgements: Judgements {
            numbers: 4,
            without_claim: (0..dice.below(5))
                .map(|at| format!("choices.troops.factor.{at}"))
                .collect(),
        },
        ..Evidence::default()
    };
    let source = SourceShown {
        title: "A <source>".into(),
        publisher: Some("Somebody".into()),
        author: None,
        date: Some("2022-09-29".into()),
        url: Some(
            dice.pick(&["https://example.org/?a=1&b=2", "javascript:alert(1)"])
                .into(),
        ),
        retrieved: None,
        grade: Some("B2".into()),
    };
    evidence.sources.push("s", source);
    for at in 0..dice.below(7) {
        let mut claim = claim(dice, n, scale);
        if dice.one_in(3) {
            claim.expects = None;
        }
        evidence.claims.push(format!("c{at}"), claim);
    }
    let claims: Vec<String> = evidence.claims.iter().map(|(id, _)| id.to_owned()).collect();
    let cited = |dice: &mut Dice| claims.iter().filter(|_| dice.one_in(3)).cloned().collect::<Vec<_>>();
    for at in 0..dice.below(4) {
        let value = ValueShown {
            text: "{ uniform = [0.2, 0.5] }".into(),
            number: 0.35,
            range: None,
        };
        let mut experts = Ordered::default();
        if dice.one_in(3) {
            experts.push(
                "e1",
                ViewShown {
                    value: value.clone(),
                    because: cited(dice),
                },
            );
        }
        let assumption = AssumptionShown {
            title: dice.pick(&TITLES).into(),
            value,
            per: dice.one_in(2).then(|| "year".into()),
            per_step: None,
            doubt: true,
            experts,
            because: cited(dice),
            despite: cited(dice),
            note: Some("A note with <i>marks</i>.".into()),
            for_another_value: dice.one_in(5),
            used_by: vec!["troops".into()],
            at: "a.toml:7".into(),
        };
        evidence.assumptions.push(format!("a{at}"), assumption);
    }
    evidence
}

fn claim(dice: &mut Dice, n: u64, scale: Scale) -> ClaimShown {
    let is_direction = dice.one_in(4);
    let expects = ExpectsShown {
        question: "q0".into(),
        answer: dice.pick(&["yes", "no", "a0"]).into(),
        probability: (!is_direction).then_some([0.25, 0.35]),
        higher_in: is_direction.then(|| "hard".into()),
        lower_in: None,
        by: None,
        said: dice.one_in(2).then(|| "improbable".into()),
        model: Some(share(count(dice, n), n, scale)),
        verdict: (!is_direction).then(|| Verdict::ALL[dice.below(4) as usize]),
    };
    ClaimShown {
        source: "s".into(),
        place: Some("Summary".into()),
        who: dice.one_in(2).then(|| "a <speaker>".into()),
        says: "It will not happen & that is that.".into(),
        expects: Some(expects),
        because_of: vec!["assumptions.a0".into()],
        against: Vec::new(),
        at: "b.toml:1".into(),
    }
}
