//! What reads what, and when: cycles, rings, the order of drawing, and what is read before it has a value.

use contingent::model::Model;
use contingent::model::check::{Element, order};

use super::{TIME, WAR, checked, finds, silent, timed};

#[test]
fn same_step_cycles_are_drawn_as_a_path() {
    let two = "[events.a]\nprobability = \"if(b, 0.1, 0.2)\"\n[events.b]\nprobability = \"if(a, 0.1, 0.2)\"\n[questions.q]\nyes = \"ever(a or b)\"\n";
    timed(
        two,
        "same-step-cycle",
        "`a` → `b` → `a` | `a` reads `b` | `b` reads `a` | help: let one of them look at the step before, for instance `prev(a)`",
    );
    // Through a condition, and through what `ever` looks at in this step too.
    let through = "[conditions]\nc = \"ever(a)\"\n[events.a]\nprobability = \"if(c, 0.1, 0.2)\"\n[questions.q]\nyes = \"ever(a)\"\n";
    timed(through, "same-step-cycle", "`a` → `c` → `a`");
    for look in ["count(a) > 2", "steps_since(a) > 2", "drawn(a)"] {
        let text = format!("[events.a]\nprobability = \"if({look}, 0.1, 0.2)\"\n[questions.q]\nyes = \"ever(a)\"\n");
        timed(&text, "same-step-cycle", "`a` reads itself within one step");
    }
    let quantity = "[quantities.x]\nstart = 0\nnext = \"x + 1\"\n[questions.q]\nnumber = \"x\"\n";
    timed(quantity, "same-step-cycle", "`prev(x)`");
    let once = "[events.a]\ntiming = \"once\"\nprobability = \"if(b, 0.1, 0.2)\"\n[events.b]\ntiming = \"once\"\nprobability = \"if(a, 0.1, 0.2)\"\n[questions.q]\nyes = \"a or b\"\n";
    timed(once, "same-step-cycle", "nothing can be drawn before itself");
    finds(once, &["same-step-cycle"], &["take one of these references out"]);
}

#[test]
fn what_looks_back_is_no_cycle() {
    silent(concat!(
        "[events.a]\nprobability = \"if(prev(b), 0.1, 0.2)\"\n",
        "[events.b]\nprobability = \"if(a or prev(ever(b)) or ever(prev(b)), 0.1, 0.2)\"\n",
        // A ladder, `rest = \"same\"` and a failing `when` keep the last value, which is no reference.
        "[events.l]\nlevels = [\"x\", \"y\", \"z\"]\ninitial = \"y\"\nup = 0.1\ndown = 0.1\n",
        "[events.s]\noutcomes = { u = 0.1, v = 0.2 }\nrest = \"same\"\ninitial = \"u\"\n",
        "[quantities.n]\nstart = 0\nnext = \"prev(n) + 1\"\n",
        "[questions.q]\nnumber = \"n + if(a or b or l == y or s == u, 1, 0)\"\n",
    ));
}

#[test]
fn rings_of_conditions_are_errors() {
    let ring = format!("[conditions]\na = \"b or war\"\nb = \"a\"\n{WAR}");
    timed(
        &ring,
        "condition-ring",
        "in a ring: `a` → `b` → `a` | `a` reads `b` | `b` reads `a`",
    );
    for itself in ["a and war", "prev(a) or war", "ever(a) or war"] {
        let text = format!("[conditions]\na = \"{itself}\"\n{WAR}");
        timed(&text, "condition-ring", "the condition `a` names itself");
    }
}

