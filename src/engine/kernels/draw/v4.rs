//! Sixty-four lanes at a time in 512-bit registers; thresholds of up to 256 rows are looked up in registers.
//!
//! The row numbers of 64 lanes are widened to two registers of 32 half-words: the first holds the lanes 0-7, 16-23,
//! 32-39 and 48-55, the second the others. The random words are brought into the same order, and packing the two
//! registers of states restores the natural one.
use crate::draw::Table;
use crate::draw::table::REGISTER_ROWS;
use crate::engine::kernels::rows::Rows;
use pulp::NullaryFnOnce;
use pulp::bytemuck::cast;
use pulp::x86::V4;
use std::arch::x86_64::__m512i;

const LANES: usize = 64;

/// Draws whole blocks of 64 lanes and says how many lanes that is; none where the table is too large.
pub(super) fn draw(
    simd: V4,
    table: &Table,
    words: &[u16],
    rows: Rows,
    states: &mut [u8],
    ties: &mut Vec<u32>,
) -> usize {
    let whole = states.len() / LANES * LANES;
    let (lanes, high) = ((words, states, ties), |j| table.high(j));
    match rows {
        Rows::One(row) => match table.thresholds() {
            1 => run(simd, Same([high(0)[row]]), &[], lanes),
            2 => run(simd, Same([high(0)[row], high(1)[row]]), &[], lanes),
            3 => run(simd, Same([high(0)[row], high(1)[row], high(2)[row]]), &[], lanes),
            _ => run(simd, SameOf { table, row }, &[], lanes),
        },
        Rows::Narrow(rows) => match (table.thresholds(), table.rows()) {
            (1, ..=32) => run(simd, Held::<1, 1>([load(high(0))]), rows, lanes),
            (2, ..=32) => run(simd, Held::<2, 1>([load(high(0)), load(high(1))]), rows, lanes),
            (3, ..=32) => run(
                simd,
                Held::<3, 1>([load(high(0)), load(high(1)), load(high(2))]),
                rows,
                lanes,
            ),
            (1, ..=64) => run(simd, Held::<1, 2>([load(high(0))]), rows, lanes),
            (2, ..=64) => run(simd, Held::<2, 2>([load(high(0)), load(high(1))]), rows, lanes),
            (3, ..=64) => run(
                simd,
                Held::<3, 2>([load(high(0)), load(high(1)), load(high(2))]),
                rows,
                lanes,
            ),
            (_, ..=32) => run(simd, Loaded::<1>(table), rows, lanes),
            (_, ..=64) => run(simd, Loaded::<2>(table), rows, lanes),
            (_, ..=128) => run(simd, Loaded::<4>(table), rows, lanes),
            (_, ..=REGISTER_ROWS) => run(simd, Loaded::<8>(table), rows, lanes),
            _ => return 0,
        },
        Rows::Wide(_) => return 0,
    }
    whole
}

/// Where the thresholds of 32 lanes come from.
trait Thresholds: Copy {
    /// Whether the lanes have rows of their own.
    const BY_ROW: bool;
    fn count(&self) -> usize;
    fn at(&self, simd: V4, j: usize, rows: &Index) -> __m512i;
}

/// One row for all lanes.
#[derive(Clone, Copy)]
struct Same<const N: usize>([u16; N]);

impl<const N: usize> Thresholds for Same<N> {
    const BY_ROW: bool = false;
    #[inline(always)]
    fn count(&self) -> usize {
        N
    }
    #[inline(always)]
    fn at(&self, simd: V4, j: usize, _: &Index) -> __m512i {
        simd.avx512f._mm512_set1_epi16(self.0[j] as i16)
    }
}

/// One row of many thresholds for all lanes.
#[derive(Clone, Copy)]
struct SameOf<'a> {
    table: &'a Table,
    row: usize,
}

impl Thresholds for SameOf<'_> {
    const BY_ROW: bool = false;
    #[inline(always)]
    fn count(&self) -> usize {
        self.table.thresholds()
    }
    #[inline(always)]
    fn at(&self, simd: V4, j: usize, _: &Index) -> __m512i {
        simd.avx512f._mm512_set1_epi16(self.table.high(j)[self.row] as i16)
    }
}

/// `N` thresholds of up to `32 R` rows, kept in registers.
#[derive(Clone, Copy)]
struct Held<const N: usize, const R: usize>([[__m512i; R]; N]);

impl<const N: usize, const R: usize> Thresholds for Held<N, R> {
    const BY_ROW: bool = true;
    #[inline(always)]
    fn count(&self) -> usize {
        N
    }
    #[inline(always)]
    fn at(&self, simd: V4, j: usize, rows: &Index) -> __m512i {
        rows.look_up(simd, &self.0[j])
    }
}

/// Any number of thresholds of up to `32 R` rows, loaded as they are used.
#[derive(Clone, Copy)]
struct Loaded<'a, const R: usize>(&'a Table);

impl<const R: usize> Thresholds for Loaded<'_, R> {
    const BY_ROW: bool = true;
    #[inline(always)]
    fn count(&self) -> usize {
        self.0.thresholds()
    }
    #[inline(always)]
    fn at(&self, simd: V4, j: usize, rows: &Index) -> __m512i {
        rows.look_up::<R>(simd, &load(self.0.high(j)))
    }
}

