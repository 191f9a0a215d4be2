//! Differences between conditional probabilities that rest on the same trials: P(a | b) beside P(a), or beside P(a | b) in another run.

use super::difference::{Difference, critical, wilson};
use super::proportion::Proportion;
use crate::math::sqrt;

/// How the trials of two runs came out for one answer, where conditions keep some trials of each.
///
/// `cells[i][j]`: `i` of the first run and `j` of the second, 0 kept with the answer, 1 kept without it, 2 not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeptTwice {
    /// Trials.
    pub cells: [[u64; 3]; 3],
}

impl KeptTwice {
    /// The share of the first run: of the trials that it keeps, those with the answer.
    pub fn first(&self) -> Proportion {
        let row = |at: usize| self.cells[at].iter().sum::<u64>();
        Proportion::new(row(0), row(0) + row(1))
    }

    /// The share of the second run.
    pub fn second(&self) -> Proportion {
        let column = |at: usize| self.cells.iter().map(|row| row[at]).sum::<u64>();
        Proportion::new(column(0), column(0) + column(1))
    }

    /// The correlation of the two estimates, to first order: each trial pulls on a share of those kept by its distance from it.
    fn correlation(&self) -> f64 {
        let (first, second) = (self.first(), self.second());
        let pull = |share: &Proportion| [1.0 - share.p, -share.p, 0.0];
        let (a, b) = (pull(&first), pull(&second));
        let mut both = 0.0;
        for (row, a) in self.cells.iter().zip(a) {
            for (count, b) in row.iter().zip(b) {
                both += *count as f64 * a * b;
            }
        }
        let own = |share: &Proportion| share.n as f64 * share.p * (1.0 - share.p);
        let spread = sqrt(own(&first) * own(&second));
        if spread > 0.0 {
            (both / spread).clamp(-1.0, 1.0)
        } else {
            0.0
        }
    }
}

/// The difference of two conditional probabilities, second less first.
///
/// The interval adds the distances to the ends of the two Wilson intervals in squares, less what the two estimates share (R. G. Newcombe,
/// Statistics in Medicine 17, 1998, pages 2635-2650, method 10; in general G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008). The
/// correlation is that of ratios of counts of the same trials, by the delta method. Its coverage is simulated in the tests. Where no trial came
/// out differently the difference is exactly 0, and the interval is bounded by that for none of the trials kept.
pub fn conditional_difference(tally: &KeptTwice) -> Difference {
    let (first, second) = (tally.first(), tally.second());
    if first.n == 0 || second.n == 0 {
        return Difference {
            value: 0.0,
            low: -1.0,
            high: 1.0,
            least_visible: 1.0,
            discordant: None,
        };
    }
    let apart: u64 = (0..3)
        .flat_map(|i| (0..3).map(move |j| (i, j)))
        .filter(|(i, j)| i != j)
        .map(|(i, j)| tally.cells[i][j])
        .sum();
    if apart == 0 {
        let bound = Proportion::new(0, first.n).high;
        return Difference {
            value: 0.0,
            low: -bound,
            high: bound,
            least_visible: bound,
            discordant: Some(0),
        };
    }
    let value = second.p - first.p;
    let (a, b) = (wilson(&first), wilson(&second));
    let shared = tally.correlation();
    let reach = |one: f64, other: f64| sqrt((one * one + other * other - 2.0 * shared * one * other).max(0.0));
    let down = reach(second.p - b.0, a.1 - first.p);
    let up = reach(b.1 - second.p, first.p - a.0);
    Difference {
        value,
        low: (value - down).max(-1.0),
        high: (value + up).min(1.0),
        least_visible: down.max(up).min(1.0),
        discordant: None,
    }
}

/// A ratio of probabilities, second run over first, with a 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The estimate; none where the first is none of its trials.
    pub value: Option<f64>,
    /// The lower end.
    pub low: f64,
    /// The upper end; none where there is none.
    pub high: Option<f64>,
}

/// The ratio between two runs of the same luck: of the trials with the answer in both, in the first only, in the second only.
///
/// The interval is the hybrid score interval of D. G. Bonett and R. M. Price (Statistics in Medicine 25, 2006, pages 3039-3047). It needs no
/// number of trials without the answer.
pub fn paired_ratio(both: u64, only_first: u64, only_second: u64) -> Ratio {
    let [x11, x12, x21] = [both, only_first, only_second].map(|count| count as f64);
    let (first, second) = (x11 + x12, x11 + x21);
    let value = (first > 0.0).then(|| second / first);
    let n = x11 + x12 + x21;
    if n == 0.0 {
        return Ratio {
            value,
            low: 0.0,
            high: None,
        };
    }
    let adjusted = |count: f64| (count + 1.0) / (n + 2.0);
    let whole = sqrt((x12 + x21 + 2.0) / ((first + 1.0) * (second + 1.0)));
    let part = |count: f64| sqrt((1.0 - adjusted(count)) / (count + 1.0));
    let z = critical() * whole / (part(first) + part(second));
    let score = |count: f64| {
        let (p, square) = (count / n, z * z / n);
        let centre = (p + 0.5 * square) / (1.0 + square);
        let reach = z * sqrt(p * (1.0 - p) / n + 0.25 * square / n) / (1.0 + square);
        ((centre - reach).max(0.0), (centre + reach).min(1.0))
    };
    let (a, b) = (score(first), score(second));
    let low = if second == 0.0 { 0.0 } else { b.0 / a.1 };
    Ratio {
        value,
        low,
        high: (first > 0.0 && a.0 > 0.0).then(|| b.1 / a.0),
    }
}

/// The ratio between two runs of separate luck.
///
/// The interval is that of the logarithm with half an event added to each count (S. D. Walter, Biometrika 62, 1975).
pub fn separate_ratio(first: &Proportion, second: &Proportion) -> Ratio {
    let part = |share: &Proportion| {
        let (k, n) = (share.k as f64 + 0.5, share.n as f64 + 0.5);
        (k / n, 1.0 / k - 1.0 / n)
    };
    let ((a, of_a), (b, of_b)) = (part(first), part(second));
    let reach = crate::math::exp(critical() * sqrt((of_a + of_b).max(0.0)));
    Ratio {
        value: (first.k > 0 && first.n > 0 && second.n > 0).then(|| second.p / first.p),
        low: if second.k == 0 { 0.0 } else { b / a / reach },
        high: (first.k > 0).then(|| b / a * reach),
    }
}
