//! From tallies to estimates: what the counts say, and how surely.
//!
//! - Comes in: tallies. Goes out: probabilities, quantiles, means and differences with 95% intervals,
//!   when to stop, and all of these as printed.
//! - Must not know: scenarios, randomness, files.
//!
//! Numbers that reach a record are made by `math` alone. `statrs` serves the tests, as another's
//! opinion.

mod binomial;
mod clear;
mod conditional;
mod decimal;
mod difference;
mod mean;
mod print;
mod proportion;
mod quantile;
mod sequence;
mod shift;
mod stopping;

pub use clear::{Clarity, Going, UntilClear};
pub use conditional::{KeptTwice, Ratio, conditional_difference, paired_ratio, separate_ratio};
pub use difference::{Difference, paired_difference, separate_difference};
pub use mean::Mean;
pub use print::{
    Printed, PrintedPoints, PrintedRange, print_beside, print_count, print_number, print_odds, print_points,
    print_probability, print_range, print_share,
};
pub use proportion::{CONFIDENCE, FEWEST_TRIALS, Proportion};
pub use quantile::{QuantileEstimate, estimate_quantiles, estimate_quantiles_at};
pub use sequence::{sequential_difference, sequential_ratio, sequential_separate, sequential_separate_ratio};
pub use shift::{Shift, mean_shift, quantile_shift};
pub use stopping::{Decision, Look, Looks};
