//! Every feature of the language that the generator plants, and how a scenario looks without it.
pub mod asked;
pub mod formulas;
pub mod memory;
pub mod strip;
pub mod tables;
pub mod time;
pub mod values;
pub mod weights;

use super::draft::Draft;
use toml::Table;

/// A feature: planted so that it matters, and taken out or read the other way.
pub struct Feature {
    pub name: &'static str,
    /// Needs steps.
    pub timed: bool,
    /// Brings a variable of its own, so it is planted before the others.
    pub own: bool,
    /// Nothing where there is no room for it.
    pub plant: fn(&mut Draft) -> Option<()>,
    pub without: fn(&mut Table),
}

/// All features, in a fixed order.
pub fn all() -> Vec<&'static Feature> {
    [
        weights::FEATURES,
        tables::FEATURES,
        time::FEATURES,
        memory::FEATURES,
        formulas::FEATURES,
        values::FEATURES,
        asked::FEATURES,
    ]
    .into_iter()
    .flatten()
    .collect()
}
