//! Draws that cannot be made: both engines stop with the same fault, that of the lowest trial, then step, then element in its turn.
use super::scenes::{MEMORY, lockstep, plan, request, under};
use contingent::draw::Key;
use contingent::engine::reference::{count, run_trial};
use contingent::engine::sampler::Samplers;
use contingent::engine::{Fault, FaultKind, Interruption, Request};
use contingent::plan::{Plan, VariableId};

/// `rare` and `early` are what the faults below wait for.
const BASE: &str = r#"contingent = 1
[time]
start = 2022-10-01
step = "month"
steps = 4
[events.rare]
probability = 0.0004
[events.early]
timing = "once"
probability = 0.0012
[events.coin]
outcomes = { heads = 1, tails = 1 }
[questions.seen]
yes = "ever(rare)"
[questions.steps]
number = "count(coin == heads)"
thresholds = [2]
[questions.side]
[[questions.side.case]]
id = "up"
if = "coin == heads"
"#;
const SEED: u64 = 11;
/// Enough that each fault is met, in another batch than the first.
const TRIALS: u64 = 3_000;

/// What both engines stop with, whatever the threads and batches; none where no trial meets a fault.
#[track_caller]
fn fault_of(plans: &[&Plan]) -> Option<Fault> {
    let each = plans.iter().map(|plan| count(plan, SEED, 0..TRIALS).err());
    let expected = each.flatten().min_by_key(|fault| fault.trial);
    for (threads, batch) in [(1, 512), (3, 512), (7, 1024), (2, 4096)] {
        let found = match lockstep(plans, &request(SEED, 0..TRIALS, threads, batch)) {
            Ok(_) => None,
            Err(Interruption::Fault(fault)) => Some(*fault),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(found, expected, "{threads} threads, batches of {batch}");
    }
    if let Some(fault) = &expected {
        // Trials before the fault are sound, and one that is not asked for blames nobody.
        let first = fault.trial;
        assert!(lockstep(plans, &request(SEED, 0..first, 2, 512)).is_ok());
        assert!(lockstep(plans, &request(SEED, first + 1..first + 2, 1, 512)).is_ok());
        assert!(lockstep(plans, &request(SEED, first..first + 1, 1, 512)).is_err());
    }
    expected
}

/// Where a variable first stands at `yes`: the lowest trial, and in it the first step.
fn first_yes(id: &str) -> (u64, u32) {
    let plan = plan(BASE);
    let (key, samplers) = (Key::new(SEED), Samplers::new(&plan));
    let at = plan
        .variables
        .iter()
        .position(|v| v.id == id)
        .expect("it is in the base");
    let yes = plan.variables[at]
        .branches
        .iter()
        .position(|b| b == "yes")
        .expect("a yes/no variable") as u8;
    for trial in 0..TRIALS {
        let history = run_trial(&plan, &samplers, &key, trial, &mut ())
            .expect("the base is sound")
            .history;
        if let Some(step) = history.iter().position(|snapshot| snapshot.states[at] == yes) {
            return (trial, step as u32);
        }
    }
    panic!("{id} is too rare");
}

#[test]
fn every_kind_of_fault_is_met_where_its_cause_is() {
    use FaultKind::*;
    let named = |kind: fn(String, String) -> FaultKind, what: &str, value: &str| kind(what.into(), value.into());
    let x = |rest: &str| format!("[events.x]\n{rest}");
    let rare = [
        (x("outcomes = { a = \"if(rare, 0, 1)\", b = 0 }"), AllZero),
        (
            x("outcomes = { a = \"if(rare, -1, 1)\", b = 1 }"),
            named(Negative, "a", "-1"),
        ),
        (
            x("outcomes = { a = \"1 / if(rare, 0, 1)\", b = 1 }"),
            named(NotFinite, "a", "inf"),
        ),
        (
            x("outcomes = { a = \"rest\", b = \"if(rare, 0.75, 0.25)\", c = 0.5 }"),
            AboveOne("1.25".into()),
        ),
        (x("probability = \"if(rare, 1.5, 0.5)\""), AboveOne("1.5".into())),
        (
            x("levels = [\"low\", \"high\"]\ninitial = \"low\"\nup = \"if(rare, 0.75, 0.25)\"\ndown = 0.5"),
            AboveOne("1.25".into()),
        ),
        (
            x("levels = [\"low\", \"high\"]\ninitial = \"low\"\nup = \"if(rare, -0.5, 0.25)\"\ndown = 0.5"),
            named(Negative, "up", "-0.5"),
        ),
        (
            x("outcomes = [\"a\", \"b\"]\ncolumns = [\"rare\"]\ntable = [[false, 1, 2]]"),
            NoRow,
        ),
        (x("outcomes = { a = \"ln(if(rare, -1, 1)) + 1\", b = 1 }"), NotANumber),
        (x("probability = 0.5\nwhen = \"ln(if(rare, -1, 1)) < 3\""), NotANumber),
        (
            x("probability = 0.5\n[[events.x.case]]\nif = \"ln(if(rare, -1, 1)) < -3\"\nprobability = 0.4"),
            NotANumber,
        ),
        (
            x("probability = 0.5\n[[events.x.factor]]\nif = \"ln(if(rare, -1, 1)) < -3\"\nodds = 2"),
            NotANumber,
        ),
        (
            x("probability = 0.5\n[[events.x.factor]]\nodds = \"if(rare, -2, 1)\""),
            named(Negative, "factor 1, yes", "-2"),
        ),
        (
            x("probability = 0.5\n[[events.x.factor]]\nid = \"f\"\nodds = \"1 / if(rare, 0, 1)\""),
            named(NotFinite, "factor `f`, yes", "inf"),
        ),
        ("[quantities.x]\nvalue = \"ln(if(rare, -1, 1))\"".into(), NotANumber),
        (
            "[quantities.x]\nvalue = \"exp(if(rare, 1000, 1))\"".into(),
            named(NotFinite, "x", "inf"),
        ),
        (
            "[quantities.x]\nstart = 1\nnext = \"prev(x) * if(rare, -1, 1) ^ 0.5\"".into(),
            NotANumber,
        ),
    ];
    let (trial, step) = first_yes("rare");
    assert!(trial > 512 && step > 0, "the fault is in a later batch");
    for (text, kind) in rare {
        let fault = fault_of(&[&plan(&format!("{BASE}{text}\n"))]).expect("it is met");
        assert_eq!(
            (fault.trial, fault.step, fault.element.as_str(), &fault.kind),
            (trial, step, "x", &kind),
            "{text}"
        );
        let standing = |id: &str| {
            fault
                .state
                .iter()
                .find(|(name, _)| name == id)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(standing("rare"), Some("yes"), "{text}");
        assert_eq!(standing("early"), Some("no"), "{text}");
    }
    let (trial, step) = first_yes("early");
    assert!(trial > 512 && step == 0);
    let early = [
        (
            x(
                "outcomes = [\"a\", \"b\"]\ninitial = { a = \"if(early, -1, 1)\", b = 1 }\ncolumns = [\"rare\"]\ntable = [[\"*\", 1, 2]]",
            ),
            named(Negative, "a", "-1"),
        ),
        (
            x("timing = \"once\"\noutcomes = { a = \"if(early, 0, 1)\", b = 0 }"),
            AllZero,
        ),
        (
            "[quantities.x]\nstart = \"1 / if(early, 0, 1)\"\nnext = \"1\"".into(),
            named(NotFinite, "x", "inf"),
        ),
        ("[quantities.x]\nvalue = \"sqrt(if(early, -1, 1))\"".into(), NotANumber),
    ];
    for (text, kind) in early {
        let fault = fault_of(&[&plan(&format!("{BASE}{text}\n"))]).expect("it is met");
        assert_eq!(
            (fault.trial, fault.step, fault.element.as_str(), &fault.kind),
            (trial, 0, "x", &kind),
            "{text}"
        );
    }
}

#[test]
fn a_parameter_out_of_its_domain_is_a_fault() {
    let (trial, step) = first_yes("rare");
    for spread in [
        "{ normal = [0, \"if(rare, -1, 1)\"] }",
        "{ uniform = [\"if(rare, 3, 1)\", 2] }",
        "{ triangular = [0, \"if(rare, 3, 1)\", 2] }",
        "{ beta = [\"if(rare, 0, 1)\", 2] }",
        "{ lognormal = { median = \"if(rare, -1, 1)\", sd_log = 1 } }",
    ] {
        let text = format!("{BASE}[quantities.x]\ntiming = \"each_step\"\nvalue = {spread}\n");
        let fault = fault_of(&[&plan(&text)]).expect("it is met");
        assert_eq!(
            (fault.trial, fault.step, fault.element.as_str()),
            (trial, step, "x"),
            "{spread}"
        );
        assert!(
            matches!(fault.kind, FaultKind::Parameters(_)),
            "{spread}: {:?}",
            fault.kind
        );
    }
}

#[test]
fn what_is_asked_and_what_is_remembered_can_be_at_fault_too() {
    let (trial, step) = first_yes("rare");
    let bad = "ln(if(rare, -1, 1)) < 3";
    for (text, element) in [
        (format!("[questions.q]\nyes = \"{bad}\"\n"), "questions.q"),
        (
            format!("[questions.q]\nyes = \"not ({bad})\"\nby = 2022-10-05\n"),
            "questions.q",
        ),
        (
            "[questions.q]\nnumber = \"1 / if(rare, 0, 1)\"\n".to_owned(),
            "questions.q",
        ),
        (
            format!("[questions.q]\n[[questions.q.case]]\nid = \"a\"\nif = \"{bad}\"\n"),
            "questions.q",
        ),
        (
            format!(
                "[questions.q]\n[[questions.q.case]]\nid = \"a\"\nif = \"not rare and coin == heads\"\n[[questions.q.case]]\nid = \"b\"\nif = \"{bad}\"\n"
            ),
            "questions.q",
        ),
        (
            format!("[questions.q]\nyes = \"false and ever({bad})\"\n"),
            "ever, count or steps_since",
        ),
        (
            format!("[events.q]\nprobability = 0.5\nwhen = \"prev(count({bad})) < 9\"\n"),
            "ever, count or steps_since",
        ),
        (
            format!("[events.q]\nprobability = 0.5\nwhen = \"prev(steps_since({bad}) < 9) or true\"\n"),
            "ever, count or steps_since",
        ),
    ] {
        let fault = fault_of(&[&plan(&format!("{BASE}{text}"))]).unwrap_or_else(|| panic!("it is met: {text}"));
        assert_eq!(
            (fault.trial, fault.step, fault.element.as_str()),
            (trial, step, element),
            "{text}"
        );
    }
    let sound = "[questions.q]\n[[questions.q.case]]\nid = \"a\"\nif = \"rare\"\n[[questions.q.case]]\nid = \"b\"\nif = \"ln(if(rare, -1, 1)) < 3\"\n";
    assert_eq!(
        fault_of(&[&plan(&format!("{BASE}{sound}"))]),
        None,
        "a case after one that holds is not looked at"
    );
    let text = format!("{BASE}[alternatives.told]\ngiven = \"ln(if(ever(rare), -1, 1)) < 3\"\n");
    let fault = fault_of(&[&under(&text, "told")]).expect("it is met");
    assert_eq!((fault.step, fault.element.as_str()), (4, "given"));
}

/// Truths with whether they meet a NaN, where `x` is -1 as soon as `rare` holds.
const LAZY: &[(&str, bool)] = &[
    ("LN < 3", true),
    ("not (LN < 3)", true),
    ("LN != 3", true),
    ("LN < 3 or true", true),
    ("LN < 3 and false", true),
    ("true or LN < 3", false),
    ("rare or LN < 3", false),
    ("not rare or LN < 3", true),
    ("rare and LN < 3", true),
    ("not rare and LN < 3", false),
    ("if(rare, LN < 3, true)", true),
    ("if(rare, true, LN < 3)", false),
    ("if(LN < 3, true, true)", true),
    ("if(rare, 1, LN) < 3", false),
    ("if(rare, LN, 1) < 3", true),
    ("(LN < 3) == (coin == heads)", true),
    ("min(LN, 1) < 3", true),
    ("min(1, LN) < 3", true),
    ("max(LN, 1) < 3", true),
    ("max(1, LN) < 3", true),
    ("clamp(LN, 0, 1) < 3", true),
    ("LN ^ 0 < 3", true),
    ("1 ^ LN < 3", true),
    ("abs(LN) >= 0", true),
    ("0 * LN == 0", true),
    ("exp(LN) < 3", true),
    ("LN in [0, 1]", true),
    ("sqrt(X) < 3", true),
    ("1 / (X + 1) > -9", false),
    ("1 / (X + 1) - 1 / (X + 1) < 3", true),
    ("steps_since(early) < LN", true),
    ("count(coin == heads) > LN", true),
    ("drawn(coin) and LN < 3", true),
    ("not drawn(coin) and LN < 3", false),
];

#[test]
fn only_a_nan_that_counts_is_a_fault() {
    let (trial, step) = first_yes("rare");
    for (formula, faulty) in LAZY {
        let formula = formula.replace("LN", "ln(X)").replace('X', "if(rare, -1, 1)");
        for place in [
            format!("[events.q]\nprobability = 0.5\nwhen = \"{formula}\""),
            format!(
                "[events.q]\nlevels = [\"a\", \"b\", \"c\"]\ninitial = \"a\"\nup = 0.5\ndown = 0.1\n[[events.q.factor]]\nif = \"{formula}\"\nup = 2"
            ),
            format!("[questions.q]\nyes = \"{formula}\""),
            format!("[quantities.q]\nvalue = \"if({formula}, 1, 0)\""),
            format!("[questions.q]\nyes = \"ever({formula})\""),
        ] {
            let fault = fault_of(&[&plan(&format!("{BASE}{place}\n"))]);
            let expected = faulty.then_some((trial, step, FaultKind::NotANumber));
            assert_eq!(
                fault.map(|fault| (fault.trial, fault.step, fault.kind)),
                expected,
                "{place}"
            );
        }
    }
}

#[test]
fn the_lowest_trial_then_step_then_turn_is_blamed() {
    let early = first_yes("early");
    let rare = first_yes("rare");
    assert!(early.0 != rare.0);
    let both = plan(&format!(
        "{BASE}[quantities.late]\nvalue = \"ln(if(rare, -1, 1))\"\n[events.start]\ntiming = \"once\"\nprobability = \"if(early, 7, 0.5)\"\n"
    ));
    let fault = fault_of(&[&both]).expect("it is met");
    let expected = if early.0 < rare.0 {
        (early.0, 0, "start")
    } else {
        (rare.0, rare.1, "late")
    };
    assert_eq!((fault.trial, fault.step, fault.element.as_str()), expected);
    // In one step the one that is drawn first is blamed, whichever stands first in the file.
    let turn = plan(&format!(
        "{BASE}[events.second]\nprobability = \"if(rare, 7, 0.5)\"\nwhen = \"first or true\"\n[events.first]\nprobability = \"if(rare, 8, 0.5)\"\n"
    ));
    let fault = fault_of(&[&turn]).expect("it is met");
    assert_eq!(
        (fault.element.as_str(), fault.kind),
        ("first", FaultKind::AboveOne("8".into()))
    );
}

#[test]
fn a_fault_in_any_of_several_plans_stops_them_all() {
    let text = format!(
        "{BASE}[events.x]\nprobability = \"if(rare, 7, 0.5)\"\n[events.y]\ntiming = \"once\"\nprobability = \"if(early, 9, 0.5)\"\n\
         [questions.x]\nnumber = \"1 / if(rare, 0, 1)\"\n[alternatives.calm]\ndo = {{ rare = false, early = false }}\n\
         [alternatives.forced]\ndo = {{ x = true, y = true }}\n"
    );
    let (plain, calm, forced) = (plan(&text), under(&text, "calm"), under(&text, "forced"));
    assert_eq!(fault_of(&[&calm]), None);
    let lowest = fault_of(&[&plain]).expect("it is met");
    assert_eq!(fault_of(&[&calm, &plain]).as_ref(), Some(&lowest));
    assert_eq!(fault_of(&[&plain, &calm]).as_ref(), Some(&lowest));
    assert_eq!(
        fault_of(&[&calm, &forced]).map(|fault| fault.element),
        Some("questions.x".into())
    );
}

#[test]
fn a_number_at_fault_breaks_nothing_that_reads_it() {
    // The rules that read it are tables in which a number that is none has no row.
    let mut text = format!(
        "{BASE}[quantities.x]\nvalue = \"ln(if(rare, -1, 1))\"\n\
         [events.small]\nprobability = 0.5\nwhen = \"x < 1\"\nfinal = [\"yes\"]\n\
         [events.standing]\noutcomes = {{ a = 1, b = 2 }}\ninitial = \"a\"\nwhen = \"x < 1\"\nfinal = [\"b\"]\n[events.large]\noutcomes = {{ "
    );
    for branch in 0..30 {
        text += &format!("{}b{branch} = 1", if branch == 0 { "" } else { ", " });
    }
    text += " }\ninitial = \"b0\"\nwhen = \"x < 1 and coin == heads\"\n[[events.large.factor]]\nif = \"x > 2 or prev(coin) == heads\"\noutcomes = { b1 = 2 }\n\
             [[events.large.factor]]\nif = \"x > 3 or small\"\noutcomes = { b2 = 2 }\n";
    let fault = fault_of(&[&plan(&text)]).expect("it is met");
    assert_eq!((fault.trial, fault.step), first_yes("rare"));
    assert_eq!((fault.element.as_str(), fault.kind), ("x", FaultKind::NotANumber));
    // A variable that is never undrawn where it is read, but for a draw that cannot be made.
    let undrawn = format!(
        "{BASE}[quantities.x]\ntiming = \"once\"\nvalue = {{ uniform = [1, 2] }}\n[events.y]\noutcomes = {{ a = \"x\", b = \"x - if(early, 3, 1)\" }}\n\
         [events.z]\nprobability = 0.5\nfinal = [\"yes\"]\n[[events.z.factor]]\nif = \"y == b\"\nodds = 2\n[events.last]\nprobability = 0.5\nwhen = \"y == b\"\n"
    );
    let fault = fault_of(&[&plan(&undrawn)]).expect("it is met");
    assert_eq!(
        (fault.trial, fault.step, fault.element.as_str()),
        (first_yes("early").0, 1, "y")
    );
}

#[test]
fn too_little_memory_and_streams_that_collide_are_errors_before_the_first_trial() {
    let mut plan = plan(BASE);
    let request = Request {
        memory: 1_000,
        ..request(SEED, 0..TRIALS, 2, 512)
    };
    match lockstep(&[&plan], &request) {
        Err(Interruption::Memory { needed, allowed: 1_000 }) => assert!(needed > 1_000 && needed < MEMORY),
        other => panic!("{other:?}"),
    }
    plan.variables[VariableId(2).at()].luck = "rare".into();
    match lockstep(&[&plan], &super::scenes::request(SEED, 0..TRIALS, 1, 512)) {
        Err(Interruption::Collision(a, b)) => assert!(a.contains("rare") && b.contains("rare"), "{a} {b}"),
        other => panic!("{other:?}"),
    }
}
