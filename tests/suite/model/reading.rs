//! The example of the language, read whole: what each part becomes.

use contingent::calendar::StepUnit;
use contingent::expr::BinaryOp;
use contingent::model::{
    AmountKind, Asked, Base, CaseWay, Cell, Deciding, ExpectationTest, ExpectsOf, ForcedValue, GivenThat, Initial,
    Kind, Model, QuantityRule, Reading, Spread, Target, Timing, Variable, Weight, WeightSet,
};
use jiff::civil::date;

use super::{read_text, shown, sound};

const EXAMPLE: &str = include_str!("example.toml");

fn example() -> Model {
    sound(EXAMPLE)
}

fn variable<'m>(model: &'m Model, id: &str) -> &'m Variable {
    model.variable(id).expect("the example has it")
}

fn order(variable: &Variable) -> Vec<&str> {
    let place = |at: &u16| variable.branches[usize::from(*at)].id.as_str();
    variable.draw_order.iter().map(place).collect()
}

fn base_set(variable: &Variable) -> &WeightSet {
    match &variable.base {
        Base::Set(set) => set,
        other => panic!("{other:?}"),
    }
}

/// Weights in short: `rest`, numbers, `?` for anything else, `-` where none is named.
fn weights(set: &WeightSet) -> String {
    let short = |weight: &Option<Weight>| match weight {
        None => "-".to_owned(),
        Some(Weight::Rest(_)) => "rest".to_owned(),
        Some(Weight::Dirichlet(x)) => format!("d{x}"),
        Some(Weight::Amount(amount)) => match &amount.kind {
            AmountKind::Number(x) => x.to_string(),
            _ => "?".to_owned(),
        },
    };
    let list: Vec<String> = set.weights.iter().map(short).collect();
    format!("{:?} {}", set.reading, list.join(" "))
}

#[test]
fn the_header_and_the_run() {
    let model = example();
    assert_eq!(
        model.question.as_deref(),
        Some("How far is Belarus drawn in by 30 September 2023?")
    );
    assert_eq!(model.as_of, Some(date(2022, 9, 30)));
    let calendar = model.calendar.expect("there is time");
    assert_eq!((calendar.unit(), calendar.steps()), (StepUnit::Month, 12));
    assert!(!model.holes);
}

#[test]
fn elements_stand_in_file_order_across_sections() {
    let model = example();
    let ids: Vec<&str> = model.variables.iter().map(|v| v.name.id.as_str()).collect();
    let written = [
        "front",
        "ultimatum",
        "dependence",
        "troops",
        "stage",
        "talks",
        "truce",
        "missiles_arrived",
        "mood",
        "reply",
    ];
    assert_eq!(ids, written);
}

#[test]
fn sources_and_claims() {
    let model = example();
    let notes = model.source("notes").expect("there");
    assert_eq!(
        (notes.date.as_deref(), notes.day),
        (Some("2022-09"), Some(date(2022, 9, 1)))
    );
    let claim = model.claim("eln-30").expect("there");
    let expects = claim.expects.as_ref().expect("there");
    assert_eq!((expects.answer.as_str(), expects.by), ("no", Some(date(2022, 12, 31))));
    assert!(matches!(
        expects.of,
        ExpectsOf::Probability {
            low: 0.8,
            high: 1.0,
            word: None
        }
    ));
    let word = model
        .claim("eln-42")
        .and_then(|claim| claim.expects.as_ref())
        .expect("there");
    assert!(
        matches!(&word.of, ExpectsOf::Probability { low: 0.25, high: 0.35, word: Some(word) } if word == "unlikely")
    );
    assert_eq!((word.answer.as_str(), word.said.as_deref()), ("yes", Some("hardly")));
    let mean = model
        .claim("eln-11")
        .and_then(|claim| claim.expects.as_ref())
        .expect("there");
    assert_eq!(mean.answer, contingent::model::read::MEAN);
    assert!(matches!(&mean.of, ExpectsOf::HigherIn(id) if id == "pressure_rises"));
    let lacking = model
        .claim("eln-29")
        .and_then(|claim| claim.expects.as_ref())
        .expect("there");
    assert_eq!((lacking.question.as_str(), lacking.found), ("front_breaks", None));
}

