//! What holds for every formula, and for every text that is none.

use contingent::expr::{BinaryOp, Function, Kind, Node, UnaryOp, parse};
use proptest::prelude::*;

use super::bracketed;

/// Trees as the parser can make them.
fn trees() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        (0.0..1e6_f64).prop_map(Kind::Number),
        prop_oneof![Just(0.0), Just(f64::MIN_POSITIVE), Just(f64::MAX), Just(1e21)].prop_map(Kind::Number),
        any::<bool>().prop_map(Kind::Truth),
        "[a-z][a-z0-9_]{3,6}"
            .prop_filter("no word of the language", |name| {
                Function::named(name).is_none() && !["true", "false"].contains(&name.as_str())
            })
            .prop_map(Kind::Name),
    ];
    leaf.prop_map(bare).prop_recursive(8, 80, 4, |inner| {
        let operators = prop::sample::select(vec![
            BinaryOp::Or,
            BinaryOp::And,
            BinaryOp::Equal,
            BinaryOp::NotEqual,
            BinaryOp::Less,
            BinaryOp::LessEqual,
            BinaryOp::Greater,
            BinaryOp::GreaterEqual,
            BinaryOp::Add,
            BinaryOp::Subtract,
            BinaryOp::Multiply,
            BinaryOp::Divide,
            BinaryOp::Power,
        ]);
        let entry = prop_oneof![
            "[a-z]_[a-z]{1,3}".prop_map(Kind::Name).prop_map(bare),
            (0..9_i32).prop_map(|value| bare(Kind::Number(value.into()))),
            (0..9_i32)
                .prop_map(|value| { bare(Kind::Unary(UnaryOp::Negate, Box::new(bare(Kind::Number(value.into()))),)) }),
        ];
        prop_oneof![
            (prop::sample::select(vec![UnaryOp::Not, UnaryOp::Negate]), inner.clone())
                .prop_map(|(op, operand)| Kind::Unary(op, Box::new(operand))),
            (operators, inner.clone(), inner.clone()).prop_map(|(op, left, right)| Kind::Binary(
                op,
                Box::new(left),
                Box::new(right)
            )),
            (inner.clone(), prop::collection::vec(entry, 1..4), any::<bool>()).prop_map(|(item, list, negated)| {
                Kind::In {
                    item: Box::new(item),
                    list,
                    negated,
                }
            }),
            (inner.clone(), 1..400_u32).prop_map(|(inside, steps)| {
                Kind::Call(Function::Prev, vec![inside, bare(Kind::Number(steps.into()))])
            }),
            prop::collection::vec(inner.clone(), 3..=3).prop_map(|list| Kind::Call(Function::If, list)),
            prop::collection::vec(inner.clone(), 2..5).prop_map(|list| Kind::Call(Function::Min, list)),
            inner.prop_map(|inside| Kind::Call(Function::Count, vec![inside])),
            (0..3000_i32).prop_map(|days| {
                let day = jiff::civil::date(2022, 1, 1) + jiff::Span::new().days(days);
                Kind::Call(Function::After, vec![bare(Kind::Date(day))])
            }),
        ]
        .prop_map(bare)
    })
}

fn bare(kind: Kind) -> Node {
    Node { kind, span: 0..0 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn canonical_text_reads_as_the_same_tree(tree in trees()) {
        let text = tree.to_string();
        let again = parse(&text);
        prop_assert_eq!(&again.errors, &[], "{}", &text);
        prop_assert_eq!(bracketed(&again.node), bracketed(&tree), "{}", &text);
        prop_assert_eq!(again.node.to_string(), text);
    }

    #[test]
    fn any_text_is_read_or_reported(text in "(?s).{0,60}") {
        holds_together(&text)?;
    }

    #[test]
    fn any_tokens_are_read_or_reported(words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..30)) {
        holds_together(&words.concat())?;
        holds_together(&words.join(" "))?;
    }
}

const WORDS: [&str; 40] = [
    "a",
    "b_2",
    "prev",
    "if",
    "after",
    "at",
    "drawn",
    "min",
    "not",
    "in",
    "and",
    "or",
    "true",
    "(",
    ")",
    "[",
    "]",
    ",",
    "==",
    "=",
    "!=",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "^",
    "1",
    "0.5",
    "1e",
    "2023-01-15",
    "2023-02-30",
    "'",
    "\"",
    "%",
    "а",
    "\u{0}",
    "\u{202e}",
    ".",
];

/// What holds for every text: errors lie in it, in order, one at a place; a tree with an error node
/// has an error; a tree without errors prints as text that reads as itself.
fn holds_together(text: &str) -> Result<(), TestCaseError> {
    let tree = parse(text);
    for error in &tree.errors {
        prop_assert!(error.span.start <= error.span.end, "{:?}: {:?}", text, error);
        let marked = text.get(error.span.start as usize..error.span.end as usize);
        prop_assert!(marked.is_some(), "{:?}: {:?}", text, error);
        prop_assert!(
            contingent::source::REGISTER
                .iter()
                .any(|entry| entry.code == error.code)
        );
        prop_assert!(!error.message.chars().any(char::is_control), "{:?}", error);
    }
    prop_assert!(
        tree.errors
            .windows(2)
            .all(|pair| pair[0].span.start < pair[1].span.start)
    );
    let mut inside = true;
    tree.node
        .walk(&mut |node| inside &= text.get(node.span.start as usize..node.span.end as usize).is_some());
    prop_assert!(inside, "{:?}: {:?}", text, tree.node);
    if tree.errors.is_empty() {
        prop_assert!(!tree.node.has_error(), "{:?}", text);
        let again = parse(&tree.node.to_string());
        prop_assert_eq!(again.errors, vec![]);
        prop_assert_eq!(bracketed(&again.node), bracketed(&tree.node));
    }
    Ok(())
}