#[test]
fn the_order_of_drawing_hangs_on_references_and_ids_only() {
    let parts = [
        "[events.b]\nprobability = 0.1\n",
        "[events.a]\nprobability = \"if(cornered, 0.1, 0.2)\"\n",
        "[events.z]\ntiming = \"once\"\nprobability = 0.3\n",
        "[events.y]\ntiming = \"once\"\nprobability = \"if(z, 0.1, 0.2)\"\n",
        "[quantities.m]\nvalue = \"if(z, 1, 2)\"\n",
        "[quantities.n]\nvalue = \"if(prev(a), 1, 2) * m\"\n",
        "[conditions.cornered]\nif = \"d or n > 1\"\n",
        "[events.d]\nprobability = 0.1\n",
        // What waits for something drawn once is ready at the first step's beginning; a condition makes nothing wait.
        "[events.aa]\nprobability = \"if(z, 0.1, 0.2)\"\n",
        "[conditions.calm]\nif = \"not aa\"\n",
        "[events.ab]\nprobability = \"if(calm, 0.1, 0.2)\"\n",
    ];
    let shown = |list: &[Element], model: &Model| -> Vec<String> {
        list.iter()
            .map(|element| match element {
                Element::Variable(id) => model.variables[id.at()].name.id.clone(),
                Element::Quantity(id) => model.quantities[id.at()].name.id.clone(),
            })
            .collect()
    };
    for turn in 0..parts.len() {
        let mut turned = parts.to_vec();
        turned.rotate_left(turn);
        if turn % 2 == 1 {
            turned.reverse();
        }
        let text = format!(
            "{TIME}{}[questions.q]\nyes = \"ever(a or b or y or ab)\"\n",
            turned.concat()
        );
        let (model, diagnostics) = checked(&text);
        assert!(diagnostics.is_empty(), "{:?}", diagnostics);
        let model = model.expect("nothing was found");
        let order = order(&model);
        // `m` reads what is settled only; `a` waits for the condition, of which `d` comes first by its id.
        assert_eq!(shown(&order.before, &model), ["z", "m", "y"]);
        assert_eq!(shown(&order.each, &model), ["aa", "ab", "b", "d", "n", "a"]);
    }
}

#[test]
fn what_is_settled_before_the_first_step_reads_no_steps() {
    for (formula, read) in [
        ("if(war, 0.1, 0.2)", "`war`"),
        ("if(step > 1, 0.1, 0.2)", "`step`"),
        ("if(prev(war), 0.1, 0.2)", "`prev`"),
        ("if(drawn(war), 0.1, 0.2)", "`war`"),
        ("if(c, 0.1, 0.2)", "`c`, which reads `war`"),
        ("x / 10", "`x`"),
    ] {
        let text = format!(
            "{WAR}[conditions]\nc = \"war\"\n[quantities.x]\nvalue = {{ uniform = [0, 1] }}\n[events.early]\ntiming = \"once\"\nprobability = \"{formula}\"\n[questions.q]\nyes = \"early and c and x > 0 and ever(war)\"\n"
        );
        timed(
            &text,
            "once-reads-steps",
            &format!("`early` is settled before the first step, and cannot read {read}"),
        );
    }
    let initial = format!(
        "{WAR}[events.e]\noutcomes = {{ a = 1, b = 2 }}\ninitial = {{ a = \"if(war, 1, 2)\", b = 1 }}\n[questions.q]\nyes = \"ever(e == a)\"\n"
    );
    timed(&initial, "once-reads-steps", "the `initial` of `e` is settled");
    let start = format!(
        "{WAR}[quantities.x]\nstart = \"if(war, 1, 2)\"\nnext = \"prev(x) + 1\"\n[questions.q]\nnumber = \"x\"\n"
    );
    timed(&start, "once-reads-steps", "the `start` of `x` is settled");
    let chance = format!(
        "{WAR}[quantities.x]\ntiming = \"once\"\nvalue = {{ uniform = [0, \"if(war, 1, 2)\"] }}\n[questions.q]\nnumber = \"x\"\n"
    );
    timed(&chance, "once-reads-steps", "`x` is settled");
}

