//! Sixty-four lanes at a time: the bits of a comparison's mask are counted.
use pulp::NullaryFnOnce;
use pulp::bytemuck::cast;
use pulp::x86::V4;

const LANES: usize = 64;

pub(super) fn equal(simd: V4, states: &[u8], state: u8) -> u64 {
    simd.vectorize(Equal { simd, states, state })
}

pub(super) fn equal_where(simd: V4, states: &[u8], mask: &[u8], state: u8) -> u64 {
    simd.vectorize(EqualWhere {
        simd,
        states,
        mask,
        state,
    })
}

struct Equal<'a> {
    simd: V4,
    states: &'a [u8],
    state: u8,
}

impl NullaryFnOnce for Equal<'_> {
    type Output = u64;

    #[inline(always)]
    fn call(self) -> u64 {
        let wanted = self.simd.avx512f._mm512_set1_epi8(self.state as i8);
        let (blocks, rest) = self.states.as_chunks::<LANES>();
        let mut total = 0;
        for block in blocks {
            total += u64::from(
                self.simd
                    .avx512bw
                    ._mm512_cmpeq_epi8_mask(cast(*block), wanted)
                    .count_ones(),
            );
        }
        for &lane in rest {
            total += u64::from(lane == self.state);
        }
        total
    }
}

struct EqualWhere<'a> {
    simd: V4,
    states: &'a [u8],
    mask: &'a [u8],
    state: u8,
}

impl NullaryFnOnce for EqualWhere<'_> {
    type Output = u64;

    #[inline(always)]
    fn call(self) -> u64 {
        let bw = self.simd.avx512bw;
        let wanted = self.simd.avx512f._mm512_set1_epi8(self.state as i8);
        let (blocks, rest) = self.states.as_chunks::<LANES>();
        let (masks, masks_rest) = self.mask.as_chunks::<LANES>();
        let mut total = 0;
        for (block, mask) in blocks.iter().zip(masks) {
            let on = bw._mm512_test_epi8_mask(cast(*mask), cast(*mask));
            total += u64::from(bw._mm512_mask_cmpeq_epi8_mask(on, cast(*block), wanted).count_ones());
        }
        for (&lane, &on) in rest.iter().zip(masks_rest) {
            total += u64::from(lane == self.state) & u64::from(on);
        }
        total
    }
}
