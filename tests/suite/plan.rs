//! Tests of the room `plan`.
//!
//! What its expressions and rules mean is tested through the engines; here, what lowering makes of a model.
use contingent::document::Document;
use contingent::model::read;
use contingent::plan::{Changes, Expr, Initial, Plan, Task, Timing, lower};
use contingent::source::{Style, render};

#[track_caller]
fn plan(text: &str) -> Plan {
    let (document, mut diagnostics) = Document::from_text("scene.toml", text);
    let model = read(&document, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        render(&document.sources, &diagnostics, Style::Plain, 120)
    );
    lower(
        &model.expect("a scenario without errors has a model"),
        &Changes::default(),
    )
    .expect("nothing nests deeply")
}

const MONTHS: &str = "contingent = 1\n[time]\nstart = 2022-10-31\nstep = \"month\"\nsteps = 6\n";

fn turn(plan: &Plan, id: &str) -> usize {
    let named = |task: &Task| match task {
        Task::Variable(v) => plan.variables[v.at()].id == id,
        Task::Quantity(q) => plan.quantities[q.at()].id == id,
    };
    plan.each.iter().position(named).expect("it has its turn")
}

#[test]
fn what_is_read_in_the_same_step_is_drawn_before() {
    let text = format!(
        "{MONTHS}[events.a]\nprobability = 0.5\nwhen = \"ready\"\n[conditions]\nready = \"b and n > 1\"\n[quantities.n]\nvalue = \"if(c, 1, 2)\"\n\
         [events.b]\nprobability = \"if(prev(a), 0.2, 0.4)\"\n[events.c]\noutcomes = [\"no\", \"yes\"]\ncolumns = [\"d\"]\ntable = [[\"*\", 1, 2]]\n\
         [events.d]\nprobability = 0.5\n[[events.d.factor]]\nif = \"ever(e)\"\nodds = 2\n[events.e]\nprobability = 0.5\n"
    );
    let plan = plan(&text);
    for (earlier, later) in [("b", "a"), ("n", "a"), ("c", "n"), ("d", "c"), ("e", "d")] {
        assert!(turn(&plan, earlier) < turn(&plan, later), "{earlier} before {later}");
    }
    assert!(plan.before.is_empty());
    assert_eq!(plan.each.len(), 6);
}

#[test]
fn what_is_drawn_once_stands_before_step_1() {
    let text = format!(
        "{MONTHS}[events.late]\ntiming = \"first_chance\"\nwhen = \"early\"\nprobability = 0.5\n[events.early]\ntiming = \"once\"\nprobability = \"p\"\n\
         [quantities.size]\nvalue = {{ normal = [0, 1] }}\ntiming = \"once\"\n[quantities.fixed]\nvalue = \"size + 1\"\n[assumptions]\np = 0.5\n\
         [quantities.chain]\nstart = \"size\"\nnext = \"prev(chain) + 1\"\n"
    );
    let plan = plan(&text);
    let names: Vec<&str> = plan
        .before
        .iter()
        .map(|task| match task {
            Task::Variable(v) => plan.variables[v.at()].id.as_str(),
            Task::Quantity(q) => plan.quantities[q.at()].id.as_str(),
        })
        .collect();
    assert_eq!(names.len(), 3);
    assert!(
        names.contains(&"early") && names.iter().position(|n| *n == "size") < names.iter().position(|n| *n == "fixed")
    );
    let timing = |id: &str| plan.variables.iter().find(|v| v.id == id).map(|v| v.timing);
    assert_eq!(
        (timing("early"), timing("late")),
        (Some(Timing::Once), Some(Timing::FirstChance))
    );
    assert_eq!(plan.initials.len(), 2, "the late event and the chain");
}

#[test]
fn months_begin_with_the_period_before_the_start() {
    assert_eq!(plan(MONTHS).months, [9, 10, 11, 12, 1, 2, 3]);
    assert_eq!(
        plan("contingent = 1\n[events.a]\nprobability = 0.5\n").months,
        [0_u8; 0]
    );
}