#[test]
fn facts_read_assumptions_and_facts() {
    let fact = "[events.f]\nfact = true\nprobability = 0.6\n[events.o]\ntiming = \"once\"\nprobability = 0.5\n[assumptions]\nk = 0.3\n";
    for (formula, read) in [("if(o, 0.1, 0.2)", "`o`"), ("if(c, 0.1, 0.2)", "`c`, which reads `o`")] {
        let text = format!(
            "{fact}[conditions]\nc = \"o\"\n[events.g]\nfact = true\nprobability = \"{formula}\"\n[questions.q]\nyes = \"f or g or c or k > 1\"\n"
        );
        timed(&text, "bad-fact", &format!("the fact `g` cannot read {read}"));
    }
    silent(&format!(
        "{fact}[events.g]\nfact = true\nprobability = \"if(f, k, 0.2)\"\n[questions.q]\nyes = \"f or g or o\"\n"
    ));
}

#[test]
fn yearly_assumptions_need_a_step() {
    let per = "[assumptions.k]\nvalue = 0.3\nper = \"year\"\n";
    for (element, what) in [
        ("[events.e]\ntiming = \"once\"\nprobability = \"k\"\n", "`e` is settled"),
        (
            "[events.e]\nfact = true\nprobability = \"k\"\n",
            "the fact `e` is settled",
        ),
        (
            "[events.e]\nprobability = 0.1\ninitial = { yes = \"k\", no = \"rest\" }\n",
            "the `initial` of `e`",
        ),
        (
            "[quantities.x]\nstart = \"k\"\nnext = \"prev(x)\"\n[events.e]\nprobability = \"min(x, 1)\"\n",
            "the `start` of `x`",
        ),
    ] {
        timed(
            &format!("{per}{element}[questions.q]\nyes = \"ever(e)\"\n"),
            "per-read-once",
            what,
        );
    }
    silent(&format!(
        "{per}[events.e]\nprobability = \"k\"\n[questions.q]\nyes = \"ever(e)\"\n"
    ));
}

#[test]
fn prev_of_a_quantity_needs_a_start() {
    let x = "[quantities.x]\nvalue = { uniform = [0, 1] }\n";
    timed(
        &format!("{x}[questions.q]\nnumber = \"prev(x)\"\n"),
        "prev-without-start",
        "`prev` reads `x` before step 1",
    );
    let through = format!(
        "{x}[conditions]\nhigh = \"x > 0.5\"\n[events.e]\nprobability = \"if(prev(high), 0.1, 0.2)\"\n[questions.q]\nyes = \"ever(e)\"\n"
    );
    timed(&through, "prev-without-start", "`high`, which reads `x`");
    silent(&format!(
        "{x}[conditions]\nonce_high = \"ever(x > 0.5)\"\n[questions.q]\nyes = \"prev(once_high)\"\n"
    ));
    // What `ever` and `count` look at is never looked at before step 1; a value drawn once, or with a start, is there.
    silent(&format!("{x}[questions.q]\nyes = \"prev(ever(x > 0.9))\"\n"));
    silent("[quantities.x]\ntiming = \"once\"\nvalue = { uniform = [0, 1] }\n[questions.q]\nnumber = \"prev(x)\"\n");
    silent(
        "[quantities.x]\nstart = 1\nnext = \"2 * prev(x, 3)\"\n[quantities.y]\nvalue = 3\n[questions.q]\nnumber = \"x + prev(y)\"\n",
    );
    timed(
        &format!("{x}[questions.q]\nyes = \"ever(prev(x) > 0.9)\"\n"),
        "prev-without-start",
        "`x`",
    );
}

#[test]
fn long_cycles_are_cut() {
    let mut text = String::new();
    for at in 0..100 {
        let next = (at + 1) % 100;
        text += &format!("[events.e{at:02}]\nprobability = \"if(e{next:02}, 0.1, 0.2)\"\n");
    }
    let text = format!("{text}[questions.q]\nyes = \"ever(e00)\"\n");
    timed(
        &text,
        "same-step-cycle",
        "`e11` → 88 more → `e00` | `e00` reads `e01` | ",
    );
}
