//! Counts by index, and by step and index.

/// How often each of a fixed number of things happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    counts: Vec<u64>,
}

impl Counts {
    /// `length` counts of nothing.
    pub fn new(length: usize) -> Self {
        Self {
            counts: vec![0; length],
        }
    }

    /// Counts one occurrence.
    ///
    /// # Panics
    /// If `index` is not below the length.
    #[inline]
    pub fn add(&mut self, index: usize) {
        self.counts[index] += 1;
    }

    /// Counts `times` occurrences.
    ///
    /// # Panics
    /// If `index` is not below the length.
    #[inline]
    pub fn add_many(&mut self, index: usize, times: u64) {
        self.counts[index] += times;
    }

    /// Adds another set of counts.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(
            self.counts.len(),
            other.counts.len(),
            "tallies of one thing have one length"
        );
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// The count at `index`; 0 outside.
    pub fn get(&self, index: usize) -> u64 {
        self.counts.get(index).copied().unwrap_or(0)
    }

    /// The sum of all counts.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// All counts in order.
    pub fn as_slice(&self) -> &[u64] {
        &self.counts
    }

    /// All counts in order, for a kernel to add into.
    pub fn as_mut_slice(&mut self) -> &mut [u64] {
        &mut self.counts
    }
}

impl From<Vec<u64>> for Counts {
    fn from(counts: Vec<u64>) -> Self {
        Self { counts }
    }
}

/// How often each of a fixed number of things happened at each step, a row per step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepCounts {
    width: usize,
    counts: Counts,
}

impl StepCounts {
    /// Counts of nothing for `steps` rows of `width`.
    pub fn new(steps: usize, width: usize) -> Self {
        Self {
            width,
            counts: Counts::new(steps * width),
        }
    }

    /// Counts one occurrence of `index` in row `step`.
    ///
    /// # Panics
    /// If `step` or `index` is outside.
    #[inline]
    pub fn add(&mut self, step: usize, index: usize) {
        self.add_many(step, index, 1);
    }

    /// Counts `times` occurrences of `index` in row `step`.
    ///
    /// # Panics
    /// If `step` or `index` is outside.
    #[inline]
    pub fn add_many(&mut self, step: usize, index: usize, times: u64) {
        assert!(index < self.width, "an index lies within its row");
        self.counts.add_many(step * self.width + index, times);
    }

    /// Adds another set of counts.
    ///
    /// # Panics
    /// If the shapes differ.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.width, other.width, "tallies of one thing have one shape");
        self.counts.merge(&other.counts);
    }

    /// The number of rows.
    pub fn steps(&self) -> usize {
        self.counts.as_slice().len().checked_div(self.width).unwrap_or(0)
    }

    /// The counts in row `step`, from 0; empty outside.
    pub fn row(&self, step: usize) -> &[u64] {
        let start = step.saturating_mul(self.width);
        self.counts
            .as_slice()
            .get(start..start.saturating_add(self.width))
            .unwrap_or(&[])
    }

    /// The counts in row `step`, for a kernel to add into.
    ///
    /// # Panics
    /// If `step` is outside.
    pub fn row_mut(&mut self, step: usize) -> &mut [u64] {
        let start = step * self.width;
        &mut self.counts.as_mut_slice()[start..start + self.width]
    }
}
