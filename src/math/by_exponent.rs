//! Exact sums of the values of a column and of their squares, gathered by power of two.

use super::fixed::Fixed;

/// How many powers of two are gathered: the greatest that occurs and those below it.
const WINDOW: usize = 64;
/// Neighbours are gathered apart, so that an addition need not wait for the one before.
const LANES: usize = 4;
/// The most values of a column: 512 of up to 53 bits in each lane, so that what they come to stays below 2⁶².
pub(super) const MOST: usize = 512 * LANES;
const HIDDEN: u64 = 1 << 52;
const FRACTION: u64 = HIDDEN - 1;
const FIELD: u64 = 0x7ff;

/// What a column comes to: for each power of two the sum of the whole numbers below 2⁵³ that are multiplied by it,
/// and the sum of their squares.
///
/// This is the large superaccumulator of R. M. Neal ("Fast exact summation using small and large
/// superaccumulators", 2015), cut down to the part that a column is likely to need.
pub(super) struct Gathered {
    by_exponent: [[Sums; LANES]; WINDOW],
    /// The exponent field of the first power of two; not 0.
    first: u64,
    some_left_out: bool,
}

#[derive(Clone, Copy)]
struct Sums {
    squares: u128,
    sum: i64,
}

impl Gathered {
    /// Gathers a column of at most [`MOST`] values; none if one is not finite, or if all are tiny.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        debug_assert!(values.len() <= MOST, "more could overflow");
        let greatest = greatest_field(values);
        if greatest == FIELD || greatest < WINDOW as u64 {
            return None;
        }
        let first = greatest - (WINDOW as u64 - 1);
        let nothing = Sums { squares: 0, sum: 0 };
        let mut by_exponent = [[nothing; LANES]; WINDOW];
        let mut left_out = 0;
        let mut add = |lane: usize, value: f64| {
            let bits = value.to_bits();
            let place = (bits >> 52 & FIELD) as i64 - first as i64;
            // All ones below the window: then 0 is added at its bottom, which is right for zeros.
            let below = place >> 63;
            left_out |= bits << 1 & below as u64;
            let fraction = (bits & FRACTION | HIDDEN) & !below as u64;
            let sign = bits as i64 >> 63;
            // The place is in the window, so the mask changes nothing but spares a check.
            let sums = &mut by_exponent[(place & !below) as usize & (WINDOW - 1)][lane];
            sums.sum += (fraction as i64 ^ sign) - sign;
            sums.squares += u128::from(fraction) * u128::from(fraction);
        };
        let (blocks, rest) = values.as_chunks::<LANES>();
        for block in blocks {
            block.iter().enumerate().for_each(|(lane, &value)| add(lane, value));
        }
        rest.iter().enumerate().for_each(|(lane, &value)| add(lane, value));
        Some(Self {
            by_exponent,
            first,
            some_left_out: left_out != 0,
        })
    }

    /// Those of the column's values that were not gathered, too small beside the greatest; without zeros.
    pub(super) fn left_out<'a>(&self, values: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let first = self.first;
        let values = if self.some_left_out { values } else { &[] };
        let small = move |value: &f64| (value.to_bits() >> 52 & FIELD) < first && *value != 0.0;
        values.iter().copied().filter(small)
    }

    /// Adds the sums to numbers in canonical form, in units of the smallest float and of its square.
    pub(super) fn add_to<const S: usize, const Q: usize>(&self, sum: &mut Fixed<S>, squares: &mut Fixed<Q>) {
        for (position, lanes) in (self.first as usize - 1..).zip(&self.by_exponent) {
            let square: u128 = lanes.iter().map(|sums| sums.squares).sum();
            // Below 2⁶⁴, and so too large for 64 bits with a sign.
            let whole: i128 = lanes.iter().map(|sums| i128::from(sums.sum)).sum();
            if square != 0 {
                sum.add_at(position, whole.unsigned_abs(), whole < 0);
                squares.add_at(2 * position, square, false);
            }
        }
        // A sum is below 2⁶⁴ and one of squares below 2¹¹⁷: with their shifts they reach two and four limbs up.
        let (lowest, highest) = (self.first as usize - 1, self.first as usize + WINDOW - 2);
        sum.carry_from(lowest / 32, highest / 32 + 2);
        squares.carry_from(2 * lowest / 32, 2 * highest / 32 + 4);
    }
}

/// The greatest exponent field of a column.
fn greatest_field(values: &[f64]) -> u64 {
    const ABREAST: usize = 8;
    let high = |value: &f64| (value.to_bits() >> 32) as i32 & i32::MAX;
    let mut greatest = [0; ABREAST];
    let (blocks, rest) = values.as_chunks::<ABREAST>();
    for block in blocks {
        for (most, value) in greatest.iter_mut().zip(block) {
            *most = high(value).max(*most);
        }
    }
    rest.iter().map(high).chain(greatest).fold(0, i32::max) as u64 >> 20
}
