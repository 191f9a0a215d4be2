//! Scenarios of a hostile shape: deep nesting, rings, chains, text that is none.

use super::sandbox::{EVENT, HEAD, QUESTION, Row, Sandbox, TIME, hold};

fn asking(condition: &str) -> String {
    format!("{HEAD}{TIME}{EVENT}[questions.q]\nyes = \"{condition}\"\n")
}

fn nested(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

/// `c0` is the event, and each further condition names the one before it.
fn chain(length: usize, link: &str) -> String {
    let mut text = format!("{HEAD}{TIME}{EVENT}[conditions]\nc0 = \"x\"\n");
    for at in 1..length {
        text += &format!("c{at} = \"{}\"\n", link.replace('@', &format!("c{}", at - 1)));
    }
    text + &format!("[questions.q]\nyes = \"c{}\"\n", length - 1)
}

#[test]
fn nesting_is_counted_before_it_is_followed() {
    const MANY: usize = 100_000;
    let rows: Vec<Row> = vec![
        (
            "[[[[",
            format!("{HEAD}x = {}", "[".repeat(MANY)),
            1,
            "nested deeper than 32",
        ),
        (
            "[…]",
            format!("{HEAD}[assumptions]\na = {}", nested("[", "", "]", MANY)),
            1,
            "nested deeper than 32",
        ),
        (
            "{a={a=",
            format!("{HEAD}[assumptions]\na = {}", "{a=".repeat(MANY)),
            1,
            "nested deeper than 32",
        ),
        (
            "a.a.a",
            format!("{HEAD}[assumptions]\n{}b = 1\n", "a.".repeat(MANY)),
            1,
            "nested deeper than 32",
        ),
        (
            "[a.a.a]",
            format!("[{}b]\n", "a.".repeat(MANY)),
            1,
            "nested deeper than 32",
        ),
        (
            "((((",
            asking(&nested("(", "x", ")", MANY)),
            1,
            "longer than 65536 bytes",
        ),
        (
            "30,000 parentheses",
            asking(&nested("(", "x", ")", 30_000)),
            1,
            "nests too deeply",
        ),
        (
            "not not",
            asking(&format!("{}x", "not ".repeat(16_000))),
            1,
            "nests too deeply",
        ),
        (
            "prev(prev(",
            asking(&nested("prev(", "x", ")", 10_000)),
            1,
            "nests too deeply",
        ),
        (
            "if(if(",
            asking(&nested("if(x, true, ", "x", ")", 4_000)),
            1,
            "nests too deeply",
        ),
        (
            "1^1^",
            asking(&format!("{}1 > 0", "1^".repeat(30_000))),
            1,
            "nests too deeply",
        ),
        (
            "----",
            asking(&format!("{}1 > 0", "-".repeat(60_000))),
            1,
            "nests too deeply",
        ),
        (
            "x or x or",
            asking(&format!("{}x", "x or ".repeat(13_000))),
            1,
            "error[formula-too-large]",
        ),
        ("prev 60 deep", asking(&nested("prev(", "x", ")", 60)), 0, ""),
        ("ever 60 deep", asking(&nested("ever(", "x", ")", 60)), 0, ""),
    ];
    hold(&rows);
}

#[test]
fn conditions_that_name_conditions_take_no_time_that_doubles() {
    let links = [
        "not @",
        "@ and @",
        "@ or not @",
        "prev(@) and prev(@)",
        "ever(@) or ever(not @)",
        "count(@) >= count(not @)",
        "if(@, @, not @)",
        "@ == @",
        "steps_since(@) >= 0 or @",
    ];
    for link in links {
        // A walk that forgot what it has met would take 2^60 steps.
        hold(&[(link, chain(60, link), 0, "")]);
        hold(&[(link, chain(10_000, link), 1, "at most 2000 are allowed")]);
    }
    hold(&[
        ("not, as many as may be", chain(1_990, "not @"), 0, ""),
        ("and, as many as may be", chain(1_990, "@ and @"), 0, ""),
        ("prev, as many as may be", chain(1_990, "prev(@)"), 0, ""),
        (
            "ever, as many as may be",
            chain(1_990, "ever(@)"),
            1,
            "at most 2000 are allowed",
        ),
    ]);
}

#[test]
fn rings_are_shown_and_not_followed() {
    let two = "[events.x]\nprobability = \"if(y, 0.1, 0.2)\"\n[events.y]\nprobability = \"if(x, 0.1, 0.2)\"\n";
    let mut many = String::new();
    for at in 0..900 {
        many += &format!("[events.x{at}]\nprobability = \"if(x{}, 0.1, 0.2)\"\n", (at + 1) % 900);
    }
    hold(&[
        (
            "itself",
            format!("{HEAD}{TIME}[events.x]\nprobability = \"if(x, 0.1, 0.2)\"\n{QUESTION}"),
            1,
            "`x` reads itself within one step",
        ),
        ("two", format!("{HEAD}{TIME}{two}{QUESTION}"), 1, "`x` → `y` → `x`"),
        (
            "900",
            format!("{HEAD}{TIME}{many}[questions.q]\nyes = \"x1\"\n"),
            1,
            "888 more",
        ),
        (
            "conditions",
            format!("{HEAD}{TIME}{EVENT}[conditions]\na = \"b\"\nb = \"a\"\n{QUESTION}"),
            1,
            "condition-ring",
        ),
    ]);
}

#[test]
fn ids_and_titles_are_no_way_out() {
    let event = |id: &str| format!("{HEAD}[events.{id}]\nprobability = 0.3\n");
    let title = |text: &str| format!("contingent = 1\n[scenario]\ntitle = \"{text}\"\n{EVENT}{QUESTION}");
    hold(&[
        ("__proto__", event("__proto__"), 1, "cannot be the id"),
        ("..", event("\"..\""), 1, "cannot be the id"),
        ("slash", event("\"a/b\""), 1, "cannot be the id"),
        ("empty", event("\"\""), 1, "cannot be the id"),
        ("escape", event("\"a\\u001b[31m\\u202e\""), 1, "cannot be the id"),
        ("long", event(&"x".repeat(100_000)), 1, "at most 64 are allowed"),
        (
            "con",
            format!("{HEAD}{TIME}[events.con]\nprobability = 0.3\n[questions.con]\nyes = \"con\"\n"),
            0,
            "",
        ),
        (
            "control in a title",
            title("a\\u001b[31m\\u0007"),
            1,
            "control character, U+001B",
        ),
        ("bidi in a title", title("a\\u202eb\\u2066"), 1, "U+202E"),
        ("NUL in a title", title("a\\u0000b"), 1, "U+0000"),
        ("C1 in a title", title("a\\u009b31m"), 1, "U+009B"),
        ("raw control", title("a\u{1b}[31m"), 1, "toml-syntax"),
        ("raw bidi", title("a\u{202e}b"), 1, "U+202E"),
        ("title of 900 kB", title(&"t".repeat(900_000)), 0, ""),
        (
            "expectation of 100 kB",
            format!(
                "{HEAD}{EVENT}{QUESTION}[[expectations]]\nsays = \"{}\"\n",
                "a".repeat(100_000)
            ),
            1,
            "bad-expectation",
        ),
    ]);
}

#[test]
fn bytes_that_are_no_text_are_placed() {
    let text = format!("{HEAD}{TIME}{EVENT}{QUESTION}");
    let with = |more: &[u8]| [text.as_bytes(), more].concat();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, Vec<u8>, i32, &str); 9] = [
        ("invalid UTF-8", with(b"# \xff\xfe\n"), 1, "line 12"),
        ("UTF-16", [&[0xff, 0xfe][..], &utf16].concat(), 1, "not UTF-8"),
        ("NUL", with(b"# \0\n"), 1, "toml-syntax"),
        ("a BOM at the start", [b"\xef\xbb\xbf", text.as_bytes()].concat(), 0, ""),
        ("a BOM later", with(b"\xef\xbb\xbf"), 1, "toml-syntax"),
        ("CRLF", text.replace('\n', "\r\n").into_bytes(), 0, ""),
        ("CR alone", text.replace('\n', "\r").into_bytes(), 1, "toml-syntax"),
        ("nothing", Vec::new(), 1, "`contingent = 1` is missing"),
        (
            "100,000 empty lines",
            vec![b'\n'; 100_000],
            1,
            "`contingent = 1` is missing",
        ),
    ];
    for (name, bytes, code, says) in rows {
        let sandbox = Sandbox::new();
        sandbox.file("x.toml", bytes);
        let said = sandbox.expect(&["run", "x.toml", "--trials", "100"], code, says);
        assert_eq!(code == 0, said.out.contains('%') || said.out.contains("of"), "{name}");
    }
}
