//! ChaCha8 key streams (Bernstein, "ChaCha, a variant of Salsa20", 2008) as half-words, by the column.
//!
//! The stream is that of `rand_chacha::ChaCha8Rng`, which also fills the columns where no vector code of ours fits.
//! The vector code runs the same rounds on 8 or 16 blocks side by side and is three to four times as fast.
#[cfg(target_arch = "x86_64")]
mod v3;
#[cfg(target_arch = "x86_64")]
mod v4;

use super::address::{Key, Stream};
use pulp::Arch;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Half-words (16 bits) in a block of 64 bytes.
pub const BLOCK_HALVES: usize = 32;

/// Blocks that vector code makes at once, or twice as many as it does: the first block of a column is a multiple of it.
const BLOCKS: u64 = 16;

/// The half-words of the key stream from the given block on, little endian, in their order. The result does not
/// depend on `arch`.
///
/// # Panics
/// If the block is not a multiple of 16.
pub fn fill(arch: Arch, key: &Key, stream: Stream, first_block: u64, out: &mut [u16]) {
    assert!(
        first_block.is_multiple_of(BLOCKS),
        "a column starts at a multiple of 16 blocks"
    );
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::fill(simd, &start(key, stream, first_block), out),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(simd) => v3::fill(simd, &start(key, stream, first_block), out),
        _ => fill_portable(key, stream, first_block, out),
    }
}

/// One block as half-words.
pub fn block(key: &Key, stream: Stream, block: u64) -> [u16; BLOCK_HALVES] {
    let start = start(key, stream, block);
    let mut state = start;
    rounds(&mut state);
    let mut out = [0; BLOCK_HALVES];
    for (pair, (word, start)) in out.as_chunks_mut().0.iter_mut().zip(state.into_iter().zip(start)) {
        let word = word.wrapping_add(start);
        *pair = [word as u16, (word >> 16) as u16];
    }
    out
}

fn fill_portable(key: &Key, stream: Stream, first_block: u64, out: &mut [u16]) {
    let mut generator = ChaCha8Rng::from_seed(*key.bytes());
    generator.set_stream(stream.number());
    generator.set_word_pos(u128::from(first_block) * 16);
    let mut bytes = [0; 1024];
    for part in out.chunks_mut(512) {
        // whole words only: the generator drops the rest of a word
        let bytes = &mut bytes[..part.len().next_multiple_of(2) * 2];
        generator.fill_bytes(bytes);
        for (half, pair) in part.iter_mut().zip(bytes.as_chunks().0) {
            *half = u16::from_le_bytes(*pair);
        }
    }
}

/// The 16 words that a block starts from: constants, key, block counter, stream.
fn start(key: &Key, stream: Stream, block: u64) -> [u32; 16] {
    let mut state = [
        0x6170_7865,
        0x3320_646e,
        0x7962_2d32,
        0x6b20_6574,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    for (word, bytes) in state[4..12].iter_mut().zip(key.bytes().as_chunks().0) {
        *word = u32::from_le_bytes(*bytes);
    }
    state[12] = block as u32;
    state[13] = (block >> 32) as u32;
    state[14] = stream.number() as u32;
    state[15] = (stream.number() >> 32) as u32;
    state
}

/// A word of a block, or the same word of several blocks.
trait Lanes: Copy {
    fn add(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    fn rotate_16(self) -> Self;
    fn rotate_12(self) -> Self;
    fn rotate_8(self) -> Self;
    fn rotate_7(self) -> Self;
}

impl Lanes for u32 {
    fn add(self, other: u32) -> u32 {
        self.wrapping_add(other)
    }
    fn xor(self, other: u32) -> u32 {
        self ^ other
    }
    fn rotate_16(self) -> u32 {
        self.rotate_left(16)
    }
    fn rotate_12(self) -> u32 {
        self.rotate_left(12)
    }
    fn rotate_8(self) -> u32 {
        self.rotate_left(8)
    }
    fn rotate_7(self) -> u32 {
        self.rotate_left(7)
    }
}

/// The eight rounds: four times a round on columns and one on diagonals.
#[inline(always)]
fn rounds<L: Lanes>(state: &mut [L; 16]) {
    for _ in 0..4 {
        quarters(state, [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15]]);
        quarters(state, [[0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]]);
    }
}

/// Four independent quarter rounds, line by line so that they overlap.
#[inline(always)]
fn quarters<L: Lanes>(s: &mut [L; 16], places: [[usize; 4]; 4]) {
    for [a, b, _, d] in places {
        s[a] = s[a].add(s[b]);
        s[d] = s[d].xor(s[a]).rotate_16();
    }
    for [_, b, c, d] in places {
        s[c] = s[c].add(s[d]);
        s[b] = s[b].xor(s[c]).rotate_12();
    }
    for [a, b, _, d] in places {
        s[a] = s[a].add(s[b]);
        s[d] = s[d].xor(s[a]).rotate_8();
    }
    for [_, b, c, d] in places {
        s[c] = s[c].add(s[d]);
        s[b] = s[b].xor(s[c]).rotate_7();
    }
}
