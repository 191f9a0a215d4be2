//! Scenario text made harmless for terminals: what would move the cursor or turn the direction of
//! reading becomes visible.

/// The text with every control character, every bidirectional control and every character without
/// a shape written as `\u{…}`. Line ends and tabs become spaces: the result is one line.
pub fn escape_terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            unsafe_one if is_unsafe(unsafe_one) => out.extend(unsafe_one.escape_unicode()),
            harmless => out.push(harmless),
        }
    }
    out
}

/// The text in backticks, made harmless and cut to 60 characters, for use in messages.
pub fn quoted(text: &str) -> String {
    const LIMIT: usize = 60;
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(LIMIT).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("`{}{more}`", escape_terminal(&short))
}

/// Whether a character must never reach a terminal as it stands: C0 and C1 controls, bidirectional
/// controls (Unicode TR 36), line separators, and what is invisible.
pub(super) fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}
