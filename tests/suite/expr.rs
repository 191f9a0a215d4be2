//! Tests of the room `expr`.

use contingent::expr::{FUNCTIONS, Function, Kind, MAX_DEPTH, MAX_NODES, MAX_TEXT, Node, UnaryOp, parse};

mod properties;

/// The tree in full brackets, written without the printer under test.
fn bracketed(node: &Node) -> String {
    match &node.kind {
        Kind::Number(value) => format!("{value:?}"),
        Kind::Truth(value) => format!("{value}"),
        Kind::Name(name) => name.clone(),
        Kind::Date(date) => date.to_string(),
        Kind::Unary(UnaryOp::Not, operand) => format!("(not {})", bracketed(operand)),
        Kind::Unary(UnaryOp::Negate, operand) => format!("(neg {})", bracketed(operand)),
        Kind::Binary(op, left, right) => {
            format!("({} {} {})", bracketed(left), op.sign(), bracketed(right))
        }
        Kind::In { item, list, negated } => {
            let list: Vec<String> = list.iter().map(bracketed).collect();
            let word = if *negated { "notin" } else { "in" };
            format!("({} {word} [{}])", bracketed(item), list.join(" "))
        }
        Kind::Call(function, arguments) => {
            let list: Vec<String> = arguments.iter().map(bracketed).collect();
            format!("{function:?}({})", list.join(" "))
        }
        Kind::Error => "?".to_owned(),
    }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    let tree = parse(text);
    assert_eq!(tree.errors, [], "{text}");
    assert_eq!(bracketed(&tree.node), expected, "{text}");
}

/// The formula has exactly one error, of this kind, at this text, with this remedy.
#[track_caller]
fn fails(text: &str, code: &str, at: &str, help: &str) {
    let tree = parse(text);
    let [error] = tree.errors.as_slice() else {
        panic!("{text}: {:#?}", tree.errors)
    };
    let marked = &text[error.span.start as usize..error.span.end as usize];
    let found = (error.code.0, marked, error.help.join("; "));
    assert_eq!(found, (code, at, help.to_owned()), "{text}: {}", error.message);
}

#[test]
fn operators_bind_as_the_reference_says() {
    reads("-x ^ 2", "(neg (x ^ 2.0))");
    reads("2 ^ 3 ^ 2", "(2.0 ^ (3.0 ^ 2.0))");
    reads("2 ^ -x ^ 2 * 3", "((2.0 ^ (neg (x ^ 2.0))) * 3.0)");
    reads("a - b - c", "((a - b) - c)");
    reads("a / b * c", "((a / b) * c)");
    reads("a + b * c ^ d", "(a + (b * (c ^ d)))");
    reads("-a * b", "((neg a) * b)");
    reads("a * -b", "(a * (neg b))");
    reads("a - -b", "(a - (neg b))");
    reads("a or b and c", "(a or (b and c))");
    reads("a and b or c and d", "((a and b) or (c and d))");
    reads("not a and b", "((not a) and b)");
    reads("not a == b", "(not (a == b))");
    reads("not not a", "(not (not a))");
    reads("a + 1 <= b * 2", "((a + 1.0) <= (b * 2.0))");
    reads("(a < b) == c", "((a < b) == c)");
    reads("a and (b or c)", "(a and (b or c))");
    reads("(a ^ b) ^ c", "((a ^ b) ^ c)");
}

#[test]
fn lists_and_their_negation() {
    reads("a in [b, c]", "(a in [b c])");
    reads("a not in [b]", "(a notin [b])");
    reads("not a in [b]", "(not (a in [b]))");
    reads("x + 1 in [-1, 2]", "((x + 1.0) in [(neg 1.0) 2.0])");
    reads("a in [b] and c", "((a in [b]) and c)");
}

#[test]
fn numbers_truths_and_names() {
    reads("1_000", "1000.0");
    reads("1e-3", "0.001");
    reads("1.5E+2", "150.0");
    reads("1_0.2_5e0_1", "102.5");
    reads("true and not false", "(true and (not false))");
    reads("a_1", "a_1");
    reads("\n  a\t+\r\n b ", "(a + b)");
    reads("0e999", "0.0");
}

#[test]
fn every_function_is_read_and_its_example_too() {
    reads("prev(e)", "Prev(e)");
    reads("prev(prev(e, 2))", "Prev(Prev(e 2.0))");
    reads("if(a, 1, 2) + 1", "(If(a 1.0 2.0) + 1.0)");
    reads("min(a, b, c)", "Min(a b c)");
    reads(
        "steps_since(u) <= 3 and after(2023-01-15)",
        "((StepsSince(u) <= 3.0) and After(2023-01-15))",
    );
    reads("at( 2024-02-29 )", "At(2024-02-29)");
    for (index, entry) in FUNCTIONS.iter().enumerate() {
        assert_eq!(entry.function as usize, index, "{}", entry.name);
        assert_eq!(entry.function.entry(), entry);
        assert_eq!(Function::named(entry.name), Some(entry.function));
        let tree = parse(entry.example);
        assert_eq!(tree.errors, [], "{}", entry.example);
        assert!(bracketed(&tree.node).contains(&format!("{:?}(", entry.function)));
        let way = entry.signature.split(" or ").next().unwrap();
        assert!(way.starts_with(&format!("{}(", entry.name)), "{way}");
    }
}

