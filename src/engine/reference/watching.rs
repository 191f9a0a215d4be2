//! What the reference interpreter shows of each draw, for stories and for effective rates.

use crate::plan::{QuantityId, VariableId};

/// One draw of a variable.
#[derive(Clone, Debug)]
pub struct DrawMade<'a> {
    /// The step (0 is before step 1).
    pub step: u32,
    /// Whose draw.
    pub variable: VariableId,
    /// The state code before.
    pub before: u8,
    /// The state code after.
    pub after: u8,
    /// The weights that applied, in draw order; none where the draw was replaced.
    pub weights: Option<&'a [f64]>,
    /// Whether it is the draw of the value before step 1.
    pub initial: bool,
}

/// Told about what happens in a trial.
pub trait Observer {
    /// A variable was drawn or forced.
    fn drawn(&mut self, draw: &DrawMade);
    /// A quantity got a value.
    fn valued(&mut self, step: u32, quantity: QuantityId, value: f64);
}

/// Nobody observes.
impl Observer for () {
    fn drawn(&mut self, _: &DrawMade) {}
    fn valued(&mut self, _: u32, _: QuantityId, _: f64) {}
}
