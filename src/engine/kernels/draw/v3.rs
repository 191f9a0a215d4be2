//! Thirty-two lanes at a time in 256-bit registers; thresholds of up to 64 rows are looked up in registers.
//!
//! A threshold is looked up as two bytes, 16 rows at a time, and interleaving the bytes gives half-words: first of the
//! lanes 0-7 and 16-23, then of the others. The random words are brought into the same order, and packing the two
//! registers of states restores the natural one.
use crate::draw::Table;
use crate::engine::kernels::rows::Rows;
use pulp::NullaryFnOnce;
use pulp::bytemuck::cast;
use pulp::x86::V3;
use std::arch::x86_64::__m256i;

const LANES: usize = 32;

/// Draws whole blocks of 32 lanes and says how many lanes that is; none where the table is too large.
pub(super) fn draw(
    simd: V3,
    table: &Table,
    words: &[u16],
    rows: Rows,
    states: &mut [u8],
    ties: &mut Vec<u32>,
) -> usize {
    let whole = states.len() / LANES * LANES;
    let lanes = (words, states, ties);
    match rows {
        Rows::One(row) => run(simd, Same { table, row }, &[], lanes),
        Rows::Narrow(rows) => match (table.thresholds(), table.rows()) {
            (1, ..=16) => run(simd, Hold::<1, 1>(table), rows, lanes),
            (2, ..=16) => run(simd, Hold::<2, 1>(table), rows, lanes),
            (3, ..=16) => run(simd, Hold::<3, 1>(table), rows, lanes),
            (1, ..=32) => run(simd, Hold::<1, 2>(table), rows, lanes),
            (2, ..=32) => run(simd, Hold::<2, 2>(table), rows, lanes),
            (3, ..=32) => run(simd, Hold::<3, 2>(table), rows, lanes),
            (1, ..=64) => run(simd, Hold::<1, 4>(table), rows, lanes),
            (2, ..=64) => run(simd, Hold::<2, 4>(table), rows, lanes),
            (3, ..=64) => run(simd, Hold::<3, 4>(table), rows, lanes),
            (_, ..=64) => run(simd, Loaded::<4>(table), rows, lanes),
            _ => return 0,
        },
        Rows::Wide(_) => return 0,
    }
    whole
}

/// The half-words of 32 lanes, in two registers.
type Two = (__m256i, __m256i);

/// Where the thresholds of 32 lanes come from.
trait Thresholds<const R: usize>: Copy {
    /// Whether the lanes have rows of their own.
    const BY_ROW: bool;
    fn count(&self) -> usize;
    fn at(&self, simd: V3, j: usize, rows: &[__m256i; R]) -> Two;
}

/// One row for all lanes.
#[derive(Clone, Copy)]
struct Same<'a> {
    table: &'a Table,
    row: usize,
}

impl Thresholds<1> for Same<'_> {
    const BY_ROW: bool = false;
    #[inline(always)]
    fn count(&self) -> usize {
        self.table.thresholds()
    }
    #[inline(always)]
    fn at(&self, simd: V3, j: usize, _: &[__m256i; 1]) -> Two {
        let cut = simd.avx._mm256_set1_epi16(self.table.high(j)[self.row] as i16);
        (cut, cut)
    }
}

/// What becomes thresholds once the code for wide registers is entered.
trait Source<const R: usize> {
    type Thresholds: Thresholds<R>;
    fn take(self, simd: V3) -> Self::Thresholds;
}

impl<const R: usize, T: Thresholds<R>> Source<R> for T {
    type Thresholds = T;
    #[inline(always)]
    fn take(self, _: V3) -> T {
        self
    }
}

/// A table whose `N` thresholds of up to `16 R` rows are to be held in registers.
struct Hold<'a, const N: usize, const R: usize>(&'a Table);

impl<const N: usize, const R: usize> Source<R> for Hold<'_, N, R> {
    type Thresholds = Held<N, R>;
    #[inline(always)]
    fn take(self, simd: V3) -> Held<N, R> {
        let none = [simd.avx._mm256_setzero_si256(); R];
        let mut held = [Bytes { low: none, high: none }; N];
        for (j, held) in held.iter_mut().enumerate() {
            *held = Bytes::new(simd, self.0.high(j));
        }
        Held(held)
    }
}

/// `N` thresholds of up to `16 R` rows as bytes.
#[derive(Clone, Copy)]
struct Held<const N: usize, const R: usize>([Bytes<R>; N]);

impl<const N: usize, const R: usize> Thresholds<R> for Held<N, R> {
    const BY_ROW: bool = true;
    #[inline(always)]
    fn count(&self) -> usize {
        N
    }
    #[inline(always)]
    fn at(&self, simd: V3, j: usize, rows: &[__m256i; R]) -> Two {
        self.0[j].look_up(simd, rows)
    }
}

/// Any number of thresholds of up to `16 R` rows, taken apart as they are used.
#[derive(Clone, Copy)]
struct Loaded<'a, const R: usize>(&'a Table);

impl<const R: usize> Thresholds<R> for Loaded<'_, R> {
    const BY_ROW: bool = true;
    #[inline(always)]
    fn count(&self) -> usize {
        self.0.thresholds()
    }
    #[inline(always)]
    fn at(&self, simd: V3, j: usize, rows: &[__m256i; R]) -> Two {
        Bytes::<R>::new(simd, self.0.high(j)).look_up(simd, rows)
    }
}

