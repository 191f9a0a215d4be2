//! Columns of the last few steps, so that `prev` is a look and never a copy.

/// The columns of one variable, quantity or tracker: step t stands at place t modulo their number.
#[derive(Debug)]
pub struct Ring<T> {
    columns: Vec<Vec<T>>,
    changes: bool,
}

impl<T: Copy> Ring<T> {
    /// Room for the current step and `depth` steps before it; one column for what never changes.
    pub fn new(depth: u32, steps: u32, changes: bool, lanes: usize, value: T) -> Ring<T> {
        let columns = if changes { depth.min(steps) as usize + 1 } else { 1 };
        Ring {
            columns: vec![vec![value; lanes]; columns],
            changes,
        }
    }

    /// No column: it holds the place of a ring that is taken from another batch.
    pub fn none(changes: bool) -> Ring<T> {
        Ring {
            columns: Vec::new(),
            changes,
        }
    }

    /// The column as it stood `lag` steps before `step`; before step 1 nothing changes.
    pub fn at(&self, step: u32, lag: u32) -> &[T] {
        &self.columns[self.place(step.saturating_sub(lag))]
    }

    /// Takes the column of a step out, to be written; [`Ring::put`] puts it back.
    pub fn take(&mut self, step: u32) -> Vec<T> {
        let place = self.place(step);
        std::mem::take(&mut self.columns[place])
    }

    /// Puts the column of a step back.
    pub fn put(&mut self, step: u32, column: Vec<T>) {
        let place = self.place(step);
        self.columns[place] = column;
    }

    /// Makes all columns so long.
    pub fn resize(&mut self, lanes: usize, value: T) {
        self.columns.iter_mut().for_each(|column| column.resize(lanes, value));
    }

    /// Whether its columns differ from step to step.
    pub fn changes(&self) -> bool {
        self.changes
    }

    fn place(&self, step: u32) -> usize {
        if self.changes {
            step as usize % self.columns.len()
        } else {
            0
        }
    }
}
