//! Letters: which make a name, and which only look as if they did.

/// Whether a text is `[a-z][a-z0-9_]*`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// The text with Latin letters in place of those that look like them.
pub(super) fn latin(text: &str) -> String {
    text.chars()
        .map(|letter| look_alike(letter).unwrap_or(letter))
        .collect()
}

/// The script a letter belongs to, for messages.
pub(super) fn script(letter: char) -> &'static str {
    match letter {
        '\u{370}'..='\u{3ff}' => "Greek",
        '\u{400}'..='\u{52f}' => "Cyrillic",
        _ => "foreign",
    }
}

/// The Latin letter that a Cyrillic, Greek or full-width letter is easily taken for (after the
/// confusables table of Unicode TS 39).
pub(super) fn look_alike(letter: char) -> Option<char> {
    const PAIRS: [(&str, char); 36] = [
        ("аАΑα", 'a'),
        ("ВΒ", 'b'),
        ("сСϲ", 'c'),
        ("ԁ", 'd'),
        ("еЕёΕ", 'e'),
        ("ғ", 'f'),
        ("ɡ", 'g'),
        ("һНΗ", 'h'),
        ("іІїΙι", 'i'),
        ("јЈ", 'j'),
        ("кКΚκ", 'k'),
        ("ӏ", 'l'),
        ("МΜм", 'm'),
        ("Νո", 'n'),
        ("оОΟο", 'o'),
        ("рРΡρ", 'p'),
        ("ԛ", 'q'),
        ("г", 'r'),
        ("ѕЅ", 's'),
        ("ТΤт", 't'),
        ("υս", 'u'),
        ("νѵ", 'v'),
        ("ԝ", 'w'),
        ("хХΧχ", 'x'),
        ("уУΥў", 'y'),
        ("Ζ", 'z'),
        ("ı", 'i'),
        ("ſ", 's'),
        ("０", '0'),
        ("１", '1'),
        ("２", '2'),
        ("３", '3'),
        ("４", '4'),
        ("５", '5'),
        ("６", '6'),
        ("＿", '_'),
    ];
    if ('ａ'..='ｚ').contains(&letter) {
        return char::from_u32(u32::from(letter) - u32::from('ａ') + u32::from('a'));
    }
    PAIRS
        .iter()
        .find(|(likes, _)| likes.contains(letter))
        .map(|(_, latin)| *latin)
}