#[test]
fn equal_expressions_are_one_and_stand_after_their_operands() {
    let one = |formula: &str| format!("[questions.q{}]\nyes = \"{formula}\"\n", formula.len());
    let event = "[events.a]\nprobability = 0.5\n[quantities.x]\nvalue = { normal = [0, 1] }\ntiming = \"each_step\"\n";
    let plan = plan(&format!(
        "{MONTHS}{event}{}{}{}",
        one("x + 1 > 2 and a"),
        one("a  and  x + 1 > 2"),
        one("prev(x + 1 > 2, 2) or a")
    ));
    let mut seen = Vec::new();
    for (id, expr) in plan.arena.iter() {
        assert!(!seen.contains(expr), "{expr:?} stands twice");
        assert!(expr.operands().iter().all(|operand| operand.0 < id.0));
        seen.push(expr.clone());
    }
    let compared = |lag: u32| {
        seen.iter()
            .filter(|e| matches!(e, Expr::Quantity { lag: l, .. } if *l == lag))
            .count()
    };
    assert_eq!((compared(0), compared(2), compared(1)), (1, 1, 0));
}

#[test]
fn states_before_the_first_draw_follow_initial_idle_and_no() {
    let text = format!(
        "{MONTHS}[events.named]\ninitial = \"b\"\noutcomes = {{ a = 1, b = 1 }}\n[events.idle]\nidle = \"b\"\nwhen = \"named == a\"\noutcomes = {{ a = 1, b = 1 }}\n\
         [events.yesno]\nprobability = 0.5\nfinal = [\"no\"]\n[events.none]\noutcomes = {{ a = 1, b = 1 }}\n\
         [events.random]\ninitial = {{ a = 1 }}\noutcomes = {{ a = 1, b = 1 }}\n"
    );
    let plan = plan(&text);
    let find = |id: &str| plan.variables.iter().find(|v| v.id == id).expect("it is there");
    let code = |id: &str, branch: &str| {
        Initial::State(find(id).branches.iter().position(|b| b == branch).expect("a branch") as u8)
    };
    assert_eq!(find("named").initial, code("named", "b"));
    assert_eq!(find("idle").initial, code("idle", "b"));
    assert_eq!(find("yesno").initial, code("yesno", "no"));
    assert!(find("yesno").unsettled && !find("named").unsettled);
    assert_eq!(find("none").initial, Initial::Undrawn);
    assert!(matches!(find("random").initial, Initial::Random(_)));
}

#[test]
fn numbers_in_doubt_are_parameters_with_their_paths() {
    let text = format!(
        "{MONTHS}[assumptions]\nplain = 0.25\n[assumptions.yearly]\nvalue = {{ uniform = [0.2, 0.4] }}\nper = \"year\"\n\
         [events.a]\nprobability = {{ beta = [1, 3] }}\n[[events.a.factor]]\nid = \"push\"\nif = \"step > 2\"\nodds = \"strongly more\"\n\
         [events.b]\nprobability = \"yearly + plain\"\n"
    );
    let plan = plan(&text);
    let value = |path: &str| plan.parameters.iter().find(|p| p.path == path).map(|p| p.value);
    assert_eq!(value("assumptions.plain"), Some(0.25));
    let yearly = value("assumptions.yearly").expect("it is a parameter");
    assert!((yearly - (1.0 - libm::pow(0.7, 1.0 / 12.0))).abs() < 1e-15, "{yearly}");
    let doubts: Vec<(&str, f64)> = plan
        .parameters
        .iter()
        .filter(|p| p.path.starts_with("events."))
        .map(|p| (p.path.as_str(), p.value))
        .collect();
    assert_eq!(doubts.len(), 2, "{doubts:?}");
    assert!(doubts.iter().any(|(_, value)| (value - 0.25).abs() < 1e-15));
    assert!(
        doubts
            .iter()
            .any(|(path, value)| path.contains("factor.push") && (value - libm::sqrt(24.0)).abs() < 1e-12),
        "{doubts:?}"
    );
}
