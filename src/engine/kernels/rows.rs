//! Which row of a table applies to each lane: the states of the parents, as one number.
use super::wide::wide;

/// A column whose states choose a row, and how many rows a state is worth.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'a> {
    pub column: &'a [u8],
    pub stride: u16,
}

/// The row of each lane of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// The same row for every lane.
    One(usize),
    /// Tables of at most 256 rows. The column of a variable that is the only parent will do as it stands.
    Narrow(&'a [u8]),
    /// Larger tables.
    Wide(&'a [u16]),
}

impl Rows<'_> {
    /// Whether there is a row for each of so many lanes.
    pub fn fits(&self, lanes: usize) -> bool {
        match self {
            Rows::One(_) => true,
            Rows::Narrow(rows) => rows.len() == lanes,
            Rows::Wide(rows) => rows.len() == lanes,
        }
    }

    /// The row of a lane.
    pub fn row(&self, lane: usize) -> usize {
        match self {
            Rows::One(row) => *row,
            Rows::Narrow(rows) => usize::from(rows[lane]),
            Rows::Wide(rows) => usize::from(rows[lane]),
        }
    }
}

wide! {
    /// Row numbers below 256: `offset + sum of stride * state`, modulo 256.
    ///
    /// # Panics
    /// If a column is shorter than `rows`.
    pub fn index_narrow<'a>(offset: u8, parents: &'a [Parent<'a>], rows: &'a mut [u8]) {
        index(rows, offset, parents);
    }

    /// Row numbers below 65,536, likewise.
    ///
    /// # Panics
    /// If a column is shorter than `rows`.
    pub fn index_wide<'a>(offset: u16, parents: &'a [Parent<'a>], rows: &'a mut [u16]) {
        index(rows, offset, parents);
    }
}

/// A number of a row.
trait Row: Copy {
    fn plus(self, state: u8, stride: u16) -> Self;
}

impl Row for u8 {
    #[inline(always)]
    fn plus(self, state: u8, stride: u16) -> u8 {
        self.wrapping_add(state.wrapping_mul(stride as u8))
    }
}

impl Row for u16 {
    #[inline(always)]
    fn plus(self, state: u8, stride: u16) -> u16 {
        self.wrapping_add(u16::from(state).wrapping_mul(stride))
    }
}

/// Up to three parents are added at once, so that the rows are written once.
#[inline(always)]
fn index<T: Row>(rows: &mut [T], offset: T, parents: &[Parent]) {
    let lanes = rows.len();
    match parents {
        [] => rows.fill(offset),
        [a] => {
            for (row, &x) in rows.iter_mut().zip(&a.column[..lanes]) {
                *row = offset.plus(x, a.stride);
            }
        }
        [a, b] => {
            for ((row, &x), &y) in rows.iter_mut().zip(&a.column[..lanes]).zip(&b.column[..lanes]) {
                *row = offset.plus(x, a.stride).plus(y, b.stride);
            }
        }
        [a, b, c, rest @ ..] => {
            let columns = a.column[..lanes].iter().zip(&b.column[..lanes]).zip(&c.column[..lanes]);
            for (row, ((&x, &y), &z)) in rows.iter_mut().zip(columns) {
                *row = offset.plus(x, a.stride).plus(y, b.stride).plus(z, c.stride);
            }
            for parent in rest {
                for (row, &x) in rows.iter_mut().zip(&parent.column[..lanes]) {
                    *row = row.plus(x, parent.stride);
                }
            }
        }
    }
}
