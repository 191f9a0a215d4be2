//! Rows of thresholds, laid out for columns: which row applies is one number, what it gives is a few comparisons.
use super::cut::{self, NEVER, Thresholds};

/// Rows for which vector code looks thresholds up in registers.
pub const REGISTER_ROWS: usize = 256;

/// The thresholds of a variable for each row of conditions. A state that is left open ("undrawn") is one more state
/// at the end. The upper 16 bits of a threshold decide all draws but those whose upper 16 bits equal them; those are
/// *ties*, and the whole threshold decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    states: usize,
    rows: usize,
    /// By threshold, then row (padded).
    high: Vec<u16>,
    /// By row, then threshold.
    cuts: Vec<u128>,
}

impl Table {
    /// A table of rows that all have the same number of states.
    ///
    /// # Panics
    /// If there is no row, more than 65,536, rows that differ in their number of states, or more than 256 states.
    pub fn new(rows: &[Thresholds]) -> Table {
        let states = rows.first().expect("a table has a row").states();
        assert!(
            rows.len() <= 1 << 16 && states <= 256,
            "a row number has 16 bits, a state 8"
        );
        assert!(
            rows.iter().all(|row| row.states() == states),
            "all rows have the same states"
        );
        let padded = padded(rows.len());
        let mut high = vec![0; (states - 1) * padded];
        for (i, row) in rows.iter().enumerate() {
            for (j, &threshold) in row.cuts().iter().enumerate() {
                high[j * padded + i] = upper(threshold);
            }
        }
        Table {
            states,
            rows: rows.len(),
            high,
            cuts: rows.iter().flat_map(|row| row.cuts()).copied().collect(),
        }
    }

    pub fn states(&self) -> usize {
        self.states
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Thresholds in a row: one fewer than states.
    pub fn thresholds(&self) -> usize {
        self.states - 1
    }

    /// The upper 16 bits of threshold `j` for each row, padded to 32, 64, 128 or 256 rows while there are at most
    /// [`REGISTER_ROWS`]. A threshold of 2^64 has 0xFFFF here, so it is decided by the whole threshold where it ties.
    pub fn high(&self, j: usize) -> &[u16] {
        let padded = padded(self.rows);
        &self.high[j * padded..(j + 1) * padded]
    }

    /// The thresholds of a row.
    pub fn row(&self, row: usize) -> &[u128] {
        let n = self.thresholds();
        &self.cuts[row * n..(row + 1) * n]
    }

    /// The state of a word in a row.
    pub fn state(&self, row: usize, word: u64) -> usize {
        cut::state(self.row(row), word)
    }
}

fn padded(rows: usize) -> usize {
    if rows <= REGISTER_ROWS {
        rows.next_power_of_two().max(32)
    } else {
        rows
    }
}

fn upper(threshold: u128) -> u16 {
    (threshold.min(NEVER - 1) >> 48) as u16
}