#[test]
fn assumptions_and_their_points() {
    let model = example();
    let weights = model.expert_weights();
    assert_eq!(weights, [1.0, 1.0]);
    let point = |id: &str| {
        model
            .assumption(id)
            .and_then(|one| one.value.point(&weights))
            .expect("no formula")
    };
    assert_eq!(point("months_of_shock"), 3.0);
    assert_eq!(point("wave_size"), 1.5);
    // The middle of 25 to 35%, before it is converted to a month.
    assert_eq!(point("kremlin_presses"), 0.3);
    // A PERT of 1, 2, 4 has the mean (1 + 4·2 + 4) / 6.
    assert!((point("appetite") - (0.5 + 13.0 / 6.0) / 2.0).abs() < 1e-12);
    let pressed = model.assumption("kremlin_presses").expect("there");
    assert_eq!(pressed.per, Some(StepUnit::Year));
    assert_eq!(pressed.name.evidence.because.len(), 2);
    assert_eq!(pressed.name.evidence.despite.len(), 1);
}

#[test]
fn weights_cases_and_factors() {
    let model = example();
    let front = variable(&model, "front");
    assert_eq!(weights(base_set(front)), "Relative 1 8 1");
    assert_eq!(order(front), ["russia_gains", "stalemate", "ukraine_gains"]);
    assert_eq!(front.branches[2].title.as_deref(), Some("Russia advances"));
    assert_eq!(front.branches[0].title.as_deref(), Some("Ukraine gains ground"));
    assert_eq!(front.branches[1].title_or_id(), "Stalemate");
    assert_eq!(front.branches[2].colour, Some(3));
    assert!(matches!(&front.cases[0].way, CaseWay::Set(set) if weights(set) == "Relative 1 3 6"));
    let ultimatum = variable(&model, "ultimatum");
    assert!(ultimatum.is_truth);
    assert_eq!(weights(base_set(ultimatum)), "Rest rest ?");
    assert_eq!(order(ultimatum), ["no", "yes"]);
    let troops = variable(&model, "troops");
    assert_eq!(weights(base_set(troops)), "Rest rest 0.3 0.02");
    assert_eq!(order(troops), ["send", "refuse", "stall"]);
    assert_eq!((troops.idle, troops.per), (Some(0), Some(StepUnit::Year)));
    assert_eq!(troops.finals, [2]);
    assert!(matches!(troops.deciding, Deciding::Choice(Some(_))));
    let targets: Vec<Target> = troops.factors[0].by.iter().map(|(target, _)| *target).collect();
    assert_eq!(targets, [Target::Branch(1), Target::Branch(2)]);
    assert_eq!(troops.factors[1].name.id, "factor 2");
    let stage = variable(&model, "stage");
    assert_eq!(weights(base_set(stage)), "Same 0.9 0.3 0.02");
    assert_eq!(order(stage), ["called_up", "drills", "peacetime"]);
    assert!(matches!(stage.initial, Some(Initial::Branch(0))));
}

#[test]
fn ladders() {
    let model = example();
    let dependence = variable(&model, "dependence");
    assert_eq!(order(dependence), ["some", "deep", "total"]);
    let Base::Ladder { up, down } = &dependence.base else {
        panic!("{:?}", dependence.base)
    };
    assert!(matches!(
        (&up.kind, &down.kind),
        (AmountKind::Number(0.2), AmountKind::Number(0.05))
    ));
    assert!(matches!(&dependence.cases[0].way, CaseWay::Set(set) if weights(set) == "Rest 0.1 0.2 rest"));
    assert!(matches!(
        &dependence.cases[1].way,
        CaseWay::Moves {
            up: Some(_),
            down: None
        }
    ));
    let (target, amount) = &dependence.factors[0].by[0];
    assert_eq!(*target, Target::Up);
    assert!(matches!(
        &amount.kind,
        AmountKind::Strength {
            low: 1.8,
            high: 3.0,
            ..
        }
    ));
}

#[test]
fn tables() {
    let model = example();
    let talks = variable(&model, "talks");
    let Base::Table { columns, rows } = &talks.base else {
        panic!("{:?}", talks.base)
    };
    assert_eq!((columns.len(), rows.len()), (2, 5));
    assert!(matches!(&rows[0].cells[..], [Cell::Branches(a), Cell::Branches(b)] if a == &[0] && b == &[1]));
    assert!(matches!(&rows[1].cells[1], Cell::Any));
    assert!(matches!(&rows[2].cells[1], Cell::Branches(both) if both == &[0, 2]));
    assert_eq!(weights(&rows[2].set), "Relative 20 70 10");
    assert!(matches!(&talks.initial, Some(Initial::Random(set)) if weights(set) == "Relative 8 2 -"));
    let truce = variable(&model, "truce");
    let Base::Table { rows, .. } = &truce.base else {
        panic!("{:?}", truce.base)
    };
    // `ultimatum` is a yes/no variable, `cornered` a condition: cells may be written either way.
    assert!(matches!(&rows[0].cells[1], Cell::Branches(no) if no == &[0]));
    assert!(matches!(&rows[1].cells[1], Cell::Branches(yes) if yes == &[1]));
    assert!(matches!(&rows[2].cells[2], Cell::Truth(true)));
    assert!(matches!(&rows[3].cells[2], Cell::Truth(false)));
    assert_eq!(weights(&rows[0].set), "Rest rest 0.1");
    assert!(truce.is_truth);
}

