//! What each kernel costs on its own: time per lane of a column of 2,048, on every instruction set of the machine.
use contingent::draw::{Key, Purpose, Stream, Table, choose, cut, machines};
use contingent::engine::kernels::{Parent, Rows, count, count_where, draw_plane, index_narrow, truth, uniforms};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pulp::Arch;
use std::hint::black_box;
use std::time::Duration;

const LANES: usize = 2048;

fn words(c: &mut Criterion) {
    let key = Key::new(1);
    let stream = Stream::new("a", Purpose::Draw, 0);
    let mut group = c.benchmark_group("fill_plane");
    group.throughput(Throughput::Elements(LANES as u64));
    for arch in machines() {
        let mut column = vec![0; LANES];
        group.bench_function(name(arch), |b| {
            b.iter(|| key.fill_plane(arch, stream, 0, black_box(4096), &mut column))
        });
    }
    group.finish();
    c.bench_function("word", |b| b.iter(|| key.word(stream, black_box(77))));
    c.bench_function("cut, 3 weights", |b| b.iter(|| cut(black_box(&[0.3, 1e-7, 0.7]))));
    c.bench_function("choose, 3 weights", |b| {
        b.iter(|| choose(black_box(&[0.3, 1e-7, 0.7]), black_box(1 << 63)))
    });
    c.bench_function("choose, 3 far weights", |b| {
        b.iter(|| choose(black_box(&[0.3, 1e-70, 0.7]), black_box(1 << 63)))
    });
}

fn name(arch: Arch) -> &'static str {
    match arch {
        Arch::Scalar => "plain",
        #[cfg(target_arch = "x86_64")]
        Arch::V3(_) => "v3",
        #[cfg(target_arch = "x86_64")]
        Arch::V4(_) => "v4",
        _ => "other",
    }
}

fn states(c: &mut Criterion) {
    let key = Key::new(1);
    let mut group = c.benchmark_group("draw");
    group.throughput(Throughput::Elements(LANES as u64));
    for arch in machines() {
        let mut words = vec![0; LANES];
        key.fill_plane(arch, Stream::new("a", Purpose::Draw, 0), 0, 0, &mut words);
        for (rows, n) in [
            (1, 2),
            (24, 2),
            (24, 4),
            (40, 2),
            (64, 4),
            (100, 3),
            (200, 3),
            (1000, 3),
            (64, 7),
        ] {
            let weights = |row: usize| {
                (0..n)
                    .map(|i| 1.0 + ((row * 7 + i * 3) % 11) as f64)
                    .collect::<Vec<_>>()
            };
            let table = Table::new(&(0..rows).map(|row| cut(&weights(row)).unwrap()).collect::<Vec<_>>());
            let narrow: Vec<u8> = words.iter().map(|&x| (usize::from(x) % rows) as u8).collect();
            let wide: Vec<u16> = words.iter().map(|&x| (usize::from(x) % rows) as u16).collect();
            let by_row = match rows {
                1 => Rows::One(0),
                ..=256 => Rows::Narrow(&narrow),
                _ => Rows::Wide(&wide),
            };
            let (mut column, mut ties) = (vec![0; LANES], vec![]);
            group.bench_function(format!("{rows} rows, {n} states/{}", name(arch)), |b| {
                b.iter(|| draw_plane(arch, &table, by_row, black_box(&words), &mut column, &mut ties))
            });
        }
    }
    group.finish();
}

fn columns(c: &mut Criterion) {
    let mut group = c.benchmark_group("columns");
    group.throughput(Throughput::Elements(LANES as u64));
    for arch in machines() {
        let column: Vec<u8> = (0..LANES).map(|i| (i % 3) as u8).collect();
        let mask: Vec<u8> = (0..LANES).map(|i| (i % 2) as u8).collect();
        let mut counts = [0; 3];
        group.bench_function(format!("count, 3 states/{}", name(arch)), |b| {
            b.iter(|| count(arch, black_box(&column), &mut counts))
        });
        group.bench_function(format!("count, 3 states, masked/{}", name(arch)), |b| {
            b.iter(|| count_where(arch, black_box(&column), &mask, &mut counts))
        });
        let mut truths = vec![0; LANES];
        group.bench_function(format!("within/{}", name(arch)), |b| {
            b.iter(|| truth::within(arch, black_box(&column), 1, 2, &mut truths))
        });
        group.bench_function(format!("and/{}", name(arch)), |b| {
            b.iter(|| truth::and(arch, &mut truths, black_box(&mask)))
        });
        let planes = [vec![0; LANES], vec![7; LANES], vec![9; LANES], vec![65535; LANES]];
        let mut numbers = vec![0.0; LANES];
        group.bench_function(format!("uniforms/{}", name(arch)), |b| {
            b.iter(|| {
                let planes = planes.each_ref().map(Vec::as_slice);
                uniforms(arch, black_box(planes), &mut numbers)
            })
        });
        let mut rows = vec![0; LANES];
        let parent = |stride| Parent {
            column: &column,
            stride,
        };
        for parents in [
            vec![parent(1)],
            vec![parent(3), parent(1)],
            vec![parent(9), parent(3), parent(1)],
        ] {
            group.bench_function(format!("index {}/{}", parents.len(), name(arch)), |b| {
                b.iter(|| index_narrow(arch, 0, black_box(&parents), &mut rows))
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = words, states, columns
}
criterion_main!(benches);
