//! ChaCha8 key streams (Bernstein, 2008) as half-words, by the column.
use super::address::{Key, Stream};
use pulp::Arch;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Half-words (16 bits) in a block of 64 bytes.
pub const BLOCK_HALVES: usize = 32;

/// The half-words of the key stream from the given block on, little endian, in their order. The result does not
/// depend on `arch`.
pub fn fill(_arch: Arch, key: &Key, stream: Stream, first_block: u64, out: &mut [u16]) {
    fill_portable(key, stream, first_block, out);
}

/// One block as half-words.
pub fn block(key: &Key, stream: Stream, block: u64) -> [u16; BLOCK_HALVES] {
    let mut out = [0; BLOCK_HALVES];
    fill_portable(key, stream, block, &mut out);
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
