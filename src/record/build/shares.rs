//! Counts to shares: the estimate, its interval, its printed form and the word for it.

use crate::record::shape::Share;
use crate::scale::Scale;
use crate::stats::{Proportion, print_probability};

/// What all shares of a run have in common.
pub struct Counting {
    /// The scale of the words.
    pub scale: Scale,
    /// The confidence of the intervals.
    pub confidence: f64,
    /// The trials kept: what all shares are of.
    pub kept: u64,
}

impl Counting {
    /// `k` of the trials kept.
    pub fn share(&self, k: u64) -> Share {
        self.share_of(k, self.kept)
    }

    /// `k` of `n`.
    pub fn share_of(&self, k: u64, n: u64) -> Share {
        let found = self.proportion(k, n);
        let printed = print_probability(&found);
        let word = printed
            .value
            .map_or("unknown".to_owned(), |value| self.scale.word_for(value).compact());
        let Proportion { p, low, high, .. } = found;
        Share {
            p,
            low,
            high,
            k,
            n,
            printed: printed.text,
            word,
            aside: printed.aside,
        }
    }

    /// The estimate alone.
    pub fn p(&self, k: u64) -> f64 {
        if self.kept == 0 {
            0.0
        } else {
            k as f64 / self.kept as f64
        }
    }

    /// The interval alone.
    pub fn interval(&self, k: u64) -> (f64, f64) {
        let found = self.proportion(k, self.kept);
        (found.low, found.high)
    }

    fn proportion(&self, k: u64, n: u64) -> Proportion {
        Proportion::with_confidence(k, n, self.confidence)
    }
}
