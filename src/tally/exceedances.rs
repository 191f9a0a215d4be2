//! Exact counts of values above given thresholds.

/// How many values lay strictly above each of a few thresholds.
///
/// A histogram cannot tell on which side of a threshold the values of one bin lie, so these are counted
/// apart. NaN is above nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Exceedances {
    thresholds: Vec<f64>,
    counts: Vec<u64>,
}

impl Exceedances {
    /// No values yet; the thresholds stay in this order.
    pub fn new(thresholds: &[f64]) -> Self {
        Self {
            thresholds: thresholds.to_vec(),
            counts: vec![0; thresholds.len()],
        }
    }

    /// Counts one value.
    pub fn add(&mut self, value: f64) {
        self.add_all(&[value]);
    }

    /// Counts every value of a column.
    pub fn add_all(&mut self, values: &[f64]) {
        for (threshold, count) in self.thresholds.iter().zip(&mut self.counts) {
            *count += values.iter().map(|value| u64::from(value > threshold)).sum::<u64>();
        }
    }

    /// Adds another tally of the same thresholds.
    ///
    /// # Panics
    /// If the thresholds differ.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.thresholds, other.thresholds, "tallies of one thing have one shape");
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// Each threshold with the number of values above it.
    pub fn iter(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.thresholds.iter().copied().zip(self.counts.iter().copied())
    }
}
