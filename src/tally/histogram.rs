//! A histogram of floats by their leading bits, from which order statistics are read.

use std::collections::BTreeMap;

/// Counts of values rounded to a few leading binary digits.
///
/// With `digits` fraction bits (12 unless told), a value is rounded to the nearest number of the form
/// ±1.f × 2^e with f of that many bits, and counted there: the count's value is off by at most
/// 2^−(digits+1) of itself, and whole numbers up to 2^(digits+1) are kept exactly. −0 counts as 0; below
/// 2⁻¹⁰²² the spacing is that of 2⁻¹⁰²². Infinities are counted as such and are order statistics; NaN is
/// counted apart and is none.
///
/// **Memory**: a page of 2^digits counters of 2 bytes for each sign and power of two that occurred: 8 KiB
/// with 12 digits, and 8 KiB beside them, with room for a sixteenth more; and some 16 bytes for each bin
/// with more than 65,535 values. Values spread from 1/1000 to 1000 with both signs take 0.3 MiB; the
/// most there can be beside full bins, with values of every size, is 32 MiB with 12 digits and 1 MiB with 7.
#[derive(Debug, Clone)]
pub struct Histogram {
    digits: u32,
    /// For each sign and exponent the number of its page in `counts`, or `NONE`.
    places: Box<[u16; PLACES]>,
    /// The pages one after another, in the order they were opened. The counters are short, so that those
    /// in use stay in the cache that is near: counting is a matter of memory.
    counters: Vec<u16>,
    /// By key, how often a counter has passed its greatest value and begun at 0 again.
    rounds: BTreeMap<u32, u64>,
    nan: u64,
    minus_infinity: u64,
    plus_infinity: u64,
    /// Values that were not exactly the number they were counted at.
    rounded: u64,
}

/// Where an order statistic lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// The number that stands for the values counted here.
    pub value: f64,
    /// The least value that can have been counted here.
    pub low: f64,
    /// The greatest value that can have been counted here.
    pub high: f64,
}

const NONE: u16 = u16::MAX;
/// Signs times exponent fields.
const PLACES: usize = 4096;
/// How many values of a column are turned into keys before they are counted.
const ROUND: usize = 512;
/// How many values bring a counter back to 0.
const ROUND_OF_COUNTER: u64 = 1 << 16;
const DEFAULT_DIGITS: u32 = 12;
const INFINITY_BITS: u64 = 0x7ff0_0000_0000_0000;
const LAST_EXPONENT_BIT: u64 = 1 << 52;

impl Histogram {
    /// No values; 12 fraction bits, which is a relative half-width of 2⁻¹³.
    pub fn new() -> Self {
        Self::with_digits(DEFAULT_DIGITS)
    }

    /// No values; `digits` fraction bits, cut to 0..=12.
    pub fn with_digits(digits: u32) -> Self {
        Self {
            digits: digits.min(DEFAULT_DIGITS),
            places: Box::new([NONE; PLACES]),
            counters: Vec::new(),
            rounds: BTreeMap::new(),
            nan: 0,
            minus_infinity: 0,
            plus_infinity: 0,
            rounded: 0,
        }
    }

