//! Tests of typed formulas: what each way of writing means, and what is said where it means nothing.

use contingent::document::Text;
use contingent::expr::BinaryOp;
use contingent::model::names::{Named, Names, reserved};
use contingent::model::typing::{Expected, Place, resolve};
use contingent::model::{AssumptionId, ConditionId, Kind, QuantityId, Term, Type, VariableId};
use contingent::source::{Diagnostics, FileId, Severity, Span};

const FILE: FileId = FileId(0);

/// `troops` (refuse, stall, send), `front` (gains, stalemate, send), `ultimatum` (yes/no), `depth` (levels some, deep, total), `other` (levels
/// low, high), `stall` (yes/no, called like a branch of `troops`), `unread` (no branches known); `appetite`, `cornered`, `loss`; question `sent`.
fn names() -> Names {
    let mut names = Names::default();
    let mut diagnostics = Diagnostics::default();
    let at = |n: u32| Span {
        file: FILE,
        start: n,
        end: n + 1,
    };
    let variables: [(&str, &[&str], bool); 7] = [
        ("troops", &["refuse", "stall", "send"], false),
        ("front", &["gains", "stalemate", "send"], false),
        ("ultimatum", &["yes", "no"], false),
        ("depth", &["some", "deep", "total"], true),
        ("other", &["low", "high"], true),
        ("stall", &["no", "yes"], false),
        ("unread", &[], false),
    ];
    for (i, (id, branches, ladder)) in (0u32..).zip(variables) {
        names.declare(id, Named::Variable(VariableId(i)), at(i), &mut diagnostics);
        let is_truth = branches.contains(&"yes");
        let list: Vec<(String, Span)> = branches.iter().map(|b| (b.to_string(), at(i))).collect();
        if !list.is_empty() {
            names.set_branches(VariableId(i), list, is_truth, ladder);
        }
    }
    names.declare("appetite", Named::Assumption(AssumptionId(0)), at(20), &mut diagnostics);
    names.declare("cornered", Named::Condition(ConditionId(0)), at(21), &mut diagnostics);
    names.declare("loss", Named::Quantity(QuantityId(0)), at(22), &mut diagnostics);
    names.note_question("sent", at(23));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    names
}

fn read(text: &str, expected: Expected, time: bool) -> (Option<String>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let value = Text {
        file: FILE,
        text: text.to_owned(),
        offsets: (1..=text.len() as u32 + 1).collect(),
    };
    let span = Span {
        file: FILE,
        start: 0,
        end: text.len() as u32 + 2,
    };
    let place = Place { time, calendar: None };
    let formula = resolve(&value, span, expected, &names(), &place, &mut diagnostics);
    (formula.map(|formula| shown(&formula.term)), diagnostics)
}

