//! What each kernel costs on its own: time per lane of a column of 2,048, on every instruction set of the machine.
use contingent::draw::{Key, Purpose, Stream, choose, cut, machines};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
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
        group.bench_function(
            format!("{arch:?}").split('(').next().unwrap_or_default(),
            |b| b.iter(|| key.fill_plane(arch, stream, 0, black_box(4096), &mut column)),
        );
    }
    group.finish();
    c.bench_function("word", |b| b.iter(|| key.word(stream, black_box(77))));
    c.bench_function("cut, 3 weights", |b| {
        b.iter(|| cut(black_box(&[0.3, 1e-7, 0.7])))
    });
    c.bench_function("choose, 3 weights", |b| {
        b.iter(|| choose(black_box(&[0.3, 1e-7, 0.7]), black_box(1 << 63)))
    });
    c.bench_function("choose, 3 far weights", |b| {
        b.iter(|| choose(black_box(&[0.3, 1e-70, 0.7]), black_box(1 << 63)))
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = words
}
criterion_main!(benches);