/// The lower and the upper bytes of a threshold, 16 rows to a register (twice, once for each of its halves).
#[derive(Clone, Copy)]
struct Bytes<const R: usize> {
    low: [__m256i; R],
    high: [__m256i; R],
}

impl<const R: usize> Bytes<R> {
    /// From a column of thresholds; rows that it does not have are 0.
    #[inline(always)]
    fn new(simd: V3, column: &[u16]) -> Self {
        let none = simd.avx._mm256_setzero_si256();
        let mut bytes = Bytes {
            low: [none; R],
            high: [none; R],
        };
        for (k, part) in column.as_chunks::<16>().0.iter().take(R).enumerate() {
            let sixteen: __m256i = cast(*part);
            let low = simd.avx2._mm256_and_si256(sixteen, simd.avx._mm256_set1_epi16(0xff));
            let high = simd.avx2._mm256_srli_epi16::<8>(sixteen);
            bytes.low[k] = Self::pack(simd, low);
            bytes.high[k] = Self::pack(simd, high);
        }
        bytes
    }

    #[inline(always)]
    fn pack(simd: V3, halves: __m256i) -> __m256i {
        simd.avx2
            ._mm256_permute4x64_epi64::<0x88>(simd.avx2._mm256_packus_epi16(halves, halves))
    }

    /// `rows[k]` has the place within the `k`-th sixteen, or its top bit set where a row lies elsewhere.
    #[inline(always)]
    fn look_up(&self, simd: V3, rows: &[__m256i; R]) -> Two {
        let avx2 = simd.avx2;
        let mut low = avx2._mm256_shuffle_epi8(self.low[0], rows[0]);
        let mut high = avx2._mm256_shuffle_epi8(self.high[0], rows[0]);
        for (k, &rows) in rows.iter().enumerate().skip(1) {
            low = avx2._mm256_or_si256(low, avx2._mm256_shuffle_epi8(self.low[k], rows));
            high = avx2._mm256_or_si256(high, avx2._mm256_shuffle_epi8(self.high[k], rows));
        }
        (
            avx2._mm256_unpacklo_epi8(low, high),
            avx2._mm256_unpackhi_epi8(low, high),
        )
    }
}

#[inline(always)]
fn run<const R: usize, S: Source<R>>(
    simd: V3,
    source: S,
    rows: &[u8],
    (words, states, ties): (&[u16], &mut [u8], &mut Vec<u32>),
) {
    simd.vectorize(Run {
        simd,
        source,
        rows,
        words,
        states,
        ties,
    });
}

struct Run<'a, S, const R: usize> {
    simd: V3,
    source: S,
    rows: &'a [u8],
    words: &'a [u16],
    states: &'a mut [u8],
    ties: &'a mut Vec<u32>,
}

impl<const R: usize, S: Source<R>> NullaryFnOnce for Run<'_, S, R> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Run {
            simd,
            source,
            rows,
            words,
            states,
            ties,
        } = self;
        let thresholds = source.take(simd);
        let avx2 = simd.avx2;
        let none = simd.avx._mm256_setzero_si256();
        let words = words.as_chunks::<LANES>().0;
        let rows = rows.as_chunks::<LANES>().0;
        for (block, (states, words)) in states.as_chunks_mut::<LANES>().0.iter_mut().zip(words).enumerate() {
            let [low, high] = cast::<[u16; LANES], [__m256i; 2]>(*words);
            let mut places = [none; R];
            if S::Thresholds::BY_ROW {
                let rows = cast(rows[block]);
                for (k, places) in places.iter_mut().enumerate() {
                    let within = avx2._mm256_sub_epi8(rows, simd.avx._mm256_set1_epi8(16 * k as i8));
                    *places = avx2._mm256_adds_epu8(within, simd.avx._mm256_set1_epi8(0x70));
                }
            }
            let even = avx2._mm256_permute2x128_si256::<0x20>(low, high);
            let odd = avx2._mm256_permute2x128_si256::<0x31>(low, high);
            let (mut states_even, mut states_odd) = (none, none);
            let (mut ties_even, mut ties_odd) = (none, none);
            for j in 0..thresholds.count() {
                let (cut_even, cut_odd) = thresholds.at(simd, j, &places);
                // a lane is -1 where the larger of word and threshold is the word
                let reached = avx2._mm256_cmpeq_epi16(avx2._mm256_max_epu16(even, cut_even), even);
                states_even = avx2._mm256_sub_epi16(states_even, reached);
                ties_even = avx2._mm256_or_si256(ties_even, avx2._mm256_cmpeq_epi16(even, cut_even));
                let reached = avx2._mm256_cmpeq_epi16(avx2._mm256_max_epu16(odd, cut_odd), odd);
                states_odd = avx2._mm256_sub_epi16(states_odd, reached);
                ties_odd = avx2._mm256_or_si256(ties_odd, avx2._mm256_cmpeq_epi16(odd, cut_odd));
            }
            *states = cast(avx2._mm256_packus_epi16(states_even, states_odd));
            if avx2._mm256_movemask_epi8(avx2._mm256_or_si256(ties_even, ties_odd)) != 0 {
                push(block, cast([ties_even, ties_odd]), ties);
            }
        }
    }
}

#[cold]
#[inline(never)]
fn push(block: usize, tied: [[[u16; 8]; 2]; 2], ties: &mut Vec<u32>) {
    for place in 0..LANES {
        // eights of lanes go to the first and the second register in turn
        let (eighth, within) = (place / 8, place % 8);
        if tied[eighth % 2][eighth / 2][within] != 0 {
            ties.push((block * LANES + place) as u32);
        }
    }
}