/// A term as nested calls, so that one line says the whole meaning.
fn shown(term: &Term) -> String {
    let all = |head: &str, terms: &[&Term]| {
        let parts: Vec<String> = terms.iter().map(|t| shown(t)).collect();
        format!("{head}({})", parts.join(" "))
    };
    let text = match &term.kind {
        Kind::Truth(value) => value.to_string(),
        Kind::Not(_) => all("not", &term.operands()),
        Kind::And(..) => all("and", &term.operands()),
        Kind::Or(..) => all("or", &term.operands()),
        Kind::SameTruth(..) => all("same_truth", &term.operands()),
        Kind::Is(a, places) => format!("is({} {places:?})", shown(a)),
        Kind::SameBranch(..) => all("same_branch", &term.operands()),
        Kind::Levels(op, ..) => all(&format!("levels{}", op.sign()), &term.operands()),
        Kind::Compare(op, ..) | Kind::Arithmetic(op, ..) => all(op.sign(), &term.operands()),
        Kind::OneOf(..) => all("one_of", &term.operands()),
        Kind::Condition(id) => format!("c{}", id.0),
        Kind::Drawn(id) => format!("drawn(v{})", id.0),
        Kind::Ever(_) => all("ever", &term.operands()),
        Kind::After(day) => format!("after({day})"),
        Kind::At(day) => format!("at({day})"),
        Kind::Number(value) => value.to_string(),
        Kind::Assumption(id) => format!("a{}", id.0),
        Kind::Quantity(id) => format!("q{}", id.0),
        Kind::Step => "step".to_owned(),
        Kind::Month => "month".to_owned(),
        Kind::Count(_) => all("count", &term.operands()),
        Kind::StepsSince(_) => all("steps_since", &term.operands()),
        Kind::Negate(_) => all("-", &term.operands()),
        Kind::Extreme { largest, .. } => all(if *largest { "max" } else { "min" }, &term.operands()),
        Kind::Apply(function, _) => all(function.name(), &term.operands()),
        Kind::Clamp(..) => all("clamp", &term.operands()),
        Kind::Variable(id) => format!("v{}", id.0),
        Kind::Branch(id, place) => format!("v{}.{place}", id.0),
        Kind::If(..) => all("if", &term.operands()),
        Kind::Prev(a, n) => format!("prev({} {n})", shown(a)),
    };
    // The type is shown where it is not plain from the node.
    match (&term.kind, term.ty) {
        (Kind::If(..) | Kind::Prev(..), Type::Truth) => format!("{text}:truth"),
        (Kind::If(..) | Kind::Prev(..), Type::Branch(id)) => format!("{text}:v{}", id.0),
        _ => text,
    }
}

#[track_caller]
fn means(text: &str, expected: Expected, meaning: &str) {
    let (found, diagnostics) = read(text, expected, true);
    assert!(diagnostics.is_empty(), "`{text}`: {diagnostics:?}");
    assert_eq!(found.as_deref(), Some(meaning), "`{text}`");
}

/// The formula has exactly the one problem; `phrase` stands in its message, label or help.
#[track_caller]
fn fails(text: &str, expected: Expected, code: &str, phrase: &str) {
    complains(text, expected, true, code, phrase);
}

#[track_caller]
fn complains(text: &str, expected: Expected, time: bool, code: &str, phrase: &str) {
    let (found, diagnostics) = read(text, expected, time);
    assert_eq!(found, None, "`{text}` was accepted");
    let list: Vec<_> = diagnostics.iter().collect();
    assert_eq!(list.len(), 1, "`{text}`: {list:?}");
    let one = list[0];
    assert_eq!(one.code.0, code, "`{text}`: {one:?}");
    assert_eq!(one.severity, Severity::Error);
    let label = one.primary.as_ref().map_or("", |label| &label.text);
    let said = format!("{} | {label} | {}", one.message, one.help.join(" | "));
    assert!(said.contains(phrase), "`{text}` says: {said}");
    assert!(!one.help.is_empty(), "`{text}` has no remedy");
}

#[test]
fn bare_names_beside_a_sign_are_branches_of_the_other_side() {
    for (text, meaning) in [
        ("troops == send", "is(v0 [2])"),
        ("send == troops", "is(v0 [2])"),
        // `stall` is a branch of `troops` and a variable: the branch wins beside `troops` ...
        ("troops == stall", "is(v0 [1])"),
        ("stall == troops", "is(v0 [1])"),
        // ... and the variable elsewhere.
        ("stall == ultimatum", "same_branch(v5 v2)"),
        ("stall", "is(v5 [1])"),
        ("prev(troops) == stall", "is(prev(v0 1):v0 [1])"),
        ("prev(prev(troops), 3) != send", "not(is(prev(prev(v0 1):v0 3):v0 [2]))"),
        (
            "if(cornered, troops, prev(troops)) == send",
            "is(if(c0 v0 prev(v0 1):v0):v0 [2])",
        ),
        ("troops in [send, stall]", "is(v0 [2, 1])"),
        ("prev(front) not in [send]", "not(is(prev(v1 1):v1 [2]))"),
        // Two variables compare by branch, even where they share none.
        ("troops == front", "same_branch(v0 v1)"),
        ("troops != front", "not(same_branch(v0 v1))"),
        ("troops == prev(troops)", "same_branch(v0 prev(v0 1):v0)"),
        ("ultimatum in [yes]", "is(v2 [0])"),
    ] {
        means(text, Expected::Truth, meaning);
    }
}

