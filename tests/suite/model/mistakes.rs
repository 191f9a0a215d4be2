//! Files with one mistake each: it is found, and nothing else, and the remedy is the right one.

use super::{read_text, shown};

const MISTAKES: &str = include_str!("mistakes.txt");
const TIME: &str = "[time]\nstart = 2022-10-01\nstep = \"month\"\nsteps = 12\n";

/// One file of the list.
struct Mistake {
    code: &'static str,
    remedy: &'static str,
    text: String,
}

/// Each begins with a line `### code | part of the remedy`; `timed` before the code puts a `[time]` above.
fn mistakes() -> Vec<Mistake> {
    let mut list = Vec::new();
    for part in MISTAKES.split("### ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a head line");
        let (code, remedy) = head.split_once(" | ").expect("a code and a remedy");
        let (time, code) = match code.strip_prefix("timed ") {
            Some(code) => (TIME, code),
            None => ("", code),
        };
        let text = format!("contingent = 1\n{time}{body}");
        list.push(Mistake {
            code: code.trim(),
            remedy: remedy.trim(),
            text,
        });
    }
    list
}

#[test]
fn each_mistake_is_found_alone_and_with_its_remedy() {
    let mut wrong = String::new();
    let list = mistakes();
    assert!(list.len() > 100, "{} mistakes", list.len());
    for Mistake { code, remedy, text } in list {
        let (_, diagnostics, sources) = read_text(&text);
        let found: Vec<_> = diagnostics.iter().collect();
        let fits = match found.as_slice() {
            [one] => {
                let said = one.help.join("\n");
                one.code.0 == code && said.contains(remedy) && one.primary.is_some()
            }
            _ => false,
        };
        if !fits {
            let found = shown(&diagnostics, &sources);
            wrong.push_str(&format!(
                "expected {code} | {remedy}\n{text}\nfound:\n{found}\n------\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
