//! How fast workouts are read from messages, and that the time is linear in their length.

#![expect(clippy::expect_used, reason = "a benchmark stops when its data is broken")]

use std::hint::black_box;

use coachwright_core::text::Text;
use coachwright_core::{Context, Engine, Timestamp, workout};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Messages of every kind, as the fixtures have them.
const MIXED: &[&str] = &[
    include_str!("../../tests/fixtures/workouts/strength.jsonl"),
    include_str!("../../tests/fixtures/workouts/metcon.jsonl"),
    include_str!("../../tests/fixtures/workouts/endurance.jsonl"),
    include_str!("../../tests/fixtures/workouts/negative.jsonl"),
    include_str!("../../tests/fixtures/workouts/spanish.jsonl"),
    include_str!("../../tests/fixtures/workouts/french.jsonl"),
];

const MESSAGE: &str = "Squatted 5x5 at 225 lb yesterday, then ran 5k in 27:30 outside";

fn messages() -> Vec<String> {
    let lines = MIXED.iter().flat_map(|file| file.lines());
    lines
        .map(|line| {
            let case: serde_json::Value = serde_json::from_str(line).expect("fixtures are JSON");
            case.get("text").and_then(serde_json::Value::as_str).expect("fixtures have texts").to_owned()
        })
        .collect()
}

/// Text made to hurt: long lists, open brackets, chains, marks, unknown words.
fn hostile() -> Vec<(&'static str, String)> {
    let repeat = |piece: &str| piece.repeat(16_384 / piece.len());
    vec![
        ("chains", repeat("5x5x")),
        ("lists", repeat("5, ")),
        ("brackets", repeat("(5 squats ")),
        ("plus", repeat("8 + 3 | ")),
        ("no", repeat("no not never ")),
        ("dates", repeat("yesterday 5x5 squat 1/1 ")),
        ("corrections", repeat("5 sorry 6 not 5 ")),
        ("words", repeat("thrustersquatbenchpressx ")),
        ("benchmarks", repeat("fran and grace ")),
        ("lines", repeat("squat\n5x5\n")),
    ]
}

fn read(criterion: &mut Criterion) {
    let engine = Engine::load().expect("the embedded data is well-formed");
    let context = Context::at(Timestamp::default());
    let text = Text::read(&engine.lexicon, MESSAGE);
    criterion.bench_function("workout of a message of 62 characters, already read", |bencher| {
        bencher.iter(|| workout::read(&engine, black_box(&text), &context).workouts.len());
    });
    let messages = messages();
    let texts: Vec<Text<'_>> = messages.iter().map(|message| Text::read(&engine.lexicon, message)).collect();
    let mut group = criterion.benchmark_group("workouts of the fixtures");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("already read", |bencher| {
        bencher.iter(|| texts.iter().map(|text| workout::read(&engine, text, &context).workouts.len()).sum::<usize>());
    });
    group.bench_function("with reading", |bencher| {
        bencher.iter(|| {
            let read = |message: &String| {
                workout::read(&engine, &Text::read(&engine.lexicon, message), &context).workouts.len()
            };
            messages.iter().map(read).sum::<usize>()
        });
    });
    group.finish();
    let mut group = criterion.benchmark_group("workout by length");
    for copies in [1, 4, 16, 64, 256] {
        let message = MESSAGE.repeat(copies);
        let text = Text::read(&engine.lexicon, &message);
        group.throughput(Throughput::Bytes(message.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(message.len()), &text, |bencher, text| {
            bencher.iter(|| workout::read(&engine, black_box(text), &context).workouts.len());
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("16 KB of hostile text");
    group.sample_size(20);
    for (name, message) in hostile() {
        let text = Text::read(&engine.lexicon, &message);
        group.bench_function(name, |bencher| {
            bencher.iter(|| workout::read(&engine, black_box(&text), &context).workouts.len());
        });
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
