//! Words for a number, and numbers for a word.

use super::tables::{Scale, Term};

/// How a scale says a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wording {
    /// One word or term.
    One(&'static str),
    /// The number lies in a gap between these two.
    Between(&'static str, &'static str),
    /// The scale has no word for it.
    Outside,
}

impl Wording {
    /// The short form for tables: `unlikely to realistic possibility`.
    pub fn compact(self) -> String {
        match self {
            Wording::Between(low, high) => format!("{low} to {high}"),
            Wording::One(_) | Wording::Outside => self.to_string(),
        }
    }
}

impl std::fmt::Display for Wording {
    /// The form for sentences: `unlikely`, `between unlikely and realistic possibility`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Wording::One(word) => out.write_str(word),
            Wording::Between(low, high) => write!(out, "between {low} and {high}"),
            Wording::Outside => out.write_str("outside the scale"),
        }
    }
}

impl Scale {
    /// The words for a probability as it is printed, rounded: a reader who looks up the printed
    /// number finds the same word. Numbers outside 0 to 1 have no word, nor has a NaN; PHIA has
    /// none for exactly 0 and 1.
    pub fn word_for(self, printed_probability: f64) -> Wording {
        let holding = self.terms().iter().filter(|term| term.holds(printed_probability));
        let best = holding.min_by_key(|term| {
            let (width, distance) = (width(term), distance_from_even(term));
            match self {
                Scale::Ipcc => (width, distance),
                Scale::Phia | Scale::Icd203 => (distance, width),
            }
        });
        match best {
            Some(term) => Wording::One(name(term)),
            None => self.gap(printed_probability),
        }
    }

    /// The range a word stands for as an input, lowest and highest probability.
    pub fn range_of(self, word: &str) -> Option<(f64, f64)> {
        self.terms()
            .iter()
            .find(|term| term.words.contains(&word))
            .map(|term| term.input)
    }

    /// The middle of that range, which stands for the word where doubt is ignored.
    pub fn midpoint_of(self, word: &str) -> Option<f64> {
        self.range_of(word).map(|(low, high)| (low + high) / 2.0)
    }

    /// All words of the scale, for suggestions.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.terms().iter().flat_map(|term| term.words.iter().copied())
    }

    /// The neighbours of a number that no band holds.
    fn gap(self, probability: f64) -> Wording {
        let below = self.terms().iter().rev().find(|term| term.high.value() <= probability);
        let above = self.terms().iter().find(|term| term.low.value() >= probability);
        match (below, above) {
            (Some(below), Some(above)) => Wording::Between(name(below), name(above)),
            _ => Wording::Outside,
        }
    }
}

/// The scales that have a word, for messages about a word of another scale.
pub fn scales_with(word: &str) -> Vec<Scale> {
    Scale::ALL
        .into_iter()
        .filter(|scale| scale.range_of(word).is_some())
        .collect()
}

/// The words of all scales that are a single word and therefore no ids, in alphabetical order.
pub fn one_word_words() -> Vec<&'static str> {
    let all = Scale::ALL.into_iter().flat_map(Scale::words);
    let mut list: Vec<&str> = all.filter(|word| !word.contains(' ')).collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn name(term: &Term) -> &'static str {
    term.words.first().copied().unwrap_or("")
}

/// In tenths of a per cent, so that equal widths are equal.
fn width(term: &Term) -> i64 {
    tenths(term.high.value()) - tenths(term.low.value())
}

/// How far the middle of the band is from even odds, in twentieths of a per cent.
fn distance_from_even(term: &Term) -> i64 {
    (tenths(term.high.value()) + tenths(term.low.value()) - 1000).abs()
}

fn tenths(probability: f64) -> i64 {
    (probability * 1000.0).round() as i64
}
