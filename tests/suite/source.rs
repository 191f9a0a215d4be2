//! Tests of the room `source`.

use std::collections::BTreeSet;

use contingent::source::{
    Diagnostic, Diagnostics, FileId, REGISTER, Severity, Sources, Span, StringPlace, Style, code, escape_terminal,
    offsets, quoted, render, render_short, suggest, to_json,
};
use proptest::prelude::*;

const FILE: &str = "contingent = 1

[choices.troops]
actr = \"minsk\"
when = \"war == \\\"ongoing\\\" and mnth >= 6\"
options = { refuse = 1, send = 2 }
";

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add("winter.toml", FILE);
    sources.add("base.toml", "[actors.minsk]\nname = \"Minsk\"\n");
    sources
}

#[track_caller]
fn place(file: u32, text: &str) -> Span {
    let sources = sources();
    let start = sources
        .get(FileId(file))
        .text
        .find(text)
        .expect("the text stands in the file");
    Span::new(FileId(file), start..start + text.len())
}

fn findings() -> Diagnostics {
    let mut list = Diagnostics::default();
    // The offset of `mnth` in the decoded string, mapped to the file.
    let literal = place(0, "\"war == \\\"ongoing\\\" and mnth >= 6\"");
    let formula = StringPlace::new(literal, sources().slice(literal));
    let decoded = "war == \"ongoing\" and mnth >= 6";
    let at = decoded.find("mnth").unwrap() as u32;
    list.push(
        Diagnostic::error(code::UNKNOWN_ID, "nothing is called `mnth`")
            .at(formula.span(at..at + 4), "not found")
            .also(place(1, "actors.minsk"), "defined here")
            .help("did you mean `month`?"),
    );
    list.push(
        Diagnostic::error(code::UNKNOWN_KEY, "`actr` is no key of a choice")
            .at(place(0, "actr"), "")
            .help("did you mean `actor`?"),
    );
    list.push(Diagnostic::warning(code::UNUSED, "nothing is asked"));
    list
}

#[test]
fn findings_are_shown_with_their_source() {
    let mut list = findings();
    list.sort();
    let expected = "\
error[unknown-key]: `actr` is no key of a choice
 --> winter.toml:4:1
  |
4 | actr = \"minsk\"
  | ^^^^
  |
  = help: did you mean `actor`?

error[unknown-id]: nothing is called `mnth`
 --> winter.toml:5:32
  |
5 | when = \"war == \\\"ongoing\\\" and mnth >= 6\"
  |                                ^^^^ not found
  |
 ::: base.toml:1:2
  |
1 | [actors.minsk]
  |  ------------ defined here
  |
  = help: did you mean `month`?

warning[unused]: nothing is asked

";
    assert_eq!(render(&sources(), &list, Style::Plain, 100), expected);
    let coloured = render(&sources(), &list, Style::Colour, 100);
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(without_colour(&coloured), expected);
}

fn without_colour(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[test]
fn findings_fit_a_line_each() {
    let mut list = findings();
    list.sort();
    let expected = "\
winter.toml:4:1: error[unknown-key]: `actr` is no key of a choice; help: did you mean `actor`?
winter.toml:5:32: error[unknown-id]: nothing is called `mnth`; help: did you mean `month`?
warning[unused]: nothing is asked
";
    assert_eq!(render_short(&sources(), &list), expected);
}

#[test]
fn findings_are_json_for_editors() {
    let list = findings();
    let json = to_json(&sources(), &list);
    assert_eq!(json[0]["file"], "winter.toml");
    assert_eq!(
        (json[0]["line"].as_u64(), json[0]["column"].as_u64()),
        (Some(5), Some(32))
    );
    assert_eq!(json[0]["end"], serde_json::json!({ "line": 5, "column": 36 }));
    assert_eq!(json[0]["code"], "unknown-id");
    assert_eq!(json[0]["severity"], "error");
    assert_eq!(json[0]["label"], "not found");
    assert_eq!(json[0]["also"][0]["file"], "base.toml");
    assert_eq!(json[0]["help"][0], "did you mean `month`?");
    assert_eq!(json[2]["severity"], "warning");
    assert!(json[2]["line"].is_null());
}

#[test]
fn lines_and_columns_count_characters() {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", "x = 1\nтитул = \"é\"\r\nend");
    let at = |text: &str| {
        let start = sources.get(file).text.find(text).expect("it stands there");
        sources.line_col(Span::new(file, start..start + text.len()))
    };
    assert_eq!(at("x"), (1, 1));
    assert_eq!(at("титул"), (2, 1));
    assert_eq!(at("é"), (2, 10));
    assert_eq!(at("end"), (3, 1));
    let beyond = Span {
        file,
        start: 900,
        end: 901,
    };
    assert_eq!(sources.line_col(beyond), (3, 4));
    assert_eq!(sources.slice(beyond), "");
    assert_eq!(sources.get(FileId(7)).name, "");
}

