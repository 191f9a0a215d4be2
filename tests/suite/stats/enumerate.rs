//! Probabilities of all outcomes of a paired comparison, added up.

use contingent::stats::paired_difference;
use contingent::tally::Paired;
use statrs::distribution::{Binomial, Discrete};

/// The probability that the interval for a paired difference holds it, when each of n trials turns from
/// yes to no with probability `lost` and from no to yes with `won`.
pub fn paired_coverage(n: u64, lost: f64, won: f64) -> f64 {
    let truth = won - lost;
    let first = Binomial::new(lost, n).expect("a probability");
    let mut covered = 0.0;
    for only_first in 0..=n {
        let weight = first.pmf(only_first);
        if weight < 1e-12 {
            continue;
        }
        let rest = n - only_first;
        let second = Binomial::new((won / (1.0 - lost)).min(1.0), rest).expect("a probability");
        for only_second in 0..=rest {
            let tally = Paired {
                both: 0,
                only_first,
                only_second,
                neither: rest - only_second,
            };
            let found = paired_difference(&tally);
            if found.low <= truth && truth <= found.high {
                covered += weight * second.pmf(only_second);
            }
        }
    }
    covered
}
