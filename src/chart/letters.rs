//! How wide texts are in the font that draws them, and where their lines break.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

use super::theme::{Type, Weight};

/// The faces, parsed once. They come with the program, so a machine without fonts measures the same.
static REGULAR: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(notosans::REGULAR_TTF).ok());
static BOLD: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::try_from_slice(notosans::BOLD_TTF).ok());

/// A viewer may lack the font and take another, a little wider one; lines are broken with this much to spare.
const SPARE: f64 = 1.03;

/// Capitals stand this high above the baseline, in parts of the size.
pub const CAP_HEIGHT: f64 = 0.714;
/// Letters reach this far above the baseline and below it, in parts of the size.
pub const ASCENT: f64 = 0.78;
/// See [`ASCENT`].
pub const DESCENT: f64 = 0.22;

/// A face of the font.
pub(super) fn face(weight: Weight) -> Option<&'static FontRef<'static>> {
    match weight {
        Weight::Regular => REGULAR.as_ref(),
        Weight::Bold => BOLD.as_ref(),
    }
}

/// The width of a text, in px: the sum of its letters' advances.
pub fn width(text: &str, kind: Type) -> f64 {
    let Some(font) = face(kind.weight) else {
        return text.chars().count() as f64 * kind.size * 0.6;
    };
    let em = font.units_per_em().map_or(1000.0, f64::from);
    let units: f64 = text
        .chars()
        .map(|letter| f64::from(font.h_advance_unscaled(font.glyph_id(letter))))
        .sum();
    units * kind.size / em
}

/// Breaks a text into lines of at most `room` px: after a space, `/` or `-`; a longer word anywhere. Nothing is shortened. Line feeds and
/// other control characters count as spaces.
pub fn wrap(text: &str, kind: Type, room: f64) -> Vec<String> {
    let fits = |line: &str| width(line.trim_end(), kind) * SPARE <= room;
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if fits(&format!("{line}{piece}")) {
            line.push_str(&piece);
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.clear();
        for letter in piece.chars() {
            line.push(letter);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// As [`wrap`], with lines of about equal length: no last line of one word.
pub fn balanced(text: &str, kind: Type, room: f64) -> Vec<String> {
    let lines = wrap(text, kind, room);
    if lines.len() < 2 {
        return lines;
    }
    // The least room that takes no more lines, to 2 px.
    let (mut low, mut high) = (0.4 * room, room);
    while high - low > 2.0 {
        let middle = 0.5 * (low + high);
        if wrap(text, kind, middle).len() > lines.len() {
            low = middle;
        } else {
            high = middle;
        }
    }
    wrap(text, kind, high)
}

/// The widest of some lines, in px.
pub fn widest(lines: &[String], kind: Type) -> f64 {
    lines.iter().map(|line| width(line, kind)).fold(0.0, f64::max)
}

/// Words with what follows them, each a place where a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut piece = String::new();
    for letter in text.chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        piece.push(letter);
        // A no-break space holds its words together.
        if matches!(letter, ' ' | '/' | '-') {
            list.push(std::mem::take(&mut piece));
        }
    }
    list.push(piece);
    list
}
