//! Drawing a column of states: one comparison of 16 random bits with the thresholds of each lane's row, and the
//! lanes where 16 bits do not decide.
#[cfg(target_arch = "x86_64")]
mod v4;

use super::rows::Rows;
use crate::draw::{Key, Stream, Table};
use pulp::Arch;

/// States from plane 0. The lanes that tie with a threshold are left in `ties`, in order; [`refine`] settles them.
///
/// # Panics
/// If the columns have different lengths, or a row is not in the table.
pub fn draw(
    arch: Arch,
    table: &Table,
    words: &[u16],
    rows: Rows,
    states: &mut [u8],
    ties: &mut Vec<u32>,
) {
    assert!(words.len() == states.len(), "a word for each lane");
    ties.clear();
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => v4::draw(simd, table, words, rows, states, ties),
        _ => plain(table, words, rows, states, 0, ties),
    }
}

/// The states of the lanes that tie, from the planes that decide them. `first` is the trial of lane 0.
pub fn refine(
    key: &Key,
    stream: Stream,
    first: u64,
    table: &Table,
    words: &[u16],
    rows: Rows,
    ties: &[u32],
    states: &mut [u8],
) {
    for &lane in ties {
        let place = lane as usize;
        let trial = first + u64::from(lane);
        let cuts = table.row(rows.row(place));
        let upper = u64::from(words[place]) << 16 | u64::from(key.half(stream, 1, trial));
        // 32 bits nearly always decide: a threshold lies elsewhere
        let word = if cuts
            .iter()
            .any(|&threshold| threshold >> 32 == u128::from(upper))
        {
            key.word(stream, trial)
        } else {
            upper << 32
        };
        states[place] = table.state(rows.row(place), word) as u8;
    }
}

/// Lane by lane, from lane `start` on.
fn plain(
    table: &Table,
    words: &[u16],
    rows: Rows,
    states: &mut [u8],
    start: usize,
    ties: &mut Vec<u32>,
) {
    match rows {
        Rows::One(row) => each(table, words, |_| row, states, start, ties),
        Rows::Narrow(rows) => each(
            table,
            words,
            |lane| usize::from(rows[lane]),
            states,
            start,
            ties,
        ),
        Rows::Wide(rows) => each(
            table,
            words,
            |lane| usize::from(rows[lane]),
            states,
            start,
            ties,
        ),
    }
}

#[inline(always)]
fn each(
    table: &Table,
    words: &[u16],
    row: impl Fn(usize) -> usize,
    states: &mut [u8],
    start: usize,
    ties: &mut Vec<u32>,
) {
    match table.thresholds() {
        0 => states[start..].fill(0),
        1 => some(table, [table.high(0)], words, row, states, start, ties),
        2 => some(
            table,
            [table.high(0), table.high(1)],
            words,
            row,
            states,
            start,
            ties,
        ),
        3 => some(
            table,
            [table.high(0), table.high(1), table.high(2)],
            words,
            row,
            states,
            start,
            ties,
        ),
        n => {
            for lane in start..states.len() {
                let (word, row) = (words[lane], row(lane));
                let mut state = 0;
                let mut tie = false;
                for j in 0..n {
                    let high = table.high(j)[row];
                    state += u8::from(word >= high);
                    tie |= word == high;
                }
                states[lane] = state;
                if tie {
                    ties.push(lane as u32);
                }
            }
        }
    }
}

/// A number of thresholds that is known when this is compiled.
#[inline(always)]
fn some<const N: usize>(
    table: &Table,
    high: [&[u16]; N],
    words: &[u16],
    row: impl Fn(usize) -> usize,
    states: &mut [u8],
    start: usize,
    ties: &mut Vec<u32>,
) {
    let rows = table.rows();
    let high = high.map(|high| &high[..rows]);
    for (lane, (state, &word)) in states.iter_mut().zip(words).enumerate().skip(start) {
        let row = row(lane);
        let mut reached = 0;
        let mut tie = false;
        for high in high {
            reached += u8::from(word >= high[row]);
            tie |= word == high[row];
        }
        *state = reached;
        if tie {
            ties.push(lane as u32);
        }
    }
}