#[test]
fn spans_mark_the_part() {
    let text = "prev(war) == ongoing and (x + 1) > 2";
    let tree = parse(text);
    let mut seen = Vec::new();
    tree.node.walk(&mut |node| {
        seen.push(&text[node.span.start as usize..node.span.end as usize]);
    });
    let expected = [
        text,
        "prev(war) == ongoing",
        "prev(war)",
        "war",
        "ongoing",
        "(x + 1) > 2",
        "(x + 1)",
        "x",
        "1",
        "2",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn habits_from_elsewhere_are_understood() {
    let syntax = "formula-syntax";
    fails("war = ongoing", syntax, "=", "write `==`");
    fails("a && b", syntax, "&&", "write `and`");
    fails("a || b", syntax, "||", "write `or`");
    fails("!a", syntax, "!", "write `not`");
    fails("a ≥ 2", syntax, "≥", "write `>=`");
    fails("a => 2", syntax, "=>", "write `>=`");
    fails("a <> b", syntax, "<>", "write `!=`");
    fails("a ** 2", syntax, "**", "write `^`");
    fails("a − 2", syntax, "−", "write `-`");
    fails(
        "a AND b",
        syntax,
        "AND",
        "write `and`: formulas are written in lower case",
    );
    fails(
        "war == 'ongoing'",
        syntax,
        "'ongoing'",
        "names, branches and days stand in a formula without quotes",
    );
    fails(
        "after(\"2023-01-15\")",
        syntax,
        "\"2023-01-15\"",
        "names, branches and days stand in a formula without quotes",
    );
    fails("20% * a", syntax, "20%", "write `0.2`");
    fails("war is ongoing", syntax, "is", "write `==`");
    fails("+a", syntax, "+", "leave it out");
    fails(
        "2x",
        syntax,
        "2x",
        "write `2 * x` for a product; a name begins with a letter",
    );
    fails(".5", syntax, ".5", "write `0.5`");
    fails("5.", syntax, "5.", "write `5`");
    fails("a in b", syntax, "b", "write `x in [a, b]`");
    fails("a == not b", syntax, "not", "write `(not …)`");
    fails(
        "posture.cornered",
        syntax,
        ".",
        "a branch stands beside a comparison sign: `troops == send`",
    );
    fails("war $ ongoing", syntax, "$", "");
    // What was meant is in the tree, so that further checks see it.
    assert_eq!(
        bracketed(&parse("war = 'ongoing' && !x").node),
        "((war == ongoing) and (not x))"
    );
}

#[test]
fn letters_of_other_alphabets_are_named() {
    // The second letter of the first word is Cyrillic.
    fails(
        "t\u{430}lks == formal",
        "foreign-letter",
        "t\u{430}lks",
        "write `talks` in Latin letters",
    );
    let error = &parse("t\u{430}lks").errors[0];
    assert_eq!(
        error.message,
        "`t\u{430}lks` holds the Cyrillic letter `\u{430}` (U+0430), which looks like the Latin `a`"
    );
    fails(
        "жук",
        "foreign-letter",
        "жук",
        "names are written in lower-case Latin letters, digits and `_`",
    );
    fails("a\u{a0}+ 1", "formula-syntax", "\u{a0}", "");
    let error = &parse("a \u{202e}b").errors[0];
    assert_eq!(
        error.message,
        "the invisible character U+202E has no place in a formula"
    );
}

#[test]
fn comparisons_do_not_chain() {
    fails("a < b < c", "chained-comparison", "<", "join them: `a < b and b …`");
    fails(
        "a == b in [c]",
        "chained-comparison",
        "in",
        "join them: `a == b and b …`",
    );
    let tree = parse("a < b < c");
    assert_eq!(tree.errors[0].span, 6..7);
    assert_eq!(bracketed(&tree.node), "((a < b) and (b < c))");
}

#[test]
fn functions_are_checked_for_what_they_take() {
    let wrong = "wrong-arguments";
    fails("prev()", wrong, "prev()", "write `prev(e)` or `prev(e, n)`");
    fails("prev(a, 0)", wrong, "0", "write `prev(e, 2)`: 1 or more, no formula");
    fails(
        "prev(a, 1.0)",
        wrong,
        "1.0",
        "write `prev(e, 2)`: 1 or more, no formula",
    );
    fails("prev(a, n)", wrong, "n", "write `prev(e, 2)`: 1 or more, no formula");
    fails(
        "prev(a, 1, 2)",
        wrong,
        "prev(a, 1, 2)",
        "write `prev(e)` or `prev(e, n)`",
    );
    fails("min(a)", wrong, "min(a)", "write `min(a, b, …)`");
    fails("drawn(a == b)", wrong, "a == b", "write `drawn(x)`");
    fails("after(3)", wrong, "3", "write `after(2023-01-15)`");
    fails("after(2023-01-15, 3)", wrong, ",", "");
    fails("ever", "formula-syntax", "ever", "write `ever(c)`");
    fails("evr(a)", "unknown-function", "evr", "did you mean `ever`?");
    fails(
        "log(a)",
        "unknown-function",
        "log",
        "write `ln` for the natural logarithm",
    );
    fails(
        "a + 2023-01-15",
        "misplaced-date",
        "2023-01-15",
        "for a subtraction leave spaces around `-`",
    );
    fails(
        "after(2023-02-29)",
        "bad-date",
        "2023-02-29",
        "the last day of that month is `2023-02-28`",
    );
    fails(
        "after(2023-13-01)",
        "bad-date",
        "2023-13-01",
        "write year, month and day: `2023-01-15`",
    );
    fails("at(2023-1-5)", "bad-date", "2023-1-5", "write `2023-01-05`");
    fails("a in []", "formula-syntax", "[]", "");
    fails("a in [b + 1]", "formula-syntax", "b + 1", "");
    fails(
        "1e999",
        "number-range",
        "1e999",
        "numbers reach from about 1e-308 to 1e308",
    );
    fails(
        "1e-999",
        "number-range",
        "1e-999",
        "numbers reach from about 1e-308 to 1e308",
    );
}

#[test]
fn one_error_at_a_place() {
    fails("", "formula-syntax", "", "");
    fails(&"[".repeat(60_000), "formula-syntax", "[", "");
    fails("((((", "formula-syntax", "", "");
    fails("a +", "formula-syntax", "", "");
    fails("(a", "formula-syntax", "", "");
    fails("a)", "formula-syntax", ")", "");
    fails("a b", "formula-syntax", "b", "");
    fails("a * / b", "formula-syntax", "/", "");
    fails("max(a b, c)", "formula-syntax", "b", "");
    // Two mistakes are two errors, in the order of the text.
    let places: Vec<u32> = parse("evr(a) = 1e999")
        .errors
        .iter()
        .map(|error| error.span.start)
        .collect();
    assert_eq!(places, [0, 7, 9]);
}

#[test]
fn limits_give_one_clear_error() {
    let too_large = |text: &str| {
        let tree = parse(text);
        assert_eq!(tree.errors.len(), 1, "{:?}", tree.errors);
        assert_eq!(tree.errors[0].code.0, "formula-too-large");
        tree.errors[0].message.clone()
    };
    let nested = "a formula nests too deeply";
    assert_eq!(too_large(&"(".repeat(60_000)), nested);
    assert_eq!(too_large(&"-".repeat(60_000)), nested);
    assert_eq!(too_large(&"not ".repeat(10_000)), nested);
    assert_eq!(too_large(&"2^".repeat(20_000)), nested);
    assert_eq!(too_large(&"if(a,".repeat(10_000)), nested);
    assert_eq!(too_large(&format!("a{}", "+a".repeat(20_000))), nested);
    assert_eq!(
        too_large(&format!("a{}", "<a".repeat(20_000)).replace('<', " or ")),
        too_long()
    );
    assert_eq!(too_large(&"(".repeat(100_000)), too_long());
    let list = format!("a in [b{}]", ",b".repeat(MAX_NODES as usize));
    assert_eq!(too_large(&list), "a formula has too many parts");
    // What just fits is read.
    let sum = format!("a{}", "+a".repeat(MAX_DEPTH as usize - 1));
    assert_eq!(parse(&sum).errors, []);
    assert_eq!(too_large(&format!("{sum}+a")), nested);
    let brackets = 2 * MAX_DEPTH as usize - 1;
    let deep = format!("{}a{}", "(".repeat(brackets), ")".repeat(brackets));
    assert_eq!(parse(&deep).errors, []);
    assert_eq!(too_large(&format!("({deep})")), nested);
}

fn too_long() -> String {
    format!("a formula is longer than {MAX_TEXT} bytes")
}

#[test]
fn canonical_text_needs_few_brackets() {
    let printed = |text: &str| parse(text).node.to_string();
    assert_eq!(printed("((a)+(b*(c)))"), "a + b * c");
    assert_eq!(printed("(a+b)*c-(d-e)"), "(a + b) * c - (d - e)");
    assert_eq!(printed("(-a)^2"), "(-a) ^ 2");
    assert_eq!(printed("not(a==b)and(not c)"), "not a == b and not c");
    assert_eq!(printed("x not  in[a,- 1]"), "x not in [a, -1]");
    assert_eq!(printed("prev( e,1_0 )"), "prev(e, 10)");
    assert_eq!(printed("1e300 + 1e-9 + 0.25 + 1e15"), "1e300 + 1e-9 + 0.25 + 1e15");
}
