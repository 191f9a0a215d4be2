//! The numbers of a record: intervals, words, first times, verdicts, colours, influences.

use contingent::engine::{QuestionTally, Tallies};
use contingent::record::{EdgeKind, Made, QuestionResult, Ran, RunRecord, Share, Verdict, build, files, read, to_json};
use contingent::study::{Ask, Prepared};

use super::support::{Texts, ask, prepared, recorded};

const COINS: &str = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 6
[sources.s]
title = "A source"
[claims.agrees]
source = "s"
says = "Even."
expects = { question = "heads", answer = "yes", probability = [0.1, 0.9], by = 2024-01-31 }
[claims.higher]
source = "s"
says = "Hardly."
expects = { question = "heads", answer = "yes", probability = [0, 0.2], by = 2024-01-31 }
[claims.lower]
source = "s"
says = "Surely."
expects = { question = "heads", answer = "yes", probability = [0.9, 1], by = 2024-01-31 }
[claims.close]
source = "s"
says = "Half or more."
expects = { question = "heads", answer = "yes", probability = [0.5, 1], by = 2024-01-31 }
[claims.elsewhere]
source = "s"
says = "About something else."
expects = { question = "tails", answer = "yes", probability = [0.5, 1] }
[claims.direction]
source = "s"
says = "More so then."
expects = { question = "heads", answer = "yes", higher_in = "forced" }
[assumptions]
half = 0.5
[events.coin]
probability = "half"
final = ["yes"]
[questions.heads]
yes = "coin"
[alternatives.forced]
do = { coin = true }
"#;

/// A record of tallies that were made by hand: `by_step` trials of `n` stand at yes at the end of each step.
#[track_caller]
fn by_hand(prepared: &Prepared, n: u64, by_step: &[u64]) -> RunRecord {
    let Prepared {
        document,
        model,
        changes,
        plan,
        asked,
    } = prepared;
    let mut tallies = Tallies::empty(plan);
    (tallies.run, tallies.kept) = (n, n);
    let first = by_step
        .iter()
        .enumerate()
        .map(|(at, k)| k - at.checked_sub(1).map_or(0, |at| by_step[at]))
        .collect();
    let yes = *by_step.last().unwrap();
    tallies.questions[0] = QuestionTally::Yes {
        yes,
        initial: Some(0),
        by_step: by_step.to_vec(),
        first,
    };
    let asked = contingent::record::Asked {
        seed: 1,
        trials: n,
        ..asked.clone()
    };
    let ran = Ran {
        document,
        model,
        plan,
        changes,
        tallies: &tallies,
        asked,
        confidence: 0.95,
        missing: 0,
    };
    build(&ran, "", Made::default())
}

fn yes(record: &RunRecord) -> &Share {
    record.probability("heads", "yes").unwrap()
}

#[test]
fn intervals_are_those_of_clopper_and_pearson() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    // scipy.stats.beta.ppf(0.025, k, n - k + 1), ppf(0.975, k + 1, n - k)
    for (k, n, low, high) in [
        (3, 10, 0.06673951117773447, 0.6524528500599972),
        (0, 10, 0.0, 0.3084971078187608),
        (10, 10, 0.6915028921812392, 1.0),
        (31004, 1_000_000, 0.030665141341969085, 0.03134557878893954),
    ] {
        let record = by_hand(&coins, n, &[k; 6]);
        let share = yes(&record);
        assert_eq!((share.k, share.n, share.p), (k, n, k as f64 / n as f64));
        let near = |a: f64, b: f64| (a - b).abs() < 1e-13;
        assert!(
            near(share.low, low) && near(share.high, high),
            "{k} of {n}: {} to {}",
            share.low,
            share.high
        );
        let no = record.probability("heads", "no").unwrap();
        assert_eq!((no.k, no.n), (n - k, n));
    }
}

#[test]
fn words_are_looked_up_from_the_printed_number() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    // 5.04% is printed as 5%, which is a remote chance; the number itself lies above.
    for (k, n, printed, word) in [
        (504, 10_000, "5.0%", "remote chance"),
        (0, 10_000, "<0.04%", "remote chance"),
        (10_000, 10_000, ">99.96%", "almost certain"),
        (2_196, 10_000, "22%", "highly unlikely to unlikely"),
        (2_460, 10_000, "25%", "unlikely"),
        (5_000, 10_000, "50%", "realistic possibility to likely"),
    ] {
        let record = by_hand(&coins, n, &[k; 6]);
        let share = yes(&record);
        assert_eq!((share.printed.as_str(), share.word.as_str()), (printed, word));
    }
}