/// The first `32 R` thresholds of a padded column of them.
#[inline(always)]
fn load<const R: usize>(high: &[u16]) -> [__m512i; R] {
    let parts = high.as_chunks::<32>().0;
    let mut registers = [cast(parts[0]); R];
    for i in 1..R {
        registers[i] = cast(parts[i]);
    }
    registers
}

/// The rows of 32 lanes, and the lanes whose row has bit 6 and bit 7.
struct Index {
    rows: __m512i,
    bit_6: u32,
    bit_7: u32,
}

impl Index {
    #[inline(always)]
    fn new(simd: V4, rows: __m512i) -> Index {
        let bit_6 = simd
            .avx512bw
            ._mm512_test_epi16_mask(rows, simd.avx512f._mm512_set1_epi16(64));
        let bit_7 = simd
            .avx512bw
            ._mm512_test_epi16_mask(rows, simd.avx512f._mm512_set1_epi16(128));
        Index { rows, bit_6, bit_7 }
    }

    #[inline(always)]
    fn look_up<const R: usize>(&self, simd: V4, table: &[__m512i; R]) -> __m512i {
        match R {
            1 => simd.avx512bw._mm512_permutexvar_epi16(self.rows, table[0]),
            2 => self.two(simd, table, 0),
            4 => self.four(simd, table, 0),
            _ => {
                let (low, high) = (self.four(simd, table, 0), self.four(simd, table, 4));
                simd.avx512bw._mm512_mask_blend_epi16(self.bit_7, low, high)
            }
        }
    }

    #[inline(always)]
    fn four<const R: usize>(&self, simd: V4, table: &[__m512i; R], i: usize) -> __m512i {
        let (low, high) = (self.two(simd, table, i), self.two(simd, table, i + 2));
        simd.avx512bw._mm512_mask_blend_epi16(self.bit_6, low, high)
    }

    #[inline(always)]
    fn two<const R: usize>(&self, simd: V4, table: &[__m512i; R], i: usize) -> __m512i {
        simd.avx512bw
            ._mm512_permutex2var_epi16(table[i], self.rows, table[i + 1])
    }
}

#[inline(always)]
fn run<T: Thresholds>(simd: V4, thresholds: T, rows: &[u8], lanes: (&[u16], &mut [u8], &mut Vec<u32>)) {
    let (words, states, ties) = lanes;
    simd.vectorize(Run {
        simd,
        thresholds: &thresholds,
        rows,
        words,
        states,
        ties,
    });
}

struct Run<'a, T> {
    simd: V4,
    thresholds: &'a T,
    rows: &'a [u8],
    words: &'a [u16],
    states: &'a mut [u8],
    ties: &'a mut Vec<u32>,
}

impl<T: Thresholds> NullaryFnOnce for Run<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Run {
            simd,
            thresholds,
            rows,
            words,
            states,
            ties,
        } = self;
        let thresholds = *thresholds;
        let (f, bw) = (simd.avx512f, simd.avx512bw);
        let none: __m512i = cast([0u8; LANES]);
        let one = f._mm512_set1_epi16(1);
        let words = words.as_chunks::<LANES>().0;
        let rows = rows.as_chunks::<LANES>().0;
        for (block, (states, words)) in states.as_chunks_mut::<LANES>().0.iter_mut().zip(words).enumerate() {
            let [low, high] = cast::<[u16; LANES], [__m512i; 2]>(*words);
            let (rows_even, rows_odd) = if T::BY_ROW {
                let rows = cast(rows[block]);
                (bw._mm512_unpacklo_epi8(rows, none), bw._mm512_unpackhi_epi8(rows, none))
            } else {
                (none, none)
            };
            let even = f._mm512_shuffle_i32x4::<0x88>(low, high);
            let odd = f._mm512_shuffle_i32x4::<0xdd>(low, high);
            let (rows_even, rows_odd) = (Index::new(simd, rows_even), Index::new(simd, rows_odd));
            let (mut states_even, mut states_odd) = (none, none);
            // zero in the lanes where a word equals a threshold
            let (mut apart_even, mut apart_odd) = (f._mm512_set1_epi16(-1), f._mm512_set1_epi16(-1));
            for j in 0..thresholds.count() {
                let cut = thresholds.at(simd, j, &rows_even);
                let reached = bw._mm512_cmpge_epu16_mask(even, cut);
                states_even = bw._mm512_mask_add_epi16(states_even, reached, states_even, one);
                apart_even = bw._mm512_min_epu16(apart_even, f._mm512_xor_si512(even, cut));
                let cut = thresholds.at(simd, j, &rows_odd);
                let reached = bw._mm512_cmpge_epu16_mask(odd, cut);
                states_odd = bw._mm512_mask_add_epi16(states_odd, reached, states_odd, one);
                apart_odd = bw._mm512_min_epu16(apart_odd, f._mm512_xor_si512(odd, cut));
            }
            *states = cast(bw._mm512_packus_epi16(states_even, states_odd));
            let apart = bw._mm512_min_epu16(apart_even, apart_odd);
            if bw._mm512_testn_epi16_mask(apart, apart) != 0 {
                push(block, cast([apart_even, apart_odd]), ties);
            }
        }
    }
}

#[cold]
#[inline(never)]
fn push(block: usize, apart: [[[u16; 8]; 4]; 2], ties: &mut Vec<u32>) {
    for place in 0..LANES {
        // eights of lanes go to the first and the second register in turn
        let (eighth, within) = (place / 8, place % 8);
        if apart[eighth % 2][eighth / 2][within] == 0 {
            ties.push((block * LANES + place) as u32);
        }
    }
}
