//! Kernels against plain loops, on every instruction set of this machine.
use contingent::draw::{Key, Purpose, Stream, Table, Thresholds, machines, uniform};
use contingent::engine::kernels::truth::{self, Relation};
use contingent::engine::kernels::{
    Luck, Parent, Rows, count, count_where, draw, index_narrow, index_wide, ones, uniforms,
};
use proptest::prelude::*;
use pulp::Arch;

const NEVER: u128 = 1 << 64;

/// A batch of draws whose thresholds tie with the words of its lanes as often as can be.
#[derive(Debug)]
struct Batch {
    first: u64,
    rows: Vec<u16>,
    table: Table,
}

fn stream() -> Stream {
    Stream::new("kernels", Purpose::Draw, 3)
}

fn batch() -> impl Strategy<Value = Batch> {
    let shape = (1usize..300, 1usize..8, 1usize..1500, 0u64..4);
    (shape, any::<u64>()).prop_map(|((rows, states, lanes, group), seed)| {
        let first = group * 512;
        let mut random = seed;
        let mut next = move || {
            random = random
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (random >> 33) as usize
        };
        let lanes_rows: Vec<u16> = (0..lanes).map(|_| (next() % rows) as u16).collect();
        let key = Key::new(7);
        let mut cuts = vec![vec![]; rows];
        for (lane, &row) in lanes_rows.iter().enumerate() {
            let cuts = &mut cuts[usize::from(row)];
            if cuts.len() < states - 1 {
                let word = u128::from(key.word(stream(), first + lane as u64));
                cuts.push(match next() % 10 {
                    0 => 0,
                    1 => NEVER,
                    2 => word,
                    3 => word + 1,
                    4 => word >> 48 << 48,
                    5 => word >> 32 << 32,
                    6 => word | 0xffff,
                    7 => (word | 0xffff_ffff) + 1,
                    8 => word ^ 0x8000_0000,
                    _ => word ^ 0x8000_0000_0000,
                });
            }
        }
        let row = |mut cuts: Vec<u128>| {
            cuts.resize(states - 1, NEVER / 3);
            cuts.sort_unstable();
            Thresholds::from_cuts(cuts)
        };
        Batch {
            first,
            rows: lanes_rows,
            table: Table::new(&cuts.into_iter().map(row).collect::<Vec<_>>()),
        }
    })
}

/// What the kernels make of a batch.
fn drawn(arch: Arch, batch: &Batch) -> (Vec<u8>, Vec<u32>) {
    let key = Key::new(7);
    let lanes = batch.rows.len();
    let (mut words, mut states, mut ties) = (vec![0; lanes], vec![77; lanes], vec![5]);
    key.fill_plane(arch, stream(), 0, batch.first, &mut words);
    let narrow: Vec<u8> = batch.rows.iter().map(|&row| row as u8).collect();
    let rows = if batch.table.rows() <= 256 {
        Rows::Narrow(&narrow)
    } else {
        Rows::Wide(&batch.rows)
    };
    let luck = Luck {
        key: &key,
        stream: stream(),
        first: batch.first,
    };
    draw(arch, luck, &batch.table, rows, &words, &mut states, &mut ties);
    (states, ties)
}

