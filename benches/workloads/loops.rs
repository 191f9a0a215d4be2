//! The yardstick: each workload as a straight-line scalar loop, specialised by hand, with xoshiro256++.
//!
//! A draw reads one whole 64-bit number and adds up its comparisons with the thresholds of its row, without a branch;
//! tables are constants; counters are local until the end.
use super::tables::*;

/// xoshiro256++ (Blackman and Vigna, 2019), seeded by SplitMix64.
pub struct Xoshiro([u64; 4]);

impl Xoshiro {
    pub fn new(seed: u64) -> Xoshiro {
        let mut state = seed;
        Xoshiro([(); 4].map(|()| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }))
    }

    #[inline(always)]
    fn next(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }
}

/// Thresholds of rows in thousandths; a threshold of 2^64 becomes one less.
const fn cuts<const N: usize, const M: usize, const R: usize>(rows: [[u32; N]; R]) -> [[u64; M]; R] {
    let mut cuts = [[0; M]; R];
    let mut row = 0;
    while row < R {
        let (mut sum, mut j) = (0, 0);
        while j < M {
            sum += rows[row][j] as u128;
            cuts[row][j] = if sum == 1000 {
                u64::MAX
            } else {
                ((sum << 64) / 1000) as u64
            };
            j += 1;
        }
        row += 1;
    }
    cuts
}

macro_rules! draw {
    ($random:ident, $counts:expr, $table:ident, $states:literal, $row:expr) => {{
        static TABLE: [[u64; $states - 1]; $table.len()] = cuts($table);
        let state = reached(&TABLE[$row], $random.next());
        $counts[state] += 1;
        state
    }};
    ($random:ident, $table:ident, $states:literal, $row:expr) => {{
        static TABLE: [[u64; $states - 1]; $table.len()] = cuts($table);
        reached(&TABLE[$row], $random.next())
    }};
}

#[inline(always)]
fn reached<const M: usize>(cuts: &[u64; M], x: u64) -> usize {
    let mut state = 0;
    for &cut in cuts {
        state += usize::from(x >= cut);
    }
    state
}

/// Counts of the states of each node, and of each outcome.
pub fn w1(random: &mut Xoshiro, trials: u64) -> ([[u64; 4]; 24], [u64; 3]) {
    let mut c = [[0; 4]; 24];
    let mut outcomes = [0; 3];
    for _ in 0..trials {
        let n0 = draw!(random, c[0], N0, 2, 0);
        let n1 = draw!(random, c[1], N1, 3, n0);
        let n2 = draw!(random, c[2], N2, 2, 0);
        let n3 = draw!(random, c[3], N3, 3, n0 * 2 + n2);
        let n4 = draw!(random, c[4], N4, 3, n1 * 3 + n3);
        let n5 = draw!(random, c[5], N5, 4, (n0 * 3 + n1) * 2 + n2);
        let n6 = draw!(random, c[6], N6, 2, (n2 * 3 + n4) * 4 + n5);
        let n7 = draw!(random, c[7], N7, 2, n0 * 4 + n5);
        let n8 = draw!(random, c[8], N8, 2, n1 * 2 + n6);
        let n9 = draw!(random, c[9], N9, 2, n7);
        let n10 = draw!(random, c[10], N10, 4, (n3 * 3 + n4) * 2 + n7);
        let n11 = draw!(random, c[11], N11, 3, n5 * 2 + n6);
        let n12 = draw!(random, c[12], N12, 3, (n5 * 2 + n7) * 4 + n10);
        let n13 = draw!(random, c[13], N13, 4, n5 * 2 + n9);
        let n14 = draw!(random, c[14], N14, 4, n5 * 2 + n6);
        let n15 = draw!(random, c[15], N15, 3, 0);
        let n16 = draw!(random, c[16], N16, 3, n13);
        let n17 = draw!(random, c[17], N17, 4, n8 * 4 + n14);
        let n18 = draw!(random, c[18], N18, 4, 0);
        let n19 = draw!(random, c[19], N19, 2, (n11 * 3 + n16) * 4 + n17);
        let n20 = draw!(random, c[20], N20, 2, n11);
        let n21 = draw!(random, c[21], N21, 2, (n12 * 3 + n16) * 2 + n19);
        let n22 = draw!(random, c[22], N22, 2, n17 * 2 + n21);
        let n23 = draw!(random, c[23], N23, 2, 0);
        outcomes[0] += u64::from((n23 == 0) & (n20 != 0) | (n22 == 1) & (n17 == 0));
        outcomes[1] += u64::from((n21 == 1) & ((n19 == 0) | (n14 != 1)) & !((n11 == 0) & (n16 == 0)));
        outcomes[2] += u64::from(((n18 == 1) & (n15 != 0) | (n13 == 0) & (n9 == 1)) & (n23 != 0));
    }
    (c, outcomes)
}

/// Counts of the states of each node at each step, and of the first step at which m9 = 1 (the last count: never).
pub fn w2(random: &mut Xoshiro, trials: u64) -> (Vec<[[u64; 4]; 10]>, [u64; 25]) {
    let mut counts = vec![[[0; 4]; 10]; 24];
    let mut first = [0; 25];
    for _ in 0..trials {
        let mut m0 = draw!(random, M0_INIT, 2, 0);
        let mut m1 = draw!(random, M1_INIT, 3, 0);
        let mut m2 = draw!(random, M2_INIT, 2, 0);
        let mut m3 = draw!(random, M3_INIT, 4, 0);
        let mut m4 = draw!(random, M4_INIT, 2, 0);
        let mut m5 = draw!(random, M5_INIT, 3, 0);
        let mut m6 = draw!(random, M6_INIT, 2, 0);
        let mut m7 = draw!(random, M7_INIT, 3, 0);
        let mut m8 = draw!(random, M8_INIT, 4, 0);
        let mut m9 = draw!(random, M9_INIT, 2, 0);
        // absorbing: the steps without it are the step before the first one with it
        let mut without = 0;
        for c in &mut counts {
            m0 = draw!(random, c[0], M0, 2, (m0 * 4 + m3) * 2 + m6);
            m1 = draw!(random, c[1], M1, 3, m1 * 3 + m7);
            m2 = draw!(random, c[2], M2, 2, (m2 * 4 + m3) * 3 + m7);
            m3 = draw!(random, c[3], M3, 4, m3 * 2 + m6);
            m4 = draw!(random, c[4], M4, 2, m4 * 3 + m1);
            m5 = draw!(random, c[5], M5, 3, m5 * 3 + m7);
            m6 = draw!(random, c[6], M6, 2, (m6 * 3 + m1) * 3 + m5);
            m7 = draw!(random, c[7], M7, 3, m7 * 2 + m0);
            m8 = draw!(random, c[8], M8, 4, (m8 * 4 + m3) * 2 + m4);
            m9 = draw!(random, c[9], M9, 2, (m9 * 4 + m3) * 2 + m4);
            without += 1 - m9;
        }
        first[without] += 1;
    }
    (counts, first)
}