#[test]
fn the_first_time_is_that_of_the_trials_in_which_it_happens() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    // Of 96 trials 48, 24, 12, 6, 3 happen at the end of steps 1 to 5, none in step 6, 3 never.
    let record = by_hand(&coins, 96, &[48, 72, 84, 90, 93, 93]);
    let QuestionResult::Yes {
        first_step,
        first,
        by_step,
        ..
    } = &record.questions.get("heads").unwrap().result
    else {
        panic!("it is a yes/no question")
    };
    let list: Vec<(&str, f64)> = first_step.iter().map(|(step, p)| (step, *p)).collect();
    let expected = [
        ("1", 0.5),
        ("2", 0.25),
        ("3", 0.125),
        ("4", 0.0625),
        ("5", 0.03125),
        ("6", 0.0),
        ("never", 0.03125),
    ];
    assert_eq!(list, expected);
    assert_eq!(by_step[2], 0.875);
    let first = first.as_ref().unwrap();
    assert_eq!((first.happens.k, first.happens.n), (93, 96));
    let at = |q: &str| first.quantiles.get(q).unwrap().value;
    // Of 93: 48 are at 1 or below, 84 at 3, 90 at 4.
    assert_eq!((at("0.05"), at("0.5"), at("0.75"), at("0.95")), (1.0, 1.0, 2.0, 4.0));
}

#[test]
fn claims_are_held_against_what_the_model_implies_then() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    let record = by_hand(&coins, 10_000, &[5_000, 7_500, 8_750, 9_375, 9_688, 9_844]);
    let claims = &record.evidence.claims;
    let verdict = |id: &str| claims.get(id).unwrap().expects.as_ref().unwrap().verdict;
    assert_eq!(verdict("agrees"), Some(Verdict::Agrees));
    assert_eq!(verdict("higher"), Some(Verdict::Higher));
    assert_eq!(verdict("lower"), Some(Verdict::Lower));
    assert_eq!(verdict("close"), Some(Verdict::TooCloseToCall));
    assert_eq!(verdict("direction"), None);
    // By the end of January, not of the run.
    let model = claims
        .get("agrees")
        .unwrap()
        .expects
        .as_ref()
        .unwrap()
        .model
        .clone()
        .unwrap();
    assert_eq!(model.k, 5_000);
    assert_eq!(record.evidence.skipped, ["elsewhere"]);
    assert_eq!(record.evidence.judgements.without_claim, ["assumptions.half"]);
    assert_eq!(record.evidence.assumptions.get("half").unwrap().used_by, ["coin"]);
}

#[test]
fn json_reads_back_as_the_same_record_and_the_same_bytes() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    let record = recorded(&coins, 3_000, 1);
    let text = to_json(&record);
    let back = read(&text).unwrap();
    assert_eq!(back, record);
    assert_eq!(to_json(&back), text);
    assert!(
        read(&text.replacen("\"format\": 1", "\"format\": 2", 1))
            .unwrap_err()
            .contains("format 2")
    );
    assert!(read("{").unwrap_err().contains("no valid JSON"));
    assert!(read("[]").is_err());
}

#[test]
fn a_forced_draw_and_a_condition_are_told() {
    let texts = Texts::one(COINS);
    let forced = Ask {
        force: vec!["coin=yes@2024-02-01..".into()],
        ..ask("test.toml")
    };
    let record = recorded(&prepared(&texts, &forced), 2_000, 1);
    assert_eq!(record.asked.force.get("coin").unwrap(), "yes@2024-02-01..");
    assert_eq!(yes(&record).k, 2_000);
    // What is final is replaced too.
    assert_eq!(record.found.forced.clone().unwrap().k, 2_000);
    let january = record
        .evidence
        .claims
        .get("agrees")
        .unwrap()
        .expects
        .clone()
        .unwrap()
        .model
        .unwrap();
    assert!(
        (900..1_100).contains(&january.k),
        "nothing is replaced in January: {}",
        january.k
    );
    let given = Ask {
        given: vec!["coin".into()],
        ..ask("test.toml")
    };
    let record = recorded(&prepared(&texts, &given), 2_000, 1);
    assert_eq!(record.asked.given, Some(vec!["coin".to_owned()]));
    assert_eq!(record.found.kept.n, 2_000);
    assert_eq!(yes(&record).n, record.found.kept.k);
    let named = Ask {
        alternative: Some("forced".into()),
        ..ask("test.toml")
    };
    assert_eq!(
        recorded(&prepared(&texts, &named), 100, 1).asked.alternative.as_deref(),
        Some("forced")
    );
}

