//! Which random bits belong to which trial.
//!
//! A stream is read in planes of 16 bits: plane `p` starts at ChaCha block `p * 2^48`, and the 16 bits of trial `t`
//! in it are the `t`-th half-word (little endian) of the key stream from there on. A block holds 32 half-words, so a
//! plane has room for 2^53 trials, the 2^16 planes fill the 64-bit block counter exactly, and a group of 512
//! consecutive trials is 16 blocks in memory order. Trial numbers are mapped by the identity: no shuffle anywhere.
use super::address::{Key, Stream};
use super::chacha::{self, BLOCK_HALVES};
use pulp::Arch;

/// Trials in a group: the unit of batches and of worlds.
pub const GROUP: usize = 512;
/// Planes that a full 64-bit word of a draw has.
pub const PLANES: usize = 4;
/// Trial numbers are below this.
pub const TRIALS: u64 = 1 << 53;

const BLOCKS_PER_PLANE: u64 = TRIALS / BLOCK_HALVES as u64;

impl Key {
    /// The 16 bits of one plane for consecutive trials, from `first` on.
    ///
    /// # Panics
    /// If `first` is not a multiple of [`GROUP`], or the last trial is not below [`TRIALS`].
    pub fn fill_plane(&self, arch: Arch, stream: Stream, plane: u16, first: u64, out: &mut [u16]) {
        assert!(first.is_multiple_of(GROUP as u64), "a batch starts at a whole group");
        assert!(
            first <= TRIALS && out.len() as u64 <= TRIALS - first,
            "trial numbers are below 2^53"
        );
        chacha::fill(arch, self, stream, block(plane, first), out);
    }

    /// The 64 bits of one trial: plane 0 in the highest 16, then planes 1, 2 and 3. Costs four ChaCha blocks (some 200 ns): for
    /// ties, for single trials and for the reference interpreter, not for columns.
    ///
    /// # Panics
    /// If `trial` is not below [`TRIALS`].
    pub fn word(&self, stream: Stream, trial: u64) -> u64 {
        (0..PLANES as u16).fold(0, |word, plane| word << 16 | u64::from(self.half(stream, plane, trial)))
    }

    /// The 16 bits of one trial in one plane: one ChaCha block, some 50 ns.
    ///
    /// # Panics
    /// If `trial` is not below [`TRIALS`].
    pub fn half(&self, stream: Stream, plane: u16, trial: u64) -> u16 {
        assert!(trial < TRIALS, "trial numbers are below 2^53");
        chacha::block(self, stream, block(plane, trial))[(trial % BLOCK_HALVES as u64) as usize]
    }
}

/// The part of a word that plane 0 holds.
pub fn high(word: u64) -> u16 {
    (word >> 48) as u16
}

/// A uniform number in the open interval (0, 1) from the upper 52 bits of a word: the midpoint of one of 2^52 equal
/// cells. (With 53 bits the last midpoint would round to 1, and an inverse distribution function there is infinite.)
pub fn uniform(word: u64) -> f64 {
    ((word >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
}

fn block(plane: u16, trial: u64) -> u64 {
    u64::from(plane) * BLOCKS_PER_PLANE + trial / BLOCK_HALVES as u64
}
