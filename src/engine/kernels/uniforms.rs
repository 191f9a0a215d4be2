//! Uniform numbers from four planes of random bits.
use super::wide::wide;

wide! {
    /// The same as [`crate::draw::uniform`] of each lane's word: the upper 52 bits as the fraction of a number in
    /// [1, 2), less 1, plus half a cell; each step is exact.
    ///
    /// # Panics
    /// If a plane is shorter than `out`.
    pub fn uniforms<'a>(planes: [&'a [u16]; 4], out: &'a mut [f64]) {
        let [first, second, third, fourth] = planes.map(|plane| &plane[..out.len()]);
        let words = first.iter().zip(second).zip(third).zip(fourth);
        for (out, (((&a, &b), &c), &d)) in out.iter_mut().zip(words) {
            let upper = u64::from(a) << 36 | u64::from(b) << 20 | u64::from(c) << 4 | u64::from(d >> 12);
            *out = f64::from_bits(0x3ff0_0000_0000_0000 | upper) - 1.0 + HALF_CELL;
        }
    }
}

/// 2^-53.
const HALF_CELL: f64 = f64::EPSILON / 2.0;