#[test]
fn timings_facts_and_dirichlet() {
    let model = example();
    let timing = |id: &str| variable(&model, id).timing;
    assert_eq!(timing("front"), Timing::EachStep);
    assert_eq!(timing("missiles_arrived"), Timing::Once);
    assert_eq!(timing("reply"), Timing::FirstChance);
    assert!(variable(&model, "missiles_arrived").fact);
    assert_eq!(weights(base_set(variable(&model, "mood"))), "Relative d30 d12");
    let reply = base_set(variable(&model, "reply"));
    assert!(matches!(&reply.weights[1], Some(Weight::Amount(amount)) if amount.is_doubtful()));
    assert_eq!(reply.reading, Reading::Rest);
}

#[test]
fn quantities() {
    let model = example();
    let rule = |id: &str| model.quantity(id).map(|one| &one.rule).expect("there");
    assert!(matches!(rule("export_loss"), QuantityRule::Chain { .. }));
    assert!(matches!(
        rule("base_cost"),
        QuantityRule::Formula { changes: false, .. }
    ));
    let QuantityRule::Chance { spread, timing } = rule("shock") else {
        panic!("{:?}", rule("shock"))
    };
    assert_eq!((spread.key(), *timing), ("lognormal", Timing::EachStep));
    assert!(matches!(spread.parameters()[0].term.kind, Kind::Number(0.05)));
    let QuantityRule::Chance { spread, .. } = rule("share") else {
        panic!("{:?}", rule("share"))
    };
    assert!(matches!(**spread, Spread::Uniform(_)));
}

#[test]
fn a_quantity_changes_when_what_it_reads_does() {
    let time = "[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 12\n";
    let text = format!(
        "contingent = 1\n{time}\
         [events.rain]\nprobability = 0.5\n[events.fog]\ntiming = \"once\"\nprobability = 0.5\n\
         [conditions]\nwet = \"rain\"\n\
         [quantities.a]\nvalue = \"if(fog, 1, 2)\"\n[quantities.b]\nvalue = \"c + 1\"\n[quantities.c]\nvalue = \"if(wet, 1, 2)\"\n\
         [quantities.d]\nvalue = \"a + 1\"\n[quantities.e]\nvalue = \"prev(a)\"\n[quantities.f]\nvalue = {{ uniform = [0, 1] }}\n\
         [quantities.g]\nvalue = \"f\"\n[quantities.h]\ntiming = \"once\"\nvalue = {{ uniform = [0, 1] }}\n[quantities.i]\nvalue = \"h\"\n"
    );
    let model = sound(&text);
    let changing: Vec<&str> = model
        .quantities
        .iter()
        .filter(|one| matches!(one.rule, QuantityRule::Formula { changes: true, .. }))
        .map(|one| one.name.id.as_str())
        .collect();
    assert_eq!(changing, ["b", "c", "e", "g"]);
}

#[test]
fn questions() {
    let model = example();
    let sent = model.question("troops_sent").expect("there");
    assert_eq!(
        sent.name.title.as_deref(),
        Some("Belarusian troops are sent into Ukraine by 30 September 2023")
    );
    let headlines: Vec<bool> = model.questions.iter().map(|question| question.headline).collect();
    assert_eq!(headlines, [true, false, false, false]);
    assert_eq!(
        model.question("mobilised").and_then(|question| question.by),
        Some(date(2023, 3, 31))
    );
    let Some(Asked::Cases { cases, otherwise }) = model.question("posture").map(|question| &question.asked) else {
        panic!("cases")
    };
    assert_eq!((cases.len(), otherwise.id.as_str()), (2, "on_the_fence"));
    assert_eq!(cases[0].answer.colour, Some(2));
    let Some(Asked::Number { thresholds, unit, .. }) = model.question("loss").map(|question| &question.asked) else {
        panic!("a number")
    };
    assert_eq!(
        (thresholds.as_slice(), unit.as_deref()),
        (&[1.0, 5.0, 10.0][..], Some("USD bn"))
    );
}

#[test]
fn where_no_question_is_a_headline_all_are() {
    let model =
        sound("contingent = 1\n[questions.a]\nyes = \"1 > 2\"\n[questions.b]\nheadline = false\nyes = \"1 > 2\"\n");
    let headlines: Vec<bool> = model.questions.iter().map(|question| question.headline).collect();
    assert_eq!(headlines, [true, false]);
}