#[test]
fn truths_stand_as_they_are_and_compare() {
    for (text, meaning) in [
        ("ultimatum", "is(v2 [0])"),
        ("ultimatum == no", "is(v2 [1])"),
        ("not ultimatum and cornered", "and(not(is(v2 [0])) c0)"),
        ("ultimatum == true", "same_truth(is(v2 [0]) true)"),
        ("cornered != ultimatum", "not(same_truth(c0 is(v2 [0])))"),
        ("ultimatum == stall", "same_branch(v2 v5)"),
        ("cornered == (loss > 1)", "same_truth(c0 >(q0 1))"),
        ("prev(ultimatum)", "is(prev(v2 1):v2 [0])"),
        ("prev(cornered, 10_000)", "prev(c0 10000):truth"),
        ("if(cornered, ultimatum, stall)", "if(c0 is(v2 [0]) is(v5 [1])):truth"),
        ("if(cornered, ultimatum, false)", "if(c0 is(v2 [0]) false):truth"),
        ("ever(ultimatum) or drawn(troops)", "or(ever(is(v2 [0])) drawn(v0))"),
        (
            "after(2023-01-15) and at(2023-02-01)",
            "and(after(2023-01-15) at(2023-02-01))",
        ),
    ] {
        means(text, Expected::Truth, meaning);
    }
}

#[test]
fn levels_and_numbers_compare_with_their_like() {
    for (text, meaning) in [
        ("depth >= deep", "levels>=(v3 v3.1)"),
        ("deep < depth", "levels<(v3.1 v3)"),
        ("prev(depth) < depth", "levels<(prev(v3 1):v3 v3)"),
        ("depth == deep", "is(v3 [1])"),
        ("depth != prev(depth, 2)", "not(same_branch(v3 prev(v3 2):v3))"),
        ("loss > 3 * appetite", ">(q0 *(3 a0))"),
        ("loss != 3", "!=(q0 3)"),
        ("month in [12, 1, 2]", "one_of(month 12 1 2)"),
        ("step not in [1]", "not(one_of(step 1))"),
        ("steps_since(ultimatum) <= appetite", "<=(steps_since(is(v2 [0])) a0)"),
        (
            "steps_since(ultimatum) != steps_since(cornered)",
            "!=(steps_since(is(v2 [0])) steps_since(c0))",
        ),
        ("3 > count(troops == send)", ">(3 count(is(v0 [2])))"),
    ] {
        means(text, Expected::Truth, meaning);
    }
    for (text, meaning) in [
        ("-2 ^ 2", "-(^(2 2))"),
        (
            "min(1, loss, step) + clamp(loss, 0, 1)",
            "+(min(1 q0 step) clamp(q0 0 1))",
        ),
        ("if(ultimatum, 2, sqrt(loss))", "if(is(v2 [0]) 2 sqrt(q0))"),
        ("prev(loss, 2)", "prev(q0 2)"),
        ("max(1, 2)", "max(1 2)"),
    ] {
        means(text, Expected::Number, meaning);
    }
    assert_eq!(BinaryOp::GreaterEqual.sign(), ">=");
}

#[test]
fn columns_keep_branches_as_they_are() {
    means("ultimatum", Expected::Column, "v2");
    means("prev(troops)", Expected::Column, "prev(v0 1):v0");
    means("cornered", Expected::Column, "c0");
    means("loss > 1", Expected::Column, ">(q0 1)");
    fails(
        "appetite",
        Expected::Column,
        "type-mismatch",
        "the assumption `appetite` is a number, which no row can match",
    );
}

