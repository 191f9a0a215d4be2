//! Truth columns: a byte a lane, 1 where something holds and 0 where it does not.
//!
//! All columns of a call must have the same length; a longer one is read in part, a shorter one panics.
use super::wide::wide;

/// How two numbers are compared. A comparison with NaN does not hold, but for `NotEqual`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

wide! {
    /// Where the state lies in `low ..= high`.
    pub fn within<'a>(states: &'a [u8], low: u8, high: u8, out: &'a mut [u8]) {
        for (out, &state) in out.iter_mut().zip(states) {
            *out = u8::from(state.wrapping_sub(low) <= high.wrapping_sub(low));
        }
    }

    /// Adds the lanes where the state lies in `low ..= high`: for sets of several ranges.
    pub fn or_within<'a>(states: &'a [u8], low: u8, high: u8, out: &'a mut [u8]) {
        for (out, &state) in out.iter_mut().zip(states) {
            *out |= u8::from(state.wrapping_sub(low) <= high.wrapping_sub(low));
        }
    }

    /// Where two columns have the same state, or the same truth.
    pub fn same<'a>(a: &'a [u8], b: &'a [u8], out: &'a mut [u8]) {
        for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
            *out = u8::from(a == b);
        }
    }

    /// Keeps the lanes where `other` holds too.
    pub fn and<'a>(out: &'a mut [u8], other: &'a [u8]) {
        for (out, &other) in out.iter_mut().zip(other) {
            *out &= other;
        }
    }

    /// Adds the lanes where `other` holds.
    pub fn or<'a>(out: &'a mut [u8], other: &'a [u8]) {
        for (out, &other) in out.iter_mut().zip(other) {
            *out |= other;
        }
    }

    /// Turns every lane over.
    pub fn not<'a>(out: &'a mut [u8]) {
        for out in out.iter_mut() {
            *out ^= 1;
        }
    }

    /// Where something holds for the first time: `now`, but not `before`; `before` then holds in those lanes too.
    pub fn newly<'a>(now: &'a [u8], before: &'a mut [u8], out: &'a mut [u8]) {
        for ((out, &now), before) in out.iter_mut().zip(now).zip(before.iter_mut()) {
            *out = now & !*before;
            *before |= now;
        }
    }

    /// Where `a` stands in the relation to `b`.
    pub fn compare<'a>(a: &'a [f64], relation: Relation, b: &'a [f64], out: &'a mut [u8]) {
        match relation {
            Relation::Less => pairs(a, b, out, Less),
            Relation::LessOrEqual => pairs(a, b, out, LessOrEqual),
            Relation::Equal => pairs(a, b, out, Equal),
            Relation::NotEqual => pairs(a, b, out, NotEqual),
            Relation::GreaterOrEqual => pairs(b, a, out, LessOrEqual),
            Relation::Greater => pairs(b, a, out, Less),
        }
    }

    /// States from `a` where `mask` holds, else from `b`.
    pub fn select_states<'a>(mask: &'a [u8], a: &'a [u8], b: &'a [u8], out: &'a mut [u8]) {
        for (((out, &on), &a), &b) in out.iter_mut().zip(mask).zip(a).zip(b) {
            *out = if on != 0 { a } else { b };
        }
    }

    /// Numbers from `a` where `mask` holds, else from `b`.
    pub fn select_numbers<'a>(mask: &'a [u8], a: &'a [f64], b: &'a [f64], out: &'a mut [f64]) {
        for (((out, &on), &a), &b) in out.iter_mut().zip(mask).zip(a).zip(b) {
            *out = if on != 0 { a } else { b };
        }
    }
}

/// A relation as a type, so that each has a loop of its own.
trait Holds: Copy {
    fn holds(self, a: f64, b: f64) -> bool;
}

macro_rules! relations {
    ($($name:ident $operator:tt),*) => {$(
        #[derive(Clone, Copy)]
        struct $name;
        impl Holds for $name {
            #[inline(always)]
            fn holds(self, a: f64, b: f64) -> bool {
                a $operator b
            }
        }
    )*};
}
relations!(Less <, LessOrEqual <=, Equal ==, NotEqual !=);

#[inline(always)]
fn pairs<H: Holds>(a: &[f64], b: &[f64], out: &mut [u8], relation: H) {
    for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
        *out = u8::from(relation.holds(a, b));
    }
}
