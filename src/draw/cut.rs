//! Weights to thresholds: where the range of a 64-bit word is cut so that each state gets its exact share.
//!
//! With weights `w_0 .. w_{n-1}` the thresholds are `T_j = floor(2^64 (w_0 + .. + w_j) / (w_0 + .. + w_{n-1}))` for
//! `j = 0 .. n-2`, the sums and the quotient exact in integers. The state of a word `x` is the number of thresholds
//! with `x >= T_j`. So a share is exact to 2^-64, a weight of zero is never drawn, and a late weight is not lost in
//! the rounding of a sum. A threshold lies in `0 ..= 2^64`, both ends included.
use std::cmp::Ordering;
use thiserror::Error;

/// One past the largest word: the threshold that no word reaches.
pub const NEVER: u128 = 1 << 64;

/// Why weights cannot be drawn from; `index` counts from 0.
#[derive(Clone, Copy, PartialEq, Debug, Error)]
pub enum WeightError {
    #[error("weight {index} is {value}, which is negative")]
    Negative { index: usize, value: f64 },
    #[error("weight {index} is {value}, which is not a finite number")]
    NotFinite { index: usize, value: f64 },
    #[error("no weight is above zero")]
    AllZero,
}

/// The thresholds of one row of weights, in the order of the states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thresholds {
    cuts: Vec<u128>,
}

impl Thresholds {
    /// Thresholds as they are.
    ///
    /// # Panics
    /// If they fall, or one is above 2^64.
    pub fn from_cuts(cuts: Vec<u128>) -> Thresholds {
        assert!(
            cuts.is_sorted() && cuts.iter().all(|&cut| cut <= NEVER),
            "thresholds rise up to 2^64"
        );
        Thresholds { cuts }
    }

    /// The thresholds that always give `state` out of `states`.
    ///
    /// # Panics
    /// If `state` is not below `states`.
    pub fn certain(states: usize, state: usize) -> Thresholds {
        assert!(state < states, "a certain state is one of the states");
        Thresholds {
            cuts: (0..states - 1).map(|j| if j < state { 0 } else { NEVER }).collect(),
        }
    }

    /// The same with more states at the end that are never drawn.
    pub fn widen(mut self, states: usize) -> Thresholds {
        if self.cuts.len() + 1 < states {
            self.cuts.resize(states - 1, NEVER);
        }
        self
    }

    pub fn states(&self) -> usize {
        self.cuts.len() + 1
    }

    /// `T_0 .. T_{n-2}`, never falling.
    pub fn cuts(&self) -> &[u128] {
        &self.cuts
    }

    /// The state of a word.
    pub fn state(&self, word: u64) -> usize {
        state(&self.cuts, word)
    }

    /// The number of words, out of 2^64, that give `state`.
    ///
    /// # Panics
    /// If `state` is not below the number of states.
    pub fn share(&self, state: usize) -> u128 {
        let end = if state == self.cuts.len() {
            NEVER
        } else {
            self.cuts[state]
        };
        let start = if state == 0 { 0 } else { self.cuts[state - 1] };
        end - start
    }
}

/// The thresholds of weights that need not sum to 1.
pub fn cut(weights: &[f64]) -> Result<Thresholds, WeightError> {
    let shares = Shares::new(weights)?;
    let mut cuts = Vec::with_capacity(weights.len() - 1);
    shares.each_cut(|threshold| {
        cuts.push(threshold);
        true
    });
    Ok(Thresholds { cuts })
}

/// The state of a word under weights, without keeping the thresholds: the same as `cut(weights)?.state(word)`, for
/// weights that differ from trial to trial.
pub fn choose(weights: &[f64], word: u64) -> Result<usize, WeightError> {
    let shares = Shares::new(weights)?;
    let mut state = 0;
    shares.each_cut(|threshold| {
        let reached = u128::from(word) >= threshold;
        state += usize::from(reached);
        reached
    });
    Ok(state)
}

/// The number of thresholds that a word reaches.
pub fn state(cuts: &[u128], word: u64) -> usize {
    cuts.iter().filter(|&&threshold| u128::from(word) >= threshold).count()
}

/// Checked weights and the range of their binary exponents.
struct Shares<'a> {
    weights: &'a [f64],
    lowest: u32,
    highest: u32,
}

impl<'a> Shares<'a> {
    fn new(weights: &'a [f64]) -> Result<Self, WeightError> {
        let (mut lowest, mut highest) = (u32::MAX, 0);
        for (index, &value) in weights.iter().enumerate() {
            if !value.is_finite() {
                return Err(WeightError::NotFinite { index, value });
            }
            if value < 0.0 {
                return Err(WeightError::Negative { index, value });
            }
            if value > 0.0 {
                let exponent = parts(value).1;
                lowest = lowest.min(exponent);
                highest = highest.max(exponent);
            }
        }
        if lowest == u32::MAX {
            return Err(WeightError::AllZero);
        }
        Ok(Shares {
            weights,
            lowest,
            highest,
        })
    }

