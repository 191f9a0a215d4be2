//! Whole numbers of thousands of bits: enough to hold any sum of floats, or of their squares, exactly.

/// A signed fixed-point number: limbs of 32 bits held in 64, the lowest first, so that many additions
/// can be made before carries are passed on (R. M. Neal, "Fast exact summation using small and large
/// superaccumulators", 2015).
///
/// In the canonical form every limb but the last is in 0..2³², and the last carries the sign; a value
/// has only one canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed<const LIMBS: usize> {
    limbs: [i64; LIMBS],
}

const LOW: i64 = 0xffff_ffff;

impl<const LIMBS: usize> Fixed<LIMBS> {
    pub(super) const ZERO: Self = Self { limbs: [0; LIMBS] };

    /// The limbs, to be added into: at most 1,024 numbers below 2⁵³ in size between two calls of
    /// [`Fixed::carry`].
    #[inline(always)]
    pub(super) fn limbs_mut(&mut self) -> &mut [i64; LIMBS] {
        &mut self.limbs
    }

    /// Passes carries on, which gives the canonical form.
    pub(super) fn carry(&mut self) {
        let mut carry = 0;
        let (last, rest) = self.limbs.split_last_mut().expect("a number has limbs");
        for limb in rest {
            let whole = *limb + carry;
            *limb = whole & LOW;
            carry = whole >> 32;
        }
        *last += carry;
    }

    /// As [`Fixed::carry`], after an addition to a canonical form at the limbs from `first` to `last`.
    pub(super) fn carry_from(&mut self, first: usize, last: usize) {
        let mut carry = 0;
        for (index, limb) in self.limbs[..LIMBS - 1].iter_mut().enumerate().skip(first) {
            let whole = *limb + carry;
            *limb = whole & LOW;
            carry = whole >> 32;
            if carry == 0 && index >= last {
                return;
            }
        }
        self.limbs[LIMBS - 1] += carry;
    }

    /// Adds a whole number × 2^`position`, or takes it away; its limbs grow by less than 2³³ each.
    pub(super) fn add_at(&mut self, position: usize, size: u128, negative: bool) {
        let shift = position % 32;
        let mut left = size;
        for index in position / 32.. {
            if left == 0 {
                return;
            }
            let piece = ((left & LOW as u128) as i64) << shift;
            left >>= 32;
            let (low, high) = (piece & LOW, piece >> 32);
            self.limbs[index] += if negative { -low } else { low };
            self.limbs[index + 1] += if negative { -high } else { high };
        }
    }

    /// Adds another number; both in canonical form, as is the result.
    pub(super) fn add(&mut self, other: &Self) {
        for (limb, more) in self.limbs.iter_mut().zip(&other.limbs) {
            *limb += more;
        }
        self.carry();
    }

    /// Whether it is below zero, and its size; from the canonical form.
    pub(super) fn sign_and_size(&self) -> (bool, Size) {
        let negative = self.limbs[LIMBS - 1] < 0;
        let mut turned = *self;
        if negative {
            turned.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            turned.carry();
        }
        let last = turned.limbs[LIMBS - 1];
        let mut words: Vec<u32> = turned.limbs[..LIMBS - 1].iter().map(|&limb| limb as u32).collect();
        words.extend([last as u32, (last >> 32) as u32]);
        (negative, Size { words })
    }
}

/// A whole number of any length: 32 bits a word, the lowest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Size {
    words: Vec<u32>,
}

impl Size {
    /// Its square.
    pub(super) fn squared(&self) -> Self {
        let mut words = vec![0_u32; 2 * self.words.len()];
        for (i, &a) in self.words.iter().enumerate() {
            let mut carry = 0_u64;
            for (j, &b) in self.words.iter().enumerate() {
                let sum = u64::from(a) * u64::from(b) + u64::from(words[i + j]) + carry;
                words[i + j] = sum as u32;
                carry = sum >> 32;
            }
            words[i + self.words.len()] = carry as u32;
        }
        Self { words }
    }

    /// Its product with `factor`.
    pub(super) fn times(&self, factor: u64) -> Self {
        let mut carry = 0_u128;
        let mut words: Vec<u32> = Vec::with_capacity(self.words.len() + 2);
        for &word in &self.words {
            let product = u128::from(word) * u128::from(factor) + carry;
            words.push(product as u32);
            carry = product >> 32;
        }
        words.extend([carry as u32, (carry >> 32) as u32]);
        Self { words }
    }

    /// What remains when `other`, which is not greater, is taken away.
    pub(super) fn less(&self, other: &Self) -> Self {
        let mut borrow = 0_i64;
        let length = self.words.len().max(other.words.len());
        let at = |size: &Self, index: usize| i64::from(size.words.get(index).copied().unwrap_or(0));
        let words = (0..length)
            .map(|index| {
                let difference = at(self, index) - at(other, index) + borrow;
                borrow = difference >> 32;
                difference as u32
            })
            .collect();
        Self { words }
    }

    /// How many bits it takes.
    pub(super) fn length(&self) -> i32 {
        let leading = self.words.iter().rposition(|&word| word != 0);
        leading.map_or(0, |at| 32 * at as i32 + 32 - self.words[at].leading_zeros() as i32)
    }

    /// Itself × 2^`exponent` over the product of `divisors` (at most two, none of them 0), correctly rounded to the
    /// nearest float, ties to even; infinity where it is too large for one.
    pub(super) fn over(&self, divisors: &[u64], exponent: i32) -> f64 {
        // With divisors below 2^128 together, a quotient that is no tie differs from every tie by at
        // least 2^-310: 320 bits below the point tell, and remainders need not be looked at.
        const EXTRA: usize = 10;
        let mut words = vec![0; EXTRA];
        words.extend(&self.words);
        for &divisor in divisors {
            let mut remainder = 0_u128;
            for word in words.iter_mut().rev() {
                let part = remainder << 32 | u128::from(*word);
                *word = (part / u128::from(divisor)) as u32;
                remainder = part % u128::from(divisor);
            }
        }
        round(&words, exponent - 32 * EXTRA as i32)
    }
}

/// The float nearest to the whole number in `words` × 2^`exponent`.
fn round(words: &[u32], exponent: i32) -> f64 {
    let bit = |index: i32| {
        let place = usize::try_from(index).ok();
        place
            .and_then(|place| words.get(place / 32))
            .is_some_and(|word| word >> (index & 31) & 1 == 1)
    };
    let Some(leading) = words.iter().rposition(|&word| word != 0) else {
        return 0.0;
    };
    let top = 32 * leading as i32 + 31 - words[leading].leading_zeros() as i32;
    // The last bit kept: the 53rd, or that of the smallest float.
    let last = (top - 52).max(-1074 - exponent);
    let mut fraction = (last..=top)
        .rev()
        .fold(0_u64, |sum, index| sum << 1 | u64::from(bit(index)));
    let half = bit(last - 1);
    let below = (0..last - 1).any(bit);
    if half && (below || fraction & 1 == 1) {
        fraction += 1;
    }
    // A fraction with its 53rd bit set raises the exponent field by one, as IEEE 754 wants.
    let field = i64::from(last + exponent + 1074);
    if field > 2045 {
        return f64::INFINITY;
    }
    f64::from_bits(((field as u64) << 52) + fraction)
}
