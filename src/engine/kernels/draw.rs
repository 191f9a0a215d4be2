//! Drawing a column of states: one comparison of 16 random bits with the thresholds of each lane's row, and the
//! lanes where 16 bits do not decide.
#[cfg(target_arch = "x86_64")]
mod v3;
#[cfg(target_arch = "x86_64")]
mod v4;

use super::rows::Rows;
use crate::draw::{Key, Stream, Table};
use pulp::Arch;

/// Where the 64-bit words of a batch come from: the place of lane 0.
#[derive(Clone, Copy, Debug)]
pub struct Luck<'a> {
    pub key: &'a Key,
    pub stream: Stream,
    /// The trial of lane 0.
    pub first: u64,
}

/// The states of a batch. `words` is plane 0 of the luck (kept apart, so that several plans draw from the same),
/// `ties` is room to work in.
///
/// # Panics
/// If the columns have different lengths, or a row is not in the table (which goes unnoticed for narrow rows).
pub fn draw(arch: Arch, luck: Luck, table: &Table, rows: Rows, words: &[u16], states: &mut [u8], ties: &mut Vec<u32>) {
    draw_plane(arch, table, rows, words, states, ties);
    refine(luck, table, rows, words, ties, states);
}

/// States as far as plane 0 decides them: the first half of [`draw`]. The lanes that tie with a threshold are left in
/// `ties`, in order, and their states are open until [`refine`] settles them.
///
/// # Panics
/// As [`draw`] does.
pub fn draw_plane(arch: Arch, table: &Table, rows: Rows, words: &[u16], states: &mut [u8], ties: &mut Vec<u32>) {
    let lanes = states.len();
    assert!(
        words.len() == lanes && rows.fits(lanes),
        "a word and a row for each lane"
    );
    ties.clear();
    let done = match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::draw(simd, table, words, rows, states, ties),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(simd) => v3::draw(simd, table, words, rows, states, ties),
        _ => 0,
    };
    plain(table, words, rows, states, done, ties);
}

/// The states of the lanes that tie, from the planes that decide them: the second half of [`draw`].
pub fn refine(luck: Luck, table: &Table, rows: Rows, words: &[u16], ties: &[u32], states: &mut [u8]) {
    for &lane in ties {
        let place = lane as usize;
        let trial = luck.first + u64::from(lane);
        let row = rows.row(place);
        let upper = u64::from(words[place]) << 16 | u64::from(luck.key.half(luck.stream, 1, trial));
        // 32 bits nearly always decide: they seldom are those of a threshold too
        let open = table
            .row(row)
            .iter()
            .any(|&threshold| threshold >> 32 == u128::from(upper));
        let word = if open {
            luck.key.word(luck.stream, trial)
        } else {
            upper << 32
        };
        states[place] = table.state(row, word) as u8;
    }
}

/// Lane by lane, from lane `start` on.
fn plain(table: &Table, words: &[u16], rows: Rows, states: &mut [u8], start: usize, ties: &mut Vec<u32>) {
    let mut lanes = Lanes {
        start,
        words: &words[start..],
        states: &mut states[start..],
        ties,
    };
    if lanes.states.is_empty() {
        return;
    }
    match (rows, table.thresholds()) {
        (_, 0) => lanes.states.fill(0),
        (Rows::One(row), 1) => lanes.by(Same::<1>(first(table).map(|high| high[row]))),
        (Rows::One(row), 2) => lanes.by(Same::<2>(first(table).map(|high| high[row]))),
        (Rows::Narrow(rows), 1) => lanes.by(Narrow::<1>::new(table, &rows[start..])),
        (Rows::Narrow(rows), 2) => lanes.by(Narrow::<2>::new(table, &rows[start..])),
        (Rows::Narrow(rows), 3) => lanes.by(Narrow::<3>::new(table, &rows[start..])),
        (Rows::Wide(rows), 1) => lanes.by(Wide::<1>(&rows[start..], first(table))),
        (Rows::Wide(rows), 2) => lanes.by(Wide::<2>(&rows[start..], first(table))),
        (Rows::Wide(rows), 3) => lanes.by(Wide::<3>(&rows[start..], first(table))),
        _ => lanes.by(Any { table, rows, start }),
    }
}