    /// Counts one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let bits = plain_bits(value);
        if bits & INFINITY_BITS == INFINITY_BITS {
            return self.add_special(value, 1);
        }
        let shift = 52 - self.digits;
        self.rounded += loses_digits(bits, shift);
        self.count(key(bits, shift));
    }

    /// Counts one value so many times.
    pub fn add_many(&mut self, value: f64, times: u64) {
        if times == 0 {
            return;
        }
        let bits = plain_bits(value);
        if bits & INFINITY_BITS == INFINITY_BITS {
            return self.add_special(value, times);
        }
        let shift = 52 - self.digits;
        self.rounded += times * loses_digits(bits, shift);
        self.count_many(key(bits, shift), times);
    }

    /// Counts every value of a column; quicker than one by one.
    pub fn add_all(&mut self, values: &[f64]) {
        let shift = 52 - self.digits;
        let mut keys = [0_u32; ROUND];
        for round in values.chunks(ROUND) {
            // Without branches or tables, so that several values are worked on at a time.
            let (mut rounded, mut infinite) = (0, 0);
            for (slot, &value) in keys.iter_mut().zip(round) {
                let bits = plain_bits(value);
                *slot = key(bits, shift);
                rounded += loses_digits(bits, shift);
                // Only an exponent field of all ones carries into the sign.
                infinite |= (bits & INFINITY_BITS) + LAST_EXPONENT_BIT;
            }
            if infinite >> 63 == 1 {
                round.iter().for_each(|&value| self.add(value));
                continue;
            }
            self.rounded += rounded;
            keys.iter().take(round.len()).for_each(|&key| self.count(key));
        }
    }

    /// Adds another histogram.
    ///
    /// # Panics
    /// If they keep different numbers of digits.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.digits, other.digits, "tallies of one thing have one shape");
        for (place, more) in other.occupied() {
            let start = self.start_of(place);
            let first = self.key_of(place);
            for ((key, counter), more) in (first..).zip(&mut self.counters[start..]).zip(more) {
                let passed;
                (*counter, passed) = counter.overflowing_add(*more);
                if passed {
                    *self.rounds.entry(key).or_default() += 1;
                }
            }
        }
        for (&key, more) in &other.rounds {
            *self.rounds.entry(key).or_default() += more;
        }
        self.nan += other.nan;
        self.minus_infinity += other.minus_infinity;
        self.plus_infinity += other.plus_infinity;
        self.rounded += other.rounded;
    }

    /// How many values there are, NaN not counted.
    pub fn total(&self) -> u64 {
        let counters: u64 = self.counters.iter().map(|&counter| u64::from(counter)).sum();
        let finite = counters + ROUND_OF_COUNTER * self.rounds.values().sum::<u64>();
        finite + self.minus_infinity + self.plus_infinity
    }

    /// The most bytes that a histogram of `digits` fraction bits can come to take, beside itself and bins
    /// of more than 65,535 values.
    pub const fn most_bytes(digits: u32) -> usize {
        PLACES * (size_of::<u16>() + (size_of::<u16>() << digits))
    }

    /// The bytes it takes now, beside itself.
    pub fn bytes(&self) -> usize {
        PLACES * size_of::<u16>()
            + self.counters.capacity() * size_of::<u16>()
            + self.rounds.len() * size_of::<(u32, u64)>()
    }

    /// How many NaN were added.
    pub fn nan(&self) -> u64 {
        self.nan
    }

    /// Whether every finite value was exactly the number that stands for it.
    pub fn is_exact(&self) -> bool {
        self.rounded == 0
    }

    /// Where the `rank`-th smallest value lies, from 1; none if there are fewer values.
    pub fn order_statistic(&self, rank: u64) -> Option<Bin> {
        self.order_statistics(&[rank]).pop().flatten()
    }

    /// [`Histogram::order_statistic`] for several ranks in one pass, in their order.
    pub fn order_statistics(&self, ranks: &[u64]) -> Vec<Option<Bin>> {
        let mut order: Vec<usize> = (0..ranks.len()).filter(|&index| ranks[index] > 0).collect();
        order.sort_by_key(|&index| ranks[index]);
        let mut waiting = order.into_iter().peekable();
        let mut found = vec![None; ranks.len()];
        let mut passed = 0;
        for page in self.pages_in_order() {
            // Most pages hold none of the ranks, and are only added up.
            let end = passed + page.total();
            if waiting.peek().is_some_and(|&index| ranks[index] <= end) {
                let mut within = passed;
                for (bin, count) in page.bins(self.digits) {
                    within += count;
                    while let Some(index) = waiting.next_if(|&index| ranks[index] <= within) {
                        found[index] = Some(bin);
                    }
                }
            }
            passed = end;
        }
        found
    }

    /// Every bin that holds a value with its count, from the least value to the greatest.
    pub fn bins(&self) -> impl Iterator<Item = (Bin, u64)> + '_ {
        let digits = self.digits;
        self.pages_in_order()
            .flat_map(move |page| page.bins(digits))
            .filter(|(_, count)| *count > 0)
    }

    fn pages_in_order(&self) -> impl Iterator<Item = Page> {
        let ordered = (PLACES / 2..PLACES).rev().chain(0..PLACES / 2);
        let finite = ordered.filter_map(|place| {
            let counters = self.page(place)?;
            let mut counts: Vec<u64> = counters.iter().map(|&counter| u64::from(counter)).collect();
            let first = self.key_of(place);
            for (&key, rounds) in self.rounds.range(first..first + (1 << self.digits)) {
                counts[(key - first) as usize] += ROUND_OF_COUNTER * rounds;
            }
            Some(Page::Finite { place, counts })
        });
        let infinite = |value, count| std::iter::once(Page::Infinite { value, count });
        let below = infinite(f64::NEG_INFINITY, self.minus_infinity);
        let above = infinite(f64::INFINITY, self.plus_infinity);
        below.chain(finite).chain(above)
    }

    /// Places with their counters, the same order whatever was added first.
    fn occupied(&self) -> impl Iterator<Item = (usize, &[u16])> {
        (0..PLACES).filter_map(|place| Some((place, self.page(place)?)))
    }

    fn page(&self, place: usize) -> Option<&[u16]> {
        let start = usize::from(self.places[place]) << self.digits;
        self.counters.get(start..start + (1 << self.digits))
    }

    /// The key of the first counter of a page.
    fn key_of(&self, place: usize) -> u32 {
        (place as u32) << self.digits
    }

    #[inline(always)]
    fn count(&mut self, key: u32) {
        let place = (key >> self.digits) as usize & (PLACES - 1);
        let slot = key as usize & ((1 << self.digits) - 1);
        // `NONE` leads beyond the most counters there can be.
        let index = (usize::from(self.places[place]) << self.digits) + slot;
        match self.counters.get_mut(index) {
            Some(counter) if *counter < u16::MAX => *counter += 1,
            _ => self.count_many(key, 1),
        }
    }

    #[cold]
    fn count_many(&mut self, key: u32, times: u64) {
        let place = (key >> self.digits) as usize;
        let slot = key as usize & ((1 << self.digits) - 1);
        let index = self.start_of(place) + slot;
        let low = u64::from(self.counters[index]) + times % ROUND_OF_COUNTER;
        let rounds = times / ROUND_OF_COUNTER + low / ROUND_OF_COUNTER;
        self.counters[index] = (low % ROUND_OF_COUNTER) as u16;
        if rounds > 0 {
            *self.rounds.entry(key).or_default() += rounds;
        }
    }

    /// Where the page of a place starts, which is opened if it was not.
    fn start_of(&mut self, place: usize) -> usize {
        match self.places[place] {
            NONE => self.open(place),
            page => usize::from(page) << self.digits,
        }
    }

    fn open(&mut self, place: usize) -> usize {
        let start = self.counters.len();
        let pages = start >> self.digits;
        // At most 4,096 pages, so the number fits.
        self.places[place] = pages as u16;
        if start == self.counters.capacity() {
            // Doubling would leave too much unused.
            let more = (pages / 16).clamp(1, PLACES - pages);
            self.counters.reserve_exact(more << self.digits);
        }
        self.counters.resize(start + (1 << self.digits), 0);
        start
    }

    #[cold]
    fn add_special(&mut self, value: f64, times: u64) {
        if value.is_nan() {
            self.nan += times;
        } else if value > 0.0 {
            self.plus_infinity += times;
        } else {
            self.minus_infinity += times;
        }
    }
}

