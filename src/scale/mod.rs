//! Scales of verbal probability: words for numbers, and numbers for words.
//!
//! In: a printed probability, or a word of a scale or a strength. Out: the words of the scale, or
//! the range a word stands for. Must not know: anything else.
//!
//! Reading order: `tables` (the scales as published), `wording` (words for a number, numbers for a
//! word), `strength` (this program's own words for factors).

mod strength;
mod tables;
mod wording;

pub use strength::{STRENGTHS, Strength, StrengthEntry, strength};
pub use tables::{Edge, Scale, Term};
pub use wording::{Wording, one_word_words, scales_with};