#[test]
fn wrong_types_say_what_was_found_and_what_is_wanted() {
    use Expected::{Number, Truth};
    for (text, expected, code, phrase) in [
        ("appetite", Truth, "type-mismatch", "compare it: `appetite > 0`"),
        (
            "troops",
            Truth,
            "type-mismatch",
            "compare it with a branch: `troops == refuse`",
        ),
        ("not front", Truth, "type-mismatch", "`front == gains`"),
        (
            "cornered and loss + 1",
            Truth,
            "type-mismatch",
            "`loss + 1` is a number, where a truth is wanted",
        ),
        ("ultimatum", Number, "type-mismatch", "`if(ultimatum, 1, 0)`"),
        (
            "cornered * 2",
            Number,
            "type-mismatch",
            "the condition `cornered` is a truth, where a number is wanted",
        ),
        ("1 + troops", Number, "type-mismatch", "`if(troops == refuse, 1, 0)`"),
        (
            "troops == appetite",
            Truth,
            "type-mismatch",
            "cannot compare the choice or event `troops` with the number `appetite`",
        ),
        ("cornered > ultimatum", Truth, "type-mismatch", "compare"),
        ("cornered > (loss > 1)", Truth, "type-mismatch", "truths have no order"),
        (
            "troops > refuse",
            Truth,
            "type-mismatch",
            "the branches of `troops` have no order",
        ),
        ("depth > other", Truth, "levels-of-two", "not levels of one ladder"),
        (
            "depth >= loss",
            Truth,
            "type-mismatch",
            "one of its branches: `some`, `deep`, `total`",
        ),
        (
            "if(cornered, 1, troops) > 1",
            Truth,
            "type-mismatch",
            "differ in type: the number `1` and the choice or event `troops`",
        ),
        (
            "if(cornered, troops, front) == send",
            Truth,
            "type-mismatch",
            "twice the same choice or event",
        ),
        (
            "cornered in [1, 2]",
            Truth,
            "type-mismatch",
            "a truth, which `in` cannot look up",
        ),
        (
            "step in [1, appetite]",
            Truth,
            "type-mismatch",
            "`appetite` stands in a list of numbers",
        ),
        (
            "troops in [send, stall, send]",
            Truth,
            "duplicate-branch",
            "`send` stands twice",
        ),
    ] {
        fails(text, expected, code, phrase);
    }
}

#[test]
fn unknown_names_come_with_what_was_probably_meant() {
    for (text, code, phrase) in [
        ("troops == sned", "unknown-branch", "did you mean `send`?"),
        ("sned == troops", "unknown-branch", "did you mean `send`?"),
        (
            "prev(troops) in [stall, advance]",
            "unknown-branch",
            "its branches are `refuse`, `stall`, `send`",
        ),
        ("troops == undrawn", "unknown-branch", "`not drawn(troops)`"),
        ("depth >= depe", "unknown-branch", "did you mean `deep`?"),
        ("troops in [2]", "unknown-branch", "`troops` has no branch `2`"),
        ("trops == send", "unknown-id", "did you mean `troops`?"),
        (
            "troops == send or refuse",
            "unknown-id",
            "`refuse` is a branch of `troops`: compare it, as in `troops == refuse`",
        ),
        (
            "cornered and send",
            "unknown-id",
            "`send` is a branch of `front`, `troops`",
        ),
        ("sent", "question-in-formula", "into `[conditions]`"),
        ("unlikely > 0.5", "word-in-formula", "give the word to an assumption"),
        (
            "drawn(appetite)",
            "wrong-arguments",
            "an assumption, which is never drawn",
        ),
        ("drawn(prev(troops))", "wrong-arguments", "takes the name of a variable"),
        ("drawn(trops)", "unknown-id", "did you mean `troops`?"),
        ("prev(cornered, 0)", "wrong-arguments", "1 or more"),
        ("prev(cornered, 1.5)", "wrong-arguments", "whole number, written out"),
        ("prev(cornered, 10_001)", "wrong-arguments", "at most 10000 steps"),
        ("prev(cornered, step)", "wrong-arguments", "written out"),
        ("1 + steps_since(cornered) > 2", "stands-alone", "move everything else"),
        ("steps_since(cornered)", "stands-alone", "alone on one side"),
        ("prev(steps_since(cornered)) > 2", "stands-alone", "alone on one side"),
        ("steps_since(cornered) in [1, 2]", "stands-alone", "alone on one side"),
    ] {
        fails(text, Expected::Truth, code, phrase);
    }
}

