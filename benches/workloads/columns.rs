//! The workloads by the engine's kernels, wired by hand for each, on one thread.
use super::tables::*;
use contingent::draw::{Key, Purpose, Stream, Table, cut};
use contingent::engine::kernels::{Luck, Parent, Rows, count, draw, index_narrow, ones, truth};
use pulp::Arch;

/// Lanes in a batch.
pub const LANES: usize = 2048;

/// A node: its table, and its parents with their strides.
struct Node {
    table: Table,
    parents: Vec<(usize, u16)>,
}

/// What a draw needs besides its table: where its batch is, and room for it.
struct Batch {
    arch: Arch,
    key: Key,
    first: u64,
    words: Vec<u16>,
    rows: Vec<u8>,
    ties: Vec<u32>,
}

impl Batch {
    fn new(arch: Arch, seed: u64) -> Batch {
        Batch {
            arch,
            key: Key::new(seed),
            first: 0,
            words: vec![0; LANES],
            rows: vec![0; LANES],
            ties: Vec::new(),
        }
    }

    fn draw(&mut self, stream: Stream, table: &Table, parents: &[Parent], out: &mut [u8], counts: Option<&mut [u64]>) {
        let Batch {
            arch,
            key,
            first,
            words,
            rows,
            ties,
        } = self;
        key.fill_plane(*arch, stream, 0, *first, words);
        let rows = match parents {
            [] => Rows::One(0),
            [Parent { column, stride: 1 }] => Rows::Narrow(column),
            _ => {
                index_narrow(*arch, 0, parents, rows);
                Rows::Narrow(rows)
            }
        };
        let luck = Luck {
            key,
            stream,
            first: *first,
        };
        draw(*arch, luck, table, rows, words, out, ties);
        if let Some(counts) = counts {
            count(*arch, out, counts);
        }
    }
}

fn table<const N: usize>(rows: &[[u32; N]]) -> Table {
    let row = |row: &[u32; N]| cut(&row.map(f64::from)).expect("the rows of the reference workloads sum to 1000");
    Table::new(&rows.iter().map(row).collect::<Vec<_>>())
}

fn nodes(tables: Vec<Table>, parents: &[&[usize]]) -> Vec<Node> {
    let states: Vec<usize> = tables.iter().map(Table::states).collect();
    let strides = |parents: &&[usize]| {
        let mut stride = 1;
        let mut strides: Vec<(usize, u16)> = Vec::new();
        for &parent in parents.iter().rev() {
            strides.push((parent, stride));
            stride *= states[parent] as u16;
        }
        strides
    };
    tables
        .into_iter()
        .zip(parents.iter().map(strides))
        .map(|(table, parents)| Node { table, parents })
        .collect()
}

pub struct W1 {
    batch: Batch,
    nodes: Vec<Node>,
    streams: Vec<Stream>,
    columns: Vec<Vec<u8>>,
    a: Vec<u8>,
    b: Vec<u8>,
    c: Vec<u8>,
}

impl W1 {
    pub fn new(arch: Arch, seed: u64) -> W1 {
        let tables = vec![
            table(&N0),
            table(&N1),
            table(&N2),
            table(&N3),
            table(&N4),
            table(&N5),
            table(&N6),
            table(&N7),
            table(&N8),
            table(&N9),
            table(&N10),
            table(&N11),
            table(&N12),
            table(&N13),
            table(&N14),
            table(&N15),
            table(&N16),
            table(&N17),
            table(&N18),
            table(&N19),
            table(&N20),
            table(&N21),
            table(&N22),
            table(&N23),
        ];
        W1 {
            batch: Batch::new(arch, seed),
            nodes: nodes(tables, &W1_PARENTS),
            streams: (0..24)
                .map(|i| Stream::new(&format!("n{i}"), Purpose::Draw, 0))
                .collect(),
            columns: vec![vec![0; LANES]; 24],
            a: vec![0; LANES],
            b: vec![0; LANES],
            c: vec![0; LANES],
        }
    }

    /// Counts as [`super::loops::w1`] has them; trials are a multiple of [`LANES`].
    pub fn run(&mut self, trials: u64) -> ([[u64; 4]; 24], [u64; 3]) {
        let (mut counts, mut outcomes) = ([[0; 4]; 24], [0; 3]);
        for first in (0..trials).step_by(LANES) {
            self.batch.first = first;
            for i in 0..24 {
                let (before, after) = self.columns.split_at_mut(i);
                let node = &self.nodes[i];
                let mut parents = [Parent { column: &[], stride: 0 }; 3];
                for (parent, &(column, stride)) in parents.iter_mut().zip(&node.parents) {
                    *parent = Parent {
                        column: &before[column],
                        stride,
                    };
                }
                let counts = Some(&mut counts[i][..node.table.states()]);
                self.batch.draw(
                    self.streams[i],
                    &node.table,
                    &parents[..node.parents.len()],
                    &mut after[0],
                    counts,
                );
            }
            self.outcomes(&mut outcomes);
        }
        (counts, outcomes)
    }