#[test]
fn order_doubles_and_the_cap() {
    let span = |start: u32| Span {
        file: FileId(0),
        start,
        end: start + 1,
    };
    let error = |start| Diagnostic::error(code::WRONG_TYPE, "a").at(span(start), "");
    let warning = |start| Diagnostic::warning(code::UNUSED, "b").at(span(start), "");
    let mut list = Diagnostics::default();
    list.extend([warning(9), error(9), error(3), warning(1), error(3)]);
    list.push(Diagnostic::error(code::WRONG_TYPE, "no place"));
    list.sort();
    let order: Vec<_> = list
        .iter()
        .map(|one| (one.severity, one.primary.as_ref().map(|at| at.span.start)))
        .collect();
    let (e, w) = (Severity::Error, Severity::Warning);
    assert_eq!(
        order,
        [(w, Some(1)), (e, Some(3)), (e, Some(9)), (w, Some(9)), (e, None)]
    );
    assert_eq!(list.counts(), (3, 2));
    assert_eq!(list.cap(4), (0, 1));
    assert_eq!(list.counts(), (3, 1));
    assert_eq!(list.cap(2), (1, 1));
    assert_eq!(list.counts(), (2, 0));
    assert!(Severity::Error > Severity::Warning);
}

#[test]
fn the_register_is_sound() {
    let mut words = BTreeSet::new();
    for entry in REGISTER {
        let word = entry.code.0;
        assert!(words.insert(word), "{word} stands twice");
        assert!(
            word.bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
            "{word}"
        );
        assert!(entry.explanation.ends_with('.'), "{word}");
        assert_eq!(entry.code.entry(), Some(entry));
    }
    assert_eq!(code::UNKNOWN_KEY.0, "unknown-key");
}

#[test]
fn near_words_are_suggested() {
    let words = ["actor", "because", "outcomes", "options", "when", "minsk_view", "no"];
    let near = |word: &str| suggest(word, words);
    assert_eq!(near("actr"), Some("actor"));
    assert_eq!(near("becuase"), Some("because"));
    assert_eq!(near("option"), Some("options"));
    assert_eq!(near("outcome"), Some("outcomes"));
    assert_eq!(near("wehn"), Some("when"));
    assert_eq!(near("minsk"), Some("minsk_view"));
    // Too short, too far, or the word itself.
    assert_eq!(near("on"), None);
    assert_eq!(near("sources"), None);
    assert_eq!(near("what"), None);
    assert_eq!(near("when"), None);
    assert_eq!(suggest(&"a".repeat(10_000), words), None);
    // A misspelling is nearer than a word that merely holds the other.
    assert_eq!(suggest("front", ["front_line_state", "fromt"]), Some("fromt"));
}