#[test]
fn alternatives() {
    let model = example();
    let set = &model.alternative("pressure_rises").expect("there").set;
    assert_eq!(set[0].0, "assumptions.kremlin_presses");
    assert!(model.alternative("sceptics_right").expect("there").believe.is_some());
    let stays = model.alternative("stays_out").expect("there");
    assert!(matches!(stays.force[0].what, ForcedValue::Branch(_, 0)));
    assert!(matches!(stays.force[1].what, ForcedValue::Branch(_, 0)));
    assert!(matches!(&stays.given[..], [GivenThat::Formula(_)]));
    let winter = model.alternative("winter").expect("there");
    assert_eq!(
        (winter.force[0].from, winter.force[0].until),
        (Some(date(2023, 1, 10)), Some(date(2023, 2, 28)))
    );
    assert!(matches!(winter.force[1].what, ForcedValue::Number(_, 0.2)));
    assert!(matches!(
        &winter.given[..],
        [GivenThat::Question(_), GivenThat::Formula(_)]
    ));
}

#[test]
fn expectations_and_correlations() {
    let model = example();
    let tests: Vec<&ExpectationTest> = model.expectations.iter().map(|one| &one.test).collect();
    assert!(
        matches!(tests[0], ExpectationTest::Moves { raises: true, answer: Some(answer), .. } if answer == "cornered")
    );
    assert!(
        matches!(tests[1], ExpectationTest::Compares { op: BinaryOp::Less, answer: Some(answer), number: 0.1, .. } if answer == "yes")
    );
    assert!(matches!(tests[2], ExpectationTest::Moves { answer: None, .. }));
    assert_eq!(model.correlations[0].rank, 0.6);
}

#[test]
fn all_mistakes_of_a_file_are_found_at_once() {
    let text = "contingent = 1\n[assumptions]\na = \"1 + 1\"\n[events.rain]\nprobability = 2\nactr = \"x\"\n\
                [events.snow]\noutcomes = { a = 1, b = \"rian\" }\n[questions.q]\nyes = \"snow == c\"\nby = 2022-01-01\n";
    let (model, diagnostics, sources) = read_text(text);
    let mut codes: Vec<&str> = diagnostics.iter().map(|one| one.code.0).collect();
    codes.sort_unstable();
    let expected = [
        "assumption-formula",
        "bad-probability",
        "needs-time",
        "unknown-branch",
        "unknown-id",
        "unknown-key",
    ];
    assert_eq!(codes, expected, "{}", shown(&diagnostics, &sources));
    assert!(model.is_some_and(|model| model.holes));
}

#[test]
fn experts_of_a_quantity_are_told_where_to_go() {
    let text = "contingent = 1\n[experts.a]\n[quantities.x]\nvalue = { experts = { a = 1 } }\n";
    let (_, diagnostics, _) = read_text(text);
    assert!(
        diagnostics.iter().any(|one| one.code.0 == "bad-experts"),
        "{diagnostics:?}"
    );
}

#[test]
fn files_that_are_too_large_are_refused_with_the_limit() {
    let branches: Vec<String> = (0..100_000).map(|at| format!("b{at} = 1")).collect();
    let text = format!(
        "contingent = 1\n[events.rain]\noutcomes = {{ {} }}\n",
        branches.join(", ")
    );
    let (_, diagnostics, sources) = read_text(&text);
    let found: Vec<_> = diagnostics.iter().collect();
    assert_eq!(found.len(), 1, "{}", shown(&diagnostics, &sources));
    assert!(found[0].message.contains("at most 250"), "{}", found[0].message);
    let events: String = (0..5_000)
        .map(|at| format!("[events.e{at}]\nprobability = 0.5\n"))
        .collect();
    let (model, diagnostics, _) = read_text(&format!("contingent = 1\n{events}"));
    assert!(model.is_none());
    assert!(
        diagnostics.iter().all(|one| one.code.0 == "too-large"),
        "{diagnostics:?}"
    );
}

#[test]
fn a_percentage_in_place_of_a_probability_is_told_as_it_was_meant() {
    for (written, meant) in [("1.4", "0.014"), ("7", "0.07"), ("29", "0.29"), ("33.3", "0.333")] {
        let (_, diagnostics, sources) = read_text(&format!("contingent = 1\n[events.rain]\nprobability = {written}\n"));
        let told = shown(&diagnostics, &sources);
        assert!(told.contains(&format!("did you mean {meant}?")), "{told}");
    }
}