proptest! {
    #![proptest_config(super::fixed())]

    #[test]
    fn states_are_those_of_whole_words(batch in batch()) {
        let key = Key::new(7);
        let words: Vec<u64> =
            (0..batch.rows.len()).map(|lane| key.word(stream(), batch.first + lane as u64)).collect();
        let rows = || words.iter().zip(&batch.rows).map(|(&word, &row)| (word, usize::from(row)));
        let states: Vec<u8> = rows().map(|(word, row)| batch.table.state(row, word) as u8).collect();
        let tied = |word: u64, row: usize| {
            (0..batch.table.thresholds()).any(|j| batch.table.high(j)[row] == (word >> 48) as u16)
        };
        let ties: Vec<u32> =
            rows().enumerate().filter(|&(_, (word, row))| tied(word, row)).map(|(lane, _)| lane as u32).collect();
        for arch in machines() {
            prop_assert_eq!(drawn(arch, &batch), (states.clone(), ties.clone()), "{:?}", arch);
        }
    }

    #[test]
    fn one_row_for_all_lanes(batch in batch(), row in 0usize..300) {
        let row = row % batch.table.rows();
        let key = Key::new(7);
        let lanes = batch.rows.len();
        let luck = Luck { key: &key, stream: stream(), first: batch.first };
        for arch in machines() {
            let (mut words, mut states, mut ties) = (vec![0; lanes], vec![77; lanes], vec![]);
            key.fill_plane(arch, stream(), 0, batch.first, &mut words);
            draw(arch, luck, &batch.table, Rows::One(row), &words, &mut states, &mut ties);
            for (lane, &state) in states.iter().enumerate() {
                let word = key.word(stream(), batch.first + lane as u64);
                prop_assert_eq!(usize::from(state), batch.table.state(row, word), "{:?} lane {}", arch, lane);
            }
        }
    }

    #[test]
    fn rows_and_counts(
        columns in prop::collection::vec(prop::collection::vec(0u8..7, 700), 0..6),
        strides in prop::collection::vec(0u16..300, 6),
        offset: u16,
        lanes in 1usize..700,
    ) {
        let parents: Vec<Parent> = columns
            .iter()
            .zip(&strides)
            .map(|(column, &stride)| Parent { column: &column[..lanes], stride })
            .collect();
        let expected = |lane: usize| {
            parents.iter().fold(u32::from(offset), |sum, parent| {
                sum + u32::from(parent.column[lane]) * u32::from(parent.stride)
            })
        };
        for arch in machines() {
            let (mut narrow, mut wide) = (vec![9; lanes], vec![9; lanes]);
            index_narrow(arch, offset as u8, &parents, &mut narrow);
            index_wide(arch, offset, &parents, &mut wide);
            for lane in 0..lanes {
                prop_assert_eq!((narrow[lane], wide[lane]), (expected(lane) as u8, expected(lane) as u16));
            }
            for column in &columns {
                let mask: Vec<u8> = column.iter().map(|&state| state % 2).collect();
                let (mut all, mut some) = ([5; 7], [5; 7]);
                count(arch, &column[..lanes], &mut all);
                count_where(arch, &column[..lanes], &mask[..lanes], &mut some);
                for state in 0..7 {
                    let found = column[..lanes].iter().filter(|&&lane| lane == state).count() as u64;
                    prop_assert_eq!(all[usize::from(state)], 5 + found);
                    prop_assert_eq!(some[usize::from(state)], 5 + u64::from(state % 2) * found);
                }
                prop_assert_eq!(ones(arch, &mask[..lanes]), mask[..lanes].iter().map(|&on| u64::from(on)).sum::<u64>());
            }
        }
    }

    #[test]
    fn truths(
        states in prop::collection::vec(0u8..9, 300),
        others in prop::collection::vec(0u8..9, 300),
        low in 0u8..9,
        width in 0u8..4,
        lanes in 1usize..300,
    ) {
        let (states, others) = (&states[..lanes], &others[..lanes]);
        let high = low + width;
        let bits = |holds: &dyn Fn(u8, u8) -> bool| -> Vec<u8> {
            states.iter().zip(others).map(|(&a, &b)| u8::from(holds(a, b))).collect()
        };
        let inside = |state: u8| (low..=high).contains(&state);
        for arch in machines() {
            let mut out = vec![3; lanes];
            truth::within(arch, states, low, high, &mut out);
            prop_assert_eq!(&out, &bits(&|a, _| inside(a)));
            let left = out.clone();
            truth::or_within(arch, others, low, high, &mut out);
            prop_assert_eq!(&out, &bits(&|a, b| inside(a) || inside(b)));
            let mut right = vec![3; lanes];
            truth::within(arch, others, low, high, &mut right);
            let mut out = left.clone();
            truth::or(arch, &mut out, &right);
            prop_assert_eq!(&out, &bits(&|a, b| inside(a) || inside(b)));
            truth::not(arch, &mut out);
            prop_assert_eq!(&out, &bits(&|a, b| !(inside(a) || inside(b))));
            let mut out = left.clone();
            truth::and(arch, &mut out, &right);
            prop_assert_eq!(&out, &bits(&|a, b| inside(a) && inside(b)));
            truth::same(arch, states, others, &mut out);
            prop_assert_eq!(&out, &bits(&|a, b| a == b));
            let mut before = left.clone();
            truth::newly(arch, &right, &mut before, &mut out);
            prop_assert_eq!(&out, &bits(&|a, b| inside(b) && !inside(a)));
            prop_assert_eq!(&before, &bits(&|a, b| inside(a) || inside(b)));
            truth::select_states(arch, &left, states, others, &mut out);
            let chosen: Vec<u8> = states.iter().zip(others).map(|(&a, &b)| if inside(a) { a } else { b }).collect();
            prop_assert_eq!(&out, &chosen);
        }
    }

    #[test]
    fn numbers(
        a in prop::collection::vec(prop_oneof![-3.0..3.0, Just(0.0), Just(-0.0), Just(f64::NAN), Just(1.0)], 100),
        b in prop::collection::vec(prop_oneof![-3.0..3.0, Just(0.0), Just(-0.0), Just(f64::NAN), Just(1.0)], 100),
        lanes in 1usize..100,
    ) {
        let (a, b) = (&a[..lanes], &b[..lanes]);
        type Holds = fn(&f64, &f64) -> bool;
        let relations: [(Relation, Holds); 6] = [
            (Relation::Less, f64::lt),
            (Relation::LessOrEqual, f64::le),
            (Relation::Equal, f64::eq),
            (Relation::NotEqual, f64::ne),
            (Relation::GreaterOrEqual, f64::ge),
            (Relation::Greater, f64::gt),
        ];
        for arch in machines() {
            for (relation, holds) in relations {
                let mut out = vec![3; lanes];
                truth::compare(arch, a, relation, b, &mut out);
                let expected: Vec<u8> = a.iter().zip(b).map(|(a, b)| u8::from(holds(a, b))).collect();
                prop_assert_eq!(&out, &expected);
                let mut chosen = vec![0.0; lanes];
                truth::select_numbers(arch, &out, a, b, &mut chosen);
                for lane in 0..lanes {
                    let wanted = if out[lane] == 1 { a[lane] } else { b[lane] };
                    prop_assert_eq!(chosen[lane].to_bits(), wanted.to_bits());
                }
            }
        }
    }
}