#[test]
fn text_for_terminals_is_harmless() {
    let hostile = "\u{1b}[31mred\u{7}\n\u{202e}txt\u{9b}2J\u{0}\u{200b}";
    let expected = "\\u{1b}[31mred\\u{7} \\u{202e}txt\\u{9b}2J\\u{0}\\u{200b}";
    assert_eq!(escape_terminal(hostile), expected);
    assert_eq!(escape_terminal("Łukaszenka і ў 白"), "Łukaszenka і ў 白");
    assert_eq!(quoted(&"a".repeat(99)), format!("`{}…`", "a".repeat(60)));
}

#[test]
fn hostile_source_is_shown_harmlessly() {
    let mut sources = Sources::default();
    let file = sources.add(
        "a\u{1b}[2J.toml",
        "t = \"\u{202e}x\u{9b}31m\u{1b}]0;\u{200f}\u{e0041}y\" # z",
    );
    let start = sources.get(file).text.find('y').expect("it stands there");
    let mut list = Diagnostics::default();
    list.push(Diagnostic::error(code::HIDDEN_CHARACTER, "a\u{1b}b").at(Span::new(file, start..start + 1), "\u{7}"));
    let shown = render(&sources, &list, Style::Plain, 100) + &render_short(&sources, &list);
    let harmless = |letter: char| letter == '\n' || escape_terminal(&letter.to_string()).len() <= 4;
    assert!(shown.chars().all(harmless), "{shown:?}");
    // The mark still stands below the `y`.
    let lines: Vec<&str> = shown.lines().collect();
    let at = |line: &str, sign: char| line.chars().position(|letter| letter == sign);
    assert_eq!(at(lines[3], 'y'), at(lines[4], '^'), "{shown}");
}