#[test]
fn influences_are_read_from_the_formulas() {
    let text = r#"
contingent = 1
[time]
start = 2024-01-01
step = "month"
steps = 2
[conditions]
wet = "rain and prev(wind) == high"
[events.rain]
probability = 0.3
[events.wind]
outcomes = { low = 1, high = 1 }
initial = "low"
[events.flood]
when = "rain"
probability = 0.1
[[events.flood.factor]]
if = "wet"
odds = "1 + depth"
[events.alarm]
outcomes = ["no", "yes"]
columns = ["prev(flood)"]
table = [["yes", 1, 9], ["*", 9, 1]]
[quantities.depth]
start = 0
next = "prev(depth) + if(rain, 1, 0)"
[questions.alarmed]
yes = "ever(alarm)"
"#;
    let record = recorded(&prepared(&Texts::one(text), &ask("test.toml")), 100, 1);
    let edges: Vec<(&str, &str, EdgeKind, bool)> = record
        .structure
        .edges
        .iter()
        .map(|edge| (edge.from.as_str(), edge.to.as_str(), edge.kind, edge.prev))
        .collect();
    let expected = [
        ("alarm", "questions.alarmed", EdgeKind::Question, false),
        ("depth", "flood", EdgeKind::Weights, false),
        ("flood", "alarm", EdgeKind::Table, true),
        ("rain", "depth", EdgeKind::Value, false),
        ("rain", "flood", EdgeKind::Guard, false),
        ("rain", "flood", EdgeKind::Factor, false),
        ("wind", "flood", EdgeKind::Factor, true),
    ];
    assert_eq!(edges, expected);
    let place = |id: &str| record.structure.each_step.iter().position(|one| one == id).unwrap();
    assert!(place("rain") < place("depth") && place("depth") < place("flood"));
}

#[test]
fn numbers_have_quantiles_thresholds_and_bins() {
    let text = r#"
contingent = 1
[quantities.die]
value = "if(a, 1, 0) + if(b, 2, 0)"
unit = "points"
[events.a]
probability = 0.5
[events.b]
probability = 0.5
[questions.sum]
number = "die"
thresholds = [1, 3]
"#;
    let record = recorded(&prepared(&Texts::one(text), &ask("test.toml")), 20_000, 1);
    let QuestionResult::Number(number) = &record.questions.get("sum").unwrap().result else {
        panic!("a number")
    };
    assert_eq!(number.unit.as_deref(), Some("points"));
    let bins = number.bins.as_ref().unwrap();
    assert_eq!((bins.from, bins.width, bins.counts.len()), (-0.5, 1.0, 4));
    assert_eq!(bins.counts.iter().sum::<u64>() + bins.below + bins.above, 20_000);
    let over = number.exceeds.get("1").unwrap();
    assert_eq!(over.k, bins.counts[2] + bins.counts[3]);
    assert_eq!(number.exceeds.get("3").unwrap().printed, "<0.02%");
    let mean = number.mean.as_ref().unwrap();
    assert!((mean.value - 1.5).abs() < 0.05 && mean.low.unwrap() < mean.value);
    // 0, 1, 2, 3 alike: variance 1.25.
    assert!((number.sd.as_ref().unwrap().value - 1.118).abs() < 0.01);
}

#[test]
fn tables_hold_what_the_record_holds() {
    let coins = prepared(&Texts::one(COINS), &ask("test.toml"));
    let record = recorded(&coins, 1_000, 1);
    let all = files(&record, "");
    let table = |name: &str| {
        let (_, bytes) = all.iter().find(|(path, _)| *path == name).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        reader.records().map(|row| row.unwrap()).collect::<Vec<_>>()
    };
    let questions = table("tables/questions.csv");
    assert_eq!(questions.len(), 2);
    assert_eq!((&questions[0][0], &questions[0][1]), ("heads", "yes"));
    assert_eq!(questions[0][3].parse::<f64>().unwrap(), yes(&record).p);
    assert_eq!(table("tables/steps.csv").len(), 6);
    // Two branches, before the start and at six ends.
    assert_eq!(table("tables/variables.csv").len(), 14);
    assert_eq!(table("tables/quantities.csv").len(), 0);
}
