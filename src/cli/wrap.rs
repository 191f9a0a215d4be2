//! Lines by their width on the screen: wrapping, padding, and text that cannot harm a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::source::escape_terminal;

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text in lines of at most `columns`, broken behind blanks, `/` and `-`; a longer word breaks anywhere. Lines behind the first
/// are indented. Text of a scenario is made harmless first. At least one line.
pub fn wrap(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let text = escape_terminal(text);
    let columns = columns.max(indent + 4);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(&text) {
        let room = columns.saturating_sub(width(&line));
        if width(word.trim_end()) <= room {
            line.push_str(word);
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
        }
        for letter in word.chars() {
            if width(&line) + letter.width().unwrap_or(0) > columns {
                if letter.is_whitespace() {
                    continue;
                }
                lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            }
            line.push(letter);
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A text filled with blanks to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text with blanks before it, to so many columns.
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Words with what parts them behind them.
fn words(text: &str) -> Vec<&str> {
    let mut list = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match letter {
            ' ' => next.is_some_and(|next| next != ' '),
            // A number is not broken at its minus sign or in its date.
            '-' | '/' => at > start && next.is_some_and(char::is_alphabetic),
            _ => false,
        };
        if ends {
            let end = at + letter.len_utf8();
            list.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        list.push(&text[start..]);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_behind_blanks_and_never_lose_a_letter() {
        let lines = wrap("Russia attacks from Belarusian territory again", 40, 2);
        assert_eq!(lines, ["Russia attacks from Belarusian territory", "  again"]);
        assert_eq!(wrap("Niebezpieczeństwo", 10, 2), ["Niebezpiec", "  zeństwo"]);
        assert_eq!(wrap("", 10, 2), [""]);
        assert_eq!(wrap("半島の情勢", 6, 0), ["半島の", "情勢"]);
        assert_eq!(wrap("a\u{1b}[31mb", 40, 0), ["a\\u{1b}[31mb"]);
        for columns in 6..60 {
            let text = "Minsk and Kyiv sign a non-aggression pact/treaty by 2023-06-30";
            let lines = wrap(text, columns, 2);
            assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }
}