    /// Calls `take` with each threshold in turn, until it says no.
    fn each_cut(&self, take: impl FnMut(u128) -> bool) {
        // 53 bits of fraction, the spread of the exponents, and the carry of the sum
        let bits = 53 + (self.highest - self.lowest) + (usize::BITS - self.weights.len().leading_zeros());
        // a bit more where the long division doubles
        if bits <= 128 {
            self.each_narrow_cut(take)
        } else {
            self.each_wide_cut(bits + 1, take)
        }
    }

    fn each_narrow_cut(&self, mut take: impl FnMut(u128) -> bool) {
        let scaled = |&weight: &f64| {
            let (fraction, exponent) = parts(weight);
            if fraction == 0 {
                0
            } else {
                u128::from(fraction) << (exponent - self.lowest)
            }
        };
        let total: u128 = self.weights.iter().map(scaled).sum();
        let mut sum = 0;
        for weight in &self.weights[..self.weights.len() - 1] {
            sum += scaled(weight);
            if !take(quotient(sum, total)) {
                return;
            }
        }
    }

    fn each_wide_cut(&self, bits: u32, mut take: impl FnMut(u128) -> bool) {
        let add = |sum: &mut Wide, weight: f64| {
            let (fraction, exponent) = parts(weight);
            if fraction > 0 {
                sum.add(fraction, exponent - self.lowest);
            }
        };
        let mut total = Wide::zero(bits);
        self.weights.iter().for_each(|&weight| add(&mut total, weight));
        let mut sum = Wide::zero(bits);
        for &weight in &self.weights[..self.weights.len() - 1] {
            add(&mut sum, weight);
            if !take(sum.quotient(&total)) {
                return;
            }
        }
    }
}

/// `(fraction, exponent)` of a finite number that is not negative: it equals `fraction * 2^(exponent - 1074)`.
fn parts(value: f64) -> (u64, u32) {
    let bits = value.to_bits() & !(1 << 63);
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as u32 {
        0 => (fraction, 0),
        exponent => (fraction | 1 << 52, exponent - 1),
    }
}

/// `floor(2^64 part / whole)` for `part <= whole`, `whole > 0`: one digit of long division (Knuth, The Art of
/// Computer Programming 2, 4.3.1, algorithm D), in base 2^64.
fn quotient(part: u128, whole: u128) -> u128 {
    if part == whole {
        return NEVER;
    }
    let shift = whole.leading_zeros();
    let (part, whole) = (part << shift, whole << shift);
    let (upper, lower) = (whole >> 64, whole & u128::from(u64::MAX));
    let mut digit = (part / upper).min(NEVER - 1);
    let mut rest = part - digit * upper;
    // the digit is at most two too large; once the rest has more than one digit, it is right
    while rest < NEVER && digit * lower > rest << 64 {
        digit -= 1;
        rest += upper;
    }
    digit
}

/// An integer wide enough for the sum of any 2^14 weights, the lowest limb first; only `used` limbs are not zero.
#[derive(Clone)]
struct Wide {
    limbs: [u64; 34],
    used: usize,
}

impl Wide {
    fn zero(bits: u32) -> Wide {
        Wide {
            limbs: [0; 34],
            used: bits.div_ceil(64) as usize,
        }
    }

    fn add(&mut self, fraction: u64, shift: u32) {
        let (limb, bit) = ((shift / 64) as usize, shift % 64);
        let addend = u128::from(fraction) << bit;
        let mut carry = false;
        for (i, limb) in self.limbs[limb..].iter_mut().enumerate() {
            let part = match i {
                0 => addend as u64,
                1 => (addend >> 64) as u64,
                _ if !carry => return,
                _ => 0,
            };
            (*limb, carry) = add(*limb, part, carry);
        }
    }

    /// `floor(2^64 self / whole)` for `self <= whole`, a bit at a time.
    fn quotient(&self, whole: &Wide) -> u128 {
        let mut rest = self.clone();
        let mut quotient = 0;
        for _ in 0..=64 {
            quotient <<= 1;
            if rest.cmp(whole) != Ordering::Less {
                rest.subtract(whole);
                quotient |= 1;
            }
            rest.double();
        }
        quotient
    }

    fn cmp(&self, other: &Wide) -> Ordering {
        self.limbs[..self.used]
            .iter()
            .rev()
            .cmp(other.limbs[..self.used].iter().rev())
    }

    fn subtract(&mut self, other: &Wide) {
        let mut borrow = false;
        for (a, &b) in self.limbs[..self.used].iter_mut().zip(&other.limbs) {
            let (difference, first) = a.overflowing_sub(b);
            let (difference, second) = difference.overflowing_sub(u64::from(borrow));
            (*a, borrow) = (difference, first || second);
        }
    }

    fn double(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs[..self.used] {
            (*limb, carry) = (*limb << 1 | carry, *limb >> 63);
        }
    }
}

fn add(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first || second)
}
