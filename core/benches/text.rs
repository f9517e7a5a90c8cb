//! How fast messages are read, and that the time is linear in their length.

#![expect(clippy::expect_used, reason = "a benchmark stops when its data is broken")]

use std::hint::black_box;

use coachwright_core::text::{Lexicon, Text};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const MESSAGE: &str = "Squatted 5x5 at 225 lb yesterday, then ran 5k in 27:30 outside";

fn read(criterion: &mut Criterion) {
    let lexicon = Lexicon::load().expect("the embedded lexicons are well-formed");
    criterion.bench_function("load the lexicons", |bencher| bencher.iter(|| Lexicon::load().map(black_box).is_ok()));
    let mut group = criterion.benchmark_group("read a message");
    for copies in [1, 4, 16, 64, 256] {
        let text = MESSAGE.repeat(copies);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(text.len()), &text, |bencher, text| {
            bencher.iter(|| black_box(Text::read(&lexicon, black_box(text))).tokens.len());
        });
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
