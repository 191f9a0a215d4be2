//! tmp
mod graph;
mod order;
mod settle;
mod sites;
pub use order::{Element, Order, order};
