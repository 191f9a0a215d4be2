//! Places inside TOML strings: which byte of the file a byte of the decoded string came from.

use super::text::{FileId, Span};

/// For every byte of the decoded string the offset, in the raw literal, of the character or escape
/// it came from; one more entry at the end for the closing quotes. All four kinds of quotes are
/// known: `"…"`, `'…'`, `"""…"""`, `'''…'''`. A text that is no string literal maps to itself.
pub fn offsets(raw_toml_literal: &str) -> Vec<u32> {
    let (mut starts, end) = decode(raw_toml_literal);
    let mut list: Vec<u32> = starts.drain(..).map(|piece| piece.start).collect();
    list.push(end);
    list
}

/// A string of a file, ready to say where a range of its decoded text stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringPlace {
    file: FileId,
    base: u32,
    pieces: Vec<Piece>,
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: u32,
    end: u32,
}

impl StringPlace {
    /// `literal` is the span of the literal with its quotes, `raw` its text in the file.
    pub fn new(literal: Span, raw: &str) -> StringPlace {
        let (pieces, end) = decode(raw);
        StringPlace {
            file: literal.file,
            base: literal.start,
            pieces,
            end,
        }
    }

    /// A text that is no TOML string, such as a formula of the command line: every byte stands
    /// where it stands.
    pub fn plain(text: Span) -> StringPlace {
        let end = text.end.saturating_sub(text.start);
        let pieces = (0..end)
            .map(|byte| Piece {
                start: byte,
                end: byte + 1,
            })
            .collect();
        StringPlace {
            file: text.file,
            base: text.start,
            pieces,
            end,
        }
    }

    /// The place in the file of a range of bytes of the decoded string. An empty range, or one
    /// behind the end, is the place between two characters.
    pub fn span(&self, range: std::ops::Range<u32>) -> Span {
        let start = self
            .pieces
            .get(range.start as usize)
            .map_or(self.end, |piece| piece.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.pieces.get(last as usize).map_or(self.end, |piece| piece.end),
            _ => start,
        };
        Span {
            file: self.file,
            start: self.base.saturating_add(start),
            end: self.base.saturating_add(end.max(start)),
        }
    }
}

/// One piece for every decoded byte, and the offset of the closing quotes.
fn decode(raw: &str) -> (Vec<Piece>, u32) {
    let (quotes, escapes) = match raw {
        text if text.starts_with("\"\"\"") => (3, true),
        text if text.starts_with("'''") => (3, false),
        text if text.starts_with('"') => (1, true),
        text if text.starts_with('\'') => (1, false),
        _ => (0, false),
    };
    // A literal that is cut short still maps what is there.
    let last = if raw.len() >= 2 * quotes {
        raw.len() - quotes
    } else {
        raw.len()
    };
    let mut at = quotes.min(last);
    if quotes == 3 {
        // A line end right behind the opening quotes is not part of the string.
        at += line_end(raw, at);
    }
    let mut pieces = Vec::with_capacity(raw.len());
    while at < last {
        let Some(letter) = raw.get(at..last).and_then(|rest| rest.chars().next()) else {
            break;
        };
        let (raw_length, decoded_length) = match letter {
            '\\' if escapes => escape(raw, at, last),
            plain => (plain.len_utf8(), plain.len_utf8()),
        };
        let next = (at + raw_length).min(last);
        if decoded_length == raw_length && letter != '\\' {
            // A plain character: each of its bytes is itself.
            for byte in at..next {
                pieces.push(Piece {
                    start: clip(byte),
                    end: clip(byte + 1),
                });
            }
        } else {
            let piece = Piece {
                start: clip(at),
                end: clip(next),
            };
            pieces.extend(std::iter::repeat_n(piece, decoded_length));
        }
        at = next;
    }
    (pieces, clip(last))
}

/// Length of an escape in the raw text, and of what it stands for in the decoded string.
fn escape(raw: &str, at: usize, last: usize) -> (usize, usize) {
    let rest = raw.get(at + 1..last).unwrap_or("");
    let Some(kind) = rest.chars().next() else {
        return (1, 1);
    };
    let code = |digits: usize| {
        let value = rest
            .get(1..1 + digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let letter = value.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        (2 + digits, letter.len_utf8())
    };
    match kind {
        'x' => code(2),
        'u' => code(4),
        'U' => code(8),
        ' ' | '\t' | '\n' | '\r' => {
            // A backslash at the end of a line swallows all white space up to the next character.
            let swallowed = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            (1 + swallowed, 0)
        }
        other => (1 + other.len_utf8(), 1),
    }
}

fn line_end(raw: &str, at: usize) -> usize {
    match raw.as_bytes().get(at..) {
        Some([b'\n', ..]) => 1,
        Some([b'\r', b'\n', ..]) => 2,
        _ => 0,
    }
}

fn clip(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
