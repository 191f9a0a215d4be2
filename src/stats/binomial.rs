//! Ranks that bracket a quantile: the binomial distribution read backwards.

use crate::math::{Beta, normal_quantile, sqrt};

/// The largest number of `n` tries, each a hit with probability `q`, that is exceeded by the number of
/// hits, or equalled, with probability at least 1 − `miss`: the largest r with P(hits < r) ≤ `miss`.
/// 0 if there is none above it.
pub(super) fn lower_rank(n: u64, q: f64, miss: f64) -> u64 {
    let holds = |rank: u64| below(n, q, rank) <= miss;
    search(guess(n, q, miss), n, holds)
}

/// The probability that fewer than `rank` of `n` tries hit, for `rank` from 1 to `n`; 0 below, 1 above.
fn below(n: u64, q: f64, rank: u64) -> f64 {
    if rank == 0 {
        return 0.0;
    }
    if rank > n {
        return 1.0;
    }
    // P(hits ≥ rank) = I_q(rank, n − rank + 1).
    Beta::new(rank as f64, (n - rank + 1) as f64)
        .expect("ranks are positive")
        .tails(q)
        .above
}

/// About where the rank must lie, by the normal approximation.
fn guess(n: u64, q: f64, miss: f64) -> u64 {
    let n_f = n as f64;
    let near = n_f * q + normal_quantile(miss) * sqrt(n_f * q * (1.0 - q));
    (near.max(0.0) as u64).min(n)
}

/// The largest rank in 0..=`n` that holds, where all ranks up to some hold and none above; 0 holds.
fn search(near: u64, n: u64, holds: impl Fn(u64) -> bool) -> u64 {
    // Step out from the guess in doubling strides until the edge is between, then halve.
    let (mut good, mut bad) = (0, n + 1);
    let mut stride = 1;
    if holds(near) {
        good = near;
        while good < n {
            let next = good.saturating_add(stride).min(n);
            if !holds(next) {
                bad = next;
                break;
            }
            good = next;
            stride *= 2;
        }
    } else {
        bad = near;
        while bad > 0 {
            let next = bad.saturating_sub(stride);
            if holds(next) {
                good = next;
                break;
            }
            bad = next;
            stride *= 2;
        }
    }
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if holds(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}