#[test]
fn all_problems_of_a_formula_are_said_at_once() {
    let (found, diagnostics) = read("trops == send and depth >= loss or appetite", Expected::Truth, true);
    assert_eq!(found, None);
    let codes: Vec<&str> = diagnostics.iter().map(|one| one.code.0).collect();
    assert_eq!(codes, ["unknown-id", "type-mismatch", "type-mismatch"]);
    let places: Vec<u32> = diagnostics
        .iter()
        .filter_map(|one| one.primary.as_ref())
        .map(|label| label.span.start)
        .collect();
    assert_eq!(places, [1, 19, 36], "the quote takes a byte, and the rest follows");
}

#[test]
fn variables_whose_branches_could_not_be_read_are_not_judged() {
    for text in [
        "unread == nonsense",
        "unread",
        "unread > low",
        "unread in [a, b]",
        "unread == appetite",
    ] {
        let mut diagnostics = Diagnostics::default();
        // Something was reported before: the branches themselves.
        diagnostics.push(contingent::source::Diagnostic::error(
            contingent::source::code::TOO_FEW_BRANCHES,
            "reported",
        ));
        let value = Text {
            file: FILE,
            text: text.to_owned(),
            offsets: (0..=text.len() as u32).collect(),
        };
        let span = Span {
            file: FILE,
            start: 0,
            end: text.len() as u32,
        };
        let place = Place {
            time: true,
            calendar: None,
        };
        let found = resolve(&value, span, Expected::Truth, &names(), &place, &mut diagnostics);
        assert!(found.is_none(), "`{text}`");
        assert_eq!(diagnostics.len(), 1, "`{text}`: {diagnostics:?}");
    }
}

#[test]
fn what_needs_steps_is_an_error_without_time() {
    for (text, what) in [
        ("prev(troops) == send", "prev"),
        ("ever(cornered)", "ever"),
        ("count(cornered) > 1", "count"),
        ("steps_since(cornered) > 1", "steps_since"),
        ("step > 1", "step"),
        ("month == 2", "month"),
        ("after(2023-01-01)", "after"),
        ("at(2023-01-01)", "at"),
    ] {
        let phrase = format!("`{what}` needs steps");
        complains(text, Expected::Truth, false, "needs-time", &phrase);
    }
    let (found, diagnostics) = read("drawn(troops) and loss > 1", Expected::Truth, false);
    assert!(found.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn ids_share_one_namespace_and_words_of_the_language_are_none() {
    let span = Span {
        file: FILE,
        start: 0,
        end: 1,
    };
    for word in [
        "true",
        "false",
        "and",
        "or",
        "not",
        "in",
        "if",
        "rest",
        "same",
        "step",
        "month",
        "undrawn",
        "none_of_these",
        "prev",
        "clamp",
        "steps_since",
        "likely",
        "remote",
        "improbable",
    ] {
        assert!(reserved(word).is_some(), "{word}");
        let mut names = Names::default();
        let mut diagnostics = Diagnostics::default();
        names.declare(word, Named::Condition(ConditionId(0)), span, &mut diagnostics);
        let codes: Vec<&str> = diagnostics.iter().map(|one| one.code.0).collect();
        assert_eq!(codes, ["reserved-id"], "{word}");
        assert_eq!(names.lookup(word), None);
    }
    assert_eq!(reserved("yes"), None);
    let mut names = names();
    let mut diagnostics = Diagnostics::default();
    names.declare("loss", Named::Variable(VariableId(9)), span, &mut diagnostics);
    let one = diagnostics.iter().next().expect("one finding");
    assert_eq!(one.code.0, "duplicate-id");
    assert_eq!(one.message, "`loss` is a quantity and a choice or event");
    assert_eq!(names.lookup("loss"), Some(Named::Quantity(QuantityId(0))));
}
