//! Numbers that come out the same on every machine.
//!
//! - Comes in: plain floats. Goes out: elementary and special functions, distributions with their
//!   quantile functions, tables of those, and sums that do not depend on order.
//! - Must not know: anything else in the crate.
//!
//! Everything here is made of `+ - * /`, square roots and `libm`, so a result is the same bits on
//! every platform.

mod beta;
mod by_exponent;
mod distribution;
mod domain;
mod elementary;
mod exact_sum;
mod fixed;
mod gamma;
mod normal;
mod quantile;
mod table;

pub use beta::{Beta, Tails, beta_quantile, regularised_beta};
pub use distribution::Distribution;
pub use domain::DomainError;
pub use elementary::{exp, exp_m1, ln, ln_1p, log10, pow, sqrt};
pub use exact_sum::{ExactSum, Moments};
pub use gamma::ln_gamma;
pub use normal::{normal_cdf, normal_quantile};
pub use table::QuantileTable;