#[test]
fn uniforms_are_those_of_whole_words() {
    let key = Key::new(3);
    for arch in machines() {
        for lanes in [1, 17, 512, 1000] {
            let mut planes: [Vec<u16>; 4] = std::array::from_fn(|_| vec![0; lanes]);
            for (plane, column) in planes.iter_mut().enumerate() {
                key.fill_plane(arch, stream(), plane as u16, 1024, column);
            }
            // the ends of the range too
            for (place, half) in [(0, 0), (lanes - 1, u16::MAX)] {
                planes.iter_mut().for_each(|plane| plane[place] = half);
            }
            let mut out = vec![0.0; lanes];
            uniforms(arch, planes.each_ref().map(Vec::as_slice), &mut out);
            for lane in 0..lanes {
                let word = planes.iter().fold(0, |word, plane| word << 16 | u64::from(plane[lane]));
                assert_eq!(out[lane], uniform(word), "{arch:?} lane {lane}");
            }
        }
    }
}

#[test]
fn batches_of_any_size_draw_the_same() {
    let rows: Vec<Thresholds> = (1u128..50)
        .map(|i| Thresholds::from_cuts(vec![NEVER / 50 * i, NEVER / 49 * i]))
        .collect();
    let table = Table::new(&rows);
    let of = |first: usize, lanes: usize| Batch {
        first: first as u64,
        rows: (first..first + lanes).map(|trial| (trial % 49) as u16).collect(),
        table: table.clone(),
    };
    let whole = drawn(Arch::Scalar, &of(0, 8192 + 300)).0;
    for arch in machines() {
        for size in [512, 1024, 2048, 5 * 512] {
            let parts: Vec<u8> = (0..whole.len())
                .step_by(size)
                .flat_map(|first| drawn(arch, &of(first, size.min(whole.len() - first))).0)
                .collect();
            assert!(parts == whole, "{arch:?} in batches of {size}");
        }
    }
}

#[test]
fn counts_do_not_overflow_a_byte() {
    let column = vec![1; 64 * 1000];
    for arch in machines() {
        let mut counts = [0; 3];
        count(arch, &column, &mut counts);
        assert_eq!(counts, [0, 64_000, 0]);
        let mut counts = [0; 3];
        count_where(arch, &column, &column, &mut counts);
        assert_eq!(counts, [0, 64_000, 0]);
    }
}
