//! Exact sums of the values of a column and of their squares, gathered by power of two.

use super::fixed::Fixed;

/// How many powers of two are gathered: the greatest that occurs and those below it.
const WINDOW: usize = 64;
/// Neighbours are gathered apart, so that an addition need not wait for the one before.
const LANES: usize = 4;
/// The most values of a column: in each lane 1,024 of up to 53 bits, which fill 63 bits.
pub(super) const MOST: usize = 1024 * LANES;
const HIDDEN: u64 = 1 << 52;
const FRACTION: u64 = HIDDEN - 1;
const FIELD: u64 = 0x7ff;

/// What a column comes to: for each power of two the sums of the whole numbers below 2⁵³ that it is to be
/// multiplied by, and of their squares.
///
/// This is the large superaccumulator of R. M. Neal ("Fast exact summation using small and large
/// superaccumulators", 2015), cut down to the part that a column is likely to need.
pub(super) struct Gathered {
    by_exponent: [[Sums; LANES]; WINDOW],
    /// The exponent field of the first power of two; not 0.
    first: u64,
    left_out: bool,
}

#[derive(Clone, Copy)]
struct Sums {
    squares: u128,
    sum: i64,
}

impl Gathered {
    /// Gathers a column of at most [`MOST`] values; none if a value is not finite, or if all are tiny.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        debug_assert!(values.len() <= MOST);
        let greatest = u64::from(greatest_field(values));
        let first = greatest.checked_sub(WINDOW as u64 - 1).filter(|&first| first > 0)?;
        if greatest == FIELD {
            return None;
        }
        let zero = Sums { squares: 0, sum: 0 };
        let mut by_exponent = [[zero; LANES]; WINDOW];
        let mut left_out = 0;
        let mut add = |lane: usize, value: f64| {
            let bits = value.to_bits();
            let place = (bits >> 52 & FIELD) as i64 - first as i64;
            // All ones if it is too small; then 0 is added, and zero is not missed.
            let outside = (place >> 63) as u64;
            left_out |= bits << 1 & outside;
            let fraction = (bits & FRACTION | HIDDEN) & !outside;
            let sign = bits as i64 >> 63;
            let sums = &mut by_exponent[(place & !(outside as i64)) as usize & (WINDOW - 1)][lane];
            sums.sum += (fraction as i64 ^ sign) - sign;
            sums.squares += u128::from(fraction) * u128::from(fraction);
        };
        let (fours, rest) = values.as_chunks::<LANES>();
        for four in fours {
            for (lane, &value) in four.iter().enumerate() {
                add(lane, value);
            }
        }
        for (lane, &value) in rest.iter().enumerate() {
            add(lane, value);
        }
        Some(Self { by_exponent, first, left_out: left_out != 0 })
    }

    /// Those of the column's values that are too small beside its greatest to be gathered.
    pub(super) fn left_out<'a>(&self, values: &'a [f64]) -> &'a [f64] {
        if self.left_out { values } else { &[] }
    }

    /// Whether a value was left out, too small beside the greatest; zero does not count.
    pub(super) fn leaves_out(&self, value: f64) -> bool {
        value.to_bits() >> 52 & FIELD < self.first && value != 0.0
    }

    /// Adds the sum and the sum of squares to numbers in canonical form, in units of the smallest float and of
    /// its square; canonical again are the results.
    pub(super) fn add_to<const S: usize, const Q: usize>(&self, sum: &mut Fixed<S>, squares: &mut Fixed<Q>) {
        for (field, lanes) in (self.first as usize..).zip(&self.by_exponent) {
            let position = field - 1;
            let whole: i128 = lanes.iter().map(|sums| i128::from(sums.sum)).sum();
            let square: u128 = lanes.iter().map(|sums| sums.squares).sum();
            if square != 0 {
                sum.add_at(position, whole.unsigned_abs(), whole < 0);
                squares.add_at(2 * position, square, false);
            }
        }
        let lowest = self.first as usize - 1;
        sum.carry();
        squares.carry();
    }
}

/// The greatest exponent field of a column.
fn greatest_field(values: &[f64]) -> u32 {
    const ABREAST: usize = 8;
    let mut greatest = [0_i32; ABREAST];
    let (eights, rest) = values.as_chunks::<ABREAST>();
    let high = |value: f64| (value.to_bits() >> 32) as i32 & i32::MAX;
    for eight in eights {
        for (most, &value) in greatest.iter_mut().zip(eight) {
            *most = high(value).max(*most);
        }
    }
    let most = rest.iter().map(|&value| high(value)).chain(greatest).max();
    most.unwrap_or(0) as u32 >> 20
}
