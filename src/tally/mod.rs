//! Counts of what trials did, which add up to the same bytes however the trials are split.
//!
//! - Comes in: indices, truth values and numbers, one a trial or a column at a time. Goes out: whole
//!   numbers and exact sums.
//! - Must not know: what the counts are for.
//!
//! Every tally has a `merge` that is commutative and associative bit for bit. Merging tallies of
//! different shape is a mistake of the program and panics.

mod counts;
mod exceedances;
mod histogram;
mod paired;

pub use crate::math::{ExactSum, Moments};
pub use counts::{Counts, StepCounts};
pub use exceedances::Exceedances;
pub use histogram::{Bin, Histogram};
pub use paired::Paired;
