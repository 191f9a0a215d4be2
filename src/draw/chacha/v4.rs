//! Sixteen blocks side by side in 512-bit registers: a register holds one word of each block.
use super::{BLOCK_HALVES, BLOCKS, Lanes, rounds};
use pulp::bytemuck::cast;
use pulp::x86::V4;
use pulp::{NullaryFnOnce, u32x16};
use std::arch::x86_64::__m512i;

const HALVES: usize = BLOCKS as usize * BLOCK_HALVES;

pub(super) fn fill(simd: V4, start: &[u32; 16], out: &mut [u16]) {
    simd.vectorize(Fill { simd, start, out });
}

struct Fill<'a> {
    simd: V4,
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
            sixteen(self.simd, &start, part);
            (start[12], start[13]) = advance(&start);
        }
        if !rest.is_empty() {
            let mut part = [0; HALVES];
            sixteen(self.simd, &start, &mut part);
            rest.copy_from_slice(&part[..rest.len()]);
        }
    }
}

fn advance(start: &[u32; 16]) -> (u32, u32) {
    let (low, carry) = start[12].overflowing_add(BLOCKS as u32);
    (low, start[13].wrapping_add(u32::from(carry)))
}

#[inline(always)]
fn sixteen(simd: V4, start: &[u32; 16], out: &mut [u16; HALVES]) {
    // the counter is a multiple of 16, so that its lower word does not overflow within these blocks
    let places = u32x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    let mut first = [Word(simd, cast(places)); 16];
    for (i, word) in first.iter_mut().enumerate() {
        let splat = Word(simd, simd.avx512f._mm512_set1_epi32(start[i] as i32));
        *word = if i == 12 { word.add(splat) } else { splat };
    }
    let mut state = first;
    rounds(&mut state);
    let mut words = [first[0].1; 16];
    for (i, word) in words.iter_mut().enumerate() {
        *word = state[i].add(first[i]).1;
    }
    let blocks = transpose(simd, words);
    for (part, block) in out.as_chunks_mut::<BLOCK_HALVES>().0.iter_mut().zip(blocks) {
        *part = cast(block);
    }
}

#[derive(Clone, Copy)]
struct Word(V4, __m512i);

impl Lanes for Word {
    #[inline(always)]
    fn add(self, other: Word) -> Word {
        Word(self.0, self.0.avx512f._mm512_add_epi32(self.1, other.1))
    }
    #[inline(always)]
    fn xor(self, other: Word) -> Word {
        Word(self.0, self.0.avx512f._mm512_xor_si512(self.1, other.1))
    }
    #[inline(always)]
    fn rotate_16(self) -> Word {
        Word(self.0, self.0.avx512f._mm512_rol_epi32::<16>(self.1))
    }
    #[inline(always)]
    fn rotate_12(self) -> Word {
        Word(self.0, self.0.avx512f._mm512_rol_epi32::<12>(self.1))
    }
    #[inline(always)]
    fn rotate_8(self) -> Word {
        Word(self.0, self.0.avx512f._mm512_rol_epi32::<8>(self.1))
    }
    #[inline(always)]
    fn rotate_7(self) -> Word {
        Word(self.0, self.0.avx512f._mm512_rol_epi32::<7>(self.1))
    }
}

/// From a register per word to a register per block.
#[inline(always)]
fn transpose(simd: V4, words: [__m512i; 16]) -> [__m512i; 16] {
    let f = simd.avx512f;
    // by_four[q][r]: lane `l` of 128 bits holds the words 4q .. 4q+3 of block 4l + r
    // (loops, not `array::from_fn`: its closure would not be compiled for these registers)
    let mut by_four = [[words[0]; 4]; 4];
    for (q, four) in by_four.iter_mut().enumerate() {
        let low = f._mm512_unpacklo_epi32(words[4 * q], words[4 * q + 1]);
        let high = f._mm512_unpackhi_epi32(words[4 * q], words[4 * q + 1]);
        let next_low = f._mm512_unpacklo_epi32(words[4 * q + 2], words[4 * q + 3]);
        let next_high = f._mm512_unpackhi_epi32(words[4 * q + 2], words[4 * q + 3]);
        *four = [
            f._mm512_unpacklo_epi64(low, next_low),
            f._mm512_unpackhi_epi64(low, next_low),
            f._mm512_unpacklo_epi64(high, next_high),
            f._mm512_unpackhi_epi64(high, next_high),
        ];
    }
    let mut blocks = words;
    for r in 0..4 {
        // 0x88 takes the lanes 0 and 2 of both, 0xdd the lanes 1 and 3
        let even = f._mm512_shuffle_i32x4::<0x88>(by_four[0][r], by_four[1][r]);
        let odd = f._mm512_shuffle_i32x4::<0xdd>(by_four[0][r], by_four[1][r]);
        let next_even = f._mm512_shuffle_i32x4::<0x88>(by_four[2][r], by_four[3][r]);
        let next_odd = f._mm512_shuffle_i32x4::<0xdd>(by_four[2][r], by_four[3][r]);
        blocks[r] = f._mm512_shuffle_i32x4::<0x88>(even, next_even);
        blocks[4 + r] = f._mm512_shuffle_i32x4::<0x88>(odd, next_odd);
        blocks[8 + r] = f._mm512_shuffle_i32x4::<0xdd>(even, next_even);
        blocks[12 + r] = f._mm512_shuffle_i32x4::<0xdd>(odd, next_odd);
    }
    blocks
}
