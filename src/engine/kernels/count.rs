//! How many lanes have each state.
#[cfg(target_arch = "x86_64")]
mod v4;

use pulp::Arch;

/// Lanes that are counted side by side, each in a byte; a byte counts 255 of them.
const STRIPE: usize = 64;

/// Adds the number of lanes with state `i` to `counts[i]`. The last count is what is left of the lanes, so every
/// state must be below `counts.len()`.
///
/// # Panics
/// If `counts` is empty.
pub fn count(arch: Arch, states: &[u8], counts: &mut [u64]) {
    share_out(states.len() as u64, counts, |state| match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::equal(simd, states, state),
        _ => sum(states, |lane| u8::from(lane == state)),
    });
}

/// The same over the lanes where `mask` is 1; it is 0 in all others.
///
/// # Panics
/// If `counts` is empty, or the columns have different lengths.
pub fn count_where(arch: Arch, states: &[u8], mask: &[u8], counts: &mut [u64]) {
    assert!(states.len() == mask.len(), "a mask for each lane");
    share_out(ones(arch, mask), counts, |state| match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::equal_where(simd, states, mask, state),
        _ => sum_where(states, mask, state),
    });
}

/// How many lanes of a truth column are 1.
pub fn ones(arch: Arch, truth: &[u8]) -> u64 {
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::equal(simd, truth, 1),
        _ => sum(truth, |lane| lane),
    }
}

fn share_out(lanes: u64, counts: &mut [u64], found: impl Fn(u8) -> u64) {
    let (last, others) = counts.split_last_mut().expect("a column has at least one state");
    let mut left = lanes;
    for (state, total) in others.iter_mut().enumerate() {
        let found = found(state as u8);
        *total += found;
        left -= found;
    }
    *last += left;
}

fn sum(column: &[u8], worth: impl Fn(u8) -> u8) -> u64 {
    let (stripes, rest) = column.as_chunks::<STRIPE>();
    let mut total = rest.iter().map(|&lane| u64::from(worth(lane))).sum();
    for stripes in stripes.chunks(255) {
        let mut sums = [0u8; STRIPE];
        for stripe in stripes {
            for (sum, &lane) in sums.iter_mut().zip(stripe) {
                *sum += worth(lane);
            }
        }
        total += sums.iter().map(|&sum| u64::from(sum)).sum::<u64>();
    }
    total
}

fn sum_where(column: &[u8], mask: &[u8], state: u8) -> u64 {
    let (stripes, rest) = column.as_chunks::<STRIPE>();
    let (masks, masks_rest) = mask.as_chunks::<STRIPE>();
    let worth = |lane: u8, on: u8| u8::from(lane == state) & on;
    let mut total = rest
        .iter()
        .zip(masks_rest)
        .map(|(&lane, &on)| u64::from(worth(lane, on)))
        .sum();
    for (stripes, masks) in stripes.chunks(255).zip(masks.chunks(255)) {
        let mut sums = [0u8; STRIPE];
        for (stripe, mask) in stripes.iter().zip(masks) {
            for ((sum, &lane), &on) in sums.iter_mut().zip(stripe).zip(mask) {
                *sum += worth(lane, on);
            }
        }
        total += sums.iter().map(|&sum| u64::from(sum)).sum::<u64>();
    }
    total
}
