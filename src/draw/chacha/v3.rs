//! Eight blocks side by side in 256-bit registers: a register holds one word of each block.
use super::{BLOCK_HALVES, Lanes, rounds};
use pulp::bytemuck::cast;
use pulp::x86::V3;
use pulp::{NullaryFnOnce, u32x8};
use std::arch::x86_64::__m256i;

const BLOCKS: u32 = 8;
const HALVES: usize = BLOCKS as usize * BLOCK_HALVES;

pub(super) fn fill(simd: V3, start: &[u32; 16], out: &mut [u16]) {
    simd.vectorize(Fill { simd, start, out });
}

struct Fill<'a> {
    simd: V3,
    start: &'a [u32; 16],
    out: &'a mut [u16],
}

impl NullaryFnOnce for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let mut start = *self.start;
        let (whole, rest) = self.out.as_chunks_mut::<HALVES>();
        for part in whole {
            eight(self.simd, &start, part);
            (start[12], start[13]) = advance(&start);
        }
        if !rest.is_empty() {
            let mut part = [0; HALVES];
            eight(self.simd, &start, &mut part);
            rest.copy_from_slice(&part[..rest.len()]);
        }
    }
}

fn advance(start: &[u32; 16]) -> (u32, u32) {
    let (low, carry) = start[12].overflowing_add(BLOCKS);
    (low, start[13].wrapping_add(u32::from(carry)))
}

#[inline(always)]
fn eight(simd: V3, start: &[u32; 16], out: &mut [u16; HALVES]) {
    // the counter is a multiple of 8, so that its lower word does not overflow within these blocks
    let mut first = [Word(simd, cast(u32x8(0, 1, 2, 3, 4, 5, 6, 7))); 16];
    for (i, word) in first.iter_mut().enumerate() {
        let splat = Word(simd, simd.avx._mm256_set1_epi32(start[i] as i32));
        *word = if i == 12 { word.add(splat) } else { splat };
    }
    let mut state = first;
    rounds(&mut state);
    let mut words = [first[0].1; 16];
    for (i, word) in words.iter_mut().enumerate() {
        *word = state[i].add(first[i]).1;
    }
    let halves = transpose(simd, words);
    for (part, half) in out.as_chunks_mut::<16>().0.iter_mut().zip(halves) {
        *part = cast(half);
    }
}

#[derive(Clone, Copy)]
struct Word(V3, __m256i);

impl Word {
    /// Bytes moved within each word: the rotations by 16 and 8.
    #[inline(always)]
    fn shuffle(self, places: [u8; 16]) -> Word {
        let places = self.0.avx2._mm256_broadcastsi128_si256(cast(places));
        Word(self.0, self.0.avx2._mm256_shuffle_epi8(self.1, places))
    }
}

impl Lanes for Word {
    #[inline(always)]
    fn add(self, other: Word) -> Word {
        Word(self.0, self.0.avx2._mm256_add_epi32(self.1, other.1))
    }
    #[inline(always)]
    fn xor(self, other: Word) -> Word {
        Word(self.0, self.0.avx2._mm256_xor_si256(self.1, other.1))
    }
    #[inline(always)]
    fn rotate_16(self) -> Word {
        self.shuffle([2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13])
    }
    #[inline(always)]
    fn rotate_12(self) -> Word {
        let up = self.0.avx2._mm256_slli_epi32::<12>(self.1);
        Word(
            self.0,
            self.0
                .avx2
                ._mm256_or_si256(up, self.0.avx2._mm256_srli_epi32::<20>(self.1)),
        )
    }
    #[inline(always)]
    fn rotate_8(self) -> Word {
        self.shuffle([3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14])
    }
    #[inline(always)]
    fn rotate_7(self) -> Word {
        let up = self.0.avx2._mm256_slli_epi32::<7>(self.1);
        Word(
            self.0,
            self.0
                .avx2
                ._mm256_or_si256(up, self.0.avx2._mm256_srli_epi32::<25>(self.1)),
        )
    }
}

/// From a register per word to two registers per block.
#[inline(always)]
fn transpose(simd: V3, words: [__m256i; 16]) -> [__m256i; 16] {
    let f = simd.avx2;
    // by_four[q][r]: lane `l` of 128 bits holds the words 4q .. 4q+3 of block 4l + r
    // (loops, not `array::from_fn`: its closure would not be compiled for these registers)
    let mut by_four = [[words[0]; 4]; 4];
    for (q, four) in by_four.iter_mut().enumerate() {
        let low = f._mm256_unpacklo_epi32(words[4 * q], words[4 * q + 1]);
        let high = f._mm256_unpackhi_epi32(words[4 * q], words[4 * q + 1]);
        let next_low = f._mm256_unpacklo_epi32(words[4 * q + 2], words[4 * q + 3]);
        let next_high = f._mm256_unpackhi_epi32(words[4 * q + 2], words[4 * q + 3]);
        *four = [
            f._mm256_unpacklo_epi64(low, next_low),
            f._mm256_unpackhi_epi64(low, next_low),
            f._mm256_unpacklo_epi64(high, next_high),
            f._mm256_unpackhi_epi64(high, next_high),
        ];
    }
    let mut halves = words;
    for r in 0..4 {
        // 0x20 takes lane 0 of both, 0x31 lane 1
        halves[2 * r] = f._mm256_permute2x128_si256::<0x20>(by_four[0][r], by_four[1][r]);
        halves[2 * r + 1] = f._mm256_permute2x128_si256::<0x20>(by_four[2][r], by_four[3][r]);
        halves[8 + 2 * r] = f._mm256_permute2x128_si256::<0x31>(by_four[0][r], by_four[1][r]);
        halves[9 + 2 * r] = f._mm256_permute2x128_si256::<0x31>(by_four[2][r], by_four[3][r]);
    }
    halves
}
