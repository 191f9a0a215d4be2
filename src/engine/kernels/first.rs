//! Moments at which something first held, and how often it held by a moment.
use pulp::{Arch, NullaryFnOnce};

use super::wide::run;

/// Lanes that are counted side by side, each in a byte; a byte counts 255 of them.
const STRIPE: usize = 64;

/// A moment of a batch: 0 is before all others.
pub trait Moment: Copy + Ord {
    /// After all others: it never held.
    const NEVER: Self;
    /// Before all others.
    const ZERO: Self;
    /// The moment of a step, which must be less than [`Moment::NEVER`].
    fn of(step: u32) -> Self;
}

impl Moment for u8 {
    const NEVER: u8 = u8::MAX;
    const ZERO: u8 = 0;
    fn of(step: u32) -> u8 {
        step as u8
    }
}

impl Moment for u16 {
    const NEVER: u16 = u16::MAX;
    const ZERO: u16 = 0;
    fn of(step: u32) -> u16 {
        step as u16
    }
}

/// Where a lane is at `state` and was not at a moment before, `first` becomes `now`.
pub fn mark<T: Moment>(arch: Arch, states: &[u8], state: u8, now: T, first: &mut [T]) {
    run(
        arch,
        Mark {
            states,
            state,
            now,
            first,
        },
    );
}

/// In how many lanes `first` is at most `until`: all of these, and those of them where `wanted` is 1. Moments are from 1 on, so a lane whose
/// `until` is 0 never counts.
///
/// # Panics
/// If the columns have different lengths.
pub fn held_by<T: Moment>(arch: Arch, first: &[T], until: &[T], wanted: &[u8]) -> (u64, u64) {
    assert!(
        first.len() == until.len() && first.len() == wanted.len(),
        "columns of one batch"
    );
    run(arch, HeldBy { first, until, wanted })
}

struct Mark<'a, T> {
    states: &'a [u8],
    state: u8,
    now: T,
    first: &'a mut [T],
}

impl<T: Moment> NullaryFnOnce for Mark<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (state, now) = (self.state, self.now);
        for (first, &here) in self.first.iter_mut().zip(self.states) {
            let held = if here == state { now } else { T::NEVER };
            *first = if held < *first { held } else { *first };
        }
    }
}

struct HeldBy<'a, T> {
    first: &'a [T],
    until: &'a [T],
    wanted: &'a [u8],
}

impl<T: Moment> NullaryFnOnce for HeldBy<'_, T> {
    type Output = (u64, u64);

    #[inline(always)]
    fn call(self) -> (u64, u64) {
        let (first, first_rest) = self.first.as_chunks::<STRIPE>();
        let (until, until_rest) = self.until.as_chunks::<STRIPE>();
        let (wanted, wanted_rest) = self.wanted.as_chunks::<STRIPE>();
        let (mut all, mut both) = (0u64, 0u64);
        for ((&first, &until), &wanted) in first_rest.iter().zip(until_rest).zip(wanted_rest) {
            let held = u8::from(first <= until);
            all += u64::from(held);
            both += u64::from(held & wanted);
        }
        for ((first, until), wanted) in first.chunks(255).zip(until.chunks(255)).zip(wanted.chunks(255)) {
            let (mut sums, mut sums_wanted) = ([0u8; STRIPE], [0u8; STRIPE]);
            for ((first, until), wanted) in first.iter().zip(until).zip(wanted) {
                for lane in 0..STRIPE {
                    let held = u8::from(first[lane] <= until[lane]);
                    sums[lane] += held;
                    sums_wanted[lane] += held & wanted[lane];
                }
            }
            all += sums.iter().map(|&sum| u64::from(sum)).sum::<u64>();
            both += sums_wanted.iter().map(|&sum| u64::from(sum)).sum::<u64>();
        }
        (all, both)
    }
}