/// A string as a TOML literal of one of the four kinds, if it can be one.
fn literal(text: &str, kind: usize) -> Option<String> {
    let control = |letter: char| letter.is_control() && letter != '\t';
    let escaped = |many_lines: bool| {
        text.chars().fold(String::new(), |out, letter| match letter {
            '"' => out + "\\\"",
            '\\' => out + "\\\\",
            '\n' if many_lines => out + "\n",
            '\n' => out + "\\n",
            // Both forms of escapes by number.
            'é' => out + "\\u00E9",
            '白' => out + "\\U0000767D",
            other if control(other) => out + &format!("\\u{:04X}", u32::from(other)),
            ' ' if many_lines => out + "\\   \n  \\u0020",
            other => out + &other.to_string(),
        })
    };
    let fits = |quote: &str| !text.contains(quote) && !text.chars().any(control);
    match kind {
        0 => Some(format!("\"{}\"", escaped(false))),
        1 => Some(format!("\"\"\"\n{}\"\"\"", escaped(true))),
        2 => fits("'").then(|| format!("'{text}'")),
        _ => fits("'").then(|| format!("'''\r\n{text}'''")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_in_strings_are_found(text in "[a-z\" \\\\\n\té白ў\u{1}=()]{0,30}", kind in 0..4_usize) {
        let Some(raw) = literal(&text, kind) else { return Ok(()) };
        let file = format!("k = {raw}\n");
        let parsed: toml::Table = file.parse().map_err(|error| TestCaseError::fail(format!("{file}: {error}")))?;
        let decoded = parsed["k"].as_str().unwrap_or_default();
        prop_assert_eq!(decoded, &text);
        let map = offsets(&raw);
        prop_assert_eq!(map.len(), decoded.len() + 1);
        let place = StringPlace::new(Span::new(FileId(0), 4..4 + raw.len()), &raw);
        for (at, letter) in decoded.char_indices() {
            let start = map[at] as usize;
            prop_assert!(raw[start..].starts_with(letter) || raw[start..].starts_with('\\'));
            let span = place.span(at as u32..(at + letter.len_utf8()) as u32);
            let marked = &file[span.start as usize..span.end as usize];
            // Read alone, the marked text is the character again.
            let alone = match marked.strip_prefix('\\').filter(|_| kind < 2) {
                Some(_) => format!("k = \"{marked}\"").parse::<toml::Table>().ok()
                    .and_then(|table| table["k"].as_str().map(str::to_owned)),
                None => Some(marked.to_owned()),
            };
            prop_assert_eq!(alone, Some(letter.to_string()), "{} in {}", marked, raw);
        }
        let quotes = if kind % 2 == 0 { 1 } else { 3 };
        prop_assert_eq!(map[decoded.len()] as usize, raw.len() - quotes);
    }

    #[test]
    fn any_literal_has_places(raw in "(?s)[\"']{0,4}.{0,20}[\\\\uUx\"']{0,5}", start in 0..50_u32, length in 0..50_u32) {
        let map = offsets(&raw);
        prop_assert!(map.windows(2).all(|pair| pair[0] <= pair[1]));
        prop_assert!(map.iter().all(|at| raw.is_char_boundary(*at as usize) || *at as usize <= raw.len()));
        let span = StringPlace::new(Span::new(FileId(0), 0..raw.len()), &raw).span(start..start + length);
        prop_assert!(span.start <= span.end && span.end as usize <= raw.len());
    }

    #[test]
    fn any_diagnostic_can_be_shown(
        text in "(?s).{0,80}",
        spans in prop::collection::vec((0..3_u32, 0..300_u32, 0..300_u32), 1..5),
        words in "(?s).{0,20}",
        width in 0..200_usize,
    ) {
        let mut sources = Sources::default();
        sources.add(words.clone(), text.clone());
        sources.add("b", format!("{text}\n{text}"));
        let mut labels = spans.iter().map(|(file, start, end)| Span { file: FileId(*file), start: *start, end: *end });
        let first = labels.next().unwrap_or(Span { file: FileId(0), start: 0, end: 0 });
        let one = Diagnostic::error(code::WRONG_VALUE, words.clone()).at(first, words.clone()).help(words.clone());
        let mut list = Diagnostics::default();
        list.push(labels.fold(one, |one, span| one.also(span, words.clone())));
        let plain = render(&sources, &list, Style::Plain, width);
        let short = render_short(&sources, &list);
        prop_assert_eq!(short.lines().count(), 1);
        for letter in plain.chars().chain(short.chars()) {
            prop_assert!(letter == '\n' || escape_terminal(&letter.to_string()) == letter.to_string(), "{:?}", letter);
        }
        to_json(&sources, &list);
    }
}

#[test]
fn what_is_far_or_long_is_shown_in_brief() {
    let mut sources = Sources::default();
    let lines: String = (0..1000).map(|line| format!("key_{line} = {line}\n")).collect();
    let many = sources.add("many.toml", lines.clone());
    let long = sources.add("long.toml", format!("a = 1\nb = \"é{}\"", "x".repeat(50_000)));
    let shown = |one: Diagnostic| {
        let mut list = Diagnostics::default();
        list.push(one);
        render(&sources, &list, Style::Plain, 80)
    };
    let at = |file, start: usize, end: usize| Span::new(file, start..end);
    let far = lines.find("key_900").unwrap();
    let found = shown(
        Diagnostic::error(code::DUPLICATE_ID, "twice")
            .at(at(many, far, far + 7), "again")
            .also(at(many, 0, 5), "first"),
    );
    let expected = "\
error[duplicate-id]: twice
   --> many.toml:901:1
    |
901 | key_900 = 900
    | ^^^^^^^ again
    |
   ::: many.toml:1:1
    |
  1 | key_0 = 0
    | ----- first

";
    assert_eq!(found, expected);
    let found = shown(Diagnostic::error(code::WRONG_VALUE, "wide").at(at(many, 0, lines.len()), ""));
    assert_eq!(
        found,
        "error[wrong-value]: wide\n --> many.toml:1:1\n  |\n1 | key_0 = 0\n  | ^^^^^^^^^\n\n"
    );
    // Two lines, the first short: column 7 is the seventh character, `x`.
    let found = shown(Diagnostic::error(code::WRONG_VALUE, "long").at(at(long, 13, 14), ""));
    assert_eq!(found, "error[wrong-value]: long\n--> long.toml:2:7\n\n");
}
