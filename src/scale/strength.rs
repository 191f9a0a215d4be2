//! This program's own words for the strength of factors.

/// A range of factors on the odds; a factor in doubt is log-uniform over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    pub low: f64,
    pub high: f64,
}

impl Strength {
    /// The median, √(low·high), which stands for the strength where doubt is ignored.
    pub fn median(self) -> f64 {
        (self.low * self.high).sqrt()
    }
}

/// One line of the table of strengths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrengthEntry {
    /// `slightly more`, `slightly less`, …
    pub words: &'static str,
    pub strength: Strength,
}

/// All strengths; the words for less are the inverse of those for more. The ranges are this
/// program's choice: each begins where the weaker one ends, but for `slightly`, which begins where
/// a reader would see any difference.
pub const STRENGTHS: [StrengthEntry; 8] = [
    more("slightly more", 1.2, 1.8),
    more("clearly more", 1.8, 3.0),
    more("strongly more", 3.0, 8.0),
    more("overwhelmingly more", 8.0, 20.0),
    less("slightly less", 1.2, 1.8),
    less("clearly less", 1.8, 3.0),
    less("strongly less", 3.0, 8.0),
    less("overwhelmingly less", 8.0, 20.0),
];

/// The strength of these words; the candidates for suggestions are those of [`STRENGTHS`].
pub fn strength(text: &str) -> Option<Strength> {
    STRENGTHS
        .iter()
        .find(|entry| entry.words == text)
        .map(|entry| entry.strength)
}

const fn more(words: &'static str, low: f64, high: f64) -> StrengthEntry {
    StrengthEntry {
        words,
        strength: Strength { low, high },
    }
}

const fn less(words: &'static str, low: f64, high: f64) -> StrengthEntry {
    StrengthEntry {
        words,
        strength: Strength {
            low: 1.0 / high,
            high: 1.0 / low,
        },
    }
}
