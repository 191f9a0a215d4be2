//! Answers of a sweep at a point, as they are printed.

use crate::record::shape::Share;
use crate::scale::Scale;
use crate::stats::{Proportion, print_probability};

use super::shape::{SweepRecord, SweptAnswer};

impl SweepRecord {
    /// The scale of its words.
    pub fn scale(&self) -> Scale {
        Scale::named(&self.scenario.words).unwrap_or_default()
    }

    /// An answer at a point, with its printed form and the words for that. None where there is no such point.
    pub fn share(&self, answer: &SweptAnswer, point: usize) -> Option<Share> {
        let found = Proportion {
            k: *answer.k.get(point)?,
            n: *self.found.kept.get(point)?,
            p: *answer.p.get(point)?,
            low: *answer.low.get(point)?,
            high: *answer.high.get(point)?,
        };
        let printed = print_probability(&found);
        let word = printed
            .value
            .map_or("unknown".to_owned(), |value| self.scale().word_for(value).compact());
        let Proportion { k, n, p, low, high } = found;
        Some(Share {
            p,
            low,
            high,
            k,
            n,
            printed: printed.text,
            word,
            aside: printed.aside,
        })
    }
}