/// The bits of a value; those of 0 for −0.
#[inline(always)]
fn plain_bits(value: f64) -> u64 {
    (value + 0.0).to_bits()
}

/// The place and, in the last bits, the slot on its page of a finite value, rounded to nearest.
#[inline(always)]
fn key(bits: u64, shift: u32) -> u32 {
    (bits.wrapping_add(1 << (shift - 1)) >> shift) as u32
}

/// 1 if the last `shift` bits are not all zero, else 0.
#[inline(always)]
fn loses_digits(bits: u64, shift: u32) -> u64 {
    let lost = (1 << shift) - 1;
    ((bits & lost) + lost) >> shift
}

/// The counts of one sign and power of two, or of one infinity.
enum Page {
    Finite { place: usize, counts: Vec<u64> },
    Infinite { value: f64, count: u64 },
}

impl Page {
    fn total(&self) -> u64 {
        match self {
            Self::Finite { counts, .. } => counts.iter().sum(),
            Self::Infinite { count, .. } => *count,
        }
    }

    /// Its bins with their counts, the least value first.
    fn bins(self, digits: u32) -> impl Iterator<Item = (Bin, u64)> {
        let length = match &self {
            Self::Finite { counts, .. } => counts.len(),
            Self::Infinite { .. } => 1,
        };
        (0..length).map(move |index| match &self {
            Self::Finite { place, counts } => {
                let slot = if *place >= PLACES / 2 {
                    length - 1 - index
                } else {
                    index
                };
                (bin(digits, *place, slot), counts[slot])
            }
            &Self::Infinite { value, count } => (
                Bin {
                    value,
                    low: value,
                    high: value,
                },
                count,
            ),
        })
    }
}

/// What is counted at a slot of a page.
fn bin(digits: u32, place: usize, slot: usize) -> Bin {
    let shift = 52 - digits;
    let size = (place as u64 & 0x7ff) << 52 | (slot as u64) << shift;
    let half = 1_u64 << (shift - 1);
    // The last bin would stand for infinity: the largest float stands for it.
    let least = f64::from_bits(size.saturating_sub(half));
    let value = f64::from_bits(size).min(f64::MAX);
    let greatest = f64::from_bits(size + half - 1).min(f64::MAX);
    if place >= PLACES / 2 {
        return Bin {
            value: 0.0 - value,
            low: -greatest,
            high: -least,
        };
    }
    Bin {
        value,
        low: least,
        high: greatest,
    }
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

/// Equal if they hold the same counts, in whatever order their pages were opened.
impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        self.digits == other.digits
            && (self.nan, self.rounded) == (other.nan, other.rounded)
            && self.minus_infinity == other.minus_infinity
            && self.plus_infinity == other.plus_infinity
            && self.rounds == other.rounds
            && self.occupied().eq(other.occupied())
    }
}

impl Eq for Histogram {}