    fn outcomes(&mut self, outcomes: &mut [u64; 3]) {
        let (arch, n) = (self.batch.arch, &self.columns);
        let W1 { a, b, c, .. } = self;
        // (n23 == 0 and n20 != 0) or (n22 == 1 and n17 == 0)
        truth::within(arch, &n[23], 0, 0, a);
        truth::within(arch, &n[20], 1, 1, b);
        truth::and(arch, a, b);
        truth::within(arch, &n[22], 1, 1, b);
        truth::within(arch, &n[17], 0, 0, c);
        truth::and(arch, b, c);
        truth::or(arch, a, b);
        outcomes[0] += ones(arch, a);
        // n21 == 1 and (n19 == 0 or n14 != 1) and not (n11 == 0 and n16 == 0)
        truth::within(arch, &n[14], 1, 1, a);
        truth::not(arch, a);
        truth::within(arch, &n[19], 0, 0, b);
        truth::or(arch, a, b);
        truth::within(arch, &n[21], 1, 1, b);
        truth::and(arch, a, b);
        truth::within(arch, &n[11], 0, 0, b);
        truth::within(arch, &n[16], 0, 0, c);
        truth::and(arch, b, c);
        truth::not(arch, b);
        truth::and(arch, a, b);
        outcomes[1] += ones(arch, a);
        // ((n18 == 1 and n15 != 0) or (n13 == 0 and n9 == 1)) and n23 != 0
        truth::within(arch, &n[18], 1, 1, a);
        truth::within(arch, &n[15], 1, 2, b);
        truth::and(arch, a, b);
        truth::within(arch, &n[13], 0, 0, b);
        truth::within(arch, &n[9], 1, 1, c);
        truth::and(arch, b, c);
        truth::or(arch, a, b);
        truth::within(arch, &n[23], 1, 1, b);
        truth::and(arch, a, b);
        outcomes[2] += ones(arch, a);
    }
}

pub struct W2 {
    batch: Batch,
    nodes: Vec<Node>,
    initial: Vec<Table>,
    streams: Vec<Vec<Stream>>,
    columns: Vec<Vec<u8>>,
    /// A node's new column, before it takes the place of the old one.
    spare: Vec<u8>,
    before: Vec<u8>,
    new: Vec<u8>,
}

impl W2 {
    pub fn new(arch: Arch, seed: u64) -> W2 {
        let tables = vec![
            table(&M0),
            table(&M1),
            table(&M2),
            table(&M3),
            table(&M4),
            table(&M5),
            table(&M6),
            table(&M7),
            table(&M8),
            table(&M9),
        ];
        let initial = vec![
            table(&M0_INIT),
            table(&M1_INIT),
            table(&M2_INIT),
            table(&M3_INIT),
            table(&M4_INIT),
            table(&M5_INIT),
            table(&M6_INIT),
            table(&M7_INIT),
            table(&M8_INIT),
            table(&M9_INIT),
        ];
        let streams = |step| {
            let purpose = if step == 0 { Purpose::Initial } else { Purpose::Draw };
            (0..10).map(|i| Stream::new(&format!("m{i}"), purpose, step)).collect()
        };
        W2 {
            batch: Batch::new(arch, seed),
            nodes: nodes(tables, &W2_PARENTS),
            initial,
            streams: (0..=24).map(streams).collect(),
            columns: vec![vec![0; LANES]; 10],
            spare: vec![0; LANES],
            before: vec![0; LANES],
            new: vec![0; LANES],
        }
    }

    /// Counts as [`super::loops::w2`] has them; trials are a multiple of [`LANES`].
    pub fn run(&mut self, trials: u64) -> (Vec<[[u64; 4]; 10]>, [u64; 25]) {
        let W2 {
            batch,
            nodes,
            initial,
            streams,
            columns,
            spare,
            before,
            new,
        } = self;
        let mut counts = vec![[[0; 4]; 10]; 24];
        let mut firsts = [0; 25];
        for first in (0..trials).step_by(LANES) {
            batch.first = first;
            for (i, table) in initial.iter().enumerate() {
                batch.draw(streams[0][i], table, &[], &mut columns[i], None);
            }
            before.fill(0);
            for (step, counts) in counts.iter_mut().enumerate() {
                for (i, node) in nodes.iter().enumerate() {
                    let mut parents = [Parent { column: &[], stride: 0 }; 3];
                    for (parent, &(column, stride)) in parents.iter_mut().zip(&node.parents) {
                        *parent = Parent {
                            column: &columns[column],
                            stride,
                        };
                    }
                    let counts = Some(&mut counts[i][..node.table.states()]);
                    batch.draw(
                        streams[step + 1][i],
                        &node.table,
                        &parents[..node.parents.len()],
                        spare,
                        counts,
                    );
                    std::mem::swap(&mut columns[i], spare);
                }
                truth::newly(batch.arch, &columns[9], before, new);
                firsts[step] += ones(batch.arch, new);
            }
            firsts[24] += LANES as u64 - ones(batch.arch, before);
        }
        (counts, firsts)
    }
}