/// The columns of the first thresholds.
fn first<const N: usize>(table: &Table) -> [&[u16]; N] {
    std::array::from_fn(|j| table.high(j))
}

/// What lanes need that are drawn one by one.
struct Lanes<'a> {
    start: usize,
    words: &'a [u16],
    states: &'a mut [u8],
    ties: &'a mut Vec<u32>,
}

impl Lanes<'_> {
    fn by<C: Cut>(&mut self, cut: C) {
        const BLOCK: usize = 64;
        for (block, states) in self.states.chunks_mut(BLOCK).enumerate() {
            let start = block * BLOCK;
            let words = &self.words[start..][..states.len()];
            let mut any = false;
            for (i, (state, &word)) in states.iter_mut().zip(words).enumerate() {
                let (reached, tie) = cut.cut(start + i, word);
                *state = reached;
                any |= tie;
            }
            if any {
                let tied = words
                    .iter()
                    .enumerate()
                    .filter(|&(i, &word)| cut.cut(start + i, word).1);
                self.ties.extend(tied.map(|(i, _)| (self.start + start + i) as u32));
            }
        }
    }
}

/// Thresholds by lane.
trait Cut {
    /// How many thresholds of a lane are reached, and whether one is met.
    fn cut(&self, lane: usize, word: u16) -> (u8, bool);
}

struct Same<const N: usize>([u16; N]);

impl<const N: usize> Cut for Same<N> {
    #[inline(always)]
    fn cut(&self, _: usize, word: u16) -> (u8, bool) {
        against(self.0, word)
    }
}

/// Thresholds copied to where any byte is an index, so that none is checked.
struct Narrow<'a, const N: usize> {
    rows: &'a [u8],
    high: [[u16; 256]; N],
}

impl<'a, const N: usize> Narrow<'a, N> {
    fn new(table: &Table, rows: &'a [u8]) -> Self {
        let mut high = [[0; 256]; N];
        for (to, from) in high.iter_mut().zip(first::<N>(table)) {
            to.iter_mut().zip(from).for_each(|(to, &from)| *to = from);
        }
        Narrow { rows, high }
    }
}

impl<const N: usize> Cut for Narrow<'_, N> {
    #[inline(always)]
    fn cut(&self, lane: usize, word: u16) -> (u8, bool) {
        let row = usize::from(self.rows[lane]);
        against(self.high.each_ref().map(|high| high[row]), word)
    }
}

struct Wide<'a, const N: usize>(&'a [u16], [&'a [u16]; N]);

impl<const N: usize> Cut for Wide<'_, N> {
    #[inline(always)]
    fn cut(&self, lane: usize, word: u16) -> (u8, bool) {
        let row = usize::from(self.0[lane]);
        against(self.1.map(|high| high[row]), word)
    }
}

struct Any<'a> {
    table: &'a Table,
    rows: Rows<'a>,
    start: usize,
}

impl Cut for Any<'_> {
    #[inline(always)]
    fn cut(&self, lane: usize, word: u16) -> (u8, bool) {
        let row = self.rows.row(self.start + lane);
        let (mut state, mut tie) = (0, false);
        for j in 0..self.table.thresholds() {
            let cut = self.table.high(j)[row];
            state += u8::from(word >= cut);
            tie |= word == cut;
        }
        (state, tie)
    }
}

#[inline(always)]
fn against<const N: usize>(cuts: [u16; N], word: u16) -> (u8, bool) {
    let (mut state, mut tie) = (0, false);
    for cut in cuts {
        state += u8::from(word >= cut);
        tie |= word == cut;
    }
    (state, tie)
}
